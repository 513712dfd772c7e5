"""The site as a whole: its addresses, its bytes, what it refuses, and what hostile input does."""

from __future__ import annotations

import datetime
import hashlib
import re
import runpy
import shutil
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from schemadoc import errors
from schemadoc.errors import InputError, OutputError, SchemadocError
from schemadoc.model import Deprecation, ErrorCode
from schemadoc.render import output
from schemadoc.render.build import build
from schemadoc.render.world import RegionInput, World
from schemadoc.sources.facts import Options
from schemadoc.sources.merge import merge
from schemadoc.sources.read import read_file
from tests import sites

KINDS = {
    "index.html",
    "404.html",
    "query/index.html",
    "query/door.html",
    "mutation/openDoor.html",
    "object/Door.html",
    "object/door-0.html",
    "object/index-0.html",
    "interface/Thing.html",
    "union/Key.html",
    "enum/Colour.html",
    "input_object/OpenDoorInput.html",
    "scalar/Date.html",
    "type/UnnamedPayload1.html",
    "directive/cost.html",
    "types/index.html",
    "errors/index.html",
    "errors/KT-CT-1111.html",
    "deprecations/index.html",
    "deprecations/south.html",
    "compare/index.html",
    "compare/mutation.html",
    "compare/mutation.differences.html",
    "compare/pair/north.south.html",
    "compare/pair/south.east.html",
    "regions/east.html",
    "guides/index.html",
    "assets/style.css",
    "assets/site.js",
    "assets/matrix.js",
    "search/names.js",
    "search/words.js",
    ".nojekyll",
}


# The one script of a page: our own, by its address, with nothing inside.
_ROOT = r"(?:(?:\.\./)*|/|https://docs\.example\.org/)"
SCRIPT = re.compile(rf'<script src="{_ROOT}assets/site\.js" defer>(?=</script>)')


def make(out: Path, regions: list[RegionInput] | None = None, **options: object) -> Path:
    """Build a site of small regions."""
    given = sites.world() if regions is None else regions
    build(given, out=out, today=sites.TODAY, title="Door API", **options)  # type: ignore[arg-type]
    return out


def digests(folder: Path) -> dict[str, str]:
    """Every file with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def text(html: str) -> str:
    """What a reader sees of a page, in one line."""
    said: list[str] = []
    reader = HTMLParser()
    reader.handle_data = said.append  # type: ignore[method-assign]  # a parser for one use
    reader.feed(html)
    return " ".join(" ".join(said).split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("built") / "site")


def page(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_every_kind_of_page_has_its_stable_address(site: Path) -> None:
    """The addresses are a promise: root or kind, then the name, unique when case is ignored."""
    files = set(digests(site))
    assert files >= KINDS
    assert len({name.lower() for name in files}) == len(files)


@pytest.mark.parametrize(
    ("path", "anchors"),
    [
        ("query/door.html", ["door", "door.id"]),
        ("object/Door.html", ["colour", "key", "key.first"]),
        ("enum/Colour.html", ["RED", "PUCE"]),
        ("input_object/OpenDoorInput.html", ["id"]),
        ("directive/cost.html", ["weight"]),
        ("object/index-0.html", ["arguments"]),
    ],
)
def test_anchors_are_the_last_part_of_the_coordinate(
    site: Path, path: str, anchors: list[str]
) -> None:
    """Every field, argument, value and input field can be linked to."""
    html = page(site, path)
    assert all(f' id="{anchor}"' in html for anchor in anchors)


def test_the_same_input_and_day_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Neither a second run nor a number of workers changes a byte."""
    again = make(tmp_path / "again")
    forked = make(tmp_path / "forked", jobs=2)
    assert digests(again) == digests(site) == digests(forked)


def test_every_page_holds_the_policy_and_nothing_it_forbids(site: Path) -> None:
    """No inline script or style, no handler, no request to others, no menu in full."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        policy = "Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-"
        assert policy in html
        assert not re.search(r"<style| style=| on[a-z]+=\"", html), path
        assert SCRIPT.findall(html) == re.findall(r"<script[^>]*>", html) != [], path
        assert not re.search(r"(?:src|<link[^>]*href)=\"(?:https?:)?//", html), path
        assert html.count("<li") < 200
        assert html.count("<h1") == 1


def test_an_operation_shows_all_regions_on_one_page(site: Path) -> None:
    """Presence, types, errors with drift, access, examples and sources stand together."""
    shown = text(page(site, "mutation/openDoor.html"))
    for said in (
        "OpenDoor ! north",
        "OpenDoor likely name south",
        "UnnamedPayload1 , maybe in a list placeholder name east",
        "Locked. south The door is locked. east messages differ",
        "listed 2 times",
        "Unknown, since the sources do not speak of its errors: north.",
        "Viewers listed Customer Guest",
        "Rate limits Ip: 10/s, 100/m",
        "the Authorization header must be set",
        "https://api.example.org/graphql/",
        "any one of: A all of: B C",
        "Codes in the text KT-CT-9999",
        "field.txt, line 40",
        "captured 2026-02-01, 28 days before this build",
        "no capture date given",
    ):
        assert said in shown, said
    assert "allowed" not in shown.lower()


def test_who_raises_a_code_is_counted_apart_from_who_mentions_it(site: Path) -> None:
    """A heading counts what stands under it: an element whose prose names a code raises nothing."""
    only_mentioned = page(site, "errors/KT-CT-9999.html")
    assert "Who raises it 0" in text(only_mentioned)
    assert "No source lists it." in text(only_mentioned)
    assert "Who only mentions it 1" in text(only_mentioned)
    raised = page(site, "errors/KT-CT-1111.html")
    rows = raised.count('<th scope="row">')
    assert f"Who raises it {rows}" in text(raised)
    assert "only mentions" not in text(raised)


def test_the_row_of_regions_marks_where_it_is_deprecated(tmp_path: Path) -> None:
    """A region that has it and says that it is old says so in its own cell, and no other does."""
    old = Deprecation(reason="Go away.", origin="directive")
    regions = [
        sites.region("a", [sites.element("Query.x", "field", type="Int", deprecation=old)]),
        sites.region("b", [sites.element("Query.x", "field", type="Int")]),
        sites.region("c", [sites.element("Query.y", "field", type="Int")]),
    ]
    html = page(make(tmp_path / "s", regions), "query/x.html")
    table = html[html.index('<table class="compat">') :].split("</table>")[0]
    cells = [text(cell) for cell in table.split("<td ")[1:]]
    assert [cell.split(">")[-1].split() for cell in cells] == [
        ["present", "deprecated"],
        ["present"],
        ["absent"],
    ]


def test_descriptions_beyond_the_first_are_one_fold(tmp_path: Path) -> None:
    """Each is there, under its region's name, and none stands in the way of the reader."""
    said = {"a": "One.", "b": "Two.", "c": "Three."}
    regions = [
        sites.region(id_, [sites.element("Query.x", "field", type="Int", description=words)])
        for id_, words in said.items()
    ]
    shown = text(page(make(tmp_path / "s", regions), "query/x.html"))
    assert (
        "As a says: One. Described differently in b, c As b says: Two. As c says: Three." in shown
    )


def test_many_fields_of_an_answer_are_folded(tmp_path: Path) -> None:
    """The example stays near; all the fields are on the page."""
    fields = [sites.element(f"T.f{at:02}", "field", type="Int") for at in range(16)]
    known = [sites.element("Query.x", "field", type="T"), sites.element("T", "object"), *fields]
    html = page(make(tmp_path / "s", [sites.region("a", known)]), "query/x.html")
    assert "<details><summary>Show all 16 of them here</summary>" in html
    assert all(f">f{at:02}</a>" in html for at in range(16))


def test_home_tells_first_of_regions_then_of_what_is_due(site: Path) -> None:
    """Who comes for the first time is led to the guide; who comes again sees what is urgent."""
    html = page(site, "index.html")
    assert 'New here? <a href="guides/reading-the-matrix.html">' in html
    order = [html.index(f'id="s-{part}"') for part in ("regions", "overdue", "contents", "guides")]
    assert order == sorted(order)


def test_a_deprecation_says_its_dates_its_age_and_what_to_do(site: Path) -> None:
    """The banner has the marked date, the removal date, the days, the replacement and the link."""
    html = page(site, "mutation/unlock.html")
    shown = text(html)
    assert "removal date passed 59 days ago" in shown
    assert "Marked on 2025-01-01 . To be removed on or after 2026-01-01 ." in shown
    assert '<a class="c" href="../mutation/openDoor.html">Mutation.openDoor</a>' in html
    assert 'href="https://example.org/notes/1"' in html
    assert "Shown without any error listed: south." in shown
    listed = text(page(site, "deprecations/index.html"))
    assert "Overdue 1" in listed
    assert "Undated 1" in listed
    assert "Colour.PUCE" in listed


def test_absence_is_said_only_where_it_is_known(site: Path) -> None:
    """A page of mutations says that a mutation is absent, and of queries that they are unknown."""
    mutation = page(site, "compare/mutation.html")
    row = mutation[mutation.index(">Mutation.unlock<") :].split("</tr>")[0]
    assert re.findall(r'<td class="p-(\w+)"', row) == ["absent", "present", "absent"]
    query = page(site, "compare/query.html")
    row = query[query.index(">Query.door<") :].split("</tr>")[0]
    assert re.findall(r'<td class="p-(\w+)"', row) == ["present", "unknown", "unknown"]


def test_the_day_is_an_argument(tmp_path: Path) -> None:
    """Status and days left follow from the day given, not from a clock."""
    build(sites.world(), out=tmp_path / "s", today=datetime.date(2025, 12, 31), title="Door API")
    assert "removal in 1 day" in text(page(tmp_path / "s", "mutation/unlock.html"))


def test_a_second_build_removes_what_is_stale(tmp_path: Path) -> None:
    """A page of something that is gone does not stay behind."""
    out = make(tmp_path / "site")
    assert (out / "type/UnnamedPayload1.html").exists()
    make(out, [sites.north(), sites.south()])
    assert not (out / "type").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failed_build_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    """A broken template or a broken link costs the user nothing that stood there before."""
    out = make(tmp_path / "site")
    before = digests(out)
    theme = tmp_path / "theme"
    theme.mkdir()
    for broken in ("{% if %}", "{{ page.no_such_thing }}", '<a href="../gone.html">x</a>'):
        (theme / "region.html").write_text(broken)
        with pytest.raises(SchemadocError) as caught:
            make(out, templates=theme)
        assert caught.value.exit_code == 3
        assert digests(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "theme"]


def test_a_broken_link_in_a_guide_fails_the_build(tmp_path: Path) -> None:
    """Internal links and anchors are checked, in guides too, and the fault names its page."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "1-a.md").write_text("# A\n\n[x](../object/Door.html#gone)\n")
    with pytest.raises(OutputError, match=r"guides/a\.html: a link to 'object/Door\.html#gone'"):
        make(tmp_path / "site", content=tmp_path / "guides")
    assert not (tmp_path / "site").exists()


def test_a_theme_overrides_single_templates(tmp_path: Path) -> None:
    """A user's folder holds only what it changes; blocks can be filled without copying a page."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "guides.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Ours</h1>{{ page.head.title }}{% endblock %}'
    )
    out = make(tmp_path / "site", templates=tmp_path / "theme")
    assert "<h1>Ours</h1>Guides" in page(out, "guides/index.html")


def test_a_template_can_extend_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    """One folder of one file changes a block of every page."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "base.html").write_text(
        '{% extends "schemadoc/base.html" %}{% block above %}<p>Ours.</p>{% endblock %}'
        "{% block foot %}{{ super() }}<p>Last.</p>{% endblock %}"
    )
    out = make(tmp_path / "site", templates=tmp_path / "theme")
    for path in out.rglob("*.html"):
        shown = text(path.read_text())
        assert shown.count("Ours.") == shown.count("Last.") == shown.count("Dates and ages") == 1


def test_a_style_sheet_of_ones_own_comes_after_ours(tmp_path: Path) -> None:
    """Every page takes it, and so custom properties set there hold."""
    style = tmp_path / "mine.css"
    style.write_text(":root { --accent: #804000; }\n")
    out = make(tmp_path / "site", style=style)
    assert page(out, "assets/theme.css") == style.read_text()
    for path in out.rglob("*.html"):
        sheets = re.findall(r'<link rel="stylesheet" href="[./]*([^"]*)">', path.read_text())
        assert sheets == ["assets/style.css", "assets/theme.css"], path


def test_the_custom_properties_are_documented() -> None:
    """What a theme may set is what the style sheet names at its top, all of it."""
    root = Path(__file__).resolve().parents[1]
    style = (root / "site/assets/style.css").read_text(encoding="utf-8")
    told = (root / "templates/README.md").read_text(encoding="utf-8")
    found = set(re.findall(r"^  --([\w-]+):", style, re.MULTILINE))
    papers = {f"{word}-paper" for word in ("present", "absent", "unknown")}
    assert papers <= found
    assert all(f"`--{name}`" in told for name in found - papers)


@pytest.mark.parametrize("content", ["file", "foreign"])
def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path, content: str) -> None:
    """A slip in `--out` must not sweep away somebody's files."""
    out = tmp_path / "out"
    if content == "file":
        out.write_text("mine")
    else:
        out.mkdir()
        (out / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="expected"):
        make(out)
    assert (out if content == "file" else out / "thesis.txt").read_text() == "mine"


def test_missing_folders_are_named(tmp_path: Path) -> None:
    """A folder of templates or guides that is not there is an error with its path."""
    for option in ("templates", "content", "style"):
        with pytest.raises(InputError, match="no-such-folder"):
            make(tmp_path / "site", **{option: tmp_path / "no-such-folder"})


def test_progress_begins_at_nothing_and_ends_at_all(tmp_path: Path) -> None:
    """Whoever shows progress hears of it at once and at the end."""
    heard: list[tuple[int, int]] = []
    make(tmp_path / "site", progress=lambda done, total: heard.append((done, total)))
    assert heard[0] == (0, heard[-1][1])
    assert heard[-1][0] == heard[-1][1] > 40


def test_the_base_url_gives_canonical_addresses(tmp_path: Path) -> None:
    """Where the site will stand is said on each page; the page for lost visitors needs it most."""
    out = make(tmp_path / "site", base_url="https://docs.example.org/api")
    canonical = '<link rel="canonical" href="https://docs.example.org/api/object/Door.html">'
    assert canonical in page(out, "object/Door.html")
    lost = page(out, "404.html")
    assert 'href="https://docs.example.org/api/assets/style.css"' in lost
    assert 'href="https://docs.example.org/api/index.html"' in lost
    assert not re.search(r'(?:href|src)="(?!https://docs.example.org/api/|#)', lost)


def test_a_shared_link_is_shown_with_a_picture(tmp_path: Path) -> None:
    """All that Open Graph asks for, the image of the size told; no image without a home."""
    out = make(tmp_path / "site", base_url="https://docs.example.org/api")
    shown = page(out, "object/Door.html")
    told = dict(
        re.findall(r'<meta (?:property|name)="((?:og|tw)[^"]*:[^"]*)" content="([^"]*)"', shown)
    )
    assert told == {
        "og:type": "website",
        "og:title": "Door",
        "og:site_name": "Door API",
        "og:description": "A *door*.",
        "og:url": "https://docs.example.org/api/object/Door.html",
        "og:image": "https://docs.example.org/api/assets/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A table: elements in rows, regions in columns",
        "twitter:card": "summary_large_image",
    }
    data = (out / "assets/card.png").read_bytes()
    assert len(data) < 20_000
    assert data[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert "og:image" not in page(make(tmp_path / "none"), "object/Door.html")


def test_the_picture_is_the_one_that_is_drawn() -> None:
    """The file in the repository is what its program draws, point by point."""
    site = Path(__file__).resolve().parents[1] / "site"
    card = runpy.run_path(str(site / "card.py"))
    kept = (site / "assets/card.png").read_bytes()
    at = kept.index(b"IDAT")
    [size] = struct.unpack(">I", kept[at - 4 : at])
    drawn = b"".join(b"\0" + row for row in card["draw"]())
    assert zlib.decompress(kept[at + 4 : at + 4 + size]) == drawn


_ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "header",
        "nav",
        "ul",
        "ol",
        "li",
        "div",
        "main",
        "p",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "time",
        "strong",
        "em",
        "s",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "footer",
        "blockquote",
        "hr",
        "br",
        "article",
        "section",
        "figure",
        "figcaption",
        "svg",
        "g",
        "desc",
        "line",
        "circle",
        "text",
        "label",
        "input",
        "script",
        "form",
        "button",
        "select",
        "option",
    ]
)
_GEOMETRY = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "text-anchor")
_ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "content",
        "name",
        "property",
        "rel",
        "type",
        "href",
        "class",
        "id",
        "tabindex",
        "role",
        "scope",
        "title",
        "start",
        "aria-label",
        "aria-current",
        "http-equiv",
        "aria-labelledby",
        "checked",
        "open",
        *_GEOMETRY,
        "data-regions",
        "data-status",
        "data-kind",
        "data-script",
        "data-apart",
        "data-href",
        "colspan",
        "src",
        "defer",
        "hidden",
        "value",
        "action",
        "placeholder",
        "autocomplete",
        "autocapitalize",
        "spellcheck",
        "aria-keyshortcuts",
    ]
)


class _Inert(HTMLParser):
    """Fails on anything that could run, ask somebody else, or look like what it is not."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert name in _ATTRIBUTES, (tag, name)
            assert name not in ("src", "action") or (value or "").startswith(
                ("../", "assets/", "/assets/", "https://docs.example.org/")
            )
            if name == "href":
                scheme = re.match(r"[a-zA-Z][\w+.-]*:|//", value or "")
                assert scheme is None or scheme[0].lower() in ("https:", "http:", "mailto:"), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def test_hostile_text_is_inert_wherever_it_stands(hostile_site: Path) -> None:
    """Nothing that a source says runs, loads, styles or leads anywhere, and no build dies of it."""
    assert {path.name for path in hostile_site.parent.iterdir()} == {"site"}
    for path in hostile_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert len(SCRIPT.findall(html)) == len(re.findall("<script", html, re.IGNORECASE)) == 1
        parser = _Inert()
        parser.feed(html)
        parser.close()


def test_a_swap_that_fails_is_undone(tmp_path: Path) -> None:
    """An error inside the block leaves neither a new folder nor a remnant."""
    out = tmp_path / "site"
    out.mkdir()
    (out / output.MARKER).write_text("")

    def interrupted() -> None:
        with output.opened(out) as folder:
            folder.write("half.html", b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert [path.name for path in out.iterdir()] == [output.MARKER]


def test_no_region_and_an_empty_region_still_make_a_site(tmp_path: Path) -> None:
    """A configuration that names nothing yet is no reason to fail."""
    make(tmp_path / "none", [])
    make(tmp_path / "empty", [sites.region("r", [])])
    assert (tmp_path / "empty" / "regions/r.html").exists()
    shutil.rmtree(tmp_path / "none")


def test_errors_of_a_build_are_reported_together(tmp_path: Path) -> None:
    """Several broken links are one report."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "a.md").write_text("# A\n\n[x](gone.html) [y](away.html)\n")
    with pytest.raises(errors.ManyErrors) as caught:
        make(tmp_path / "site", content=tmp_path / "guides")
    assert len(caught.value.errors) == 2


def test_errors_of_the_returned_type_stand_on_the_operations_page(tmp_path: Path) -> None:
    """Some regions list what a mutation raises at its payload; a reader must not miss it."""
    regions = [
        sites.region(
            "r",
            [
                sites.element("Mutation.go", "field", type="Gone", errors=()),
                sites.element("Gone", "object", errors=(ErrorCode("KT-CT-0001", "No way."),)),
            ],
        )
    ]
    shown = text(page(make(tmp_path / "s", regions), "mutation/go.html"))
    assert "Listed at the returned type alone: r." in shown
    assert "Listed at Gone , which it returns Code Message r KT-CT-0001 No way. listed" in shown
    assert "without any" not in shown


def read_regions(folder: Path, names: dict[str, list[str]]) -> list[RegionInput]:
    """Regions out of files, as the command line reads them."""
    made = []
    for region, files in names.items():
        options = Options(region=region)
        readings = [read_file(folder / file, file, options) for file in files]
        merged = merge(readings, options)
        made.append(RegionInput(region, region, None, merged.snapshot, merged.diagnostics))
    return made


def test_the_shipped_regions_make_a_site_that_reads_without_prose(tmp_path: Path) -> None:
    """Each operation of the four regions has its page, errors and deprecations are complete."""
    root = Path(__file__).resolve().parents[1] / "schemas"
    regions = read_regions(
        root,
        {
            "gb": ["gb/mutations.txt"],
            "fr": ["fr/mutations.txt"],
            "it": ["it/queries.txt"],
            "resiflex-eu": ["resiflex-eu/mutations.txt", "resiflex-eu/objects.txt"],
        },
    )
    out = make(tmp_path / "site", regions)
    named = {
        element.coordinate
        for region in regions
        for element in region.snapshot.elements
        if element.element == "field" and element.coordinate.startswith(("Query.", "Mutation."))
    }
    assert len(named) == len(list(out.glob("query/*.html"))) + len(
        list(out.glob("mutation/*.html"))
    ) - len(["query/index.html", "mutation/index.html"])
    codes = {
        error.code
        for region in regions
        for element in region.snapshot.elements
        for error in element.errors or ()
    }
    catalogue = "".join(page(out, f"errors/{path.name}") for path in out.glob("errors/index*.html"))
    assert all(f">{code}</a>" in catalogue for code in codes)
    shown = text(page(out, "mutation/deauthenticateDevice.html"))
    assert "Please use 'deauthenticateFlexDevice' instead." in shown
    assert "Marked on 2025-05-12 . To be removed on or after 2026-01-16 ." in shown


@pytest.mark.parametrize(
    "file",
    [
        "it/2026-02-10.json",
        "gb/2025-02-10.graphql",
        "github/2025-02-27.graphql",
    ],
)
def test_whole_schemas_make_a_site(tmp_path: Path, file: str) -> None:
    """Every named type and root field of a large real schema has a page, and every link holds."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "schemas"
    if not (folder / file).is_file():
        pytest.skip("the real schemas are not beside this checkout")
    regions = read_regions(folder, {"r": [file]})
    out = make(tmp_path / "site", regions)
    world = World(regions, sites.TODAY)
    assert all((out / (world.path(name) or "")).is_file() for name in world.order)
    sizes = sorted(path.stat().st_size for path in out.rglob("*.html"))
    assert sizes[-1] < 1_500_000
