"""What a file is, and what is said of one that is nothing we read."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from schemadoc import store
from schemadoc.errors import InputError
from schemadoc.export import sdl as to_sdl
from schemadoc.model import Element, Snapshot
from schemadoc.sources import read
from schemadoc.sources.detect import detect
from schemadoc.sources.facts import UNNAMED, Options
from tests.conftest import OPTIONS, SCHEMAS, facts_only

RESULT = '{"data": {"__schema": {"queryType": {"name": "Query"}, "types": []}}}'
ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RESULT, "introspection"),
        ("\n " + RESULT, "introspection"),
        ('{"errors": [{"message": "no"}]}', "introspection"),
        ("[]", "introspection"),
        ("{", "introspection"),
        ("data:\n  __schema:\n    types: []\n", "introspection"),
        ("# answer\n---\n__schema:\n  types: []\n", "introspection"),
        ('{"schemadoc": 1, "region": "gb"}', "snapshot"),
        ("type Query { a: Int }", "sdl"),
        ("# A schema\n\n,type Query {\n}", "sdl"),
        ('"""Its "root" type."""\ntype Query @own { a: Int }', "sdl"),
        ('"A scalar" scalar Date', "sdl"),
        ("extend schema @link(url: 1)", "sdl"),
        ("directive @a on FIELD", "sdl"),
        ("schema { query: Q }", "sdl"),
        ("union U = A | B", "sdl"),
        ("scalar A scalar B", "sdl"),
        ("query Q { a }", "sdl"),
        ("{ a }", "sdl"),
        ("oops\ntype Query {\n  a: Int\n}", "sdl"),
        ("# Mutations\n\ntype of thing\n", "page"),
        ("Mutations\n\nThe type Account is new.\n\nquery it.", "page"),
        ("enum values are these: A, B", "page"),
    ],
)
def test_content_tells_the_kind(text: str, kind: str) -> None:
    """The kind is told by what stands there; a file's name is never asked."""
    assert detect(text.encode(), "misleading.pdf") == kind


@pytest.mark.parametrize("name", SCHEMAS)
def test_real_schemas_are_told(shared: Path, name: str) -> None:
    """Every real schema is what it is."""
    kind = "introspection" if name.endswith(".json") else "sdl"
    assert detect((shared / "schemas" / name).read_bytes(), "x") == kind


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("tests/pages/*.txt"), *ROOT.glob("schemas/*/*.txt")]), ids=str
)
def test_pages_are_told(path: Path) -> None:
    """Every page of ours is a page, whatever documents stand in it."""
    assert detect(path.read_bytes(), "x") == "page"


def test_real_pages_are_told(shared: Path) -> None:
    """Every real page is a page."""
    for path in sorted(shared.glob("captures/*/*.txt")):
        assert detect(path.read_bytes(), "x") == "page", path


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [RESULT, "type Query { a: Int } # é\n"])
def test_marked_encodings_are_read(mark: str, text: str) -> None:
    """A byte order mark says how a file is encoded."""
    own = read.read(text.encode(), "x", OPTIONS).snapshot
    marked = read.read(text.encode(mark), "x", OPTIONS).snapshot
    assert facts_only(marked) == facts_only(own)


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a", "b")
    return buffer.getvalue()


HTML = "<!DOCTYPE html>\n<html><head><title>Docs</title></head><body>%s</body></html>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        (b"%PDF-1.7\n1 0 obj\xff", "is a PDF"),
        (gzip.compress(RESULT.encode()), "is a gzip archive"),
        (_zip(), "is a zip archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
        (bytes(range(1, 256)), "offset 127 is no UTF-8"),
        (b"type Query {\0 a: Int }", "NUL character at offset 12"),
        ("type Query {\n a: Int # é\n}".encode("latin-1"), "x:2: byte 0xE9 at offset 23"),
        ("type Query { a: Int }".encode("utf-16-le"), "NUL character"),
        ((HTML % "Our API").encode(), "is an HTML page that documents nothing known here"),
        ((HTML % "<form><input name=p type='password'></form>").encode(), "is a login page"),
        (b"<!-- x -->\n<html lang=en>", "is an HTML page"),
        (b"<?xml version='1.0'?><feed></feed>", "is XML"),
        (b'{"data": {"__schema": {"types": [{"name": "A"', "x:1: the JSON ends before"),
        (b'{"message": "Not Found"}', "no introspection result but message"),
        (b'{"errors": [{"message": "Sign in"}]}', "refused: 'Sign in'"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{" * 100_000, "no JSON"),
        (b'{"__schema":' * 100_000, "nested too deeply"),
        (b"type Q { a: " + b"[" * 100_000, "nested too deeply"),
        (b"query Q " + b"{a" * 100_000, "nested too deeply"),
        (b'{"schemadoc": 2, "region": "gb"}', "format 2"),
        (b'{"schemadoc": 1, "elem', "no stored snapshot"),
        (b"type Query {\n  a Int\n}", "x:2: no SDL: found Name 'Int'; expected ':'"),
        (b"Just some words.\n", "x: "),
    ],
)
def test_what_is_no_source_is_refused_in_one_line(data: bytes, said: str) -> None:
    """One clear line names the file, what it is and what was expected; the exit code is 3."""
    with pytest.raises(InputError) as error:
        read.read(data, "x", OPTIONS)
    text = str(error.value)
    assert error.value.exit_code == 3
    assert said in text
    assert text.startswith("x")
    assert "\n" not in text
    assert error.value.expected


@pytest.mark.parametrize("kind", ["page", "sdl", "introspection"])
def test_a_configured_kind_reads_no_other_thing(kind: str) -> None:
    """A kind in the configuration does not make text of a PDF or of HTML."""
    options = Options(region="gb", kind=kind)  # type: ignore[arg-type]
    for data in (b"%PDF-1.4", (HTML % "").encode(), b""):
        with pytest.raises(InputError):
            read.read(data, "x", options)


def test_a_configured_kind_outweighs_the_content() -> None:
    """What the configuration says a source is, it is read as."""
    with pytest.raises(InputError, match="no SDL"):
        read.read(b"Just some words.", "x", Options(region="gb", kind="sdl"))


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    """The size is asked for first; the message states the limit."""
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200 * 1024 * 1024)
    with pytest.raises(InputError, match=r"^s\.json: is too large; expected at most 100 MB"):
        read.read_file(path, "s.json", OPTIONS)


@pytest.mark.parametrize(("name", "said"), [("gone.json", "No such file"), (".", "directory")])
def test_what_cannot_be_opened_is_said(tmp_path: Path, name: str, said: str) -> None:
    """A missing file or a folder is an input error, with the system's own words."""
    with pytest.raises(InputError, match=said):
        read.read_file(tmp_path / name, name, OPTIONS)


def _snapshot() -> Snapshot:
    elements = (Element(coordinate="A", element="object", partial=True, complexity=3),)
    return Snapshot(region="fr", elements=elements)


@pytest.mark.parametrize(
    "write", [lambda s: store.dumps(s), lambda s: to_sdl.render(s).encode()], ids=["json", "sdl"]
)
def test_our_own_exports_are_sources(write: object) -> None:
    """An export may be given as a source; its region is kept where nobody names another."""
    data = write(_snapshot())  # type: ignore[operator]
    named = read.read(data, "x", Options(region="gb", covers=("Mutation",))).snapshot
    assert named.region == "gb"
    assert named.coverage.roots.mutation
    assert named.elements[0].complexity == 3
    assert read.read(data, "x", Options(region=UNNAMED)).snapshot.region == "fr"


def test_a_page_has_the_lines_of_any_system(tmp_path: Path) -> None:
    """Line ends of other systems change nothing in a page."""
    path = ROOT / "schemas" / "gb" / "mutations.txt"
    other = tmp_path / "other.txt"
    other.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    first = read.read_file(path, "p", OPTIONS)
    second = read.read_file(other, "p", OPTIONS)
    assert first.snapshot.elements == second.snapshot.elements
    assert first.diagnostics == second.diagnostics
    assert read.read_text(other, "p") == path.read_text(encoding="utf8")


def test_json_of_any_layout_is_read() -> None:
    """A stored snapshot that somebody formatted anew is still one."""
    value = json.loads(store.dumps(_snapshot()))
    found = read.read(json.dumps(value, indent=4).encode(), "x", Options(region="fr")).snapshot
    assert found == _snapshot()
