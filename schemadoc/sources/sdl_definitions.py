"""The definitions of a schema document as elements.

In: graphql-core's syntax nodes of a document, valid or not. Out: `Reading`; each fault that is no
syntax error is a diagnostic with its line, and the rest is read. A module of its own because it
goes straight from nodes to elements: building a schema would refuse what can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from schemadoc.export.literals import text_of
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    SPECIFIED_DIRECTIVES,
    ElementKind,
    Location,
    Operation,
    Roots,
    Source,
)
from schemadoc.sources import sdl_comments
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.schema import Schema
from schemadoc.sources.sdl_syntax import (
    EXECUTABLE,
    KINDS,
    deprecation_of,
    directives_of,
    place_of,
    specified_keys,
    type_of,
    uses_of,
)
from schemadoc.syntax import Node
from schemadoc.typerefs import BUILT_IN_SCALARS

_WORDS = {
    "scalar": "a scalar",
    "object": "an object type",
    "interface": "an interface",
    "union": "a union",
    "enum": "an enum",
    "input_object": "an input object",
}


class Around(NamedTuple):
    """What stands in the rest of a document of which only some definitions are read."""

    types: frozenset[str]
    directives: frozenset[str]
    roots: Roots


class Reader:
    """One pass over one document, or over some of its definitions."""

    def __init__(
        self,
        definitions: Iterable[Node],
        path: str,
        options: Options,
        *,
        comments: bool,
        taken: frozenset[str] = frozenset(),
        around: Around | None = None,
    ) -> None:
        self.definitions = tuple(definitions)
        self.path = path
        self.options = options
        self.comments = comments
        self.taken = taken
        self.defined = set(around.types if around else ())
        self.extended: dict[str, list[Node]] = {}
        self.directives = set(around.directives if around else ())
        self.schemas: list[Node] = []
        for node in self.definitions:
            self._sort(node)
        roots = around.roots if around else self._roots()
        self.schema = Schema(path, options, roots, self.defined | self.extended.keys(), taken)

    def read(self, source: Source) -> Reading:
        """Read every definition, in the order of the document."""
        self._definitions()
        if hidden := self.schema.hidden() - self.taken:
            again = Reader(
                self.definitions, self.path, self.options, comments=self.comments, taken=hidden
            )
            return again.read(source)
        return self.schema.finish(source, COMPLETE)

    def part(self) -> Schema:
        """Read definitions whose document has more of them: what they are, unfinished."""
        self._definitions()
        return self.schema

    def _definitions(self) -> None:
        for node in self.definitions:
            kind = node.kind
            if kind.endswith("_type_definition"):
                self._type(node)
            elif kind == "directive_definition":
                self._directive(node)
            elif kind in EXECUTABLE:
                what = "a fragment" if kind == "fragment_definition" else "an operation"
                said = f"{what} is no schema; left out"
                self.schema.odd(self._place(node).line, "executable-definition", said)
        self._extensions_alone()
        self._schema_definitions()

    # Before anything is read: what is defined at all

    def _place(self, node: Node) -> Location:
        return place_of(node, self.path)

    def _sort(self, node: Node) -> None:
        kind = node.kind
        if kind.endswith("_type_definition"):
            self.defined.add(node.name.value)
        elif kind.endswith("_type_extension"):
            self.extended.setdefault(node.name.value, []).append(node)
        elif kind == "directive_definition":
            self.directives.add(node.name.value)
        elif kind in ("schema_definition", "schema_extension"):
            self.schemas.append(node)

    def _roots(self) -> Roots:
        """The root types: as `schema` says, else those with the usual names."""
        names: dict[Operation, str] = {}
        for node in self.schemas:
            for operation in node.operation_types or ():
                names.setdefault(operation.operation.value, operation.type.name.value)
        if not any(node.kind == "schema_definition" for node in self.schemas):
            for operation_type in OPERATIONS:
                usual = operation_type.capitalize()
                if usual in self.defined or usual in self.extended:
                    names.setdefault(operation_type, usual)
        return Roots(**names)

    # Definitions

    def _type(self, node: Node) -> None:
        own = node.name.value
        place = self._place(node)
        if own in BUILT_IN_SCALARS:
            return
        kind = KINDS[node.kind.removesuffix("_definition")]
        name = self.schema.name_of(own)
        # A second definition's extensions were read with the first.
        extensions = [] if name in self.schema.elements else self.extended.get(own, [])
        keys = self._type_keys([node, *extensions], own)
        keys |= self._described(node, place)
        if not self.schema.add_type(name, kind, place, keys):
            return
        self._reserved(own, name, place)
        self._members(node, name)
        for extension in extensions:
            self._extension(extension, name, kind)

    def _extension(self, node: Node, name: str, kind: ElementKind) -> None:
        extended = KINDS[node.kind.removesuffix("_extension")]
        if extended != kind:
            said = f"{name} is {_WORDS[kind]} and extended as {_WORDS[extended]}"
            self.schema.odd(self._place(node).line, "extension-without-type", said)
        self._members(node, name)

    def _extensions_alone(self) -> None:
        """Extensions of a type that is not here: the type is known in part."""
        for own, nodes in self.extended.items():
            if own in self.defined or own in BUILT_IN_SCALARS:
                continue
            place = self._place(nodes[0])
            for node in nodes:
                said = f"{own} is extended and defined nowhere"
                self.schema.odd(self._place(node).line, "extension-without-type", said)
            kind = KINDS[nodes[0].kind.removesuffix("_extension")]
            keys = self._type_keys(nodes, own) | {"partial": True}
            name = self.schema.name_of(own)
            self.schema.add(name, kind, place, keys)
            for node in nodes:
                self._extension(node, name, kind)

    def _type_keys(self, nodes: list[Node], own: str) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        interfaces = [name for node in nodes for name in getattr(node, "interfaces", None) or ()]
        if interfaces:
            keys["interfaces"] = self._named(interfaces, own)
        members = [name for node in nodes for name in getattr(node, "types", None) or ()]
        if members:
            keys["members"] = self._named(members, own)
        uses = [use for node in nodes for use in directives_of(node)]
        return keys | specified_keys(uses) | self._uses(uses)

    def _named(self, nodes: list[Node], own: str) -> tuple[str, ...]:
        found = [(node.name.value, self._place(node)) for node in nodes]
        for name, place in found:
            self.schema.refer(name, place)
        return self.schema.names(found, own)

    def _members(self, node: Node, name: str) -> None:
        if node.kind.startswith(("object_", "interface_")):
            for field in node.fields or ():
                self._field(field, name)
        elif node.kind.startswith("input_"):
            for field in node.fields or ():
                self._input_value(field, f"{name}.{field.name.value}", "input_field")
        elif node.kind.startswith("enum_"):
            for value in node.values or ():
                place = self._place(value)
                coordinate = f"{name}.{value.name.value}"
                self.schema.add(coordinate, "enum_value", place, self._keys(value, place))

    def _field(self, node: Node, owner: str) -> None:
        place = self._place(node)
        coordinate = f"{owner}.{node.name.value}"
        keys = self._keys(node, place) | {"type": self._type_text(node.type)}
        if self.schema.add(coordinate, "field", place, keys):
            self._reserved(node.name.value, coordinate, place)
            for argument in node.arguments or ():
                self._input_value(argument, f"{coordinate}({argument.name.value}:)", "argument")

    def _input_value(self, node: Node, coordinate: str, kind: ElementKind) -> None:
        place = self._place(node)
        keys = self._keys(node, place) | {"type": self._type_text(node.type)}
        if node.default_value is not None:
            keys["default"] = text_of(node.default_value)
        if self.schema.add(coordinate, kind, place, keys):
            self._reserved(node.name.value, coordinate, place)

    def _directive(self, node: Node) -> None:
        own = node.name.value
        if own in SPECIFIED_DIRECTIVES:
            return
        place = self._place(node)
        locations = [(name.value, self._place(name)) for name in node.locations]
        keys = self._keys(node, place) | {"locations": self.schema.names(locations, f"@{own}")}
        if node.repeatable:
            keys["repeatable"] = True
        if self.schema.add(f"@{own}", "directive", place, keys):
            self._reserved(own, f"@{own}", place)
            for argument in node.arguments or ():
                coordinate = f"@{own}({argument.name.value}:)"
                self._input_value(argument, coordinate, "directive_argument")

    def _schema_definitions(self) -> None:
        """What `schema` refers to, and that it stands once."""
        defined = [node for node in self.schemas if node.kind == "schema_definition"]
        for node in defined[1:]:
            self.schema.odd(
                self._place(node).line, "duplicate-definition", "schema is defined twice"
            )
        for node in self.schemas:
            for operation in node.operation_types or ():
                self.schema.refer(operation.type.name.value, self._place(operation.type))
            self._schema_facts(node)

    def _schema_facts(self, node: Node) -> None:
        """What is said of the schema as a whole has no coordinate: it is told, and left out."""
        self._check_uses(directives_of(node))
        for use in directives_of(node):
            said = f"@{use.name.value} of the schema is no element's; left out"
            self.schema.odd(self._place(use).line, "schema-directive", said)
        description = getattr(node, "description", None)
        if description is not None:
            said = "the description of the schema is no element's; left out"
            self.schema.odd(self._place(description).line, "schema-description", said)

    # What every element has

    def _keys(self, node: Node, place: Location) -> dict[str, Any]:
        directives = directives_of(node)
        keys = self._described(node, place)
        return keys | self._uses(directives) if directives else keys

    def _described(self, node: Node, place: Location) -> dict[str, Any]:
        """The keys of a description, or of the comments above, and of `@deprecated`."""
        text = node.description.value if node.description is not None else None
        if text is None and self.comments:
            text = sdl_comments.above(node.loc.start_token, self.defined)
        deprecated, reason = deprecation_of(node)
        return self.schema.described(text, place, deprecated=deprecated, reason=reason)

    def _uses(self, nodes: Iterable[Node]) -> dict[str, Any]:
        self._check_uses(nodes)
        uses = uses_of(nodes)
        return {"directives": uses} if uses else {}

    def _check_uses(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            name = node.name.value
            if name not in self.directives and name not in SPECIFIED_DIRECTIVES:
                said = f"@{name} is used and defined nowhere"
                self.schema.odd(self._place(node).line, "unknown-directive", said)

    def _type_text(self, node: Node) -> str:
        text, named = type_of(node)
        self.schema.refer(named.name.value, self._place(named))
        return text

    def _reserved(self, name: str, coordinate: str, place: Location) -> None:
        if name.startswith("__"):
            said = f"{coordinate} begins with two underscores, which the specification reserves"
            self.schema.odd(place.line, "reserved-name", said)
