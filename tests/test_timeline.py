"""The picture of removal dates: what it shows, what its table shows, where its words stand."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from schemadoc.model import Deprecation
from schemadoc.render.timeline import TimelineView, timeline_view
from schemadoc.render.world import RegionInput, World
from tests import sites

DAY = datetime.date(2026, 1, 16)
PLACES = {"2026-01-16": "deprecations/index.html#s-on-2026-01-16"}


def old(region: str, *days: datetime.date | None) -> RegionInput:
    """A region with a deprecated query for each day."""
    marks = [Deprecation(remove_on=day, origin="directive") for day in days]
    found = [
        sites.element(f"Query.q{at}", "field", type="Int", deprecation=mark)
        for at, mark in enumerate(marks)
    ]
    return sites.region(region, found)


def drawn(*regions: RegionInput) -> TimelineView | None:
    world = World(regions, sites.TODAY)
    return timeline_view(world, world.calendar, PLACES)


def test_removals_of_one_day_are_one_mark() -> None:
    """A day with many is one mark with their number; each region has a line of its own."""
    later = datetime.date(2026, 6, 1)
    view = drawn(old("a", DAY, DAY, DAY, later), old("b", DAY), old("c", None))
    assert view is not None
    assert [[mark.number for mark in lane.marks] for lane in view.lanes] == [[3, 1], [1]]
    assert view.lanes[0].marks[0].title == (
        "Region a, 2026-01-16: 3 elements; removal date passed 44 days ago"
    )
    [[many, one], [single]] = [[mark.href for mark in lane.marks] for lane in view.lanes]
    assert (many, one, single) == (PLACES["2026-01-16"], "query/q3.html", "query/q0.html")
    assert view.description == (
        "5 removals from 2026-01-16 to 2026-06-01; 4 of them overdue."
        " 1 without a date is not shown."
    )


def test_the_table_says_what_the_picture_shows() -> None:
    """The same days, the same numbers: nobody needs the picture."""
    view = drawn(old("a", DAY, DAY, DAY, DAY, sites.TODAY), old("b", DAY))
    assert view is not None
    first, second = view.days
    assert (first.date, first.counts, first.total) == ("2026-01-16", (4, 1), 4)
    assert (first.href, second.href) == (PLACES["2026-01-16"], None)
    assert [link.text for link in first.links] == ["Query.q0", "Query.q1", "Query.q2"]
    assert (second.date, second.counts, second.status) == ("2026-03-01", (1, 0), "due")


def test_without_a_date_there_is_no_picture() -> None:
    """An empty frame would say that nothing is to be removed."""
    assert drawn(old("a", None)) is None
    assert drawn() is None


def test_very_many_days_are_told_by_month_or_year() -> None:
    """The picture stays one that can be read and laid out, however many days there are."""
    first = datetime.date(2026, 1, 16)
    view = drawn(old("a", *(first + datetime.timedelta(at) for at in range(121))))
    assert view is not None
    assert [day.date for day in view.days] == [
        "2026-01-16 to 2026-01-31",
        "2026-02-01 to 2026-02-28",
        "2026-03-01 to 2026-03-31",
        "2026-04-01 to 2026-04-30",
        "2026-05-01 to 2026-05-16",
    ]
    assert [mark.number for mark in view.lanes[0].marks] == [16, 28, 31, 30, 16]
    decades = drawn(
        old("a", *(first.replace(year=2000 + at, month=1 + at % 12) for at in range(130)))
    )
    assert decades is not None
    assert len(decades.days) == 130


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2199, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=40))
def test_marks_stand_in_the_picture_and_in_order(days: list[datetime.date]) -> None:
    """Whatever the days: places rise with them, none is cut, and no two labels share a place."""
    view = drawn(old("a", *days))
    assert view is not None
    [lane] = view.lanes
    places = [float(mark.x[:-1]) for mark in lane.marks]
    assert places == sorted(places)
    assert all(3 <= place <= 97 for place in places)
    labelled = [float(mark.x[:-1]) for mark in lane.marks if mark.label == "always"]
    assert all(b - a >= 11.9 for a, b in itertools.pairwise(labelled))
    assert 0 <= len(view.ticks) <= 10
