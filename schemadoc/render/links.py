"""Whether every internal link of the finished site leads somewhere, and no id stands twice.

In: the HTML of each page. Out: `Page` facts while pages are made, and the faults of the whole site
at the end. A module of its own because one page cannot know whether its links hold.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

# In text a quote is always escaped, so that these match attributes alone.
_ATTRIBUTE = re.compile(r' (href|src|id)="([^"]*)"')
# Any other scheme is looked for as a page, and is a fault since there is none.
_EXTERNAL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class Linked(NamedTuple):
    """What one page offers and what it asks for; targets are `path` or `path#id`."""

    path: str
    ids: frozenset[str]
    targets: frozenset[str]
    twice: tuple[str, ...]


def read(path: str, html: str) -> Linked:
    """Gather ids and internal links of a page."""
    ids: list[str] = []
    targets: set[str] = set()
    for name, value in _ATTRIBUTE.findall(html):
        if name == "id":
            ids.append(value)
        elif not _EXTERNAL.match(value):
            targets.add(_resolve(path, unquote(value.replace("&amp;", "&"))))
    twice = tuple(id_ for id_, times in Counter(ids).items() if times > 1)
    return Linked(path, frozenset(ids), frozenset(targets), twice)


def _resolve(path: str, value: str) -> str:
    """What an address leads to; one that begins with `/` begins at the site's root."""
    if value.startswith("/"):
        return _resolve("", value.lstrip("/"))
    page, _, anchor = value.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
    return f"{target}#{anchor}" if anchor else target


def faults(pages: Mapping[str, Linked], files: Iterable[str]) -> list[tuple[str, str]]:
    """Every broken link and doubled id as a page and a sentence.

    Args:
        pages: by path.
        files: paths of what is no page, such as the style sheet.
    """
    others = frozenset(files)
    found: list[tuple[str, str]] = []
    for page in pages.values():
        found.extend((page.path, f"the id {id_!r} stands twice") for id_ in page.twice)
        for target in sorted(page.targets):
            path, mark, anchor = target.partition("#")
            if path not in pages:
                if path not in others:
                    found.append((page.path, f"a link to {path!r}, which is no page"))
            elif mark and anchor not in pages[path].ids:
                found.append((page.path, f"a link to {target!r}, which has no such id"))
    return found
