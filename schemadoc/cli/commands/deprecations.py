"""`schemadoc deprecations`: every deprecation with its dates and its status.

In: region names or files, a day. Out: the calendar as text, JSON, CSV or
Markdown. A module of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import calendar
from schemadoc.compare.calendar import Entry
from schemadoc.reports import deprecations, json
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
@options.formats("text", "json", "csv", "markdown")
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
    """
    indexes = loading.indexes(loading.load(session, regions, files))
    found = calendar.calendar(indexes, today, due_within)
    write(_rendered(found, form, Style(session.colored(output), session.width(output))), output)


def _rendered(found: Sequence[Entry], form: str, style: Style) -> str:
    if form == "json":
        return json.render(found)
    if form == "csv":
        return deprecations.csv(found)
    return deprecations.markdown(found) if form == "markdown" else deprecations.text(found, style)
