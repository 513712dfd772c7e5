"""A named type or a directive as one page for all regions.

In: `World` and a type's coordinate. Out: `TypeView`, with members, back references and what the
regions say of its kind. A module of its own because types are read from the other side than
operations: who uses them, what implements them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemadoc import coordinates
from schemadoc.model import OPERATION_OF, Element
from schemadoc.render import codes, removed, words
from schemadoc.render.members import member, members, origins
from schemadoc.render.operations import summary
from schemadoc.render.variants import Variant, cells, variants
from schemadoc.render.views import Head, Link, TypeView, Uses
from schemadoc.render.world import World

# More places than this are grouped by the types and operations that hold them; where they are more
# than a page should hold, those are shown alone.
MANY_USES = 200
TOO_MANY_USES = 1_500

_HEADINGS = {
    "enum": "Values",
    "input_object": "Input fields",
    "directive": "Arguments",
}


def type_view(world: World, coordinate: str) -> TypeView:
    """The page of a type or directive."""
    found = world.at(coordinate)
    kind = world.kind(coordinate)
    before, after = world.neighbours(coordinate)
    subject = member(world, coordinate, tuple(found))
    return TypeView(
        head=Head(
            path=world.path(coordinate) or "",
            title=coordinate,
            summary=summary(subject, f"The {words.KIND_WORDS[kind][0]} {coordinate}"),
            section="types",
            crumbs=(codes.HOME, Link("Types", "types/index.html"), _kind_link(kind)),
            previous=_link(world, before),
            following=_link(world, after),
        ),
        coordinate=coordinate,
        kind=words.KIND_WORDS[kind][0],
        kinds=_kinds(found),
        subject=subject,
        presence=cells(world, coordinate),
        members=members(world, coordinate, _HEADINGS.get(kind, "Fields"), "s-members"),
        interfaces=_named(world, found, "interfaces"),
        possible=_named(world, found, "members"),
        uses=_uses(world, coordinate),
        ways=_ways(world, coordinate),
        origins=origins(world, coordinate),
        removed=removed.members(world, coordinate),
    )


def _kind_link(kind: str) -> Link:
    return Link(words.KIND_WORDS[kind][1].capitalize(), f"{kind}/index.html")


def _link(world: World, coordinate: str | None) -> Link | None:
    return Link(coordinate, world.path(coordinate)) if coordinate else None


def _kinds(found: dict[str, Element]) -> tuple[Variant[str], ...]:
    """What regions say that the type is; empty where they agree."""
    pairs = [(r, words.KIND_WORDS[e.element][0]) for r, e in found.items() if e.element != "type"]
    said = variants(pairs, tuple(region for region, _ in pairs))
    return said if len(said) > 1 else ()


def _named(
    world: World, found: dict[str, Element], key: str
) -> tuple[Variant[tuple[Link, ...]], ...]:
    """Interfaces or members, in the order of the source."""
    pairs = [
        (region, tuple(Link(name, world.href(name)) for name in getattr(element, key)))
        for region, element in found.items()
        if getattr(element, key)
    ]
    return variants(pairs, tuple(found)) if pairs else ()


def _uses(world: World, coordinate: str) -> tuple[Uses, ...]:
    references = world.references(coordinate)
    made = (
        _places(world, "Returned by", references.returned_by),
        _places(world, "Taken by", references.taken_by),
        _places(world, "Implemented by", references.implemented_by),
        _places(world, "Member of", references.member_of),
    )
    return tuple(uses for uses in made if uses.total)


def _ways(world: World, coordinate: str) -> tuple[Variant[tuple[Link, ...]], ...]:
    """How the type is reached from the root, where anything leads there."""
    pairs = [
        (region, tuple(Link(step, world.href(step)) for step in way))
        for region in world.ids
        if (way := world.way(region, coordinate))
    ]
    return variants(pairs, tuple(world.at(coordinate))) if pairs else ()


def _places(world: World, heading: str, places: tuple[str, ...]) -> Uses:
    if len(places) <= MANY_USES:
        links = tuple(Link(place, world.href(place)) for place in places)
        return Uses(heading, len(places), links, folded=False)
    held = _held(places)
    links = tuple(Link(name, world.href(name), _times(found)) for name, found in held.items())
    if len(places) > TOO_MANY_USES:
        return Uses(heading, len(places), links, folded=True)
    inside = tuple(
        tuple(Link(place.removeprefix(f"{name}."), world.href(place)) for place in found)
        for name, found in held.items()
    )
    return Uses(heading, len(places), links, folded=True, inside=inside)


def _times(found: Sequence[str]) -> str:
    return f"{len(found):,}×" if len(found) > 1 else ""


def _held(places: Iterable[str]) -> dict[str, list[str]]:
    """The places by what contains them: a type, or a root field."""
    held: dict[str, list[str]] = {}
    for place in places:
        owner = place.partition("(")[0]
        top = coordinates.parent(owner) or place
        held.setdefault(owner if top in OPERATION_OF else top, []).append(place)
    return held
