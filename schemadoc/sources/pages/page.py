"""One documentation page as a reading.

In: the text of a page. Out: `Reading`, every line of the page accounted for. A module of its own:
it is the order of the steps, and each step is a module beside it.
"""

from __future__ import annotations

from pathlib import PurePath

from schemadoc import typerefs
from schemadoc.model import (
    OPERATIONS,
    ROOT_NAMES,
    TYPE_KINDS,
    Coverage,
    KindCoverage,
    Operation,
    RootCoverage,
    Roots,
)
from schemadoc.sources.facts import Options, Reading, finish, source_of
from schemadoc.sources.pages import blocks, forms, layouts, operations, refusals, types, vocabulary
from schemadoc.sources.pages.blocks import Block, Ledger
from schemadoc.sources.pages.collect import Page
from schemadoc.sources.pages.layouts import Layout
from schemadoc.sources.pages.parts import Section
from schemadoc.sources.pages.sections import Sections

_TITLES: dict[str, Operation] = {
    "queries": "query",
    "mutations": "mutation",
    "subscriptions": "subscription",
}


def read(text: str, path: str, options: Options, data: bytes) -> Reading:
    """Read a page.

    Args:
        text: the page, decoded.
        path: as messages and sources name it.
        options: what the configuration says of it.
        data: the bytes of the file, for its checksum.

    Raises:
        InputError: when no layout known here explains the page.
    """
    page, titles, _ = collect(text, path, options)
    elements = page.finished()
    roots = Roots(
        **{
            o: page.own_roots.get(ROOT_NAMES[o], ROOT_NAMES[o])
            for o in OPERATIONS
            if ROOT_NAMES[o] in page.elements
        }
    )
    return finish(
        elements,
        options=options,
        source=source_of(data, path, "page", options, page.layout.id),
        roots=roots,
        coverage=_coverage(page, titles),
        diagnostics=page.diagnostics,
        intact=frozenset(page.intact),
    )


def collect(text: str, path: str, options: Options) -> tuple[Page, list[str], Ledger]:
    """Everything a page says, with the account of its lines."""
    layout, cut, ledger = _cut(text, path)
    grammar = Sections(cut, ledger, headed=layout.form != "text")
    sections = grammar.read()
    if not sections:
        raise refusals.unknown(text, layout.form, path)
    title = grammar.titles[0] if grammar.titles else None
    page = Page(path, options, layout, ledger, title)
    page.endpoint = grammar.endpoint
    page.loses_tables = any(_lost_table(section) for section in sections)
    page.is_cut = bool(sections) and _is_cut(sections)
    # A field may return a root type and so repeat its fields: each one's own section says more.
    sections = sorted(sections, key=_returns_root)
    if layout.form != "text":
        # What a page states of a type goes before what its operations only show.
        sections.sort(key=lambda section: not section.is_type)
    folder = _folder(path)
    for section in sections:
        if section.what is None and layout.form != "text" and not section.is_type:
            section.what = folder
        if section.is_type and not section.is_operation:
            types.add(section, page)
        elif layout.form != "text" and not (section.what or section.code.get("document")):
            page.report(section.line, "root-unknown", f"nothing says whose field {section.name} is")
            page.claim_again(section)
        else:
            operations.add(section, page)
    _roots(page, grammar.titles)
    for line in ledger.unclaimed():
        page.report(line, "line-unclaimed", repr(ledger.lines[line - 1].strip()[:60]))
        ledger.claim(line, "diagnostic")
    return page, grammar.titles, ledger


def _folder(path: str) -> Operation | None:
    """The operation whose root fields stand in a folder of their own, one page each."""
    folders = reversed(PurePath(path).parts[:-1])
    return next((_TITLES[name.lower()] for name in folders if name.lower() in _TITLES), None)


def _is_cut(sections: list[Section]) -> bool:
    """Whether a page ends in the midst of its last section: then others may have followed."""
    last = sections[-1]
    if any(not block.finished for block in last.code.values()):
        return True
    usual = {label for section in sections[:-1] for label in section.code} - {"variables"}
    shown = [usual <= section.code.keys() for section in sections[:-1]]
    return bool(shown) and all(shown) and not usual <= last.code.keys()


def _returns_root(section: Section) -> bool:
    named = typerefs.named_type(section.type.text) if section.type else None
    return named in ROOT_NAMES.values()


def _cut(text: str, path: str) -> tuple[Layout, list[Block], Ledger]:
    """A page's layout, its blocks and the account of its lines, whatever form it has."""
    form = forms.form_of(text)
    layout = layouts.layout_of(text, form)
    if layout is None:
        raise refusals.unknown(text, form, path)
    if form == "text":
        return layout, *blocks.cut(text)
    # Text pages, the most common ones, load nothing of this.
    if form == "visible":
        from schemadoc.sources.pages import visible

        return layout, *visible.cut(text)
    from schemadoc.sources.pages import html, markdown, markup

    tree = html.tree(text) if form == "html" else markdown.tree(text)
    return layout, *markup.cut(tree, text)


def _lost_table(section: Section) -> bool:
    """Whether a section has a document with variables and no table of arguments."""
    document = section.code.get("document")
    return document is not None and "$" in document.text and "arguments" not in section.tables


def _roots(page: Page, titles: list[str]) -> None:
    """The root types that the page's operations belong to."""
    told = _told(page, titles)
    for operation, name in ROOT_NAMES.items():
        lines = [
            element.source.line
            for coordinate, element in page.elements.items()
            if coordinate.startswith(f"{name}.") and "(" not in coordinate and element.source
        ]
        if lines:
            draft = page.draft(name, min(lines))
            draft.kind, draft.partial = "object", operation not in told


def _told(page: Page, titles: list[str]) -> set[Operation]:
    """The roots that the page lists: under a title of their own, or as a type with its fields."""
    told = {_TITLES[title.lower()] for title in titles if title.lower() in _TITLES}
    return told | {operation for operation, name in ROOT_NAMES.items() if name in page.stated_roots}


def _coverage(page: Page, titles: list[str]) -> Coverage:
    """A titled page speaks for what its title names, unless names of it are lost.

    A title that names one kind lists all types of that kind. One that names none (`Types`) proves
    nothing: the generators that write it leave out types that nothing uses, and more if told to.
    """
    lost = page.is_cut or any(
        draft.keys.get("name_from") == "placeholder" for draft in page.drafts.values()
    )
    kinds = {vocabulary.GROUPS.get(title.lower()) for title in titles}
    return Coverage(
        # A title under which nothing stands says nothing.
        roots=RootCoverage(
            **{o: ROOT_NAMES[o] in page.drafts and not page.is_cut for o in _told(page, titles)}
        ),
        kinds=KindCoverage(**{kind: kind in kinds and not lost for kind in TYPE_KINDS}),
        deprecated_inputs=False,  # generators of such pages leave deprecated arguments out
    )
