"""What the site tells of the past: changes by day, feeds, pages of what is gone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import feedparser
import pytest

from schemadoc import history
from schemadoc.cli.session import write_file
from schemadoc.compare.chronicle import EMPTY, chronicle
from schemadoc.compare.rollout import timeline
from schemadoc.compare.sunset import Terms
from schemadoc.model import Coverage, Deprecation, Element
from schemadoc.render.build import build
from schemadoc.render.variants import cells
from schemadoc.render.world import RegionInput, World
from tests import sites
from tests.sites import element
from tests.test_site import page, text

OLD = Deprecation(
    reason="Use `open` instead.",
    remove_on=datetime.date(2026, 2, 1),
    replacements=("Query.open",),
    origin="directive",
)
FIRST = [
    element("Query", "object"),
    element("Query.door", "field", type="Door", deprecation=OLD),
    element("Query.door(id:)", "argument", type="ID!"),
    element("Query.open", "field", type="Door"),
    element("Door", "object"),
    element("Door.colour", "field", type="Colour"),
    element("Door.key", "field", type="String"),
    element("Colour", "enum", description="What a door *wears*."),
    element("Colour.RED", "enum_value"),
]
SECOND = [
    *(one for one in FIRST if one.coordinate != "Door.key"),
    element("Door.lock", "field", type="String"),
]
THIRD = [
    element("Query", "object"),
    element("Query.open", "field", type="Door"),
    element("Query.open(id:)", "argument", type="ID"),
    element("Door", "object"),
    element("Door.lock", "field", type="String"),
]
DAYS = [datetime.date(2025, 6, 1), datetime.date(2025, 12, 1)]


def past(
    folder: Path, id_: str = "gb", today: list[Element] = THIRD, lost: Sequence[Element] = ()
) -> RegionInput:
    """A region with two stored days, read back from its files, and its sources of today.

    `lost` are elements that both stored days have beside the usual ones.
    """
    now = sites.region(id_, today, captured=datetime.date(2026, 2, 15))
    kept = history.of(id_, folder)
    for day, elements in zip(DAYS, (FIRST, SECOND), strict=True):
        stored = sites.region(id_, [*elements, *lost], captured=day).snapshot
        kept.store(stored, day, write_file)
    states = timeline(kept.all(), now.snapshot)
    told = chronicle(states, Terms(today=sites.TODAY), region=id_)
    return now._replace(chronicle=told)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("past")
    other = sites.region("fr", THIRD)
    out = folder / "site"
    build(
        [past(folder), other],
        out=out,
        today=sites.TODAY,
        title="Door API",
        base_url="https://docs.example.org",
    )
    return out


def test_a_chronicle_holds_each_change_under_its_day(tmp_path: Path) -> None:
    """The newest first; a day on which nothing changed is none; one day alone is no past."""
    told = past(tmp_path).chronicle
    assert told.since == DAYS[0]
    assert [(step.after, step.date) for step in told.steps] == [
        (DAYS[1], datetime.date(2026, 2, 15)),
        (DAYS[0], DAYS[1]),
    ]
    assert {one.coordinate for one in told.steps[1].diff.findings} == {"Door.key", "Door.lock"}
    same = past(tmp_path / "same", today=SECOND).chronicle
    assert [step.date for step in same.steps] == [DAYS[1]]
    assert chronicle([], Terms(today=sites.TODAY)) == EMPTY


def test_changes_are_told_by_day_and_severity(site: Path) -> None:
    """Breaking first, what has one cause under it, each line leading to its element."""
    html = page(site, "changelog/gb.html")
    shown = text(html)
    assert "Changes in Region gb" in shown
    assert "Since 2025-12-01 : " in shown
    assert shown.index("2026-02-15") < shown.index("Since 2025-06-01")
    assert shown.index("Breaking") < shown.index("Dangerous" if "Dangerous" in shown else "Safe")
    assert 'href="../query/door.html"' in html
    assert 'href="../object/Door.html#key"' in html
    assert "with it 1 argument-removed" in shown
    assert not (site / "changelog/fr.html").exists()


def test_the_newest_changes_stand_first_and_on_the_home_page(site: Path) -> None:
    """All regions together; the home page names the last days."""
    assert "2026-02-15" in text(page(site, "changelog/index.html"))
    home = text(page(site, "index.html"))
    assert "What changed last Region gb, 2026-02-15 : " in home


def test_a_removed_operation_keeps_its_address(site: Path) -> None:
    """It says where it was last seen, when it was missing, and what replaces it."""
    shown = text(page(site, "query/door.html"))
    assert "removed query Query.door No region has it any more." in shown
    assert "Region gb : last seen on 2025-12-01 , not on 2026-02-15 ; no longer there." in shown
    assert "Its removal was announced for 2026-02-01 ." in shown
    assert "In its place: Query.open" in shown
    assert 'id="door.id"' in page(site, "query/door.html")


def test_a_removed_type_and_a_removed_member_keep_theirs(site: Path) -> None:
    """A type has its page with what it held; a member has its anchor on the type's page."""
    html = page(site, "enum/Colour.html")
    assert "What a door <em>wears</em>." in html
    assert 'id="RED"' in html
    door = page(site, "object/Door.html")
    assert 'id="key"' in door
    assert "last seen on 2025-06-01 , not on 2025-12-01" in text(door)


def test_silence_is_no_removal(tmp_path: Path) -> None:
    """Where today's sources do not speak of it, nothing is called removed."""
    now = sites.region("gb", [element("Query.open", "field", type="Door")], coverage=Coverage())
    states = timeline([(DAYS[0], sites.region("gb", FIRST).snapshot)], now.snapshot)
    told = chronicle(states, Terms(today=sites.TODAY))
    out = tmp_path / "s"
    build([now._replace(chronicle=told)], out=out, today=sites.TODAY, title="Door API")
    shown = text(page(out, "query/door.html"))
    assert "query, no longer shown Query.door No region’s sources show it any more" in shown
    assert "whether it is still there is unknown" in shown
    assert "removed query" not in shown


def test_what_another_region_still_has_is_not_gone(tmp_path: Path) -> None:
    """One region's removal is that region's: the element keeps its own page."""
    world = World([past(tmp_path), sites.region("fr", FIRST)], sites.TODAY)
    assert world.gone == {}
    assert World([past(tmp_path)], sites.TODAY).gone.keys() == {
        "Colour",
        "Colour.RED",
        "Door.colour",
        "Door.key",
        "Query.door",
        "Query.door(id:)",
    }


def test_the_row_of_regions_says_since_when(tmp_path: Path) -> None:
    """What came within a region's past has its first day, what went its last; others have none."""
    new = [*THIRD, element("Lock", "object"), element("Lock.x", "field", type="Int")]
    world = World([past(tmp_path, "gb", new), sites.region("fr", [*FIRST, *new])], sites.TODAY)
    table = {
        "Lock": ("present", "first seen 2026-02-15"),
        "Query.door": ("absent", "last seen 2025-12-01"),
        "Colour": ("absent", "last seen 2025-12-01"),
        "Query.open": ("present", None),
    }
    for coordinate, (word, since) in table.items():
        gb, fr = cells(world, coordinate)
        assert (gb.word, gb.since) == (word, since)
        assert (fr.word, fr.since) == ("present", None)
    out = tmp_path / "site"
    build(world.inputs, out=out, today=sites.TODAY, title="Door API")
    assert "absent last seen 2025-12-01" in text(page(out, "query/door.html"))
    assert "- Region gb (gb): absent, last seen 2025-12-01" in (out / "query/door.md").read_text()


def test_addresses_do_not_move_when_something_goes() -> None:
    """Of two names that differ in case alone, the later keeps its suffix when the first is gone."""
    both = [*FIRST, element("DOOR", "object"), element("DOOR.x", "field", type="Int")]
    then = World([sites.region("gb", both)], sites.TODAY)
    now = sites.region("gb", FIRST)
    states = timeline([(DAYS[0], sites.region("gb", both).snapshot)], now.snapshot)
    told = chronicle(states, Terms(today=sites.TODAY))
    after = World([now._replace(chronicle=told)], sites.TODAY)
    assert after.path("Door") == then.path("Door") != after.path("DOOR") == then.path("DOOR")


def test_a_change_reaches_feed_readers(site: Path) -> None:
    """One entry a day and region, with the lines, at the page's address for that day."""
    for name in ("index", "gb"):
        read: Any = feedparser.parse((site / f"changelog/{name}.xml").read_bytes())
        assert read.bozo is False
        first, second = read.entries
        assert first.link == "https://docs.example.org/changelog/gb.html#s-2026-02-15"
        assert (first.updated, second.updated) == ("2026-02-15T00:00:00Z", "2025-12-01T00:00:00Z")
        assert "Query.door" in first.content[0].value
        assert first.id != second.id


def test_without_history_nobody_is_led_to_it(tmp_path: Path) -> None:
    """No empty page, no link to one."""
    build([sites.north()], out=tmp_path / "s", today=sites.TODAY, title="Door API")
    assert not (tmp_path / "s/changelog").exists()
    assert "changelog" not in page(tmp_path / "s", "index.html")
