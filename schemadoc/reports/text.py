"""The matrix and diagnostics as text for a terminal.

In: a `Matrix`, or diagnostics. Out: text that fits the terminal. A module of its own because
terminals want wrapping and colour, which no other format does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.regions import Matrix, Row
from schemadoc.coverage import Presence
from schemadoc.diagnostics import Diagnostic
from schemadoc.reports.terminal import Style, plural, safe, wrap
from schemadoc.reports.values import NO_MAJORITY, difference_text
from schemadoc.reports.widths import cells, pad

_MARKS: dict[Presence, str] = {"present": "yes", "absent": "no", "unknown": "?"}
# So many names of a list are written out; JSON and CSV have them all.
MOST_NAMES = 8
# Less than that for coordinates, and the columns of many regions leave no room to read.
_LEAST_ROOM = 30


def lines_text(lines: Iterable[str]) -> str:
    """Lines as one text, a line break at its end."""
    return "".join(f"{line}\n" for line in lines)


def matrix(found: Matrix, style: Style) -> str:
    """One row a coordinate, one column a region, differences below their row.

    Where the regions are too many for columns, they stand below the coordinate too.
    """
    widths = [max(cells(region), 3) for region in found.regions]
    room = style.width - sum(width + 2 for width in widths)
    longest = max((cells(row.coordinate) for row in found.rows), default=0)
    lines: list[str] = []
    if room < min(_LEAST_ROOM, max(longest, 10)):
        for row in found.rows:
            lines += [style.bold(safe(row.coordinate)), *_states(row, style)]
            lines += _below(row, found.majority, style)
    elif found.rows:
        lines += _grid(found, widths, min(room, max(longest, 10)), style)
    return lines_text([*lines, *([""] if found.rows else []), *_summary(found, style)])


def _grid(found: Matrix, widths: Sequence[int], room: int, style: Style) -> list[str]:
    columns = list(zip(found.regions, widths, strict=True))
    head = "".join("  " + pad(region, width) for region, width in columns)
    lines = [style.bold(" " * room + head.rstrip())]
    for row in found.rows:
        marks = ""
        for region, width in columns:
            mark = _MARKS[row.presence[region]]
            marks += "  " + _paint(mark, style) + " " * (width - len(mark))
        coordinate = safe(row.coordinate)
        if cells(coordinate) > room:
            lines += [coordinate, " " * room + marks.rstrip()]
        else:
            lines.append(pad(coordinate, room) + marks.rstrip())
        lines += _below(row, found.majority, style)
    return lines


def _paint(mark: str, style: Style) -> str:
    return {"yes": style.green, "no": style.red, "?": style.dim}[mark](mark)


def _states(row: Row, style: Style) -> list[str]:
    """Yes, no and unknown, each with its regions."""
    lines: list[str] = []
    for state, mark in _MARKS.items():
        regions = [region for region, said in row.presence.items() if said == state]
        if regions:
            lines += wrap(", ".join(regions), 4, first=f"{mark.ljust(3)}  ", width=style.width)
    return lines


def _below(row: Row, majority: bool, style: Style) -> list[str]:
    lines: list[str] = []
    if majority and (row.odd or row.tie):  # against a reference the columns say it
        said = f"odd: {', '.join(row.odd)}" if row.odd else NO_MAJORITY
        lines += wrap(said, 4, first="presence  ", width=style.width)
    for difference in row.differences:
        label = f"{ASPECTS[difference.aspect].label}  "
        lines += wrap(difference_text(difference, MOST_NAMES), 4, first=label, width=style.width)
    return lines


def _summary(found: Matrix, style: Style) -> list[str]:
    summary = found.summary
    lines = [style.bold(f"{plural(summary.rows, 'row')} of {plural(summary.compared, 'element')}")]
    for region, counts in summary.presence.items():
        said = ", ".join(f"{count:,} {state}" for state, count in counts.items())
        lines += wrap(said, 2, first=f"{region}: ", width=style.width)
    said = f"{summary.differing:,} differing, {summary.agreeing:,} in which nothing differs"
    lines += wrap(said, 2, width=style.width)
    lacking = f"{plural(summary.absent, 'row')} with a region that lacks the element"
    said = f"{lacking}, {summary.different:,} with a difference"
    lines += wrap(said, 2, width=style.width)
    if summary.aspects:
        aspects = (f"{ASPECTS[aspect].label} {n:,}" for aspect, n in summary.aspects.items())
        lines += wrap(", ".join(aspects), 2, first="differing: ", width=style.width)
    if summary.odd:
        against = found.reference or "the majority"
        each = ", ".join(f"{region} {n:,}" for region, n in summary.odd.items())
        lines += wrap(each, 2, first=f"odd against {against}: ", width=style.width)
    if any(counts["unknown"] for counts in summary.presence.values()):
        said = "where the region's sources do not speak of that part of the schema"
        lines += wrap(said, 2, first="? ", width=style.width)
    return lines


def days_text(days: int) -> str:
    """`in 3 days`, `today`, `3 days ago`."""
    if days == 0:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def diagnostics(found: Sequence[Diagnostic]) -> str:
    """One line each, as compilers write them: never wrapped, so that editors can jump."""
    return lines_text(safe(str(diagnostic)) for diagnostic in found)
