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


class _Offsets(Places):
    """The same by offsets (from 0): most objects are never asked for, so that none is counted."""

    def __init__(self, path: str, offsets: dict[int, int], starts: list[int]) -> None:
        super().__init__(path, {})
        self._offsets = offsets
        self._starts = starts

    def of(self, value: object) -> Location:
        offset = self._offsets.get(id(value))
        if offset is None:
            return Location(self.path, 1)
        line = bisect_right(self._starts, offset)
        return Location(self.path, line, offset - self._starts[line - 1] + 1)


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
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    return _Offsets(path, dict(zip(objects, offsets, strict=True)), starts)


def _named(value: Any, objects: list[int]) -> None:
    """The objects with a `name`, in the order in which their names stand in the text."""
    if type(value) is dict:
        for key, item in value.items():
            if key == "name":
                objects.append(id(value))
            if item.__class__ is dict or item.__class__ is list:
                _named(item, objects)
    elif type(value) is list:
        for item in value:
            if type(item) is dict or type(item) is list:
                _named(item, objects)
