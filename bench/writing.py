"""A page as text, in the layouts that scrapers leave.

In: a `Page` and a seeded source of chance. Out: its text. A module of its own because only here
labels, tables and empty lines matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from bench.scrape import Block, Page, Row, Section
from schemadoc.model import Permissions

Group = tuple[str, ...]

PREFACE = "What the library offers, as a page that a tool has made of its schema."
_LABELS = {"Queries": "Query", "Mutations": "Mutation"}
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"`|\*\*|__")


def text_of(page: Page, chance: Random) -> str:
    """The text of a page."""
    groups = {
        "spectaql": _spectaql,
        "objects": _objects,
        "flat": _flat,
        "viewers": _viewers,
    }[page.layout](page, chance)
    if page.spaced:
        return "\n\n".join("\n".join(group) for group in groups) + "\n"
    keeps_indent = page.layout in ("spectaql", "objects")
    lines = (line for group in groups for line in group if line.strip())
    return "\n".join(line if keeps_indent else line.strip() for line in lines) + "\n"


def plain(text: str) -> str:
    """Inline Markdown as a browser shows it."""
    return _MARKS.sub("", _LINK.sub(r"\1", text))


def _lines(block: Block) -> Group:
    lines = block.text.split("\n")
    return tuple(lines if block.kind == "raw" else map(plain, lines))


def _prose(blocks: Sequence[Block], bullet: str, errors: str = "") -> Iterator[Group]:
    """Running text as groups of lines that no empty line parts."""
    items: list[str] = []
    for at, block in enumerate(blocks):
        if block.kind in ("item", "date"):
            mark = bullet if block.kind == "item" else "- "
            first, *rest = _lines(block)
            items.extend((f"{mark}{first}", *rest))
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if following is None or following.kind != block.kind:
                yield tuple(items)
                items = []
        elif block.kind == "label":
            yield ({"errors": errors, "deprecated": "Deprecated"}[block.text],)
        else:
            yield _lines(block)


_POSSIBLE = "The possible errors that can be raised are:"


def _head_groups(section: Section, bullet: str) -> Iterator[Group]:
    if section.name:
        yield (section.name,)
    if section.type:
        yield (f"Type:{section.type}",)
    if section.element is not None and section.element.endpoint:
        yield (f"URL:{section.element.endpoint}",)
    words = (*section.about, *section.errors, *section.deprecation)
    yield from _prose(words, bullet, _POSSIBLE)


def _code(section: Section, title: str) -> Iterator[Group]:
    """The document with its variables and the response."""
    yield (_LABELS[title],)
    yield section.document
    if section.variables:
        yield ("Variables",)
        if any(section.variables):
            yield section.variables
    yield ("Response",)
    yield section.example


# Layouts


def _spectaql(page: Page, _: Random) -> Iterator[Group]:
    yield from (("Skip to main content",), (page.title,), ("In this section",))
    yield from ((f"About {page.title}",), (PREFACE,), ("Main Server",))
    for section in page.sections:
        yield from _head_groups(section, "  • ")
        if section.arguments is not None:
            yield from (("Arguments",), ("NameDescription",))
            yield from _row_groups(section.arguments)
        if section.fields is not None:
            yield from (("Return fields",), ("NameDescription",))
            yield from _row_groups(section.fields)
        yield from _code(section, page.title)


def _row_groups(rows: Sequence[Row]) -> Iterator[Group]:
    for row in rows:
        if row.name:
            yield (f"{row.name} ({row.type})",)
        yield from _prose((*row.about, *row.errors, *row.deprecation), "  • ", _POSSIBLE)


def _objects(page: Page, _: Random) -> Iterator[Group]:
    yield from (("Skip to main content",), (page.title,), ("In this section",))
    yield from ((page.title,), (PREFACE,), ("Main Server",))
    for section in page.sections:
        yield from _head_groups(section._replace(element=None), "  • ")
        yield ("Fields",)
        head: Group = ("NameDescription",)
        for at, row in enumerate(section.fields or ()):
            yield (*head, f"{row.name}({row.type})")
            head = ()
            yield from _field_groups(row, at)
        yield from (("Example",), section.example)


def _field_groups(row: Row, at: int) -> Iterator[Group]:
    """What follows a field stands in more than one order."""
    yield from _prose(row.about, "  • ")
    arguments = [("Arguments",), *_row_groups(row.arguments)] if row.arguments else []
    errors = list(_prose(row.errors, "  • ", _POSSIBLE))
    deprecation = list(_prose(row.deprecation, "  • "))
    orders = ((deprecation, arguments, errors), (errors, deprecation, arguments))
    for groups in orders[at % 2]:
        yield from groups


def _flat(page: Page, _: Random) -> Iterator[Group]:
    yield from ((f"About {page.title}",), (PREFACE,), ("Main Server",))
    for section in page.sections:
        yield from _head_groups(section, "- ")
        if section.arguments is not None:
            yield ("Arguments", "Name | Description |", "---|---|")
            described = [row for row in section.arguments if row.about]
            for at, row in enumerate(described):
                first, *rest = [line for group in _prose(row.about, "- ") for line in group]
                opened = (f"| {first}" if at == 0 else first, *rest)
                yield (*opened[:-1], f"{opened[-1]} |")
        if section.fields is not None:
            yield ("Return fields", "Name | Description |", "---|")
        yield from _code(section, page.title)


def _viewers(page: Page, chance: Random) -> Iterator[Group]:
    yield from ((page.title,), (PREFACE,))
    for section in page.sections:
        yield from _viewers_head(section, page.title)
        if section.arguments is not None:
            yield ("Arguments", "| Name | Description |", "|---|---|")
            for at, row in enumerate(section.arguments):
                last = at + 1 == len(section.arguments)
                yield from _open_row(row, last=last, closed=chance.random() < 0.5)
        yield from _code(section, page.title)


def _open_row(row: Row, *, last: bool, closed: bool) -> Iterator[Group]:
    """A lone `|`, then the description; what would close an empty last row may be lost."""
    words = [line for group in _prose(row.about, "- ") for line in group]
    if words:
        yield ("|", *words[:-1], f"{words[-1]} |")
    else:
        yield ("|",) if last and not closed else ("|", "|")


def _viewers_head(section: Section, title: str) -> Iterator[Group]:
    element = section.element
    if section.name:
        yield (section.name,)
    if section.type:
        yield (f"Type: {section.type}",)
    if element is not None:
        yield (f"URL: {element.endpoint}",)
    yield from _prose(section.about, "- ")
    if element is not None and element.complexity is not None:
        yield (f"{_LABELS[title]} Complexity: {element.complexity}",)
    yield from _prose(section.errors, "- ", "Possible Errors:")
    if element is not None:
        yield ("Allowed Viewers:", "| Viewer type | Allowed? |", "|---|---|")
        yield tuple(f"| {viewer} | |" for viewer in element.viewers)
        if element.permissions is not None:
            yield ("Required Permissions:", *_permission_lines(element.permissions))
        if element.rate_limits:
            yield ("Rate Limits", "| Key | Steps |", "|---|---|")
        for limit in element.rate_limits:
            yield (f"{limit.key} |", f"{list(limit.steps)} |")
    yield from _prose(section.deprecation, "- ")


def _permission_lines(permissions: Permissions) -> Group:
    if permissions.all is not None:
        return (" AND ".join(str(one) for one in permissions.all) or "(No)",)
    lines = [
        " AND ".join(str(p) for p in one.all or ()) if isinstance(one, Permissions) else one
        for one in permissions.any or ()
    ]
    return tuple(line if at == 0 else f"OR {line}" for at, line in enumerate(lines))
