"""What stands out in a region by itself: repeated rows, codes of another region, odd endpoints.

In: a region's index and what is known of codes. Out: `Alone`, by coordinate. A module of its own
because all else in the matrix takes two regions to differ, and this takes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from schemadoc.compare.codes import Naming
from schemadoc.model import Element, Index


class Alone:
    """One region's oddities."""

    def __init__(self, region: str, index: Index, naming: Naming) -> None:
        self.usual = usual_endpoint(index.snapshot.elements)
        self.repeats: dict[str, frozenset[str]] = {}
        self.leaks: dict[str, tuple[str, ...]] = {}
        self.endpoints: dict[str, str] = {}
        foreign: dict[str, bool] = {}
        for element in index.snapshot.elements:
            if element.endpoint and self.usual and element.endpoint != self.usual:
                self.endpoints[element.coordinate] = element.endpoint
            if not (element.errors or element.errors_mentioned):
                continue
            codes = [row.code for row in element.errors or ()]
            if len(set(codes)) < len(codes):
                self.repeats[element.coordinate] = _repeated(codes)
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


def usual_endpoint(elements: Iterable[Element]) -> str | None:
    """The endpoint at which a region serves more than half of what names one."""
    found = Counter(element.endpoint for element in elements if element.endpoint)
    if not found:
        return None
    endpoint, times = found.most_common(1)[0]
    return endpoint if times * 2 > found.total() else None


def _repeated(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code for code, times in Counter(codes).items() if times > 1)


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
    repeated = {name: alone[name].repeats.get(coordinate) for name in elements}
    if any(repeated.values()):
        codes = frozenset().union(*(codes for codes in repeated.values() if codes))
        odd = frozenset(name for name, codes in repeated.items() if codes)
        found["error_repeats"] = (_times(elements, codes), odd)
    leaks = {name: c for name in elements if (c := alone[name].leaks.get(coordinate))}
    if leaks:
        found["error_leaks"] = (leaks, frozenset(leaks))
    apart = {name: e for name in elements if (e := alone[name].endpoints.get(coordinate))}
    if apart:
        found["endpoint"] = (apart, frozenset(apart))
    return found


def _times(elements: Mapping[str, Element], codes: frozenset[str]) -> dict[str, dict[str, int]]:
    """How often each region has a row of these codes, where it has any."""
    counts = {
        name: Counter(row.code for row in element.errors or () if row.code in codes)
        for name, element in elements.items()
    }
    return {name: dict(count) for name, count in counts.items() if count}
