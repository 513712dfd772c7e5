"""Every page is valid HTML: no parser repairs it, and the reference checker finds no fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests import hostile
from tests.everything import Site, standing_for_all

_CACHE = Path(__file__).resolve().parents[1] / ".cache" / "vnu"
_JAR = Path(os.environ.get("VNU_JAR", _CACHE / "node_modules/vnu-jar/build/dist/vnu.jar"))

# What the HTML Standard calls phrasing content, as far as our pages have it.
_PHRASING = frozenset(
    "a b br button code em i input label s select span strong svg time".split()  # noqa: SIM905
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_INTERACTIVE = frozenset(["a", "button", "details", "input", "label", "select"])
# What may stand in an element, where that is less than everything.
_WITHIN = {
    **dict.fromkeys(["p", "pre", "code", "span", "em", "strong", "time", *_HEADINGS], _PHRASING),
    "summary": _PHRASING | _HEADINGS,
    "legend": _PHRASING | _HEADINGS,
    "ul": frozenset(["li"]),
    "ol": frozenset(["li"]),
    "dl": frozenset(["dt", "dd", "div"]),
    "table": frozenset(["caption", "colgroup", "thead", "tbody", "tfoot"]),
    "thead": frozenset(["tr"]),
    "tbody": frozenset(["tr"]),
    "tr": frozenset(["th", "td"]),
    "select": frozenset(["option"]),
}


def faults(html: str) -> Iterator[str]:
    """What is wrong with a page: what no parser should meet, and what stands in the wrong place."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    yield from (f"{at}: {what} {given}" for at, what, given in parser.errors)
    for parent in tree.iter():
        yield from _misplaced(parent)
    named = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    yield from (f"id {one!r} twice" for one in set(named) if named.count(one) > 1)
    yield from (f"{one!r} is no id" for one in named if not one or one.split() != [one])


def _misplaced(parent: Element) -> Iterator[str]:
    if not isinstance(parent.tag, str) or parent.tag.startswith("{"):
        return
    allowed = _WITHIN.get(parent.tag)
    for child in parent:
        tag = str(child.tag).replace("{http://www.w3.org/2000/svg}", "")
        if allowed is not None and tag not in allowed:
            yield f"{tag} in {parent.tag}"
    if parent.tag in ("a", "button"):
        inside = {str(child.tag) for child in parent.iter() if child is not parent}
        yield from (f"{tag} in {parent.tag}" for tag in inside & _INTERACTIVE)
    if parent.tag == "dl" and [*parent] and parent[0].tag != "dt":
        yield "a list of terms begins without a term"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>x", []),
        ("<p><ul><li>x</ul></p>", ["unexpected-end-tag"]),
        ("<p id=a></p><p id=a></p>", ["id 'a' twice"]),
        ("<ul><p>x</p></ul>", ["p in ul"]),
        ("<a href=x><span><button>y</button></span></a>", ["button in a"]),
        ("<h1><div>x</div></h1>", ["div in h1"]),
        ("<p>\x01</p>", ["invalid-codepoint"]),
        ("<dl><dd>x</dl>", ["without a term"]),
    ],
)
def test_the_test_itself_sees_what_is_wrong(html: str, said: list[str]) -> None:
    """A checker that finds nothing is worth something only where it would find something."""
    found = list(faults(f"<!DOCTYPE html><title>x</title>{html}"))
    assert len(found) == len(said)
    assert all(word in fault for word, fault in zip(said, found, strict=True))


def test_every_kind_of_page_is_valid(everything: Site) -> None:
    """No parser has to repair anything, and nothing stands where the standard has no place."""
    for path in everything.pages:
        html = (everything.folder / path).read_text(encoding="utf-8")
        assert list(faults(html)) == [], path


def test_hostile_text_makes_no_page_invalid(hostile_site: Path) -> None:
    """Whatever a source says, the page around it stays well formed."""
    for path in standing_for_all(hostile_site):
        html = (hostile_site / path).read_text(encoding="utf-8")
        assert list(faults(html)) == [], path


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The Nu checker, which the standard's own site uses; it needs Java and its archive."""
    if shutil.which("java") is None:
        pytest.skip("no Java, which the Nu checker needs")
    if not _JAR.is_file():
        pytest.skip(f"the Nu checker is not at {_JAR}: the README says how to get it")
    return ["java", "-Xss8m", "-jar", str(_JAR), "--errors-only", "--format", "json"]


def test_the_reference_checker_finds_no_error(
    checker: list[str], everything: Site, tmp_path: Path
) -> None:
    """The Nu checker has nothing to say of any kind of page, whatever its sources say."""
    pages = [everything.folder / path for path in everything.pages]
    for group in range(hostile.GROUPS):
        site = hostile.sites_of_all(tmp_path / str(group), group)
        pages += [site / path for path in standing_for_all(site)]
    run = subprocess.run([*checker, *pages], capture_output=True, check=False)
    found = json.loads(run.stderr)["messages"]
    assert [(one.get("url"), one["message"]) for one in found] == []
