"""A definition in SDL that a section shows, as rows.

In: code. Out: `Definition`, or nothing where the code defines nothing. A module of its own because
such code says what the rows beside it leave out, default values above all, and some pages show
nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from graphql.error import GraphQLError
from graphql.language import FieldDefinitionNode, parse, print_ast

from schemadoc.sources.pages import vocabulary
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.rows import Entry
from schemadoc.sources.pages.vocabulary import What

_KINDS: dict[str, What] = {
    "object_type_definition": "object",
    "interface_type_definition": "interface",
    "input_object_type_definition": "input_object",
    "enum_type_definition": "enum",
    "union_type_definition": "union",
    "scalar_type_definition": "scalar",
    "directive_definition": "directive",
}
# A comment by which an author says that there is more than the code shows.
_ELIDED = re.compile(r"#.*(?:\.\.\.|…|\b(?:etc|more|other)\b)", re.IGNORECASE)
# A root field stands without a type around it.
_FIELD = re.compile(r"\s*[_A-Za-z]\w*\s*[(:]")


@dataclass
class Definition:
    """What code defines: a type, or a root field (`what` is None), with what it lists."""

    name: str
    what: What | None = None
    type: str | None = None
    listed: dict[LabelId, list[Entry]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)  # by `argument` or `field.argument`
    whole: bool = True


def read(text: str, line: int) -> Definition | None:
    """Read code that begins in a line: one definition of a type, or of a root field."""
    if not (vocabulary.DEFINITION.match(text) or _FIELD.match(text)):
        return None
    is_field = vocabulary.DEFINITION.match(text) is None
    try:
        nodes: Any = parse(f"type _ {{{text}\n}}" if is_field else text).definitions
        nodes = nodes[0].fields if is_field else nodes
    except (GraphQLError, RecursionError):
        return None
    if len(nodes) != 1 or (not is_field and nodes[0].kind not in _KINDS):
        return None
    return _Reader(line).read(nodes[0])


class _Reader:
    def __init__(self, line: int) -> None:
        self.line = line

    def read(self, node: Any) -> Definition:
        """One definition with all that it lists."""
        found = Definition(node.name.value, _KINDS.get(node.kind))
        text = node.loc.source.body
        found.whole = _ELIDED.search(text) is None
        if isinstance(node, FieldDefinitionNode):
            found.type = print_ast(node.type)
        for label, key in (
            ("arguments", "arguments"),
            ("interfaces", "interfaces"),
            ("fields", "fields"),
            ("values", "values"),
            ("members", "types"),
        ):
            entries = [e for child in getattr(node, key, None) or () for e in self._entries(child)]
            if entries:
                found.listed[label] = entries  # type: ignore[index]  # each one is a label
        self._collect(found)
        return found

    def _entries(self, node: Any) -> list[Entry]:
        """A row, and behind it those of its arguments."""
        line = self.line + node.loc.start_token.line - 1
        type_node = getattr(node, "type", None)
        default = getattr(node, "default_value", None)
        entry = Entry(
            node.name.value,
            line,
            line,
            type=print_ast(type_node) if type_node else None,
            default=print_ast(default) if default else None,
        )
        for directive in getattr(node, "directives", None) or ():
            entry.deprecated = entry.deprecated or directive.name.value == "deprecated"
        nodes = getattr(node, "arguments", None) or ()
        arguments = [e for child in nodes for e in self._entries(child)]
        for argument in arguments:
            argument.argument = True
        return [entry, *arguments]

    @staticmethod
    def _collect(found: Definition) -> None:
        owner = ""
        for label, entries in found.listed.items():
            for entry in entries:
                owner = owner if entry.argument or label == "arguments" else f"{entry.name}."
                if entry.default is not None:
                    key = entry.name if not entry.argument else f"{owner}{entry.name}"
                    found.defaults[key] = entry.default
