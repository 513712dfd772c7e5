"""An introspection result as a reading.

In: the bytes of `{"data": {"__schema": …}}` or `{"__schema": …}`, JSON or YAML, of any server,
old or new, complete or damaged. Out: `Reading`. A module of its own because it goes straight from
JSON to elements: no GraphQL schema is built, and graphql-core is not even loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from schemadoc.collector import without_gc
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    SPECIFIED_DIRECTIVES,
    Coverage,
    DirectiveUse,
    ElementKind,
    KindCoverage,
    Location,
    RootCoverage,
    Roots,
)
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.introspection_form import (
    KINDS,
    KNOWN,
    MEMBERS,
    WRAPPERS,
    What,
    is_name,
    locations_of,
    schema_of,
    short,
)
from schemadoc.sources.places import Places
from schemadoc.sources.repeated import Memory, Read
from schemadoc.sources.schema import Schema
from schemadoc.sources.text import decode, decode_text
from schemadoc.typerefs import BUILT_IN_SCALARS


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
        parts = MEMORY.parts(decode_text(data, path), options.patterns)
        decoded = decode(parts.text, path, parts.rest)
        schema = parts.taken_out(schema_of(decoded.data, path))
        if not parts.fit(schema, decoded.places):
            parts = parts.unknown()
            decoded = decode(parts.text, path)
            schema = schema_of(decoded.data, path)
        reader = _Reader(schema, decoded.places, path, options, parts.again(decoded.places))
        reading = reader.read(data)
        MEMORY.keep(parts, reader.plain, decoded.places, options.patterns)
        return reading


class _Reached(NamedTuple):
    """How far a reader came: how many elements and input values, and what it said besides."""

    elements: int
    inputs: int
    said: tuple[int, ...]


# What was read last: the next result may be another day of the same region.
MEMORY = Memory()


class _Reader:
    """One pass over one result, of which some types may be known.

    `plain` are the types that it read, None for each of which anything odd was said.
    """

    def __init__(
        self,
        schema: dict[str, Any],
        places: Places,
        path: str,
        options: Options,
        known: Sequence[Read] = (),
        taken: frozenset[str] = frozenset(),
    ) -> None:
        self.taken = taken
        self.source = schema
        self.places = places
        self.place = places.of
        self.known = known
        self.plain: list[Read | None] = []
        self.path = path
        self.options = options
        self.vendor_keys: set[str] = set()
        self.deprecated_inputs: list[bool] = []
        # The named types that elements were found to have.
        self.referred: set[str] = set()
        self.early: list[tuple[int, str]] = []
        # How much could not be read of the element at hand; `whole`: of any before.
        self.lost = 0
        self.whole = True
        self.types_lost = False

    def read(self, data: bytes) -> Reading:
        types = self._list(self.source, "types", "the schema")
        names = [name for item in types if isinstance(name := item.get("name"), str)]
        defined = frozenset((*names, *(one.name for one in self.known)))
        roots = Roots(**{op: self._root(f"{op}Type") for op in OPERATIONS})
        self.schema = Schema(self.path, self.options, roots, defined, self.taken)
        self._check_keys(self.source, "schema", Location(self.path, 1))
        self._schema_facts()
        if not defined and not types:
            self._malformed(self.source, "the schema has no list of types: nothing is known of it")
        self.types_lost = self.lost > 0
        self._types(types)
        for item in self._list(self.source, "directives", "the schema"):
            self._directive(item)
        if hidden := self.schema.hidden() - self.taken:
            return self._again(hidden).read(data)
        for line, problem in self.early:
            self.schema.odd(line, "malformed-element", problem)
        source = source_of(data, self.path, "introspection", self.options)
        return self.schema.finish(source, self._coverage(types))

    def _again(self, hidden: frozenset[str]) -> _Reader:
        return _Reader(self.source, self.places, self.path, self.options, self.known, hidden)

    def _schema_facts(self) -> None:
        """What is said of the schema as a whole has no coordinate: it is told, and left out."""
        if self.source.get("description") is not None:
            said = "the description of the schema is no element's; left out"
            self.schema.odd(self.place(self.source).line, "schema-description", said)
        for use in self._list(self.source, "appliedDirectives", "the schema"):
            said = f"@{use.get('name')} of the schema is no element's; left out"
            self.schema.odd(self.place(use).line, "schema-directive", said)

    def _coverage(self, types: list[dict[str, Any]]) -> Coverage:
        """What the result speaks for: a query that asked for less, or a cut, leaves things out."""
        if not types and not self.known:
            return Coverage()
        roots = {op: self._covers_root(op) for op in OPERATIONS}
        directives = isinstance(self.source.get("directives"), list)
        whole = self.whole and not self.lost and not self.schema.unknown()
        return Coverage(
            complete=whole and directives and all(roots.values()),
            roots=RootCoverage(**roots),
            kinds=KindCoverage() if self.types_lost else COMPLETE.kinds,
            deprecated_inputs=self._covers_deprecated_inputs(types),
        )

    def _covers_root(self, operation: str) -> bool:
        """Null says that there is no such root; a key that is not there says nothing."""
        key = f"{operation}Type"
        name = getattr(self.schema.roots, operation)
        if name is None:
            return key in self.source and self.source[key] is None
        return self.schema.defines(name)

    def _root(self, key: str) -> str | None:
        value = self.source.get(key)
        if value is None:
            return None
        name = value.get("name") if isinstance(value, dict) else None
        if is_name(name):
            return name
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

    def _types(self, types: list[dict[str, Any]]) -> None:
        elements = self.schema.elements
        for one in self.known:
            elements.update({element.coordinate: element for element in one.elements})
            self.deprecated_inputs += one.inputs
        ends = [self._reached()]
        for item in types:
            self._type(item)
            ends.append(self._reached())
        made = list(elements.values())
        for item, (a, b) in zip(types, pairwise(ends), strict=True):
            plain = a.said == b.said and self._is_plain(item)
            inputs = self.deprecated_inputs[a.inputs : b.inputs]
            read = Read(item["name"], made[a.elements : b.elements], inputs) if plain else None
            self.plain.append(read)

    def _reached(self) -> _Reached:
        said = (len(self.schema.diagnostics), len(self.early), self.lost, self.whole)
        return _Reached(len(self.schema.elements), len(self.deprecated_inputs), said)

    def _is_plain(self, item: dict[str, Any]) -> bool:
        """Whether a type says the same in any result; a vendor's key is told of only once."""
        own = item["name"]
        return not self.vendor_keys and own[:2] != "__" and self.schema.name_of(own) == own

    def _type(self, item: dict[str, Any]) -> None:
        place = self.place(item)
        own = item.get("name")
        kind = KINDS.get(item["kind"]) if isinstance(item.get("kind"), str) else None
        if not is_name(own):
            self._malformed(item, f"a type without a name: {short(own)}")
            self.lost += 1
            self.types_lost = True
            return
        if own.startswith("__") or own in BUILT_IN_SCALARS:
            return
        if kind is None:
            self._malformed(item, f"{own} has no kind of type: {short(item.get('kind'))}")
            self.lost += 1
        self._check_keys(item, "type", place)
        before = self.lost
        keys = self._keys(item, own, place) | self._type_keys(item, own)
        name = self.schema.name_of(own)
        if self.schema.add_type(name, kind or "type", place, keys):
            self._needs(item, MEMBERS.get(kind), own)
            self._members(item, name)
            self._partial_since(before, name)

    def _needs(self, item: dict[str, Any], key: str | None, owner: str) -> None:
        """A list that is not there, where the specification wants one: its entries are unknown."""
        if key is None or isinstance(item.get(key), list):
            return
        self.lost += 1
        if item.get(key) is None:
            self._malformed(item, f"{owner} has no list of {key}: they are unknown")

    def _partial_since(self, before: int, coordinate: str) -> None:
        """What was lost within an element is that element's: what contains it is whole."""
        if self.lost > before:
            self.schema.mark_partial(coordinate)
            self.lost = before
            self.whole = False

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
            if not is_name(named.get("name")):
                self._malformed(named, f"{own}: one of {key} has no name")
                self.lost += 1
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
        if not self._begins(item, "field", owner):
            return
        coordinate = f"{owner}.{item['name']}"
        place = self.place(item)
        keys = self._keys(item, coordinate, place)
        keys["type"] = self._type_text(item.get("type"), coordinate, place)
        if type(item.get("complexity")) is int:
            keys["complexity"] = item["complexity"]
        if self.schema.add(coordinate, "field", place, keys):
            self._arguments(item, coordinate, "argument")

    def _arguments(self, item: dict[str, Any], owner: str, kind: ElementKind) -> None:
        if item.get("args") == []:
            return
        before = self.lost
        self._needs(item, "args", owner)
        for argument in self._list(item, "args", owner):
            self._input_value(argument, owner, kind)
        self._partial_since(before, owner)

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
        locations = locations_of(item)
        keys["locations"] = self.schema.names([(name, place) for name in locations], coordinate)
        if self.schema.add(coordinate, "directive", place, keys):
            self._arguments(item, coordinate, "directive_argument")

    # What every element has

    def _begins(self, item: dict[str, Any], what: What, owner: str) -> bool:
        """Whether an object is an element: it has a name; what else it holds is looked over."""
        if not is_name(item.get("name")):
            self._malformed(item, f"{owner}: a {what} without a name: {short(item.get('name'))}")
            self.lost += 1
            return False
        if not item.keys() <= KNOWN[what]:
            self._check_keys(item, what, self.place(item))
        return True

    def _keys(self, item: dict[str, Any], coordinate: str, place: Location) -> dict[str, Any]:
        """What descriptions, deprecations and applied directives say."""
        text = item.get("description")
        if text is not None and not isinstance(text, str):
            text = self._text(item, "description", coordinate)
        # Only what is deprecated has a reason, whatever else a server or a YAML tool made of it.
        deprecated = item.get("isDeprecated") is True or item.get("deprecationReason") is not None
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
            if not is_name(name):
                self._malformed(item, f"{coordinate}: an applied directive without a name")
            elif name not in SPECIFIED_DIRECTIVES:
                arguments = self._use_arguments(use, coordinate)
                uses.append(DirectiveUse(name=name, arguments=arguments))
        return {"directives": tuple(uses)} if uses else {}

    def _use_arguments(self, use: dict[str, Any], coordinate: str) -> dict[str, str]:
        line = self.place(use).line
        return {
            argument["name"]: self.schema.default(argument["value"], coordinate, line)
            for argument in self._list(use, "args", coordinate)
            if is_name(argument.get("name")) and isinstance(argument.get("value"), str)
        }

    def _type_text(self, ref: Any, coordinate: str, place: Location) -> str | None:
        """The text of a type reference; None, and a diagnostic, where it is broken."""
        prefix = suffix = ""
        for _ in range(WRAPPERS):
            if not isinstance(ref, dict):
                break
            kind = ref.get("kind")
            if kind == "NON_NULL":
                if suffix[:1] == "!":
                    break
                suffix = "!" + suffix
            elif kind == "LIST":
                prefix, suffix = prefix + "[", "]" + suffix
            else:
                name = ref.get("name")
                if not isinstance(name, str) or name not in self.referred:
                    if not is_name(name):
                        break
                    self.referred.add(name)
                    self.schema.refer(name, place)
                return prefix + name + suffix
            ref = ref.get("ofType")
        self.schema.odd(place.line, "malformed-element", f"{coordinate} has no readable type")
        return None

    # Values as they should be, and what to say where they are not

    def _text(self, item: dict[str, Any], key: str, owner: str) -> str | None:
        value = item.get(key)
        if value is None or isinstance(value, str):
            return value
        self._malformed(item, f"{owner}: {key} is no text: {short(value)}")
        return None

    def _list(self, item: dict[str, Any], key: str, owner: str) -> list[dict[str, Any]]:
        value = item.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._malformed(item, f"{owner}: {key} is no list: {short(value)}")
            return []
        objects = [one for one in value if isinstance(one, dict)]
        if len(objects) < len(value):
            for odd in (one for one in value if not isinstance(one, dict)):
                self._malformed(item, f"{owner}: one of {key} is no object: {short(odd)}")
                self.lost += 1
        return objects

    def _check_keys(self, item: dict[str, Any], what: What, place: Location) -> None:
        for key in item.keys() - KNOWN[what] - self.vendor_keys:
            self.vendor_keys.add(key)
            said = f"{key} of a {what} is not the specification's; left out"
            self.schema.odd(place.line, "vendor-extension", said)

    def _malformed(self, item: Any, problem: str) -> None:
        self.early.append((self.place(item).line, problem))
