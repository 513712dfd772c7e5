"""The region matrix as pages: one part for each root and each kind of type, cut into pages.

In: `World` with its matrix. Out: `CompareView` and `MatrixView`s. A module of its own because the
matrix has a row for every element and must be readable without scripts, so that each filter is a
page of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.differences import Difference as Found
from schemadoc.compare.regions import Row
from schemadoc.model import OPERATION_OF, Permissions, RateLimit
from schemadoc.render import codes, words
from schemadoc.render.listings import TYPE_FOLDERS
from schemadoc.render.listviews import CompareView, Difference, MatrixPart, MatrixRow, MatrixView
from schemadoc.render.variants import cells
from schemadoc.render.views import Head, Link, Said
from schemadoc.render.world import World
from schemadoc.typerefs import Known, describe

ROWS_A_PAGE = 400


class Sheet(NamedTuple):
    """One page of the matrix: which rows of which part it shows."""

    part: str
    only_differences: bool
    number: int
    start: int
    end: int


def parts(world: World) -> dict[str, list[Row]]:
    """The rows of the matrix by root or kind, each part in its order."""
    found: dict[str, list[Row]] = {part: [] for part in (*OPERATION_OF.values(), *TYPE_FOLDERS)}
    for row in world.matrix.rows:
        base = row.coordinate.partition(".")[0].partition("(")[0]
        part = OPERATION_OF.get(base) or world.kinds.get(base)
        if part is not None:
            found[part].append(row)
    return {part: rows for part, rows in found.items() if rows}


def sheet_path(part: str, only_differences: bool, number: int) -> str:
    """`compare/object.differences.2.html`; the first page bears no number."""
    filtered = ".differences" if only_differences else ""
    return f"compare/{part}{filtered}{f'.{number}' if number > 1 else ''}.html"


def sheets(part: str, only_differences: bool, rows: Sequence[Row]) -> Iterator[Sheet]:
    """Cut a part into pages, between types rather than within one where that can be."""
    start = number = 0
    while start < len(rows) or number == 0:
        end = _cut(rows, start)
        number += 1
        yield Sheet(part, only_differences, number, start, end)
        start = end


def _cut(rows: Sequence[Row], start: int) -> int:
    end = min(start + ROWS_A_PAGE, len(rows))
    back = end
    while end < len(rows) and back > start + ROWS_A_PAGE // 2:
        if "." not in rows[back].coordinate and "(" not in rows[back].coordinate:
            return back
        back -= 1
    return end


def matrix_view(
    world: World, sheet: Sheet, all_sheets: Sequence[Sheet], rows: Sequence[Row], others: int
) -> MatrixView:
    """One page of the matrix.

    Args:
        world: all regions.
        sheet: the page.
        all_sheets: the pages of the same part and filter.
        rows: all rows of the part under this filter.
        others: how many rows the part has under the other filter.
    """
    title = words.KIND_WORDS[sheet.part][1].capitalize()
    only = sheet.only_differences
    pages = tuple(_page_link(rows, other, other == sheet) for other in all_sheets)
    first = sheet_path(sheet.part, not only, 1)
    other = Link("All rows" if only else "Only differences", first, f"{others:,}")
    page = f", page {sheet.number} of {len(all_sheets)}" if len(all_sheets) > 1 else ""
    return MatrixView(
        head=Head(
            path=sheet_path(sheet.part, only, sheet.number),
            title=f"{title} compared{', only differences' if only else ''}{page}",
            summary=f"Which region has which of {len(rows):,} elements, and in what they differ.",
            section="compare",
            crumbs=(codes.HOME, Link("Compare", "compare/index.html")),
        ),
        title=title,
        only_differences=only,
        total=len(rows),
        other=other if others or only else None,
        pages=pages if len(pages) > 1 else (),
        rows=tuple(_row(world, row) for row in rows[sheet.start : sheet.end]),
    )


def _page_link(rows: Sequence[Row], sheet: Sheet, here: bool) -> Link:
    """A page by its number and the type or operation with which it begins."""
    first = rows[sheet.start].coordinate.partition("(")[0]
    base, _, field = first.partition(".")
    name = field or base if base in OPERATION_OF else base
    path = sheet_path(sheet.part, sheet.only_differences, sheet.number)
    return Link(str(sheet.number), None if here else path, name)


def _row(world: World, row: Row) -> MatrixRow:
    return MatrixRow(
        link=Link(row.coordinate, world.href(row.coordinate)),
        element=words.KIND_WORDS[row.element][0],
        cells=cells(world, row.coordinate),
        differences=tuple(_difference(difference) for difference in row.differences),
    )


def _difference(found: Found) -> Difference:
    grouped: dict[str, list[str]] = {}
    for region, value in found.values.items():
        grouped.setdefault(value_text(value), []).append(region)
    label = ASPECTS[found.aspect].label
    return Difference(label, tuple(Said(text, tuple(by)) for text, by in grouped.items()))


def value_text(value: Any) -> str:
    """A value of any aspect as one line."""
    if value is None or value in ((), {}):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Known):
        return describe(value)
    if isinstance(value, Permissions):
        return _permission_line(words.permission_text(value))
    if isinstance(value, RateLimit):
        return words.rate_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_text(inner)}" for key, inner in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(value_text(inner) for inner in value)
    return str(value)


def _permission_line(text: words.PermissionText) -> str:
    inner = ", ".join(i if isinstance(i, str) else f"({_permission_line(i)})" for i in text.items)
    return f"{text.head}: {inner}" if text.head and inner else text.head or inner


def compare_view(world: World, found: Mapping[str, Sequence[Row]]) -> CompareView:
    """The overview: what each part holds, and each region's share of it."""
    made = []
    for part, rows in found.items():
        differing = sum(row.differs for row in rows)
        title = words.KIND_WORDS[part][1].capitalize()
        shares = tuple((region, *_share(rows, region)) for region in world.ids)
        all_link = Link(title, sheet_path(part, False, 1), f"{len(rows):,}")
        some = Link(f"{differing:,}", sheet_path(part, True, 1) if differing else None)
        made.append(MatrixPart(title, all_link, some, shares))
    head = Head(
        path="compare/index.html",
        title="Compare regions",
        summary="Every element of every region side by side.",
        section="compare",
        crumbs=(codes.HOME,),
    )
    return CompareView(head, tuple(made))


def _share(rows: Sequence[Row], region: str) -> tuple[int, int, int]:
    said = [row.presence[region] for row in rows]
    return said.count("present"), said.count("absent"), said.count("unknown")
