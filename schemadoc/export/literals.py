"""GraphQL literals: values as the language writes them.

In: a literal's text or its syntax node, or a plain value. Out: its one canonical text, or the
value again. A module of its own because defaults and directive arguments are compared as text:
every reader and every writer must spell one value in one way, as graphql-core's printer does.
graphql-core is loaded only for what our own parser does not understand: loading it costs more than
reading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemadoc.syntax import Node

# A number, a name or a string without escapes, alone or in a list: nothing to normalize in it.
_SCALAR = (
    r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
    r'|[_A-Za-z][_0-9A-Za-z]*|"(?!"")[^"\\\x00-\x1f\x7f-\x9f]*")'
)
_SIMPLE = re.compile(rf"{_SCALAR}|\[(?:{_SCALAR}(?:, {_SCALAR})*)?\]")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """A string literal on one line."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def canonical(text: str) -> str | None:
    """The one spelling of a constant value; None where the text is none.

    >>> canonical('{a:[1 2]}')
    '{ a: [1, 2] }'
    """
    if _SIMPLE.fullmatch(text):
        return text
    node = parsed(text)
    return None if node is None else text_of(node)


def parsed(text: str) -> Node | None:
    """The syntax node of a constant value; None where the text is none."""
    from schemadoc import syntax  # few defaults need it

    try:
        return syntax.parse_value(text)
    except (syntax.NotUnderstoodError, RecursionError):
        return _parsed_slowly(text)


def _parsed_slowly(text: str) -> Node | None:
    from graphql.error import GraphQLError
    from graphql.language import parse_const_value

    try:
        return parse_const_value(text, no_location=True)
    except GraphQLError:
        return None


def text_of(node: Any) -> str:
    """The canonical text of a syntax node: strings on one line, lists and objects with spaces.

    The node is graphql-core's; its `kind` says what else it has.
    """
    match node.kind:
        case "string_value":
            return quoted(node.value)
        case "boolean_value":
            return "true" if node.value else "false"
        case "null_value":
            return "null"
        case "list_value":
            return f"[{', '.join(map(text_of, node.values))}]"
        case "object_value":
            fields = [f"{field.name.value}: {text_of(field.value)}" for field in node.fields]
            return f"{{ {', '.join(fields)} }}" if fields else "{}"
        case _:
            return str(node.value)


def value_of(node: Any) -> Any:
    """The plain value of a syntax node; enum values become strings."""
    match node.kind:
        case "list_value":
            return [value_of(item) for item in node.values]
        case "object_value":
            return {field.name.value: value_of(field.value) for field in node.fields}
        case "int_value":
            return int(node.value)
        case "float_value":
            return float(node.value)
        case "null_value":
            return None
        case _:
            return node.value


def literal(value: Any) -> str:
    """A plain value (what JSON has) as a literal on one line; object keys must be names."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    return str(value)
