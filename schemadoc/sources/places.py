"""Where the objects of a text stand.

In: a JSON text and what it decodes to. Out: `Places`, the line and column of the `name` key of
every object. A module of its own because decoders keep no positions: this finds them again,
cheaply, by the one thing that text and data have in common, the order of their `name` keys.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any, NamedTuple

from schemadoc.model import Location

# No string of JSON holds an unescaped quote, so this is a key wherever it stands.
_NAME_KEY = re.compile(r'"name"[ \t\r\n]*:')


class Decoded(NamedTuple):
    """A decoded text and the places of its objects."""

    data: Any
    places: Places


class Places:
    """Lines and columns (from 1) of objects, by identity: the data must stay alive beside it."""

    def __init__(self, path: str, at: dict[int, tuple[int, int]]) -> None:
        self.path = path
        self._at = at

    def of(self, value: object) -> Location:
        """Where an object's `name` stands; the first line where the text does not tell."""
        line, column = self._at.get(id(value), (1, None))
        return Location(self.path, line, column)


class Lines:
    """The lines and columns of offsets (from 0) in a text."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def at(self, offset: int) -> Location:
        """Where an offset stands."""
        line = bisect_right(self._starts, offset)
        return Location(self.path, line, offset - self._starts[line - 1] + 1)


class Offsets(Places):
    """The same by offsets: most objects are never asked for, so that none is counted."""

    def __init__(self, lines: Lines, offsets: dict[int, int]) -> None:
        super().__init__(lines.path, {})
        self._lines = lines
        self._offsets = offsets

    def of(self, value: object) -> Location:
        """As above."""
        offset = self._offsets.get(id(value))
        return Location(self.path, 1) if offset is None else self._lines.at(offset)


def of_json(text: str, data: Any, path: str) -> Places:
    """Find the objects of a JSON text.

    Args:
        text: the text.
        data: what it decodes to.
        path: as sources name it.
    """
    offsets = [found.start() for found in _NAME_KEY.finditer(text)]
    objects: list[int] = []
    _named(data, objects)
    if len(offsets) != len(objects):
        # A key written twice or with escapes: nothing tells which is which.
        return Places(path, {})
    return Offsets(Lines(path, text), dict(zip(objects, offsets, strict=True)))


def _named(value: Any, objects: list[int]) -> None:
    """The objects with a `name`, in the order in which their names stand in the text."""
    if value.__class__ is dict:
        for key, item in value.items():
            if key == "name":
                objects.append(id(value))
            kind = item.__class__
            if kind is dict or (kind is list and item):
                _named(item, objects)
    elif value.__class__ is list:
        for item in value:
            kind = item.__class__
            if kind is dict or kind is list:
                _named(item, objects)
