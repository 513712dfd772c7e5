"""Whether every internal link of the finished site leads somewhere, and no id stands twice.

In: the HTML of each page. Out: `Page` facts while pages are made, and the faults of the whole site
at the end. A module of its own because one page cannot know whether its links hold.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

# In text a quote is always escaped, so that these match attributes alone.
_ATTRIBUTE = re.compile(r' (href|src|id)="([^"]*)"')
# Any other scheme is looked for as a page, and is a fault since there is none.
_EXTERNAL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
# What stands in an address as it is.
_PLAIN = re.compile(r"[\w.-]+", re.ASCII)


class Linked(NamedTuple):
    """What one page offers and what it asks for; targets are `path` or `path#id`.

    `targets` None: those of a page of the last build, which nobody read again.
    """

    path: str
    ids: frozenset[str]
    targets: frozenset[str] | None
    twice: tuple[str, ...]


def read(path: str, html: str) -> Linked:
    """Gather ids and internal links of a page."""
    ids: list[str] = []
    targets: set[str] = set()
    folder = posixpath.dirname(path)
    for name, value in _ATTRIBUTE.findall(html):
        if name == "id":
            ids.append(value)
        elif not _EXTERNAL.match(value):
            target = _target(folder, value)
            targets.add(f"{path}{target}" if target[:1] == "#" else target or path)
    twice = tuple(id_ for id_, times in Counter(ids).items() if times > 1)
    return Linked(path, frozenset(ids), frozenset(targets), twice)


# Most addresses stand on many pages.
@lru_cache(maxsize=1 << 16)
def _target(folder: str, written: str) -> str:
    """What an address leads to, seen from a folder; without a path where it is on its own page.

    One that begins with `/` begins at the site's root.
    """
    value = unquote(written.replace("&amp;", "&"))
    page, _, anchor = value.lstrip("/").partition("#")
    at_root = value.startswith("/")
    target = posixpath.normpath(posixpath.join("" if at_root else folder, page)) if page else ""
    if at_root and not page:  # the root itself is no page
        target = "/"
    return f"{target}#{anchor}" if anchor else target


class Places:
    """All that a link can lead to: ids by the path of their page, and files without any."""

    def __init__(self, ids: Callable[[str], Collection[str] | None], files: Iterable[str]) -> None:
        self._look = ids
        self._files = frozenset(files)
        self._known: dict[str, Collection[str] | None] = {}

    def fault(self, target: str) -> str | None:
        """What is wrong with a target; None where it is there."""
        path, mark, anchor = target.partition("#")
        if path not in self._known:
            self._known[path] = self._look(path)
        ids = self._known[path]
        if ids is None:
            return None if path in self._files else f"a link to {path!r}, which is no page"
        if mark and anchor not in ids:
            return f"a link to {target!r}, which has no such id"
        return None


def faults(pages: Iterable[Linked], places: Places) -> Iterator[tuple[str, str]]:
    """Every broken link and doubled id of some pages, as a path and a sentence."""
    for page in pages:
        for id_ in page.twice:
            yield page.path, f"the id {id_!r} stands twice"
        for target in sorted(page.targets or ()):
            fault = places.fault(target)
            if fault is not None:
                yield page.path, fault


def leading_to(lost: Sequence[str], pages: Iterable[tuple[str, bytes]]) -> Iterator[Linked]:
    """The pages that may have a link to what is no longer there.

    Args:
        lost: targets.
        pages: paths and HTML; most are told by one look for the end of such an address.
    """
    ends = {_end(target) for target in lost}
    look = re.compile("|".join(sorted(ends)).encode()) if all(ends) else None
    for path, html in pages:
        if look is None or look.search(html):
            yield read(path, html.decode("utf-8"))


def _end(target: str) -> str:
    """A pattern of the end of all addresses that lead to a target; empty where there is none."""
    path, _, anchor = target.partition("#")
    last = anchor or posixpath.basename(path)
    if not _PLAIN.fullmatch(last):
        return ""
    return f'#{re.escape(last)}"' if anchor else f'{re.escape(last)}["#]'
