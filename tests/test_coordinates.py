"""Schema coordinates: read, written, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc import coordinates
from schemadoc.coordinates import Coordinate

VALID = [
    ("Query", Coordinate("Query"), None, "Query"),
    ("Query.account", Coordinate("Query", "account"), "Query", "account"),
    ("Query.account(id:)", Coordinate("Query", "account", "id"), "Query.account", "id"),
    ("@auth", Coordinate("auth", directive=True), None, "auth"),
    ("@auth(role:)", Coordinate("auth", argument="role", directive=True), "@auth", "role"),
    ("_A.__b", Coordinate("_A", "__b"), "_A", "__b"),
]


@pytest.mark.parametrize(("text", "parts", "parent", "last"), VALID)
def test_a_coordinate_is_read_and_written(
    text: str, parts: Coordinate, parent: str | None, last: str
) -> None:
    """Text and parts say the same, and the cheap functions agree with the parts."""
    assert coordinates.parse(text) == parts
    assert str(parts) == text
    assert coordinates.parent(text) == parent
    assert coordinates.last(text) == parts.last == last
    assert (str(parts.parent) if parts.parent else None) == parent


@pytest.mark.parametrize(
    "text",
    ["", ".", "A.", ".a", "A.b.c", "A(b:)", "A.b()", "A.b(c)", "@a.b", "@", "1A", "A b", "A.b(c:) ",
     "A\n", "é"],
)  # fmt: skip
def test_what_is_no_coordinate(text: str) -> None:
    """Anything else is None, never half a coordinate."""
    assert coordinates.parse(text) is None


NAMES = st.from_regex(r"[_A-Za-z][_0-9A-Za-z]*", fullmatch=True)
COORDINATES = st.one_of(
    st.tuples(NAMES),
    st.tuples(NAMES, NAMES),
    st.tuples(NAMES, NAMES, NAMES),
    st.tuples(NAMES, st.none(), st.none(), st.just(value=True)),
    st.tuples(NAMES, st.none(), NAMES, st.just(value=True)),
).map(lambda parts: Coordinate(*parts))


@given(COORDINATES)
def test_writing_and_reading_is_a_round_trip(parts: Coordinate) -> None:
    """Every coordinate survives its text, and its parent is what the text's parent says."""
    assert coordinates.parse(str(parts)) == parts
    parent = coordinates.parent(str(parts))
    assert parent == (str(parts.parent) if parts.parent else None)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a", True),
        ("_", True),
        ("A1", True),
        ("1A", False),
        ("a-b", False),
        ("", False),
        ("a\n", False),
    ],
)
def test_names(text: str, answer: bool) -> None:
    """A name is what the specification calls one."""
    assert coordinates.is_name(text) is answer
