"""The built site in a real browser: Debian's Chromium, driven by Playwright, from the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from schemadoc.render.build import build
from tests import sites
from tests.everything import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("browser") / "site"
    build(sites.world(), out=out, today=sites.TODAY, title="Door API")
    return out


def listen(page: Page) -> list[str]:
    """What a page complains of, asks others for, or pops up."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on(
        "request",
        lambda request: None if request.url.startswith("file:") else heard.append(request.url),
    )
    return heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_asks_anybody_else(
    browser: Browser, everything: Site, scheme: Literal["light", "dark"]
) -> None:
    """The content policy holds from the disk, the style sheet is applied, the console is empty."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    heard = listen(page)
    for path in everything.pages:
        page.goto(everything.url(path))
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(20, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)"), path
        assert [one for one in heard if not one.startswith(everything.served)] == [], path
    context.close()


# What sticks out of the window without scrolling within anything of its own.
_STICKS_OUT = (
    """() => document.documentElement.scrollWidth > document.documentElement.clientWidth"""
)


def test_no_page_scrolls_sideways(browser: Browser, everything: Site) -> None:
    """On the smallest phone as on a desk, only tables and code scroll within themselves."""
    page = browser.new_page()
    for path in everything.pages:
        page.goto(everything.url(path))
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert not page.evaluate(_STICKS_OUT), (path, width)
    page.close()


# Text of the content that nobody can see, unless it is within something that opens.
_UNSEEN = """() => [...document.querySelectorAll("main *")]
    .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((one) => !one.closest("details:not([open]) > :not(summary), svg, select, .filters"))
    .filter((one) => !one.checkVisibility())
    .map((one) => one.textContent)"""


def test_every_fact_can_be_seen_without_javascript(browser: Browser, everything: Site) -> None:
    """Scripts add no text to a page of any kind but the words on buttons, and hide none."""
    plain = browser.new_context(java_script_enabled=False)
    bare, scripted = plain.new_page(), browser.new_page()
    for path in everything.pages:
        for page in (bare, scripted):
            page.goto(everything.url(path))
        assert bare.evaluate(_UNSEEN) == [], path
        if path == "fulltext/index.html":  # all that it has without scripts is that it needs them
            continue
        added = "main button, main form, header"
        scripted.evaluate(f"document.querySelectorAll('{added}').forEach((one) => one.remove())")
        bare.evaluate("document.querySelectorAll('main form').forEach((one) => one.remove())")
        said = [page.locator("main").text_content() for page in (bare, scripted)]
        assert said[0] == said[1], path
    plain.close()
    scripted.close()


# What of a printed page is still dark, cannot be used on paper, or stays folded.
_ON_PAPER = """() => {
    const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
    const idle = "header nav, .tools, .skip, .copy, .toc, .turn, .pager, .filters, button";
    const folded = "details:not([open]) > :not(summary)";
    return {
        idle: [...document.querySelectorAll(idle)].filter(seen).map((one) => one.outerHTML),
        folded: [...document.querySelectorAll(folded)].filter((one) => one.textContent.trim())
            .filter((one) => one.getBoundingClientRect().height === 0)
            .map((one) => one.outerHTML.slice(0, 200)),
        paper: getComputedStyle(document.body).backgroundColor,
        ink: getComputedStyle(document.body).color,
    };
}"""


def test_every_page_can_be_printed(browser: Browser, everything: Site) -> None:
    """On paper, from a dark screen too: black on white, everything unfolded, no controls."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    wanted = {"idle": [], "folded": [], "paper": "rgb(255, 255, 255)", "ink": "rgb(28, 33, 38)"}
    for path in everything.pages:
        page.goto(everything.url(path))
        assert page.evaluate(_ON_PAPER) == wanted, path
    context.close()


# Where the focus is, and whether one can see that.
_FOCUS = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        tag: one.tagName,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.parametrize(
    "path", ["index.html", "mutation/openDoor.html", "deprecations/index.html"]
)
def test_the_focus_can_always_be_seen(browser: Browser, everything: Site, path: str) -> None:
    """From key to key through a whole page: each stop is on the screen and has a ring around it."""
    page = browser.new_page()
    page.goto(everything.url(path))
    stops = 0
    while True:
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUS)
        if found["tag"] == "BODY" or stops > 400:
            break
        assert (found["outlined"], found["shown"]) == (True, True), (stops, found)
        stops += 1
    assert 20 < stops < 400
    page.close()


def test_all_can_be_read_and_reached_without_javascript(browser: Browser, site: Path) -> None:
    """From the home page to an operation, its argument's type and a field of that."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site / 'index.html'}")
    page.click("nav >> text=Mutations")
    page.click("main >> text=openDoor")
    assert page.locator("h1").inner_text() == "openDoor"
    assert page.locator("table.compat").inner_text().split() == [
        *["Region", "north", "Region", "south", "Region", "east"],
        *["present", "present", "present"],
    ]
    page.click("main >> text=OpenDoorInput >> nth=0")
    assert page.url.endswith("input_object/OpenDoorInput.html")
    page.click("main >> a.name >> text=id")
    assert page.url.endswith("#id")
    context.close()


def test_the_skip_link_comes_first_and_leads_to_the_content(browser: Browser, site: Path) -> None:
    """With the keyboard alone, one key passes the navigation by."""
    page = browser.new_page()
    page.goto(f"file://{site / 'object/Door.html'}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "s-main"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_removal_dates_can_be_seen(
    browser: Browser, site: Path, scheme: str, width: int
) -> None:
    """In both schemes and on a phone: marks lie within the picture, in the colour of the scheme."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto(f"file://{site / 'deprecations/index.html'}")
    frame = page.locator(".timeline svg").bounding_box()
    mark = page.locator(".timeline .mark circle").first.bounding_box()
    assert frame is not None
    assert mark is not None
    assert frame["x"] <= mark["x"] <= frame["x"] + frame["width"] <= width
    fill = page.locator(".mark circle").first.evaluate("e => getComputedStyle(e).fill")
    assert fill == ("rgb(255, 157, 146)" if scheme == "dark" else "rgb(163, 38, 29)")
    context.close()
