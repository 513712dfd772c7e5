"""The region matrix for spreadsheets and for documents.

In: a `Matrix`. Out: CSV, one line a row and difference columns, or a Markdown table. A module of
its own because both are grids of the same cells, each with its own escaping.
"""

from __future__ import annotations

import csv
import io

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.regions import Matrix, Row
from schemadoc.reports.markdown import escape
from schemadoc.reports.values import grouped

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def matrix_csv(found: Matrix) -> str:
    """Coordinate, element, one column a region, and the differences in words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["coordinate", "element", *found.regions, "differences"])
    for row in found.rows:
        states = [row.presence[region] for region in found.regions]
        # A directive's coordinate begins with @ and stays what it is: no formula follows.
        writer.writerow([row.coordinate, row.element, *states, _formula_safe(_differences(row))])
    return out.getvalue()


def _formula_safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _differences(row: Row) -> str:
    return "; ".join(
        f"{ASPECTS[difference.aspect].label}: "
        + ", ".join(f"{' '.join(regions)} {text}" for regions, text in grouped(difference))
        for difference in row.differences
    )


def matrix_markdown(found: Matrix) -> str:
    """A table that GitHub and GitLab render, every cell escaped."""
    head = ["coordinate", "element", *found.regions, "differences"]
    lines = [_line(head), _line(["---"] * len(head), raw=True)]
    for row in found.rows:
        states = [row.presence[region] for region in found.regions]
        lines.append(_line([row.coordinate, row.element, *states, _differences(row)]))
    return "".join(f"{line}\n" for line in lines)


def _line(cells: list[str], *, raw: bool = False) -> str:
    shown = cells if raw else [escape(cell) for cell in cells]
    return f"| {' | '.join(shown)} |"
