"""What the reader of Markdown promises, on pages as generators and people write them."""

from __future__ import annotations

import json
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
from tests.pagehelp import PAGES, fact, generators, read_page, read_text

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
    home = generators("graphql-markdown")
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


BOXES = [
    ":::warning[DEPRECATED]\n\nUse `b`.\n\n:::",
    ":::caution DEPRECATED\nUse `b`.\n:::",
    '!!! warning "⚠️ DEPRECATED"\n\n    Use `b`.\n',
    "> [!WARNING]\n> **DEPRECATED**\n\n> Use `b`.",
    '<Callout type="warn" title="DEPRECATED">\n\nUse `b`.\n\n</Callout>',
    "<fieldset><legend>⚠️ DEPRECATED</legend>\n<span>\n\nUse `b`.\n\n</span>\n</fieldset>",
]


@pytest.mark.parametrize("box", BOXES)
def test_boxes(box: str) -> None:
    """A box that is headed as a deprecation holds its reason, in whatever dialect it is drawn."""
    text = f"---\ntitle: T\n---\n\n### Fields\n\n#### `T.a` ● `Int` \\{{#a\\}}\n\n{box}\n\nOne.\n"
    element = walk(read_text(text).snapshot)["T.a"]
    assert element.deprecation is not None
    assert (element.type, element.deprecation.reason) == ("Int", "Use `b`.")
    assert element.description == "One."


def test_what_folds_a_part_of_a_page_is_no_fact() -> None:
    """A fold over the deprecated fields deprecates none of those before it."""
    text = (
        "# T\n\n### Fields\n\n#### `T.a` ● `Int`\n\n<details>\n<summary>DEPRECATED</summary>\n\n"
        "#### `T.b` ● `Int` deprecated\n\n<em>deprecated</em>\n</details>\n"
    )
    elements = walk(read_text(text).snapshot)
    assert elements["T.a"].deprecation is None
    assert elements["T.b"].deprecation is not None
    assert elements["T.b"].description is None


ROOT_FIELD = """---
title: find
---

No description

```graphql
find(
  first: Int = 5
  text: String = "a, b"
): Found!
```

### Arguments

#### `find.first` ● `Int`

How many.

#### `find.text` ● `String`

### Type

#### [`Found`](/found) union

What can be found.
"""


def test_the_page_of_one_root_field() -> None:
    """Its folder says whose field it is, its definition the whole type and the default values."""
    reading = page.read(ROOT_FIELD, "docs/queries/find.md", Options(region="lib"), b"")
    elements = walk(reading.snapshot)
    found = elements["Query.find"]
    assert (found.type, found.description) == ("Found!", None)
    assert elements["Query.find(first:)"].default == "5"
    assert elements["Query.find(text:)"].default == '"a, b"'
    # What stands under the type is said of the type, and of no argument.
    assert elements["Query.find(text:)"].description is None
    assert [d.id for d in read_text(ROOT_FIELD).diagnostics] == ["root-unknown"]


MEMBERS = [
    ("[`A`](#a) object ● [`B`](#b) object", ("A", "B")),
    ("[A](#a), B", ("A", "B")),
    ("<code>A</code><code>B</code>", ("A", "B")),
]


@pytest.mark.parametrize(("text", "members"), MEMBERS)
def test_members(text: str, members: tuple[str, ...]) -> None:
    """Names are set apart by commas, or each stands in a link or in code of its own."""
    reading = read_text(f"## Unions\n\n### U\n\nPossible types: {text}\n\n- x\n")
    assert walk(reading.snapshot)["U"].members == members


def test_a_list_before_all_sections_is_no_type() -> None:
    """What stands in front of a page, with its own heading `Fields`, makes no type of that name."""
    text = "## Fields\n\n- `x`: `Int`\n\n# Schema Types\n\n## Objects\n\n### T\n\n- `a`: `Int`\n"
    assert list(walk(read_text(text).snapshot)) == ["T", "T.a"]


DEFINED = [
    ("type T implements I { a(b: Int = 1): [Int!] @deprecated }", ["T", "T.a", "T.a(b:)"]),
    ("input T { a: Int = 1 }", ["T", "T.a"]),
    ("enum T { A B }", ["T", "T.A", "T.B"]),
    ("scalar T", ["T"]),
    # An author who leaves something out says nothing of the whole.
    ("type T {\n  a: Int\n  # ... more\n}", ["T"]),
]


@pytest.mark.parametrize(("code", "coordinates"), DEFINED)
def test_a_definition_alone(code: str, coordinates: list[str]) -> None:
    """Where a section shows nothing but a definition, that is what it says."""
    snapshot = read_text(f"# Types\n\n## T\n\nWords.\n\n```graphql\n{code}\n```\n").snapshot
    elements = walk(snapshot)
    assert [c for c in elements if c.startswith("T")] == coordinates
    assert elements["T"].description == "Words."


def test_a_definition_beside_rows_adds_no_row() -> None:
    """Where rows stand, the definition says again what they say."""
    text = "## T\n\n```graphql\ntype T { a: Int b: Int }\n```\n\n### Fields\n\n- `a`: `Int` - One\n"
    elements = walk(read_text(text).snapshot)
    assert list(elements) == ["T", "T.a"]
    assert elements["T.a"].description == "One"


TEMPLATES = (
    ("defaults", "md"),
    ("docfx", "md"),
    ("docusaurus", "mdx"),
    ("fumadocs", "mdx"),
    ("hugo", "md"),
    ("mdbook", "md"),
    ("mkdocs", "md"),
    ("starlight", "mdx"),
    ("vocs", "mdx"),
)
PRINTED: dict[str, dict[str, Any]] = {
    "plain": {},
    "no-prefix": {"parentTypePrefix": False, "typeBadges": False},
    "grouped": {"deprecated": "group"},
    "by-entity": {"hierarchy": "entity"},
}
ONE_EACH = """
"A moment." scalar Moment
interface Place { id: ID! }
"A shelf.\\n\\n- one\\n- two"
type Shelf implements Place {
  id: ID!
  "On it." books("How many." first: Int, order: Order, "Gone." old: Int @deprecated(reason: "No.")): [[Book!]!]!
  old: String @deprecated(reason: "Use `books` instead.")
}
type Book { title: String published: Moment }
union Found = Book | Shelf
"Which way." enum Order { "Ascending." UP DOWN @deprecated(reason: "Use UP.") DEPRECATED }
input Filter { "Part." title: String tags: [String!] "Was." was: Int @deprecated(reason: "Not *read*.") }
type Query {
  "Find." search(filter: Filter!, "The limit" first: Int = 5, text: String = "a, b"): Found!
  place(id: ID!): Place @deprecated(reason: "Nobody asked.")
}
type Mutation { "Move." move(id: ID!): Shelf! }
type Subscription { moved: [Book!] }
"""  # noqa: E501  (SDL)
SCRIPT = """
const core = require('@graphql-markdown/core');
(async () => {
  await require('@graphql-markdown/logger').default();
  for (const made of JSON.parse(process.argv[1])) {
    const config = await core.buildConfig(made, {force: true}, 'default');
    await core.generateDocFromSchema({...config, loggerModule: undefined});
  }
})();
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of one schema, in a folder for each way in which they are printed."""
    home, folder = generators("@graphql-markdown"), tmp_path_factory.mktemp("made")
    (folder / "schema.graphql").write_text(ONE_EACH)
    common = {
        "schema": str(folder / "schema.graphql"),
        "rootPath": str(folder),
        "loaders": {"GraphQLFileLoader": "@graphql-tools/graphql-file-loader"},
    }
    configurations = [
        {**common, "baseURL": name, "formatter": f"@graphql-markdown/formatters/{name}"}
        for name, _ in TEMPLATES
    ]
    configurations += [
        {**common, "baseURL": name, "printTypeOptions": options}
        for name, options in PRINTED.items()
    ]
    subprocess.run(
        ["node", "-e", SCRIPT, json.dumps(configurations)],
        cwd=home,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.mark.parametrize("name", [*(name for name, _ in TEMPLATES), *PRINTED])
def test_pages_of_one_type_each(made: Path, name: str) -> None:
    """Every element comes back from the page of its type, for whatever site it was written."""
    keys = ("element", "type", "default", "description", "deprecation", "members", "interfaces")
    schema = walk(sdl.read(ONE_EACH.encode(), "schema", Options(region="lib")).snapshot)
    expected = {c: [getattr(e, key) for key in keys] for c, e in schema.items()}
    found: dict[str, Any] = {}
    for path in sorted((made / name).rglob("*.md*")):
        if path.stem.lstrip("_") in ("index", "generated"):
            continue
        reading = page.read(
            path.read_text("utf8"), str(path), Options(region="lib"), path.read_bytes()
        )
        assert [str(d) for d in reading.diagnostics] == []
        for coordinate, e in walk(reading.snapshot).items():
            if e.element != "type":
                found[coordinate] = [getattr(e, key) for key in keys]
    assert found == expected
