"""What was worked out before, kept in a folder outside the project.

In: a folder, names and bytes. Out: the bytes again, or None. A module of its own because whatever
uses a cache must do the same without one: a folder that cannot be written, an entry that is cut
short or gone is never an error, only work done again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

# More than the schemas of many projects take; the oldest entries go first.
LIMIT = 256 * 1024 * 1024
_SUFFIX = ".cache"
# So many bytes before each entry tell whether it is whole.
_DIGEST = 16


class Removed(NamedTuple):
    """What emptying a cache took away."""

    entries: int
    bytes: int


class Cache:
    """Entries by name; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder = folder
        self._limit = limit

    def get(self, name: str) -> bytes | None:
        """An entry as it was put, or None."""
        path = self._path(name)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                # Programs are kept too: what somebody else put into a shared folder is none of it.
                if _owner(file.fileno()) != _user():
                    return None
                found = file.read()
        except OSError:
            return None
        data = found[_DIGEST:]
        return data if _digest(data) == found[:_DIGEST] else None

    def put(self, name: str, data: bytes) -> None:
        """Keep an entry: whole or not at all, in place of what had its name."""
        path = self._path(name)
        if path is None or len(data) > self._limit:
            return
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.write_bytes(_digest(data) + data)
            beside.replace(path)
            self._shrink(path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def clear(self) -> Removed:
        """Take every entry away."""
        entries = size = 0
        for path in self._entries():
            with suppress(OSError):
                length = path.stat().st_size
                path.unlink()
                entries, size = entries + 1, size + length
        return Removed(entries, size)

    def _path(self, name: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{_digest(name.encode()).hex()}{_SUFFIX}"

    def _entries(self) -> Iterator[Path]:
        # Nothing but what was put there: somebody may have named a folder that holds other things.
        return self.folder.glob(f"*{_SUFFIX}*") if self.folder is not None else iter(())

    def _shrink(self, newest: Path) -> None:
        """Stay within the limit; what was just put is kept."""
        found = {path: path.stat() for path in self._entries() if path != newest}
        size = newest.stat().st_size + sum(stat.st_size for stat in found.values())
        for path in sorted(found, key=lambda one: found[one].st_mtime_ns):
            if size <= self._limit:
                return
            size -= found[path].st_size
            path.unlink(missing_ok=True)


def _owner(file: int) -> int:
    return os.fstat(file).st_uid


def _user() -> int:
    """Where users have no numbers, files have none either."""
    return os.getuid() if hasattr(os, "getuid") else 0


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


NONE = Cache(None)
