"""What regions had and no region has today: where it stands in the site, and what is told of it.

In: the chronicles of the regions, today's elements. Out: `Removed`s by coordinate, `RemovedView`s.
A module of its own because an address that somebody kept must not lead nowhere: it says in which
region and on which day the element was last seen, and what was named in its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemadoc import coordinates
from schemadoc.compare.chronicle import Gone
from schemadoc.model import OPERATION_OF
from schemadoc.render import codes, urls, words
from schemadoc.render.views import Head, LastSeen, Link, Removed, RemovedView
from schemadoc.render.world import World

_PRESENCE = {
    "absent": "no longer there",
    "unknown": "not shown any more; whether it is still there is unknown",
}


def removed_view(world: World, coordinate: str) -> RemovedView:
    """The page of one."""
    found = world.gone_at(coordinate)
    element = next(iter(found.values())).element
    kind = words.KIND_WORDS[_kind(coordinate, element.element)][0]
    name = coordinates.last(coordinate) if "." in coordinate else coordinate
    return RemovedView(
        head=Head(
            path=world.path(coordinate) or "",
            title=name,
            summary=f"The {kind} {coordinate} is shown by no region any more.",
            section="changelog",
            crumbs=(codes.HOME, Link("Changelog", "changelog/index.html")),
        ),
        proved=_is_proved(found),
        coordinate=coordinate,
        anchor=urls.anchor(coordinate),
        kind=kind,
        last=_last(world, found),
        description=element.description,
        removed=members(world, coordinate),
    )


def members(world: World, owner: str) -> tuple[Removed, ...]:
    """What an element's page says of members that no region has any more.

    Args:
        world: all regions.
        owner: the coordinate whose page it is.
    """
    return tuple(_removed(world, coordinate) for coordinate in world.gone_under(owner))


def _removed(world: World, coordinate: str) -> Removed:
    found = world.gone_at(coordinate)
    element = next(iter(found.values())).element
    return Removed(
        proved=_is_proved(found),
        coordinate=coordinate,
        anchor=urls.anchor(coordinate),
        kind=words.KIND_WORDS[element.element][0],
        last=_last(world, found),
    )


def _is_proved(found: dict[str, Gone]) -> bool:
    """Whether every region that had an element is known not to have it: silence proves nothing."""
    return all(gone.presence == "absent" for gone in found.values())


def _kind(coordinate: str, element: str) -> str:
    """Root fields are called by their operation."""
    operation = OPERATION_OF.get(coordinates.parent(coordinate) or "")
    return operation if operation and element == "field" else element


def _last(world: World, found: dict[str, Gone]) -> tuple[LastSeen, ...]:
    return tuple(_seen(world, region, gone) for region, gone in found.items())


def _seen(world: World, region: str, gone: Gone) -> LastSeen:
    old = gone.element.deprecation
    names: Sequence[str] = old.replacements if old else ()
    return LastSeen(
        region=region,
        title=world.titles[region],
        seen=gone.seen.isoformat() if gone.seen else "an unknown day",
        missing=gone.missing.isoformat() if gone.missing else None,
        state=_PRESENCE.get(gone.presence, gone.presence),
        reason=old.reason if old else None,
        remove_on=old.remove_on.isoformat() if old and old.remove_on else None,
        replacements=tuple(Link(name, world.href(name)) for name in names),
        changelog=f"changelog/{urls.file_stem(region)}.html",
    )
