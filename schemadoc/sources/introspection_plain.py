"""An introspection result that is written as the specification has it, read the short way.

In: JSON text. Out: the elements in a `Schema` with what the result covers; nothing where anything
at all is unusual, so that `introspection` looks closer. A module of its own because it is a short
cut that changes nothing of what is read: the decoder itself checks every object against its form,
and calls for the name of each element in the order in which they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType, field

from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    SPECIFIED_DIRECTIVES,
    Coverage,
    ElementKind,
    Location,
    Operation,
    RootCoverage,
    Roots,
)
from schemadoc.sources.facts import Options
from schemadoc.sources.introspection_form import KINDS, TELLING, is_name, reference, silent
from schemadoc.sources.places import Lines
from schemadoc.sources.schema import Schema
from schemadoc.typerefs import BUILT_IN_SCALARS

# Applied directives are read with a closer look; many servers give an empty list of them.
_No = tuple[()] | None


class _Name(tuple[str, int]):
    """A name and the offset (from 0) of its key."""

    __slots__ = ()


class _Root(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    name: _Name
    kind: str | None = None
    typename: Any = field(name="__typename", default=None)


class _Described(msgspec.Struct, forbid_unknown_fields=True, gc=False, kw_only=True):
    name: _Name
    description: str | UnsetType | None = UNSET
    applied: _No = field(name="appliedDirectives", default=None)
    directives: _No = None
    typename: Any = field(name="__typename", default=None)


class _Deprecated(_Described, gc=False, kw_only=True):
    deprecated: bool | UnsetType | None = field(name="isDeprecated", default=UNSET)
    reason: str | UnsetType | None = field(name="deprecationReason", default=UNSET)


class _InputValue(_Deprecated, gc=False, kw_only=True):
    type: msgspec.Raw
    default: str | UnsetType | None = field(name="defaultValue", default=UNSET)


class _Field(_Deprecated, gc=False, kw_only=True):
    args: list[_InputValue]
    type: msgspec.Raw
    complexity: Any = None


class _Directive(_Deprecated, gc=False, kw_only=True):
    args: list[_InputValue]
    locations: list[str]
    repeatable: bool | UnsetType | None = field(name="isRepeatable", default=UNSET)
    # What they say, the locations say too.
    on_operation: Any = field(name="onOperation", default=None)
    on_fragment: Any = field(name="onFragment", default=None)
    on_field: Any = field(name="onField", default=None)


class _Type(_Described, gc=False, kw_only=True):
    kind: str
    fields: list[_Field] | None = None
    inputs: list[_InputValue] | None = field(name="inputFields", default=None)
    interfaces: list[msgspec.Raw] | UnsetType | None = UNSET
    values: list[_Deprecated] | None = field(name="enumValues", default=None)
    possible: list[msgspec.Raw] | None = field(name="possibleTypes", default=None)
    url: str | UnsetType | None = field(name="specifiedByURL", default=UNSET)
    other_url: str | UnsetType | None = field(name="specifiedByUrl", default=UNSET)
    one_of: bool | UnsetType | None = field(name="isOneOf", default=UNSET)


class _Schema(msgspec.Struct, forbid_unknown_fields=True, gc=False, kw_only=True):
    types: list[_Type]
    directives: list[_Directive]
    description: None = None
    applied: _No = field(name="appliedDirectives", default=None)
    query: _Root | None = field(name="queryType")
    mutation: _Root | UnsetType | None = field(name="mutationType", default=UNSET)
    subscription: _Root | UnsetType | None = field(name="subscriptionType", default=UNSET)
    typename: Any = field(name="__typename", default=None)


class _Result(msgspec.Struct, gc=False):
    schema: _Schema | None = field(name="__schema", default=None)
    data: _Result | None = None


# The list without which a type's members are unknown.
_MEMBERS = {
    "OBJECT": "fields",
    "INTERFACE": "fields",
    "UNION": "possible",
    "ENUM": "values",
    "INPUT_OBJECT": "inputs",
}


# What can be deprecated.
_MARKED = ("field", "input value", "enum value", "directive")

# The names of elements. Those of references stand before `ofType`, which no element here has, with
# their kind between them in some results; and are null where they wrap another.
_ELEMENT_NAME = re.compile(
    r'"name"\s*+:\s*+"[^"]*+"(?!\s*+,\s*+"(?:kind"\s*+:\s*+"[^"]*+"\s*+,\s*+"ofType|ofType))'
)


class Plain(NamedTuple):
    """What was read of a result, and what the result speaks for."""

    schema: Schema
    coverage: Coverage


class _UnusualError(Exception):
    """Something that the specification does not have: what it is, a closer look tells."""


def read(text: str, path: str, options: Options) -> Plain | None:
    """Read a result; None where it is not as the specification has it.

    Args:
        text: the whole text.
        path: as messages and sources name it.
        options: what the configuration says of it.
    """
    result = _decoded(text)
    if result is None or not all(map(_is_whole, result.types)):
        return None
    try:
        return _Reader(result, Lines(path, text), options).read()
    except (_UnusualError, RecursionError):
        return None


def _decoded(text: str) -> _Schema | None:
    """The schema, each name of an element with its place."""
    offsets = [found.start() for found in _ELEMENT_NAME.finditer(text)]
    left = iter(offsets)

    def named(_: type, name: Any) -> _Name:
        if not is_name(name):
            raise ValueError(name)
        return _Name((name, next(left)))

    try:
        result = msgspec.json.decode(text, type=_Result, dec_hook=named)
    except (msgspec.DecodeError, RecursionError, StopIteration):
        return None
    found = [one.schema for one in (result, result.data) if one is not None and one.schema]
    if len(found) != 1 or not found[0].types:
        return None
    # Else some name is an element's and not found, or found and none, or stands twice.
    return found[0] if _named(found[0]) == len(offsets) else None


def _named(schema: _Schema) -> int:
    """How many elements and roots of a result have a name."""
    count = len(schema.directives) + sum(isinstance(root, _Root) for root in _roots(schema))
    count += sum(len(directive.args) for directive in schema.directives)
    for item in schema.types:
        fields = item.fields or ()
        count += 1 + len(fields) + len(item.inputs or ()) + len(item.values or ())
        count += sum(len(field.args) for field in fields)
    return count


def _roots(schema: _Schema) -> list[_Root | UnsetType | None]:
    return [getattr(schema, operation) for operation in OPERATIONS]


def _is_whole(item: _Type) -> bool:
    """Whether a type is of a kind that there is, with the list of its members."""
    members = _MEMBERS.get(item.kind)
    return item.kind in KINDS and (members is None or getattr(item, members) is not None)


def _is_standard(item: _Type) -> bool:
    return item.name[0].startswith("__") or item.name[0] in BUILT_IN_SCALARS


def _all(lists: Iterable[list[Any] | None]) -> list[Any]:
    return list(chain.from_iterable(filter(None, lists)))


def _keys_of(group: list[Any], wanted: frozenset[str]) -> Iterator[str]:
    """Which of some keys any of the objects has."""
    for one in msgspec.structs.fields(group[0]):
        key = one.encode_name
        if key in wanted and any(getattr(e, one.name) is not UNSET for e in group):
            yield key


class _Reader:
    """One pass over one result.

    `inputs` are of each input value whether it says if it is deprecated, `references` the type
    references by how they are written: their texts and the named types.
    """

    def __init__(self, result: _Schema, lines: Lines, options: Options) -> None:
        roots = dict(zip(OPERATIONS, _roots(result), strict=True))
        own = {op: root.name[0] for op, root in roots.items() if isinstance(root, _Root)}
        defined = frozenset(item.name[0] for item in result.types)
        self.schema = Schema(lines.path, options, Roots(**own), defined)
        self.result = result
        self.place = lines.at
        self.inputs: list[bool] = []
        self.references: dict[bytes, tuple[str, str]] = {}

    def read(self) -> Plain:
        for item in self.result.types:
            if not _is_standard(item):
                self._type(item)
        for directive in self.result.directives:
            self._directive(directive)
        # Where a reference leads nowhere is told by its own place.
        if self.schema.unknown():
            raise _UnusualError
        return Plain(self.schema, self._coverage())

    def _coverage(self) -> Coverage:
        roots = {operation: self._covers_root(operation) for operation in OPERATIONS}
        return Coverage(
            complete=all(roots.values()),
            roots=RootCoverage(**roots),
            kinds=COMPLETE.kinds,
            deprecated_inputs=self._covers_deprecated_inputs(),
            silent=silent(self._seen()),
        )

    def _seen(self) -> dict[str, set[str]]:
        """The keys that tell silence from a no, by the kind of the objects that have them."""
        types = [item for item in self.result.types if not _is_standard(item)]
        fields = _all(item.fields for item in types)
        directives = [d for d in self.result.directives if d.name[0] not in SPECIFIED_DIRECTIVES]
        groups: dict[str, list[Any]] = {
            "type": types,
            "field": fields,
            "directive": directives,
            "input value": _all(
                (*(one.args for one in (*fields, *directives)), *(item.inputs for item in types))
            ),
            "enum value": _all(item.values for item in types),
        }
        for item in types:
            groups.setdefault(item.kind, []).append(item)
        seen = {
            what: set(_keys_of(group, TELLING.get(what, frozenset())))
            for what, group in groups.items()
            if group
        }
        marked = [one for what in _MARKED for one in groups[what] if one.deprecated is True]
        if marked:
            told = any(one.reason is not UNSET for one in marked)
            seen["deprecated"] = {"deprecationReason"} if told else set()
        return seen

    def _covers_root(self, operation: Operation) -> bool:
        root = getattr(self.result, operation)
        return root is None or (root is not UNSET and self.schema.defines(root.name[0]))

    def _covers_deprecated_inputs(self) -> bool:
        if self.inputs and all(self.inputs):
            return True
        own = [item for item in self.result.types if item.name[0] == "__InputValue"][:1]
        fields = [one.name[0] for item in own for one in item.fields or ()]
        return bool(fields) and "isDeprecated" not in fields

    def _type(self, item: _Type) -> None:
        name, offset = item.name
        place = self.place(offset)
        keys = self.schema.described(item.description or None, place)
        keys |= self._type_keys(item, place)
        name = self.schema.name_of(name)
        if self.schema.add_type(name, KINDS[item.kind], place, keys):
            for one in item.fields or ():
                self._field(one, name)
            for entry in item.inputs or ():
                self._input_value(entry, f"{name}.{entry.name[0]}", "input_field")
            for value in item.values or ():
                self._enum_value(value, f"{name}.{value.name[0]}")

    def _type_keys(self, item: _Type, place: Location) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        url = item.url or item.other_url
        if isinstance(url, str):
            keys["specified_by"] = url
        if item.one_of:
            keys["one_of"] = True
        if item.interfaces:
            keys["interfaces"] = self._names(item.interfaces, place)
        if item.possible and item.kind == "UNION":
            keys["members"] = self._names(item.possible, place)
        return keys

    def _names(self, written: list[msgspec.Raw], place: Location) -> tuple[str, ...]:
        found = [self._reference(one, place) for one in written]
        names = sorted({named for text, named in found if text == named})
        if len(names) < len(written):
            raise _UnusualError
        return tuple(names)

    def _field(self, item: _Field, owner: str) -> None:
        name, offset = item.name
        coordinate = f"{owner}.{name}"
        place = self.place(offset)
        keys = self._keys(item, place)
        keys["type"], _ = self._reference(item.type, place)
        if type(item.complexity) is int:
            keys["complexity"] = item.complexity
        if self.schema.add(coordinate, "field", place, keys):
            self._arguments(item.args, coordinate, "argument")

    def _arguments(self, items: list[_InputValue], owner: str, kind: ElementKind) -> None:
        for item in items:
            self._input_value(item, f"{owner}({item.name[0]}:)", kind)

    def _input_value(self, item: _InputValue, coordinate: str, kind: ElementKind) -> None:
        place = self.place(item.name[1])
        keys = self._keys(item, place)
        keys["type"], _ = self._reference(item.type, place)
        if isinstance(item.default, str):
            keys["default"] = self.schema.default(item.default, coordinate, place.line)
        self.inputs.append(item.deprecated is not UNSET)
        self.schema.add(coordinate, kind, place, keys)

    def _enum_value(self, item: _Deprecated, coordinate: str) -> None:
        place = self.place(item.name[1])
        self.schema.add(coordinate, "enum_value", place, self._keys(item, place))

    def _directive(self, item: _Directive) -> None:
        name, offset = item.name
        if name in SPECIFIED_DIRECTIVES:
            self.inputs += [one.deprecated is not UNSET for one in item.args]
            return
        place = self.place(offset)
        keys = self._keys(item, place)
        if item.repeatable:
            keys["repeatable"] = True
        locations = [(one, place) for one in item.locations if is_name(one)]
        keys["locations"] = self.schema.names(locations, f"@{name}")
        if self.schema.add(f"@{name}", "directive", place, keys):
            self._arguments(item.args, f"@{name}", "directive_argument")

    def _keys(self, item: _Deprecated, place: Location) -> dict[str, Any]:
        # Only what is deprecated has a reason, whatever else a server made of it.
        reason = None if item.reason is UNSET else item.reason
        deprecated = item.deprecated is True or reason is not None
        return self.schema.described(
            item.description or None, place, deprecated=deprecated, reason=reason
        )

    def _reference(self, written: msgspec.Raw, place: Location) -> tuple[str, str]:
        key = bytes(written)
        known = self.references.get(key)
        if known is None:
            known = reference(msgspec.json.decode(key))
            if known is None:
                raise _UnusualError
            self.references[key] = known
            self.schema.refer(known[1], place)
        return known
