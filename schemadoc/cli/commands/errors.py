"""`schemadoc errors [CODE …]`: the error-code catalogue.

In: codes, region names or files. Out: the catalogue as text or JSON. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import catalogue
from schemadoc.config import nearest
from schemadoc.errors import UsageError, report
from schemadoc.reports import json, text
from schemadoc.reports.terminal import Style


@click.command("errors", short_help="List the error codes, who raises them and who mentions them.")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@options.regions
@options.sources
@options.formats("text", "json")
@click.pass_obj
def command(
    session: Session,
    codes: tuple[str, ...],
    regions: tuple[str, ...],
    files: tuple[str, ...],
    form: str,
    output: str | None,
) -> None:
    """List the error codes: their messages, who raises them and who mentions them.

    With CODEs, only these.
    """
    everything = catalogue.catalogue(loading.indexes(loading.load(session, regions, files)))
    known = {entry.code for entry in everything}
    report(_unknown(code, known) for code in dict.fromkeys(codes) if code not in known)
    found = tuple(entry for entry in everything if not codes or entry.code in codes)
    if form == "json":
        write(json.render(found), output)
    else:
        write(text.errors(found, Style(session.colored(output))), output)


def _unknown(code: str, known: set[str]) -> UsageError:
    near = nearest(code, sorted(known))
    return UsageError(
        f"no region has an error code {code!r}", fix=f"the nearest is {near}" if near else None
    )
