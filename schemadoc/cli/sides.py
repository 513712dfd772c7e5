"""Both sides of a comparison over time, read.

In: two texts of the command line. Out: `Sides`: two snapshots with their days, the region where it
is one and the same, and what is stored of the days between. A module of its own because one side
alone (`operands`) knows neither of these.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from schemadoc import config as configuration
from schemadoc.cli import loading, operands
from schemadoc.cli.operands import Operand
from schemadoc.cli.session import Session
from schemadoc.config import Config
from schemadoc.errors import SchemadocError, report
from schemadoc.model import Snapshot
from schemadoc.sources.facts import UNNAMED


class Sides(NamedTuple):
    """What is compared; `between` are the snapshots of the days between, oldest first."""

    old: Snapshot
    new: Snapshot
    region: str | None
    between: tuple[Snapshot, ...]


def optional_config(session: Session) -> Config | None:
    """The configuration, where there is one: its rules judge, but none is needed."""
    if session.config is None and configuration.find(Path.cwd()) is None:
        return None
    return loading.load_config(session)


def read(session: Session, old: str, new: str) -> Sides:
    """Read both sides; what is wrong with either is reported together.

    Args:
        session: the global options.
        old: a file, a URL, `git:REV:PATH`, `REGION@DATE`, `REGION@latest` or a region.
        new: likewise.
    """
    found: list[Operand] = []
    errors: list[SchemadocError] = []
    for text in (old, new):
        try:
            found.append(operands.load(session, text))
        except SchemadocError as error:
            errors.append(error)
    report(errors)
    first, second = found
    names = {first.loaded.id, second.loaded.id}
    region = first.loaded.id if len(names) == 1 and UNNAMED not in names else None
    between = tuple(_between(session, region, first.date, second.date)) if region else ()
    return Sides(_of_its_day(first), _of_its_day(second), region, between)


def _of_its_day(operand: Operand) -> Snapshot:
    """A stored snapshot speaks for the day that it is stored under."""
    if operand.date is None:
        return operand.loaded.snapshot
    return msgspec.structs.replace(operand.loaded.snapshot, captured=operand.date)


def _between(
    session: Session, region: str, old: datetime.date | None, new: datetime.date | None
) -> Iterator[Snapshot]:
    if old is None or new is None:
        return
    kept = operands.history_of(loading.load_config(session), region)
    for date in kept.dates():
        if old < date < new:
            yield kept.read(date)
