"""The lists of deprecations in a browser: what filters show, where the picture leads, how large."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from schemadoc.model import Deprecation
from schemadoc.render.build import build
from schemadoc.render.world import RegionInput
from tests import sites

_FIRST = datetime.date(2026, 1, 1)


def old(region: str, count: int) -> RegionInput:
    """Queries that go on so many days, two a day, and one without a date."""
    found = [
        sites.element(
            f"Query.q{at}",
            "field",
            type="Int",
            deprecation=Deprecation(
                reason=f"Ask `better{at}` instead.",
                remove_on=_FIRST + datetime.timedelta(at // 2),
                replacements=("Query.q0",),
                origin="directive",
            ),
        )
        for at in range(count)
    ]
    undated = Deprecation(reason="Nobody needs it.", origin="directive")
    found.append(sites.element("Colour", "enum"))
    found.append(sites.element("Colour.PUCE", "enum_value", deprecation=undated))
    return sites.region(region, found)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("deprecations") / "site"
    build([old("a", 5), old("b", 3)], out=out, today=sites.TODAY, title="Doors")
    return out


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("large") / "site"
    build([old("a", 600)], out=out, today=sites.TODAY, title="Doors")
    return out


def opened(browser: Browser, site: Path, path: str, *, scripts: bool = True) -> Page:
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(f"file://{site / 'deprecations'}/{path}")
    return page


def shown(page: Page) -> list[str]:
    """The elements of the lines that can be seen."""
    return page.locator("section tbody tr:visible th > :first-child").all_inner_texts()


ALL = ["Query.q0", "Query.q1", "Query.q2", "Query.q3", "Query.q4", "Colour.PUCE"]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("", ALL),
        ("status=undated", ["Colour.PUCE"]),
        ("kind=enum+value", ["Colour.PUCE"]),
        ("kind=query&text=better1", ["Query.q1"]),
        ("region=b", ["Query.q0", "Query.q1", "Query.q2", "Colour.PUCE"]),
        ("text=ASK+better+q3", ["Query.q3"]),
        ("status=due", ALL),
        ("text=nothing+of+the+kind", []),
        ("text=%3Cscript%3E", []),
    ],
)
def test_an_address_says_what_is_filtered(
    browser: Browser, site: Path, query: str, lines: list[str]
) -> None:
    """Words, status, kind and region; what the page does not know is left out; a count is told."""
    page = opened(browser, site, f"index.html?{query}")
    assert shown(page) == lines
    told = page.get_by_role("status").inner_text()
    number = "None" if not lines else str(len(lines))
    assert told == ("All 6 deprecations." if lines == ALL else f"{number} of the 6 deprecations.")
    headings = page.locator("section:visible h2").count()
    assert headings == len({line.startswith("Query") for line in lines})
    page.context.close()


def test_what_is_chosen_stands_in_the_address(browser: Browser, site: Path) -> None:
    """Typing and choosing write it, the button takes everything back; nothing complains."""
    page = opened(browser, site, "index.html")
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.get_by_label("Text").fill("better")
    page.locator("select[name=region]").select_option("b")
    page.wait_for_url("**/index.html?text=better&region=b")
    assert shown(page) == ["Query.q0", "Query.q1", "Query.q2"]
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url("**/index.html")
    assert shown(page) == ALL
    assert not page.get_by_role("button", name="Show all").is_visible()
    assert page.get_by_label("Text").evaluate("(one) => one === document.activeElement")
    assert heard == []
    page.context.close()


def test_without_javascript_everything_is_shown(browser: Browser, site: Path) -> None:
    """No filter that would do nothing; sections by status, and a list for each region."""
    page = opened(browser, site, "index.html", scripts=False)
    assert not page.locator("form.filters").is_visible()
    assert shown(page) == ALL
    page.get_by_role("link", name="Region b").first.click()
    assert shown(page) == ["Query.q0", "Query.q1", "Query.q2", "Colour.PUCE"]
    page.context.close()


def test_marks_are_reached_by_keyboard_and_lead_on(browser: Browser, site: Path) -> None:
    """A mark of one removal leads to the element, one of several to the day's lines."""
    page = opened(browser, site, "index.html?status=undated")
    marks = page.get_by_role("link", name="Region a, 2026-01-")
    assert marks.count() == 3
    name = "Region a, 2026-01-01: 2 elements; removal date passed 59 days ago"
    page.get_by_role("link", name=name).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#s-on-2026-01-01")
    assert page.locator("#s-on-2026-01-01").is_visible()  # the filter that hid it is gone
    assert page.locator("#s-on-2026-01-01").inner_text().startswith("Query.q0")
    page.get_by_role("link", name="Region a, 2026-01-03: Query.q4; ").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/query/q4.html")
    page.context.close()


def test_a_long_list_has_pages_that_a_phone_can_lay_out(browser: Browser, large: Path) -> None:
    """At most 2,000 nodes and 60 KB; every line once; marks and filters lead to the right page."""
    page = opened(browser, large, "index.html?text=query")
    paths = [
        "index.html",
        *page.locator(".pager a").evaluate_all(
            "all => all.map((one) => one.href.split('/').pop().split('?')[0])"
        ),
    ]
    assert len(paths) > 2
    assert all(
        link.endswith("?text=query")
        for link in page.locator(".pager a").evaluate_all("all => all.map((one) => one.href)")
    )
    target = page.get_by_role("link", name="Region a, 2026-10-01 to 2026-10-27").get_attribute(
        "href"
    )
    found = []
    for path in paths:
        page.goto(f"file://{large / 'deprecations' / path}")
        found += shown(page)
        assert page.evaluate("document.querySelectorAll('*').length") <= 2_000
        assert len(gzip.compress((large / "deprecations" / path).read_bytes())) <= 60_000
    assert found == [*(f"Query.q{at}" for at in range(600)), "Colour.PUCE"]
    assert target is not None
    page.goto(f"file://{large}/{target.removeprefix('../')}")
    assert "2026-10-01" in page.locator(":target").inner_text()
    page.context.close()
