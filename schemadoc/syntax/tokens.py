"""The tokens of a text.

In: a GraphQL text. Out: `Tokens`, all of its tokens at once, with what is ignored before each; the
place of one is worked out when it is asked for. A module of its own because one regular expression
over the whole text is what makes reading fast, and the grammar should not know of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, chain

# The end of the text; a text that holds this character is refused before anything reads it.
END = "\0"
BLOCK = '"""'

# What the specification ignores, then one token; one that is none fits nowhere in the grammar.
_TOKEN = re.compile(
    r"""
    ((?:[ \t\n\r,\ufeff]++ | \#[^\n\r]*+)*+)
    ( [_A-Za-z][_0-9A-Za-z]*+
    | [{}()\[\]:!=@|&$]
    | \"{3} (?: [^"\\]++ | \\(?:\"{3})? | "(?!"") )*+ \"{3}
    | " (?: [^"\\\n\r]++ | \\[^\n\r] )*+ " (?!")
    | -?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)? (?![_0-9A-Za-z.])
    | [^ \t\n\r,\ufeff]
    | \Z )
    """,
    re.VERBOSE,
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"#[^\n\r]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_ESCAPED = dict(zip('"\\/bfnrt', '"\\/\b\f\n\r\t', strict=True))


class NotUnderstoodError(Exception):
    """A text that is not valid, or that goes beyond what is read here."""


class Tokens:
    """The tokens of one text; `texts` ends with `END`, and `above` lines stand before it."""

    def __init__(self, text: str, above: int = 0) -> None:
        found = _TOKEN.findall(text)
        self.text = text
        self.above = above
        self.ignored = [before for before, _ in found]
        self.texts = [token or END for _, token in found]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins, from 0."""
        parts = chain.from_iterable(zip(self.ignored, self.texts, strict=True))
        return list(accumulate(map(len, parts)))[::2]

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins, from 0."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def place(self, start: int) -> tuple[int, int]:
        """The line and column, from 1, of an offset."""
        line = bisect_right(self.lines, start)
        return line + self.above, start - self.lines[line - 1] + 1


class Token:
    """One token with its place and the one before it; comments are tokens too."""

    __slots__ = ("_at", "_comment", "_tokens")

    def __init__(self, tokens: Tokens, at: int, comment: int | None = None) -> None:
        """Name a token.

        Args:
            tokens: of the text.
            at: the number of the token; -1 is the start of the text.
            comment: the number of the comment before that token which is meant instead of it.
        """
        self._tokens = tokens
        self._at = at
        self._comment = comment

    @property
    def start_token(self) -> Token:
        """The token itself: a node's `loc` is its first token."""
        return self

    @property
    def kind(self) -> str:
        """`Comment`, `BlockString`, `<SOF>`, or the token's first character."""
        if self._comment is not None:
            return "Comment"
        if self._at < 0:
            return "<SOF>"
        text = self._tokens.texts[self._at]
        return "BlockString" if text.startswith(BLOCK) else text[0]

    @property
    def value(self) -> str | None:
        """The text of a comment or of a block string."""
        if self._comment is not None:
            return self._comments()[self._comment][0][1:]
        text = self._tokens.texts[self._at] if self._at >= 0 else ""
        return string_value(text) if text.startswith(BLOCK) else None

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self._place()[0]

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self._place()[1]

    @property
    def prev(self) -> Token | None:
        """The token or comment before this one."""
        if self._at < 0:
            return None
        before = self._comment if self._comment is not None else len(self._comments())
        if before > 0:
            return Token(self._tokens, self._at, before - 1)
        return Token(self._tokens, self._at - 1)

    def _comments(self) -> list[re.Match[str]]:
        return list(_COMMENT.finditer(self._tokens.ignored[self._at]))

    def _place(self) -> tuple[int, int]:
        if self._at < 0:
            return 0, 0
        start = self._tokens.starts[self._at]
        if self._comment is not None:
            ignored = self._tokens.ignored[self._at]
            start += self._comments()[self._comment].start() - len(ignored)
        return self._tokens.place(start)


def string_value(token: str) -> str:
    """What a string token says.

    Raises:
        NotUnderstoodError: for an escape that is none, or a rare one.
    """
    if token.startswith(BLOCK):
        return _dedented(token[3:-3].replace('\\"""', '"""'))
    return _ESCAPE.sub(_unescaped, token[1:-1]) if "\\" in token else token[1:-1]


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is not None:
        char = chr(int(found[1], 16))
        if not "\ud800" <= char <= "\udfff":
            return char
    elif found[2] in _ESCAPED:
        return _ESCAPED[found[2]]
    raise NotUnderstoodError(found[0])


def _dedented(raw: str) -> str:
    """A block string without its common indentation and its empty first and last lines."""
    lines = _LINE_END.split(raw) if "\r" in raw else raw.split("\n")
    indents = [len(line) - len(line.lstrip(" \t")) for line in lines]
    filled = [at for at, line in enumerate(lines) if len(line) > indents[at]]
    if not filled:
        return ""
    common = min((indents[at] for at in filled if at), default=0)
    first, last = filled[0], filled[-1]
    kept = lines[first : last + 1]
    if len(kept) == 1:
        return kept[0][common:] if first else kept[0]
    cut = [line[common:] for line in kept]
    return "\n".join(cut if first else [kept[0], *cut[1:]])
