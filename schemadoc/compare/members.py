"""What belongs to an element, set beside each other: arguments, fields, values, return fields.

In: N regions. Out: `Members`, the names in each region whose sources show all of them. A module of
its own because it speaks of many elements at once, where every other aspect speaks of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from schemadoc import coordinates, coverage, typerefs
from schemadoc.compare.statements import Region, is_root_field
from schemadoc.model import Element, ElementKind

Names = tuple[str, ...]

_OF: dict[ElementKind, tuple[str, ElementKind]] = {
    "object": ("fields", "field"),
    "interface": ("fields", "field"),
    "input_object": ("fields", "input_field"),
    "enum": ("enum_values", "enum_value"),
    "field": ("arguments", "argument"),
    "directive": ("arguments", "directive_argument"),
}


class Members:
    """Every region's members of every element, worked out where some region lacks one.

    `order` are all coordinates, sorted; `uneven` are elements of which regions have unlike members.
    """

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = regions
        everything = set[str]().union(*(region.index.elements for region in regions.values()))
        self.order = sorted(everything)
        # In how many regions an element is missing, and which elements lack a member, by region.
        missing: Counter[str] = Counter()
        self._lacking: dict[str, set[str | None]] = {}
        for name, region in regions.items():
            gone = everything - region.index.elements.keys()
            missing.update(gone)
            self._lacking[name] = set(map(coordinates.parent, gone))
        self._below: dict[str, list[str]] = {}
        self.uneven: set[str] = set()
        for coordinate in self.order:
            above = coordinates.parent(coordinate)
            if above is not None:
                self._below.setdefault(above, []).append(coordinate)
                if above not in everything or missing[coordinate] != missing[above]:
                    self.uneven.add(above)
        self._names: dict[str, dict[str, Names]] = {}

    def below(self, coordinate: str) -> list[str]:
        """The coordinates of what an element contains in any region."""
        return self._below.get(coordinate, [])

    def found(
        self, kind: ElementKind, elements: Mapping[str, Element]
    ) -> dict[str, dict[str, Names]]:
        """The names by aspect and region, where they differ.

        Args:
            kind: what the element is.
            elements: the element by region id.
        """
        found: dict[str, dict[str, Names]] = {}
        if kind not in _OF or len(elements) < 2:
            return found
        first = next(iter(elements.values()))
        if first.coordinate in self.uneven:
            there = {name: first.coordinate for name, e in elements.items() if e.element == kind}
            found[_OF[kind][0]] = self._differing(there)
        if kind == "field" and is_root_field(first):
            found["return_fields"] = self._differing(self._returned(elements))
        return {aspect: values for aspect, values in found.items() if values}

    def _returned(self, elements: Mapping[str, Element]) -> dict[str, str]:
        """The type that each region returns; nothing where it is alike in all."""
        types: dict[str, str] = {}
        if len({element.type for element in elements.values()}) == 1:
            only = next(iter(elements.values())).type
            if only is not None and typerefs.named_type(only) not in self.uneven:
                return types
        for name, element in elements.items():
            named = typerefs.name_of(self._regions[name].type_ref(element))
            if named is not None:
                types[name] = named
        alike = len(set(types.values())) == 1
        return {} if alike and next(iter(types.values())) not in self.uneven else types

    def _differing(self, containers: Mapping[str, str]) -> dict[str, Names]:
        """Each region's names, of those whose sources show all; empty where they are the same."""
        known = {
            region: names
            for region, container in containers.items()
            if (names := self._names_in(container).get(region)) is not None
        }
        return known if len(set(known.values())) > 1 else {}

    def _names_in(self, container: str) -> dict[str, Names]:
        """By region the names of all members, where there are no more and its name is proved."""
        if container not in self._names:
            below = self.below(container)
            everything = tuple(map(coordinates.last, below))
            self._names[container] = {
                name: self._there(name, below, everything)
                if container in self._lacking[name]
                else everything
                for name, region in self._regions.items()
                if _is_closed(region, container)
            }
        return self._names[container]

    def _there(self, name: str, below: list[str], everything: Names) -> Names:
        there = self._regions[name].index.elements
        both = zip(below, everything, strict=True)
        return tuple([own for one, own in both if one in there])


def _is_closed(region: Region, container: str) -> bool:
    """Whether what a region shows of an element's members is all, and the element's name proved."""
    element = region.index.elements.get(container)
    if element is None or element.element not in _OF or region.is_unsure(container):
        return False
    return region.shows_all(element) or coverage.covers_members(
        region.index, container, frozenset({_OF[element.element][1]})
    )
