"""The table of rules: every rule has a pair of schemas on which it speaks, and none speaks idly."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.rules import RULE_BY_ID, RULES, SEVERITIES, TABLE, WAIVED
from schemadoc.compare.sunset import Terms
from schemadoc.compare.vocabulary import POSSIBLE
from schemadoc.model import Index
from schemadoc.reports.findings import folded, message
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file
from tests.inspector import CHANGES, WAIVERS

CASES = Path(__file__).parent / "cases"
TODAY = datetime.date(2025, 1, 1)


@cache
def side(rule: str, name: str) -> Index:
    """One file of a case."""
    path = next((CASES / rule).glob(f"{name}.*"))
    return Index(read_file(path, path.name, Options(region="lib")).snapshot)


def terms(rule: str) -> Terms:
    """The days of a case, where it names any."""
    path = CASES / rule / "case.toml"
    said = tomllib.loads(path.read_text("utf8")) if path.is_file() else {}
    return Terms(
        today=said.get("today", TODAY),
        min_notice=said.get("min-notice", 0),
        overdue_after=said.get("overdue-after", 0),
    )


def compared(rule: str, old: str = "old", new: str = "new") -> Diff:
    """What a case gives, or the same side held against itself."""
    return diff(side(rule, old), side(rule, new), terms(rule))


IDS = [rule.id for rule in TABLE]


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    """A folder for each rule, bearing its id; none is left behind."""
    assert sorted(path.name for path in CASES.iterdir()) == sorted(IDS)
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("rule", IDS)
def test_rule_speaks_on_its_case(rule: str) -> None:
    """A rule speaks on its own pair, with the severity of its row and a message that says it."""
    found = [one for one in compared(rule).findings if one.rule == rule]
    assert found
    for one in found:
        assert message(one)
        assert "None" not in message(one)
        if one.cause is None:
            assert one.severity == RULE_BY_ID[rule].severity


@pytest.mark.parametrize("rule", IDS)
def test_all_rules_over_each_case(rule: str, snapshot: SnapshotAssertion) -> None:
    """Of a pair nothing is found but what it was made to show."""
    lines = [
        f"{one.severity} {one.rule} {one.coordinate}: {message(one)}"
        + (" (with another)" if one.cause else "")
        for one in compared(rule).findings
    ]
    assert "\n".join(lines) == snapshot


@pytest.mark.parametrize("rule", IDS)
@pytest.mark.parametrize("name", ["old", "new"])
def test_a_side_against_itself_is_empty(rule: str, name: str) -> None:
    """What has not changed is no finding, whatever the day."""
    found = compared(rule, name, name)
    assert (found.findings, found.renames, found.unsaid) == ((), (), ())


@pytest.mark.parametrize("rule", IDS)
def test_folding_changes_no_total(rule: str) -> None:
    """The findings that stand alone and those below them add up to all, severity by severity."""
    found = compared(rule)
    alone, below = folded(found.findings)
    shown = [*alone, *(one for group in below.values() for one in group)]
    assert Counter(one.severity for one in shown) == Counter(one.severity for one in found.findings)
    ranks = {one.fingerprint: SEVERITIES.index(one.severity) for one in found.findings}
    for cause, group in below.items():
        assert all(ranks[cause] <= SEVERITIES.index(one.severity) for one in group)


def test_every_possible_fact_has_a_rule_or_a_waiver() -> None:
    """No change goes unjudged because nobody thought of it."""
    assert POSSIBLE - RULES.keys() - WAIVED.keys() == set()
    assert RULES.keys() - POSSIBLE == set()
    assert WAIVED.keys() <= POSSIBLE
    assert not WAIVED.keys() & RULES.keys()


@pytest.mark.parametrize("rule", TABLE, ids=IDS)
def test_rows_are_whole(rule: object) -> None:
    """Each row says why, and its message names only parts that a finding has."""
    assert rule in TABLE
    row = TABLE[TABLE.index(rule)]  # type: ignore[arg-type]  # a parameter of pytest has no type
    assert row.why.endswith((".", ")"))
    assert not row.says.endswith(".")
    parts = dict.fromkeys(("name", "kind", "key", "old", "new", "action"), "x")
    assert row.says.format(**parts)


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_breaking_is_what_graphql_inspector_calls_breaking(change: str) -> None:
    """Wherever both speak, we say breaking where it does, or a written waiver says why not."""
    known = CHANGES[change]
    for rule in known.rules:
        ours = RULE_BY_ID[rule].severity == "breaking"
        theirs = rule in known.breaking
        assert ours == theirs or (change, rule) in WAIVERS
