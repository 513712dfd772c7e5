"""One page and its twins: rendered, or taken from the last build where nothing of it changed.

In: a `Page`, the templates, the folder that is written. Out: `Made`, once its files are in place.
A module of its own because this runs for each page, in any process, and knows of no other page.

A page's key is a digest of all that its files follow from: its view, its facts, the templates, what
every page says of the site, and the program. The key and a digest of the files stand in the
folder's marker, so that a file that somebody edited is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import msgspec

from schemadoc.errors import InputError
from schemadoc.render import facts, links, plainlists, urls
from schemadoc.render.output import MARKER, Folder
from schemadoc.render.views import Page
from schemadoc.render.world import World

_LIBRARIES = ("jinja2", "markdown-it-py", "pygments", "msgspec")


class Made(NamedTuple):
    """What is left of a page once it is written: its links, its size, its line in the marker."""

    linked: links.Linked
    size: int
    line: str


class Maker(NamedTuple):
    """What makes pages; `former` holds the key and the digest of each page of the last build."""

    world: World
    environment: jinja2.Environment
    folder: Folder
    base: bytes
    former: Mapping[str, tuple[str, str]]

    def make(self, page: Page) -> Made:
        """Put one page and its twins into the folder."""
        view = page.view()
        data = facts.render(self.world, view)
        key = _digest(self.base, page.template.encode(), _encoded(view), data)
        kept = self._kept(page.path, key)
        return kept if kept is not None else self._new(page, view, data, key)

    def _kept(self, path: str, key: str) -> Made | None:
        """The page of the last build, if it is what would be made now."""
        known, digest = self.former.get(path, ("", ""))
        if known != key:
            return None
        files = [self.folder.former(one) for one in (path, *twins(path))]
        found = [data for data in files if data is not None]
        if len(found) != len(files) or _digest(*found) != digest:
            return None
        for one in (path, *twins(path)):
            self.folder.keep(one)
        return _made(path, found, key)

    def _new(self, page: Page, view: Any, data: bytes, key: str) -> Made:
        root = urls.root_prefix(page.path)
        html = _rendered(self.environment, page, view, root).encode("utf-8", "replace")
        text = plainlists.render(view, root).encode("utf-8", "replace")
        files = (html, data, text)
        for path, one in zip((page.path, *twins(page.path)), files, strict=True):
            self.folder.write(path, one)
        return _made(page.path, files, key)


def twins(path: str) -> tuple[str, str]:
    """Where the same stands for programs and as text."""
    stem = path.removesuffix(".html")
    return f"{stem}.json", f"{stem}.md"


def _made(path: str, files: Iterable[bytes], key: str) -> Made:
    html, *others = files
    size = len(html) + sum(map(len, others))
    line = f"{path} {key} {_digest(html, *others)}"
    return Made(links.read(path, html.decode("utf-8")), size, line)


def _rendered(environment: jinja2.Environment, page: Page, view: Any, root: str) -> str:
    try:
        return environment.get_template(page.template).render(page=view, root=root)
    except jinja2.TemplateSyntaxError as error:
        raise InputError(
            f"no template: {error.message}", path=error.filename or error.name, line=error.lineno
        ) from error
    except jinja2.TemplateError as error:
        raise InputError(
            f"the template does not work for {page.path}: {error}",
            path=page.template,
            expected="the input that templates/README.md describes",
        ) from error


def _encoded(view: Any) -> bytes:
    try:
        return msgspec.json.encode(view)
    except (UnicodeEncodeError, TypeError):  # half a letter, which only a broken source holds
        return repr(view).encode("utf-8", "backslashreplace")


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def base(site: Mapping[str, object], templates: Iterable[Path]) -> bytes:
    """A digest of what every page follows from: the site, its templates, the program."""
    here = Path(__file__).resolve().parents[1]
    files = sorted(path for folder in templates for path in folder.rglob("*.html"))
    code = sorted(here.rglob("*.py"))
    said = repr(sorted(site.items())).encode("utf-8", "backslashreplace")
    libraries = " ".join(version(name) for name in _LIBRARIES).encode()
    return _digest(said, libraries, *(path.read_bytes() for path in (*files, *code))).encode()


def former(folder: Folder) -> dict[str, tuple[str, str]]:
    """What the marker of the last build says of its pages."""
    data = folder.former(MARKER) or b""
    lines = [line.split(" ") for line in data.decode("utf-8", "replace").splitlines()]
    return {line[0]: (line[1], line[2]) for line in lines if len(line) == 3}
