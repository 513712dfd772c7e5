"""What `World` is made of: elements put together from all regions.

In: snapshots and chronicles by region. Out: mappings by coordinate, each made in one pass. A module
of its own because these hold no state and answer no question by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from schemadoc import coordinates
from schemadoc.compare.chronicle import Chronicle, Gone
from schemadoc.model import NAMED_TYPES, TYPE_KINDS, Element, Index, Snapshot


def by_name(coordinate: str) -> tuple[str, str]:
    """The order of names in lists: that of a dictionary."""
    return coordinate.lower(), coordinate


def by_coordinate(snapshots: Mapping[str, Snapshot]) -> dict[str, dict[str, Element]]:
    """Every element, by coordinate and region."""
    elements: dict[str, dict[str, Element]] = {}
    for region, snapshot in snapshots.items():
        for element in snapshot.elements:
            elements.setdefault(element.coordinate, {})[region] = element
    return elements


def gone(
    chronicles: Mapping[str, Chronicle], elements: Mapping[str, object]
) -> dict[str, dict[str, Gone]]:
    """What former snapshots show and no region has today, by coordinate and region."""
    found: dict[str, dict[str, Gone]] = {}
    for region, chronicle in chronicles.items():
        for one in chronicle.gone:
            if one.element.coordinate not in elements:
                found.setdefault(one.element.coordinate, {})[region] = one
    return dict(sorted(found.items()))


def gone_kinds(lost: Mapping[str, Mapping[str, Gone]]) -> Iterator[tuple[str, str]]:
    """Types and directives that are gone, with their kind."""
    for name, found in lost.items():
        said = kind(one.element for one in found.values())
        if said is not None:
            yield name, said


def children(order: Iterable[str]) -> dict[str, list[str]]:
    """The coordinates right under each one, in the order given."""
    found: dict[str, list[str]] = {}
    for coordinate in order:
        parent = coordinates.parent(coordinate)
        if parent is not None:
            found.setdefault(parent, []).append(coordinate)
    return found


def kinds(elements: Mapping[str, Mapping[str, Element]]) -> dict[str, str]:
    """What each type and directive is, by coordinate."""
    return {
        name: said
        for name, found in elements.items()
        if coordinates.parent(name) is None and (said := kind(found.values()))
    }


def kind(found: Iterable[Element]) -> str | None:
    """What most regions say that a type or directive is; `type` only where none says more."""
    said: Counter[str] = Counter(
        e.element for e in found if e.element in NAMED_TYPES or e.element == "directive"
    )
    if not said:
        return None
    order = ("directive", *TYPE_KINDS, "type")
    known = [one for one in said if one != "type"] or ["type"]
    return min(known, key=lambda one: (-said[one], order.index(one)))


def references(
    order: Iterable[str],
    elements: Mapping[str, Mapping[str, Element]],
    indexes: Mapping[str, Index],
) -> dict[str, tuple[dict[str, None], ...]]:
    """Who refers to each type, as coordinates in their order.

    Returns:
        by the type: who returns it, who takes it, who implements it, the unions it is a member of.
    """
    found: dict[str, tuple[dict[str, None], ...]] = {}
    targets = {region: index.targets for region, index in indexes.items()}
    for coordinate in order:
        for region, element in elements[coordinate].items():
            target = targets[region].get(coordinate)
            if target is not None:
                lists = found.get(target) or found.setdefault(target, ({}, {}, {}, {}))
                lists[0 if element.element == "field" else 1][coordinate] = None
            if element.interfaces or element.members:
                for position, names in ((2, element.interfaces), (3, element.members)):
                    for name in names:
                        other = indexes[region].coordinate_of(name)
                        found.setdefault(other, ({}, {}, {}, {}))[position][coordinate] = None
    return found
