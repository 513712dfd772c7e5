"""The deprecation calendar for people, for spreadsheets and for documents.

In: the calendar's entries. Out: text, CSV or Markdown. A module of its own because status, days and
readiness must be worded alike in each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from schemadoc.compare.calendar import Entry, Replacement
from schemadoc.coverage import Presence
from schemadoc.reports import tables
from schemadoc.reports.terminal import Style, plural, wrap
from schemadoc.reports.text import days_text, lines_text

_READY = (("present", "ready in"), ("absent", "not in"), ("unknown", "unknown in"))


def text(entries: Sequence[Entry], style: Style) -> str:
    """Grouped by status, what is overdue first."""
    paints = {"overdue": style.red, "due": style.yellow}
    lines: list[str] = []
    for status, group in groupby(entries, key=lambda entry: entry.status):
        members = list(group)
        lines.append(paints.get(status, style.bold)(f"{status} ({len(members):,})"))
        for entry in members:
            lines += _entry(entry, style)
        lines.append("")
    return lines_text([*lines, *_summary(entries, style)])


def _entry(entry: Entry, style: Style) -> list[str]:
    when = entry.remove_on.isoformat() if entry.remove_on else "no date   "
    said = f"{entry.coordinate} [{entry.region}]"
    lines = wrap(said, 2, first=f"{when}  ", width=style.width)
    detail = []
    if entry.days_left is not None:
        detail.append(days_text(entry.days_left))
    if entry.marked_on:
        detail.append(f"marked on {entry.marked_on.isoformat()}")
    if entry.unreadable_dates:
        detail.append(f"no calendar has {', '.join(entry.unreadable_dates)}")
    if detail:
        found = wrap(", ".join(detail), 14, width=style.width)
        lines += [style.dim(line) for line in found]
    if entry.reason:
        lines += wrap(entry.reason, 14, width=style.width)
    for one in entry.replacements:
        said = f"{one.name} ({one.status}{_elsewhere(entry, one)})"
        lines += wrap(said, 14, first="instead: ", width=style.width)
    if entry.url:
        lines += wrap(entry.url, 14, width=style.width)
    return lines


def _elsewhere(entry: Entry, replacement: Replacement) -> str:
    """Which other regions have the replacement; nothing where there is no other."""
    others = {r: said for r, said in replacement.ready.items() if r != entry.region}
    return f"; {readiness(others)}" if others else ""


def readiness(ready: Mapping[str, Presence]) -> str:
    """`ready in gb, fr; not in it; unknown in es`."""
    found = []
    for state, words in _READY:
        regions = [region for region, said in ready.items() if said == state]
        if regions:
            found.append(f"{words} {', '.join(regions)}")
    return "; ".join(found)


def _summary(entries: Sequence[Entry], style: Style) -> list[str]:
    lines = [style.bold(plural(len(entries), "deprecation"))]
    named = [entry for entry in entries if entry.replacements]
    if not named:
        return lines
    ready = sum(all(one.status == "present" for one in entry.replacements) for entry in named)
    gone = sum(any(one.status == "absent" for one in entry.replacements) for entry in named)
    return lines + wrap(
        f"{len(named):,} name a replacement: {ready:,} have all they name in their region, "
        f"{gone:,} name one that it lacks, {len(named) - ready - gone:,} are unknown",
        2,
        width=style.width,
    )


_HEAD = (
    *("status", "days left", "removal", "region", "coordinate", "marked on", "reason"),
    *("replacements", "readiness", "url"),
)


def csv(entries: Sequence[Entry]) -> str:
    """A line for every deprecation."""
    return tables.csv_text(_HEAD, map(_row, entries))


def markdown(entries: Sequence[Entry]) -> str:
    """The same as a table for a document."""
    return tables.markdown_text(_HEAD, map(_row, entries))


def _row(entry: Entry) -> list[str]:
    return [
        entry.status,
        "" if entry.days_left is None else str(entry.days_left),
        entry.remove_on.isoformat() if entry.remove_on else "",
        entry.region,
        entry.coordinate,
        entry.marked_on.isoformat() if entry.marked_on else "",
        entry.reason or "",
        ", ".join(f"{one.name} ({one.status})" for one in entry.replacements),
        " | ".join(readiness(one.ready) for one in entry.replacements),
        entry.url or "",
    ]
