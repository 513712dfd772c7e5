"""Default values and directive arguments as canonical GraphQL text.

In: a value as text or as graphql-core's AST. Out: its text, the same whichever source it came from.
A module of its own because introspection gives texts, SDL gives nodes, and both must agree.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphql.language import ValueNode

# Values whose text is canonical as it stands: spares most schemas the parser's import.
_PLAIN = re.compile(r'-?\d+(?:\.\d+)?|[_A-Za-z][_0-9A-Za-z]*|"[^"\\\x00-\x1f]*"|\[\]|\{\}')


def canonical(text: str) -> str | None:
    """The canonical form of a value's text; None where it is no GraphQL value."""
    if _PLAIN.fullmatch(text):
        return text
    from graphql.error import GraphQLError
    from graphql.language import parse_value

    try:
        return value_text(parse_value(text, no_location=True))
    except (GraphQLError, RecursionError):
        return None


def value_text(node: ValueNode) -> str:
    """The text of a value: `{a: 1, b: [X, "y"]}`."""
    kind = node.kind
    if kind == "list_value":
        return f"[{', '.join(value_text(item) for item in node.values)}]"  # type: ignore[attr-defined]
    if kind == "object_value":
        fields = (f"{f.name.value}: {value_text(f.value)}" for f in node.fields)  # type: ignore[attr-defined]
        return f"{{{', '.join(fields)}}}"
    if kind == "string_value":
        return json.dumps(node.value, ensure_ascii=False)  # type: ignore[attr-defined]
    if kind == "boolean_value":
        return "true" if node.value else "false"  # type: ignore[attr-defined]
    if kind == "null_value":
        return "null"
    if kind == "variable":
        return f"${node.name.value}"  # type: ignore[attr-defined]
    return str(node.value)  # type: ignore[attr-defined]
