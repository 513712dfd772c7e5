"""What stands out in a region by itself: repeated rows, codes of another region, odd endpoints.

In: a region's index and what is known of codes. Out: `Alone`, by coordinate. A module of its own
because all else in the matrix takes two regions to differ, and this takes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from schemadoc.compare.codes import Naming
from schemadoc.model import Element, Index

# Values by region, and the regions that stand out.
Found = tuple[dict[str, Any], frozenset[str]]


class Alone:
    """One region's oddities.

    `speaking` are its elements that speak of what is looked at here, `foreign` the codes that name
    another region.
    """

    def __init__(self, speaking: Sequence[Element], foreign: frozenset[str]) -> None:
        usual = usual_endpoint(speaking)
        self.endpoints = {
            e.coordinate: e.endpoint
            for e in speaking
            if usual and e.endpoint and e.endpoint != usual
        }
        self.repeats: set[str] = set()
        self.leaks: dict[str, tuple[str, ...]] = {}
        for element in speaking:
            codes = [row.code for row in element.errors or ()]
            if len(set(codes)) < len(codes):
                self.repeats.add(element.coordinate)
            codes += element.errors_mentioned
            if not foreign.isdisjoint(codes):
                self.leaks[element.coordinate] = tuple(sorted(foreign.intersection(codes)))

    @property
    def places(self) -> set[str]:
        """The coordinates at which anything stands out."""
        return {*self.repeats, *self.leaks, *self.endpoints}


def alone(indexes: Mapping[str, Index], known: Collection[str] = ()) -> dict[str, Alone]:
    """Every region's oddities.

    Args:
        indexes: by region id.
        known: further region ids, whose codes are told from those of the regions at hand.
    """
    speaking = {
        name: [e for e in index.remarkable if e.errors or e.endpoint or e.errors_mentioned]
        for name, index in indexes.items()
    }
    everywhere = [element for elements in speaking.values() for element in elements]
    codes = {row.code for element in everywhere for row in element.errors or ()}
    naming = Naming((*known, *indexes), codes)
    codes.update(*(element.errors_mentioned for element in everywhere))
    return {
        name: Alone(elements, naming.foreign(name, codes)) for name, elements in speaking.items()
    }


def usual_endpoint(elements: Iterable[Element]) -> str | None:
    """The endpoint at which a region serves more than half of what names one."""
    found = Counter(element.endpoint for element in elements if element.endpoint)
    if not found:
        return None
    endpoint, times = found.most_common(1)[0]
    return endpoint if times * 2 > found.total() else None


def found_alone(
    alone: Mapping[str, Alone], elements: Mapping[str, Element], reference: str | None = None
) -> dict[str, Found]:
    """What stands out at one coordinate.

    Args:
        alone: by region id.
        elements: the element by region id; not empty.
        reference: the region that all are held against; None: none is.

    Returns:
        by aspect, the values by region and the regions that stand out; against a reference nothing
        of an element that it does not have.
    """
    if reference is None:
        return _found(alone, elements)
    if reference not in elements:
        return {}
    held = {
        aspect: (values, odd - _like(reference, aspect, values))
        for aspect, (values, odd) in _found(alone, elements).items()
    }
    return {aspect: one for aspect, one in held.items() if one[1]}


def _found(alone: Mapping[str, Alone], elements: Mapping[str, Element]) -> dict[str, Found]:
    coordinate = next(iter(elements.values())).coordinate
    found: dict[str, Found] = {}
    if any(coordinate in alone[name].repeats for name in elements):
        found["error_repeats"] = repeated(elements)
    leaks = {name: c for name in elements if (c := alone[name].leaks.get(coordinate))}
    if leaks:
        found["error_leaks"] = (leaks, frozenset(leaks))
    apart = {name: e for name in elements if (e := alone[name].endpoints.get(coordinate))}
    if apart:
        found["endpoint"] = (apart, frozenset(apart))
    return found


def _like(reference: str, aspect: str, values: Mapping[str, Any]) -> frozenset[str]:
    """The reference, and who repeats no row otherwise than it does."""
    if aspect != "error_repeats":
        return frozenset((reference,))
    own = values.get(reference, {})
    return frozenset(
        name
        for name, times in values.items()
        if all(n == 1 or own.get(code) == n for code, n in times.items())
    )


def repeated(
    elements: Mapping[str, Element],
) -> tuple[dict[str, dict[str, int]], frozenset[str]]:
    """The rows that some region lists more than once.

    Returns:
        how often each region has a row of these codes, where it has any; who repeats one.
    """
    counts = {
        name: Counter(row.code for row in element.errors)
        for name, element in elements.items()
        if element.errors
    }
    several = {code for count in counts.values() for code, times in count.items() if times > 1}
    found = {
        name: {code: times for code, times in count.items() if code in several}
        for name, count in counts.items()
    }
    odd = frozenset(name for name, times in found.items() if any(n > 1 for n in times.values()))
    return {name: times for name, times in found.items() if times}, odd
