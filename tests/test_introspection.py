"""Reading introspection results: of any server, in JSON or YAML, whole or damaged."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from graphql import build_client_schema, build_schema, introspection_from_schema

from schemadoc.errors import InputError
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    Coverage,
    DirectiveUse,
    Element,
    KindCoverage,
    RootCoverage,
    Snapshot,
    walk,
)
from schemadoc.sources import introspection
from schemadoc.sources.facts import Options, Reading
from tests.conftest import OPTIONS, SCHEMAS, without_source
from tests.oracle import elements as seen_by_graphql
from tests.oracle import ours

REAL = [name for name in SCHEMAS if name.endswith(".json")]

SDL = """
type Query implements Node { "One." a(n: [In!] = [{x: 1}], old: Int @deprecated): E @deprecated }
interface Node { a(n: [In!], old: Int): E @deprecated }
union U = Query
enum E { NO on Y }
input In @oneOf { x: Int y: Date }
scalar Date @specifiedBy(url: "https://example.org/date")
directive @own(a: Int = 1) repeatable on FIELD
"""


def result(sdl: str = SDL, **asked: bool) -> dict[str, Any]:
    """What a server of a schema answers when it is asked for everything."""
    everything = {
        "specified_by_url": True,
        "directive_is_repeatable": True,
        "input_value_deprecation": True,
        "one_of": True,
    }
    return dict(introspection_from_schema(build_schema(sdl), **(everything | asked)))


def read(value: Any) -> Reading:
    """Read a result given as a value."""
    return introspection.read(json.dumps(value, indent=1).encode(), "i.json", OPTIONS)


def schema_of(*types: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A small result of these types."""
    query = {"kind": "OBJECT", "name": "Query", "fields": []}
    return {"__schema": {"queryType": {"name": "Query"}, "types": [query, *types], **more}}


def named(name: str, kind: str = "SCALAR") -> dict[str, Any]:
    """A reference to a named type."""
    return {"kind": kind, "name": name, "ofType": None}


def test_a_whole_result_is_read() -> None:
    """Every kind of element, its type text, defaults, deprecations, members and flags."""
    elements = walk(read({"data": result()}).snapshot)
    assert [(c, e.element, e.type) for c, e in elements.items()] == [
        ("@own", "directive", None),
        ("@own(a:)", "directive_argument", "Int"),
        ("Date", "scalar", None),
        ("E", "enum", None),
        ("E.NO", "enum_value", None),
        ("E.Y", "enum_value", None),
        ("E.on", "enum_value", None),
        ("In", "input_object", None),
        ("In.x", "input_field", "Int"),
        ("In.y", "input_field", "Date"),
        ("Node", "interface", None),
        ("Node.a", "field", "E"),
        ("Node.a(n:)", "argument", "[In!]"),
        ("Node.a(old:)", "argument", "Int"),
        ("Query", "object", None),
        ("Query.a", "field", "E"),
        ("Query.a(n:)", "argument", "[In!]"),
        ("Query.a(old:)", "argument", "Int"),
        ("U", "union", None),
    ]
    assert elements["Query.a(n:)"].default == "[{ x: 1 }]"
    assert elements["Query.a(old:)"].deprecation is not None
    assert elements["Query"].interfaces == ("Node",)
    assert elements["U"].members == ("Query",)
    assert elements["Node"].members == ()
    assert (elements["In"].one_of, elements["Date"].specified_by) == (
        True,
        "https://example.org/date",
    )
    assert elements["@own"].repeatable


FORMS = {
    "json": lambda value: json.dumps(value),
    "json, pretty": lambda value: json.dumps(value, indent=2),
    "json, sorted": lambda value: json.dumps(value, indent=1, sort_keys=True),
    "yaml": lambda value: yaml.safe_dump(value),
    "yaml, unquoted": lambda value: (
        yaml.safe_dump(value).replace("'NO'", "NO").replace("'on'", "on")
    ),
    "yaml, flow": lambda value: "# answer\n---\n" + yaml.safe_dump(value, default_flow_style=None),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wrapped", [True, False])
def test_every_form_of_a_result_says_the_same(form: str, wrapped: bool) -> None:
    """JSON and YAML, under `data` or bare, give one snapshot; an enum may have a value NO."""
    value = {"data": result(), "errors": []} if wrapped else result()
    found = introspection.read(FORMS[form](value).encode(), "i", OPTIONS).snapshot
    expected = read(result()).snapshot
    assert without_source(found.elements) == without_source(expected.elements)
    assert (found.coverage, found.roots) == (expected.coverage, expected.roots)


@pytest.mark.parametrize("form", FORMS)
def test_the_place_is_the_name(form: str) -> None:
    """At every element's line and column stands its own `name`, in every form."""
    text = FORMS[form]({"data": result()})
    lines = text.split("\n")
    for element in introspection.read(text.encode(), "i", OPTIONS).snapshot.elements:
        _check_place(element, lines)


def _check_place(element: Element, lines: list[str]) -> None:
    place = element.source
    assert place is not None
    assert place.column is not None
    there = lines[place.line - 1][place.column - 1 :]
    assert re.match(rf"""["']?name["']?: *["']?{element.name}\b""", there), (element, there[:60])


def test_an_old_server_says_less() -> None:
    """Without the newer keys nothing is missed, and deprecated inputs are not spoken for."""
    value = result(input_value_deprecation=False, one_of=False, specified_by_url=False)
    reading = read(value)
    elements = walk(reading.snapshot)
    assert reading.diagnostics == ()
    assert "Query.a(n:)" in elements
    assert not elements["In"].one_of
    assert not reading.snapshot.coverage.deprecated_inputs


def test_a_server_without_deprecated_inputs_speaks_for_them() -> None:
    """Where `__InputValue` itself knows of no deprecation, none can be hidden."""
    meta = {
        "kind": "OBJECT",
        "name": "__InputValue",
        "fields": [{"name": "name", "args": [], "type": named("String")}],
    }
    assert read(schema_of(meta)).snapshot.coverage.deprecated_inputs
    assert not read(schema_of()).snapshot.coverage.deprecated_inputs
    assert read(result()).snapshot.coverage.deprecated_inputs


def test_directives_of_very_old_servers() -> None:
    """Before there were locations, three flags said where a directive may stand."""
    old = {"name": "old", "args": [], "onField": True, "onFragment": False, "onOperation": True}
    found = walk(read(schema_of(directives=[old])).snapshot)["@old"]
    assert found.locations == ("FIELD", "MUTATION", "QUERY", "SUBSCRIPTION")


def test_a_type_missing_from_types_is_an_element() -> None:
    """What is referred to and defined nowhere stands where it is first referred to."""
    field = {"name": "a", "args": [], "type": named("Lost", "OBJECT")}
    reading = read(schema_of({"kind": "OBJECT", "name": "A", "fields": [field]}))
    lost = walk(reading.snapshot)["Lost"]
    assert lost.element == "type"
    assert lost.source == walk(reading.snapshot)["A.a"].source
    assert [odd.id for odd in reading.diagnostics] == ["unknown-type"]


def test_vendor_extensions_are_told_once() -> None:
    """An unknown key is no error; it is told once, not at each of its places."""
    fields = [
        {"name": name, "args": [], "type": named("Int"), "cost": 1, "rank": 2} for name in "abc"
    ]
    reading = read(schema_of({"kind": "OBJECT", "name": "A", "fields": fields}))
    assert [(odd.id, odd.message.split()[0]) for odd in reading.diagnostics] == [
        ("vendor-extension", "cost"),
        ("vendor-extension", "rank"),
    ]
    assert "A.c" in walk(reading.snapshot)


@pytest.mark.parametrize("key", ["appliedDirectives", "directives"])
def test_applied_directives_are_read(key: str) -> None:
    """The extension that several servers share gives uses of directives."""
    uses = [{"name": "own", "args": [{"name": "a", "value": "{b:1}"}]}, {"name": "deprecated"}]
    field = {"name": "a", "args": [], "type": named("Int"), key: uses}
    reading = read(schema_of({"kind": "OBJECT", "name": "A", "fields": [field]}))
    assert walk(reading.snapshot)["A.a"].directives == (
        DirectiveUse(name="own", arguments={"a": "{ b: 1 }"}),
    )
    assert reading.diagnostics == ()


INT = named("Int")


@pytest.mark.parametrize(
    "types",
    [
        [{"kind": "OBJECT", "name": "A", "fields": [{"args": [], "type": INT}]}],
        [{"kind": "OBJECT", "name": "A", "fields": [{"name": "a-b", "args": [], "type": INT}]}],
        [{"kind": "OBJECT", "name": "A", "fields": [{"name": "a", "args": [], "type": None}]}],
        [{"kind": "OBJECT", "name": "A", "fields": [{"name": "a", "type": {"kind": "LIST"}}]}],
        [{"kind": "OBJECT", "name": "A", "fields": 7}],
        [{"kind": "OBJECT", "name": "A", "fields": [7]}],
        [{"kind": "OBJECT", "name": "A", "description": 7}],
        [{"kind": "ODD", "name": "A"}],
        [{"kind": ["OBJECT"], "name": "A"}],
        [{"kind": "OBJECT", "name": "A"}, {"kind": "OBJECT"}],
        [{"kind": "OBJECT", "name": "A"}, 7],
        [{"kind": "OBJECT", "name": "A", "interfaces": [{"name": None}]}],
        [{"kind": "ENUM", "name": "A", "enumValues": [{"name": 7}]}],
    ],
)
def test_what_is_malformed_is_told_and_the_rest_is_read(types: list[Any]) -> None:
    """A broken part is a diagnostic; everything around it stays."""
    reading = read(schema_of(*types, named("After")))
    assert {odd.id for odd in reading.diagnostics} == {"malformed-element"}
    assert {"A", "After", "Query"} <= set(walk(reading.snapshot))


def truncated(path: str, value: Any = None) -> Snapshot:
    """What is read where a key of a whole result is missing, or holds something else."""
    answer = result()
    at = answer["__schema"]
    *names, last = path.split(".")
    for name in names:
        at = next(one for one in at["types" if name in TYPES else "fields"] if one["name"] == name)
    if value is None:
        del at[last]
    else:
        at[last] = value
    return read(answer).snapshot


TYPES = ("Query", "Node", "U", "E", "In")


@pytest.mark.parametrize(
    ("path", "partial"),
    [
        ("Query.fields", "Query"),
        ("Node.fields", "Node"),
        ("U.possibleTypes", "U"),
        ("E.enumValues", "E"),
        ("In.inputFields", "In"),
        ("Node.a.args", "Node.a"),
    ],
)
@pytest.mark.parametrize("value", [None, 7, [{"kind": "OBJECT"}]])
def test_a_list_that_was_not_asked_for_is_unknown(path: str, partial: str, value: Any) -> None:
    """Without its list of members a type is partial, and the schema is not complete."""
    snapshot = truncated(path, value)
    assert [e.coordinate for e in snapshot.elements if e.partial] == [partial]
    assert not snapshot.coverage.complete
    assert snapshot.coverage.kinds == COMPLETE.kinds
    assert snapshot.coverage.roots.query == (partial != "Query")
    assert snapshot.coverage.roots.mutation


@pytest.mark.parametrize("key", ["queryType", "mutationType", "subscriptionType"])
def test_a_root_that_was_not_asked_for_is_unknown(key: str) -> None:
    """A null root says that there is none; a missing key says nothing."""
    coverage = truncated(key).coverage
    assert not coverage.complete
    roots = {f"{operation}Type": getattr(coverage.roots, operation) for operation in OPERATIONS}
    assert [one for one, covered in roots.items() if not covered] == [key]


def test_directives_that_were_not_asked_for_are_unknown() -> None:
    """Without a list of directives, a schema is not complete, and its roots are spoken for."""
    coverage = truncated("directives").coverage
    assert (coverage.complete, coverage.roots) == (False, COMPLETE.roots)
    assert read(result()).snapshot.coverage.complete


@pytest.mark.parametrize("types", [[], None, 7])
def test_without_types_nothing_is_covered(types: Any) -> None:
    """A result that lists no type speaks for nothing, and says so."""
    reading = read({"__schema": {"types": types, "queryType": {"name": "Q"}, "directives": []}})
    assert reading.snapshot.coverage == Coverage()
    assert "malformed-element" in {odd.id for odd in reading.diagnostics}
    assert read({"__schema": {"x": 1}}).snapshot.coverage == Coverage()


def test_covers_limits_a_result() -> None:
    """A result of which the configuration says what it speaks for speaks for nothing else."""
    data = json.dumps(result()).encode()
    covers = Options(region="gb", covers=("Mutation", "union"))
    coverage = introspection.read(data, "i", covers).snapshot.coverage
    assert coverage == Coverage(
        roots=RootCoverage(mutation=True), kinds=KindCoverage(union=True), deprecated_inputs=True
    )


@pytest.mark.parametrize("said", [True, "yes", False, None])
def test_what_has_a_reason_is_deprecated(said: object) -> None:
    """Whatever a YAML tool made of `isDeprecated`: only what is deprecated has a reason."""
    field = {"name": "a", "args": [], "type": INT, "isDeprecated": said}
    query = {"kind": "OBJECT", "name": "A", "fields": [field | {"deprecationReason": "Use b."}]}
    found = walk(read(schema_of(query)).snapshot)["A.a"].deprecation
    assert found is not None
    assert (found.reason, found.origin) == ("Use b.", "directive")
    query["fields"] = [field | {"deprecationReason": None}]
    deprecation = walk(read(schema_of(query)).snapshot)["A.a"].deprecation
    assert (deprecation is not None) == (said is True)


@pytest.mark.parametrize(("said", "read_as"), [(7, 7), ("7", None), (True, None), (None, None)])
def test_complexity_is_read(said: object, read_as: int | None) -> None:
    """What a field costs is a known extension where it is a number."""
    field = {"name": "a", "args": [], "type": INT, "complexity": said}
    reading = read(schema_of({"kind": "OBJECT", "name": "A", "fields": [field]}))
    assert walk(reading.snapshot)["A.a"].complexity == read_as
    assert reading.diagnostics == ()


def test_what_is_said_of_the_schema_is_told() -> None:
    """A schema's own description and directives are no element's, and are not lost silently."""
    uses = [{"name": "link", "args": []}]
    reading = read(schema_of(description="All of it.", appliedDirectives=uses))
    assert [odd.id for odd in reading.diagnostics] == ["schema-description", "schema-directive"]
    assert read(schema_of(description=None)).diagnostics == ()


def test_types_that_were_cut_off_are_unknown() -> None:
    """A type that is referred to and not listed, or has lost its name, shows what is missing."""
    answer = result()
    kept = answer["__schema"]["types"]
    answer["__schema"]["types"] = [one for one in kept if one["name"] != "E"]
    assert not read(answer).snapshot.coverage.complete
    answer["__schema"]["types"] = [*kept, {"kind": "OBJECT"}]
    assert read(answer).snapshot.coverage.kinds == KindCoverage()


def test_a_default_that_is_none_is_kept_and_told() -> None:
    """A default that GraphQL cannot parse stays as the server wrote it."""
    value = {"name": "x", "type": INT, "defaultValue": "{'a': 1}"}
    reading = read(schema_of({"kind": "INPUT_OBJECT", "name": "In", "inputFields": [value]}))
    assert walk(reading.snapshot)["In.x"].default == "{'a': 1}"
    assert [odd.id for odd in reading.diagnostics] == ["invalid-default"]


def test_roots_have_one_name_in_coordinates() -> None:
    """Root fields are `Query.x`, type texts keep the server's own name of the root."""
    snapshot = read(result("schema { query: R } type R { a: R }")).snapshot
    assert list(walk(snapshot)) == ["Query", "Query.a"]
    assert snapshot.elements[1].type == "R"
    assert snapshot.roots.query == "R"


def test_an_unknown_type_hides_behind_no_root() -> None:
    """Where a result refers to a `Query` that it lacks, that is another type."""
    field = {"name": "a", "args": [], "type": named("Query", "OBJECT")}
    value = schema_of({"kind": "OBJECT", "name": "R", "fields": [field]})
    value["__schema"]["types"] = value["__schema"]["types"][1:]
    value["__schema"]["queryType"] = {"name": "R"}
    reading = read(value)
    assert list(walk(reading.snapshot)) == ["Query", "Query.a", "Query_"]
    assert [odd.id for odd in reading.diagnostics] == ["root-renamed", "unknown-type"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"errors": [{"message": "Introspection is off"}]}', "Introspection is off"),
        ('{"data": null, "errors": ["no"]}', "refused: 'no'"),
        ('{"data": {"me": 1}}', "no introspection result but data"),
        ("[1, 2]", "holds a list"),
        ("{}", "an empty object"),
        ('{"data": {"__schema": {"types": [', "ends before its last bracket"),
        ('{"data": }', "no JSON: "),
        ("__schema: [\n", "no YAML: "),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("__schema: " + "[" * 100_000, "i.json:"),
        ('{"data": {"__schema": ' + '{"types": [' * 700 + "]}" * 700 + "}}", "i.json"),
    ],
)
def test_what_is_no_result_is_refused(text: str, said: str) -> None:
    """One clear line says what the file holds instead."""
    with pytest.raises(InputError) as error:
        introspection.read(text.encode(), "i.json", OPTIONS)
    assert str(error.value).startswith("i.json:")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", REAL)
def test_real_results_hold_what_graphql_sees(shared: Path, name: str) -> None:
    """Element by element: kinds, types, defaults, deprecations, interfaces, members, locations."""
    data = (shared / "schemas" / name).read_bytes()
    value = json.loads(data)
    schema = build_client_schema(value.get("data", value))
    snapshot = introspection.read(data, name, OPTIONS).snapshot
    assert {e.coordinate: ours(e) for e in snapshot.elements} == seen_by_graphql(schema)


@pytest.mark.parametrize("name", REAL)
def test_real_places_are_true(shared: Path, name: str) -> None:
    """Every place is the one that a slow scan of the text gives, within its own object."""
    text = (shared / "schemas" / name).read_text(encoding="utf8")
    snapshot = introspection.read(text.encode(), name, OPTIONS).snapshot
    lines = text.split("\n")
    for element in snapshot.elements:
        _check_place(element, lines)
    assert _places(snapshot) == _slow_places(text, snapshot)


def _places(snapshot: Snapshot) -> dict[str, tuple[int, int | None]]:
    return {e.coordinate: (e.source.line, e.source.column) for e in snapshot.elements if e.source}


_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')


def _slow_places(text: str, snapshot: Snapshot) -> dict[str, tuple[int, int | None]]:
    """Walk the text token by token, knowing at each `name` which keys stand above it."""
    found: dict[str, tuple[int, int | None]] = {}
    stack: list[list[Any]] = []
    pending: list[tuple[tuple[str, ...], int, str]] = []
    for step in _STEP.finditer(text):
        mark = step[0]
        if mark in "{[":
            stack.append([mark, None, []])
        elif mark in "}]":
            closed = stack.pop()
            if mark == "}":
                path = tuple(level[1] for level in stack if level[0] == "{")
                _close(closed, path, pending, found, text)
        elif mark == ",":
            stack[-1][1] = None
        elif mark != ":" and stack[-1][0] == "{":
            if stack[-1][1] is None:
                stack[-1][1] = json.loads(mark)
                stack[-1][2].append((stack[-1][1], step.start()))
            elif stack[-1][1] == "name":
                stack[-1].append(json.loads(mark))
    return {coordinate: found[coordinate] for coordinate in walk(snapshot)}


def _close(
    closed: list[Any],
    path: tuple[str, ...],
    pending: list[tuple[tuple[str, ...], int, str]],
    found: dict[str, tuple[int, int | None]],
    text: str,
) -> None:
    """An object ends: those below it that waited for its name are now known by it."""
    inner = path[path.index("__schema") + 1 :] if "__schema" in path else ("?",)
    formats = {
        ("types",): "{0}",
        ("types", "fields"): "{0}",
        ("types", "inputFields"): "{0}",
        ("types", "enumValues"): "{0}",
        ("types", "fields", "args"): "{0}",
    }
    if inner not in formats or len(closed) < 4:
        return
    name = closed[3]
    at = next(offset for key, offset in closed[2] if key == "name")
    below = [one for one in pending if len(one[0]) > len(inner)]
    del pending[len(pending) - len(below) :]
    member = (lambda n: f"{name}({n}:)") if inner[-1] == "fields" else (lambda n: f"{name}.{n}")
    for _, offset, coordinate in below:
        pending.append((inner, offset, member(coordinate)))
    pending.append((inner, at, name))
    if inner == ("types",):
        for _, offset, coordinate in pending:
            line = text.count("\n", 0, offset) + 1
            found.setdefault(coordinate, (line, offset - text.rfind("\n", 0, offset)))
        pending.clear()


def test_graphql_is_not_loaded_for_plain_results(shared: Path) -> None:
    """Reading JSON pays neither for graphql-core nor for PyYAML."""
    code = (
        "import sys; from pathlib import Path; from schemadoc.sources import read, facts;"
        "read.read_file(Path(sys.argv[1]), 'x', facts.Options(region='it'));"
        "print([name for name in ('graphql', 'yaml') if name in sys.modules])"
    )
    path = shared / "schemas" / REAL[-1]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
