"""The life of a deprecation: wordings, dates, replacements, status."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc import lifecycle
from schemadoc.model import Deprecation, Element, Index, Snapshot, sort_elements

DAY = datetime.date(2025, 1, 31)
LATER = datetime.date(2025, 3, 1)

BLOCK = """The 'a' field is deprecated.

Use 'b'.

- Marked as deprecated on 2025-01-31.
- Scheduled for removal on or after 2025-03-01."""

READ = [
    ("Use b.", "Use b.", None, None, None),
    ("", None, None, None, None),
    (
        BLOCK,
        "Use 'b'.",
        DAY,
        LATER,
        None,
    ),
    ("Use `b`. Removal on 2025-03-01 UTC.", "Use `b`.", None, LATER, None),
    ("Use `b`. **Removal on 2025-03-01 UTC**", "Use `b`. ****", None, LATER, None),
    ("Use `b`. Will be removed on 2025-03-01.", "Use `b`.", None, LATER, None),
    ("Deprecated since 2025-01-31. Use b.", "Use b.", DAY, None, None),
    (
        "Use b, see https://x.test/2024-01-01/a. Removal on 2025-03-01 UTC.",
        "Use b, see https://x.test/2024-01-01/a.",
        None,
        LATER,
        "https://x.test/2024-01-01/a",
    ),
    (
        "Removal on https://x.test/2025-03-01",
        "Removal on https://x.test/2025-03-01",
        None,
        None,
        "https://x.test/2025-03-01",
    ),
    ("Changed on 2025-03-01.", "Changed on 2025-03-01.", None, None, None),
    (
        "Use b.\n\nYou can read more about this deprecation on:\nhttps://x.test/1/",
        "Use b.",
        None,
        None,
        "https://x.test/1/",
    ),
]


@pytest.mark.parametrize(("text", "reason", "marked", "removed", "url"), READ)
def test_the_text_of_a_deprecation(
    text: str,
    reason: str | None,
    marked: datetime.date | None,
    removed: datetime.date | None,
    url: str | None,
) -> None:
    """The advice alone, the dates by their wordings, never one inside a URL, and the link."""
    found = lifecycle.read(text, "block")
    expected = Deprecation(
        reason=reason, marked_on=marked, remove_on=removed, url=url, origin="block"
    )
    if "**" not in text:  # emphasis around a date is prose's to tidy, the date must be found
        assert found.deprecation == expected
    assert found.deprecation.remove_on == removed
    assert found.unreadable_dates == ()


def test_the_owner_of_a_block() -> None:
    """A block that names another element than the one it stands by can be told."""
    assert lifecycle.read("The 'a' field is deprecated.\nUse b.", "block").owner == "a"
    assert lifecycle.read("Use b.", "block").owner is None


def test_a_date_that_no_calendar_has() -> None:
    """An impossible date is reported and never guessed at."""
    found = lifecycle.read("Use b. Removal on 2025-02-30 UTC.", "directive")
    assert found.deprecation.remove_on is None
    assert found.unreadable_dates == ("2025-02-30",)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_date_is_read_in_every_wording(date: datetime.date) -> None:
    """Whatever the day, it comes out as it went in."""
    text = f"Use b.\n\n- Marked as deprecated on {date}.\n- Will be removed on {date}."
    found = lifecycle.read(text, "block").deprecation
    assert (found.reason, found.marked_on, found.remove_on) == ("Use b.", date, date)


INDEX = Index(
    Snapshot(
        region="x",
        elements=sort_elements(
            [
                Element(coordinate="Query", element="object"),
                Element(coordinate="Query.cost", element="field"),
                Element(coordinate="Query.old", element="field"),
                Element(coordinate="Query.old(a:)", element="argument"),
                Element(coordinate="Query.old(b:)", element="argument"),
                Element(coordinate="Mutation.go", element="field"),
                Element(coordinate="Bill", element="object"),
                Element(coordinate="Bill.cost", element="field", type="Price!"),
                Element(coordinate="Bill.total", element="field"),
                Element(coordinate="Price", element="object"),
                Element(coordinate="Price.net", element="field"),
            ]
        ),
    )
)

REPLACED = [
    ("Use 'cost' instead.", "Bill.total", ("Bill.cost",)),
    ("Use 'cost' instead.", "Query.old", ("Query.cost",)),
    ("Use `go` instead.", "Bill.total", ("Mutation.go",)),
    ("Use `Bill` instead.", "Query.old", ("Bill",)),
    ("Use `cost` field on `Bill` instead.", "Query.old", ("Bill.cost",)),
    ("Use `gone` field on `Bill` instead.", "Query.old", ("Bill.gone",)),
    ("Use `Bill.cost` instead.", "Query.old", ("Bill.cost",)),
    ("Use `cost.net` instead.", "Bill.total", ("Price.net",)),
    ("Use `nowhere` instead.", "Query.old", ("nowhere",)),
    ("Use cost instead.", "Query.old", ("Query.cost",)),
    ("Use caution instead.", "Query.old", ()),
    ("Use 'b' instead.", "Query.old(a:)", ("Query.old(b:)",)),
    ("Use the 'go' mutation or the 'X-Errors' header.", "Bill.total", ("Mutation.go",)),
    ("`old` is no more. Use `cost`.", "Query.old", ("Query.cost",)),
    ("Removed since `cost` is wrong.", "Query.old", ()),
    ("Use https://x.test/go instead.", "Query.old", ()),
]


@pytest.mark.parametrize(("reason", "coordinate", "names"), REPLACED)
def test_what_replaces_an_element(reason: str, coordinate: str, names: tuple[str, ...]) -> None:
    """A quoted name is a sibling, a root field, then a type; headers and itself are none."""
    assert lifecycle.replacements(reason, coordinate, INDEX) == names


STATUS = [
    (None, 90, None, "undated"),
    (-1, 90, -1, "overdue"),
    (0, 90, 0, "due"),
    (90, 90, 90, "due"),
    (91, 90, 91, "scheduled"),
    (0, 0, 0, "due"),
    (1, 0, 1, "scheduled"),
]


@pytest.mark.parametrize(("days", "due_within", "left", "status"), STATUS)
def test_status_on_a_day(days: int | None, due_within: int, left: int | None, status: str) -> None:
    """Overdue is before today, due is today to N days ahead, scheduled beyond."""
    remove_on = None if days is None else DAY + datetime.timedelta(days)
    deprecation = Deprecation(remove_on=remove_on, origin="block")
    assert lifecycle.days_left(deprecation, DAY) == left
    assert lifecycle.status(deprecation, DAY, due_within) == status


ADVICE = [
    ("Please use the 'x' query or the 'X-Y' header instead.", "A.x", ("x",)),
    ("Please use the 'q' query instead.", "A.q", ("Query.q",)),
    ("Use `b` on `B` instead.", "A.x", ("B.b",)),
    ("`y` has replaced `x`.", "A.x", ("A.y",)),
    ("In favor of Other things.", "A.x", ()),
]


@pytest.mark.parametrize(("reason", "coordinate", "expected"), ADVICE)
def test_what_advice_names(reason: str, coordinate: str, expected: tuple[str, ...]) -> None:
    """A name that is called a query is no field; what a type is named with is its field."""
    names = ["A", "A.q", "A.x", "A.y", "B", "B.b", "Other", "Query", "Query.q"]
    elements = tuple(Element(coordinate=name, element="field") for name in names)
    index = Index(Snapshot(region="r", elements=elements))
    assert lifecycle.replacements(reason, coordinate, index) == expected


def test_times_and_links_are_no_advice() -> None:
    """A time behind a date and a link in a paragraph of its own leave the reason."""
    text = (
        "Use t.\n\nRemoval on 2025-01-01 00:00 UTC.\n\n"
        "You can read more about this deprecation on:\n\nhttps://x.example/2024-01-01/"
    )
    found = lifecycle.read(text, "directive").deprecation
    assert (found.reason, found.url) == ("Use t.", "https://x.example/2024-01-01/")
    assert found.remove_on == datetime.date(2025, 1, 1)


OPENINGS = [
    ("The 'x' field is deprecated. Use y. Or z.", "Use y. Or z."),
    ("The 'x' field is deprecated\n\nUse y.", "Use y."),
    ("The 'x' field is deprecated, use y.", "The 'x' field is deprecated, use y."),
]


@pytest.mark.parametrize(("text", "reason"), OPENINGS)
def test_the_opening_sentence_is_no_advice(text: str, reason: str) -> None:
    """Only a whole sentence that names the element leaves the reason."""
    assert lifecycle.read(text, "directive").deprecation.reason == reason


WORDED = [
    ("Will be removed on 31/12/2026.", "2026-12-31"),
    ("It will be removed on 12/31/2026.", "2026-12-31"),
    ("Will be removed on December 31st, 2026.", "2026-12-31"),
    ("To be removed after 31 Dec 2026.", "2026-12-31"),
    ("Will be removed on 2026/12/31.", "2026-12-31"),
    ("Removed by 2026-12-31", "2026-12-31"),
    ("Will be removed: 2026-12-31", "2026-12-31"),
    ("Removing on 31.12.2026", "2026-12-31"),
    ("It will be removed from the schema on 2026-12-31.", "2026-12-31"),
    ("Sunset: 2027-03-01", "2027-03-01"),
    ("Removal on 2025-04-01 UTC.", "2025-04-01"),
]


@pytest.mark.parametrize(("wording", "date"), WORDED, ids=[row[0] for row in WORDED])
def test_removal_dates_in_other_words(wording: str, date: str) -> None:
    """A date is a date however it is written, and goes out of the advice."""
    found = lifecycle.read(f"Use `b`. {wording}", "directive")
    assert found.deprecation.remove_on == datetime.date.fromisoformat(date)
    assert found.deprecation.reason == "Use `b`."
    assert found.unreadable_dates == ()


@pytest.mark.parametrize("date", ["2026-13-45", "05/06/2026", "31 February 2026", "99.99.2026"])
def test_dates_that_no_calendar_has(date: str) -> None:
    """What may be two days, or is none, is kept as it stands and not guessed."""
    found = lifecycle.read(f"Use `b`. Removal on {date}.", "directive")
    assert found.deprecation.remove_on is None
    assert found.deprecation.unreadable_dates == (date,)


@pytest.mark.parametrize(
    "text", ["Removed in 2019", "The 2026-01-01 edition", "removal of 3 items"]
)
def test_numbers_that_are_no_dates(text: str) -> None:
    """Without a wording and a whole date nothing is taken for one."""
    found = lifecycle.read(text, "directive").deprecation
    assert (found.reason, found.remove_on, found.unreadable_dates) == (text, None, ())
