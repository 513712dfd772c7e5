"""The filters of the region matrix and the pages of two regions in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from schemadoc.model import sort_elements
from schemadoc.render.build import build
from schemadoc.render.world import RegionInput
from tests import sites

MATRIX = "compare/mutation.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("matrix") / "site"
    regions = [with_lock(region) for region in sites.world()]
    build(regions, out=out, today=sites.TODAY, title="Door API")
    return out


def with_lock(region: RegionInput) -> RegionInput:
    """The same with one mutation of which nothing differs."""
    lock = sites.element("Mutation.lock", "field", type="Int")
    elements = sort_elements([*region.snapshot.elements, lock])
    return region._replace(snapshot=msgspec.structs.replace(region.snapshot, elements=elements))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def opened(page: Page, site: Path, path: str) -> None:
    page.goto(f"file://{site / path}")
    page.locator(".filters").wait_for(state="visible")


def shown(page: Page) -> list[str]:
    """The elements of the rows that can be seen."""
    return [
        one.inner_text()
        for one in page.locator("tbody th .c, tbody th code").all()
        if one.is_visible()
    ]


def columns(page: Page) -> list[str]:
    return [one.inner_text() for one in page.locator("thead th").all() if one.is_visible()]


def said(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def query(page: Page) -> str:
    return page.evaluate("location.search")


ALL = [
    "Mutation",
    "Mutation.lock",
    "Mutation.openDoor",
    "Mutation.openDoor(input:)",
    "Mutation.unlock",
]
DIFFERENT = [ALL[0], *ALL[2:]]


@pytest.mark.parametrize(
    ("address", "rows", "told"),
    [
        (MATRIX, ALL, "All 5 rows of this page."),
        (f"{MATRIX}?only=differences", DIFFERENT, "4 of the 5 rows of this page."),
        ("compare/query.html?only=differences", [], "None of the 3 rows of this page."),
        (f"{MATRIX}?kind=argument", ALL[3:4], "1 of the 5 rows of this page."),
        (
            f"{MATRIX}?kind=argument&only=differences&pair=north.south",
            ALL[3:4],
            "1 of the 5 rows of this page. Everything in which north and south differ",
        ),
        (
            f"{MATRIX}?pair=south.east&only=differences",
            [ALL[2], ALL[4]],
            "2 of the 5 rows of this page. Everything in which south and east differ",
        ),
        (
            f"{MATRIX}?pair=north.east&only=differences&kind=argument",
            [],
            "None of the 5 rows of this page. Everything in which north and east differ",
        ),
        (f"{MATRIX}?kind=nothing&pair=x.y&only=perhaps", ALL, "All 5 rows of this page."),
    ],
)
def test_an_address_shows_what_was_chosen(
    page: Page, site: Path, address: str, rows: list[str], told: str
) -> None:
    """A link with filters shows the rows that fit them and says how many; nonsense shows all."""
    opened(page, site, address)
    assert (shown(page), said(page)) == (rows, told)


def test_filters_work_together_and_stand_in_the_address(page: Page, site: Path) -> None:
    """Two regions narrow the columns and the differences too; one button brings all back."""
    opened(page, site, MATRIX)
    assert (columns(page), query(page)) == (["Element", "north", "south", "east"], "")
    assert not page.get_by_role("button", name="Show all rows").is_visible()
    page.get_by_label("Regions").select_option("south and east")
    assert columns(page) == ["Element", "south", "east"]
    assert shown(page) == ALL[1:]  # what either of them has
    page.get_by_label("Only differences").check()
    assert shown(page) == ["Mutation.openDoor", "Mutation.unlock"]
    told = [one.inner_text() for one in page.locator(".diff").all() if one.is_visible()]
    assert [text.partition(":")[0] for text in told] == [
        *("error codes, 1 alike", "error messages", "repeated error rows"),
    ]
    assert query(page) == "?only=differences&pair=south.east"
    page.get_by_role("button", name="Show all rows").click()
    expect(page.locator(".filters [role=status]")).to_have_text("All 5 rows of this page.")
    assert (shown(page), query(page)) == (ALL, "")
    assert page.evaluate("document.activeElement.name") == "only"


def test_what_was_chosen_goes_along_to_the_other_pages(page: Page, site: Path) -> None:
    """The link to all differences takes the filters with it, and a reload keeps them."""
    opened(page, site, MATRIX)
    page.get_by_label("Regions").select_option("north and south")
    page.reload()
    assert columns(page) == ["Element", "north", "south"]
    page.locator(".switch a").click()
    page.locator(".filters").wait_for(state="visible")
    assert page.url.endswith("compare/mutation.differences.html?pair=north.south")
    assert columns(page) == ["Element", "north", "south"]
    page.get_by_role("link", name="Everything in which north and south differ").click()
    assert page.url.endswith("compare/pair/north.south.html")


def test_the_keyboard_alone_narrows_the_matrix(page: Page, site: Path) -> None:
    """Space, letters and Tab; what is shown is said without moving the focus."""
    opened(page, site, MATRIX)
    page.get_by_label("Only differences").focus()
    page.keyboard.press("Space")
    assert shown(page) == DIFFERENT
    page.keyboard.press("Tab")
    page.keyboard.type("fie")
    assert shown(page) == [ALL[2], ALL[4]]
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".filters [role=status]")).to_have_text("All 5 rows of this page.")


def test_filters_leave_the_choice_of_a_region_alone(page: Page, site: Path) -> None:
    """The chosen region stays marked, whether its column is among those shown or not."""
    opened(page, site, MATRIX)
    page.locator(".region select").select_option("south")
    page.get_by_label("Regions").select_option("south and east")
    assert page.locator("thead .r-chosen").inner_text() == "south"
    page.get_by_label("Regions").select_option("north and east")
    assert not page.locator("thead .r-chosen").is_visible()
    assert shown(page) == ALL[:4]
    page.get_by_label("Regions").select_option("All")
    assert page.locator("thead .r-chosen").is_visible()


def test_without_javascript_there_are_links_in_place_of_filters(
    browser: Browser, site: Path
) -> None:
    """No dead control is shown; differences and pairs are reached from the overview."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site / MATRIX}")
    assert not page.locator(".filters").is_visible()
    assert shown(page) == ALL
    page.click(".switch >> text=Only differences")
    assert shown(page) == DIFFERENT
    page.click(".crumbs >> text=Compare")
    page.click("text=Region south – Region east")
    assert page.locator("h1").inner_text() == "Region south – Region east"
    page.click(".switch >> text=Only in Region south")
    assert page.url.endswith("#s-only-1")
    page.click("summary")
    page.click("text=Region north – Region south")
    assert page.url.endswith("compare/pair/north.south.html")
    main = page.locator("main")
    main.get_by_role("link", name="Region south", exact=True).click()
    main.get_by_role("link", name="Region east", exact=True).click()
    assert page.url.endswith("compare/pair/south.east.html")
    context.close()


def test_a_page_of_two_regions_tells_both_sides(page: Page, site: Path) -> None:
    """Each aspect in the words of both regions, side by side, under the element it belongs to."""
    page.goto(f"file://{site / 'compare/pair/south.east.html'}")
    lines = [row.inner_text().split("\t") for row in page.locator("table.pair tr").all()]
    assert lines == [
        ["In what", "Region south", "Region east"],
        ["Mutation.openDoor"],
        ["error codes 1 alike", "KT-CT-1112", "no others"],
        ["error messages", "KT-CT-1111: Locked.", "KT-CT-1111: The door is locked."],
        ["repeated error rows", "KT-CT-1111: 2", "KT-CT-1111: 1"],
    ]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", [MATRIX, "compare/index.html", "compare/pair/north.south.html"])
def test_filters_and_pairs_fit_a_phone(browser: Browser, site: Path, path: str, width: int) -> None:
    """Nothing makes the page wider than the screen, with filters open and two regions chosen."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"file://{site / path}?pair=south.east&only=differences")
    if path == MATRIX:
        page.locator(".filters").wait_for(state="visible")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    for control in page.locator(".filters select, .filters input, .filters button").all():
        box = control.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    context.close()
