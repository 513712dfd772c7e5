"""The cache at the edge: where it lies, which commands use it, how it is emptied."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from schemadoc.cli import caching
from schemadoc.sources import read
from tests.test_cli import SDL, TODAY, run

CONFIG = """
[[region]]
id = "north"
[[region.source]]
path = "schema.graphql"
"""
BUILD = ("build", "--out", "public", "--jobs", "1", *TODAY)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema, as the working directory."""
    (tmp_path / "schemadoc.toml").write_text(CONFIG)
    (tmp_path / "schema.graphql").write_text(SDL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def site(project: Path) -> dict[str, bytes]:
    """Every file of the site."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / "public").rglob("*")
        if path.is_file()
    }


def test_the_folder_is_named_or_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SCHEMADOC_CACHE names it; empty there is none; else it lies where users' caches do."""
    monkeypatch.setenv("SCHEMADOC_CACHE", str(tmp_path))
    assert caching.found().folder == tmp_path
    monkeypatch.setenv("SCHEMADOC_CACHE", "")
    assert caching.found().folder is None
    assert caching.reader(tmp_path) is read.read
    monkeypatch.delenv("SCHEMADOC_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert caching.found().folder == platformdirs.user_cache_path("schemadoc")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: Path("~") / name)
    assert caching.found().folder is None


def test_the_stamp_is_of_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as long as nothing of the program changes, whatever is installed beside it."""
    first = caching.stamp.__wrapped__()
    assert caching.stamp.__wrapped__() == first == caching.stamp()
    monkeypatch.setattr(caching, "__version__", "0")
    assert caching.stamp.__wrapped__() != first
    monkeypatch.setattr(caching, "_LIBRARIES", ("not_there",))
    assert caching.stamp.__wrapped__() != first


@pytest.mark.parametrize("between", ["nothing", "a change", "damage"])
def test_a_site_is_the_same_with_and_without_a_cache(
    between: str, project: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build that remembers writes what a build writes that does not."""
    run(*BUILD)
    assert list(cache_folder.iterdir())
    if between == "a change":
        (project / "schema.graphql").write_text(SDL.replace("author: String", "author: ID"))
    elif between == "damage":
        for path in cache_folder.iterdir():
            path.write_bytes(path.read_bytes()[:100])
    run(*BUILD)
    remembered = site(project)
    monkeypatch.setenv("SCHEMADOC_CACHE", "")
    run(*BUILD)
    assert site(project) == remembered


@pytest.mark.usefixtures("project")
def test_verbose_says_the_same_of_what_is_remembered() -> None:
    """How many elements a source has is said of every build, in how many milliseconds."""
    for _ in range(2):
        said = run("--verbose", *BUILD).stderr
        assert "schemadoc: read schema.graphql: 15 elements in " in said


@pytest.mark.usefixtures("project")
def test_other_commands_keep_nothing(cache_folder: Path) -> None:
    """Only the site is made again and again."""
    run("regions", *TODAY)
    run("show", "Book", *TODAY)
    assert not list(cache_folder.iterdir())


@pytest.mark.usefixtures("project")
def test_clear_says_what_went(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much and from where, on stderr; nothing to clear is no error."""
    run(*BUILD)
    count = len(list(cache_folder.iterdir()))
    result = run("cache", "clear")
    assert result.stdout == ""
    assert result.stderr.startswith(f"schemadoc: removed {count} entr")
    assert result.stderr.endswith(f", from {cache_folder.as_posix()}\n")
    assert not list(cache_folder.iterdir())
    assert "removed 0 entries, 0.0 MB" in run("cache", "clear").stderr
    cache_folder.rmdir()
    assert "removed 0 entries" in run("cache", "clear").stderr
    assert run("--quiet", "cache", "clear").stderr == ""
    monkeypatch.setenv("SCHEMADOC_CACHE", "")
    assert run("cache", "clear").stderr == "schemadoc: there is no cache\n"


@pytest.mark.parametrize("args", [("cache",), ("cache", "empty")])
def test_the_group_alone_is_wrong_usage(args: tuple[str, ...]) -> None:
    """One line that says what to do, and exit 2."""
    said = run(*args, code=2).stderr
    assert said.count("\n") == 1
    assert "see schemadoc cache --help" in said
