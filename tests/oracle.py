"""What graphql-core sees in a schema, as elements: an oracle for both readers."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
)

_KINDS = {
    GraphQLScalarType: "scalar",
    GraphQLObjectType: "object",
    GraphQLInterfaceType: "interface",
    GraphQLUnionType: "union",
    GraphQLEnumType: "enum",
    GraphQLInputObjectType: "input_object",
}


def elements(schema: GraphQLSchema) -> dict[str, dict[str, Any]]:
    """Every element by coordinate: kind, type, default, deprecation, what it refers to."""
    found: dict[str, dict[str, Any]] = {}
    for name, type_ in schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        found[name] = {"element": _KINDS[type(type_)], **_type_keys(type_)}
        _members(found, name, type_)
    for directive in schema.directives:
        if not is_specified_directive(directive):
            coordinate = f"@{directive.name}"
            found[coordinate] = {
                "element": "directive",
                "locations": sorted(at.name for at in directive.locations),
                "repeatable": directive.is_repeatable,
            }
            _arguments(found, coordinate, directive.args, "directive_argument")
    return found


def _type_keys(type_: Any) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        keys["interfaces"] = sorted(interface.name for interface in type_.interfaces)
    if isinstance(type_, GraphQLUnionType):
        keys["members"] = sorted(member.name for member in type_.types)
    if isinstance(type_, GraphQLScalarType):
        keys["specified_by"] = type_.specified_by_url
    if isinstance(type_, GraphQLInputObjectType):
        keys["one_of"] = type_.is_one_of
    return keys


def _members(found: dict[str, dict[str, Any]], name: str, type_: Any) -> None:
    if isinstance(type_, GraphQLEnumType):
        for value, enum_value in type_.values.items():
            deprecated = enum_value.deprecation_reason is not None
            found[f"{name}.{value}"] = {"element": "enum_value", "deprecated": deprecated}
    elif isinstance(type_, GraphQLInputObjectType):
        for field, value in type_.fields.items():
            found[f"{name}.{field}"] = _input_value(value, "input_field")
    elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for field, value in type_.fields.items():
            coordinate = f"{name}.{field}"
            deprecated = value.deprecation_reason is not None
            found[coordinate] = {
                "element": "field",
                "type": str(value.type),
                "deprecated": deprecated,
            }
            _arguments(found, coordinate, value.args, "argument")


def _arguments(found: dict[str, dict[str, Any]], owner: str, arguments: Any, kind: str) -> None:
    for name, argument in arguments.items():
        found[f"{owner}({name}:)"] = _input_value(argument, kind)


def _input_value(value: Any, kind: str) -> dict[str, Any]:
    default = value.default is not None if hasattr(value, "default") else None
    if default is None:
        default = value.default_value is not Undefined
    return {
        "element": kind,
        "type": str(value.type),
        "deprecated": value.deprecation_reason is not None,
        "default": default,
    }


def ours(element: Any) -> dict[str, Any]:
    """One of our elements in the same terms."""
    keys: dict[str, Any] = {"element": element.element}
    by_directive = element.deprecation is not None and element.deprecation.origin == "directive"
    match element.element:
        case "field":
            keys |= {"type": element.type, "deprecated": by_directive}
        case "enum_value":
            keys["deprecated"] = by_directive
        case "argument" | "input_field" | "directive_argument":
            default = element.default is not None
            keys |= {"type": element.type, "deprecated": by_directive, "default": default}
        case "object" | "interface":
            keys["interfaces"] = list(element.interfaces)
        case "union":
            keys["members"] = list(element.members)
        case "scalar":
            keys["specified_by"] = element.specified_by
        case "input_object":
            keys["one_of"] = element.one_of
        case "directive":
            keys |= {"locations": list(element.locations), "repeatable": element.repeatable}
    return keys
