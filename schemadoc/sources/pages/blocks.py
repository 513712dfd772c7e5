"""A page's text as blocks: labels, rows, items, cells, code and running text, with their lines.

In: the text of a page. Out: `Block`s in order and, for every line, what claimed it (`Ledger`).
A module of its own because the grammar of sections reads blocks and never lines, so that other
forms of a page need only another cutter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from schemadoc.sources.pages import layouts
from schemadoc.sources.pages.layouts import LabelId

BlockKind = Literal[
    "label",
    "row",
    "item",
    "cell",
    "code",
    "name",
    "text",
    # Of pages with markup alone: headings that are certain, and what their rows say besides.
    "heading",
    "title",
    "deprecation",
    "default",
]
Claim = Literal["blank", "layout", "fact", "prose", "diagnostic"]

_RANK: dict[Claim | None, int] = {"diagnostic": 1, "prose": 2, "fact": 3}


class Block(NamedTuple):
    """One block; lines are counted from 1, `end` is its last one.

    `text` is the line without its marker, the code, or a label's value; `type` belongs to rows, and
    to headings: what they head.
    `spaced` says whether an empty line, or for a row a space before its bracket, stands there.
    """

    kind: BlockKind
    text: str
    line: int
    end: int
    label: LabelId | None = None
    type: str | None = None
    spaced: bool = False
    finished: bool = True


class Ledger:
    """What each line of a page is claimed by: the account that must add up."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.claims: list[Claim | None] = [None if line.strip() else "blank" for line in lines]
        self.kept: dict[int, tuple[str, ...]] = {}
        self.cells: dict[int, str] = {}

    def claim(self, line: int, claim: Claim, end: int | None = None) -> None:
        """Claim a line, or all lines up to `end`: the empty ones of a code block are part of it."""
        for at in range(line - 1, end or line):
            self.claims[at] = claim

    def keep(self, line: int, texts: tuple[str, ...]) -> None:
        """Say what of a line of prose must stay, so that the same facts can be read again."""
        self.kept[line] = texts

    def cell(self, line: int, mark: str) -> None:
        """Say that a line is the cell of a row: without its words this mark must stay."""
        self.cells[line] = mark

    def unclaimed(self) -> list[int]:
        """The lines that nothing claimed, counted from 1."""
        return [at for at, claim in enumerate(self.claims, 1) if claim is None]


class SharedLedger(Ledger):
    """The account of a page whose lines may hold several blocks: the strongest claim stands."""

    def claim(self, line: int, claim: Claim, end: int | None = None) -> None:
        """Claim lines; what is a fact stays one."""
        for at in range(line - 1, min(end or line, len(self.claims))):
            before = self.claims[at]
            if before != "blank" and _RANK.get(claim, 0) >= _RANK.get(before, 0):
                self.claims[at] = claim


def cut(text: str) -> tuple[list[Block], Ledger]:
    """Cut the text of a page into blocks."""
    lines = text.split("\n")
    return list(_Cutter(lines).blocks()), Ledger(lines)


class _Cutter:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.spaced = False
        self.before: Block | None = None

    def blocks(self) -> Iterator[Block]:
        """Line by line; code is one block."""
        expects: LabelId | None = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.spaced = True
                self.at += 1
                continue
            block = self._code(expects) or self._line(line)
            yield block
            self.spaced, self.before = False, block
            expects = block.label if block.kind == "label" else None

    def _line(self, line: str) -> Block:
        self.at += 1
        number, text = self.at, line.strip()
        label = layouts.label_of(text)
        if label and self._is_label(text, label[0]):
            return Block("label", label[1], number, number, label=label[0], spaced=self.spaced)
        row = layouts.ROW.fullmatch(text)
        if row:
            return Block(
                "row", row["name"], number, number, type=row["type"], spaced=row["space"] == " "
            )
        bullet = layouts.BULLET.fullmatch(line.rstrip())
        if bullet:
            words = bullet["text"] or bullet["glued"]
            return Block("item", words.strip(), number, number, spaced=self.spaced)
        if text.startswith("|") or text.endswith("|"):
            return Block("cell", text, number, number, spaced=self.spaced)
        kind: BlockKind = "name" if layouts.NAME.fullmatch(text) else "text"
        return Block(kind, text, number, number, spaced=self.spaced)

    def _is_label(self, text: str, label: LabelId) -> bool:
        """Whether a line that may be a label is one: it may be inline code that was broken off."""
        if label == "document":
            return self._starts_document()
        return not text.isalpha() or not self._in_sentence()

    def _in_sentence(self) -> bool:
        """Whether the lines before and after, with no empty line between, run through this one."""
        before = self.before
        if before is None or before.kind not in ("text", "name", "item") or self.spaced:
            return False
        following = self.lines[self.at].strip() if self.at < len(self.lines) else ""
        if not following or layouts.AFTER_LABEL.match(following) or layouts.label_of(following):
            return False
        open_end = layouts.OPEN_END.search(before.text) is not None
        return open_end or layouts.GOES_ON.match(following) is not None

    def _starts_document(self) -> bool:
        """Whether the next line with text begins a document: `Query` alone may be a word."""
        following = next((line for line in self.lines[self.at :] if line.strip()), "")
        return layouts.DOCUMENT.fullmatch(following) is not None

    def _code(self, expects: LabelId | None) -> Block | None:
        shape = {
            "document": layouts.DOCUMENT,
            "variables": layouts.EXAMPLE,
            "response": layouts.EXAMPLE,
            "example": layouts.EXAMPLE,
        }.get(expects or "")
        label = expects if shape and shape.fullmatch(self.lines[self.at]) else self._bare()
        if label is None:
            return None
        start = self.at
        end, finished = code_end(self.lines, start, self._ends_code)
        self.at = end
        text = "\n".join(self.lines[start:end]).rstrip()
        return Block("code", text, start + 1, end, label=label, finished=finished)

    def _bare(self) -> LabelId | None:
        """What code without its label is: a document by its first line, an example by its data."""
        line = self.lines[self.at]
        if layouts.BARE_DOCUMENT.fullmatch(line):
            return "document"
        following = next((text for text in self.lines[self.at + 1 :] if text.strip()), "").strip()
        if not layouts.BARE_EXAMPLE.fullmatch(line) or not following.startswith('"'):
            return None
        return "response" if following.startswith('"data"') else "variables"

    def _ends_code(self, at: int) -> bool:
        """Whether a label stands here that no code holds."""
        label = layouts.label_of(self.lines[at])
        ends = label is not None and label[0] in layouts.ENDS_CODE
        return ends and not self.lines[at][:1].isspace()


def code_end(lines: list[str], start: int, is_label: Callable[[int], bool]) -> tuple[int, bool]:
    """The line after the last bracket; or where a label shows that it is missing."""
    depth, opened = 0, False
    for at in range(start, len(lines)):
        line = lines[at]
        if at > start and is_label(at):
            return _trim(lines, start, at), False
        opens, closes = _brackets(line)
        depth += opens - closes
        opened = opened or "{" in line or "[" in line
        if opened and depth <= 0 and not _continues(lines, at):
            return at + 1, True
    return _trim(lines, start, len(lines)), False


def _trim(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _brackets(line: str) -> tuple[int, int]:
    """Opening and closing brackets outside strings."""
    if '"' not in line:
        return (
            line.count("{") + line.count("(") + line.count("["),
            line.count("}") + line.count(")") + line.count("]"),
        )
    opens = closes = 0
    quoted = escaped = False
    for char in line:
        if quoted:
            quoted = char != '"' or escaped
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "{([":
            opens += 1
        elif char in "})]":
            closes += 1
    return opens, closes


def _continues(lines: list[str], at: int) -> bool:
    """Whether the next line opens the selection that this one announces: `query A(…)` `{`."""
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return following == "{" and lines[at].rstrip().endswith(")")
