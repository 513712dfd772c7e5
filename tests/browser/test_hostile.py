"""Sources that mean harm, in a real browser: nothing runs, asks, pops up or leads astray."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.test_browser import listen
from tests.everything import standing_for_all

# What a page has beyond its own: elements that could act, attributes that do, addresses elsewhere.
_FOREIGN = """() => {
    const all = [...document.querySelectorAll("*")];
    const made = "iframe, img, math, base, style, object, embed, template, frame, audio,"
        + "video, main form:not(.filters), [srcdoc], [style], [autofocus], svg script,"
        + "main :not(.filters *, .pick *, .copy):is(input, select, button)";
    const links = [...document.querySelectorAll("[href], [src], [action]")].map(
        (one) => new URL(one.getAttribute("href") || one.getAttribute("src")
            || one.getAttribute("action"), document.baseURI));
    return {
        made: [...document.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 200)),
        handlers: all.flatMap((one) => one.getAttributeNames()).filter((n) => n.startsWith("on")),
        scripts: [...document.scripts].map((one) => one.src).filter(
            (src) => !/^file:.*\\/deep\\/site\\/assets\\/\\w+\\.js$/.test(src)),
        schemes: links.map((link) => link.protocol).filter(
            (scheme) => !["file:", "http:", "https:", "mailto:"].includes(scheme)),
        strays: links.filter((link) => link.protocol === "file:"
            && !link.pathname.includes("/deep/site/")).map(String),
        comments: document.evaluate("count(//comment())", document, null, 1).numberValue,
    };
}"""
_NOTHING = {"made": [], "handlers": [], "scripts": [], "schemes": [], "strays": [], "comments": 0}


def test_hostile_text_does_nothing_in_the_browser(browser: Browser, hostile_site: Path) -> None:
    """No dialog, no request, no complaint; no element, handler or address that is not our own."""
    page = browser.new_page()
    heard = listen(page)
    for path in standing_for_all(hostile_site, small=False):
        if path == "404.html":  # it may be shown under any address, and names whole ones
            continue
        page.goto(f"file://{hostile_site / path}")
        assert page.evaluate(_FOREIGN) == _NOTHING, path
        page.mouse.move(200, 300)
        page.keyboard.press("Tab")
        assert page.url == f"file://{hostile_site / path}"
        assert heard == [], path
    page.close()
