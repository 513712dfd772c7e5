"""Text as wide as the terminal: columns of characters, where lines break, every report's lines."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.reports.terminal import columns, safe, wrap
from schemadoc.reports.widths import cells, pad, pieces

WIDTHS = (40, 60, 80, 120)


def measured(line: str) -> int:
    """The columns of a line, reckoned one character after the other."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in line
    )


def letter(char: str) -> bool:
    """Whether East Asian text may be broken beside it."""
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) == "Lo"


def too_wide(text: str, width: int) -> list[str]:
    """The lines that could be narrower: a single word may be as long as it is, far to the left."""
    return [line for line in text.split("\n") if measured(line) > width and not _excused(line)]


def _excused(line: str) -> bool:
    word = line.strip(" ")
    wide = any(letter(one) and letter(other) for one, other in pairwise(word))
    return not line.startswith(" " * 5) and " " not in word and not wide


def dense(text: str) -> str:
    return "".join(text.split())


COLUMNS = [
    ("", 0),
    ("abc", 3),
    ("→ … – é", 7),
    ("日本語", 6),
    ("한국어", 6),
    ("Ａ１", 4),
    ("ｱｲ", 2),
    ("e\u0301", 1),
    ("a\u200bb\u200d", 2),
    ("soft\xadhyphen", 11),
    ("\u1112\u1161\u11ab", 2),
    ("🎉", 2),
    ("、。", 4),
]


@pytest.mark.parametrize(("text", "count"), COLUMNS)
def test_columns_of_a_text(text: str, count: int) -> None:
    """Wide characters take two columns, marks and what is not seen none, all others one."""
    assert cells(text) == count
    assert cells(pad(text, 20) + "|") == 21


BREAKS = [
    ("one  two", ["one", "  two"]),
    ("well-kept a.b/c", ["well-kept", " a.b/c"]),
    ("日本語", ["日", "本", "語"]),
    ("使う。次", ["使", "う。", "次"]),
    ("「はい」と", ["「は", "い」", "と"]),
    ("データ", ["デー", "タ"]),
    ("请用Query.b代替", ["请", "用", "Query.b", "代", "替"]),
    ("(日) 本", ["(日)", " 本"]),
    ("か\u3099き", ["か\u3099", "き"]),
    ("👩\u200d👩👍🏽", ["👩\u200d👩", "👍🏽"]),
    ("Grüße…", ["Grüße…"]),
]


@pytest.mark.parametrize(("text", "parts"), BREAKS)
def test_where_a_line_may_end(text: str, parts: list[str]) -> None:
    """At spaces and beside wide characters; not before a stop or a closing mark, not in a sign."""
    assert pieces(text) == parts


LONG = "https://announcements.example/public/400/"
WRAPPED = [
    ("a b", 2, "x  ", 40, ["  x  a b"]),
    ("", 2, "x  ", 40, ["  x"]),
    (f"see {LONG} now", 0, "name      ", 44, ["name      see", f"  {LONG}", "          now"]),
    (f"{LONG} now", 4, "name  ", 44, ["    name", f"    {LONG}", "          now"]),
    (LONG, 20, "", 46, [f"    {LONG}"]),
    (LONG, 0, "", 20, [LONG]),
    ("one two three", 2, "a label of thirty columns  ", 40, None),
    ("日本" * 8, 2, "", 29, [f"  {'日本' * 6}日", "  本日本"]),
    ("日本 語", 0, "名字名字  ", 30, ["名字名字  日本 語"]),
    ("日本 語" * 3, 0, "名字  ", 26, ["名字  日本 語日本 語日本", "      語"]),
]


@pytest.mark.parametrize(("text", "indent", "first", "width", "lines"), WRAPPED)
def test_wrapped(text: str, indent: int, first: str, width: int, lines: list[str] | None) -> None:
    """A word too long for its column goes further left, on a line of its own, and stays whole."""
    if lines is None:
        lines = ["  a label of thirty columns  one two", "    three"]
    assert wrap(text, indent, first=first, width=width) == lines


SIGNS = st.sampled_from([*"ab.-(「日本語。ー」）①é→\u0301\u200d👩\u3000"])
WORDS = st.lists(st.text(SIGNS, min_size=1, max_size=50), max_size=30)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n"])
TEXTS = st.builds(str.join, GAPS, WORDS)


@given(TEXTS, st.integers(0, 30), st.text(SIGNS, max_size=60), st.integers(20, 120))
def test_no_wrapped_line_is_too_wide(text: str, indent: int, first: str, width: int) -> None:
    """No line is wider than asked unless it is one single word, and nothing of the text is lost."""
    lines = wrap(text, indent, first=first, width=width)
    assert too_wide("\n".join(lines), width) == []
    assert dense("".join(lines)) == dense(first + safe(text))


CELLS = st.lists(st.text([*"ab 日語"], max_size=70), min_size=3, max_size=3)


@given(st.lists(CELLS, max_size=6), st.integers(0, 8), st.sampled_from(WIDTHS))
def test_no_table_is_too_wide(rows: list[list[str]], indent: int, width: int) -> None:
    """Three columns fit as well, whatever their cells hold, and nothing of them is lost."""
    lines = columns(rows, indent, width=width)
    assert too_wide("\n".join(lines), width) == []
    assert dense("".join(lines)) == dense("".join(cell for row in rows for cell in row))


def test_wide_cells_align() -> None:
    """Columns begin at one place whatever stands before them."""
    assert columns([("名前", "one"), ("abc", "two")]) == ["名前  one", "abc   two"]
