"""Text for people: wrapping, columns, colour, and sources that cannot take over a terminal.

In: texts from anywhere. Out: lines that fit a width. A module of its own because every text report
must treat control characters, width and colour alike.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH = 80

# C0 and C1 controls (an escape sequence begins with one), and what turns the reading direction.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def safe(text: str) -> str:
    r"""One line without control characters: line breaks become spaces, the rest `\x1b`."""
    return _UNSAFE.sub(
        _spelled, " ".join(text.replace("\r\n", "\n").split("\n")).replace("\t", " ")
    )


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class Style(NamedTuple):
    """Colour, or none: the only place that knows escape sequences. And the width of a line."""

    color: bool = False
    width: int = WIDTH

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def bold(self, text: str) -> str:
        """What a line is about."""
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        """What may be passed over."""
        return self._paint("2", text)

    def red(self, text: str) -> str:
        """What is late or missing."""
        return self._paint("31", text)

    def yellow(self, text: str) -> str:
        """What needs attention."""
        return self._paint("33", text)

    def green(self, text: str) -> str:
        """What is there."""
        return self._paint("32", text)


def wrap(text: str, indent: int = 0, *, first: str = "", width: int = WIDTH) -> list[str]:
    """Lines of at most `width`, unless a single word is longer.

    Args:
        text: made safe here; its line breaks are kept as paragraphs only where a line is empty.
        indent: of every line.
        first: stands before the text on the first line; the others hang below the text.
        width: of a line, its indent included.
    """
    lines: list[str] = []
    hang = " " * (indent + len(first))
    for at, paragraph in enumerate(re.split(r"\n\s*\n", text)):
        start = " " * indent + first if at == 0 else hang
        if at:
            lines.append("")
        line = safe(paragraph).strip()
        if line and len(start) + len(line) <= width:
            lines.append(start + line)
            continue
        lines += textwrap.wrap(
            line,
            width,
            initial_indent=start,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [start.rstrip()]
    return lines


def columns(rows: Iterable[Sequence[str]], indent: int = 0, *, gap: int = 2) -> list[str]:
    """Rows as aligned columns, the last one wrapped; cells are made safe here.

    A first cell too long for its column stands on a line of its own.
    """
    safe_rows = [[safe(cell) for cell in row] for row in rows]
    if not safe_rows:
        return []
    room = max(WIDTH - indent - 24, 20)
    count = max(len(row) for row in safe_rows)
    widths = [
        max(
            (len(row[at]) for row in safe_rows if at < len(row) and len(row[at]) <= room), default=0
        )
        for at in range(count - 1)
    ]
    lines: list[str] = []
    for row in safe_rows:
        lines += _row(row, widths, indent, gap)
    return lines


def _row(row: Sequence[str], widths: Sequence[int], indent: int, gap: int) -> list[str]:
    lines: list[str] = []
    start = ""
    for cell, width in zip(row[:-1], widths, strict=False):
        if len(cell) > width:
            lines.append((" " * indent + start + cell).rstrip())
            start = " " * (len(start) + width + gap)
        else:
            start += cell.ljust(width + gap)
    return lines + [line.rstrip() for line in wrap(row[-1], indent, first=start)]


def plural(count: int, word: str, words: str | None = None) -> str:
    """`1 field`, `2 fields`."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"
