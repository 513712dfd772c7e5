"""`schemadoc build`: the static site.

In: the configured regions and a day. Out: a folder of pages, and where to look. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from time import perf_counter

import click

from schemadoc.cli import loading, options, timelines
from schemadoc.cli.session import Session
from schemadoc.compare.chronicle import chronicle
from schemadoc.compare.sunset import Terms
from schemadoc.config import is_url
from schemadoc.errors import UsageError
from schemadoc.render import build as site
from schemadoc.render.world import RegionInput
from schemadoc.reports.terminal import plural

DEFAULT_OUT = "site/public"
DEFAULT_TITLE = "API reference"


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
@options.today
@click.pass_obj
def command(
    session: Session,
    out: str | None,
    jobs: int,
    base_url: str | None,
    today: datetime.date,
) -> None:
    """Build the static site of all configured regions."""
    start = perf_counter()
    if base_url is not None and not is_url(base_url):
        raise UsageError(f"--base-url {base_url!r}", expected="a URL that begins with https://")
    config = loading.load_config(session)
    loaded = loading.load(session)
    folder = Path(out) if out is not None else config.root / DEFAULT_OUT
    states = timelines.timelines(session, loaded)
    terms = Terms(
        today=today,
        min_notice=config.check.min_notice,
        overdue_after=config.check.overdue_after,
    )
    result = site.build(
        [
            RegionInput(
                *one,
                chronicle(states.get(one.id, ()), terms, overrides=config.rules, region=one.id),
            )
            for one in loaded
        ],
        out=folder,
        today=today,
        title=config.title or DEFAULT_TITLE,
        base_url=base_url,
        jobs=jobs,
        progress=_progress(session),
    )
    _clear(session)
    took = perf_counter() - start
    session.note(
        f"wrote {plural(result.pages, 'page')}, {result.bytes / 1e6:.1f} MB, in {took:.1f} s: "
        f"open {(result.out / 'index.html').as_posix()}"
    )


def _progress(session: Session) -> site.Progress | None:
    """A line that counts, on a terminal alone."""
    if session.quiet or not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        click.echo(f"\r{done:,} of {total:,} pages", nl=False, err=True)

    return show


def _clear(session: Session) -> None:
    if _progress(session) is not None:
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
