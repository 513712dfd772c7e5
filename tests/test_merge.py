"""Several sources of one region become one snapshot, and conflicts name both lines."""

from __future__ import annotations

import datetime

import msgspec

from schemadoc.model import COMPLETE, Element, Location, Snapshot, Source, sort_elements, walk
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.merge import merge
from schemadoc.typerefs import Known
from tests.pagehelp import read_own, read_text

OPTIONS = Options(region="lib")


def schema(*elements: Element) -> Reading:
    """A complete schema with these elements."""
    source = Source(path="schema.graphql", kind="sdl", sha256="0")
    snapshot = Snapshot(
        region="lib", sources=(source,), coverage=COMPLETE, elements=sort_elements(elements)
    )
    return Reading(snapshot, ())


def field(coordinate: str, type_text: str, **keys: object) -> Element:
    """A field of that schema, in its line 7."""
    keys = {"element": "field", "source": Location("schema.graphql", 7), **keys}
    return Element(coordinate=coordinate, type=type_text, **keys)  # type: ignore[arg-type]


def test_pages_of_one_region_add_up() -> None:
    """Operations of one page and types of another stand in one snapshot, sources in their order."""
    readings = [read_own("flat"), read_own("objects")]
    merged = merge(readings, OPTIONS)
    elements = walk(merged.snapshot)
    assert elements["Mutation.borrowBook"].type == "BorrowBook"
    assert elements["Book"].element == "object"
    assert elements["Book.title"].type == "String"
    assert [s.path for s in merged.snapshot.sources] == ["flat.txt", "objects.txt"]
    assert merged.snapshot.coverage.roots.mutation
    assert len(merged.diagnostics) == sum(len(r.diagnostics) for r in readings)


def test_a_mention_takes_the_kind_that_is_proved() -> None:
    """A type that one source only mentions is what another one says it is."""
    kind = Element(coordinate="Loan", element="interface")
    merged = merge([read_own("spectaql"), schema(kind)], OPTIONS)
    assert walk(merged.snapshot)["Loan"].element == "interface"


def test_an_exact_type_narrows_what_is_known() -> None:
    """What a page only proves in part, a schema completes, and that is no conflict."""
    merged = merge([read_own("flat"), schema(field("BorrowBook.loan", "[Loan!]"))], OPTIONS)
    assert walk(merged.snapshot)["BorrowBook.loan"].type == "[Loan!]"
    assert not [d for d in merged.diagnostics if "type is not as" in d.message]


def test_a_conflict_names_both_lines_and_the_schema_stands() -> None:
    """Two types that exclude each other: one diagnostic, in the page's line, naming the other."""
    merged = merge([read_own("flat"), schema(field("BorrowBook.days", "String"))], OPTIONS)
    conflict = next(d for d in merged.diagnostics if "type is not as" in d.message)
    assert conflict.id == "conflict"
    assert (conflict.path, conflict.line) == ("flat.txt", 43)
    assert "schema.graphql:7" in conflict.message
    assert walk(merged.snapshot)["BorrowBook.days"].type == "String"


def test_descriptions_that_differ_are_a_conflict() -> None:
    """A description is kept from the first source, and the other line is named."""
    page = "Mutations\n\na\n\nType:Int\n\n{}\n\nMutation\n\nmutation A {{\n  a\n}}\n"
    first = read_text(page.format("One."), "one.txt")
    second = read_text(page.format("Two."), "two.txt")
    merged = merge([first, second], OPTIONS)
    assert walk(merged.snapshot)["Mutation.a"].description == "One."
    assert [str(d)[:20] for d in merged.diagnostics] == ["two.txt:3: conflict:"]


def test_a_placeholder_gets_the_name_that_another_source_says() -> None:
    """The fields under a lost payload name move to the type that the schema names."""
    merged = merge([read_own("flat"), schema(field("Mutation.closeLoan", "Closed!"))], OPTIONS)
    elements = walk(merged.snapshot)
    assert elements["Mutation.closeLoan"].type == "Closed!"
    assert elements["Closed.closed"].type_known == Known(json="boolean")
    assert elements["Closed"].name_from is None
    assert not [name for name in elements if name.startswith("Unnamed_Mutation_closeLoan")]


def test_the_latest_date_counts() -> None:
    """Without a date of its own, the snapshot has that of its latest source."""
    dates = [datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)]
    readings = [Reading(Snapshot(region="lib", captured=date), ()) for date in (dates[1], dates[0])]
    assert merge(readings, OPTIONS).snapshot.captured == dates[1]


def test_what_a_complete_schema_lacks_is_a_conflict() -> None:
    """A page that shows what a complete schema of the region does not have: both are named once."""
    root = Element(coordinate="Mutation", element="object", source=Location("schema.graphql", 1))
    known = [field(f"Mutation.{name}", "Int") for name in ("borrowBook", "moveShelf", "enrol")]
    merged = merge([read_own("flat"), schema(root, *known)], OPTIONS)
    missing = {d.message: d.id for d in merged.diagnostics if "is not in" in d.message}
    problem = "Mutation.closeLoan is not in schema.graphql, which is complete"
    assert missing[problem] == "conflict"
    assert not [message for message in missing if message.startswith("Mutation.closeLoan(")]


def test_the_newer_source_counts() -> None:
    """Of two sources of one kind, the later one's word stands."""
    old = schema(field("Mutation.a", "Int"))
    new = schema(field("Mutation.a", "Float"))
    dated = [
        Reading(msgspec.structs.replace(reading.snapshot, captured=datetime.date(year, 1, 1)), ())
        for reading, year in ((old, 2024), (new, 2025))
    ]
    assert walk(merge(dated, OPTIONS).snapshot)["Mutation.a"].type == "Float"
