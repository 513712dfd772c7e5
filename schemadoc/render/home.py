"""The home page and the page of each region: sources, their age, what they speak for.

In: `World`. Out: `HomeView`, `RegionView`. A module of its own because this is where a newcomer
learns what the site can and cannot know.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemadoc.diagnostics import IDS, Diagnostic
from schemadoc.model import OPERATION_OF, OPERATIONS, Source
from schemadoc.render import changelog, deprecations, urls, words
from schemadoc.render.codes import HOME
from schemadoc.render.listings import kind_counts
from schemadoc.render.listviews import HomeView, OddKind, RegionCard, RegionView, SourceLine
from schemadoc.render.views import Head, Link
from schemadoc.render.world import RegionInput, World

# What the home page shows of a longer list.
FIRST = 8


def region_path(region: str) -> str:
    """The page of a region."""
    return f"regions/{urls.file_stem(region)}.html"


def home_view(world: World, title: str, guides: Sequence[Link]) -> HomeView:
    """The home page."""
    overdue = [entry for entry in world.calendar if entry.status == "overdue"]
    due = [entry for entry in world.calendar if entry.status == "due"]
    heading = "Due next"
    if not due:
        due = [entry for entry in world.calendar if entry.status == "scheduled"]
    shown_due = deprecations.lines(world, due)
    shown_overdue = deprecations.lines(world, overdue)
    return HomeView(
        head=Head(
            path="index.html",
            title=title,
            summary=f"{title}: {_of(len(world.ids))}.",
            section="home",
        ),
        regions=tuple(_card(world, region) for region in world.inputs),
        kinds=kind_counts(world),
        codes=len(world.catalogue),
        deprecations=len(world.calendar),
        overdue=shown_overdue[-FIRST:][::-1],
        overdue_total=len(shown_overdue),
        due=shown_due[:FIRST],
        due_total=len(shown_due),
        due_heading=heading,
        guides=tuple(guides),
        changed=changelog.newest(world, FIRST),
    )


def _of(regions: int) -> str:
    return "the reference" if regions == 1 else f"one reference of {regions} regions side by side"


def _card(world: World, region: RegionInput) -> RegionCard:
    totals = _counts(world, region)
    return RegionCard(
        id=region.id,
        title=region.title,
        href=region_path(region.id),
        docs=region.docs,
        sources=_sources(world, region),
        counts=(
            *(words.plural(totals[kind], kind) for kind in OPERATIONS if totals[kind]),
            f"{totals['types']:,} {'type' if totals['types'] == 1 else 'types'}",
        ),
        coverage=words.coverage_lines(region.snapshot.coverage),
        odd_total=len(region.diagnostics),
    )


def _counts(world: World, region: RegionInput) -> dict[str, int]:
    """Root fields by operation, and named types."""
    index = world.indexes[region.id]
    totals: dict[str, int] = {o: len(index.root_fields(o)) for o in OPERATIONS}
    types = sum(1 for element in index.types() if element.coordinate not in OPERATION_OF)
    totals["types"] = types
    return totals


def _sources(world: World, region: RegionInput) -> tuple[SourceLine, ...]:
    return tuple(_source(world, region, source) for source in region.snapshot.sources)


def _source(world: World, region: RegionInput, source: Source) -> SourceLine:
    captured = source.captured or region.snapshot.captured
    return SourceLine(
        path=source.path,
        kind=words.SOURCE_WORDS[source.kind],
        layout=source.layout,
        age=words.age(captured, world.today),
    )


def region_view(world: World, region: RegionInput, pairs: tuple[Link, ...]) -> RegionView:
    """The page of one region, which leads to its comparison with each other one."""
    totals: dict[str, int] = {}
    for element in region.snapshot.elements:
        totals[element.element] = totals.get(element.element, 0) + 1
    return RegionView(
        head=Head(
            path=region_path(region.id),
            title=region.title,
            summary=f"What is known of the region {region.title}, and from which sources.",
            section="home",
            crumbs=(HOME,),
        ),
        id=region.id,
        title=region.title,
        docs=region.docs,
        sources=_sources(world, region),
        coverage=words.coverage_lines(region.snapshot.coverage),
        counts=tuple(
            (words.KIND_WORDS[kind][1], totals[kind]) for kind in words.KIND_WORDS if kind in totals
        ),
        oddities=_oddities(region.diagnostics),
        odd_total=len(region.diagnostics),
        links=(Link("Its deprecations", deprecations.list_path(world, region.id)),),
        pairs=pairs,
    )


def _oddities(diagnostics: Sequence[Diagnostic]) -> tuple[OddKind, ...]:
    by_id: dict[str, list[str]] = {}
    for found in diagnostics:
        by_id.setdefault(found.id, []).append(f"{found.path}:{found.line}: {found.message}")
    return tuple(OddKind(id_, IDS.get(id_, ""), tuple(by_id[id_])) for id_ in sorted(by_id))
