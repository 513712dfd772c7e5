"""A schema document that differs in few places from one that was read: only those are read.

In: a document with its reading, and the text that it has become. Out: `Edited`, the very reading
that the whole text would give, or None where that is not certain: then the whole is read. A module
of its own because it is a short cut that changes nothing of what is read.

Why it holds. A definition ends with a bracket or a name, and what a lexer does behind the end of a
token follows from nothing before it. So a document falls into its definitions, each with all that
stands before it: where the text before and behind some of them is as it was, so are the other
definitions, provided that the changed ones are definitions to their very end. What is read of a
definition follows from its own text, from the names that the document defines, from its root types
and from whether it speaks of errors at all: where those are as they were, so are its elements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec

from schemadoc import syntax
from schemadoc.errors import InputError
from schemadoc.model import COMPLETE, Element, Location, Source
from schemadoc.sources import sdl_own
from schemadoc.sources.facts import Options, Reading, finish
from schemadoc.sources.schema import Schema
from schemadoc.sources.sdl_definitions import Around, Reader
from schemadoc.sources.sdl_outline import Definition, definitions
from schemadoc.syntax import Node

# Reading half of a document and then the whole is slower than reading the whole; reading so many
# characters is quick.
_MANY = 20_000
# So many characters are compared at once: larger pieces cost more than their number saves.
_STEP = 1 << 16
# What was odd within one definition is so wherever it stands. Other oddities are of the whole.
_LOCAL = frozenset(
    {
        *("date-unreadable", "duplicate-argument", "duplicate-enum-value", "duplicate-field"),
        *("duplicate-member", "invalid-default", "reserved-name", "schema-description"),
        *("schema-directive", "unknown-directive"),
    }
)
_SCHEMA = "schema_definition"
_DIRECTIVE = "directive_definition"
# What may stand behind a definition on its last line, which belongs to no other.
_REST_OF_LINE = re.compile(r"[ \t,\ufeff]*(?:#[^\n\r]*)?(?=[\n\r])")


class Former(NamedTuple):
    """A document as it was, its definitions, and what was read of it."""

    text: str
    outline: Sequence[Definition]
    reading: Reading


class Edited(NamedTuple):
    """What the document has become."""

    reading: Reading
    outline: tuple[Definition, ...]


def edited(former: Former, text: str, path: str, options: Options, source: Source) -> Edited | None:
    """Read a document that is nearly as it was.

    Args:
        former: what it was, read by the same options.
        text: what it is.
        path: as messages and sources name it.
        options: what the configuration says of it.
        source: the record of the file.

    Returns:
        None where only reading the whole is certain to give the same.
    """
    if not former.outline or any(one.kind.endswith("extension") for one in former.outline):
        return None
    if any(one.id not in _LOCAL for one in former.reading.diagnostics):
        return None
    return _Edit(former, text).read(path, options, source)


class _Piece(NamedTuple):
    """Definitions of the new text in a row, and how long their text is."""

    nodes: Sequence[Node]
    outline: Sequence[Definition]


class _Edit:
    """What changed: the definitions from `first` to before `behind`."""

    def __init__(self, former: Former, text: str) -> None:
        self.former = former
        self.text = text
        self.outline = former.outline
        # Behind each definition, and before the first: the offset, and the line.
        self.ends = list(accumulate((one.length for one in self.outline), initial=0))
        self.lines = list(accumulate((one.lines for one in self.outline), initial=1))
        same = _common(former.text, text)
        # A definition that ends where the change begins may go on in it.
        self.first = min(self._at(same.before), len(self.outline) - 1)
        behind = min(self._at(len(former.text) - same.behind), len(self.outline) - 1)
        self.behind = max(self.first, behind) + 1
        self.longer = len(text) - len(former.text)

    def _at(self, offset: int) -> int:
        """The first definition that does not end before an offset."""
        return bisect_left(self.ends, offset, lo=1) - 1

    def read(self, path: str, options: Options, source: Source) -> Edited | None:
        """Read the changed definitions, and those of which something odd is to be said again."""
        changed = self._changed()
        if changed is None:
            return None
        before, behind = self.outline[: self.first], self.outline[self.behind :]
        lower = sum(one.lines for one in changed.outline)
        lower -= self.lines[self.behind] - self.lines[self.first]
        nodes = list(changed.nodes)
        for at in self._odd():
            piece = self._unchanged(at, lower)
            if piece is None:
                return None
            nodes += piece.nodes
        part = self._part(nodes, path, options)
        reading = self._finished(part, lower, options, source) if part is not None else None
        return Edited(reading, (*before, *changed.outline, *behind)) if reading else None

    # Which definitions are read

    def _changed(self) -> _Piece | None:
        """The changed definitions, if they are those of the same names and kinds."""
        piece = self._parsed(self.first, self.behind, self.longer, self.lines[self.first] - 1)
        if piece is None:
            return None
        was = sorted((one.kind, one.name) for one in self.outline[self.first : self.behind])
        now = sorted((one.kind, one.name) for one in piece.outline)
        # What `schema` says holds for all the others.
        return piece if was == now and (_SCHEMA, "") not in now else None

    def _odd(self) -> list[int]:
        """The unchanged definitions of which something odd was said: they are read again."""
        lines = {one.line for one in self.former.reading.diagnostics}
        found = {bisect_left(self.lines, line, lo=1) - 1 for line in lines}
        return sorted(at for at in found if not self.first <= at < self.behind)

    def _unchanged(self, at: int, lower: int) -> _Piece | None:
        """One unchanged definition; those behind the change stand lower by some lines."""
        above = self.lines[at] - 1 + (lower if at >= self.behind else 0)
        return self._parsed(at, at + 1, 0, above)

    def _parsed(self, first: int, behind: int, longer: int, above: int) -> _Piece | None:
        """Definitions in a row as they are now; None where they have not their lines alone.

        What they end with cannot go on in what follows: that begins with the end of a line.
        """
        last = behind == len(self.outline)
        if (first and not self.outline[first].before) or (
            not last and not self.outline[behind].before
        ):
            return None
        moved = self.longer if first >= self.behind else 0
        start = self.ends[first] + moved
        end = len(self.text) if last else self.ends[behind] + moved + longer
        cut = self._rest_of_line(start) if first else 0
        if cut is None or start + cut >= end or end - start > max(len(self.text) // 2, _MANY):
            return None
        return self._understood(start + cut, end, cut, above=above, last=last)

    def _rest_of_line(self, start: int) -> int | None:
        found = _REST_OF_LINE.match(self.text, start)
        return found.end() - start if found else None

    def _understood(
        self, start: int, end: int, cut: int, *, above: int, last: bool
    ) -> _Piece | None:
        try:
            nodes = syntax.parse(self.text[start:end], above)
        except (syntax.NotUnderstoodError, RecursionError):
            return None
        outline = tuple(definitions(nodes, cut))
        # A comment, or half a string, at the end would go on behind it.
        whole = sum(one.length for one in outline) - cut == end - start
        return _Piece(nodes, outline) if last or whole else None

    # What is read of them

    def _part(self, nodes: Sequence[Node], path: str, options: Options) -> Schema | None:
        """The elements of some definitions, if nothing odd in them concerns the others."""
        try:
            if sdl_own.marker_of(nodes, path) is not None:
                return None
        except InputError:
            return None
        reader = Reader(nodes, path, options, comments=True, around=self._around())
        part = reader.part()
        if part.unknown() or any(one.id not in _LOCAL for one in part.diagnostics):
            return None
        return part

    def _around(self) -> Around:
        names: dict[bool, set[str]] = {True: set(), False: set()}
        for one in self.outline:
            if one.kind != _SCHEMA:
                names[one.kind == _DIRECTIVE].add(one.name)
        roots = self.former.reading.snapshot.roots
        return Around(frozenset(names[False]), frozenset(names[True]), roots)

    def _finished(
        self, part: Schema, lower: int, options: Options, source: Source
    ) -> Reading | None:
        elements = {one.coordinate: one for one in self._others(lower)}
        elements.update(part.elements)
        reading = finish(
            elements.values(),
            options=options,
            source=source,
            roots=part.roots,
            coverage=COMPLETE,
            diagnostics=part.diagnostics,
        )
        # Where nothing lists errors any more, no empty list says anything either.
        was = self.former.reading.snapshot.coverage.errors
        return reading if reading.snapshot.coverage.errors or not was else None

    def _others(self, lower: int) -> Iterator[Element]:
        """The elements of the unchanged definitions, at their places in the new text."""
        before = self.lines[self.first] if self.first else 0
        behind = self.lines[self.behind] if self.behind < len(self.outline) else None
        replace = msgspec.structs.replace
        for element in self.former.reading.snapshot.elements:
            place: Any = element.source
            if place.line <= before:
                yield element
            elif behind is not None and place.line > behind:
                there = Location(place.path, place.line + lower, place.column)
                yield replace(element, source=there) if lower else element


class _Common(NamedTuple):
    """How many characters are the same before a change, and behind it."""

    before: int
    behind: int


def _common(old: str, new: str) -> _Common:
    most, longer = min(len(old), len(new)), len(new) - len(old)

    def from_end(start: int, end: int) -> bool:
        first, last = len(old) - end, len(old) - start
        return old[first:last] == new[first + longer : last + longer]

    before = _longest(most, lambda start, end: old[start:end] == new[start:end])
    return _Common(before, _longest(most - before, from_end))


def _longest(most: int, is_same: Callable[[int, int], bool]) -> int:
    """How far everything is the same, at most; asked of ever smaller parts."""
    same, step = 0, _STEP
    while step:
        if same + step <= most and is_same(same, same + step):
            same += step
        else:
            step //= 2
    return same
