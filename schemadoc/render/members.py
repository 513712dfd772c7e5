"""One element as pages show it: its type, words, deprecation and facts, region by region.

In: `World` and a coordinate. Out: `Member` and `MemberList`. A module of its own because fields,
arguments, input fields, enum values, operations and types are all shown in the same terms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from schemadoc import coordinates
from schemadoc.compare.calendar import Entry
from schemadoc.model import Element
from schemadoc.render import codes, urls, words
from schemadoc.render.variants import Variant, variants, where
from schemadoc.render.views import DeprecationNote, Fact, Link, Member, MemberList, Origin
from schemadoc.render.world import World

T = TypeVar("T")

ORIGIN_WORDS = {
    "directive": "a directive of the schema",
    "block": "a deprecation notice",
    "prose": "a sentence of the description",
}


def member(
    world: World, coordinate: str, asked: Sequence[str], only: Sequence[str] | None = None
) -> Member:
    """One element with its arguments.

    Args:
        world: all regions.
        coordinate: of the element.
        asked: the regions that have what contains it and say something of its members.
        only: the regions to be shown; None: all.
    """
    found = world.at(coordinate)
    if only is not None:
        found = {region: element for region, element in found.items() if region in only}
    return Member(
        name=coordinates.last(coordinate),
        coordinate=coordinate,
        anchor=urls.anchor(coordinate),
        href=world.href(coordinate),
        types=_types(world, found),
        defaults=_said(found, lambda _, e: e.default),
        descriptions=described(found),
        deprecations=_said(found, lambda region, e: _deprecation(world, region, e)),
        where=where(world, coordinate, asked),
        arguments=_arguments(world, coordinate, tuple(found), only),
        errors=codes.rows(world, coordinate, only) if any(e.errors for e in found.values()) else (),
        mentioned=_mentioned(world, found),
        facts=_facts(found),
        permissions=_said(found, lambda _, e: _permissions(e)),
        notes=_said(found, lambda _, e: words.name_note(e)),
    )


def members(
    world: World,
    container: str,
    heading: str,
    anchor: str,
    only: Sequence[str] | None = None,
) -> MemberList | None:
    """What an element contains; None where no region in question shows anything of it."""
    here = tuple(r for r in world.at(container) if only is None or r in only)
    found = [c for c in world.under(container) if any(r in world.at(c) for r in here)]
    if not found:
        return None
    asked = speaking(world, found, here)
    notes = _partial_notes(world, container, here, asked)
    made = tuple(member(world, coordinate, asked, only) for coordinate in found)
    return MemberList(heading, anchor, made, notes)


def speaking(world: World, found: Sequence[str], here: Sequence[str]) -> tuple[str, ...]:
    """The regions, among those that have a container, that say anything of its members."""
    presences = [world.presence(coordinate) for coordinate in found]
    return tuple(r for r in here if any(presence[r] != "unknown" for presence in presences))


def _partial_notes(
    world: World, container: str, here: Sequence[str], asked: Sequence[str]
) -> tuple[str, ...]:
    silent = [region for region in here if region not in asked]
    partial = [region for region in asked if world.at(container)[region].partial]
    notes = []
    if silent:
        notes.append(f"Unknown in {', '.join(silent)}: the sources there show none.")
    if partial:
        notes.append(f"The sources of {', '.join(partial)} show some of them; there may be more.")
    return tuple(notes)


def _arguments(
    world: World, coordinate: str, here: tuple[str, ...], only: Sequence[str] | None
) -> tuple[Member, ...]:
    if "." not in coordinate or coordinate.endswith(")"):
        return ()
    found = [c for c in world.under(coordinate) if any(r in world.at(c) for r in here)]
    asked = speaking(world, found, here)
    return tuple(member(world, argument, asked, only) for argument in found)


def _types(world: World, found: dict[str, Element]) -> tuple[Variant[words.TypeText], ...]:
    """Types, those that are exact before those of which only a part is known."""
    said = _said(found, lambda region, e: words.type_text(world, region, e))
    exact = [variant for variant in said if variant.value.exact]
    named = {variant.value.name for variant in exact}
    partly = [variant for variant in said if not variant.value.exact]
    return (*exact, *(_shortened(v) if v.value.name in named else v for v in partly))


def _shortened(variant: Variant[words.TypeText]) -> Variant[words.TypeText]:
    """A type of which less is known than another region says: its name need not stand twice."""
    text = variant.value
    return variant._replace(
        value=text._replace(before=f"{text.before}the same", name="", href=None)
    )


def _said(
    found: dict[str, Element], value: Callable[[str, Element], T | None]
) -> tuple[Variant[T], ...]:
    pairs = [(r, said) for r, e in found.items() if (said := value(r, e)) is not None]
    return variants(pairs, tuple(found)) if pairs else ()


def described(found: dict[str, Element]) -> tuple[Variant[str], ...]:
    """Descriptions; regions that have none do not make the others differ."""
    pairs = [(region, e.description) for region, e in found.items() if e.description]
    return variants(pairs, tuple(region for region, _ in pairs))


def _permissions(element: Element) -> words.PermissionText | None:
    return words.permission_text(element.permissions) if element.permissions else None


def _deprecation(world: World, region: str, element: Element) -> DeprecationNote | None:
    entry = world.due_at(region, element.coordinate)
    return deprecation_note(world, element, entry) if entry and element.deprecation else None


def deprecation_note(world: World, element: Element, entry: Entry) -> DeprecationNote:
    """A deprecation on the day of the build, as the calendar has it."""
    origin = element.deprecation.origin if element.deprecation else "directive"
    # The status follows from the calendar's own rule; the words only say how many days.
    return DeprecationNote(
        reason=entry.reason,
        marked_on=entry.marked_on.isoformat() if entry.marked_on else None,
        remove_on=entry.remove_on.isoformat() if entry.remove_on else None,
        status=entry.status,
        removal=words.removal(entry.status, entry.days_left),
        url=entry.url,
        replacements=tuple(Link(r.name, world.href(r.name), r.status) for r in entry.replacements),
        origin=ORIGIN_WORDS[origin],
    )


def _mentioned(world: World, found: dict[str, Element]) -> tuple[Link, ...]:
    """Codes that stand in the prose and in no error list."""
    listed = {row.code for e in found.values() for row in e.errors or ()}
    named = dict.fromkeys(code for e in found.values() for code in e.errors_mentioned)
    return tuple(Link(code, world.code_href(code)) for code in named if code not in listed)


def _facts(found: dict[str, Element]) -> tuple[Fact, ...]:
    makers: tuple[tuple[str, Callable[[Element], tuple[str, ...]]], ...] = (
        ("Complexity", lambda e: (str(e.complexity),) if e.complexity is not None else ()),
        ("Viewers listed", lambda e: e.viewers),
        ("Rate limits", lambda e: tuple(words.rate_text(limit) for limit in e.rate_limits)),
        ("Authorization", lambda e: _authorization(e)),
        ("Endpoint", lambda e: (e.endpoint,) if e.endpoint else ()),
        ("Specified by", lambda e: (e.specified_by,) if e.specified_by else ()),
        ("Input rule", lambda e: ("exactly one field must be given",) if e.one_of else ()),
        ("Locations", lambda e: e.locations),
        ("Repeatable", lambda e: ("yes",) if e.repeatable else ()),
        ("Directives", _directives),
    )
    made = []
    for label, maker in makers:
        pairs = [(region, said) for region, e in found.items() if (said := maker(e))]
        if pairs:
            made.append(Fact(label, variants(pairs, tuple(found))))
    return tuple(made)


def _authorization(element: Element) -> tuple[str, ...]:
    return ("the Authorization header must be set",) if element.requires_authorization else ()


def _directives(element: Element) -> tuple[str, ...]:
    texts = []
    for use in element.directives:
        given = ", ".join(f"{name}: {value}" for name, value in use.arguments.items())
        texts.append(f"@{use.name}({given})" if given else f"@{use.name}")
    return tuple(texts)


def origins(world: World, coordinate: str) -> tuple[Origin, ...]:
    """Where each region's source says it, and how old that source is."""
    made = []
    for region, element in world.at(coordinate).items():
        snapshot = world.indexes[region].snapshot
        at = element.source
        captured = {source.path: source.captured for source in snapshot.sources}
        date = captured.get(at.path, snapshot.captured) if at else snapshot.captured
        place = f"{at.path}, line {at.line}" if at else "no line known"
        made.append(Origin(region, world.titles[region], place, words.age(date, world.today)))
    return tuple(made)
