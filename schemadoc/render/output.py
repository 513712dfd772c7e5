"""A folder that is replaced as a whole or not at all.

In: the folder to be written. Out: a new folder beside it, that takes its place when everything in
it is made; files that did not change are the old ones, with their times. A module of its own
because a failed build must leave the old site as it was, because whoever uploads a site looks at
the times, and because no build may ever sweep away a folder that holds something else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from schemadoc.errors import OutputError

# Says that the folder is ours to replace.
MARKER = ".schemadoc-site"
_MARKER_TEXT = (
    "This folder was made by schemadoc build and is replaced as a whole by the next one.\n"
)
# What the next build wants to know of its pages; the last file that is written.
RECORD = ".schemadoc-record"


class _Found(NamedTuple):
    """An old file; the time is in nanoseconds."""

    size: int
    time: int


_NO_FILE = _Found(-1, -1)


class Folder:
    """A folder that is being written, and the one that it will replace."""

    def __init__(self, fresh: Path, old: Path) -> None:
        self.fresh = fresh
        self.old = old
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or take the old one where its bytes are the same."""
        found = self._found.get(path)
        if found is not None and found.size == len(data) and self.former(path) == data:
            self.keep(path)
        else:
            Path(self._target(path)).write_bytes(data)

    def former(self, path: str) -> bytes | None:
        """The bytes of the old file; None where there is none."""
        try:
            return (self.old / path).read_bytes()
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """Take the old file as it is."""
        old, target = f"{self.old}/{path}", self._target(path)
        try:
            os.link(old, target)
        except OSError:  # a file system without links
            shutil.copy2(old, target)

    def holds(self, paths: Sequence[str], sizes: Sequence[int]) -> bool:
        """Whether old files have these sizes and are no younger than the record of their build.

        Reading them all would take longer than making some of them.
        """
        newest = self._found.get(RECORD, _NO_FILE).time
        return all(
            (found := self._found.get(path, _NO_FILE)).size == size and found.time <= newest
            for path, size in zip(paths, sizes, strict=True)
        )

    @cached_property
    def _found(self) -> dict[str, _Found]:
        """The old files."""
        try:
            return dict(_files(str(self.old), ""))
        except OSError:
            return {}

    def _target(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self.fresh / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return f"{self.fresh}/{path}"


def _files(folder: str, path: str) -> Iterator[tuple[str, _Found]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from _files(one.path, f"{path}{one.name}/")
            else:
                stat = one.stat()
                yield f"{path}{one.name}", _Found(stat.st_size, stat.st_mtime_ns)


@contextmanager
def replaced(out: Path) -> Iterator[Folder]:
    """A new folder to write into; it becomes `out` where the block ends without an error.

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
        folder = Folder(fresh, target)
        yield folder
        if not (fresh / MARKER).exists():
            folder.write(MARKER, _MARKER_TEXT.encode())
        _swap(fresh, target)
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


def _swap(fresh: Path, target: Path) -> None:
    """Two renames; where the second fails the first is undone."""
    if not target.exists():
        fresh.rename(target)
        return
    old = _beside(target, "old")
    old.rmdir()
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> OutputError:
    what = error.strerror or str(error)
    return OutputError(f"the site cannot be written: {what}", path=str(error.filename or out))
