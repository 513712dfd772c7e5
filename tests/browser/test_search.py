"""What scripts add to the site, in a real browser and from the disk: search, region, copying."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schemadoc import coordinates
from schemadoc.model import OPERATIONS
from schemadoc.render.build import build
from schemadoc.render.world import World
from tests import sites
from tests.browser.test_browser import listen
from tests.test_site import read_regions

_REAL = Path(__file__).resolve().parents[3] / "shared" / "schemas"
# Queries with the label wanted first; gives those that fail, with what came first instead.
_MISSED = """(wanted) => wanted
    .map(([query, label]) => [query, label, (schemadocSearch.find(query, 1).hits[0] || {}).label])
    .filter(([, label, first]) => first !== label)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("search") / "site"
    build(sites.world(), out=out, today=sites.TODAY, title="Door API")
    return out


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1000, "height": 500})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def opened(page: Page, site: Path, path: str = "index.html") -> Page:
    page.goto(f"file://{site / path}")
    return page


def searching(page: Page, site: Path, query: str, path: str = "index.html") -> list[str]:
    """Type a query with nothing but keys; gives the labels shown."""
    opened(page, site, path).keyboard.press("/")
    page.keyboard.type(query)
    page.wait_for_selector(".results .status:not(:empty)")
    return page.locator(".option .name").all_inner_texts()


def until(page: Page, expression: str) -> None:
    """Wait; Playwright's own waiting evaluates text, which the content policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def missed(page: Page, site: Path, wanted: list[tuple[str, str]]) -> list[list[str]]:
    """The queries that do not have the wanted label first."""
    searching(page, site, "x")
    found: list[list[str]] = page.evaluate(_MISSED, wanted)
    return found


def queries(world: World) -> dict[str, list[tuple[str, str]]]:
    """What must be found first, by what is promised of it."""
    placed = [name for name in world.order if world.href(name)]
    members = [n for n in placed if coordinates.parent(n) and "(" not in n]
    arguments = [n for n in placed if "(" in n]
    types = [n for n in placed if coordinates.parent(n) is None and n[0] != "@"]
    return {
        "type": [(n, n) for n in types],
        "directive": [(n, n) for n in placed if n[0] == "@" and "(" not in n],
        "member": [(n, n) for n in members],
        "member in words": [(n.replace(".", " "), n) for n in members],
        "argument": [(n, n) for n in arguments],
        "code": [(entry.code, entry.code) for entry in world.catalogue],
    }


def root_fields(world: World) -> list[tuple[str, str]]:
    """Queries and mutations by their bare name, unless a type has the very same."""
    found = {name.partition(".")[2]: name for o in OPERATIONS for name in world.root_fields(o)}
    return [(name, label) for name, label in found.items() if name not in world.elements]


def test_an_exact_coordinate_or_code_comes_first(page: Page, site: Path) -> None:
    """Type, directive, `Type.field`, `Type field`, argument, code: always the first hit."""
    promised = queries(World(sites.world(), sites.TODAY))
    assert all(promised.values())
    for what, wanted in promised.items():
        assert missed(page, site, wanted) == [], what


@pytest.mark.parametrize(
    "file", ["it/2026-02-10.json", "gb/2025-02-10.graphql", "github/2025-02-27.graphql"]
)
def test_exact_names_come_first_in_whole_schemas(page: Page, tmp_path: Path, file: str) -> None:
    """Of a large schema: each type and code, and each member given its type (99 of 100)."""
    if not (_REAL / file).is_file():
        pytest.skip("the real schemas are not beside this checkout")
    build([sites.region("r", [])], out=tmp_path / "s", today=sites.TODAY, title="T")
    world = World(read_regions(_REAL, {"r": [file]}), sites.TODAY)
    for path, data in sites.search_files(world, []).items():
        (tmp_path / "s" / path).write_bytes(data)
    promised = queries(world)
    assert missed(page, tmp_path / "s", promised["type"]) == []
    assert missed(page, tmp_path / "s", promised["code"]) == []
    for query, _, first in missed(page, tmp_path / "s", root_fields(world)):
        assert first.partition(".")[2] == query  # a query and a mutation of one name
    for what in ("member", "member in words", "argument"):
        sample = promised[what][::13]
        assert len(missed(page, tmp_path / "s", sample)) <= len(sample) // 100, what


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("door", ["door", "Query.door", "Door"]),
        ("Door", ["Door", "door", "Query.door"]),
        ("openDoor", ["Mutation.openDoor", "OpenDoor"]),
        ("OpenDoor", ["OpenDoor", "Mutation.openDoor"]),
        ("Doo", ["Door", "door", "Query.door"]),
        ("opdo", []),
        ("opDo", ["OpenDoor", "OpenDoorInput", "Mutation.openDoor"]),
        ("input", ["Mutation.openDoor(input:)", "OpenDoorInput"]),
        ("first door key", ["Door.key(first:)"]),
        ("kt ct 1112", ["KT-CT-1112"]),
        ("1112", ["KT-CT-1112"]),
        ("@COST", ["@cost"]),
        ("@cost weight", ["@cost(weight:)"]),
        ("no such door", ["KT-CT-1112"]),
        ("locked", ["KT-CT-1111"]),
        ("lost", ["Names that a source has lost"]),
        ("zzz", []),
    ],
)
def test_what_a_query_finds(page: Page, site: Path, query: str, labels: list[str]) -> None:
    """Exact before prefix before the words of a name before the words of a text."""
    searching(page, site, query)
    until(page, "schemadocSearch.hasWords()")
    shown = page.locator(".option .name").all_inner_texts()
    assert shown[: len(labels)] == labels if labels else shown == []


def test_every_hit_leads_to_its_element(page: Page, site: Path) -> None:
    """Addresses worked out in the browser are those of the site: page and anchor exist."""
    world = World(sites.world(), sites.TODAY)
    placed = [name for name in world.order if world.href(name)]
    searching(page, site, "x")
    found = page.evaluate(
        "(all) => all.map((one) => schemadocSearch.find(one, 1).hits[0].href)", placed
    )
    assert found == [world.href(name) for name in placed]


def test_the_keyboard_alone_finds_and_goes(page: Page, site: Path) -> None:
    """Slash, letters, arrows, Enter; on the way the screen reader's attributes are right."""
    searching(page, site, "Door", "guides/index.html")
    field = page.get_by_role("combobox", name="Search")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == "s-results"
    assert field.get_attribute("aria-activedescendant") == "s-option-0"
    page.keyboard.press("ArrowUp")
    last = page.locator(".option").last
    assert last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator(".option[aria-selected=true]").get_attribute("id") == "s-option-1"
    # The words of descriptions come a moment later, and add to both.
    expect(page.get_by_role("status")).to_have_text("10 results")
    expect(page.locator(".option")).to_have_count(10)
    wanted = page.locator(".option[aria-selected=true]").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))


def test_enter_before_anything_is_shown_still_goes_to_the_first_hit(page: Page, site: Path) -> None:
    """Who types fast and presses Enter at once is not led elsewhere."""
    opened(page, site).keyboard.press("Control+k")
    page.keyboard.insert_text("Door.key")
    page.keyboard.press("Enter")
    page.wait_for_url("**/object/Door.html#key")
    assert page.url.endswith("/object/Door.html#key")


def test_enter_goes_to_what_only_a_description_says(page: Page, site: Path) -> None:
    """Names are looked up first; where none fits, Enter waits for the words of descriptions."""
    opened(page, site).keyboard.press("Control+k")
    page.keyboard.insert_text("no such door")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors/KT-CT-1112.html")
    assert page.locator("h1").inner_text() == "KT-CT-1112"


def test_an_index_that_is_missing_leaves_the_form_as_it_is(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """A site that was copied in part still leads to the list of all types."""
    shutil.copytree(site, tmp_path / "part")
    shutil.rmtree(tmp_path / "part" / "search")
    page = opened(browser.new_page(), tmp_path / "part")
    page.keyboard.press("/")
    page.keyboard.insert_text("Door")
    page.keyboard.press("Enter")
    page.wait_for_url("**/types/index.html?q=Door")
    assert page.locator("h1").count() == 1
    page.close()


def test_escape_closes_and_gives_back_focus_and_place(page: Page, site: Path) -> None:
    """Whoever was reading far down goes on reading there."""
    opened(page, site, "object/Door.html")
    page.evaluate("document.querySelector('#s-source').scrollIntoView()")
    page.evaluate("document.querySelector('footer a').focus({preventScroll: true})")
    place = page.evaluate("scrollY")
    assert place > 0
    page.keyboard.press("Control+k")
    page.keyboard.type("Colour")
    page.wait_for_selector(".option")
    assert page.evaluate("scrollY") == place
    assert page.locator(".search").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Escape")
    assert not page.locator(".results").is_visible()
    assert page.evaluate("document.activeElement === document.querySelector('footer a')")
    assert page.evaluate("scrollY") == place


def test_a_slash_in_a_field_is_a_letter(page: Page, site: Path) -> None:
    """The key that leads to the search is a letter like others where one types."""
    searching(page, site, "a/b")
    assert page.locator("form.search input").input_value() == "a/b"


def test_the_skip_link_stays_first(page: Page, site: Path) -> None:
    """Neither the region nor the search comes before it."""
    opened(page, site).keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_without_javascript_no_control_is_shown_that_needs_it(browser: Browser, site: Path) -> None:
    """No field, no choice and no button that would do nothing: the sections lead to all names."""
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), site, "object/Door.html")
    assert page.locator("header input, header button, .copy").count() == 0
    assert not page.locator(".region").is_visible()
    for section in ("Queries", "Mutations", "Types", "Errors"):
        assert page.get_by_role("link", name=section, exact=True).first.is_visible()
    context.close()


@pytest.mark.parametrize(("width", "most"), [(1280, 60), (390, 130), (320, 150)])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_header_is_small(
    browser: Browser, site: Path, width: int, most: int, scripts: bool
) -> None:
    """One row on a desk, few on a phone; the current section is in sight, the page not widened."""
    view = {"width": width, "height": 700}
    context = browser.new_context(viewport=view, java_script_enabled=scripts)  # type: ignore[arg-type]
    page = opened(context.new_page(), site, "guides/index.html")
    box = page.locator("header.top").bounding_box()
    assert box is not None
    assert box["height"] <= most
    if scripts:
        current = page.locator(".top [aria-current]").bounding_box()
        assert current is not None
        assert 0 <= current["x"] <= width - current["width"]
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    context.close()


def test_a_query_in_the_address_is_answered(page: Page, site: Path) -> None:
    """An address that the form made can be kept and passed on."""
    page.goto(f"file://{site / 'types/index.html'}?q=Colour")
    page.wait_for_selector(".option")
    assert page.locator(".option .name").first.inner_text() == "Colour"


def test_the_region_is_remembered_and_the_place_kept(page: Page, site: Path) -> None:
    """A choice marks the region's parts, moves nothing, and holds on the next page."""
    heard = listen(page)
    opened(page, site, "mutation/openDoor.html")
    page.evaluate("scrollTo(0, 400)")
    before = page.evaluate("[scrollY, document.documentElement.scrollHeight]")
    page.evaluate(
        """() => { const select = document.querySelector(".region select");
            select.value = "south"; select.dispatchEvent(new Event("change")); }"""
    )
    assert page.evaluate("[scrollY, document.documentElement.scrollHeight]") == before
    assert page.locator(".compat th.r-chosen").inner_text() == "Region south"
    assert page.locator(".compat th.r-other").count() == 2
    opened(page, site, "compare/mutation.html")
    assert page.locator(".region select").input_value() == "south"
    assert set(page.locator("thead th.r-chosen").all_inner_texts()) == {"south"}
    page.select_option(".region select", "")
    opened(page, site, "mutation/openDoor.html")
    assert page.locator(".r-chosen, .r-other").count() == 0
    assert heard == []


def test_code_can_be_copied(context: BrowserContext, site: Path) -> None:
    """Each block of code has a button that puts its very text on the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), site, "mutation/openDoor.html")
    assert page.locator(".copy").count() == page.locator("main pre").count() > 0
    page.locator(".copy").first.click()
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("main pre").first.text_content()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_results_do_not_scroll_sideways(browser: Browser, site: Path, width: int) -> None:
    """The list of results stays within the window on a phone too."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    searching(page, site, "o", "object/Door.html")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    box = page.locator(".results").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    context.close()


def test_hostile_names_are_text_in_the_results(page: Page, hostile_site: Path) -> None:
    """Whatever a source calls its elements: no dialog, no request, no markup in the list."""
    heard = listen(page)
    for query in ("script", "alert 1", "img", "onerror", "a", "__proto__", "<", '"', "constructor"):
        searching(page, hostile_site, query)
        assert page.locator(".results *:not(p, div, a, span)").count() == 0
        for href in page.locator(".option").evaluate_all("all => all.map((one) => one.href)"):
            assert href.startswith(f"file://{hostile_site}/")
        assert heard == []


def test_a_landing_page_is_light(site: Path) -> None:
    """Page, style sheet and every script that it may load, the index apart: below 40 KB."""
    paths = ["index.html", "assets/style.css", *(f"assets/{n}.js" for n in _SCRIPTS)]
    assert sum(len(gzip.compress((site / path).read_bytes())) for path in paths) < 40_000


_SCRIPTS = ("site", "search", "searchbox")
