"""Which fields an example asks for: few, telling ones, and always as the schema allows it.

In: a region's `Schema` and a root field. Out: a selection, or None where the region's sources show
too little of what the field returns. A module of its own because the choice is taste, kept in a few
numbers and lists at its top; that the result is valid follows from the rules beneath them.

Scalars and enums come first, then objects down to two levels; connections are asked for a few of
their nodes, abstract types for `__typename` and some of their members. Fields that are deprecated
or need an argument are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemadoc.model import Element
from schemadoc.render.examples.document import Argument, Field, Fragment, Selection, typename
from schemadoc.render.examples.schema import ABSTRACT, Schema

# By level: how many leaves, and how many fields with a selection of their own.
_LIMITS = ((10, 3), (6, 1), (4, 0))
_DEEPEST = len(_LIMITS) - 1
_MEMBERS = 3
_MEMBER_LEAVES = 3
_NODES = 5
# What tells most of an object, where it has more leaves than are shown.
_TELLING = frozenset(
    {"id", "number", "name", "code", "key", "title", "status", "state", "type", "login", "token"}
)
# Said by every payload of some APIs, and of no use to a reader: only where nothing else is there.
_NOISE = frozenset({"clientMutationId", "possibleErrors", "errors"})
_PAGE = ("hasNextPage", "endCursor")


def selection(schema: Schema, field: Element) -> tuple[Selection, ...] | None:
    """What to ask of a root field: nothing of a leaf, None where nobody knows what it is."""
    if schema.is_leaf(field):
        return ()
    name = schema.composite(field)
    return _of(schema, name, 0, frozenset({name})) if name else None


def _of(schema: Schema, name: str, level: int, seen: frozenset[str]) -> tuple[Selection, ...]:
    """The selection of a composite type; `seen` are the types around it."""
    if schema.kind(name) in ABSTRACT:
        return _of_abstract(schema, name, level)
    return _of_connection(schema, name, level, seen) or _of_object(schema, name, level, seen)


def _of_object(
    schema: Schema, name: str, level: int, seen: frozenset[str]
) -> tuple[Selection, ...]:
    many, some = _LIMITS[level]
    usable = [field for field in schema.fields(name) if _is_usable(schema, field)]
    leaves = _best([f for f in usable if schema.is_leaf(f) and f.name not in _NOISE], many)
    inner = _composites(schema, name, usable, level, seen, some)
    chosen = {field.name: Field(field.name, name) for field in leaves} | inner
    if not chosen:
        chosen = {f.name: Field(f.name, name) for f in usable if schema.is_leaf(f)}
    return tuple(chosen[f.name] for f in usable if f.name in chosen) or (typename(name),)


def _is_usable(schema: Schema, field: Element) -> bool:
    return field.deprecation is None and not schema.needs_arguments(field)


def _best(fields: Sequence[Element], many: int) -> list[Element]:
    """At most so many fields: telling ones before the others, each in its order."""
    return sorted(fields, key=lambda field: field.name not in _TELLING)[:many]


def _composites(
    schema: Schema,
    parent: str,
    usable: Iterable[Element],
    level: int,
    seen: frozenset[str],
    some: int,
) -> dict[str, Field]:
    """Fields with a selection that tells something; those of types already shown add nothing."""
    found: dict[str, Field] = {}
    for field in sorted(usable, key=lambda field: field.name in _NOISE):
        name = schema.composite(field)
        if len(found) == some or (field.name in _NOISE and found):
            break
        if name is None or name in seen:
            continue
        inner = _of(schema, name, level + 1, seen | {name})
        if inner != (typename(name),):
            found[field.name] = Field(field.name, parent, None, _some(schema, field), inner)
    return found


def _some(schema: Schema, field: Element) -> tuple[Argument, ...]:
    """`first: 5` where a field can be asked for a part of its list."""
    for argument in schema.arguments(field):
        if argument.name == "first" and argument.type == "Int":
            return (Argument("first", None, _NODES),)
    return ()


# Connections


def _of_connection(
    schema: Schema, name: str, level: int, seen: frozenset[str]
) -> tuple[Selection, ...] | None:
    """The nodes of a connection, their number and the way to the next ones."""
    inner = _nodes(schema, name, level, seen)
    if inner is None or level == _DEEPEST:
        return None
    total = schema.field(name, "totalCount")
    count = (Field("totalCount", name),) if total and _is_plain(schema, total) else ()
    return (*count, inner, *_page(schema, name, level))


def is_connection(schema: Schema, name: str) -> bool:
    """Whether a type is a list in pages: it has nodes, or edges with a node each."""
    return _way(schema, name) is not None


def _way(schema: Schema, name: str) -> tuple[Element, str | None, str] | None:
    """The field that leads to the nodes, the type of the edges between, and the nodes' type."""
    paged = schema.field(name, "pageInfo") or schema.field(name, "edges")
    for way in ("nodes", "edges") if paged else ():
        field = schema.field(name, way)
        target = schema.composite(field) if field and _is_usable(schema, field) else None
        if field is None or target is None:
            continue
        node = schema.field(target, "node") if way == "edges" else None
        if way == "nodes":
            return field, None, target
        inner = schema.composite(node) if node and _is_usable(schema, node) else None
        if inner is not None:
            return field, target, inner
    return None


def _nodes(schema: Schema, name: str, level: int, seen: frozenset[str]) -> Field | None:
    way = _way(schema, name)
    if way is None:
        return None
    field, edge, node = way
    inner = _of(schema, node, min(level + 1, _DEEPEST), seen | {node})
    if edge is not None:
        inner = (Field("node", edge, None, (), inner),)
    return Field(field.name, name, None, (), inner)


def _page(schema: Schema, name: str, level: int) -> tuple[Field, ...]:
    """How to go on, for the connection that is asked for itself."""
    field = schema.field(name, "pageInfo")
    info = schema.composite(field) if field is not None and level == 0 else None
    if field is None or info is None or not _is_usable(schema, field):
        return ()
    parts = [schema.field(info, part) for part in _PAGE]
    found = tuple(Field(p.name, info) for p in parts if p is not None and _is_plain(schema, p))
    return (Field("pageInfo", name, None, (), found),) if found else ()


def _is_plain(schema: Schema, field: Element) -> bool:
    return _is_usable(schema, field) and schema.is_leaf(field)


# Abstract types


def _of_abstract(schema: Schema, name: str, level: int) -> tuple[Selection, ...]:
    """`__typename`, an interface's own leaves, and some leaves of some members."""
    many = _LIMITS[level][0]
    own = [field for field in schema.fields(name) if _is_plain(schema, field)]
    shared = tuple(Field(field.name, name) for field in _in_place(own, _best(own, many)))
    taken = {field.name: leaf_type(schema, name, field.name) for field in own}
    fragments: list[Fragment] = []
    for member in schema.possible(name):
        inner = _of_member(schema, member, taken, {field.name for field in shared})
        if inner:
            fragments.append(Fragment(member, inner))
        if len(fragments) == _MEMBERS:
            break
    return (typename(name), *shared, *fragments)


def _in_place(fields: Iterable[Element], chosen: Sequence[Element]) -> list[Element]:
    return [field for field in fields if field in chosen]


def _of_member(
    schema: Schema, member: str, taken: dict[str, str], shared: set[str]
) -> tuple[Selection, ...]:
    """A member's leaves; one that another member has with another type gets an alias."""
    own = [f for f in schema.fields(member) if _is_plain(schema, f) and f.name not in shared]
    made: list[Selection] = []
    telling = [field for field in own if field.name not in _NOISE]
    for field in _in_place(own, _best(telling, _MEMBER_LEAVES)):
        said = leaf_type(schema, member, field.name)
        alias = None
        if taken.setdefault(field.name, said) != said:
            alias = _alias(member, field.name)
            if alias in shared or taken.setdefault(alias, said) != said:
                continue
        made.append(Field(field.name, member, alias))
    return tuple(made)


def _alias(member: str, name: str) -> str:
    """`doorColour` for the colour of a Door."""
    return f"{member[:1].lower()}{member[1:]}{name[:1].upper()}{name[1:]}"


def leaf_type(schema: Schema, parent: str, name: str) -> str:
    """What must be equal where two members answer under one name: the type, lists and all."""
    field = schema.field(parent, name)
    text = schema.selected(field) if field is not None else None
    return text or "?"
