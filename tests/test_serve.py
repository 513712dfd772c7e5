"""The site served on this machine: what a browser gets, and what a changed file does."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from schemadoc.cli import live
from schemadoc.errors import UsageError
from tests import sites
from tests.processes import heeding
from tests.test_site import make

SCHEMA = "type Query { door: Int }\n"


def test_the_policy_opens_for_this_server_alone() -> None:
    """Only what is served gets a script and may listen; whatever was allowed before stays so."""
    start = '<meta http-equiv="Content-Security-Policy" content="'
    plain = f"{start}default-src 'none'; style-src 'self'\"></head><body></body>"
    page = live.lively(plain)
    assert "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'" in page
    assert page.endswith(f'<script src="{live.SCRIPT}"></script>\n</body>')
    more = live.lively(f"{start}script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'\"></body>")
    assert "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" in more


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.Server]:
    folder = make(tmp_path_factory.mktemp("serve") / "site")
    (folder.parent / "secret.txt").write_text("mine")
    with live.Server(folder, 0) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()


def get(url: str, path: str, host: str | None = None) -> tuple[int, str]:
    place = url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.request("GET", path, headers={"Host": host or place})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_pages_are_served_with_the_script_and_files_as_they_are(server: live.Server) -> None:
    """The folder's own files stay what a build writes."""
    status, body = get(server.url, "/object/Door.html")
    assert (status, live.SCRIPT in body) == (200, True)
    assert live.SCRIPT not in (server.folder / "object/Door.html").read_text()
    assert get(server.url, "/")[1].count("<title>Door API</title>") == 1
    assert (
        get(server.url, "/object/Door.json")[1] == (server.folder / "object/Door.json").read_text()
    )
    assert get(server.url, live.SCRIPT)[0] == 200


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/nothing.html"])
def test_nothing_outside_the_folder_is_served(server: live.Server, path: str) -> None:
    """A wrong address gets the site's own page for it."""
    status, body = get(server.url, path)
    assert status == 404
    assert "Page not found" in body


@pytest.mark.parametrize("path", ["lost.html", "object/Lost.html", "a/b/c/d/"])
def test_the_page_for_lost_visitors_works_at_any_depth(
    browser: Browser, server: live.Server, path: str
) -> None:
    """Its style, its script, its links and its search work wherever a host shows it."""
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda got: failed.append(got.url) if got.status != 200 else None)
    page.goto(f"{server.url}{path}")
    assert failed == [f"{server.url}{path}"]
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    links = page.locator("a[href^='/']").evaluate_all("all => all.map((one) => one.href)")
    assert len(links) > 10
    assert {get(server.url, link.removeprefix(server.url[:-1]))[0] for link in links} == {200}
    page.keyboard.press("/")
    page.keyboard.type("Door")
    page.wait_for_selector(".option")
    assert page.locator(".option").first.evaluate("(one) => one.href") == (
        f"{server.url}object/Door.html"
    )
    page.close()


def test_another_sites_name_is_refused(server: live.Server) -> None:
    """A name that somebody points at this machine reads nothing."""
    assert get(server.url, "/", host="evil.example")[0] == 403


def test_a_port_in_use_is_a_usage_error(server: live.Server) -> None:
    """It says so, and how to go on."""
    with pytest.raises(UsageError, match="--port"):
        live.Server(server.folder, server.server_address[1])


def events(url: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=60)
    connection.request("GET", live.EVENTS)
    return connection, connection.getresponse()


def next_event(answer: http.client.HTTPResponse) -> str:
    while True:
        line = answer.readline().decode()
        if line.startswith("data: "):
            return line.removeprefix("data: ").strip()


def test_a_changed_file_reaches_the_open_page(tmp_path: Path) -> None:
    """The command builds, serves on loopback, rebuilds on a change, and survives a broken file."""
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    (tmp_path / "schemadoc.toml").write_text(
        '[[region]]\nid = "gb"\ntitle = "GB"\n[[region.source]]\npath = "schema.graphql"\n'
    )
    command = heeding("serve", "--port", "0")
    env = {**os.environ, "TMPDIR": str(tmp_path), "NO_COLOR": "1"}
    process = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = next(line for line in process.stderr if "serving" in line)
        url = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert url is not None
        connection, answer = events(url[0])
        assert next_event(answer) == "0"
        (tmp_path / "schema.graphql").write_text("type Query { door: Int window: Int }\n")
        assert next_event(answer) == "1"
        assert get(url[0], "/query/window.html")[0] == 200
        (tmp_path / "schema.graphql").write_bytes(b"\xff\xfe nothing")
        assert any("the last good site stays" in line for line in process.stderr)
        assert get(url[0], "/query/window.html")[0] == 200
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        try:
            rest = process.communicate(timeout=60)[1]
        finally:
            process.kill()
        assert (process.returncode, rest.strip()) == (130, "")
    assert not list(tmp_path.glob("schemadoc-*"))


def test_a_real_browser_loads_the_page_anew(tmp_path: Path, browser: Browser) -> None:
    """The script listens under the content policy, and the page reloads when told to."""
    out = make(tmp_path / "site", [sites.north()])
    with live.Server(out, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        with page.expect_response(f"**{live.EVENTS}"):
            page.goto(f"{server.url}index.html")
        page.wait_for_timeout(300)
        with page.expect_navigation():
            server.reload()
        assert heard == []
        page.close()
        server.shutdown()
