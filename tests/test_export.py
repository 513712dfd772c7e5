"""What exports look like: plain where GraphQL has the words, marked where it has none."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from graphql import build_client_schema, build_schema, print_ast, validate_schema
from graphql.language import parse_value

from schemadoc.errors import InputError
from schemadoc.export import introspection as to_introspection
from schemadoc.export import sdl as to_sdl
from schemadoc.export.literals import canonical, literal, quoted, value_of
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    DirectiveUse,
    Element,
    ElementKind,
    ErrorCode,
    Roots,
    Snapshot,
    sort_elements,
    walk,
)
from schemadoc.sources import sdl
from schemadoc.typerefs import Known
from tests.conftest import OPTIONS, facts_only

ROOTS = Roots(query="Query", mutation=None, subscription=None)


def one(coordinate: str, kind: ElementKind, **keys: Any) -> Element:
    """An element."""
    return Element(coordinate=coordinate, element=kind, **keys)


def whole(*elements: Element) -> Snapshot:
    """A complete snapshot with a query root of one field."""
    root = (one("Query", "object"), one("Query.a", "field", type="Int"))
    return Snapshot(
        region="gb", roots=ROOTS, coverage=COMPLETE, elements=sort_elements((*root, *elements))
    )


def partial(*elements: Element) -> Snapshot:
    """A snapshot that speaks for nothing but what it holds."""
    return Snapshot(region="gb", coverage=Coverage(), elements=sort_elements(elements))


def body(snapshot: Snapshot) -> str:
    """The export without its head: what stands behind our own definitions."""
    text = to_sdl.render(snapshot)
    return text.split("scalar schemadoc_Value\n\n", 1)[1]


def test_a_plain_schema_is_plain_sdl() -> None:
    """Where GraphQL has words for everything, nothing of ours stands among the types."""
    snapshot = whole(
        one("A", "object", description='One.\n\n  Two "x".', interfaces=("N",)),
        one("A.id", "field", type="[ID!]!", description='Ends in "'),
        one("A.id(first:)", "argument", type="Int", default="1"),
        one("A.id(in:)", "argument", type="In", description="Which."),
        one("N", "interface"),
        one("N.id", "field", type="[ID!]!"),
        one("U", "union", members=("A", "Query")),
        one("E", "enum"),
        one(
            "E.X",
            "enum_value",
            deprecation=Deprecation(
                reason="Use `Y`.",
                remove_on=datetime.date(2026, 1, 2),
                replacements=("Y",),
                origin="directive",
            ),
        ),
        one("In", "input_object", one_of=True),
        one("In.x", "input_field", type="Date"),
        one("Date", "scalar", specified_by="https://example.org", description=" odd"),
        one("@own", "directive", locations=("ENUM", "FIELD"), repeatable=True),
        one("@own(a:)", "directive_argument", type="Int!"),
    )
    assert (
        body(snapshot)
        == '''directive @own(a: Int!) repeatable on ENUM | FIELD

"""
One.

  Two "x".
"""
type A implements N {
  """
  Ends in "
  """
  id(
    first: Int = 1
    """Which."""
    in: In
  ): [ID!]!
}

" odd"
scalar Date @specifiedBy(url: "https://example.org")

enum E {
  X @deprecated(reason: "Use `Y`.\\n\\n- Scheduled for removal on or after 2026-01-02.")
}

input In @oneOf {
  x: Date
}

interface N {
  id: [ID!]!
}

type Query {
  a: Int
}

union U = A | Query
'''
    )


PARTIAL = {
    "nothing at all": (),
    "a type of no known kind": (one("A", "type"),),
    "one with fields": (one("A", "type"), one("A.a", "field", type="Lost")),
    "members without their type": (one("A.a", "field"), one("B.b", "input_field")),
    "arguments without their field": (one("A", "object"), one("A.a(b:)", "argument", type="Int")),
    "no members": tuple(one(k[0].upper(), k) for k in ("object", "interface", "union", "enum")),  # type: ignore[arg-type]
    "an empty input": (one("I", "input_object"),),
    "a type used on both sides": (
        one("A", "object"),
        one("A.a", "field", type="I"),
        one("A.a(b:)", "argument", type="A"),
        one("I", "input_object"),
        one("I.i", "input_field", type="A"),
    ),
    "a type partly known": (
        one("A", "object"),
        one("A.a", "field", type_known=Known(named="B", list=None)),
    ),
    "implementers without the fields": (
        one("A", "object", interfaces=("N", "Lost")),
        one("A.a", "field", type="Int"),
        one("N", "interface", interfaces=("N",)),
        one("N.n", "field", type="Int"),
    ),
    "an interface without fields, implemented": (
        one("A", "object", interfaces=("I", "J")),
        one("A.a", "field", type="Int"),
        one("I", "interface", interfaces=("J",)),
        one("I.a", "field", type="Int"),
        one("J", "interface"),
    ),
    "members that are no objects": (
        one("S", "scalar"),
        one("U", "union", members=("Lost", "S", "U")),
    ),
    "reserved names": (
        one("__A", "object"),
        one("B", "object"),
        one("B.__b", "field", type="__A"),
        one("E", "enum"),
        one("E.true", "enum_value"),
        one("String", "scalar", description="Ours."),
        one("@deprecated", "directive"),
    ),
    "our own names": (
        one("schemadoc_Value", "object"),
        one("schemadoc_Value.schemadoc_none", "field", type="schemadoc_Unknown"),
        one("@schemadoc", "directive", locations=("FIELD",)),
    ),
    "directives that are used wrongly": (
        one("@own", "directive", locations=("ENUM",)),
        one("@own(a:)", "directive_argument", type="Int!"),
        *(
            one(name, kind, directives=uses)
            for name, kind, uses in (
                ("A", "enum", (DirectiveUse(name="own", arguments={"a": "1"}),) * 2),
                ("B", "enum", (DirectiveUse(name="own"),)),
                ("C", "enum", (DirectiveUse(name="own", arguments={"a": "1", "b": "2"}),)),
                ("D", "scalar", (DirectiveUse(name="own", arguments={"a": "1"}),)),
                ("E", "enum", (DirectiveUse(name="lost"),)),
                ("F", "enum", (DirectiveUse(name="own", arguments={"a": "'"}),)),
            )
        ),
    ),
    "one of what is required": (
        one("I", "input_object", one_of=True),
        one("I.i", "input_field", type="Int!"),
    ),
    "a default that is none": (
        one("I", "input_object"),
        one("I.i", "input_field", type="Int", default="{'a': 1}"),
    ),
    "two elements of one name": (
        one("A", "object"),
        one("A.a", "field", type="Int"),
        one("A.b", "input_field", type="Int"),
        one("A.c", "enum_value"),
    ),
}


@pytest.mark.parametrize("case", PARTIAL)
def test_what_is_partial_or_odd_is_valid_sdl(case: str) -> None:
    """Every odd snapshot is a valid schema, not only one that builds, and reads back whole."""
    snapshot = partial(*PARTIAL[case])
    text = to_sdl.render(snapshot)
    assert validate_schema(build_schema(text)) == []
    found = sdl.read(text.encode(), "x", OPTIONS).snapshot
    assert facts_only(found) == facts_only(snapshot)


@pytest.mark.parametrize("case", PARTIAL)
def test_what_is_partial_or_odd_is_an_introspection_result(case: str) -> None:
    """Every odd snapshot is a result that clients build a schema of."""
    build_client_schema(json.loads(to_introspection.render(partial(*PARTIAL[case])))["data"])


def test_what_graphql_has_no_words_for_stands_in_one_directive() -> None:
    """Facts travel under the JSON export's keys, each on its line where they are many."""
    errors = tuple(ErrorCode(f"KT-CT-{n}", "A message of some length.") for n in (1, 2))
    field = one("Query.b", "field", type="Int", errors=errors, complexity=3)
    assert body(whole(field)).split("\n")[2:-2] == [
        "  b: Int @schemadoc(",
        "    errors: [",
        '      {code: "KT-CT-1", message: "A message of some length."}',
        '      {code: "KT-CT-2", message: "A message of some length."}',
        "    ]",
        "    complexity: 3",
        "  )",
    ]


def test_unknown_types_are_never_guessed() -> None:
    """What is not known of a type is a scalar that says so."""
    text = body(partial(one("A", "object"), one("A.a", "field", type_known=Known(json="string"))))
    assert (
        'a: schemadoc_Unknown @schemadoc(type_known: {named: null, list: null, json: "string"})'
        in text
    )


def test_an_introspection_result_holds_what_the_text_said() -> None:
    """Error lists and the like go back into the descriptions that they were read from."""
    field = one(
        "Query.b",
        "field",
        type="[Int!]",
        description="Asks.",
        errors=(ErrorCode("KT-CT-1", "No."), ErrorCode("KT-CT-2", "")),
        requires_authorization=True,
    )
    value = json.loads(to_introspection.render(whole(field)))["data"]["__schema"]
    query = next(item for item in value["types"] if item["name"] == "Query")
    found = query["fields"][1]
    assert found["description"] == (
        "Asks.\n\nThis field requires the `Authorization` header to be set.\n\n"
        "The possible errors that can be raised are:\n\n- KT-CT-1: No.\n- KT-CT-2"
    )
    inner = {"kind": "NON_NULL", "name": None, "ofType": {"kind": "SCALAR", "name": "Int"}}
    inner["ofType"]["ofType"] = None  # type: ignore[index]
    assert found["type"] == {"kind": "LIST", "name": None, "ofType": inner}
    assert query["specifiedByURL"] is None
    assert query["isOneOf"] is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schemadoc: Int = 1", "schemadoc: Int = 2", "an export of format 2; expected format 1"),
        ("complexity: 3", 'complexity: "x"', "Expected `int | null`, got `str`"),
        ("type Query {", "extend type Query {", "an extension or an operation"),
    ],
)
def test_a_changed_export_is_told(old: str, new: str, said: str) -> None:
    """Whoever edits an export so that it says what cannot be gets a line and a reason."""
    text = to_sdl.render(whole(one("Query.b", "field", type="Int", complexity=3)))
    assert old in text
    with pytest.raises(InputError, match=r"^x:[0-9]+: ") as error:
        sdl.read(text.replace(old, new).encode(), "x", OPTIONS)
    assert said in str(error.value)


def test_a_foreign_directive_of_our_name_is_only_a_directive() -> None:
    """A schema that has a directive called like ours is read as any other."""
    text = "directive @schemadoc(a: Int) on OBJECT\ntype Query @schemadoc(a: 1) { a: Int }"
    found = walk(sdl.read(text.encode(), "x", OPTIONS).snapshot)
    assert found["Query"].directives == (DirectiveUse(name="schemadoc", arguments={"a": "1"}),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "1"),
        ("-1.50e3", "-1.50e3"),
        ("null", "null"),
        ('"a \\" é"', '"a \\" é"'),
        ('"\\u00e9\\/"', '"é/"'),
        ('"""\n  a\n    b\n"""', '"a\\n  b"'),
        ("[1,2 3]", "[1, 2, 3]"),
        ("{a:1,b:{c:[X]}}", "{ a: 1, b: { c: [X] } }"),
        ("{ }", "{}"),
        ("", None),
        ("1 2", None),
        ("$a", None),
        ("[$a]", None),
        ("01", None),
        ("{'a': 1}", None),
        ("[" * 100_000, None),
    ],
)
def test_a_value_has_one_spelling(text: str, expected: str | None) -> None:
    """Two texts of one value are spelled alike, as graphql-core's printer does."""
    assert canonical(text) == expected
    if expected not in (None, "{}") and '"""' not in text:
        assert print_ast(parse_value(text)) == expected


@pytest.mark.parametrize(
    "value", [1, -2, True, None, 'a"\\\n\x00\x7f é', [1, ["b"]], {"a": {"b": []}, "c": None}, 1.5]
)
def test_literals_come_back(value: Any) -> None:
    """A plain value is one literal, and the literal that value."""
    assert value_of(parse_value(literal(value))) == value


def test_strings_stay_on_one_line() -> None:
    """Whatever a string holds, its literal has no line end and no control character."""
    assert quoted('a\nb\t"\\\x00\x85') == '"a\\nb\\t\\"\\\\\\u0000\\u0085"'
