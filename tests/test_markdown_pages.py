"""What the reader of Markdown promises, on pages as generators and people write them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemadoc.errors import InputError
from schemadoc.model import ErrorCode, walk
from schemadoc.sources import detect, sdl
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import forms, page
from tests.pagehelp import PAGES, ROOT, fact, read_page, read_text

TABLES = "tables.md"
HAND = "handwritten.md"
ONE = "one_type.md"

FACTS: list[tuple[str, str, str, Any]] = [
    (TABLES, "Query", "description", "The way in."),
    (TABLES, "Query.books", "type", "[Book!]!"),
    (TABLES, "Query.books", "description", "Every book."),
    (TABLES, "Query.books", "errors", (ErrorCode("LB-SH-1001", "Unauthorized."),)),
    (TABLES, "Query.books(first:)", "type", "Int"),
    (TABLES, "Query.books(first:)", "description", "How many."),
    (TABLES, "Query.search", "type", "Found"),
    (TABLES, "Query.search", "errors", ()),
    (TABLES, "Book", "element", "object"),
    (TABLES, "Book", "description", "A book with `pages`:\n\n- many\n- few"),
    (TABLES, "Book", "interfaces", ("Place",)),
    (TABLES, "Book.title", "type", "String!"),
    (TABLES, "BookFilter", "element", "input_object"),
    (TABLES, "BookFilter.title", "element", "input_field"),
    (TABLES, "BookFilter.title", "description", "Part of it."),
    (TABLES, "BookOrder", "element", "enum"),
    (TABLES, "BookOrder.TITLE", "element", "enum_value"),
    (TABLES, "Moment", "element", "scalar"),
    (TABLES, "Place", "element", "interface"),
    (TABLES, "Shelf", "element", "type"),
    (TABLES, "Found", "members", ("Book",)),
    (HAND, "Query.findBooks", "type", "[Book!]!"),
    (HAND, "Query.findBooks", "description", "Look for books by title."),
    (HAND, "Query.findBooks(title:)", "type", "String!"),
    (HAND, "Query.findBooks(title:)", "default", None),
    (HAND, "Query.findBooks(limit:)", "default", "20"),
    (HAND, "Query.findBooks(limit:)", "description", "At most so many.\nNever more than 100."),
    (HAND, "Query.findBooks(order:)", "default", "TITLE"),
    (HAND, "Query.member", "type", "Member"),
    (HAND, "Query.member(id:)", "type", "ID!"),
    (HAND, "Query.member(id:)", "description", "The number on the card."),
    (HAND, "Query.member(withLoans:)", "type", "Boolean"),
    (HAND, "Query.findMember", "type", "Member"),
    (HAND, "Query.findMember", "partial", True),
    (HAND, "Book", "description", "A thing to read."),
    (HAND, "Book", "interfaces", ("Item", "Lendable")),
    (HAND, "Book.authors", "type", "[Author!]!"),
    (HAND, "Member", "element", "object"),
    (HAND, "Member", "description", "#### Notes\n\nMembers are people."),
    (HAND, "Member.name", "type", "String!"),
    (HAND, "Member.name", "description", "What the card says."),
    (HAND, "Member.loans", "type", "[Loan!]!"),
    (HAND, "Member.loans(first:)", "default", "10"),
    (HAND, "Member.loans(open:)", "type", "Boolean"),
    (HAND, "BookOrder.DEPRECATED", "deprecation", None),
    (HAND, "NewBook.title", "type", "String!"),
    (HAND, "NewBook.title", "description", "What stands on it."),
    (HAND, "NewBook.copies", "default", "1"),
    (HAND, "NewBook.tags", "type", "[String!]"),
    (HAND, "Borrowed", "members", ("Book", "Film")),
    (HAND, "Date", "element", "scalar"),
    (HAND, "Date", "description", "A day, as in 2024-02-29."),
    (ONE, "Book", "element", "object"),
    (ONE, "Book", "description", "A thing to read."),
    (ONE, "Book", "interfaces", ("Item",)),
    (ONE, "Book.title", "type", "String!"),
    (ONE, "Book.copies", "type", "[Copy!]"),
    (ONE, "Book.copies(first:)", "type", "Int"),
    (ONE, "Book.copies(first:)", "description", "How many."),
    (ONE, "Book.copies(after:)", "type", "String"),
]


@pytest.mark.parametrize(("name", "coordinate", "key", "value"), FACTS)
def test_facts(name: str, coordinate: str, key: str, value: object) -> None:
    """Tables, lists and headings state the same facts, and each is read exactly."""
    assert fact(name, coordinate, key) == value


DEPRECATIONS = [
    (TABLES, "Query.books", "Use `search`.", "2026-01-16", "directive"),
    (TABLES, "BookOrder.AGE", "Nobody asked.", None, "directive"),
    (HAND, "Query.member", "Use `findMember` instead.", None, "directive"),
    (HAND, "Query.findBooks(order:)", "Use `sort` instead.", None, "prose"),
    (HAND, "Book.author", "Use `authors`.", None, "prose"),
    (HAND, "BookOrder.SHELF", None, None, "directive"),
    (ONE, "Book.copies", None, None, "directive"),
]


@pytest.mark.parametrize(("name", "coordinate", "reason", "remove_on", "origin"), DEPRECATIONS)
def test_deprecations(
    name: str, coordinate: str, reason: str | None, remove_on: str | None, origin: str
) -> None:
    """A mark, a notice with a quoted reason, a badge and words in a cell each deprecate."""
    found = fact(name, coordinate, "deprecation")
    assert (found.reason, found.origin) == (reason, origin)
    assert (str(found.remove_on) if found.remove_on else None) == remove_on


def test_examples() -> None:
    """A document, its variables and its response under one heading are told apart."""
    example = fact(HAND, "Query.findBooks", "example")
    assert example.document.startswith("query FindBooks")
    assert example.variables == '{"title": "Foundation"}'
    assert example.response == '{"data": {"findBooks": [{"title": "abc"}]}}'


COVERAGE = [
    (TABLES, {"query"}, {"scalar", "object", "interface", "union", "enum", "input_object"}),
    (HAND, {"query"}, {"scalar", "object", "union", "enum", "input_object"}),
    (ONE, set(), set()),
]


@pytest.mark.parametrize(("name", "roots", "kinds"), COVERAGE)
def test_coverage(name: str, roots: set[str], kinds: set[str]) -> None:
    """A page speaks for the roots and the kinds that it has a heading of their own for."""
    coverage = read_page(name).snapshot.coverage
    assert {k for k, v in msgspec.structs.asdict(coverage.roots).items() if v} == roots
    assert {k for k, v in msgspec.structs.asdict(coverage.kinds).items() if v} == kinds
    assert not coverage.complete


def test_a_root_keeps_its_own_name() -> None:
    """A root type is called by its operation in coordinates, and by its own name beside them."""
    assert read_page(TABLES).snapshot.roots.query == "Library"


LINES = [
    (TABLES, "Query.books(first:)", ">first</td>"),
    (HAND, "Member.name", "#### name"),
    (HAND, "Query.member(id:)", "- `id`"),
    (HAND, "BookOrder.SHELF", "| `SHELF`"),
    (ONE, "Book", "title: Book"),
]


@pytest.mark.parametrize(("name", "coordinate", "text"), LINES)
def test_source_lines(name: str, coordinate: str, text: str) -> None:
    """Every element names the line in which it is called by its name."""
    lines = (PAGES / name).read_text("utf8").split("\n")
    assert text in lines[fact(name, coordinate, "source").line - 1]


@pytest.mark.parametrize("name", [TABLES, HAND, ONE])
def test_every_line_is_accounted_for(name: str) -> None:
    """Every line with text is claimed by what was read from it."""
    text = (PAGES / name).read_text("utf8")
    found, _, ledger = page.collect(text, name, Options(region="x"))
    assert not ledger.unclaimed()
    assert found.diagnostics == []


ITEMS = [
    ("- `a`: `Int` - one", {"T.a": ("Int", "one")}),
    ("- `a` (`Int!`): one: two", {"T.a": ("Int!", "one: two")}),
    ("- **a**: [Int!] - one", {"T.a": ("[Int!]", "one")}),
    ("- a (Int, optional)", {"T.a": ("Int", None)}),
    ("- `a` [`Int`](#int) one", {"T.a": (None, "[`Int`](#int) one")}),
    ("- a: The first one", {"T.a": (None, "The first one")}),
    ("* `a`: `Int`\n* `b`: `Int` – two", {"T.a": ("Int", None), "T.b": ("Int", "two")}),
]


@pytest.mark.parametrize(("items", "expected"), ITEMS)
def test_items(items: str, expected: dict[str, tuple[str | None, str | None]]) -> None:
    """An item states a name, a type where one is set apart, and a description."""
    elements = walk(read_text(f"## Objects\n\n### T\n\nFields:\n\n{items}\n").snapshot)
    found = {c: (e.type, e.description) for c, e in elements.items() if c.startswith("T.")}
    expected = {c: (t, d and d.replace("[`Int`](#int)", "`Int`")) for c, (t, d) in expected.items()}
    assert found == expected


PROSE = [
    "- Note: important\n- Hint: none",
    "| Plan | Price |\n|---|---|\n| small | 1 |",
    "| Name | Description |\n|---|---|\n| the first one | x |\n| the second one | y |",
]


@pytest.mark.parametrize("text", PROSE)
def test_other_lists_are_prose(text: str) -> None:
    """A list or a table that names no elements belongs to the description."""
    elements = walk(read_text(f"## Scalars\n\n### T\n\nWords.\n\n{text}\n").snapshot)
    assert list(elements) == ["T"]
    assert all(
        word in (elements["T"].description or "") for word in text.split() if "-" not in word
    )


RETURNS = [
    ("Returns: `Book!`", "Book!", None),
    ("Returns: a Book", "Book", None),
    ("**Returns:** a list of [`[Book!]`](#book)", "[Book!]", None),
    ("Returns: the matching books", None, "Returns: the matching books"),
    ("Type: large or small", None, "Type: large or small"),
]


@pytest.mark.parametrize(("text", "type_text", "description"), RETURNS)
def test_return_types(text: str, type_text: str | None, description: str | None) -> None:
    """A word is a type where it stands alone or set apart; a sentence is a description."""
    element = walk(read_text(f"## Queries\n\n### find\n\n{text}\n").snapshot)["Query.find"]
    assert (element.type, element.description) == (type_text, description)


STRANGERS = [
    "## Team\n\n| Name | Description |\n|---|---|\n| Ann | writes |\n| Bob | reads |\n",
    "## Prices\n\n- small: cheap\n- large: dear\n",
    "# Notes\n\n- milk\n- eggs\n",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_markdown_that_documents_nothing(text: str) -> None:
    """Tables and lists of other things are refused like any text of an unknown layout."""
    with pytest.raises(InputError, match="unknown layout"):
        read_text(text)


FORMS = [
    ("# A\n\n## B\n\n- c\n", "markdown"),
    ("<details>\n\n</details>\n\n## Query\n<table>\n", "markdown"),
    ("---\nid: a\ntitle: A\n---\n\n### Fields\n", "markdown"),
    ("<div><h2>Query</h2></div>", "html"),
    ("<!-- made by hand -->\n<!DOCTYPE html>\n# A\n- b\n", "html"),
    ("Arguments\n\n- a\n- b\n", "text"),
    ("```\n# A\n- b\n```\n", "text"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_forms(text: str, form: str) -> None:
    """The form of a page is told by its content; headings in code are none."""
    assert forms.form_of(text) == form


KINDS = [
    ("# Books\n\n```graphql\ntype Book {\n  id: ID\n}\n```\n\n- a\n", "page"),
    ("# Books\n# - all of them\ntype Book {\n  id: ID\n}\n", "sdl"),
    ('"""\n# A\n\n- b\n"""\ntype Book {\n  id: ID\n}\n', "sdl"),
    ("# a comment\ndata:\n  __schema: {}\n", "introspection"),
    ("<html><pre>\ntype Book {\n</pre></html>", "page"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_pages_and_schemas_are_told_apart(text: str, kind: str) -> None:
    """SDL shown on a page makes no schema of it, and Markdown in a schema makes no page of that."""
    assert detect.detect(text.encode(), "x") == kind


def test_an_operation_whose_root_nothing_says() -> None:
    """A field that may be a query or a mutation is reported and not guessed."""
    reading = read_text(
        "# pay\n\n## Arguments\n\n| Name | Type |\n|---|---|\n| sum | Int |\n\n- x\n"
    )
    assert [d.id for d in reading.diagnostics] == ["root-unknown"]
    assert reading.snapshot.elements == ()


SCHEMA = """
schema { query: Library mutation: Mutation }
"A moment." scalar Moment
interface Place { id: ID! }
"A shelf.\\n\\n- one\\n- two"
type Shelf implements Place {
  id: ID!
  "On it." books("How many." first: Int, order: Order): [[Book!]!]!
  old: String @deprecated(reason: "Use `books` instead.")
}
type Book { title: String published: Moment }
union Found = Book | Shelf
enum Order { "Ascending." UP DOWN @deprecated(reason: "Use UP.") DEPRECATED }
input Filter { "Part." title: String = "a" tags: [String!] }
type Library { "Find." search(filter: Filter!): Found! }
type Mutation { move(id: ID!): Shelf }
"""


def test_pages_that_graphql_markdown_makes(tmp_path: Path) -> None:
    """Every element of a schema comes back from the tables that graphql-markdown writes."""
    home = Path(os.environ.get("SPECTAQL_HOME", ROOT / ".cache" / "spectaql"))
    if not (home / "node_modules" / "graphql-markdown").is_dir():
        pytest.skip(f"graphql-markdown is not installed: `npm install graphql-markdown` in {home}")
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    script = (
        "const g = require('graphql-markdown');"
        f"g.loadSchemaJSON({json.dumps(str(tmp_path / 'schema.graphql'))})"
        ".then(schema => g.renderSchema(schema, {}))"
    )
    made = subprocess.run(
        ["node", "-e", script], cwd=home, check=True, capture_output=True, text=True
    )
    reading = read_text(made.stdout)
    schema = sdl.read(SCHEMA.encode(), "schema", Options(region="lib")).snapshot
    keys = ("element", "type", "description", "deprecation", "members", "interfaces")
    expected = {c: [getattr(e, key) for key in keys] for c, e in walk(schema).items()}
    found = {c: [getattr(e, key) for key in keys] for c, e in walk(reading.snapshot).items()}
    assert found == expected
    assert reading.snapshot.roots == schema.roots
    assert reading.diagnostics == ()
