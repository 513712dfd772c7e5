"""One side of a comparison: which text is what, and what is said where it is nothing."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from schemadoc.cli import operands, web
from schemadoc.cli.operands import Operand
from schemadoc.cli.session import Session, write_file
from schemadoc.config import load as load_config
from schemadoc.errors import InputError, NetworkError, SchemadocError, UsageError
from tests.githelp import Repository

CONFIG = """
[[region]]
id = "gb"
title = "Great Britain"
[[region.source]]
path = "sources/gb.graphql"

[[region]]
id = "fr"
[[region.source]]
path = "sources/fr.graphql"

[history]
path = "kept/{region}"
"""
DATES = {"2025-01-10": "first", "2025-03-01": "second"}


def sdl(field: str) -> str:
    return f"type Query {{ {field}: Int }}\n"


def fields(operand: Operand) -> list[str]:
    found = operand.loaded.snapshot.elements
    return [one.coordinate for one in found if one.coordinate.startswith("Query.")]


def today() -> Session:
    return Session()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two regions, one with two stored snapshots, in a repository with two commits."""
    monkeypatch.chdir(tmp_path)
    repository = Repository(tmp_path)
    repository.write("schemadoc.toml", CONFIG)
    repository.write("sources/fr.graphql", sdl("french"))
    repository.write("sub/own.graphql", sdl("below"))
    repository.write("sources/gb.graphql", sdl("old"))
    repository.commit("2025-01-01T00:00:00Z")
    repository.write("sources/gb.graphql", sdl("current"))
    repository.commit("2025-02-01T00:00:00Z")
    kept = operands.history_of(load_config(tmp_path / "schemadoc.toml"), "gb")
    for date, field in DATES.items():
        (tmp_path / "x.graphql").write_text(sdl(field))
        loaded = operands.loading.load(today(), ("gb",), ("x.graphql",))[0]
        kept.store(loaded.snapshot, datetime.date.fromisoformat(date), write_file)
    (tmp_path / "x.graphql").unlink()
    return tmp_path


FOUND = [
    ("sources/gb.graphql", "source", "Query.current", None),
    ("git:HEAD:sources/gb.graphql", "source", "Query.current", None),
    ("git:HEAD~1:sources/gb.graphql", "source", "Query.old", None),
    ("git:main:./sources/gb.graphql", "source", "Query.current", None),
    ("gb@latest", "gb", "Query.second", "2025-03-01"),
    ("gb@2025-03-01", "gb", "Query.second", "2025-03-01"),
    ("gb@2025-02-28", "gb", "Query.first", "2025-01-10"),
    ("gb", "gb", "Query.current", None),
    ("kept/gb/2025-01-10.json", "gb", "Query.first", None),
]


@pytest.mark.parametrize(("text", "region", "field", "date"), FOUND)
@pytest.mark.usefixtures("project")
def test_a_text_is_read_as_what_it_is(text: str, region: str, field: str, date: str | None) -> None:
    """Files, revisions, dated snapshots and regions; a dated one says its day and its region."""
    found = operands.load(today(), text)
    assert found.text == text
    assert (found.loaded.id, fields(found)) == (region, [field])
    assert found.date == (datetime.date.fromisoformat(date) if date else None)
    assert found.loaded.title == ("Great Britain" if text.startswith("gb") else region)


@pytest.mark.parametrize("name", ["gb@latest", "gb@2025-01-10", "gb", "git:HEAD:x", "a@b"])
def test_a_file_of_that_name_wins(project: Path, name: str) -> None:
    """Whatever a name looks like, a file that bears it is meant."""
    (project / name).write_text(sdl("mine"))
    assert fields(operands.load(today(), name)) == ["Query.mine"]


def test_a_folder_may_be_called_like_a_region(project: Path) -> None:
    """A region is not hidden by the folder of its sources."""
    (project / "gb").mkdir()
    assert fields(operands.load(today(), "gb")) == ["Query.current"]


def test_a_path_in_git_is_meant_from_here_or_from_the_top(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the command line everywhere, from here; as git has it, from the top."""
    monkeypatch.chdir(project / "sub")
    for text, field in {
        "git:HEAD:own.graphql": "Query.below",
        "git:HEAD:../sources/gb.graphql": "Query.current",
        "git:HEAD:sources/fr.graphql": "Query.french",
        "gb@latest": "Query.second",
    }.items():
        assert fields(operands.load(today(), text)) == [field]


FAULTS = [
    ("none.graphql", InputError, "none.graphql: there is no such file; expected a file, a URL"),
    ("sources", InputError, "sources: is a folder; expected a file"),
    ("x\0y", InputError, "there is no such file"),
    ("x" * 5000, InputError, "there is no such file"),
    ("gb@2025-01-09", InputError, "no snapshot is that old; there are 2025-01-10, 2025-03-01"),
    (
        "fr@latest",
        InputError,
        "no snapshot of 'fr' is stored in kept/fr; store one with `schemadoc",
    ),
    ("fr@2025-01-01", InputError, "no snapshot of 'fr' is stored in kept/fr"),
    ("gbb@latest", UsageError, "no region 'gbb' in the configuration; the nearest is gb"),
    ("GB@2025-01-10", UsageError, "no region 'GB' in the configuration; the nearest is gb"),
    ("gb@2025-02-30", UsageError, "'gb@2025-02-30': no calendar has 2025-02-30"),
    ("gb@yesterday", UsageError, "'gb@yesterday' names no date; expected gb@2025-02-10 or gb@lat"),
    ("gb@", UsageError, "'gb@' names no date"),
    ("no@x/y.graphql", InputError, "no@x/y.graphql: there is no such file"),
    ("git:HEAD", UsageError, "'git:HEAD' names no file of a revision; expected git:REV:PATH"),
    ("git::a", UsageError, "names no file of a revision"),
    ("git:HEAD:no.graphql", InputError, "HEAD:no.graphql: git: path 'no.graphql' does not exist"),
    ("git:none:sources/gb.graphql", InputError, "none:sources/gb.graphql: git: "),
    ("git:--help:x", InputError, "--help:x: git: "),
]


@pytest.mark.parametrize(("text", "kind", "problem"), FAULTS)
@pytest.mark.usefixtures("project")
def test_what_is_nothing_is_said_in_one_line(
    text: str, kind: type[SchemadocError], problem: str
) -> None:
    """Each fault names the text, what there is, and what would have been right."""
    with pytest.raises(kind) as caught:
        operands.load(today(), text)
    assert type(caught.value) is kind
    assert problem in str(caught.value)


def test_without_a_configuration_only_regions_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files need no configuration; a dated region does, and says so."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.graphql").write_text(sdl("a"))
    assert fields(operands.load(today(), "a.graphql")) == ["Query.a"]
    with pytest.raises(UsageError, match=r"no schemadoc\.toml here or in a folder above"):
        operands.load(today(), "gb@latest")
    with pytest.raises(InputError, match="gb: there is no such file"):
        operands.load(today(), "gb")
    with pytest.raises(InputError, match="git: "):
        operands.load(today(), "git:HEAD:a.graphql")


class Handler(BaseHTTPRequestHandler):
    """A server with every habit that a client has to bear."""

    elsewhere: ClassVar[str] = ""

    def do_GET(self) -> None:
        getattr(self, "_" + self.path.strip("/").split("/")[0].split("?")[0])()

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _schema(self) -> None:
        self._answer(sdl("served").encode())

    def _region(self) -> None:
        self._answer(b'{"schemadoc":1,"region":"gb","elements":[]}')

    def _login(self) -> None:
        self._answer(b"<html><head><title>Sign in</title></head><body><form><input "
                     b"type='password'></form></body></html>")  # fmt: skip

    def _missing(self) -> None:
        self._answer(b"no", 404)

    def _to(self) -> None:
        self._answer(b"", 302, Location="/schema")

    def _round(self) -> None:
        self._answer(b"", 302, Location=f"/round/{self.path.count('/')}" + self.path)

    def _out(self) -> None:
        self._answer(b"", 302, Location="ftp://example.org/schema")

    def _file(self) -> None:
        self._answer(b"", 302, Location="file:///etc/hostname")

    def _large(self) -> None:
        self._answer(b"#" * 5000)

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"type Query")

    def _silent(self) -> None:
        time.sleep(2)

    def _dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"# \n")
            self.wfile.flush()
            time.sleep(0.1)

    def _nothing(self) -> None:
        self._answer(b"")

    def log_message(self, *args: Any) -> None:
        """Stay silent."""


class Server(ThreadingHTTPServer):
    """Whoever hangs up is no matter."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server's URL."""
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


BOUNDS = web.Bounds(size=4000, seconds=0.5, redirects=3)


@pytest.mark.parametrize(
    ("path", "region"), [("schema", "source"), ("to", "source"), ("region", "gb")]
)
def test_a_url_is_read_like_a_file(server: str, path: str, region: str) -> None:
    """What it is is told by its content; a redirect is followed; an export knows its region."""
    found = operands.load(today(), f"{server}/{path}", bounds=BOUNDS)
    assert (found.loaded.id, found.date) == (region, None)
    if region == "source":
        assert fields(found) == ["Query.served"]
        assert found.loaded.snapshot.sources[0].path == f"{server}/{path}"


UNREACHED = [
    ("missing", "the server answers 404 Not Found"),
    ("round", "redirects more than 3 times"),
    ("out", "redirects to ftp://example.org/schema, which is not followed"),
    ("file", "redirects to file:///etc/hostname, which is not followed"),
    ("large", "is too large; expected at most 4,000 bytes"),
    ("short", "ends 90 bytes before its end"),
    ("silent", "no answer in time"),
    ("dripping", "is too slow; expected an answer within 0.5 seconds"),
]


@pytest.mark.parametrize(("path", "problem"), UNREACHED)
def test_a_server_is_held_in_bounds(server: str, path: str, problem: str) -> None:
    """Size, time, redirects and half a document end in one line and exit code 4."""
    with pytest.raises(NetworkError) as caught:
        operands.load(today(), f"{server}/{path}", bounds=BOUNDS)
    assert problem in str(caught.value)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("here", "target", "followed"),
    [
        ("https://a.test/x", "https://b.test/y", True),
        ("http://a.test/x", "https://a.test/x", True),
        ("http://a.test/x", "http://b.test/x", True),
        ("https://a.test/x", "http://a.test/x", False),
        ("https://a.test/x", "https://me:secret@a.test/x", False),
        ("https://a.test/x", "data:text/plain,x", False),
    ],
)
def test_a_redirect_never_leads_to_less_safety(here: str, target: str, followed: bool) -> None:
    """From https to http, out of the web or with a password in it: none of these is followed."""
    said = web.refusal(here, target)
    assert (said is None) == followed
    assert "secret" not in (said or "")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:9/x", "http://127.0.0.1:9/x: cannot be reached: Connection refused"),
        ("http://no-such-host.invalid/x", "cannot be reached: "),
        ("http://127.0.0.1:port/x", "cannot be re"),
        ("http://me:secret@127.0.0.1/x", "http://127.0.0.1/x: a URL with a user name in it"),
        ("http://127.0.0.1:9/a b", "cannot be re"),
    ],
)
def test_a_url_without_a_server_is_a_network_error(url: str, problem: str) -> None:
    """No connection, no host and no such address are said alike; a password is never printed."""
    with pytest.raises(NetworkError) as caught:
        operands.load(today(), url)
    assert problem in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("path", "problem"), [("login", "login"), ("nothing", "is empty")])
def test_what_a_url_gives_must_be_a_source(server: str, path: str, problem: str) -> None:
    """A page that is no schema is an input that cannot be read, not a fault of the network."""
    with pytest.raises(InputError, match=problem):
        operands.load(today(), f"{server}/{path}")
