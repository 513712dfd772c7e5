"""The command line: what it prints and where, what it writes, how it ends."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from schemadoc import __version__, store
from schemadoc.cli import cli
from schemadoc.cli.app import COMMANDS
from schemadoc.model import Element
from tests.processes import heeding

CONTRACT = {
    *("coordinate", "element", "type", "type_known", "name_from", "name_confidence"),
    *("name_evidence", "description", "default", "errors", "errors_mentioned", "deprecation"),
    *("complexity", "viewers", "permissions", "rate_limits", "endpoint"),
    *("requires_authorization", "interfaces", "members", "locations", "repeatable"),
    *("specified_by", "one_of", "example", "source"),
}
PAGES = Path(__file__).parent / "pages"
TODAY = ("--today", "2026-02-01")

CONFIG = """
[project]
title = "Library"

[[region]]
id = "north"
title = "The North"
[[region.source]]
path = "sources/spectaql.txt"
captured = 2026-01-22
[[region.source]]
path = "sources/objects.txt"

[[region]]
id = "south"
[[region.source]]
path = "sources/flat.txt"

[[region]]
id = "east"
[[region.source]]
path = "sources/schema.graphql"
"""

SDL = '''\
"""Codes LB-SH-7777 are raised."""
type Query {
  book(id: ID!): Book
  oldBook: Book @deprecated(reason: "Use 'book'. Removal on 2026-01-16 UTC.")
}

type Book {
  title: String!
  author: String
}

type Mutation {
  borrowBook(input: BorrowBookInput!, dryRun: Boolean): BorrowBook
}

type BorrowBook {
  title: String
}

input BorrowBookInput {
  id: ID!
}
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration of three regions, as the working directory."""
    (tmp_path / "schemadoc.toml").write_text(CONFIG)
    shutil.copytree(PAGES, tmp_path / "sources")
    (tmp_path / "sources/schema.graphql").write_text(SDL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, code: int = 0) -> Result:
    """Run a command in this process; its exit code is part of every promise."""
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == code, result.stderr
    assert "Traceback" not in result.stderr
    return result


def data(*args: str) -> Any:
    result = run(*args)
    assert result.stderr == ""
    return json.loads(result.stdout)


def complaint(*args: str, code: int = 2) -> str:
    """What a failing command says: one line, and nothing on stdout."""
    result = run(*args, code=code)
    assert result.stdout == ""
    assert result.stderr.startswith("schemadoc: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("schemadoc: ").strip()


def test_the_index_says_what_the_commands_say() -> None:
    """The overview names each command with the command's own help line, and imports none."""
    shown = run("--help").stdout
    for name, line in COMMANDS.items():
        command = importlib.import_module(f"schemadoc.cli.commands.{name}").command
        assert (command.name, command.get_short_help_str(200)) == (name, line)
        assert name in shown


def test_the_overview_loads_nothing_heavy() -> None:
    """`schemadoc --help` pays neither for graphql-core nor for the model."""
    script = (
        "import sys\nfrom schemadoc.cli import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'graphql', 'jinja2', 'msgspec', 'markdown_it', 'schemadoc.model'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_every_command_has_help_that_fits() -> None:
    """Each command explains itself within 80 columns."""
    for name in COMMANDS:
        lines = run(name, "--help").stdout.split("\n")
        assert max(len(line) for line in lines) <= 80, name


def test_version() -> None:
    """The version is the package's."""
    assert run("--version").stdout == f"schemadoc {__version__}\n"


JSON_COMMANDS = [
    ("regions", *TODAY),
    ("show", "Mutation.borrowBook", *TODAY),
    ("compare",),
    ("errors",),
    ("deprecations", *TODAY),
    ("diagnostics",),
]


@pytest.mark.parametrize("args", JSON_COMMANDS, ids=lambda args: args[0])
def test_text_and_json_and_output(project: Path, args: tuple[str, ...]) -> None:
    """Both formats print to stdout alone; --output writes the same and prints nothing."""
    text = run(*args)
    assert text.stderr == ""
    assert text.stdout.strip()
    assert "\x1b" not in text.stdout
    if args[0] != "diagnostics":
        assert max(len(line) for line in text.stdout.split("\n")) <= 80
    as_json = run(*args, "--format", "json")
    json.loads(as_json.stdout)
    written = run(*args, "--format", "json", "--output", "out.json")
    assert (written.stdout, written.stderr) == ("", "")
    assert (project / "out.json").read_text() == as_json.stdout


@pytest.mark.usefixtures("project")
def test_deprecations_as_the_contract_shapes_them() -> None:
    """Keys in order, dates as text, status on the day given."""
    found = data("deprecations", "--format", "json", "--region", "east", *TODAY)
    assert found == [
        {
            "region": "east",
            "coordinate": "Query.oldBook",
            "reason": "Use 'book'.",
            "marked_on": None,
            "remove_on": "2026-01-16",
            "url": None,
            "replacements": [
                {"name": "Query.book", "status": "present", "ready": {"east": "present"}}
            ],
            "status": "overdue",
            "days_left": -16,
        }
    ]


@pytest.mark.parametrize("regions", [(), ("--region", "east")])
def test_deprecations_to_subscribe_to_are_those_of_the_site(
    project: Path, regions: tuple[str, ...]
) -> None:
    """The command writes the very calendar and feed that lie in the site."""
    run("build", "--out", "public", "--jobs", "1", *TODAY)
    for form, ending in (("ics", "ics"), ("atom", "xml")):
        stem = regions[-1] if regions else "index"
        there = (project / "public" / "deprecations" / f"{stem}.{ending}").read_bytes()
        run("deprecations", "--format", form, "--output", "mine", *regions, *TODAY)
        assert (project / "mine").read_bytes() == there
        assert b"Query.oldBook" in there


@pytest.mark.usefixtures("project")
def test_a_calendar_of_files_is_named_after_their_region() -> None:
    """No configuration is asked for a name."""
    args = ("--source", "sources/schema.graphql", "--region", "mine", "--format", "ics")
    assert "NAME:API reference: Deprecations in mine" in run("deprecations", *args, *TODAY).stdout


@pytest.mark.parametrize(
    ("today", "due_within", "status"),
    [
        ("2026-01-16", "90", "due"),
        ("2026-01-15", "0", "scheduled"),
        ("2025-10-18", "90", "due"),
        ("2025-10-17", "90", "scheduled"),
    ],
)
@pytest.mark.usefixtures("project")
def test_due_within(today: str, due_within: str, status: str) -> None:
    """`--due-within` says what counts as due, and hides nothing."""
    args = ("--region", "east", "--today", today, "--due-within", due_within, "--format", "json")
    assert [entry["status"] for entry in data("deprecations", *args)] == [status]


@pytest.mark.usefixtures("project")
def test_errors_as_the_contract_shapes_them() -> None:
    """One code: messages with their regions, coordinates by region."""
    found = data(
        "errors", "LB-SH-1001", "--region", "south", "--region", "north", "--format", "json"
    )
    assert found == [
        {
            "code": "LB-SH-1001",
            "messages": [{"text": "Unauthorized.", "regions": ["south", "north"]}],
            "raised_by": {"south": ["Mutation.borrowBook"], "north": ["Mutation.borrowBook"]},
            "mentioned_by": {},
            "prefix": "LB-SH",
            "number": "1001",
            "names_region": None,
            "leaks_into": [],
            "drifts": False,
            "shares_number_with": [],
            "used_once": False,
        }
    ]
    everything = data("errors", "--format", "json")
    assert [entry["code"] for entry in everything] == sorted({e["code"] for e in everything})
    assert {"LB-SH-5450", "LB-SH-7777"} <= {entry["code"] for entry in everything}


@pytest.mark.usefixtures("project")
def test_compare_as_the_contract_shapes_it() -> None:
    """Presence in every region, differences with values, and a summary that adds up."""
    found = data("compare", "--format", "json")
    assert list(found) == ["regions", "rows", "summary"]
    assert found["regions"] == ["north", "south", "east"]
    rows = {row["coordinate"]: row for row in found["rows"]}
    assert list(rows) == sorted(rows)
    assert list(rows["Query.book"]) == ["coordinate", "element", "presence", "differences"]
    assert rows["Query.book"]["presence"] == {
        "north": "unknown",
        "south": "unknown",
        "east": "present",
    }
    errors = next(
        d for d in rows["Mutation.borrowBook"]["differences"] if d["aspect"] == "error_messages"
    )
    assert errors["values"] == {
        "north": {"LB-SH-2001": ["The book is out."]},
        "south": {"LB-SH-2001": ["One of bookId and isbn must be given."]},
    }
    for counts in found["summary"]["presence"].values():
        assert sum(counts.values()) == found["summary"]["rows"] == len(rows)


@pytest.mark.usefixtures("project")
def test_compare_holds_regions_against_something() -> None:
    """--reference names a region, which is compared even where --region leaves it out."""
    found = data("compare", "--reference", "south", "--region", "north", "--format", "json")
    assert (found["regions"], found["reference"]) == (["south", "north"], "south")
    assert "majority" not in found
    assert set(found["summary"]["odd"]) == {"south", "north"}
    most = data("compare", "--majority", "--format", "json")
    assert most["majority"] is True
    row = next(r for r in most["rows"] if r["coordinate"] == "Mutation.borrowBook")
    drift = next(d for d in row["differences"] if d["aspect"] == "error_messages")
    assert drift["tie"] is True


@pytest.mark.usefixtures("project")
def test_lists_for_spreadsheets_and_documents() -> None:
    """The catalogue and the calendar come as CSV and Markdown too, a line an entry."""
    codes = data("errors", "--format", "json")
    table = run("errors", "--format", "markdown").stdout.splitlines()
    assert len(table) == len(codes) + 2
    lines = list(csv.DictReader(io.StringIO(run("errors", "--format", "csv").stdout)))
    assert {line["code"] for line in lines} == {entry["code"] for entry in codes}
    assert len(lines) == sum(len({*e["raised_by"], *e["mentioned_by"]}) for e in codes)
    entries = data("deprecations", "--format", "json", *TODAY)
    for form in ("csv", "markdown"):
        found = run("deprecations", "--format", form, *TODAY).stdout.splitlines()
        assert len(found) - len(entries) == {"csv": 1, "markdown": 2}[form]
    first = next(csv.DictReader(io.StringIO(run("deprecations", "--format", "csv", *TODAY).stdout)))
    assert (first["status"], first["days left"], first["coordinate"]) == (
        "overdue",
        str(entries[0]["days_left"]),
        entries[0]["coordinate"],
    )


@pytest.mark.usefixtures("project")
def test_only_odd_codes() -> None:
    """--only leaves out codes about which nothing of that kind is odd."""
    everything = data("errors", "--format", "json")
    for oddity, key in (("drifting", "drifts"), ("once", "used_once")):
        found = data("errors", "--only", oddity, "--format", "json")
        assert found == [entry for entry in everything if entry[key]]
        assert found


@pytest.mark.usefixtures("project")
def test_compare_filters() -> None:
    """--kind, --match and --only-differences leave rows out."""
    args = ("--kind", "input_field", "--kind", "argument", "--match", "B*")
    kinds = {row["element"] for row in data("compare", *args, "--format", "json")["rows"]}
    assert kinds == {"argument", "input_field"}
    differing = data("compare", "--only-differences", "--format", "json")
    assert differing["summary"]["rows"] < differing["summary"]["compared"]
    assert all(
        row["differences"] or "absent" in row["presence"].values() for row in differing["rows"]
    )
    assert run("compare", "--format", "csv").stdout.startswith(
        "coordinate,element,north,south,east,"
    )
    assert run("compare", "--format", "markdown").stdout.startswith("| coordinate |")


@pytest.mark.usefixtures("project")
def test_a_glob_that_fits_nothing_is_said() -> None:
    """No rows by a slip are told from no rows by the facts, on stderr and with exit code 0."""
    none = run("compare", "--match", "Mutatoin.*")
    assert none.stderr == "schemadoc: no coordinate fits --match 'Mutatoin.*'\n"
    assert none.stdout.startswith("0 rows of 0 elements\n")
    case = run("compare", "--match", "mutation.BORROWbook", "--kind", "field", "--format", "csv")
    assert case.stderr == (
        "schemadoc: no coordinate fits --match 'mutation.BORROWbook': case matters; "
        "Mutation.borrowBook would fit\n"
    )
    several = run("compare", "--match", "mutation.borrowBook*").stderr
    assert "Mutation.borrowBook and " in several
    assert several.endswith(" more would fit\n")
    assert run("--quiet", "compare", "--match", "mutation.*").stderr == ""
    for fits in ("Mutation.*", "Book"):
        assert run("compare", "--match", fits, "--kind", "union").stderr == ""


@pytest.mark.usefixtures("project")
def test_show_in_every_region() -> None:
    """The sheet holds every region that has the element, with what belongs to it."""
    found = data("show", "Mutation.borrowBook", "--format", "json")
    assert list(found["regions"]) == ["north", "south", "east"]
    assert [e["coordinate"] for e in found["regions"]["east"]["children"]] == [
        "Mutation.borrowBook(dryRun:)",
        "Mutation.borrowBook(input:)",
    ]
    assert "Mutation.borrowBook  field" in run("show", "Mutation.borrowBook").stdout


@pytest.mark.parametrize(
    ("coordinate", "near"),
    [
        ("mutation.borrowbook", "Mutation.borrowBook"),
        ("borrowBook", "Mutation.borrowBook"),
        ("Mutation.borowBook", "Mutation.borrowBook"),
        ("Bok", "Book"),
    ],
)
@pytest.mark.usefixtures("project")
def test_show_names_what_is_near(coordinate: str, near: str) -> None:
    """Another case, the bare name and a slip of the finger lead to the element meant."""
    said = complaint("show", coordinate)
    assert said.startswith(f"no element {coordinate!r} in north, south and east; near it: ")
    assert near in said.partition("near it: ")[2].split(", ")


@pytest.mark.usefixtures("project")
def test_regions_counts_types_as_the_site_does() -> None:
    """The roots of operations count as no types, in the terminal as on the site."""
    run("build", *TODAY)
    home = Path("site/public/index.html").read_text()
    for row in data("regions", "--format", "json", *TODAY):
        kinds = ("object", "interface", "union", "enum", "input_object", "scalar", "type")
        roots = sum(1 for count in row["operations"].values() if count)
        assert row["types"] == sum(row["elements"].get(kind, 0) for kind in kinds) - roots
        assert f"{row['types']} type" in home


@pytest.mark.usefixtures("project")
def test_regions_tells_age_only_where_a_date_is_stated() -> None:
    """An age counts from the configuration's date, never from a file's."""
    found = {row["region"]: row for row in data("regions", "--format", "json", *TODAY)}
    assert [(s["path"], s["age_days"]) for s in found["north"]["sources"]] == [
        ("sources/spectaql.txt", 10),
        ("sources/objects.txt", None),
    ]
    assert found["south"]["captured"] is None
    assert found["north"]["title"] == "The North"
    assert found["north"]["diagnostics"] == sum(found["north"]["diagnostics_by_id"].values())


@pytest.mark.usefixtures("project")
def test_diagnostics_are_places() -> None:
    """Each line begins with a path as the configuration writes it and a line number."""
    lines = run("diagnostics", "--region", "south").stdout.splitlines()
    assert lines
    for line in lines:
        path, number, identity, _ = line.split(":", 3)
        assert path == "sources/flat.txt"
        assert int(number) >= 1
        assert identity.strip()
    rows = data("diagnostics", "--region", "south", "--format", "json")
    assert [f"{r['path']}:{r['line']}: {r['id']}: {r['message']}" for r in rows] == lines


# export


@pytest.mark.usefixtures("project")
def test_export_json_is_the_store_s_canonical_text() -> None:
    """One element a line, and reading it back gives the same bytes."""
    text = run("export", "--region", "north", "--format", "json").stdout
    snapshot = store.loads(text.encode())
    assert store.dumps(snapshot).decode() == text
    assert snapshot.region == "north"
    assert [source.path for source in snapshot.sources] == [
        "sources/spectaql.txt",
        "sources/objects.txt",
    ]
    assert text.count("\n") == len(snapshot.elements) + 2


def test_export_needs_one_region(project: Path) -> None:
    """Two regions and one output do not fit; --common or one name does."""
    assert complaint("export").startswith(
        "3 regions and one output; name one of north, south, east"
    )
    assert complaint("export", "--region", "north", "--region", "south").startswith("2 regions")
    only = CONFIG.partition('[[region]]\nid = "south"')[0]
    (project / "schemadoc.toml").write_text(only)
    assert '"region":"north"' in run("export").stdout


def test_export_of_files_needs_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --source any region name goes, several files merge, and paths stay as written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.graphql").write_text(SDL)
    named = store.loads(run("export", "--source", "a.graphql", "--region", "X y").stdout.encode())
    assert (named.region, named.sources[0].path) == ("X y", "a.graphql")
    assert store.loads(run("export", "--source", "a.graphql").stdout.encode()).region == "source"
    page = str(PAGES / "spectaql.txt")
    merged = store.loads(run("export", "--source", "a.graphql", "--source", page).stdout.encode())
    assert [source.kind for source in merged.sources] == ["sdl", "page"]
    two = ("--region", "a", "--region", "b")
    assert "files of --source make one region" in complaint("export", "--source", "x", *two)


@pytest.mark.parametrize("command", ["show", "diagnostics", "deprecations", "errors"])
def test_other_commands_take_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A broken configuration nearby does not matter to a command that is given files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemadoc.toml").write_text("[")
    (tmp_path / "a.graphql").write_text(SDL)
    args = ("Query.book",) if command == "show" else ()
    result = run(command, *args, "--source", "a.graphql", "--format", "json")
    assert (type(json.loads(result.stdout)), result.stderr) in [(list, ""), (dict, "")]


@pytest.mark.usefixtures("project")
def test_export_common() -> None:
    """What all share; what they contradict is said on stderr and listed in the JSON."""
    result = run("export", "--common", "--region", "north", "--region", "south")
    found = json.loads(result.stdout)
    assert list(found)[-2:] == ["elements", "conflicts"]
    coordinates = [element["coordinate"] for element in found["elements"]]
    assert "Mutation.borrowBook" in coordinates
    assert {"coordinate", "aspect", "values"} == set(found["conflicts"][0])
    assert "schemadoc: conflict: Mutation.borrowBook: error codes: north: " in result.stderr
    assert len(result.stderr.splitlines()) == len(found["conflicts"]) + 1
    quiet = run("--quiet", "export", "--common", "--region", "north", "--region", "south")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")
    alone = json.loads(run("export", "--common", "--region", "north").stdout)
    assert alone["conflicts"] == []


@pytest.mark.parametrize("region", ["north", "south", "east"])
@pytest.mark.usefixtures("project")
def test_export_as_a_schema(region: str) -> None:
    """SDL and introspection are accepted by graphql-core for every region, partial ones too."""
    graphql = pytest.importorskip("graphql")
    sdl = run("export", "--region", region, "--format", "sdl").stdout
    assert graphql.build_schema(sdl).mutation_type is not None
    result = json.loads(run("export", "--region", region, "--format", "introspection").stdout)
    assert graphql.build_client_schema(result["data"]).mutation_type is not None


@pytest.mark.usefixtures("project")
def test_export_common_as_sdl() -> None:
    """What is common is a schema too."""
    graphql = pytest.importorskip("graphql")
    args = ("--region", "north", "--region", "south", "--format", "sdl")
    schema = graphql.build_schema(run("--quiet", "export", "--common", *args).stdout)
    assert "borrowBook" in schema.mutation_type.fields


# redact


def test_redact(project: Path) -> None:
    """One page goes to stdout or to a file, several into a folder, prose into neither."""
    page = "sources/spectaql.txt"
    text = run("redact", page).stdout
    assert "borrowBook" in text
    assert "Lend a book to a member." not in text
    run("redact", page, "--output", "one.txt")
    assert (project / "one.txt").read_text() == text
    run("redact", page, "sources/flat.txt", "--output", "all")
    assert (project / "all/spectaql.txt").read_text() == text
    assert "2 pages and one stdout" in complaint("redact", page, "sources/flat.txt")
    assert "two pages are called" in complaint("redact", page, page, "--output", "all")
    pages = data("redact", page, "sources/flat.txt", "--format", "json")
    assert [set(one) for one in pages] == [{"path", "text"}] * 2
    assert (pages[0]["path"], pages[0]["text"]) == (page, text)
    run("redact", page, "--format", "json", "--output", "pages.json")
    assert json.loads((project / "pages.json").read_text()) == pages[:1]


def test_redact_writes_nothing_when_one_page_fails(project: Path) -> None:
    """All pages are read before any is written."""
    (project / "bad.txt").write_text("nothing known\n")
    complaint("redact", "sources/flat.txt", "bad.txt", "--output", "all", code=3)
    assert not (project / "all").exists()


# init


def test_init_writes_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources below become regions by their folder; the file is a valid configuration."""
    monkeypatch.chdir(tmp_path)
    for folder in ("schemas/gb", "schemas/Old North"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(PAGES / "flat.txt", tmp_path / "schemas/gb/page.txt")
    (tmp_path / "schemas/gb/notes.txt").write_text("Remember the milk.\n")
    (tmp_path / "schemas/Old North/a.graphql").write_text(SDL)
    assert run("init").stderr == "schemadoc: wrote schemadoc.toml with 2 regions, 2 sources\n"
    found = data("regions", "--format", "json")
    assert [(row["region"], [s["path"] for s in row["sources"]]) for row in found] == [
        ("gb", ["schemas/gb/page.txt"]),
        ("old-north", ["schemas/Old North/a.graphql"]),
    ]
    assert "# captured = " in (tmp_path / "schemadoc.toml").read_text()


def test_init_never_overwrites_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there stays, unless --force is given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemadoc.toml").write_text("# mine\n")
    assert complaint("init") == "schemadoc.toml is there already; overwrite it with --force"
    assert (tmp_path / "schemadoc.toml").read_text() == "# mine\n"
    run("init", "--force")
    text = (tmp_path / "schemadoc.toml").read_text()
    assert text.startswith("# What schemadoc reads.")
    uncommented = [line.removeprefix("# ") for line in text.splitlines() if "= " in line]
    assert any(line.startswith("path = ") for line in uncommented)
    assert "names no region" in complaint("regions")


# how it ends


WRONG = [
    (("nope",), "no command 'nope'; the nearest is"),
    (("shwo",), "no command 'shwo'; the nearest is show; see schemadoc --help"),
    (("--quiet", "--verbose", "regions"), "--quiet and --verbose exclude each other"),
    (("show",), "missing argument 'COORDINATE'"),
    (("compare", "--region", "nroth"), "no region 'nroth' in the configuration; the nearest"),
    (("compare", "--kind", "fields"), "invalid value for '--kind'"),
    (("compare", "--nope"), "no such option"),
    (("compare", "--aspect", "kinds"), "invalid value for '--aspect'"),
    (("compare", "--reference", "nroth"), "no region 'nroth' in the configuration; the nearest"),
    (("compare", "--reference", "north", "--majority"), "--reference and --majority exclude"),
    (("errors", "--only", "odd"), "invalid value for '--only'"),
    (("errors", "LB-SH-9001"), "no region has an error code 'LB-SH-9001'; the nearest is LB-SH-"),
    (("deprecations", "--today", "tomorrow"), "invalid value for '--today': 'tomorrow' is no date"),
    (("deprecations", "--today", "20260201"), "invalid value for '--today': '20260201' is no date"),
    (("deprecations", "--due-within", "-1"), "invalid value for '--due-within'"),
    (("--config", "gone.toml", "regions"), "gone.toml: cannot be read: No such file or directory"),
    (("build", "--base-url", "x.test"), "--base-url 'x.test'; expected a URL"),
    (("export", "--common", "--source", "x"), "--common compares regions of the configuration"),
]


@pytest.mark.parametrize(("args", "message"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
@pytest.mark.usefixtures("project")
def test_wrong_usage_is_one_line_and_exit_2(args: tuple[str, ...], message: str) -> None:
    """A slip is named with what was expected; nothing else is printed."""
    assert complaint(*args).lower().startswith(message.lower())


def test_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a configuration the way out is named."""
    monkeypatch.chdir(tmp_path)
    said = complaint("regions")
    assert said.startswith("no schemadoc.toml here or in a folder above; name one with --config")


def test_a_faulty_configuration_is_reported_whole(project: Path) -> None:
    """Several mistakes, several lines, each with its place; exit 2."""
    (project / "schemadoc.toml").write_text('[projct]\n[[region]]\nid = "A"\n')
    said = run("regions", code=2).stderr.splitlines()
    assert [line.partition(": ")[2].split(" ")[0] for line in said] == [
        "schemadoc.toml:1:",
        "schemadoc.toml:3:",
    ]


def test_the_configuration_is_found_from_below(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths stay relative to the configuration wherever the command runs."""
    monkeypatch.chdir(project / "sources")
    found = data("regions", "--format", "json", "--region", "south")
    assert found[0]["sources"][0]["path"] == "sources/flat.txt"


UNREADABLE = [
    ("missing.txt", None),
    ("empty.txt", b""),
    ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("half.json", b'{"data": {"__schema": {"types": ['),
    ("login.html", b"<!doctype html><html><body><form>Password</form></body></html>"),
    ("binary.graphql", bytes(range(256))),
    ("notes.txt", b"Remember the milk.\n"),
]


@pytest.mark.parametrize(("name", "content"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
@pytest.mark.parametrize("command", ["export", "diagnostics"])
def test_an_input_that_cannot_be_read_is_exit_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str, content: bytes | None
) -> None:
    """One line names the file, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = complaint(command, "--source", name, "--output", "out.json", code=3)
    assert said.startswith(name)
    assert not (tmp_path / "out.json").exists()


def test_every_unreadable_source_is_named(project: Path) -> None:
    """Sources are all tried, and what fails is reported together; usage comes before input."""
    (project / "sources/flat.txt").write_text("")
    (project / "sources/objects.txt").unlink()
    said = run("regions", code=3)
    assert said.stdout == ""
    assert [line.split(":")[1].strip() for line in said.stderr.splitlines()] == [
        "sources/objects.txt",
        "sources/flat.txt",
    ]
    with (project / "schemadoc.toml").open("a") as file:
        file.write('\n[[region]]\nid = "bare"\n')
    assert "region 'bare' has no source" in run("regions", code=2).stderr


@pytest.mark.usefixtures("project")
def test_output_that_cannot_be_written() -> None:
    """A folder that is not there, or one in the file's place, is exit 3 and one line."""
    assert complaint("errors", "-o", "no/where.txt", code=3).startswith("no/where.txt: cannot be")
    assert complaint("errors", "-o", "sources", code=3).startswith("sources: cannot be written")


def test_a_failed_run_leaves_the_old_output(project: Path) -> None:
    """A file is replaced whole or not at all, and nothing is left beside it."""
    run("errors", "-o", "out.txt")
    before = (project / "out.txt").read_text()
    (project / "sources/flat.txt").write_text("")
    run("errors", "-o", "out.txt", code=3)
    assert (project / "out.txt").read_text() == before
    assert not [path for path in project.iterdir() if path.name.startswith(".out")]


@pytest.mark.usefixtures("project")
def test_verbose_says_what_was_read() -> None:
    """--verbose speaks on stderr alone."""
    result = run("--verbose", "errors", "--region", "south")
    assert result.stderr.startswith("schemadoc: read sources/flat.txt: ")
    assert result.stdout == run("errors", "--region", "south").stdout


def test_sources_out_of_git(project: Path) -> None:
    """`git = "REV:PATH"` reads that revision, whatever lies in the folder now."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.test"]
    for args in (["init", "-q"], ["add", "sources"], ["commit", "-qm", "x"], ["tag", "v1"]):
        subprocess.run([*git, *args], cwd=project, check=True)
    (project / "sources/flat.txt").write_text("")
    config = '[[region]]\nid = "a"\n[[region.source]]\ngit = "v1:sources/flat.txt"\n'
    (project / "schemadoc.toml").write_text(config)
    found = data("regions", "--format", "json")
    assert found[0]["sources"][0]["path"] == "v1:sources/flat.txt"
    (project / "schemadoc.toml").write_text(config.replace("v1", "v2"))
    assert complaint("regions", code=3).startswith("v2:sources/flat.txt: git: invalid object name")


def test_a_source_of_the_network_is_not_read(project: Path) -> None:
    """A URL is no file; what to do is said."""
    (project / "schemadoc.toml").write_text(
        '[[region]]\nid = "a"\n[[region.source]]\nurl = "https://x.test/page"\n'
    )
    said = complaint("regions", code=3)
    assert said.startswith("https://x.test/page: a source that only the network has")


# as a process


def process(*args: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schemadoc", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.mark.usefixtures("project")
def test_as_a_process() -> None:
    """Data on stdout, the rest on stderr, the exit code is the process's."""
    good = process("errors", "--region", "south")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.startswith("LB-SH-1001\n")
    bad = process("errors", "--region", "west")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "Traceback" not in bad.stderr


@pytest.mark.usefixtures("project")
def test_a_reader_that_has_had_enough() -> None:
    """A closed pipe ends the run without a word."""
    command = [sys.executable, "-m", "schemadoc", "compare"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_an_interrupted_run(project: Path) -> None:
    """Ctrl-C is exit 130, without a traceback."""
    fifo = project / "sources/flat.txt"
    fifo.unlink()
    os.mkfifo(fifo)  # reading waits here until somebody writes
    command = heeding("errors", "--region", "south")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(1)
        if running.poll() is not None:
            pytest.skip("the reader does not wait for a pipe")
        running.send_signal(signal.SIGINT)
        try:
            out, err = running.communicate(timeout=10)
        finally:
            running.kill()
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert out == b""


@pytest.mark.usefixtures("project")
def test_colour_only_on_a_terminal() -> None:
    """A pipe gets no escape sequence, whatever the environment says of the terminal."""
    shown = process("errors", env={**os.environ, "TERM": "xterm-256color", "FORCE_COLOR": "1"})
    assert "\x1b" not in shown.stdout


def test_build(project: Path) -> None:
    """The site is written where --out says, with a page of every root field; stdout is empty."""
    result = run("build", "--out", "public", "--jobs", "1", *TODAY)
    assert result.stdout == ""
    assert "open public/index.html" in result.stderr
    assert (project / "public/index.html").is_file()


def test_build_with_templates_guides_and_colours_of_ones_own(project: Path) -> None:
    """`[site]` names them, relative to the configuration; what is not there is named."""
    config = (project / "schemadoc.toml").read_text()
    own = '[site]\ntemplates = "theme"\ncontent = "words"\nstyle = "mine.css"\n'
    (project / "schemadoc.toml").write_text(config + own)
    failed = run("build", "--out", "public", *TODAY, code=3)
    assert "words: no such folder" in failed.stderr
    for folder in ("theme", "words"):
        (project / folder).mkdir()
    (project / "words/1-first.md").write_text("# First steps\n\nGo [home](../index.html).\n")
    (project / "theme/guides.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Read this</h1>{% endblock %}'
    )
    (project / "mine.css").write_text(":root { --accent: #804000; }\n")
    run("build", "--out", "public", "--jobs", "1", *TODAY)
    assert "<h1>Read this</h1>" in (project / "public/guides/index.html").read_text()
    assert "First steps" in (project / "public/guides/first.html").read_text()
    assert (project / "public/assets/theme.css").read_text().startswith(":root")


def test_elements_are_as_the_model_says() -> None:
    """The export's keys are the model's fields: a key the contract does not know is noticed."""
    assert set(Element.__struct_fields__) - CONTRACT == {"partial", "directives"}
    assert set(Element.__struct_fields__) >= CONTRACT
