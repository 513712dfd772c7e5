"""The error catalogue for people, for spreadsheets and for documents.

In: the catalogue's entries. Out: text, CSV or Markdown. A module of its own because a code's
paragraph and its row must say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from schemadoc.compare.catalogue import Entry
from schemadoc.reports import tables
from schemadoc.reports.terminal import Style, plural, safe, wrap
from schemadoc.reports.text import lines_text


def text(entries: Sequence[Entry], style: Style) -> str:
    """One paragraph a code: its messages, who raises it, who mentions it, and what is odd."""
    lines: list[str] = []
    for entry in entries:
        lines.append(style.bold(safe(entry.code)))
        for message in entry.messages:
            lines += wrap(f"{message.text} [{', '.join(message.regions)}]", 2, width=style.width)
        lines += _by_region("raised by", entry.raised_by, style)
        lines += _by_region("mentioned by", entry.mentioned_by, style)
        for note in notes(entry):
            lines += [style.yellow(line) for line in wrap(note, 2, width=style.width)]
        lines.append("")
    return lines_text([*lines, *_summary(entries, style)])


def _by_region(label: str, found: Mapping[str, Sequence[str]], style: Style) -> list[str]:
    lines: list[str] = []
    for region, coordinates in found.items():
        said = f"{label} {len(coordinates)} in {region}: {', '.join(coordinates)}"
        lines += wrap(said, 2, width=style.width)
    return lines


def notes(entry: Entry) -> list[str]:
    """What is odd about a code, in words."""
    found = []
    if entry.drifts:
        found.append(f"{len(entry.messages)} different messages")
    if entry.leaks_into:
        found.append(f"a code of {entry.names_region} in {', '.join(entry.leaks_into)}")
    if entry.shares_number_with:
        found.append(f"same number: {', '.join(entry.shares_number_with)}")
    if entry.used_once:
        found.append("used once")
    return found


_ODDITIES: tuple[tuple[str, Callable[[Entry], bool]], ...] = (
    ("with different messages", lambda entry: entry.drifts),
    ("of another region", lambda entry: bool(entry.leaks_into)),
    ("with a number that another prefix has too", lambda entry: bool(entry.shares_number_with)),
    ("used once", lambda entry: entry.used_once),
)


def _summary(entries: Sequence[Entry], style: Style) -> list[str]:
    lines = [style.bold(plural(len(entries), "code"))]
    for label, is_so in _ODDITIES:
        codes = [entry.code for entry in entries if is_so(entry)]
        if codes:
            lines += wrap(f"{len(codes):,} {label}: {', '.join(codes)}", 2, width=style.width)
    return lines


_HEAD = ("code", "prefix", "number", "region", "messages", "raised by", "mentioned by", "notes")


def csv(entries: Sequence[Entry]) -> str:
    """A line for every code in every region that raises or mentions it."""
    return tables.csv_text(_HEAD, (row for entry in entries for row in _rows(entry)))


def _rows(entry: Entry) -> list[list[str]]:
    return [
        [
            *(entry.code, entry.prefix or "", entry.number or "", region),
            " | ".join(one.text for one in entry.messages if region in one.regions),
            " ".join(entry.raised_by.get(region, ())),
            " ".join(entry.mentioned_by.get(region, ())),
            "; ".join(notes(entry)),
        ]
        for region in dict.fromkeys((*entry.raised_by, *entry.mentioned_by))
    ]


def markdown(entries: Sequence[Entry]) -> str:
    """A line for every code: its messages with their regions, and how many elements name it."""
    return tables.markdown_text(
        ("code", "messages", "raised by", "mentioned by", "notes"),
        (
            [
                entry.code,
                "; ".join(f"{one.text} [{', '.join(one.regions)}]" for one in entry.messages),
                _totals(entry.raised_by),
                _totals(entry.mentioned_by),
                "; ".join(notes(entry)),
            ]
            for entry in entries
        ),
    )


def _totals(found: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{region} {len(coordinates)}" for region, coordinates in found.items())
