"""What a site holds beside its pages: lists, feeds, and the search.

In: a `Plan`, the world's answers, the last build. Out: files in their places, and what the next
build wants to know of them. A module of its own because none of it depends on a page: another
process makes it, while this one makes the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from schemadoc import beside
from schemadoc.render import search
from schemadoc.render.answers import Answers, digest, encoded
from schemadoc.render.making import Maker
from schemadoc.render.plan import Plan
from schemadoc.render.record import Lot

# So many letters of a digest tell the scripts of two builds apart.
_DIGEST = 12


class Done(NamedTuple):
    """The size of all in bytes, and the scripts of the search by their paths."""

    bytes: int
    lots: Mapping[str, Lot]


class Others:
    """All that is no page; the scripts of the search only where they are new."""

    def __init__(self, todo: Plan, answers: Answers, maker: Maker, jobs: int) -> None:
        """Begin.

        Args:
            todo: of the whole site.
            answers: what the scripts follow from.
            maker: of this build.
            jobs: how many processes there may be.
        """
        world, found = todo.world, todo.found
        named = answers.named + encoded(found)
        mark = digest(named)[:_DIGEST]
        self._files = todo.others
        self._maker = maker
        # The words tell of the entries that the names number.
        self._said = {search.NAMES: named, search.WORDS: answers.worded + mark.encode()}
        self._scripts: dict[str, Callable[[], bytes]] = {
            search.NAMES: lambda: search.names(world, found, mark),
            search.WORDS: lambda: search.words(world, found, mark),
        }
        kept = ((path, maker.kept_lot(path, said)) for path, said in self._said.items())
        self._kept = {path: lot for path, lot in kept if lot is not None}
        self._new = [path for path in self._scripts if path not in self._kept]
        self._wait = beside.begin(self._made) if jobs > 1 else None

    def _made(self) -> bytes:
        files = [file.make().encode("utf-8", "replace") for file in self._files]
        return msgspec.msgpack.encode((files, [self._scripts[path]() for path in self._new]))

    def finished(self) -> Done:
        """Everything in its place."""
        data = (self._wait() if self._wait is not None else None) or self._made()
        files, scripts = msgspec.msgpack.decode(data, type=tuple[list[bytes], list[bytes]])
        for file, made in zip(self._files, files, strict=True):
            self._maker.folder.write(file.path, made)
        new = zip(self._new, scripts, strict=True)
        lots = self._kept | {path: self._maker.lot(path, self._said[path], s) for path, s in new}
        return Done(sum(map(len, files)) + sum(lot.size for lot in lots.values()), lots)
