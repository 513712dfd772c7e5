"""Error codes as pages show them: a row for each code of an element, the catalogue, a code's page.

In: `World`. Out: `ErrorRow`s, `CatalogueView`, `CodeView`. A module of its own because codes and
their messages are the one thing that regions word differently most often, and drift must show.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemadoc.compare import catalogue
from schemadoc.model import Element
from schemadoc.render import cuts
from schemadoc.render.cuts import Cut
from schemadoc.render.listviews import CatalogueView, CodeEntry, CodeUse, CodeView
from schemadoc.render.variants import Cell
from schemadoc.render.views import ErrorRow, Head, Link, Said
from schemadoc.render.world import World

HOME = Link("Home", "index.html")
CATALOGUE = Link("Errors", "errors/index.html")


def rows(world: World, coordinate: str, only: Sequence[str] | None = None) -> tuple[ErrorRow, ...]:
    """The error matrix of an element: codes in the order of the first region that lists them.

    Args:
        world: all regions.
        coordinate: of the element.
        only: the regions to be shown; None: all.
    """
    found = {r: e for r, e in world.at(coordinate).items() if only is None or r in only}
    messages: dict[str, dict[str, list[str]]] = {}
    for region, element in found.items():
        for error in element.errors or ():
            said = messages.setdefault(error.code, {}).setdefault(error.message, [])
            if region not in said:
                said.append(region)
    return tuple(
        ErrorRow(
            code=code,
            href=world.code_href(code),
            messages=tuple(Said(text, tuple(regions)) for text, regions in texts.items()),
            drift=len(texts) > 1,
            cells=tuple(Cell(r, world.titles[r], _word(e, code)) for r, e in found.items()),
        )
        for code, texts in messages.items()
    )


def _word(element: Element, code: str) -> str:
    if element.errors is None:
        return "unknown"
    times = sum(error.code == code for error in element.errors)
    if times:
        return "listed" if times == 1 else f"listed {times} times"
    return "not listed"


def notes(world: World, coordinate: str, elsewhere: Collection[str]) -> tuple[str, ...]:
    """What an operation's regions do not say of errors.

    Args:
        world: all regions.
        coordinate: of the operation.
        elsewhere: the regions that list errors at the returned type.
    """
    found = world.at(coordinate)
    without = {
        word: [r for r, e in found.items() if e.errors == said and r not in elsewhere]
        for word, said in (("silent", None), ("empty", ()))
    }
    beside = [r for r in found if r in elsewhere and not found[r].errors]
    sentences = (
        ("Shown without any error listed: {}.", without["empty"]),
        ("Listed at the returned type alone: {}.", beside),
        ("Unknown, since the sources do not speak of its errors: {}.", without["silent"]),
    )
    return tuple(text.format(", ".join(regions)) for text, regions in sentences if regions)


def catalogue_cuts(world: World) -> list[Cut]:
    """The pages of the catalogue."""
    return cuts.cuts([_entry_nodes(entry) for entry in world.catalogue])


def _entry_nodes(entry: catalogue.Entry) -> int:
    """What a line costs in a browser; a message that is the only one needs no node of its own."""
    messages = 2 * len(entry.messages) + 1 if len(entry.messages) > 1 else 0
    return 5 + messages + len(entry.raised_by) + len(entry.mentioned_by)


def catalogue_view(world: World, found: Sequence[Cut], cut: Cut) -> CatalogueView:
    """A page of the list of codes, with their messages and how many elements raise each."""
    path = "errors/index.html"
    before, after = cuts.turn(path, found, cut.number)
    head = Head(
        path=cuts.numbered(path, cut.number),
        title=f"Errors{cuts.of_pages(found, cut.number)}",
        summary=f"{len(world.catalogue):,} error codes, with their messages in each region.",
        section="errors",
        crumbs=(HOME,) if cut.number == 1 else (HOME, CATALOGUE),
        previous=before,
        following=after,
    )
    shown = world.catalogue[cut.start : cut.end]
    pages = cuts.pager(path, found, cut.number, lambda at: world.catalogue[at].code)
    entries = tuple(_entry(world, entry) for entry in shown)
    return CatalogueView(head, len(world.catalogue), _silent(world), entries, pages)


def _silent(world: World) -> tuple[str, ...]:
    return tuple(r for r, index in world.indexes.items() if not index.snapshot.coverage.errors)


def _said(entry: catalogue.Entry) -> tuple[Said, ...]:
    return tuple(Said(message.text, tuple(message.regions)) for message in entry.messages)


def _entry(world: World, entry: catalogue.Entry) -> CodeEntry:
    said = _said(entry)
    return CodeEntry(
        code=entry.code,
        href=world.code_href(entry.code) or "",
        messages=said,
        drift=len(said) > 1,
        raised=_totals(world, entry.raised_by),
        mentioned=_totals(world, entry.mentioned_by),
    )


def _totals(world: World, by: dict[str, tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    return tuple((region, len(by[region])) for region in world.ids if by.get(region))


def code_cuts(world: World, at: int) -> list[Cut]:
    """The pages of one code of the catalogue: most are one, and some are raised by half the API."""
    raised, mentioned = _used(world.catalogue[at])
    return cuts.cuts([3 + len(world.ids)] * len(raised + mentioned))


def code_view(world: World, at: int, found: Sequence[Cut], cut: Cut) -> CodeView:
    """A page of one code of the catalogue, by its place there."""
    entry = world.catalogue[at]
    said = _said(entry)
    path = world.code_href(entry.code) or ""
    raised, mentioned = _used(entry)
    named = (raised + mentioned)[cut.start : cut.end]
    head = Head(
        path=cuts.numbered(path, cut.number),
        title=f"{entry.code}{cuts.of_pages(found, cut.number)}",
        summary=said[0].text if said and said[0].text else f"The error code {entry.code}.",
        section="errors",
        crumbs=(HOME, CATALOGUE),
        previous=_neighbour(world, at - 1),
        following=_neighbour(world, at + 1),
    )
    return CodeView(
        head=head,
        code=entry.code,
        messages=said,
        drift=len(said) > 1,
        silent=_silent(world),
        raised=len(raised),
        mentioned=len(mentioned),
        uses=_uses(world, entry, named),
        pages=cuts.pager(path, found, cut.number, lambda at: (raised + mentioned)[at]),
    )


def _used(entry: catalogue.Entry) -> tuple[list[str], list[str]]:
    """Who raises a code in any region, and who only mentions it: what is called, then types."""
    raised = {coordinate for found in entry.raised_by.values() for coordinate in found}
    mentioned = {coordinate for found in entry.mentioned_by.values() for coordinate in found}
    return sorted(raised, key=_called_first), sorted(mentioned - raised, key=_called_first)


def _called_first(coordinate: str) -> tuple[bool, str]:
    return "." not in coordinate, coordinate


def _neighbour(world: World, at: int) -> Link | None:
    if not 0 <= at < len(world.catalogue):
        return None
    code = world.catalogue[at].code
    return Link(code, world.code_href(code))


def _uses(world: World, entry: catalogue.Entry, named: Sequence[str]) -> tuple[CodeUse, ...]:
    raised = {(r, c) for r, found in entry.raised_by.items() for c in found}
    mentioned = {(r, c) for r, found in entry.mentioned_by.items() for c in found}
    raising = {c for _, c in raised}
    return tuple(
        CodeUse(
            Link(coordinate, world.href(coordinate)),
            coordinate in raising,
            tuple(
                Cell(r, world.titles[r], _use(world, r, coordinate, raised, mentioned))
                for r in world.ids
            ),
        )
        for coordinate in named
    )


def _use(
    world: World,
    region: str,
    coordinate: str,
    raised: set[tuple[str, str]],
    mentioned: set[tuple[str, str]],
) -> str:
    """What a region says of a code at an element; silence is no answer."""
    if (region, coordinate) in raised:
        return "listed"
    if (region, coordinate) in mentioned:
        return "mentioned"
    element = world.at(coordinate).get(region)
    if element is None:
        word = world.presence(coordinate)[region]
        return "no such element" if word == "absent" else "unknown"
    return "not listed" if element.errors is not None else "unknown"
