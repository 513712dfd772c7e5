"""Pages written by hand.

In: file names and Markdown; a leading number in the name gives the order. Out: `Page`s and the list
of guides. A module of its own because guides are the one part of the site that no source feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from schemadoc.render import urls
from schemadoc.render.codes import HOME
from schemadoc.render.listviews import GuidesView, GuideView
from schemadoc.render.views import Head, Link, Page

_ORDER = re.compile(r"^\d+[-_]")
_TITLE = re.compile(r"\A\s*# +(?P<title>.+?) *\n+")


def _path(stem: str) -> str:
    return f"guides/{urls.file_stem(_ORDER.sub('', stem))}.html"


def _parted(stem: str, text: str) -> tuple[str, str]:
    """The title, and the text below it."""
    found = _TITLE.match(text)
    if found is None:
        return _ORDER.sub("", stem).replace("-", " ").capitalize(), text
    return found["title"], text[found.end() :]


def _summary(body: str) -> str:
    first = body.strip().split("\n\n")[0]
    return " ".join(re.sub(r"[*_`\[\]]|\([^)]*\)", "", first).split())


def listed(texts: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
    """Links to the guides with their first sentence."""
    found = []
    for stem, text in texts:
        title, body = _parted(stem, text)
        found.append(Link(title, _path(stem), _summary(body)))
    return tuple(found)


def pages(texts: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """A page for each guide, and their list."""
    links = listed(texts)
    yield Page("guides/index.html", "guides.html", partial(_list_view, links))
    for at, (stem, text) in enumerate(texts):
        yield Page(_path(stem), "guide.html", partial(_view, stem, text, links, at))


def _list_view(links: tuple[Link, ...]) -> GuidesView:
    head = Head("guides/index.html", "Guides", "How to read this reference.", "guides", (HOME,))
    return GuidesView(head, links)


def _view(stem: str, text: str, links: Sequence[Link], at: int) -> GuideView:
    title, body = _parted(stem, text)
    head = Head(
        path=_path(stem),
        title=title,
        summary=_summary(body),
        section="guides",
        crumbs=(HOME, Link("Guides", "guides/index.html")),
        previous=links[at - 1] if at else None,
        following=links[at + 1] if at + 1 < len(links) else None,
    )
    return GuideView(head, body)
