"""What the reader of pages promises, on small pages of our own in every layout."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from schemadoc.errors import InputError
from schemadoc.model import Deprecation, ErrorCode, Permissions, RateLimit, walk
from schemadoc.sources.pages import redact
from schemadoc.typerefs import Known
from tests.pagehelp import PAGES, read_own, read_text

LAYOUTS = [
    ("spectaql", "spectaql"),
    ("objects", "spectaql-objects"),
    ("flat", "spectaql-flat"),
    ("viewers", "spectaql-viewers"),
]


def said(name: str, coordinate: str, key: str) -> Any:
    return getattr(walk(read_own(name).snapshot)[coordinate], key)


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_layouts(name: str, layout: str) -> None:
    """A page is known by what stands on it, and its source says which layout it has."""
    assert read_own(name).snapshot.sources[0].layout == layout


TYPES = [
    ("spectaql", "Mutation.borrowBook", "BorrowBook"),
    ("spectaql", "Mutation.borrowBook(input:)", "BorrowBookInput!"),
    ("spectaql", "Mutation.borrowBook(dryRun:)", "Boolean"),
    ("spectaql", "BorrowBook.warnings", "[String!]"),
    ("spectaql", "Mutation.planExhibition", "PlanExhibition!"),
    ("objects", "Book.authors", "[Author!]!"),
    ("objects", "Book.authors(role:)", "AuthorRole"),
    ("objects", "Shelf.SHA", "String"),
    ("flat", "Mutation.borrowBook(until:)", "Date"),
    ("viewers", "Query.book", "[BookType]"),
    ("viewers", "Query.author(last:)", "Int"),
]


@pytest.mark.parametrize(("name", "coordinate", "text"), TYPES)
def test_types_that_the_page_states(name: str, coordinate: str, text: str) -> None:
    """A type that a row, a label or a variable states is exact, and nothing is only known of it."""
    assert said(name, coordinate, "type") == text
    assert said(name, coordinate, "type_known") is None


KNOWN = [
    ("flat", "BorrowBook.loan", Known(named="Loan", list=True)),
    ("flat", "BorrowBook.notices", Known(json="object")),
    ("flat", "BorrowBook.fee", Known(json="string")),
    ("flat", "BorrowBook.days", Known(json="int")),
    ("flat", "BorrowBook.weight", Known(json="float")),
    ("flat", "BorrowBook.isPaid", Known(json="boolean")),
    ("flat", "BorrowBook.tags", Known(list=True, json="string")),
    ("flat", "BorrowBook.extra", Known(json="object")),
    ("flat", "MoveShelf.shelf", Known(named="Shelf")),
    ("flat", "Mutation.enrol", Known(json="string")),
    ("viewers", "AuthorType.books", Known(named="BookType", list=True)),
    ("viewers", "BookType.sections", Known()),
    ("flat", "LateNotice.fee", Known()),
    ("flat", "Mutation.shelve", Known(named="Unnamed_Mutation_shelve", json="object")),
]


@pytest.mark.parametrize(("name", "coordinate", "known"), KNOWN)
def test_types_that_evidence_proves(name: str, coordinate: str, known: Known) -> None:
    """Where the table is lost, document and example say what they prove and no more.

    A fragment names the type, brackets prove a list, a literal its JSON kind; a bare name under
    fragments by member is one of the members and not the type.
    """
    assert said(name, coordinate, "type") is None
    assert said(name, coordinate, "type_known") == known


KINDS = [
    ("spectaql", "BorrowBook", "object"),
    ("spectaql", "ShelfInterface", "type"),
    ("spectaql", "PlanExhibition", "union"),
    ("spectaql", "Loan", "type"),
    ("spectaql", "LateNotice", "type"),
    ("spectaql", "Notice", "union"),
    ("spectaql", "LoanOutcome", "enum"),
    ("spectaql", "LoanOutcome.LATER", "enum_value"),
    ("spectaql", "Exhibition", "type"),
    ("objects", "Book", "object"),
    ("objects", "PageInfo", "type"),
    ("objects", "Int", None),
    ("flat", "BorrowBook", "type"),
    ("viewers", "AuthorType", "type"),
    ("viewers", "Query", "object"),
]


@pytest.mark.parametrize(("name", "coordinate", "kind"), KINDS)
def test_kinds(name: str, coordinate: str, kind: str | None) -> None:
    """A table of fields proves an object, a value an enum or a scalar, members a union.

    A mere mention proves a type; built-in scalars are no news.
    """
    element = walk(read_own(name).snapshot).get(coordinate)
    assert (element.element if element else None) == kind


MEMBERS = [
    ("spectaql", "PlanExhibition", ("Exhibition", "NoRoom")),
    ("spectaql", "Notice", ("FeeNotice", "LateNotice")),
    ("lost", "KeeperInterface", ("Curator",)),
]


@pytest.mark.parametrize(("name", "coordinate", "members"), MEMBERS)
def test_members_seen(name: str, coordinate: str, members: tuple[str, ...]) -> None:
    """An abstract type has the members that documents and examples show, and maybe others."""
    assert said(name, coordinate, "members") == members
    assert said(name, coordinate, "partial") is True


ERRORS = [
    (
        "spectaql",
        "Mutation.borrowBook",
        (
            ("LB-SH-1001", "Unauthorized."),
            ("LB-SH-2001", "The book is out."),
            ("LB-SH-1001", "Unauthorized."),
            ("OUT_OF_STOCK", "No copy is left."),
        ),
    ),
    ("spectaql", "Mutation.extendLoan", (("LB-SH-3001", "Too often."),)),
    ("spectaql", "Mutation.updateBook", ()),
    ("spectaql", "Mutation.closeLoan", None),
    ("spectaql", "BorrowBook", None),
    ("objects", "Book", (("LB-SH-4001", "The book is lost."),)),
    ("objects", "Book.copies", (("LB-SH-4002", "No copies."),)),
    ("objects", "Book.copies(after:)", None),
    (
        "flat",
        "Mutation.borrowBook",
        (
            ("LB-SH-1001", "Unauthorized."),
            ("LB-SH-2001", "One of bookId and isbn must be given."),
            ("LB-SH-1001", "Unauthorized."),
        ),
    ),
    ("viewers", "Query.author", (("LB-SH-4177", "Unauthorized."),)),
    ("viewers", "Query.me", ()),
]


@pytest.mark.parametrize(("name", "coordinate", "rows"), ERRORS)
def test_error_lists(name: str, coordinate: str, rows: tuple[tuple[str, str], ...] | None) -> None:
    """Error rows stand in page order with their duplicates.

    An intact operation without a list has an empty one; a section that lost its head, and
    everything else without a list, says nothing.
    """
    expected = None if rows is None else tuple(ErrorCode(*row) for row in rows)
    assert said(name, coordinate, "errors") == expected


DEPRECATIONS = [
    (
        "spectaql",
        "Mutation.holdBook",
        Deprecation(
            reason="Use 'borrowBook' instead.",
            marked_on=datetime.date(2025, 5, 12),
            remove_on=datetime.date(2026, 1, 16),
            url="https://library.example/news/2019-01-01/holds/",
            replacements=("Mutation.borrowBook",),
            origin="block",
        ),
    ),
    (
        "spectaql",
        "BorrowBook.warnings",
        Deprecation(
            reason="Please use the 'notices' field or the 'X-Library-Notices' header instead.",
            marked_on=datetime.date(2025, 1, 31),
            remove_on=datetime.date(2025, 3, 1),
            replacements=("BorrowBook.notices",),
            origin="block",
        ),
    ),
    (
        "spectaql",
        "ExtendLoan.success",
        Deprecation(
            reason="in favour of the outcome field.",
            replacements=("ExtendLoan.outcome",),
            origin="prose",
        ),
    ),
    (
        "spectaql",
        "Mutation.renameBook",
        Deprecation(
            reason="Please use updateBook instead",
            replacements=("Mutation.updateBook",),
            origin="prose",
        ),
    ),
    ("spectaql", "Mutation.planExhibition", None),
    (
        "objects",
        "Book.authors",
        Deprecation(
            reason="Use `writers` instead",
            marked_on=datetime.date(2022, 3, 9),
            remove_on=datetime.date(2024, 1, 1),
            replacements=("writers",),
            origin="block",
        ),
    ),
    ("objects", "Book.authors(role:)", None),
    (
        "objects",
        "Book.copies",
        Deprecation(
            reason="Use `stock` instead",
            unreadable_dates=("2023-02-30",),
            replacements=("Book.stock",),
            origin="block",
        ),
    ),
    (
        "viewers",
        "Query.author",
        Deprecation(
            reason="Use `name` field on `BookType` instead.",
            marked_on=datetime.date(2025, 5, 13),
            remove_on=datetime.date(2026, 1, 16),
            url="https://library.example/news/2020-02-02/",
            replacements=("BookType.name",),
            origin="block",
        ),
    ),
]


@pytest.mark.parametrize(("name", "coordinate", "expected"), DEPRECATIONS)
def test_deprecations(name: str, coordinate: str, expected: Deprecation | None) -> None:
    """A deprecation belongs to the element it names, wherever its block stands.

    Its advice is the advice alone; dates inside its link are none; a header replaces nothing;
    work in progress is no deprecation.
    """
    assert said(name, coordinate, "deprecation") == expected


DESCRIPTIONS = [
    (
        "spectaql",
        "Mutation.borrowBook",
        (
            "Lend a book to a member.\n\n"
            "A book that is out raises LB-SH-2001; ISO-4217 and JS-12345678 are no codes."
        ),
    ),
    ("spectaql", "BorrowBook.loan", "The new loan.\n\nEnds after 4 weeks."),
    (
        "spectaql",
        "Mutation.moveShelf",
        (
            "Move a shelf. It may refuse with one of:\n\n"
            "- SH_LOCKED (the shelf is locked)\n- SH_FULL (the shelf is full)"
        ),
    ),
    ("spectaql", "Mutation.updateBook", None),
    ("objects", "Book", "A book.\n\nIt has these marks:\n\n- signed\n- first_edition"),
    ("objects", "Book.stock", "Fingerprint"),
    ("objects", "Book.title", "Indented as a scraper leaves it,\nover two lines."),
    ("objects", "Unnamed_253af9e5", None),
    (
        "flat",
        "Mutation.borrowBook",
        (
            "Lend a book to a member. The member shows the card of the library, "
            "and this is its whole sentence."
        ),
    ),
    ("flat", "Mutation.borrowBook(input:)", "Which book."),
    ("flat", "Mutation.borrowBook(until:)", "Until when."),
    ("flat", "Mutation.moveShelf(from:)", None),
    (
        "flat",
        "Mutation.closeLoan",
        (
            "DEPRECATED: Please use borrowBook instead\n\n"
            "Close a loan. It may be refused. Possible reasons include:\n\n"
            "- LN_LOST (the book is lost)\n- LN_TORN (the book is torn)\n- LN_LATE (it is late)"
        ),
    ),
    ("viewers", "Query.author(id:)", "The id of the author."),
    ("viewers", "Query.author(first:)", None),
    ("viewers", "Query.book(shelf:)", None),
]


@pytest.mark.parametrize(("name", "coordinate", "text"), DESCRIPTIONS)
def test_descriptions(name: str, coordinate: str, text: str | None) -> None:
    """A description keeps its paragraphs and says nothing that another key says.

    Lines that a scraper broke at inline code are whole again; rows that do not fit the variables
    describe none of them.
    """
    assert said(name, coordinate, "description") == text


OTHER = [
    ("spectaql", "Mutation.borrowBook", "errors_mentioned", ("LB-SH-2001",)),
    ("spectaql", "Mutation.renameBook", "errors_mentioned", ("LB-SH-5450",)),
    ("spectaql", "Mutation.borrowBook", "requires_authorization", True),
    ("flat", "Mutation.borrowBook", "requires_authorization", True),
    ("viewers", "Query.me", "requires_authorization", True),
    ("spectaql", "Mutation.borrowBook", "endpoint", "https://api.library.example/v1/graphql/"),
    ("flat", "Mutation.enrol", "endpoint", "https://members.library.example/graphql/"),
    ("viewers", "Query.author", "complexity", 2),
    ("viewers", "Query.author", "viewers", ("Member", "Staff")),
    ("viewers", "Query.author", "rate_limits", (RateLimit("Ip", ("10/s", "1/m")),)),
    (
        "viewers",
        "Query.author",
        "permissions",
        Permissions(
            any=("Can ask for authors", Permissions(all=("Can see shelves", "Can see stock")))
        ),
    ),
    ("viewers", "Query.book", "permissions", Permissions(all=())),
    (
        "viewers",
        "Query.me",
        "permissions",
        Permissions(all=("Can see members", "Can see themselves")),
    ),
    ("spectaql", "Mutation.borrowBook", "permissions", None),
    ("spectaql", "Mutation.closeLoan", "name_from", "document"),
    ("spectaql", "Mutation.extendLoan", "name_from", "document"),
    ("spectaql", "Mutation.borrowBook", "name_from", None),
    ("spectaql", "Unnamed_Mutation_closeLoan", "name_from", "placeholder"),
    ("spectaql", "BorrowBook", "partial", False),
    ("spectaql", "BorrowBook.loan", "partial", True),
    ("flat", "BorrowBook", "partial", True),
    ("flat", "Mutation.borrowBook", "partial", False),
    ("flat", "Mutation.moveShelf", "partial", True),
    ("objects", "Book.copies", "partial", False),
    ("viewers", "Query.book", "partial", True),
]


@pytest.mark.parametrize(("name", "coordinate", "key", "value"), OTHER)
def test_other_facts(name: str, coordinate: str, key: str, value: object) -> None:
    """Endpoints, complexity, permissions, codes in prose, recovered names, what may be missing."""
    assert said(name, coordinate, key) == value


LINES = [
    ("spectaql", "Mutation.borrowBook", 13),
    ("spectaql", "BorrowBook", 15),
    ("spectaql", "Mutation.borrowBook(input:)", 36),
    ("spectaql", "Mutation.closeLoan", 103),
    ("spectaql", "Mutation.extendLoan", 135),
    ("flat", "Mutation.moveShelf(to:)", 104),
    ("viewers", "Query.author(last:)", 42),
]


@pytest.mark.parametrize(("name", "coordinate", "line"), LINES)
def test_source_lines(name: str, coordinate: str, line: int) -> None:
    """Every element knows its line; a section without its head begins at the first line left."""
    source = said(name, coordinate, "source")
    assert (source.path, source.line) == (f"{name}.txt", line)


DIAGNOSTICS = {
    "spectaql": [
        (103, "heading-lost"),
        (103, "type-lost"),
        (123, "example-missing"),
        (135, "heading-lost"),
        (256, "example-missing"),
        (274, "rows-lost"),
        (376, "code-unfinished"),
    ],
    "objects": [
        (13, "heading-lost"),
        (84, "date-unreadable"),
        (118, "heading-lost"),
        (129, "heading-lost"),
        (145, "example-missing"),
    ],
    "flat": [
        (28, "rows-lost"),
        (69, "type-lost"),
        (99, "argument-mismatch"),
        (120, "type-lost"),
        (133, "type-lost"),
    ],
    "viewers": [(80, "argument-mismatch"), (84, "cell-cut")],
}


@pytest.mark.parametrize(("name", "expected"), DIAGNOSTICS.items())
def test_diagnostics(name: str, expected: list[tuple[int, str]]) -> None:
    """All that is odd about a page is said with its line, and nothing else is."""
    assert [(d.line, d.id) for d in read_own(name).diagnostics] == expected


COVERAGE = [
    ("spectaql", {"mutation": False, "query": False, "object": False, "errors": True}),
    ("flat", {"mutation": True, "query": False, "object": False, "errors": True}),
    ("objects", {"mutation": False, "query": False, "object": False, "errors": True}),
    ("viewers", {"mutation": False, "query": True, "object": False, "errors": True}),
]


@pytest.mark.parametrize(("name", "expected"), COVERAGE)
def test_coverage(name: str, expected: dict[str, bool]) -> None:
    """A page speaks for what its title names: not if it is cut off, nor for kinds of lost names."""
    found = read_own(name).snapshot.coverage
    assert {
        "mutation": found.roots.mutation,
        "query": found.roots.query,
        "object": found.kinds.object,
        "errors": found.errors,
    } == expected
    assert not found.complete


def test_an_objects_page_with_all_its_names_covers_objects() -> None:
    """Where no name is lost, an object type that is not on the page is absent."""
    page = "Objects\n\nTag\n\nFields\n\nNameDescription\nword(String)\n"
    assert read_text(page).snapshot.coverage.kinds.object


def test_a_page_without_error_lists_does_not_speak_of_errors() -> None:
    """Without any list on the page no operation has the key at all."""
    page = "Mutations\n\nping\n\nType:Boolean\n\nMutation\n\nmutation Ping {\n  ping\n}\n"
    reading = read_text(page)
    assert not reading.snapshot.coverage.errors
    assert walk(reading.snapshot)["Mutation.ping"].errors is None


TWICE = """Mutations

a

Type:Shared

Return fields

NameDescription

x (Int)

Mutation

mutation A {
  a {
    x
  }
}

b

Type:Shared

Return fields

NameDescription

x (%s)

Mutation

mutation B {
  b {
    x
  }
}
"""


@pytest.mark.parametrize(("second", "ids"), [("Int", []), ("Float", ["conflict"])])
def test_a_payload_of_two_operations(second: str, ids: list[str]) -> None:
    """A table that stands under two operations is no news; if it differs, both lines are named."""
    reading = read_text(TWICE % second)
    assert [d.id for d in reading.diagnostics] == ids
    assert walk(reading.snapshot)["Shared.x"].type == "Int"
    assert all("line 11" in d.message for d in reading.diagnostics)


@pytest.mark.parametrize("text", ["Hello.\n\nThis is a letter.\n", "a\nb\nc\n", "Arguments\n"])
def test_an_unknown_layout(text: str) -> None:
    """A text that no layout explains is refused, and the message says what was expected."""
    with pytest.raises(InputError, match="unknown layout; expected a documentation page"):
        read_text(text)


STRAY = ["Response\n", "Variables\n", "}\ncloseLoan\n", "}\nResponse\n"]


@pytest.mark.parametrize("before", STRAY)
def test_words_in_the_midst_of_a_page(before: str) -> None:
    """A sentence where the layout has none is neither dropped nor glued to a section: reported."""
    page = (PAGES / "flat.txt").read_text("utf8")
    at = page.index(before) + (2 if before.startswith("}") else len(before))
    text = f"{page[:at]}Stray words stand here.\n{page[at:]}"
    reading = read_text(text)
    found = [d for d in reading.diagnostics if d.id == "line-unclaimed"]
    assert [d.message for d in found] == ["'Stray words stand here.'"]
    assert "Stray words" not in redact.redact(text, "page.txt")
    assert walk(reading.snapshot).keys() == walk(read_own("flat").snapshot).keys()


def test_an_operation_that_stands_twice() -> None:
    """The first section counts, and the diagnostic names its line and what the second one says."""
    page = (PAGES / "flat.txt").read_text("utf8")
    again = "enrol\nType:Member\nURL:https://other.example/\nMutation\nmutation Enrol {\nenrol\n}\n"
    conflict = read_text(page + again).diagnostics[-1]
    assert conflict.id == "conflict"
    assert "stands in line 1" in conflict.message
    assert "type 'Member'; endpoint 'https://other.example/'" in conflict.message


def test_marks_of_markdown_in_descriptions_make_no_markdown_page() -> None:
    """A page whose descriptions hold headings and lists as Markdown writes them is text still."""
    page = (PAGES / "spectaql.txt").read_text("utf8")
    marked = page.replace("The new loan.", "## Loans\n\n- one\n- two")
    assert read_text(marked).snapshot.sources[0].layout == "spectaql"
