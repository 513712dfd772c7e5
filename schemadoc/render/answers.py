"""What the world answers to each question that a page asked, as a short text.

In: `World` and questions as `asked` notes them. Out: for each a text that is another one where the
answer is another one, and a digest of what every page follows from. A module of its own because it
must tell two builds apart without making a single page.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter

import msgspec

from schemadoc.model import ROOT_NAMES, Element
from schemadoc.render.asked import unit
from schemadoc.render.world import World

_ENCODER = msgspec.msgpack.Encoder()
_NOTHING = "-"
_NAMED = attrgetter("coordinate", "element")
# Of shorter answers the digest is kept.
_SHORT = 16


def digest(*parts: bytes) -> str:
    """A short text that two different lists of parts do not share."""
    found = hashlib.blake2b(digest_size=12)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def encoded(value: object) -> bytes:
    """The bytes of any struct or tuple."""
    try:
        return _ENCODER.encode(value)
    except (UnicodeEncodeError, TypeError):  # half a letter, which only a broken source holds
        return repr(value).encode("utf-8", "backslashreplace")


class Answers:
    """One world's answers, each worked out when it is asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[str, str] = {}
        self._short: dict[bytes, str] = {}
        self._makers: dict[str, Callable[[str], object]] = {
            "n": world.neighbours,
            "k": lambda kind: (world.named(kind), [world.total(one, kind) for one in world.ids]),
            "r": world.references,
            "w": lambda name: [world.way(region, name) for region in world.ids],
            "i": lambda name: [one.implementing.get(name) for one in world.schemas.values()],
            "g": lambda owner: [world.gone.get(name) for name in world.gone_under(owner)],
            "G": world.gone.get,
            "s": lambda name: [world.seen(region, name) for region in world.ids],
            "m": lambda name: [world.named_from(region, name) for region in world.ids],
        }
        self._texts: dict[str, Callable[[str], str | None]] = {
            "e": lambda name: self._units.get(name),
            "u": self._fields,
            "h": world.address,
            "p": world.page_of,
            "c": world.code_href,
        }

    def to(self, questions: Sequence[str]) -> list[str]:
        """The answers, in order; nobody hears these questions."""
        known = self._known
        with self._world.asked.deaf():
            for question in questions:
                if question not in known:
                    known[question] = self._to(question)
        return [known[question] for question in questions]

    def take_over(self, questions: Sequence[str], answers: Sequence[str]) -> None:
        """Take addresses that cannot have changed from a world with the same `places`.

        An address follows from those and from what all regions say of its unit, and there are more
        of them than of anything else.

        Args:
            questions: sorted.
            answers: of that world.
        """
        units = _of_kind("e", questions)
        same = {
            questions[at][2:] for at in units if self._units.get(questions[at][2:]) == answers[at]
        }
        for at in _of_kind("h", questions):
            if unit(questions[at][2:]) in same:
                self._known[questions[at]] = answers[at]

    def _to(self, question: str) -> str:
        """One answer: short texts as they are, everything else as a digest."""
        kind, about = question[0], question[2:]
        if kind in self._texts:
            return self._texts[kind](about) or _NOTHING
        said = encoded(self._makers[kind](about))
        # Most have little to say, and many the same.
        if len(said) > _SHORT:
            return digest(said)
        if said not in self._short:
            self._short[said] = digest(said)
        return self._short[said]

    def _fields(self, root: str) -> str:
        """All that a root type holds."""
        names = (root, *self._world.children.get(root, ()))
        return digest(*(self._units.get(name, _NOTHING).encode() for name in names))

    @cached_property
    def _units(self) -> dict[str, str]:
        """A digest of what all regions say of each unit, and of what the calendar does."""
        found: dict[str, list[bytes]] = {}
        for region in self._world.inputs:
            for name, said in _by_unit(region.snapshot.elements):
                one = digest(region.id.encode(), encoded(said))
                found.setdefault(name, []).append(one.encode())
        for entry in self._world.calendar:
            found.setdefault(unit(entry.coordinate), []).append(encoded(entry))
        return {name: digest(*parts) for name, parts in found.items()}

    @cached_property
    def places(self) -> str:
        """A digest of where every page stands, and of what is told of although it is gone."""
        return digest(encoded(self._world.places), encoded(list(self._world.gone)))

    @cached_property
    def named(self) -> bytes:
        """A digest of all that the search calls by its name, and of where it stands."""
        world = self._world
        said = [(one.id, list(map(_NAMED, one.snapshot.elements))) for one in world.inputs]
        codes = encoded(world.catalogue)
        return digest(encoded(said), codes, self.places.encode()).encode()

    @cached_property
    def worded(self) -> bytes:
        """A digest of the words in which elements are described."""
        said = [(one.id, list(map(_worded, one.snapshot.elements))) for one in self._world.inputs]
        return digest(encoded(said)).encode()

    @cached_property
    def base(self) -> bytes:
        """What every page may follow from: the day, and each region as a whole."""
        world = self._world
        said = [
            (
                region.id,
                region.title,
                region.docs,
                region.endpoint,
                region.headers,
                [(one.path, one.kind, one.layout, one.captured) for one in region.snapshot.sources],
                region.snapshot.captured,
                region.snapshot.coverage,
                region.snapshot.roots,
                [name for name in world.children if name.rstrip("_") in ROOT_NAMES.values()],
            )
            for region in world.inputs
        ]
        return encoded([world.today, said])


def _of_kind(kind: str, questions: Sequence[str]) -> range:
    """Where the questions of a kind stand among sorted ones."""
    return range(bisect_left(questions, f"{kind}:"), bisect_left(questions, f"{kind};"))


def _worded(element: Element) -> tuple[str | None, str | None]:
    old = element.deprecation
    return element.description, old.reason if old else None


def _by_unit(elements: Iterable[Element]) -> Iterator[tuple[str, list[Element]]]:
    found: dict[str, list[Element]] = {}
    for element in elements:
        found.setdefault(unit(element.coordinate), []).append(element)
    yield from found.items()
