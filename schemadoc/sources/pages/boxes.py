"""Markdown without what other languages add to it, line by line the same.

In: the text of a page in one of the dialects that site generators read. Out: plain Markdown with
as many lines. A module of its own beside `markdown`: a dialect that marks a deprecation or a
heading's anchor otherwise is a new row here.
"""

from __future__ import annotations

import re

# Before its Markdown a page of MDX imports and defines components.
_PREAMBLE = re.compile(r"\A(?:[ \t]*\n|(?:export const|import)\b[^\n]*\n)+")
# The anchor that a heading is given, which is no word of it.
_ANCHOR = re.compile(r"(?m)^(?P<head>#{1,6} .*?)[ \t]*\\?\{#[^{}\s]*\}[ \t]*$")
# Boxes as Docusaurus and MkDocs write them, where their title says that something is deprecated.
_TITLE = r"(?i:[^\w\n]*deprecated[^\w\n]*)"
_FENCED = re.compile(rf"(?ms)^:::\w+[\[ ]{_TITLE}\n(?P<body>.*?)^:::[ \t]*$")
_INDENTED = re.compile(
    rf"(?m)^!!! \w+ \"{_TITLE}\n(?P<body>(?:[ \t]*\n)*(?: {{4}}[^\n]*\n(?:[ \t]*\n)*)+)"
)
# Quotes with such a title; what they quote stands in a quote of its own, or in none.
_QUOTED = re.compile(
    r"(?m)^(?:> \[!\w+\][ \t]*\n> \**|> \*\*\w+ - )DEPRECATED\**[ \t]*(?P<rest>(?:\n>[ \t]*$)*)"
)
# How the reader of HTML knows a reason, and that of Markdown a notice.
_REASON = '<div class="deprecation-reason">'
_NOTICE = "**DEPRECATED**"


def plain(text: str) -> str:
    """Markdown alone."""
    preamble = _PREAMBLE.match(text)
    if preamble:
        text = "\n" * preamble[0].count("\n") + text[preamble.end() :]
    if "{#" in text:
        text = _ANCHOR.sub(r"\g<head>", text)
    if ":::" in text:
        text = _FENCED.sub(rf"{_REASON}\n\g<body></div>", text)
    if "> " in text:
        text = _QUOTED.sub(_noticed, text)
    return _INDENTED.sub(_opened, text) if "!!! " in text else text


def _noticed(found: re.Match[str]) -> str:
    """The title of a quote as the notice that other generators write."""
    before = found[0].removesuffix(found["rest"]).count("\n")
    return "\n" * before + _NOTICE + "\n" * found["rest"].count("\n")


def _opened(found: re.Match[str]) -> str:
    """A box by its indentation as one by its tags."""
    body = re.sub(r"(?m)^ {4}", "", found["body"])
    text = body.rstrip()
    return f"{_REASON}\n{text}</div>{body[len(text) :]}"
