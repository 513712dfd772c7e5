"""A folder that is replaced as a whole or not at all.

In: the folder to be written. Out: a new folder beside it, that takes its place when everything in
it is made; files that did not change are the old ones, with their times. A module of its own
because a failed build must leave the old site as it was, because whoever uploads a site looks at
the times, and because no build may ever sweep away a folder that holds something else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from schemadoc.errors import OutputError

# Says that the folder is ours to replace.
MARKER = ".schemadoc-site"
_MARKER_TEXT = (
    "This folder was made by schemadoc build and is replaced as a whole by the next one.\n"
)


class Folder(NamedTuple):
    """A folder that is being written, and the one that it will replace."""

    fresh: Path
    old: Path

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or take the old one where its bytes are the same."""
        target = self.fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if self.former(path) == data:
            self.keep(path)
        else:
            target.write_bytes(data)

    def former(self, path: str) -> bytes | None:
        """The bytes of the old file; None where there is none."""
        try:
            return (self.old / path).read_bytes()
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """Take the old file as it is."""
        target = self.fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.old / path, target)
        except OSError:  # a file system without links
            shutil.copy2(self.old / path, target)


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
            folder.write(MARKER, marked(()))
        _swap(fresh, target)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def marked(lines: Iterable[str]) -> bytes:
    """The file that says that the folder is ours, with what the next build wants to know."""
    return "".join([_MARKER_TEXT, *(f"{line}\n" for line in lines)]).encode()


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
