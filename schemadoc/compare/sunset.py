"""What the dates of deprecations promise, and whether two snapshots keep it.

In: the facts of a comparison, both indexes, the days that they speak of. Out: further facts, aspect
`sunset`. A module of its own because these need a day, which no other fact does, and because each
promise is one function here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from schemadoc.compare.calendar import replacement_status
from schemadoc.compare.changes import Change
from schemadoc.compare.rules import RULES
from schemadoc.model import Deprecation, Element, Index


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The days that promises are held against.

    `today` stands in for a snapshot's own date where it has none. `min_notice` and `overdue_after`
    are days.
    """

    today: datetime.date
    min_notice: int = 90
    overdue_after: int = 0


class _Pair(NamedTuple):
    """Both sides; `between` are snapshots of the days between them, where there are any."""

    old: Index
    new: Index
    terms: Terms
    between: Sequence[Index]

    @property
    def day(self) -> datetime.date:
        """The day that the new side speaks of."""
        return self.new.snapshot.captured or self.terms.today


def promises(
    facts: Sequence[Change], old: Index, new: Index, terms: Terms, between: Sequence[Index] = ()
) -> Iterator[Change]:
    """Every promise of a date that was broken, or made too lightly.

    Args:
        facts: what changed.
        old: the older snapshot.
        new: the newer snapshot.
        terms: the days to judge by.
        between: snapshots of the same region between the two.

    Yields:
        facts of the aspect `sunset`, within the change that they come with.
    """
    pair = _Pair(old, new, terms, between)
    for fact in facts:
        for judge in _JUDGES.get((fact.aspect, fact.action), ()):
            found = judge(fact, pair)
            if found is not None and (found.element, "sunset", found.action) in RULES:
                yield found
    yield from _overdue(pair, any_change=bool(facts))
    yield from _lost_replacements(pair)


def _broken(fact: Change, action: str, **more: object) -> Change:
    """A promise that comes with a change: it folds under that, or under what that folds under."""
    return msgspec.structs.replace(
        fact,
        aspect="sunset",
        action=action,
        within=fact.within or fact.coordinate,
        **{"key": None, "old": None, "new": None, **more},
    )


# With a removal


def _removed_early(fact: Change, pair: _Pair) -> Change | None:
    if fact.date is None or pair.day >= fact.date:
        return None
    return _broken(fact, "removed_early", old=fact.date)


def _removed_undeprecated(fact: Change, pair: _Pair) -> Change | None:
    """Only of what was removed by itself: what went with its type could not be marked alone."""
    before = pair.old.get(fact.coordinate)
    if fact.within is not None or before is None or before.deprecation is not None:
        return None
    if not _would_show(before, pair.old):
        return None
    later = (index.get(fact.coordinate) for index in pair.between)
    if any(element is not None and element.deprecation is not None for element in later):
        return None
    return _broken(fact, "removed_undeprecated", date=None)


def _would_show(element: Element, index: Index) -> bool:
    """Whether the source would have shown a deprecation of the element."""
    snapshot = index.snapshot
    if element.element in ("argument", "input_field", "directive_argument"):
        return snapshot.coverage.deprecated_inputs
    return snapshot.coverage.complete or element.type is not None


# With a deprecation


def _undated(fact: Change, pair: _Pair) -> Change | None:
    new = _of(pair.new, fact)
    if new is None or new.remove_on is not None or new.unreadable_dates:
        return None
    return _broken(fact, "undated")


def _unreadable(fact: Change, pair: _Pair) -> Change | None:
    new = _of(pair.new, fact)
    if new is None or not new.unreadable_dates:
        return None
    return _broken(fact, "unreadable", new=", ".join(new.unreadable_dates))


def _short_notice(fact: Change, pair: _Pair) -> Change | None:
    """Counted from the day that the date was announced.

    That is the mark's own; else the earliest that it can be: the old side's, which does not have
    the date yet, or the new side's where the old one bears no date. A date that was past by then
    was announced before, nobody knows when.
    """
    new = _of(pair.new, fact)
    if new is None or new.remove_on is None:
        return None
    announced = pair.old.snapshot.captured or pair.day
    if fact.aspect == "deprecation" and new.marked_on is not None:
        announced = new.marked_on
    elif new.remove_on < announced:
        return None
    if (new.remove_on - announced).days >= pair.terms.min_notice:
        return None
    return _broken(fact, "short_notice", new=new.remove_on, date=new.remove_on)


def _no_replacement(fact: Change, pair: _Pair) -> Change | None:
    element = pair.new.get(fact.coordinate)
    missing = _missing(element, pair.new)
    if not missing:
        return None
    return _broken(fact, "no_replacement", key=", ".join(missing))


_JUDGES: dict[tuple[str, str], tuple[Callable[[Change, _Pair], Change | None], ...]] = {
    ("presence", "removed"): (_removed_early, _removed_undeprecated),
    ("deprecation", "added"): (_undated, _unreadable, _short_notice, _no_replacement),
    ("remove_on", "added"): (_short_notice,),
    ("remove_on", "earlier"): (_short_notice,),
    ("remove_on", "removed"): (_unreadable,),
    ("replacements", "added"): (_no_replacement,),
    ("replacements", "changed"): (_no_replacement,),
}


# Without any change of the element


def _overdue(pair: _Pair, *, any_change: bool) -> Iterator[Change]:
    """What outlived its date since the old snapshot.

    An old side without a date of its own cannot tell what was overdue already; a pair that says
    the same on both sides shows no time that has passed, so it gives none.
    """
    then = pair.old.snapshot.captured
    if then is None and not any_change:
        return
    for element in pair.new.snapshot.elements:
        deprecation = element.deprecation
        if deprecation is None or deprecation.remove_on is None:
            continue
        # In days, which have no end as the calendar has.
        grace = pair.terms.overdue_after
        late = (pair.day - deprecation.remove_on).days > grace
        if late and (then is None or (then - deprecation.remove_on).days <= grace):
            yield _standing(element, "overdue", old=deprecation.remove_on)


def _lost_replacements(pair: _Pair) -> Iterator[Change]:
    """Deprecations that stayed as they were, while what they point at went."""
    for element in pair.new.snapshot.elements:
        if element.deprecation is None:
            continue
        before = pair.old.get(element.coordinate)
        if before is None or before.deprecation is None:
            continue
        if before.deprecation.reason != element.deprecation.reason:
            continue
        there = {name for name in before.deprecation.replacements if name in pair.old}
        gone = [
            name
            for name in sorted(there)
            if replacement_status(pair.new, element, name) == "absent"
        ]
        if gone:
            yield _standing(element, "no_replacement", key=", ".join(gone))


def _standing(element: Element, action: str, **more: object) -> Change:
    deprecation = element.deprecation
    return Change(
        coordinate=element.coordinate,
        element=element.element,
        aspect="sunset",
        action=action,
        date=deprecation.remove_on if deprecation else None,
        source=element.source,
        **more,  # type: ignore[arg-type]  # the named keys of a change
    )


def _of(index: Index, fact: Change) -> Deprecation | None:
    element = index.get(fact.coordinate)
    return element.deprecation if element is not None else None


def _missing(element: Element | None, index: Index) -> list[str]:
    """The replacements that the region is proved not to have; one that it has is enough."""
    if element is None or element.deprecation is None:
        return []
    states = {
        name: replacement_status(index, element, name) for name in element.deprecation.replacements
    }
    if "present" in states.values():
        return []
    return [name for name, status in states.items() if status == "absent"]
