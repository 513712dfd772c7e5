"""`schemadoc export`: a region's normalized model.

In: region names or files. Out: JSON, SDL or an introspection result on stdout. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from schemadoc.cli import loading, options
from schemadoc.cli.loading import Loaded
from schemadoc.cli.session import Session, write
from schemadoc.compare import common as shared
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.common import Common, Conflict
from schemadoc.compare.differences import Difference
from schemadoc.errors import UsageError
from schemadoc.model import Snapshot
from schemadoc.reports import json
from schemadoc.reports.terminal import plural
from schemadoc.reports.values import difference_text


@click.command("export", short_help="Write a region's normalized model.")
@click.option(
    "--region", "regions", metavar="R", multiple=True, help="This region; repeatable with --common."
)
@options.sources
@click.option(
    "--common", is_flag=True, help="What all the regions share; what they contradict is listed."
)
@options.formats("sdl", "json", "introspection", default="json")
@click.pass_obj
def command(
    session: Session,
    regions: tuple[str, ...],
    files: tuple[str, ...],
    common: bool,
    form: str,
    output: str | None,
) -> None:
    """Write a region's normalized model as JSON, SDL or an introspection result."""
    if common:
        if files:
            raise UsageError("--common compares regions of the configuration, and --source is none")
        found = shared.common(loading.indexes(loading.load(session, regions)))
        _list_conflicts(session, found)
        more = {"conflicts": found.conflicts} if form == "json" else {}
        write(_rendered(found.snapshot, form, **more), output)
    else:
        one = _one(session, regions, files)
        write(_rendered(one.snapshot, form), output)


def _one(session: Session, regions: Sequence[str], files: Sequence[str]) -> Loaded:
    """The one region to write, asked for or the only one there is."""
    if not files and len(set(regions)) != 1:
        known = [region.id for region in loading.choose(loading.load_config(session), regions)]
        if len(known) > 1:
            raise UsageError(
                f"{len(known)} regions and one output",
                fix=f"name one of {', '.join(known)} with --region, or add --common",
            )
    return loading.load(session, regions, files)[0]


def _rendered(snapshot: Snapshot, form: str, **more: tuple[Conflict, ...]) -> str:
    if form == "json":
        return json.render_snapshot(snapshot, **more)
    # Either one pays for graphql-core, which JSON does not need.
    if form == "sdl":
        from schemadoc.export import sdl

        return sdl.render(snapshot)
    from schemadoc.export import introspection

    return introspection.render(snapshot)


def _list_conflicts(session: Session, found: Common) -> None:
    for conflict in found.conflicts:
        said = difference_text(Difference(conflict.aspect, conflict.values))
        session.note(f"conflict: {conflict.coordinate}: {ASPECTS[conflict.aspect].label}: {said}")
    if found.conflicts:
        count = plural(len(found.conflicts), "conflict")
        session.note(f"{count}: what regions contradict each other in is left out or narrowed")
