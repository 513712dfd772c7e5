"""What `diff` compares: one text of the command line as one snapshot.

In: a file, a URL, `git:REV:PATH`, `REGION@DATE`, `REGION@latest`, or the id of a region. Out:
`Operand`. A module of its own because the two sides of a comparison are named in ways that no other
command has, and because which of them a text is must be told in one place:

1. a file of that name, whatever the name looks like (`git:…`, or with an `@` in it);
2. `git:REV:PATH`, the path from the working directory, else from the top of the repository;
3. an http or https URL;
4. `REGION@latest`, the newest stored snapshot; `REGION@2025-02-10`, the newest on or before that
   day; a region of the configuration;
5. `REGION`, the region as its sources are today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from schemadoc import history
from schemadoc.cli import loading
from schemadoc.cli.loading import Loaded
from schemadoc.cli.session import Session
from schemadoc.config import Config, is_url
from schemadoc.errors import InputError, UsageError
from schemadoc.history import History

if TYPE_CHECKING:
    from schemadoc.cli.web import Bounds

EXPECTED = "a file, a URL, git:REV:PATH, REGION@YYYY-MM-DD, REGION@latest or a region"

LATEST = "latest"
_DATED = re.compile(rf"([^/\\]+)@({LATEST}|\d{{4}}-\d\d-\d\d)")
_OTHER_DATE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)@([^./\\]*)")
_GIT = "git:"


class Operand(NamedTuple):
    """One side of a comparison.

    Args:
        text: as it was written.
        loaded: what it says; the region is `source` where nothing names one.
        date: the day of a stored snapshot; None for everything else.
    """

    text: str
    loaded: Loaded
    date: datetime.date | None = None


def load(session: Session, text: str, *, bounds: Bounds | None = None) -> Operand:
    """Read one side of a comparison.

    Args:
        session: the global options; a configuration is only read where a region is named.
        text: as the user wrote it.
        bounds: what is put up with from the network; None: what usually is.

    Raises:
        UsageError: for a region that the configuration does not have, or no date.
        InputError: when there is no such file, revision or snapshot, or it cannot be read.
        NetworkError: when a URL does not answer.
    """
    if _is_file(text):
        return Operand(text, loading.load(session, files=(text,))[0])
    if text.startswith(_GIT):
        return Operand(text, loading.load_data(session, _from_git(text), text))
    if is_url(text):
        from schemadoc.cli import web  # loading the network's modules costs more than small files

        return Operand(text, loading.load_data(session, web.get(text, bounds or web.USUAL), text))
    if dated := _DATED.fullmatch(text):
        return _stored(session, text, dated[1], dated[2])
    if odd := _OTHER_DATE.fullmatch(text):
        raise UsageError(
            f"{text!r} names no date", expected=f"{odd[1]}@2025-02-10 or {odd[1]}@{LATEST}"
        )
    return Operand(text, _region(session, text))


def history_of(config: Config, region: str) -> History:
    """Where the snapshots of a region lie."""
    return history.of(region, config.root, config.history_path)


def _is_file(text: str) -> bool:
    """Whether there is something to read; a folder may be called like a region."""
    return _is(text, Path.exists) and not _is(text, Path.is_dir)


def _is(text: str, what: Callable[[Path], bool]) -> bool:
    try:
        return what(Path(text))
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return False


def _from_git(text: str) -> bytes:
    revision, _, path = text.removeprefix(_GIT).partition(":")
    if not revision or not path:
        raise UsageError(f"{text!r} names no file of a revision", expected="git:REV:PATH")
    from schemadoc.cli import git  # few comparisons name a revision

    expected = "git:REV:PATH, the path from here or from the top of the repository"
    try:
        return git.show(Path.cwd(), revision, f"./{path}", expected=expected)
    except InputError as first:
        try:
            return git.show(Path.cwd(), revision, path, expected=expected)
        except InputError:
            raise first from None


def _stored(session: Session, text: str, name: str, day: str) -> Operand:
    config = loading.load_config(session)
    [region] = loading.choose(config, [name])
    kept = history_of(config, region.id)
    found = kept.latest() if day == LATEST else kept.at(_date(text, day))
    if found is None:
        raise _nothing_stored(text, kept)
    return Operand(
        text, Loaded(region.id, region.title, region.docs, found.snapshot, ()), found.date
    )


def _date(text: str, day: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(day)
    except ValueError as error:
        raise UsageError(f"{text!r}: no calendar has {day}", expected="a date") from error


def _nothing_stored(text: str, kept: History) -> InputError:
    dates = [date.isoformat() for date in kept.dates()]
    if not dates:
        return InputError(
            f"no snapshot of {kept.region!r} is stored in {kept.shown}",
            path=text,
            fix=f"store one with `schemadoc snapshot --region {kept.region}`",
        )
    return InputError(
        f"no snapshot is that old; there are {', '.join(dates)}",
        path=text,
        expected=f"{dates[0]} or later",
    )


def _region(session: Session, text: str) -> Loaded:
    """A region as it is today; what names none is a file that is not there."""
    try:
        config = loading.load_config(session)
    except UsageError:
        config = None
    if config is None or text not in {region.id for region in config.regions}:
        problem = "is a folder" if _is(text, Path.is_dir) else "there is no such file"
        raise InputError(problem, path=text, expected=EXPECTED)
    return loading.load(session, (text,))[0]
