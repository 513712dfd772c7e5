"""What one region proves about its types, as a document's maker and its judge ask for it.

In: a region's `Index`. Out: `Schema`: kinds, members in the order of the source, types that may be
selected or given. A module of its own because making, filling in and checking an example must read
partial knowledge alike: what no source shows is `unknown`, and is neither selected nor relied upon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from schemadoc import coverage, typerefs
from schemadoc.model import TYPE_KINDS, Element, ElementKind, Index
from schemadoc.render.asked import Asked, Kept

COMPOSITE = frozenset({"object", "interface", "union"})
ABSTRACT = frozenset({"interface", "union"})
_NOT_GIVEN = frozenset({"object", "interface", "union"})
_NAME = re.compile(r"(?!__)[_A-Za-z][_0-9A-Za-z]*")
_NO_ENUM_VALUES = frozenset({"true", "false", "null"})
# What a type of unknown kind must be to have such a member.
_KIND_OF = {"field": "object", "input_field": "input_object", "enum_value": "enum"}


def is_name(text: str) -> bool:
    """Whether a name may stand in a document; those with `__` are the specification's own."""
    return _NAME.fullmatch(text) is not None


def is_required(element: Element) -> bool:
    """Whether an argument or input field must be given."""
    return bool(element.type and element.type.endswith("!") and element.default is None)


class Schema:
    """A region's types; read-only, with answers kept since many documents ask the same."""

    def __init__(self, index: Index, asked: Asked | None = None) -> None:
        self.index = index
        self.asked = asked or Asked()
        self._members: Kept[tuple[str, str], tuple[Element, ...]] = Kept(self.asked)
        self._kinds: Kept[str, str] = Kept(self.asked)
        self._possible: Kept[str, tuple[str, ...]] = Kept(self.asked)
        self._selected: Kept[str, str | None] = Kept(self.asked)
        self._leaves: Kept[str, bool] = Kept(self.asked)
        self._named: Kept[str, dict[str, Element]] = Kept(self.asked)
        self._needy: Kept[str, bool] = Kept(self.asked)

    @cached_property
    def implementing(self) -> dict[str, list[str]]:
        """Object types by the interfaces they name."""
        return _implementing(self.index)

    def kind(self, name: str) -> str:
        """A kind of named type, or `unknown`."""
        return self._kinds.get(name, lambda: self._kind(name))

    def _kind(self, name: str) -> str:
        if name in typerefs.BUILT_IN_SCALARS:
            return "scalar"
        if not is_name(name):
            return "unknown"
        element = self.index.get(self.index.coordinate_of(name))
        kind = element.element if element is not None else "type"
        if kind == "enum" and not self.values(name):
            return "unknown"
        if kind in TYPE_KINDS:
            return kind
        held = {member.element for member in self._children(name)}
        return next((form for member, form in _KIND_OF.items() if member in held), "unknown")

    def missing(self, coordinate: str, kind: ElementKind) -> str:
        """What is said of an element that is not here: `absent` only where the sources cover it."""
        said = coverage.presence(self.index, coordinate, (kind,))
        return "absent" if said == "absent" else "not shown"

    def fields(self, name: str) -> tuple[Element, ...]:
        """The fields of an object or interface, in the order of the source."""
        return self._ordered(name, "field")

    def inputs(self, name: str) -> tuple[Element, ...]:
        """The input fields of an input object."""
        return self._ordered(name, "input_field")

    def values(self, name: str) -> tuple[Element, ...]:
        """The values of an enum that may stand in a document."""
        found = self._ordered(name, "enum_value")
        return tuple(value for value in found if value.name not in _NO_ENUM_VALUES)

    def arguments(self, field: Element) -> tuple[Element, ...]:
        """The arguments of a field, in the order of the source."""
        at = field.coordinate
        key = (at, "argument")
        return self._members.get(key, lambda: _in_order(self.index.children(at), "argument"))

    def arguments_by_name(self, field: Element) -> dict[str, Element]:
        """The same by their names; not to be changed."""
        return self._named.get(
            field.coordinate, lambda: {one.name: one for one in self.arguments(field)}
        )

    def needs_arguments(self, field: Element) -> bool:
        """Whether a field cannot be asked for without arguments."""
        return self._needy.get(
            field.coordinate, lambda: any(map(is_required, self.arguments(field)))
        )

    def one_of(self, name: str) -> bool:
        """Whether exactly one of an input object's fields must be given."""
        element = self.index.get(self.index.coordinate_of(name))
        return element is not None and element.one_of

    def field(self, type_name: str, name: str) -> Element | None:
        """One field of a type."""
        found = self.index.get(f"{self.index.coordinate_of(type_name)}.{name}")
        return found if found is not None and found.element == "field" else None

    def possible(self, name: str) -> tuple[str, ...]:
        """The object types that a value of a composite type can have, as far as they are known."""
        return self._possible.get(name, lambda: self._all_possible(name))

    def _all_possible(self, name: str) -> tuple[str, ...]:
        if self.kind(name) == "object":
            return (name,)
        if self.kind(name) == "union":
            return tuple(m for m in self.members(name) if self.kind(m) == "object")
        self.asked.note(f"i:{name}")
        return tuple(m for m in self.implementing.get(name, ()) if self._has_all(m, name))

    def members(self, name: str) -> tuple[str, ...]:
        """What a union names, of whatever kind."""
        element = self.index.get(self.index.coordinate_of(name))
        return tuple(dict.fromkeys(element.members)) if element is not None else ()

    def _has_all(self, member: str, interface: str) -> bool:
        """Whether a type can be shown to implement an interface: it has all its fields."""
        if self.kind(member) != "object":
            return False
        had = {field.name for field in self.fields(member)}
        return had.issuperset(field.name for field in self.fields(interface))

    # Types of elements

    def selected(self, field: Element) -> str | None:
        """A field's type text; where only its name is proved, the plainest type of that name."""
        return self._selected.get(field.coordinate, lambda: self._text(field))

    def _text(self, field: Element) -> str | None:
        text = field.type
        if text is None and field.type_known is not None and field.type_known.named:
            name = field.type_known.named
            text = f"[{name}]" if field.type_known.list else name
        if text is None or not typerefs.is_type_text(text):
            return None
        return None if self.kind(typerefs.named_type(text)) == "input_object" else text

    def given(self, element: Element) -> str | None:
        """The type text of an argument or input field, where a value of it can be given."""
        if element.type is None or not typerefs.is_type_text(element.type):
            return None
        return None if self.kind(typerefs.named_type(element.type)) in _NOT_GIVEN else element.type

    def is_leaf(self, field: Element) -> bool:
        """Whether a field is proved to be selected without anything inside."""
        return self._leaves.get(field.coordinate, lambda: self._is_leaf(field))

    def _is_leaf(self, field: Element) -> bool:
        text = self.selected(field)
        kind = self.kind(typerefs.named_type(text)) if text else "unknown"
        if kind == "unknown":
            known = field.type_known
            return known is not None and known.json not in (None, "object")
        return kind in ("scalar", "enum")

    def composite(self, field: Element) -> str | None:
        """The named type of a field that is proved to need a selection."""
        text = self.selected(field)
        name = typerefs.named_type(text) if text else ""
        return name if text and self.kind(name) in COMPOSITE else None

    # Members

    def _children(self, name: str) -> Sequence[Element]:
        return self.index.children(self.index.coordinate_of(name))

    def _ordered(self, name: str, kind: ElementKind) -> tuple[Element, ...]:
        return self._members.get((name, kind), lambda: _in_order(self._children(name), kind))


def _in_order(elements: Sequence[Element], kind: ElementKind) -> tuple[Element, ...]:
    """Those of a kind, as the source has them; those without a place come last, by name."""
    found = [e for e in elements if e.element == kind and is_name(e.name)]
    return tuple(sorted(found, key=_place))


def _place(element: Element) -> tuple[bool, str, int, int, str]:
    at = element.source
    if at is None:
        return True, "", 0, 0, element.name
    return False, at.path, at.line, at.column or 0, element.name


def _implementing(index: Index) -> dict[str, list[str]]:
    """Object types by the interfaces they name."""
    found: dict[str, list[str]] = {}
    for element in index.snapshot.elements:
        for name in element.interfaces if element.element == "object" else ():
            found.setdefault(name, []).append(element.coordinate)
    return found
