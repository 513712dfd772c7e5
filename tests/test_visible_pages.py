"""What the reader of visible text promises: pages of SpectaQL as a browser shows them."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench import browser, recovery, visible
from schemadoc.errors import InputError
from schemadoc.model import ErrorCode, walk
from schemadoc.sources import sdl
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page, redact
from schemadoc.sources.read import read_file
from tests.pagehelp import PAGES, ROOT, fact, facts, read_page, read_text
from tests.test_html_pages import OPTIONS, SCHEMA, spectaql

OWN = "visible.txt"
TEXT = (PAGES / OWN).read_text("utf8")

FACTS: list[tuple[str, str, Any]] = [
    ("Query.books", "type", "[Book!]!"),
    ("Query.books", "endpoint", "https://library.example/graphql"),
    ("Query.books", "partial", False),
    (
        "Query.books",
        "errors",
        (ErrorCode("LB-SH-1001", "Unauthorized."), ErrorCode("LB-SH-2001", "No such page.")),
    ),
    ("Query.books(first:)", "type", "Int"),
    ("Query.books(first:)", "default", "5"),
    ("Query.books(first:)", "description", "How many."),
    ("Query.books(filter:)", "description", None),
    ("Query.books(after:)", "default", '""'),
    ("Query.books(kinds:)", "default", '["novel", "atlas"]'),
    ("Query.copy", "description", "Description"),
    ("Mutation.lend", "description", "Lend it."),
    ("Subscription.returned(shelf:)", "type", "ID"),
    ("Book", "element", "object"),
    ("Book", "interfaces", ("Copy", "Node")),
    ("Book.title", "type", "String!"),
    ("Book.title", "description", "What stands on it."),
    ("Book.copies(lent:)", "description", "Whether lent."),
    ("Book.copies(after:)", "type", "String"),
    ("Book.copies(shelves:)", "description", "On which shelves:\n\n- low\n- high"),
    ("Book.stock", "type", "Int!"),
    ("Book.stock(day:)", "type", "Moment!"),
    (
        "Book.rich",
        "description",
        "Two paragraphs.\n\nHere is the second.\n\nitem one\nitem two",
    ),
    ("BookFilter", "element", "input_object"),
    ("BookFilter.n", "element", "input_field"),
    ("BookFilter.n", "default", "3"),
    ("BookOrder", "element", "enum"),
    ("BookOrder.TITLE", "description", "By title."),
    ("BookOrder.SIZE", "element", "enum_value"),
    ("Copy", "element", "interface"),
    ("Found", "element", "union"),
    ("Found", "members", ("Book", "Film")),
    ("Moment", "element", "scalar"),
    ("Moment", "description", "A point in time."),
    ("Problem", "element", "type"),
]


@pytest.mark.parametrize(("coordinate", "key", "value"), FACTS)
def test_facts(coordinate: str, key: str, value: object) -> None:
    """What the text states of an element of any kind is read exactly; no kind is guessed."""
    assert fact(OWN, coordinate, key) == value


def test_deprecations() -> None:
    """Words under a heading, or below the one paragraph in a row, say why it is deprecated."""
    shelf = fact(OWN, "Query.shelf", "deprecation")
    assert (shelf.reason, shelf.marked_on) == ("Use books.", date(2025, 1, 31))
    assert shelf.remove_on == date(2025, 3, 1)
    assert fact(OWN, "Query.hours", "deprecation").reason == "No longer supported"
    assert fact(OWN, "Query.books", "deprecation") is None
    moved = TEXT.replace(
        "\tWhat stands on it.\n",
        "\tWhat stands on it. \n\nUse `rich`.\n\nScheduled for removal on 2025-03-01.\n\n",
    )
    title = walk(read_text(moved).snapshot)["Book.title"]
    assert title.description == "What stands on it."
    assert title.deprecation is not None
    assert (title.deprecation.reason, title.deprecation.remove_on) == (
        "Use `rich`.",
        date(2025, 3, 1),
    )


def test_every_line_is_accounted_for() -> None:
    """The list of names is layout, and every other line is claimed by what was read from it."""
    found, _, ledger = page.collect(TEXT, OWN, Options(region="x"))
    assert not ledger.unclaimed()
    assert found.diagnostics == []
    assert read_page(OWN).snapshot.sources[0].layout == "spectaql-visible"


def test_coverage() -> None:
    """A page speaks for the roots whose sections it has; of types a generator leaves some out."""
    coverage = read_page(OWN).snapshot.coverage
    assert all(msgspec.structs.asdict(coverage.roots).values())
    assert not any(msgspec.structs.asdict(coverage.kinds).values())


def test_capitals_say_the_same() -> None:
    """Whether a theme shows labels in capitals changes nothing."""
    plain = re.sub(
        r"(?m)^(QUERY|VARIABLES|RESPONSE|EXAMPLE|API ENDPOINTS)$", lambda m: m[0].title(), TEXT
    )
    assert plain != TEXT
    assert facts(read_text(plain).snapshot) == facts(read_page(OWN).snapshot)


def test_words_that_look_like_parts_stay_words() -> None:
    """A group, a label or a row in a description is none where nothing of the kind follows."""
    words = "one bold\nResponse\nQueries\nFields\nid - Thing\nTypes\ntwo"
    told = walk(read_text(TEXT.replace("one bold\ntwo", words)).snapshot)
    assert told.keys() == walk(read_page(OWN).snapshot).keys()
    assert "Queries\nFields\nid - Thing\nTypes\n" in (told["Query.books"].description or "")


def test_lost_headings() -> None:
    """A part that cannot follow the one before it begins a section: nothing is glued.

    An operation is named by its document, a type keeps a placeholder.
    """
    lost = TEXT.replace("\nMutations\nping\n", "\n").replace("\nTypes\nFilm\n", "\n")
    reading = read_text(lost)
    told, whole = walk(reading.snapshot), walk(read_page(OWN).snapshot)
    assert told["Mutation.ping"].name_from == "document"
    assert told["Mutation.lend"] == msgspec.structs.replace(
        whole["Mutation.lend"], source=told["Mutation.lend"].source
    )
    nameless = [c for c, e in told.items() if e.name_from == "placeholder"]
    assert len(nameless) == 1
    assert told[f"{nameless[0]}.length"].type == "Float!"
    assert {d.id for d in reading.diagnostics} == {"heading-lost"}


def test_the_first_heading_may_be_lost_too() -> None:
    """After the address of the operations a part begins a section, and the address is theirs."""
    lost = TEXT.replace("graphql\nQueries\nbooks\n", "graphql\n")
    books = walk(read_text(lost).snapshot)["Query.books"]
    assert (books.name_from, books.type) == ("document", "[Book!]!")
    assert books.endpoint == "https://library.example/graphql"


def test_a_built_in_scalar_has_no_fields() -> None:
    """A table after a scalar whose example is missing belongs to a type without its heading."""
    lost = TEXT.replace("EXAMPLE\ntrue\n\nTypes\nCopy\n", "", 1)
    lost = lost.replace("EXAMPLE\nfalse\n\nTypes\nCopy\n", "", 1)
    assert lost != TEXT
    told = walk(read_text(lost).snapshot)
    assert "Boolean" not in told
    assert not any(coordinate.startswith("Boolean.") for coordinate in told)


def test_rows_without_names() -> None:
    """What stands in a table whose rows lost their names is nobody's description."""
    lost = TEXT.replace("first - Int\tHow many. Default = 5\n", "How many.\n", 1)
    reading = read_text(lost)
    assert "How many." not in (walk(reading.snapshot)["Query.books"].description or "")
    assert {d.id for d in reading.diagnostics} == {"line-unclaimed", "argument-mismatch"}


def test_without_empty_lines() -> None:
    """A page that lost its empty lines says the same of every element."""
    flat = "\n".join(line for line in TEXT.split("\n") if line)
    told, whole = walk(read_text(flat).snapshot), walk(read_page(OWN).snapshot)
    assert told.keys() == whole.keys()
    for coordinate, element in told.items():
        true = whole[coordinate]
        assert (element.type, element.errors) == (true.type, true.errors)
        assert element.default == true.default


def test_real_text_after_losses(tmp_path: Path) -> None:
    """Whatever scrapers lose of it, nothing false is read, and all that is still stated is."""
    home = Path(os.environ.get("SPECTAQL_HOME", ROOT / ".cache" / "spectaql"))
    if browser.program() is None or not (home / "node_modules" / "spectaql").is_dir():
        pytest.skip("SpectaQL or a browser is not installed")
    schema = Path(__file__).with_name("recovery.graphql")
    snapshot = read_file(schema, schema.name, Options(region="lib")).snapshot
    marked = visible.marked_text(schema, snapshot, tmp_path, home)
    for result in recovery.run_visible("lib", snapshot, marked):
        assert result.measure.problems == []
        assert result.measure.read == result.measure.left


def test_a_name_without_its_group_is_a_heading() -> None:
    """A name right before a label, after the last part of a section, heads the next one."""
    lost = TEXT.replace("\nTypes\nFilm\n", "\nFilm\n").replace("\nQueries\nshelf\n", "\nshelf\n")
    assert facts(read_text(lost).snapshot) == facts(read_page(OWN).snapshot)


def test_without_empty_cells_nothing_is_guessed() -> None:
    """Where an editor stripped the lines, a row that may be argument or field is a diagnostic."""
    stripped = "\n".join(line.rstrip() for line in TEXT.split("\n"))
    reading = read_text(stripped)
    assert walk(reading.snapshot).keys() <= walk(read_page(OWN).snapshot).keys()
    assert "line-unclaimed" in {d.id for d in reading.diagnostics}


def test_a_page_that_breaks_off() -> None:
    """A page cut anywhere gives only what the whole page says."""
    whole = walk(read_page(OWN).snapshot)
    lines = TEXT.split("\n")
    for end in range(120, len(lines), 5):
        for coordinate, element in walk(read_text("\n".join(lines[:end])).snapshot).items():
            assert element.type in (None, whole[coordinate].type)
            assert (whole[coordinate].description or "").startswith(element.description or "")


def test_visible_text_is_not_redacted() -> None:
    """Rows hold prose and facts in one line: redaction refuses them."""
    with pytest.raises(InputError, match="text with its tables"):
        redact.redact(TEXT, OWN)


@pytest.mark.parametrize("name", OPTIONS)
def test_text_of_pages_that_spectaql_makes(tmp_path: Path, name: str) -> None:
    """Every element of a schema comes back from the text of its page, whatever the options."""
    spectaql(tmp_path, OPTIONS[name])
    if browser.program() is None:
        pytest.skip("no browser is installed")
    reading = read_text(browser.visible_text(tmp_path / "out"))
    told = walk(reading.snapshot)
    schema = walk(sdl.read(SCHEMA.encode(), "schema", Options(region="lib")).snapshot)
    assert told.keys() == schema.keys()
    assert [str(d) for d in reading.diagnostics] == []
    for coordinate, element in told.items():
        true = schema[coordinate]
        assert element.element in ("type", true.element)
        if coordinate != "Filter.tags":  # SpectaQL writes `[[String!]!]` as the list within
            assert element.type == true.type
        assert (element.members, element.interfaces) == (true.members, true.interfaces)
        assert [row.code for row in element.errors or ()] == [row.code for row in true.errors or ()]
