"""Files put in place of others: all of them, or none.

In: new files in a folder of their own, the folder that they belong into, and which old files go.
Out: that folder with the new files, or, where one step fails, with all the old ones. A module of
its own because undoing is easily forgotten in between, and because a site that only one page of
changes must not be copied as a whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def place(fresh: Path, target: Path, aside: Path, new: Sequence[str], gone: Sequence[str]) -> None:
    """Exchange files.

    Args:
        fresh: holds the new files.
        target: where they belong.
        aside: an empty folder on the same file system, for old files until all is done.
        new: paths in `fresh`, in the order in which they are put in place.
        gone: paths in `target` that are taken away before that.

    Raises:
        OSError: when a step fails; what was done before is undone.
    """
    exchange = _Exchange(target, aside)
    try:
        for path in gone:
            exchange.take(path)
        exchange.remove_empty(gone)
        for path in new:
            exchange.put(fresh / path, path)
    except BaseException:
        exchange.undo()
        raise


class _Exchange:
    """Steps, each noted before it is taken, so that none is missed when they are undone."""

    def __init__(self, target: Path, aside: Path) -> None:
        self._target = target
        self._aside = aside
        self._taken: list[str] = []
        self._added: list[str] = []

    def take(self, path: str) -> None:
        """Take an old file away."""
        self._taken.append(path)
        (self._target / path).rename(_place(self._aside, path))

    def put(self, source: Path, path: str) -> None:
        """Put a new file where it belongs; nobody ever finds nothing there."""
        there = self._target / path
        if os.path.lexists(there):
            copy(there, _place(self._aside, path))
            self._taken.append(path)
        else:
            self._added.append(path)
        source.replace(_place(self._target, path))

    def undo(self) -> None:
        """The old files again, and nothing else."""
        for path in self._added:
            (self._target / path).unlink(missing_ok=True)
        self.remove_empty(self._added)
        for path in reversed(self._taken):
            kept = self._aside / path
            if os.path.lexists(kept):
                kept.replace(_place(self._target, path))

    def remove_empty(self, paths: Sequence[str]) -> None:
        """Remove the folders in which nothing is left."""
        folders = {folder for path in paths for folder in Path(path).parents[:-1]}
        for folder in sorted(folders, key=lambda one: -len(one.parts)):
            with suppress(OSError):  # something is left
                (self._target / folder).rmdir()


def copy(source: Path, target: Path) -> None:
    """The same file at a second place."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(source, target, follow_symlinks=False)


def _place(folder: Path, path: str) -> Path:
    place_ = folder / path
    place_.parent.mkdir(parents=True, exist_ok=True)
    return place_
