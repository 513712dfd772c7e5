"""The deprecation calendar: status, order, replacements."""

from __future__ import annotations

import datetime
import json

import msgspec
import pytest

from schemadoc.compare.calendar import calendar, replacement_status
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    Element,
    ElementKind,
    Index,
    RootCoverage,
    Snapshot,
    sort_elements,
)

TODAY = datetime.date(2026, 2, 1)


def field(
    coordinate: str, days: int | None = None, element: ElementKind = "field", **keys: object
) -> Element:
    remove_on = None if days is None else TODAY + datetime.timedelta(days)
    deprecation = Deprecation(remove_on=remove_on, origin="block", **keys)  # type: ignore[arg-type]  # a table of keys
    return Element(coordinate=coordinate, element=element, deprecation=deprecation)


def index(*elements: Element, coverage: Coverage = COMPLETE) -> Index:
    return Index(Snapshot(region="x", coverage=coverage, elements=sort_elements(elements)))


def test_what_is_overdue_stands_first() -> None:
    """Overdue, due, scheduled, undated; within each by date, region, coordinate."""
    regions = {
        "b": index(field("Query.late", -3), field("Query.never"), field("Query.today", 0)),
        "a": index(
            field("Query.last", 90), field("Query.far", 91), field("Query.x", -3), field("Query.y")
        ),
    }
    found = [(e.status, e.days_left, e.region, e.coordinate) for e in calendar(regions, TODAY)]
    assert found == [
        ("overdue", -3, "a", "Query.x"),
        ("overdue", -3, "b", "Query.late"),
        ("due", 0, "b", "Query.today"),
        ("due", 90, "a", "Query.last"),
        ("scheduled", 91, "a", "Query.far"),
        ("undated", None, "a", "Query.y"),
        ("undated", None, "b", "Query.never"),
    ]


def test_due_within_moves_the_line_between_due_and_scheduled() -> None:
    """The window says what counts as due and leaves no deprecation out."""
    regions = {"a": index(field("Query.a", 10), field("Query.b", 20))}
    assert [entry.status for entry in calendar(regions, TODAY, 15)] == ["due", "scheduled"]
    assert [entry.status for entry in calendar(regions, TODAY, 0)] == ["scheduled", "scheduled"]


def test_an_entry_has_the_contracts_shape() -> None:
    """The keys are those of `deprecations --format json`, dates as text."""
    one = field(
        "Query.a", 5, reason="Use b.", url="https://x.test", replacements=("Query.b", "Query.z")
    )
    other = Element(coordinate="Query.b", element="field")
    query = Element(coordinate="Query", element="object")
    regions = {"gb": index(one, other, query), "fr": index(query), "it": index(coverage=PAGE)}
    found = calendar(regions, TODAY)
    assert json.loads(msgspec.json.encode(found)) == [
        {
            "region": "gb",
            "coordinate": "Query.a",
            "reason": "Use b.",
            "marked_on": None,
            "remove_on": "2026-02-06",
            "url": "https://x.test",
            "replacements": [
                {
                    "name": "Query.b",
                    "status": "present",
                    "ready": {"gb": "present", "fr": "absent", "it": "unknown"},
                },
                {
                    "name": "Query.z",
                    "status": "absent",
                    "ready": {"gb": "absent", "fr": "absent", "it": "unknown"},
                },
            ],
            "status": "due",
            "days_left": 5,
        }
    ]


PAGE = Coverage(roots=RootCoverage(mutation=True))

REPLACEMENTS = [
    ("Mutation.b", COMPLETE, "present"),
    ("b", COMPLETE, "present"),
    ("A", COMPLETE, "present"),
    ("A.x", COMPLETE, "present"),
    ("A.z", COMPLETE, "absent"),
    ("z", COMPLETE, "absent"),
    ("x", COMPLETE, "unknown"),  # a field of A, which the advice does not name
    ("Z", COMPLETE, "absent"),
    ("Z.z", COMPLETE, "absent"),
    ("b.z", COMPLETE, "unknown"),
    ("Mutation.b", PAGE, "present"),
    ("Mutation.z", PAGE, "absent"),
    ("Query.z", PAGE, "unknown"),
    ("z", PAGE, "unknown"),
    ("Z.z", PAGE, "unknown"),
]


@pytest.mark.parametrize(("name", "coverage", "status"), REPLACEMENTS)
def test_a_replacement_is_absent_only_where_the_region_covers_it(
    name: str, coverage: Coverage, status: str
) -> None:
    """Coordinates, bare names and paths are looked up in the same region, never beyond proof."""
    one = field("Mutation.a")
    found = index(
        one,
        Element(coordinate="Mutation", element="object"),
        Element(coordinate="Mutation.b", element="field"),
        Element(coordinate="A", element="object"),
        Element(coordinate="A.x", element="field"),
        coverage=coverage,
    )
    assert replacement_status(found, one, name) == status


def test_a_bare_name_may_be_a_sibling_argument() -> None:
    """An argument's replacement is first of all another argument of the same field."""
    one = field("Query.a(b:)", element="argument")
    found = index(
        one,
        Element(coordinate="Query", element="object"),
        Element(coordinate="Query.a", element="field"),
        Element(coordinate="Query.a(c:)", element="argument"),
    )
    assert replacement_status(found, one, "c") == "present"
    assert replacement_status(found, one, "d") == "absent"
