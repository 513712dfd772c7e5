"""What is stored of each region, and what it is today, in the order of the days.

In: regions as they are loaded. Out: `State`s by region, for `compare.rollout`. A module of its own
because stored snapshots are found by the configuration, which no floor below knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemadoc.cli import loading, operands
from schemadoc.cli.loading import Loaded
from schemadoc.cli.session import Session
from schemadoc.errors import InputError
from schemadoc.history import Dated, History

if TYPE_CHECKING:
    from schemadoc.compare.rollout import State


def timelines(session: Session, loaded: Iterable[Loaded]) -> dict[str, tuple[State, ...]]:
    """The states of configured regions, oldest first, today's last.

    A stored snapshot that cannot be read is named on stderr and left out: what the others prove
    holds without it.

    Returns:
        nothing where no region has a stored snapshot: one day is no history.
    """
    config = loading.load_config(session)
    today = {one.id: one.snapshot for one in loaded}
    stored = {name: _readable(session, operands.history_of(config, name)) for name in today}
    if not any(stored.values()):
        return {}
    from schemadoc.compare.rollout import timeline  # few configurations have a history

    return {name: timeline(stored[name], snapshot) for name, snapshot in today.items()}


def _readable(session: Session, kept: History) -> list[Dated]:
    found = []
    for date in kept.dates():
        try:
            found.append(Dated(date, kept.read(date)))
        except InputError as error:
            session.note(f"{error}; left out")
    return found
