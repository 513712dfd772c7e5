"""Examples held against graphql-core: a region's schema as it sees it, and its judgement."""

from __future__ import annotations

from typing import Any

import msgspec
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    get_named_type,
    get_variable_values,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_object_type,
    parse,
    validate,
)

from schemadoc.export import sdl
from schemadoc.model import OPERATIONS, Element, Index, Snapshot
from schemadoc.render.examples import document
from schemadoc.render.examples.make import Made, example
from schemadoc.render.examples.schema import Schema


def loosened(snapshot: Snapshot) -> Snapshot:
    """The snapshot with partly known types of fields as the plainest types that fit them."""
    return msgspec.structs.replace(snapshot, elements=tuple(map(_exact, snapshot.elements)))


def _exact(element: Element) -> Element:
    known = element.type_known
    if element.element != "field" or element.type is not None or known is None or not known.named:
        return element
    text = f"[{known.named}]" if known.list else known.named
    return msgspec.structs.replace(element, type=text, type_known=None)


def graphql_schema(snapshot: Snapshot) -> GraphQLSchema:
    """What graphql-core makes of the snapshot's SDL."""
    # Real schemas break rules that no document depends on.
    return build_schema(sdl.render(loosened(snapshot)), assume_valid=True)


def all_examples(snapshot: Snapshot) -> dict[str, Made | None]:
    """The example of every root field."""
    schema = Schema(Index(snapshot))
    return {
        field.coordinate: example(schema, operation, field.coordinate)
        for operation in OPERATIONS
        for field in schema.index.root_fields(operation)
    }


def faults(schema: GraphQLSchema, made: Made) -> list[str]:
    """What graphql-core finds wrong with a document, its variables or its response."""
    tree = parse(document.text(made.document))
    found = [error.message for error in validate(schema, tree)]
    operation = tree.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    values = get_variable_values(schema, operation.variable_definitions or (), made.given)
    if isinstance(values, list):
        found.extend(error.message for error in values)
    root = schema.get_root_type(operation.operation)
    if not found and root is not None:
        found.extend(_unfit(schema, operation.selection_set, root, made.response["data"], "data"))
    return found


def _unfit(
    schema: GraphQLSchema, asked: SelectionSetNode, type_: GraphQLType, value: Any, at: str
) -> list[str]:
    """Where an answer is not of the shape of what was asked."""
    if isinstance(type_, GraphQLNonNull):
        missing = [f"{at} is null"] if value is None else []
        return missing or _unfit(schema, asked, type_.of_type, value, at)
    if isinstance(type_, GraphQLList):
        if not isinstance(value, list):
            return [f"{at} is no list"]
        return [w for item in value for w in _unfit(schema, asked, type_.of_type, item, f"{at}[]")]
    if value is None:
        return []
    if isinstance(type_, GraphQLEnumType):
        return [] if value in type_.values else [f"{at} is no value of {type_}"]
    if is_leaf_type(type_):
        return [] if _scalar(str(type_), value) else [f"{at} is no {type_}"]
    return _unfit_object(schema, asked, type_, value, at)


def _scalar(name: str, value: Any) -> bool:
    allowed = {"Int": int, "Float": (int, float), "String": str, "ID": str, "Boolean": bool}
    return name not in allowed or isinstance(value, allowed[name])  # type: ignore[arg-type]


def _unfit_object(
    schema: GraphQLSchema, asked: SelectionSetNode, type_: Any, value: Any, at: str
) -> list[str]:
    assert is_composite_type(type_)
    if is_abstract_type(type_):
        name = value["__typename"]
        own = schema.type_map.get(name)
        if not is_object_type(own):
            # No source shows any type that it can be, or only their names.
            shown = [str(possible) for possible in schema.get_possible_types(type_)]
            assert all(possible.startswith("schemadoc_") for possible in shown), at
            own = None
    else:
        own = type_
    wanted = _wanted(schema, asked, own or type_)
    if list(wanted) != list(value):
        return [f"{at} has {list(value)}, not {list(wanted)}"]
    found = []
    for key, node in wanted.items():
        if node.name.value == "__typename":
            found.extend([] if value[key] == str(own or value[key]) else [f"{at}.__typename"])
            continue
        field = (own or type_).fields[node.name.value]
        if node.selection_set is None:
            assert is_leaf_type(get_named_type(field.type))
        inner = node.selection_set or SelectionSetNode(selections=())
        found.extend(_unfit(schema, inner, field.type, value[key], f"{at}.{key}"))
    return found


def _wanted(schema: GraphQLSchema, asked: SelectionSetNode, own: Any) -> dict[str, FieldNode]:
    found: dict[str, FieldNode] = {}
    for part in asked.selections:
        if isinstance(part, FieldNode):
            found[(part.alias or part.name).value] = part
            continue
        assert isinstance(part, InlineFragmentNode)
        assert part.type_condition is not None
        if part.type_condition.name.value == own.name:
            found |= _wanted(schema, part.selection_set, own)
    return found
