"""What the reader of HTML promises, on pages of our own and on pages that SpectaQL makes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from schemadoc.errors import InputError
from schemadoc.model import Element, ErrorCode, walk
from schemadoc.sources import detect, sdl
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.pages import html, page, redact
from tests.pagehelp import PAGES, fact, facts, generators, read_page, read_text

SPECTAQL = "spectaql.html"
OTHER = "reference.html"

FACTS: list[tuple[str, str, str, Any]] = [
    (SPECTAQL, "Query.books", "type", "[Book!]!"),
    (SPECTAQL, "Query.books", "requires_authorization", True),
    (SPECTAQL, "Query.books", "errors_mentioned", ("LB-SH-2001",)),
    (SPECTAQL, "Query.books", "partial", False),
    (SPECTAQL, "Query.books", "endpoint", "https://library.example/graphql"),
    (OTHER, "Mutation.leave", "endpoint", None),
    (SPECTAQL, "Query.books(first:)", "type", "Int"),
    (SPECTAQL, "Query.books(first:)", "default", "5"),
    (SPECTAQL, "Query.books(first:)", "description", "How many."),
    (SPECTAQL, "Query.books(filter:)", "type", "BookFilter!"),
    (SPECTAQL, "Query.books(filter:)", "description", None),
    (SPECTAQL, "Subscription.returned", "type", "Book"),
    (SPECTAQL, "Book", "element", "object"),
    (SPECTAQL, "Book", "interfaces", ("Copy",)),
    (SPECTAQL, "Book.title", "type", "String!"),
    (SPECTAQL, "Book.title", "description", "What stands on it."),
    (SPECTAQL, "Book.copies", "type", "[Copy]"),
    (SPECTAQL, "Book.copies", "description", "All of them."),
    (SPECTAQL, "Book.copies(lent:)", "type", "Boolean"),
    (SPECTAQL, "Book.copies(lent:)", "description", "Whether to count those at home."),
    (SPECTAQL, "Book.copies(after:)", "type", "String"),
    (SPECTAQL, "Book.stock", "partial", False),
    (SPECTAQL, "BookFilter", "element", "input_object"),
    (SPECTAQL, "BookFilter.order", "element", "input_field"),
    (SPECTAQL, "BookFilter.order", "type", "BookOrder"),
    (SPECTAQL, "BookFilter.order", "default", "TITLE"),
    (SPECTAQL, "BookOrder", "element", "enum"),
    (SPECTAQL, "BookOrder.TITLE", "element", "enum_value"),
    (SPECTAQL, "BookOrder.TITLE", "description", "By title."),
    (SPECTAQL, "Copy", "element", "interface"),
    (SPECTAQL, "Found", "element", "union"),
    (SPECTAQL, "Found", "members", ("Book", "Film")),
    (SPECTAQL, "Film", "element", "type"),
    (SPECTAQL, "Moment", "element", "scalar"),
    (SPECTAQL, "Moment", "description", "A point in time."),
    (OTHER, "Mutation.reserveSeat", "type", "Seat!"),
    (OTHER, "Mutation.reserveSeat", "description", "Keep a seat for a reader."),
    (OTHER, "Mutation.reserveSeat(room:)", "type", "ID!"),
    (OTHER, "Mutation.reserveSeat(hours:)", "default", "2"),
    (
        OTHER,
        "Mutation.reserveSeat(hours:)",
        "description",
        "For how long,\nin **hours**.",
    ),
    (OTHER, "Mutation.leave", "type", "Boolean"),
    (OTHER, "Seat", "element", "object"),
    (OTHER, "Seat", "interfaces", ("Place",)),
    (OTHER, "Seat.number", "type", "Int!"),
    (OTHER, "Seat.number", "description", "Painted on its back."),
    (OTHER, "Seat.light", "type", "[Light!]"),
    (OTHER, "Place", "element", "interface"),
    (OTHER, "Place.number", "type", "Int!"),
    (OTHER, "Place.number", "description", "Its number."),
    (OTHER, "Place.number(floor:)", "type", "Int"),
    (OTHER, "Bench", "element", "type"),
    (OTHER, "Light", "element", "enum"),
    (OTHER, "Light.COLD", "description", "White."),
]


@pytest.mark.parametrize(("name", "coordinate", "key", "value"), FACTS)
def test_facts(name: str, coordinate: str, key: str, value: object) -> None:
    """What a page states of an operation or of a type of any kind is read exactly."""
    assert fact(name, coordinate, key) == value


@pytest.mark.parametrize(
    ("name", "layout", "roots"),
    [(SPECTAQL, "spectaql-html", {"query", "subscription"}), (OTHER, "html", {"mutation"})],
)
def test_coverage(name: str, layout: str, roots: set[str]) -> None:
    """A page speaks for the roots that it lists; under `Types` a generator may leave some out."""
    snapshot = read_page(name).snapshot
    said = msgspec.structs.asdict(snapshot.coverage.roots)
    assert {operation for operation, covered in said.items() if covered} == roots
    assert not any(msgspec.structs.asdict(snapshot.coverage.kinds).values())
    assert snapshot.sources[0].layout == layout


def test_a_title_without_sections_speaks_for_nothing() -> None:
    """A generator's heading over queries that its theme does not show proves none of them gone."""
    text = (PAGES / SPECTAQL).read_text("utf8")
    without = re.sub(r'(?s)<section id="query-books".*?</section>', "", text)
    assert not read_text(without).snapshot.coverage.roots.query


def test_deprecations() -> None:
    """What a page marks is a deprecation of the schema, with its reason and its dates."""
    books = fact(SPECTAQL, "Query.books", "deprecation")
    assert (books.reason, str(books.marked_on), str(books.remove_on), books.origin) == (
        "Use `findBooks` instead.",
        "2025-05-12",
        "2026-01-16",
        "directive",
    )
    assert fact(SPECTAQL, "Book.copies", "deprecation").replacements == ("Book.stock",)
    assert fact(SPECTAQL, "BookOrder.AGE", "deprecation").reason == "Nobody asked."
    assert fact(OTHER, "Seat.lamp", "deprecation").reason == "Use `light`."
    assert fact(SPECTAQL, "Book.title", "deprecation") is None


def test_errors() -> None:
    """Error lists are read as from any description; what is no tag stays text."""
    assert fact(SPECTAQL, "Query.books", "errors") == (
        ErrorCode("LB-SH-1001", "Unauthorized & unknown."),
        ErrorCode("LB-SH-2001", "No <such> page."),
    )
    assert fact(OTHER, "Mutation.reserveSeat", "errors") == (
        ErrorCode("LB-RR-1001", "No seat & no chair is left."),
        ErrorCode("LB-RR-1002", "Closed."),
    )


def test_a_description_is_markdown() -> None:
    """Paragraphs, lists, code and headings of an author's own come back as Markdown."""
    assert fact(SPECTAQL, "Book", "description") == (
        'A book.\n\n```json\n{"title": "a"}\n\n{"title": "b"}\n```\n\n- signed\n- **first** edition'
    )
    description = "List the books. A bad page raises LB-SH-2001.\n\n### Arguments"
    assert fact(SPECTAQL, "Query.books", "description") == description


def test_examples() -> None:
    """Coloured code is code; a document, its variables and its response are told apart."""
    example = fact(SPECTAQL, "Query.books", "example")
    assert example.document.startswith("query books($first: Int, $filter: BookFilter!) {\n")
    assert example.variables == '{"first": 5, "filter": BookFilter}'
    assert example.response.startswith('{"data": {"books": [')
    assert fact(OTHER, "Mutation.reserveSeat", "example").variables == '{"room": "7"}'


LINES = [
    (SPECTAQL, "Query.books", "<code>books</code>"),
    (SPECTAQL, "Book.copies(after:)", "<code>after</code>"),
    (SPECTAQL, "Moment", ">Moment</h2>"),
    (OTHER, "Light.COLD", "<td>COLD</td>"),
    (OTHER, "Place.number(floor:)", "<code>floor</code>"),
]


@pytest.mark.parametrize(("name", "coordinate", "text"), LINES)
def test_source_lines(name: str, coordinate: str, text: str) -> None:
    """Every element names the line of the source in which it is called by its name."""
    lines = (PAGES / name).read_text("utf8").split("\n")
    assert text in lines[fact(name, coordinate, "source").line - 1]


@pytest.mark.parametrize("name", [SPECTAQL, OTHER])
def test_every_line_is_accounted_for(name: str) -> None:
    """Tags are layout, and every line with text is claimed by what was read from it."""
    text = (PAGES / name).read_text("utf8")
    found, _, ledger = page.collect(text, name, Options(region="x"))
    assert not ledger.unclaimed()
    assert found.diagnostics == []


def test_lines_do_not_matter() -> None:
    """A page without any line break says the same, but for breaks within code."""
    text = (PAGES / SPECTAQL).read_text("utf8")
    joined = re.sub(r"(?s)<pre>.*?</pre>|\n\s*", lambda m: m[0] if m[0][0] == "<" else " ", text)
    whole, one = facts(read_text(text).snapshot), facts(read_text(joined).snapshot)
    assert one == whole


def test_an_unreadable_row_is_reported() -> None:
    """A row that names no element is a diagnostic with its line, and its neighbours are read."""
    text = (PAGES / OTHER).read_text("utf8").replace("<td>room</td>", "<td>the room!</td>")
    reading = read_text(text)
    assert [(d.line, d.id) for d in reading.diagnostics] == [
        (23, "line-unclaimed"),
        (28, "argument-mismatch"),
    ]
    assert "Mutation.reserveSeat(hours:)" in walk(reading.snapshot)


REFUSED = [
    ('<html><title>Sign in</title><form><input type="password"></form></html>', "is a login page"),
    ("<!doctype html><html><body><form>Password</form></body></html>", "is a login page"),
    (
        '<!doctype html><script src="a.js"></script><body><div id="root"></div></body></html>',
        "is the empty shell of a page that scripts fill in",
    ),
    (
        "<html><body><noscript>Please enable JavaScript.</noscript></body></html>",
        "is the empty shell",
    ),
    (
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body>",
        "is an error page: '502 Bad Gateway'",
    ),
    ("<!DOCTYPE html><h1>Page not found</h1><p>Try another.</p>", "is an error page"),
    ("<html><body><h1>Access denied</h1></body></html>", "is an error page"),
    ("<html><body><h1>Books</h1><p>We sell books.</p></body></html>", "documents nothing known"),
]


@pytest.mark.parametrize(("text", "what"), REFUSED)
def test_what_is_no_documentation_is_called_by_its_name(text: str, what: str) -> None:
    """A login, an empty shell and an error page are each refused with what to do instead."""
    assert detect.detect(text.encode(), "x") == "page"
    with pytest.raises(InputError, match=re.escape(what)) as caught:
        read_text(text)
    assert caught.value.exit_code == 3
    assert "save" in str(caught.value)


def test_documentation_is_read_whatever_else_stands_there() -> None:
    """A form for a password and numbers like 404 make no login and no error of a page."""
    text = (PAGES / OTHER).read_text("utf8")
    assert 'type="password"' in text
    assert "404" in text
    assert walk(read_text(text).snapshot)


@pytest.mark.parametrize("text", ['<?xml version="1.0"?><rss/>', "<svg><text>Fields</text></svg>"])
def test_xml_is_no_page(text: str) -> None:
    """XML other than HTML is refused."""
    with pytest.raises(InputError, match="is XML"):
        detect.detect(text.encode(), "x")


@pytest.mark.parametrize("name", [SPECTAQL, "tables.md"])
def test_only_text_is_redacted(name: str) -> None:
    """The lines of a page with markup hold prose and facts together: redaction refuses it."""
    with pytest.raises(InputError, match="only text can be redacted"):
        redact.redact((PAGES / name).read_text("utf8"), name)


TREES = [
    ("<p>a<p>b", [("p", 1), ("p", 1)]),
    ("<ul>\n<li>a\n<li>b\n</ul>", [("ul", 1), ("li", 2), ("li", 3)]),
    ("<tr><td>a<td>b<tr><td>c", [("tr", 1), ("td", 1), ("td", 1), ("tr", 1), ("td", 1)]),
    ("<b>a</i></b>\n<hr>", [("b", 1), ("hr", 2)]),
    ("<!-- <p> -->\n<script>'<p>'</script><h1>x", [("script", 2), ("h1", 2)]),
    ("<a title='<p>' href=x>\n\n</a><i", [("a", 1)]),
    ("a < b, <c> and <d-e>", [("d-e", 1)]),
]


@pytest.mark.parametrize(("text", "expected"), TREES)
def test_broken_html_is_read_as_browsers_do(text: str, expected: list[tuple[str, int]]) -> None:
    """Closing tags may be missing or wrong; comments and scripts hold no elements."""
    nodes = [(node.tag, node.line) for node in html.tree(text).walk() if node.tag]
    assert nodes[1:] == expected


def test_deep_nesting_is_no_recursion_error() -> None:
    """Elements nested without end are read like any others."""
    deep = "<div>" * 20_000 + "<h2>Queries</h2><h3>a</h3><h4>Type</h4><p>Int</p>"
    assert walk(read_text(f"<html><body>{deep}").snapshot)["Query.a"].type == "Int"


SCHEMA = '''
"""A moment."""
scalar Moment
interface Place { "The id." id: ID! }
"""
A shelf.

- one `code`
- two

The possible errors that can be raised are:

- LB-SH-4001: Gone & <lost>.
"""
type Shelf implements Place {
  id: ID!
  "On it." books("How many." first: Int, order: Order): [Book!]!
  old: String @deprecated(reason: "Use `books` instead.")
}
type Book { title: String author: Author published: Moment }
type Author { name: String! }
union Found = Book | Author
"Which way."
enum Order { "Ascending." UP DOWN @deprecated(reason: "Use UP.") DEPRECATED }
input Filter { "Part." title: String = "a" order: Order tags: [[String!]!] nested: Filter }
type Query {
  "Find." search(filter: Filter!, "The limit." first: Int = 5): Found!
  shelf(id: ID!): Place @deprecated(reason: "Use search.")
}
type Mutation { "Move." move(id: ID!): Shelf }
type Subscription { moved: Book }
'''


class Made(NamedTuple):
    """How SpectaQL is told to make a page: parts of its configuration, and its arguments."""

    introspection: str = ""
    arguments: tuple[str, ...] = ()
    info: str = ""
    general: str = ""
    servers: str = "  - url: https://library.example/graphql\n"


INTRODUCED = """  version: 1.2.3
  description: "Words.\\n\\n## Queries\\n\\n- `a`: `Int`"
  x-htmlTitle: 404 Not Found
  termsOfService: https://library.example/terms
  contact:
    name: Desk
    url: https://library.example/desk
    email: desk@library.example
  license:
    name: Apache 2.0
    url: https://library.example/license
  x-introItems:
    - title: Queries
      description: "| Name | Type |\\n|---|---|\\n| a | Int |\\n\\n```graphql\\nquery { a }\\n```"
    - title: Types
      description: "### Fields\\n\\n- `b`: `Int`"
"""
SERVERS = """  - url: https://test.example/graphql
    description: For tests
  - url: https://library.example/graphql
    production: true
    headers:
      - name: Authorization
        example: Bearer <TOKEN>
        comment: Yours
"""
OPTIONS: dict[str, Made] = {
    "plain": Made(),
    "one-file": Made(arguments=("-1",)),
    "embedded": Made(arguments=("-e",)),
    "embedded-one-file": Made(arguments=("-e", "-1")),
    "expanded": Made("  fieldExpansionDepth: 3\n  queryNameStrategy: capitalizeFirst\n"),
    "no-periods": Made("  removeTrailingPeriodFromDescriptions: true\n"),
    "basic-theme": Made(arguments=("-T", "basic")),
    "own-theme": Made("  hideUnusedTypes: false\n", arguments=("-T", "spectaql")),
    "bare": Made(arguments=("-C", "-J"), info="  x-hidePoweredBy: true\n"),
    "introduced": Made(info=INTRODUCED),
    "production": Made(servers=SERVERS),
    "one-server": Made(general="  displayAllServers: true\n"),
}


def spectaql(folder: Path, made: Made, schema: str = "") -> str:
    """A page that SpectaQL makes of our schema; skips where it is not installed."""
    home = generators("spectaql")
    (folder / "schema.graphql").write_text(schema or SCHEMA)
    (folder / "config.yml").write_text(
        f"spectaql:\n  targetDir: {folder}/out\n{made.general}introspection:\n"
        f"  schemaFile: {folder}/schema.graphql\n{made.introspection}"
        f"info:\n  title: Library\n{made.info}servers:\n{made.servers}"
    )
    program = home / "node_modules" / "spectaql" / "bin" / "spectaql.js"
    subprocess.run(
        ["node", program, *made.arguments, folder / "config.yml"],
        cwd=home,
        check=True,
        capture_output=True,
    )
    return (folder / "out" / "index.html").read_text("utf8")


def stated(elements: dict[str, Element]) -> dict[str, Any]:
    """What a page states of a schema; an option takes the stop from the end of descriptions."""
    return {
        coordinate: (
            e.element,
            e.type,
            (e.description or "").replace(".", ""),
            [(error.code, error.message.rstrip(".")) for error in e.errors or ()],
            e.deprecation and e.deprecation.reason,
            sorted(e.members),
            sorted(e.interfaces),
        )
        for coordinate, e in elements.items()
    }


@pytest.mark.parametrize("name", OPTIONS)
def test_pages_that_spectaql_makes(tmp_path: Path, name: str) -> None:
    """Every element of a schema comes back from its page, whatever options changed the markup."""
    text = spectaql(tmp_path, OPTIONS[name])
    reading = read_text(text, "page.html")
    schema = sdl.read(SCHEMA.encode(), "schema", Options(region="lib"))
    expected = stated(walk(schema.snapshot))
    # SpectaQL writes `[[String!]!]` as the list within.
    expected["Filter.tags"] = ("input_field", "[String!]", *expected["Filter.tags"][2:])
    assert stated(walk(reading.snapshot)) == expected
    assert [str(d) for d in reading.diagnostics] == []
    defaults = {c: e.default for c, e in walk(reading.snapshot).items() if e.default}
    assert defaults == {"Filter.title": '"a"', "Query.search(first:)": "5"}
    assert endpoints(reading) == {"https://library.example/graphql"}


HIDDEN = [
    (Made(info="  x-hideWelcome: true\n"), None),
    (Made(info="  x-hideIntroduction: true\n"), None),
    (Made(servers=SERVERS, general="  displayAllServers: true\n"), None),
    (
        Made(servers=SERVERS, info="  x-url: https://other.example/graphql\n"),
        "https://other.example/graphql",
    ),
]


@pytest.mark.parametrize(("made", "endpoint"), HIDDEN)
def test_the_address_that_a_page_shows(tmp_path: Path, made: Made, endpoint: str | None) -> None:
    """A page that hides its address, or shows several, names no endpoint."""
    reading = read_text(spectaql(tmp_path, made), "page.html")
    assert endpoints(reading) == {endpoint}
    assert reading.diagnostics == ()


def endpoints(reading: Reading) -> set[str | None]:
    """The endpoints that the root fields of a reading name."""
    elements = walk(reading.snapshot)
    return {elements[c].endpoint for c in elements if re.fullmatch(r"(Query|Mutation)\.\w+", c)}


HARD = """
type Query {
  find(
    "Which way?" order: Order = UP, "No stop" a: Int = 1, "Stop." b: Float = 1.5,
    "Quotes." q: String = "say \\"hi\\" `there` \\\\ back", "" empty: String = "x"
    "- one\\n- two:" list: [ID!] = ["a", "b"], "```js\\nx\\n```" code: Boolean = true
    "Object:" by: Filter = {title: "t", inner: {tags: [["a"]]}}, none: Int = null
  ): [Found]
  query: Querying type: Type! response(values: Values): Response arguments: Arguments
}
enum Order { UP DOWN }
input Filter {
  title: String inner: Inner "Gone." was: Int = 1 @deprecated(reason: "Not *read*.")
  bare: Int @deprecated(reason: "Gone.")
}
input Inner { tags: [[String!]!] }
type Querying { query: Querying }
type Response { type: Type arguments: Arguments }
type Type { fields("Default = `7`" a: Int): [String] "Default = `7`" values: Int }
type Arguments { description: String values: Values }
enum Values { Fields Arguments Example }
union Found = Type
"""
DEFAULTS = {
    "Query.find(order:)": ("Which way?", "UP"),
    "Query.find(a:)": ("No stop.", "1"),
    "Query.find(b:)": ("Stop.", "1.5"),
    "Query.find(q:)": ("Quotes.", '"say \\"hi\\" `there` \\\\ back"'),
    "Query.find(empty:)": (None, '"x"'),
    "Query.find(list:)": ("- one\n- two:", '["a", "b"]'),
    "Query.find(code:)": ("```js\nx\n```", "true"),
    # As introspection says it: with the default values of the input object's own fields.
    "Query.find(by:)": ("Object:", '{ title: "t", inner: { tags: [["a"]] }, was: 1 }'),
    "Query.find(none:)": (None, "null"),
    "Filter.was": ("Gone.", "1"),
    "Type.values": ("Default = `7`", None),
}


def test_default_values_and_words_as_names(tmp_path: Path) -> None:
    """Default values of every kind come back, and elements may be called like a page's parts."""
    text = spectaql(tmp_path, Made("  inputValueDeprecation: true\n"), HARD)
    reading = read_text(text, "page.html")
    elements = walk(reading.snapshot)
    assert {c: (elements[c].description, elements[c].default) for c in DEFAULTS} == DEFAULTS
    expected = walk(sdl.read(HARD.encode(), "schema", Options(region="lib")).snapshot)
    assert elements.keys() == expected.keys()
    for coordinate in ("Filter.was", "Filter.bare"):
        found, deprecation = elements[coordinate].deprecation, expected[coordinate].deprecation
        assert found is not None
        assert deprecation is not None
        assert found.reason == deprecation.reason
    assert reading.diagnostics == ()


def test_types_that_a_page_leaves_empty(tmp_path: Path) -> None:
    """A page that was told to leave out fields and values proves none of them gone."""
    hidden = "  fieldDocumentedDefault: false\n  inputFieldDocumentedDefault: false\n"
    made = Made(f"{hidden}  hideUnusedTypes: false\n")
    elements = walk(read_text(spectaql(tmp_path, made)).snapshot)
    assert all(elements[name].partial for name in ("Shelf", "Order", "Filter"))
    assert not elements["Found"].partial


def test_a_type_that_is_called_like_a_root(tmp_path: Path) -> None:
    """A page that lists root fields alone and a type `Query` invents no root field from it."""
    schema = "schema { query: Root } type Query { a: Int } type Root { find: Int other: Query }"
    reading = read_text(spectaql(tmp_path, Made(), schema))
    assert "Query.a" not in walk(reading.snapshot) or walk(reading.snapshot)["Query.a"].partial
    assert [d.id for d in reading.diagnostics] == ["conflict"]


def test_spectaql_without_reasons(tmp_path: Path) -> None:
    """A page that hides reasons still marks deprecations, and one that hides marks says why."""
    reasons = spectaql(tmp_path, Made(info="  x-hideIsDeprecated: true\n"))
    marks = spectaql(tmp_path, Made(info="  x-hideDeprecationReason: true\n"))
    for coordinate in ("Shelf.old", "Order.DOWN", "Query.shelf"):
        with_reason = walk(read_text(reasons).snapshot)[coordinate].deprecation
        with_mark = walk(read_text(marks).snapshot)[coordinate].deprecation
        assert with_reason is not None
        assert with_mark is not None
        assert with_reason.reason
        assert with_mark.reason is None
