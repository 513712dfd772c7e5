"""How many columns of a terminal a text takes, and where it may be broken.

In: one line without control characters. Out: a number of columns, a padded text, pieces that may
stand on lines of their own. A module of its own because padding and wrapping must measure alike:
Chinese, Japanese and Korean take two columns a character, and have no spaces to break at.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PIECE = re.compile(" *[^ ]+| +")
_JOINER = "\u200d"  # what it joins is one sign
_SOFT_HYPHEN = "\xad"  # terminals show it
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_JAMO = re.compile("[\u1160-\u11ff]")  # vowels and ends of a syllable that another character began
# What no line of East Asian text begins with: closing marks, stops, what changes the sign before.
_NOT_FIRST = frozenset({"Pe", "Pf", "Po", "Lm", "Sk", "Zs"})
_NOT_LAST = frozenset({"Ps", "Pi"})


@lru_cache(4096)
def _cell(char: str) -> int:
    if _JAMO.match(char) or (unicodedata.category(char) in _NO_WIDTH and char != _SOFT_HYPHEN):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """So many columns; marks that combine with a character take none of their own."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def pad(text: str, width: int) -> str:
    """The text with spaces after it, up to a width."""
    return text + " " * (width - cells(text))


def pieces(text: str) -> list[str]:
    """What may not be broken, each with the spaces before it; put together they are the text.

    Words are broken at no hyphen, so that what is copied from a line is whole.
    """
    words: list[str] = _PIECE.findall(text)
    if text.isascii():
        return words
    return [piece for word in words for piece in _parts(word)]


def _parts(word: str) -> list[str]:
    """A word cut where East Asian text may be."""
    if word.isascii():
        return [word]
    cuts = [0]
    before = ""
    for at, char in enumerate(word):
        if char == _JOINER:
            before = ""
        elif _cell(char):
            if before and _breaks(before, char):
                cuts.append(at)
            before = char
    return [word[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters: beside a wide one, not at its punctuation."""
    return (
        (_cell(before) == 2 or _cell(after) == 2)
        and _stands(before, _NOT_LAST)
        and _stands(after, _NOT_FIRST)
    )


def _stands(char: str, never: frozenset[str]) -> bool:
    if _cell(char) == 2:
        return unicodedata.category(char) not in never
    return char.isalnum() or char == "_"
