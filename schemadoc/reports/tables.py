"""Tables for spreadsheets and for documents, and the region matrix as one.

In: a head and rows of text, or a `Matrix`. Out: CSV or a Markdown table. A module of its own
because both are grids of the same cells, each with its own escaping.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.differences import Difference
from schemadoc.compare.regions import Matrix, Row
from schemadoc.reports.markdown import escape
from schemadoc.reports.terminal import safe
from schemadoc.reports.values import NO_MAJORITY, grouped

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+")
# A directive's coordinate begins with @ and stays what it is: no formula follows.
_COORDINATE = re.compile(r"@[_A-Za-z][_0-9A-Za-z]*(\([_0-9A-Za-z]+:\))?")
# So many names of a list are written out in a document; CSV has them all.
_MOST_NAMES = 8


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One line a row; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_formula_safe(safe(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _formula_safe(cell: str) -> str:
    harmless = _NUMBER.fullmatch(cell) or _COORDINATE.fullmatch(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) and not harmless else cell


def markdown_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that GitHub and GitLab render, every cell escaped."""
    lines = [_line(head), _line(["---"] * len(head), raw=True), *map(_line, rows)]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Sequence[str], *, raw: bool = False) -> str:
    shown = cells if raw else [escape(cell) for cell in cells]
    return f"| {' | '.join(shown)} |"


def matrix_csv(found: Matrix) -> str:
    """Coordinate, element, one column a region, and the differences in words."""
    return csv_text(_head(found), _cells(found, None))


def matrix_markdown(found: Matrix) -> str:
    """The same as a table for a document, long lists cut."""
    return markdown_text(_head(found), _cells(found, _MOST_NAMES))


def _head(found: Matrix) -> list[str]:
    odd = ["odd"] if found.reference or found.majority else []
    return ["coordinate", "element", *found.regions, *odd, "differences"]


def _cells(found: Matrix, most: int | None) -> Iterator[list[str]]:
    for row in found.rows:
        states = [row.presence[region] for region in found.regions]
        odd = [_odd(row)] if found.reference or found.majority else []
        yield [row.coordinate, row.element, *states, *odd, _differences(row, most)]


def _odd(row: Row) -> str:
    """`presence: it; type: gb, fr; removal date: no majority`."""
    said: list[tuple[str, Row | Difference]] = [("presence", row)]
    said += [(ASPECTS[one.aspect].label, one) for one in row.differences]
    return "; ".join(
        f"{label}: {', '.join(one.odd) or NO_MAJORITY}" for label, one in said if one.odd or one.tie
    )


def _differences(row: Row, most: int | None) -> str:
    return "; ".join(
        f"{ASPECTS[difference.aspect].label} ({_by_region(difference, most)})"
        for difference in row.differences
    )


def _by_region(difference: Difference, most: int | None) -> str:
    """`gb, fr: Int!; it: Int`, as text has it."""
    return "; ".join(f"{', '.join(names)}: {text}" for names, text in grouped(difference, most))
