"""The site for programs: twins of every page, what visitors of that kind are told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import icalendar
import msgspec
import pytest
from markdown_it import MarkdownIt

from schemadoc.model import Element
from schemadoc.render.crawl import files
from schemadoc.render.views import Page, Site
from tests import sites
from tests.everything import standing_for_all
from tests.test_site import make, page

BASE = "https://docs.example.org/api/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("twins") / "site", base_url=BASE)


def twin(site: Path, path: str) -> Any:
    return json.loads((site / path).read_bytes())


def test_every_page_has_both_twins_and_names_them(site: Path) -> None:
    """`X.html` stands beside `X.json` and `X.md`; the JSON is valid and names its page."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    for html in pages:
        path = html.relative_to(site).as_posix()
        assert twin(site, html.with_suffix(".json").relative_to(site).as_posix())["path"] == path
        assert html.with_suffix(".md").read_text(encoding="utf-8").startswith("# ")
        named = re.findall(
            r'<link rel="alternate" type="(\S+)" href="\S+\.(\w+)">', html.read_text()
        )
        # The page that a host shows anywhere names none: they lie beside no page of that address.
        named_by_all = [("application/json", "json"), ("text/markdown", "md")]
        assert named == ([] if path == "404.html" else named_by_all)


def test_an_elements_twin_holds_its_elements_as_the_export_has_them(site: Path) -> None:
    """Region by region, the element and all that belongs to it, with every fact."""
    found = twin(site, "mutation/openDoor.json")
    assert found["coordinate"] == "Mutation.openDoor"
    named = {r: [e["coordinate"] for e in elements] for r, elements in found["regions"].items()}
    opened = ["Mutation.openDoor", "Mutation.openDoor(input:)"]
    assert named == {"north": opened, "south": opened, "east": opened[:1]}
    exported = [e for e in sites.south().snapshot.elements if e.coordinate in opened]
    data = msgspec.json.encode(found["regions"]["south"])
    assert msgspec.json.decode(data, type=list[Element]) == exported


def test_an_operations_twin_holds_its_examples(site: Path) -> None:
    """What a program needs to call it: documents, variables, answers, failures, curl."""
    found = twin(site, "mutation/openDoor.json")
    for example in found["examples"]:
        assert example["document"].startswith("mutation OpenDoor")
        assert example["response"]["data"].keys() == {"openDoor"}
        assert all(call["command"].startswith("curl ") for call in example["calls"])
        assert [call["region"] for call in example["calls"]] == example["regions"]
    assert found["examples"][0]["variables"]["input"].keys() == {"id"}
    fitting = [region for one in found["examples"] for region in one.get("regions", [])]
    assert sorted(fitting) == ["east", "north", "south"]
    codes = [(one["code"], one.get("regions")) for one in found["failures"]]
    assert codes == [("KT-CT-1111", ["south"]), ("KT-CT-1111", ["east"]), ("KT-CT-1112", ["south"])]
    error = found["failures"][0]["response"]["errors"][0]
    assert error["message"] == "Locked."
    assert error["extensions"]["errorCode"] == "KT-CT-1111"
    shown = (site / "mutation/openDoor.md").read_text(encoding="utf-8")
    assert "\n```graphql\nmutation OpenDoor(" in shown
    assert "\n```sh\ncurl " in shown
    assert '- `KT-CT-1111` (south): `{ "errors": [ { "message": "Locked.",' in shown


def test_a_types_twin_tells_how_it_is_reached_and_used(site: Path) -> None:
    """The steps from the root, and everything that returns, takes or implements it."""
    found = twin(site, "object/Door.json")
    assert found["ways"][0]["path"] == ["Query.door"]
    assert found["used_by"] == {
        "returned_by": ["OpenDoor.door", "Query.door", "UnnamedPayload1.door"],
        "member_of": ["Key"],
    }
    shown = (site / "object/Door.md").read_text(encoding="utf-8")
    assert "## Reached from the root\n\n- [`Query.door`](../query/door.md) → `Door`" in shown


def test_a_lists_twin_holds_its_lines(site: Path) -> None:
    """Codes, deprecations and rows of the matrix, without what only people need."""
    codes = twin(site, "errors/index.json")
    assert "KT-CT-1111" in {entry["code"] for entry in codes["entries"]}
    groups = twin(site, "deprecations/south.json")["groups"]
    assert [line["link"]["text"] for line in groups[0]["lines"]] == ["Mutation.unlock"]
    rows = twin(site, "compare/mutation.json")["rows"]
    [row] = [row for row in rows if row["coordinate"] == "Mutation.unlock"]
    assert row["presence"] == {"north": "absent", "south": "present", "east": "absent"}


def test_the_twins_of_two_regions_say_what_their_page_says(site: Path) -> None:
    """Counts, sections and both regions' words, as JSON and as text."""
    found = twin(site, "compare/pair/south.east.json")
    assert found["regions"] == ["south", "east"]
    whole = {"alike": 0, "differing": 1, "only": [1, 0], "unknown": [3, 4], "total": 9}
    assert found["counts"][-1] == {"title": "All"} | whole
    [row] = found["differing"]
    assert row["coordinate"] == "Mutation.openDoor"
    assert found["only-1"] == [{"coordinate": "Mutation.unlock", "element": "field"}]
    told = [tuple(value.values()) for value in row["values"]]
    assert told == [
        ("error codes", "KT-CT-1112", "no others", 1),
        ("error messages", "KT-CT-1111: Locked.", "KT-CT-1111: The door is locked.", 0),
        ("repeated error rows", "KT-CT-1111: 2", "KT-CT-1111: 1", 0),
    ]
    shown = (site / "compare/pair/south.east.md").read_text(encoding="utf-8")
    assert "## Only in Region south (1)" in shown
    assert "  - error codes, 1 alike: south `KT-CT-1112`; east `no others`" in shown


def test_the_text_reads_like_the_page(site: Path) -> None:
    """Kind, presence, arguments, errors and deprecations in Markdown, with links to other twins."""
    shown = (site / "mutation/openDoor.md").read_text(encoding="utf-8")
    assert shown.startswith("# `Mutation.openDoor`\n\nMutation\n")
    assert "> Open a door. See KT-CT-9999." in shown
    assert "- `input`: `OpenDoorInput!` (north), `OpenDoorInput` (south)" in shown
    assert "- `KT-CT-1112`: No such door. [" in shown
    assert "](../object/OpenDoor.md)" in shown
    old = (site / "mutation/unlock.md").read_text(encoding="utf-8")
    assert "**Deprecated**: Use \\`openDoor\\` instead.; removal date passed 59 days ago" in old


def test_links_between_texts_hold(site: Path) -> None:
    """Every relative link of a twin leads to a file of the site."""
    parser = MarkdownIt()
    for text in sorted(site.rglob("*.md")):
        if text.relative_to(site).parts[0] == "guides":
            continue
        for token in parser.parse(text.read_text(encoding="utf-8")):
            for child in token.children or ():
                href = str(child.attrs.get("href", ""))
                if href and not href.startswith("http"):
                    assert (text.parent / href).is_file(), (text, href)


def test_hostile_text_breaks_no_twin(hostile_site: Path) -> None:
    """Whatever a source says, JSON stays valid, and text stays text without controls."""
    for path in hostile_site.rglob("*.json"):
        assert json.loads(path.read_bytes())["schemadoc"] == 1
    for path in hostile_site.rglob("*.md"):
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", path.read_text(encoding="utf-8"))


def test_hostile_twins_stay_inert_even_where_raw_html_is_allowed(hostile_site: Path) -> None:
    """A renderer that lets HTML through finds neither a tag nor an image of a source's."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for path in standing_for_all(hostile_site, small=False):
        text = (hostile_site / path).with_suffix(".md").read_text(encoding="utf-8")
        blocks = parser.parse(text)
        tokens = [*blocks, *(one for block in blocks for one in block.children or ())]
        found = [
            one.content for one in tokens if one.type in ("html_block", "html_inline", "image")
        ]
        assert found == [], path


def test_hostile_text_breaks_no_feed_and_no_calendar(hostile_site: Path) -> None:
    """Feeds are XML and hold what they should; a calendar has its own events and no other."""
    feeds = [hostile_site / "deprecations/index.xml", hostile_site / "changelog/index.xml"]
    assert all(path.is_file() for path in feeds)
    for path in (*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.svg")):
        ElementTree.fromstring(path.read_bytes())  # noqa: S314  (made by us a moment ago)
    for path in feeds:
        found = feedparser.parse(path.read_bytes())
        assert not found.bozo
        assert found.entries
        assert all(one.link.startswith("https://docs.example.org/") for one in found.entries)
    for path in hostile_site.rglob("*.ics"):
        text = path.read_bytes().decode()
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert len(events) == text.count("\r\nBEGIN:VEVENT\r\n")
        assert all(str(one["SUMMARY"]).startswith("Removal of ") for one in events)
        assert all(str(one["URL"]).startswith("https://docs.example.org/") for one in events)


def test_the_map_of_the_site_names_every_page_absolutely(site: Path) -> None:
    """Only where the address is known; the page for lost visitors is not in it."""
    named = re.findall(r"<loc>([^<]+)</loc>", page(site, "sitemap.xml"))
    pages = {f"{BASE}{p.relative_to(site).as_posix()}" for p in site.rglob("*.html")}
    assert set(named) == pages - {f"{BASE}404.html"}
    assert f"Sitemap: {BASE}sitemap.xml" in page(site, "robots.txt")


def test_without_an_address_there_is_no_map(tmp_path: Path) -> None:
    """A map of relative addresses is against its protocol."""
    out = make(tmp_path / "s")
    assert not (out / "sitemap.xml").exists()
    assert page(out, "robots.txt") == "User-agent: *\nAllow: /\n"
    assert "- [Types](types/index.md)" in page(out, "llms.txt")


def test_a_very_large_site_has_several_maps() -> None:
    """No map holds more than its protocol allows."""
    many = [Page(f"object/T{at}.html", "type.html", lambda: None) for at in range(100_001)]
    made = {one.path: one.make() for one in files(Site("x", BASE), many, (), ())}
    assert made["sitemap.xml"].count("<loc>") == 3
    assert made["sitemap-1.xml"].count("<loc>") == 50_000
    assert made["sitemap-3.xml"].count("<loc>") == 1


def test_models_are_told_the_sections(site: Path) -> None:
    """`llms.txt` leads to the text of each section and region."""
    shown = page(site, "llms.txt")
    assert shown.startswith("# Door API\n\n> ")
    for path in re.findall(r"\]\((\S+)\)", shown):
        assert (site / path.removeprefix(BASE)).is_file()
    assert f"- [Region north]({BASE}regions/north.md)" in shown


def test_a_page_introduces_itself_where_it_is_shared(site: Path) -> None:
    """Open Graph: title, summary, and the address where it is known."""
    html = page(site, "object/Door.html")
    assert '<meta property="og:title" content="Door">' in html
    assert f'<meta property="og:url" content="{BASE}object/Door.html">' in html
