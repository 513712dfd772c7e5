"""One pair of schemas, one result: whatever form the schemas come in."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from graphql import (
    build_ast_schema,
    build_client_schema,
    introspection_from_schema,
    parse,
    print_schema,
)
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from schemadoc import store
from schemadoc.cli import cli
from schemadoc.compare.changes import changes
from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.judge import Finding
from schemadoc.compare.sunset import Terms, promises
from schemadoc.compare.vocabulary import POSSIBLE
from schemadoc.export import introspection as to_introspection
from schemadoc.export import sdl as to_sdl
from schemadoc.model import Index, Snapshot
from schemadoc.sources.read import read
from tests.conftest import OPTIONS
from tests.strategies import schemas
from tests.test_rules import CASES, TODAY, terms

SDL_CASES = sorted(path.parent.name for path in CASES.glob("*/old.graphql"))
# No introspection result of graphql-core shows which directives are applied.
ONLY_SDL = frozenset({"directive-use-changed"})
# What a query need not ask for: the keys, the aspect, and which side of the case says something.
UNASKED = [
    ("default-changed", ("defaultValue",), "default", "both"),
    ("deprecation-added", ("isDeprecated", "deprecationReason"), "deprecation", "new"),
    ("deprecation-removed", ("isDeprecated", "deprecationReason"), "deprecation", "old"),
    ("deprecation-reason-changed", ("deprecationReason",), "reason", "both"),
    ("description-changed", ("description",), "description", "both"),
    ("directive-repeatable-added", ("isRepeatable",), "repeatable", "new"),
    ("directive-repeatable-removed", ("isRepeatable",), "repeatable", "old"),
    ("interface-added", ("interfaces",), "interfaces", "new"),
    ("interface-removed", ("interfaces",), "interfaces", "old"),
    ("one-of-added", ("isOneOf",), "one_of", "new"),
    ("one-of-removed", ("isOneOf",), "one_of", "old"),
    ("specified-by-added", ("specifiedByURL",), "specified_by", "new"),
    ("specified-by-changed", ("specifiedByURL",), "specified_by", "both"),
]
TERMS = Terms(today=TODAY)

many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def introspected(text: str) -> str:
    """What a server would answer, asked for everything."""
    schema = build_ast_schema(parse(text), assume_valid=True, assume_valid_sdl=True)
    return json.dumps({"data": introspection_from_schema(schema)})


def index(text: str | bytes) -> Index:
    data = text if isinstance(text, bytes) else text.encode()
    return Index(read(data, "schema", OPTIONS).snapshot)


@cache
def texts(rule: str) -> tuple[str, str]:
    """Both sides of a case."""
    old, new = ((CASES / rule / f"{name}.graphql").read_text("utf8") for name in ("old", "new"))
    return old, new


def facts(found: Diff) -> list[tuple[object, ...]]:
    """Findings without their places, which no two forms share."""
    return [
        (one.rule, one.severity, one.coordinate, one.key, one.date, one.cause, one.fingerprint)
        for one in found.findings
    ]


def compared(old: str | bytes, new: str | bytes, judged: Terms = TERMS) -> Diff:
    return diff(index(old), index(new), judged)


def test_type_change_is_not_lost_beside_a_new_description() -> None:
    """A field whose type changes and that gains a description: both are found, one is breaking."""
    found = compared("type Query { a: String }", 'type Query { "What it is." a: Int }').findings
    assert [(one.rule, one.severity, one.coordinate) for one in found] == [
        ("field-type-changed", "breaking", "Query.a"),
        ("description-changed", "safe", "Query.a"),
    ]


def test_type_change_beside_a_new_description_fails_the_command(tmp_path: Path) -> None:
    """And the command ends with 1."""
    old, new = tmp_path / "old.graphql", tmp_path / "new.graphql"
    old.write_text("type Query { a: String }", "utf8")
    new.write_text('type Query { "What it is." a: Int }', "utf8")
    assert CliRunner().invoke(cli, ["diff", str(old), str(new)]).exit_code == 1


def test_each_new_union_member_is_a_finding() -> None:
    """Sixteen new members of a union are sixteen findings, each with a fingerprint of its own."""
    names = [f"T{number}" for number in range(16)]
    types = "\n".join(f"type {name} {{ a: Int }}" for name in ("T", *names))
    head = f"type Query {{ u: U }}\n{types}\n"
    old, new = f"{head}union U = T", f"{head}union U = {' | '.join(['T', *names])}"
    for first, second in ((old, new), (introspected(old), introspected(new))):
        found = [
            one for one in compared(first, second).findings if one.rule == "union-member-added"
        ]
        assert sorted(str(one.key) for one in found) == sorted(names)
        assert len({one.fingerprint for one in found}) == len(names)


@pytest.mark.parametrize("rule", SDL_CASES)
def test_introspection_gives_the_findings_of_sdl(rule: str) -> None:
    """SDL and an introspection result of one pair give one list of findings and fingerprints."""
    old, new = texts(rule)
    from_sdl = facts(compared(old, new, terms(rule)))
    answer = compared(introspected(old), introspected(new), terms(rule))
    assert facts(answer) == ([] if rule in ONLY_SDL else from_sdl)
    assert answer.unsaid == ()


def without(result: str, keys: tuple[str, ...]) -> str:
    """The answer to a query that does not ask for some keys."""
    return json.dumps(
        json.loads(
            result,
            object_hook=lambda value: {k: one for k, one in value.items() if k not in keys},
        )
    )


@pytest.mark.parametrize("silent", ["old", "new"])
@pytest.mark.parametrize(("rule", "keys", "aspect", "says"), UNASKED)
def test_what_nobody_asked_for_is_no_change(
    rule: str, keys: tuple[str, ...], aspect: str, says: str, silent: str
) -> None:
    """A result without a key proves nothing of it: no finding; what the other says is listed."""
    sides = dict(zip(("old", "new"), map(introspected, texts(rule)), strict=True))
    sides[silent] = without(sides[silent], keys)
    found = compared(sides["old"], sides["new"], terms(rule))
    assert rule not in {one.rule for one in found.findings}
    listed = {(one.side, one.aspect) for one in found.unsaid}
    assert ((silent, aspect) in listed) == (says != silent)


def test_a_deprecation_in_words_needs_the_words() -> None:
    """What a description called deprecated is not proved to be otherwise by a side without any."""
    text = 'type Query { "What. Deprecated, in favour of b." a: Int b: Int }'
    assert index(text).elements["Query.a"].deprecation
    bare = without(introspected(text), ("description",))
    for first, second in ((text, bare), (bare, text)):
        assert compared(first, second).findings == ()


@pytest.mark.parametrize("keys", sorted({row[1] for row in UNASKED}), ids="+".join)
def test_an_export_denies_nothing_that_its_source_leaves_open(keys: tuple[str, ...]) -> None:
    """What a result is silent of, its export as an introspection result is silent of too."""
    text = """
        interface N { a: Int }
        "What it is." type Query implements N { "Old." a(i: I = {b: 1}): Int @deprecated b: E }
        input I @oneOf { b: Int c: Int } enum E { A } scalar S @specifiedBy(url: "https://s.example")
        directive @d repeatable on FIELD
    """
    told = index(without(introspected(text), keys)).snapshot
    assert told.coverage.silent
    again = index(to_introspection.render(told)).snapshot
    assert again.coverage == told.coverage
    assert [replace(e, source=None) for e in again.elements] == [
        replace(e, source=None) for e in told.elements
    ]


def test_a_no_is_no_silence() -> None:
    """A result that denies what the other has says so, even if it never says yes."""
    text = "type Query { a(i: I): S }\ninput I { a: Int }\nscalar S\ndirective @d on FIELD"
    told = json.loads(introspected(text))
    assert index(json.dumps(told)).snapshot.coverage == index(text).snapshot.coverage


@pytest.mark.parametrize("rule", SDL_CASES)
@pytest.mark.parametrize("form", ["json", "sdl"])
def test_exports_give_the_findings_of_their_sources(rule: str, form: str) -> None:
    """Our own exports of a pair give what the pair itself gives; one side alone may be one."""
    old, new = texts(rule)
    expected = facts(compared(old, new, terms(rule)))
    first, second = (exported(text, form) for text in (old, new))
    assert facts(compared(first, second, terms(rule))) == expected
    assert facts(compared(first, new, terms(rule))) == expected
    assert facts(compared(old, second, terms(rule))) == expected


def exported(text: str, form: str) -> bytes:
    snapshot = index(text).snapshot
    return store.dumps(snapshot) if form == "json" else to_sdl.render(snapshot).encode()


@many
@given(schemas(), schemas())
def test_any_pair_gives_one_result_in_every_form(first: Snapshot, second: Snapshot) -> None:
    """SDL as graphql-core prints it and introspection agree on any pair; every fact is known."""
    (old_sdl, old_json), (new_sdl, new_json) = forms(first), forms(second)
    from_json = judged(compared(old_json, new_json).findings)
    assert judged(compared(old_sdl, new_sdl).findings) == from_json
    assert judged(compared(old_sdl, new_json).findings) == from_json
    old, new = index(old_json), index(new_json)
    found = changes(old, new).facts
    for fact in (*found, *promises(found, old, new, TERMS)):
        assert (fact.element, fact.aspect, fact.action) in POSSIBLE


def judged(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    """Findings without their places, which no two forms share."""
    return [(one.rule, one.coordinate, one.fingerprint) for one in findings]


def forms(snapshot: Snapshot) -> tuple[str, str]:
    """A schema as graphql-core prints it, and its introspection result."""
    answer = json.loads(to_introspection.render(snapshot))["data"]
    schema = build_client_schema(answer, assume_valid=True)
    return print_schema(schema), json.dumps(introspection_from_schema(schema))


@many
@given(schemas())
def test_a_schema_has_not_changed_since_itself(snapshot: Snapshot) -> None:
    """A snapshot against itself is empty, in one form or two."""
    for old in forms(snapshot):
        for new in forms(snapshot):
            assert compared(old, new).findings == ()
