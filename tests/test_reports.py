"""Reports: text that fits a terminal and cannot take it over, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc import store
from schemadoc.compare.calendar import calendar
from schemadoc.compare.catalogue import catalogue
from schemadoc.compare.differences import Difference
from schemadoc.compare.regions import Matrix, matrix
from schemadoc.compare.yardstick import Yardstick
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    Element,
    ErrorCode,
    Index,
    KindCoverage,
    Location,
    Permissions,
    RateLimit,
    RootCoverage,
    Snapshot,
    Source,
    sort_elements,
)
from schemadoc.reports import deprecations, errors, overview, tables, text
from schemadoc.reports import element as sheets
from schemadoc.reports import json as as_json
from schemadoc.reports.terminal import WIDTH, Style, columns, plural, safe, wrap
from schemadoc.reports.values import grouped, value_text
from schemadoc.typerefs import Known

PLAIN = Style(color=False)
DAY = datetime.date(2026, 2, 1)

HOSTILE = [
    ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
    ("a\x07b\x00c\x7f\x9b", "a\\x07b\\x00c\\x7f\\x9b"),
    ("two\nlines\r\nand\ta tab", "two lines and a tab"),
    ("over\rwritten", "over\\x0dwritten"),
    ("\u202eright to left", "\\u202eright to left"),
    ("line\u2028break", "line\\u2028break"),
    ("Grüße – 東京", "Grüße – 東京"),
]


@pytest.mark.parametrize(("raw", "shown"), HOSTILE)
def test_a_source_cannot_take_over_the_terminal(raw: str, shown: str) -> None:
    """Controls are spelled out, line breaks become spaces, every other character stays."""
    assert safe(raw) == shown


@given(st.text())
def test_safe_text_is_one_printable_line(raw: str) -> None:
    """Whatever comes in, one line without controls comes out, and once is enough."""
    shown = safe(raw)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    assert safe(shown) == shown


WORDS = st.lists(st.text("abc.-", min_size=1, max_size=30), max_size=40).map(" ".join)


@given(WORDS, st.integers(0, 20), st.text("ab", max_size=10))
def test_wrapped_lines_fit_and_lose_nothing(words: str, indent: int, first: str) -> None:
    """No line is too long, and the words come out in order."""
    lines = wrap(words, indent, first=first)
    assert all(len(line) <= WIDTH for line in lines)
    assert (first + " ".join(lines).removeprefix(" " * indent).removeprefix(first)).split() == (
        first + words
    ).split()


@given(st.lists(st.tuples(st.text("abc", max_size=70), WORDS), max_size=8), st.integers(0, 8))
def test_columns_fit(rows: list[tuple[str, str]], indent: int) -> None:
    """A table fits however long its first cells are, but for a word that is longer than a line."""
    for line in columns(rows, indent):
        assert len(line) <= WIDTH


def test_columns_align() -> None:
    """Cells of one column begin at one place; a long first cell has a line of its own."""
    assert columns([("a", "one"), ("bbb", "two"), ("c" * 60, "three")], 2) == [
        "  a    one",
        "  bbb  two",
        "  " + "c" * 60,
        "       three",
    ]


def test_colour_is_all_or_nothing() -> None:
    """Without colour there is no escape sequence at all."""
    painted = Style(color=True)
    assert painted.red("x") == "\x1b[31mx\x1b[0m"
    assert [
        PLAIN.bold("x"),
        PLAIN.dim("x"),
        PLAIN.red("x"),
        PLAIN.yellow("x"),
        PLAIN.green("x"),
    ] == ["x"] * 5


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows")]
)
def test_plural(count: int, words: str) -> None:
    """Numbers read well."""
    assert plural(count, "row") == words


VALUES = [
    (None, "none"),
    (True, "yes"),
    (False, "no"),
    (7, "7"),
    ((), "none"),
    (("A", "B"), "A, B"),
    (DAY, "2026-02-01"),
    (Known(named="X", list=True), "a list of X"),
    (Permissions(all=()), "none needed"),
    (Permissions(any=("A", "B")), "A or B"),
    (Permissions(all=("A", Permissions(any=("B", "C")))), "A and (B or C)"),
    ((RateLimit("Ip", ("10/s", "1/m")),), "Ip 10/s, 1/m"),
    ({"K-1": 2, "K-2": 1}, "K-1: 2 times; K-2: once"),
    ({"K-1": ["a", "b"]}, 'K-1: "a" | "b"'),
]


@pytest.mark.parametrize(("value", "words"), VALUES)
def test_values_in_words(value: object, words: str) -> None:
    """Every kind of value that an aspect can have reads in one line."""
    assert value_text(value) == words


def test_regions_that_say_the_same_stand_together() -> None:
    """A value is said once; of error codes only what not all share."""
    assert grouped(Difference("type", {"a": "X", "b": "Y", "c": "X"})) == [
        (("a", "c"), "X"),
        (("b",), "Y"),
    ]
    assert grouped(Difference("errors", {"a": ("1", "2"), "b": ("1",)})) == [
        (("a",), "2 (and 1 shared)"),
        (("b",), "none (and 1 shared)"),
    ]


def index(*elements: Element, region: str = "gb", coverage: Coverage = COMPLETE) -> Index:
    return Index(Snapshot(region=region, coverage=coverage, elements=sort_elements(elements)))


def regions() -> dict[str, Index]:
    shared = Element(coordinate="Mutation", element="object")
    go = Element(
        coordinate="Mutation.go",
        element="field",
        type="Out!",
        errors=(ErrorCode("K-1", "Try agan."), ErrorCode("K-2", "No | no.")),
        errors_mentioned=("K-9",),
        description="First.\n\nSecond.",
        deprecation=Deprecation(
            reason="Use `b`.",
            marked_on=datetime.date(2025, 1, 1),
            remove_on=datetime.date(2026, 1, 31),
            url="https://x.test/",
            replacements=("Mutation.b",),
            origin="block",
        ),
        source=Location("a.txt", 7),
    )
    there = Element(
        coordinate="Mutation.go",
        element="field",
        type="Out",
        errors=(ErrorCode("K-1", "Try again."),),
        source=Location("b.txt", 9),
    )
    argument = Element(coordinate="Mutation.go(a:)", element="argument", type="Int!", default="1")
    page = Coverage(roots=RootCoverage(mutation=True), errors=True)
    return {
        "gb": index(shared, go, argument),
        "fr-2": index(shared, there, region="fr-2", coverage=page),
    }


def test_the_matrix_as_text() -> None:
    """A row a coordinate, a column a region, differences below, counts at the end."""
    assert text.matrix(matrix(regions()), PLAIN) == (
        "                 gb   fr-2\n"
        "Mutation         yes  yes\n"
        "Mutation.go      yes  yes\n"
        "    type  gb: Out!; fr-2: Out\n"
        "    error codes  gb: K-2 (and 1 shared); fr-2: none (and 1 shared)\n"
        '    error messages  gb: K-1: "Try agan."; fr-2: K-1: "Try again."\n'
        "Mutation.go(a:)  yes  ?\n"
        "\n"
        "3 rows of 3 elements\n"
        "  gb: 3 present, 0 absent, 0 unknown\n"
        "  fr-2: 2 present, 0 absent, 1 unknown\n"
        "  1 differing, 2 in which nothing differs\n"
        "  0 rows with a region that lacks the element, 1 with a difference\n"
        "  differing: type 1, error codes 1, error messages 1\n"
        "  ? where the region's sources do not speak of that part of the schema\n"
    )


def test_the_matrix_as_csv() -> None:
    """Every row comes back from a CSV reader, one column a region."""
    rows = list(csv.reader(io.StringIO(tables.matrix_csv(matrix(regions())))))
    assert rows[0] == ["coordinate", "element", "gb", "fr-2", "differences"]
    assert rows[1] == ["Mutation", "object", "present", "present", ""]
    assert rows[2][:4] == ["Mutation.go", "field", "present", "present"]
    assert rows[2][4].startswith("type (gb: Out!; fr-2: Out); error codes (gb: K-2 ")
    assert rows[3][3] == "unknown"


def test_csv_cells_hold_no_control_characters() -> None:
    """Nothing of a source reaches a terminal's controls through a table either."""
    said = tables.csv_text(["a"], [["x\x1b[31m\u202ey"]])
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_the_matrix_as_markdown() -> None:
    """Nothing in a cell can end the cell or become markup."""
    found = matrix(regions())
    lines = tables.matrix_markdown(found).split("\n")
    assert lines[0] == "| coordinate | element | gb | fr-2 | differences |"
    assert lines[1] == "| --- | --- | --- | --- | --- |"
    assert lines[4] == "| Mutation.go\\(a:\\) | argument | present | unknown |  |"
    hostile = Element(coordinate="A", element="object", interfaces=("<b>|`x`",))
    other = Element(coordinate="A", element="object", interfaces=("B",))
    shown = tables.matrix_markdown(matrix({"a": index(hostile), "b": index(other)}))
    assert "\\<b\\>\\|\\`x\\`" in shown


def test_many_regions_stand_below_the_coordinate() -> None:
    """Where columns do not fit the width, no line is too long for it all the same."""
    many = {f"region-{n:02}": index(Element(coordinate="A", element="object")) for n in range(20)}
    many["region-07"] = index()
    for width in (40, 80):
        shown = text.matrix(matrix(many), Style(width=width))
        assert all(len(line) <= width for line in shown.splitlines())
        assert "    no   region-07\n" in shown
    narrow = text.matrix(matrix(regions()), Style(width=40))
    assert all(len(line) <= 40 for line in narrow.splitlines())


def test_who_stands_out_is_said() -> None:
    """Held against the majority, a row names the odd regions, or says that there is none."""
    one, other = Element(coordinate="A", element="object"), field_of("Int")
    three = {"a": index(one, other), "b": index(one, other), "c": index(one, field_of("ID"))}
    three["d"] = index(one)
    shown = text.matrix(matrix(three, match="A.x", yardstick=Yardstick(majority=True)), PLAIN)
    assert "presence  odd: d" in shown
    assert "type  a, b: Int; c: ID (odd: c)" in shown
    assert "odd against the majority: a 0, b 0, c 1, d 1" in shown
    two = {"a": three["a"], "c": three["c"]}
    even = text.matrix(matrix(two, match="A.x", yardstick=Yardstick(majority=True)), PLAIN)
    assert "type  a: Int; c: ID (no majority)" in even


def test_tables_say_in_which_aspect_who_stands_out() -> None:
    """The column lists presence and each aspect, with its odd regions or that there is none."""
    whole = Element(coordinate="A", element="object")
    one, other = index(whole, field_of("Int")), index(whole, field_of("ID"))
    three = {"a": one, "b": one, "c": other, "d": index(whole)}
    for yardstick in (Yardstick(reference="a"), Yardstick(majority=True)):
        found = matrix(three, yardstick=yardstick)
        assert odd_cells(found) == ["fields: d", "presence: d; type: c"]
        assert "| presence: d; type: c |" in tables.matrix_markdown(found)
    most = Yardstick(majority=True)
    even = matrix({"a": one, "c": other, "d": three["d"], "e": three["d"]}, yardstick=most)
    assert odd_cells(even) == [
        "fields: no majority",
        "presence: no majority; type: no majority",
    ]
    assert odd_cells(matrix({"a": one, "b": one}, yardstick=most)) == ["", ""]


def odd_cells(found: Matrix) -> list[str]:
    return [row["odd"] for row in csv.DictReader(io.StringIO(tables.matrix_csv(found)))]


def test_who_repeats_a_row_otherwise_than_the_reference_is_named() -> None:
    """Numbers alone do not tell who is odd where the reference has a row several times too."""
    row = ErrorCode("K-1", "x")
    regions = {
        name: index(Element(coordinate="A.x", element="field", errors=(row,) * times))
        for name, times in (("a", 2), ("b", 3), ("c", 1))
    }
    against = matrix(regions, yardstick=Yardstick(reference="a"))
    assert "a: K-1: 2 times; b: K-1: 3 times; c: K-1: once (odd: b)" in " ".join(
        text.matrix(against, PLAIN).split()
    )
    assert "(odd" not in text.matrix(matrix(regions), PLAIN)


def field_of(type_text: str) -> Element:
    return Element(coordinate="A.x", element="field", type=type_text)


def test_long_lists_are_cut_for_people_alone() -> None:
    """Text names a few members and counts the rest; CSV has them all."""
    one = Element(coordinate="A", element="object")
    members = [Element(coordinate=f"A.f{n:02}", element="field") for n in range(12)]
    found = matrix({"a": index(one, *members), "b": index(one, members[0])}, match="A")
    shown = text.matrix(found, PLAIN)
    assert "f08 and 3 more (and 1 shared); b: none (and 1" in " ".join(shown.split())
    assert "f11 (and 1 shared)" in tables.matrix_csv(found)


def test_an_empty_matrix_still_counts() -> None:
    """No rows is an answer too."""
    empty: Matrix = matrix({"a": index()})
    assert text.matrix(empty, PLAIN).startswith("0 rows of 0 elements\n  a: 0 present")


def test_the_catalogue_as_text() -> None:
    """Each code with its messages, who raises it and who mentions it."""
    assert errors.text(catalogue(regions()), PLAIN) == (
        "K-1\n"
        "  Try agan. [gb]\n"
        "  Try again. [fr-2]\n"
        "  raised by 1 in gb: Mutation.go\n"
        "  raised by 1 in fr-2: Mutation.go\n"
        "  2 different messages\n"
        "\n"
        "K-2\n"
        "  No | no. [gb]\n"
        "  raised by 1 in gb: Mutation.go\n"
        "  used once\n"
        "\n"
        "K-9\n"
        "  mentioned by 1 in gb: Mutation.go\n"
        "  used once\n"
        "\n"
        "3 codes\n"
        "  1 with different messages: K-1\n"
        "  2 used once: K-2, K-9\n"
    )


def test_the_calendar_as_text() -> None:
    """Each deprecation under its status, with advice, replacement and link."""
    assert deprecations.text(calendar(regions(), DAY), PLAIN) == (
        "overdue (1)\n"
        "  2026-01-31  Mutation.go [gb]\n"
        "              1 day ago, marked on 2025-01-01\n"
        "              Use `b`.\n"
        "              instead: Mutation.b (absent; not in fr-2)\n"
        "              https://x.test/\n"
        "\n"
        "1 deprecation\n"
        "  1 name a replacement: 0 have all they name in their region, 1 name one that it\n"
        "  lacks, 0 are unknown\n"
    )


def test_diagnostics_as_lines() -> None:
    """One line each, place first, whatever a source put into the message."""
    found = [Diagnostic("a.txt", 3, "type-lost", "x\x1b[2J" + "y" * 200)]
    assert text.diagnostics(found) == f"a.txt:3: type-lost: x\\x1b[2J{'y' * 200}\n"


def test_one_element_as_text() -> None:
    """Presence, differences, then each region's facts, members and place."""
    found = sheets.sheet("Mutation.go", regions())
    assert found is not None
    assert sheets.text(found, DAY, PLAIN) == (
        "Mutation.go  field\n"
        "  gb present, fr-2 present\n"
        "  differs in type: gb: Out!; fr-2: Out\n"
        "  differs in error codes: gb: K-2 (and 1 shared); fr-2: none (and 1 shared)\n"
        '  differs in error messages: gb: K-1: "Try agan."; fr-2: K-1: "Try again."\n'
        "\n"
        "gb\n"
        "  type      Out!\n"
        "  mentions  K-9\n"
        "  read at   a.txt:7\n"
        "  deprecated\n"
        "    Use `b`.\n"
        "    marked on  2025-01-01\n"
        "    removal    2026-01-31 (1 day ago)\n"
        "    instead    Mutation.b\n"
        "    more       https://x.test/\n"
        "\n"
        "    First.\n"
        "\n"
        "    Second.\n"
        "\n"
        "  errors\n"
        "    K-1  Try agan.\n"
        "    K-2  No | no.\n"
        "\n"
        "  arguments\n"
        "    a  Int! = 1\n"
        "\n"
        "fr-2\n"
        "  type     Out\n"
        "  read at  b.txt:9\n"
        "\n"
        "  errors\n"
        "    K-1  Try again.\n"
    )
    assert sheets.sheet("Mutation.gone", regions()) is None


COVERED = [
    (Coverage(), "only what it shows"),
    (COMPLETE, "the complete schema"),
    (
        Coverage(complete=True, errors=True),
        "the complete schema (not for deprecated arguments and input fields), errors",
    ),
    (Coverage(roots=RootCoverage(mutation=True), errors=True), "all of Mutation, errors"),
    (
        Coverage(kinds=KindCoverage(object=True, input_object=True)),
        "every object type, every input object type",
    ),
]


@pytest.mark.parametrize(("covered", "words"), COVERED)
def test_coverage_in_words(covered: Coverage, words: str) -> None:
    """What an absence may be concluded from is said in words."""
    assert overview.coverage_words(covered) == words


def test_the_overview_of_a_region() -> None:
    """Sources with their age, counts, coverage and oddities; the numbers are the snapshot's."""
    snapshot = Snapshot(
        region="gb",
        captured=datetime.date(2026, 1, 22),
        coverage=COMPLETE,
        sources=(
            Source(path="a.txt", kind="page", sha256="0", layout="x", captured=DAY),
            Source(path="b.json", kind="introspection", sha256="1"),
        ),
        elements=regions()["gb"].snapshot.elements,
    )
    odd = (Diagnostic("a.txt", 1, "type-lost", "x"), Diagnostic("a.txt", 2, "type-lost", "x"))
    found = overview.overview("Great Britain", snapshot, odd, DAY)
    assert (found.age_days, found.error_rows, found.deprecations) == (10, 2, 1)
    assert found.operations == {"query": 0, "mutation": 1, "subscription": 0}
    assert found.elements == {"argument": 1, "field": 1, "object": 1}
    assert overview.text([found], PLAIN) == (
        "gb  Great Britain\n"
        "  source       a.txt (page in layout x, captured 2026-02-01, 0 days old)\n"
        "  source       b.json (introspection, no date)\n"
        "  root fields  1 mutation\n"
        "  types        0\n"
        "  elements     1 argument, 1 field, 1 object\n"
        "  error rows   2\n"
        "  deprecated   1\n"
        "  speaks for   the complete schema\n"
        "  diagnostics  2: 2 type-lost\n"
    )


def test_json_is_what_the_structs_say() -> None:
    """Keys are the fields, dates are text, and a line break ends the file."""
    rendered = as_json.render(matrix(regions(), match="Mutation.go"))
    assert rendered.endswith("}\n")
    row = json.loads(rendered)["rows"][0]
    assert row["differences"][0] == {"aspect": "type", "values": {"gb": "Out!", "fr-2": "Out"}}


def test_a_snapshot_with_further_keys() -> None:
    """The canonical text stays as it is; further keys come after the elements."""
    snapshot = regions()["gb"].snapshot
    assert as_json.render_snapshot(snapshot).encode() == store.dumps(snapshot)
    more = json.loads(as_json.render_snapshot(snapshot, conflicts=[]))
    assert list(more)[-2:] == ["elements", "conflicts"]
    assert more["elements"] == json.loads(store.dumps(snapshot))["elements"]
