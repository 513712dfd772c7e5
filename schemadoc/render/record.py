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
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from schemadoc.render import output
from schemadoc.render.answers import Answers
from schemadoc.render.links import Linked, Places
from schemadoc.render.output import RECORD, Found

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
    """A file that follows from one thing alone: a digest of that, its own size and digest."""

    key: str
    size: int
    digest: str


class Line(msgspec.Struct, array_like=True, frozen=True):
    """A page in the file; questions are packed numbers of its texts."""

    key: str
    asked: bytes
    sizes: tuple[int, ...]
    digest: str
    ids: str

    def all_ids(self) -> list[str]:
        """The ids of the page."""
        return self.ids.split(_BETWEEN) if self.ids else []


class _Record(msgspec.Struct, array_like=True):
    """The file: the texts that the numbers stand for, the pages by their paths, all other files."""

    base: str
    byteorder: str
    places: str
    questions: list[str]
    answers: list[str]
    pages: dict[str, Line]
    lots: dict[str, Lot]
    files: list[str]


class Last(NamedTuple):
    """What lies there of the last build: its files, and its record where it can be read."""

    files: Mapping[str, Found]
    record: _Record | None


def look(out: Path) -> Last:
    """Look at the site that the last build left, if there is one."""
    files = output.look(out)
    try:
        data = zlib.decompress((out / RECORD).read_bytes())
        return Last(files, msgspec.msgpack.decode(data, type=_Record))
    except (OSError, zlib.error, msgspec.MsgspecError):
        return Last(files, None)


class Former:
    """The last build, as far as it can be relied upon."""

    def __init__(self, last: Last, base: str, answers: Answers) -> None:
        """Take what follows from the same base.

        Args:
            last: what lies there.
            base: a digest of what every page follows from.
            answers: of this build.
        """
        record = last.record
        if record is None or (record.base, record.byteorder) != (base, sys.byteorder):
            record = _Record(base, sys.byteorder, "", [], [], {}, {}, [])
        self._record = record
        self._answers = answers

    @cached_property
    def _changed(self) -> set[int]:
        """The questions that are answered in another way."""
        record, answers = self._record, self._answers
        if record.places == answers.places:
            answers.take_over(record.questions, record.answers)
        pairs = zip(record.answers, answers.to(record.questions), strict=True)
        return {at for at, (then, now) in enumerate(pairs) if then != now}

    @property
    def lots(self) -> Mapping[str, Lot]:
        """The files that follow from one thing alone, by their paths."""
        return self._record.lots

    def line(self, path: str) -> Line | None:
        """What is known of a page."""
        return self._record.pages.get(path)

    def page(self, path: str) -> Made | None:
        """What is known of a page, in full."""
        line = self.line(path)
        if line is None:
            return None
        asked = frozenset(map(self._record.questions.__getitem__, _of(line.asked)))
        linked = Linked(path, frozenset(line.all_ids()), None, ())
        return Made(line.key, asked, line.sizes, line.digest, linked)

    def is_same(self, path: str) -> bool:
        """Whether all that a watched page asked is answered as it was."""
        line = self.line(path)
        return line is not None and bool(line.asked) and self._changed.isdisjoint(_of(line.asked))

    def lost(self, kept: Container[str], places: Places) -> list[str]:
        """What a link could lead to, and no longer can.

        Args:
            kept: paths of pages that are still the same.
            places: what there is now.
        """
        found = [path for path in self._record.files if places.fault(path)]
        for path, line in self._record.pages.items():
            if path in kept:
                continue
            if places.fault(path):
                found.append(path)
            else:
                ids = (f"{path}#{id_}" for id_ in line.all_ids())
                found += [target for target in ids if places.fault(target)]
        return found

    def written(
        self,
        kept: Mapping[str, Line],
        made: Sequence[Made],
        lots: Mapping[str, Lot],
        files: Iterable[str],
    ) -> bytes:
        """The record of this build.

        Args:
            kept: the lines of pages that are still the same, by path.
            made: all other pages.
            lots: the files that follow from one thing alone, by path.
            files: paths of what is no page.
        """
        asked = _Numbering(self._record.questions, kept.values(), made)
        pages = dict(kept)
        if asked.is_new:
            for path, one in kept.items():
                pages[path] = Line(one.key, asked.moved(one.asked), one.sizes, one.digest, one.ids)
        for page in made:
            packed, ids = asked.packed(page.asked), _BETWEEN.join(sorted(page.linked.ids))
            pages[page.linked.path] = Line(page.key, packed, page.sizes, page.digest, ids)
        known, texts = self._answers, asked.texts
        record = _Record(
            *(self._record.base, sys.byteorder, known.places, texts, known.to(texts)),
            *(dict(sorted(pages.items())), dict(lots), sorted(files)),
        )
        try:
            return zlib.compress(msgspec.msgpack.encode(record), _LEVEL)
        except UnicodeEncodeError:  # half a letter, which only a broken source holds
            return b""


class _Numbering:
    """Questions in their order, each with its number; `is_new` where any had another one before."""

    def __init__(self, former: list[str], kept: Iterable[Line], made: Iterable[Made]) -> None:
        self._numbers = {text: number for number, text in enumerate(former)}
        used: set[int] = set()
        for line in kept:
            used.update(_of(line.asked))
        asked = frozenset[str]().union(*(page.asked for page in made))
        used.update(self._numbers[text] for text in asked if text in self._numbers)
        self.is_new = len(used) < len(former) or not asked <= self._numbers.keys()
        self.texts = former
        if self.is_new:
            self.texts = sorted({former[number] for number in used} | asked)
            self._numbers = {text: number for number, text in enumerate(self.texts)}
            self._now = [self._numbers.get(text, -1) for text in former]

    def moved(self, packed: bytes) -> bytes:
        """Numbers of the last build as those of this one."""
        return array("I", map(self._now.__getitem__, _of(packed))).tobytes()

    def packed(self, texts: Iterable[str]) -> bytes:
        """The numbers of texts."""
        return array("I", sorted(map(self._numbers.__getitem__, texts))).tobytes()


def _of(packed: bytes) -> array[int]:
    return array("I", packed)
