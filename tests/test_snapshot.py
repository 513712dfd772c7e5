"""`snapshot`: what a region says is stored by its date, from today's sources and from git."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemadoc.cli.git import revisions
from tests.githelp import Repository
from tests.test_cli import complaint, data, run

CONFIG = """
[[region]]
id = "gb"
[[region.source]]
path = "schema.graphql"
captured = 2025-03-01

[[region]]
id = "fr"
[[region.source]]
path = "fr.graphql"
"""
TODAY = ("--today", "2025-06-01")


def sdl(*fields: str) -> str:
    return "type Query {\n" + "".join(f"  {name}: Int\n" for name in fields) + "}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A folder with a configuration of two regions, as a repository without commits."""
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.write("schemadoc.toml", CONFIG)
    made.write("schema.graphql", sdl("a"))
    made.write("fr.graphql", sdl("b"))
    return made


def stored(region: str = "gb") -> dict[str, list[str]]:
    """The root fields of every stored snapshot."""
    found = {}
    for path in sorted(Path("schemas", region, "history").glob("*.json")):
        elements = [one["coordinate"] for one in json.loads(path.read_bytes())["elements"]]
        found[path.stem] = [one.removeprefix("Query.") for one in elements if "." in one]
    return found


def did(*args: str) -> list[tuple[str, str, str]]:
    outcomes = json.loads(run("--quiet", "snapshot", *args, *TODAY, "--format", "json").stdout)
    return [(one["region"], one["date"], one["action"]) for one in outcomes]


def from_git(path: str = "schema.graphql") -> list[tuple[str, str]]:
    return [found[1:] for found in did("--region", "gb", "--from-git", path)]


@pytest.mark.usefixtures("repository")
def test_the_day_is_the_one_asked_for_else_the_capture_else_today() -> None:
    """`--date` outweighs what the sources state; that nothing states a date is said."""
    result = run("snapshot", *TODAY)
    assert result.stdout == (
        "gb 2025-03-01: stored schemas/gb/history/2025-03-01.json\n"
        "fr 2025-06-01: stored schemas/fr/history/2025-06-01.json\n"
    )
    assert result.stderr == (
        "schemadoc: fr: no source says when it was captured; taking 2025-06-01\n"
    )
    assert did("--region", "fr", "--date", "2025-01-05") == [("fr", "2025-01-05", "stored")]
    assert stored("fr") == {"2025-01-05": ["b"], "2025-06-01": ["b"]}
    assert stored() == {"2025-03-01": ["a"]}


def test_nothing_is_stored_where_nothing_changed(repository: Repository) -> None:
    """A second run says since when nothing changed, and the folder is as it was."""
    assert did("--region", "gb", "--date", "2025-01-01") == [("gb", "2025-01-01", "stored")]
    repository.write("schema.graphql", "# moved\n\n" + sdl("a"))
    result = run("snapshot", "--region", "gb", "--date", "2025-02-02")
    assert result.stdout == "gb 2025-02-02: unchanged since 2025-01-01\n"
    repository.write("schema.graphql", sdl("a", "c"))
    assert did("--region", "gb", "--date", "2025-02-02") == [("gb", "2025-02-02", "stored")]
    repository.write("schema.graphql", sdl("d"))
    assert did("--region", "gb", "--date", "2025-01-15") == [("gb", "2025-01-15", "stored")]
    assert did("--region", "gb", "--date", "2025-02-02") == [("gb", "2025-02-02", "replaced")]
    assert stored() == {"2025-01-01": ["a"], "2025-01-15": ["d"], "2025-02-02": ["d"]}


@pytest.mark.usefixtures("repository")
def test_what_was_just_stored_differs_in_nothing() -> None:
    """A region held against its newest snapshot has no finding, whatever that leaves out."""
    run("--quiet", "snapshot")
    for region in ("gb", "fr"):
        found = data("diff", f"{region}@latest", region, "--format", "json")
        assert (found["findings"], found["renames"]) == ([], [])


@pytest.mark.usefixtures("repository")
def test_init_takes_no_snapshot_for_a_source() -> None:
    """What a region said in the past is no source of a new configuration."""
    run("--quiet", "snapshot")
    run("init", "--force")
    assert "history/" not in Path("schemadoc.toml").read_text().split("# [history]")[0]


def test_a_folder_of_the_configuration_is_used(repository: Repository) -> None:
    """`[history] path` says where, relative to the configuration and not to where one stands."""
    (repository.root / "sub").mkdir()
    repository.write("schemadoc.toml", CONFIG + '\n[history]\npath = "kept/{region}"\n')
    run("--config", "schemadoc.toml", "snapshot", "--region", "gb")
    assert [path.name for path in (repository.root / "kept/gb").iterdir()] == ["2025-03-01.json"]


def test_pruning_comes_after_storing(repository: Repository) -> None:
    """The newest N stay, the new one among them; everything done is one line."""
    for month in (1, 2, 3):
        repository.write("schema.graphql", sdl(f"f{month}"))
        run("snapshot", "--region", "gb", "--date", f"2025-0{month}-01")
    (repository.root / "schemas/gb/history/notes.txt").write_text("mine")
    repository.write("schema.graphql", sdl("last"))
    result = run("snapshot", "--region", "gb", "--date", "2025-04-01", "--prune", "--keep", "2")
    assert result.stdout == (
        "gb 2025-04-01: stored schemas/gb/history/2025-04-01.json\n"
        "gb 2025-01-01: pruned schemas/gb/history/2025-01-01.json\n"
        "gb 2025-02-01: pruned schemas/gb/history/2025-02-01.json\n"
    )
    assert result.stderr == (
        "schemadoc: schemas/gb/history/notes.txt: named like no snapshot, left alone\n"
    )
    assert list(stored()) == ["2025-03-01", "2025-04-01"]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("--prune",), "--prune and --keep N go together"),
        (("--keep", "3"), "--prune and --keep N go together"),
        (("--prune", "--keep", "0"), "invalid value for '--keep': 0 is not in the range x>=1"),
        (("--date", "2025-2-1"), "'2025-2-1' is no date; expected one like 2025-02-10"),
        (("--region", "gbb"), "no region 'gbb' in the configuration; the nearest is gb"),
        (("--from-git", "schema.graphql"), "--from-git wants one --region"),
        (
            ("--region", "gb", "--from-git", "schema.graphql", "--date", "2025-01-01"),
            "--from-git wants one --region, and takes the dates of the commits",
        ),
    ],
)
def test_options_that_do_not_fit_are_named(args: tuple[str, ...], problem: str) -> None:
    """Usage is checked before anything is written."""
    assert problem in complaint("snapshot", *args)
    assert not Path("schemas").exists()


def test_a_damaged_snapshot_stops_its_region_only(repository: Repository) -> None:
    """What was done is told, what was not is an error, and the damaged file is as it was."""
    damaged = repository.root / "schemas/gb/history/2025-01-01.json"
    repository.write("schemas/gb/history/2025-01-01.json", "<<<<<<<\n")
    result = run("snapshot", "--prune", "--keep", "1", *TODAY, code=3)
    assert result.stdout == "fr 2025-06-01: stored schemas/fr/history/2025-06-01.json\n"
    assert "schemas/gb/history/2025-01-01.json: no stored snapshot" in result.stderr
    assert damaged.read_text() == "<<<<<<<\n"


def test_revisions_are_stored_by_the_day_of_their_commit(repository: Repository) -> None:
    """Oldest first, the last commit of a day, the committer's day in UTC, only what changed."""
    for at, fields in (
        ("2025-01-01T10:00:00Z", ["a"]),
        ("2025-01-02T10:00:00Z", ["b"]),
        ("2025-01-02T11:00:00Z", ["c"]),
        ("2025-01-04T23:30:00-05:00", ["d"]),
    ):
        repository.write("schema.graphql", sdl(*fields))
        repository.commit(at, author="2024-12-24T00:00:00Z")
    repository.write("schema.graphql", "\n" + sdl("d"))
    repository.commit("2025-01-07T00:00:00Z")
    assert from_git() == [
        ("2025-01-01", "stored"),
        ("2025-01-02", "stored"),
        ("2025-01-05", "stored"),
        ("2025-01-07", "unchanged"),
    ]
    assert stored() == {"2025-01-01": ["a"], "2025-01-02": ["c"], "2025-01-05": ["d"]}
    assert {action for _, action in from_git()} == {"unchanged"}


def test_a_file_is_followed_through_its_names(repository: Repository) -> None:
    """A move into a folder and a new name are the same file, whatever the names are made of."""
    long = [f"field{at}" for at in range(20)]
    repository.write('odd näme "x".graphql', sdl(*long))
    repository.write("schema.graphql", None)
    repository.commit("2025-01-01T00:00:00Z")
    (repository.root / "deep/down").mkdir(parents=True)
    repository.git("mv", 'odd näme "x".graphql', "deep/down/é.graphql")
    repository.commit("2025-02-01T00:00:00Z")
    repository.git("mv", "deep/down/é.graphql", "schema.graphql")
    repository.write("schema.graphql", sdl(*long, "more"))
    repository.commit("2025-03-01T00:00:00Z")
    assert from_git() == [
        ("2025-01-01", "stored"),
        ("2025-02-01", "unchanged"),
        ("2025-03-01", "stored"),
    ]
    found = revisions(repository.root, "schema.graphql")
    names = ['odd näme "x".graphql', "deep/down/é.graphql", "schema.graphql"]
    assert [one.path for one in found] == names


def test_what_cannot_be_read_is_skipped_and_named(repository: Repository) -> None:
    """A broken revision, a deletion and a page that is none cost their day and nothing else."""
    repository.commit("2025-01-01T00:00:00Z")
    for at, text in (
        ("2025-01-02T00:00:00Z", "type Query {"),
        ("2025-01-03T00:00:00Z", None),
        ("2025-01-04T00:00:00Z", "%PDF-1.4"),
        ("2025-01-05T00:00:00Z", sdl("b")),
        ("2025-01-05T09:00:00Z", "type Query { {"),
    ):
        repository.write("schema.graphql", text)
        repository.commit(at)
    result = run("snapshot", "--region", "gb", "--from-git", "schema.graphql")
    assert stored() == {"2025-01-01": ["a"], "2025-01-05": ["b"]}
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for line, said in zip(
        lines,
        ("of 2025-01-02: ", "it deletes the file", "is a PDF", "of 2025-01-05: "),
        strict=True,
    ):
        assert line.startswith("schemadoc: skipped ")
        assert said in line
    assert result.stdout.splitlines()[0].startswith("gb 2025-01-01: stored ")


def test_a_merge_counts_on_its_day(repository: Repository) -> None:
    """What a branch tried before it was merged was never published."""
    repository.commit("2025-01-01T00:00:00Z")
    repository.git("checkout", "--quiet", "-b", "work")
    for day, field in (("02", "tried"), ("03", "b")):
        repository.write("schema.graphql", sdl("a", field))
        repository.commit(f"2025-01-{day}T00:00:00Z")
    repository.git("checkout", "--quiet", "main")
    repository.write("other.txt", "x")
    repository.commit("2025-01-04T00:00:00Z")
    repository.git("merge", "--quiet", "--no-ff", "-m", "x", "work", at="2025-01-05T00:00:00Z")
    assert from_git() == [("2025-01-01", "stored"), ("2025-01-05", "stored")]
    assert stored() == {"2025-01-01": ["a"], "2025-01-05": ["a", "b"]}


def test_a_new_name_is_followed_through_a_merge(repository: Repository) -> None:
    """The old name counts before the merge, the new one from its day on."""
    fields = [f"field{at}" for at in range(30)]
    repository.write("schema.graphql", None)
    repository.write("old.graphql", sdl(*fields))
    repository.commit("2025-01-01T00:00:00Z")
    repository.git("checkout", "--quiet", "-b", "work")
    repository.git("mv", "old.graphql", "schema.graphql")
    repository.write("schema.graphql", sdl(*fields, "more"))
    repository.commit("2025-01-02T00:00:00Z")
    repository.git("checkout", "--quiet", "main")
    repository.write("other.txt", "x")
    repository.commit("2025-01-03T00:00:00Z")
    repository.git("merge", "--quiet", "--no-ff", "-m", "x", "work", at="2025-01-04T00:00:00Z")
    assert from_git() == [("2025-01-01", "stored"), ("2025-01-04", "stored")]


def test_a_path_is_meant_from_here_else_from_the_configuration(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was deleted has a history too; so has one of another repository."""
    repository.write("sub/own.graphql", sdl("own"))
    repository.write("gone.graphql", sdl("gone"))
    repository.commit("2025-01-01T00:00:00Z")
    repository.write("gone.graphql", None)
    repository.commit("2025-01-02T00:00:00Z")
    (repository.root / "other").mkdir()
    other = Repository(repository.root / "other")
    other.write("far.graphql", sdl("far"))
    other.commit("2025-01-09T00:00:00Z")
    monkeypatch.chdir(repository.root / "sub")
    for path, date in (
        ("own.graphql", "2025-01-01"),
        ("../sub/own.graphql", "2025-01-01"),
        ("gone.graphql", "2025-01-01"),
        (str(other.root / "far.graphql"), "2025-01-09"),
    ):
        assert [found[0] for found in from_git(path)] == [date]


def test_a_file_that_git_does_not_know_is_one_line(repository: Repository) -> None:
    """No commit, no such file and nothing readable are inputs that cannot be read."""
    args = ("snapshot", "--region", "gb", "--from-git")
    assert "git: " in complaint(*args, "schema.graphql", code=3)
    repository.commit("2025-01-01T00:00:00Z")
    assert "none.graphql: no commit has this file" in complaint(*args, "none.graphql", code=3)
    repository.write("bad.graphql", "%PDF-")
    repository.commit("2025-01-01T00:00:00Z")
    said = run(*args, "bad.graphql", code=3).stderr.splitlines()
    assert said[-1].startswith("schemadoc: bad.graphql: no revision could be read")


def test_the_configuration_says_what_a_former_page_covers(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Error codes are found by the project's patterns in former states too."""
    repository.write("schemadoc.toml", CONFIG + "\n[errors]\npatterns = ['ZZ-[0-9]+']\n")
    repository.write("schema.graphql", 'type Query { "Raises ZZ-12." a: Int }')
    repository.commit("2025-01-01T00:00:00Z")
    monkeypatch.chdir(repository.root)
    from_git()
    found: Any = json.loads(Path("schemas/gb/history/2025-01-01.json").read_bytes())
    assert found["elements"][1]["errors_mentioned"] == ["ZZ-12"]
    [outcome] = data(
        "snapshot", "--region", "gb", "--from-git", "schema.graphql", "--format", "json"
    )
    assert outcome["revision"] == repository.git("rev-parse", "HEAD")
