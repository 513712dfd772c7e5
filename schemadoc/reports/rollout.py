"""How an element came to the regions and left them, in words.

In: a `Rollout`. Out: sentences, and a table of what happened in each region. A module of its own
because one element's page, a report of changes and the site must word it alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from schemadoc.compare.rollout import Event, First, Rollout
from schemadoc.reports.terminal import WIDTH, columns, plural, safe

_WORDS = {
    "seen": "first seen",
    "added": "added",
    "removed": "removed",
    "deprecated": "deprecated",
    "restored": "no longer deprecated",
}
_BEFORE = {
    "added": "not there on",
    "removed": "last there on",
    "deprecated": "not so on",
    "restored": "still so on",
}


def sentences(found: Rollout) -> list[str]:
    """What holds for the regions together.

    Returns:
        sentences without a full stop, such as `new in 2 of 5 regions since 2025-02-10`,
        `removed in 1, alive in 4`, `deprecated first in gb on 2025-05-12`.
    """
    return [*_new(found), *_removed(found), *_deprecated(found.deprecated_first)]


def _new(found: Rollout) -> Iterator[str]:
    if not found.new:
        return
    regions = plural(len(found.regions), "region")
    said = f"new in {len(found.new)} of {regions}"
    if found.since is not None:
        said += f" since {found.since.isoformat()}"
    elif after := [event.after for event in _added(found) if event.after]:
        said += f" after {max(after).isoformat()}"
    yield said


def _added(found: Rollout) -> Iterator[Event]:
    for name in found.new:
        yield from (event for event in found.regions[name].events if event.happened == "added")


def _removed(found: Rollout) -> Iterator[str]:
    if not found.removed:
        return
    said = f"removed in {len(found.removed)}, alive in {len(found.alive)}"
    never = len(found.regions) - len({*found.removed, *found.alive, *found.unknown})
    if never:
        said += f", never there in {never}"
    if found.unknown:
        said += f", not known in {len(found.unknown)}"
    yield said


def _deprecated(first: First | None) -> Iterator[str]:
    if first is None:
        return
    where = safe(_listed(first.regions))
    said = f"deprecated first in {where} {'by' if first.by else 'on'} {first.date.isoformat()}"
    yield said if first.proved else f"{said}, as far as is known"


def table(found: Rollout, indent: int, width: int = WIDTH) -> list[str]:
    """Every event, region by region, by its day."""
    rows = [
        (region if at == 0 else "", *_cells(event))
        for region, trace in found.regions.items()
        for at, event in enumerate(sorted(trace.events, key=_place))
    ]
    return columns(rows, indent, width=width)


def _place(event: Event) -> datetime.date:
    """What was marked before anybody looked comes first; what only today shows comes last."""
    return event.date or datetime.date.max


def _cells(event: Event) -> tuple[str, str]:
    said = _WORDS[event.happened]
    if event.marked:
        said += ", as it says"
    elif event.after is not None and event.happened in _BEFORE:
        said += f" ({_BEFORE[event.happened]} {event.after.isoformat()})"
    return _day(event.date), said


def _day(date: datetime.date | None) -> str:
    return date.isoformat() if date else "now"


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
