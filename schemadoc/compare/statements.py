"""What one region states of one of its elements, aspect by aspect.

In: a region's index and an element of it. Out: `Region.state(element)`, the value of every aspect
that the region's sources can speak of; an aspect that they cannot speak of is missing, so that no
comparison takes silence for a difference. A module of its own because this is where "says no" and
"does not say" part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from typing import Any

from schemadoc import coverage, typerefs
from schemadoc.compare.access import in_order, limits_in_order
from schemadoc.compare.defaults import meant
from schemadoc.coverage import Presence
from schemadoc.model import NAMED_TYPES, ROOT_NAMES, Element, ElementKind, Index
from schemadoc.typerefs import Known, TypeRef

_INPUTS = frozenset({"argument", "input_field", "directive_argument"})
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")

# Stated wherever they stand; where they do not stand, the source may have no place for them.
_WHERE_GIVEN: tuple[tuple[str, Callable[[Element], Any]], ...] = (
    ("complexity", lambda element: element.complexity),
    ("viewers", lambda element: tuple(sorted(element.viewers)) or None),
    ("permissions", lambda element: element.permissions and in_order(element.permissions)),
    ("rate_limits", lambda element: limits_in_order(element.rate_limits) or None),
)
# Stated of a schema that is complete, even where they do not stand.
_OF_SCHEMAS: dict[str, frozenset[str]] = {
    "default": _INPUTS,
    "interfaces": frozenset({"object", "interface"}),
    "members": frozenset({"union"}),
    "locations": frozenset({"directive"}),
}
# As above, but older servers leave them out: their first use proves that a server can say them.
_OF_NEWER_SCHEMAS: dict[str, str] = {
    "repeatable": "directive",
    "specified_by": "scalar",
    "one_of": "input_object",
}
_TAKING_INPUTS: frozenset[ElementKind] = frozenset({"field", "input_object"})
_HOLDING: frozenset[ElementKind] = _TAKING_INPUTS | {"object", "interface", "enum", "directive"}
_ROOTS = tuple(f"{name}." for name in ROOT_NAMES.values())
_SPOKEN = (*_OF_NEWER_SCHEMAS, "requires_authorization")
_TRAITS = attrgetter("name_from", "name_confidence", "partial", "element", *_SPOKEN)


class Region:
    """A region's index with what follows from the snapshot as a whole.

    `unsure` are types whose name nothing proves. `is_plain`: all names are proved, and root types
    bear their usual ones. `whole`: what is not here is absent, hidden deprecated inputs aside.
    `shown_whole`: kinds of which every element shows all that it holds; of others nothing is said.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        snapshot = index.snapshot
        self.complete = snapshot.coverage.complete
        # A few distinct sets of traits in all of a region's elements.
        traits = set(map(_TRAITS, index.remarkable))
        self.unsure: frozenset[str] = frozenset()
        if any(one[0] == "placeholder" or one[1] == "likely" for one in traits):
            self.unsure = frozenset(element.name for element in index.types() if unsure(element))
        spoken = {
            key for one in traits for key, value in zip(_SPOKEN, one[4:], strict=True) if value
        }
        self.silent = frozenset(snapshot.coverage.silent or ())
        # What was stated of elements, by all that it depends on: see `differences`.
        self.states: dict[Any, dict[str, Any]] = {}
        newer = _OF_NEWER_SCHEMAS.keys() - self.silent if self.complete else ()
        self._speaks = frozenset({*spoken, *newer})
        # Whether it marks root fields (True) as deprecated, and other members (False).
        self.deprecates = frozenset(
            is_root_field(element)
            for element in index.remarkable
            if element.deprecation is not None and element.deprecation.origin != "prose"
        )
        roots = snapshot.roots
        self.is_plain = not self.unsure and all(
            getattr(roots, operation) in (None, name) for operation, name in ROOT_NAMES.items()
        )
        covered = snapshot.coverage
        said = (
            *(self.complete, covered.errors, covered.deprecated_inputs),
            *(sorted(self._speaks), sorted(self.deprecates), sorted(self.silent)),
        )
        # Equal in regions that state the same of equal elements.
        self.profile = repr(said) if self.is_plain else f"{id(self)} alone"
        self.whole = (
            self.complete
            and self.is_plain
            and all(getattr(covered.roots, operation) for operation in ROOT_NAMES)
            and not any(partial or kind == "type" for _, _, partial, kind, *_ in traits)
        )
        self.shown_whole: frozenset[ElementKind] = frozenset()
        if self.whole:
            self.shown_whole = _HOLDING if covered.deprecated_inputs else _HOLDING - _TAKING_INPUTS

    def state(self, element: Element) -> dict[str, Any]:
        """Every aspect that is stated of an element; None is stated as "none"."""
        stated: dict[str, Any] = {}
        if element.element != "type":
            stated["kind"] = element.element
        if element.type is not None or element.type_known is not None:
            stated["type"] = element.type if element.type is not None else element.type_known
        self._state_schema(element, stated)
        self._state_deprecation(element, stated)
        if element.errors is not None:
            stated["errors"] = tuple(dict.fromkeys(row.code for row in element.errors))
        for key, value_of in _WHERE_GIVEN:
            if (value := value_of(element)) is not None:
                stated[key] = value
        if element.requires_authorization or self._is_whole_root_field(element):
            stated["requires_authorization"] = element.requires_authorization
        return stated

    def _state_schema(self, element: Element, stated: dict[str, Any]) -> None:
        for key, kinds in _OF_SCHEMAS.items():
            value = getattr(element, key)
            # The members that a page happens to show are not all there are.
            whole = (self.complete and key not in self.silent) or (value and not element.partial)
            if element.element in kinds and whole:
                # The order of names means nothing, nor how a value is spelled.
                stated[key] = (
                    tuple(sorted(value))
                    if isinstance(value, tuple)
                    else value and meant(value, element.type)
                )
        for key, kind in _OF_NEWER_SCHEMAS.items():
            if element.element == kind and self.complete and key in self._speaks:
                stated[key] = getattr(element, key)

    def _state_deprecation(self, element: Element, stated: dict[str, Any]) -> None:
        deprecation = element.deprecation
        if deprecation is None:
            if self._would_show_deprecation(element):
                stated["deprecation"] = False
            return
        stated["deprecation"] = True
        # A sentence in running text need not say all that a block or a directive says.
        brief = deprecation.origin == "prose" or "reason" in self.silent
        dates = {"marked_on": deprecation.marked_on, "remove_on": deprecation.remove_on}
        stated |= {key: date for key, date in dates.items() if date is not None or not brief}
        if deprecation.reason or "reason" not in self.silent:
            stated["reason"] = " ".join((deprecation.reason or "").split()) or None
            stated["replacements"] = deprecation.replacements

    def _would_show_deprecation(self, element: Element) -> bool:
        covered = self.index.snapshot.coverage
        if element.element in _INPUTS:
            return covered.deprecated_inputs
        if "deprecation" in self.silent:
            return False
        if self.complete or element.element in NAMED_TYPES or element.element == "directive":
            return self.complete
        # Many pages show no deprecation at all: the first that one shows proves that it would.
        if is_root_field(element) not in self.deprecates:
            return False
        if is_root_field(element):
            return not covered.errors or element.errors is not None
        # A field of which only a selection or an example speaks has no exact type.
        return element.element == "enum_value" or element.type is not None

    def _is_whole_root_field(self, element: Element) -> bool:
        """A root field that would show the sentence, of a region that writes such sentences."""
        if "requires_authorization" not in self._speaks or not is_root_field(element):
            return False
        return not self.index.snapshot.coverage.errors or element.errors is not None

    def type_ref(self, element: Element) -> TypeRef:
        """The type for comparing: root types by their usual names, names without proof left out."""
        ref = element.ref
        if self.is_plain:
            return ref
        named = typerefs.name_of(ref)
        if named in self.unsure:
            listed = ref.known.list if ref.known else typerefs.is_list(ref.text or "")
            return TypeRef(known=Known(list=listed, json=ref.known.json if ref.known else None))
        usual = self.index.coordinate_of(named) if named else named
        if usual == named or usual is None:
            return ref
        if ref.text is not None:
            return TypeRef(_NAME.sub(usual, ref.text))
        known = ref.known or Known()
        return TypeRef(known=Known(named=usual, list=known.list, json=known.json))

    def presence(
        self, coordinate: str, kinds: Collection[ElementKind], *, named: bool = True
    ) -> Presence:
        """Whether the region has an element, as far as names without proof allow to say.

        Args:
            coordinate: of the element.
            kinds: what it is, where that is known.
            named: whether anything proves the name: one that nothing proves is none to look for.
        """
        found = coverage.presence(self.index, coordinate, kinds)
        if found != "absent":
            return found
        base = coordinate.partition(".")[0]
        # One of the region's own types without a proved name may be the one looked for.
        hidden = self.unsure and base not in self.index and base not in ROOT_NAMES.values()
        return "absent" if named and not hidden else "unknown"

    def is_unsure(self, coordinate: str) -> bool:
        """Whether an element bears, or belongs to, a type whose name nothing proves."""
        if not self.unsure:
            return False
        return coordinate.partition(".")[0] in self.unsure


class Regions(dict[str, Region]):
    """Regions by id, with what follows from all of them.

    `is_even`: they state the same of equal elements; `is_plain`: each of them is; `is_sure`: no
    name in any of them is without proof.
    """

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        super().__init__({name: Region(index) for name, index in indexes.items()})
        self.is_even = len({region.profile for region in self.values()}) < 2
        self.is_plain = all(region.is_plain for region in self.values())
        self.is_sure = not any(region.unsure for region in self.values())
        # Regions that state the same of equal elements share what was stated.
        states: dict[str, dict[Any, dict[str, Any]]] = {}
        for region in self.values():
            region.states = states.setdefault(region.profile, region.states)
        # What was found of elements, by all that it depends on: see `differences`.
        self.found: dict[Any, Any] = {}


def unsure(element: Element) -> bool:
    """Whether an element's name is a placeholder or no more than likely."""
    return element.name_from == "placeholder" or element.name_confidence == "likely"


def is_root_field(element: Element) -> bool:
    """Whether an element is a field of a root type."""
    return element.element == "field" and element.coordinate.startswith(_ROOTS)
