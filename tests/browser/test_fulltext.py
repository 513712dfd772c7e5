"""The full text: an extra, by Pagefind, on a page of its own."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from schemadoc.errors import UsageError
from schemadoc.render import fulltext
from tests.test_site import digests, make


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("fulltext") / "site", full_text=True)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_words_of_a_description_lead_to_its_page(browser: Browser, address: str) -> None:
    """A word is found, a link leads on, and the browser's policy stops nothing that is needed."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}fulltext/index.html?q=locked")
    first = page.locator("#s-hits a").first
    expect(first).to_be_visible()
    expect(page.locator("#s-found")).to_contain_text("page")
    first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "Locked." in page.content()
    assert said == []
    page.close()


def test_what_is_typed_can_be_sent_on(browser: Browser, address: str) -> None:
    """The words stand in the address; none are none; a word that nowhere stands finds no page."""
    page = browser.new_page()
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="Full text").click()
    page.get_by_label("Words").fill("qqqzzz")
    expect(page.locator("#s-found")).to_have_text("No page.")
    assert page.url.endswith("?q=qqqzzz")
    page.get_by_label("Words").fill("")
    expect(page.locator("#s-found")).to_have_text("")
    assert page.url.endswith("fulltext/index.html")
    page.close()


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, address: str) -> None:
    """Nobody types into a field that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}fulltext/index.html")
    expect(page.get_by_label("Words")).to_be_hidden()
    expect(page.locator("#s-found")).to_contain_text("scripts run")
    context.close()


def test_only_this_page_may_run_webassembly(site: Path) -> None:
    """The rest of the site keeps its policy."""
    allowed = {p.name for p in site.rglob("*.html") if "wasm-unsafe-eval" in p.read_text()}
    assert allowed == {"index.html"}
    assert "wasm-unsafe-eval" not in (site / "index.html").read_text()


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Pagefind's files among them."""
    assert digests(make(tmp_path / "again", full_text=True)) == digests(site)


def test_without_pagefind_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is built and then found wanting."""
    monkeypatch.setattr(fulltext, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="Pagefind") as found:
        fulltext.require()
    assert found.value.fix == "pip install 'schemadoc[fulltext]'"


def test_a_site_without_it_names_it_nowhere(tmp_path: Path) -> None:
    """Neither page nor link."""
    out = make(tmp_path / "site")
    assert not (out / "fulltext").exists()
    assert "fulltext" not in (out / "index.html").read_text()
