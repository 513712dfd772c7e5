"""The deprecation list as pages: for all regions together and for each one.

In: `World` with its calendar. Out: `DeprecationsView`s, several of a long list. A module of its own
because a deprecation that regions word and date alike is one line here, and one line a region in
the calendar; and because a day's lines may stand on another page than the picture of all days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from schemadoc import coordinates
from schemadoc.compare.calendar import Entry
from schemadoc.model import OPERATION_OF
from schemadoc.render import codes, cuts, timeline, urls, words
from schemadoc.render.cuts import Cut
from schemadoc.render.listviews import (
    DeprecationGroup,
    DeprecationLine,
    DeprecationsView,
)
from schemadoc.render.members import deprecation_note
from schemadoc.render.views import Alternate, DeprecationNote, Head, Link, Page
from schemadoc.render.world import World

# What a page may hold of lines and picture: reckoned high, which leaves room for its frame.
_NODES = 2_000
# A line's own: the row, its cells, the element.
_NODES_A_LINE = 6

_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("overdue", "Overdue", "The removal date is past, and the captured source still shows them."),
    ("due", "Due soon", "The removal date is at most 90 days away."),
    ("scheduled", "Scheduled", "The removal date is more than 90 days away."),
    ("undated", "Undated", "Deprecated, and no removal date is given."),
)


def path(region: str | None) -> str:
    """The list of all regions, or of one."""
    return f"deprecations/{urls.file_stem(region)}.html" if region else "deprecations/index.html"


def list_path(world: World, region: str) -> str:
    """Where a region's deprecations stand: among all of them where no other region is."""
    return path(region if len(world.ids) > 1 else None)


def beside(page: str, suffix: str) -> str:
    """The file of a list for programs, beside its page."""
    return f"{page.removesuffix('.html')}.{suffix}"


def title(world: World, region: str | None) -> str:
    """What the list is called."""
    return f"Deprecations in {world.titles[region]}" if region else "Deprecations"


def lines(world: World, entries: Iterable[Entry]) -> tuple[DeprecationLine, ...]:
    """Entries with those joined that differ in nothing but the region."""
    joined: dict[tuple[str, DeprecationNote], list[str]] = {}
    for entry in entries:
        element = world.at(entry.coordinate)[entry.region]
        note = deprecation_note(world, element, entry)
        joined.setdefault((entry.coordinate, note), []).append(entry.region)
    return tuple(
        DeprecationLine(
            Link(coordinate, world.href(coordinate)), tuple(regions), note, _kind(world, coordinate)
        )
        for (coordinate, note), regions in joined.items()
    )


class Listing(NamedTuple):
    """The lines of one list, cut into pages; `entries` are the calendar's behind them."""

    region: str | None
    entries: tuple[Entry, ...]
    lines: tuple[DeprecationLine, ...]
    cuts: tuple[Cut, ...]


def pages(world: World) -> Iterator[Page]:
    """Every page of every list; where there is one region, its list is that of all."""
    for region in (None, *(world.ids if len(world.ids) > 1 else ())):
        found = listing(world, region)
        for cut in found.cuts:
            view = partial(deprecations_view, world, found, cut)
            yield Page(cuts.numbered(path(region), cut.number), "deprecations.html", view)


def listing(world: World, region: str | None) -> Listing:
    """The list of one region, or of all."""
    entries = tuple(entry for entry in world.calendar if region in (None, entry.region))
    found = lines(world, entries)
    weights = [_weight(line) for line in found]
    if weights:
        weights[0] += timeline.weight(entries)
    return Listing(region, entries, found, tuple(cuts.cuts(weights, most=_NODES)))


def _weight(line: DeprecationLine) -> int:
    """How many nodes a line has in a browser, or a few more."""
    note = line.note
    reason = 1 + note.reason.count("`") // 2 if note.reason else 0
    dates = 2 * bool(note.remove_on) + bool(note.marked_on)
    replacements = 1 + len(note.replacements) if note.replacements else 0
    return _NODES_A_LINE + reason + dates + replacements + 2 * bool(note.url)


def deprecations_view(world: World, found: Listing, cut: Cut) -> DeprecationsView:
    """One page of a list; the picture of all days stands on the first."""
    region = found.region
    parent = (Link("Deprecations", path(None)),) if region else ()
    before, after = cuts.turn(path(region), found.cuts, cut.number)
    return DeprecationsView(
        head=Head(
            path=cuts.numbered(path(region), cut.number),
            title=title(world, region) + cuts.of_pages(found.cuts, cut.number),
            summary="What is deprecated, when it is to be removed, and what replaces it.",
            section="deprecations",
            crumbs=(codes.HOME, *parent),
            previous=before,
            following=after,
            alternates=_alternates(world, region),
        ),
        today=world.today.isoformat(),
        region=region,
        total=len(found.lines),
        switches=_switches(world, region),
        timeline=timeline.timeline_view(world, found.entries, _places(found))
        if cut.number == 1
        else None,
        groups=tuple(_groups(found, cut)),
        kinds=tuple(dict.fromkeys(one.kind for one in found.lines[cut.start : cut.end])),
        pages=cuts.pager(path(region), found.cuts, cut.number, partial(_first, found)),
    )


def _shown(found: Listing, cut: Cut) -> list[DeprecationLine]:
    """A page's lines; each day's first one has an id, which the picture leads to."""
    first: dict[str | None, int] = {}
    for at, line in enumerate(found.lines):
        first.setdefault(line.note.remove_on, at)
    return [
        line._replace(anchor=_anchor(day)) if day and first[day] == at else line
        for at, line in enumerate(found.lines[cut.start : cut.end], cut.start)
        for day in (line.note.remove_on,)
    ]


def _groups(found: Listing, cut: Cut) -> Iterator[DeprecationGroup]:
    """A page's lines by status."""
    told = {status: (heading, explanation) for status, heading, explanation in _GROUPS}
    totals = Counter(line.note.status for line in found.lines)
    for status, some in groupby(_shown(found, cut), key=lambda line: line.note.status):
        yield DeprecationGroup(status, *told[status], totals[status], tuple(some))


def _anchor(day: str) -> str:
    return f"s-on-{day}"


def _places(found: Listing) -> dict[str, str]:
    """Where the lines of each day begin."""
    places: dict[str, str] = {}
    for cut in found.cuts:
        page = cuts.numbered(path(found.region), cut.number)
        for line in found.lines[cut.start : cut.end]:
            day = line.note.remove_on
            if day is not None:
                places.setdefault(day, f"{page}#{_anchor(day)}")
    return places


def _first(found: Listing, at: int) -> str:
    """A page's first line, as the pager names it."""
    return found.lines[at].note.remove_on or "no date"


def _kind(world: World, coordinate: str) -> str:
    """What an element is, in a word."""
    operation = OPERATION_OF.get(coordinates.parent(coordinate) or "")
    if operation is not None:
        return words.KIND_WORDS[operation][0]
    return next(words.KIND_WORDS[e.element][0] for e in world.at(coordinate).values())


def _alternates(world: World, region: str | None) -> tuple[Alternate, ...]:
    named = title(world, region)
    return (
        Alternate("application/atom+xml", f"{named}: feed", beside(path(region), "xml")),
        Alternate("text/calendar", f"{named}: calendar", beside(path(region), "ics")),
    )


def _switches(world: World, here: str | None) -> tuple[Link, ...]:
    """Links to the other lists, if there are any; the one shown has no address."""
    if len(world.ids) == 1:
        return ()
    totals = dict.fromkeys(world.ids, 0)
    for entry in world.calendar:
        totals[entry.region] += 1
    found = [Link("All regions", None if here is None else path(None))]
    for region in world.ids:
        href = None if here == region else path(region)
        found.append(Link(world.titles[region], href, f"{totals[region]:,}"))
    return tuple(found)
