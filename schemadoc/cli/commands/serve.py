"""`schemadoc serve`: the site on this machine, made anew whenever an input changes.

In: the configured regions, a port. Out: a server on 127.0.0.1 until it is interrupted. A module of
its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
import gc
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

import click

from schemadoc.cli import live, options, site
from schemadoc.cli.progress import Shown
from schemadoc.cli.session import Session
from schemadoc.errors import ManyErrors, SchemadocError

# So often, in seconds, the inputs are looked at.
_EVERY = 0.3

State = dict[Path, tuple[int, int]]


@click.command("serve", short_help="Serve the site here and rebuild it on change.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=8000,
    show_default=True,
    help="The port on 127.0.0.1; 0 takes any free one.",
)
@options.today
@click.pass_obj
def command(session: Session, port: int, today: datetime.date) -> None:
    """Build the site, serve it on 127.0.0.1, and build it again whenever an input changes.

    Open pages load themselves anew. An input that cannot be read is told of, and the last good site
    stays.
    """
    gc.enable()
    with tempfile.TemporaryDirectory(prefix="schemadoc-") as folder:
        out = Path(folder) / "site"
        with live.Server(out, port) as server:
            order = site.Order(out, today, os.cpu_count() or 1, server.url)
            before = _state(session)
            with Shown(session) as show:
                site.make(session, order, show)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            session.note(f"serving {server.url}; Ctrl-C ends it")
            try:
                _watch(session, before, lambda: _rebuild(session, order, server))
            finally:
                server.shutdown()


def _watch(session: Session, state: State, changed: Callable[[], None]) -> None:
    """Look at the inputs until somebody interrupts."""
    while True:
        sleep(_EVERY)
        found = _state(session, state)
        if found != state:
            state = found
            changed()


def _state(session: Session, otherwise: State | None = None) -> State:
    """The time and size of each input; a configuration that is being written changes nothing."""
    try:
        paths = list(site.inputs(session))
    except SchemadocError:
        if otherwise is None:
            raise
        paths = list(otherwise)
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return found.st_mtime_ns, found.st_size


def _rebuild(session: Session, order: site.Order, server: live.Server) -> None:
    start = perf_counter()
    try:
        with Shown(session) as show:
            site.make(session, order, show)
    except SchemadocError as error:
        for one in error.errors if isinstance(error, ManyErrors) else (error,):
            session.note(f"{one}; the last good site stays")
        return
    server.reload()
    session.note(f"made anew in {perf_counter() - start:.1f} s")
