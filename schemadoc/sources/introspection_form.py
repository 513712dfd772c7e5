"""What an introspection result looks like, whoever wrote it.

In: decoded JSON or YAML. Out: the object under `__schema`, the keys that each object may hold, and
small tests of values. A module of its own because the reader's one pass knows where it is, and
this only what belongs there.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, TypeGuard, cast

from msgspec import UnsetType

from schemadoc.coverage import SAID_UNDER, silence
from schemadoc.errors import InputError
from schemadoc.model import ElementKind, Silence

What = Literal["schema", "type", "field", "input value", "enum value", "directive"]

_EVERY = frozenset({"__typename", "name", "description", "appliedDirectives", "directives"})
_DEPRECATED = frozenset({"isDeprecated", "deprecationReason"})
# What each object may hold by some edition of the specification; anything else is a vendor's.
KNOWN: dict[What, frozenset[str]] = {
    "schema": _EVERY | {"queryType", "mutationType", "subscriptionType", "types"},
    "type": _EVERY
    | {"kind", "fields", "inputFields", "interfaces", "enumValues", "possibleTypes", "ofType"}
    | {"specifiedByURL", "specifiedByUrl", "isOneOf"},
    # `complexity` is a known extension: what a field costs.
    "field": _EVERY | _DEPRECATED | {"args", "type", "complexity"},
    "input value": _EVERY | _DEPRECATED | {"type", "defaultValue"},
    "enum value": _EVERY | _DEPRECATED,
    "directive": _EVERY
    | _DEPRECATED
    | {"locations", "args", "isRepeatable", "onOperation", "onFragment", "onField"},
}
KINDS: dict[str, ElementKind] = {
    "SCALAR": "scalar",
    "OBJECT": "object",
    "INTERFACE": "interface",
    "UNION": "union",
    "ENUM": "enum",
    "INPUT_OBJECT": "input_object",
}
# The list without which a type's members are unknown.
MEMBERS: dict[ElementKind | None, str] = {
    "object": "fields",
    "interface": "fields",
    "union": "possibleTypes",
    "enum": "enumValues",
    "input_object": "inputFields",
}
# Of which objects that holds: where none of them has such a key, nobody asked for it. `deprecated`
# are objects that are.
_SAID_OF: dict[Silence, tuple[str, ...]] = {
    "default": ("input value",),
    "deprecation": ("field", "enum value"),
    "description": ("type", "field", "input value", "enum value", "directive"),
    "interfaces": ("OBJECT",),
    "one_of": ("INPUT_OBJECT",),
    "reason": ("deprecated",),
    "repeatable": ("directive",),
    "specified_by": ("SCALAR",),
}
# The same the other way round: by objects, the keys that tell.
TELLING: dict[str, frozenset[str]] = {
    what: frozenset().union(*(SAID_UNDER[a] for a, places in _SAID_OF.items() if what in places))
    for places in _SAID_OF.values()
    for what in places
}
# No type has so many; YAML's references can make a type that never ends.
_WRAPPERS = 64
# Servers before 2016 said so where a directive may stand.
_OLD_LOCATIONS = {
    "onOperation": ("QUERY", "MUTATION", "SUBSCRIPTION"),
    "onFragment": ("FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"),
    "onField": ("FIELD",),
}


def schema_of(data: Any, path: str) -> dict[str, Any]:
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
        return f"holds the answer of a server that refused: {short(first)}"
    keys = ", ".join(map(str, list(data)[:5]))
    return f"holds no introspection result but {keys}" if keys else "holds an empty object"


def locations_of(item: dict[str, Any]) -> list[str]:
    """Where a directive may stand, as servers of any age say it."""
    said = item.get("locations")
    if isinstance(said, list):
        return [name for name in said if is_name(name)]
    return [
        name for key, names in _OLD_LOCATIONS.items() if item.get(key) is True for name in names
    ]


def silent(seen: Mapping[str, Set[str]]) -> tuple[Silence, ...] | UnsetType:
    """What a result says nothing of.

    Args:
        seen: all keys that any object of a kind has, by `What`, by the kind of a type, and of what
            is `deprecated`; nothing where there is no such object.
    """
    return silence(
        aspect
        for aspect, places in _SAID_OF.items()
        if any(what in seen and SAID_UNDER[aspect].isdisjoint(seen[what]) for what in places)
    )


def is_name(value: Any) -> TypeGuard[str]:
    """Whether a value is a GraphQL name: Python's identifiers in ASCII are the same."""
    return isinstance(value, str) and value.isascii() and value.isidentifier()


def short(value: Any) -> str:
    """A value as messages show it."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def reference(ref: Any) -> tuple[str, str] | None:
    """The text of a type reference, and the named type; None where it is broken."""
    prefix = suffix = ""
    for _ in range(_WRAPPERS):
        if not isinstance(ref, dict):
            return None
        kind = ref.get("kind")
        if kind == "NON_NULL":
            if suffix[:1] == "!":
                return None
            suffix = "!" + suffix
        elif kind == "LIST":
            prefix, suffix = prefix + "[", "]" + suffix
        else:
            name = ref.get("name")
            return (prefix + name + suffix, name) if is_name(name) else None
        ref = ref.get("ofType")
    return None
