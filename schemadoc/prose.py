"""What a description says: error lists, deprecations, authorization, codes in running text.

In: a description in Markdown (a page's lines become Markdown first). Out: `Prose`, the facts and
what is left as prose, with the kind of every line, so that a page reader can account for each.
A module of its own because descriptions carry the same facts whatever source they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from schemadoc import lifecycle
from schemadoc.model import Deprecation, ErrorCode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DEFAULT_PATTERNS = (r"[A-Z]{2,4}-[A-Z]{2,4}-\d{3,6}", r"[A-Z]{2}-\d{4}")

ERROR_LABEL = re.compile(
    r"\**(?:The )?possible errors(?: that (?:can|may|could) be raised)?(?: are)?\**:?\**",
    re.IGNORECASE,
)
AUTHORIZATION = re.compile(
    r"This (?:field|query|mutation|operation) requires the\s+[`'\"*]*Authorization[`'\"*]*\s+"
    r"header to be set\.?"
)
_ERROR_ROW = re.compile(
    r"[`*]*(?P<code>[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*)[`*]*(?::[`*]*\s*(?P<message>.*)|)", re.DOTALL
)
_BULLET = re.compile(r"\s*•\s*")
_PROSE_DEPRECATION = re.compile(
    r"(?:(?<=^)|(?<=[.!?] )|(?<=[.!?]\n)|(?<=\*\*)|(?<=__))"
    r"(?:DEPRECATED|Deprecated)(?:[:,.]|[ ]?[-–—])\s*"
)
# What codes of the default patterns end with.
_NUMBERED = re.compile(r"-\d{3}")
# Without one of these words and without a code, a description says nothing but prose.
_WORDS = ("possible errors", "deprecat", "authorization", "removal on", "will be removed")
_TRIGGER = re.compile("|".join(_WORDS), re.IGNORECASE)
# Lines of which CommonMark makes nothing but paragraphs: each begins with a word.
_LINE = r"(?:\*\*|`)?[A-Za-z][^\n\r\0]*"
_PLAIN = re.compile(rf"{_LINE}(?:\n+{_LINE})*\n*")


class Block(NamedTuple):
    """A paragraph or a list item with its lines: counted from 0, the end not included."""

    kind: str
    text: str
    start: int
    end: int


class Prose(NamedTuple):
    """The facts of a description and what is left of it.

    `facts` are the numbers of the lines (from 0) that say nothing else; `evidence` holds, for the
    first line of prose from which facts were read, the shortest texts that still say them.
    """

    description: str | None
    errors: tuple[ErrorCode, ...] | None = None
    mentioned: tuple[str, ...] = ()
    deprecation: Deprecation | None = None
    owner: str | None = None
    requires_authorization: bool = False
    unreadable_dates: tuple[str, ...] = ()
    facts: frozenset[int] = frozenset()
    evidence: tuple[tuple[int, tuple[str, ...]], ...] = ()


@cache
def code_pattern(patterns: Sequence[str] = DEFAULT_PATTERNS) -> re.Pattern[str]:
    """What an error code looks like in running text, standing alone."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])")


def read(text: str | None, patterns: Sequence[str] = DEFAULT_PATTERNS) -> Prose:
    """Read a description.

    Args:
        text: Markdown, or None.
        patterns: regular expressions of error codes in running text.
    """
    if text is None or not text.strip():
        return Prose(None)
    patterns = tuple(patterns)
    if says_nothing_else(text, patterns):
        return Prose(text.strip("\n"))
    return _Reader(text, patterns).read()


def says_nothing_else(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether a text is told at a glance to be nothing but prose; a no says nothing."""
    return patterns == DEFAULT_PATTERNS and not _may_say_something(text)


def _may_say_something(text: str) -> bool:
    """Whether there is anything in a text that is worth a closer look."""
    # The pattern of codes is tried everywhere; what each of them ends with is found at once.
    if _NUMBERED.search(text) and code_pattern().search(text):
        return True
    if not text.isascii():
        return _TRIGGER.search(text) is not None
    # Several times as fast as the pattern, and as a generator would be.
    return any(map(text.lower().__contains__, _WORDS))


class _Reader:
    """One pass over the blocks of one description."""

    def __init__(self, text: str, patterns: Sequence[str]) -> None:
        self.lines = text.split("\n")
        self.blocks = list(blocks(text))
        self.codes = code_pattern(tuple(patterns))
        self.errors: list[ErrorCode] | None = None
        self.deprecation: lifecycle.Reading | None = None
        self.facts: set[int] = set()
        self.evidence: dict[int, list[str]] = {}
        self.mentioned: dict[str, None] = {}
        self.authorization = False

    def read(self) -> Prose:
        at = 0
        while at < len(self.blocks):
            at = self._error_list(at) or self._deprecation_block(at) or self._prose(at)
        found = self.deprecation
        return Prose(
            description=self._rest(),
            errors=tuple(self.errors) if self.errors is not None else None,
            mentioned=tuple(self.mentioned),
            deprecation=found.deprecation if found else None,
            owner=found.owner if found else None,
            requires_authorization=self.authorization,
            unreadable_dates=found.unreadable_dates if found else (),
            facts=frozenset(self.facts),
            evidence=tuple((line, _shortest(said)) for line, said in sorted(self.evidence.items())),
        )

    def _error_list(self, at: int) -> int | None:
        """A label and the rows under it; without a row it is prose."""
        label = self.blocks[at]
        if label.kind != "paragraph" or not _is_label(label.text):
            return None
        rows = []
        end = at + 1
        while end < len(self.blocks) and (row := _error_row(self.blocks[end])):
            rows.append(row)
            end += 1
        if not rows:
            return None
        self.errors = [*(self.errors or ()), *rows]
        self._claim(self.blocks[at + 1 : end])
        self._claim_label(label)
        return end

    def _claim_label(self, label: Block) -> None:
        """The label is a fact; a sentence that stands before it on its line is not."""
        before = ERROR_LABEL.split(label.text.strip())[0].strip()
        if before:
            self.lines[label.start] = before
        else:
            self._claim([label])

    def _deprecation_block(self, at: int) -> int | None:
        """A label or "The 'x' field is deprecated.", advice, dates, a link: it outweighs prose."""
        block = self.blocks[at]
        labelled = block.kind == "paragraph" and block.text.strip() == "Deprecated"
        start = at + 1 if labelled else at
        owner = start < len(self.blocks) and lifecycle.OWNER.match(self.blocks[start].text)
        dates = self._dates(start)
        taken_already = self.deprecation and self.deprecation.deprecation.origin == "block"
        # Without a label or dates the sentence may speak of something else, an argument say.
        if taken_already or not (labelled or dates == start or (owner and dates)):
            return None
        end = self._deprecation_end(start, dates)
        taken = self.blocks[start:end]
        text = "\n\n".join(("- " if b.kind == "item" else "") + b.text for b in taken)
        self.deprecation = lifecycle.read(text, "block")
        self._mention(text)
        self._claim(self.blocks[at:end])
        return end

    def _dates(self, start: int) -> int | None:
        """Where the dates of a block begin, if it has any."""
        for at in range(start, len(self.blocks)):
            text = self.blocks[at].text
            if self.blocks[at].kind == "item" and _is_date(text):
                return at
            if ERROR_LABEL.fullmatch(text.strip()):
                return None
        return None

    def _deprecation_end(self, start: int, dates: int | None) -> int:
        if dates is None:
            end = start + 1
            if end < len(self.blocks) and not self._starts_something(end):
                end += 1
        else:
            end = dates
            while end < len(self.blocks) and _is_date(self.blocks[end].text):
                end += 1
        if end < len(self.blocks) and lifecycle.LINK_LINE.match(self.blocks[end].text):
            bare = not lifecycle.LINK_LINE.match(self.blocks[end].text)["url"]  # type: ignore[index]
            end += 1
            if bare and end < len(self.blocks) and self.blocks[end].text.startswith("http"):
                end += 1
        return end

    def _starts_something(self, at: int) -> bool:
        return ERROR_LABEL.fullmatch(self.blocks[at].text.strip()) is not None

    def _prose(self, at: int) -> int:
        block = self.blocks[at]
        if block.kind == "paragraph" and not re.sub(r"[\s,]+", "", self.codes.sub("", block.text)):
            self._mention(block.text)  # codes alone say nothing that `mentioned` does not
            self._claim([block])
            return at + 1
        self._mention(block.text, block)
        self._authorization(block)
        found = None if self.deprecation else _PROSE_DEPRECATION.search(block.text)
        if found and block.kind != "code":
            advice = block.text[found.end() :].strip().removesuffix("**").removesuffix("__")
            self.deprecation = lifecycle.read(advice, "prose")
            self._keep(block, block.text[found.start() :].replace("\n", " "))
        return at + 1

    def _authorization(self, block: Block) -> None:
        found = AUTHORIZATION.search(block.text)
        if not found or block.kind == "code":
            return
        self.authorization = True
        first = block.start + block.text.count("\n", 0, found.start())
        last = block.start + block.text.count("\n", 0, found.end())
        joined = AUTHORIZATION.sub("", "\n".join(self.lines[first : last + 1])).strip()
        joined = re.sub(r"(?<=\S)  +(?=\S)", " ", joined)
        self.lines[first : last + 1] = [joined] + [""] * (last - first)
        if joined:
            self._keep(block, found[0].replace("\n", " "))
        else:
            self.facts.update(range(first, last + 1))

    def _mention(self, text: str, block: Block | None = None) -> None:
        for found in self.codes.finditer(text):
            if block and found[0] not in self.mentioned:
                self._keep(block, found[0])
            self.mentioned.setdefault(found[0])

    def _keep(self, block: Block, said: str) -> None:
        """Remember the shortest line that still says what was read from a block of prose."""
        self.evidence.setdefault(block.start, []).append(said)

    def _claim(self, taken: Iterable[Block]) -> None:
        for block in taken:
            self.facts.update(range(block.start, block.end))

    def _rest(self) -> str | None:
        kept = ["" if at in self.facts else line for at, line in enumerate(self.lines)]
        return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", "\n".join(kept)).strip("\n").rstrip() or None


def _shortest(said: list[str]) -> tuple[str, ...]:
    """Each text once, and none that another one holds."""
    once = list(dict.fromkeys(said))
    return tuple(text for text in once if not any(text in other for other in once if other != text))


def _error_row(block: Block) -> ErrorCode | None:
    if block.kind != "item":
        return None
    found = _ERROR_ROW.fullmatch(block.text.strip())
    if found is None:
        return None
    message = re.sub(r"\s*\n\s*", " ", found["message"] or "").strip()
    return ErrorCode(found["code"], message)


def _is_date(text: str) -> bool:
    wordings = (lifecycle.marking(), lifecycle.removal())
    return any(wording.fullmatch(text.strip()) for wording in wordings)


@cache
def _markdown() -> MarkdownIt:
    """A parser of blocks alone: nothing here needs inline Markdown."""
    from markdown_it import MarkdownIt  # its import costs what reading a page costs

    parser = MarkdownIt("js-default")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def blocks(text: str) -> Iterator[Block]:
    """Cut Markdown into paragraphs, list items and the rest; bullets `•` are list items too."""
    found = _paragraphs(text) if _PLAIN.fullmatch(text) else _parsed(text)
    for block in found:
        if block.kind == "code":
            yield block
        else:
            yield from _split(block)


def _paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of a text that has nothing else: no parser need be loaded for it."""
    lines = text.split("\n")
    start = 0
    for empty, group in groupby(lines, key=lambda line: not line):
        taken = list(group)
        if not empty:
            yield Block("paragraph", "\n".join(taken).strip(), start, start + len(taken))
        start += len(taken)


def _parsed(text: str) -> Iterator[Block]:
    """The blocks of any Markdown."""
    depth = 0
    item: tuple[int, int] | None = None
    for token in _markdown().parse(text):
        if token.type == "list_item_open":
            depth += 1
            item = (token.map[0], token.map[1]) if token.map else None
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type in ("fence", "code_block") and token.map:
            yield Block("code", token.content, token.map[0], token.map[1])
        elif token.type == "inline" and token.map:
            start, end = token.map
            kind = "item" if depth and item and item[0] == start else "paragraph"
            yield Block(kind, token.content, start, end)


def _split(block: Block) -> Iterator[Block]:
    """Part what a page's text runs together: a label or `•` rows within one paragraph."""
    rows: list[Block] = []
    for at, line in enumerate(block.text.split("\n"), block.start):
        bullet = _BULLET.match(line)
        if bullet:
            rows.append(Block("item", line[bullet.end() :], at, at + 1))
        elif _is_date(line):
            rows.append(Block("item", line.strip(), at, at + 1))
        elif _is_label(line) or not rows or _ends(rows[-1].text):
            rows.append(Block("paragraph" if rows else block.kind, line, at, at + 1))
        else:
            rows[-1] = rows[-1]._replace(text=f"{rows[-1].text}\n{line}", end=at + 1)
    return iter(rows)


def _is_label(text: str) -> bool:
    """Whether a line is the label of an error list, or ends with it after another sentence."""
    found = ERROR_LABEL.search(text.strip())
    if found is None or found.end() != len(text.strip()):
        return False
    before = text.strip()[: found.start()].rstrip()
    return not before or (before[-1] in ".!?" and found[0].endswith(":"))


def _ends(text: str) -> bool:
    """Whether nothing joins the paragraph that a line begins: it is a label, or a date."""
    return _is_label(text) or _is_date(text)
