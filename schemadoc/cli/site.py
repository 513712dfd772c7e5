"""The site of the configured regions, for the commands that make it.

In: a session and where the site is to lie. Out: the finished site; what it was made of. A module of
its own because `build` makes it once and `serve` whenever something changes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemadoc.cli import caching, loading, operands, timelines
from schemadoc.cli.loading import Reader
from schemadoc.cli.progress import Shown
from schemadoc.cli.session import Session
from schemadoc.compare.chronicle import chronicle
from schemadoc.config import Config
from schemadoc.render import build, record, resources
from schemadoc.render.world import RegionInput


class Order(NamedTuple):
    """What is asked for; `base_url` is None where nobody knows the site's address."""

    out: Path
    today: datetime.date
    jobs: int
    base_url: str | None = None
    full_text: bool = False


def make(
    session: Session, order: Order, show: Shown, wait: Callable[[], object] | None = None
) -> build.BuildResult:
    """Read all regions and write the site; `wait` is for whoever reads ahead."""
    config = loading.load_config(session)
    reader = caching.reader(config.root)
    last = record.look(order.out)
    if wait is not None:
        wait()
    return build.build(
        _regions(session, config, order.today, reader),
        out=order.out,
        today=order.today,
        title=config.title or loading.DEFAULT_TITLE,
        base_url=order.base_url,
        full_text=order.full_text,
        templates=config.at(config.site.templates),
        content=config.at(config.site.content),
        style=config.at(config.site.style),
        jobs=order.jobs,
        kept=caching.found(),
        last=last,
        progress=show.pages,
    )


def _regions(
    session: Session, config: Config, today: datetime.date, reader: Reader
) -> list[RegionInput]:
    loaded = loading.load(session, reader=reader)
    states = timelines.timelines(session, loaded)
    if not states:
        return [RegionInput(*one) for one in loaded]
    from schemadoc.compare.sunset import Terms  # without a past nothing is held against a day

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
    own = (config.at(one) for one in (config.site.templates, config.site.content))
    ours = (resources.folder(name) for name in ("templates", "assets", "content"))
    for folder in (*ours, *own):
        if folder is not None:
            yield from (path for path in folder.rglob("*") if path.is_file())
    style = config.at(config.site.style)
    if style is not None:
        yield style
