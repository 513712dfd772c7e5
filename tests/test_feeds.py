"""Calendars and feeds, read back by the parsers that others use."""

from __future__ import annotations

import datetime
from typing import Any

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.compare.calendar import Entry, Replacement
from schemadoc.reports import atom, ics

TODAY = datetime.date(2026, 3, 1)


def entry(coordinate: str = "Mutation.unlock", region: str = "gb", **keys: Any) -> Entry:
    told = {
        "reason": "Use `openDoor` instead; soon,\nplease.",
        "marked_on": datetime.date(2025, 1, 1),
        "remove_on": datetime.date(2026, 1, 16),
        "url": "https://example.org/notes/1",
        "replacements": (Replacement("Mutation.openDoor", "present", {"gb": "present"}),),
        "status": "overdue",
        "days_left": -44,
    }
    return Entry(region=region, coordinate=coordinate, **(told | keys))


def events(text: str) -> list[Any]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_a_removal_is_an_all_day_event() -> None:
    """The day, what goes and what replaces it are read back as they were; undated ones are none."""
    link = {"Mutation.unlock": "https://docs.example.org/mutation/unlock.html"}.get
    undated = entry("Query.a", remove_on=None)
    text = ics.render([entry(), undated], name="Doors; gb, all", today=TODAY, link=link)
    assert icalendar.Calendar.from_ical(text)["VERSION"] == "2.0"
    assert "\r\nNAME:Doors\\; gb\\, all\r\n" in text
    [event] = events(text)
    assert event.decoded("DTSTART") == datetime.date(2026, 1, 16)
    assert event.decoded("DTSTAMP") == datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    assert event["SUMMARY"] == "Removal of Mutation.unlock (gb)"
    assert event["DESCRIPTION"] == (
        "Use `openDoor` instead; soon,\nplease.\n\nIn its place: Mutation.openDoor"
        "\n\nhttps://example.org/notes/1"
    )
    assert event["URL"] == "https://docs.example.org/mutation/unlock.html"


def test_an_event_keeps_its_identity_when_its_date_moves() -> None:
    """A calendar program moves the event and does not double it; each region has its own."""
    moved = entry(remove_on=datetime.date(2027, 1, 1), reason=None)
    uids = [
        events(ics.render([one], name="x", today=day))[0]["UID"]
        for one, day in ((entry(), TODAY), (moved, TODAY + datetime.timedelta(9)))
    ]
    assert uids[0] == uids[1] == ics.uid("gb", "Mutation.unlock")
    assert ics.uid("fr", "Mutation.unlock") != uids[0] != ics.uid("gb", "Mutation.lock")


@given(st.text(max_size=300))
def test_any_text_survives_a_calendar(reason: str) -> None:
    """No line is longer than 75 octets, none is cut inside a letter, and nothing gets lost."""
    text = ics.render([entry(reason=reason, url=None, replacements=())], name="x", today=TODAY)
    data = text.encode("utf-8")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.replace(b"\r\n", b"").find(b"\n") == -1
    [event] = events(text)
    found = str(event.get("DESCRIPTION", ""))
    kept = reason.replace("\r\n", "\n").replace("\r", "\n")
    # The parser takes a letter of spacing at the ends for its own.
    printable = [letter for letter in kept if ord(letter) > 31 and ord(letter) != 127]
    assert [letter for letter in found if ord(letter) > 31] == printable


FEED = atom.Feed("Deprecations", "Door API", "deprecations/gb.xml", "deprecations/gb.html")
HERE = FEED._replace(base_url="https://docs.example.org/")


def feed(*entries: Entry, at: atom.Feed = HERE, today: datetime.date = TODAY) -> Any:
    captured = {"gb": datetime.date(2025, 2, 10)}
    paths = {"Mutation.unlock": "mutation/unlock.html"}
    items = atom.deprecation_items(entries, today, captured=captured, paths=paths)
    read = feedparser.parse(atom.render(at, items, today).encode())
    assert read.bozo is False
    assert read.version == "atom10"
    return read


def test_a_feed_is_read_as_it_was_meant() -> None:
    """Title, addresses, days and text; what was heard of last comes first."""
    read = feed(entry("Query.a", remove_on=None, marked_on=None), entry())
    assert read.feed.title == "Deprecations"
    assert read.feed.author == "Door API"
    assert {(link.rel, link.href) for link in read.feed.links} == {
        ("self", "https://docs.example.org/deprecations/gb.xml"),
        ("alternate", "https://docs.example.org/deprecations/gb.html"),
    }
    assert read.feed.updated == "2026-01-16T00:00:00Z"
    first, second = read.entries
    assert first.title == "Mutation.unlock is deprecated in gb"
    assert first.link == "https://docs.example.org/mutation/unlock.html"
    assert "<p>In its place: Mutation.openDoor.</p>" in first.content[0].value
    assert (first.updated, second.updated) == ("2026-01-16T00:00:00Z", "2025-02-10T00:00:00Z")


def test_an_entry_is_the_same_on_another_day() -> None:
    """Ids and days follow from facts: a reader shows an entry once, not after every build."""
    later = TODAY + datetime.timedelta(30)
    first, second = feed(entry()), feed(entry(), today=later)
    assert first.entries[0].id == second.entries[0].id
    assert first.entries[0].updated == second.entries[0].updated
    before = datetime.date(2025, 6, 1)
    assert feed(entry(), today=before).entries[0].updated == "2025-01-01T00:00:00Z"


def test_a_feed_without_a_home_still_has_ids() -> None:
    """Where nobody knows the site's address there are none, and every id is a URN."""
    read = feed(entry(), at=FEED)
    assert read.feed.get("links", []) == read.entries[0].get("links", []) == []
    assert read.feed.id.startswith("urn:uuid:")
    assert read.entries[0].id.startswith("urn:uuid:")
    empty = feed(at=FEED)
    assert empty.feed.updated == "2026-03-01T00:00:00Z"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a\x00\x1bb & ]]> \ufffe \ud800"])
def test_hostile_text_is_text_in_a_feed(text: str) -> None:
    """A reader that shows the markup shows what the source said, and runs none of it."""
    items = atom.deprecation_items([entry(text, reason=text)], TODAY, captured={}, paths={})
    made = atom.render(FEED, items, TODAY).encode()
    read = feedparser.parse(made, sanitize_html=False)
    assert read.bozo is False
    assert b"<script" not in made
    assert "<script" not in read.entries[0].content[0].value
    assert read.entries[0].id.startswith("urn:uuid:")
