"""Text as wide as the terminal: columns of characters, where lines break, every report's lines."""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.cli import cli
from schemadoc.cli.session import Session
from schemadoc.compare.diff import diff
from schemadoc.compare.rules import TABLE
from schemadoc.compare.sunset import Terms
from schemadoc.model import Index
from schemadoc.reports import changes
from schemadoc.reports.terminal import Style, columns, safe, wrap
from schemadoc.reports.widths import cells, pad, pieces
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file

DAY = ("--today", "2026-02-01")
WIDTHS = (40, 60, 80, 120)
CHINESE = "此字段已弃用，因为它返回的数据不完整，并且在高负载下速度很慢。请改用新的字段。" * 3


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


def said(*args: str, code: int = 0) -> str:
    """What a command prints."""
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == code, result.stderr
    return result.stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two regions, each of one file, as the working directory."""
    tables = (f'[[region]]\nid = "{name}"\ntitle = "{TITLE}"\n{SOURCE}' for name in ("gb", "it"))
    (tmp_path / "schemadoc.toml").write_text("".join(tables), "utf8")
    (tmp_path / "old.graphql").write_text(OLD, "utf8")
    (tmp_path / "new.graphql").write_text(NEW, "utf8")
    monkeypatch.chdir(tmp_path)


SOURCE = '[[region.source]]\npath = "new.graphql"\n'
TITLE = f"A title in words and {CHINESE}"
REASON = f"{CHINESE} Use 'Query.aFieldWithAVeryLongName'. Removal on 2026-01-16 UTC."
OLD = "type Query { a: Int b: Int }"
NEW = f"""
\"\"\"The codes of errors are KT-CT-1111, KT-CT-1112, KT-CT-1113, KT-CT-1114 and KT-CT-1115.\"\"\"
type Query {{
  a(anArgumentWithALongName: [Int!]! = {list(range(40))}): Int
  b: Int @deprecated(reason: "{REASON}")
}}
"""
REPORTS = [
    ("regions", *DAY),
    ("compare",),
    ("errors",),
    ("deprecations", *DAY),
    ("show", "Query", *DAY),
    ("show", "Query.b", *DAY),
    ("diff", "old.graphql", "new.graphql", *DAY, "--fail-on", "never"),
    ("explain",),
    *(("explain", rule.id) for rule in TABLE),
]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("width", WIDTHS)
def test_every_command_is_as_wide_as_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a command says fits, on narrow terminals and on wide ones, and uses their width."""
    monkeypatch.setattr(Session, "width", lambda _session, _output: width)
    stored = ("snapshot", "--date", "2026-01-01")
    for args in (stored, *REPORTS):
        shown = said(*args)
        assert too_wide(shown, width) == [], args
        if args[0] in {"regions", "deprecations", "show", "diff"}:
            assert max(map(measured, shown.split("\n"))) > width - 20, args


def on_a_terminal(width: int, *args: str) -> str:
    """What a command prints in a terminal of so many columns."""
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    rest = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    done = subprocess.Popen(
        [sys.executable, "-m", "schemadoc", "--no-color", *args], stdout=writer, env=rest
    )
    os.close(writer)
    chunks = []
    while chunk := _read(reader):
        chunks.append(chunk)
    os.close(reader)
    assert done.wait() == 0
    return b"".join(chunks).decode().replace("\r\n", "\n")


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 1 << 16)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_the_terminal_says_its_width() -> None:
    """A terminal's own width holds; what is no terminal is taken to have eighty columns."""
    args = ("explain", "argument-type-required")
    assert too_wide(on_a_terminal(50, *args), 50) == []
    assert 90 < max(map(measured, on_a_terminal(120, "explain").split("\n"))) <= 120
    assert max(map(measured, said("explain").split("\n"))) <= 80


def snippets(explained: str) -> list[str]:
    """The pieces of configuration that an explanation holds."""
    found = explained.split("schemadoc.toml:")[1].split("Only in some")
    return ["\n".join(re.findall("(?m)^ {4}(.*)$", part)) for part in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_silences_a_rule_can_be_copied(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both pieces of configuration that `explain` prints do what it says, however narrow."""
    monkeypatch.setattr(Session, "width", lambda _session, _output: width)
    monkeypatch.chdir(tmp_path)
    for rule in TABLE:
        Path("schemadoc.toml").write_text("")
        other = "safe" if rule.severity != "safe" else "dangerous"
        for piece, where in zip(snippets(said("explain", rule.id)), ["", "it"], strict=True):
            Path("schemadoc.toml").write_text(f'[[region]]\nid = "it"\n{piece}\n')
            told = json.loads(said("explain", rule.id, "--format", "json"))["configured"]
            assert (told["severity"], "".join(told.get("regions", ()))) == (other, where)


@pytest.mark.usefixtures("project")
def test_chinese_reasons_are_whole() -> None:
    """A reason without spaces is broken in every report, and nothing of it is lost."""
    for args in (("deprecations", *DAY), ("show", "Query.b", *DAY)):
        assert CHINESE in dense(said(*args))
    shown = said("diff", "old.graphql", "new.graphql", *DAY, "--fail-on", "never")
    assert CHINESE[:100] in dense(shown)


PAIRS = [
    ("gb/2024-11-28.graphql", "gb/2025-02-10.graphql"),
    ("it/2025-11-10.json", "it/2026-02-10.json"),
    ("github/2024-01-15.graphql", "github/2025-02-27.graphql"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=["gb", "it", "github"])
def test_diffs_of_real_schemas_fit(shared: Path, pair: tuple[str, str]) -> None:
    """What changed in large public schemas fits every terminal, in both directions of time."""
    paths = [shared / "schemas" / name for name in pair]
    assert too_wide(said("diff", *map(str, paths), "--fail-on", "never"), 80) == []
    old, new = (Index(read_file(path, path.name, Options(region="x")).snapshot) for path in paths)
    terms = Terms(today=datetime.date(2026, 2, 1))
    for found in (diff(old, new, terms), diff(new, old, terms)):
        for width in WIDTHS:
            assert too_wide(changes.text(found, Style(width=width)), width) == []


def test_reports_of_real_schemas_fit(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deprecations with their links and single elements of a large schema fit as well."""
    source = ("--source", str(shared / "schemas" / PAIRS[0][1]), *DAY)
    for width in (60, 80):
        monkeypatch.setattr(Session, "width", lambda _session, _output, width=width: width)
        for args in (("deprecations",), ("show", "Query"), ("show", "AccountInterface")):
            assert too_wide(said(*args, *source), width) == [], args
