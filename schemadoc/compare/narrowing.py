"""One element out of what several regions say of it.

In: an element in each region. Out: the element with a type that holds everywhere, the names that
all of them list, and the other facts where they are alike. A module of its own because how
statements merge is one question, and what still fits every region then is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from schemadoc.compare.differences import together
from schemadoc.compare.statements import Region, Regions
from schemadoc.model import Deprecation, Element, ElementKind
from schemadoc.typerefs import BUILT_IN_SCALARS, TypeRef, named_type

INPUTS = frozenset({"argument", "input_field", "directive_argument"})
LEAVES = frozenset({"scalar", "enum"})
# Worked out here, or of one region only.
_OWN = frozenset({"coordinate", "element", "type", "type_known", "partial", "source"})
# The other keys, with what says nothing of them.
_SILENT: dict[str, Any] = {
    field.name: field.default for field in msgspec.structs.fields(Element) if field.name not in _OWN
}
_FACTS = attrgetter(*_SILENT)
# Of these what all regions list is common, and not the list as a whole.
_OF_NAMES = ("interfaces", "members")
_OF_LOCATIONS = "locations"
# Who says that something is deprecated, the surest first.
_ORIGINS = ("directive", "block", "prose")


def kind_of(kinds: Iterable[ElementKind]) -> ElementKind | None:
    """The kind of all; None where an element is so unlike that nothing of it is common.

    What is an object here and an interface there is used as an interface that nothing implements;
    of a scalar here and an enum there only the name is known.
    """
    proved = {kind for kind in kinds if kind != "type"}
    if len(proved) == 1:
        return next(iter(proved))
    if proved == {"object", "interface"}:
        return "interface"
    return "type" if proved <= LEAVES else None


def narrowed(kind: ElementKind, views: Regions, there: Mapping[str, Element]) -> Element | None:
    """What all regions together say of an element.

    Args:
        kind: of the element.
        views: the regions.
        there: the element by region id; of regions that say the same, one is enough.

    Returns:
        None where its types contradict each other in more than what may be null.
    """
    refs = {name: views[name].type_ref(element) for name, element in there.items()}
    ref = _type(kind, views, refs)
    if ref is None:
        return None
    elements = list(there.values())
    return msgspec.structs.replace(
        elements[0],
        element=kind,
        type=ref.text,
        type_known=ref.known,
        partial=any(element.partial for element in elements),
        source=None,
        **_facts(views, there),
    )


# Types


def _type(
    kind: ElementKind, views: Mapping[str, Region], refs: Mapping[str, TypeRef]
) -> TypeRef | None:
    found = list(refs.values())
    texts = {ref.text for ref in found if ref.text is not None}
    if len(texts) > 1:
        text = merged(frozenset(texts), strict=kind in INPUTS)
        if text is None:
            return TypeRef() if kind == "field" and _are_leaves(views, refs) else None
        found = [TypeRef(text) if ref.text is not None else ref for ref in found]
    return together(found)


@lru_cache(maxsize=5000)  # a few differ in thousands of places
def merged(texts: frozenset[str], *, strict: bool) -> str | None:
    """One type out of several that differ in what may be null.

    Args:
        texts: type texts.
        strict: of what is given, so that no null is given where any region refuses it; else of
            what is read, so that a null is expected where any region may give one.

    Returns:
        None where the types differ in more: in their names, or in their lists.
    """
    names, levels = zip(*((named_type(text), _levels(text)) for text in texts), strict=True)
    if len(set(names)) > 1 or len(set(map(len, levels))) > 1:
        return None
    text: str = names[0]
    for depth, not_null in enumerate(zip(*levels, strict=True)):
        required = any(not_null) if strict else all(not_null)
        text = (f"[{text}]" if depth else text) + ("!" if required else "")
    return text


def _levels(text: str) -> tuple[bool, ...]:
    """Whether each level is not null, the innermost first: `[A!]` is not null, then it is."""
    inner, *outer = text.lstrip("[")[len(named_type(text)) :].split("]")
    return (inner == "!", *(mark == "!" for mark in outer))


def _are_leaves(views: Mapping[str, Region], refs: Mapping[str, TypeRef]) -> bool:
    """Whether all types are proved to be scalars and enums, in lists of the same depth.

    A field of such types is selected alike everywhere, whatever it gives.
    """
    depths = {(ref.text or "").count("[") for ref in refs.values()}
    return len(depths) == 1 and all(_is_leaf(views[name], ref) for name, ref in refs.items())


def _is_leaf(region: Region, ref: TypeRef) -> bool:
    if ref.text is None:
        return False
    name = named_type(ref.text)
    found = region.index.get(name)
    return name in BUILT_IN_SCALARS or (found is not None and found.element in LEAVES)


# Other facts


def _facts(views: Regions, there: Mapping[str, Element]) -> dict[str, Any]:
    """The keys of which regions say different things, with what all of them say."""
    elements = list(there.values())
    facts, *others = map(_FACTS, elements)
    # One column a key, with every region's value.
    columns = zip(_SILENT.items(), facts, *others, strict=True)
    found = {
        key: silent for (key, silent), value, *more in columns if more.count(value) < len(more)
    }
    for key in _OF_NAMES:
        # Where root types bear names of their own, equal names may mean two types.
        if key in found or not views.is_plain:
            found[key] = _in_all(
                [
                    tuple(map(views[name].index.coordinate_of, getattr(element, key)))
                    for name, element in there.items()
                ]
            )
    if _OF_LOCATIONS in found:
        found[_OF_LOCATIONS] = _in_all([element.locations for element in elements])
    if "deprecation" in found:
        found["deprecation"] = _deprecation([element.deprecation for element in elements])
    if "one_of" in found:  # a value for a region that wants one of many fits the others too
        found["one_of"] = True
    return found


def _deprecation(stated: Sequence[Deprecation | None]) -> Deprecation | None:
    """What is deprecated everywhere is so, with as much of the words as all have."""
    found = [one for one in stated if one is not None]
    if len(found) < len(stated):
        return None
    keys = msgspec.structs.fields(Deprecation)
    alike = {k.name for k in keys if len({getattr(one, k.name) for one in found}) == 1}
    return Deprecation(
        **{name: getattr(found[0], name) for name in alike - {"origin"}},
        origin=max((one.origin for one in found), key=_ORIGINS.index),
    )


def _in_all(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, *others = lists
    return tuple(name for name in first if all(name in other for other in others))
