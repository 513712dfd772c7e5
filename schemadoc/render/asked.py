"""What is asked of the world while a page is made: what the page follows from.

In: questions, each a letter and what it is about (`e:Door`: all that the regions say of `Door`).
Out: the set of those that were asked while somebody listened. A module of its own because `World`
and the makers of examples answer the same pages, and an answer that is kept must be asked for anew
by every page that relies on it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from schemadoc.model import OPERATION_OF, Element, Index

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Asked:
    """The questions since somebody began to listen; listeners may stand inside one another."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._abouts: dict[str, str] = {}
        # Another number for each time that somebody begins or ends to listen.
        self.turn = 0

    def note(self, question: str) -> None:
        """Remember a question."""
        self._heard.add(question)

    def hear(self, questions: Iterable[str]) -> None:
        """Remember what a kept answer was made from."""
        self._heard.update(questions)

    def about(self, coordinate: str) -> None:
        """Remember that an element was asked for: the question is about its whole unit."""
        self._heard.add(self._about(coordinate))

    def knows(self, coordinate: str) -> bool:
        """Whether all of an element's unit was asked for."""
        return self._about(coordinate) in self._heard

    def _about(self, coordinate: str) -> str:
        question = self._abouts.get(coordinate)
        if question is None:
            question = self._abouts[coordinate] = f"e:{unit(coordinate)}"
        return question

    def inside(self, coordinate: str) -> None:
        """Remember that an element's members were asked for: a root's are units of their own."""
        if coordinate in OPERATION_OF:
            self._heard.add(f"u:{coordinate}")
        else:
            self.about(coordinate)

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """The questions that are asked inside; whoever listens outside hears them too."""
        outside, heard = self._heard, set[str]()
        self._listen(heard)
        try:
            yield heard
        finally:
            self._listen(outside)
            outside |= heard

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Hear nothing of what is worked out inside, as it is the answer to one question."""
        outside = self._heard
        self._listen(set())
        try:
            yield
        finally:
            self._listen(outside)

    def _listen(self, heard: set[str]) -> None:
        self._heard = heard
        self.turn += 1


class _Answer(Generic[V]):
    """An answer, the questions behind it, and when somebody last heard of these."""

    __slots__ = ("questions", "turn", "value")

    def __init__(self, value: V, questions: frozenset[str], turn: int) -> None:
        self.value = value
        self.questions = questions
        self.turn = turn


class Kept(Generic[K, V]):
    """Answers that are worked out once, with the questions each was made from."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._known: dict[K, _Answer[V]] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The answer; whoever listens hears what it was made from, whoever made it."""
        known = self._known.get(key)
        if known is None:
            with self._asked.listening() as heard:
                value = make()
            known = self._known[key] = _Answer(value, frozenset(heard), self._asked.turn)
        elif known.turn != self._asked.turn:
            self._asked.hear(known.questions)
            known.turn = self._asked.turn
        return known.value


class Watched(Index):
    """A region's elements, with each question noted."""

    def __init__(self, index: Index, asked: Asked) -> None:
        self.snapshot = index.snapshot
        self.elements = index.elements
        self.asked = asked
        self._index = index

    def __contains__(self, coordinate: str) -> bool:
        self.asked.about(coordinate)
        return coordinate in self.elements

    def get(self, coordinate: str) -> Element | None:
        """The element, or None."""
        self.asked.about(coordinate)
        return self.elements.get(coordinate)

    def children(self, coordinate: str) -> list[Element]:
        """What an element contains, sorted by name."""
        self.asked.inside(coordinate)
        return self._index.children(coordinate)


def unit(coordinate: str) -> str:
    """The part of a schema that changes as one: a type, a directive, or a root field."""
    head = coordinate.partition("(")[0]
    owner, dot, _ = head.partition(".")
    return head if dot and owner in OPERATION_OF else owner
