"""Blocks of a page with markup as sections: the grammar where headings are certain.

In: the blocks of `markup`. Out: `Section`s. A module of its own beside `sections`, whose grammar it
is: that one asks at every part whether a lost heading stands before it, this one believes headings.
"""

from __future__ import annotations

from typing import ClassVar

from schemadoc.sources.pages.blocks import Block
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.sections import Described, Row, Section, Sections

_PLACES: frozenset[LabelId] = frozenset({"values", "members", "interfaces"})


class Outline(Sections):
    """The grammar of pages whose cutter knows where sections begin."""

    kinds: ClassVar[tuple[str, ...]] = ("heading", "title", "deprecation", "default")

    def _other(self, block: Block) -> None:
        """The kinds of blocks that only markup has."""
        self.ledger.claim(block.line, "layout" if block.kind == "title" else "fact", block.end)
        if block.kind == "heading":
            self._begin(block.line, block.text or None).what = block.type
        elif block.kind == "title":
            self._settle(described=False)
            self.titles.append(block.text)
            self.section = self.target = None
        elif block.kind == "deprecation":
            self._deprecate(block)
        elif isinstance(self.target, Row):
            self.target.default = block.text

    def _deprecate(self, block: Block) -> None:
        target: Described | None = self.target or self.section
        if target is not None and (target.deprecation is None or block.text):
            target.deprecation = block

    def _current(self, block: Block, *, new: bool) -> Section:  # noqa: ARG002  (headings decide)
        return self.section or self._begin(block.line)

    def _label(self, block: Block) -> None:
        if self.section is None and block.label == "url":
            self.endpoint = block.text
            self.ledger.claim(block.line, "fact", block.end)
            return
        section = self._current(block, new=False)
        self.ledger.claim(block.line, "layout", block.end)
        if block.label == "own":
            section.own = block.text
        elif block.label == "description":
            self.target = section
        elif block.label == "type" and isinstance(self.target, Row):
            self.target.type = self.target.type or block.text
            self.ledger.claim(block.line, "fact")
        elif block.label in _PLACES:
            section.tables.setdefault(block.label, block.line)
            self.place, self.target = block.label, None  # type: ignore[assignment]  # one of `_PLACES`
        elif block.label == "arguments" and section.is_type:
            self._field_arguments(section)
        else:
            super()._label(block)

    def _row(self, block: Block) -> None:
        section = self._current(block, new=False)
        row = Row(name=block.text, type=block.type, line=block.line)
        self.ledger.claim(block.line, "fact", block.end)
        listed = {
            "values": section.values,
            "members": section.members,
            "interfaces": section.interfaces,
            "arguments": section.arguments,
        }.get(self.place, section.fields)
        if block.spaced and section.fields:
            listed = section.fields[-1].arguments
        listed.append(row)
        self.target = row

    def _words(self, block: Block) -> None:
        if self.section is None:
            self._page_words(block)
        else:
            self._owner_of(block).blocks.append(block)

    def _cell(self, block: Block) -> None:
        """A cell that names no element: its line stays unclaimed, and is reported so."""
