"""`schemadoc diagnostics`: everything that a reader found odd.

In: region names or files. Out: `path:line: id: message`, or the same as JSON. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import click
import msgspec

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.reports import json, text


@click.command("diagnostics", short_help="List everything that a reader found odd.")
@options.regions
@options.sources
@options.formats("text", "json")
@click.pass_obj
def command(
    session: Session,
    regions: tuple[str, ...],
    files: tuple[str, ...],
    form: str,
    output: str | None,
) -> None:
    """List everything that a reader found odd, as path:line: id: message.

    A diagnostic never changes the exit code.
    """
    loaded = loading.load(session, regions, files)
    if form == "json":
        rows = [
            {"region": one.id, **msgspec.structs.asdict(diagnostic)}
            for one in loaded
            for diagnostic in one.diagnostics
        ]
        write(json.render(rows), output)
    else:
        write(text.diagnostics([d for one in loaded for d in one.diagnostics]), output)
