"""The deprecation calendar: every deprecation of every region, by its date.

In: N regions' indexes and a day. Out: `Entry`s, what is overdue first. A module of its own because
status depends on the day, which no other comparison knows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

import msgspec

from schemadoc import coordinates, coverage, lifecycle
from schemadoc.coverage import Presence
from schemadoc.lifecycle import Status
from schemadoc.model import NAMED_TYPES, ROOT_NAMES, Element, ElementKind, Index

_ORDER: dict[Status, int] = {"overdue": 0, "due": 1, "scheduled": 2, "undated": 3}
_TYPES: frozenset[ElementKind] = frozenset(
    {"scalar", "object", "interface", "union", "enum", "input_object"}
)


class Replacement(msgspec.Struct, frozen=True, gc=False):
    """What a deprecation names in the element's place, and whether the region has it.

    `ready` says the same of every region: who has it can already go without the old element.
    """

    name: str
    status: Presence
    ready: dict[str, Presence]


class Entry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One deprecation on the day asked for; `days_left` is negative once the date is past.

    `unreadable_dates` stand where a date should and are none of the calendar.
    """

    region: str
    coordinate: str
    reason: str | None
    marked_on: datetime.date | None
    remove_on: datetime.date | None
    url: str | None
    replacements: tuple[Replacement, ...]
    status: Status
    days_left: int | None
    unreadable_dates: tuple[str, ...] = ()


def calendar(
    indexes: Mapping[str, Index], today: datetime.date, due_within: int = 90
) -> tuple[Entry, ...]:
    """Every deprecation with its dates and its status.

    Args:
        indexes: by region id.
        today: the day that status and days left are reckoned from.
        due_within: a removal at most so many days away is `due`.

    Returns:
        overdue, due, scheduled, undated; within each by removal date, region, coordinate.
    """
    found = [
        entry
        for region, index in indexes.items()
        for entry in _entries(region, index, indexes, today, due_within)
    ]
    return tuple(sorted(found, key=_place))


def _place(entry: Entry) -> tuple[int, datetime.date, str, str]:
    date = entry.remove_on or datetime.date.max
    return _ORDER[entry.status], date, entry.region, entry.coordinate


def _entries(
    region: str,
    index: Index,
    indexes: Mapping[str, Index],
    today: datetime.date,
    due_within: int,
) -> Iterator[Entry]:
    for element in index.snapshot.elements:
        deprecation = element.deprecation
        if deprecation is None:
            continue
        yield Entry(
            region=region,
            coordinate=element.coordinate,
            reason=deprecation.reason,
            marked_on=deprecation.marked_on,
            remove_on=deprecation.remove_on,
            unreadable_dates=deprecation.unreadable_dates,
            url=deprecation.url,
            replacements=tuple(
                _replacement(region, indexes, element, name) for name in deprecation.replacements
            ),
            status=lifecycle.status(deprecation, today, due_within),
            days_left=lifecycle.days_left(deprecation, today),
        )


def _replacement(
    region: str, indexes: Mapping[str, Index], element: Element, name: str
) -> Replacement:
    ready = {other: replacement_status(index, element, name) for other, index in indexes.items()}
    return Replacement(name, ready[region], ready)


def replacement_status(index: Index, element: Element, name: str) -> Presence:
    """Whether the region has what a deprecation points at.

    Args:
        index: the region's elements.
        element: the deprecated one: a bare name may be its sibling.
        name: a coordinate, a bare name, or a path of fields.
    """
    if name in index:
        return "present"
    first, dot, rest = name.partition(".")
    if dot and "." not in rest and (first in index or first in ROOT_NAMES.values()):
        return coverage.presence(index, name, _member_kinds(index, first))
    found = _bare(index, element, first)
    # A path whose first step is there may still end in nothing: only its end would tell.
    return "unknown" if dot and found == "present" else found


def _member_kinds(index: Index, container: str) -> tuple[ElementKind, ...]:
    owner = index.get(container)
    if owner is not None and owner.element == "input_object":
        return ("input_field",)
    return ("enum_value",) if owner is not None and owner.element == "enum" else ("field",)


def _bare(index: Index, element: Element, name: str) -> Presence:
    """A name without its place: a type, a sibling, or a root field."""
    states = {coverage.presence(index, name, _TYPES)}
    owner = coordinates.parent(element.coordinate)
    if owner is not None:
        sibling = f"{owner}({name}:)" if element.coordinate.endswith(")") else f"{owner}.{name}"
        states.add(coverage.presence(index, sibling, (element.element,)))
    elif element.element not in NAMED_TYPES:
        states.add(coverage.presence(index, f"@{name}", ("directive",)))
    for root in ROOT_NAMES.values():
        states.add(coverage.presence(index, f"{root}.{name}", ("field",)))
    if "present" in states:
        return "present"
    if states != {"absent"}:
        return "unknown"
    # A member of that name elsewhere may be meant: the advice does not say where it belongs.
    return "unknown" if name in index.names else "absent"
