"""What changed between two snapshots of one region, as facts.

In: the indexes of an old and a new snapshot. Out: `Changes`: one `Change` for every aspect of every
element that is proved to differ, and what could not be compared. No fact carries a severity: rules
judge later. A module of its own because this is the one place that says "added" and "removed", and
it never says either on partial evidence.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import msgspec

from schemadoc import coordinates, coverage
from schemadoc.compare import altered, temporal
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.statements import Region
from schemadoc.model import (
    OPERATION_OF,
    Element,
    ElementKind,
    Index,
    Location,
)

Side = Literal["old", "new"]

_INPUTS = frozenset({"argument", "input_field", "directive_argument"})
# What an element is, but for where it stands and how its name was found.
_FACTS = attrgetter(
    *(
        key
        for key in Element.__struct_fields__
        if key not in ("source", "name_from", "name_confidence", "name_evidence", "example")
    )
)
_ORDER = {aspect: at for at, aspect in enumerate(ASPECTS)}


class Change(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One fact: what became of one aspect of one element.

    `key` is what changed of an aspect that holds several: an error code, an interface, a member.
    `within` is the added, removed or replaced element that the change comes with, if it is none
    of its own. `date` is the removal date that the fact is about.
    """

    coordinate: str
    element: ElementKind
    aspect: str
    action: str
    old: Any = None
    new: Any = None
    key: str | None = None
    within: str | None = None
    date: datetime.date | None = None
    source: Location | None = None


class Unsaid(msgspec.Struct, frozen=True, gc=False):
    """What one side does not speak of, so that nothing is concluded from its silence."""

    side: Side
    aspect: str
    elements: int
    example: str


class Changes(NamedTuple):
    """The facts by coordinate, and what could not be compared."""

    facts: tuple[Change, ...]
    unsaid: tuple[Unsaid, ...]


def changes(old: Index, new: Index) -> Changes:
    """Compare two snapshots of one region.

    Returns:
        the facts in the order of their coordinates; of one element in the order of `ASPECTS`.
    """
    return _Comparison(temporal.Side(old, new), temporal.Side(new, old)).run()


class _Comparison:
    """One pass over the coordinates of both sides: what contains an element comes before it."""

    def __init__(self, old: temporal.Side, new: temporal.Side) -> None:
        self.old = old
        self.new = new
        # The topmost added, removed or replaced element by each coordinate below it.
        self.roots: dict[str, str] = {}
        self.silent: dict[tuple[Side, str], list[str]] = {}

    def run(self) -> Changes:
        before, after = self.old.index.elements, self.new.index.elements
        facts: list[Change] = []
        # Both are sorted: Python merges them, and sorts nothing again.
        for coordinate in dict.fromkeys(sorted([*before, *after])):
            first, second = before.get(coordinate), after.get(coordinate)
            if first is None and second is not None:
                facts += self._came(second)
            elif second is None and first is not None:
                facts += self._went(first)
            elif first is not None and second is not None and self._differ(first, second):
                facts += self._altered(first, second)
        unsaid = tuple(
            Unsaid(side, aspect, len(found), found[0])
            for (side, aspect), found in sorted(self.silent.items(), key=_place)
        )
        return Changes(tuple(_moved_together(facts)), unsaid)

    def _differ(self, first: Element, second: Element) -> bool:
        """A short cut for the many elements of which both sides say the very same."""
        # What a root type is called stands in the snapshot's head, not in the element.
        if first.coordinate in OPERATION_OF:
            return True
        # Two values alike but for their place are told so at once, key by key takes far longer.
        if msgspec.structs.replace(first, source=second.source) == second:
            return False
        return _FACTS(first) != _FACTS(second)

    # Presence

    def _came(self, element: Element) -> Iterator[Change]:
        needed = element.element in _INPUTS and temporal.required(element)
        if not self._is_proved(element, self.new.region, self.old.region) and not (
            needed and self._may_only_be_deprecated(element.coordinate)
        ):
            self._not_said("old", "presence", element.coordinate)
            return
        above = self._cause(element.coordinate)
        # Of what is new itself nobody leaves anything out yet.
        action = "added_required" if needed and above is None else "added"
        yield _change(element, "presence", action, within=above)
        if element.deprecation is not None:
            # An element can be deprecated from its first day on.
            yield _change(
                element,
                "deprecation",
                "added",
                new=element.deprecation,
                within=above or element.coordinate,
                date=element.deprecation.remove_on,
            )

    def _went(self, element: Element) -> Iterator[Change]:
        if not self._is_proved(element, self.old.region, self.new.region):
            self._not_said("new", "presence", element.coordinate)
            return
        above = self._cause(element.coordinate)
        date = element.deprecation.remove_on if element.deprecation else None
        yield _change(element, "presence", "removed", within=above, date=date)

    def _is_proved(self, element: Element, here: Region, there: Region) -> bool:
        """Whether the other side's silence proves that the element is not there."""
        named = not here.is_unsure(element.coordinate)
        kinds = (element.element,)
        return there.presence(element.coordinate, kinds, named=named) == "absent"

    def _may_only_be_deprecated(self, coordinate: str) -> bool:
        """Whether the old side could have an input only as a deprecated one that it does not show.

        What is deprecated is never required (GraphQL specification, section 3.13.3): an input
        that is required now was not so before, there or not.
        """
        parent = coordinates.parent(coordinate)
        return parent is not None and coverage.closed(self.old.index, parent)

    def _cause(self, coordinate: str) -> str | None:
        """The topmost element that came or went with this one inside it."""
        parent = coordinates.parent(coordinate)
        above = self.roots.get(parent) if parent is not None else None
        self.roots[coordinate] = above or coordinate
        return above

    # Aspects

    def _altered(self, before: Element, after: Element) -> Iterator[Change]:
        old, new = self.old.state(before), self.new.state(after)
        if "kind" in old and "kind" in new and old["kind"] != new["kind"]:
            above = self._cause(before.coordinate)
            yield _change(after, "kind", "changed", old=old["kind"], new=new["kind"], within=above)
            return
        for aspect in old.keys() ^ new.keys():
            self._one_sided(aspect, old, new, before.coordinate)
        facts = altered.facts(before, after, old, new, self.old.region, self.new.region)
        for aspect, action, said, says, key in sorted(facts, key=_aspect_place):
            date = after.deprecation.remove_on if after.deprecation else None
            yield _change(
                after,
                aspect,
                action,
                old=said,
                new=says,
                key=key,
                date=date if aspect in altered.OF_DEPRECATIONS else None,
            )

    def _one_sided(
        self, aspect: str, old: dict[str, Any], new: dict[str, Any], coordinate: str
    ) -> None:
        """Something that only one side speaks of: worth a word where it says something."""
        side: Side = "old" if aspect in new else "new"
        value = new.get(aspect) if side == "old" else old.get(aspect)
        both = old.get("deprecation") and new.get("deprecation")
        if aspect in altered.OF_DEPRECATIONS - ({"reason"} if both else {"deprecation"}):
            return  # that one side is deprecated, or does not say so, is told once
        if value not in (None, (), False, 0):
            self._not_said(side, aspect, coordinate)

    def _not_said(self, side: Side, aspect: str, coordinate: str) -> None:
        self.silent.setdefault((side, aspect), []).append(coordinate)


def _change(element: Element, aspect: str, action: str, **more: Any) -> Change:
    return Change(
        coordinate=element.coordinate,
        element=element.element,
        aspect=aspect,
        action=action,
        source=element.source,
        **more,
    )


def _aspect_place(fact: altered.Fact) -> tuple[int, str]:
    return _ORDER[fact.aspect], fact.key or ""


def _place(item: tuple[tuple[Side, str], list[str]]) -> tuple[int, str]:
    (side, aspect), _ = item
    return _ORDER[aspect], side


def _moved_together(facts: list[Change]) -> Iterator[Change]:
    """A region that moves moves all its operations: the first that tells of it is the cause."""
    first: dict[tuple[Any, Any], str] = {}
    for fact in facts:
        if fact.aspect == "endpoint":
            cause = first.setdefault((fact.old, fact.new), fact.coordinate)
            if cause != fact.coordinate:
                fact = msgspec.structs.replace(fact, within=cause)
        yield fact
