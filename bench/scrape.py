"""Documentation pages made from a schema, so that reading them can be held against the schema.

In: a snapshot. Out: `Page`s: sections with headings, descriptions, tables, documents and examples,
not yet text. A module of its own: what a page says is one thing, how a layout writes it another
(`writing`), what a scraper loses of it a third (`losses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec

from bench.samples import Examples, Schema, document, named
from schemadoc.model import (
    ROOT_NAMES,
    Deprecation,
    Element,
    Operation,
    Permissions,
    RateLimit,
    Snapshot,
)

# `visible` is no layout that is written here: its text is real.
LayoutId = Literal["spectaql", "objects", "flat", "viewers", "visible"]
BlockKind = Literal["paragraph", "item", "label", "raw", "date"]

TITLES: dict[Operation, str] = {"query": "Queries", "mutation": "Mutations"}
ENDPOINT = "https://api.library.example/v1/graphql/"
AUTHORIZATION = "This field requires the `Authorization` header to be set."
_VIEWERS = ("Member", "Partner", "Staff")
_FENCE = re.compile(r"^[ \t]*```.*?^[ \t]*```[ \t]*$", re.MULTILINE | re.DOTALL)
_BULLET = re.compile(r"[ \t]*[-*•][ \t]+")


class Block(NamedTuple):
    """A piece of running text; inline code keeps its backticks until it is written, raw text ever.

    A date is an item of a deprecation; a label is `errors` or `deprecated`, as the layout words it.
    """

    kind: BlockKind
    text: str


class Row(NamedTuple):
    """A row of a table: a field or an argument, `name` None where it is lost."""

    name: str | None
    type: str
    about: tuple[Block, ...]
    errors: tuple[Block, ...] = ()
    deprecation: tuple[Block, ...] = ()
    arguments: tuple[Row, ...] = ()


class Section(NamedTuple):
    """One operation or type; a table that is None is not on the page."""

    coordinate: str
    name: str | None
    type: str | None
    about: tuple[Block, ...]
    errors: tuple[Block, ...]
    deprecation: tuple[Block, ...]
    arguments: tuple[Row, ...] | None
    fields: tuple[Row, ...] | None
    document: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    element: Element | None = None


class Page(NamedTuple):
    """A page before it is text; `spaced` says whether empty lines are left."""

    layout: LayoutId
    title: str
    sections: tuple[Section, ...]
    spaced: bool = True


def enriched(snapshot: Snapshot) -> Snapshot:
    """A snapshot whose root fields also have what only pages say: endpoint, complexity, access."""
    elements = []
    for at, element in enumerate(snapshot.elements):
        root, _, rest = element.coordinate.partition(".")
        if root in ROOT_NAMES.values() and rest and "(" not in rest:
            element = msgspec.structs.replace(
                element,
                endpoint=ENDPOINT,
                complexity=at % 7 + 1,
                viewers=_VIEWERS[: at % 3 + 1],
                permissions=_PERMISSIONS[at % len(_PERMISSIONS)],
                rate_limits=(RateLimit("Ip", ("10/s", "1/m")),) if at % 9 == 0 else (),
            )
        elements.append(element)
    return msgspec.structs.replace(snapshot, elements=tuple(elements))


_PERMISSIONS = (
    Permissions(all=()),
    Permissions(any=("Can see shelves",)),
    Permissions(any=("Can see shelves", "Can lend books")),
    Permissions(all=("Can see members", "Can lend books")),
    Permissions(any=("Can see shelves", Permissions(all=("Can see stock", "Can lend books")))),
)


def operations_page(schema: Schema, operation: Operation, layout: LayoutId) -> Page:
    """The page of all queries or all mutations."""
    examples = Examples(schema, brackets=layout == "viewers")
    fields = schema.index.root_fields(operation)
    sections = tuple(_operation(schema, examples, operation, field) for field in fields)
    return Page(layout, TITLES[operation], sections, spaced=layout == "spectaql")


def objects_page(schema: Schema) -> Page:
    """The page of all object types but the roots."""
    examples = Examples(schema, brackets=False)
    sections = tuple(
        _object_type(schema, examples, element)
        for element in schema.index.types()
        if element.element == "object" and element.coordinate not in ROOT_NAMES.values()
    )
    return Page("objects", "Objects", sections)


def _operation(schema: Schema, examples: Examples, operation: Operation, field: Element) -> Section:
    arguments = schema.arguments(field.coordinate)
    kind = schema.kind(named(field))
    shows_fields = kind in ("object", "interface", "union")
    return Section(
        coordinate=field.coordinate,
        name=field.name,
        type=field.type,
        about=about(field),
        errors=_errors(field),
        deprecation=_deprecation(field),
        arguments=tuple(_row(schema, a) for a in arguments) or None,
        fields=_rows(schema, named(field), arguments=False) if shows_fields else None,
        document=document(schema, operation, field),
        variables=examples.variables(arguments) if arguments else (),
        example=examples.response(field),
        element=field,
    )


def _object_type(schema: Schema, examples: Examples, element: Element) -> Section:
    return Section(
        coordinate=element.coordinate,
        name=element.coordinate,
        type=None,
        about=about(element),
        errors=_errors(element),
        deprecation=_deprecation(element),
        arguments=None,
        fields=_rows(schema, element.coordinate, arguments=True),
        example=examples.of_type(element.coordinate),
        element=element,
    )


def _rows(schema: Schema, name: str, *, arguments: bool) -> tuple[Row, ...]:
    if schema.kind(name) == "union":
        return ()
    return tuple(_row(schema, field, arguments=arguments) for field in schema.fields(name))


def _row(schema: Schema, element: Element, *, arguments: bool = False) -> Row:
    shown = schema.arguments(element.coordinate) if arguments else []
    return Row(
        name=element.name,
        type=element.type or "",
        about=about(element),
        errors=_errors(element),
        deprecation=_deprecation(element),
        arguments=tuple(_row(schema, argument) for argument in shown),
    )


# Running text


def about(element: Element) -> tuple[Block, ...]:
    """A description as blocks, with the sentence on authorization where it is due."""
    found = list(_blocks(element.description or ""))
    if element.requires_authorization:
        found.append(Block("paragraph", AUTHORIZATION))
    return tuple(found)


def _blocks(text: str) -> Iterable[Block]:
    """Markdown as a browser shows it: a paragraph's lines are one, a fence is one line."""
    text = _FENCE.sub(lambda fence: "\n\n" + " ".join(fence[0].split()).strip("` ") + "\n\n", text)
    for part in re.split(r"\n[ \t]*\n", text):
        block: Block | None = None
        for line in part.split("\n"):
            bullet = _BULLET.match(line)
            if block is not None and not bullet:
                block = block._replace(text=f"{block.text} {line.strip()}")
                continue
            if block is not None:
                yield block
            words = line[bullet.end() :] if bullet else line
            block = Block("item" if bullet else "paragraph", words.strip())
        if block is not None and block.text:
            yield block


def _errors(element: Element) -> tuple[Block, ...]:
    if not element.errors:
        return ()
    rows = (f"{e.code}: {e.message}" if e.message else e.code for e in element.errors)
    return (Block("label", "errors"), *(Block("item", row) for row in rows))


def _deprecation(element: Element) -> tuple[Block, ...]:
    """The block of a deprecation; one that stands in the description has none."""
    found = element.deprecation
    if found is None or found.origin == "prose":
        return ()
    reason = found.reason or "No longer supported"
    return (
        Block("label", "deprecated"),
        Block("raw", f"The '{element.name}' field is deprecated."),
        *(Block("raw", " ".join(part.split())) for part in re.split(r"\n\s*\n", reason)),
        *_dates(found),
        *_link(found, reason),
    )


def _dates(found: Deprecation) -> Iterable[Block]:
    if found.marked_on:
        yield Block("date", f"Marked as deprecated on {found.marked_on}.")
    if found.remove_on:
        yield Block("date", f"Scheduled for removal on or after {found.remove_on}.")


def _link(found: Deprecation, reason: str) -> Iterable[Block]:
    if found.url and found.url not in reason:
        yield Block("raw", f"You can read more about this deprecation on:\n{found.url}")
