"""What a page is that documents nothing: a login, an empty shell, an error, or something unknown.

In: the text of a page in which nothing was found. Out: the error that says what it is and what to
do. A module of its own because only a page without facts is looked at so: documentation may hold a
login form, scripts and numbers like 404.
"""

from __future__ import annotations

import re

from schemadoc.errors import InputError
from schemadoc.sources.pages.layouts import Form
from schemadoc.sources.pages.tree import Node

_EXPECTED = (
    "a documentation page with labels such as `Type:`, `Arguments` or `Fields`, "
    "an introspection result, or SDL"
)
_PASSWORD = re.compile(r"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN = re.compile(r"\b(?:log ?in|log on|sign ?in|password|single sign-on|sso)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(?P<code>4\d\d|5\d\d)\b|\b(?:page )?not found\b|\bforbidden\b|\bunauthori[sz]ed\b"
    r"|\baccess denied\b|\bbad gateway\b|\bgateway time-?out\b|\bservice unavailable\b"
    r"|\binternal server error\b|\btoo many requests\b|\bsomething went wrong\b",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(r"\b(?:enable|turn on|requires?) java ?script\b", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "head"})
# An error page says little; a long page that mentions an error is something else.
_SHORT = 1200


def unknown(text: str, form: Form, path: str) -> InputError:
    """The error for a page that documents nothing."""
    what, fix = "a page of an unknown layout", None
    if form == "html":
        from schemadoc.sources.pages import html

        what, fix = _html(html.tree(text), text) or (
            "is an HTML page that documents nothing known here",
            "save the page that lists queries, mutations or types",
        )
    return InputError(what, path=path, expected=_EXPECTED, fix=fix)


def _html(tree: Node, text: str) -> tuple[str, str] | None:
    shown = _shown(tree)
    said = f"{_heads(tree)} {shown}" if len(shown) < _SHORT else _heads(tree)
    form = any(node.tag in ("form", "input") for node in tree.walk())
    if _PASSWORD.search(text) or (form and len(shown) < _SHORT and _LOGIN.search(said)):
        return "is a login page", "log in first, then save the page itself"
    failure = _ERROR.search(said)
    if failure:
        return (
            f"is an error page: {_excerpt(_heads(tree) or shown)}",
            "open the address in a browser, then save the page when it shows the documentation",
        )
    scripts = any(node.tag == "script" for node in tree.walk())
    if len(shown) < 200 and (scripts or _NEEDS_SCRIPT.search(text)):
        return (
            "is the empty shell of a page that scripts fill in",
            "open the page, wait until it shows its text, and save what the browser shows",
        )
    return None


def _shown(node: Node) -> str:
    """What the page shows without scripts."""
    if not node.tag:
        return node.text.strip()
    if node.tag in _HIDDEN:
        return ""
    return " ".join(filter(None, (_shown(child) for child in node.children)))


def _heads(tree: Node) -> str:
    """The title and the first headings of a page."""
    heads = (node.words() for node in tree.walk() if node.tag in ("title", "h1", "h2"))
    return " ".join(dict.fromkeys(head for head in heads if head))[:400]


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
