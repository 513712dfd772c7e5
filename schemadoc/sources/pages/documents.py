"""The operation document and the example response under a section, as evidence.

In: their texts as captured. Out: from a document, the root field, its arguments with the types of
their variables, and what is selected; from a response, which is JSON with type names where values
should be, a tree of `Value`s. A module of its own because a document proves names and an example
proves shapes, and neither proves more.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple, get_args

from graphql.error import GraphQLError
from graphql.language import (
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    parse,
    print_ast,
)

from schemadoc.model import Operation
from schemadoc.sources.pages.layouts import FRAGMENT_SUFFIX
from schemadoc.typerefs import Json, Known

ValueKind = Literal["object", "list", "name", "string", "int", "float", "boolean", "null", "any"]

_JSON_KINDS: dict[str, Json] = {kind: kind for kind in get_args(Json)}

_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<float>-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+))'
    r"|(?P<int>-?\d+)|(?P<name>[_A-Za-z][_0-9A-Za-z]*)|(?P<mark>[\[\]{},:|]))"
)


class Argument(NamedTuple):
    """An argument of the root field; the type is its variable's, None where it has none."""

    name: str
    type: str | None
    line: int


class Selected(NamedTuple):
    """A field that a document selects, and what is selected under it.

    `members` are the types of inline fragments, `member_fields` what is selected of each.
    """

    name: str
    line: int
    composite: bool
    fragments: tuple[str, ...]
    members: tuple[str, ...]
    fields: tuple[Selected, ...]
    member_fields: tuple[tuple[str, Selected], ...] = ()


class Document(NamedTuple):
    """What one operation document proves."""

    operation: Operation
    field: Selected
    arguments: tuple[Argument, ...]


class Value(NamedTuple):
    """A value of an example.

    `name` is set for a bare type name, `text` for a string, `items` for lists and objects.
    """

    kind: ValueKind
    name: str | None = None
    items: tuple[tuple[str, Value], ...] = ()
    text: str = ""

    def get(self, key: str) -> Value | None:
        """The value under a key of an object, or of the objects in a list."""
        if self.kind == "list":
            found = (value.get(key) for _, value in self.items)
            return next((value for value in found if value is not None), None)
        return next((value for name, value in self.items if name == key), None)


def read_document(text: str, line: int) -> Document | None:
    """Read an operation document that starts at a line; None where GraphQL cannot parse it."""
    try:
        parsed = parse(text)
    except (GraphQLError, RecursionError):
        return None
    operation = parsed.definitions[0]
    if not isinstance(operation, OperationDefinitionNode):
        return None
    roots = _fields(operation.selection_set)
    if not roots:
        return None
    types = {
        definition.variable.name.value: print_ast(definition.type)
        for definition in operation.variable_definitions or ()
    }
    declared = {
        definition.variable.name.value: _line(definition, line)
        for definition in operation.variable_definitions or ()
    }
    arguments = tuple(
        Argument(
            argument.name.value,
            types.get(argument.value.name.value)
            if isinstance(argument.value, VariableNode)
            else None,
            declared.get(argument.value.name.value, _line(argument, line))
            if isinstance(argument.value, VariableNode)
            else _line(argument, line),
        )
        for argument in roots[0].arguments or ()
    )
    return Document(operation.operation.value, _selected(roots[0], line), arguments)


def _line(node: Any, offset: int) -> int:
    return offset - 1 + int(node.loc.start_token.line) if node.loc else offset


def _selected(node: FieldNode, offset: int) -> Selected:
    chosen = node.selection_set
    if chosen is None:
        return Selected(node.name.value, _line(node, offset), False, (), (), ())
    return Selected(
        node.name.value,
        _line(node, offset),
        True,
        tuple(n.name.value for n in chosen.selections if isinstance(n, FragmentSpreadNode)),
        tuple(_members(chosen)),
        tuple(_selected(n, offset) for n in _fields(chosen)),
        tuple(
            (node.type_condition.name.value, _selected(inner, offset))
            for node in chosen.selections
            if isinstance(node, InlineFragmentNode) and node.type_condition
            for inner in _fields(node.selection_set)
        ),
    )


def _fields(chosen: SelectionSetNode) -> list[FieldNode]:
    """The fields that are selected; meta fields such as `__typename` are no field of a type."""
    nodes = (node for node in chosen.selections if isinstance(node, FieldNode))
    return [node for node in nodes if not node.name.value.startswith("__")]


def _members(chosen: SelectionSetNode) -> list[str]:
    """The types that inline fragments name."""
    return [
        node.type_condition.name.value
        for node in chosen.selections
        if isinstance(node, InlineFragmentNode) and node.type_condition
    ]


def fragment_type(fragment: str) -> str | None:
    """The type a generated fragment is named after: `X` of `XFragment`."""
    return fragment.removesuffix(FRAGMENT_SUFFIX) if fragment.endswith(FRAGMENT_SUFFIX) else None


def known(selected: Selected | None, value: Value | None) -> Known:
    """What a selection and the example under the same name prove of a field's type.

    A fragment names the type itself. A bare name in the example may be a member of an abstract
    type, so it names the type only where nothing is selected by member; brackets prove a list,
    and their absence proves nothing.
    """
    named = _named_by(selected, value)
    inner = value
    is_list = None
    while inner is not None and inner.kind == "list":
        is_list, inner = True, inner.items[0][1] if inner.items else None
    json = _JSON_KINDS.get(inner.kind) if inner is not None else None
    if named is None and selected is not None and selected.composite:
        json = "object"
    return Known(named=named, list=is_list, json=json)


def _named_by(selected: Selected | None, value: Value | None) -> str | None:
    if selected is not None and selected.composite:
        names = [fragment_type(fragment) for fragment in selected.fragments]
        alone = len(names) == 1 and not selected.members
        return names[0] if alone else None
    while value is not None and value.kind == "list":
        value = value.items[0][1] if value.items else None
    return value.name if value is not None and selected is not None else None


def read_example(text: str) -> Value | None:
    """Read an example: JSON, with bare type names and alternatives (`"a" | 1`) for values.

    Returns None where the text is no such thing, or ends too early.
    """
    reader = _Example(text)
    try:
        value = reader.value()
    except (ValueError, RecursionError):
        return None
    return value


class _Example:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def value(self) -> Value:
        """One value; alternatives make it one that proves nothing."""
        first = self._single()
        if self._peek() != "|":
            return first
        while self._peek() == "|":
            self._take()
            self._single()
        return Value("any")

    def _single(self) -> Value:
        kind, text = self._take()
        if kind == "mark":
            if text == "{":
                return Value("object", items=self._members())
            if text == "[":
                return Value("list", items=self._items())
            raise ValueError(text)
        if kind == "name":
            words: dict[str, ValueKind] = {
                "true": "boolean",
                "false": "boolean",
                "null": "null",
                "None": "null",
            }
            return Value(words[text]) if text in words else Value("name", name=text)
        written = text[1:-1] if kind == "string" else ""
        return Value(kind, text=written)  # type: ignore[arg-type]  # the token's name is its kind

    def _members(self) -> tuple[tuple[str, Value], ...]:
        members = []
        while self._peek() != "}":
            kind, key = self._take()
            if kind != "string" or self._take()[1] != ":":
                raise ValueError(key)
            members.append((key[1:-1], self.value()))
            if self._peek() == ",":
                self._take()
        self._take()
        return tuple(members)

    def _items(self) -> tuple[tuple[str, Value], ...]:
        items = []
        while self._peek() != "]":
            items.append(("", self.value()))
            if self._peek() == ",":
                self._take()
        self._take()
        return tuple(items)

    def _peek(self) -> str | None:
        found = _TOKEN.match(self.text, self.at)
        return found[0].strip() if found and found.lastgroup == "mark" else None

    def _take(self) -> tuple[str, str]:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup is None:
            raise ValueError(self.text[self.at : self.at + 20])
        self.at = found.end()
        return found.lastgroup, found[found.lastgroup]
