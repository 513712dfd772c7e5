"""A site that has a page of every kind, and one page to stand for each kind.

In: a folder. Out: the site in it, and the paths of the pages that stand for the others. A module
of its own because what is promised of every kind of page is tested in several places, and a kind
that somebody adds should be among them without being named.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from schemadoc.render.build import build
from schemadoc.render.world import RegionInput
from tests import sites
from tests.sites import element
from tests.test_changelog import FIRST, past

# More than an index shows on one page, and more than a page of the matrix has rows.
_MANY = 450
# A longer page shows nothing that a shorter one of its kind does not, and takes long to look at.
_LONGEST = 25_000


class Site(NamedTuple):
    """Where it lies, the pages that stand for all, and where a host shows it.

    Of each kind of page a small one and a large one stand for the others.
    """

    folder: Path
    pages: tuple[str, ...]
    served: str

    def url(self, path: str) -> str:
        """Where a page is looked at: on the disk, but for the two that only a host can show."""
        hosted = path == "404.html" or path.startswith("fulltext/")
        return f"{self.served}{path}" if hosted else f"file://{self.folder / path}"


class _Quiet(SimpleHTTPRequestHandler):
    """Tells nobody what is asked for."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def standing(folder: Path) -> Iterator[Site]:
    """The site, on the disk and on a host."""
    out = make(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(out, tuple(standing_for_all(out)), f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def make(folder: Path) -> Path:
    """Build the site of regions that know much, some, little, and of one that has a past."""
    out = folder / "site"
    build(
        [sites.north(), sites.south(), sites.east(), _old(folder)],
        out=out,
        today=sites.TODAY,
        title="Door API",
        full_text=True,
    )
    return out


def _old(folder: Path) -> RegionInput:
    """A region whose past holds elements that are gone, and that has many of one kind."""
    names = (f"{chr(ord('A') + at % 26)}{at:03}" for at in range(_MANY))
    many = [element(name, "scalar", description=f"Is *{name}*.") for name in names]
    return past(folder, "west", [*_ALIVE, *many], _LOST)


# What the past shows too, and a subscription that is new.
_ALIVE = [
    *(one for one in FIRST if not one.coordinate.startswith("Query.door")),
    element("Subscription", "object"),
    element("Subscription.opened", "field", type="Door!", description="Tells of each door."),
]
_LOST = [
    element("Query.window", "field", type="Window", description="One window."),
    element("Query.window(id:)", "argument", type="ID!"),
    element("Window", "object", description="What a *house* has beside doors."),
    element("Window.pane", "field", type="String"),
    element("Door.handle", "field", type="String"),
]


def standing_for_all(site: Path, *, small: bool = True) -> list[str]:
    """The smallest page of each kind and the largest that is not too long, in their order.

    A kind is a folder, what of a name stands behind its first dot, and what only some of the pages
    there have: an index is none of its elements, and what is gone is shown otherwise. Without the
    small ones: every kind of page is there, with all that it can show.
    """
    kinds: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(site).as_posix()
        kinds.setdefault(_kind(name, text), []).append((len(text), name))
    shown = ([min(found), *(one for one in found if one[0] < _LONGEST)] for found in kinds.values())
    picked = (min, max) if small else (max,)
    return sorted({pick(found)[1] for found in shown for pick in picked})


def _kind(name: str, text: str) -> tuple[object, ...]:
    folder, _, file = name.rpartition("/")
    stem, _, more = file.removesuffix(".html").partition(".")
    is_index = stem == "index"
    shape = re.sub(r"\d+|^[a-z0-9-]$", "1", more)
    return folder, stem if not folder else is_index, shape, 'class="last"' in text
