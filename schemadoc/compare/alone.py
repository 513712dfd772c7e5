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


class Alone:
    """One region's oddities; `speaking` are its elements that speak of what is looked at here."""

    def __init__(self, region: str, speaking: Sequence[Element], naming: Naming) -> None:
        self.usual = usual_endpoint(speaking)
        self.repeats: set[str] = set()
        self.leaks: dict[str, tuple[str, ...]] = {}
        self.endpoints: dict[str, str] = {}
        foreign: dict[str, bool] = {}
        for element in speaking:
            if element.endpoint and self.usual and element.endpoint != self.usual:
                self.endpoints[element.coordinate] = element.endpoint
            if not (element.errors or element.errors_mentioned):
                continue
            codes = [row.code for row in element.errors or ()]
            if len(set(codes)) < len(codes):
                self.repeats.add(element.coordinate)
            for code in codes + list(element.errors_mentioned):
                if code not in foreign:
                    foreign[code] = naming.leaks(region, code) is not None
                if foreign[code]:
                    leaked = (*self.leaks.get(element.coordinate, ()), code)
                    self.leaks[element.coordinate] = tuple(sorted(set(leaked)))

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
    # A few of many elements.
    speaking = {
        name: [e for e in index.snapshot.elements if e.errors or e.endpoint or e.errors_mentioned]
        for name, index in indexes.items()
    }
    codes = {row.code for elements in speaking.values() for e in elements for row in e.errors or ()}
    naming = Naming((*known, *indexes), codes)
    return {name: Alone(name, elements, naming) for name, elements in speaking.items()}


def usual_endpoint(elements: Iterable[Element]) -> str | None:
    """The endpoint at which a region serves more than half of what names one."""
    found = Counter(element.endpoint for element in elements if element.endpoint)
    if not found:
        return None
    endpoint, times = found.most_common(1)[0]
    return endpoint if times * 2 > found.total() else None


def found_alone(
    alone: Mapping[str, Alone], elements: Mapping[str, Element]
) -> dict[str, tuple[dict[str, Any], frozenset[str]]]:
    """What stands out at one coordinate.

    Args:
        alone: by region id.
        elements: the element by region id; not empty.

    Returns:
        by aspect, the values by region and the regions that stand out.
    """
    coordinate = next(iter(elements.values())).coordinate
    found: dict[str, tuple[dict[str, Any], frozenset[str]]] = {}
    if any(coordinate in alone[name].repeats for name in elements):
        found["error_repeats"] = repeated(elements)
    leaks = {name: c for name in elements if (c := alone[name].leaks.get(coordinate))}
    if leaks:
        found["error_leaks"] = (leaks, frozenset(leaks))
    apart = {name: e for name in elements if (e := alone[name].endpoints.get(coordinate))}
    if apart:
        found["endpoint"] = (apart, frozenset(apart))
    return found


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
