"""The same pair as pages and as schemas: a page says no change that the schema does not say."""

from __future__ import annotations

import datetime
from pathlib import Path
from random import Random

import pytest

from bench import scrape, writing
from bench.samples import Schema
from bench.scrape import LayoutId
from schemadoc.compare.diff import Diff, diff
from schemadoc.compare.sunset import Terms
from schemadoc.model import Index, Operation, Snapshot
from schemadoc.sources import sdl
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page as pages
from schemadoc.sources.read import read_file

OPTIONS = Options(region="lib")
TERMS = Terms(today=datetime.date(2025, 2, 10))

OLD = '''
type Query { book(id: ID!): Book shelf: Shelf }
type Mutation {
  """
  Lend a book.

  The possible errors that can be raised are:

  - LB-SH-1001: No such book.
  """
  lend(book: ID!, to: String): Lend
  back(book: ID!): Lend
  burn(book: ID!): Lend
}
type Lend { book: Book due: String! }
type Book { title: String! pages: Int copies: Int }
type Shelf { books: [Book!] }
'''
NEW = '''
type Query { book(id: ID!): Book shelf: Shelf author: String }
type Mutation {
  """
  Lend a book.

  The possible errors that can be raised are:

  - LB-SH-1001: No such book.
  - LB-SH-1002: The book is lent.
  """
  lend(book: ID!, to: String!): Lend
  "Give a book back, `late` or not."
  back(book: ID!): Back
  """
  The 'sell' field is deprecated.

  Use 'lend' instead.

  - Marked as deprecated on 2025-01-01.
  - Scheduled for removal on or after 2025-06-01.
  """
  sell(book: ID!): Lend
}
type Lend { book: Book due: String }
type Back { fee: Int }
type Book { title: String! pages: [Int] }
type Shelf { books: [Book!] }
'''


def as_page(snapshot: Snapshot, layout: LayoutId, operation: Operation) -> Index:
    """The page that a generator makes of a schema, as a scraper leaves it, read back."""
    schema = Schema(snapshot)
    made = (
        scrape.objects_page(schema)
        if layout == "objects"
        else scrape.operations_page(schema, operation, layout)
    )
    text = writing.text_of(made, Random(1))
    return Index(pages.read(text, "page.txt", OPTIONS, text.encode()).snapshot)


def both(old: Snapshot, new: Snapshot, layout: LayoutId, operation: Operation) -> tuple[Diff, Diff]:
    """The findings from the schemas and from their pages."""
    sides = [scrape.enriched(side) for side in (old, new)]
    from_pages = [as_page(side, layout, operation) for side in sides]
    return (
        diff(Index(sides[0]), Index(sides[1]), TERMS),
        diff(from_pages[0], from_pages[1], TERMS),
    )


def strangers(found: tuple[Diff, Diff]) -> list[tuple[str, str]]:
    """What the pages say and the schemas do not, kinds aside that a page does not speak for."""
    known = {one.fingerprint for one in found[0].findings}
    kinds = {one.coordinate for one in found[0].findings if one.rule == "type-kind-changed"}
    return [
        (one.rule, one.coordinate)
        for one in found[1].findings
        if one.fingerprint not in known and one.coordinate not in kinds
    ]


LAYOUTS: list[tuple[LayoutId, set[tuple[str, str]]]] = [
    (
        "spectaql",
        {
            ("error-added", "Mutation.lend"),
            ("argument-type-required", "Mutation.lend(to:)"),
            ("field-type-changed", "Mutation.back"),
            ("field-added", "Mutation.sell"),
            ("deprecation-added", "Mutation.sell"),
            ("field-removed", "Mutation.burn"),
            ("field-type-nullable", "Lend.due"),
        },
    ),
    (
        "flat",
        {
            ("error-added", "Mutation.lend"),
            ("field-added", "Mutation.sell"),
            ("field-removed", "Mutation.burn"),
        },
    ),
    (
        "viewers",
        {
            ("error-added", "Mutation.lend"),
            ("deprecation-added", "Mutation.sell"),
            ("field-removed", "Mutation.burn"),
        },
    ),
    (
        "objects",
        {
            ("field-type-nullable", "Lend.due"),
            ("field-removed", "Book.copies"),
            ("field-type-changed", "Book.pages"),
            ("type-added", "Back"),
        },
    ),
]


@pytest.mark.parametrize(("layout", "expected"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_pages_say_what_schemas_say(layout: LayoutId, expected: set[tuple[str, str]]) -> None:
    """A finding from pages has the fingerprint that it has from schemas; what a page shows is told.

    What it cannot show is counted, and never called removed.
    """
    snapshots = [sdl.read(text.encode(), "s", OPTIONS).snapshot for text in (OLD, NEW)]
    found = both(snapshots[0], snapshots[1], layout, "mutation")
    assert strangers(found) == []
    assert expected <= {(one.rule, one.coordinate) for one in found[1].findings}
    assert not any(one.coordinate.startswith("Query") for one in found[1].findings)


@pytest.mark.parametrize("layout", ["spectaql", "objects"])
def test_real_pairs_as_pages(shared: Path, layout: LayoutId) -> None:
    """Pages of two dates of a real schema say nothing that the schema does not say."""
    names = ("2024-11-28.graphql", "2025-02-10.graphql")
    old, new = (
        read_file(shared / "schemas" / "gb" / name, name, OPTIONS).snapshot for name in names
    )
    found = both(old, new, layout, "mutation")
    assert strangers(found) == []
    assert len(found[1].findings) > 500
