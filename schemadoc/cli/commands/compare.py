"""`schemadoc compare`: the region matrix.

In: region names and filters. Out: the region matrix as text, JSON, CSV or Markdown. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from typing import get_args

import click

from schemadoc.cli import loading, options
from schemadoc.cli.session import Session, write
from schemadoc.compare import regions as compared
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.regions import Matrix
from schemadoc.compare.yardstick import Yardstick
from schemadoc.errors import UsageError
from schemadoc.model import ElementKind, Index
from schemadoc.reports import json, tables, text
from schemadoc.reports.terminal import Style

_ASPECTS = ("presence", *(name for name, about in ASPECTS.items() if about.between_regions))


@click.command("compare", short_help="Set the regions beside each other.")
@options.regions
@click.option(
    "--reference",
    metavar="R",
    help="Hold the others against this region; only what it says counts.",
)
@click.option("--majority", is_flag=True, help="Hold each region against what most of them say.")
@click.option(
    "--only-differences", is_flag=True, help="Leave out rows in which nothing is proved to differ."
)
@click.option(
    "--aspect",
    "aspects",
    type=click.Choice(_ASPECTS),
    metavar="A",
    multiple=True,
    help="Only rows that differ in this, like type, errors or presence; repeatable.",
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
    reference: str | None,
    majority: bool,
    only_differences: bool,
    aspects: tuple[str, ...],
    kinds: tuple[str, ...],
    match: str | None,
    form: str,
    output: str | None,
) -> None:
    """Set the regions beside each other: who has what, and in what it differs.

    All regions, or those of --region: a pair is two of them. "no" is said only where a region's
    sources cover that part of the schema; else it is "?".
    """
    chosen = _chosen(session, regions, reference, majority)
    indexes = loading.indexes(loading.load(session, chosen))
    found = compared.matrix(
        indexes,
        yardstick=Yardstick(reference, majority),
        known=loading.known_regions(session),
        only_differences=only_differences,
        aspects=aspects,
        kinds=kinds,
        match=match,
    )
    if match is not None and not found.summary.compared:
        _note_misfit(session, match, indexes)
    write(_rendered(found, form, Style(session.colored(output), session.width(output))), output)


def _chosen(
    session: Session, regions: tuple[str, ...], reference: str | None, majority: bool
) -> tuple[str, ...]:
    """The regions to be compared; the reference is one of them, named or not."""
    if reference is None:
        return regions
    if majority:
        raise UsageError("--reference and --majority exclude each other")
    loading.choose(loading.load_config(session), (reference,))
    return (reference, *regions) if regions and reference not in regions else regions


def _note_misfit(session: Session, match: str, indexes: Mapping[str, Index]) -> None:
    """Say where a glob fits no coordinate, and which would fit but for their case."""
    known = {coordinate for index in indexes.values() for coordinate in index.elements}
    near = sorted(filter(re.compile(fnmatch.translate(match), re.IGNORECASE).match, known))
    if any(fnmatch.fnmatchcase(coordinate, match) for coordinate in near):
        return  # another filter leaves them out
    said = f"no coordinate fits --match {match!r}"
    if near:
        more = f" and {len(near) - 1:,} more" if len(near) > 1 else ""
        said += f": case matters; {near[0]}{more} would fit"
    session.note(said)


def _rendered(found: Matrix, form: str, style: Style) -> str:
    if form == "json":
        return json.render(found)
    if form == "csv":
        return tables.matrix_csv(found)
    return tables.matrix_markdown(found) if form == "markdown" else text.matrix(found, style)
