"""`schemadoc compare`: the region matrix.

In: region names and filters. Out: the region matrix as text, JSON, CSV or Markdown. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

from typing import get_args

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import regions as compared
from schemadoc.compare.regions import Matrix
from schemadoc.model import ElementKind
from schemadoc.reports import json, tables, text
from schemadoc.reports.terminal import Style


@click.command("compare", short_help="Set the regions beside each other.")
@options.regions
@click.option(
    "--only-differences", is_flag=True, help="Leave out rows in which nothing is proved to differ."
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(get_args(ElementKind)),
    metavar="K",
    multiple=True,
    help="Only elements of this kind, like field or enum_value; repeatable.",
)
@click.option("--match", metavar="GLOB", help="Only these coordinates, like 'Mutation.*Device*'.")
@options.formats("text", "json", "csv", "markdown")
@click.pass_obj
def command(
    session: Session,
    regions: tuple[str, ...],
    only_differences: bool,
    kinds: tuple[str, ...],
    match: str | None,
    form: str,
    output: str | None,
) -> None:
    """Set the regions beside each other: who has what, and in what it differs.

    "no" is said only where a region's sources cover that part of the schema; else it is "?".
    """
    found = compared.matrix(
        loading.indexes(loading.load(session, regions)),
        only_differences=only_differences,
        kinds=frozenset(kinds),
        match=match,
    )
    write(_rendered(found, form, Style(session.colored(output))), output)


def _rendered(found: Matrix, form: str, style: Style) -> str:
    if form == "json":
        return json.render(found)
    if form == "csv":
        return tables.matrix_csv(found)
    return tables.matrix_markdown(found) if form == "markdown" else text.matrix(found, style)
