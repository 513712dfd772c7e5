"""The elements of one schema while a reader collects them.

In: named types, members and references as a reader meets them, each with its place. Out: elements
by coordinate, none twice, every referenced type among them, and what was odd. A module of its own
because introspection results and SDL must treat root names, duplicates, unknown types and
descriptions alike.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

import msgspec

from schemadoc.diagnostics import Diagnostic
from schemadoc.export.literals import canonical
from schemadoc.model import (
    NAMED_TYPES,
    OPERATIONS,
    ROOT_NAMES,
    Coverage,
    Element,
    ElementKind,
    Location,
    Roots,
    Source,
)
from schemadoc.sources.facts import Options, Reading, described, finish
from schemadoc.typerefs import BUILT_IN_SCALARS

# Types that every server has, so that a schema may refer to them without defining them.
INTROSPECTION_TYPES = frozenset(
    {
        "__Schema",
        "__Type",
        "__TypeKind",
        "__Field",
        "__InputValue",
        "__EnumValue",
        "__Directive",
        "__DirectiveLocation",
    }
)
_DUPLICATE: dict[ElementKind, str] = {
    "argument": "duplicate-argument",
    "directive_argument": "duplicate-argument",
    "enum_value": "duplicate-enum-value",
    "field": "duplicate-field",
    "input_field": "duplicate-field",
}


def root_names(roots: Roots, named: Collection[str]) -> dict[str, str]:
    """How coordinates call types, by their own names, where it is another name.

    A root is called `Query` whatever its own name is; another type of that name gets underscores
    behind it, one more than any type of the schema has: so that the longest is always that one.
    """
    names: dict[str, str] = {}
    for operation, canonical_name in ROOT_NAMES.items():
        own = getattr(roots, operation)
        if own is not None:
            names.setdefault(own, canonical_name)
    for operation, canonical_name in ROOT_NAMES.items():
        if getattr(roots, operation) is not None and canonical_name not in names:
            longest = max((len(n) for n in named if n.rstrip("_") == canonical_name), default=0)
            names[canonical_name] = canonical_name.ljust(max(longest, len(canonical_name)) + 1, "_")
    return names


@lru_cache(maxsize=1 << 14)
def _described(
    text: str | None, patterns: tuple[str, ...], deprecated: bool, reason: str | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Schemas say many things many times over, and two of one region mostly the same."""
    return described(text, patterns, deprecated=deprecated, reason=reason)


class Schema:
    """What was read so far of one schema."""

    def __init__(
        self,
        path: str,
        options: Options,
        roots: Roots,
        defined: AbstractSet[str],
        taken: frozenset[str] = frozenset(),
    ) -> None:
        """Begin a schema.

        Args:
            path: as messages and sources name it.
            options: what the configuration says of the source.
            roots: the schema's own names of its root types.
            defined: every named type that the source defines.
            taken: names that it only refers to and that no other type may have in coordinates.
        """
        self.path = path
        self.options = options
        self.roots = roots
        self.elements: dict[str, Element] = {}
        self.diagnostics: list[Diagnostic] = []
        self._defined = defined
        self._references: dict[str, Location] = {}
        self._names = root_names(roots, defined | taken)

    def name_of(self, own: str) -> str:
        """A type's name as coordinates write it."""
        return self._names.get(own, own)

    def odd(self, line: int, id_: str, message: str) -> None:
        """Report something odd."""
        self.diagnostics.append(Diagnostic(self.path, line, id_, message))

    def refer(self, named: str, place: Location) -> None:
        """Remember that a named type is referred to."""
        self._references.setdefault(named, place)

    def add(
        self, coordinate: str, kind: ElementKind, place: Location, keys: dict[str, Any]
    ) -> bool:
        """Add an element, unless its coordinate stands already: the first one is kept."""
        if coordinate in self.elements:
            first = self.elements[coordinate].source
            at = f"; the first stands in line {first.line}" if first else ""
            id_ = _DUPLICATE.get(kind, "duplicate-definition")
            self.odd(place.line, id_, f"{coordinate} is defined twice{at}")
            return False
        self.elements[coordinate] = Element(
            coordinate=coordinate, element=kind, source=place, **keys
        )
        return True

    def add_type(
        self, coordinate: str, kind: ElementKind, place: Location, keys: dict[str, Any]
    ) -> bool:
        """Add a named type; whether its members belong to what stands there.

        A second definition of one kind adds to the first, one of another kind is left out: then
        the type may be more than the first says.
        """
        if self.add(coordinate, kind, place, keys):
            return True
        first = self.elements[coordinate]
        if first.element != kind:
            self.mark_partial(coordinate)
            return False
        more = {
            key: tuple(sorted({*getattr(first, key), *keys[key]}))
            for key in ("interfaces", "members")
            if key in keys
        }
        self.elements[coordinate] = msgspec.structs.replace(first, **more)
        return True

    def mark_partial(self, coordinate: str) -> None:
        """Say of an element that it may have more than is read of it."""
        element = self.elements[coordinate]
        self.elements[coordinate] = msgspec.structs.replace(element, partial=True)

    def defines(self, own: str) -> bool:
        """Whether the source shows all of a type, by its own name."""
        element = self.elements.get(self.name_of(own))
        return own in self._defined and element is not None and not element.partial

    def described(
        self,
        text: str | None,
        place: Location,
        *,
        deprecated: bool = False,
        reason: str | None = None,
    ) -> dict[str, Any]:
        """The keys that a description and a `@deprecated` directive give."""
        if not text and not deprecated:
            return {}
        keys, unreadable = _described(text, self.options.patterns, deprecated, reason)
        for date in unreadable:
            self.odd(place.line, "date-unreadable", f"{date} is no date of the calendar")
        return dict(keys)

    def default(self, text: str, coordinate: str, line: int) -> str:
        """The canonical text of a default value; kept as it is where it is none."""
        value = canonical(text)
        if value is None:
            said = text if len(text) <= 60 else f"{text[:57]}…"
            self.odd(line, "invalid-default", f"{coordinate}: {said!r} is no GraphQL value")
        return text if value is None else value

    def names(self, found: list[tuple[str, Location]], owner: str) -> tuple[str, ...]:
        """Interfaces, members or locations: sorted, none twice."""
        once: dict[str, Location] = {}
        for name, place in found:
            if name in once:
                self.odd(place.line, "duplicate-member", f"{owner} names {name} twice")
            once.setdefault(name, place)
        return tuple(sorted(once))

    def hidden(self) -> frozenset[str]:
        """Unknown types in the way of one that gets underscores: the source is read again."""
        longest = {name.rstrip("_"): len(name) for name in self._names.values() if name[-1] == "_"}
        return frozenset(
            name
            for name in (self.unknown() if longest else ())
            if name not in self._names and len(name) >= longest.get(name.rstrip("_"), len(name) + 1)
        )

    def finish(self, source: Source, coverage: Coverage) -> Reading:
        """The reading, once everything is collected."""
        self._refer_to_roots()
        self._add_unknown()
        self._report_root_names()
        if any(element.partial for element in self.elements.values()):
            coverage = self._without_partial(coverage)
        return finish(
            self.elements.values(),
            options=self.options,
            source=source,
            roots=self.roots,
            coverage=coverage,
            diagnostics=self.diagnostics,
        )

    def _without_partial(self, coverage: Coverage) -> Coverage:
        """Where a type is known in part, the schema is; a root so known is not spoken for."""
        partial = {element.coordinate for element in self.elements.values() if element.partial}
        roots = {op: False for op in OPERATIONS if ROOT_NAMES[op] in partial}
        return msgspec.structs.replace(
            coverage, complete=False, roots=msgspec.structs.replace(coverage.roots, **roots)
        )

    def _refer_to_roots(self) -> None:
        first = Location(self.path, 1)
        for operation in OPERATIONS:
            name = getattr(self.roots, operation)
            if name is not None:
                self.refer(name, first)
        if self.roots.query is None:
            self.odd(1, "missing-root", "the schema has no query root")

    def unknown(self) -> dict[str, Location]:
        """Types that are referred to and defined nowhere."""
        known = self._defined | BUILT_IN_SCALARS | INTROSPECTION_TYPES
        return {name: place for name, place in self._references.items() if name not in known}

    def _add_unknown(self) -> None:
        """Every type that is referred to is an element, even where nothing defines it."""
        for name, place in self.unknown().items():
            self.odd(place.line, "unknown-type", f"{name} is referred to and defined nowhere")
            if self.name_of(name) not in self.elements:
                self.add(self.name_of(name), "type", place, {})

    def _report_root_names(self) -> None:
        """Say where a coordinate's first part is not what it looks like."""
        for operation, name in ROOT_NAMES.items():
            coordinate = self.name_of(name)
            element = self.elements.get(coordinate)
            root = getattr(self.roots, operation)
            if element is None or element.element not in NAMED_TYPES:
                continue
            if name in (getattr(self.roots, op) for op in OPERATIONS):
                continue
            if root is None or coordinate != name:
                line = element.source.line if element.source else 1
                said = f"{name} is no root type; the {operation} root is {root or 'nothing'}"
                shown = f"; coordinates call it {coordinate}" if coordinate != name else ""
                self.odd(line, "root-renamed", said + shown)
