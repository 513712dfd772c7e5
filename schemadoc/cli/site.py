"""The site of the configured regions, for the commands that make it.

In: a session and where the site is to lie. Out: the finished site; what it was made of. A module of
its own because `build` makes it once and `serve` whenever something changes.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from schemadoc.cli import loading, operands, timelines
from schemadoc.cli.session import Session
from schemadoc.compare.chronicle import chronicle
from schemadoc.compare.sunset import Terms
from schemadoc.config import Config
from schemadoc.render import build, resources
from schemadoc.render.world import RegionInput

DEFAULT_TITLE = "API reference"
_WIDTH = 40


class Order(NamedTuple):
    """What is asked for; `base_url` is None where nobody knows the site's address."""

    out: Path
    today: datetime.date
    jobs: int
    base_url: str | None = None


def make(session: Session, order: Order) -> build.BuildResult:
    """Read all regions and write the site."""
    show = _Shown(session)
    show.step("reading the sources")
    try:
        config = loading.load_config(session)
        return build.build(
            _regions(session, config, order.today),
            out=order.out,
            today=order.today,
            title=config.title or DEFAULT_TITLE,
            base_url=order.base_url,
            jobs=order.jobs,
            progress=show.pages,
        )
    finally:
        show.clear()


def _regions(session: Session, config: Config, today: datetime.date) -> list[RegionInput]:
    loaded = loading.load(session)
    states = timelines.timelines(session, loaded)
    check = config.check
    terms = Terms(today=today, min_notice=check.min_notice, overdue_after=check.overdue_after)
    return [
        RegionInput(
            *one, chronicle(states.get(one.id, ()), terms, overrides=config.rules, region=one.id)
        )
        for one in loaded
    ]


def inputs(session: Session) -> Iterator[Path]:
    """Every file that the site follows from."""
    config = loading.load_config(session)
    yield config.root / Path(config.shown).name
    for region in config.regions:
        yield from (config.root / one.path for one in region.sources if one.path is not None)
        yield from operands.history_of(config, region.id).folder.glob("*.json")
    for name in ("templates", "assets", "content"):
        yield from (path for path in resources.folder(name).rglob("*") if path.is_file())


class _Shown:
    """How far it is: a line that counts on a terminal, a line for each step in a log."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.counts = not session.quiet and sys.stderr.isatty()

    def step(self, text: str) -> None:
        """Say what begins."""
        if self.counts:
            click.echo(f"\r{text.ljust(_WIDTH)}", nl=False, err=True)
        else:
            self.session.note(text)

    def pages(self, done: int, total: int) -> None:
        """Say how many pages there are."""
        if self.counts:
            self.step(f"{done:,} of {total:,} pages")
        elif done == 0:
            self.session.note(f"making {total:,} pages")

    def clear(self) -> None:
        """Leave an empty line to whatever is said next."""
        if self.counts:
            click.echo(f"\r{' ' * _WIDTH}\r", nl=False, err=True)
