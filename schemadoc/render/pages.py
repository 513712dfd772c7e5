"""Every page of the site: its path, its template, and how its view is made.

In: `World`, the site as a whole, the guides. Out: `Page`s in a fixed order, the navigation, the
ages of the sources. A module of its own because this list is the site's map and nothing but that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from schemadoc.model import OPERATION_OF, OPERATIONS
from schemadoc.render import (
    changelog,
    codes,
    compat,
    cuts,
    deprecations,
    fulltext,
    guides,
    home,
    listings,
    operations,
    pairs,
    removed,
    types,
    words,
)
from schemadoc.render.listviews import PlainView
from schemadoc.render.views import Head, Link, Page, Site
from schemadoc.render.world import World


def all_pages(world: World, site: Site, texts: Sequence[tuple[str, str]]) -> list[Page]:
    """The whole site.

    Args:
        world: all regions.
        site: its title, and what else it has.
        texts: guides, as `resources.guides` gives them.
    """
    listed = guides.listed(texts)
    return [
        Page("index.html", "home.html", partial(home.home_view, world, site.title, listed)),
        Page("404.html", "404.html", _not_found),
        *_regions(world),
        *_operations(world),
        *_types(world),
        *_errors(world),
        *deprecations.pages(world),
        *_matrix(world),
        *_changes(world),
        *guides.pages(texts),
        *((fulltext.page(),) if site.full_text else ()),
    ]


def _not_found() -> PlainView:
    return PlainView(Head("404.html", "Page not found", "This address leads nowhere."))


def _regions(world: World) -> Iterator[Page]:
    for region in world.inputs:
        path, others = home.region_path(region.id), pairs.of_region(world, region.id)
        yield Page(path, "region.html", partial(home.region_view, world, region, others))


def _index(world: World, kind: str) -> Iterator[Page]:
    names = world.named(kind)
    for path, letter in listings.index_pages(kind, names):
        view = partial(listings.index_view, world, kind, path, letter)
        yield Page(path, "index.html", view, watched=True)


def _operations(world: World) -> Iterator[Page]:
    for operation in OPERATIONS:
        fields = world.root_fields(operation)
        if fields or world.path(_root(operation)):
            yield from _index(world, operation)
        for coordinate in fields:
            view = partial(operations.operation_view, world, operation, coordinate)
            yield Page(world.path(coordinate) or "", "operation.html", view, watched=True)


def _root(operation: str) -> str:
    return next(name for name, named in OPERATION_OF.items() if named == operation)


def _types(world: World) -> Iterator[Page]:
    overview = partial(listings.types_view, world)
    yield Page("types/index.html", "types.html", overview, watched=True)
    for kind in listings.TYPE_FOLDERS:
        names = world.named(kind)
        if names:
            yield from _index(world, kind)
        for name in names:
            view = partial(types.type_view, world, name)
            yield Page(world.path(name) or "", "type.html", view, watched=True)


def _errors(world: World) -> Iterator[Page]:
    found = codes.catalogue_cuts(world)
    for cut in found:
        view: partial[Any] = partial(codes.catalogue_view, world, found, cut)
        yield Page(cuts.numbered("errors/index.html", cut.number), "errors.html", view)
    for at, entry in enumerate(world.catalogue):
        found = codes.code_cuts(world, at)
        for cut in found:
            path = cuts.numbered(world.code_href(entry.code) or "", cut.number)
            yield Page(path, "error.html", partial(codes.code_view, world, at, found, cut))


def _matrix(world: World) -> Iterator[Page]:
    """The regions side by side, where there is more than one."""
    if not is_compared(world):
        return
    apart_in = compat.apart_in(world)
    parts = compat.parts(world)
    both = pairs.all_pairs(world, parts, apart_in)
    lines, choices = pairs.lines(world, both), pairs.choices(world)
    overview = partial(compat.compare_view, world, parts, lines)
    yield Page("compare/index.html", "compare.html", overview)
    for part, others in compat.filtered(world, parts):
        for cut in part.cuts:
            view = partial(compat.matrix_view, world, part, cut, others, apart_in, choices)
            yield Page(cuts.numbered(part.path, cut.number), "matrix.html", view)
    yield from pairs.pages(world, both)


def is_compared(world: World) -> bool:
    """Whether there is anything to set beside each other."""
    return len(world.ids) > 1


def _changes(world: World) -> Iterator[Page]:
    regions = changelog.recorded(world)
    for region in (None, *regions) if regions else ():
        view = partial(changelog.changelog_view, world, region)
        yield Page(changelog.path(region), "changelog.html", view)
    for coordinate in world.gone_pages():
        path = world.path(coordinate) or ""
        last = partial(removed.removed_view, world, coordinate)
        yield Page(path, "removed.html", last, watched=True)


def navigation(world: World, site: Site) -> tuple[tuple[str, Link], ...]:
    """The bar on every page: sections with their links."""
    found = [
        (operation, Link(words.KIND_WORDS[operation][1].capitalize(), f"{operation}/index.html"))
        for operation in OPERATIONS
        if world.path(_root(operation))
    ]
    named = ("changelog", Link("Changelog", changelog.INDEX))
    changes = (named,) if changelog.recorded(world) else ()
    compared = (("compare", compat.COMPARE),) if is_compared(world) else ()
    return (
        *found,
        ("types", Link("Types", "types/index.html")),
        ("errors", Link("Errors", "errors/index.html")),
        ("deprecations", Link("Deprecations", "deprecations/index.html")),
        *compared,
        *changes,
        ("guides", Link("Guides", "guides/index.html")),
        *(((fulltext.SECTION, fulltext.LINK),) if site.full_text else ()),
    )


def destinations(world: World, site: Site, texts: Sequence[tuple[str, str]]) -> list[Link]:
    """What the search finds beside elements and codes: sections, regions, guides."""
    return [
        *(link for _, link in navigation(world, site)),
        *(Link(region.title, home.region_path(region.id)) for region in world.inputs),
        *guides.listed(texts),
    ]


def region_ages(world: World) -> tuple[Link, ...]:
    """How old each region's newest source is, for the foot of every page."""
    found = []
    for region in world.inputs:
        age = words.age(world.captured(region.id), world.today)
        found.append(Link(region.title, home.region_path(region.id), age))
    return tuple(found)
