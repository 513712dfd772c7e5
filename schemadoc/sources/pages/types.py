"""One section of a type as facts: the type, its fields, values or members, their arguments.

In: a `Section` that documents a type. Out: elements added to a `Page`. A module of its own beside
`operations`: a type has no document, and its name may be lost.
"""

from __future__ import annotations

from schemadoc import typerefs
from schemadoc.model import ROOT_NAMES, SPECIFIED_DIRECTIVES, ElementKind, Example
from schemadoc.sources.pages import documents, vocabulary
from schemadoc.sources.pages.collect import Page
from schemadoc.sources.pages.documents import Value
from schemadoc.sources.pages.parts import Row, Section
from schemadoc.typerefs import TypeRef

# The layout of a generator that lists the fields of roots and no root: a type of such a name is
# another one.
_ROOTLESS = "spectaql-html"


def add(section: Section, page: Page) -> None:
    """Add what a section of a type says; without a name it keeps a placeholder."""
    name = section.name or _placeholder(section, page)
    if section.what == "directive":
        _directive(name.removeprefix("@"), section, page)
        return
    if name in typerefs.BUILT_IN_SCALARS:
        page.claim_again(section)
        return
    if name in page.drafts and page.drafts[name].kind != "type":
        page.report(section.line, "conflict", f"{name} stands on this page twice")
        page.claim_again(section)
        return
    if name in ROOT_NAMES.values() and page.layout.id == _ROOTLESS:
        page.report(section.line, "conflict", f"{name} is a type here that no root can be")
        page.claim_again(section)
        return
    if section.name is None:
        page.report(section.line, "heading-lost", "a table of fields begins without its heading")
        page.placeholder(name, section.line)
    draft = page.draft(name, section.line)
    draft.kind = _kind(section, page)
    # A type without any field, value or member is none: its page was told to leave them out.
    listed = section.fields or section.values or section.members
    draft.partial = not listed and draft.kind not in ("scalar", "type")
    draft.keys.update(page.describe(section, name))
    if name in ROOT_NAMES.values():
        page.stated_roots.add(name)
        page.own_roots[name] = section.own or name
    example = _example(section, page)
    if example:
        draft.keys["example"] = Example(response=section.code["example"].text)
    _members(name, draft.kind, section, page)
    for row in section.fields:
        _field(name, row, example, page, draft.kind)
    for row in section.values:
        page.add_value(f"{name}.{row.name}", row)


def _kind(section: Section, page: Page) -> ElementKind:
    """What markup calls it, or what the lists of its section prove."""
    if section.what is not None and section.what != "type":
        return vocabulary.element_kind(section.what)
    if section.values and not section.fields:
        return "enum"
    if section.members:
        return "interface" if section.fields else "union"
    return "object" if page.title == "Objects" or section.interfaces else "type"


def _members(name: str, kind: ElementKind, section: Section, page: Page) -> None:
    """The members of a union, or the types that implement an interface."""
    for row in (*section.members, *section.interfaces):
        page.claim_words(row)  # what is said of them here, their own sections say
        if row.name:
            page.refer(row.name, row.line)
    if page.layout.form == "visible":
        # The generator lists possible types alone, and only objects are possible.
        page.objects.update(row.name for row in section.members if row.name)
    if kind == "union":
        page.draft(name, section.line).keys["members"] = tuple(
            dict.fromkeys(row.name for row in section.members if row.name)
        )
    else:
        for row in section.members:
            page.implemented.setdefault(row.name or "", {})[name] = None
    for row in section.interfaces:
        page.implemented.setdefault(name, {})[row.name or ""] = None


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


def _field(
    name: str, row: Row, example: Value | None, page: Page, kind: ElementKind = "object"
) -> None:
    coordinate = f"{name}.{row.name}"
    page.add_row(coordinate, "input_field" if kind == "input_object" else "field", row)
    if name in ROOT_NAMES.values():
        page.intact.add(coordinate)
    value = example.get(row.name or "") if example else None
    if row.type:
        page.see(typerefs.named_type(row.type), value, row.line)
    known = documents.known(None, value)
    if row.type and typerefs.contradicts(row.type, known):
        problem = f"the type is {row.type}, the example shows {typerefs.describe(known)}"
        page.report(row.line, "evidence-conflict", problem)
    for argument in row.arguments:
        page.add_row(f"{coordinate}({argument.name}:)", "argument", argument)


def _directive(name: str, section: Section, page: Page) -> None:
    """A directive with its arguments; the specification's own are no news."""
    if name in SPECIFIED_DIRECTIVES or page.has(f"@{name}"):
        page.claim_again(section)
        return
    page.add(f"@{name}", "directive", section.line, TypeRef(), **page.describe(section, name))
    for row in (*section.arguments, *section.fields):
        page.add_row(f"@{name}({row.name}:)", "directive_argument", row)
