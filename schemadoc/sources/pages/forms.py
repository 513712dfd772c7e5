"""Which form a page has: text, HTML or Markdown, told by its content.

In: the text of a page. Out: its form. A module of its own because a page is cut by its form before
its layout is known, and because SDL's detection must know Markdown too.
"""

from __future__ import annotations

import re

from schemadoc.sources.pages.layouts import Form

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(r"\s*(?:<!--.*?-->\s*)*<[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_HEADING_ELEMENT = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_FENCED = re.compile(r"(?ms)^ {0,3}(?P<mark>```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?P=mark)|\Z)")
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+\S|^---\n(?:[^\n]*\n)*?title:")
_LISTING = re.compile(r"(?m)^\s*\|?[ \t]*:?-{3,}:?[ \t]*\||^[ \t]*[-*+][ \t]+\S|<table\b|^#{2,6}[ \t]")


def form_of(text: str) -> Form:
    """The form of a page."""
    if _HTML.match(text):
        return "html"
    outside = without_code(text)
    markdown = bool(_HEADING.search(outside) and _LISTING.search(outside))
    if _ELEMENT.match(text) and (_HEADING_ELEMENT.search(text) or not markdown):
        return "html"
    return "markdown" if markdown else "text"


def without_code(text: str) -> str:
    """Markdown without its fenced code, in which other languages may stand."""
    return _FENCED.sub("", text) if "```" in text or "~~~" in text else text
