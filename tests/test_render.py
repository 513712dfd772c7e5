"""The parts of the site that need no files: addresses, words, variants, Markdown, links, sheets."""

from __future__ import annotations

import datetime
import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemadoc.model import (
    COMPLETE,
    Coverage,
    ErrorCode,
    KindCoverage,
    Permissions,
    RateLimit,
    RootCoverage,
)
from schemadoc.render import codes, cuts, links, members, prose, urls, valuetexts, words
from schemadoc.render.variants import Variant, Where, variants, where
from schemadoc.render.world import World
from schemadoc.typerefs import Known
from tests import sites

NAMES = st.from_regex(r"[_A-Za-z][_0-9A-Za-z]{0,6}", fullmatch=True)


@pytest.fixture(scope="module")
def world() -> World:
    return World(sites.world(), sites.TODAY)


@given(st.lists(NAMES | st.text(max_size=8), unique=True, max_size=30))
def test_file_stems_are_unique_when_case_is_ignored_and_safe(names: list[str]) -> None:
    """Whatever the names of a folder, no two share a file, and no file leaves the folder."""
    stems = urls.file_stems(names)
    assert set(stems) == set(names)
    assert len({stem.lower() for stem in stems.values()}) == len(names)
    assert all(stem.lower() not in ("index", "con", "nul") for stem in stems.values())
    assert all(urls.file_stem(stem) == stem for stem in stems.values())


def test_file_stems_keep_names_and_mark_only_the_later_of_a_pair() -> None:
    """A name keeps its own address unless another one differs from it in case alone."""
    stems = urls.file_stems(["account", "Account", "Plan", "index", "aux"])
    assert stems == {
        "Account": "Account",
        "account": "account-0",
        "Plan": "Plan",
        "index": "index-0",
        "aux": "aux-0",
    }


@pytest.mark.parametrize(
    ("coordinate", "anchor"),
    [
        ("A", ""),
        ("A.b", "b"),
        ("A.b(c:)", "b.c"),
        ("E.VALUE", "VALUE"),
        ("@d", ""),
        ("@d(a:)", "a"),
        ("A.<img>", "A-img-8a3c1a2f"),
    ],
)
def test_anchor_is_the_coordinate_after_the_name(coordinate: str, anchor: str) -> None:
    """Deep links follow from the coordinate alone; what is no coordinate gets a safe id."""
    found = urls.anchor(coordinate)
    if "<" in coordinate:
        assert found.startswith("A-img-")
    else:
        assert found == anchor


@pytest.mark.parametrize(
    ("coordinate", "href"),
    [
        ("Query", "query/index.html"),
        ("Query.door", "query/door.html"),
        ("Query.door(id:)", "query/door.html#door.id"),
        ("Mutation.openDoor", "mutation/openDoor.html"),
        ("Door", "object/Door.html"),
        ("Door.key(first:)", "object/Door.html#key.first"),
        ("door", "object/door-0.html"),
        ("index", "object/index-0.html"),
        ("Colour.RED", "enum/Colour.html#RED"),
        ("OpenDoorInput.id", "input_object/OpenDoorInput.html#id"),
        ("UnnamedPayload1", "type/UnnamedPayload1.html"),
        ("@cost(weight:)", "directive/cost.html#weight"),
        ("Nothing", None),
        ("Door.nothing", None),
    ],
)
def test_every_element_has_one_address(world: World, coordinate: str, href: str | None) -> None:
    """The address of an element follows from its coordinate and kind; None where nobody has it."""
    assert world.href(coordinate) == href


def test_an_argument_of_a_field_that_nobody_has_has_no_address() -> None:
    """A source that lost a field may still show its argument: no page has a place for it."""
    lost = [sites.element("Query", "object"), sites.element("Query.x(y:)", "argument", type="Int")]
    alone = sites.region("a", lost)
    assert World([alone], sites.TODAY).href("Query.x(y:)") is None
    # Another region's field takes it in as little: its page shows that region's own arguments.
    field = sites.region("b", [lost[0], sites.element("Query.x", "field", type="Int")])
    assert World([alone, field], sites.TODAY).href("Query.x(y:)") is None


def test_references_name_every_place_once(world: World) -> None:
    """Back references hold fields, arguments, implementors and unions, over all regions."""
    assert (
        world.references("Door").returned_by
        == (
            "Mutation.openDoor",
            "OpenDoor.door",
            "Query.door",
            "UnnamedPayload1.door",
        )[1:]
    )
    assert world.references("OpenDoorInput").taken_by == ("Mutation.openDoor(input:)",)
    assert world.references("Thing").implemented_by == ("Door",)
    assert world.references("Door").member_of == ("Key",)


@pytest.mark.parametrize(
    ("pairs", "asked", "expected"),
    [
        ([("a", 1), ("b", 1)], "ab", [(1, ())]),
        ([("a", 1)], "ab", [(1, ("a",))]),
        ([("a", 1), ("b", 2), ("c", 1)], "abc", [(1, ("a", "c")), (2, ("b",))]),
        ([], "ab", []),
    ],
)
def test_variants_say_once_what_regions_say_alike(
    pairs: list[tuple[str, int]], asked: str, expected: list[tuple[int, tuple[str, ...]]]
) -> None:
    """A value stands without regions only where all those asked say it."""
    assert variants(pairs, tuple(asked)) == tuple(Variant(*parts) for parts in expected)


def test_where_is_silent_when_all_have_it(world: World) -> None:
    """Who has an element is told only where not all of its container's regions do."""
    assert where(world, "OpenDoor.door", ("north", "south")) is None
    assert where(world, "OpenDoor.seen", ("north", "south")) == Where(("south",), (), ("north",))


def test_types_that_are_partly_known_are_put_in_words(world: World) -> None:
    """What is not known exactly never looks like GraphQL, and placeholders say what they are."""
    door = members.member(world, "UnnamedPayload1.door", ("east",)).types[0].value
    assert (door.exact, door.before, door.name, door.after) == (
        False,
        "",
        "Door",
        ", maybe in a list",
    )
    seen = members.member(world, "OpenDoor.seen", ("south",)).types[0].value
    assert (seen.before, seen.name) == ("a list of strings", "")
    opened = members.member(world, "Mutation.openDoor", ("north", "south", "east"))
    assert [variant.value.caveat for variant in opened.types] == [
        None,
        "likely name",
        "placeholder name",
    ]


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (Known(), "not known"),
        (Known(list=True), "a list of things no source names"),
        (Known(list=False), "something no source names"),
        (Known(json="int"), "a whole number, maybe in a list"),
        (Known(json="int", list=False), "a whole number"),
        (Known(json="boolean", list=True), "a list of true or false values"),
        (Known(named="X", list=True), "a list of X"),
        (Known(named="X"), "X, maybe in a list"),
    ],
)
def test_known_words_claim_no_more_than_is_proved(known: Known, text: str) -> None:
    """Each piece of evidence has its words; a missing piece is said to be missing."""
    element = sites.element("A.b", "field", type_known=known)
    single = World([sites.region("r", [element])], sites.TODAY)
    found = words.type_text(single, "r", element)
    assert found is not None
    assert f"{found.before}{found.name}{found.after}" == text


def test_permissions_keep_their_nesting() -> None:
    """Alternatives and conjunctions stay apart, and "(No)" is a statement of its own."""
    nested = Permissions(any=("A", Permissions(all=("B", "C"))))
    assert words.permission_text(nested) == words.PermissionText(
        "any one of", ("A", words.PermissionText("all of", ("B", "C")))
    )
    assert words.permission_text(Permissions(all=())).head == "none required"
    assert words.permission_text(Permissions(any=("A",))) == words.PermissionText("", ("A",))


@pytest.mark.parametrize(
    ("captured", "text"),
    [
        (None, "no capture date given"),
        (datetime.date(2026, 3, 1), "captured 2026-03-01, today"),
        (datetime.date(2026, 2, 28), "captured 2026-02-28, 1 day before this build"),
        (datetime.date(2023, 3, 1), "captured 2023-03-01, 1,096 days before this build"),
        (datetime.date(2026, 3, 3), "captured 2026-03-03, 2 days after the day of this build"),
    ],
)
def test_age_counts_from_the_day_given(captured: datetime.date | None, text: str) -> None:
    """The age of a source never comes from a clock."""
    assert words.age(captured, sites.TODAY) == text


def test_coverage_is_told_in_words() -> None:
    """A newcomer learns what an absence means, for complete and for partial sources."""
    whole = words.coverage_lines(COMPLETE)
    assert "what is not listed here is absent" in whole[0]
    partial = Coverage(
        roots=RootCoverage(mutation=True), kinds=KindCoverage(enum=True), errors=True
    )
    assert words.coverage_lines(partial) == (
        "All mutations: one that is not listed is absent in this region.",
        "All enums: one that is not listed is absent in this region.",
        "Not known: its queries and subscriptions, beyond what the sources happen to show.",
        "Error codes are listed: an operation shown whole and without a list has none.",
    )


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("//example.org", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("/relative", False),
        ("#fragment", False),
    ],
)
def test_only_web_and_mail_links_are_followed(url: str, safe: bool) -> None:
    """A source's link is a link only with a scheme that runs nothing and stays no relative."""
    assert prose.is_safe_link(url) is safe


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "<p>plain</p>"),
        ("one\n\ntwo & <b>", "<p>one</p>\n<p>two &amp; &lt;b&gt;</p>\n"),
        ("# Big", '<p class="md-heading"><strong>Big</strong></p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](/up)", "<p>[x](/up)</p>\n"),
        (
            "[x](https://e.org 't')",
            '<p><a href="https://e.org" title="t" rel="nofollow noopener noreferrer">x</a></p>\n',
        ),
    ],
)
def test_markdown_becomes_safe_html(text: str, expected: str) -> None:
    """Descriptions keep their structure and bring neither raw HTML nor headings of their own."""
    assert prose.markdown(text) == expected


_COMMON_MARK = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def _meant(shown: str) -> str:
    """The HTML without what makes no difference: how quotes are written, spaces of paragraphs."""
    text = " ".join(html.unescape(str(shown)).split())
    return re.sub(r" ?(</?p>) ?", r"\1", text)


@settings(max_examples=1000)
@given(
    text=st.lists(
        st.sampled_from(
            [
                *"ab \n`_-1.)*'\"<&~(/:",
                *("\n\n", "`a`", "_a", "a_b", "- ", "1. ", "--", "`a b`", "  "),
                *("://", "https://a.b/c_d", "www.a.b"),
            ]
        )
    ).map("".join)
)
def test_what_is_told_at_a_glance_is_what_markdown_means(text: str) -> None:
    """Texts that are shown without a parser look as the parser would show them."""
    meant = _COMMON_MARK.render(text)
    if not re.search("<(?:h|pre)", meant):  # which look another way here
        assert _meant(prose.markdown(text)) == _meant(meant)
        assert _meant(prose.inline(text)) == _meant(_COMMON_MARK.renderInline(text))


def test_markdown_has_no_inline_style_and_asks_for_no_image() -> None:
    """What the content policy would refuse is never written."""
    shown = prose.markdown("|a|b|\n|:-:|--:|\n|1|2|\n\n![x](https://e.org/x.png)")
    assert "style=" not in shown
    assert "<img" not in shown
    assert 'scope="col"' in shown


@pytest.mark.parametrize("language", ["graphql", "json"])
@given(text=st.text(alphabet="{}<>&\"'\\:, \nabtruenl0-9$@#"))
def test_highlighting_changes_no_text(language: str, text: str) -> None:
    """With its tags taken away, a coloured text is the escaped text."""
    shown = re.sub(r"</?span[^>]*>", "", str(prose.highlight(text, language)))
    assert html.unescape(shown) == text
    assert "<" not in shown


@pytest.mark.parametrize("language", ["json", "graphql"])
@pytest.mark.parametrize("text", ['<b id="x" href="y.html">', '"a" src="z" id=""', 'f(id="x")'])
def test_a_text_with_quotes_is_taken_for_no_attribute(language: str, text: str) -> None:
    """Quotes of a text stand as they are, and whoever looks for links and ids finds none in it."""
    shown = f"<pre><code>{prose.highlight(text, language)}</code></pre>"
    found = links.read("a.html", shown)
    assert (found.ids, found.targets) == (frozenset(), frozenset())
    assert "<b" not in shown


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("b.html", "a/b.html"),
        ("../b.html#c", "b.html#c"),
        ("/b.html", "b.html"),
        ("#c", "a/x.html#c"),
        ("#", "a/x.html"),
        ("", "a/x.html"),
        ("/", "/"),
        ("/#c", "/#c"),
        ("./b.html?q=1&amp;r", "a/b.html?q=1&r"),
        ("b%20c.html", "a/b c.html"),
    ],
)
def test_what_an_address_leads_to(written: str, target: str) -> None:
    """An address is seen from the folder of its page; the root itself is no page."""
    assert links.read("a/x.html", f'<a href="{written}">').targets == {target}


def test_faults_name_broken_links_and_doubled_ids() -> None:
    """Every broken link, missing anchor and doubled id of the site is found."""
    first = links.read("a/x.html", '<p id="p"></p><p id="p"></p><a href="../b.html#q">b</a>')
    second = links.read("b.html", '<a id="q" href="a/x.html#p">x</a><a href="a/gone.html">y</a>')
    third = links.read("c.html", '<a href="b.html#no">b</a><link href="s.css"><a href="#">t</a>')
    pages = {page.path: page for page in (first, second, third)}
    places = links.Places(lambda path: pages[path].ids if path in pages else None, ["s.css"])
    assert list(links.faults(pages.values(), places)) == [
        ("a/x.html", "the id 'p' stands twice"),
        ("b.html", "a link to 'a/gone.html', which is no page"),
        ("c.html", "a link to 'b.html#no', which has no such id"),
    ]


@pytest.mark.parametrize(
    ("lost", "leading"),
    [
        (["b.html#q"], ["a/x.html"]),
        (["b.html#other"], []),
        (["a/gone.html"], ["b.html"]),
        (["a/gone.html", "b.html#q"], ["a/x.html", "b.html"]),
        (["a/x y.html"], ["a/x.html", "b.html", "c.html"]),
    ],
)
def test_pages_that_may_lead_to_what_is_lost(lost: list[str], leading: list[str]) -> None:
    """A look at the text tells them; where an address may be written in several ways, all are."""
    pages = [
        ("a/x.html", b'<p id="q">q</p><a href="../b.html#q">b</a>'),
        ("b.html", b'<a id="q" href="a/x.html#p">x</a><a href="a/gone.html#r">gone.html</a>'),
        ("c.html", b"<p>b.html#q gone.html</p>"),
    ]
    assert [page.path for page in links.leading_to(lost, pages)] == leading


@given(st.lists(st.integers(1, 300), max_size=60), st.sets(st.integers(0, 60)))
def test_cuts_hold_every_line_once(weights: list[int], begin: set[int]) -> None:
    """Cutting a list into pages loses and repeats nothing, and no page is too heavy."""
    found = cuts.cuts(weights, begin.__contains__, most=300)
    assert [cut.number for cut in found] == list(range(1, len(found) + 1))
    assert [cut.start for cut in found[1:]] == [cut.end for cut in found[:-1]]
    assert (found[0].start, found[-1].end) == (0, len(weights))
    assert all(sum(weights[cut.start : cut.end]) <= 300 for cut in found)
    assert all(cut.start < cut.end for cut in found) or not weights


@pytest.mark.parametrize(
    ("weights", "begins", "expected"),
    [
        ([], (), [(0, 0)]),
        ([1, 1, 1], (), [(0, 2), (2, 3)]),
        ([9, 1], (), [(0, 1), (1, 2)]),  # a line that is too heavy stands alone
        ([1] * 4, (1, 3), [(0, 2), (2, 4)]),  # not so early that half of the page is lost
        ([0] * 9 + [2, 2], (8,), [(0, 8), (8, 10), (10, 11)]),
    ],
)
def test_cuts_are_made_where_a_page_had_better_begin(
    weights: list[int], begins: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    """Between two types rather than within one, unless that makes short pages."""
    found = cuts.cuts(weights, begins.__contains__, most=2)
    assert [(cut.start, cut.end) for cut in found] == expected


@pytest.mark.parametrize(
    ("pages", "here", "shown"),
    [
        (1, 1, []),
        (3, 2, [1, 2, 3]),
        (100, 50, [*range(1, 48, 3), 48, 49, 50, 51, 52, *range(55, 101, 3)]),
    ],
)
def test_a_pager_of_many_pages_shows_some_of_them(pages: int, here: int, shown: list[int]) -> None:
    """The first, the last, some between them, and the neighbours; the page itself has no link."""
    found = cuts.cuts([1] * pages, most=1)
    links = cuts.pager("a/b.html", found, here, str)
    assert [int(link.text) for link in links] == shown
    assert [link.text for link in links if link.href is None] == ([str(here)] if shown else [])
    assert all(link.note == str(int(link.text) - 1) for link in links)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        ((), "none"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        ("[X!]", "[X!]"),
        (("A", "B"), "A, B"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (Known(named="X", list=True), "a list of X"),
        ({"C-1": ["m", "n"]}, "C-1: m, n"),
        ((RateLimit("Ip", ("1/s",)),), "Ip: 1/s"),
        (Permissions(any=("A", Permissions(all=("B", "C")))), "any one of: A, (all of: B, C)"),
    ],
)
def test_values_of_every_aspect_are_one_line(value: object, text: str) -> None:
    """A difference is told in words whatever its aspect."""
    assert valuetexts.value_text(value) == text


def test_many_codes_make_several_pages_and_keep_their_addresses() -> None:
    """The catalogue holds each code once; a code that many raise has further pages."""
    names = [f"KT-CT-{number}" for number in range(1000, 1600)]
    errors = tuple(ErrorCode(name, f"Message of {name}.") for name in names)
    elements = [sites.element("Query", "object")]
    elements += (
        sites.element(f"Query.q{at:03}", "field", type="Int", errors=errors[: 1 + 599 * (at == 0)])
        for at in range(500)
    )
    world = World([sites.region("a", elements, Coverage(errors=True))], sites.TODAY)
    found = codes.catalogue_cuts(world)
    views = [codes.catalogue_view(world, found, cut) for cut in found]
    assert [entry.code for view in views for entry in view.entries] == names
    assert [view.head.path for view in views[:2]] == ["errors/index.html", "errors/index.2.html"]
    assert {view.total for view in views} == {600}
    cut_in = codes.code_cuts(world, 0)
    pages = [codes.code_view(world, 0, cut_in, cut) for cut in cut_in]
    assert [page.head.path for page in pages] == [
        *("errors/KT-CT-1000.html", "errors/KT-CT-1000.2.html"),
    ]
    assert [use.link.text for page in pages for use in page.uses] == [
        f"Query.q{at:03}" for at in range(500)
    ]
    assert {(page.raised, page.mentioned) for page in pages} == {(500, 0)}
