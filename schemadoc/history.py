"""A region's snapshots by date, each in a file of its own: `<folder>/2025-02-10.json`.

In: a folder, and snapshots with the day that they speak for. Out: the dates there are, the snapshot
in force on a day, and exactly what storing or pruning did. A module of its own because only here a
snapshot has a history; comparing two of them is the business of the floors above.

A stored snapshot is for git. It leaves out where each element was read: one new line at the top of
a source moves every line below it, and would change every line of the stored text. The sources
themselves stay, with the hash of what was read. A snapshot is stored where it states another fact
than the one before it. Moved lines, another file or capture date, another wording of why a lost
name was recovered and other sample values in an example are none: no comparison sees them, and
generators of pages draw samples anew each time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

import msgspec

from schemadoc import store
from schemadoc.errors import InputError, OutputError, UsageError
from schemadoc.model import Snapshot

DEFAULT_PATH = "schemas/{region}/history"

# Writes a file whole or not at all.
Write = Callable[[Path, bytes], None]

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.json")
_REMEDY = "mend it, or move it away"


class Dated(NamedTuple):
    """A snapshot and the day that it is stored under."""

    date: datetime.date
    snapshot: Snapshot


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one call did.

    `path`: of the file that was written or removed, or that holds the same facts already.
    `since`: for `unchanged`, the day that file is of.
    `until`: for a snapshot stored between others, the next day that is stored: days between the
    two now resolve to this one.
    `revision`: of the repository that the snapshot was read from.
    """

    region: str
    date: datetime.date
    action: Literal["stored", "replaced", "unchanged", "pruned"]
    path: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    revision: str | None = None


class History(NamedTuple):
    """The dated snapshots of one region.

    Args:
        region: its id; a snapshot of another region is refused.
        folder: where they lie; it need not exist.
        shown: how messages name the folder.
    """

    region: str
    folder: Path
    shown: str

    def dates(self) -> tuple[datetime.date, ...]:
        """The days that have a snapshot, oldest first."""
        return tuple(sorted(date for name in self._names() if (date := _date_of(name))))

    def foreign(self) -> tuple[str, ...]:
        """Files in the folder that are named like no snapshot; they are never touched."""
        return tuple(sorted(n for n in self._names() if not _date_of(n) and n[0] != "."))

    def latest(self) -> Dated | None:
        """The newest snapshot; None where there is none."""
        return self._newest(self.dates())

    def at(self, date: datetime.date) -> Dated | None:
        """The snapshot in force on a day: the newest on or before it; None before the first."""
        return self._newest(stored for stored in self.dates() if stored <= date)

    def all(self) -> list[Dated]:
        """Every snapshot, oldest first."""
        return [Dated(date, self.read(date)) for date in self.dates()]

    def read(self, date: datetime.date) -> Snapshot:
        """The snapshot stored under a day.

        Raises:
            InputError: when the file cannot be read, is damaged or speaks of another region.
        """
        shown = self.place(date)
        try:
            data = self._path(date).read_bytes()
        except OSError as error:
            said = error.strerror or type(error).__name__
            raise InputError(f"cannot be read: {said}", path=shown) from error
        try:
            snapshot = store.loads(data, shown)
        except InputError as error:
            raise InputError(
                error.problem, path=shown, expected=error.expected, fix=_REMEDY
            ) from error
        if snapshot.region != self.region:
            raise InputError(
                f"is a snapshot of region {snapshot.region!r}",
                path=shown,
                expected=f"one of {self.region!r}",
                fix=_REMEDY,
            )
        return snapshot

    def place(self, date: datetime.date) -> str:
        """How messages name the file of a day."""
        return f"{self.shown}/{date.isoformat()}.json"

    def _path(self, date: datetime.date) -> Path:
        return self.folder / f"{date.isoformat()}.json"

    def _newest(self, dates: Iterable[datetime.date]) -> Dated | None:
        date = max(dates, default=None)
        return Dated(date, self.read(date)) if date else None

    def _names(self) -> list[str]:
        try:
            return [path.name for path in self.folder.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}", path=self.shown, expected="a folder"
            ) from error

    def store(self, snapshot: Snapshot, date: datetime.date, write: Write) -> Outcome:
        """Keep a snapshot under a day, unless the one in force on that day says the same.

        Args:
            snapshot: what the region says.
            date: the day it speaks for; one between other days will do.
            write: called where there is something to store.

        Raises:
            InputError: when the snapshot in force that day is damaged or of another region:
                nothing is overwritten that was not understood.
            OutputError: when nothing can be written there.
        """
        kept = facts(snapshot)
        before = self.at(date)
        outcome = Outcome(region=self.region, date=date, action="stored", path=self.place(date))
        if before is not None and facts(before.snapshot) == kept:
            place = self.place(before.date)
            return msgspec.structs.replace(
                outcome, action="unchanged", path=place, since=before.date
            )
        if before is not None and before.date == date:
            outcome = msgspec.structs.replace(outcome, action="replaced")
        later = min((stored for stored in self.dates() if stored > date), default=None)
        self._make_folder()
        write(self._path(date), store.dumps(storable(snapshot)))
        return msgspec.structs.replace(outcome, until=later if before else None)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot be made: {error.strerror}", path=self.shown) from error

    def prune(self, keep: int) -> list[Outcome]:
        """Remove the oldest snapshots, so that the newest `keep` stay.

        Only what reads as a snapshot of this region is counted or removed.

        Raises:
            UsageError: when nothing would be kept.
            OutputError: when a file cannot be removed.
        """
        if keep < 1:
            raise UsageError(f"{keep} snapshots to keep", expected="at least 1")
        good = [date for date in self.dates() if self._is_good(date)]
        return [self._remove(date) for date in good[:-keep]]

    def damaged(self) -> list[InputError]:
        """What is wrong with each file that is named like a snapshot and is none."""
        return [error for date in self.dates() if (error := self._fault(date))]

    def _is_good(self, date: datetime.date) -> bool:
        return self._fault(date) is None

    def _fault(self, date: datetime.date) -> InputError | None:
        try:
            self.read(date)
        except InputError as error:
            return error
        return None

    def _remove(self, date: datetime.date) -> Outcome:
        shown = self.place(date)
        try:
            self._path(date).unlink()
        except OSError as error:
            raise OutputError(f"cannot be removed: {error.strerror}", path=shown) from error
        return Outcome(region=self.region, date=date, action="pruned", path=shown)


def of(region: str, root: Path, pattern: str | None = None) -> History:
    """A region's history.

    Args:
        region: its id.
        root: what the pattern is relative to.
        pattern: a folder with `{region}` in it; None: the usual one.
    """
    shown = (pattern or DEFAULT_PATH).replace("{region}", region).rstrip("/")
    return History(region, root / shown, shown)


def is_stored(path: str, pattern: str | None = None) -> bool:
    """Whether a file is a stored snapshot of any region, by its path.

    Args:
        path: relative to what the pattern is relative to.
        pattern: see `of`.
    """
    before, _, after = PurePosixPath(pattern or DEFAULT_PATH).as_posix().partition("{region}")
    folder = f"{re.escape(before)}[^/]+{re.escape(after)}/"
    found = re.match(folder, PurePosixPath(path).as_posix())
    return found is not None and _date_of(path[found.end() :]) is not None


def storable(snapshot: Snapshot) -> Snapshot:
    """A snapshot as it is stored: without the place that each element was read from."""
    elements = tuple(msgspec.structs.replace(e, source=None) for e in snapshot.elements)
    return msgspec.structs.replace(snapshot, elements=elements)


def facts(snapshot: Snapshot) -> Snapshot:
    """What a change is judged by: what is stated, and not where, when or by which sample."""
    elements = tuple(
        msgspec.structs.replace(element, source=None, example=None, name_evidence=None)
        for element in snapshot.elements
    )
    return msgspec.structs.replace(snapshot, sources=(), captured=None, elements=elements)


def _date_of(name: str) -> datetime.date | None:
    """The day in a file's name; None where the name holds none."""
    named = _NAME.fullmatch(name)
    try:
        return datetime.date.fromisoformat(named[1]) if named else None
    except ValueError:
        return None
