"""What a build leaves for the next one: what each page followed from, its size, its links.

In: the pages made and kept, the world's answers to what they asked. Out: a small file in the site,
and `Former`, which says which pages of the last build would be the same again. A module of its own
because a build must be able to do without it: a record that is missing or cannot be read means that
every page is made anew.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from schemadoc.render.answers import Answers
from schemadoc.render.links import Linked
from schemadoc.render.output import RECORD, Folder

# More would take longer than it saves.
_LEVEL = 1
# No page holds this character.
_BETWEEN = "\0"


class Made(NamedTuple):
    """What is left of a page once it is written.

    `key` is a digest of all that its files follow from; `asked` are the questions behind it, none
    where the page was not watched; `sizes` and `digest` are those of its files.
    """

    key: str
    asked: frozenset[str]
    sizes: tuple[int, ...]
    digest: str
    linked: Linked


class Lot(msgspec.Struct, array_like=True, frozen=True):
    """Files that follow from one thing together: its digest, their sizes by path, their digest."""

    key: str
    sizes: dict[str, int]
    digest: str


class Line(msgspec.Struct, array_like=True, frozen=True):
    """A page in the file; questions and targets are packed numbers of its texts."""

    key: str
    asked: bytes
    sizes: tuple[int, ...]
    digest: str
    ids: str
    targets: bytes

    def all_ids(self) -> list[str]:
        """The ids of the page."""
        return self.ids.split(_BETWEEN) if self.ids else []


class _Record(msgspec.Struct, array_like=True):
    """The file: the texts that the numbers stand for, and the pages by their paths."""

    base: str
    byteorder: str
    questions: list[str]
    answers: list[str]
    targets: list[str]
    pages: dict[str, Line]
    lots: dict[str, Lot]


class Former:
    """The last build, as far as it can be relied upon."""

    def __init__(self, record: _Record | None, base: str, answers: Answers) -> None:
        if record is None or (record.base, record.byteorder) != (base, sys.byteorder):
            record = _Record(base, sys.byteorder, [], [], [], {}, {})
        self._record = record
        now = answers.to(record.questions)
        pairs = zip(record.answers, now, strict=True)
        self._changed = {at for at, (then, one) in enumerate(pairs) if then != one}

    @property
    def lots(self) -> Mapping[str, Lot]:
        """What was made together, by name."""
        return self._record.lots

    def line(self, path: str) -> Line | None:
        """What is known of a page."""
        return self._record.pages.get(path)

    def page(self, path: str) -> Made | None:
        """What is known of a page, in full."""
        line = self.line(path)
        if line is None:
            return None
        asked = frozenset(_texts(self._record.questions, line.asked))
        targets = frozenset(_texts(self._record.targets, line.targets))
        linked = Linked(path, frozenset(line.all_ids()), targets, ())
        return Made(line.key, asked, line.sizes, line.digest, linked)

    def is_same(self, path: str) -> bool:
        """Whether all that a watched page asked is answered as it was."""
        line = self.line(path)
        return line is not None and bool(line.asked) and self._changed.isdisjoint(_of(line.asked))

    def targets(self, lines: Iterable[Line]) -> Iterator[str]:
        """All that pages lead to."""
        return (self._record.targets[number] for number in _used(line.targets for line in lines))

    def written(
        self,
        kept: Mapping[str, Line],
        made: Sequence[Made],
        lots: Mapping[str, Lot],
        known: Answers,
    ) -> bytes:
        """The record of this build.

        Args:
            kept: the lines of pages that are still the same, by path.
            made: all other pages.
            lots: what was made together.
            known: the answers of this build.
        """
        lines = kept.values()
        asked = _Numbering(
            self._record.questions, (one.asked for one in lines), (one.asked for one in made)
        )
        led = _Numbering(
            self._record.targets,
            (one.targets for one in lines),
            (one.linked.targets for one in made),
        )
        pages = {
            path: Line(
                one.key,
                asked.moved(one.asked),
                one.sizes,
                one.digest,
                one.ids,
                led.moved(one.targets),
            )
            for path, one in kept.items()
        }
        for one in made:
            ids, targets = _BETWEEN.join(sorted(one.linked.ids)), led.packed(one.linked.targets)
            pages[one.linked.path] = Line(
                one.key, asked.packed(one.asked), one.sizes, one.digest, ids, targets
            )
        answers = known.to(asked.texts)
        record = _Record(
            *(self._record.base, sys.byteorder, asked.texts, answers, led.texts),
            *(dict(sorted(pages.items())), dict(lots)),
        )
        try:
            return zlib.compress(msgspec.msgpack.encode(record), _LEVEL)
        except UnicodeEncodeError:  # half a letter, which only a broken source holds
            return b""


def read(folder: Folder, base: str, answers: Answers) -> Former:
    """The last build of a site; nothing is known where its record cannot be read."""
    data = folder.former(RECORD)
    record = None
    if data is not None:
        try:
            record = msgspec.msgpack.decode(zlib.decompress(data), type=_Record)
        except (zlib.error, msgspec.MsgspecError):
            record = None
    return Former(record, base, answers)


class _Numbering:
    """Texts in their order, each with its number; what bore another number before is moved."""

    def __init__(
        self, former: list[str], kept: Iterable[bytes], new: Iterable[AbstractSet[str]]
    ) -> None:
        still = {former[number] for number in _used(kept)}
        self.texts = sorted(still.union(*new))
        self._numbers = {text: number for number, text in enumerate(self.texts)}
        self._now: list[int] | None = None
        if self.texts != former:
            self._now = [self._numbers.get(text, -1) for text in former]

    def moved(self, packed: bytes) -> bytes:
        """Numbers of the last build as those of this one."""
        if self._now is None:
            return packed
        return array("I", map(self._now.__getitem__, _of(packed))).tobytes()

    def packed(self, texts: Iterable[str]) -> bytes:
        """The numbers of texts."""
        return array("I", sorted(map(self._numbers.__getitem__, texts))).tobytes()


def _of(packed: bytes) -> array[int]:
    return array("I", packed)


def _used(lines: Iterable[bytes]) -> set[int]:
    found: set[int] = set()
    for packed in lines:
        found.update(_of(packed))
    return found


def _texts(texts: Sequence[str], packed: bytes) -> Iterator[str]:
    return map(texts.__getitem__, _of(packed))
