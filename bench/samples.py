"""The operation document and the example data that a documentation page shows, from a schema.

In: a snapshot. Out: texts as generators of such pages write them: every field that can be asked
without an argument, fragments for what has fields, a literal for each scalar, type names where
data should be. A module of its own because pages of every layout show the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from schemadoc import typerefs
from schemadoc.model import Element, Index, Operation, Snapshot

_WIDTH = 80
_SCALARS = {
    "String": '"abc123"',
    "ID": '"abc123"',
    "Int": "1",
    "Float": "1.0",
    "Boolean": "true",
    "Date": '"2020-01-01"',
    "DateTime": '"2020-01-01T00:00:00.000Z"',
    "Decimal": '"1.0"',
    "JSON": '{"key": "value"}',
}


class Schema:
    """A snapshot as the generator of a page asks it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.index = Index(snapshot)
        self._implementers: dict[str, list[str]] = {}
        for element in self.index.types():
            for interface in element.interfaces:
                self._implementers.setdefault(interface, []).append(element.coordinate)

    def kind(self, name: str) -> str:
        """The kind of a named type; built-in scalars are in no snapshot."""
        element = self.index.get(self.index.coordinate_of(name))
        return element.element if element else "scalar"

    def fields(self, name: str) -> list[Element]:
        """The fields of an object or an interface, by name."""
        children = self.index.children(self.index.coordinate_of(name))
        return [child for child in children if child.element == "field"]

    def arguments(self, coordinate: str) -> list[Element]:
        """The arguments that a generator shows: it does not ask for deprecated ones."""
        return [a for a in self.index.children(coordinate) if a.deprecation is None]

    def members(self, name: str) -> list[str]:
        """What a union may be, or what implements an interface."""
        element = self.index.get(name)
        if element is not None and element.element == "union":
            return list(element.members)
        return self._implementers.get(name, [])

    def selectable(self, name: str) -> list[Element]:
        """The fields that a document can select without giving an argument."""
        return [field for field in self.fields(name) if not self._needs_argument(field)]

    def _needs_argument(self, field: Element) -> bool:
        return any(
            (argument.type or "").endswith("!") and argument.default is None
            for argument in self.index.children(field.coordinate)
        )


def named(element: Element) -> str:
    """The named type of an element of a whole schema, where every type is exact."""
    return typerefs.named_type(element.type or "")


def document(schema: Schema, operation: Operation, field: Element) -> tuple[str, ...]:
    """The document that calls one root field."""
    arguments = schema.arguments(field.coordinate)
    title = f"{operation} {field.name[:1].upper()}{field.name[1:]}"
    opening = _call(title, [f"${a.name}: {a.type}" for a in arguments])
    call = _call(field.name, [f"{a.name}: ${a.name}" for a in arguments])
    chosen = list(_selection(schema, named(field), depth=0))
    if not chosen:
        return (*_opened(opening), *_indent(call), "}")
    return (*_opened(opening), *_indent((*_opened(call), *_indent(chosen), "}")), "}")


def _opened(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (*lines[:-1], f"{lines[-1]} {{")


def _call(name: str, parts: list[str]) -> tuple[str, ...]:
    if not parts:
        return (name,)
    line = f"{name}({', '.join(parts)})"
    if len(parts) == 1 or len(line) <= _WIDTH:
        return (line,)
    return (f"{name}(", *(f"  {part}," for part in parts[:-1]), f"  {parts[-1]}", ")")


def _selection(schema: Schema, name: str, depth: int) -> Iterator[str]:
    """What is selected of a type: its fields at the top, a fragment below."""
    kind = schema.kind(name)
    if kind == "union":
        for member in schema.members(name):
            yield from (f"... on {member} {{", f"  ...{member}Fragment", "}")
    elif kind in ("object", "interface") and depth:
        yield f"...{name}Fragment"
    elif kind in ("object", "interface"):
        fields = schema.selectable(name)
        if not fields:
            yield "__typename"
        for field in fields:
            inner = list(_selection(schema, named(field), depth + 1))
            yield from (f"{field.name} {{", *_indent(inner), "}") if inner else (field.name,)


def _indent(lines: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(textwrap.indent(line, "  ") for line in lines)


class Examples:
    """Example data in one style: `brackets` says that lists keep theirs whatever their type."""

    def __init__(self, schema: Schema, *, brackets: bool) -> None:
        self.schema = schema
        self.brackets = brackets

    def variables(self, arguments: list[Element]) -> tuple[str, ...]:
        """The variables of a document."""
        return _object([(a.name, (self.value(a.type or ""),)) for a in arguments])

    def response(self, field: Element) -> tuple[str, ...]:
        """The response to the document of a root field."""
        text, name = field.type or "", named(field)
        value: tuple[str, ...] = (self.value(text),)
        if self.schema.kind(name) in ("object", "interface"):
            value = self._fields(self.schema.selectable(name))
            if self._in_brackets(text):
                value = ("[", *_indent(value), "]")
        return _object([("data", _object([(field.name, value)]))])

    def of_type(self, name: str) -> tuple[str, ...]:
        """The example of an object type."""
        return self._fields(self.schema.fields(name))

    def value(self, text: str) -> str:
        """What stands for a value of a type: a literal, or a name."""
        name = typerefs.named_type(text)
        kind = self.schema.kind(name)
        single = _SCALARS.get(name, name)
        if kind == "enum":
            single = f'"{self.schema.index.children(name)[0].name}"'
        elif kind in ("union", "interface"):
            single = next(iter(self.schema.members(name)), name)
        return f"[{single}]" if self._in_brackets(text) else single

    def _in_brackets(self, text: str) -> bool:
        return typerefs.is_list(text) and (self.brackets or "!" not in text)

    def _fields(self, fields: list[Element]) -> tuple[str, ...]:
        return _object([(field.name, (self.value(field.type or ""),)) for field in fields])


def _object(members: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    lines = ["{"]
    for at, (key, value) in enumerate(members):
        comma = "," if at + 1 < len(members) else ""
        whole = (f'"{key}": {value[0]}', *value[1:])
        lines.extend(_indent((*whole[:-1], f"{whole[-1]}{comma}")))
    return (*lines, "}")
