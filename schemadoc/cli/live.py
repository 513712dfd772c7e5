"""A folder served on this machine alone, whose pages load themselves anew when told to.

In: a folder and a port. Out: `Server`, and the address. A module of its own because what makes
pages lively is added on their way to the browser: the files stay what `build` writes.
"""

from __future__ import annotations

import posixpath
import re
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from schemadoc.errors import UsageError

HOST = "127.0.0.1"
EVENTS = "/.live/events"
SCRIPT = "/.live/script.js"
# A comment now and then tells a server that its reader has gone.
_PATIENCE = 5.0
_LIVELY = b"""\
let known = null;
new EventSource("/.live/events").onmessage = (event) => {
  if (known !== null && known !== event.data) location.reload();
  known = event.data;
};
"""
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


def lively(html: str) -> str:
    """A page with the script that listens, and a policy that lets it."""
    script = f'<script src="{SCRIPT}"></script>\n</body>'
    page = _POLICY.sub(lambda found: f"{found[1]}{_opened(found[2])}{found[3]}", html, count=1)
    return script.join(page.rsplit("</body>", 1))


def _opened(policy: str) -> str:
    """The policy with this server's own script and events allowed."""
    parts = dict.fromkeys(part.strip() for part in policy.split(";") if part.strip())
    rules = {part.split(" ", 1)[0]: part for part in parts}
    for name in ("script-src", "connect-src"):
        rule = rules.get(name, name)
        if "'self'" not in rule:
            nothing = " 'none'"
            rules[name] = f"{rule.replace(nothing, '')} 'self'"
    return "; ".join(rules.values())


class Server(ThreadingHTTPServer):
    """Serves a folder; `reload` tells every open page that it has changed."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.version = 0
        self.changed = threading.Condition()
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"--port {port}: {getattr(error, 'strerror', None) or error}",
                expected="a free port",
                fix="name another one; 0 takes any",
            ) from error

    @property
    def url(self) -> str:
        """The address."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def wait(self, version: int) -> None:
        """Until the site is another than this version, or for a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, timeout=_PATIENCE)

    def reload(self) -> None:
        """Tell open pages."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        # Another site's name that leads to this machine must not read what is served here.
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        path = posixpath.normpath(unquote(urlsplit(self.path).path))
        if host not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", _LIVELY)
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        folder = self.server.folder
        target = folder / path.lstrip("/")
        if target.is_dir():
            target /= "index.html"
        status = HTTPStatus.OK
        if not target.resolve().is_relative_to(folder.resolve()) or not target.is_file():
            target, status = folder / "404.html", HTTPStatus.NOT_FOUND
        try:
            data = target.read_bytes()
        except OSError:  # a build is just taking its place
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if target.suffix == ".html":
            data = lively(data.decode("utf-8")).encode("utf-8")
        self._send(status, self.guess_type(str(target)), data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        text = kind.startswith("text/") and "charset" not in kind
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        """Say the version at once and whenever it changes, until the reader goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told = -1
        try:
            while True:
                version = self.server.version
                self.wfile.write(f"data: {version}\n\n".encode() if version != told else b":\n\n")
                self.wfile.flush()
                told = version
                self.server.wait(told)
        except OSError:  # the reader has gone
            return

    def log_message(self, *_: Any) -> None:
        """Requests of one's own browser are no news."""
