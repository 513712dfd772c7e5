"""One documentation page as a reading.

In: the text of a page. Out: `Reading`, every line of the page accounted for. A module of its own:
it is the order of the steps, and each step is a module beside it.
"""

from __future__ import annotations

from schemadoc import typerefs
from schemadoc.errors import InputError
from schemadoc.model import (
    OPERATIONS,
    ROOT_NAMES,
    Coverage,
    KindCoverage,
    Operation,
    RootCoverage,
    Roots,
)
from schemadoc.sources.facts import Options, Reading, finish, source_of
from schemadoc.sources.pages import blocks, layouts, operations, types
from schemadoc.sources.pages.blocks import Ledger
from schemadoc.sources.pages.collect import Page
from schemadoc.sources.pages.sections import Section, Sections

_TITLES: dict[str, Operation] = {
    "Queries": "query",
    "Mutations": "mutation",
    "Subscriptions": "subscription",
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
    roots = Roots(**{o: ROOT_NAMES[o] for o in OPERATIONS if ROOT_NAMES[o] in page.elements})
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
    layout = layouts.layout_of(text)
    if layout is None:
        raise InputError(
            "a page of an unknown layout",
            path=path,
            expected="a documentation page with labels such as `Type:`, `Arguments` or `Fields`, "
            "an introspection result, or SDL",
        )
    cut, ledger = blocks.cut(text)
    grammar = Sections(cut, ledger)
    sections = grammar.read()
    title = grammar.titles[0] if grammar.titles else None
    page = Page(path, options, layout, ledger, title)
    page.loses_tables = any(_lost_table(section) for section in sections)
    # A field may return a root type and so repeat its fields: each one's own section says more.
    for section in sorted(sections, key=_returns_root):
        (types if section.is_type and not section.is_operation else operations).add(section, page)
    _roots(page, grammar.titles)
    for line in ledger.unclaimed():
        page.report(line, "line-unclaimed", repr(ledger.lines[line - 1].strip()[:60]))
        ledger.claim(line, "diagnostic")
    return page, grammar.titles, ledger


def _returns_root(section: Section) -> bool:
    named = typerefs.named_type(section.type.text) if section.type else None
    return named in ROOT_NAMES.values()


def _lost_table(section: Section) -> bool:
    """Whether a section has a document with variables and no table of arguments."""
    document = section.code.get("document")
    return document is not None and "$" in document.text and "arguments" not in section.tables


def _roots(page: Page, titles: list[str]) -> None:
    """The root types that the page's operations belong to."""
    told = {_TITLES[title] for title in titles if title in _TITLES}
    for operation, name in ROOT_NAMES.items():
        lines = [
            element.source.line
            for coordinate, element in page.elements.items()
            if coordinate.startswith(f"{name}.") and "(" not in coordinate and element.source
        ]
        if lines:
            draft = page.draft(name, min(lines))
            draft.kind, draft.partial = "object", operation not in told


def _coverage(page: Page, titles: list[str]) -> Coverage:
    """A titled page speaks for what its title names, unless names of it are lost."""
    told = {_TITLES[title] for title in titles if title in _TITLES}
    lost = any(draft.keys.get("name_from") == "placeholder" for draft in page.drafts.values())
    return Coverage(
        roots=RootCoverage(**dict.fromkeys(told, True)),
        kinds=KindCoverage(object="Objects" in titles and not lost),
        deprecated_inputs=False,  # generators of such pages leave deprecated arguments out
    )
