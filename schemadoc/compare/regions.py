"""The region matrix: which region has which element, and in what its facts differ there.

In: N regions' indexes, filters, and what the regions are held against. Out: `Matrix`, a row for
every coordinate that any region has. A module of its own because a matrix speaks of one day in many
regions, where a diff speaks of two days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import translate
from re import compile as compile_pattern

import msgspec

from schemadoc import coordinates
from schemadoc.collector import without_gc
from schemadoc.compare.alone import alone, found_alone
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.differences import Difference, apart, differences, judged
from schemadoc.compare.members import Members
from schemadoc.compare.statements import Region, Regions
from schemadoc.compare.table import Table
from schemadoc.compare.yardstick import NONE, Yardstick
from schemadoc.coverage import Presence
from schemadoc.model import Element, ElementKind, Index

_PLACE = {aspect: at for at, aspect in enumerate(ASPECTS)}
# Deprecated ones may be left out of what is otherwise complete.
_MAYBE_HIDDEN = frozenset({"argument", "input_field"})
_STATES: tuple[Presence, ...] = ("present", "absent", "unknown")


class _Row(msgspec.Struct, frozen=True, gc=False):
    coordinate: str
    element: ElementKind
    presence: dict[str, Presence]
    differences: tuple[Difference, ...]


class Row(_Row, frozen=True, gc=False, omit_defaults=True):
    """One coordinate in every region.

    `odd` are the regions whose presence stands out against what all are held against; `tie` where
    that is the majority, and as many regions have the element as lack it.
    """

    odd: tuple[str, ...] = ()
    tie: bool = False

    @property
    def differs(self) -> bool:
        """Whether regions are proved to differ here, or something in one of them stands out."""
        return bool(self.differences) or "absent" in self.presence.values()


class _Summary(msgspec.Struct, frozen=True, gc=False):
    compared: int
    rows: int
    differing: int
    agreeing: int
    presence: dict[str, dict[Presence, int]]
    absent: int
    different: int
    aspects: dict[str, int]


class Summary(_Summary, frozen=True, gc=False, omit_defaults=True):
    """Counts over the rows shown.

    `compared` is the number of elements looked at, `rows` of those shown, which are `differing` or
    `agreeing`. In each region present + absent + unknown = rows. `absent` counts rows with a region
    that lacks the element, `different` rows with a difference, `aspects` the rows of each aspect,
    `odd` the rows in which a region stands out against the others.
    """

    odd: dict[str, int] = {}


class _Matrix(msgspec.Struct, frozen=True, gc=False):
    regions: tuple[str, ...]
    rows: tuple[Row, ...]
    summary: Summary


class Matrix(_Matrix, frozen=True, gc=False, omit_defaults=True):
    """The regions, the rows by coordinate, their counts, and what they are held against."""

    reference: str | None = None
    majority: bool = False


def matrix(
    indexes: Mapping[str, Index],
    *,
    only_differences: bool = False,
    kinds: Collection[str] = (),
    match: str | None = None,
    aspects: Collection[str] = (),
    yardstick: Yardstick = NONE,
    known: Collection[str] = (),
) -> Matrix:
    """Set regions beside each other.

    Args:
        indexes: by region id, in the order of the columns.
        only_differences: leave out rows in which nothing is proved to differ.
        kinds: of elements wanted, in any region; empty: all.
        match: a glob over coordinates, in which case matters.
        aspects: wanted, `presence` among them; rows that differ in none of them are left out, and
            of others nothing is said. Empty: all.
        yardstick: what the regions are held against.
        known: further region ids, whose codes are told from those of the regions compared.

    Returns:
        the rows by coordinate.
    """
    with without_gc():
        rows = _rows(_Beside(indexes, yardstick, known), frozenset(kinds), match)
    shown: Sequence[Row] = rows
    if aspects:
        shown = [one for row in rows if (one := _of_aspects(row, aspects, yardstick))]
    elif only_differences:
        shown = [row for row in rows if _stands_out(row, yardstick)]
    return Matrix(
        regions=tuple(indexes),
        rows=tuple(shown),
        summary=_summary(tuple(indexes), len(rows), shown, yardstick),
        reference=yardstick.reference,
        majority=yardstick.majority,
    )


def _rows(beside: _Beside, kinds: frozenset[str], match: str | None) -> list[Row]:
    found: Iterable[tuple[str, dict[str, Element]]] = beside.table
    if match is not None:
        fits = compile_pattern(translate(match)).match
        found = (one for one in found if fits(one[0]))
    if kinds:
        found = (one for one in found if not kinds.isdisjoint(_proved(one[1])))
    return [beside.row(coordinate, there) for coordinate, there in found]


def _proved(there: Mapping[str, Element]) -> set[ElementKind]:
    """What an element is in any region; `type` where no region proves more."""
    kinds = {element.element for element in there.values()}
    return kinds - {"type"} or kinds


def row(coordinate: str, indexes: Mapping[str, Index], known: Collection[str] = ()) -> Row | None:
    """One coordinate's row; None where no region has it."""
    found = {name: index.get(coordinate) for name, index in indexes.items()}
    there = {name: element for name, element in found.items() if element is not None}
    return _Beside(indexes, NONE, known).row(coordinate, there) if there else None


class _Beside:
    """The regions with all that a row needs to know of them as a whole."""

    def __init__(
        self, indexes: Mapping[str, Index], yardstick: Yardstick, known: Collection[str]
    ) -> None:
        self.regions = Regions(indexes)
        self.table = Table(indexes)
        self.members = Members(self.regions, self.table)
        self.yardstick = yardstick
        self.alone = alone(indexes, known)
        self.odd_places = frozenset(place for one in self.alone.values() for place in one.places)
        self._columns = list(self.regions.items())
        self._everywhere: dict[str, Presence] = dict.fromkeys(self.regions, "present")
        # Most rows share one of few patterns of presence: one dict each, never changed; and what
        # stands out in each.
        self._patterns: dict[tuple[Presence, ...], dict[str, Presence]] = {}
        self._odds: dict[int, tuple[tuple[str, ...], bool]] = {}

    def row(self, coordinate: str, there: Mapping[str, Element]) -> Row:
        """One line of the table, judged."""
        proved = next(iter(there.values())).element
        if proved == "type":
            proved = next((e.element for e in there.values() if e.element != "type"), proved)
        presence = self._presence(coordinate, there)
        found = differences(self.regions, there, apart(there), self.yardstick)
        more = list(self._members(proved, there))
        if coordinate in self.odd_places:
            more += self._alone(there)
        if more:
            found = tuple(sorted((*found, *more), key=lambda one: _PLACE[one.aspect]))
        if self.yardstick == NONE:
            return Row(coordinate, proved, presence, found)
        pattern = id(presence)
        if pattern not in self._odds:
            self._odds[pattern] = self._odd(presence)
        odd, tie = self._odds[pattern]
        return Row(coordinate, proved, presence, found, odd, tie)

    def _presence(self, coordinate: str, there: Mapping[str, Element]) -> dict[str, Presence]:
        if len(there) == len(self._columns):
            return self._everywhere
        kinds = {element.element for element in there.values()}
        # A name that nothing proves is no name to look for elsewhere.
        named = self.regions.is_sure or any(
            not self.regions[name].is_unsure(coordinate) for name in there
        )
        certain = named and not kinds & _MAYBE_HIDDEN
        states: tuple[Presence, ...] = tuple(
            [
                "present"
                if name in there
                else "absent"
                if certain and region.whole
                else _missing(region, coordinate, kinds, named)
                for name, region in self._columns
            ]
        )
        if states not in self._patterns:
            self._patterns[states] = dict(zip(self.regions, states, strict=True))
        return self._patterns[states]

    def _odd(self, presence: Mapping[str, Presence]) -> tuple[tuple[str, ...], bool]:
        sides = [
            (state, [name for name, said in presence.items() if said == state])
            for state in ("present", "absent")
        ]
        verdict = self.yardstick.judge([side for side in sides if side[1]], _equal)
        return tuple(name for name in presence if name in verdict.odd), verdict.tie

    def _members(self, kind: ElementKind, there: Mapping[str, Element]) -> Iterator[Difference]:
        for aspect, values in self.members.found(kind, there).items():
            sides: dict[tuple[str, ...], list[str]] = {}
            for name, names in values.items():
                sides.setdefault(names, []).append(name)
            found = judged(aspect, values, list(sides.items()), self.yardstick)
            if found is not None:
                yield found

    def _alone(self, there: Mapping[str, Element]) -> Iterator[Difference]:
        found = found_alone(self.alone, there, self.yardstick.reference)
        for aspect, (values, odd) in found.items():
            yield Difference(aspect, values, tuple(name for name in there if name in odd))


def _equal(one: object, other: object) -> bool:
    return one == other


def _missing(
    region: Region, coordinate: str, kinds: Collection[ElementKind], named: bool
) -> Presence:
    if named and region.whole and coordinates.parent(coordinate) not in region.index.elements:
        return "absent"
    return region.presence(coordinate, kinds, named=named)


def _of_aspects(row: Row, aspects: Collection[str], yardstick: Yardstick) -> Row | None:
    """A row with what was asked for; None where it differs in none of it."""
    kept = tuple(one for one in row.differences if one.aspect in aspects)
    if "presence" not in aspects:
        return msgspec.structs.replace(row, differences=kept, odd=(), tie=False) if kept else None
    differs = kept or _presence_differs(row, yardstick)
    return msgspec.structs.replace(row, differences=kept) if differs else None


def _stands_out(row: Row, yardstick: Yardstick) -> bool:
    return bool(row.differences) or _presence_differs(row, yardstick)


def _presence_differs(row: Row, yardstick: Yardstick) -> bool:
    """Against a reference, what it does not say leaves nothing to differ from."""
    return bool(row.odd) if yardstick.reference else "absent" in row.presence.values()


def _summary(
    regions: Sequence[str], compared: int, rows: Sequence[Row], yardstick: Yardstick
) -> Summary:
    patterns = {id(row.presence): row.presence for row in rows}
    times = Counter(id(row.presence) for row in rows)
    presence = {region: dict.fromkeys(_STATES, 0) for region in regions}
    for pattern, states in patterns.items():
        for region, state in states.items():
            presence[region][state] += times[pattern]
    aspects = Counter(difference.aspect for row in rows for difference in row.differences)
    differing = sum(_stands_out(row, yardstick) for row in rows)
    odd = Counter(name for row in rows for name in _odd_in(row)) if yardstick != NONE else {}
    return Summary(
        compared=compared,
        rows=len(rows),
        differing=differing,
        agreeing=len(rows) - differing,
        presence=presence,
        absent=sum(times[p] for p, states in patterns.items() if "absent" in states.values()),
        different=sum(bool(row.differences) for row in rows),
        aspects={aspect: aspects[aspect] for aspect in ASPECTS if aspects[aspect]},
        odd={region: odd[region] for region in regions} if odd else {},
    )


def _odd_in(row: Row) -> frozenset[str]:
    """The regions that stand out in a row, in presence or in any aspect."""
    return frozenset(row.odd).union(*(difference.odd for difference in row.differences))
