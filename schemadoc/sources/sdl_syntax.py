"""What the readers of SDL need to know of syntax nodes, ours or graphql-core's.

In: nodes. Out: plain values: type texts, directive arguments, deprecations. A module of its own
because documents of others and our own exports are read apart, and from the same nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemadoc.export.literals import text_of
from schemadoc.model import SPECIFIED_DIRECTIVES, DirectiveUse, ElementKind, Location
from schemadoc.syntax import Node

KINDS: dict[str, ElementKind] = {
    "scalar_type": "scalar",
    "object_type": "object",
    "interface_type": "interface",
    "union_type": "union",
    "enum_type": "enum",
    "input_object_type": "input_object",
}
EXECUTABLE = frozenset({"operation_definition", "fragment_definition"})
# What the specification gives `@deprecated` without a reason.
NO_REASON = "No longer supported"


def place_of(node: Node, path: str) -> Location:
    """Where a node's name stands; where it has none, its first token."""
    named = getattr(node, "name", None) or node
    token = named.loc.start_token
    return Location(path, token.line, token.column)


def type_of(node: Node) -> tuple[str, Node]:
    """A type's text, and the node of the named type in it."""
    prefix = suffix = ""
    while node.kind != "named_type":
        if node.kind == "list_type":
            prefix, suffix = prefix + "[", "]" + suffix
        else:
            suffix = "!" + suffix
        node = node.type
    return f"{prefix}{node.name.value}{suffix}", node


def directives_of(node: Node) -> tuple[Node, ...]:
    """The directives used on a node; some nodes of older graphql-core releases cannot have any."""
    return getattr(node, "directives", None) or ()


def arguments_of(use: Node) -> dict[str, Node]:
    """The arguments of a directive's use: name to value."""
    return {argument.name.value: argument.value for argument in use.arguments or ()}


def deprecation_of(node: Node) -> tuple[bool, str | None]:
    """Whether a node is `@deprecated`, and the reason."""
    for use in directives_of(node):
        if use.name.value == "deprecated":
            reason = arguments_of(use).get("reason")
            if reason is None:
                return True, NO_REASON
            return True, reason.value if reason.kind == "string_value" else None
    return False, None


def specified_keys(uses: Iterable[Node]) -> dict[str, Any]:
    """What `@specifiedBy` and `@oneOf` say of a type."""
    keys: dict[str, Any] = {}
    for use in uses:
        if use.name.value == "specifiedBy":
            url = arguments_of(use).get("url")
            if url is not None and url.kind == "string_value":
                keys["specified_by"] = url.value
        elif use.name.value == "oneOf":
            keys["one_of"] = True
    return keys


def uses_of(nodes: Iterable[Node]) -> tuple[DirectiveUse, ...]:
    """The directives used, in their order; those of the specification have keys of their own."""
    return tuple(
        DirectiveUse(
            name=node.name.value,
            arguments={name: text_of(value) for name, value in arguments_of(node).items()},
        )
        for node in nodes
        if node.name.value not in SPECIFIED_DIRECTIVES
    )
