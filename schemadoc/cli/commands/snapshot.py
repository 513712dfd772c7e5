"""`schemadoc snapshot`: store what a region says, for its history.

In: region names, a day, a file of a git repository. Out: dated snapshots in the region's history,
and a line for each thing done. A module of its own because a command is loaded only when it is
called.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click
import msgspec

from schemadoc.cli import git, loading, operands, options
from schemadoc.cli.git import Revision
from schemadoc.cli.session import Session, write, write_file
from schemadoc.config import Config, RegionConfig, SourceConfig
from schemadoc.errors import InputError, SchemadocError, UsageError
from schemadoc.errors import report as raise_all
from schemadoc.history import Dated, History, Outcome
from schemadoc.model import Snapshot
from schemadoc.reports import history as report
from schemadoc.reports import json
from schemadoc.reports.terminal import Style

_SHORT = 12  # of a commit's name


@click.command("snapshot", short_help="Store a region's snapshot for its history.")
@options.regions
@click.option(
    "--date",
    callback=options.read_date,
    metavar="YYYY-MM-DD",
    help="The day it speaks for; else the sources' newest capture date, else today.",
)
@click.option(
    "--from-git",
    "path",
    metavar="PATH",
    help="Store every change that git has of this schema file, by the day of its commit.",
)
@click.option("--prune", is_flag=True, help="Afterwards remove all but the newest; needs --keep.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="How many --prune keeps.")
@options.today
@options.formats("text", "json")
@click.pass_obj
def command(
    session: Session,
    regions: tuple[str, ...],
    date: datetime.date | None,
    path: str | None,
    prune: bool,
    keep: int | None,
    today: datetime.date,
    form: str,
    output: str | None,
) -> None:
    """Store what each region says, where it says something new; all regions where none is named.

    A region's snapshots lie in the folder that [history] of the configuration names, one file a
    day. --from-git takes the committer's date, in UTC; the last commit of a day counts, and a merge
    counts on the day it was made.
    """
    if prune != (keep is not None):
        raise UsageError("--prune and --keep N go together")
    config = loading.load_config(session)
    chosen = loading.choose(config, regions)
    if path is not None and (len(chosen) != 1 or not regions or date is not None):
        raise UsageError("--from-git wants one --region, and takes the dates of the commits")
    snapshots = (
        _of_today(session, chosen, date, today)
        if path is None
        else _of_git(session, config, chosen[0], path)
    )
    done, errors = _store(config, snapshots)
    for region in chosen:
        kept = operands.history_of(config, region.id)
        if keep is not None and not errors:
            done += kept.prune(keep)
        _mention_others(session, kept)
    # What was done is told even where something else could not be.
    if form == "json":
        write(json.render(done), output)
    else:
        write(report.text(done, Style(session.colored(output), session.width(output))), output)
    raise_all(errors)


def _store(
    config: Config, snapshots: Iterable[tuple[Dated, str | None]]
) -> tuple[list[Outcome], list[SchemadocError]]:
    """Store snapshots, each with the revision it was read from; a region ends with its error."""
    done: list[Outcome] = []
    errors: dict[str, SchemadocError] = {}
    for dated, revision in snapshots:
        region = dated.snapshot.region
        if region in errors:
            continue
        try:
            kept = operands.history_of(config, region)
            outcome = kept.store(dated.snapshot, dated.date, write_file)
            done.append(msgspec.structs.replace(outcome, revision=revision))
        except SchemadocError as error:
            errors[region] = error
    return done, list(errors.values())


def _of_today(
    session: Session,
    regions: Iterable[RegionConfig],
    date: datetime.date | None,
    today: datetime.date,
) -> list[tuple[Dated, None]]:
    """The regions as their sources are now; all are read before the first is stored."""
    found = [one.snapshot for one in loading.load(session, [region.id for region in regions])]
    return [(Dated(date or _captured(session, one, today), one), None) for one in found]


def _captured(session: Session, snapshot: Snapshot, today: datetime.date) -> datetime.date:
    if snapshot.captured is not None:
        return snapshot.captured
    session.note(f"{snapshot.region}: no source says when it was captured; taking {today}")
    return today


def _of_git(
    session: Session, config: Config, region: RegionConfig, path: str
) -> Iterator[tuple[Dated, str]]:
    """What a file of a repository said after each day with a commit."""
    folder, name, source = _locate(config, region, path)
    reader = loading.past_reader(session, config, region.id, source)
    nothing = True
    for revision, dated in _read_past(session, folder, git.revisions(folder, name), reader):
        nothing = False
        yield dated, revision.commit
    if nothing:
        raise InputError(
            "no revision could be read", path=path, expected="a schema or a documentation page"
        )


def _locate(config: Config, region: RegionConfig, path: str) -> tuple[Path, str, SourceConfig]:
    """Where git is asked, for which name, and what the configuration says of that file."""
    here = (Path.cwd() / path).resolve()
    # What is there no more may be one of the configuration's.
    found = here if here.exists() else (config.root / path).resolve()
    same = (
        one for one in region.sources if one.path and (config.root / one.path).resolve() == found
    )
    source = next(same, SourceConfig())
    if found.parent.is_dir():
        return found.parent, found.name, source
    return config.root, path, source


def _read_past(
    session: Session,
    folder: Path,
    revisions: Iterable[Revision],
    reader: Callable[[bytes, str], Snapshot],
) -> Iterator[tuple[Revision, Dated]]:
    """The snapshot of each day, oldest first: of its last revision that can be read."""
    by_day = sorted(revisions, key=lambda revision: revision.date)  # stable: git's order in a day
    for date, of_day in groupby(by_day, key=lambda revision: revision.date):
        for revision in reversed(list(of_day)):
            snapshot = _read_revision(session, folder, revision, reader)
            if snapshot is not None:
                yield revision, Dated(date, snapshot)
                break


def _read_revision(
    session: Session, folder: Path, revision: Revision, reader: Callable[[bytes, str], Snapshot]
) -> Snapshot | None:
    short = revision.commit[:_SHORT]
    if revision.path is None:
        session.note(f"skipped {short} of {revision.date}: it deletes the file")
        return None
    try:
        data = git.show(folder, revision.commit, revision.path, expected="a file")
        return reader(data, f"{short}:{revision.path}")
    except InputError as error:
        session.note(f"skipped {short} of {revision.date}: {error}")
        return None


def _mention_others(session: Session, kept: History) -> None:
    """Say what else lies in the folder, so that nobody takes it for part of the history."""
    for name in kept.foreign():
        session.note(f"{kept.shown}/{name}: named like no snapshot, left alone")
    for error in kept.damaged():
        session.note(f"{error}, left alone")
