"""An introspection result as a reading, without building a GraphQL schema.

In: the text of a JSON or YAML file. Out: `Reading`. What is malformed is a diagnostic and the rest
is read; what old servers do not say is simply not known. A module of its own: it knows the
specification's introspection types (`__Type`, `__Field`, …) and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from schemadoc import coordinates
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    COMPLETE,
    ROOT_NAMES,
    SPECIFIED_DIRECTIVES,
    Coverage,
    DirectiveUse,
    Element,
    ElementKind,
    Location,
    Roots,
)
from schemadoc.sources import answers, values
from schemadoc.sources.facts import Options, Reading, described, finish, source_of
from schemadoc.typerefs import BUILT_IN_SCALARS

_KINDS: dict[str, ElementKind] = {
    "SCALAR": "scalar",
    "OBJECT": "object",
    "INTERFACE": "interface",
    "UNION": "union",
    "ENUM": "enum",
    "INPUT_OBJECT": "input_object",
}
_SPECIFIED: dict[str, frozenset[str]] = {
    "schema": frozenset(
        {"description", "types", "queryType", "mutationType", "subscriptionType", "directives"}
    ),
    "type": frozenset(
        {
            "kind",
            "name",
            "description",
            "fields",
            "interfaces",
            "possibleTypes",
            "enumValues",
            "inputFields",
            "ofType",
            "specifiedByURL",
            "specifiedByUrl",
            "isOneOf",
        }
    ),
    "field": frozenset(
        {"name", "description", "args", "type", "isDeprecated", "deprecationReason"}
    ),
    "input value": frozenset(
        {"name", "description", "type", "defaultValue", "isDeprecated", "deprecationReason"}
    ),
    "enum value": frozenset({"name", "description", "isDeprecated", "deprecationReason"}),
    "directive": frozenset(
        {
            "name",
            "description",
            "locations",
            "args",
            "isRepeatable",
            "isDeprecated",
            "deprecationReason",
            "onOperation",
            "onFragment",
            "onField",
        }
    ),
}
# How some servers give the uses of their directives; the shape is the same everywhere.
_APPLIED = ("appliedDirectives", "directives")
_DEPTH = 30


def read(text: str, path: str, options: Options, data: bytes) -> Reading:
    """Read an introspection result.

    Raises:
        InputError: when the text is no introspection result at all.
    """
    schema, places = answers.load(text, path)
    reader = _Reader(schema, places, path, options)
    reader.read()
    return finish(
        reader.elements.values(),
        options=options,
        source=source_of(data, path, "introspection", options),
        roots=reader.roots,
        coverage=reader.coverage(),
        diagnostics=reader.diagnostics,
    )


class _Reader:
    def __init__(
        self, schema: dict[str, Any], places: answers.Places, path: str, options: Options
    ) -> None:
        self.schema = schema
        self.place = places
        self.path = path
        self.options = options
        self.elements: dict[str, Element] = {}
        self.referred: dict[str, Location] = {}
        self.diagnostics: list[Diagnostic] = []
        self.strange: set[tuple[str, str]] = set()
        self.whole = True
        self.tells_deprecated_inputs = False
        self.roots = Roots(**{o: self._root_name(f"{o}Type") for o in ROOT_NAMES})
        self.names = self._coordinate_names()

    def read(self) -> None:
        """Every type and directive, then what is only referred to."""
        self._strange(self.schema, "schema")
        for found in self._objects(self.schema.get("types"), "a type"):
            self._type(found)
        for found in self._objects(self.schema.get("directives"), "a directive"):
            self._directive(found)
        if self.roots.query is None:
            self.report(self.schema, "missing-root", "the schema names no query root")
        for name, place in self.referred.items():
            coordinate = self.names.get(name, name)
            if coordinate not in self.elements and name not in BUILT_IN_SCALARS:
                problem = f"{name} is referred to and not among the types"
                self.diagnostics.append(Diagnostic(self.path, place.line, "unknown-type", problem))
                self.elements[coordinate] = Element(
                    coordinate=coordinate, element="type", source=place
                )

    def coverage(self) -> Coverage:
        """A whole result speaks for everything but deprecated inputs it was not asked for."""
        return msgspec.structs.replace(
            COMPLETE,
            complete=self.whole,
            deprecated_inputs=self.tells_deprecated_inputs or self._knows_no_deprecated_inputs(),
        )

    def _knows_no_deprecated_inputs(self) -> bool:
        """Whether the server's own `__InputValue` shows that it could not deprecate inputs."""
        for found in self._objects(self.schema.get("types"), "a type"):
            if found.get("name") == "__InputValue":
                fields = found.get("fields") or []
                names = {field.get("name") for field in fields if isinstance(field, dict)}
                return "isDeprecated" not in names
        return False

    # Helpers

    def report(self, found: Any, id: str, message: str) -> None:  # noqa: A002  (the field's name)
        """Note something odd."""
        self.diagnostics.append(Diagnostic(self.path, self.place(found).line, id, message))

    def _objects(self, found: Any, what: str) -> Iterator[dict[str, Any]]:
        """The named objects of a list; anything else in it is reported."""
        if found is None:
            return
        if not isinstance(found, list):
            self.report(self.schema, "malformed-element", f"{what} should stand in a list")
            return
        for item in found:
            if isinstance(item, dict) and coordinates.is_name(str(item.get("name"))):
                yield item
            else:
                self.report(item, "malformed-element", f"{what} without a name")

    def _strange(self, found: dict[str, Any], what: str) -> None:
        """Report a key that the specification does not have, once for each."""
        if found.keys() <= _SPECIFIED[what]:
            return
        for key in found.keys() - _SPECIFIED[what]:
            if key not in _APPLIED and (what, key) not in self.strange:
                self.strange.add((what, key))
                self.report(found, "vendor-extension", f"{key!r} of a {what} is not read")

    def _root_name(self, key: str) -> str | None:
        root = self.schema.get(key)
        name = root.get("name") if isinstance(root, dict) else None
        return name if isinstance(name, str) and name else None

    def _coordinate_names(self) -> dict[str, str]:
        """How coordinates write the root types: by the operation, unless that name is taken."""
        found = self.schema.get("types")
        taken = (
            {t.get("name") for t in found if isinstance(t, dict)}
            if isinstance(found, list)
            else set()
        )
        names: dict[str, str] = {}
        for operation, usual in ROOT_NAMES.items():
            own = getattr(self.roots, operation)
            if own is None or own == usual or own in names:
                continue
            if usual in taken:
                problem = f"{own} is the {operation} root, but another type is called {usual}"
                self.report(self.schema, "root-renamed", problem)
            else:
                names[own] = usual
        return names

    def _type_text(self, found: Any, depth: int = 0) -> str | None:
        """The text of a type reference; None where it is malformed."""
        if not isinstance(found, dict) or depth > _DEPTH:
            return None
        kind = found.get("kind")
        if kind == "NON_NULL":
            inner = self._type_text(found.get("ofType"), depth + 1)
            return inner and f"{inner}!"
        if kind == "LIST":
            inner = self._type_text(found.get("ofType"), depth + 1)
            return inner and f"[{inner}]"
        name = found.get("name")
        if not isinstance(name, str) or not coordinates.is_name(name):
            return None
        if name not in self.referred:
            self.referred[name] = self.place(found)
        return name

    def _names(self, found: Any) -> tuple[str, ...]:
        """The names of interfaces or members, sorted; each once."""
        named = [self._type_text(item) for item in found] if isinstance(found, list) else []
        return tuple(sorted({name for name in named if name}))

    def _add(self, coordinate: str, kind: ElementKind, found: dict[str, Any], **keys: Any) -> bool:
        """Add an element with what its description says; False where it stands already."""
        if coordinate in self.elements:
            what = kind.replace("_", "-") if kind in ("argument", "enum_value") else "field"
            what = "definition" if "." not in coordinate and "(" not in coordinate else what
            self.report(found, f"duplicate-{what}", f"{coordinate} is defined twice")
            return False
        text = found.get("description")
        said, unreadable = described(
            text if isinstance(text, str) else None,
            self.options.patterns,
            reason=found.get("deprecationReason") if found.get("isDeprecated") else None,
            deprecated=found.get("isDeprecated") is True,
        )
        for date in unreadable:
            self.report(found, "date-unreadable", f"{coordinate}: {date} is no date")
        uses = self._uses(found) if "appliedDirectives" in found or "directives" in found else ()
        self.elements[coordinate] = Element(
            coordinate=coordinate,
            element=kind,
            source=self.place(found),
            directives=uses,
            **said,
            **keys,
        )
        return True

    def _uses(self, found: dict[str, Any]) -> tuple[DirectiveUse, ...]:
        """Directives applied to an element, as servers give them that tell."""
        listed = next((found[key] for key in _APPLIED if isinstance(found.get(key), list)), [])
        uses = []
        for use in self._objects(listed, "an applied directive"):
            if use["name"] in SPECIFIED_DIRECTIVES:
                continue
            arguments = {
                argument["name"]: values.canonical(str(argument.get("value"))) or "null"
                for argument in self._objects(use.get("args"), "an argument")
            }
            uses.append(DirectiveUse(name=use["name"], arguments=arguments))
        return tuple(uses)

    # Elements

    def _type(self, found: dict[str, Any]) -> None:
        own = found["name"]
        if own.startswith("__") or own in BUILT_IN_SCALARS:
            return
        name = self.names.get(own, own)
        kind = _KINDS.get(str(found.get("kind")), "type")
        if kind == "type":
            problem = f"{own} is of kind {found.get('kind')!r}"
            self.report(found, "malformed-element", problem)
        self._strange(found, "type")
        specified = found.get("specifiedByURL") or found.get("specifiedByUrl")
        added = self._add(
            name,
            kind,
            found,
            interfaces=self._names(found.get("interfaces")),
            members=self._names(found.get("possibleTypes")) if kind == "union" else (),
            specified_by=specified if isinstance(specified, str) else None,
            one_of=found.get("isOneOf") is True,
            partial=self._is_partial(found, kind),
        )
        if added:
            self._members(name, kind, found)

    def _is_partial(self, found: dict[str, Any], kind: ElementKind) -> bool:
        """Whether the result was never asked for the members of this type."""
        lists = {
            "object": "fields",
            "interface": "fields",
            "enum": "enumValues",
            "input_object": "inputFields",
            "union": "possibleTypes",
        }
        key = lists.get(kind)
        missing = key is not None and key not in found
        self.whole = self.whole and not missing
        return missing

    def _members(self, name: str, kind: ElementKind, found: dict[str, Any]) -> None:
        if kind in ("object", "interface", "type"):
            for field in self._objects(found.get("fields"), f"a field of {name}"):
                self._field(f"{name}.{field['name']}", field)
        elif kind == "enum":
            for value in self._objects(found.get("enumValues"), f"a value of {name}"):
                self._strange(value, "enum value")
                self._add(f"{name}.{value['name']}", "enum_value", value)
        elif kind == "input_object":
            for field in self._objects(found.get("inputFields"), f"a field of {name}"):
                self._input_value(f"{name}.{field['name']}", "input_field", field)

    def _field(self, coordinate: str, found: dict[str, Any]) -> None:
        self._strange(found, "field")
        text = self._type_text(found.get("type"))
        if text is None:
            self.report(found, "malformed-element", f"{coordinate} has no readable type")
        partial = "args" not in found
        self.whole = self.whole and not partial
        if not self._add(coordinate, "field", found, type=text, partial=partial):
            return
        for argument in (
            found.get("args") and self._objects(found["args"], f"an argument of {coordinate}")
        ) or ():
            self._input_value(f"{coordinate}({argument['name']}:)", "argument", argument)

    def _input_value(self, coordinate: str, kind: ElementKind, found: dict[str, Any]) -> None:
        self._strange(found, "input value")
        text = self._type_text(found.get("type"))
        if text is None:
            self.report(found, "malformed-element", f"{coordinate} has no readable type")
        default = found.get("defaultValue")
        if isinstance(default, str):
            read_default = values.canonical(default)
            if read_default is None:
                problem = f"{coordinate}: {default[:60]!r} is no GraphQL value"
                self.report(found, "invalid-default", problem)
            default = read_default if read_default is not None else default
        self.tells_deprecated_inputs = self.tells_deprecated_inputs or "isDeprecated" in found
        self._add(
            coordinate,
            kind,
            found,
            type=text,
            default=default if isinstance(default, str) else None,
        )

    def _directive(self, found: dict[str, Any]) -> None:
        name = found["name"]
        if name in SPECIFIED_DIRECTIVES:
            return
        self._strange(found, "directive")
        places = found.get("locations")
        locations = sorted({str(p) for p in places}) if isinstance(places, list) else []
        repeatable = found.get("isRepeatable") is True
        if self._add(
            f"@{name}", "directive", found, locations=tuple(locations), repeatable=repeatable
        ):
            for argument in self._objects(found.get("args"), f"an argument of @{name}"):
                self._input_value(f"@{name}({argument['name']}:)", "directive_argument", argument)
