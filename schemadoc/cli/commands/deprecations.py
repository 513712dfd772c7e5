"""`schemadoc deprecations`: every deprecation with its dates and its status.

In: region names or files, a day. Out: the calendar as text, JSON, CSV, Markdown, iCalendar or an
Atom feed. A module of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from schemadoc.cli import loading, options
from schemadoc.cli.loading import Loaded
from schemadoc.cli.session import Session, write
from schemadoc.compare import calendar
from schemadoc.compare.calendar import Entry
from schemadoc.reports import deprecations, json, subscriptions
from schemadoc.reports.subscriptions import Listed
from schemadoc.reports.terminal import Style


@click.command("deprecations", short_help="List every deprecation with its dates and its status.")
@click.option(
    "--due-within",
    type=click.IntRange(min=0),
    metavar="N",
    default=90,
    show_default=True,
    help="A removal at most N days away is due.",
)
@options.regions
@options.sources
@options.today
@options.formats("text", "json", "csv", "markdown", "ics", "atom")
@click.pass_obj
def command(
    session: Session,
    due_within: int,
    regions: tuple[str, ...],
    files: tuple[str, ...],
    today: datetime.date,
    form: str,
    output: str | None,
) -> None:
    """List every deprecation: overdue, due, scheduled, undated.

    A replacement is said to be present, absent or unknown in each region: where it is present,
    clients can already go without what is deprecated.

    The formats ics and atom are to subscribe to: a calendar of removal dates and a feed, the same
    events and entries as those of the site that `build` makes.
    """
    loaded = loading.load(session, regions, files)
    found = calendar.calendar(loading.indexes(loaded), today, due_within)
    if form in ("ics", "atom"):
        text = _published(_listed(session, loaded, files), loaded, found, today, form)
    else:
        text = _rendered(found, form, Style(session.colored(output), session.width(output)))
    write(text, output)


def _rendered(found: Sequence[Entry], form: str, style: Style) -> str:
    if form == "json":
        return json.render(found)
    if form == "csv":
        return deprecations.csv(found)
    return deprecations.markdown(found) if form == "markdown" else deprecations.text(found, style)


def _published(
    listed: Listed,
    loaded: Sequence[Loaded],
    found: Sequence[Entry],
    today: datetime.date,
    form: str,
) -> str:
    if form == "ics":
        return subscriptions.calendar(listed, found, today)
    captured = {one.id: one.snapshot.captured for one in loaded}
    return subscriptions.feed(listed, found, today, captured)


def _listed(session: Session, loaded: Sequence[Loaded], files: Sequence[str]) -> Listed:
    """What the list is called: as in the site of the same configuration."""
    if files:
        return Listed(loading.DEFAULT_TITLE, (loaded[0].title,), loaded[0].id)
    config = loading.load_config(session)
    title = config.title or loading.DEFAULT_TITLE
    if len(loaded) == len(config.regions):
        return Listed(title, (), subscriptions.ALL)
    return Listed(title, tuple(one.title for one in loaded), "+".join(one.id for one in loaded))
