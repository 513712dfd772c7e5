"""How an element came to the regions and left them, day by day.

In: each region's states, oldest first: its stored snapshots and what its sources say today. Out:
`Rollout`: per region what happened and when, and what follows for all of them together. A module of
its own because a matrix speaks of one day in many regions and a diff of two days in one: this is
both at once.

A snapshot sees no day but its own. What happened between two of them is dated by both: the last
day on which it had not happened yet (`after`), and the first on which it had (`date`). Nothing is
called added or removed unless a snapshot before or after proves that the element was not there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from schemadoc.compare.statements import Region
from schemadoc.coverage import Presence
from schemadoc.model import Element, ElementKind, Index, Snapshot

Happening = Literal["seen", "added", "removed", "deprecated", "restored"]


class State(NamedTuple):
    """A region on one day; None where its sources do not say of which day they are."""

    date: datetime.date | None
    region: Region


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an element in one region.

    `seen`: it is there in the first snapshot that speaks of it; `restored`: a deprecation was
    withdrawn. `date` is the first day on which it had happened, None for what only today's sources
    show and they are without a date; `after` the last day on which it had not, None where nothing
    shows such a day. Where a deprecation says on which day it was marked, `date` is that day,
    `after` is None and `marked` is true.
    """

    happened: Happening
    date: datetime.date | None
    after: datetime.date | None = None
    marked: bool = False


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """One region: whether it has the element now, its events, whether it is deprecated now."""

    presence: Presence
    events: tuple[Event, ...]
    deprecated: bool | None = None


class First(msgspec.Struct, frozen=True, kw_only=True):
    """Where an element was deprecated first.

    `by`: it was so on `date`, and nothing shows a day before on which it was not. `proved`: every
    other region is known to have been later, or never to have done so.
    """

    regions: tuple[str, ...]
    date: datetime.date
    by: bool
    proved: bool


class Rollout(msgspec.Struct, frozen=True, kw_only=True):
    """One element in all regions over all days.

    `new`: regions that have it now and are proved to have been without it; `since`: the first day
    on which one of them had it. `removed`: regions that had it and are proved not to have it now.
    `alive`: regions that have it. `unknown`: regions whose sources do not tell today.
    """

    coordinate: str
    element: ElementKind
    regions: dict[str, Trace]
    new: tuple[str, ...]
    since: datetime.date | None
    removed: tuple[str, ...]
    alive: tuple[str, ...]
    unknown: tuple[str, ...]
    deprecated_first: First | None


def timeline(
    stored: Iterable[tuple[datetime.date, Snapshot]], today: Snapshot | None = None
) -> tuple[State, ...]:
    """A region's states.

    Args:
        stored: its snapshots by date, oldest first.
        today: what its sources say now; they come last, whatever date they state.
    """
    states = [State(date, Region(Index(snapshot))) for date, snapshot in stored]
    if today is not None:
        newest = states[-1].date if states else None
        captured = today.captured
        # A date before the newest snapshot's is none of the state that follows it.
        dated = captured if not (captured and newest and captured < newest) else None
        states.append(State(dated, Region(Index(today))))
    return tuple(states)


def rollout(coordinate: str, timelines: Mapping[str, Sequence[State]]) -> Rollout | None:
    """Tell the story of one element.

    Args:
        coordinate: of the element.
        timelines: of each region, see `timeline`.

    Returns:
        the story; None where no region ever had the element.
    """
    found = [
        (state.region, element)
        for states in timelines.values()
        for state in states
        if (element := state.region.index.get(coordinate)) is not None
    ]
    if not found:
        return None
    kinds = [element.element for _, element in found]
    # A name that nothing proves is no name to look for elsewhere.
    named = any(not region.is_unsure(coordinate) for region, _ in found)
    question = _Question(coordinate, frozenset(kinds), named)
    traces = {name: _trace(question, states) for name, states in timelines.items() if states}
    proved: ElementKind = next((kind for kind in reversed(kinds) if kind != "type"), "type")
    return _together(coordinate, proved, traces)


class _Question(NamedTuple):
    coordinate: str
    kinds: frozenset[ElementKind]
    named: bool

    def presence(self, region: Region) -> Presence:
        return region.presence(self.coordinate, self.kinds, named=self.named)


def _trace(question: _Question, states: Sequence[State]) -> Trace:
    walk = _Walk(question)
    events = tuple(event for state in states for event in walk.step(state))
    now = question.presence(states[-1].region)
    return Trace(
        presence=now, events=events, deprecated=walk.deprecated if now == "present" else None
    )


class _Walk:
    """What is known so far, state by state; states that do not speak change nothing."""

    def __init__(self, question: _Question) -> None:
        self.question = question
        self.presence: Presence = "unknown"
        self.told: datetime.date | None = None  # the last day that told whether it is there
        self.deprecated: bool | None = None
        # The last days that told that it is not deprecated, and that it is.
        self.alive: datetime.date | None = None
        self.dying: datetime.date | None = None

    def step(self, state: State) -> Iterator[Event]:
        """The events that a state shows."""
        presence = self.question.presence(state.region)
        if presence == "unknown":
            return
        if presence != self.presence:
            yield from self._turned(presence, state.date)
        self.presence, self.told = presence, state.date
        element = state.region.index.get(self.question.coordinate)
        if element is not None:
            yield from self._lived(element, state)

    def _turned(self, presence: Presence, date: datetime.date | None) -> Iterator[Event]:
        before, self.deprecated = self.presence, None
        # What was not there was not deprecated either.
        self.alive = self.told if before == "absent" else None
        if presence == "absent" and before == "present":
            yield Event(happened="removed", date=date, after=self.told)
        elif presence == "present":
            happened: Happening = "added" if before == "absent" else "seen"
            yield Event(happened=happened, date=date, after=self.told)

    def _lived(self, element: Element, state: State) -> Iterator[Event]:
        said = state.region.state(element).get("deprecation")
        if said is None:
            return
        if said and not self.deprecated:
            yield self._marked(element, state.date)
        elif not said and self.deprecated:
            yield Event(happened="restored", date=state.date, after=self.dying)
        self.deprecated = said
        if said:
            self.dying = state.date
        else:
            self.alive = state.date

    def _marked(self, element: Element, date: datetime.date | None) -> Event:
        marked = element.deprecation.marked_on if element.deprecation else None
        if marked is not None:
            return Event(happened="deprecated", date=marked, marked=True)
        return Event(happened="deprecated", date=date, after=self.alive)


def _together(coordinate: str, kind: ElementKind, traces: dict[str, Trace]) -> Rollout:
    alive = [name for name, trace in traces.items() if trace.presence == "present"]
    came = {name: _last(traces[name], ("seen", "added")) for name in alive}
    new = {name: event for name, event in came.items() if event and event.happened == "added"}
    return Rollout(
        coordinate=coordinate,
        element=kind,
        regions=traces,
        new=tuple(new),
        since=min((event.date for event in new.values() if event.date), default=None),
        removed=tuple(name for name, trace in traces.items() if _is_removed(trace)),
        alive=tuple(alive),
        unknown=tuple(name for name, trace in traces.items() if trace.presence == "unknown"),
        deprecated_first=_first(traces),
    )


def _is_removed(trace: Trace) -> bool:
    return trace.presence == "absent" and bool(_last(trace, ("removed",)))


def _last(trace: Trace, kinds: tuple[Happening, ...]) -> Event | None:
    return next((event for event in reversed(trace.events) if event.happened in kinds), None)


def _first(traces: Mapping[str, Trace]) -> First | None:
    """The earliest deprecation, and whether every other region is proved to be later."""
    marks = {
        name: event
        for name, trace in traces.items()
        if (event := next((e for e in trace.events if e.happened == "deprecated"), None))
    }
    date = min((event.date for event in marks.values() if event.date), default=None)
    if date is None:
        return None
    first = {name: event for name, event in marks.items() if event.date == date}
    exact = all(event.marked for event in first.values())
    later = all(
        _is_later(trace, marks.get(name), date)
        for name, trace in traces.items()
        if name not in first
    )
    return First(
        regions=tuple(first),
        date=date,
        by=not any(event.marked or event.after for event in first.values()),
        # Of two that were first seen so on one day, either may have been the first.
        proved=later and (exact or len(first) == 1),
    )


def _is_later(trace: Trace, mark: Event | None, date: datetime.date) -> bool:
    """Whether a region is proved not to have deprecated an element before a day."""
    if mark is None:  # never seen so: it must have been spoken of, and never been lost from sight
        silent = trace.presence == "unknown" or _is_removed(trace)
        return not silent and (trace.presence == "absent" or trace.deprecated is False)
    if mark.marked:
        return mark.date is not None and mark.date >= date
    return mark.after is not None and mark.after >= date
