"""Calendars and feeds of the site: for each list that has some, as files beside its page.

In: `World`, the site's title and address. Out: `File`s, and what a page's head says of them. A
module of its own because these are read by programs, far from the page that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from schemadoc.compare.calendar import Entry
from schemadoc.render import changelog, deprecations
from schemadoc.render.views import File, Site
from schemadoc.render.world import World
from schemadoc.reports import atom, subscriptions
from schemadoc.reports.subscriptions import Listed


def files(world: World, site: Site) -> Iterator[File]:
    """Every calendar and every feed."""
    for region in (None, *world.ids):
        page = deprecations.path(region)
        yield File(deprecations.beside(page, "ics"), partial(_calendar, world, site, region))
        yield File(deprecations.beside(page, "xml"), partial(_deprecations, world, site, region))
    regions = changelog.recorded(world)
    for region in (None, *regions) if regions else ():
        file = deprecations.beside(changelog.path(region), "xml")
        yield File(file, partial(_changes, world, site, region))


def _listed(world: World, site: Site, region: str | None) -> Listed:
    titles = (world.titles[region],) if region else ()
    page = deprecations.path(region)
    stem = page.removeprefix(f"{subscriptions.FOLDER}/").removesuffix(".html")
    return Listed(site.title, titles, stem, site.base_url)


def _entries(world: World, region: str | None) -> tuple[list[Entry], dict[str, str | None]]:
    """A list's entries, and where their elements stand."""
    entries = [entry for entry in world.calendar if region in (None, entry.region)]
    return entries, {entry.coordinate: world.href(entry.coordinate) for entry in entries}


def _calendar(world: World, site: Site, region: str | None) -> str:
    entries, paths = _entries(world, region)
    return subscriptions.calendar(_listed(world, site, region), entries, world.today, paths)


def _deprecations(world: World, site: Site, region: str | None) -> str:
    entries, paths = _entries(world, region)
    captured = {one: world.captured(one) for one in world.ids}
    listed = _listed(world, site, region)
    return subscriptions.feed(listed, entries, world.today, captured, paths)


def _changes(world: World, site: Site, region: str | None) -> str:
    page = changelog.path(region)
    feed = atom.Feed(
        title=f"{site.title}: {changelog.title(world, region)}",
        site=site.title,
        path=deprecations.beside(page, "xml"),
        page=page,
        base_url=site.base_url,
    )
    return atom.render(feed, changelog.items(world, region), world.today)
