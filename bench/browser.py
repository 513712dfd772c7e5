"""The text that a browser shows of a page: what copying the whole page gives.

In: a folder with the `index.html` that SpectaQL made. Out: the page's `innerText`. A module of its
own because the benchmark and the tests need the same browser, and neither may need one to exist.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

_SCRIPT = re.compile(r"<script\b.*?</script>", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r'<pre id="visible-text">(.*)</pre>', re.DOTALL)
_SHOW = """<script>
addEventListener("load", () => {
  { %s }
  const text = document.createElement("pre");
  text.id = "visible-text";
  text.textContent = document.body.innerText;
  document.body.replaceChildren(text);
});
</script>"""


def program() -> str | None:
    """The browser, if there is one: `CHROMIUM`, or the first one of the usual names."""
    names = (os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def visible_text(folder: Path, before: str = "") -> str:
    """The text of a page; `before` is a script that runs first.

    Raises:
        RuntimeError: when the browser gives no text.
    """
    browser = program()
    if browser is None:
        raise RuntimeError("no browser: install Chromium, or name one in CHROMIUM")
    page = folder / "visible.html"
    page.write_text(_SCRIPT.sub("", (folder / "index.html").read_text("utf8")) + _SHOW % before)
    with tempfile.TemporaryDirectory() as home:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
        shown = subprocess.run(
            [*command, f"--user-data-dir={home}", page.resolve().as_uri()],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    page.unlink()
    found = _TEXT.search(shown)
    if found is None:
        raise RuntimeError(f"{browser} shows nothing of {folder}")
    return html.unescape(found[1])
