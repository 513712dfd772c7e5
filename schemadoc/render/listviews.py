"""What lists and overviews show, as frozen structs: the input of their templates.

In: nothing, these are values. Out: one struct for each list page and its lines, in the terms of
`views`. A module of its own because the pages of elements and the lists of them grow apart.
"""

from __future__ import annotations

from typing import NamedTuple

from schemadoc.render.pairviews import PairLine
from schemadoc.render.timeline import TimelineView
from schemadoc.render.variants import Cell, Variant, Where
from schemadoc.render.views import DeprecationNote, Head, Link, Said


class Entry(NamedTuple):
    """One line of an index, with the regions that deprecate it: some or `everywhere` it is."""

    link: Link
    summary: str
    where: Where | None
    deprecated: tuple[str, ...]
    everywhere: bool


class IndexView(NamedTuple):
    """All elements of one kind, or those of one letter."""

    head: Head
    kind: str
    title: str
    total: int
    totals: tuple[Cell, ...]
    descriptions: tuple[Variant[str], ...]
    letters: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]


class KindCount(NamedTuple):
    """How many of a kind there are, in all and region by region, as words."""

    kind: str
    title: str
    href: str
    total: int
    by_region: tuple[tuple[str, str], ...]


class TypesView(NamedTuple):
    """The kinds of types."""

    head: Head
    kinds: tuple[KindCount, ...]


class CodeEntry(NamedTuple):
    """One error code in the catalogue."""

    code: str
    href: str
    messages: tuple[Said, ...]
    drift: bool
    raised: tuple[tuple[str, int], ...]
    mentioned: tuple[tuple[str, int], ...]


class CatalogueView(NamedTuple):
    """A page of the error catalogue; `total` counts the codes of all its pages."""

    head: Head
    total: int
    silent: tuple[str, ...]
    entries: tuple[CodeEntry, ...]
    pages: tuple[Link, ...]


class CodeUse(NamedTuple):
    """An element that raises or mentions a code, region by region; `raises`: in one at least."""

    link: Link
    raises: bool
    cells: tuple[Cell, ...]


class CodeView(NamedTuple):
    """A page of one error code; `raised` and `mentioned` count the elements of all its pages."""

    head: Head
    code: str
    messages: tuple[Said, ...]
    drift: bool
    silent: tuple[str, ...]
    raised: int
    mentioned: int
    uses: tuple[CodeUse, ...]
    pages: tuple[Link, ...]


class DeprecationLine(NamedTuple):
    """A deprecated element, with the regions that deprecate it alike, and its kind in words.

    `anchor` is set where a day's lines begin, in a list that has a picture of its days.
    """

    link: Link
    regions: tuple[str, ...]
    note: DeprecationNote
    kind: str
    anchor: str = ""


class DeprecationGroup(NamedTuple):
    """Deprecations of one status; `total` counts those on other pages too."""

    status: str
    title: str
    explanation: str
    total: int
    lines: tuple[DeprecationLine, ...]


class DeprecationsView(NamedTuple):
    """The deprecations of one region, or of all; a page of them where they are many."""

    head: Head
    today: str
    region: str | None
    total: int
    switches: tuple[Link, ...]
    timeline: TimelineView | None
    groups: tuple[DeprecationGroup, ...]
    kinds: tuple[str, ...] = ()
    pages: tuple[Link, ...] = ()


class Difference(NamedTuple):
    """What regions say differently of an element; of lists, beside the items that all `shared`.

    Of each of `apart` every region of the first group differs from every region of the second.
    """

    aspect: str
    values: tuple[Said, ...]
    shared: int
    apart: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


class MatrixRow(NamedTuple):
    """One element in the region matrix; `element` is the word for its `kind`."""

    link: Link
    kind: str
    element: str
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]


class PairChoice(NamedTuple):
    """Two regions that the matrix can be narrowed to, and the page of both."""

    regions: tuple[str, str]
    href: str


class MatrixView(NamedTuple):
    """A page of the region matrix; `kinds` and `pairs` are what it can be narrowed to."""

    head: Head
    title: str
    only_differences: bool
    total: int
    other: Link | None
    pages: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    kinds: tuple[tuple[str, str], ...]
    pairs: tuple[PairChoice, ...]


class MatrixPart(NamedTuple):
    """A line of the overview of the matrix."""

    title: str
    rows: Link
    differing: Link
    words: tuple[tuple[str, int, int, int], ...]


class CompareView(NamedTuple):
    """The overview of the region matrix, and of every two regions."""

    head: Head
    parts: tuple[MatrixPart, ...]
    pairs: tuple[PairLine, ...]


class SourceLine(NamedTuple):
    """One file a region was read from."""

    path: str
    kind: str
    layout: str | None
    age: str


class OddKind(NamedTuple):
    """Diagnostics of one id."""

    id: str
    meaning: str
    lines: tuple[str, ...]


class RegionView(NamedTuple):
    """One region: its sources and what they speak for."""

    head: Head
    id: str
    title: str
    docs: str | None
    sources: tuple[SourceLine, ...]
    coverage: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    oddities: tuple[OddKind, ...]
    odd_total: int
    links: tuple[Link, ...]
    pairs: tuple[Link, ...] = ()


class RegionCard(NamedTuple):
    """A region on the home page."""

    id: str
    title: str
    href: str
    docs: str | None
    sources: tuple[SourceLine, ...]
    counts: tuple[str, ...]
    coverage: tuple[str, ...]
    odd_total: int


class HomeView(NamedTuple):
    """The home page."""

    head: Head
    regions: tuple[RegionCard, ...]
    kinds: tuple[KindCount, ...]
    codes: int
    deprecations: int
    overdue: tuple[DeprecationLine, ...]
    overdue_total: int
    due: tuple[DeprecationLine, ...]
    due_total: int
    due_heading: str
    guides: tuple[Link, ...]
    changed: tuple[Link, ...] = ()


class GuideView(NamedTuple):
    """A page written by hand, in Markdown."""

    head: Head
    markdown: str


class GuidesView(NamedTuple):
    """The list of guides."""

    head: Head
    guides: tuple[Link, ...]


class PlainView(NamedTuple):
    """A page that says nothing of the schema."""

    head: Head
