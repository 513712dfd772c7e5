"""Our own SDL, read back to the snapshot that it was written from.

In: the syntax nodes of a document that declares our directive. Out: `Reading`, everything but
where it came from. A module of its own because here nothing is read out of descriptions again:
what SDL itself cannot say stands in the directive, and the rest is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from schemadoc import lifecycle
from schemadoc.errors import InputError
from schemadoc.export.literals import text_of, value_of
from schemadoc.export.marks import NOTHING, VERSION, VERSION_KEY, Marks
from schemadoc.model import (
    Coverage,
    Deprecation,
    Element,
    ElementKind,
    Roots,
    Snapshot,
    Source,
    sort_elements,
)
from schemadoc.sources.facts import UNNAMED, Options, Reading, covering, resolve
from schemadoc.sources.sdl_syntax import (
    KINDS,
    arguments_of,
    deprecation_of,
    directives_of,
    place_of,
    specified_keys,
    type_of,
    uses_of,
)
from schemadoc.syntax import Node

_FIX = "export it again, or change the source that it was made of"


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the directive says on `schema`: the snapshot without its elements, and the odd ones."""

    region: str = UNNAMED
    coverage: Coverage = Coverage()
    roots: Roots = Roots()
    elements: tuple[Element, ...] = ()


def marker_of(definitions: Iterable[Node], path: str) -> Marks | None:
    """Our marks, where the document declares our directive.

    Raises:
        InputError: when another version wrote the document.
    """
    for node in definitions:
        if node.kind != "directive_definition" or not node.name.value.startswith(VERSION_KEY):
            continue
        first = node.arguments[0] if node.arguments else None
        if first is None or first.name.value != VERSION_KEY or first.default_value is None:
            continue
        version = text_of(first.default_value)
        if version != str(VERSION):
            raise InputError(
                f"an export of format {version}",
                path=path,
                line=place_of(node, path).line,
                expected=f"format {VERSION}",
                fix="read it with the version of schemadoc that wrote it",
            )
        return Marks(node.name.value)
    return None


def read(
    definitions: Iterable[Node], marks: Marks, path: str, options: Options, source: Source
) -> Reading:
    """Read one of our own documents.

    Args:
        definitions: the document's.
        marks: the names that are no part of the schema.
        path: as messages and sources name it.
        options: what the configuration says of it.
        source: the record of the file.

    Raises:
        InputError: when somebody changed the document so that it says what cannot be.
    """
    return _Reader(marks, path).read(definitions, options, source)


class _Reader:
    """One pass over one document."""

    def __init__(self, marks: Marks, path: str) -> None:
        self.marks = marks
        self.path = path
        self.head = _Head()
        self.elements: dict[str, Element] = {}
        self.told: dict[str, Deprecation] = {}

    def read(self, definitions: Iterable[Node], options: Options, source: Source) -> Reading:
        for node in definitions:
            self._definition(node)
        for element in self.head.elements:
            self._keep(element, told=element.deprecation)
        unnamed = options.region == UNNAMED
        snapshot = Snapshot(
            region=self.head.region if unnamed else options.region,
            captured=options.captured,
            roots=self.head.roots,
            sources=(source,),
            coverage=covering(self.head.coverage, options.covers, limits=True),
            elements=sort_elements(self.elements.values()),
        )
        return Reading(self._resolved(snapshot), ())

    def _resolved(self, snapshot: Snapshot) -> Snapshot:
        """Replacements are found again, except where the directive told them."""
        found = resolve(snapshot)
        elements = tuple(
            msgspec.structs.replace(element, deprecation=self.told[element.coordinate])
            if element.coordinate in self.told
            else element
            for element in found.elements
        )
        return msgspec.structs.replace(found, elements=elements)

    def _definition(self, node: Node) -> None:
        if node.kind == "schema_definition":
            self.head = self._convert(self._said(node), _Head, node)
        elif node.kind == "directive_definition":
            if node.name.value != self.marks.directive:
                self._directive(node)
        elif node.kind.removesuffix("_definition") in KINDS:
            if node.name.value not in self.marks.types:
                self._type(node)
        else:
            raise InputError(
                "an extension or an operation in an export",
                path=self.path,
                line=place_of(node, self.path).line,
                expected="the document as it was written",
                fix=_FIX,
            )

    def _type(self, node: Node) -> None:
        keys = specified_keys(directives_of(node))
        for key, attribute in (("interfaces", "interfaces"), ("members", "types")):
            names = {name.name.value for name in getattr(node, attribute, None) or ()}
            if names - self.marks.types:
                keys[key] = tuple(sorted(names - self.marks.types))
        said = self._said(node)
        name = said.pop("coordinate", node.name.value)
        self._add(name, KINDS[node.kind.removesuffix("_definition")], node, keys, said)
        for member in getattr(node, "fields", None) or ():
            if member.name.value != self.marks.member:
                self._member(member, f"{name}.{member.name.value}")
        for value in getattr(node, "values", None) or ():
            if value.name.value != self.marks.member:
                self._add(f"{name}.{value.name.value}", "enum_value", value, {})

    def _member(self, node: Node, coordinate: str) -> None:
        if node.kind != "field_definition":
            self._input_value(node, coordinate, "input_field")
            return
        self._add(coordinate, "field", node, self._type_key(node))
        for argument in node.arguments or ():
            self._input_value(argument, f"{coordinate}({argument.name.value}:)", "argument")

    def _input_value(self, node: Node, coordinate: str, kind: ElementKind) -> None:
        keys = self._type_key(node)
        if node.default_value is not None:
            keys["default"] = text_of(node.default_value)
        self._add(coordinate, kind, node, keys)

    def _type_key(self, node: Node) -> dict[str, Any]:
        text, named = type_of(node.type)
        return {} if named.name.value == self.marks.unknown else {"type": text}

    def _directive(self, node: Node) -> None:
        coordinate = f"@{node.name.value}"
        keys: dict[str, Any] = {"locations": tuple(sorted({at.value for at in node.locations}))}
        if node.repeatable:
            keys["repeatable"] = True
        self._add(coordinate, "directive", node, keys)
        for argument in node.arguments or ():
            name = f"{coordinate}({argument.name.value}:)"
            self._input_value(argument, name, "directive_argument")

    def _add(
        self,
        coordinate: str,
        kind: ElementKind,
        node: Node,
        keys: dict[str, Any],
        said: dict[str, Any] | None = None,
    ) -> None:
        """Add an element: what SDL says of it, and above that what the directive says."""
        said = self._said(node) if said is None else said
        if said.get("element") == NOTHING:
            return
        keys |= self._plain(node)
        place = place_of(node, self.path)
        if not said:
            self._keep(Element(coordinate=coordinate, element=kind, source=place, **keys))
            return
        told = self._convert({"coordinate": coordinate, "element": kind, **said}, Element, node)
        keys = {key: value for key, value in keys.items() if key not in said}
        element = msgspec.structs.replace(told, source=place, **keys)
        self._keep(element, told=told.deprecation)

    def _keep(self, element: Element, told: Deprecation | None = None) -> None:
        """Keep an element, and its deprecation as it is where the directive told it."""
        self.elements.setdefault(element.coordinate, element)
        if told is not None:
            self.told[element.coordinate] = told

    def _plain(self, node: Node) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        if node.description is not None:
            keys["description"] = node.description.value
        deprecated, reason = deprecation_of(node)
        if deprecated:
            keys["deprecation"] = lifecycle.read(reason or "", "directive").deprecation
        mine = self.marks.directive
        uses = uses_of(use for use in directives_of(node) if use.name.value != mine)
        if uses:
            keys["directives"] = uses
        return keys

    def _said(self, node: Node) -> dict[str, Any]:
        for use in directives_of(node):
            if use.name.value == self.marks.directive:
                return {name: value_of(value) for name, value in arguments_of(use).items()}
        return {}

    def _convert(self, said: dict[str, Any], to: type[Any], node: Node) -> Any:
        try:
            return msgspec.convert(said, to)
        except msgspec.ValidationError as error:
            raise InputError(
                f"@{self.marks.directive}: {error}",
                path=self.path,
                line=place_of(node, self.path).line,
                expected="what the export wrote",
                fix=_FIX,
            ) from error
