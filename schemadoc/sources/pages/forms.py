"""Which form a page has: text, HTML or Markdown, told by its content.

In: the text of a page. Out: its form. A module of its own because a page is cut by its form before
its layout is known, and because SDL's detection must know Markdown too.
"""

from __future__ import annotations

import re

from schemadoc.sources.pages import layouts
from schemadoc.sources.pages.layouts import Form

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(r"\s*(?:(?><!--.*?-->)\s*+)*+<[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_XML = re.compile(
    r"\s*<(?:\?xml\b|!DOCTYPE\s|(?:rss|feed|svg|urlset|sitemapindex|plist|project|\w+:\w+)\b)",
    re.IGNORECASE,
)
_HEADING_ELEMENT = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_FENCED = re.compile(r"(?ms)^ {0,3}(?P<mark>```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?P=mark)|\Z)")
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+\S|\A---\n(?:[^\n]*\n)*?title:")
_LISTING = re.compile(
    r"(?m)^\s*\|?[ \t]*:?-{3,}:?[ \t]*\||^[ \t]*[-*+][ \t]+\S|<table\b|^#{2,6}[ \t]"
)
# A page that shows one definition and lists nothing.
_DEFINED = re.compile(
    r"(?m)^```(?:graphql|gql)[ \t]*\n\s*(?:type|interface|union|enum|input|scalar|directive)\s"
)


def form_of(text: str) -> Form:
    """The form of a page."""
    if is_html(text):
        return "html"
    if layouts.layout_of(text, "visible") is not None:
        return "visible"
    return "markdown" if _is_markdown(text) and not layouts.is_text(text) else "text"


def is_html(text: str) -> bool:
    """Whether a text is a page or a piece of one in HTML; Markdown too may begin with a tag."""
    if _HTML.match(text):
        return True
    if not _ELEMENT.match(text) or is_xml(text):
        return False
    return _HEADING_ELEMENT.search(text) is not None or not _is_markdown(text)


def is_xml(text: str) -> bool:
    """Whether a text is XML other than HTML: it says so, or begins with an element of a feed."""
    return _HTML.match(text) is None and _XML.match(text) is not None


def _is_markdown(text: str) -> bool:
    outside = without_code(text)
    listed = _LISTING.search(outside) or _DEFINED.search(text)
    return bool(_HEADING.search(outside) and listed)


def without_code(text: str) -> str:
    """Markdown without its fenced code, in which other languages may stand."""
    return _FENCED.sub("", text) if "```" in text or "~~~" in text else text
