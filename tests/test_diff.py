"""Two snapshots of one region compared: what is proved, what is not, and how it is told."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from click.testing import CliRunner, Result

from schemadoc.cli import cli
from schemadoc.compare.changes import changes
from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.rules import SEVERITIES, Override
from schemadoc.compare.sunset import Terms
from schemadoc.export import sdl as sdl_export
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    Element,
    Index,
    KindCoverage,
    RootCoverage,
    Snapshot,
    sort_elements,
)
from schemadoc.reports import changes as reports
from schemadoc.reports.findings import document, folded
from schemadoc.reports.terminal import WIDTH, Style
from schemadoc.sources import sdl
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file
from schemadoc.typerefs import Known

CASES = Path(__file__).parent / "cases"
DAY = datetime.date(2025, 1, 1)
TERMS = Terms(today=DAY, min_notice=0)
ONLY_MUTATIONS = Coverage(roots=RootCoverage(mutation=True), errors=True)
NO_DEPRECATED_INPUTS = Coverage(
    complete=True,
    roots=COMPLETE.roots,
    kinds=COMPLETE.kinds,
    deprecated_inputs=False,
)


def index(*elements: Element, coverage: Coverage = COMPLETE, on: str | None = None) -> Index:
    captured = datetime.date.fromisoformat(on) if on else None
    return Index(
        Snapshot(
            region="lib",
            captured=captured,
            coverage=coverage,
            elements=sort_elements(elements),
        )
    )


def element(coordinate: str, kind: str = "field", /, **keys: Any) -> Element:
    return Element(coordinate=coordinate, element=kind, **keys)  # type: ignore[arg-type]  # a table of kinds


def schema(text: str) -> Index:
    return Index(sdl.read(text.encode(), "schema.graphql", Options(region="lib")).snapshot)


def found(old: Index, new: Index, **more: Any) -> list[tuple[str, str]]:
    """The rules that speak and of what."""
    judged = diff(old, new, more.pop("terms", TERMS), **more)
    return [(one.rule, one.coordinate) for one in judged.findings]


MUTATION = element("Mutation", "object", partial=False)
GO = element("Mutation.go", type="Int", errors=())
QUERY = element("Query.ask", type="Int")
INPUT = element("In", "input_object")


# What is proved


def test_absence_needs_a_source_that_speaks_for_the_place() -> None:
    """A page of mutations proves that a mutation is gone, and of a query proves nothing."""
    old = index(MUTATION, GO, element("Query", "object"), QUERY)
    new = index(MUTATION, coverage=ONLY_MUTATIONS)
    result = diff(old, new, TERMS)
    rules = [(one.rule, one.coordinate) for one in result.findings if one.cause is None]
    assert rules == [("field-removed", "Mutation.go")]
    told = {(one.side, one.aspect): (one.elements, one.example) for one in result.unsaid}
    assert told["new", "presence"] == (2, "Query")


def test_a_partial_old_side_makes_nothing_new() -> None:
    """What a complete schema has and a page could not show was not added."""
    old = index(MUTATION, GO, coverage=ONLY_MUTATIONS)
    new = index(MUTATION, GO, element("Query", "object"), QUERY, element("T", "object"))
    assert found(old, new) == []


@pytest.mark.parametrize("kind", ["argument", "input_field"])
def test_inputs_hidden_by_introspection(kind: str) -> None:
    """Where deprecated inputs were not asked for, none is called removed or added.

    One that is required now was not so before: nothing that is deprecated is ever required.
    """
    owner = QUERY if kind == "argument" else INPUT
    place = "Query.ask({}:)" if kind == "argument" else "In.{}"
    around = [element("Query", "object"), owner]
    old = index(*around, element(place.format("gone"), kind, type="Int"))
    new = index(
        *around,
        element(place.format("may"), kind, type="Int"),
        element(place.format("must"), kind, type="Int!"),
    )
    hidden_old = index(*old.snapshot.elements, coverage=NO_DEPRECATED_INPUTS)
    hidden_new = index(*new.snapshot.elements, coverage=NO_DEPRECATED_INPUTS)
    dashed = kind.replace("_", "-")
    must = (f"{dashed}-added-required", place.format("must"))
    assert found(hidden_old, hidden_new) == [must]
    assert (f"{dashed}-removed", place.format("gone")) in found(old, new)


def test_names_without_proof_come_and_go_unseen() -> None:
    """A placeholder, or a name that is only likely, is never added or removed."""
    placeholder = element("Unnamed_1", "object", name_from="placeholder")
    likely = element(
        "Guess", "object", name_from="inferred", name_confidence="likely", name_evidence="x"
    )
    member = element("Guess.id", type="ID")
    kinds = Coverage(kinds=KindCoverage(object=True))
    there = index(placeholder, likely, member, coverage=kinds)
    empty = index(coverage=kinds)
    assert found(there, empty) == []
    assert found(empty, there) == []
    # One of its types without a name may be the one looked for.
    assert found(index(element("Sure", "object"), coverage=kinds), there) == []


def test_partly_known_types_change_only_against_evidence() -> None:
    """A type known in part differs from an exact one only where they exclude each other."""
    known = element("Query.ask", type_known=Known(list=True))
    for text, expected in (("[Int]", []), ("Int", [("field-type-changed", "Query.ask")])):
        exact = element("Query.ask", type=text)
        assert found(index(known), index(exact)) == expected


def test_what_comes_with_a_new_type_is_as_safe_as_it() -> None:
    """Nobody can leave out a required argument of a field that nobody calls yet."""
    old = schema("type Query { a: Int }")
    new = schema("type Query { a: Int b(of: ID!): E } enum E { X } input I { a: Int! }")
    result = diff(old, new, TERMS)
    assert result.summary() == {"breaking": 0, "dangerous": 0, "safe": 6, "approved": 0}


def test_the_first_sentence_on_authorization_is_a_change() -> None:
    """Two complete schemas, of which one alone asks for the header: where it does is told."""
    root, field = element("Query", "object"), element("Query.a", type="Int")
    asking = msgspec.structs.replace(field, requires_authorization=True)
    without, with_it = index(root, field), index(root, asking)
    assert found(without, with_it) == [("authorization-required", "Query.a")]
    assert found(with_it, without) == [("authorization-dropped", "Query.a")]
    page = index(root, field, coverage=ONLY_MUTATIONS)
    assert found(with_it, page) == []


ROOTS = [
    ("query: Query mutation: Mutation", "query: Query", "root-type-removed"),
    ("query: Query mutation: M", "query: Query", "root-type-removed"),
    ("query: Query", "query: Query subscription: M", "root-type-added"),
    ("query: Query", "query: Query mutation: Mutation", "root-type-added"),
]


@pytest.mark.parametrize(("old", "new", "rule"), ROOTS)
def test_a_type_that_is_a_root_on_one_side_only_stays_itself(old: str, new: str, rule: str) -> None:
    """A root that is dropped, or set, is one finding; its type neither went nor came."""
    name = "Mutation" if "Mutation" in old + new else "M"
    types = f"type Query {{ a: Int m: {name} }} type {name} {{ x: Int }}"
    texts = (f"schema {{ {roots} }} {types}" for roots in (old, new))
    sides = [
        Index(sdl.read(text.encode(), "x.graphql", Options(region="gb")).snapshot) for text in texts
    ]
    assert [one.rule for one in diff(*sides, Terms(today=DAY)).findings] == [rule]


def test_a_region_that_moves_is_one_entry() -> None:
    """All operations at another endpoint fold under the first; another move is another entry."""
    ends = {"a": "https://x.example/1", "b": "https://x.example/1", "c": "https://y.example/"}
    old = index(*(element(f"Query.{name}", endpoint=url) for name, url in ends.items()))
    new = index(*(element(f"Query.{name}", endpoint="https://z.example/") for name in ends))
    alone, below = folded(diff(old, new, TERMS).findings)
    assert [one.coordinate for one in alone] == ["Query.a", "Query.c"]
    assert [one.coordinate for group in below.values() for one in group] == ["Query.b"]


# Sunset


DATED = Deprecation(reason="x", remove_on=datetime.date(2025, 3, 1), origin="directive")
MARKED = Deprecation(
    reason="x",
    marked_on=datetime.date(2024, 11, 1),
    remove_on=datetime.date(2025, 3, 1),
    origin="directive",
)
LAST = Deprecation(reason="x", remove_on=datetime.date.max, origin="directive")
ALIVE = Deprecation(origin="directive")  # stands for a field that is not deprecated
EARLY, LATE, SHORT = "removed-before-date", "removal-overdue", "notice-too-short"
JUNE = "2024-06-01"


class Promise(NamedTuple):
    """What the field was and is (None: not there), on which days, and the rule that speaks."""

    what: str
    was: Deprecation | None
    now: Deprecation | None
    then: str | None
    today: str
    expected: tuple[str, ...] = ()
    notice: int = 0
    after: int = 0


PROMISES = (
    Promise("gone on its day", DATED, None, None, "2025-03-01"),
    Promise("gone a day early", DATED, None, None, "2025-02-28", (EARLY,)),
    Promise("its last day", DATED, DATED, JUNE, "2025-03-01"),
    Promise("the day after", DATED, DATED, JUNE, "2025-03-02", (LATE,)),
    Promise("overdue on the old day already", DATED, DATED, "2025-03-02", "2025-04-01"),
    Promise("in grace", DATED, DATED, JUNE, "2025-03-11", after=10),
    Promise("out of grace", DATED, DATED, JUNE, "2025-03-12", (LATE,), after=10),
    Promise("in endless grace", DATED, DATED, JUNE, "2025-03-12", after=99_999_999),
    Promise("on the last day of all", LAST, LAST, JUNE, "2025-03-12", after=1),
    Promise("90 days of 90", ALIVE, DATED, None, "2024-12-01", notice=90),
    Promise("89 days of 90", ALIVE, DATED, None, "2024-12-02", (SHORT,), notice=90),
    Promise("counted from the mark", ALIVE, MARKED, None, "2025-01-01", notice=90),
    Promise("since the old day at best", ALIVE, DATED, "2024-11-01", "2025-02-01", notice=90),
)


def promised(state: Deprecation | None, on: str | None) -> Index:
    """A schema with, or without, the field on a day."""
    root = element("Query", "object")
    if state is None:
        return index(root, on=on)
    deprecation = None if state is ALIVE else state
    return index(root, element("Query.old", type="Int", deprecation=deprecation), on=on)


@pytest.mark.parametrize("row", PROMISES, ids=[row.what for row in PROMISES])
def test_dates_are_held_to_the_day(row: Promise) -> None:
    """Each promise of a date is judged to the day, by the snapshot's own date where it has one."""
    terms = Terms(today=DAY, min_notice=row.notice, overdue_after=row.after)
    rules = found(promised(row.was, row.then), promised(row.now, row.today), terms=terms)
    assert tuple(rule for rule, _ in rules if rule in (EARLY, LATE, SHORT)) == row.expected


def test_a_deprecation_between_the_two_days_counts() -> None:
    """What was marked after the old day and removed before the new one was deprecated."""
    alive = index(element("Query", "object"), element("Query.x", type="Int"), on="2025-01-01")
    marked = index(
        element("Query", "object"),
        element("Query.x", type="Int", deprecation=DATED),
        on="2025-02-01",
    )
    gone = index(element("Query", "object"), on="2025-03-01")
    rule = ("removed-without-deprecation", "Query.x")
    assert rule in found(alive, gone)
    assert rule not in found(alive, gone, between=[marked])


# Findings


def test_severities_follow_the_configuration() -> None:
    """A rule's severity can be set everywhere, in a region, or for coordinates."""
    old = schema("type Query { a: Int b: Int } type Mutation { c: Int }")
    new = schema("type Query { z: Int } type Mutation { y: Int }")
    override = Override(severity="safe", regions=("it",), coordinates=("Query.*",))
    for region, expected in ((None, 3), ("fr", 3), ("it", 1)):
        result = diff(old, new, TERMS, overrides={"field-removed": override}, region=region)
        breaking = [
            one
            for one in result.findings
            if one.rule == "field-removed" and one.severity == "breaking"
        ]
        assert len(breaking) == expected


def test_fingerprints_name_a_change() -> None:
    """Each finding has its own, the same in every run; another value is another change."""
    old = (CASES / "type-removed" / "old.graphql").read_text()
    first = [
        one.fingerprint
        for one in diff(schema(old), schema("type Query { x: Int }"), TERMS).findings
    ]
    again = [
        one.fingerprint
        for one in diff(schema(old), schema("type Query { x: Int }"), TERMS).findings
    ]
    assert first == again
    assert len(set(first)) == len(first)
    a = schema("type Query { x: Int }")
    to_id = diff(a, schema("type Query { x: ID }"), TERMS).findings[0]
    to_float = diff(a, schema("type Query { x: Float }"), TERMS).findings[0]
    assert to_id.rule == to_float.rule == "field-type-changed"
    assert to_id.fingerprint != to_float.fingerprint


def test_renames_are_notes() -> None:
    """A removed and an added element of one shape with near names are named; both stay findings."""
    old = schema("type Query { bookTitle(of: ID): String other: Int }")
    new = schema("type Query { bookTitles(of: ID): String another(of: Int): Int }")
    result = diff(old, new, TERMS)
    assert [(one.old, one.new) for one in result.renames] == [
        ("Query.bookTitle", "Query.bookTitles")
    ]
    assert ("field-removed", "Query.bookTitle") in [
        (one.rule, one.coordinate) for one in result.findings
    ]


def test_a_replacement_that_went_is_told_without_any_other_change() -> None:
    """A deprecation whose advice stayed is of no use once what it names is gone."""
    text = 'type Query { a: Int @deprecated(reason: "Use `b`.") b: Int c: Int }'
    rules = found(schema(text), schema(text.replace("b: Int ", "")))
    assert ("replacement-missing", "Query.a") in rules
    assert not any(rule.startswith("deprecation-") for rule, _ in rules)


def test_a_page_without_deprecations_speaks_of_none() -> None:
    """Where a page marks no operation as deprecated, none is called alive again, or deprecated new.

    A deprecation in running text says less than a directive: what it leaves out is no change.
    """
    marked = element("Mutation.go", type="Int", errors=(), deprecation=DATED)
    alive = element("Mutation.go", type="Int", errors=())
    page = index(MUTATION, alive, coverage=ONLY_MUTATIONS)
    for old, new in ((index(MUTATION, marked), page), (page, index(MUTATION, marked))):
        assert [rule for rule, _ in found(old, new) if "deprecat" in rule] == []
    prose = Deprecation(reason="Use x, please.", origin="prose")
    spoken = index(MUTATION, element("Mutation.go", type="Int", errors=(), deprecation=prose))
    assert found(index(MUTATION, marked, on="2025-01-01"), spoken) == []


# For people and for machines


HOSTILE = (
    'type Query { a: Int @deprecated(reason: "\\u001b[31m<img src=x onerror=alert(1)> `x` | *y*") }'
)


def test_text_is_safe_and_narrow() -> None:
    """Nothing of a source reaches a terminal's controls; lines are as wide as the terminal."""
    result = diff(schema("type Query { a: Int }"), schema(HOSTILE), TERMS)
    text = reports.text(result, Style())
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= WIDTH
    assert reports.text(result, Style(color=True)).count("\x1b[") >= 4


def test_markdown_is_escaped() -> None:
    """Nothing of a source is markup in a pull request."""
    result = diff(schema("type Query { a: Int }"), schema(HOSTILE), TERMS)
    text = reports.markdown(result, "a → b")
    assert "<img" not in text.replace("\\<img", "")
    assert "| *y*" not in text
    assert "<details><summary>1 safe change</summary>" in text


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


@pytest.mark.parametrize(
    ("case", "level", "code"),
    [
        ("field-removed", "breaking", 1),
        ("field-removed", "never", 0),
        ("enum-value-added", "breaking", 0),
        ("enum-value-added", "dangerous", 1),
        ("type-added", "dangerous", 0),
        ("type-added", "safe", 1),
    ],
)
def test_exit_codes(case: str, level: str, code: int) -> None:
    """1 where a finding is at least as severe as asked, else 0, in every format."""
    sides = [str(CASES / case / f"{name}.graphql") for name in ("old", "new")]
    for form in ("text", "json", "markdown"):
        assert run("diff", *sides, "--fail-on", level, "--format", form).exit_code == code


def test_json_lists_every_finding(tmp_path: Path) -> None:
    """The JSON has each finding with the keys of the contract, and counts that add up."""
    sides = [str(CASES / "type-removed" / f"{name}.graphql") for name in ("old", "new")]
    out = tmp_path / "diff.json"
    assert run("diff", *sides, "--format", "json", "--output", str(out)).exit_code == 1
    said = json.loads(out.read_text("utf8"))
    assert list(said)[:4] == ["schemadoc", "findings", "operations", "summary"]
    keys = "rule severity coordinate region message old new date fingerprint cause approved source"
    assert all(list(one) == keys.split() for one in said["findings"])
    counts = Counter(one["severity"] for one in said["findings"])
    assert said["summary"] == {s: counts[s] for s in SEVERITIES} | {"approved": 0}
    causes = {one["cause"] for one in said["findings"]} - {None}
    assert causes <= {one["fingerprint"] for one in said["findings"]}
    assert said["findings"][0]["source"] == {"path": sides[0], "line": 9, "column": 6}


def test_rules_of_a_configuration_judge_files_too(tmp_path: Path) -> None:
    """The severities of the configuration nearest to the working directory hold for `diff`."""
    config = tmp_path / "schemadoc.toml"
    config.write_text(
        "[rules]\n"
        'field-removed = "safe"\nremoved-without-deprecation = "safe"\nargument-removed = "safe"\n'
    )
    sides = [str(CASES / "field-removed" / f"{name}.graphql") for name in ("old", "new")]
    assert run("diff", *sides).exit_code == 1
    assert run("--config", str(config), "diff", *sides).exit_code == 0
    config.write_text('[rules]\nfield-remove = "safe"\n')
    wrong = run("--config", str(config), "diff", *sides)
    assert wrong.exit_code == 2
    assert "schemadoc.toml:2: rules.field-remove" in wrong.stderr
    assert "field-removed" in wrong.stderr


def test_the_configured_level_holds_where_no_option_says_otherwise(tmp_path: Path) -> None:
    """`fail-on` of [check] decides the exit code; `--fail-on` outweighs it."""
    config = tmp_path / "schemadoc.toml"
    config.write_text('[check]\nfail-on = "never"\n')
    sides = [str(CASES / "field-removed" / f"{name}.graphql") for name in ("old", "new")]
    assert run("--config", str(config), "diff", *sides).exit_code == 0
    assert run("--config", str(config), "diff", *sides, "--fail-on", "breaking").exit_code == 1


def test_an_input_past_its_date_from_its_first_day_is_overdue() -> None:
    """What is added deprecated, its removal date past already, is no milder a case."""
    came = element("Query.old", type="Int", deprecation=DATED)
    old, new = index(element("Query", "object")), index(element("Query", "object"), came)
    terms = Terms(today=datetime.date(2025, 3, 2))
    assert ("removal-overdue", "Query.old") in found(old, new, terms=terms)


def test_unreadable_sides_are_named_together() -> None:
    """A load failure is no finding: exit 3, each side in a line of its own."""
    result = run("diff", "no-such.graphql", "nor-this.graphql", "--fail-on", "never")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.count("there is no such file") == 2


def test_explain() -> None:
    """Each rule is explained with what silences it; an unknown one names the nearest."""
    said = run("explain", "field-removed")
    assert said.exit_code == 0
    assert '"field-removed" = "safe"' in said.stdout
    assert max(map(len, said.stdout.splitlines())) <= WIDTH
    assert run("explain", "field-remove").exit_code == 2
    listed = json.loads(run("explain", "--format", "json").stdout)
    assert {one["rule"] for one in listed} == {path.name for path in CASES.iterdir()}


# Real schemas


def real(path: Path) -> Index:
    return Index(read_file(path, path.name, Options(region="x")).snapshot)


def test_github(shared: Path) -> None:
    """The figures of a large public schema: what broke, and every deprecation with its date."""
    folder = shared / "schemas" / "github"
    old, new = real(folder / "2024-01-15.graphql"), real(folder / "2025-02-27.graphql")
    result = diff(old, new, Terms(today=datetime.date(2025, 2, 27)))
    rules = Counter(one.rule for one in result.findings)
    alone = [one for one in result.findings if one.cause is None and one.severity == "breaking"]
    assert len(alone) == 11
    assert rules["deprecation-added"] == 103
    assert rules["union-member-added"] == 16
    dated = [one for one in result.findings if one.rule == "deprecation-added" and one.date]
    assert len(dated) == 103
    assert result.unsaid == ()


PAIRS = [
    ("gb/2024-11-28.graphql", "gb/2025-02-10.graphql"),
    ("it/2025-11-10.json", "it/2026-02-10.json"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=["gb", "it"])
def test_real_pairs_from_two_forms(shared: Path, pair: tuple[str, str]) -> None:
    """A real pair gives the very same findings from its files and from our SDL of them."""
    old, new = (real(shared / "schemas" / name) for name in pair)
    written = [schema(sdl_export.render(side.snapshot)) for side in (old, new)]
    first, second = diff(old, new, TERMS), diff(written[0], written[1], TERMS)
    ids = [sorted((one.fingerprint, one.severity) for one in r.findings) for r in (first, second)]
    assert ids[0] == ids[1]
    assert first.summary() == second.summary()
    shown, below = folded(first.findings)
    assert len(shown) + sum(map(len, below.values())) == len(first.findings)
    assert changes(old, old) == ((), ())


def test_document_is_whole(shared: Path) -> None:
    """What the other side may have is counted and explained."""
    old, new = (real(shared / "schemas" / name) for name in PAIRS[1])
    said: Diff = diff(old, new, TERMS)
    coverage = document(said)["coverage"]
    assert [(one["side"], one["aspect"], one["elements"]) for one in coverage] == [
        ("new", "presence", 15),
        ("old", "presence", 49),
    ]
    assert all("deprecated arguments and input fields" in one["why"] for one in coverage)
