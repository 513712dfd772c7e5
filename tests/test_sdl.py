"""Reading SDL: every definition, whatever is wrong with it, and the line of each fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLObjectType,
    build_ast_schema,
    build_schema,
    introspection_from_schema,
    parse,
)
from msgspec.json import encode
from msgspec.structs import replace

from schemadoc.errors import InputError
from schemadoc.export import introspection as to_introspection
from schemadoc.export import sdl as to_sdl
from schemadoc.model import Coverage, Element, Index, KindCoverage, RootCoverage, walk
from schemadoc.sources import introspection, sdl
from schemadoc.sources.facts import Options, Reading
from tests.conftest import OPTIONS, SCHEMAS, without_source
from tests.oracle import elements as seen_by_graphql
from tests.oracle import ours

REAL = [name for name in SCHEMAS if name.endswith(".graphql")]


def read(text: str, **options: object) -> Reading:
    """Read SDL given as text."""
    return sdl.read(text.encode(), "s.graphql", Options(region="gb", **options))  # type: ignore[arg-type]


def found(text: str) -> dict[str, Element]:
    """The elements of SDL given as text."""
    return walk(read(text).snapshot)


def faults(text: str) -> list[tuple[int, str]]:
    """What is odd in SDL given as text: line and id."""
    return [(odd.line, odd.id) for odd in read(text).diagnostics]


WHOLE = '''
"""A whole
  schema"""
schema { query: TheQuery }

type TheQuery implements Node & Other {
  "One account."
  account(
    "Its number." number: ID! = "A-1", deep: [In!] = [{a: 1, b: [X, null]}] @deprecated
  ): [Account!]! @deprecated(reason: "Use `node` instead.\\n\\n- Will be removed on 2025-01-02.")
  node: Node
}
interface Node { node: Node }
interface Other implements Node { node: Node }
union Account = TheQuery | Second
type Second { it: Kind, at: Date }
enum Kind { X Y @deprecated(reason: "Gone.") }
scalar Date @specifiedBy(url: "https://example.org/date")
input In @oneOf { a: Int, b: [Kind] }
directive @own(a: Int = 1, b: In) repeatable on OBJECT | FIELD
extend type Second @own(b: {a: 2}) @own { more: String }
'''


def test_every_kind_of_definition_is_read() -> None:
    """Each construct becomes its elements, sorted, with its place."""
    elements = found(WHOLE)
    assert [(e.coordinate, e.element, e.type) for e in elements.values()] == [
        ("@own", "directive", None),
        ("@own(a:)", "directive_argument", "Int"),
        ("@own(b:)", "directive_argument", "In"),
        ("Account", "union", None),
        ("Date", "scalar", None),
        ("In", "input_object", None),
        ("In.a", "input_field", "Int"),
        ("In.b", "input_field", "[Kind]"),
        ("Kind", "enum", None),
        ("Kind.X", "enum_value", None),
        ("Kind.Y", "enum_value", None),
        ("Node", "interface", None),
        ("Node.node", "field", "Node"),
        ("Other", "interface", None),
        ("Other.node", "field", "Node"),
        ("Query", "object", None),
        ("Query.account", "field", "[Account!]!"),
        ("Query.account(deep:)", "argument", "[In!]"),
        ("Query.account(number:)", "argument", "ID!"),
        ("Query.node", "field", "Node"),
        ("Second", "object", None),
        ("Second.at", "field", "Date"),
        ("Second.it", "field", "Kind"),
        ("Second.more", "field", "String"),
    ]
    assert [odd.id for odd in read(WHOLE).diagnostics] == ["schema-description"]


def test_what_stands_beside_a_definition_is_read() -> None:
    """Defaults are canonical, members sorted, directives in their order, extensions merged."""
    elements = found(WHOLE)
    deep = elements["Query.account(deep:)"]
    assert deep.default == "[{ a: 1, b: [X, null] }]"
    assert deep.deprecation is not None
    assert deep.deprecation.reason == "No longer supported"
    account = elements["Query.account"].deprecation
    assert account is not None
    assert (account.reason, str(account.remove_on)) == ("Use `node` instead.", "2025-01-02")
    assert account.replacements == ("Query.node",)
    assert elements["Query"].interfaces == ("Node", "Other")
    assert elements["Account"].members == ("Second", "TheQuery")
    assert elements["Date"].specified_by == "https://example.org/date"
    assert elements["In"].one_of
    assert elements["@own"].repeatable
    assert elements["@own"].locations == ("FIELD", "OBJECT")
    uses = [(use.name, use.arguments) for use in elements["Second"].directives]
    assert uses == [("own", {"b": "{ a: 2 }"}), ("own", {})]
    assert elements["Query.account(number:)"].description == "Its number."


def test_the_place_is_the_name() -> None:
    """A place is the line and column of the element's own name, descriptions aside."""
    place = found(WHOLE)["Query.account(number:)"].source
    assert place is not None
    assert WHOLE.split("\n")[place.line - 1][place.column - 1 :].startswith("number")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type Query {\n a: Int\n a: ID\n}", [(3, "duplicate-field")]),
        ("type Query {\n a(b: Int\n b: Int): Int\n}", [(3, "duplicate-argument")]),
        ("type Query { a: E }\nenum E {\n X\n X\n}", [(4, "duplicate-enum-value")]),
        ("type Query { a: Int }\ntype Query { b: Int }", [(2, "duplicate-definition")]),
        ("type Query { a: U }\nunion U = Query |\n Query", [(3, "duplicate-member")]),
        ("type Query {\n a: Lost\n b: Lost\n}", [(2, "unknown-type")]),
        ("type A { a: Int }", [(1, "missing-root")]),
        ("type Query { a: Int }\nquery { a }", [(2, "executable-definition")]),
        ("type Query { a: Int }\nfragment F on Query { a }", [(2, "executable-definition")]),
        ("type Query {\n a: Int @lost\n}", [(2, "unknown-directive")]),
        ("type Query { a: Int }\nextend type B { b: Int }", [(2, "extension-without-type")]),
        ("type Query { a: Int }\nextend input Query { b: Int }", [(2, "extension-without-type")]),
        ("type Query {\n __a: Int\n}", [(2, "reserved-name")]),
        ("schema { query: Lost }\ntype A { a: Int }", [(1, "unknown-type")]),
        (
            "schema { query: A }\nschema { query: A }\ntype A { a: Int }",
            [(2, "duplicate-definition")],
        ),
        (
            'type Query { a: Int }\ndirective @own on SCHEMA\n"All."\nschema @own { query: Query }',
            [(3, "schema-description"), (4, "schema-directive")],
        ),
        (
            "type Query { a: Int }\ndirective @own on SCHEMA\nextend schema @own",
            [(3, "schema-directive")],
        ),
        ("schema { query: A }\ntype A { a: Int }\ntype Query { b: Int }", [(3, "root-renamed")]),
        (
            'type Query {\n a: Int @deprecated(reason: "Will be removed on 2024-02-30.")\n}',
            [(2, "date-unreadable")],
        ),
    ],
)
def test_faults_are_diagnostics_with_their_line(text: str, expected: list[tuple[int, str]]) -> None:
    """Valid syntax that is no valid schema is read, and each fault is told with its line."""
    assert faults(text) == expected
    assert found(text)


TWICE = """type Query { a: Int a: ID }
type B implements I { b: Int c: ID }
type B implements J { c: Int d(x: Int): Int }
extend type B { e: Int }
interface I { b: Int }
interface J { c: Int }
"""


def test_two_definitions_of_one_kind_are_one_type() -> None:
    """No coordinate stands twice: the first one stands, and the second's other members too."""
    elements = found(TWICE)
    assert (elements["Query.a"].type, elements["B.c"].type) == ("Int", "ID")
    assert [c for c in elements if c.startswith("B.")] == ["B.b", "B.c", "B.d", "B.d(x:)", "B.e"]
    assert elements["B"].interfaces == ("I", "J")
    assert not elements["B"].partial
    assert faults(TWICE) == [
        (1, "duplicate-field"),
        (3, "duplicate-definition"),
        (3, "duplicate-field"),
    ]


def test_of_two_definitions_of_different_kinds_the_first_is_kept() -> None:
    """What the other one adds is unknown, so that nothing is absent from it."""
    reading = read("type Query { a: Int }\ntype B { b: Int }\ninput B { c: Int }")
    elements = walk(reading.snapshot)
    assert sorted(elements) == ["B", "B.b", "Query", "Query.a"]
    assert (elements["B"].element, elements["B"].partial) == ("object", True)
    assert [odd.id for odd in reading.diagnostics] == ["duplicate-definition"]
    assert not reading.snapshot.coverage.complete
    assert reading.snapshot.coverage.roots.query


def test_a_root_that_is_only_extended_is_not_spoken_for() -> None:
    """A document that extends the query root of another one shows some of its fields."""
    coverage = read("extend type Query { a: Int }").snapshot.coverage
    assert (coverage.complete, coverage.roots.query, coverage.roots.mutation) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    "text", ["{ a }", "query Q { a }", "fragment F on Q { a }\nmutation { b }"]
)
def test_a_document_of_operations_is_no_schema(text: str) -> None:
    """What clients send says nothing of a region: it is refused, not read as an empty schema."""
    with pytest.raises(InputError) as error:
        read("# sent by a client\n" + text)
    assert str(error.value).startswith(
        "s.graphql:2: a client operation document; expected a schema"
    )


def test_covers_limits_a_schema() -> None:
    """A schema of which the configuration says what it speaks for speaks for nothing else."""
    text = "type Query { a: Int }\ntype Mutation { b: Int }"
    coverage = read(text, covers=("Mutation", "enum")).snapshot.coverage
    assert coverage == Coverage(
        roots=RootCoverage(mutation=True), kinds=KindCoverage(enum=True), deprecated_inputs=True
    )
    assert read(text).snapshot.coverage.complete


def test_what_is_referred_to_and_not_defined_is_an_element() -> None:
    """A type defined nowhere is a `type` where it is first referred to."""
    lost = found("type Query {\n a(b: [Lost!]): Int\n}")["Lost"]
    assert lost.element == "type"
    assert lost.source is not None
    assert lost.source.line == 2


def test_extensions_without_their_type_keep_their_members() -> None:
    """What extends a type of another document is known in part."""
    elements = found("type Query { a: Int }\nextend enum E { X }\nextend enum E { Y }")
    assert elements["E"].partial
    assert {"E.X", "E.Y"} < set(elements)


@pytest.mark.parametrize(
    ("schema", "coordinates"),
    [
        ("schema { query: R }\ntype R { a: R }", ["Query", "Query.a"]),
        ("type R { a: R }\nextend schema @own { query: R }", ["Query", "Query.a"]),
        (
            "schema { query: R }\ntype R { a: Int }\ntype Query { b: Int }",
            ["Query", "Query.a", "Query_", "Query_.b"],
        ),
        (
            """schema { query: Mutation mutation: Query }
            type Query { m: Int }
            type Mutation { q: Int }""",
            ["Mutation", "Mutation.m", "Query", "Query.q"],
        ),
        ("schema { query: R }\ntype R { a: Query }", ["Query", "Query.a", "Query_"]),
        (
            """schema { query: R mutation: Query }
            type R { q: Int }
            type Query { m: Int }
            type Mutation { x: Int }""",
            ["Mutation", "Mutation.m", "Mutation_", "Mutation_.x", "Query", "Query.q"],
        ),
        (
            """schema { query: R }
            type R { q: Query__ }
            type Query { a: Int }
            type Query_ { b: Int }""",
            ["Query", "Query.q", "Query_", "Query_.b", "Query__", "Query___", "Query___.a"],
        ),
        (
            "schema { query: R } type R { q: Query__ r: Query_ } type Query { a: Int }",
            ["Query", "Query.q", "Query.r", "Query_", "Query__", "Query___", "Query___.a"],
        ),
    ],
)
def test_root_types_have_one_name_in_coordinates(schema: str, coordinates: list[str]) -> None:
    """Root fields are `Query.x` whatever the root's own name, and nothing stands twice."""
    assert list(found(schema)) == coordinates


@pytest.mark.parametrize(
    ("roots", "types"),
    [
        ("query: R", "type R { a: Query } type Query { b: R }"),
        ("query: R", "type R { a: Query_ } type Query { b: R } type Query_ { c: Query }"),
        (
            "query: Mutation mutation: Query",
            "type Query { a: Mutation } type Mutation { b: Query }",
        ),
        (
            "query: R mutation: Query",
            "type R { a: Mutation } type Query { b: R } type Mutation { c: Int }",
        ),
    ],
)
def test_type_texts_find_their_types(roots: str, types: str) -> None:
    """Whatever coordinates call a type, its name leads there, and both exports keep it."""
    text = f"schema {{ {roots} }} {types}"
    snapshot = read(text).snapshot
    index = Index(snapshot)
    schema = build_schema(text)
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__"):
            fields = {child.name for child in index.children(index.coordinate_of(name))}
            assert fields == set(type_.fields), name
    exported = sdl.read(to_sdl.render(snapshot).encode(), "x", OPTIONS).snapshot
    assert without_source(exported.elements) == without_source(snapshot.elements)
    result = introspection.read(to_introspection.render(snapshot).encode(), "x", OPTIONS).snapshot
    assert without_source(result.elements) == without_source(snapshot.elements)


def test_the_schemas_own_root_names_are_kept() -> None:
    """Type texts and roots keep the names of the schema."""
    snapshot = read("schema { query: R }\ntype R { a: R }").snapshot
    assert snapshot.roots.query == "R"
    assert walk(snapshot)["Query.a"].type == "R"


COMMENTS = """# A file about things,
# generated somewhere.

# The root.
# Second line.
type Query { # not this one
  a: Int # trailing
  b: Int

  # - one
  #
  # - two
  c(
    # Its number.
    n: Int
  ): Int
  # old: Int
  d: Int
  # eslint-disable: x
  e: Int
  # far away

  f: Int
  # not me
  "But me."
  g: E
}
# Kinds.
enum E {
  # The first.
  X
}
"""


def test_comments_above_definitions_are_descriptions() -> None:
    """Comments directly above are descriptions: not a header, a trailing note or dead code."""
    described = {c: e.description for c, e in found(COMMENTS).items() if e.description}
    assert described == {
        "E": "Kinds.",
        "E.X": "The first.",
        "Query": "The root.\nSecond line.",
        "Query.c": "- one\n\n- two",
        "Query.c(n:)": "Its number.",
        "Query.g": "But me.",
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("type Query {\n a: Int\n b Int\n}", 3, "expected ':'"),
        ("type Query {\n a: Int", 2, "<EOF>"),
        ("type Query { a: Int }\n}", 2, "unexpected '}'"),
        ('type Query {\n "open\n a: Int }', 2, "nterminated string"),
        ("type Query { a: " + "[" * 100_000, 1, "nested too deeply"),
        ("type Query { a(b: Int = " + "[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_a_syntax_error_names_its_line(text: str, line: int, said: str) -> None:
    """A syntax error is refused with file, line, what was found and what was expected."""
    with pytest.raises(InputError) as error:
        read(text)
    assert error.value.exit_code == 3
    assert str(error.value).startswith(f"s.graphql:{line}: ")
    assert said in str(error.value)


@pytest.mark.parametrize("name", REAL)
def test_real_schemas_hold_what_graphql_sees(shared: Path, name: str) -> None:
    """Element by element: kinds, types, defaults, deprecations, interfaces, members, locations."""
    text = (shared / "schemas" / name).read_text(encoding="utf8")
    schema = build_ast_schema(parse(text), assume_valid=True, assume_valid_sdl=True)
    snapshot = sdl.read(text.encode(), name, OPTIONS).snapshot
    assert {e.coordinate: ours(e) for e in snapshot.elements} == seen_by_graphql(schema)


@pytest.mark.parametrize("name", REAL)
def test_real_places_are_the_names(shared: Path, name: str) -> None:
    """At every element's line and column stands its name."""
    text = (shared / "schemas" / name).read_text(encoding="utf8")
    lines = text.split("\n")
    for element in sdl.read(text.encode(), name, OPTIONS).snapshot.elements:
        place = element.source
        assert place is not None
        assert place.column is not None
        assert lines[place.line - 1].startswith(element.name, place.column - 1), element


@pytest.mark.parametrize("name", REAL)
def test_real_schemas_are_the_same_as_introspection(shared: Path, name: str) -> None:
    """The same schema as SDL and as an introspection result gives the same elements."""
    text = (shared / "schemas" / name).read_text(encoding="utf8")
    own = sdl.read(text.encode(), name, OPTIONS)
    schema = build_ast_schema(parse(text), assume_valid=True, assume_valid_sdl=True)
    result = introspection_from_schema(
        schema,
        specified_by_url=True,
        directive_is_repeatable=True,
        input_value_deprecation=True,
        one_of=True,
    )
    other = introspection.read(encode(result), "i.json", OPTIONS)
    # Of two definitions graphql-core keeps the second one.
    twice = {odd.message.partition(" ")[0] for odd in own.diagnostics}
    in_comments = '"""' not in text
    assert _comparable(own, twice, in_comments) == _comparable(other, twice, in_comments)


def _comparable(reading: Reading, twice: set[str], in_comments: bool) -> list[Element]:
    """What both forms can say: uses of directives and, for graphql-core, comments have no place."""
    gone: dict[str, Any] = {"directives": ()}
    if in_comments:
        gone |= {"description": None, "errors": None, "errors_mentioned": ()}
        gone |= {"requires_authorization": False}
    found = []
    for element in without_source(reading.snapshot.elements):
        told = element.deprecation is None or element.deprecation.origin == "directive"
        more = {} if told or not in_comments else {"deprecation": None}
        if element.coordinate not in twice:
            found.append(replace(element, **gone, **more))
    return found
