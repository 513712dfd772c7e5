"""`schemadoc regions`: what is known of each region.

In: region names and a day. Out: sources with their age, counts, coverage, as text or JSON. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.reports import json, overview
from schemadoc.reports.terminal import Style


@click.command("regions", short_help="Say what is known of each region.")
@options.regions
@options.today
@options.formats("text", "json")
@click.pass_obj
def command(
    session: Session,
    regions: tuple[str, ...],
    today: datetime.date,
    form: str,
    output: str | None,
) -> None:
    """Say what is known of each region: sources, their dates and age, counts, coverage, oddities.

    An age counts from the date that the configuration states; files' names and times say nothing.
    """
    found = [
        overview.overview(one.title, one.snapshot, one.diagnostics, today)
        for one in loading.load(session, regions)
    ]
    if form == "json":
        write(json.render(found), output)
    else:
        write(overview.text(found, Style(session.colored(output), session.width(output))), output)
