"""A tree's pieces as blocks: where sections begin, what their parts are called, what a row says.

In: the tree of a page in HTML or Markdown. Out: the same `Block`s and `Ledger` that the cutter of
text gives, with headings that are certain. A module of its own because markup shows what text only
hints at: the level of a heading, the cells of a row, the code that is code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemadoc import typerefs
from schemadoc.sources.pages import layouts, pieces, rows, vocabulary, words
from schemadoc.sources.pages.blocks import Block, Ledger
from schemadoc.sources.pages.emit import MarkupLedger, Writer
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.pieces import Piece
from schemadoc.sources.pages.rows import Entry
from schemadoc.sources.pages.tree import Node
from schemadoc.sources.pages.vocabulary import OPERATIONS, Signature

_ROWS: frozenset[LabelId] = frozenset(
    {"arguments", "fields", "return_fields", "values", "members", "interfaces"}
)
_CODE: frozenset[LabelId] = frozenset({"document", "variables", "response", "example"})
# The labels under which a paragraph says everything, so that the label may begin it.
_INLINE: frozenset[LabelId] = frozenset(
    {"type", "default", "interfaces", "members", "url", "complexity", "references"}
)
# How far after a heading a table may stand that shows whose heading it is.
_AHEAD = 40
_NAMES = re.compile(r"[\s,&|]+|\band\b")


@dataclass
class _Open:
    """The section that the pieces belong to, and the element in it that has its own heading."""

    level: int
    name: str
    what: str | None
    head: int  # which block its heading is
    part: LabelId | None = None
    element: int | None = None
    inner: bool = False
    listed: bool = False  # a label says what is listed


def cut(tree: Node, text: str) -> tuple[list[Block], Ledger]:
    """Cut a tree into blocks."""
    ledger = MarkupLedger(text.split("\n"))
    cutter = _Cutter(list(pieces.flatten(tree)))
    cutter.cut()
    for piece in cutter.pieces:
        ledger.expect(piece)
    return cutter.out.blocks, ledger


class _Cutter:
    def __init__(self, found: list[Piece]) -> None:
        self.pieces = found
        self.at = 0
        self.out = Writer()
        self.open: _Open | None = None
        self.group: tuple[int, str] | None = None
        self.noticed = False
        # A generator that marks its sections marks all of them: other headings are the author's.
        self.marked = any(piece.mark for piece in found)

    def cut(self) -> None:
        """Piece by piece."""
        handlers = {
            "heading": self._heading,
            "words": self._words,
            "list": self._list,
            "table": self._table,
            "code": self._code,
            "reason": self._reason,
            "prose": self._prose,
        }
        for at, piece in enumerate(self.pieces):
            self.at = at
            handlers[piece.kind](piece)

    # Headings

    def _heading(self, piece: Piece) -> None:
        text, inside = piece.words(), self.open
        within = inside is not None and (piece.level > inside.level or self._belongs(inside))
        code = vocabulary.label_of(text, vocabulary.CODE_LABELS)
        label = vocabulary.label_of(text, vocabulary.LABELS)
        if within and code and self._leads_to_code():
            self._part(piece, code if self._follows("code") else None)
        elif not within and self._is_group(piece):
            self._begin_group(piece)
        elif (
            within and label and (inside is None or inside.part != "references" or piece.level < 5)
        ):
            self._label(piece, label)
        elif within and self._element(piece):
            pass
        elif (not within or piece.mark) and self._opens(self.at):
            self._section(piece)
        else:
            self._other_heading(piece, within=within)

    def _follows(self, *kinds: str) -> bool:
        following = self._next(self.at)
        return following is not None and following.kind in kinds

    def _leads_to_code(self) -> bool:
        """Whether code follows, at once or under a heading that says what code it is."""
        following = self._next(self.at)
        if following is None or following.kind == "code":
            return following is not None
        text = following.words() if following.kind == "heading" else ""
        return vocabulary.label_of(text, vocabulary.CODE_LABELS) is not None

    def _next(self, at: int) -> Piece | None:
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def _is_group(self, piece: Piece) -> bool:
        text = vocabulary.plain(piece.words())
        root = text.partition(" ")[0] in vocabulary.ROOTS and self._lists_rows()
        own = not self.marked or vocabulary.GROUP_CLASS.search(piece.nodes[0].classes) is not None
        return own and text in vocabulary.GROUPS and not root and not piece.mark

    def _lists_rows(self) -> bool:
        """Whether a table or a list of elements stands under this heading itself."""
        for piece in self.pieces[self.at + 1 :]:
            if piece.kind == "heading":
                return vocabulary.label_of(piece.words(), vocabulary.LABELS) == "fields"
            if piece.kind == "table":
                return rows.table(piece.nodes[0]) is not None
            if piece.kind == "list" and rows.listing(piece.nodes[0], typed=True):
                return True
        return False

    def _belongs(self, inside: _Open) -> bool:
        """Whether the next table is the open section's own: a heading before it is its author's."""
        following = self.pieces[self.at + 1 : self.at + _AHEAD]
        table = next((piece for piece in following if piece.kind == "table"), None)
        owner = rows.owner(table.nodes[0]) if table else None
        return owner is not None and owner == inside.name.lower() and not inside.listed

    def _begin_group(self, piece: Piece) -> None:
        text = vocabulary.plain(piece.words())
        self.open, self.group = None, (piece.level, vocabulary.GROUPS[text])
        self.out.add("title", text, piece)

    def _opens(self, at: int) -> bool:
        """Whether a heading begins a section: its generator says so, or one of its parts does."""
        piece = self.pieces[at]
        found = vocabulary.signature(piece.words())
        if found is None or found.owner or (self.marked and not piece.mark):
            return False
        grouped = self.group is not None and piece.level > self.group[0]
        known = grouped and self.group is not None and self.group[1] not in ("type", "directive")
        return bool(piece.mark or known or self._has_part(at, piece.level))

    def _has_part(self, at: int, level: int) -> bool:
        """Whether what follows a heading, before the next one, lists elements or is labelled."""
        for index in range(at + 1, len(self.pieces)):
            piece = self.pieces[index]
            if piece.kind == "heading":
                text = piece.words()
                label = vocabulary.label_of(text, vocabulary.LABELS)
                deeper = piece.level > level
                return deeper and (
                    (label is not None and label != "references") or self._states_type(index)
                )
            if piece.kind == "table":
                return rows.table(piece.nodes[0]) is not None
            if piece.kind == "list" and rows.listing(piece.nodes[0], typed=True):
                return True
            if piece.kind == "words" and self._inline_label(piece)[0] in _ROWS | {"type"}:
                return True
        return False

    def _section(self, piece: Piece) -> None:
        found = vocabulary.signature(piece.words())
        assert found is not None  # noqa: S101  (asked only where `_opens` said so)
        grouped = self.group is not None and piece.level > self.group[0]
        what = piece.mark or found.what or (self.group[1] if grouped and self.group else None)
        own = None
        if found.name.lower() in vocabulary.ROOTS and what is None:
            what, own = "object", found.type
        self.open = _Open(piece.level, own or found.name, what, len(self.out.blocks))
        self.out.add("heading", found.name, piece, what=what)
        self._head_facts(piece, found._replace(type=None) if own else found)
        if own:
            self.out.add("label", own, piece, label="own")

    def _head_facts(self, piece: Piece, found: Signature) -> None:
        if found.type:
            self.out.add("label", found.type, piece, label="type")
        if rows.is_deprecated(piece.nodes[0]):
            self.out.add("deprecation", "", piece)

    def _element(self, piece: Piece) -> bool:
        """A heading of a field, an argument, a value or a member within a section."""
        inside = self.open
        found = vocabulary.signature(piece.words())
        if inside is None or found is None:
            return False
        if inside.part == "references":
            return True
        if inside.part == "type":
            self.out.add("label", found.name, piece, label="type")
            inside.part = None
            return True
        deeper = inside.element is not None and piece.level > inside.element
        # `Type.field.argument` under the heading of a field needs no label.
        inside.inner = inside.inner or (deeper and "." in (found.owner or ""))
        if deeper and not inside.inner:
            return False
        # Without a label only its type tells an element from a heading of the author's own.
        if not (inside.listed and inside.part in _ROWS) and not self._states_type(self.at):
            return False
        if inside.part not in _ROWS:
            self._announce("arguments" if inside.what in OPERATIONS else "fields", piece)
        if not deeper:
            inside.element, inside.inner = piece.level, False
        entry = Entry(found.name, piece.line, piece.end, type=found.type, default=found.default)
        entry.deprecated = rows.is_deprecated(piece.nodes[0])
        self.out.entry(entry, argument=deeper)
        return True

    def _states_type(self, at: int) -> bool:
        """Whether a heading, or the paragraph under it, states the type of an element."""
        found = vocabulary.signature(self.pieces[at].words())
        if found is None or found.type:
            return found is not None
        following = self._next(at)
        if following is None or following.kind != "words":
            return False
        label, value = self._inline_label(following)
        return label == "type" and vocabulary.type_in(value) is not None

    def _other_heading(self, piece: Piece, *, within: bool) -> None:
        if not within:
            self.open = None
            if self.group and piece.level <= self.group[0]:
                self.group = None
            self.out.add("title", piece.words(), piece)
            return
        if self.open is not None:
            self._announce("description", piece)
            self.open.part = self.open.element = None
        self.out.text([piece.nodes[0]], piece)

    # Labels

    def _label(self, piece: Piece, label: LabelId) -> None:
        inside = self.open
        assert inside is not None  # noqa: S101  (labels stand within sections)
        if inside.element is not None and piece.level > inside.element:
            if label == "arguments":
                inside.inner = True
                return
            if label in ("description", "type", "default"):
                inside.part = label
                return
        inside.element, inside.inner = None, False
        if label == "type" and not self._follows("words", "heading"):
            inside.part = None
        else:
            self._part(piece, label)

    def _part(self, piece: Piece, label: LabelId | None) -> None:
        """A part of the open section begins."""
        inside = self.open
        assert inside is not None  # noqa: S101  (parts stand within sections)
        inside.part = label
        inside.listed = label in _ROWS
        if label in _ROWS or label == "description":
            self._announce(label, piece)
        elif label in ("errors", "deprecated"):
            self.out.text(piece.nodes, piece)
        else:
            self.out.layout(piece)

    def _announce(self, label: LabelId, piece: Piece) -> None:
        inside = self.open
        if inside is not None:
            if label == "fields" and inside.what in OPERATIONS:
                label = "return_fields"
            inside.part = label
        self.out.add("label", "", piece, label=label)

    def _inline_label(self, piece: Piece) -> tuple[LabelId | None, str]:
        """The label that begins a paragraph, and what the paragraph says after it."""
        text = piece.words()
        before, colon, after = text.partition(":")
        if len(before) > 40:
            return None, text
        label = vocabulary.label_of(before, vocabulary.LABELS)
        if label is None and not colon:
            return None, text
        if label in _INLINE and after.strip(" *"):
            return label, after.strip(" *")
        alone = not after.strip(" *") and self._leads_somewhere(piece)
        return (label, "") if label and alone else (None, text)

    def _leads_somewhere(self, piece: Piece) -> bool:
        at = self.pieces.index(piece, max(self.at - 1, 0)) if piece in self.pieces else self.at
        following = self._next(at)
        return following is not None and following.kind in ("table", "list", "heading", "code")

    # Words, lists, tables and code

    def _words(self, piece: Piece) -> None:
        inside = self.open
        if inside is None:
            self.out.text(piece.nodes, piece)
            return
        if self._notice(piece):
            return
        label, value = self._inline_label(piece)
        if label in _INLINE and value:
            self._value(piece, label, value)
        elif label and not value and label not in ("errors", "deprecated"):
            if label == "arguments" and inside.element is not None:
                inside.inner = True
                self.out.layout(piece)
            else:
                self._part(piece, label)
        elif inside.part in ("type", "default", "members", "interfaces") and self._value(
            piece, inside.part, piece.words()
        ):
            inside.part = None
        elif inside.part == "references":
            self.out.layout(piece)
        else:
            self.out.text(piece.nodes, piece)

    def _notice(self, piece: Piece) -> bool:
        """A paragraph that is nothing but the notice of a deprecation, or the quote after it."""
        if rows.is_notice(piece.nodes):
            self.noticed = True
            self.out.add("deprecation", "", piece)
            return True
        quoted = piece.nodes[0].tag == "blockquote"
        if self.noticed and quoted:
            reason = words.join(words.lines(piece.nodes[0].children))
            self.out.add("deprecation", reason, piece)
        noticed, self.noticed = self.noticed, False
        return noticed and quoted

    def _value(self, piece: Piece, label: LabelId | None, value: str) -> bool:
        """What a label's paragraph says; False where it says nothing of the kind."""
        inside = self.open
        if label in ("members", "interfaces"):
            names = [name for name in _NAMES.split(value.replace("`", "")) if name]
            if not names or not all(layouts.NAME.fullmatch(name) for name in names):
                return False
            self.out.add("label", "", piece, label=label)
            for name in names:
                self.out.add("row", name, piece)
            return True
        if label == "type":
            found = self._type_of(piece, value)
            if found is None:
                return False
            self.out.add("label", found, piece, label="type")
        elif label == "default":
            self.out.add("default", value.strip("` "), piece)
        elif label in ("url", "complexity"):
            self.out.add("label", value, piece, label=label)
        elif label == "references" and inside is not None:
            inside.part = "references"
            self.out.layout(piece)
        return True

    @staticmethod
    def _type_of(piece: Piece, value: str) -> str | None:
        """The type that a paragraph states: in code if there is any, else at its end."""
        codes = [n.words() for node in piece.nodes for n in node.walk() if n.tag == "code"]
        stated = [code for code in codes if typerefs.is_type_text(code)]
        return stated[0] if len(stated) == 1 else vocabulary.type_in(value)

    def _reason(self, piece: Piece) -> None:
        self.out.add("deprecation", words.join(words.lines(piece.nodes)), piece)

    def _prose(self, piece: Piece) -> None:
        if self.open is not None:
            self._announce("description", piece)
        self.out.text(piece.nodes, piece)

    def _list(self, piece: Piece) -> None:
        inside, node = self.open, piece.nodes[0]
        if inside is None or inside.part == "references":
            (self.out.layout(piece) if inside else self.out.text(piece.nodes, piece))
            return
        listing = inside.part in _ROWS or inside.inner
        listed = rows.listing(node, typed=not listing or inside.element is not None)
        prose = inside.part in _CODE or inside.part in ("errors", "deprecated")
        # Where the generator marks its sections, it heads their lists too.
        if prose or listed is None or (piece.mark and not listing):
            self.out.text(piece.nodes, piece)
            return
        if not listing:
            self._announce("arguments" if inside.what in OPERATIONS else "fields", piece)
        for entry in listed.entries:
            self.out.entry(entry, argument=inside.element is not None)

    def _table(self, piece: Piece) -> None:
        inside = self.open
        listed = rows.table(piece.nodes[0]) if inside is not None else None
        if inside is None or listed is None or inside.part in _CODE | {"errors", "references"}:
            self.out.text(piece.nodes, piece)
            return
        inner = inside.element is not None and listed.label in (None, "arguments")
        label = listed.label or (inside.part if inside.part in _ROWS else None)
        if label is None:
            label = {"enum": "values"}.get(inside.what or "", "fields")  # type: ignore[assignment]  # both are labels
            label = "arguments" if inside.what in OPERATIONS else label
        if not inner and label is not None and inside.part != label:
            self._announce(label, piece)
        for entry in listed.entries:
            nested = entry.argument and label in ("fields", "return_fields")
            self.out.entry(entry, argument=inner or nested)
        for stray in listed.strays:
            self.out.blocks.append(Block("cell", stray.words(), stray.line, stray.line))

    def _code(self, piece: Piece) -> None:
        inside = self.open
        text = piece.nodes[0].content().strip("\n").rstrip()
        label = self._code_label(inside.part, text) if inside is not None else None
        if inside is not None and inside.part is None and self._defines(inside, text):
            end = piece.nodes[0].end
            self.out.blocks.append(Block("label", "", piece.line, end, label="table"))
            return
        if inside is None or label is None:
            self.out.text(piece.nodes, piece)
            return
        self._announce(label, piece)
        node = piece.nodes[0]
        self.out.blocks.append(Block("code", text, piece.line, node.end, label=label))

    def _defines(self, inside: _Open, text: str) -> bool:
        """Whether code is the definition that the section shows: it proves its kind."""
        found = vocabulary.DEFINITION.match(text)
        head = inside.head
        if found is None or self.out.blocks[head].text != found["name"]:
            return False
        if inside.what in (None, "type"):
            inside.what = vocabulary.SDL_KINDS[found["word"]]
            self.out.blocks[head] = self.out.blocks[head]._replace(type=inside.what)
        return True

    @staticmethod
    def _code_label(part: LabelId | None, text: str) -> LabelId | None:
        """What a code block under a label is: an example may show a document and its answer."""
        if part not in _CODE:
            return None
        first = text.split("\n", 1)[0]
        if part == "example" and layouts.BARE_DOCUMENT.fullmatch(first):
            return "document"
        if part == "document" and not layouts.DOCUMENT.fullmatch(first):
            return "variables"
        if part in ("document", "variables") and '"data"' in text[:40]:
            return "response"
        return part
