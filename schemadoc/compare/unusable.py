"""What no one call fits in every region, though every region has it.

In: what regions share, and the elements of it that contradict each other. Out: the shared elements
without those, and without what cannot be used without them: an argument whose type no value fits
is left out, and where a region requires it, its field is. A module of its own because one
contradiction may take many elements along, which shows only once all of them are known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import attrgetter

import msgspec

from schemadoc import coordinates
from schemadoc.compare.narrowing import INPUTS
from schemadoc.compare.temporal import required
from schemadoc.model import Element, Index
from schemadoc.typerefs import name_of

Below = Callable[[str], list[str]]

# What has inputs; a type of which a page shows no more than the name may be an input object.
_TAKING_INPUTS = frozenset({"field", "directive", "input_object", "type"})
# All that makes a value fit an input object or not.
_MEANING = attrgetter("type", "default", "one_of")


def asked(elements: Iterable[Element]) -> bool:
    """Whether some region requires an input."""
    return any(element.element in INPUTS and required(element) for element in elements)


def usable(
    shared: Mapping[str, Element],
    indexes: Mapping[str, Index],
    below: Below,
    lost: Collection[str],
    unfit: Collection[str],
    mixed: Collection[str],
) -> dict[str, Element]:
    """The shared elements that a call can use in every region.

    Args:
        shared: by coordinate, what contains them first.
        indexes: by region id.
        below: the coordinates of what an element contains in any region.
        lost: elements that contradict each other, in `shared` or not.
        unfit: types that no one value fits; what they are as results does not matter.
        mixed: types that are of two kinds, so that nothing may refer to them.
    """
    sieve = _Sieve(shared, indexes, below)
    for name in {*unfit, *mixed}:
        sieve.lose(sieve.taking(name))
    sieve.lose(lost)
    if mixed:
        sieve.lose(
            one
            for one, element in shared.items()
            if element.element == "field" and name_of(element.ref) in mixed
        )
    while sieve.settle():
        pass
    return sieve.left()


class _Sieve:
    """What is left out, as far as it is known."""

    def __init__(
        self, shared: Mapping[str, Element], indexes: Mapping[str, Index], below: Below
    ) -> None:
        self._gone: set[str] = set()
        self._shared = dict(shared)
        self._indexes = indexes
        self._below = below
        self._taking: dict[str | None, list[str]] = {}
        for element in shared.values():
            if element.element in INPUTS:
                name = name_of(element.ref)
                self._taking.setdefault(name, []).append(element.coordinate)

    def taking(self, name: str) -> list[str]:
        """The inputs of a type."""
        return self._taking.get(name, [])

    def left(self) -> dict[str, Element]:
        """The elements that are not left out, nor belong to one that is."""
        gone = self._gone
        return {
            coordinate: element
            for coordinate, element in self._shared.items()
            if coordinate not in gone and coordinates.parent(coordinate) not in gone
        }

    def lose(self, found: Iterable[str]) -> None:
        """Leave elements out, and all that cannot be used without them."""
        waiting = list(found)
        while waiting:
            coordinate = waiting.pop()
            if coordinate in self._gone:
                continue
            self._gone.add(coordinate)
            waiting += self.taking(coordinate)
            above = coordinates.parent(coordinate)
            if above is not None and self._needs(above, coordinate):
                waiting.append(above)

    def _needs(self, above: str, coordinate: str) -> bool:
        """Whether an element is of no use without one that it contains."""
        owner = self._shared.get(above)
        if owner is None or owner.element not in _TAKING_INPUTS:
            return False
        if asked(self._everywhere(coordinate)):
            return True
        return owner.element == "input_object" and not any(self._fields(above))

    def _everywhere(self, coordinate: str) -> list[Element]:
        found = (index.get(coordinate) for index in self._indexes.values())
        return [element for element in found if element is not None]

    def _fields(self, name: str) -> Iterator[Element]:
        """What is left of an input object."""
        for coordinate in self._below(name):
            if coordinate in self._shared and coordinate not in self._gone:
                yield self._shared[coordinate]

    def settle(self) -> bool:
        """Leave out what fits nothing as things stand now; whether there was any."""
        endless = self._endless()
        self.lose(endless)
        doubtful = [e for e in self._shared.values() if self._is_doubtful(e)]
        for element in doubtful:
            if required(msgspec.structs.replace(element, default=None)):
                self.lose([element.coordinate])
            else:
                self._shared[element.coordinate] = msgspec.structs.replace(element, default=None)
        return bool(endless or doubtful)

    def _endless(self) -> set[str]:
        """Input objects of which each requires the next: no region has such a circle by itself."""
        found = {
            name: element
            for name, element in self._shared.items()
            if element.element == "input_object" and name not in self._gone
        }
        before = 0
        while len(found) != before:
            before = len(found)
            found = {name: e for name, e in found.items() if self._needs_one_of(e, found)}
        return set(found)

    def _needs_one_of(self, element: Element, names: Collection[str]) -> bool:
        """Whether each value of an input object holds one of these."""
        fields = self._fields(element.coordinate)
        if element.one_of:
            return all([(field.type or "").rstrip("!") in names for field in fields] or [False])
        texts = (field.type or "" for field in fields)
        return any(text.endswith("!") and text[:-1] in names for text in texts)

    # Default values

    def _is_doubtful(self, element: Element) -> bool:
        """Whether a default value may not fit its type as it is now."""
        if element.default is None or "{" not in element.default:
            return False
        if element.coordinate in self._gone or element.element not in INPUTS:
            return False
        return not self._is_whole(name_of(element.ref), set())

    def _is_whole(self, name: str | None, seen: set[str]) -> bool:
        """Whether an input object, and all below it, is what it is in every region."""
        owner = self._shared.get(name or "")
        if name is None or owner is None or owner.element != "input_object" or name in seen:
            return True
        seen.add(name)
        below = self._below(name)
        if len(list(self._fields(name))) < len(below):
            return False
        shared = [owner, *self._fields(name)]
        return all(
            _MEANING(one) == _MEANING(e) for one in shared for e in self._everywhere(one.coordinate)
        ) and all(self._is_whole(name_of(self._shared[one].ref), seen) for one in below)
