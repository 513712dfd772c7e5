"""Text for people: wrapping, columns, colour, and sources that cannot take over a terminal.

In: texts from anywhere. Out: lines that fit a width. A module of its own because every text report
must treat control characters, width and colour alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemadoc.reports.widths import cells, pad, pieces

WIDTH = 80
# Lines that hang below a text need so much room to be read.
_LEAST = 20
# Where a line begins that has nothing but a word too long for its place.
_OUTDENT = 4
_PARAGRAPHS = re.compile(r"\n\s*\n")

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
    """Lines of at most `width` columns, unless a single word is longer.

    A word too long for its place stays whole, on a line of its own that begins further left.

    Args:
        text: made safe here; its line breaks are kept as paragraphs only where a line is empty.
        indent: of every line.
        first: stands before the text on the first line; the others hang below the text, or, where
            it leaves them too little room, a little further in than it.
        width: of a line in columns, its indent included.
    """
    start = " " * indent + first
    hang = cells(start)
    if hang > width - _LEAST and ("\n" in text or hang + cells(safe(text).strip()) > width):
        hang = indent + 2
        text = first.lstrip() + text
        start = " " * (indent if first.strip() else hang)
    lines: list[str] = []
    for at, paragraph in enumerate(_PARAGRAPHS.split(text) if "\n" in text else (text,)):
        if at:
            lines.append("")
            start = " " * hang
        line = safe(paragraph).strip()
        if line and cells(start) + cells(line) <= width:
            lines.append(start + line)
        else:
            lines += _filled(line, start, hang, _outdents(indent, hang), width)
    return lines


def _outdents(indent: int, hang: int) -> tuple[int, int]:
    """Where a word may begin that is too long for its place, the first choice first."""
    near = min(hang, indent + 2)
    return near, min(near, _OUTDENT)


def _filled(line: str, start: str, hang: int, outdents: Sequence[int], width: int) -> list[str]:
    """One paragraph as lines, as many words on each as fit."""
    lines: list[str] = []
    now, used, bare = start, cells(start), True  # bare: no word of the text yet
    for piece in pieces(line):
        if not bare and used + cells(piece) > width:
            lines.append(now)
            now, used, bare = " " * hang, hang, True
        word = piece.lstrip(" ") if bare else piece
        size = cells(word)
        if used + size <= width:
            now, used, bare = now + word, used + size, False
            continue
        if now.strip():
            lines.append(now.rstrip())
        lines.append(_alone(word, size, outdents, width))
        now, used = " " * hang, hang
    return lines if bare and lines else [*lines, now.rstrip()]


def _alone(word: str, size: int, outdents: Sequence[int], width: int) -> str:
    fitting = (at for at in outdents if at + size <= width)
    return " " * next(fitting, outdents[-1]) + word


def columns(
    rows: Iterable[Sequence[str]], indent: int = 0, *, gap: int = 2, width: int = WIDTH
) -> list[str]:
    """Rows as aligned columns, the last one wrapped; cells are made safe here.

    A cell too long for its column stands on lines of its own.
    """
    safe_rows = [[safe(cell) for cell in row] for row in rows]
    room = max(width - indent - 24, 20)
    widths: list[int] = []
    for at in range(max(map(len, safe_rows), default=1) - 1):
        sizes = (cells(row[at]) for row in safe_rows if at < len(row))
        widths.append(max((size for size in sizes if size <= room), default=0))
        room -= widths[-1] + gap
    lines: list[str] = []
    for row in safe_rows:
        lines += _row(row, widths, indent, gap, width)
    return lines


def _row(row: Sequence[str], widths: Sequence[int], indent: int, gap: int, width: int) -> list[str]:
    lines: list[str] = []
    start = ""
    for cell, wide in zip(row[:-1], widths, strict=False):
        if cells(cell) > wide:
            lines += wrap(cell, indent, first=start, width=width)
            start = " " * (cells(start) + wide + gap)
        else:
            start += pad(cell, wide + gap)
    return lines + [line.rstrip() for line in wrap(row[-1], indent, first=start, width=width)]


def headed(head: str, text: str, style: Style, indent: int = 0) -> list[str]:
    """A text after what it is about, which stands in bold; both are made safe here."""
    head = safe(head)
    lines = wrap(text, indent, first=f"{head}  ", width=style.width)
    return [lines[0].replace(head, style.bold(head), 1), *lines[1:]]


def plural(count: int, word: str, words: str | None = None) -> str:
    """`1 field`, `2 fields`."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"
