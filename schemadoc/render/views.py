"""What pages of elements show, as frozen structs: the input of templates (`templates/README.md`).

In: nothing, these are values. Out: one struct for each part of a page; lists are in `listviews`.
No HTML and no markup stands in them; addresses are relative to the site's root, and `None` is "no
page". A module of its own because templates, overriding ones too, are written against these names.
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


class Alternate(NamedTuple):
    """The same as a file for programs: its media type, what it is, where it lies."""

    type: str
    title: str
    href: str


class Head(NamedTuple):
    """What every page has: its address, its title, the way to it, its neighbours."""

    path: str
    title: str
    summary: str
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None
    alternates: tuple[Alternate, ...] = ()


class Site(NamedTuple):
    """The site as a whole: title, address (which ends in `/`), whether its text can be searched."""

    title: str
    base_url: str | None
    full_text: bool = False


class Page(NamedTuple):
    """One page to be written: its template and how its view is made.

    `watched`: the view asks the world by its methods alone, so that a later build knows from the
    answers whether it would be the same.
    """

    path: str
    template: str
    view: Callable[[], Any]
    watched: bool = False


class File(NamedTuple):
    """One file that is no page: where it lies and how its text is made."""

    path: str
    make: Callable[[], str]


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


class LastSeen(NamedTuple):
    """One region's last word on an element that is gone; dates are ISO texts."""

    region: str
    title: str
    seen: str
    missing: str | None
    state: str
    reason: str | None
    remove_on: str | None
    replacements: tuple[Link, ...]
    changelog: str


class Removed(NamedTuple):
    """A member that no region shows any more; `proved`: none of them has it."""

    proved: bool
    coordinate: str
    anchor: str
    kind: str
    last: tuple[LastSeen, ...]


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


class Call(NamedTuple):
    """How to make a call from a shell in one region; `note` says what stands in for what."""

    region: str
    title: str
    command: str
    note: str | None


class MadeExample(NamedTuple):
    """An example of ours and the regions that it fits; `regions` is empty where it fits all."""

    regions: tuple[str, ...]
    document: str
    variables: str | None
    response: str
    notes: tuple[str, ...]
    calls: tuple[Call, ...]


class Failure(NamedTuple):
    """What comes back where a call meets an error."""

    code: str
    said: Said
    response: str


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
    made: tuple[MadeExample, ...]
    made_notes: tuple[str, ...]
    failures: tuple[Failure, ...]
    examples: tuple[ExampleText, ...]
    origins: tuple[Origin, ...]
    removed: tuple[Removed, ...] = ()


class RemovedView(NamedTuple):
    """The page of what no region shows any more; `proved`: none of them has it."""

    head: Head
    proved: bool
    coordinate: str
    anchor: str
    kind: str
    last: tuple[LastSeen, ...]
    description: str | None
    removed: tuple[Removed, ...]


class Uses(NamedTuple):
    """Places that refer to a type; where they are many, what contains them.

    `inside` are then the places in each of `links`; empty where they are too many even so.
    """

    heading: str
    total: int
    links: tuple[Link, ...]
    folded: bool
    inside: tuple[tuple[Link, ...], ...] = ()


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
    ways: tuple[Variant[tuple[Link, ...]], ...]
    origins: tuple[Origin, ...]
    removed: tuple[Removed, ...] = ()
