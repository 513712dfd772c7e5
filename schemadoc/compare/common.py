"""What all regions share, as a snapshot of its own.

In: N regions' indexes. Out: `Common`, a snapshot of the elements that every region has, each with
the facts that every region states alike, and the conflicts left out. A module of its own because
the matrix shows what differs and this is the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from schemadoc import coordinates, coverage
from schemadoc.collector import without_gc
from schemadoc.compare.alone import repeated
from schemadoc.compare.differences import apart, differences, together
from schemadoc.compare.members import Members
from schemadoc.compare.statements import Region, Regions
from schemadoc.compare.table import Table
from schemadoc.model import (
    NAMED_TYPES,
    OPERATIONS,
    ROOT_NAMES,
    TYPE_KINDS,
    Coverage,
    Element,
    ElementKind,
    Index,
    KindCoverage,
    RootCoverage,
    Roots,
    Snapshot,
    sort_elements,
)
from schemadoc.typerefs import TypeRef

REGION = "common"

_ASPECT_OF_INPUTS: dict[str, str] = {"argument": "arguments", "input_field": "fields"}
# Worked out below, or of one region only.
_OWN = frozenset({"coordinate", "element", "type", "type_known", "partial", "source"})
# The other keys, with what says nothing of them.
_SILENT: dict[str, Any] = {
    field.name: field.default for field in msgspec.structs.fields(Element) if field.name not in _OWN
}
_FACTS = attrgetter(*_SILENT)


class Conflict(msgspec.Struct, frozen=True, gc=False):
    """One fact that regions state differently; no value of it is common."""

    coordinate: str
    aspect: str
    values: dict[str, Any]


class Common(NamedTuple):
    """The shared snapshot and what kept elements or facts out of it."""

    snapshot: Snapshot
    conflicts: tuple[Conflict, ...]


def common(indexes: Mapping[str, Index]) -> Common:
    """Take what every region has.

    Args:
        indexes: by region id, one or more.

    Returns:
        elements present in all, but fields that no one call fits everywhere; a type as narrow as
        the evidence of all together proves it.
    """
    with without_gc():
        shared, conflicts = _gathered(indexes)
    snapshot = Snapshot(
        region=REGION,
        captured=_same(index.snapshot.captured for index in indexes.values()),
        roots=_roots([index.snapshot.roots for index in indexes.values()]),
        sources=tuple(source for i in indexes.values() for source in i.snapshot.sources),
        coverage=_coverage([index.snapshot.coverage for index in indexes.values()]),
        elements=sort_elements(shared.values()),
    )
    return Common(snapshot, tuple(conflicts))


def _gathered(indexes: Mapping[str, Index]) -> tuple[dict[str, Element], list[Conflict]]:
    """The shared elements by coordinate, what contains them first, and the conflicts."""
    views = Regions(indexes)
    table = Table(indexes)
    members = Members(views, table)
    shared: dict[str, Element] = {}
    conflicts: list[Conflict] = []
    for coordinate, there in table:
        if coordinate in table.missing:
            continue
        unlike = apart(there)
        conflicts += _conflicts(coordinate, views, there, unlike)
        required = _required(indexes, coordinate, members, table)
        if required is not None:
            conflicts.append(required)
            if required.aspect == "arguments":  # no one call is valid everywhere
                continue
        # What is said in the same words is looked at once, but where names need explaining.
        if views.is_plain:
            there = {name: there[name] for name in (next(iter(there)), *unlike)}
        kind = _kind([element.element for element in there.values()])
        above = coordinates.parent(coordinate)
        if kind is not None and (above is None or above in shared or above in ROOT_NAMES.values()):
            shared[coordinate] = _shared(kind, views, there)
    return shared, conflicts


def _conflicts(
    coordinate: str, views: Regions, there: Mapping[str, Element], unlike: Sequence[str]
) -> Iterator[Conflict]:
    for difference in differences(views, there, unlike):
        yield Conflict(coordinate, difference.aspect, difference.values)
    first = next(iter(there.values()))
    if all(there[name].errors == first.errors for name in unlike):
        return
    repeats, _ = repeated(there)
    if any(times != next(iter(repeats.values())) for times in repeats.values()):
        yield Conflict(coordinate, "error_repeats", repeats)


def _required(
    indexes: Mapping[str, Index], coordinate: str, members: Members, table: Table
) -> Conflict | None:
    """Inputs that one region asks for and another is proved to lack: no call fits both.

    Returns:
        the names that each region has, as a conflict of its arguments or fields.
    """
    if coordinate not in members.uneven:
        return None
    below = members.below(coordinate)
    some = [one for one in below if one in table.missing]
    found = [e for one in some for i in indexes.values() if (e := i.elements.get(one)) is not None]
    for asked in filter(_is_required, found):
        states = [
            coverage.presence(i, asked.coordinate, (asked.element,)) for i in indexes.values()
        ]
        if "absent" in states:
            names = {
                region: tuple(coordinates.last(one) for one in below if one in index)
                for region, index in indexes.items()
            }
            return Conflict(coordinate, _ASPECT_OF_INPUTS[asked.element], names)
    return None


def _is_required(element: Element) -> bool:
    if element.element not in _ASPECT_OF_INPUTS or element.default is not None:
        return False
    return element.type is not None and element.type.endswith("!")


def _same(values: Iterable[Any]) -> Any:
    """The value of all, or None."""
    first, *others = values
    return first if all(other == first for other in others) else None


def _kind(kinds: list[ElementKind]) -> ElementKind | None:
    """The kind of all; a type that is of no one kind has nothing of it in common but its name."""
    proved = {kind for kind in kinds if kind != "type"}
    if len(proved) == 1:
        return next(iter(proved))
    return "type" if proved <= NAMED_TYPES else None


def _shared(
    kind: ElementKind, views: Mapping[str, Region], there: Mapping[str, Element]
) -> Element:
    elements = list(there.values())
    refs = [views[name].type_ref(element) for name, element in there.items()]
    ref = together(refs) or TypeRef()
    return msgspec.structs.replace(
        elements[0],
        element=kind,
        type=ref.text,
        type_known=ref.known,
        partial=any(element.partial for element in elements),
        source=None,
        **_unlike(elements),
    )


def _unlike(elements: Sequence[Element]) -> dict[str, Any]:
    """The keys of which elements say different things, with what says nothing of them."""
    facts, *others = map(_FACTS, elements)
    if others.count(facts) == len(others):
        return {}
    # One column a key, with every region's value.
    columns = zip(_SILENT.items(), *map(_FACTS, elements), strict=True)
    return {key: silent for (key, silent), value, *more in columns if more.count(value) < len(more)}


def _roots(found: list[Roots]) -> Roots:
    """Root types bear their usual names here, since regions may name them differently."""
    return Roots(
        **{o: ROOT_NAMES[o] for o in OPERATIONS if all(getattr(roots, o) for roots in found)}
    )


def _coverage(found: list[Coverage]) -> Coverage:
    """What every region speaks for."""
    return Coverage(
        complete=all(one.complete for one in found),
        roots=RootCoverage(**{o: all(getattr(one.roots, o) for one in found) for o in OPERATIONS}),
        kinds=KindCoverage(**{k: all(getattr(one.kinds, k) for one in found) for k in TYPE_KINDS}),
        errors=all(one.errors for one in found),
        deprecated_inputs=all(one.deprecated_inputs for one in found),
        silent=coverage.silence({aspect for one in found for aspect in one.silent or ()}),
    )
