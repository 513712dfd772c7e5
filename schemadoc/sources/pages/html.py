"""HTML as a tree of nodes with their lines.

In: the text of a page, or a piece of HTML inside Markdown. Out: a `tree.Node`. A module of its own
beside `markdown`: both build the same tree. The tokenizer is a regular expression that never goes
back, so that a broken page costs no more than a whole one.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from schemadoc.sources.pages.tree import BLOCKS, VOID, Builder, Node

_TOKEN = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<[!?][^<>]*+>"
    r"|</(?P<close>[a-zA-Z][^\s/<>]*+)[^<>]*+>"
    r"|<(?P<open>[a-zA-Z][^\s/<>]*+)(?P<attrs>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,400}+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/\"'>]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'"
    r"|(?P<bare>[^\s\"'>]++)))?"
)
_PRE_END = re.compile(r"</pre\b", re.IGNORECASE)
_CODE = re.compile(r"\s*<code\b(?P<attrs>[^>]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COLOURS = re.compile(
    r"</?(?:code|span|div|a|b|i|u|em|strong|mark|s|del|ins|button|svg|path)\b[^>]*>", re.IGNORECASE
)
# Elements whose content is no markup.
_RAW = frozenset({"script", "style", "textarea", "title", "template"})
# Tags that HTML has; any other one without attributes is a word in brackets that nobody escaped.
_TAGS = (
    BLOCKS
    | VOID
    | frozenset(
        (  # noqa: SIM905  (words)
            "a abbr acronym b bdi bdo big br button canvas caption cite code col colgroup "
            "data datalist del dfn dialog em figcaption font frame frameset g head hgroup i "
            "iframe img input ins kbd label legend link map mark menu meta meter noscript "
            "object optgroup option output path picture progress q rect rp rt ruby s samp "
            "script search select slot small span strike strong style sub sup svg template "
            "textarea time title tt u use var video wbr"
        ).split()
    )
)

# Components of MDX pages that show a sign, or the text of an attribute.
_COMPONENTS = {"bullet": "●", "badge": "", "chip": ""}


def tree(text: str) -> Node:
    """The tree of a page."""
    builder = Builder()
    last = feed(builder, text, 1)
    return builder.finish(last)


def feed(builder: Builder, text: str, line: int) -> int:
    """Add a piece of HTML that begins at a line; returns the line at which it ends."""
    at = 0
    while True:
        found = _TOKEN.search(text, at)
        if found is None:
            break
        line = _add_text(builder, text[at : found.start()], line)
        at = found.end()
        token_line = line
        line += found[0].count("\n")
        if found["open"]:
            tag = found["open"].lower()
            if tag in _COMPONENTS:
                given = _attributes(found["attrs"])
                said = given.get("text") or given.get("label") or _COMPONENTS[tag]
                builder.text(f" {said} ", token_line)
                continue
            if not _known(tag, found["attrs"]):
                builder.text(found[0], token_line)
                continue
            self_closed = found["attrs"].rstrip().endswith("/") and tag not in VOID
            node = builder.open(tag, token_line, _attributes(found["attrs"]))
            if tag in _RAW and not self_closed:
                at, line = _raw(node, text, at, line)
                builder.close(tag, line)
            elif tag == "pre":
                at, line = _code(builder, text, at, line)
            elif self_closed and tag not in _TAGS:
                builder.close(tag, line)
        elif found["close"]:
            builder.close(found["close"].lower(), line)
    return _add_text(builder, text[at:], line)


def _known(tag: str, attrs: str) -> bool:
    return tag in _TAGS or bool(attrs.strip()) or "-" in tag


def _add_text(builder: Builder, text: str, line: int) -> int:
    if not text:
        return line
    builder.text(html.unescape(text) if "&" in text else text, line)
    return line + text.count("\n")


@lru_cache(maxsize=4096)
def _attributes(text: str) -> dict[str, str]:
    """Attributes by name; nobody changes them, so that the same ones are read once."""
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text) if text.strip() else ():
        value = found["double"] or found["single"] or found["bare"] or ""
        attributes.setdefault(
            found["name"].lower(), html.unescape(value) if "&" in value else value
        )
    return attributes


def _code(builder: Builder, text: str, at: int, line: int) -> tuple[int, int]:
    """The content of `pre`: one text, whatever colours it has."""
    end = _PRE_END.search(text, at)
    stop = end.start() if end else len(text)
    inner = text[at:stop]
    code = _CODE.match(inner)
    builder.open("code", line, _attributes(code["attrs"]) if code else None)
    body = html.unescape(_COLOURS.sub("", _BREAK.sub("\n", inner)))
    builder.text(body, line)
    line += inner.count("\n")
    builder.close("code", line)
    return stop, line


def _raw(node: Node, text: str, at: int, line: int) -> tuple[int, int]:
    """The content of an element that holds no markup: where it ends, and in which line."""
    end = re.compile(rf"</{node.tag}\b", re.IGNORECASE).search(text, at)
    stop = end.start() if end else len(text)
    node.children.append(Node("", line, text=html.unescape(text[at:stop])))
    return stop, line + text.count("\n", at, stop)
