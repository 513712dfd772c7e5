"""What belongs to an element, set beside each other: arguments, fields, values, return fields.

In: N regions. Out: `Members`, the names in each region whose sources show all of them. A module of
its own because it speaks of many elements at once, where every other aspect speaks of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemadoc import coordinates, coverage, typerefs
from schemadoc.compare.statements import Region, Regions, is_root_field
from schemadoc.compare.table import Table
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
# A field that returns one of them returns its fields; an enum's values are none.
_RETURNED: frozenset[ElementKind] = frozenset({"object", "interface"})


class Members:
    """Every region's members of every element, worked out where some region lacks one.

    `uneven` are elements of which regions have unlike members.
    """

    def __init__(self, regions: Regions, table: Table) -> None:
        self._regions = regions
        self._gone = table.gone
        self._below: dict[str, list[str]] = {}
        self.uneven: set[str] = set()
        missing = table.missing.get
        for coordinate in table.order:
            above = coordinates.parent(coordinate)
            if above is not None:
                self._below.setdefault(above, []).append(coordinate)
                if missing(coordinate) != missing(above) or above not in table.everything:
                    self.uneven.add(above)
        # Which elements lack a member, by region.
        self._lacking = {
            name: set(map(coordinates.parent, gone)) for name, gone in self._gone.items()
        }
        self._names: dict[str, dict[str, Names]] = {}
        self._fields: dict[str, dict[str, Names]] = {}

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
            found[_OF[kind][0]] = self._differing(there, self._names_in)
        if kind == "field" and is_root_field(first):
            found["return_fields"] = self._differing(self._returned(elements), self._fields_of)
        return {aspect: values for aspect, values in found.items() if values}

    def _returned(self, elements: Mapping[str, Element]) -> dict[str, str]:
        """The type that each region returns; nothing where it is alike in all."""
        texts = {element.type for element in elements.values()}
        if self._regions.is_plain and None not in texts:
            # Many regions, few texts: each is looked at once.
            called = {text: typerefs.named_type(text) for text in texts if text is not None}
            types = {name: called[e.type] for name, e in elements.items() if e.type is not None}
        else:
            refs = {name: self._regions[name].type_ref(e) for name, e in elements.items()}
            types = {name: n for name, ref in refs.items() if (n := typerefs.name_of(ref))}
        named = set(types.values())
        return {} if len(named) == 1 and named.isdisjoint(self.uneven) else types

    def _differing(
        self, containers: Mapping[str, str], names_in: Callable[[str], dict[str, Names]]
    ) -> dict[str, Names]:
        """Each region's names, of those whose sources show all; empty where they are the same."""
        found = {container: names_in(container) for container in set(containers.values())}
        known = {
            region: names
            for region, container in containers.items()
            if (names := found[container].get(region)) is not None
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
                if (element := region.index.elements.get(container)) is not None
                and (element.element in region.shown_whole or _is_closed(region, element))
            }
        return self._names[container]

    def _fields_of(self, container: str) -> dict[str, Names]:
        """The same, of regions in which it is a type that has fields."""
        if container not in self._fields:
            self._fields[container] = {
                name: names
                for name, names in self._names_in(container).items()
                if self._regions[name].index.elements[container].element in _RETURNED
            }
        return self._fields[container]

    def _there(self, name: str, below: list[str], everything: Names) -> Names:
        gone = self._gone[name]
        both = zip(below, everything, strict=True)
        return tuple([own for one, own in both if one not in gone])


def _is_closed(region: Region, element: Element) -> bool:
    """Whether what a region shows of an element's members is all, and the element's name proved."""
    if element.element not in _OF or region.is_unsure(element.coordinate):
        return False
    kinds = frozenset({_OF[element.element][1]})
    return coverage.covers_members(region.index, element.coordinate, kinds)
