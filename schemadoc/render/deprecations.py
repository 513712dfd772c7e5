"""The deprecation list as pages: for all regions together and for each one.

In: `World` with its calendar. Out: `DeprecationsView`s. A module of its own because a deprecation
that regions word and date alike is one line here, and one line a region in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemadoc.compare.calendar import Entry
from schemadoc.lifecycle import Status
from schemadoc.render import codes, urls
from schemadoc.render.listviews import DeprecationGroup, DeprecationLine, DeprecationsView
from schemadoc.render.members import deprecation_note
from schemadoc.render.timeline import timeline_view
from schemadoc.render.views import Alternate, DeprecationNote, Head, Link
from schemadoc.render.world import World

_GROUPS: tuple[tuple[Status, str, str], ...] = (
    ("overdue", "Overdue", "The removal date is past, and the captured source still shows them."),
    ("due", "Due soon", "The removal date is at most 90 days away."),
    ("scheduled", "Scheduled", "The removal date is more than 90 days away."),
    ("undated", "Undated", "Deprecated, and no removal date is given."),
)


def path(region: str | None) -> str:
    """The list of all regions, or of one."""
    return f"deprecations/{urls.file_stem(region)}.html" if region else "deprecations/index.html"


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
        DeprecationLine(Link(coordinate, world.href(coordinate)), tuple(regions), note)
        for (coordinate, note), regions in joined.items()
    )


def deprecations_view(world: World, region: str | None) -> DeprecationsView:
    """The list of one region, or of all."""
    entries = [entry for entry in world.calendar if region in (None, entry.region)]
    made = []
    for status, heading, explanation in _GROUPS:
        found = lines(world, [entry for entry in entries if entry.status == status])
        if found:
            made.append(DeprecationGroup(status, heading, explanation, found))
    parent = (Link("Deprecations", path(None)),) if region else ()
    return DeprecationsView(
        head=Head(
            path=path(region),
            title=title(world, region),
            summary="What is deprecated, when it is to be removed, and what replaces it.",
            section="deprecations",
            crumbs=(codes.HOME, *parent),
            alternates=_alternates(world, region),
        ),
        today=world.today.isoformat(),
        region=region,
        total=sum(len(group.lines) for group in made),
        switches=_switches(world, region),
        timeline=timeline_view(world, entries),
        groups=tuple(made),
    )


def _alternates(world: World, region: str | None) -> tuple[Alternate, ...]:
    named = title(world, region)
    return (
        Alternate("application/atom+xml", f"{named}: feed", beside(path(region), "xml")),
        Alternate("text/calendar", f"{named}: calendar", beside(path(region), "ics")),
    )


def _switches(world: World, here: str | None) -> tuple[Link, ...]:
    """Links to the other lists; the one shown has no address."""
    totals = dict.fromkeys(world.ids, 0)
    for entry in world.calendar:
        totals[entry.region] += 1
    found = [Link("All regions", None if here is None else path(None))]
    for region in world.ids:
        href = None if here == region else path(region)
        found.append(Link(world.titles[region], href, f"{totals[region]:,}"))
    return tuple(found)
