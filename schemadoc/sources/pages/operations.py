"""One section of an operation as facts: the root field, its arguments, its payload's fields.

In: a `Section`. Out: elements added to a `Page`. A module of its own because operations and types
are documented by different parts, and only operations bring a document as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemadoc import typerefs
from schemadoc.model import OPERATIONS, ROOT_NAMES, Example, Operation, Permissions, RateLimit
from schemadoc.sources.pages import describe, documents, layouts
from schemadoc.sources.pages.collect import Page
from schemadoc.sources.pages.documents import Argument, Document, Selected, Value
from schemadoc.sources.pages.parts import Row, Section
from schemadoc.typerefs import Known, TypeRef

_PERMISSION_WORD = re.compile(r"(?:^|\s+)(AND|OR)\s+")
_STEP = re.compile(r"['\"]([^'\"]+)['\"]")


def add(section: Section, page: Page) -> None:
    """Add what a section of an operation says."""
    code = section.code.get("document")
    document = documents.read_document(code.text, code.line) if code else None
    response = _response(section)
    _report_losses(section, document, page)
    operation = _operation(section, document, page)
    name = section.name or (document.field.name if document else _written_name(section))
    if name is None:
        name = f"unnamed_{page.hash_of(*(row.name or '' for row in section.arguments))}"
    coordinate = f"{ROOT_NAMES[operation]}.{name}"
    # What another operation's document selects on a root is no section of it.
    if page.has(coordinate) and coordinate not in page.selected:
        _report_again(section, coordinate, document, page)
        page.claim_again(section)
        return
    page.selected.discard(coordinate)
    value = _root_value(response, name)
    ref, payload = _root_type(section, operation, name, document, value, page)
    partial = _arguments(section, coordinate, document, page)
    keys = _head(section, page)
    if section.name is None:
        keys["name_from"] = "document" if document or _written_name(section) else "placeholder"
    elif document and document.field.name != name:
        problem = f"the heading says {name}, the document selects {document.field.name}"
        page.report(section.line, "name-mismatch", problem)
    page.add(coordinate, "field", section.line, ref, **keys, partial=partial)
    if section.name is not None:
        page.intact.add(coordinate)
    if payload is not None:
        _payload(section, payload, operation, document, value, page)


def _report_again(section: Section, coordinate: str, document: Document | None, page: Page) -> None:
    """A second section of one operation: it is named with what it says otherwise."""
    first = page.elements[coordinate]
    said = {
        "type": (first.type, section.type.text if section.type else None),
        "endpoint": (first.endpoint, section.url),
        "arguments": (
            [c for c in page.elements if c.startswith(f"{coordinate}(")],
            [f"{coordinate}({a.name}:)" for a in (document.arguments if document else ())],
        ),
    }
    other = [f"{key} {there!r}" for key, (here, there) in said.items() if there and here != there]
    line = first.source.line if first.source else 1
    problem = f"{coordinate} stands in line {line} already; here it has {'; '.join(other)}"
    problem = problem if other else f"{coordinate} stands in line {line} already"
    page.report(section.line, "conflict", problem)


def _report_losses(section: Section, document: Document | None, page: Page) -> None:
    if section.name is None:
        page.report(section.line, "heading-lost", "a section begins without its heading")
    if section.type is None:
        page.report(section.line, "type-lost", f"{section.name or 'a section'} shows no type")
    for label, line in section.announced.items():
        code = section.code.get(label)
        if code is None:
            page.report(line, "example-missing", f"nothing stands under {label!r}")
        elif not code.finished:
            page.report(code.line, "code-unfinished", f"the {label} ends before its last bracket")
    code = section.code.get("document")
    if code is not None and document is None:
        page.report(code.line, "document-unreadable", "GraphQL cannot parse this document")
    for row in section.loose:
        page.report(row.line, "line-unclaimed", f"{row.name} stands in no table")
        page.ledger.claim(row.line, "diagnostic")


def _operation(section: Section, document: Document | None, page: Page) -> Operation:
    if document:
        return document.operation
    if section.what in OPERATIONS:
        return section.what
    line = section.announced.get("document")
    label = page.ledger.lines[line - 1].strip().lower() if line else page.title
    return (
        "query" if label == "query" else "subscription" if label == "subscription" else "mutation"
    )


def _written_name(section: Section) -> str | None:
    """The root field of a document that GraphQL cannot parse, where its text still says it."""
    code = section.code.get("document")
    found = code and re.search(r"\{\s*(?P<name>[_A-Za-z]\w*)\s*[({]", code.text)
    return found["name"] if found else None


def _response(section: Section) -> Value | None:
    code = section.code.get("response")
    return documents.read_example(code.text) if code else None


def _root_value(response: Value | None, name: str) -> Value | None:
    data = response.get("data") if response else None
    return data.get(name) if data else None


def _root_type(
    section: Section,
    operation: Operation,
    name: str,
    document: Document | None,
    value: Value | None,
    page: Page,
) -> tuple[TypeRef, str | None]:
    """The root field's type, and the name of the type whose fields the section shows."""
    selected = document.field if document else None
    composite = bool(section.fields or (selected and selected.composite))
    if section.type is not None:
        text = section.type.text
        if typerefs.is_type_text(text):
            page.refer(text, section.type.line)
            _check(text, selected, value, section.type.line, page)
            return TypeRef(text), typerefs.named_type(text) if composite else None
        page.report(section.type.line, "type-unreadable", f"{text!r} is no GraphQL type")
    known = documents.known(selected, value)
    if known.named is None and composite:
        named = f"{typerefs.PLACEHOLDER}{ROOT_NAMES[operation]}_{name}"
        page.placeholder(named, section.line)
        return TypeRef(known=Known(named=named, list=known.list, json=known.json)), named
    if known.named is not None:
        page.refer(known.named, section.line)
    return TypeRef(known=known), known.named if composite else None


def _check(
    text: str, selected: Selected | None, value: Value | None, line: int, page: Page
) -> None:
    """Report where the document or the example exclude what the page says."""
    known = documents.known(selected, value)
    if typerefs.contradicts(text, known):
        found = typerefs.describe(known)
        page.report(line, "evidence-conflict", f"the type is {text}, the example shows {found}")


def _head(section: Section, page: Page) -> dict[str, Any]:
    """What stands between the heading and the tables."""
    keys = page.describe(section, section.name)
    endpoint = section.url or page.endpoint
    if endpoint:
        keys["endpoint"] = endpoint
    if section.complexity and section.complexity.isdigit():
        keys["complexity"] = int(section.complexity)
    if section.viewers:
        keys["viewers"] = tuple(
            next((cell for cell in _cells(block.text)), "") for block in section.viewers
        )
    if "permissions" in section.tables:
        keys["permissions"] = _permissions(section, page)
    if section.rate_limits:
        keys["rate_limits"] = _rate_limits(section)
    texts = {label: block.text for label, block in section.code.items()}
    if texts:
        keys["example"] = Example(
            document=texts.get("document"),
            variables=texts.get("variables"),
            response=texts.get("response"),
        )
    return keys


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|") if cell.strip()]


def _permissions(section: Section, page: Page) -> Permissions | None:
    """AND binds within a row and where a row begins with it, OR begins a new alternative."""
    alternatives: list[list[str]] = []
    for block in section.permissions:
        parts = _PERMISSION_WORD.split(block.text)
        if parts == ["(No)"] and len(section.permissions) == 1:
            return Permissions(all=())
        if (parts[0] and alternatives) or (not parts[0] and not alternatives):
            page.report(block.line, "permission-unreadable", f"{block.text!r} joins nothing")
            continue
        words = ["OR", *parts] if parts[0] else parts[1:]
        for word, permission in zip(words[::2], words[1::2], strict=False):
            if word == "OR" or not alternatives:
                alternatives.append([])
            alternatives[-1].append(permission.strip())
    if not alternatives:
        return None
    if len(alternatives) == 1 and len(alternatives[0]) > 1:
        return Permissions(all=tuple(alternatives[0]))
    return Permissions(
        any=tuple(a[0] if len(a) == 1 else Permissions(all=tuple(a)) for a in alternatives)
    )


def _rate_limits(section: Section) -> tuple[RateLimit, ...]:
    """Cells in pairs: what is counted, then the steps."""
    cells = [cell for block in section.rate_limits for cell in _cells(block.text)]
    pairs = zip(cells[::2], cells[1::2], strict=False)
    return tuple(RateLimit(key, tuple(_STEP.findall(steps)) or (steps,)) for key, steps in pairs)


# Arguments


def _arguments(section: Section, coordinate: str, document: Document | None, page: Page) -> bool:
    """Add the arguments; returns whether others may exist that the page does not show."""
    variables = {a.name: a for a in document.arguments} if document else {}
    _see_variables(section, variables.values(), page)
    if section.arguments:
        for row in section.arguments:
            _argument_row(row, coordinate, variables, page)
        missing = [
            a for name, a in variables.items() if name not in {r.name for r in section.arguments}
        ]
        for argument in missing:
            page.report(argument.line, "argument-mismatch", f"no row describes {argument.name}")
            page.add_argument(coordinate, argument.name, argument.type, argument.line)
        return False
    descriptions = _cell_rows(section, page)
    fits = len(descriptions) == len(variables)
    if descriptions and not fits:
        problem = f"{len(descriptions)} rows of arguments, {len(variables)} in the document"
        page.report(section.tables["arguments"], "argument-mismatch", problem)
    elif "arguments" in section.tables and not descriptions:
        page.report(section.tables["arguments"], "rows-lost", "the rows of the arguments are lost")
    for at, argument in enumerate(variables.values()):
        about = descriptions[at] if fits else []
        page.add_argument(coordinate, argument.name, argument.type, argument.line, about)
    if descriptions:
        return not (fits and any(block.kind == "cell" for block in section.cells))
    return bool(variables) or document is None or page.loses_tables


def _see_variables(section: Section, arguments: Iterable[Argument], page: Page) -> None:
    """What the example variables show of the arguments' types."""
    code = section.code.get("variables")
    values = documents.read_example(code.text) if code else None
    for argument in arguments if values else ():
        if argument.type and values:
            value = values.get(argument.name)
            if value is not None and not _may_be_default(value):
                page.see(typerefs.named_type(argument.type), value, argument.line)


def _may_be_default(value: Value) -> bool:
    """Whether a variable may show a default: an input object's says nothing of its kind."""
    return value.kind == "object" or (value.kind == "string" and value.text[:1] in ("{", "["))


def _argument_row(row: Row, coordinate: str, variables: dict[str, Any], page: Page) -> None:
    argument = variables.get(row.name or "")
    if argument and argument.type and argument.type != row.type:
        problem = f"the row says {row.type}, the document says {argument.type}"
        page.report(row.line, "evidence-conflict", problem)
    page.add_row(f"{coordinate}({row.name}:)", "argument", row)


def _cell_rows(section: Section, page: Page) -> list[list[Any]]:
    """The descriptions of rows whose names are lost, one list of blocks a row."""
    rows: list[list[Any]] = []
    inside = False
    for block in section.cells:
        text = block.text.strip()
        if page.layout.rows_open and text == "|" and not inside:
            rows.append([])
            inside = True
            continue
        if not page.layout.rows_open and not inside:
            rows.append([])
        inside = not text.endswith("|")
        words = text.removeprefix("|").removesuffix("|").strip()
        if words:
            rows[-1:] = [[*(rows[-1] if rows else []), block._replace(kind="text", text=words)]]
            if not inside and describe.is_cut(words):
                page.report(block.line, "cell-cut", f"{words[-40:]!r} ends in its sentence")
        page.ledger.claim(block.line, "prose" if words else "fact")
        page.ledger.cell(block.line, "" if inside else "|")
    return rows


# The payload


def _payload(
    section: Section,
    name: str,
    operation: Operation,
    document: Document | None,
    value: Value | None,
    page: Page,
) -> None:
    """The fields of the root field's type: from the table, else from what the document selects."""
    selected = document.field if document else None
    if "return_fields" in section.tables and not section.fields:
        line = section.tables["return_fields"]
        page.report(line, "rows-lost", "the rows of the return fields are lost")
    draft = page.draft(name, section.type.line if section.type else section.line)
    if section.fields:
        draft.partial = False
        if _is_object(name, operation, selected):
            draft.kind = "object"
    by_name = {child.name: child for child in selected.fields} if selected else {}
    for row in section.fields:
        child = by_name.pop(row.name or "", None)
        if row.type and typerefs.is_type_text(row.type):
            inner = value.get(row.name or "") if value else None
            _check(row.type, child, inner, row.line, page)
            page.see(typerefs.named_type(row.type), inner, row.line, child)
        page.add_row(f"{name}.{row.name}", "field", row, partial=True)
    if selected is not None:
        page.see(name, value, selected.line, selected)
        select(name, selected, list(by_name.values()), value, page)
        for child in selected.fields:
            if child.name not in by_name:  # the table has it; what is selected under it it has not
                _mention(child, value.get(child.name) if value else None, page)


def _is_object(name: str, operation: Operation, selected: Selected | None) -> bool:
    """Whether a table shows an object: a query's, or a nameless one, may be an interface's."""
    if operation != "mutation" or typerefs.is_placeholder(name):
        return False
    return not (selected and selected.members) and not layouts.ABSTRACT_NAME.search(name)


def _mention(child: Selected, value: Value | None, page: Page) -> None:
    """Note the types that are named under a field whose own type a table states."""
    known = documents.known(child, value)
    if known.named is not None:
        page.refer(known.named, child.line)
    if child.composite:
        select(known.named or "", child, list(child.fields) if known.named else [], value, page)


def select(
    name: str, selected: Selected, fields: list[Selected], value: Value | None, page: Page
) -> None:
    """Add the fields that a document selects on a type, with what it and the example prove."""
    if fields:
        page.draft(name, selected.line)
    for fragment in selected.fragments:
        if documents.fragment_type(fragment):
            page.refer(str(documents.fragment_type(fragment)), selected.line)
    for member in selected.members:
        page.refer(member, selected.line)
    for member, field in selected.member_fields:
        # Which member an example shows is not known, so it proves nothing of their fields.
        select(
            member,
            selected._replace(members=(), fragments=(), member_fields=()),
            [field],
            None,
            page,
        )
    for child in fields:
        inner = value.get(child.name) if value else None
        known = documents.known(child, inner)
        stated = page.elements.get(f"{name}.{child.name}")
        if known.named is None and stated is not None:
            known = Known(named=typerefs.name_of(stated.ref), list=known.list, json=known.json)
        if child.fields and known.named is None:
            placeholder = (
                f"{typerefs.PLACEHOLDER}{name.removeprefix(typerefs.PLACEHOLDER)}_{child.name}"
            )
            page.placeholder(placeholder, child.line)
            known = Known(named=placeholder, list=known.list, json=known.json)
        page.add_selected(f"{name}.{child.name}", known, child.line)
        if known.named is not None:
            page.refer(known.named, child.line)
            page.see(known.named, inner, child.line, child)
        if child.composite:
            select(known.named or "", child, list(child.fields), inner, page)
