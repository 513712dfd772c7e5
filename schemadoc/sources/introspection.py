"""An introspection result as a reading.

In: the bytes of `{"data": {"__schema": …}}` or `{"__schema": …}`, JSON or YAML, of any server,
old or new, complete or damaged. Out: `Reading`. A module of its own because it goes straight from
JSON to elements: no GraphQL schema is built, and graphql-core is not even loaded.
"""

from __future__ import annotations

from typing import Any, Literal, cast

import msgspec

from schemadoc.errors import InputError
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    SPECIFIED_DIRECTIVES,
    DirectiveUse,
    ElementKind,
    Location,
    Roots,
)
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.schema import Schema, without_gc
from schemadoc.sources.text import decode
from schemadoc.typerefs import BUILT_IN_SCALARS

_What = Literal["schema", "type", "field", "input value", "enum value", "directive"]

_EVERY = frozenset({"__typename", "name", "description", "appliedDirectives", "directives"})
_DEPRECATED = frozenset({"isDeprecated", "deprecationReason"})
# What each object may hold by some edition of the specification; anything else is a vendor's.
_KNOWN: dict[_What, frozenset[str]] = {
    "schema": _EVERY | {"queryType", "mutationType", "subscriptionType", "types"},
    "type": _EVERY
    | {"kind", "fields", "inputFields", "interfaces", "enumValues", "possibleTypes", "ofType"}
    | {"specifiedByURL", "specifiedByUrl", "isOneOf"},
    "field": _EVERY | _DEPRECATED | {"args", "type"},
    "input value": _EVERY | _DEPRECATED | {"type", "defaultValue"},
    "enum value": _EVERY | _DEPRECATED,
    "directive": _EVERY
    | _DEPRECATED
    | {"locations", "args", "isRepeatable", "onOperation", "onFragment", "onField"},
}
_KINDS: dict[str, ElementKind] = {
    "SCALAR": "scalar",
    "OBJECT": "object",
    "INTERFACE": "interface",
    "UNION": "union",
    "ENUM": "enum",
    "INPUT_OBJECT": "input_object",
}
# No type has so many; YAML's references can make a type that never ends.
_WRAPPERS = 64
# Servers before 2016 said so where a directive may stand.
_OLD_LOCATIONS = {
    "onOperation": ("QUERY", "MUTATION", "SUBSCRIPTION"),
    "onFragment": ("FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"),
    "onField": ("FIELD",),
}


def read(data: bytes, path: str, options: Options) -> Reading:
    """Read an introspection result.

    Args:
        data: the bytes of the file.
        path: as messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: when the text is neither JSON nor YAML or holds no `__schema`.
    """
    with without_gc():
        decoded = decode(data, path)
        schema = _schema_of(decoded.data, path)
        return _Reader(schema, decoded.places.of, path, options).read(data)


def _schema_of(data: Any, path: str) -> dict[str, Any]:
    """The object under `__schema`, whatever stands around it."""
    within = data
    for _ in range(2):
        if isinstance(within, dict) and isinstance(within.get("__schema"), dict):
            return cast("dict[str, Any]", within["__schema"])
        within = within.get("data") if isinstance(within, dict) else None
    raise InputError(
        _what_instead(data),
        path=path,
        expected='an introspection result: an object under "__schema"',
        fix="save the whole answer to an introspection query",
    )


def _what_instead(data: Any) -> str:
    """What a document without a schema holds, in words."""
    if not isinstance(data, dict):
        return f"holds a {type(data).__name__} and no introspection result"
    errors = data.get("errors")
    if isinstance(errors, list) and errors:
        first = errors[0].get("message") if isinstance(errors[0], dict) else errors[0]
        return f"holds the answer of a server that refused: {_short(first)}"
    keys = ", ".join(map(str, list(data)[:5]))
    return f"holds no introspection result but {keys}" if keys else "holds an empty object"


class _Reader:
    """One pass over one result."""

    def __init__(
        self,
        schema: dict[str, Any],
        place: Any,
        path: str,
        options: Options,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        self.taken = taken
        self.source = schema
        self.place = place
        self.path = path
        self.options = options
        self.vendor_keys: set[str] = set()
        self.deprecated_inputs: list[bool] = []
        self.early: list[tuple[int, str]] = []

    def read(self, data: bytes) -> Reading:
        types = self._list(self.source, "types", "the schema")
        defined: dict[str, Location] = {}
        for item in types:
            if isinstance(item.get("name"), str):
                defined.setdefault(item["name"], self.place(item))
        roots = Roots(**{op: self._root(f"{op}Type") for op in OPERATIONS})
        self.schema = Schema(self.path, self.options, roots, defined, self.taken)
        self._check_keys(self.source, "schema", Location(self.path, 1))
        for item in types:
            self._type(item)
        for item in self._list(self.source, "directives", "the schema"):
            self._directive(item)
        if hidden := self.schema.hidden() - self.taken:
            return _Reader(self.source, self.place, self.path, self.options, hidden).read(data)
        for line, problem in self.early:
            self.schema.odd(line, "malformed-element", problem)
        coverage = msgspec.structs.replace(
            COMPLETE, deprecated_inputs=self._covers_deprecated_inputs(types)
        )
        source = source_of(data, self.path, "introspection", self.options)
        return self.schema.finish(source, coverage)

    def _root(self, key: str) -> str | None:
        value = self.source.get(key)
        if value is None:
            return None
        name = value.get("name") if isinstance(value, dict) else None
        if _is_name(name):
            return cast("str", name)
        self._malformed(value, f"{key} names no type")
        return None

    def _covers_deprecated_inputs(self, types: list[dict[str, Any]]) -> bool:
        """Whether the result would show a deprecated argument or input field.

        It does where every input value says if it is deprecated (those of the standard directives
        too), and where the server has no deprecated input values: its own `__InputValue` does not
        know of them.
        """
        if self.deprecated_inputs and all(self.deprecated_inputs):
            return True
        own = next((item for item in types if item.get("name") == "__InputValue"), None)
        if own is None:
            return False
        fields = self._list(own, "fields", "__InputValue")
        return bool(fields) and all(field.get("name") != "isDeprecated" for field in fields)

    # Types and their members

    def _type(self, item: dict[str, Any]) -> None:
        place = self.place(item)
        own = item.get("name")
        kind = _KINDS.get(item["kind"]) if isinstance(item.get("kind"), str) else None
        if not _is_name(own):
            self._malformed(item, f"a type without a name: {_short(own)}")
            return
        own = cast("str", own)
        if own.startswith("__") or own in BUILT_IN_SCALARS:
            return
        if kind is None:
            self._malformed(item, f"{own} has no kind of type: {_short(item.get('kind'))}")
        self._check_keys(item, "type", place)
        keys = self._keys(item, own, place) | self._type_keys(item, own)
        name = self.schema.name_of(own)
        if self.schema.add(name, kind or "type", place, keys):
            self._members(item, name)

    def _type_keys(self, item: dict[str, Any], own: str) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        url = item.get("specifiedByURL") or item.get("specifiedByUrl")
        if isinstance(url, str):
            keys["specified_by"] = url
        if item.get("isOneOf") is True:
            keys["one_of"] = True
        if item.get("interfaces"):
            keys["interfaces"] = self._named_list(item, "interfaces", own)
        if item.get("possibleTypes") and item.get("kind") == "UNION":
            keys["members"] = self._named_list(item, "possibleTypes", own)
        return keys

    def _named_list(self, item: dict[str, Any], key: str, own: str) -> tuple[str, ...]:
        found: list[tuple[str, Location]] = []
        for named in self._list(item, key, own):
            if not _is_name(named.get("name")):
                self._malformed(named, f"{own}: one of {key} has no name")
                continue
            place = self.place(named)
            self.schema.refer(named["name"], place)
            found.append((named["name"], place))
        return self.schema.names(found, own)

    def _members(self, item: dict[str, Any], name: str) -> None:
        if item.get("fields"):
            for field in self._list(item, "fields", name):
                self._field(field, name)
        if item.get("inputFields"):
            for field in self._list(item, "inputFields", name):
                self._input_value(field, name, "input_field")
        if item.get("enumValues"):
            for value in self._list(item, "enumValues", name):
                self._enum_value(value, name)

    def _field(self, item: dict[str, Any], owner: str) -> None:
        coordinate = f"{owner}.{item.get('name')}"
        if not self._begins(item, "field", owner):
            return
        place = self.place(item)
        keys = self._keys(item, coordinate, place)
        keys["type"] = self._type_text(item.get("type"), coordinate, place)
        if self.schema.add(coordinate, "field", place, keys) and item.get("args"):
            for argument in self._list(item, "args", coordinate):
                self._input_value(argument, coordinate, "argument")

    def _input_value(self, item: dict[str, Any], owner: str, kind: ElementKind) -> None:
        if not self._begins(item, "input value", owner):
            return
        place = self.place(item)
        name = item["name"]
        coordinate = f"{owner}.{name}" if kind == "input_field" else f"{owner}({name}:)"
        keys = self._keys(item, coordinate, place)
        keys["type"] = self._type_text(item.get("type"), coordinate, place)
        default = self._text(item, "defaultValue", coordinate)
        if default is not None:
            keys["default"] = self.schema.default(default, coordinate, place.line)
        self.deprecated_inputs.append("isDeprecated" in item)
        self.schema.add(coordinate, kind, place, keys)

    def _enum_value(self, item: dict[str, Any], owner: str) -> None:
        if self._begins(item, "enum value", owner):
            place = self.place(item)
            coordinate = f"{owner}.{item['name']}"
            keys = self._keys(item, coordinate, place)
            self.schema.add(coordinate, "enum_value", place, keys)

    def _directive(self, item: dict[str, Any]) -> None:
        if item.get("name") in SPECIFIED_DIRECTIVES:
            arguments = self._list(item, "args", f"@{item['name']}")
            self.deprecated_inputs += ["isDeprecated" in argument for argument in arguments]
            return
        if not self._begins(item, "directive", "schema"):
            return
        place = self.place(item)
        coordinate = f"@{item['name']}"
        keys = self._keys(item, coordinate, place)
        if item.get("isRepeatable") is True:
            keys["repeatable"] = True
        locations = _locations(item)
        keys["locations"] = self.schema.names([(name, place) for name in locations], coordinate)
        if self.schema.add(coordinate, "directive", place, keys) and item.get("args"):
            for argument in self._list(item, "args", coordinate):
                self._input_value(argument, coordinate, "directive_argument")

    # What every element has

    def _begins(self, item: dict[str, Any], what: _What, owner: str) -> bool:
        """Whether an object is an element: it has a name; what else it holds is looked over."""
        if not _is_name(item.get("name")):
            self._malformed(item, f"{owner}: a {what} without a name: {_short(item.get('name'))}")
            return False
        if not item.keys() <= _KNOWN[what]:
            self._check_keys(item, what, self.place(item))
        return True

    def _keys(self, item: dict[str, Any], coordinate: str, place: Location) -> dict[str, Any]:
        """What descriptions, deprecations and applied directives say."""
        text = self._text(item, "description", coordinate)
        deprecated = item.get("isDeprecated") is True
        if not text and not deprecated:
            keys: dict[str, Any] = {}
        else:
            reason = self._text(item, "deprecationReason", coordinate) if deprecated else None
            keys = self.schema.described(text, place, deprecated=deprecated, reason=reason)
        applied = item.get("appliedDirectives") or item.get("directives")
        if applied:
            keys |= self._directive_uses(applied, coordinate, item)
        return keys

    def _directive_uses(
        self, applied: Any, coordinate: str, item: dict[str, Any]
    ) -> dict[str, Any]:
        """Applied directives, as several servers add them: `[{name, args: [{name, value}]}]`."""
        uses: list[DirectiveUse] = []
        for use in applied if isinstance(applied, list) else [applied]:
            name = use.get("name") if isinstance(use, dict) else None
            if not _is_name(name):
                self._malformed(item, f"{coordinate}: an applied directive without a name")
            elif name not in SPECIFIED_DIRECTIVES:
                arguments = self._use_arguments(use, coordinate)
                uses.append(DirectiveUse(name=cast("str", name), arguments=arguments))
        return {"directives": tuple(uses)} if uses else {}

    def _use_arguments(self, use: dict[str, Any], coordinate: str) -> dict[str, str]:
        line = self.place(use).line
        return {
            argument["name"]: self.schema.default(argument["value"], coordinate, line)
            for argument in self._list(use, "args", coordinate)
            if _is_name(argument.get("name")) and isinstance(argument.get("value"), str)
        }

    def _type_text(self, ref: Any, coordinate: str, place: Location) -> str | None:
        """The text of a type reference; None, and a diagnostic, where it is broken."""
        prefix = suffix = ""
        for _ in range(_WRAPPERS):
            if not isinstance(ref, dict):
                break
            kind = ref.get("kind")
            if kind == "NON_NULL" and not suffix.startswith("!"):
                suffix = "!" + suffix
            elif kind == "LIST":
                prefix, suffix = prefix + "[", "]" + suffix
            elif kind == "NON_NULL":
                break
            else:
                name = ref.get("name")
                if not _is_name(name):
                    break
                self.schema.refer(cast("str", name), place)
                return f"{prefix}{name}{suffix}"
            ref = ref.get("ofType")
        self.schema.odd(place.line, "malformed-element", f"{coordinate} has no readable type")
        return None

    # Values as they should be, and what to say where they are not

    def _text(self, item: dict[str, Any], key: str, owner: str) -> str | None:
        value = item.get(key)
        if value is None or isinstance(value, str):
            return value
        self._malformed(item, f"{owner}: {key} is no text: {_short(value)}")
        return None

    def _list(self, item: dict[str, Any], key: str, owner: str) -> list[dict[str, Any]]:
        value = item.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._malformed(item, f"{owner}: {key} is no list: {_short(value)}")
            return []
        for odd in (one for one in value if not isinstance(one, dict)):
            self._malformed(item, f"{owner}: one of {key} is no object: {_short(odd)}")
        return [one for one in value if isinstance(one, dict)]

    def _check_keys(self, item: dict[str, Any], what: _What, place: Location) -> None:
        for key in item.keys() - _KNOWN[what] - self.vendor_keys:
            self.vendor_keys.add(key)
            said = f"{key} of a {what} is not the specification's; left out"
            self.schema.odd(place.line, "vendor-extension", said)

    def _malformed(self, item: Any, problem: str) -> None:
        self.early.append((self.place(item).line, problem))


def _locations(item: dict[str, Any]) -> list[str]:
    """Where a directive may stand, as servers of any age say it."""
    said = item.get("locations")
    if isinstance(said, list):
        return [name for name in said if _is_name(name)]
    return [
        name for key, names in _OLD_LOCATIONS.items() if item.get(key) is True for name in names
    ]


def _is_name(value: Any) -> bool:
    """Whether a value is a GraphQL name: Python's identifiers in ASCII are the same."""
    return isinstance(value, str) and value.isascii() and value.isidentifier()


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
