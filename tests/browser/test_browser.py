"""The built site in a real browser: Debian's Chromium, driven by Playwright, from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from schemadoc.render.build import build
from tests import sites

PAGES = (
    "index.html",
    "query/index.html",
    "query/door.html",
    "mutation/openDoor.html",
    "mutation/unlock.html",
    "object/Door.html",
    "union/Key.html",
    "enum/Colour.html",
    "input_object/OpenDoorInput.html",
    "directive/cost.html",
    "type/UnnamedPayload1.html",
    "types/index.html",
    "errors/index.html",
    "errors/KT-CT-1111.html",
    "deprecations/index.html",
    "compare/index.html",
    "compare/mutation.html",
    "compare/pair/south.east.html",
    "regions/south.html",
    "guides/index.html",
    "guides/deprecations.html",
)


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
def test_no_page_complains_or_asks_anybody_else(browser: Browser, site: Path, scheme: str) -> None:
    """The content policy holds from the disk, the style sheet is applied, the console is empty."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    heard = listen(page)
    for path in PAGES:
        page.goto(f"file://{site / path}")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(20, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)"), path
        assert heard == [], path
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(browser: Browser, site: Path, width: int) -> None:
    """On a phone as on a desk, only tables and code scroll within themselves."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(f"file://{site / path}")
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), path
    context.close()


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
