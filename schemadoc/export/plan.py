"""What of a snapshot a GraphQL schema can say, and how.

In: a snapshot, complete or partial. Out: `Plan`: the form of each named type, which members it
shows, which type texts may stand where. A module of its own because SDL and introspection results
have the same rules, and a partial snapshot breaks each of them somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import msgspec

from schemadoc import coordinates
from schemadoc.export.marks import NOTHING, unused
from schemadoc.model import (
    NAMED_TYPES,
    OPERATIONS,
    ROOT_NAMES,
    SPECIFIED_DIRECTIVES,
    DirectiveUse,
    Element,
    Index,
    Operation,
    Snapshot,
    TypeKind,
)
from schemadoc.typerefs import BUILT_IN_SCALARS, is_type_text, name_of, named_type

_INPUT_FORMS = frozenset({"scalar", "enum", "input_object"})
_MEMBERS: dict[TypeKind, str] = {
    "object": "field",
    "interface": "field",
    "input_object": "input_field",
    "enum": "enum_value",
}
# What a type must be to have such a member, where nothing else tells.
_FORM_OF: dict[str, TypeKind] = {
    "field": "object",
    "input_field": "input_object",
    "enum_value": "enum",
}
_NO_ENUM_VALUES = frozenset({"true", "false", "null"})
LOCATIONS = frozenset(
    {
        "QUERY",
        "MUTATION",
        "SUBSCRIPTION",
        "FIELD",
        "FRAGMENT_DEFINITION",
        "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT",
        "VARIABLE_DEFINITION",
        "SCHEMA",
        "SCALAR",
        "OBJECT",
        "FIELD_DEFINITION",
        "ARGUMENT_DEFINITION",
        "INTERFACE",
        "UNION",
        "ENUM",
        "ENUM_VALUE",
        "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION",
    }
)


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a named type is shown: `coordinate` is its name in coordinates, `name` its own.

    `element` is None where the type is only referred to, or only its members are known.
    """

    coordinate: str
    name: str
    kind: TypeKind
    element: Element | None
    members: tuple[Element, ...] = ()

    @property
    def says(self) -> str | None:
        """What the form alone does not say of the element's kind."""
        if self.element is None:
            return NOTHING
        return None if self.element.element == self.kind else self.element.element


class Plan:
    """A snapshot with everything in a place where a schema is valid."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.index = Index(snapshot)
        names = frozenset(_names(snapshot))
        self.marks = unused(names)
        self._own = self._own_names()
        self.forms: dict[str, Form] = {}
        for coordinate in sorted(self._containers()):
            form = self._form(coordinate)
            if form is not None:
                self.forms[form.name] = form
        self._add_references()
        self.directives = {
            e.coordinate[1:]: e for e in snapshot.elements if self._shown_directive(e)
        }

    # Named types

    def _containers(self) -> set[str]:
        """Everything that is a named type or has members."""
        found = {e.coordinate for e in self.snapshot.elements if e.element in NAMED_TYPES}
        for element in self.snapshot.elements:
            if element.element in _FORM_OF:
                found.add(element.coordinate.partition(".")[0])
        return found

    def _own_names(self) -> dict[str, str]:
        """The region's own names of types, by the names in coordinates, where they differ."""
        own: dict[str, str] = {}
        for operation in OPERATIONS:
            name = getattr(self.snapshot.roots, operation)
            if name is not None and name not in own.values():
                own[ROOT_NAMES[operation]] = name
        for name in ROOT_NAMES.values():
            coordinate = self.index.coordinate_of(name)
            if coordinate != name and name not in own.values():
                own[coordinate] = name
        return own

    def _form(self, coordinate: str) -> Form | None:
        name = self._own.get(coordinate, coordinate)
        if not _may_stand(name) or name in BUILT_IN_SCALARS:
            return None
        element = self.index.get(coordinate)
        if element is not None and element.element not in NAMED_TYPES:
            element = None
        members = self.index.children(coordinate)
        kind = self._kind(element, members)
        shown = tuple(e for e in members if e.element == _MEMBERS.get(kind) and _may_be_member(e))
        return Form(coordinate=coordinate, name=name, kind=kind, element=element, members=shown)

    def _kind(self, element: Element | None, members: list[Element]) -> TypeKind:
        """What a type is shown as; by its members where its kind is not known."""
        if element is not None and element.element != "type":
            return cast("TypeKind", element.element)
        kinds = {member.element for member in members}
        return next((form for member, form in _FORM_OF.items() if member in kinds), "scalar")

    def _add_references(self) -> None:
        """What is referred to and known no better is shown as a scalar."""
        for name in sorted(_references(self.snapshot)):
            if name not in self.forms and name not in BUILT_IN_SCALARS and _may_stand(name):
                self.forms[name] = Form(coordinate=name, name=name, kind="scalar", element=None)

    def root(self, operation: Operation) -> str | None:
        """A root type that can be shown as one."""
        name = getattr(self.snapshot.roots, operation)
        form = self.forms.get(name) if name is not None else None
        before = OPERATIONS[: OPERATIONS.index(operation)]
        if form is None or form.kind != "object" or name in map(self._root_name, before):
            return None
        return form.name

    def _root_name(self, operation: Operation) -> str | None:
        name: str | None = getattr(self.snapshot.roots, operation)
        return name

    # What a form may refer to

    def type_text(self, element: Element) -> str | None:
        """The type of a field, an argument or an input field, where it may stand there."""
        if element.type is None or not is_type_text(element.type):
            return None
        name = named_type(element.type)
        if name in BUILT_IN_SCALARS:
            return element.type
        form = self.forms.get(name)
        if form is None or (form.kind == "input_object" and element.element == "field"):
            return None
        if element.element != "field" and form.kind not in _INPUT_FORMS:
            return None
        return element.type

    def interfaces(self, form: Form) -> tuple[str, ...]:
        """The interfaces that a type can be shown to implement: it has all their fields."""
        if form.element is None or form.kind not in ("object", "interface"):
            return ()
        fields = {member.name for member in form.members}
        return tuple(
            name
            for name in sorted(set(form.element.interfaces))
            if name != form.name and self._implements(fields, self.forms.get(name))
        )

    def _implements(self, fields: set[str], interface: Form | None) -> bool:
        if interface is None or interface.kind != "interface":
            return False
        return fields.issuperset(member.name for member in interface.members)

    def is_empty(self, name: str) -> bool:
        """Whether a type is shown without any member, so that something must stand for one."""
        return not self.forms[name].members

    def members(self, form: Form) -> tuple[str, ...]:
        """The object types that a union can be shown to have."""
        if form.element is None or form.kind != "union":
            return ()
        return tuple(
            name
            for name in sorted(set(form.element.members))
            if name in self.forms and self.forms[name].kind == "object"
        )

    def arguments(self, owner: Element) -> list[Element]:
        """The arguments of a field or directive that can be shown."""
        kind = "directive_argument" if owner.element == "directive" else "argument"
        found = self.index.children(owner.coordinate)
        return [e for e in found if e.element == kind and _may_stand(e.name)]

    # Directives

    def _shown_directive(self, element: Element) -> bool:
        if element.element != "directive" or element.coordinate[1:] in SPECIFIED_DIRECTIVES:
            return False
        said = set(facts(element)) - {"description", "locations", "repeatable"}
        locations = element.locations
        in_order = locations == tuple(sorted(set(locations)))
        return (
            not said and in_order and bool(locations) and LOCATIONS.issuperset(locations)
        ) and _may_stand(element.coordinate[1:])

    def may_use(self, uses: tuple[DirectiveUse, ...], location: str) -> bool:
        """Whether all these directives are defined, and allowed there as they are used."""
        seen: set[str] = set()
        for use in uses:
            directive = self.directives.get(use.name)
            if directive is None or location not in directive.locations:
                return False
            if use.name in seen and not directive.repeatable:
                return False
            seen.add(use.name)
            if not self._arguments_fit(use, self.arguments(directive)):
                return False
        return True

    def _arguments_fit(self, use: DirectiveUse, arguments: list[Element]) -> bool:
        known = {argument.name for argument in arguments}
        required = {
            argument.name
            for argument in arguments
            if (self.type_text(argument) or "").endswith("!") and argument.default is None
        }
        return required <= use.arguments.keys() <= known

    # What has no place

    def left(self) -> list[Element]:
        """The elements that no form shows: they must be told in another way."""
        shown = set(self._shown())
        return [e for e in self.snapshot.elements if e.coordinate not in shown]

    def _shown(self) -> Iterator[str]:
        for form in self.forms.values():
            if form.element is not None:
                yield form.coordinate
            for member in form.members:
                yield member.coordinate
                yield from (argument.coordinate for argument in self._field_arguments(member))
        for directive in self.directives.values():
            yield directive.coordinate
            yield from (argument.coordinate for argument in self.arguments(directive))

    def _field_arguments(self, member: Element) -> list[Element]:
        return self.arguments(member) if member.element == "field" else []


def facts(element: Element) -> dict[str, Any]:
    """Everything that an element says, by the export's keys, in plain values."""
    keys: dict[str, Any] = msgspec.to_builtins(element)
    for key in ("coordinate", "element", "source"):
        keys.pop(key, None)
    return keys


def _may_stand(name: str) -> bool:
    return not name.startswith("__")


def _may_be_member(element: Element) -> bool:
    name = element.name
    return _may_stand(name) and not (element.element == "enum_value" and name in _NO_ENUM_VALUES)


def _references(snapshot: Snapshot) -> set[str]:
    """Every named type that something refers to."""
    found: set[str] = set()
    for element in snapshot.elements:
        found.update(element.interfaces)
        found.update(element.members)
        if element.type is not None and is_type_text(element.type):
            found.add(named_type(element.type))
    return found


def _names(snapshot: Snapshot) -> Iterator[str]:
    """Every name that the snapshot uses for anything."""
    for operation in OPERATIONS:
        yield getattr(snapshot.roots, operation) or ""
    for element in snapshot.elements:
        parts = coordinates.parse(element.coordinate)
        if parts is not None:
            yield from (part for part in parts[:3] if part)
        yield name_of(element.ref) or ""
        yield from (*element.interfaces, *element.members)
        for use in element.directives:
            yield from (use.name, *use.arguments)
