"""What regions say alike is said once; what they say differently is said with their names.

In: pairs of a region and what it says. Out: `Variant`s, in the order of the regions. A module of
its own because every part of every page is a value that regions may or may not agree upon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from schemadoc.coverage import Presence
from schemadoc.render.world import World

T = TypeVar("T")

WORDS: tuple[Presence, ...] = ("present", "absent", "unknown")


class Variant(NamedTuple, Generic[T]):
    """One value and the regions that say it; `regions` is empty where all in question do."""

    value: T
    regions: tuple[str, ...]


class Cell(NamedTuple):
    """One region's answer in a row of regions; `since` are words on the day it came or went."""

    region: str
    title: str
    word: str
    since: str | None = None


class Where(NamedTuple):
    """The regions of an element that not all of its container's regions have."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]


def variants(pairs: Iterable[tuple[str, T]], asked: Sequence[str]) -> tuple[Variant[T], ...]:
    """Group what regions say.

    Args:
        pairs: a region and its value, where it has one.
        asked: the regions that could have said something.

    Returns:
        each value once; the first value is the first region's.
    """
    grouped: list[tuple[T, list[str]]] = []
    for region, value in pairs:
        for known, said_by in grouped:
            if known == value:
                said_by.append(region)
                break
        else:
            grouped.append((value, [region]))
    whole = len(grouped) == 1 and set(grouped[0][1]) == set(asked)
    return tuple(Variant(value, () if whole else tuple(by)) for value, by in grouped)


def cells(world: World, coordinate: str) -> tuple[Cell, ...]:
    """The row of regions of one element; one region alone has it, or there would be no page."""
    if len(world.ids) == 1:
        return ()
    presence = world.presence(coordinate)
    return tuple(
        Cell(region, world.titles[region], presence[region], _since(world, region, coordinate))
        for region in world.ids
    )


def _since(world: World, region: str, coordinate: str) -> str | None:
    seen = world.seen(region, coordinate)
    if seen is None or seen.day is None:
        return None
    return f"{'first' if seen.came else 'last'} seen {seen.day.isoformat()}"


def where(world: World, coordinate: str, asked: Sequence[str]) -> Where | None:
    """Who has an element, among the regions that have its container; None where all of them do."""
    presence = world.presence(coordinate)
    groups = {word: tuple(r for r in asked if presence[r] == word) for word in WORDS}
    if len(groups["present"]) == len(asked):
        return None
    return Where(groups["present"], groups["absent"], groups["unknown"])
