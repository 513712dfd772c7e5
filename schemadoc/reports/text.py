"""Lists and tables as text for a terminal: the matrix, the catalogue, the calendar, diagnostics.

In: results of `compare` and diagnostics. Out: text that fits 80 columns. A module of its own
because terminals want wrapping and colour, which no other format does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from schemadoc.compare import calendar, catalogue
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.regions import Matrix, Row, Summary
from schemadoc.coverage import Presence
from schemadoc.diagnostics import Diagnostic
from schemadoc.reports.terminal import WIDTH, Style, plural, safe, wrap
from schemadoc.reports.values import grouped

_MARKS: dict[Presence, str] = {"present": "yes", "absent": "no", "unknown": "?"}


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def matrix(found: Matrix, style: Style) -> str:
    """One row a coordinate, one column a region, differences below their row."""
    widths = [max(len(region), 3) for region in found.regions]
    room = max(WIDTH - sum(width + 2 for width in widths), 20)
    longest = max((len(row.coordinate) for row in found.rows), default=0)
    room = min(room, max(longest, 10))
    head = "".join(
        "  " + region.ljust(width) for region, width in zip(found.regions, widths, strict=True)
    )
    lines = [style.bold(" " * room + head.rstrip())] if found.rows else []
    for row in found.rows:
        lines += _matrix_row(row, found.regions, widths, room, style)
    lines += ["", *_summary(found.summary, style)] if found.rows else _summary(found.summary, style)
    return _text(lines)


def _matrix_row(
    row: Row, regions: Sequence[str], widths: Sequence[int], room: int, style: Style
) -> list[str]:
    marks = ""
    for region, width in zip(regions, widths, strict=True):
        mark = _MARKS[row.presence[region]]
        paint = {"yes": style.green, "no": style.red, "?": style.dim}[mark]
        marks += "  " + paint(mark) + " " * (width - len(mark))
    coordinate = safe(row.coordinate)
    if len(coordinate) > room:
        lines = [coordinate, " " * room + marks.rstrip()]
    else:
        lines = [coordinate.ljust(room) + marks.rstrip()]
    for difference in row.differences:
        said = "; ".join(f"{', '.join(names)}: {text}" for names, text in grouped(difference))
        lines += wrap(said, 4, first=f"{ASPECTS[difference.aspect].label}  ")
    return lines


def _summary(summary: Summary, style: Style) -> list[str]:
    lines = [style.bold(f"{plural(summary.rows, 'row')} of {plural(summary.compared, 'element')}")]
    for region, counts in summary.presence.items():
        said = ", ".join(f"{count:,} {state}" for state, count in counts.items())
        lines.append(f"  {region}: {said}")
    lines.append(
        f"  {plural(summary.absent, 'row')} with a region that lacks the element, "
        f"{summary.different:,} with a difference"
    )
    if summary.aspects:
        aspects = (f"{ASPECTS[aspect].label} {n:,}" for aspect, n in summary.aspects.items())
        lines += wrap(", ".join(aspects), 2, first="differing: ")
    if any(counts["unknown"] for counts in summary.presence.values()):
        lines.append("  ? where the region's sources do not speak of that part of the schema")
    return lines


def errors(entries: Sequence[catalogue.Entry], style: Style) -> str:
    """One paragraph a code: its messages, who raises it, who mentions it."""
    lines: list[str] = []
    for entry in entries:
        lines.append(style.bold(safe(entry.code)))
        for message in entry.messages:
            lines += wrap(f"{message.text} [{', '.join(message.regions)}]", 2)
        lines += _by_region("raised by", entry.raised_by)
        lines += _by_region("mentioned by", entry.mentioned_by)
        lines.append("")
    lines.append(style.bold(plural(len(entries), "code")))
    return _text(lines)


def _by_region(label: str, found: dict[str, tuple[str, ...]]) -> list[str]:
    lines: list[str] = []
    for region, coordinates in found.items():
        said = f"{label} {len(coordinates)} in {region}: {', '.join(coordinates)}"
        lines += wrap(said, 2)
    return lines


def deprecations(entries: Sequence[calendar.Entry], style: Style) -> str:
    """Grouped by status, what is overdue first."""
    paints = {"overdue": style.red, "due": style.yellow}
    lines: list[str] = []
    for status, group in groupby(entries, key=lambda entry: entry.status):
        members = list(group)
        lines.append(paints.get(status, style.bold)(f"{status} ({len(members):,})"))
        for entry in members:
            lines += _deprecation(entry, style)
        lines.append("")
    lines.append(style.bold(plural(len(entries), "deprecation")))
    return _text(lines)


def _deprecation(entry: calendar.Entry, style: Style) -> list[str]:
    when = entry.remove_on.isoformat() if entry.remove_on else "no date   "
    lines = wrap(f"{entry.coordinate} [{entry.region}]", 2, first=f"{when}  ")
    detail = []
    if entry.days_left is not None:
        detail.append(days_text(entry.days_left))
    if entry.marked_on:
        detail.append(f"marked on {entry.marked_on.isoformat()}")
    if detail:
        lines += [style.dim(line) for line in wrap(", ".join(detail), 14)]
    if entry.reason:
        lines += wrap(entry.reason, 14)
    for replacement in entry.replacements:
        lines += wrap(f"{replacement.name} ({replacement.status})", 14, first="instead: ")
    if entry.url:
        lines += wrap(entry.url, 14)
    return lines


def days_text(days: int) -> str:
    """`in 3 days`, `today`, `3 days ago`."""
    if days == 0:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def diagnostics(found: Sequence[Diagnostic]) -> str:
    """One line each, as compilers write them: never wrapped, so that editors can jump."""
    return _text(safe(str(diagnostic)) for diagnostic in found)
