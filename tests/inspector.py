"""What GraphQL Inspector 7 calls its changes, and which of our rules speak of the same.

A table of facts for the tests and for `bench/inspector.py`: the change types of its core, the rules
that cover each, and those of them that it counts as breaking.
"""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """The rules of one change type of the peer, and those it calls breaking."""

    rules: tuple[str, ...]
    breaking: tuple[str, ...] = ()


def _all(*rules: str) -> Known:
    return Known(rules, rules)


_DEPRECATIONS = ("deprecation-added", "deprecation-removed", "deprecation-reason-changed")
_USES = Known(("directive-use-changed",))
_DESCRIBED = Known(("description-changed",))

CHANGES: dict[str, Known] = {
    "FIELD_ARGUMENT_DESCRIPTION_CHANGED": _DESCRIBED,
    "FIELD_ARGUMENT_DEFAULT_CHANGED": Known(("default-changed", "default-removed-required")),
    "FIELD_ARGUMENT_TYPE_CHANGED": Known(
        ("argument-type-changed", "argument-type-required", "argument-type-optional"),
        ("argument-type-changed", "argument-type-required"),
    ),
    "DIRECTIVE_REMOVED": _all("directive-removed"),
    "DIRECTIVE_ADDED": Known(("directive-added",)),
    "DIRECTIVE_DESCRIPTION_CHANGED": _DESCRIBED,
    "DIRECTIVE_LOCATION_ADDED": Known(("directive-location-added",)),
    "DIRECTIVE_LOCATION_REMOVED": _all("directive-location-removed"),
    "DIRECTIVE_ARGUMENT_ADDED": Known(
        ("directive-argument-added", "directive-argument-added-required"),
        ("directive-argument-added-required",),
    ),
    "DIRECTIVE_ARGUMENT_REMOVED": _all("directive-argument-removed"),
    "DIRECTIVE_ARGUMENT_DESCRIPTION_CHANGED": _DESCRIBED,
    "DIRECTIVE_ARGUMENT_DEFAULT_VALUE_CHANGED": Known(
        ("default-changed", "default-removed-required")
    ),
    "DIRECTIVE_ARGUMENT_TYPE_CHANGED": Known(
        (
            "directive-argument-type-changed",
            "directive-argument-type-required",
            "directive-argument-type-optional",
        ),
        ("directive-argument-type-changed", "directive-argument-type-required"),
    ),
    "DIRECTIVE_REPEATABLE_ADDED": Known(("directive-repeatable-added",)),
    "DIRECTIVE_REPEATABLE_REMOVED": Known(("directive-repeatable-removed",)),
    "ENUM_VALUE_REMOVED": _all("enum-value-removed"),
    "ENUM_VALUE_ADDED": Known(("enum-value-added",)),
    "ENUM_VALUE_DESCRIPTION_CHANGED": _DESCRIBED,
    "ENUM_VALUE_DEPRECATION_REASON_CHANGED": Known(("deprecation-reason-changed",)),
    "ENUM_VALUE_DEPRECATION_REASON_ADDED": Known(_DEPRECATIONS),
    "ENUM_VALUE_DEPRECATION_REASON_REMOVED": Known(_DEPRECATIONS),
    "FIELD_REMOVED": _all("field-removed"),
    "FIELD_ADDED": Known(("field-added",)),
    "FIELD_DESCRIPTION_CHANGED": _DESCRIBED,
    "FIELD_DESCRIPTION_ADDED": _DESCRIBED,
    "FIELD_DESCRIPTION_REMOVED": _DESCRIBED,
    "FIELD_DEPRECATION_ADDED": Known(("deprecation-added",)),
    "FIELD_DEPRECATION_REMOVED": Known(("deprecation-removed",)),
    "FIELD_DEPRECATION_REASON_CHANGED": Known(("deprecation-reason-changed",)),
    "FIELD_DEPRECATION_REASON_ADDED": Known(("deprecation-reason-changed",)),
    "FIELD_DEPRECATION_REASON_REMOVED": Known(("deprecation-reason-changed",)),
    "FIELD_TYPE_CHANGED": Known(
        ("field-type-changed", "field-type-nullable", "field-type-non-null"),
        ("field-type-changed", "field-type-nullable"),
    ),
    "FIELD_ARGUMENT_ADDED": Known(
        ("argument-added", "argument-added-required"), ("argument-added-required",)
    ),
    "FIELD_ARGUMENT_REMOVED": _all("argument-removed"),
    "INPUT_FIELD_REMOVED": _all("input-field-removed"),
    "INPUT_FIELD_ADDED": Known(
        ("input-field-added", "input-field-added-required"), ("input-field-added-required",)
    ),
    "INPUT_FIELD_DESCRIPTION_ADDED": _DESCRIBED,
    "INPUT_FIELD_DESCRIPTION_REMOVED": _DESCRIBED,
    "INPUT_FIELD_DESCRIPTION_CHANGED": _DESCRIBED,
    "INPUT_FIELD_DEFAULT_VALUE_CHANGED": Known(("default-changed", "default-removed-required")),
    "INPUT_FIELD_TYPE_CHANGED": Known(
        ("input-field-type-changed", "input-field-type-required", "input-field-type-optional"),
        ("input-field-type-changed", "input-field-type-required"),
    ),
    "OBJECT_TYPE_INTERFACE_ADDED": Known(("interface-added",)),
    "OBJECT_TYPE_INTERFACE_REMOVED": _all("interface-removed"),
    "SCHEMA_QUERY_TYPE_CHANGED": _all("root-type-changed"),
    "SCHEMA_MUTATION_TYPE_CHANGED": _all("root-type-changed"),
    "SCHEMA_SUBSCRIPTION_TYPE_CHANGED": _all("root-type-changed"),
    "TYPE_REMOVED": _all("type-removed"),
    "TYPE_ADDED": Known(("type-added",)),
    "TYPE_KIND_CHANGED": _all("type-kind-changed"),
    "TYPE_DESCRIPTION_CHANGED": _DESCRIBED,
    "TYPE_DESCRIPTION_REMOVED": _DESCRIBED,
    "TYPE_DESCRIPTION_ADDED": _DESCRIBED,
    "UNION_MEMBER_REMOVED": _all("union-member-removed"),
    "UNION_MEMBER_ADDED": Known(("union-member-added",)),
    "DIRECTIVE_USAGE_UNION_MEMBER_ADDED": _USES,
    "DIRECTIVE_USAGE_UNION_MEMBER_REMOVED": _USES,
    "DIRECTIVE_USAGE_ENUM_ADDED": _USES,
    "DIRECTIVE_USAGE_ENUM_REMOVED": _USES,
    "DIRECTIVE_USAGE_ENUM_VALUE_ADDED": _USES,
    "DIRECTIVE_USAGE_ENUM_VALUE_REMOVED": _USES,
    # `@oneOf` is an applied directive there and a fact of its own here.
    "DIRECTIVE_USAGE_INPUT_OBJECT_ADDED": Known(
        ("directive-use-changed", "one-of-added"), ("one-of-added",)
    ),
    "DIRECTIVE_USAGE_INPUT_OBJECT_REMOVED": Known(("directive-use-changed", "one-of-removed")),
    "DIRECTIVE_USAGE_FIELD_ADDED": _USES,
    "DIRECTIVE_USAGE_FIELD_REMOVED": _USES,
    "DIRECTIVE_USAGE_SCALAR_ADDED": Known(("directive-use-changed", "specified-by-added")),
    "DIRECTIVE_USAGE_SCALAR_REMOVED": Known(("directive-use-changed", "specified-by-changed")),
    "DIRECTIVE_USAGE_OBJECT_ADDED": _USES,
    "DIRECTIVE_USAGE_OBJECT_REMOVED": _USES,
    "DIRECTIVE_USAGE_INTERFACE_ADDED": _USES,
    "DIRECTIVE_USAGE_INTERFACE_REMOVED": _USES,
    "DIRECTIVE_USAGE_ARGUMENT_DEFINITION_ADDED": _USES,
    "DIRECTIVE_USAGE_ARGUMENT_DEFINITION_REMOVED": _USES,
    # A schema itself has no coordinate: its directives are told as a diagnostic.
    "DIRECTIVE_USAGE_SCHEMA_ADDED": Known(()),
    "DIRECTIVE_USAGE_SCHEMA_REMOVED": Known(()),
    "DIRECTIVE_USAGE_FIELD_DEFINITION_ADDED": _USES,
    "DIRECTIVE_USAGE_FIELD_DEFINITION_REMOVED": _USES,
    "DIRECTIVE_USAGE_INPUT_FIELD_DEFINITION_ADDED": _USES,
    "DIRECTIVE_USAGE_INPUT_FIELD_DEFINITION_REMOVED": _USES,
    "DIRECTIVE_USAGE_ARGUMENT_ADDED": _USES,
    "DIRECTIVE_USAGE_ARGUMENT_REMOVED": _USES,
}

# Where we part from it, and why.
_REQUIRED = (
    "it calls every change of a default dangerous; an input that is not null and loses its default "
    "must be given from then on, which refuses every call that left it out"
)
WAIVERS: dict[tuple[str, str], str] = {
    ("DIRECTIVE_REPEATABLE_REMOVED", "directive-repeatable-removed"): (
        "it calls this dangerous; a document that uses the directive twice in one place no longer "
        "validates, which graphql-core calls breaking too"
    ),
    ("FIELD_ARGUMENT_DEFAULT_CHANGED", "default-removed-required"): _REQUIRED,
    ("DIRECTIVE_ARGUMENT_DEFAULT_VALUE_CHANGED", "default-removed-required"): _REQUIRED,
    ("INPUT_FIELD_DEFAULT_VALUE_CHANGED", "default-removed-required"): _REQUIRED,
}
