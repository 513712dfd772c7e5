"""`schemadoc errors [CODE …]`: the error-code catalogue.

In: codes, region names or files. Out: the catalogue as text, JSON, CSV or
Markdown. A module of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import catalogue
from schemadoc.compare.catalogue import Entry
from schemadoc.config import nearest
from schemadoc.errors import UsageError, report
from schemadoc.reports import errors, json
from schemadoc.reports.terminal import Style

_ODDITIES: dict[str, Callable[[Entry], bool]] = {
    "drifting": lambda entry: entry.drifts,
    "leaking": lambda entry: bool(entry.leaks_into),
    "shared-number": lambda entry: bool(entry.shares_number_with),
    "once": lambda entry: entry.used_once,
}


@click.command("errors", short_help="List the error codes, who raises them and who mentions them.")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--only",
    "oddities",
    type=click.Choice(tuple(_ODDITIES)),
    multiple=True,
    help="Only codes whose messages differ, that are another region's, that share their number "
    "with another prefix, or that are used once; repeatable.",
)
@options.regions
@options.sources
@options.formats("text", "json", "csv", "markdown")
@click.pass_obj
def command(
    session: Session,
    codes: tuple[str, ...],
    oddities: tuple[str, ...],
    regions: tuple[str, ...],
    files: tuple[str, ...],
    form: str,
    output: str | None,
) -> None:
    """List the error codes: their messages, who raises them and who mentions them.

    With CODEs, only these.
    """
    indexes = loading.indexes(loading.load(session, regions, files))
    everything = catalogue.catalogue(indexes, known=loading.known_regions(session, files))
    known = {entry.code for entry in everything}
    report(_unknown(code, known) for code in dict.fromkeys(codes) if code not in known)
    found = [
        entry
        for entry in everything
        if (not codes or entry.code in codes)
        and (not oddities or any(_ODDITIES[oddity](entry) for oddity in oddities))
    ]
    write(_rendered(found, form, Style(session.colored(output), session.width(output))), output)


def _rendered(found: list[Entry], form: str, style: Style) -> str:
    if form == "json":
        return json.render(found)
    if form == "csv":
        return errors.csv(found)
    return errors.markdown(found) if form == "markdown" else errors.text(found, style)


def _unknown(code: str, known: set[str]) -> UsageError:
    near = nearest(code, sorted(known))
    return UsageError(
        f"no region has an error code {code!r}", fix=f"the nearest is {near}" if near else None
    )
