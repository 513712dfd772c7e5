"""Descriptions written as comments above a definition.

In: the first token of a definition and the tokens before it. Out: the description, or None. A
module of its own because comments are no part of the grammar: what is a description and what is a
note, a heading of the file or code that was commented out is judged here alone.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from schemadoc.typerefs import BUILT_IN_SCALARS

# A token of ours or of graphql-core; which one, its `kind` says.
Token = Any

# Remarks to tools, and lines that only divide.
_REMARK = re.compile(
    r"(?:import\b.*\bfrom\b.*|(?:eslint|prettier|graphql-eslint|markdownlint|noqa|pragma|vim?|spell)"
    r"[-:].*|@(?:format|generated|ts-).*|[-=*_#~+/\\ ]{3,})",
    re.IGNORECASE,
)
# What would be a definition, were it not commented out.
_DEFINITION = re.compile(
    r"(?:extend\s+)?(?:type|interface|input|enum|union|scalar|schema|directive)\b[^.]*[{=@}].*"
    r"|[{}()\[\]]+,?"
)
_FIELD = re.compile(r"[_a-z]\w*(?:\(.*\))?\s*:\s*\[*(?P<type>[_A-Z]\w*)[\]!]*(?:\s*[=@].*)?,?")


def above(first: Token, defined: Container[str]) -> str | None:
    """What the comments directly above a definition say.

    Args:
        first: the definition's first token.
        defined: the named types of the document, to tell a field from a sentence.

    Returns:
        the text, Markdown; None where no comment stands there without an empty line between.
    """
    lines: list[str] = []
    line, token = first.line, first.prev
    while token is not None and _stands_alone(token) and token.line == line - 1:
        lines.append(token.value or "")
        line, token = token.line, token.prev
    return _text(lines[::-1], defined) if lines else None


def _stands_alone(token: Token) -> bool:
    """Whether a token is a comment with nothing before it on its line, to which it would belong."""
    before = token.prev
    if _kind(token) != "Comment" or before is None:
        return False
    return _kind(before) == "<SOF>" or _last_line(before) != token.line


def _kind(token: Token) -> str:
    """What a token is: graphql-core has an enumeration of the same words."""
    return str(getattr(token.kind, "value", token.kind))


def _last_line(token: Token) -> int:
    """Where a token ends; a block string's value has lost some of its lines, so at least there."""
    value = token.value or ""
    return int(token.line) + (value.count("\n") if _kind(token) == "BlockString" else 0)


def _text(lines: list[str], defined: Container[str]) -> str | None:
    kept = [
        line.removeprefix(" ").rstrip() for line in lines if not _is_code(line.strip(), defined)
    ]
    return "\n".join(kept).strip("\n") or None


def _is_code(line: str, defined: Container[str]) -> bool:
    if _REMARK.fullmatch(line) or _DEFINITION.fullmatch(line):
        return True
    field = _FIELD.fullmatch(line)
    return field is not None and (field["type"] in BUILT_IN_SCALARS or field["type"] in defined)
