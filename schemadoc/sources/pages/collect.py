"""The elements of one page, collected section by section.

In: facts with their lines. Out: elements, each coordinate once, evidence narrowed and never beyond
what it proves; every type that is only referred to is an element too. A module of its own because
operations, types and later forms of pages all add to the same collection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from schemadoc import coordinates, lifecycle, prose, typerefs
from schemadoc.diagnostics import Diagnostic
from schemadoc.export.literals import canonical
from schemadoc.model import ROOT_NAMES, Element, ElementKind, Location
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import describe
from schemadoc.sources.pages.blocks import Block, Ledger
from schemadoc.sources.pages.documents import Selected, Value
from schemadoc.sources.pages.kinds import Kind, Kinds
from schemadoc.sources.pages.layouts import Layout
from schemadoc.sources.pages.parts import Described, Row, Section
from schemadoc.typerefs import Known, TypeRef


@dataclass
class TypeDraft:
    """A named type while its evidence gathers."""

    line: int
    kind: ElementKind = "type"
    partial: bool = True
    keys: dict[str, Any] = field(default_factory=dict)


class Page:
    """What one page says, while it is read."""

    def __init__(
        self, path: str, options: Options, layout: Layout, ledger: Ledger, title: str | None
    ) -> None:
        self.path = path
        self.options = options
        self.layout = layout
        self.ledger = ledger
        self.title = title
        blank = sum(claim == "blank" for claim in ledger.claims)
        self.flat = layout.form in ("text", "visible") and blank * 20 < len(ledger.claims)
        self.loses_tables = False
        self.is_cut = False
        self.elements: dict[str, Element] = {}
        self.drafts: dict[str, TypeDraft] = {}
        self.referred: dict[str, int] = {}
        self.implemented: dict[str, dict[str, None]] = {}
        self.endpoint: str | None = None
        self.own_roots: dict[str, str] = {}
        self.stated_roots: set[str] = set()
        self.intact: set[str] = set()
        self.objects: set[str] = set()
        self.kinds = Kinds()
        self.selected: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def report(self, line: int, id: str, message: str) -> None:  # noqa: A002  (the field's name)
        """Note something odd."""
        self.diagnostics.append(Diagnostic(self.path, line, id, message))

    def has(self, coordinate: str) -> bool:
        """Whether an element stands already."""
        return coordinate in self.elements

    def at(self, line: int) -> Location:
        """A line of this page."""
        return Location(self.path, line)

    @staticmethod
    def hash_of(*texts: str) -> str:
        """Eight letters that are the same wherever the same facts stand: for placeholders."""
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]

    # Elements

    def add(
        self, coordinate: str, element: ElementKind, line: int, ref: TypeRef, **keys: Any
    ) -> None:
        """Add an element that stands once."""
        self.elements[coordinate] = Element(
            coordinate=coordinate,
            element=element,
            type=ref.text,
            type_known=ref.known,
            source=self.at(line),
            **keys,
        )

    def add_row(
        self, coordinate: str, element: ElementKind, row: Row, *, partial: bool = False
    ) -> None:
        """Add a field or an argument from its row; `partial` says that a field may have arguments.

        A payload that several operations share has its table under each of them: a row that says
        the same again is no news, one that says something else is a conflict.
        """
        keys = self.describe(row, row.name)
        if row.default is not None:
            keys["default"] = canonical(row.default) or row.default
        before = self.elements.get(coordinate)
        if before is not None and coordinates.parent(coordinate) in ROOT_NAMES.values():
            self._repeat(before, row, keys)
        elif before is not None and before.type is not None:
            self._compare(before, {"type": row.type, **keys}, row.line)
        else:
            self.add(coordinate, element, row.line, self._row_type(row), **keys, partial=partial)

    def _repeat(self, before: Element, row: Row, keys: dict[str, Any]) -> None:
        """A row repeats a root field, whose own section says more: what that lost is news."""
        says = {"type": row.type, **keys}
        self._compare(before, {k: v for k, v in says.items() if getattr(before, k)}, row.line)
        news = {key: value for key, value in keys.items() if not getattr(before, key)}
        before = msgspec.structs.replace(before, **news)
        self.elements[before.coordinate] = before
        if before.type is None:
            self._narrow(before, self._row_type(row), row.line)

    def _compare(self, before: Element, says: dict[str, Any], line: int) -> None:
        """Report what is said otherwise than in an earlier line."""
        other = next((key for key, value in says.items() if getattr(before, key) != value), None)
        if other is not None and before.source is not None:
            problem = f"{before.coordinate}: {other} is not as in line {before.source.line}"
            self.report(line, "conflict", problem)

    def _row_type(self, row: Row) -> TypeRef:
        """The type that a row states."""
        if row.type is None or not typerefs.is_type_text(row.type):
            self.report(row.line, "type-unreadable", f"{row.type!r} is no GraphQL type")
            return TypeRef(known=Known())
        self.refer(row.type, row.line)
        return TypeRef(row.type)

    def add_value(self, coordinate: str, row: Row) -> None:
        """Add the value of an enum from its row."""
        if not self.has(coordinate):
            keys = self.describe(row, row.name)
            self.add(coordinate, "enum_value", row.line, TypeRef(), **keys)

    def add_argument(
        self,
        coordinate: str,
        name: str,
        type_text: str | None,
        line: int,
        about: Sequence[Block] = (),
    ) -> None:
        """Add an argument that the document names."""
        ref = TypeRef(type_text) if type_text else TypeRef(known=Known())
        if type_text:
            self.refer(type_text, line)
        keys = self._keys(describe.read(about, self.ledger, self.options.patterns, flat=self.flat))
        self.add(f"{coordinate}({name}:)", "argument", line, ref, **keys)

    def add_selected(self, coordinate: str, known: Known, line: int) -> None:
        """Add a field that a document selects, or narrow what is known of it."""
        before = self.elements.get(coordinate)
        if before is None:
            self.selected.add(coordinate)
            self.add(coordinate, "field", line, TypeRef(known=known), partial=True)
        else:
            self._narrow(before, TypeRef(known=known), line)

    def _narrow(self, before: Element, evidence: TypeRef, line: int) -> None:
        """Add what further evidence proves of an element's type."""
        coordinate = before.coordinate
        try:
            ref = typerefs.narrow(before.ref, evidence)
        except typerefs.Contradiction as contradiction:
            self.report(line, "evidence-conflict", f"{coordinate}: {contradiction}")
            return
        self.elements[coordinate] = msgspec.structs.replace(
            before, type=ref.text, type_known=ref.known
        )

    # Types

    def draft(self, name: str, line: int) -> TypeDraft:
        """The named type whose members are being added."""
        return self.drafts.setdefault(name, TypeDraft(line))

    def placeholder(self, name: str, line: int) -> None:
        """A type whose name the page lost."""
        self.draft(name, line).keys["name_from"] = "placeholder"

    def refer(self, type_text: str, line: int) -> None:
        """Remember that a named type exists, because something has it or selects by it."""
        self.referred.setdefault(typerefs.named_type(type_text), line)

    def see(
        self, name: str | None, value: Value | None, line: int, selected: Selected | None = None
    ) -> None:
        """Note what an example prints for a type and what a document selects of it."""
        self.kinds.see(name, value, line, selected)
        for member in self.kinds.of(name).members if name else ():
            self.refer(member, line)

    # Descriptions

    def describe(self, described: Described, name: str | None) -> dict[str, Any]:
        """The keys that a description gives; a deprecation of something else is reported."""
        found = describe.read(described.blocks, self.ledger, self.options.patterns, flat=self.flat)
        line = described.blocks[0].line if described.blocks else 1
        if found.owner and name and found.owner != name:
            problem = f"a block deprecates {found.owner} and stands by {name}"
            self.report(line, "deprecation-elsewhere", problem)
        unreadable = found.unreadable_dates
        keys = self._keys(found)
        if described.deprecation is not None:
            # What the page marks stands as in the schema that it was made of.
            marked = lifecycle.read(described.deprecation.text, "directive")
            keys["deprecation"] = marked.deprecation
            unreadable += marked.unreadable_dates
            codes = prose.code_pattern(self.options.patterns).findall(described.deprecation.text)
            mentioned = tuple(dict.fromkeys((*found.mentioned, *codes)))
            if mentioned:
                keys["errors_mentioned"] = mentioned
        for date in unreadable:
            self.report(line, "date-unreadable", f"{date} is no date")
        return keys

    @staticmethod
    def _keys(found: prose.Prose) -> dict[str, Any]:
        keys: dict[str, Any] = {
            "description": found.description,
            "errors": found.errors,
            "errors_mentioned": found.mentioned,
            "deprecation": found.deprecation,
            "requires_authorization": found.requires_authorization,
        }
        return {key: value for key, value in keys.items() if value or value == ()}

    def claim_again(self, section: Section) -> None:
        """Account for the words of a section that adds nothing new."""
        rows = [
            *section.arguments,
            *section.fields,
            *section.values,
            *section.members,
            *section.interfaces,
            *(a for f in section.fields for a in f.arguments),
        ]
        for described in (section, *rows):
            self.claim_words(described)

    def claim_words(self, described: Described) -> None:
        """Account for words that add nothing new."""
        describe.read(described.blocks, self.ledger, self.options.patterns, flat=self.flat)

    def finished(self) -> list[Element]:
        """All elements, with the types that are only referred to."""
        for name, interfaces in self.implemented.items():
            if name in self.drafts:
                self.drafts[name].keys["interfaces"] = tuple(sorted(interfaces))
        owners = {coordinate.partition(".")[0] for coordinate in self.elements}
        for name, draft in self.drafts.items():
            proved = self.kinds.of(name) if draft.kind == "type" else Kind()
            if name in owners and proved.element != "interface":
                proved = Kind()  # a table or a selection of fields outweighs an example
            kind = draft.kind if proved.element == "type" else proved.element
            if kind == "type" and name in self.objects:
                kind = "object"
            keys = {"members": proved.members, **draft.keys, "partial": draft.partial}
            keys["members"] = tuple(sorted(keys["members"]))
            self.add(name, kind, draft.line, TypeRef(), **keys)
        for name, line in self.referred.items():
            if name not in self.elements and name not in typerefs.BUILT_IN_SCALARS:
                self._add_referred(name, line)
        return list(self.elements.values())

    def _add_referred(self, name: str, line: int) -> None:
        """A type that is only referred to, with what is seen of it."""
        kind = self.kinds.of(name)
        partial = bool(kind.members or kind.values)
        self.add(name, kind.element, line, TypeRef(), members=kind.members, partial=partial)
        for value, at in kind.values:
            self.add(f"{name}.{value}", "enum_value", at, TypeRef())
