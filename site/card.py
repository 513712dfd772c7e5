"""The picture that stands beside a shared link: drawn here, kept as `assets/card.png`.

In: nothing but what stands below. Out: a PNG of 1200 by 630 points: a table of regions, as the
matrix shows them. A module of its own because it runs by hand when the picture is to change, with
nothing but Python, and never when a site is built:

    python site/card.py
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WIDTH, HEIGHT = 1200, 630
TARGET = Path(__file__).resolve().parent / "assets" / "card.png"

_PAPER = (20, 80, 110)
_INK = (255, 255, 255)
_LINE = (58, 115, 143)
_FAINT = (120, 165, 188)
_PRESENT, _ABSENT, _UNKNOWN = (127, 211, 160), (255, 157, 146), (92, 134, 156)
_WORDS = {"p": _PRESENT, "a": _ABSENT, "u": _UNKNOWN}
# A line for each element: how long its name is, and what each region says of it.
_ROWS = ((300, "pppp"), (220, "ppap"), (340, "puup"), (260, "pppu"), (180, "appp"))
_LEFT, _TOP, _STEP = 110, 120, 86

Colour = tuple[int, int, int]


class Box(NamedTuple):
    """A rectangle with round corners."""

    left: int
    top: int
    width: int
    height: int
    corner: float
    colour: Colour


def boxes() -> Iterator[Box]:
    """What is drawn, from back to front."""
    for column in range(4):
        yield Box(640 + column * 124, _TOP - 44, 64, 12, 6, _FAINT)
    for number, (length, words) in enumerate(_ROWS):
        top = _TOP + number * _STEP
        yield Box(_LEFT, top + 26, length, 16, 8, _INK)
        for column, word in enumerate(words):
            yield Box(640 + column * 124, top, 88, 66, 12, _WORDS[word])
        if number < len(_ROWS) - 1:
            yield Box(_LEFT, top + 75, 470, 2, 1, _LINE)


def cover(box: Box, x: int, y: int) -> float:
    """How much of a point lies in a box, 0 to 1, by its distance from the edge."""
    across = abs(x + 0.5 - box.left - box.width / 2) - box.width / 2 + box.corner
    down = abs(y + 0.5 - box.top - box.height / 2) - box.height / 2 + box.corner
    outside = (max(across, 0) ** 2 + max(down, 0) ** 2) ** 0.5
    return min(max(0.5 + box.corner - outside - min(max(across, down), 0), 0), 1)


def draw() -> list[bytearray]:
    """The points, row by row, three bytes each."""
    rows = [bytearray(bytes(_PAPER) * WIDTH) for _ in range(HEIGHT)]
    for box in boxes():
        for y in range(box.top, box.top + box.height):
            for x in range(box.left, box.left + box.width):
                share = cover(box, x, y)
                for part, wanted in enumerate(box.colour):
                    here = rows[y][3 * x + part]
                    rows[y][3 * x + part] = round(here + (wanted - here) * share)
    return rows


def png(rows: list[bytearray]) -> bytes:
    """The points as a file (PNG 1.2): true colour, eight bits, no filter."""
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


if __name__ == "__main__":
    TARGET.write_bytes(png(draw()))
