"""What pages show, as frozen structs: the input of the templates (see `templates/README.md`).

In: nothing, these are values. Out: one struct for each part of a page. No HTML and no markup stands
in them; addresses are relative to the site's root, and `None` is "no page". A module of its own
because templates, overriding ones too, are written against these names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from schemadoc.render.variants import Cell, Variant, Where
from schemadoc.render.words import PermissionText, TypeText


class Link(NamedTuple):
    """A text and where it leads."""

    text: str
    href: str | None
    note: str | None = None


class Head(NamedTuple):
    """What every page has: its address, its title, the way to it, its neighbours."""

    path: str
    title: str
    summary: str
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None


class Page(NamedTuple):
    """One page to be written: its template and how its view is made."""

    path: str
    template: str
    view: Callable[[], Any]


class DeprecationNote(NamedTuple):
    """A deprecation on the day of the build; dates are ISO texts."""

    reason: str | None
    marked_on: str | None
    remove_on: str | None
    status: str
    removal: str
    url: str | None
    replacements: tuple[Link, ...]
    origin: str


class Fact(NamedTuple):
    """One labelled line, or some lines, that regions may say differently."""

    label: str
    values: tuple[Variant[tuple[str, ...]], ...]


class Said(NamedTuple):
    """A message or a text, and who says it."""

    text: str
    regions: tuple[str, ...]


class ErrorRow(NamedTuple):
    """One error code of an operation: its messages, and whether each region lists it."""

    code: str
    href: str | None
    messages: tuple[Said, ...]
    drift: bool
    cells: tuple[Cell, ...]


class Origin(NamedTuple):
    """Where a region's source says it."""

    region: str
    title: str
    place: str
    age: str


class Member(NamedTuple):
    """A field, an argument, an input field or an enum value."""

    name: str
    coordinate: str
    anchor: str
    href: str | None
    types: tuple[Variant[TypeText], ...]
    defaults: tuple[Variant[str], ...]
    descriptions: tuple[Variant[str], ...]
    deprecations: tuple[Variant[DeprecationNote], ...]
    where: Where | None
    arguments: tuple[Member, ...]
    errors: tuple[ErrorRow, ...]
    mentioned: tuple[Link, ...]
    facts: tuple[Fact, ...]
    permissions: tuple[Variant[PermissionText], ...]
    notes: tuple[Variant[str], ...]


class MemberList(NamedTuple):
    """Members under one heading; `notes` say which regions show only a part of them."""

    heading: str
    anchor: str
    members: tuple[Member, ...]
    notes: tuple[str, ...]


class ExampleText(NamedTuple):
    """A document, its variables or its response, as captured."""

    label: str
    language: str
    text: str
    regions: tuple[str, ...]


class Payload(NamedTuple):
    """The fields of what an operation returns, and the errors that are listed there."""

    type: Link
    regions: tuple[str, ...]
    fields: MemberList | None
    errors: tuple[ErrorRow, ...]


class OperationView(NamedTuple):
    """A query, mutation or subscription, in every region."""

    head: Head
    coordinate: str
    anchor: str
    kind: str
    subject: Member
    presence: tuple[Cell, ...]
    arguments: MemberList | None
    payloads: tuple[Payload, ...]
    errors: tuple[ErrorRow, ...]
    error_notes: tuple[str, ...]
    examples: tuple[ExampleText, ...]
    origins: tuple[Origin, ...]


class Uses(NamedTuple):
    """Places that refer to a type; where they are many, only what contains them."""

    heading: str
    total: int
    links: tuple[Link, ...]
    folded: bool


class TypeView(NamedTuple):
    """A named type or a directive, in every region."""

    head: Head
    coordinate: str
    kind: str
    kinds: tuple[Variant[str], ...]
    subject: Member
    presence: tuple[Cell, ...]
    members: MemberList | None
    interfaces: tuple[Variant[tuple[Link, ...]], ...]
    possible: tuple[Variant[tuple[Link, ...]], ...]
    uses: tuple[Uses, ...]
    origins: tuple[Origin, ...]


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
    """The error catalogue."""

    head: Head
    total: int
    silent: tuple[str, ...]
    entries: tuple[CodeEntry, ...]


class CodeUse(NamedTuple):
    """An element that raises or mentions a code, region by region."""

    link: Link
    cells: tuple[Cell, ...]


class CodeView(NamedTuple):
    """One error code."""

    head: Head
    code: str
    messages: tuple[Said, ...]
    drift: bool
    silent: tuple[str, ...]
    uses: tuple[CodeUse, ...]


class DeprecationLine(NamedTuple):
    """A deprecated element, with the regions that deprecate it alike."""

    link: Link
    regions: tuple[str, ...]
    note: DeprecationNote


class DeprecationGroup(NamedTuple):
    """Deprecations of one status."""

    status: str
    title: str
    explanation: str
    lines: tuple[DeprecationLine, ...]


class DeprecationsView(NamedTuple):
    """The deprecations of one region, or of all."""

    head: Head
    today: str
    region: str | None
    total: int
    switches: tuple[Link, ...]
    groups: tuple[DeprecationGroup, ...]


class Difference(NamedTuple):
    """What regions say differently of an element."""

    aspect: str
    values: tuple[Said, ...]


class MatrixRow(NamedTuple):
    """One element in the region matrix."""

    link: Link
    element: str
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]


class MatrixView(NamedTuple):
    """A part of the region matrix."""

    head: Head
    title: str
    only_differences: bool
    total: int
    other: Link | None
    pages: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]


class MatrixPart(NamedTuple):
    """A line of the overview of the matrix."""

    title: str
    rows: Link
    differing: Link
    words: tuple[tuple[str, int, int, int], ...]


class CompareView(NamedTuple):
    """The overview of the region matrix."""

    head: Head
    parts: tuple[MatrixPart, ...]


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
