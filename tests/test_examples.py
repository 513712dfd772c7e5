"""Example calls: valid where they are said to be, of the right shape, the same in every build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, get_variable_values, parse, validate

from schemadoc.model import Deprecation, Element, ErrorCode, Example, Index, Roots
from schemadoc.render import calls
from schemadoc.render.examples import curl, document, fits, scalars, values
from schemadoc.render.examples.make import Made, example
from schemadoc.render.examples.response import failure
from schemadoc.render.examples.schema import Schema
from schemadoc.render.world import RegionInput, World
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read
from tests import examplehelp, sites
from tests.hostile import PAYLOADS, hostile
from tests.test_site import make, page, read_regions, text

SHIPPED = {
    "gb": ["gb/mutations.txt"],
    "fr": ["fr/mutations.txt"],
    "it": ["it/queries.txt"],
    "resiflex-eu": ["resiflex-eu/mutations.txt", "resiflex-eu/objects.txt"],
}
SHIPPED_FOLDER = Path(__file__).resolve().parents[1] / "schemas"
OLD = Deprecation(origin="directive")


def region(sdl: str, id_: str = "r") -> RegionInput:
    """A region out of SDL."""
    found = read(sdl.encode(), "r.graphql", Options(region=id_))
    return RegionInput(id_, id_, None, found.snapshot)


def made_of(sdl: str, coordinate: str = "Query.x") -> Made:
    """The example of one root field, that graphql-core finds no fault with."""
    snapshot = region(sdl).snapshot
    operation = "mutation" if coordinate.startswith("M") else "query"
    found = example(Schema(Index(snapshot)), operation, coordinate)  # type: ignore[arg-type]
    assert found is not None
    assert examplehelp.faults(examplehelp.graphql_schema(snapshot), found) == []
    return found


def selected(sdl: str) -> str:
    """What an example asks of `Query.x`, in one line."""
    body = " ".join(document.text(made_of(sdl).document).split())
    return body[body.index("{ x") + 2 : -2]


class Judged(NamedTuple):
    """A region as we see it and as graphql-core does."""

    schema: Schema
    oracle: GraphQLSchema
    made: dict[str, Made | None]


def judged(one: RegionInput) -> Judged:
    schema = Schema(Index(one.snapshot))
    oracle = examplehelp.graphql_schema(one.snapshot)
    return Judged(schema, oracle, examplehelp.all_examples(one.snapshot))


@cache
def shipped() -> dict[str, Judged]:
    """The regions of the project: built once, since that takes most of the time."""
    return {one.id: judged(one) for one in read_regions(SHIPPED_FOLDER, SHIPPED)}


@cache
def real(path: Path) -> Judged:
    return judged(read_regions(path.parent, {"r": [path.name]})[0])


def check_all(regions: Mapping[str, Judged]) -> dict[str, tuple[int, int]]:
    """The number of operations of each region, and of those with an example; none has a fault."""
    found = {}
    for id_, (_, schema, made) in regions.items():
        wrong = {c: w for c, m in made.items() if m and (w := examplehelp.faults(schema, m))}
        assert wrong == {}
        found[id_] = len(made), sum(m is not None for m in made.values())
    return found


# Valid, for graphql-core too


def test_every_example_of_small_and_shipped_regions_is_valid() -> None:
    """A document, its variables and its response pass graphql-core, partial regions included."""
    assert check_all({one.id: judged(one) for one in sites.world()} | shipped()) == {
        "north": (2, 2),
        "south": (2, 2),
        "east": (1, 1),
        "gb": (152, 152),
        "fr": (101, 101),
        "it": (176, 176),
        "resiflex-eu": (48, 48),
    }


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("gb/2025-02-10.graphql", 485),
        ("it/2026-02-10.json", 439),
        ("github/2025-02-27.graphql", 278),
    ],
)
def test_every_example_of_a_real_schema_is_valid(shared: Path, name: str, total: int) -> None:
    """Each query and mutation of large schemas has an example, without one fault."""
    assert check_all({name: real(shared / "schemas" / name)}) == {name: (total, total)}


def test_what_fits_another_shipped_region_is_found_as_graphql_finds_it() -> None:
    """Of one region's document in another region, our check and graphql-core say the same."""
    check_across(shipped())


def test_what_fits_another_real_region_is_found_as_graphql_finds_it(shared: Path) -> None:
    """Two whole schemas of two countries: what fits both, and what does not."""
    names = ("gb/2025-02-10.graphql", "it/2026-02-10.json")
    check_across({name: real(shared / "schemas" / name) for name in names})


def check_across(regions: Mapping[str, Judged]) -> None:
    for id_, one in regions.items():
        for other, (schema, oracle, _) in regions.items():
            for coordinate, made in one.made.items():
                if made is None or other == id_ or coordinate not in schema.index:
                    continue
                ours = fits.problems(schema, made.document, made.given)
                theirs = complaints(oracle, made)
                # What a region does not show may fit: it is never said to.
                assert not theirs or ours, (coordinate, theirs)
                assert theirs or all("not shown" in reason for reason in ours), ours


def complaints(schema: GraphQLSchema, made: Made) -> list[str]:
    tree = parse(document.text(made.document))
    operation = tree.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    found = [error.message for error in validate(schema, tree)]
    if not found:
        coerced = get_variable_values(schema, operation.variable_definitions or (), made.given)
        found = [error.message for error in coerced] if isinstance(coerced, list) else []
    return found


# What is asked for


@pytest.mark.parametrize(
    ("sdl", "asked"),
    [
        ("type Query { x: Int }", "x"),
        ("type Query { x: A } type A { b: B id: ID } type B { c: Int }", "x { b { c } id }"),
        ('type Query { x: A } type A { a: Int @deprecated(reason: "no") b: Int }', "x { b }"),
        ("type Query { x: A } type A { a(n: Int!): Int b(n: Int! = 1): Int }", "x { b }"),
        ("type Query { x: A } type A { a: A b: Int }", "x { b }"),
        ("type Query { x: A } type A { a: A }", "x { __typename }"),
        ("type Query { x: P } type P { clientMutationId: String a: Int }", "x { a }"),
        ("type Query { x: P } type P { clientMutationId: String }", "x { clientMutationId }"),
        (
            """type Query { x: C } type C { edges: [E] pageInfo: I } type E { node: N }
            type N { id: ID } type I { hasNextPage: Boolean endCursor: String }""",
            "x { edges { node { id } } pageInfo { hasNextPage endCursor } }",
        ),
        (
            """type Query { x: A } type A { all(first: Int): C } type C { nodes: [N] totalCount: Int
            pageInfo: I } type N { id: ID } type I { hasNextPage: Boolean }""",
            "x { all(first: 5) { totalCount nodes { id } } }",
        ),
        (
            "type Query { x: U } union U = A | B type A { v: Int w: ID } type B { v: ID w: ID }",
            "x { __typename ... on A { v w } ... on B { bV: v w } }",
        ),
        (
            "type Query { x: I } interface I { id: ID } type A implements I { id: ID a: Int }",
            "x { __typename id ... on A { a } }",
        ),
        ("type Query { x: I } interface I { id: ID }", "x { __typename id }"),
    ],
)  # fmt: skip
def test_little_and_telling_is_asked_for(sdl: str, asked: str) -> None:
    """Leaves first, nothing deprecated or with a required argument, nodes, members, aliases."""
    assert selected(sdl) == asked


def test_a_document_has_levels_lines_and_an_end() -> None:
    """Long lists of arguments stand a line each; variables have the arguments' types."""
    names = [f"argumentNumber{at}" for at in range(4)]
    arguments = " ".join(f"{name}: [String!]!" for name in names)
    made = made_of(f"type Query {{ x({arguments}): A }} type A {{ b: Int }}")
    lines = document.text(made.document).splitlines()
    assert lines[:2] == ["query X(", "  $argumentNumber0: [String!]!"]
    assert lines[7] == "    argumentNumber0: $argumentNumber0"
    assert lines[-3:] == ["    b", "  }", "}"]
    assert document.place(made.document) == (7, 3)
    assert lines[document.place(made.document)[0] - 1] == "  x("


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ("a: Int, id: ID", ["id"]),
        ("a: Int!, id: ID", ["a"]),
        ("id: ID @deprecated", []),
        ("a: Int! = 3", []),
        ("after: String, first: Int", []),
    ],
)
def test_what_must_be_given_is_given_and_what_picks(arguments: str, given: list[str]) -> None:
    """Required arguments, else those that say which thing is meant."""
    made = made_of(f"type Query {{ x({arguments}): Int }}")
    assert list(made.given) == given


# Values


@pytest.mark.parametrize(
    ("type_name", "name", "shape"),
    [
        ("String", "email", r"\w+@example\.com"),
        ("String", "accountNumber", r"A-[0-9A-F]{8}"),
        ("Date", "validFrom", r"2025-\d\d-\d\d"),
        ("DateTime", "x", r"2025-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        ("Decimal", "amount", r"\d+\.\d\d"),
        ("String", "callbackUrl", r"https://example\.com/\w+"),
        ("String", "givenName", r"Ada|Grace|Alan"),
        ("ID", "id", r"\d{6}"),
        ("Int", "first", r"10"),
        ("UUID", "x", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
    ],
)
def test_a_scalar_looks_right_for_its_name(type_name: str, name: str, shape: str) -> None:
    """What a value is called says what it looks like."""
    for coordinate in ("Query.x(a:)", "Query.y(b:)", "T.z"):
        assert re.fullmatch(shape, str(scalars.scalar(type_name, name, coordinate)))


def test_a_value_follows_from_its_coordinate_alone() -> None:
    """Two coordinates differ, one coordinate does not: in another process neither."""
    code = "from schemadoc.render.examples.scalars import scalar as s; print(s('ID', 'id', 'A.b'))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == scalars.scalar("ID", "id", "A.b") == "676414"
    assert scalars.scalar("ID", "id", "A.c") != scalars.scalar("ID", "id", "A.b")


def test_input_objects_hold_what_they_must() -> None:
    """Required fields alone; of a oneOf exactly one; an enum's first value that is current."""
    sdl = """
        type Query { x(i: I!, o: O!, e: E!, n: [N!]!): Int }
        input I { a: Int! b: Int c: Int! = 1 }
        input O @oneOf { p: I q: String }
        enum E { OLD @deprecated NEW }
        input N { s: String t: Boolean }
    """
    given = made_of(sdl).given
    assert list(given["i"]) == ["a"]
    assert list(given["o"]) == ["q"]
    assert given["e"] == "NEW"
    assert [list(one) for one in given["n"]] == [["s", "t"]]


@pytest.mark.parametrize(
    "inputs",
    [
        "input I { i: I! }",
        "input I { a: J! b: J! } input J { a: I! b: I! }",
        "input I @oneOf { a: J b: J c: J } input J @oneOf { a: I b: I c: I }",
        "input I { a: E! } enum E { _ }".replace("{ _ }", ""),
    ],
)
def test_what_no_value_can_be_made_for_has_no_example(inputs: str) -> None:
    """A type that needs itself ends in no example, and in no time."""
    snapshot = region(f"type Query {{ x(i: I!): Int }} {inputs}").snapshot
    found = example(Schema(Index(snapshot)), "query", "Query.x")
    assert found is None or found.guessed == ("E",)


def test_captured_values_stand_in_for_types_that_nobody_describes() -> None:
    """A value of a page's own example is better than ours; a type's name is none."""
    seen = '{"a": "1986-08-18", "b": [Kind], "c": {"d": [1, Kind]}, "e": [2]}'
    field = sites.element("Query.x", "field", type="Int", example=Example(variables=seen))
    assert values.captured(field) == {"a": "1986-08-18", "e": [2]}
    arguments = [sites.element(f"Query.x({n}:)", "argument", type=f"{n.upper()}!") for n in "ab"]
    schema = Schema(Index(sites.region("r", [field, *arguments]).snapshot))
    found = example(schema, "query", "Query.x")
    assert found is not None
    assert found.given == {"a": "1986-08-18", "b": "<B>"}
    assert found.guessed == ("B",)


def test_the_answer_names_what_was_asked_for() -> None:
    """An account asked for by its number answers with that number."""
    made = made_of("type Query { x(number: String!): A } type A { number: String }")
    assert made.response["data"]["x"]["number"] == made.given["number"]


# Failures


def test_an_error_has_the_shape_of_the_api() -> None:
    """A code of the family stands in the extensions; of others only GraphQL's keys are told."""
    assert failure("x", (2, 3), "KT-CT-1111", "Unauthorized.", is_nullable=True) == {
        "errors": [
            {
                "message": "Unauthorized.",
                "locations": [{"line": 2, "column": 3}],
                "path": ["x"],
                "extensions": {"errorCode": "KT-CT-1111", "errorDescription": "Unauthorized."},
            }
        ],
        "data": {"x": None},
    }
    assert failure("x", None, "NOT_FOUND", "", is_nullable=False) == {
        "errors": [{"message": "NOT_FOUND", "path": ["x"]}],
        "data": None,
    }


# curl


NASTY = ("'; touch x; '", '"$(touch x)"', "`touch x`", "\\", "a\nb", "!", "é\u202e", "'\"'\"'")


@pytest.mark.parametrize(
    "nasty", [text for text in (*NASTY, *PAYLOADS) if not curl.is_header(text)]
)
def test_a_command_holds_every_text_as_one_argument(tmp_path: Path, nasty: str) -> None:
    """Whatever a name or a value holds, the shell gets the call and nothing else."""
    command = curl.command(nasty, {"v": nasty}, nasty, ("Authorization", nasty, "X-Key"))
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\nTOKEN=t X_KEY=k ENDPOINT=e\n{command}"
    said = script.encode()
    ran = subprocess.run(["sh"], input=said, capture_output=True, cwd=tmp_path, check=True)
    given = ran.stdout.decode().split("\0")
    assert given[:-2] == [
        "e",
        *("--header", "Content-Type: application/json"),
        *("--header", "Authorization: t"),
        *("--header", "X-Key: k"),
        "--data",
    ]
    assert json.loads(given[-2]) == {"query": nasty.rstrip("\n"), "variables": {"v": nasty}}
    assert ran.stderr == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "can"),
    [
        ("https://api.example.org/v1/graphql/", True),
        ("http://localhost:8000/?a=b", True),
        ("-oX", False),
        ("https://x/'$(a)'", False),
        ("https://x/{a,b}[1-9]", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_addresses_are_called(url: str | None, can: bool) -> None:
    """What is no plain address is left to the reader."""
    assert curl.is_endpoint(url) is can


# On the page


def test_regions_share_an_example_or_are_told_why_not() -> None:
    """One document where it fits all; else one for each lot, with what is in the way."""
    world = World(sites.world(), sites.TODAY)
    groups, lacking = calls.examples(world, "mutation", "Mutation.openDoor")
    assert [(group.regions, group.whole) for group in groups] == [
        (("north",), False),
        (("south",), False),
        (("east",), False),
    ]
    assert lacking == ()
    shown = [calls.shown(world, "Mutation.openDoor", group, groups[0]) for group in groups]
    unknown = "is not shown"
    door = f"what UnnamedPayload1.door returns {unknown}"
    assert [note for one in shown for note in one.notes if "does not fit" in note] == [
        f"The first document does not fit south: what OpenDoor.door returns {unknown}.",
        f"The first document does not fit east: Mutation.openDoor(input:) {unknown}; {door}.",
    ]
    assert calls.examples(world, "query", "Query.door")[0][0].whole


def test_a_page_has_document_variables_answers_and_curl(tmp_path: Path) -> None:
    """All of it is read without JavaScript, and what was captured stays apart."""
    html = page(make(tmp_path / "s"), "mutation/openDoor.html")
    shown = text(html)
    assert "Document mutation OpenDoor( $input : OpenDoorInput !) { openDoor" in shown
    assert "Try it with curl: Region south" in shown
    assert "curl https://api.example.org/graphql/ \\" in shown
    assert shown.count("Authorization: $TOKEN") == 1
    assert "No source names the endpoint. Set $ENDPOINT first." in shown
    assert shown.count('"errorCode" : "KT-CT-1111"') == 2  # two regions, two messages
    assert '"errorDescription" : "The door is locked."' in shown
    assert "Example, as captured" in shown


def test_an_operation_that_nobody_describes_says_so(tmp_path: Path) -> None:
    """Where no document is sure to be valid none is shown: the captured one stands for it."""
    elements = [
        sites.element("Query.a", "field", type="Gone", example=Example(document="{ a { b } }")),
        sites.element("Query.b", "field", type="Gone", errors=(ErrorCode("KT-CT-0001", "No."),)),
    ]
    out = make(tmp_path / "s", [sites.region("r", elements)])
    said = "The sources of r show too little for a document that is sure to be valid"
    assert f"{said}; the captured one stands below." in text(page(out, "query/a.html"))
    shown = text(page(out, "query/b.html"))
    assert f"{said}." in shown
    assert '"errorCode" : "KT-CT-0001"' in shown
    assert '"locations"' not in shown


def test_the_configured_endpoint_and_headers_are_used_without_their_values(tmp_path: Path) -> None:
    """Where pages name no endpoint the configuration does; a header's value stays with the user."""
    one = region("type Query { x: Int }")._replace(
        endpoint="https://api.example.org/", headers=("Authorization", "X-Brand")
    )
    shown = text(page(make(tmp_path / "s", [one]), "query/x.html"))
    assert "curl https://api.example.org/ \\" in shown
    assert '--header "Authorization: $TOKEN"' in shown
    assert '--header "X-Brand: $X_BRAND"' in shown


def test_a_subscription_has_no_curl(tmp_path: Path) -> None:
    """What answers again and again is no single request."""
    one = region("type Query { x: Int } type Subscription { y: Int }")
    out = make(tmp_path / "s", [one])
    assert "curl" not in page(out, "subscription/y.html")
    assert "curl" in page(out, "query/x.html")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_schemas_have_examples_that_are_inert(payload: str) -> None:
    """No payload comes through as syntax: what is made parses, or nothing is made."""
    world = World(hostile(payload), sites.TODAY)
    for coordinate in world.root_fields("query"):
        for group in calls.examples(world, "query", coordinate)[0]:
            assert parse(document.text(group.made.document)).definitions


def test_roots_keep_their_own_names() -> None:
    """A region may call its root types as it likes."""
    elements: list[Element] = [sites.element("Query.x", "field", type="Int")]
    one = sites.region("r", elements, roots=Roots(query="Root"))
    assert examplehelp.all_examples(one.snapshot)["Query.x"] is not None
