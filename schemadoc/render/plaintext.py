"""The twin of an element's page for people and programs that read text: Markdown.

In: `OperationView`, `TypeView`, `RemovedView`. Out: Markdown, with links to other twins. A module
of its own because text has no columns: what regions say differently stands in words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from schemadoc.render.variants import Cell, Variant, Where
from schemadoc.render.views import (
    DeprecationNote,
    ErrorRow,
    ExampleText,
    Failure,
    LastSeen,
    Link,
    Member,
    MemberList,
    OperationView,
    Removed,
    RemovedView,
    TypeView,
)
from schemadoc.render.words import PermissionText, TypeText
from schemadoc.reports.markdown import code, escape

Lines = Iterator[str]

# What could begin a tag; an address in brackets stays one.
_RAW = re.compile(r"<(?!https?://|mailto:)")


def link(item: Link, root: str, coded: bool = False) -> str:
    """A link to another page's Markdown."""
    text = code(item.text) if coded else escape(item.text)
    if not item.href:
        return text
    path, _, _ = item.href.partition("#")
    return f"[{text}]({root}{path.removesuffix('.html')}.md)"


def links(items: Iterable[Link], root: str) -> str:
    """Names in one line."""
    return ", ".join(link(item, root, coded=True) for item in items)


def said(regions: Sequence[str]) -> str:
    """Which regions say something, where not all do."""
    return f" ({', '.join(map(escape, regions))})" if regions else ""


def quoted(text: str, indent: str = "") -> Lines:
    """A source's own words, as a quotation: its headings and lists are none of the page's.

    Raw HTML and images come out as text, whoever renders it: an entity begins neither.
    """
    inert = _RAW.sub("&lt;", text.strip()).replace("![", "!&#91;")
    for line in inert.splitlines():
        yield f"{indent}> {line}".rstrip()


def operation(view: OperationView, root: str) -> Lines:
    """A query, mutation or subscription."""
    yield from _subject(view.kind, view.subject, view.presence, root)
    if view.arguments:
        yield from members(view.arguments, root)
    for payload in view.payloads:
        if payload.fields:
            yield from ("", f"## Fields of {link(payload.type, root, True)}{said(payload.regions)}")
            yield from _listed(payload.fields, root)
    yield from _made(view)
    yield from ("", "## Errors", "")
    yield from errors(view.errors)
    yield from (f"- {escape(note)}" for note in view.error_notes)
    for payload in view.payloads:
        if payload.errors:
            yield from ("", f"Listed at {code(payload.type.text)}:", "")
            yield from errors(payload.errors)
    yield from _failures(view.failures)
    yield from _examples(view.examples)
    yield from removed(view.removed)


def type_(view: TypeView, root: str) -> Lines:
    """A type or a directive."""
    yield from _subject(view.kind, view.subject, view.presence, root)
    if view.subject.errors:
        yield from ("", "## Errors", "", *errors(view.subject.errors))
    for heading, found in (("Implements", view.interfaces), ("Members", view.possible)):
        if found:
            yield from ("", f"## {heading}", "")
            yield from (f"- {links(v.value, root)}{said(v.regions)}" for v in found)
    if view.members:
        yield from members(view.members, root)
    if view.ways:
        yield from ("", "## Reached from the root", "")
    for way in view.ways:
        steps = (*(link(step, root, coded=True) for step in way.value), code(view.coordinate))
        yield f"- {' → '.join(steps)}{said(way.regions)}"
    for uses in view.uses:
        yield from ("", f"## {uses.heading} ({uses.total:,})", "", links(uses.links, root))
    yield from removed(view.removed)


def removed_page(view: RemovedView, root: str) -> Lines:
    """What no region has any more."""
    yield from (f"# {code(view.coordinate)}", "", f"{_gone(view)}.", "")
    yield from _last(view.last, root)
    if view.description:
        yield from ("", *quoted(view.description))
    yield from removed(view.removed)


def _gone(view: RemovedView) -> str:
    if view.proved:
        return f"Removed {view.kind}: no region has it any more"
    return f"{view.kind.capitalize()}: no region’s sources show it any more"


def _word(cell: Cell) -> str:
    return f"{cell.word}, {cell.since}" if cell.since else cell.word


def _subject(kind: str, subject: Member, presence: Sequence[Cell], root: str) -> Lines:
    yield from (f"# {code(subject.coordinate)}", "", kind.capitalize(), "")
    yield from _descriptions(subject)
    yield from _deprecations(subject, root)
    yield from ("", *(f"- {escape(c.title)} ({c.region}): {_word(c)}" for c in presence))
    if subject.types:
        yield from ("", f"Returns {types(subject.types)}")
    yield from _facts(subject)


def types(found: Sequence[Variant[TypeText]]) -> str:
    """A type, or what each region says of it."""
    return ", ".join(f"{_type(v.value)}{said(v.regions)}" for v in found)


def _type(text: TypeText) -> str:
    whole = f"{text.before}{text.name}{text.after}"
    return code(whole) if text.exact else escape(whole)


def members(found: MemberList, root: str) -> Lines:
    """Members under their heading."""
    yield from ("", f"## {found.heading} ({len(found.members):,})")
    yield from _listed(found, root)


def _listed(found: MemberList, root: str) -> Lines:
    yield ""
    yield from (f"{escape(note)}\n" for note in found.notes)
    for one in found.members:
        yield from _member(one, root, "")


def _member(one: Member, root: str, indent: str) -> Lines:
    default = "".join(f" = {code(v.value)}{said(v.regions)}" for v in one.defaults)
    where = f"; {_where(one.where)}" if one.where else ""
    yield f"{indent}- {code(one.name)}: {types(one.types)}{default}{where}"
    inner = f"{indent}  "
    yield from (f"{inner}{line}" for line in _descriptions(one))
    yield from (f"{inner}{line}" for line in _deprecations(one, root))
    yield from (f"{inner}{line}" for line in errors(one.errors))
    for argument in one.arguments:
        yield from _member(argument, root, inner)


def _where(where: Where) -> str:
    words = (("in", where.present), ("absent in", where.absent), ("unknown in", where.unknown))
    return "; ".join(f"{word} {', '.join(found)}" for word, found in words if found)


def _descriptions(one: Member) -> Lines:
    for variant in one.descriptions:
        if variant.regions:
            yield f"As said in {', '.join(map(escape, variant.regions))}:"
        yield from quoted(variant.value)


def _deprecations(one: Member, root: str) -> Lines:
    for variant in one.deprecations:
        yield f"**Deprecated**{said(variant.regions)}: {deprecation(variant.value, root)}"


def deprecation(note: DeprecationNote, root: str) -> str:
    """A deprecation in one line."""
    parts = [" ".join((note.reason or "").split())]
    parts.append(f"{note.removal}" + (f" ({note.remove_on})" if note.remove_on else ""))
    if note.replacements:
        parts.append(f"in its place {links(note.replacements, root)}")
    return "; ".join(part if part.startswith("in its") else escape(part) for part in parts if part)


def _facts(one: Member) -> Lines:
    found = [
        f"- {fact.label}: {escape('; '.join(v.value))}{said(v.regions)}"
        for fact in one.facts
        for v in fact.values
    ]
    found += [f"- Permissions: {_permission(v.value)}{said(v.regions)}" for v in one.permissions]
    if found:
        yield from ("", *found)


def _permission(text: PermissionText) -> str:
    items = ", ".join(
        escape(item) if isinstance(item, str) else f"({_permission(item)})" for item in text.items
    )
    return ": ".join(part for part in (escape(text.head), items) if part)


def errors(rows: Iterable[ErrorRow]) -> Lines:
    """A line for each code: its messages, and what each region says of it."""
    for row in rows:
        texts = "; ".join(
            f"{escape(m.text or 'no message')}{said(m.regions) if row.drift else ''}"
            for m in row.messages
        )
        cells = ", ".join(f"{cell.region} {cell.word}" for cell in row.cells)
        yield f"- {code(row.code)}: {texts} [{escape(cells)}]"


def _made(view: OperationView) -> Lines:
    """The examples made for an operation, each with the regions that it fits."""
    yield from ("", "## Example")
    if view.made_notes:
        yield from ("", *(f"- {escape(note)}" for note in view.made_notes))
    for example in view.made:
        if example.notes:
            yield from ("", *(f"- {escape(note)}" for note in example.notes))
        yield from _block(f"Document{said(example.regions)}", "graphql", example.document)
        if example.variables:
            yield from _block("Variables", "json", example.variables)
        yield from _block("Response", "json", example.response)
        for call in example.calls:
            note = f". {escape(call.note)}" if call.note else ""
            yield from _block(f"With curl, {escape(call.title)}{note}", "sh", call.command)


def _failures(found: Sequence[Failure]) -> Lines:
    """What comes back with each error code, in one line: they are many, and alike."""
    if found:
        yield from ("", "## What comes back", "")
    for one in found:
        response = " ".join(line.strip() for line in one.response.splitlines())
        yield f"- {code(one.code)}{said(one.said.regions)}: {code(response)}"


def _examples(found: Sequence[ExampleText]) -> Lines:
    for example in found:
        yield from ("", f"## {example.label}, as captured{said(example.regions)}")
        yield from _block("", example.language, example.text)


def _block(label: str, language: str, text: str) -> Lines:
    """A text between fences that it cannot close, under its label."""
    fence = "`" * max(3, _longest(text) + 1)
    if label:
        yield from ("", label)
    yield from ("", f"{fence}{language}", text.rstrip("\n"), fence)


def _longest(text: str) -> int:
    """The longest run of backticks."""
    return max(map(len, "".join(c if c == "`" else " " for c in text).split()), default=0)


def removed(found: Sequence[Removed]) -> Lines:
    """Members that no region has any more."""
    if found:
        yield from ("", "## Removed", "")
    for one in found:
        yield f"- {code(one.coordinate)}"
        yield from (f"  {line}" for line in _last(one.last, ""))


def _last(found: Sequence[LastSeen], root: str) -> Lines:
    for one in found:
        missing = f", not on {one.missing}" if one.missing else ""
        yield f"- {escape(one.title)}: last seen on {one.seen}{missing}; {one.state}."
        if one.reason:
            yield from quoted(one.reason, "  ")
        if one.replacements:
            yield f"  In its place: {links(one.replacements, root)}"
