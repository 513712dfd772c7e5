"""`schemadoc.toml`: what is read from it, and how everything wrong with it is reported."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from schemadoc import config
from schemadoc.compare.rules import Override
from schemadoc.config import (
    CheckConfig,
    Config,
    RegionConfig,
    SiteConfig,
    SourceConfig,
)
from schemadoc.errors import ConfigError, SchemadocError

FULL = """
[project]
title = "All of it"

[[region]]
id = "gb"
title = "Great Britain"
docs = "https://docs.example.org/gb"
endpoint = "https://api.example.org/gb/"
headers = { Authorization = "${GB_TOKEN}" }

[[region.source]]
path = "schemas/gb/mutations.txt"
captured = 2025-02-10
kind = "page"
covers = ["Mutation", "object"]

[[region.source]]
path = "schemas/gb/parts/*.graphql"

[[region]]
id = "it-2"

[[region.source]]
url = "https://docs.example.org/it"

[[region.source]]
git = "v1:schemas/it.json"

[errors]
patterns = ["X-[0-9]+"]

[history]
path = "schemas/{region}/history"

[site]
templates = "theme"
content = "guides"
style = "theme.css"

[check]
operations = ["src/**/*.graphql"]
handlers = ["src/**/*.py"]
baseline = 2025-01-01
fail-on = "never"
due-within = 30
min-notice = 60
max-source-age = 0

[rules]
"field-removed" = "dangerous"
"type-removed" = { severity = "safe", regions = ["it-2"], coordinates = ["Query.*"] }
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "schemadoc.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_of_the_contract_is_read(tmp_path: Path) -> None:
    """All tables and keys are typed; a glob becomes one source a file, sorted."""
    parts = tmp_path / "schemas/gb/parts"
    parts.mkdir(parents=True)
    for name in ("b.graphql", "a.graphql", "c.txt"):
        (parts / name).write_text("")
    assert config.load(write(tmp_path, FULL), "my.toml") == Config(
        root=tmp_path.resolve(),
        shown="my.toml",
        title="All of it",
        regions=(
            RegionConfig(
                id="gb",
                title="Great Britain",
                docs="https://docs.example.org/gb",
                endpoint="https://api.example.org/gb/",
                headers={"Authorization": "${GB_TOKEN}"},
                sources=(
                    SourceConfig(
                        path="schemas/gb/mutations.txt",
                        captured=datetime.date(2025, 2, 10),
                        kind="page",
                        covers=("Mutation", "object"),
                    ),
                    SourceConfig(path="schemas/gb/parts/a.graphql"),
                    SourceConfig(path="schemas/gb/parts/b.graphql"),
                ),
            ),
            RegionConfig(
                id="it-2",
                title="it-2",
                sources=(
                    SourceConfig(url="https://docs.example.org/it"),
                    SourceConfig(git="v1:schemas/it.json"),
                ),
            ),
        ),
        error_patterns=("X-[0-9]+",),
        history_path="schemas/{region}/history",
        site=SiteConfig(templates="theme", content="guides", style="theme.css"),
        check=CheckConfig(
            operations=("src/**/*.graphql",),
            handlers=("src/**/*.py",),
            baseline="2025-01-01",
            fail_on="never",
            due_within=30,
            min_notice=60,
            max_source_age=0,
        ),
        rules={
            "field-removed": Override(severity="dangerous"),
            "type-removed": Override(severity="safe", regions=("it-2",), coordinates=("Query.*",)),
        },
    )


@pytest.mark.parametrize(
    ("folder", "setting"),
    [("schemas/gb/history", ""), ("kept/gb", '[history]\npath = "./kept/{region}/"\n')],
)
def test_a_glob_leaves_stored_snapshots_out(tmp_path: Path, folder: str, setting: str) -> None:
    """What a region said in the past is no source of what it says today; its neighbours are."""
    (tmp_path / folder).mkdir(parents=True)
    for name in ("2025-01-10.json", "2025-99-10.json", "more.json"):
        (tmp_path / folder / name).write_text("")
    text = ONE + '[[region.source]]\npath = "**/*.json"\n' + setting
    [region] = config.load(write(tmp_path, text)).regions
    found = [source.path for source in region.sources]
    assert found == [f"{folder}/2025-99-10.json", f"{folder}/more.json"]


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing\r\n"])
def test_an_empty_file_is_a_configuration(tmp_path: Path, text: str) -> None:
    """Every table is optional; a byte order mark and Windows line ends do no harm."""
    expected = Config(root=tmp_path.resolve(), shown="my.toml")
    assert config.load(write(tmp_path, text), "my.toml") == expected


ONE = '[[region]]\nid = "a"\n'

WRONG = [
    (
        '[[region]]\nid = "a"\n[[region.source]]\npathh = "x"\npath = "x"\n',
        "4: region[0].source[0].pathh: unknown key; nearest known key is path",
    ),
    ("[projct]\n", "1: projct: unknown key; nearest known key is project"),
    (
        "[check]\ndue_within = 1\n",
        "2: check.due_within: unknown key; nearest known key is due-within",
    ),
    (
        ONE + "[region.headrs]\nA = 'x'\n",
        "3: region[0].headrs: unknown key; nearest known key is headers",
    ),
    ("title\n", "1: no TOML: expected '=' after a key in a key/value pair"),
    (
        '[[region]]\nid = "G B"\n',
        "2: region[0].id: found 'G B'; expected a slug of a-z, 0-9 and '-'",
    ),
    ('[[region]]\ntitle = "x"\n', "1: region[0].id: missing; expected a slug like 'gb'"),
    (
        '[region]\nid = "a"\n',
        "1: region: found a table; expected tables, each under a [[region]] of its own",
    ),
    (ONE + ONE, "4: region[1].id: 'a' is the id of region[0] too"),
    (
        ONE + 'endpoint = "x"\n',
        "3: region[0].endpoint: found 'x'; expected a URL that begins with https:// or http://",
    ),
    (ONE + "title = 7\n", "3: region[0].title: found 7; expected text"),
    (
        ONE + '[[region.source]]\nkind = "html"\npath = "x"\n',
        "4: region[0].source[0].kind: found 'html'; expected one of introspection, sdl, page",
    ),
    (
        ONE + '[[region.source]]\npath = "x"\ncaptured = "soon"\n',
        "5: region[0].source[0].captured: found 'soon'; expected a date like 2025-02-10",
    ),
    (
        ONE + '[[region.source]]\npath = "x"\ncaptured = 2025-01-01T00:00:00Z\n',
        "5: region[0].source[0].captured: found 2025-01-01 00:00:00+00:00; expected a date",
    ),
    (
        ONE + '[[region.source]]\npath = "x"\ncovers = ["Mutations"]\n',
        "5: region[0].source[0].covers: found 'Mutations'; expected one of Query, Mut",
    ),
    (
        ONE + "[[region.source]]\n",
        "3: region[0].source[0]: names no place; expected one of path, url and git",
    ),
    (
        ONE + '[[region.source]]\npath = "x"\nurl = "https://x.test"\n',
        "3: region[0].source[0]: names path and url; expected only one of path, url and git",
    ),
    (
        ONE + '[[region.source]]\npath = "no/*.txt"\n',
        "4: region[0].source[0].path: 'no/*.txt' matches no file in ",
    ),
    (
        '[history]\npath = "kept/history"\n',
        "2: history.path: found 'kept/history'; expected a folder such as 'schemas/{region}/hist",
    ),
    (
        '[history]\npath = "{Region}/{region}"\n',
        "2: history.path: found '{Region}/{region}'; expected a folder such as ",
    ),
    (
        '[errors]\npatterns = ["("]\n',
        "2: errors.patterns[0]: '(': missing ), unterminated subpattern",
    ),
    ('[errors]\npatterns = "x"\n', "2: errors.patterns: found 'x'; expected a list of texts"),
    (
        "[check]\ndue-within = -1\n",
        "2: check.due-within: found -1; expected a number of days, 0 or more",
    ),
    ("[check]\ndue-within = true\n", "2: check.due-within: found true; expected a number of days"),
    (
        '[check]\nfail-on = "all"\n',
        "2: check.fail-on: found 'all'; expected one of breaking, dangerous, safe, never",
    ),
    (
        '[check]\nbaseline = "x"\n',
        "2: check.baseline: found 'x'; expected a date, 'latest' or 'git:REV'",
    ),
    (
        '[rules]\n"type-added" = "bad"\n',
        "2: rules.type-added: found 'bad'; expected one of breaking, dangerous, safe",
    ),
    ("[rules]\ntype-added = { regions = [] }\n", "2: rules.type-added.severity: missing"),
    (
        '[rules]\nfield-remove = "safe"\n',
        "2: rules.field-remove: no rule has this id; the nearest is field-removed",
    ),
    ("project = 1\n", "1: project: found 1; expected a table [project]"),
]


@pytest.mark.parametrize(
    ("text", "message"), WRONG, ids=[row[1].partition(":")[0] for row in WRONG]
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """One line a problem: file, line, place, what was found, what was expected."""
    with pytest.raises(ConfigError) as caught:
        config.load(write(tmp_path, text), "my.toml")
    assert str(caught.value).startswith(f"my.toml:{message}")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_several_problems_are_reported_at_once(tmp_path: Path) -> None:
    """Mending one problem does not bring up the next."""
    text = (
        '[project]\ntitel = "x"\n[[region]]\nid = "A"\n[[region.source]]\nkind = "x"\npath = "y"\n'
    )
    with pytest.raises(SchemadocError) as caught:
        config.load(write(tmp_path, text), "my.toml")
    assert [line.split(" ")[0] for line in str(caught.value).split("\n")] == [
        "my.toml:2:",
        "my.toml:4:",
        "my.toml:6:",
    ]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"\xff\xfe", "is not UTF-8 text"), (b"a = " + b"[" * 100_000, "is nested too deeply")],
)
def test_a_file_that_is_no_toml(tmp_path: Path, data: bytes, problem: str) -> None:
    """Binary and hostile input is one clear error."""
    path = tmp_path / "schemadoc.toml"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=problem):
        config.load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing or unreadable file is an error of the configuration."""
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        config.load(tmp_path / "schemadoc.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)


def test_the_file_is_looked_for_upwards(tmp_path: Path) -> None:
    """The nearest file counts, in the folder itself or above."""
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    assert config.find(deep) is None or not config.find(deep).is_relative_to(tmp_path)  # type: ignore[union-attr]  # not None here
    outer = write(tmp_path, "")
    assert config.find(deep) == outer.resolve()
    inner = write(tmp_path / "a", "")
    assert config.find(deep) == inner.resolve()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("pathh", "path"),
        ("zzz", "path"),
        ("due_within", "due-within"),
        ("due-whithin", "due-within"),
    ],
)
def test_nearest_always_names_one(word: str, near: str) -> None:
    """Some known word is the nearest, however far; of no words none is."""
    assert config.nearest(word, ["path", "due-within"]) == near or word == "zzz"
    assert config.nearest(word, ["path", "due-within"]) is not None
    assert config.nearest(word, []) is None


def test_the_shipped_configuration_names_the_four_regions() -> None:
    """The project's own file is valid and names its regions in this order."""
    shipped = config.load(Path(__file__).resolve().parents[1] / "schemadoc.toml")
    assert [(region.id, region.title) for region in shipped.regions] == [
        ("gb", "Great Britain"),
        ("fr", "France"),
        ("it", "Italy"),
        ("resiflex-eu", "European devices (ResiFlex)"),
    ]
    assert all(source.path for region in shipped.regions for source in region.sources)
