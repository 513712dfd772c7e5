"""The visible text of a page that SpectaQL made, as blocks: what copying it from a browser gives.

In: the text. Out: the `Block`s and the account of the lines that markup would give, with headings
that are certain. A module of its own beside `blocks` and `markup`: the text has no marks, but the
parts of a section come in one order, so that a part that cannot follow another one shows that the
heading between them is lost.
"""

from __future__ import annotations

import re

from schemadoc import typerefs
from schemadoc.sources.pages import blocks, cues, layouts
from schemadoc.sources.pages.blocks import Block, Ledger, SharedLedger
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.running import CODE, Running
from schemadoc.sources.pages.vocabulary import OPERATIONS

# The parts in their order: of an operation, then of a type.
_RANK: dict[LabelId, int] = {
    "description": 1,
    "type": 2,
    "arguments": 3,
    "document": 4,
    "variables": 5,
    "response": 6,
    "fields": 2,
    "values": 2,
    "members": 3,
    "example": 4,
}
_OF_TYPES: frozenset[LabelId] = frozenset({"fields", "values", "members", "example"})


def cut(text: str) -> tuple[list[Block], Ledger]:
    """Cut the visible text of a page into blocks."""
    lines = text.split("\n")
    ledger = SharedLedger(lines)
    return _Cutter(lines, ledger).cut(), ledger


class _Cutter(Running):
    def cut(self) -> list[Block]:
        """Line by line; code, a heading with its group and a reason are taken at once."""
        while self.at < len(self.lines):
            if not self.lines[self.at].strip():
                self.at += 1
                self.spaced = True
                continue
            taken = self._value() or self._heading() or self._label() or self._row()
            if not taken and not self._member():
                self._words()
            self.spaced = False
        self._settle()
        return self.out

    # Headings

    def _heading(self) -> bool:
        """A group, and the name under it unless that is lost."""
        at = self.at
        if self.cues.heads(at) and (self.part in ("preface", *CODE) or self._is_apart()):
            what = cues.GROUPS[self.cues.text(at)]
            if what != self.group or self.part == "preface":
                self._add(Block("title", self.cues.text(at), at + 1, at + 1))
            self.group = what
            self._layout()
            lost = self.cues.label(self.cues.after(at)) is not None
            self._open(None if lost else self.cues.text(at + 1), what, self.at)
            self.at += not lost
            return True
        if self.part not in CODE or not self.cues.names_section(at):
            return False
        self._open(self.cues.text(at), None, at)  # its group alone is lost
        self.at += 1
        return True

    def _is_apart(self) -> bool:
        """Whether the line can be no item of a list: it stands apart, or over a name."""
        return self.spaced or self.cues.label(self.cues.after(self.at)) is None

    def _is_type(self) -> bool:
        return self.part != "preface" and self.out[self.head].type not in (None, *OPERATIONS)

    # Labels and what stands under them

    def _label(self) -> bool:
        at = self.at
        if self.part == "preface" and not self._begins(at):
            return self._endpoint()
        if self.cues.heads_examples(at):
            return self._layout()
        label = self.cues.label(at)
        if label is None:
            bare = self.part != "members" and self.cues.is_bare_label(at)
            bare = bare or self.cues.ends_page(at)
            return self._layout() if bare or self._is_column(at) else False
        if label == "description" and self.part not in ("head", *CODE):
            return False
        if label == "arguments" and self.part in ("fields", "inner"):
            self.part = "inner"
            return self._layout()
        self._enter(label, at)
        self.at += 1
        if label == "type":
            self._returns()
        elif label in CODE:
            self._add(Block("label", "", at + 1, at + 1, label=label))
            self._code(label)
        else:
            self._add(Block("label", "", at + 1, at + 1, label=label))
            self._columns(label)
        return True

    def _begins(self, at: int) -> bool:
        """Whether the first section begins here without its heading: the address comes before."""
        begins = self.addressed and self.cues.label(at) is not None
        if begins:
            self._open(None, None, at)
        return begins

    def _endpoint(self) -> bool:
        """The address over all sections; the names before it are those of the sections."""
        if not cues.ENDPOINTS.fullmatch(self.cues.text(self.at)):
            return False
        following = self.cues.after(self.at)
        address = self.cues.text(following)
        after = self.cues.after(following)
        self._layout()
        begins = self.cues.heads(after) or self.cues.label(after) is not None
        if re.fullmatch(r"https?://\S+", address) and begins:
            self.addressed = True
            self._add(Block("label", address, following + 1, following + 1, label="url"))
            self.at = following + 1
        return True

    def _enter(self, label: LabelId, at: int) -> None:
        """A part begins: in a new section where it cannot follow the one before it."""
        of_type = label in _OF_TYPES
        operation = self.rank > 1 and not self._is_type()
        other = label != "description" and (
            (of_type and (operation or self.out[self.head].type in OPERATIONS))
            or (not of_type and self._is_type())
        )
        # The only scalar whose example may be missing: `false` is none to the generator.
        scalar = of_type and self.out[self.head].text in typerefs.BUILT_IN_SCALARS
        if other or (scalar and label != "example") or _RANK[label] <= self.rank:
            self._open(None, None, at)
        if of_type and self.out[self.head].type is None:
            self._prove("type")
        self.part, self.rank = label, _RANK[label]

    def _returns(self) -> None:
        at = self.cues.after(self.at - 1)
        self.ledger.claim(self.at, "layout")
        found = cues.RETURNS.fullmatch(self.cues.text(at))
        assert found is not None  # noqa: S101  (else `Response` is no label of a type)
        self._add(Block("label", found["type"], at + 1, at + 1, label="type"))
        self.at = at + 1

    def _columns(self, label: LabelId) -> None:
        """The heads of the columns, if they are there; they may prove a kind."""
        at = self.cues.after(self.at - 1)
        head = self.lines[at].strip(" ") if at < len(self.lines) else ""
        members = cues.MEMBERS.fullmatch(head) if label == "members" else None
        if members:
            is_union = self.cues.text(self.at - 1) == "Types"
            self._prove("union" if is_union else "interface")
        elif label == "values":
            self._prove("enum")
        elif head == "Input Field\tDescription":
            self._prove("input_object")
        if members or head in cues.COLUMNS:
            self.at = at
            self._layout()

    def _is_column(self, at: int) -> bool:
        """Whether the heads of columns stand without their label: they begin the table too."""
        label = cues.COLUMNS.get(self.lines[at].strip(" "))
        if label is None or self.part in ("description", "inner"):
            return False
        if self.part != label:
            self._enter(label, at)
            self._add(Block("label", "", at + 1, at + 1, label=label))
        if self.lines[at].startswith("Input"):
            self._prove("input_object")
        elif label == "values":
            self._prove("enum")
        return True

    def _code(self, label: LabelId) -> None:
        start = self.cues.after(self.at - 1)
        first = self.cues.text(start)
        if label == "example" and first[:1] not in ("{", "["):
            end, finished = start + 1, True
        else:
            end, finished = blocks.code_end(self.lines, start, self._ends_code)
        text = "\n".join(self.lines[start:end]).rstrip()
        self._add(Block("code", text, start + 1, end, label=label, finished=finished))
        self.at = end

    def _ends_code(self, at: int) -> bool:
        """Whether a label shows that the code before it is cut off."""
        if self.lines[at][:1].isspace():
            return False
        return self.cues.label(at) is not None or self.cues.heads(at)

    # Rows

    def _row(self) -> bool:
        at = self.at
        row = self.cues.row(at) if self.part != "preface" else None
        if row is None or not self._may_list(row):
            return False
        self.unsure = self.part == "inner" and row.about is None and not self.cues.keeps_tabs
        if self.unsure:
            # Without any tab nothing tells an argument from the field after it.
            self._add(Block("cell", row.name, at + 1, at + 1))
            self.at += 1
            return True
        argument = self.part == "inner" and row.about is None
        if not argument and self.part not in ("arguments", "fields"):
            if self.part != "inner":
                label: LabelId = "fields" if self._is_type() else "arguments"
                self._enter(label, at)
                self._add(Block("label", "", at + 1, at + 1, label=label))
            else:
                self.part = "fields"
        self._add(Block("row", row.name, at + 1, at + 1, type=row.type, spaced=argument))
        if row.default:
            self._add(Block("default", row.default, at + 1, at + 1))
        self.at += 1
        self._about(row.about, at)
        return True

    def _may_list(self, row: cues.Row) -> bool:
        """Whether a row may stand here: without its cell only where rows are listed."""
        if row.about is not None:
            return self.part not in ("values", "members") and not (
                self.part in CODE and self.out[self.head].type is None
            )
        return self.part in ("arguments", "fields", "inner")

    def _about(self, cell: str | None, at: int) -> None:
        """The cell of a row, without the default that the generator adds to it."""
        text = (cell or "").strip()
        self.cell = "below" if not text else "words"
        # A space at its end parts a description from the reason below it.
        self.goes_on = cell is not None and cell.endswith(" ")
        text = self._default(text, at)
        if text:
            self._add(Block("text", text, at + 1, at + 1, spaced=True))

    def _value(self) -> bool:
        """The value of an enum: its name, and the cell with its description."""
        at = self.at
        if self.part != "values" or not self.cues.is_value(at):
            return False
        self._add(Block("row", self.cues.text(at), at + 1, at + 1))
        cell = next(i for i in range(at + 1, len(self.lines)) if self.lines[i].startswith("\t"))
        self.at = cell + 1
        self._about(self.lines[cell][1:], cell)
        return True

    def _member(self) -> bool:
        """A member of a union, or a type that implements an interface: one name."""
        at = self.at
        if self.part != "members" or not layouts.NAME.fullmatch(self.cues.text(at)):
            return False
        self._add(Block("row", self.cues.text(at), at + 1, at + 1))
        self.at += 1
        return True
