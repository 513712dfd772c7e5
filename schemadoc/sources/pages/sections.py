"""Blocks as sections: operations and types, each with its parts and no interpretation yet.

In: the blocks of a page, whatever form it has. Out: `Section`s, and the lines of the page that
belong to none. What a section lost stays lost here: two sections are never glued together. A module
of its own because where a section begins is the hardest question a damaged page asks. Where the
cutter knows all headings it is not asked: they are believed.
"""

from __future__ import annotations

import re
from typing import Literal

from schemadoc.sources.pages import layouts
from schemadoc.sources.pages.blocks import Block, Ledger
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.parts import Described, Row, Section

_ROOT_FIELD = re.compile(r"\{\s*(?:\w+\s*:\s*)?(?P<name>[_A-Za-z][_0-9A-Za-z]*)")

Place = Literal[
    "head", "permissions", "viewers", "rate_limits", "arguments", "fields",
    "values", "members", "interfaces", "after",
]  # fmt: skip
_LISTS: frozenset[LabelId] = frozenset({"values", "members", "interfaces"})


class Sections:
    """The grammar: one pass over the blocks of a page.

    `headed` says that every heading is a block of its own kind, so that no part begins a section.
    """

    def __init__(self, blocks: list[Block], ledger: Ledger, *, headed: bool) -> None:
        self.blocks = blocks
        self.ledger = ledger
        self.headed = headed
        self.sections: list[Section] = []
        self.titles: list[str] = []
        self.endpoint: str | None = None
        self.between: list[Block] = []
        self.section: Section | None = None
        self.place: Place = "after"
        self.target: Described | None = None
        self.code_label: LabelId | None = None
        self.at = 0

    def read(self) -> list[Section]:
        """Every section of the page, in its order."""
        handlers = {
            "heading": self._heading,
            "title": self._title,
            "label": self._label,
            "row": self._row,
            "cell": self._cell,
            "code": self._code,
            "deprecation": self._deprecation,
            "default": self._default,
            "item": self._words,
            "name": self._name,
            "text": self._words,
        }
        for at, block in enumerate(self.blocks):
            self.at = at
            handlers[block.kind](block)
        self._settle(described=False)
        return self.sections

    # Where sections begin

    def _heading(self, block: Block) -> None:
        """A heading that is certain; without a name it says that one is lost."""
        self.ledger.claim(block.line, "fact", block.end)
        self._begin(block.line, block.text or None).what = block.type

    def _title(self, block: Block) -> None:
        """The heading of a group: no section is open after it."""
        self.ledger.claim(block.line, "layout", block.end)
        self._settle(described=False)
        self.titles.append(block.text)
        self.section = self.target = None

    def _begin(self, line: int, name: str | None = None) -> Section:
        """A new section; without a name, the words before it are its description."""
        words = self._settle(described=name is None)
        section = Section(line=words[0].line if words else line, name=name, blocks=words)
        self.sections.append(section)
        self.section = self.target = section
        self.place, self.code_label = "head", None
        return section

    def _settle(self, *, described: bool) -> list[Block]:
        """Decide what the words between two sections were: a description or the page's own."""
        words, self.between = self.between, []
        first = self.section is None
        while words and (
            not described or (first and words[0].kind != "label") or _is_title(words[0])
        ):
            self._page_words(words.pop(0))
        return words

    def _page_words(self, block: Block) -> None:
        title = layouts.TITLE.fullmatch(block.text)
        if title:
            self.titles.append(title["what"])
        if title or _is_title(block):
            self.ledger.claim(block.line, "layout", block.end)
        elif self.section is None:
            self.ledger.claim(block.line, "prose", block.end)
        # Words in the midst of a page that belong to no section stay unclaimed, to be reported.

    def _current(self, block: Block, *, new: bool) -> Section:
        """The section a part belongs to: a new one where the part shows that one has begun."""
        if self.section is None or (new and not self.headed):
            return self._begin(block.line)
        return self.section

    # The parts

    def _label(self, block: Block) -> None:
        label = block.label
        assert label is not None  # noqa: S101  (a label block has its label)
        if label in ("errors", "deprecated"):
            self._words(block)
            return
        if label == "url" and self.headed and self.section is None:
            self.endpoint = block.text
            self.ledger.claim(block.line, "fact", block.end)
            return
        self.ledger.claim(block.line, "layout", block.end)
        if label == "table":
            return
        if label in ("type", "url", "complexity"):
            self._head_label(block, label)
        elif label in ("arguments", "return_fields", "fields"):
            self._table_label(block, label)
        elif label in _LISTS:
            self._list_label(block, label)
        elif label == "description":
            self.target = self._current(block, new=False)
        elif label == "own":
            self._current(block, new=False).own = block.text
        elif label in ("viewers", "permissions", "rate_limits"):
            self._access_label(block, label)
        else:
            self._code_label(block, label)

    def _access_label(self, block: Block, label: LabelId) -> None:
        section = self._current(block, new=self.place == "after")
        self.place = label  # type: ignore[assignment]  # one of three
        section.tables[label] = block.line
        self.target = section

    def _list_label(self, block: Block, label: LabelId) -> None:
        section = self._current(block, new=False)
        section.tables.setdefault(label, block.line)
        self.place, self.target = label, None  # type: ignore[assignment]  # one of `_LISTS`

    def _head_label(self, block: Block, label: LabelId) -> None:
        if label == "type" and self.headed and isinstance(self.target, Row):
            self.target.type = self.target.type or block.text
            self.ledger.claim(block.line, "fact")
            return
        section = self.section
        new = self.place == "after" or (
            section is not None
            and (
                (label == "type" and section.type is not None)
                or (label == "url" and section.url is not None)
                or self.place in ("arguments", "fields")
            )
        )
        section = self._current(block, new=new)
        if label == "type":
            section.type = block
        elif label == "url":
            section.url = block.text
        else:
            section.complexity = block.text
        self.place, self.target = "head", section
        self.ledger.claim(block.line, "fact")

    def _table_label(self, block: Block, label: LabelId) -> None:
        section = self.section
        if section is not None and section.is_type and label == "arguments":
            self._field_arguments(section)
            return
        new = self.place == "after" or (section is not None and label in section.tables)
        if label == "arguments" and section is not None and self.place == "fields":
            new = True
        section = self._current(block, new=new)
        section.tables[label] = block.line
        self.place = "arguments" if label == "arguments" else "fields"
        self.target = None

    def _field_arguments(self, section: Section) -> None:
        """`Arguments` within a table of fields: the rows that follow belong to the last field."""
        self.place = "arguments"
        self.target = section.fields[-1] if section.fields else None

    def _code_label(self, block: Block, label: LabelId) -> None:
        section = self.section
        seen = section is not None and (label in section.code or label in section.announced)
        if label == "document":
            seen = section is not None and ("document" in section.code or self.place == "after")
        section = self._current(block, new=seen or section is None)
        section.announced[label] = block.line
        self.code_label, self.target, self.place = label, None, "after"

    def _code(self, block: Block) -> None:
        self.ledger.claim(block.line, "fact", block.end)
        if self.code_label is None:
            self._bare_code(block)
        section = self._current(block, new=False)
        section.code[self.code_label or "response"] = block
        self.code_label, self.target, self.place = None, None, "after"

    def _bare_code(self, block: Block) -> None:
        """Code without its label: the part it looks like, or the example of a type."""
        label = block.label or "response"
        section = self.section
        if section is not None and section.is_type and not section.is_operation:
            label = "example"
        if section is not None and label in section.code:
            self._begin(block.line)
        self.code_label = label

    def _row(self, block: Block) -> None:
        section = self._current(block, new=self.place == "after" and not self._in_type())
        row = Row(name=block.text, type=block.type, line=block.line)
        self.ledger.claim(block.line, "fact", block.end)
        if not self.headed:
            self._place_row(section, block)
        inner = block.spaced and section.fields and (self.headed or section.is_type)
        listed = section.fields[-1].arguments if inner else self._listed(section)
        listed.append(row)
        self.target = row

    def _place_row(self, section: Section, block: Block) -> None:
        """How a row looks says which table it stands in, whatever became of the label."""
        if not block.spaced and not section.is_operation:
            section.tables.setdefault("fields", block.line)
        if section.is_type:
            self.place = "arguments" if block.spaced and section.fields else "fields"

    def _listed(self, section: Section) -> list[Row]:
        """The rows of the table that is open; loose ones where none is, and no heading tells."""
        return {
            "arguments": section.arguments,
            "fields": section.fields,
            "values": section.values,
            "members": section.members,
            "interfaces": section.interfaces,
        }.get(self.place, section.fields if self.headed else section.loose)

    def _default(self, block: Block) -> None:
        self.ledger.claim(block.line, "fact", block.end)
        if isinstance(self.target, Row):
            self.target.default = block.text

    def _deprecation(self, block: Block) -> None:
        self.ledger.claim(block.line, "fact", block.end)
        target = self.target or self.section
        if target is not None and (target.deprecation is None or block.text):
            target.deprecation = block

    def _in_type(self) -> bool:
        return self.section is not None and self.section.is_type and not self.section.announced

    def _cell(self, block: Block) -> None:
        """A cell; where rows are whole it names no element, and its line stays unclaimed."""
        if self.headed:
            return
        section = self.section
        if section is None or self.place not in ("arguments", "viewers", "rate_limits"):
            self._words(block)
            return
        cells = {
            "arguments": section.cells,
            "viewers": section.viewers,
            "rate_limits": section.rate_limits,
        }[self.place]
        cells.append(block)
        self.ledger.claim(block.line, "fact")

    def _name(self, block: Block) -> None:
        """A line that is one name: a heading where what follows shows it, else a word."""
        title = self.section is None and layouts.TITLE.fullmatch(block.text)
        if not title and self._is_heading(block):
            self._begin(block.line, block.text)
            self.ledger.claim(block.line, "fact")
        else:
            self._words(block)

    def _is_heading(self, block: Block) -> bool:
        following = self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None
        if following is None:
            return False
        if following.kind == "label" and following.label in layouts.AFTER_HEADING:
            return True
        if self._heads_document(block):
            return True
        if not following.spaced and layouts.GOES_ON.match(following.text):
            return False
        after_code = self.at > 0 and self.blocks[self.at - 1].kind == "code"
        return (block.spaced or not self.at or after_code) and self._heads_type()

    def _heads_type(self) -> bool:
        """Whether the words after a name lead to a `Fields` table and to nothing before it."""
        begun = self.section is not None and not all(map(_is_title, self.between))
        if self.place == "head" or begun:
            return False
        for block in self.blocks[self.at + 1 :]:
            if block.kind == "label" and block.label not in ("errors", "deprecated"):
                return block.label == "fields"
            if block.kind in ("row", "code", "cell"):
                return False
        return False

    def _heads_document(self, block: Block) -> bool:
        """Whether the next document selects this very name: a heading that lost `Type:`."""
        if self.place != "after":
            return False
        for following in self.blocks[self.at + 1 :]:
            if following.kind == "label" and following.label in layouts.AFTER_HEADING:
                return False
            if following.kind == "code":
                root = _ROOT_FIELD.search(following.text)
                return root is not None and root["name"] == block.text
        return False

    def _words(self, block: Block) -> None:
        """Running text, an item, the label of an error list or of a deprecation."""
        if self.section is None and self.headed:
            self._page_words(block)
        elif self.section is None or (self.place == "after" and not self.headed):
            self.between.append(block)
            if block.kind == "label":
                self._begin(block.line)
        elif self.place == "permissions" and block.kind != "label":
            self.section.permissions.append(block)
            self.ledger.claim(block.line, "fact")
        elif self.place == "arguments" and self._cells_open(block):
            self.section.cells.append(block)
            self.ledger.claim(block.line, "prose")
        else:
            self._owner_of(block).blocks.append(block)

    def _cells_open(self, block: Block) -> bool:
        """Whether words stand in a table of arguments none of whose rows shows its name."""
        section = self.section
        if self.headed or section is None or section.is_type or block.kind == "label":
            return False
        return "arguments" in section.tables and not section.arguments

    def _owner_of(self, block: Block) -> Described:
        """What a description belongs to: errors and named deprecations never to an argument."""
        section = self.section
        assert section is not None  # noqa: S101  (asked only within a section)
        target = self.target
        if block.kind == "label" and isinstance(target, Row):
            field_row = self._field_of(target)
            if field_row is not None and (block.label == "errors" or self._names(field_row)):
                self.target = target = field_row
        if self.place in ("viewers", "rate_limits", "permissions"):
            self.place = "head"
        return target if target is not None else section

    def _field_of(self, row: Row) -> Row | None:
        """The field whose argument a row is."""
        section = self.section
        if section is None or not section.is_type or not section.fields:
            return None
        return section.fields[-1] if row in section.fields[-1].arguments else None

    def _names(self, row: Row) -> bool:
        """Whether the sentence after a `Deprecated` label names this row."""
        following = self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None
        return following is not None and following.text.startswith(f"The '{row.name}' ")


def _is_title(block: Block) -> bool:
    """A line of a few words without a stop: the page's or a group's own heading."""
    words = block.text.split()
    if block.kind not in ("name", "text") or not words or len(words) > 4:
        return False
    shouted = words[0].isupper() and len(words) == 1
    if shouted or set(block.text) & set(".,;:") or layouts.OPEN_END.search(block.text):
        return False
    return words[0][0].isupper()
