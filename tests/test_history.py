"""The dated snapshots of a region: what is stored, what is found again, what goes."""

from __future__ import annotations

import datetime
import re
import tempfile
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemadoc import history, store
from schemadoc.cli.session import write_file
from schemadoc.errors import InputError, OutputError, UsageError
from schemadoc.history import History
from schemadoc.model import Element, Example, Location, Roots, Snapshot, Source
from schemadoc.sources import read
from schemadoc.sources.facts import Options
from tests.conftest import facts_only
from tests.githelp import Repository


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def snapshot(*fields: str, line: int = 1, **more: object) -> Snapshot:
    """A region with these root fields, read from some line on."""
    names = ["Query", *(f"Query.{name}" for name in sorted(fields))]
    elements = tuple(
        Element(
            coordinate=name,
            element="field" if "." in name else "object",
            source=Location("schema.graphql", line + at),
        )
        for at, name in enumerate(names)
    )
    keys = {"region": "gb", "roots": Roots(query="Query"), "elements": elements, **more}
    return Snapshot(**keys)  # type: ignore[arg-type]


@pytest.fixture
def kept(tmp_path: Path) -> History:
    return history.of("gb", tmp_path, "kept/{region}/history")


def stored(kept: History, *pairs: tuple[str, Snapshot]) -> History:
    for date, one in pairs:
        kept.store(one, day(date), write_file)
    return kept


def said(outcome: history.Outcome) -> dict[str, str]:
    found = msgspec.to_builtins(outcome)
    return {key: value for key, value in found.items() if value and key not in ("region", "path")}


def test_a_day_finds_the_newest_snapshot_on_or_before_it(kept: History) -> None:
    """`at` never looks ahead; before the first there is nothing."""
    stored(kept, ("2025-01-10", snapshot("a")), ("2025-03-01", snapshot("a", "b")))
    table = {
        "2025-01-09": None,
        "2025-01-10": "2025-01-10",
        "2025-02-28": "2025-01-10",
        "2025-03-01": "2025-03-01",
        "2030-01-01": "2025-03-01",
    }
    found = {date: kept.at(day(date)) for date in table}
    assert {date: one and one.date.isoformat() for date, one in found.items()} == table
    latest = kept.latest()
    assert latest is not None
    assert facts_only(latest.snapshot) == facts_only(snapshot("a", "b"))
    assert kept.dates() == (day("2025-01-10"), day("2025-03-01"))
    assert [one.date for one in kept.all()] == list(kept.dates())


def test_no_folder_is_an_empty_history(kept: History) -> None:
    """Nothing stored is no error, and looking makes no folder."""
    assert (kept.dates(), kept.latest(), kept.at(day("2025-01-01")), kept.all()) == (
        *((), None, None),
        [],
    )
    assert not kept.folder.exists()


def altered(**keys: object) -> Snapshot:
    """The snapshot of `a` with other keys of that field."""
    one = snapshot("a")
    field = msgspec.structs.replace(one.elements[1], **keys)
    return msgspec.structs.replace(one, elements=(one.elements[0], field))


SOURCE = Source(path="new.graphql", kind="sdl", sha256="0" * 64)


@pytest.mark.parametrize(
    ("later", "action"),
    [
        pytest.param(snapshot("a"), "unchanged", id="the same"),
        pytest.param(snapshot("a", line=40), "unchanged", id="its lines moved"),
        pytest.param(snapshot("a", sources=(SOURCE,)), "unchanged", id="another file"),
        pytest.param(snapshot("a", captured=day("2025-02-01")), "unchanged", id="another date"),
        pytest.param(altered(example=Example(response="{}")), "unchanged", id="another sample"),
        pytest.param(altered(name_evidence="x"), "unchanged", id="another sentence of evidence"),
        pytest.param(altered(description="x"), "stored", id="another description"),
        pytest.param(altered(partial=True), "stored", id="less is shown"),
        pytest.param(snapshot("b"), "stored", id="another field"),
        pytest.param(snapshot("a", roots=Roots(query="RootQuery")), "stored", id="another root"),
    ],
)
def test_only_a_change_of_facts_is_stored(kept: History, later: Snapshot, action: str) -> None:
    """Where, when and in which file a fact was read is no reason to store it again."""
    stored(kept, ("2025-01-10", snapshot("a")))
    outcome = kept.store(later, day("2025-02-01"), write_file)
    assert outcome.action == action
    assert len(kept.dates()) == (1 if action == "unchanged" else 2)
    if action == "unchanged":
        assert outcome.since == day("2025-01-10")
        assert outcome.path == "kept/gb/history/2025-01-10.json"


def test_storing_says_what_it_did(kept: History) -> None:
    """Stored, unchanged since, replaced, and until when a snapshot in the middle is in force."""
    table: list[tuple[str, Snapshot, dict[str, str]]] = [
        ("2025-02-01", snapshot("a"), {"action": "stored"}),
        ("2025-02-01", snapshot("a"), {"action": "unchanged", "since": "2025-02-01"}),
        ("2025-02-01", snapshot("b"), {"action": "replaced"}),
        ("2025-04-01", snapshot("c"), {"action": "stored"}),
        ("2025-03-01", snapshot("d"), {"action": "stored", "until": "2025-04-01"}),
        ("2025-03-05", snapshot("d"), {"action": "unchanged", "since": "2025-03-01"}),
        ("2025-01-01", snapshot("e"), {"action": "stored"}),
        ("2025-03-01", snapshot("f"), {"action": "replaced", "until": "2025-04-01"}),
    ]
    for date, one, expected in table:
        assert said(kept.store(one, day(date), write_file)) == {"date": date, **expected}
    fields = [one.snapshot.elements[1].name for one in kept.all()]
    assert fields == ["e", "b", "f", "c"]


def test_the_same_facts_are_the_same_bytes(kept: History) -> None:
    """A stored file is canonical: one element a line, and no word of where elements stood."""
    stored(kept, ("2025-01-10", snapshot("a", line=7)))
    text = (kept.folder / "2025-01-10.json").read_bytes()
    assert text == store.dumps(history.storable(snapshot("a")))
    assert b'"line"' not in text
    assert text.count(b"\n") == 4


DAMAGE = {
    "cut": (b'{"schemadoc":1,"region":"gb","elements":[', "no stored snapshot: "),
    "empty": (b"", "no stored snapshot: "),
    "conflict": (b"<<<<<<< HEAD\n{}\n", "no stored snapshot: "),
    "newer": (b'{"schemadoc":2,"region":"gb"}', "a snapshot of format 2; expected format 1"),
    "foreign": (store.dumps(snapshot("a", region="fr")), "is a snapshot of region 'fr'"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_snapshot_is_named_and_never_overwritten(kept: History, what: str) -> None:
    """Neither storing nor looking nor pruning passes over a file that cannot be understood."""
    data, problem = DAMAGE[what]
    stored(kept, ("2025-01-10", snapshot("a")), ("2025-03-01", snapshot("b")))
    path = kept.folder / "2025-02-01.json"
    path.write_bytes(data)
    for act in (
        lambda: kept.at(day("2025-02-15")),
        lambda: kept.store(snapshot("c"), day("2025-02-01"), write_file),
        lambda: kept.store(snapshot("c"), day("2025-02-20"), write_file),
        lambda: kept.all(),
    ):
        with pytest.raises(InputError, match=re.escape(problem)) as caught:
            act()
        assert caught.value.path == "kept/gb/history/2025-02-01.json"
        assert caught.value.fix == "mend it, or move it away"
    assert [error.path for error in kept.damaged()] == ["kept/gb/history/2025-02-01.json"]
    assert [said(one) for one in kept.prune(1)] == [{"date": "2025-01-10", "action": "pruned"}]
    assert path.read_bytes() == data


def test_pruning_keeps_the_newest_and_all_that_is_no_snapshot(kept: History) -> None:
    """The newest N stay; other files are none of its business; nothing to do is nothing done."""
    dates = ("2025-01-10", "2025-02-10", "2025-03-10")
    stored(kept, *((date, snapshot(f"f{at}")) for at, date in enumerate(dates)))
    others = ("README.md", "2025-13-01.json", "2025-01-10.json.bak", "x2025-01-10.json", ".keep")
    for name in others:
        (kept.folder / name).write_text("mine")
    assert kept.foreign() == tuple(sorted(others[:-1]))
    with pytest.raises(UsageError, match="0 snapshots to keep; expected at least 1"):
        kept.prune(0)
    assert kept.prune(3) == []
    assert [one.date.isoformat() for one in kept.prune(2)] == ["2025-01-10"]
    assert [one.date.isoformat() for one in kept.prune(1)] == ["2025-02-10"]
    left = {path.name for path in kept.folder.iterdir()}
    assert left == {*others, "2025-03-10.json"}


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file where the folder should be ends in one error, and the file stays."""
    (tmp_path / "gb").write_text("mine")
    kept = history.of("gb", tmp_path, "{region}/history")
    with pytest.raises((OutputError, InputError), match="gb/history: cannot be"):
        kept.store(snapshot("a"), day("2025-01-10"), write_file)
    assert (tmp_path / "gb").read_text() == "mine"


def test_the_usual_folder_is_named_after_the_region(tmp_path: Path) -> None:
    """Without a configured path, snapshots lie in `schemas/<region>/history`."""
    assert history.of("gb", tmp_path).folder == tmp_path / "schemas/gb/history"


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.sampled_from("abc"), min_size=1, max_size=8))
def test_any_day_gives_what_was_last_said(said_on: dict[int, str]) -> None:
    """Stored in the order of the days, each day gives the facts of the last one, stored or not."""
    first = day("2025-01-01")
    with tempfile.TemporaryDirectory() as folder:
        kept = history.of("gb", Path(folder))
        for number in sorted(said_on):
            kept.store(snapshot(said_on[number]), first + timedelta(number), write_file)
        for number in range(32):
            found = kept.at(first + timedelta(number))
            before = [at for at in said_on if at <= number]
            expected = facts_only(snapshot(said_on[max(before)])) if before else None
            assert (found and facts_only(found.snapshot)) == expected
        values = [one.snapshot.elements[1].name for one in kept.all()]
        assert all(one != other for one, other in pairwise(values))


REAL = {
    "gb": ("gb/2024-11-28.graphql", "gb/2025-02-10.graphql"),
    "it": ("it/2025-11-10.json", "it/2026-02-10.json"),
}


@pytest.mark.parametrize("region", REAL)
def test_real_schemas_are_stored_small(shared: Path, tmp_path: Path, region: str) -> None:
    """A full schema is stored in seconds, and git keeps its second date for a tenth of the first.

    `git diff` of the two shows the lines of changed elements and no other.
    """
    kept = history.of(region, tmp_path)
    repository = Repository(tmp_path)
    packed, elements = [], []
    for name in REAL[region]:
        path = shared / "schemas" / name
        one = read.read_file(path, name, Options(region=region)).snapshot
        begun = time.perf_counter()
        kept.store(one, day(path.stem), write_file)
        assert time.perf_counter() - begun < 5
        file = kept.folder / f"{path.stem}.json"
        (tmp_path / "current.json").write_bytes(file.read_bytes())
        assert file.stat().st_size < 4 * 1024 * 1024
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message", "x")
        repository.git("gc", "--quiet", "--prune=now")
        packed.append(
            sum(pack.stat().st_size for pack in tmp_path.glob(".git/objects/pack/*.pack"))
        )
        elements.append({element.coordinate: element for element in history.storable(one).elements})
    old, new = elements
    changed = sum(old.get(key) != new.get(key) for key in old | new)
    moved = repository.git("diff", "--numstat", "HEAD~1", "--", "current.json").split()[:2]
    gone = sum(old.get(key) != new.get(key) for key in old)
    added = sum(old.get(key) != new.get(key) for key in new)
    # The head is a line too; a comma may go or come at the end.
    assert added <= int(moved[0]) <= added + 2, changed
    assert gone <= int(moved[1]) <= gone + 2, changed
    assert packed[1] - packed[0] < packed[0] / 2
