"""`schemadoc deprecations`: every deprecation with its dates and its status.

In: region names or files, a day. Out: the calendar as text or JSON. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import calendar
from schemadoc.reports import json, text
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
@options.formats("text", "json")
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
    """List every deprecation: overdue, due, scheduled, undated."""
    indexes = loading.indexes(loading.load(session, regions, files))
    found = calendar.calendar(indexes, today, due_within)
    if form == "json":
        write(json.render(found), output)
    else:
        write(text.deprecations(found, Style(session.colored(output))), output)
