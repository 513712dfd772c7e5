"""Syntax nodes: what the parser gives and the readers of SDL take.

In: nothing, these are values. Out: nodes with the names and attributes of graphql-core's: a reader
need not know who parsed. A module of its own because the readers depend on these names, and on
nothing of how they are found.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from schemadoc.syntax.tokens import Token, Tokens

# A syntax node of ours or of graphql-core; which one, its `kind` says.
Node = Any


class _At(msgspec.Struct, gc=False):
    """A node that begins with a token of its own."""

    at: int
    tokens: Tokens

    @property
    def loc(self) -> Token:
        """Where it begins."""
        return Token(self.tokens, self.at)


class Name(_At, gc=False):
    """A name, or the keyword of an operation type."""

    value: str
    kind: ClassVar[str] = "name"


class Value(_At, gc=False):
    """A scalar value: a string's text, a number's as it stands."""

    kind: str
    value: Any


class ListValue(_At, gc=False):
    """`[1, 2]`."""

    values: tuple[Node, ...]
    kind: ClassVar[str] = "list_value"


class ObjectValue(_At, gc=False):
    """`{a: 1}`."""

    fields: tuple[Argument, ...]
    kind: ClassVar[str] = "object_value"


class Argument(msgspec.Struct, gc=False):
    """A name and its value: of a directive's use or of an object."""

    name: Name
    value: Node
    kind: ClassVar[str] = "argument"


class Directive(msgspec.Struct, gc=False):
    """A directive's use."""

    name: Name
    arguments: tuple[Argument, ...]
    kind: ClassVar[str] = "directive"


class NamedType(msgspec.Struct, gc=False):
    """A reference to a type."""

    name: Name
    kind: ClassVar[str] = "named_type"


class WrappedType(msgspec.Struct, gc=False):
    """`[X]` or `X!`."""

    kind: str
    type: NamedType | WrappedType


class Field(_At, gc=False):
    """The definition of a field."""

    description: Value | None
    name: Name
    arguments: tuple[InputValue, ...]
    type: NamedType | WrappedType
    directives: tuple[Directive, ...]
    kind: ClassVar[str] = "field_definition"


class InputValue(_At, gc=False):
    """The definition of an argument or an input field."""

    description: Value | None
    name: Name
    type: NamedType | WrappedType
    default_value: Node
    directives: tuple[Directive, ...]
    kind: ClassVar[str] = "input_value_definition"


class EnumValue(_At, gc=False):
    """The definition of an enum value."""

    description: Value | None
    name: Name
    directives: tuple[Directive, ...]
    kind: ClassVar[str] = "enum_value_definition"


class Type(_At, gc=False):
    """The definition or the extension of a named type."""

    kind: str
    description: Value | None
    name: Name
    interfaces: tuple[NamedType, ...] = ()
    directives: tuple[Directive, ...] = ()
    fields: tuple[Field | InputValue, ...] = ()
    types: tuple[NamedType, ...] = ()
    values: tuple[EnumValue, ...] = ()


class DirectiveDefinition(_At, gc=False):
    """The definition of a directive."""

    description: Value | None
    name: Name
    arguments: tuple[InputValue, ...]
    repeatable: bool
    locations: tuple[Name, ...]
    directives: tuple[Directive, ...] = ()
    kind: ClassVar[str] = "directive_definition"


class OperationType(msgspec.Struct, gc=False):
    """`query: Query` of a schema."""

    operation: Name
    type: NamedType
    kind: ClassVar[str] = "operation_type_definition"


class Schema(_At, gc=False):
    """`schema` or its extension."""

    kind: str
    description: Value | None
    directives: tuple[Directive, ...]
    operation_types: tuple[OperationType, ...]
