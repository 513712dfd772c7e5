"""`schemadoc show COORDINATE`: one element in every region.

In: a coordinate. Out: what every region says of it, or the coordinates near it. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping

import click

from schemadoc import coordinates
from schemadoc.cli import loading, options, timelines
from schemadoc.cli.session import Session, write
from schemadoc.compare.rollout import rollout
from schemadoc.errors import UsageError
from schemadoc.model import Index
from schemadoc.reports import element, json
from schemadoc.reports.terminal import Style


@click.command("show", short_help="Show one element in every region.")
@click.argument("coordinate")
@options.regions
@options.sources
@options.today
@options.formats("text", "json")
@click.pass_obj
def command(
    session: Session,
    coordinate: str,
    regions: tuple[str, ...],
    files: tuple[str, ...],
    today: datetime.date,
    form: str,
    output: str | None,
) -> None:
    """Show one element in every region, with what belongs to it and where it was read.

    COORDINATE is a schema coordinate: Type, Type.field, Type.field(arg:), Enum.VALUE, @directive.

    Where snapshots are stored, it is also told since when regions have it, and which lost it when.
    """
    loaded = loading.load(session, regions, files)
    indexes = loading.indexes(loaded)
    states = {} if files else timelines.timelines(session, loaded)
    known = loading.known_regions(session, files)
    found = element.sheet(coordinate, indexes, known, rollout(coordinate, states))
    if found is None:
        raise _unknown(coordinate, indexes)
    if form == "json":
        write(json.render(found), output)
    else:
        write(
            element.text(found, today, Style(session.colored(output), session.width(output))),
            output,
        )


def _unknown(coordinate: str, indexes: Mapping[str, Index]) -> UsageError:
    near = nearby(coordinate, {known for index in indexes.values() for known in index.elements})
    return UsageError(
        f"no element {coordinate!r} in {options.texts(list(indexes))}",
        expected=None if coordinates.parse(coordinate) else "a coordinate like Type.field",
        fix=f"near it: {', '.join(near)}" if near else None,
    )


def nearby(coordinate: str, known: set[str], limit: int = 5) -> list[str]:
    """Coordinates that may have been meant: other case, the same own name, a like spelling."""
    lower = coordinate.lower()
    found = sorted(name for name in known if name.lower() == lower)
    own = coordinates.last(coordinate).lower() if coordinate else ""
    roots_first = sorted(known, key=lambda name: (not name.startswith(("Query.", "Mut")), name))
    found += [name for name in roots_first if coordinates.last(name).lower() == own]
    if len(found) < limit:
        found += difflib.get_close_matches(coordinate, known, n=limit, cutoff=0.7)
    return list(dict.fromkeys(found))[:limit]
