"""Markdown as a tree of nodes with their lines, the same tree that HTML gives.

In: the text of a page. Out: a `tree.Node`. A module of its own: it turns the tokens of markdown-it
into elements, and hands the HTML that they hold to the reader of HTML, because generators write
tables in HTML with Markdown in their cells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from schemadoc.sources.pages import boxes, html
from schemadoc.sources.pages.tree import Builder, Node

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(?P<body>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"(?m)^title:[ \t]*[\"']?(?P<title>.*?)[\"']?[ \t]*$")
# Attributes of MDX are expressions, which no HTML has.
_EXPRESSION = re.compile(r"\s[\w-]+=\{\{.*?\}\}|\s[\w-]+=\{[^{}]*\}")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tree(text: str) -> Node:
    """The tree of a page."""
    builder = Builder()
    front = _FRONT.match(text)
    if front:
        text = _without_front(builder, text, front)
    text = boxes.plain(text)
    if "={" in text:
        text = _EXPRESSION.sub("", text)
    ends: list[int] = []
    for token in _parser().parse(text):
        _token(builder, token, ends)
    return builder.finish(text.count("\n") + 1)


def _without_front(builder: Builder, text: str, front: re.Match[str]) -> str:
    """The page's title, which some pages have in front of all Markdown only."""
    title = _TITLE.search(front[0])
    body = text[front.end() :]
    if title and not re.search(r"(?m)^# ", body):
        line = front[0][: title.start()].count("\n") + 1
        builder.open("h1", line)
        builder.text(title["title"], line)
        builder.close("h1", line)
    return "\n" * front[0].count("\n") + body


def _token(builder: Builder, token: Token, ends: list[int]) -> None:
    """One block, or the beginning or end of one; `ends` are the last lines of the open ones."""
    line, end = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
    line = line or builder.open_nodes[-1].line
    if token.type == "inline":
        _inline(builder, token.children or (), line)
    elif token.type in ("fence", "code_block"):
        builder.open("pre", line)
        name = token.info.split()[0] if token.info.strip() else ""
        builder.open("code", line, {"class": f"language-{name}"} if name else None)
        builder.text(token.content, line + (token.type == "fence"))
        builder.close("pre", end)
    elif token.type == "html_block":
        html.feed(builder, token.content, line)
    elif token.nesting == 1:
        # A paragraph of a tight list is none on the page.
        ends.append(end or line)
        if not token.hidden:
            builder.open(token.tag, line)
    elif token.nesting == -1:
        last = ends.pop()
        if not token.hidden:
            builder.close(token.tag, last)
    elif token.tag:
        builder.open(token.tag, line)


def _inline(builder: Builder, tokens: list[Token] | tuple[()], line: int) -> None:
    """What stands within a block; a break in it is a new line of the page."""
    for token in tokens:
        if token.type == "text":
            builder.text(token.content, line)
        elif token.type in ("softbreak", "hardbreak"):
            builder.text("\n", line)
            line += 1
        elif token.type == "code_inline":
            builder.open("code", line)
            builder.text(token.content, line)
            builder.close("code", line)
        elif token.type == "html_inline":
            line = html.feed(builder, token.content, line)
        elif token.nesting == 1:
            attrs = {name: str(value) for name, value in token.attrs.items()}
            builder.open(token.tag, line, attrs)
        elif token.nesting == -1:
            builder.close(token.tag, line)
        elif token.tag == "img":
            builder.open("img", line, {"alt": token.content})
