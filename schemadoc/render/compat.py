"""The region matrix as pages: one part for each root and each kind of type, cut into pages.

In: `World` with its matrix. Out: `CompareView` and `MatrixView`s. A module of its own because the
matrix has a row for every element and must be readable without scripts, so that each filter is a
page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.pairs import Apart, apart
from schemadoc.compare.regions import Row
from schemadoc.compare.statements import Region
from schemadoc.coverage import Presence
from schemadoc.model import OPERATION_OF
from schemadoc.render import codes, cuts, words
from schemadoc.render.cuts import Cut
from schemadoc.render.listings import TYPE_FOLDERS
from schemadoc.render.listviews import (
    CompareView,
    Difference,
    MatrixPart,
    MatrixRow,
    MatrixView,
    PairChoice,
)
from schemadoc.render.pairviews import PairLine
from schemadoc.render.valuetexts import said_apart
from schemadoc.render.variants import Cell
from schemadoc.render.views import Head, Link, Said
from schemadoc.render.world import World

PARTS = (*OPERATION_OF.values(), *TYPE_FOLDERS)
COMPARE = Link("Compare", "compare/index.html")
ApartIn = Callable[[Row], tuple[Apart, ...]]


class Part(NamedTuple):
    """One part of the matrix under one filter, and the pages it is cut into."""

    name: str
    only_differences: bool
    rows: Sequence[Row]
    cuts: Sequence[Cut]

    @property
    def path(self) -> str:
        """`compare/object.differences.html`: its first page."""
        return part_path(self.name, self.only_differences)


def part_path(part: str, only_differences: bool) -> str:
    """The first page of a part under a filter."""
    return f"compare/{part}{'.differences' if only_differences else ''}.html"


def _part_of(world: World, coordinate: str) -> str:
    """The root or the kind of type under which the matrix shows an element."""
    base = coordinate.partition(".")[0].partition("(")[0]
    return OPERATION_OF.get(base) or world.kinds.get(base) or "type"


def title_of(part: str) -> str:
    """What a part is called."""
    return words.KIND_WORDS[part][1].capitalize()


def parts(world: World) -> dict[str, list[Row]]:
    """The rows of the matrix by root or kind, each part in its order."""
    found: dict[str, list[Row]] = {part: [] for part in PARTS}
    for row in world.matrix.rows:
        found[_part_of(world, row.coordinate)].append(row)
    return {part: rows for part, rows in found.items() if rows}


def filtered(world: World, found: Mapping[str, Sequence[Row]]) -> list[tuple[Part, int]]:
    """Each part, whole and with its differences alone, with the rows that the other one has."""
    made = []
    for name, rows in found.items():
        differing = [row for row in rows if row.differs]
        made.append((_part(world, name, False, rows), len(differing)))
        if differing:
            made.append((_part(world, name, True, differing), len(rows)))
    return made


def _part(world: World, name: str, only_differences: bool, rows: Sequence[Row]) -> Part:
    weights = [_nodes(row, len(world.ids)) for row in rows]
    return Part(name, only_differences, rows, cuts.cuts(weights, partial(_begins_type, rows)))


def _nodes(row: Row, regions: int) -> int:
    """What a row costs in a browser: its line, a cell for each region, what differs."""
    return 3 + regions + sum(1 + len(one.values) for one in row.differences)


def _begins_type(rows: Sequence[Row], at: int) -> bool:
    return "." not in rows[at].coordinate and "(" not in rows[at].coordinate


def apart_in(world: World) -> ApartIn:
    """Which regions the differences of a row set against each other, worked out once a row."""
    regions = {name: Region(index) for name, index in world.indexes.items()}
    known: dict[str, tuple[Apart, ...]] = {}

    def find(row: Row) -> tuple[Apart, ...]:
        if row.coordinate not in known:
            elements = world.at(row.coordinate)
            known[row.coordinate] = tuple(apart(regions, elements, d) for d in row.differences)
        return known[row.coordinate]

    return find


def matrix_view(
    world: World, part: Part, cut: Cut, others: int, apart_in: ApartIn, pairs: Sequence[PairChoice]
) -> MatrixView:
    """One page of the matrix.

    Args:
        world: all regions.
        part: what the page is one of.
        cut: the page.
        others: how many rows the part has under the other filter.
        apart_in: which regions a row's differences set against each other.
        pairs: every two regions, for the filter.
    """
    title, only = title_of(part.name), part.only_differences
    other = Link("All rows" if only else "Only differences", part_path(part.name, not only))
    before, after = cuts.turn(part.path, part.cuts, cut.number)
    rows = part.rows[cut.start : cut.end]
    answers = _Answers(world)
    return MatrixView(
        head=Head(
            path=cuts.numbered(part.path, cut.number),
            title=f"{title} compared{', only differences' if only else ''}"
            + cuts.of_pages(part.cuts, cut.number),
            summary=f"Which region has which of {len(part.rows):,} elements, and in what they"
            " differ.",
            section="compare",
            crumbs=(codes.HOME, COMPARE),
            previous=before,
            following=after,
        ),
        title=title,
        only_differences=only,
        total=len(part.rows),
        other=other._replace(note=f"{others:,}") if others else None,
        pages=cuts.pager(part.path, part.cuts, cut.number, lambda at: _name(part.rows[at])),
        rows=tuple(_row(world, row, answers, apart_in(row)) for row in rows),
        kinds=_kinds(rows),
        pairs=tuple(pairs),
    )


def _name(row: Row) -> str:
    """The type or operation of a row, in few letters."""
    base, _, field = row.coordinate.partition("(")[0].partition(".")
    return field or base if base in OPERATION_OF else base


def _kinds(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """The kinds of elements on a page, each with its word."""
    there = {row.element for row in rows}
    return tuple((kind, plural) for kind, (_, plural) in words.KIND_WORDS.items() if kind in there)


class _Answers(dict[tuple[Presence, ...], tuple[Cell, ...]]):
    """The cells of a row by its presence: most rows share one of few patterns."""

    def __init__(self, world: World) -> None:
        self.titles = world.titles

    def __missing__(self, said: tuple[Presence, ...]) -> tuple[Cell, ...]:
        found = zip(self.titles.items(), said, strict=True)
        made = self[said] = tuple(Cell(region, title, word) for (region, title), word in found)
        return made


def _row(world: World, row: Row, answers: _Answers, apart: Sequence[Apart]) -> MatrixRow:
    return MatrixRow(
        link=Link(row.coordinate, world.href(row.coordinate)),
        kind=row.element,
        element=words.KIND_WORDS[row.element][0],
        cells=answers[tuple(row.presence.values())],
        differences=tuple(_difference(one) for one in apart),
    )


def _difference(one: Apart) -> Difference:
    shared, texts = said_apart(one.found)
    grouped: dict[str, list[str]] = {}
    for region, text in texts.items():
        grouped.setdefault(text, []).append(region)
    said = tuple(Said(text, tuple(by)) for text, by in grouped.items())
    return Difference(ASPECTS[one.found.aspect].label, said, shared, one.sides)


def compare_view(
    world: World, found: Mapping[str, Sequence[Row]], pairs: tuple[PairLine, ...]
) -> CompareView:
    """The overview: what each part holds, each region's share of it, and all pairs."""
    made = []
    for part, rows in found.items():
        differing = sum(row.differs for row in rows)
        shares = tuple((region, *_share(rows, region)) for region in world.ids)
        all_link = Link(title_of(part), part_path(part, False), f"{len(rows):,}")
        some = Link(f"{differing:,}", part_path(part, True) if differing else None)
        made.append(MatrixPart(title_of(part), all_link, some, shares))
    head = Head(
        path="compare/index.html",
        title="Compare regions",
        summary="Every element of every region side by side.",
        section="compare",
        crumbs=(codes.HOME,),
    )
    return CompareView(head, tuple(made), pairs)


def _share(rows: Sequence[Row], region: str) -> tuple[int, int, int]:
    said = [row.presence[region] for row in rows]
    return said.count("present"), said.count("absent"), said.count("unknown")
