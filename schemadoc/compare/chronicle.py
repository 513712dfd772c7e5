"""A region's past: what changed from each stored day to the next, and what is there no more.

In: the region's states, oldest first, and the days to judge by. Out: `Chronicle`: a diff for each
pair of days that differ, and every element that went. A module of its own because a diff knows two
days and a rollout one element: a changelog asks for all of both.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from schemadoc import history
from schemadoc.coverage import Presence
from schemadoc.model import Element

if TYPE_CHECKING:
    from schemadoc.compare.diff import Diff
    from schemadoc.compare.judge import Overrides
    from schemadoc.compare.rollout import State
    from schemadoc.compare.sunset import Terms


class Step(NamedTuple):
    """What changed after one day and by another; `date` is None for sources without a date."""

    after: datetime.date | None
    date: datetime.date | None
    diff: Diff


class Gone(NamedTuple):
    """An element that a former snapshot shows and today's sources do not.

    `seen` is the last day that shows it, `missing` the first that does not; `presence` is `absent`
    where today's sources prove that it is gone, else `unknown`.
    """

    element: Element
    seen: datetime.date | None
    missing: datetime.date | None
    presence: Presence


class Chronicle(NamedTuple):
    """`since` is the first stored day; `steps` the newest first; `gone` by coordinate."""

    since: datetime.date | None
    steps: tuple[Step, ...]
    gone: tuple[Gone, ...]


EMPTY = Chronicle(None, (), ())


def chronicle(
    states: Sequence[State],
    terms: Terms,
    *,
    overrides: Overrides | None = None,
    region: str | None = None,
) -> Chronicle:
    """Tell a region's past.

    Args:
        states: see `rollout.timeline`; fewer than two are no past.
        terms: the days that dates are held against.
        overrides: severities by rule id.
        region: its id.
    """
    if len(states) < 2:
        return EMPTY
    steps = [
        Step(old.date, new.date, found)
        for old, new in pairwise(states)
        if (found := _compared(old, new, terms, overrides, region)) is not None
    ]
    return Chronicle(states[0].date, tuple(reversed(steps)), tuple(_gone(states)))


def _compared(
    old: State, new: State, terms: Terms, overrides: Overrides | None, region: str | None
) -> Diff | None:
    """The diff of two days; None where nothing is proved to have changed."""
    from schemadoc.compare.diff import diff  # few sites have a past

    before, after = old.region.index, new.region.index
    if history.facts(before.snapshot) == history.facts(after.snapshot):
        return None
    found = diff(before, after, terms, overrides=overrides, region=region)
    return found if found.findings else None


def _gone(states: Sequence[State]) -> Iterable[Gone]:
    """Elements of former days, as the last day shows them that does."""
    now = states[-1].region
    last: dict[str, int] = {}
    for at, state in enumerate(states):
        last.update(dict.fromkeys(state.region.index.elements, at))
    for coordinate in sorted(last):
        at = last[coordinate]
        if at == len(states) - 1 or _is_unsure(coordinate, states[at]):
            continue
        element = states[at].region.index.elements[coordinate]
        presence = now.presence(coordinate, (element.element,))
        yield Gone(element, states[at].date, states[at + 1].date, presence)


def _is_unsure(coordinate: str, state: State) -> bool:
    """Whether its name was only made up for a type whose own name no source shows."""
    return state.region.is_unsure(coordinate)
