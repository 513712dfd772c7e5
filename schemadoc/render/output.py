"""A site's folder: written beside its place, and put there as a whole or not at all.

In: the folder to be written, files by path. Out: that folder, in which new files took the place of
old ones once all were made; what did not change is the old file with its time, and nothing else is
left. A module of its own because a failed build must leave the old site as it was, because whoever
uploads a site looks at the times, and because no build may ever sweep away a folder that holds
something else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from schemadoc.errors import OutputError
from schemadoc.render import placing

# Says that the folder is ours to replace.
MARKER = ".schemadoc-site"
_MARKER_TEXT = (
    "This folder was made by schemadoc build; the next one removes whatever it does not make.\n"
)
# What the next build wants to know of its pages; the last file that is written.
RECORD = ".schemadoc-record"


class Found(NamedTuple):
    """An old file; the time is in nanoseconds."""

    size: int
    time: int


_NO_FILE = Found(-1, -1)


class Folder:
    """New files in a folder of their own, and the folder `old` that they belong into."""

    def __init__(self, fresh: Path, old: Path, found: Mapping[str, Found]) -> None:
        self.fresh = fresh
        self.old = old
        self._found = found
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file, unless the old one has the same bytes."""
        found = self._found.get(path)
        if found is None or found.size != len(data) or self.former(path) != data:
            self._target(path).write_bytes(data)

    def former(self, path: str) -> bytes | None:
        """The bytes of the old file; None where there is none."""
        try:
            return (self.old / path).read_bytes()
        except OSError:
            return None

    def holds(self, paths: Sequence[str], sizes: Sequence[int]) -> bool:
        """Whether old files have these sizes and are no younger than the record of their build.

        Reading them all would take longer than making some of them.
        """
        newest = self._found.get(RECORD, _NO_FILE).time
        return all(
            (found := self._found.get(path, _NO_FILE)).size == size and found.time <= newest
            for path, size in zip(paths, sizes, strict=True)
        )

    def complete(self, wanted: Iterable[str]) -> None:
        """Put old files beside the new ones, for whoever must see all of them."""
        for path in wanted:
            target = self._target(path)
            if not target.exists():
                placing.copy(self.old / path, target)

    def place(self, wanted: Collection[str], record: bytes) -> None:
        """Put the new files where they belong; every old one that is not wanted goes.

        Args:
            wanted: the paths of all files of the site, old and new.
            record: for the next build; the last file that is put in place.

        Raises:
            OSError: when it cannot be done; the old files are what they were.
            OutputError: when another build wrote here meanwhile.
        """
        self.write(MARKER, _MARKER_TEXT.encode())
        new = sorted((path for path, _ in _files(str(self.fresh), "")), key=MARKER.__ne__)
        gone = sorted(self._found.keys() - {*wanted, *new, MARKER, RECORD})
        if new or gone or self.former(RECORD) != record:
            self._target(RECORD).write_bytes(record)
            new.append(RECORD)
        if not self.old.exists():
            self.fresh.rename(self.old)
        elif self._found.get(RECORD) == _found_at(self.old / RECORD):
            self._exchange(new, gone)
        else:
            raise OutputError("another build wrote here meanwhile", path=str(self.old))

    def _exchange(self, new: Sequence[str], gone: Sequence[str]) -> None:
        aside = _beside(self.old, "old")
        try:
            placing.place(self.fresh, self.old, aside, new, gone)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _target(self, path: str) -> Path:
        """The place of a new file, in a folder that is there."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self.fresh / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return self.fresh / path


def _found_at(path: Path) -> Found | None:
    try:
        stat = path.lstat()
    except OSError:
        return None
    return Found(stat.st_size, stat.st_mtime_ns)


def look(out: Path) -> dict[str, Found]:
    """The files of a site that lies there already, by their paths."""
    try:
        return dict(_files(str(out.resolve()), ""))
    except OSError:
        return {}


def _files(folder: str, path: str) -> Iterator[tuple[str, Found]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from _files(one.path, f"{path}{one.name}/")
            else:
                stat = one.stat(follow_symlinks=False)
                yield f"{path}{one.name}", Found(stat.st_size, stat.st_mtime_ns)


@contextmanager
def opened(out: Path, found: Mapping[str, Found] | None = None) -> Iterator[Folder]:
    """What `out` is to become; nothing of it stands there before it is placed.

    Args:
        out: the folder.
        found: what lies there, where somebody looked already.

    Raises:
        OutputError: when `out` holds something that is no site of ours, or cannot be written.
    """
    target = out.resolve()
    _refuse_foreign(target, out)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(target, "new")
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield Folder(fresh, target, look(target) if found is None else found)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_foreign(target: Path, out: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("this is a file", path=str(out), expected="a folder")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise OutputError(
            "this folder holds something that no build of ours made",
            path=str(out),
            expected=f"a new folder, an empty one, or one with {MARKER}",
            fix="name another folder, or empty this one",
        )


def _beside(target: Path, word: str) -> Path:
    """Make an unused folder on the same file system, so that it can be renamed."""
    number = 0
    while True:
        fresh = target.with_name(f".{target.name}.{word}-{os.getpid()}-{number}")
        try:
            fresh.mkdir()
        except FileExistsError:
            number += 1
        else:
            return fresh


def _unwritable(out: Path, error: OSError) -> OutputError:
    what = error.strerror or str(error)
    return OutputError(f"the site cannot be written: {what}", path=str(error.filename or out))
