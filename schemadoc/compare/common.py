"""What all regions share, as a snapshot of its own.

In: N regions' indexes. Out: `Common`, a snapshot of the elements that every region has, as narrow
as it takes for a call that fits them to fit every region, and the conflicts. A module of its own
because the matrix shows what differs and this is the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from schemadoc import coordinates, coverage
from schemadoc.collector import without_gc
from schemadoc.compare import implementing, rootnames, unusable
from schemadoc.compare.alone import repeated
from schemadoc.compare.differences import apart, differences
from schemadoc.compare.members import Members
from schemadoc.compare.narrowing import INPUTS, LEAVES, kind_of, narrowed
from schemadoc.compare.statements import Regions
from schemadoc.compare.table import Table
from schemadoc.compare.temporal import required
from schemadoc.model import (
    OPERATIONS,
    ROOT_NAMES,
    TYPE_KINDS,
    Coverage,
    Element,
    Index,
    KindCoverage,
    RootCoverage,
    Snapshot,
    sort_elements,
)

REGION = "common"

_ASPECT_OF_INPUTS: dict[str, str] = {
    "argument": "arguments",
    "directive_argument": "arguments",
    "input_field": "fields",
}
# What no value fits where regions have no member of it in common.
_EMPTY: dict[str, str] = {"enum": "enum_values", "input_object": "fields"}


class Conflict(msgspec.Struct, frozen=True, gc=False):
    """One fact that regions state differently: none of the values holds for all as it is."""

    coordinate: str
    aspect: str
    values: dict[str, Any]


class Common(NamedTuple):
    """The shared snapshot and what kept elements or facts out of it, or narrowed them."""

    snapshot: Snapshot
    conflicts: tuple[Conflict, ...]


def common(indexes: Mapping[str, Index]) -> Common:
    """Take what every region has.

    Args:
        indexes: by region id, one or more.

    Returns:
        elements present in all, but what no one call fits everywhere; a type as narrow as the
        evidence of all together proves it, and null wherever any region may give it.
    """
    with without_gc():
        gathered = _Gathered(indexes)
        shared = gathered.usable()
    names = rootnames.common_names([index.snapshot for index in indexes.values()])
    snapshot = Snapshot(
        region=REGION,
        captured=_same(index.snapshot.captured for index in indexes.values()),
        roots=names,
        sources=tuple(source for i in indexes.values() for source in i.snapshot.sources),
        coverage=_coverage([index.snapshot.coverage for index in indexes.values()]),
        elements=sort_elements(
            rootnames.named(shared.values(), names, next(iter(indexes.values())))
        ),
    )
    return Common(snapshot, tuple(gathered.conflicts))


class _Gathered:
    """One pass over all regions: what they share, in what they contradict each other.

    `lost` are elements that fit no call, `unfit` types that no value fits, `mixed` those of two
    kinds: see `unusable`.
    """

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self.conflicts: list[Conflict] = []
        self._indexes = indexes
        self._views = Regions(indexes)
        self._table = Table(indexes)
        self._members = Members(self._views, self._table)
        self._shared: dict[str, Element] = {}
        self._lost: set[str] = set()
        self._unfit: set[str] = set()
        self._mixed: set[str] = set()
        for coordinate, there in self._table:
            if coordinate not in self._table.missing:
                self._gather(coordinate, there)

    def usable(self) -> dict[str, Element]:
        """What is shared, without what does not fit together."""
        if not self.conflicts and not self._table.missing:
            return self._shared  # regions that say the same of everything
        below = self._members.below
        found = unusable.usable(
            self._shared, self._indexes, below, self._lost, self._unfit, self._mixed
        )
        return implementing.fitting(found, below, self._mixed)

    def _gather(self, coordinate: str, there: Mapping[str, Element]) -> None:
        unlike = apart(there)
        if unlike or not self._views.is_plain:
            self._compare(coordinate, there, unlike)
        elif self._is_reached(coordinate):
            first = next(iter(there.values()))
            self._shared[coordinate] = msgspec.structs.replace(first, source=None)
        if coordinate in self._members.uneven:
            self._compare_members(coordinate, there)

    def _is_reached(self, coordinate: str) -> bool:
        """Whether what contains an element is shared."""
        above = coordinates.parent(coordinate)
        return above is None or above in self._shared or above in ROOT_NAMES.values()

    def _compare(
        self, coordinate: str, there: Mapping[str, Element], unlike: Sequence[str]
    ) -> None:
        self.conflicts += _conflicts(coordinate, self._views, there, unlike)
        # What is said in the same words is looked at once, but where names need explaining.
        if self._views.is_plain:
            there = {name: there[name] for name in (next(iter(there)), *unlike)}
        kinds = {element.element for element in there.values()}
        kind = kind_of(kinds)
        if kind is None:
            self._mixed.add(coordinate)
        elif kinds == LEAVES:
            self._unfit.add(coordinate)
        if kind is None or not self._is_reached(coordinate):
            return
        found = narrowed(kind, self._views, there)
        if found is not None and kind in INPUTS:
            found = self._input(found, there)
        if found is None:
            self._lost.add(coordinate)
        else:
            self._shared[coordinate] = found

    def _input(self, found: Element, there: Mapping[str, Element]) -> Element | None:
        """An input as a schema may state it; None where it may not."""
        asked = unusable.asked(there.values())
        if found.deprecation is not None and required(found) and not asked:
            return None  # what must be given cannot be deprecated, and all regions do without it
        above = coordinates.parent(found.coordinate) or ""
        if above not in self._shared or not self._shared[above].one_of:
            return found
        if asked:  # beside it, no other can be given alone
            self._lost.add(above)
        # The one that is given is not null in any case.
        text = found.type.removesuffix("!") if found.type else None
        return msgspec.structs.replace(found, type=text)

    def _compare_members(self, coordinate: str, there: Mapping[str, Element]) -> None:
        below = self._members.below(coordinate)
        conflict = _unmet(self._indexes, coordinate, below, self._table)
        if conflict is not None:
            self._lost.add(coordinate)
        else:
            conflict = self._emptied(coordinate, below, there)
        if conflict is not None:
            self.conflicts.append(conflict)

    def _emptied(
        self, coordinate: str, below: Sequence[str], there: Mapping[str, Element]
    ) -> Conflict | None:
        """An enum or an input object of which regions are proved to have nothing in common."""
        kind = kind_of({element.element for element in there.values()})
        if kind not in _EMPTY or any(one not in self._table.missing for one in below):
            return None
        if not all(coverage.closed(index, coordinate) for index in self._indexes.values()):
            return None
        (self._unfit if kind == "enum" else self._lost).add(coordinate)
        return Conflict(coordinate, _EMPTY[kind], _names(self._indexes, below))


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


def _unmet(
    indexes: Mapping[str, Index], coordinate: str, below: Sequence[str], table: Table
) -> Conflict | None:
    """Inputs that one region asks for and another does not show: no call is proved to fit both.

    Returns:
        the names that each region has, as a conflict of its arguments or fields.
    """
    for one in below:
        if one not in table.missing:
            continue
        found = [e for index in indexes.values() if (e := index.get(one)) is not None]
        if not unusable.asked(found):
            continue
        speaking = {
            name: index
            for name, index in indexes.items()
            if found[0].element != "input_field" or _speaks(index, coordinate, below)
        }
        if any(one not in index for index in speaking.values()):
            aspect = _ASPECT_OF_INPUTS[found[0].element]
            return Conflict(coordinate, aspect, _names(speaking, below))
    return None


def _speaks(index: Index, coordinate: str, below: Sequence[str]) -> bool:
    """Whether a region says anything of an input object's fields: pages only name most of them."""
    return coverage.closed(index, coordinate) or any(one in index for one in below)


def _names(indexes: Mapping[str, Index], below: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {
        region: tuple(coordinates.last(one) for one in below if one in index)
        for region, index in indexes.items()
    }


def _same(values: Iterable[Any]) -> Any:
    """The value of all, or None."""
    first, *others = values
    return first if all(other == first for other in others) else None


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
