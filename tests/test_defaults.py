"""Default values: what they mean, however they are spelled."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, build_schema, parse_type, parse_value, value_from_ast
from graphql.utilities import type_from_ast

from schemadoc.compare.defaults import meant

SCHEMA = build_schema(
    "type Query { a(i: I): Int } enum E { A B } input I { x: Int y: [Float] z: I e: E d: ID }"
)
SAME = [
    ("Float", "1.0", "1", "1e0", "0.1E1"),
    ("Float", "1e3", "1000", "1000.0"),
    ("Float", "-2.50", "-2.5"),
    ("ID", "1", '"1"'),
    ("[ID!]", "1", '"1"', '["1"]', "[1]"),
    ("[E!]!", "A", "[A]"),
    ("[[Int]]", "1", "[[1]]"),
    ("I", "{x: 1, y: [1.5]}", "{y: [1.50], x: 1}"),
    ("I", "{z: {x: 1, e: A}}", "{ z: { e: A, x: 1 } }"),
    ("String", '"a\\u0062"', '"ab"', '"""ab"""'),
    ("[Int]", "null"),
]


@pytest.mark.parametrize("row", SAME, ids=str)
def test_one_value_has_one_spelling(row: tuple[str, ...]) -> None:
    """What is coerced to one value is spelled in one way, and means what it meant."""
    type_text, *spellings = row
    assert len({meant(text, type_text) for text in spellings}) == 1
    assert len({repr(coerced(SCHEMA, type_text, text)) for text in spellings}) == 1
    assert coerced(SCHEMA, type_text, meant(spellings[0], type_text)) == coerced(
        SCHEMA, type_text, spellings[0]
    )


UNLIKE = [
    ("Int", "1", "2"),
    ("String", '"1"', '"1.0"'),
    ("[Int]", "null", "[null]"),
    ("[Int]", "[1, 2]", "[2, 1]"),
    ("I", "{x: 1}", "{x: null}"),
    ("Float", "1e30", "1e31"),
    ("JSON", "1", '"1"'),
]


@pytest.mark.parametrize("row", UNLIKE, ids=str)
def test_two_values_have_two_spellings(row: tuple[str, str, str]) -> None:
    """What is not the same value is not spelled alike."""
    type_text, one, other = row
    assert meant(one, type_text) != meant(other, type_text)


def test_what_is_no_value_stays() -> None:
    """A text that is no GraphQL value is kept as it is."""
    assert meant("{x: ", "I") == "{x: "


def coerced(schema: GraphQLSchema, type_text: str, text: str) -> object:
    """The value that graphql-core makes of a literal."""
    wanted = type_from_ast(schema, parse_type(type_text))
    assert wanted is not None
    return value_from_ast(parse_value(text), wanted)  # type: ignore[arg-type]  # all are inputs
