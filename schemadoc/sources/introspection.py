"""An introspection result as a reading.

In: the bytes of `{"data": {"__schema": …}}` or `{"__schema": …}`, JSON or YAML, of any server,
old or new, complete or damaged. Out: `Reading`. A module of its own because it goes straight from
JSON to elements: no GraphQL schema is built, and graphql-core is not even loaded.
"""

from __future__ import annotations

from typing import Any

from schemadoc.collector import without_gc
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    Coverage,
    KindCoverage,
    Location,
    RootCoverage,
    Roots,
)
from schemadoc.sources import introspection_plain
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.introspection_elements import Elements
from schemadoc.sources.introspection_form import (
    KINDS,
    MEMBERS,
    is_name,
    schema_of,
    short,
    silent,
)
from schemadoc.sources.places import Places
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
        text = decode_text(data, path)
        plain = introspection_plain.read(text, path, options)
        if plain is not None:
            source = source_of(data, path, "introspection", options)
            return plain.schema.finish(source, plain.coverage)
        decoded = decode(text, path)
        schema = schema_of(decoded.data, path)
        return _Reader(schema, decoded.places, path, options).read(data)


class _Reader(Elements):
    """One pass over one result, whatever a server made of it."""

    def __init__(
        self,
        schema: dict[str, Any],
        places: Places,
        path: str,
        options: Options,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(places)
        self.taken = taken
        self.source = schema
        self.places = places
        self.path = path
        self.options = options
        self.types_lost = False

    def read(self, data: bytes) -> Reading:
        types = self._list(self.source, "types", "the schema")
        names = (item.get("name") for item in types)
        defined = frozenset(name for name in names if isinstance(name, str))
        roots = Roots(**{op: self._root(f"{op}Type") for op in OPERATIONS})
        self.schema = Schema(self.path, self.options, roots, defined, self.taken)
        self._check_keys(self.source, "schema", Location(self.path, 1))
        self._schema_facts()
        if not defined and not types:
            self._malformed(self.source, "the schema has no list of types: nothing is known of it")
        self.types_lost = self.lost > 0
        for item in types:
            self._type(item)
        for item in self._list(self.source, "directives", "the schema"):
            self._directive(item)
        if hidden := self.schema.hidden() - self.taken:
            return self._again(hidden).read(data)
        for line, problem in self.early:
            self.schema.odd(line, "malformed-element", problem)
        source = source_of(data, self.path, "introspection", self.options)
        return self.schema.finish(source, self._coverage(types))

    def _again(self, hidden: frozenset[str]) -> _Reader:
        return _Reader(self.source, self.places, self.path, self.options, hidden)

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
        if not types:
            return Coverage()
        roots = {op: self._covers_root(op) for op in OPERATIONS}
        directives = isinstance(self.source.get("directives"), list)
        whole = self.whole and not self.lost and not self.schema.unknown()
        return Coverage(
            complete=whole and directives and all(roots.values()),
            roots=RootCoverage(**roots),
            kinds=KindCoverage() if self.types_lost else COMPLETE.kinds,
            deprecated_inputs=self._covers_deprecated_inputs(types),
            silent=silent(self.seen),
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

    # Types

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
        self._saw("type", item)
        self._saw(item["kind"] if kind else "", item)
        before = self.lost
        keys = self._keys(item, own, place) | self._type_keys(item, own)
        name = self.schema.name_of(own)
        if self.schema.add_type(name, kind or "type", place, keys):
            self._needs(item, MEMBERS.get(kind), own)
            self._members(item, name)
            self._partial_since(before, name)
