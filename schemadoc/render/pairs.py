"""A page for every two regions: what one of them lacks, in what both differ, what is unknown.

In: `World` and its matrix. Out: `PairView`s, cut into pages. A module of its own because the matrix
answers for one element in all regions, and these pages for two regions in all elements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from schemadoc import coordinates
from schemadoc.compare import pairs as compared
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.differences import Difference
from schemadoc.compare.regions import Row
from schemadoc.model import OPERATION_OF
from schemadoc.render import compat, cuts, home, urls, words
from schemadoc.render.codes import HOME
from schemadoc.render.cuts import Cut
from schemadoc.render.listviews import PairChoice
from schemadoc.render.pairviews import (
    PairCounts,
    PairLine,
    PairRow,
    PairSection,
    PairValue,
    PairView,
)
from schemadoc.render.valuetexts import said_apart
from schemadoc.render.views import Head, Link, Page
from schemadoc.render.world import World

_LINE_NODES = 3
_TABLE_NODES, _VALUE_NODES = 4, 5
_ALONE = ("only-1", "only-2", "unknown-1", "unknown-2")
_OF_CODES = frozenset({"error_messages", "error_repeats"})
_UNREMARKABLE = "nothing unusual"


class Line(NamedTuple):
    """One line of a pair: its section, its element, what is folded under it, what differs."""

    section: str
    row: Row
    below: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def nodes(self) -> int:
        """What it costs in a browser."""
        values = _VALUE_NODES * len(self.differences)
        return _TABLE_NODES + values if values else _LINE_NODES


class Both(NamedTuple):
    """Two regions, ready to be shown: their counts, their lines, the pages these are cut into.

    `totals` count the elements of each section, folded ones too; `starts` are the places of the
    first lines of sections that have any.
    """

    regions: tuple[str, str]
    counts: tuple[PairCounts, ...]
    whole: PairCounts
    totals: Mapping[str, int]
    starts: Mapping[str, int]
    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...]


def path(world: World, one: str, other: str) -> str:
    """The page of two regions, whichever is named first."""
    stems = urls.file_stems(world.ids)
    first, second = sorted((one, other), key=world.ids.index)
    return f"compare/pair/{stems[first]}.{stems[second]}.html"


def all_pairs(
    world: World, parts: Mapping[str, Sequence[Row]], apart_in: compat.ApartIn
) -> list[Both]:
    """Every two regions, in the order of the regions; their lines by part."""
    part_of = {row.coordinate: part for part, rows in parts.items() for row in rows}
    listed = [row for rows in parts.values() for row in rows]
    beside = compared.Pairs(listed, lambda row: part_of[row.coordinate], apart_in)
    return [_both(part_of, beside.between(*two)) for two in combinations(world.ids, 2)]


def _both(part_of: Mapping[str, str], found: compared.Pair[str]) -> Both:
    alone = dict(zip(_ALONE, (*found.only, *found.unknown), strict=True))
    lines = [Line("differing", row, 0, differences) for row, differences in found.differing]
    for section, rows in alone.items():
        lines += (Line(section, row, below) for row, below in folded(rows))
    sections = {"differing": [row for row, _ in found.differing]} | alone
    counts = tuple(_counts(part_of, sections, found.alike))
    totals = {section: len(rows) for section, rows in sections.items()}
    whole = _count("All", found.alike.total(), totals)
    starts = {line.section: at for at, line in reversed(list(enumerate(lines)))}
    pages = cuts.cuts([line.nodes for line in lines], partial(_begins_section, lines))
    return Both(found.regions, counts, whole, totals, starts, tuple(lines), tuple(pages))


def _begins_section(lines: Sequence[Line], at: int) -> bool:
    return lines[at].section != lines[at - 1].section


def _counts(
    part_of: Mapping[str, str], sections: Mapping[str, Sequence[Row]], alike: Mapping[str, int]
) -> Iterator[PairCounts]:
    """A line for each part of the matrix of which either region has anything."""
    by_part = {
        section: Counter(part_of[row.coordinate] for row in rows)
        for section, rows in sections.items()
    }
    for part in compat.PARTS:
        found = {section: counted[part] for section, counted in by_part.items()}
        counts = _count(compat.title_of(part), alike.get(part, 0), found)
        if counts.total:
            yield counts


def _count(title: str, alike: int, found: Mapping[str, int]) -> PairCounts:
    only, other_only, unknown, other_unknown = (found[section] for section in _ALONE)
    total = alike + sum(found.values())
    differing = found["differing"]
    return PairCounts(title, alike, differing, (only, other_only), (unknown, other_unknown), total)


def folded(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Rows without those that another one contains, and how many each contains.

    Operations stand for themselves: nobody looks for one under its root type.
    """
    top: dict[str, str] = {}
    below: Counter[str] = Counter()
    for row in rows:
        owner = coordinates.parent(row.coordinate)
        folds = owner in top and owner not in OPERATION_OF
        top[row.coordinate] = top[owner] if owner is not None and folds else row.coordinate
        below[top[row.coordinate]] += 1
    return [(r, below[r.coordinate] - 1) for r in rows if top[r.coordinate] == r.coordinate]


def pages(world: World, found: Sequence[Both]) -> Iterator[Page]:
    """Every page of every pair."""
    for both in found:
        first = path(world, *both.regions)
        for cut in both.cuts:
            address = cuts.numbered(first, cut.number)
            yield Page(address, "pair.html", partial(pair_view, world, both, cut))


def lines(world: World, found: Sequence[Both]) -> tuple[PairLine, ...]:
    """The overview of all pairs."""
    return tuple(
        PairLine(
            path(world, *b.regions), b.regions, b.whole._replace(title=_title(world, *b.regions))
        )
        for b in found
    )


def _title(world: World, one: str, other: str) -> str:
    return f"{world.titles[one]} – {world.titles[other]}"


def pair_view(world: World, both: Both, cut: Cut) -> PairView:
    """One page of a pair."""
    one, other = both.regions
    first = path(world, one, other)
    before, after = cuts.turn(first, both.cuts, cut.number)
    return PairView(
        head=Head(
            path=cuts.numbered(first, cut.number),
            title=f"{_title(world, one, other)}{cuts.of_pages(both.cuts, cut.number)}",
            summary=_summary(world, both),
            section="compare",
            crumbs=(HOME, compat.COMPARE),
            previous=before,
            following=after,
        ),
        regions=(_region(world, one), _region(world, other)),
        counts=both.counts if cut.number == 1 else (),
        whole=both.whole,
        sections=tuple(_sections(world, both, cut)),
        contents=tuple(_contents(world, both, first)),
        pages=cuts.pager(first, both.cuts, cut.number, lambda at: _short(both.lines, at)),
        others=_others(world, one, other),
    )


def _region(world: World, region: str) -> Link:
    return Link(world.titles[region], home.region_path(region), region)


def _summary(world: World, both: Both) -> str:
    one, other = (world.titles[region] for region in both.regions)
    whole = both.whole
    return (
        f"Of {whole.total:,} elements that {one} or {other} has, {whole.alike:,} are in both and"
        f" not proved to differ, {whole.differing:,} differ, {whole.only[0]:,} are in {one} alone,"
        f" {whole.only[1]:,} in {other} alone, and {sum(whole.unknown):,} are unknown in one of"
        " them."
    )


def _heading(world: World, both: Both, section: str) -> str:
    one, other = (world.titles[region] for region in both.regions)
    return {
        "differing": "In both, and different",
        "only-1": f"Only in {one}",
        "only-2": f"Only in {other}",
        "unknown-1": f"In {other}, unknown in {one}",
        "unknown-2": f"In {one}, unknown in {other}",
    }[section]


def _sections(world: World, both: Both, cut: Cut) -> Iterator[PairSection]:
    shown = both.lines[cut.start : cut.end]
    for section in dict.fromkeys(line.section for line in shown):
        rows = tuple(_row(world, both, line) for line in shown if line.section == section)
        heading = _heading(world, both, section)
        yield PairSection(section, f"s-{section}", heading, both.totals[section], rows)


def _row(world: World, both: Both, line: Line) -> PairRow:
    coordinate = line.row.coordinate
    values = tuple(value(found, *both.regions) for found in line.differences)
    link = Link(coordinate, world.href(coordinate))
    return PairRow(link, words.KIND_WORDS[line.row.element][0], line.below, values)


def value(found: Difference, one: str, other: str) -> PairValue:
    """What both say of an aspect; where one of them stands out by itself the other says nothing."""
    values = {region: found.values[region] for region in (one, other) if region in found.values}
    if found.aspect in _OF_CODES and len(values) == 2:
        values = _where_unlike(found.aspect, values)
    shared, texts = said_apart(msgspec.structs.replace(found, values=values))
    first, second = (texts.get(region, _UNREMARKABLE) for region in (one, other))
    return PairValue(ASPECTS[found.aspect].label, first, second, shared)


def _where_unlike(aspect: str, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Of what both say of each code, what differs; a message only where both have the code."""
    one, other = values.values()
    asked = one.keys() & other.keys() if aspect == "error_messages" else one.keys() | other.keys()
    unlike = sorted(code for code in asked if one.get(code) != other.get(code))
    return {
        region: {code: said[code] for code in unlike if code in said}
        for region, said in values.items()
    }


def _contents(world: World, both: Both, first: str) -> Iterator[Link]:
    """Where each section begins."""
    for section, at in sorted(both.starts.items(), key=lambda one: one[1]):
        number = next(cut.number for cut in both.cuts if cut.start <= at < cut.end)
        href = f"{cuts.numbered(first, number)}#s-{section}"
        yield Link(_heading(world, both, section), href, f"{both.totals[section]:,}")


def _short(lines: Sequence[Line], at: int) -> str:
    return lines[at].row.coordinate.partition("(")[0]


def _others(world: World, one: str, other: str) -> tuple[Link, ...]:
    """The pairs that share a region with this one."""
    found = [two for two in combinations(world.ids, 2) if len({*two, one, other}) == 3]
    return tuple(Link(_title(world, *two), path(world, *two)) for two in found)


def choices(world: World) -> tuple[PairChoice, ...]:
    """Every two regions, for the filter of the matrix: of two there is nothing to choose."""
    found = combinations(world.ids, 2) if len(world.ids) > 2 else ()
    return tuple(PairChoice(two, path(world, *two)) for two in found)


def of_region(world: World, region: str) -> tuple[Link, ...]:
    """A region's pages of pairs, by the other region."""
    others = (other for other in world.ids if other != region)
    return tuple(Link(world.titles[other], path(world, region, other)) for other in others)
