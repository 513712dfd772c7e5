"""Search in the text of every page, by Pagefind, for those who want more than names and words.

In: the folder of a finished site. Out: Pagefind's index in it, and the page that asks it. A module
of its own because it is an extra: it needs another program, a server, and rights to run WebAssembly
that no other page of the site asks for.
"""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

from schemadoc.errors import OutputError, UsageError
from schemadoc.render.codes import HOME
from schemadoc.render.listviews import PlainView
from schemadoc.render.views import Head, Link, Page

FOLDER = "fulltext"
SECTION = "fulltext"
LINK = Link("Full text", f"{FOLDER}/index.html")
# Lists only repeat what pages of elements say.
_PAGES = "{query,mutation,subscription,object,interface,union,enum,input_object,scalar,directive}"
_GLOB = f"{{{_PAGES[1:-1]},type,errors,guides}}/*.html"
# What is no prose of the page, or stands on every page.
_WITHOUT = (".crumbs", ".turn", ".toc", "pre", "table.compat")

# Fields and lists in Pagefind's own looks; ours are the site's.
_UNUSED = re.compile(r"-(?:ui|highlight)\.(?:js|css)$")


def require() -> None:
    """Make sure that Pagefind is installed.

    Raises:
        UsageError: when it is not.
    """
    if find_spec("pagefind") is None:
        raise UsageError(
            "--full-text needs Pagefind, which is not installed",
            fix="pip install 'schemadoc[fulltext]'",
        )


def page() -> Page:
    """The page with the field; it says what it needs where that is missing."""
    summary = "Look for words in descriptions, errors, guides and everything else that pages say."
    head = Head(f"{FOLDER}/index.html", "Full text", summary, SECTION, (HOME,))
    return Page(head.path, "fulltext.html", lambda: PlainView(head))


def index(site: Path) -> int:
    """Write Pagefind's index into a site; how many bytes that is.

    Raises:
        OutputError: when Pagefind fails.
    """
    out = site / FOLDER / "pagefind"
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(site)]
    command += ["--output-path", str(out), "--glob", _GLOB, "--root-selector", "main"]
    for selector in _WITHOUT:
        command += ["--exclude-selectors", selector]
    import subprocess  # few builds need it

    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own arguments)
    if done.returncode or not (out / "pagefind.js").is_file():
        what = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no index was written"]
        raise OutputError(f"Pagefind failed: {what[0]}", path=str(out))
    for path in out.glob("*"):
        if _UNUSED.search(path.name):
            path.unlink()
    return sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
