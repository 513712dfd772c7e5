"""The twins of list pages as Markdown.

In: the views of lists and overviews. Out: Markdown, with links to other twins. A module of its own
beside `plaintext` because lists grow with what is listed and elements with what is said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from schemadoc.render import plaintext
from schemadoc.render.changelog import ChangelogView
from schemadoc.render.listviews import (
    CatalogueView,
    CodeView,
    CompareView,
    DeprecationsView,
    GuidesView,
    GuideView,
    HomeView,
    IndexView,
    KindCount,
    MatrixView,
    RegionView,
    TypesView,
)
from schemadoc.render.pairviews import PairView
from schemadoc.render.plaintext import link, said
from schemadoc.render.views import Link, OperationView, RemovedView, TypeView
from schemadoc.reports.markdown import code, escape

Lines = Iterator[str]


def render(view: Any, root: str) -> str:
    """The Markdown of any page; a page that only leads on has its title and what it is."""
    if isinstance(view, GuideView):
        return f"# {escape(view.head.title)}\n\n{view.markdown.strip()}\n"
    writer = _WRITERS.get(type(view))
    if writer is None:
        return "\n".join([*_head(view), ""])
    lines = list(writer(view, root))
    titled = lines if lines and lines[0].startswith("# ") else [*_head(view), *lines]
    return "\n".join([*titled, ""])


def _head(view: Any) -> Lines:
    yield from (f"# {escape(view.head.title)}", "", escape(view.head.summary), "")


def _home(view: HomeView, root: str) -> Lines:
    for region in view.regions:
        yield f"- {link(Link(region.title, region.href), root)}: {', '.join(region.counts)}"
        yield from (f"  - {escape(s.kind)} {code(s.path)}, {s.age}" for s in region.sources)
    yield from ("", "## What there is", "", *_counts(view.kinds, root))
    yield f"- [{view.codes:,} error codes]({root}errors/index.md)"
    yield f"- [{view.deprecations:,} deprecations]({root}deprecations/index.md)"
    if view.changed:
        yield from ("", "## What changed last", "")
        yield from (f"- {link(item, root)}: {escape(item.note or '')}" for item in view.changed)


def _counts(kinds: tuple[KindCount, ...], root: str) -> Lines:
    for kind in kinds:
        by = ", ".join(f"{region} {total}" for region, total in kind.by_region)
        yield f"- {link(Link(kind.title, kind.href), root)}: {kind.total:,} ({escape(by)})"


def _region(view: RegionView, root: str) -> Lines:
    yield from (f"- {escape(s.kind)} {code(s.path)}, {s.age}" for s in view.sources)
    yield from ("", "## What they speak for", "", *(f"- {escape(x)}" for x in view.coverage))
    yield from ("", "## What was read", "", *(f"- {kind}: {n:,}" for kind, n in view.counts))
    yield from ("", f"## Oddities ({view.odd_total:,})")
    for odd in view.oddities:
        yield from ("", f"### {code(odd.id)}", "", *(f"- {escape(line)}" for line in odd.lines))
    yield from ("", *(f"- {link(item, root)}" for item in view.links))
    if view.pairs:
        yield from ("", "## Compared with another region", "")
        yield from (f"- {link(item, root)}" for item in view.pairs)


def _index(view: IndexView, root: str) -> Lines:
    yield from (f"- {link(letter, root)} ({letter.note})" for letter in view.letters)
    for _, entries in view.groups:
        for entry in entries:
            old = f" (deprecated in {', '.join(entry.deprecated)})" if entry.deprecated else ""
            summary = f": {escape(entry.summary)}" if entry.summary else ""
            yield f"- {link(entry.link, root, True)}{old}{summary}"


def _types(view: TypesView, root: str) -> Lines:
    return _counts(view.kinds, root)


def _catalogue(view: CatalogueView, root: str) -> Lines:
    for entry in view.entries:
        texts = "; ".join(f"{escape(m.text)}{said(m.regions)}" for m in entry.messages)
        yield f"- {link(Link(entry.code, entry.href), root, True)}: {texts or 'no message'}"
    yield from _pages(view.pages, root)


def _code(view: CodeView, root: str) -> Lines:
    yield from (f"- {escape(m.text or 'no message')}{said(m.regions)}" for m in view.messages)
    yield from ("", "## Who raises or mentions it", "")
    for use in view.uses:
        cells = ", ".join(f"{cell.region} {cell.word}" for cell in use.cells)
        yield f"- {link(use.link, root, True)}: {escape(cells)}"
    yield from _pages(view.pages, root)


def _deprecations(view: DeprecationsView, root: str) -> Lines:
    for group in view.groups:
        yield from ("", f"## {group.title} ({group.total:,})", "")
        for line in group.lines:
            told = plaintext.deprecation(line.note, root)
            yield f"- {link(line.link, root, True)}{said(line.regions)}: {told}"
    if view.pages:
        yield from ("", "## Pages", "")
        yield from (f"- {link(item, root)} {escape(item.note or '')}" for item in view.pages)


def _compare(view: CompareView, root: str) -> Lines:
    for part in view.parts:
        rows = link(part.rows, root)
        yield f"- {rows}: {part.rows.note} rows; differing: {link(part.differing, root)}"
    yield from ("", "## Two regions at a time", "")
    for pair in view.pairs:
        counts = pair.counts
        yield (
            f"- {link(Link(counts.title, pair.href), root)}: {counts.alike:,} alike,"
            f" {counts.differing:,} different, {sum(counts.only):,} only in one,"
            f" {sum(counts.unknown):,} unknown in one"
        )


def _matrix(view: MatrixView, root: str) -> Lines:
    for row in view.rows:
        cells = ", ".join(f"{cell.region} {cell.word}" for cell in row.cells)
        # The longest pages of a site: a link for each row would double them.
        yield f"- {code(row.link.text)}: {escape(cells)}"
        for one in row.differences:
            values = "; ".join(f"{code(v.text)}{said(v.regions)}" for v in one.values)
            shared = f", {one.shared:,} alike" if one.shared else ""
            yield f"  - {escape(one.aspect)}{shared}: {values}"
    yield from _pages(view.pages, root)


def _pair(view: PairView, root: str) -> Lines:
    one, other = (region.note for region in view.regions)
    for part in view.counts:
        yield (
            f"- {escape(part.title)}: {part.alike:,} alike, {part.differing:,} different, only in"
            f" {one} {part.only[0]:,}, only in {other} {part.only[1]:,}, unknown in {one}"
            f" {part.unknown[0]:,}, unknown in {other} {part.unknown[1]:,}, all {part.total:,}"
        )
    for section in view.sections:
        yield from ("", f"## {escape(section.heading)} ({section.total:,})", "")
        for row in section.rows:
            below = f", with {row.below:,} in it" if row.below else ""
            yield f"- {code(row.link.text)}: {row.element}{below}"
            for value in row.values:
                shared = f", {value.shared:,} alike" if value.shared else ""
                said_by = f"{one} {code(value.first)}; {other} {code(value.second)}"
                yield f"  - {escape(value.aspect)}{shared}: {said_by}"
    yield from _pages(view.pages, root)


def _pages(pages: tuple[Link, ...], root: str) -> Lines:
    """The other pages of a long list."""
    if pages:
        yield from ("", "## Pages", "")
        yield from (f"- {link(item, root)} {escape(item.note or '')}" for item in pages)


def _guides(view: GuidesView, root: str) -> Lines:
    yield from (f"- {link(guide, root)}: {escape(guide.note or '')}" for guide in view.guides)


def _changelog(view: ChangelogView, root: str) -> Lines:
    for day in view.days:
        yield from ("", f"## {escape(day.title)}, {day.date}", "", f"{escape(day.summary)}.")
        for group in day.groups:
            yield from ("", f"### {group.severity.capitalize()} ({group.total:,})", "")
            for line in group.lines:
                below = f" ({escape(line.with_it)})" if line.with_it else ""
                yield f"- {link(line.link, root, True)}: {escape(line.message)}{below}"
            if group.more:
                yield f"- and {group.more:,} more"


_WRITERS: dict[type, Callable[[Any, str], Lines]] = {
    OperationView: plaintext.operation,
    TypeView: plaintext.type_,
    RemovedView: plaintext.removed_page,
    HomeView: _home,
    RegionView: _region,
    IndexView: _index,
    TypesView: _types,
    CatalogueView: _catalogue,
    CodeView: _code,
    DeprecationsView: _deprecations,
    CompareView: _compare,
    MatrixView: _matrix,
    PairView: _pair,
    GuidesView: _guides,
    ChangelogView: _changelog,
}
