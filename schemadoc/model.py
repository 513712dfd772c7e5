"""The normalized model: what one region publishes about its API on one date.

In: nothing, these are values. Out: `Snapshot`, a flat, sorted tuple of `Element`s, each named by
its schema coordinate and each holding exactly the facts of the JSON export (the struct's fields
are the export's keys, in its order). `walk()` gives them by coordinate; `Index` gives children.

Flat rather than nested: a snapshot is stored, compared, merged and exported element by element,
and a coordinate already says where an element belongs. Only facts stand here: no severity, no
clock, no order of appearance (a source's line keeps that).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from schemadoc import coordinates
from schemadoc.typerefs import Known, TypeRef, name_of, named_type

ElementKind = Literal[
    "scalar",
    "object",
    "interface",
    "union",
    "enum",
    "input_object",
    "field",
    "argument",
    "input_field",
    "enum_value",
    "directive",
    "directive_argument",
    "type",
]
TypeKind = Literal["scalar", "object", "interface", "union", "enum", "input_object"]
SourceKind = Literal["introspection", "sdl", "page"]
# What a result can leave out whole, if nobody asks for it.
Silence = Literal[
    "default",
    "deprecation",
    "description",
    "interfaces",
    "one_of",
    "reason",
    "repeatable",
    "specified_by",
]
Operation = Literal["query", "mutation", "subscription"]

TYPE_KINDS: tuple[TypeKind, ...] = (
    "scalar",
    "object",
    "interface",
    "union",
    "enum",
    "input_object",
)
NAMED_TYPES: frozenset[str] = frozenset((*TYPE_KINDS, "type"))
OPERATIONS: tuple[Operation, ...] = ("query", "mutation", "subscription")
ROOT_NAMES: dict[Operation, str] = {
    "query": "Query",
    "mutation": "Mutation",
    "subscription": "Subscription",
}
OPERATION_OF: dict[str, Operation] = {name: operation for operation, name in ROOT_NAMES.items()}

# Named in the specification and understood by every tool: part of no region's schema.
SPECIFIED_DIRECTIVES = frozenset({"skip", "include", "deprecated", "specifiedBy", "oneOf"})


class Location(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where a source says something; lines and columns are counted from 1."""

    path: str
    line: int
    column: int | None = None


class ErrorCode(msgspec.Struct, frozen=True, gc=False):
    """One row of an error list, as it stands there."""

    code: str
    message: str


class Deprecation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A deprecation: its advice, its dates, what replaces the element, and who says so.

    `unreadable_dates` stand where a date should and are none of the calendar.
    """

    reason: str | None = None
    marked_on: datetime.date | None = None
    remove_on: datetime.date | None = None
    unreadable_dates: tuple[str, ...] = ()
    url: str | None = None
    replacements: tuple[str, ...] = ()
    origin: Literal["directive", "block", "prose"] = msgspec.field(name="from")


class Permissions(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """`any` for one or for alternatives, `all` for AND; exactly one of the two is set."""

    any: tuple[str | Permissions, ...] | None = None
    all: tuple[str | Permissions, ...] | None = None


class RateLimit(msgspec.Struct, frozen=True, gc=False):
    """What is counted (`Ip`, `User`) and how often it may call (`10/s`)."""

    key: str
    steps: tuple[str, ...]


class Example(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """Texts as captured: they may hold type names where values should be."""

    document: str | None = None
    variables: str | None = None
    response: str | None = None


class DirectiveUse(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A directive applied to an element; argument values are GraphQL texts."""

    name: str
    arguments: dict[str, str] = {}


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One schema element. A key left at its default has nothing to say.

    `errors` None: the source does not speak of errors here; empty: it does, and lists none.
    `partial`: the sources show some members of a type or arguments of a field, others may exist.
    """

    coordinate: str
    element: ElementKind
    type: str | None = None
    type_known: Known | None = None
    name_from: Literal["document", "inferred", "placeholder"] | None = None
    name_confidence: Literal["certain", "likely"] | None = None
    name_evidence: str | None = None
    description: str | None = None
    default: str | None = None
    errors: tuple[ErrorCode, ...] | None = None
    errors_mentioned: tuple[str, ...] = ()
    deprecation: Deprecation | None = None
    complexity: int | None = None
    viewers: tuple[str, ...] = ()
    permissions: Permissions | None = None
    rate_limits: tuple[RateLimit, ...] = ()
    endpoint: str | None = None
    requires_authorization: bool = False
    interfaces: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    repeatable: bool = False
    specified_by: str | None = None
    one_of: bool = False
    directives: tuple[DirectiveUse, ...] = ()
    example: Example | None = None
    partial: bool = False
    source: Location | None = None

    @property
    def ref(self) -> TypeRef:
        """The element's type, exact or partly known."""
        return TypeRef(self.type, self.type_known)

    @property
    def name(self) -> str:
        """The element's own name, the last part of its coordinate."""
        return coordinates.last(self.coordinate)


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One file that a snapshot was read from."""

    path: str
    kind: SourceKind
    sha256: str
    layout: str | None = None
    captured: datetime.date | None = None


class Roots(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The region's own names of its root types."""

    query: str | None = None
    mutation: str | None = None
    subscription: str | None = None


class RootCoverage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whether a root field that is not here is absent."""

    query: bool = False
    mutation: bool = False
    subscription: bool = False


class KindCoverage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whether a named type of this kind that is not here is absent."""

    scalar: bool = False
    object: bool = False
    interface: bool = False
    union: bool = False
    enum: bool = False
    input_object: bool = False


class Coverage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the sources speak for; see `schemadoc.coverage` for what follows from it.

    `silent` are facts of which an introspection result says nothing at all, since the query did not
    ask for them: that none is there proves nothing.
    """

    complete: bool = False
    roots: RootCoverage = RootCoverage()
    kinds: KindCoverage = KindCoverage()
    errors: bool = False
    deprecated_inputs: bool = False
    silent: tuple[Silence, ...] | UnsetType = UNSET


COMPLETE = Coverage(
    complete=True,
    roots=RootCoverage(query=True, mutation=True, subscription=True),
    kinds=KindCoverage(
        scalar=True, object=True, interface=True, union=True, enum=True, input_object=True
    ),
    errors=False,
    deprecated_inputs=True,
)


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """One region on one date; `elements` are sorted by coordinate, none twice."""

    schemadoc: int = 1
    region: str
    captured: datetime.date | None = None
    roots: Roots = Roots()
    sources: tuple[Source, ...] = ()
    coverage: Coverage = Coverage()
    elements: tuple[Element, ...] = ()


def walk(snapshot: Snapshot) -> dict[str, Element]:
    """Every element by its coordinate, in order."""
    return {element.coordinate: element for element in snapshot.elements}


def sort_elements(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The canonical order: by coordinate, so that members follow what contains them."""
    return tuple(sorted(elements, key=attrgetter("coordinate")))


class Index:
    """A snapshot's elements by coordinate and by what contains them.

    `no_roots` are operations at whose coordinate a type stands that is no root of this snapshot.
    """

    def __init__(self, snapshot: Snapshot, no_roots: frozenset[Operation] = frozenset()) -> None:
        self.snapshot = snapshot
        self.no_roots = no_roots
        self.elements = walk(snapshot)

    @cached_property
    def _children(self) -> dict[str, list[Element]]:
        children: dict[str, list[Element]] = {}
        for element in self.snapshot.elements:
            parent = coordinates.parent(element.coordinate)
            if parent is not None:
                children.setdefault(parent, []).append(element)
        return children

    @cached_property
    def remarkable(self) -> tuple[Element, ...]:
        """The elements that say what few elements do; all others have no such fact.

        Found once in one quick pass, since what a region is like as a whole follows from few of its
        elements: those without an exact name or kind, shown in part, deprecated, that speak of
        errors, endpoints or authorization, or say what older servers leave out.
        """
        return tuple(
            [
                e
                for e in self.snapshot.elements
                if e.errors
                or e.deprecation
                or e.partial
                or e.element == "type"
                or e.name_from
                or e.name_confidence
                or e.errors_mentioned
                or e.endpoint
                or e.requires_authorization
                or e.repeatable
                or e.specified_by
                or e.one_of
            ]
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The own names of all elements."""
        return frozenset(map(coordinates.last, self.elements))

    @cached_property
    def targets(self) -> dict[str, str]:
        """The coordinate of each element's named type, where that is known."""
        found: dict[str, str] = {}
        # A few thousand texts stand in tens of thousands of places.
        called: dict[str, str] = {}
        for element in self.snapshot.elements:
            text = element.type or name_of(element.ref)
            if text is None:
                continue
            if text not in called:
                called[text] = self.coordinate_of(named_type(text))
            found[element.coordinate] = called[text]
        return found

    def __contains__(self, coordinate: str) -> bool:
        return coordinate in self.elements

    def get(self, coordinate: str) -> Element | None:
        """The element, or None."""
        return self.elements.get(coordinate)

    def children(self, coordinate: str) -> list[Element]:
        """Fields, input fields, enum values or arguments of an element, sorted by name."""
        return self._children.get(coordinate, [])

    def types(self) -> Iterator[Element]:
        """The named types, sorted by name."""
        return (e for e in self.snapshot.elements if e.element in NAMED_TYPES)

    def root_fields(self, operation: Operation) -> list[Element]:
        """What the region offers as queries, mutations or subscriptions."""
        return self.children(ROOT_NAMES[operation])

    def coordinate_of(self, type_name: str) -> str:
        """How coordinates write a type: `Query` for the query root, whatever its own name.

        Another type that is called `Query` has underscores behind its name, more than any other.
        """
        known = self._coordinates
        if type_name not in known:
            known[type_name] = self._coordinate_of(type_name)
        return known[type_name]

    @cached_property
    def _coordinates(self) -> dict[str, str]:
        return {}

    def _coordinate_of(self, type_name: str) -> str:
        roots = self.snapshot.roots
        for operation, name in ROOT_NAMES.items():
            if type_name == getattr(roots, operation):
                return name
        if type_name not in ROOT_NAMES.values():
            return type_name
        displaced = type_name in {ROOT_NAMES[op] for op in OPERATIONS if getattr(roots, op)}
        if type_name in self.elements and not displaced:
            return type_name
        longer = (name for name in self.elements if name.rstrip("_") == type_name)
        return max(longer, key=len, default=type_name)
