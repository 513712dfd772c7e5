"""`schemadoc build`: the static site.

In: the configured regions and a day. Out: a folder of pages, and where to look. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from time import perf_counter

import click

from schemadoc.cli import ahead, options
from schemadoc.cli.progress import Shown
from schemadoc.cli.session import Session
from schemadoc.collector import without_gc
from schemadoc.errors import UsageError

DEFAULT_OUT = "site/public"


@click.command("build", short_help="Build the static site.")
@click.option(
    "--out",
    metavar="DIR",
    help=f"The folder to write or replace; else {DEFAULT_OUT} beside the configuration.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    default=lambda: os.cpu_count() or 1,
    show_default="one a processor",
    help="How many processes make pages.",
)
@click.option("--base-url", metavar="URL", help="Where the site will be served.")
@click.option(
    "--full-text", is_flag=True, help="Let Pagefind index all text; needs schemadoc[fulltext]."
)
@options.today
@click.pass_obj
def command(
    session: Session,
    out: str | None,
    jobs: int,
    base_url: str | None,
    full_text: bool,
    today: datetime.date,
) -> None:
    """Build the static site of all configured regions."""
    start = perf_counter()
    if base_url is not None:
        _check_url(base_url)
    with Shown(session) as show:
        # Readers, templates and all that they need are loaded once something is to be seen.
        wait = ahead.begin(session) if jobs > 1 else None
        with without_gc():
            from schemadoc.cli import loading, site
            from schemadoc.reports.terminal import plural

        folder = Path(out) if out is not None else loading.load_config(session).root / DEFAULT_OUT
        order = site.Order(folder, today, jobs, base_url, full_text)
        result = site.make(session, order, show, wait)
    took = perf_counter() - start
    session.note(
        f"wrote {plural(result.pages, 'page')}, {result.bytes / 1e6:.1f} MB, in {took:.1f} s: "
        f"open {(result.out / 'index.html').as_posix()}"
    )


def _check_url(base_url: str) -> None:
    from schemadoc.config import is_url

    if not is_url(base_url):
        raise UsageError(f"--base-url {base_url!r}", expected="a URL that begins with https://")
