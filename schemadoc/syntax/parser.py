"""The grammar of the type system: tokens to nodes.

In: a text. Out: the nodes of its definitions, or of the value that it is. A module of its own: the
grammar of the specification's appendix (October 2021, with what later drafts added and graphql-core
reads), one method for each rule that a schema needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from schemadoc.syntax import nodes
from schemadoc.syntax.nodes import Node
from schemadoc.syntax.tokens import END, NotUnderstoodError, Tokens, string_value

_T = TypeVar("_T")

# Deeper ones are left to graphql-core, which has a limit of its own.
_DEPTH = 40
_NAME_START = frozenset("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NUMBER_START = frozenset("-0123456789")
_NO_END = _NAME_START | _NUMBER_START | {"."}
_OPERATIONS = frozenset({"query", "mutation", "subscription"})
_LOCATIONS = frozenset(
    {
        *("QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD"),
        *("INLINE_FRAGMENT", "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT"),
        *("FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE"),
        *("INPUT_OBJECT", "INPUT_FIELD_DEFINITION"),
    }
)
_NAMED_VALUES: dict[str, tuple[str, bool | str | None]] = {
    "true": ("boolean_value", True),
    "false": ("boolean_value", False),
    "null": ("null_value", None),
}
_KINDS = {
    "scalar": "scalar_type",
    "type": "object_type",
    "interface": "interface_type",
    "union": "union_type",
    "enum": "enum_type",
    "input": "input_object_type",
}


def parse(text: str, above: int = 0) -> tuple[Node, ...]:
    """The definitions of a schema document.

    Args:
        text: the document, or some whole lines of one.
        above: how many lines of the document stand above these.

    Raises:
        NotUnderstoodError: for a text that is not valid, and for operations.
    """
    parser = _Parser(Tokens(text, above))
    found = [parser.definition()]
    while parser.text != END:
        found.append(parser.definition())
    return tuple(found)


def parse_value(text: str) -> Node:
    """A constant value.

    Raises:
        NotUnderstoodError: for a text that is none.
    """
    parser = _Parser(Tokens(text))
    value = parser.value()
    if parser.text != END:
        raise NotUnderstoodError(parser.text)
    return value


class _Parser:
    """One pass over the tokens of one text; `text` is the next one's, `at` its number."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.texts = tokens.texts
        self.at = 0
        self.text = self.texts[0]
        self.depth = 0

    # Tokens

    def _next(self) -> None:
        self.at += 1
        self.text = self.texts[self.at]

    def _skip(self, token: str) -> bool:
        """Go on behind a token, if it stands here."""
        if self.text != token:
            return False
        self.at += 1
        self.text = self.texts[self.at]
        return True

    def _expect(self, token: str) -> None:
        if not self._skip(token):
            raise NotUnderstoodError(self.text)

    def _name(self) -> nodes.Name:
        token = self.text
        if token[0] not in _NAME_START:
            raise NotUnderstoodError(token)
        name = nodes.Name(self.at, self.tokens, token)
        self.at += 1
        self.text = self.texts[self.at]
        return name

    def _many(self, opens: str, read: Callable[[], _T], closes: str) -> tuple[_T, ...]:
        """One or more between brackets; none where the brackets are missing."""
        if not self._skip(opens):
            return ()
        found = [read()]
        while not self._skip(closes):
            found.append(read())
        return tuple(found)

    def _any(self, opens: str, read: Callable[[], _T], closes: str) -> tuple[_T, ...]:
        """Any number between brackets."""
        self._expect(opens)
        self.depth += 1
        if self.depth > _DEPTH:
            raise NotUnderstoodError("nested too deeply")
        found = []
        while not self._skip(closes):
            found.append(read())
        self.depth -= 1
        return tuple(found)

    def _parted(self, by: str, read: Callable[[], _T]) -> tuple[_T, ...]:
        """One or more with a mark between them, and maybe one before the first."""
        self._skip(by)
        found = [read()]
        while self._skip(by):
            found.append(read())
        return tuple(found)

    # Definitions

    def definition(self) -> Node:
        """One definition or extension."""
        start = self.at
        if self._skip("extend"):
            return self._extension(start)
        description = self._description()
        keyword = self.text
        if keyword in _KINDS:
            return self._type(start, description, "definition")
        if self._skip("directive"):
            return self._directive_definition(start, description)
        if keyword == "schema":
            return self._schema(start, description, "schema_definition")
        raise NotUnderstoodError(keyword)

    def _extension(self, start: int) -> Node:
        if self.text == "schema":
            schema = self._schema(start, None, "schema_extension")
            says_something = schema.directives or schema.operation_types
            if not says_something:
                raise NotUnderstoodError("an extension of nothing")
            return schema
        if self.text not in _KINDS:
            raise NotUnderstoodError(self.text)
        node = self._type(start, None, "extension")
        if not (node.interfaces or node.directives or node.fields or node.types or node.values):
            raise NotUnderstoodError("an extension of nothing")
        return node

    def _schema(self, start: int, description: nodes.Value | None, kind: str) -> nodes.Schema:
        self._next()
        directives = self._directives()
        types = self._many("{", self._operation_type, "}")
        if kind == "schema_definition" and not types:
            raise NotUnderstoodError(self.text)
        return nodes.Schema(start, self.tokens, kind, description, directives, types)

    def _operation_type(self) -> nodes.OperationType:
        if self.text not in _OPERATIONS:
            raise NotUnderstoodError(self.text)
        operation = self._name()
        self._expect(":")
        return nodes.OperationType(operation, nodes.NamedType(self._name()))

    def _type(self, start: int, description: nodes.Value | None, what: str) -> nodes.Type:
        keyword = self.text
        self._next()
        node = nodes.Type(
            start, self.tokens, f"{_KINDS[keyword]}_{what}", description, self._name()
        )
        if keyword in ("type", "interface") and self._skip("implements"):
            node.interfaces = self._parted("&", self._named_type)
        node.directives = self._directives()
        if keyword in ("type", "interface"):
            node.fields = self._many("{", self._field, "}")
        elif keyword == "input":
            node.fields = self._many("{", self._input_value, "}")
        elif keyword == "enum":
            node.values = self._many("{", self._enum_value, "}")
        elif keyword == "union" and self._skip("="):
            node.types = self._parted("|", self._named_type)
        return node

    def _directive_definition(self, start: int, description: nodes.Value | None) -> Node:
        self._expect("@")
        name = self._name()
        arguments = self._many("(", self._input_value, ")")
        repeatable = self._skip("repeatable")
        self._expect("on")
        locations = self._parted("|", self._location)
        return nodes.DirectiveDefinition(
            start, self.tokens, description, name, arguments, repeatable, locations
        )

    def _location(self) -> nodes.Name:
        if self.text not in _LOCATIONS:
            raise NotUnderstoodError(self.text)
        return self._name()

    # Members

    def _field(self) -> nodes.Field:
        start = self.at
        description = self._description()
        name = self._name()
        arguments = self._many("(", self._input_value, ")") if self.text == "(" else ()
        self._expect(":")
        return nodes.Field(
            start, self.tokens, description, name, arguments, self._type_ref(), self._directives()
        )

    def _input_value(self) -> nodes.InputValue:
        start = self.at
        description = self._description()
        name = self._name()
        self._expect(":")
        ref = self._type_ref()
        default = self.value() if self._skip("=") else None
        return nodes.InputValue(
            start, self.tokens, description, name, ref, default, self._directives()
        )

    def _enum_value(self) -> nodes.EnumValue:
        start = self.at
        description = self._description()
        if self.text in ("true", "false", "null"):
            raise NotUnderstoodError(self.text)
        name = self._name()
        return nodes.EnumValue(start, self.tokens, description, name, self._directives())

    # What all have

    def _description(self) -> nodes.Value | None:
        return self._string() if self.text[0] == '"' else None

    def _string(self) -> nodes.Value:
        if len(self.text) < len('""'):
            raise NotUnderstoodError(self.text)
        node = nodes.Value(self.at, self.tokens, "string_value", string_value(self.text))
        self._next()
        return node

    def _directives(self) -> tuple[nodes.Directive, ...]:
        if self.text != "@":
            return ()
        found = []
        while self._skip("@"):
            found.append(nodes.Directive(self._name(), self._many("(", self._argument, ")")))
        return tuple(found)

    def _argument(self) -> nodes.Argument:
        name = self._name()
        self._expect(":")
        return nodes.Argument(name, self.value())

    def _named_type(self) -> nodes.NamedType:
        return nodes.NamedType(self._name())

    def _type_ref(self) -> nodes.NamedType | nodes.WrappedType:
        ref: nodes.NamedType | nodes.WrappedType
        if self._skip("["):
            self.depth += 1
            if self.depth > _DEPTH:
                raise NotUnderstoodError("nested too deeply")
            ref = nodes.WrappedType("list_type", self._type_ref())
            self.depth -= 1
            self._expect("]")
        else:
            ref = nodes.NamedType(self._name())
        return nodes.WrappedType("non_null_type", ref) if self._skip("!") else ref

    def value(self) -> Node:
        """A constant value."""
        start, first = self.at, self.text[0]
        if first == '"':
            return self._string()
        if first == "[":
            return nodes.ListValue(start, self.tokens, self._any("[", self.value, "]"))
        if first == "{":
            return nodes.ObjectValue(start, self.tokens, self._any("{", self._argument, "}"))
        return self._number() if first in _NUMBER_START else self._named_value()

    def _number(self) -> nodes.Value:
        start, number = self.at, self.text
        self._next()
        # `1x` is no number with a name behind it, `-` none at all.
        if number == "-" or (not self.tokens.ignored[self.at] and self.text[0] in _NO_END):
            raise NotUnderstoodError(number)
        kind = "int_value" if number.lstrip("-").isdigit() else "float_value"
        return nodes.Value(start, self.tokens, kind, number)

    def _named_value(self) -> nodes.Value:
        name = self._name()
        kind, value = _NAMED_VALUES.get(name.value, ("enum_value", name.value))
        return nodes.Value(name.at, self.tokens, kind, value)
