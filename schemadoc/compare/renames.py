"""What may only have been renamed: removed and added elements of one shape with near names.

In: the facts of a comparison and both indexes. Out: `Rename`s, notes for people: no finding is
taken back for one, because nothing proves that two names mean the same. A module of its own so that
guessing stays apart from what is known.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from schemadoc import coordinates
from schemadoc.compare.changes import Change
from schemadoc.model import NAMED_TYPES, Element, Index

# How alike two names must be, from 0 to 1, where their shape is the very same.
_NEAR = 0.6
# How much of their members two types must share.
_SHARED = 0.7
# Beyond so many candidates in one place nobody reads suggestions.
_MOST = 200


class Rename(msgspec.Struct, frozen=True, gc=False):
    """A suggestion: both coordinates, and how alike the names are (0 to 1)."""

    old: str
    new: str
    likeness: float


def renames(facts: Sequence[Change], old: Index, new: Index) -> tuple[Rename, ...]:
    """Suggest renames.

    Args:
        facts: what changed.
        old: the older snapshot.
        new: the newer snapshot.

    Returns:
        each old and each new coordinate once at most, the likeliest first taken, by coordinate.
    """
    gone = _by_place(facts, ("removed",), old)
    come = _by_place(facts, ("added", "added_required"), new)
    was, now = _Members(old), _Members(new)
    pairs: list[Rename] = []
    for place in gone.keys() & come.keys():
        if len(gone[place]) <= _MOST and len(come[place]) <= _MOST:
            pairs += _pairs(gone[place], come[place], was, now)
    return tuple(sorted(_best(pairs), key=lambda pair: pair.old))


def _by_place(
    facts: Iterable[Change], actions: Sequence[str], index: Index
) -> dict[tuple[str | None, str], list[Element]]:
    """What came or went by itself, by what contains it and by its kind."""
    found: dict[tuple[str | None, str], list[Element]] = {}
    for fact in facts:
        if fact.aspect != "presence" or fact.within is not None or fact.action not in actions:
            continue
        element = index.get(fact.coordinate)
        if element is not None:
            place = (coordinates.parent(fact.coordinate), fact.element)
            found.setdefault(place, []).append(element)
    return found


class _Members:
    """The members of a few elements, found without gathering those of all others."""

    def __init__(self, index: Index) -> None:
        self._elements = index.elements
        self._order: list[str] = []

    def types(self, coordinate: str) -> dict[str, str | None]:
        """The types of what an element contains, by name."""
        self._order = self._order or sorted(self._elements)
        found: dict[str, str | None] = {}
        for start in (f"{coordinate}(", f"{coordinate}."):
            for at in range(bisect_left(self._order, start), len(self._order)):
                one = self._order[at]
                if not one.startswith(start):
                    break
                if coordinates.parent(one) == coordinate:
                    found[coordinates.last(one)] = self._elements[one].type
        return found


def _pairs(
    gone: list[Element], come: list[Element], was: _Members, now: _Members
) -> Iterator[Rename]:
    for before in gone:
        for after in come:
            if _same_shape(before, after, was, now):
                likeness = _likeness(before.name, after.name)
                if likeness >= _NEAR:
                    yield Rename(before.coordinate, after.coordinate, round(likeness, 2))


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.lower(), second.lower(), autojunk=False).ratio()


def _same_shape(before: Element, after: Element, was: _Members, now: _Members) -> bool:
    if before.type != after.type or before.type_known != after.type_known:
        return False
    first, second = was.types(before.coordinate), now.types(after.coordinate)
    if before.element not in NAMED_TYPES:
        return first == second
    every = first.keys() | second.keys()
    if not every:
        return before.members == after.members
    shared = sum(name in first and name in second for name in every)
    return shared / len(every) >= _SHARED


def _best(pairs: list[Rename]) -> Iterator[Rename]:
    """Each name in one suggestion at most."""
    taken: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.old, pair.new)):
        if not {pair.old, pair.new} & taken:
            taken |= {pair.old, pair.new}
            yield pair
