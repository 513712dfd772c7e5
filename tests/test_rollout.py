"""How an element came to the regions and left them: only what snapshots prove."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemadoc import history
from schemadoc.cli.session import write_file
from schemadoc.compare.rollout import Rollout, State, rollout, timeline
from schemadoc.model import Coverage, Snapshot
from schemadoc.reports import rollout as words
from schemadoc.sources import read
from schemadoc.sources.facts import Options
from tests.test_cli import complaint, run


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def schema(*fields: str) -> Snapshot:
    """A complete schema; a field ending in `!` is deprecated, in `!DATE` with the day it was."""
    lines = []
    for field in ("id", *fields):
        name, mark, marked = field.partition("!")
        reason = f"Use 'id'. Marked as deprecated on {marked}." if marked else "Use 'id'."
        lines.append(f'  {name}: Int @deprecated(reason: "{reason}")' if mark else f"  {name}: Int")
    text = "type Query {\n" + "\n".join(lines) + "\n}\n"
    return read.read(text.encode(), "s.graphql", Options(region="r")).snapshot


def partial(*fields: str) -> Snapshot:
    """The same from a source that speaks for presence only."""
    return msgspec.structs.replace(schema(*fields), coverage=Coverage())


NOTHING = msgspec.structs.replace(schema(), coverage=Coverage(), elements=())
JAN, FEB, MAR = "2025-01-10", "2025-02-10", "2025-03-10"


def story(**regions: list[tuple[str, Snapshot] | Snapshot]) -> Rollout | None:
    """The story of `Query.x`; a snapshot without a day is today's."""
    lines: dict[str, tuple[State, ...]] = {}
    for name, states in regions.items():
        dated = [(day(one[0]), one[1]) for one in states if isinstance(one, tuple)]
        today = next((one for one in states if not isinstance(one, tuple)), None)
        lines[name] = timeline(dated, today)
    return rollout("Query.x", lines)


def events(*states: tuple[str, Snapshot] | Snapshot) -> list[tuple[str, ...]]:
    found = story(r=list(states))
    if found is None:
        return []
    return [
        (one.happened, *(str(date) for date in (one.date, one.after) if date))
        for one in found.regions["r"].events
    ]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param([(JAN, schema()), (FEB, schema("x"))], [("added", FEB, JAN)], id="came"),
        pytest.param([(JAN, schema("x"))], [("seen", JAN)], id="always there"),
        pytest.param([(JAN, schema()), (FEB, schema())], [], id="never there"),
        pytest.param([(JAN, NOTHING), (FEB, schema("x"))], [("seen", FEB)], id="nobody knew"),
        pytest.param([(JAN, partial()), (FEB, schema("x"))], [("seen", FEB)], id="not all shown"),
        pytest.param(
            [(JAN, schema()), (FEB, NOTHING), (MAR, schema("x"))],
            [("added", MAR, JAN)],
            id="came, a silent snapshot between",
        ),
        pytest.param(
            [(JAN, schema("x")), (FEB, schema())],
            [("seen", JAN), ("removed", FEB, JAN)],
            id="went",
        ),
        pytest.param([(JAN, schema("x")), (FEB, NOTHING)], [("seen", JAN)], id="lost from sight"),
        pytest.param([(JAN, schema("x")), (FEB, partial())], [("seen", JAN)], id="not shown"),
        pytest.param(
            [(JAN, schema("x")), (FEB, schema()), (MAR, schema("x"))],
            [("seen", JAN), ("removed", FEB, JAN), ("added", MAR, FEB)],
            id="came back",
        ),
        pytest.param([(JAN, schema()), schema("x")], [("added", JAN)], id="came, undated"),
        pytest.param(
            [(JAN, schema("x")), (FEB, schema("x!")), (MAR, schema("x"))],
            [("seen", JAN), ("deprecated", FEB, JAN), ("restored", MAR, FEB)],
            id="deprecated and taken back",
        ),
        pytest.param(
            [(JAN, schema("x!"))], [("seen", JAN), ("deprecated", JAN)], id="deprecated ever since"
        ),
        pytest.param(
            [(JAN, schema()), (FEB, schema("x!"))],
            [("added", FEB, JAN), ("deprecated", FEB, JAN)],
            id="deprecated when it came",
        ),
        pytest.param(
            [(JAN, schema("x")), (MAR, schema("x!2025-01-20"))],
            [("seen", JAN), ("deprecated", "2025-01-20")],
            id="says when it was deprecated",
        ),
    ],
)
def test_events_are_proved_by_snapshots(
    states: list[tuple[str, Snapshot] | Snapshot], expected: list[tuple[str, ...]]
) -> None:
    """Added and removed only between two snapshots that speak of it; the rest is `seen`."""
    assert events(*states) == expected


def said(**regions: list[tuple[str, Snapshot] | Snapshot]) -> list[str]:
    found = story(**regions)
    assert found is not None
    return words.sentences(found)


X, NO, OLD = schema("x"), schema(), schema("x!")


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        pytest.param(
            {
                "a": [(JAN, NO), (FEB, X)],
                "b": [(JAN, NO), (MAR, X)],
                **{name: [(JAN, NO), (MAR, NO)] for name in "cde"},
            },
            ["new in 2 of 5 regions since 2025-02-10"],
            id="new in some",
        ),
        pytest.param(
            {"a": [(JAN, X), (FEB, NO)], **{name: [(JAN, X), (FEB, X)] for name in "bcde"}},
            ["removed in 1, alive in 4"],
            id="removed in one",
        ),
        pytest.param(
            {"a": [(JAN, X), NO], "b": [X], "c": [NO], "d": [(JAN, X), NOTHING]},
            ["removed in 1, alive in 1, never there in 1, not known in 1"],
            id="removed, and what is not known",
        ),
        pytest.param(
            {"a": [(JAN, NO), X]}, ["new in 1 of 1 region after 2025-01-10"], id="undated"
        ),
        pytest.param({"a": [(JAN, NOTHING), X], "b": [(JAN, X), NOTHING]}, [], id="unproved"),
        pytest.param(
            {"a": [(JAN, X), (FEB, OLD)], "b": [(JAN, X), (FEB, X)], "c": [(FEB, X), (MAR, OLD)]},
            ["deprecated first in a on 2025-02-10"],
            id="deprecated first",
        ),
        pytest.param(
            {"a": [(JAN, schema("x!2024-05-05"))], "b": [(JAN, schema("x!2024-05-04"))]},
            ["deprecated first in b on 2024-05-04"],
            id="marked first",
        ),
        pytest.param(
            {"a": [(JAN, schema("x!2024-05-05"))], "b": [(JAN, schema("x!2024-05-05"))]},
            ["deprecated first in a and b on 2024-05-05"],
            id="marked on one day",
        ),
        pytest.param(
            {"a": [(JAN, X), (FEB, OLD)], "b": [(JAN, X), (FEB, OLD)]},
            ["deprecated first in a and b on 2025-02-10, as far as is known"],
            id="seen on one day",
        ),
        pytest.param(
            {"a": [(FEB, X), (MAR, OLD)], "b": [(JAN, OLD)]},
            ["deprecated first in b by 2025-01-10"],
            id="ever since",
        ),
        pytest.param(
            {"a": [(JAN, X), (FEB, OLD)], "b": [(JAN, X), (MAR, OLD)]},
            ["deprecated first in a on 2025-02-10, as far as is known"],
            id="the other may have been earlier",
        ),
        pytest.param(
            {"a": [(JAN, X), (FEB, OLD)], "b": [(JAN, NOTHING)]},
            ["deprecated first in a on 2025-02-10, as far as is known"],
            id="the other does not speak",
        ),
        pytest.param(
            {"a": [(JAN, OLD), (FEB, NO)], "b": [(JAN, X), (MAR, X)]},
            ["removed in 1, alive in 1", "deprecated first in a by 2025-01-10"],
            id="deprecated, then removed",
        ),
    ],
)
def test_regions_are_told_together(
    regions: dict[str, list[tuple[str, Snapshot] | Snapshot]], expected: list[str]
) -> None:
    """Counts are of regions that prove it; first is said of what no other region can precede."""
    assert said(**regions) == expected


def test_what_no_region_ever_had_has_no_story() -> None:
    """An unknown coordinate is None, not a story of absences."""
    assert story(a=[(JAN, NO), NO]) is None
    assert rollout("Query.x", {}) is None


def test_the_table_is_in_the_order_of_the_days() -> None:
    """A day that a deprecation states may lie before the first snapshot; today comes last."""
    found = story(a=[(FEB, schema("x!2025-01-20")), NO], b=[(JAN, NO), (MAR, X)])
    assert found is not None
    assert words.table(found, 0) == [
        "a  2025-01-20  deprecated, as it says",
        "   2025-02-10  first seen",
        "   now         removed (last there on 2025-02-10)",
        "b  2025-03-10  added (not there on 2025-01-10)",
    ]


def test_a_date_that_goes_back_is_none() -> None:
    """Today's sources come last; a capture date before the newest snapshot's is not used."""
    early = msgspec.structs.replace(X, captured=day(JAN))
    found = story(a=[(FEB, NO), early])
    assert found is not None
    assert [event.date for event in found.regions["a"].events] == [None]
    assert found.new == ("a",)


CONFIG = "".join(
    f'[[region]]\nid = "{name}"\n[[region.source]]\npath = "{name}.graphql"\n' for name in "ab"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two regions: `a` got `x` and lost `gone`, `b` keeps `gone`, which is deprecated in `a`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemadoc.toml").write_text(CONFIG)
    past = {"a": [schema("gone"), schema("gone!")], "b": [schema("gone")]}
    for name, snapshots in past.items():
        kept = history.of(name, tmp_path)
        for date, one in zip((JAN, FEB), snapshots, strict=False):
            kept.store(msgspec.structs.replace(one, region=name), day(date), write_file)
    (tmp_path / "a.graphql").write_text("type Query {\n  id: Int\n  x: Int\n}\n")
    (tmp_path / "b.graphql").write_text("type Query {\n  id: Int\n  gone: Int\n}\n")
    return tmp_path


def shown(*args: str) -> Any:
    return json.loads(run("show", *args, "--format", "json").stdout)


@pytest.mark.usefixtures("project")
def test_show_tells_the_history() -> None:
    """A section for people and the key `history` for scripts, beside the keys there were."""
    text = run("show", "Query.gone").stdout
    assert text.startswith(
        "Query.gone  field\n"
        "  a absent, b present\n"
        "\n"
        "history\n"
        "  removed in 1, alive in 1\n"
        "  deprecated first in a on 2025-02-10\n"
        "  a  2025-01-10  first seen\n"
        "     2025-02-10  deprecated (not so on 2025-01-10)\n"
        "     now         removed (last there on 2025-02-10)\n"
        "  b  2025-01-10  first seen\n"
    )
    found = shown("Query.gone")
    assert list(found) == [
        *("coordinate", "element", "presence", "differences", "regions", "history")
    ]
    assert found["history"]["removed"] == ["a"]
    assert found["history"]["regions"]["a"]["events"][2] == {
        "happened": "removed", "date": None, "after": FEB, "marked": False,
    }  # fmt: skip


def test_what_every_region_lost_can_still_be_shown(project: Path) -> None:
    """An element that only snapshots know is shown with its history; an unknown one is not."""
    (project / "b.graphql").write_text("type Query { id: Int }")
    assert "  removed in 2, alive in 0\n" in run("show", "Query.gone").stdout
    assert shown("Query.gone")["presence"] == {"a": "absent", "b": "absent"}
    assert "no element 'Query.none'" in complaint("show", "Query.none")


def test_a_damaged_snapshot_is_left_out_and_named(project: Path) -> None:
    """What the other snapshots prove holds without it."""
    (project / "schemas/a/history/2025-02-10.json").write_text("{")
    result = run("show", "Query.gone")
    assert result.stderr.startswith("schemadoc: schemas/a/history/2025-02-10.json: no stored snap")
    assert result.stderr.endswith("; left out\n")
    assert "removed (last there on 2025-01-10)" in result.stdout


def test_without_snapshots_there_is_no_history(project: Path) -> None:
    """One day is no history, nor are files that no configuration names."""
    assert shown("Query.x", "--source", "a.graphql")["history"] is None
    for path in project.glob("schemas/*/history/*.json"):
        path.unlink()
    assert shown("Query.x")["history"] is None
    assert "history" not in run("show", "Query.x").stdout
