"""One section of a type as facts: the type, its fields, their arguments.

In: a `Section` with a `Fields` table. Out: elements added to a `Page`. A module of its own beside
`operations`: a type has no document, and its name may be lost.
"""

from __future__ import annotations

from schemadoc import typerefs
from schemadoc.model import Example
from schemadoc.sources.pages import documents
from schemadoc.sources.pages.collect import Page
from schemadoc.sources.pages.documents import Value
from schemadoc.sources.pages.sections import Row, Section


def add(section: Section, page: Page) -> None:
    """Add what a section of a type says; without a name it keeps a placeholder."""
    name = section.name or _placeholder(section, page)
    if name in page.drafts and page.drafts[name].kind != "type":
        page.report(section.line, "conflict", f"{name} stands on this page twice")
        page.claim_again(section)
        return
    if section.name is None:
        page.report(section.line, "heading-lost", "a table of fields begins without its heading")
        page.placeholder(name, section.line)
    draft = page.draft(name, section.line)
    draft.kind = "object" if page.title == "Objects" else "type"
    draft.partial = False
    draft.keys.update(page.describe(section, name))
    example = _example(section, page)
    if example:
        draft.keys["example"] = Example(response=section.code["example"].text)
    for row in section.fields:
        _field(name, row, example, page)


def _placeholder(section: Section, page: Page) -> str:
    """A name that stays the same as long as the fields do."""
    rows = (f"{row.name}:{row.type}" for row in section.fields)
    name = f"{typerefs.PLACEHOLDER}{page.hash_of(*rows)}"
    taken = sum(other == name or other.startswith(f"{name}_") for other in page.drafts)
    return f"{name}_{taken + 1}" if taken else name


def _example(section: Section, page: Page) -> Value | None:
    line = section.announced.get("example")
    code = section.code.get("example")
    if code is None:
        if line is not None:
            page.report(line, "example-missing", "nothing stands under 'example'")
        return None
    if not code.finished:
        page.report(code.line, "code-unfinished", "the example ends before its last bracket")
    return documents.read_example(code.text) or Value("any")


def _field(name: str, row: Row, example: Value | None, page: Page) -> None:
    coordinate = f"{name}.{row.name}"
    page.add_row(coordinate, "field", row)
    value = example.get(row.name or "") if example else None
    if row.type:
        page.see(typerefs.named_type(row.type), value, row.line)
    known = documents.known(None, value)
    if row.type and typerefs.contradicts(row.type, known):
        problem = f"the type is {row.type}, the example shows {typerefs.describe(known)}"
        page.report(row.line, "evidence-conflict", problem)
    for argument in row.arguments:
        page.add_row(f"{coordinate}({argument.name}:)", "argument", argument)
