"""One page and its twins: rendered, or taken from the last build where nothing of it changed.

In: a `Page`, the templates, the folder that is written. Out: `Made`, once its files are in place.
A module of its own because this runs for each page, in any process, and knows of no other page.

A watched page is taken as it is where all that it asked of the world is answered as before; any
other one is looked at again, and rendered where its key is new: a digest of its view, its facts,
the templates, what every page says of the site, and the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import msgspec

from schemadoc.errors import InputError
from schemadoc.render import facts, links, plainlists, resources, urls
from schemadoc.render.answers import digest, encoded
from schemadoc.render.output import Folder
from schemadoc.render.record import Former, Line, Lot, Made
from schemadoc.render.views import Page
from schemadoc.render.world import World

_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
# What HTML has no way to write: controls, halves of letters, code points that are no characters.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# Libraries that many builds need not load: the first file of each tells its version.
_LIBRARIES = ("markdown_it", "pygments")


class Maker(NamedTuple):
    """What makes pages; `former` is the last build."""

    world: World
    environment: jinja2.Environment
    folder: Folder
    base: str
    former: Former

    def kept(self, page: Page) -> Line | None:
        """A watched page of the last build, if no answer behind it changed."""
        if not (page.watched and self.former.is_same(page.path)):
            return None
        line = self.former.line(page.path)
        return line if line is not None and self._stands(page.path, line) else None

    def make(self, page: Page) -> Made:
        """Put one page and its twins into the folder."""
        with self.world.asked.listening() as asked:
            view = page.view()
            data = facts.render(self.world, view)
        key = digest(self.base.encode(), page.template.encode(), encoded(view), data)
        heard = frozenset(asked) if page.watched else frozenset()
        known = self.former.page(page.path)
        if known is not None and known.key == key and self._stands(page.path, known):
            return known._replace(asked=heard)
        return self._new(page, view, data, key)._replace(asked=heard)

    def _stands(self, path: str, known: Made | Line) -> bool:
        """Whether a page's files are what the last build left."""
        return self._stand(_files(path), known.sizes, known.digest)

    def _stand(self, paths: Sequence[str], sizes: Sequence[int], known: str) -> bool:
        if self.folder.holds(paths, sizes):
            return True
        found = [data for path in paths if (data := self.folder.former(path)) is not None]
        return len(found) == len(paths) and digest(*found) == known

    def kept_lot(self, path: str, said: bytes) -> Lot | None:
        """A file that follows from one thing alone, if that is said as it was."""
        known = self.former.lots.get(path)
        if known is None or known.key != digest(self.base.encode(), said):
            return None
        return known if self._stand((path,), (known.size,), known.digest) else None

    def lot(self, path: str, said: bytes, data: bytes) -> Lot:
        """Put a file into the folder that follows from one thing alone."""
        self.folder.write(path, data)
        return Lot(digest(self.base.encode(), said), len(data), digest(data))

    def _new(self, page: Page, view: Any, data: bytes, key: str) -> Made:
        root = urls.root_prefix(page.path)
        html = _writable(_rendered(self.environment, page, view, root))
        text = _writable(plainlists.render(view, root))
        files = (html, data, text)
        for path, one in zip(_files(page.path), files, strict=True):
            self.folder.write(path, one)
        linked = links.read(page.path, html.decode("utf-8"))
        return Made(key, frozenset(), tuple(map(len, files)), digest(*files), linked)


def _files(path: str) -> tuple[str, str, str]:
    return path, *twins(path)


def twins(path: str) -> tuple[str, str]:
    """Where the same stands for programs and as text."""
    stem = path.removesuffix(".html")
    return f"{stem}.json", f"{stem}.md"


def _writable(text: str) -> bytes:
    """The text as UTF-8; what no page may hold becomes the sign of a character that was lost."""
    try:
        data = text.encode()
        # Nearly all of a page is plain: only the rest is looked at letter by letter.
        if not _UNWRITABLE.search(data.translate(None, _PLAIN).decode()):
            return data
    except UnicodeEncodeError:
        pass
    return _UNWRITABLE.sub("\ufffd", text).encode()


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


def base(site: Mapping[str, object], regions: bytes, templates: Iterable[Path]) -> str:
    """A digest of what every page follows from: the site, its templates, the program."""
    files = [path for folder in templates for path in resources.below(folder, ".html")]
    said = repr(sorted(site.items())).encode("utf-8", "backslashreplace")
    versions = f"{jinja2.__version__} {msgspec.__version__}".encode()
    libraries = [
        Path(spec.origin) for name in _LIBRARIES if (spec := find_spec(name)) and spec.origin
    ]
    read = (*files, *resources.program(), *libraries)
    return digest(said, regions, versions, *(path.read_bytes() for path in read))
