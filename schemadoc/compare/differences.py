"""In what one element's facts differ between the regions that have it.

In: the element in each region. Out: `Difference`s, one an aspect. A module of its own because what
counts as different is one question, and which rows of the matrix are shown is another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter, is_
from typing import Any

import msgspec
from msgspec.structs import replace

from schemadoc import coordinates, typerefs
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.statements import Region, Regions, is_root_field
from schemadoc.compare.yardstick import NONE, Yardstick
from schemadoc.model import Element
from schemadoc.typerefs import Known, TypeRef


class Difference(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One aspect in which regions differ; only regions that speak of it have a value.

    `odd` are the regions that stand out: by themselves, or against what all are held against;
    `tie` where they are held against the majority and there is none.
    """

    aspect: str
    values: dict[str, Any]
    odd: tuple[str, ...] = ()
    tie: bool = False


class _Group(msgspec.Struct, frozen=True, gc=False):
    """Regions that say the very same of an element."""

    regions: list[str]
    element: Element
    state: dict[str, Any]


# All that `Region.state` looks at, in one call: equal keys are by far the most common case.
_KEY = attrgetter(
    *("element", "type", "type_known", "default", "errors", "deprecation", "complexity"),
    *("viewers", "permissions", "rate_limits", "requires_authorization", "interfaces"),
    *("members", "locations", "repeatable", "specified_by", "one_of", "partial"),
)


class _Anywhere:
    """Equal to every place: two elements are told apart without a copy of either."""

    def __eq__(self, place: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]  # what equals everything has no one hash


_ANYWHERE: Any = _Anywhere()
# So many answers are kept at a time: what is kept of twenty regions is some 4 KB each.
_MOST_KEPT = 5000
# Worked out of error rows, elsewhere than in a region's statement.
_DRIFT = "error_messages"
# What takes one region to stand out, or many elements, is found elsewhere.
_STATED = tuple(
    aspect
    for aspect, about in ASPECTS.items()
    if about.between_regions and about.over_time and aspect not in ("error_repeats", "endpoint")
)


def differences(
    regions: Regions,
    elements: Mapping[str, Element],
    apart: Sequence[str],
    yardstick: Yardstick = NONE,
) -> tuple[Difference, ...]:
    """Set one element's statements beside each other.

    Args:
        regions: by id.
        elements: the element by region id; not empty.
        apart: what `apart` says of them.
        yardstick: what the regions are held against.

    Returns:
        in the order of `ASPECTS`; against a reference only what differs from it.
    """
    if not apart and regions.is_even:
        return ()
    first = next(iter(elements.values()))
    usual = _KEY(first)
    keys = [(name, key) for name in apart if (key := _KEY(elements[name])) != usual]
    if not keys and regions.is_even:
        return ()
    # Elements by the thousand differ in the very same way, an argument `ID` that is `ID!` there.
    where = () if len(elements) == len(regions) else tuple(elements)
    said = (yardstick, is_root_field(first), where, usual, *keys)
    found = regions.found.get(said)
    if found is None:
        if len(regions.found) == _MOST_KEPT:
            regions.found.clear()
        groups = _groups(regions, elements, usual, dict(keys))
        found = regions.found[said] = _found(regions, elements, groups, yardstick)
    return found


def apart(elements: Mapping[str, Element]) -> list[str]:
    """The regions whose element is not, but for its place, what the first region has."""
    first = replace(next(iter(elements.values())), source=_ANYWHERE)
    return [name for name, e in elements.items() if first != e]


def _found(
    regions: Regions,
    elements: Mapping[str, Element],
    groups: Sequence[_Group],
    yardstick: Yardstick,
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for aspect in _suspects(regions, groups):
        said = _said(aspect, groups)
        if len(said) < 2:
            continue
        compared: list[Any] = [value for _, value in said]
        if aspect == "type":
            compared = [regions[group.regions[0]].type_ref(group.element) for group, _ in said]
        if not _differ(aspect, compared):
            continue
        values = _values(elements, groups, said)
        if yardstick == NONE:
            found.append(Difference(aspect, values))
            continue
        sides = [(one, group.regions) for (group, _), one in zip(said, compared, strict=True)]
        one = judged(aspect, values, sides, yardstick)
        if one is not None:
            found.append(one)
    return tuple(found)


def _values(
    order: Iterable[str], groups: Sequence[_Group], said: Sequence[tuple[_Group, Any]]
) -> dict[str, Any]:
    """What each region says, of those that say anything; most say the same."""
    (_, usual), *others = said
    values = dict.fromkeys(order, usual)
    for group, value in others:
        values.update(dict.fromkeys(group.regions, value))
    if len(said) < len(groups):
        speaking = [id(group) for group, _ in said]
        for name in (n for group in groups if id(group) not in speaking for n in group.regions):
            del values[name]
    return values


def judged(
    aspect: str,
    values: dict[str, Any],
    sides: Sequence[tuple[Any, Sequence[str]]],
    yardstick: Yardstick,
) -> Difference | None:
    """A difference with the regions that stand out; None where a reference sees none.

    Args:
        aspect: in which values differ.
        values: by region, in the order of the regions.
        sides: the values as they are compared, each with its regions; two or more, not all alike.
        yardstick: what the regions are held against.
    """
    # Of two that are not alike nothing need be asked again.
    same = is_ if len(sides) == 2 else lambda one, other: not _differ(aspect, (one, other))
    verdict = yardstick.judge(sides, same)
    if yardstick.reference is not None and not verdict.odd:
        return None
    odd = tuple([name for name in values if name in verdict.odd]) if verdict.odd else ()
    return Difference(aspect, values, odd, verdict.tie)


def _groups(
    regions: Regions, elements: Mapping[str, Element], usual: Any, unlike: Mapping[str, Any]
) -> list[_Group]:
    """The regions by what they say: the first one's, then all that differ from it."""
    names = list(elements)
    first = elements[names[0]]
    apart: Collection[str] = unlike
    profile = regions[names[0]].profile
    if not regions.is_even:
        also = {name for name in names if regions[name].profile != profile}
        apart = [name for name in names if name in unlike or name in also]
    alike = [name for name in names if name not in apart]
    found: dict[Any, _Group] = {}
    for name in apart:
        key = unlike.get(name, usual)
        same = (regions[name].profile, key)
        if same in found:
            found[same].regions.append(name)
        else:
            state = _state(regions[name], elements[name], key)
            found[same] = _Group([name], elements[name], state)
    return [_Group(alike, first, _state(regions[names[0]], first, usual)), *found.values()]


def _state(region: Region, element: Element, key: Any) -> dict[str, Any]:
    """What a region states; worked out once for all elements of which it says the very same."""
    said = (key, is_root_field(element))
    if said not in region.states:
        region.states[said] = region.state(element)
    return region.states[said]


def _suspects(regions: Regions, groups: Sequence[_Group]) -> list[str]:
    """The aspects in which groups may differ, in the order of `ASPECTS`: a cheap first look."""
    seen: dict[str, Any] = {}
    found: set[str] = set()
    for group in groups:
        for aspect, value in group.state.items():
            if aspect not in seen:
                seen[aspect] = value
            elif seen[aspect] != value:
                found.add(aspect)
    if any(group.element.errors != groups[0].element.errors for group in groups):
        found.add(_DRIFT)
    # Where a root type has a name of its own, equal texts may mean two types.
    if not regions.is_plain and not all(regions[g.regions[0]].is_plain for g in groups):
        found.add("type")
    return [aspect for aspect in _STATED if aspect in found]


def _said(aspect: str, groups: Sequence[_Group]) -> list[tuple[_Group, Any]]:
    """The groups that speak of an aspect, with what they say."""
    if aspect == _DRIFT:
        drifting = _drifting(groups)
        return [(groups[at], value) for at, value in drifting.items()]
    return [(group, group.state[aspect]) for group in groups if aspect in group.state]


def contradict(aspect: str, one: Any, other: Any) -> bool:
    """Whether what two regions say of an aspect cannot both be true of one element."""
    return _differ(aspect, (one, other))


def _differ(aspect: str, values: Sequence[Any]) -> bool:
    if aspect == "type":
        return together(values) is None
    if aspect == "replacements":
        return _replacements_differ(values)
    if aspect == "errors":  # their order means nothing
        return any(frozenset(value) != frozenset(values[0]) for value in values)
    if aspect == _DRIFT:
        return any(_contradict(one, other) for one in values for other in values)
    return any(value != values[0] for value in values)


def _contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two regions word a code differently that both of them raise."""
    return any(code in other and other[code] != texts for code, texts in one.items())


def together(refs: Sequence[TypeRef]) -> TypeRef | None:
    """All evidence of one type, from several regions.

    Returns:
        the type as narrow as it is proved; None where no one type fits.
    """
    texts = {ref.text for ref in refs}
    if len(texts) > 1 and None not in texts:  # by far the most common case
        return None
    exact = {text for text in texts if text is not None}
    known = [ref.known for ref in refs if ref.text is None and ref.known is not None]
    names = {one.named for one in known} - {None}
    listed = {one.list for one in known} - {None}
    if len(exact) > 1 or len(names) > 1 or len(listed) > 1:
        return None
    if exact:
        text = exact.pop()
        return None if any(typerefs.contradicts(text, one) for one in known) else TypeRef(text)
    # Two JSON forms are no contradiction: a Float is printed as 1 here and as 1.5 there.
    forms = {one.json for one in known} - {None}
    proved = Known(
        named=names.pop() if names else None,
        list=listed.pop() if listed else None,
        json=forms.pop() if len(forms) == 1 else None,
    )
    return TypeRef(known=proved) if proved != Known() else TypeRef()


def _replacements_differ(values: Sequence[tuple[str, ...]]) -> bool:
    """A bare name is a replacement that the region's sources do not show: compare by name then."""
    bare = any("." not in name for names in values for name in names)
    as_set = [frozenset(coordinates.last(n) if bare else n for n in names) for names in values]
    return any(names != as_set[0] for names in as_set)


def _drifting(groups: Sequence[_Group]) -> dict[int, dict[str, list[str]]]:
    """Per group, the codes whose messages differ between the groups that raise them."""
    rows: dict[str, dict[int, set[str]]] = {}
    for at, group in enumerate(groups):
        for error in group.element.errors or ():
            rows.setdefault(error.code, {}).setdefault(at, set()).add(error.message)
    drifting: dict[int, dict[str, list[str]]] = {}
    for code, by_group in rows.items():
        texts = {at: sorted(messages) for at, messages in by_group.items()}
        if any(value != next(iter(texts.values())) for value in texts.values()):
            for at, value in texts.items():
                drifting.setdefault(at, {})[code] = value
    return dict(sorted(drifting.items()))
