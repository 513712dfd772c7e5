"""What a build leaves for the next one: what each page followed from, its size, its links.

In: the pages made, the world's answers to what they asked. Out: a small file in the site, and
`Former`, which says which pages of the last build would be the same again. A module of its own
because a build must be able to do without it: a record that is missing or cannot be read means that
every page is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from schemadoc.render.answers import Answers
from schemadoc.render.links import Linked
from schemadoc.render.output import RECORD, Folder

# More would take longer than it saves.
_LEVEL = 1


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


class _Line(msgspec.Struct, array_like=True):
    """A page in the file; questions and targets are numbers."""

    key: str
    asked: list[int]
    sizes: tuple[int, ...]
    digest: str
    ids: list[str]
    targets: list[int]


class _Record(msgspec.Struct, array_like=True):
    """The file: the texts that the numbers stand for, and the pages by their paths."""

    base: str
    questions: list[str]
    answers: list[str]
    targets: list[str]
    pages: dict[str, _Line]
    lots: dict[str, Lot]


class Former:
    """The last build, as far as it can be relied upon."""

    def __init__(self, record: _Record | None, base: str, answers: Answers) -> None:
        if record is not None and record.base != base:
            record = None
        self.lots = record.lots if record is not None else {}
        self._lines = record.pages if record is not None else {}
        self._record = record
        self._changed: set[int] = set()
        if record is not None:
            now = answers.to(record.questions)
            pairs = zip(record.answers, now, strict=True)
            self._changed = {at for at, (then, one) in enumerate(pairs) if then != one}

    def page(self, path: str) -> Made | None:
        """What is known of a page."""
        line = self._lines.get(path)
        if line is None or self._record is None:
            return None
        return Made(
            line.key,
            frozenset(map(self._record.questions.__getitem__, line.asked)),
            line.sizes,
            line.digest,
            Linked(
                path,
                frozenset(line.ids),
                frozenset(map(self._record.targets.__getitem__, line.targets)),
                (),
            ),
        )

    def is_same(self, path: str) -> bool:
        """Whether all that a watched page asked is answered as it was."""
        line = self._lines.get(path)
        return line is not None and bool(line.asked) and self._changed.isdisjoint(line.asked)


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


def written(base: str, made: Sequence[Made], lots: Mapping[str, Lot], answers: Answers) -> bytes:
    """The record of a build."""
    questions = sorted(set().union(*(page.asked for page in made)))
    targets = sorted(set().union(*(page.linked.targets for page in made)))
    asked, led = _numbers(questions), _numbers(targets)
    pages = {
        page.linked.path: _Line(
            page.key,
            sorted(map(asked.__getitem__, page.asked)),
            page.sizes,
            page.digest,
            sorted(page.linked.ids),
            sorted(map(led.__getitem__, page.linked.targets)),
        )
        for page in made
    }
    record = _Record(base, questions, answers.to(questions), targets, pages, dict(lots))
    try:
        return zlib.compress(msgspec.msgpack.encode(record), _LEVEL)
    except UnicodeEncodeError:  # half a letter, which only a broken source holds
        return b""


def _numbers(texts: Iterable[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(texts)}
