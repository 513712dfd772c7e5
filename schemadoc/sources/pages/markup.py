"""A tree's pieces as blocks: where sections begin, what their parts are called, what a row says.

In: the tree of a page in HTML or Markdown. Out: the same `Block`s and `Ledger` that the cutter of
text gives, with headings that are certain. A module of its own because markup shows what text only
hints at: the level of a heading, the cells of a row, the code that is code.
"""

from __future__ import annotations

from schemadoc.sources.pages import definitions, layouts, pieces, rows, vocabulary, words
from schemadoc.sources.pages.blocks import Block, Ledger
from schemadoc.sources.pages.emit import MarkupLedger, Writer
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.lookahead import CODE, INLINE, ROWS, Lookahead, Open
from schemadoc.sources.pages.pieces import Piece
from schemadoc.sources.pages.rows import Entry
from schemadoc.sources.pages.tree import Node
from schemadoc.sources.pages.vocabulary import OPERATIONS, Signature

# How far after a heading a table may stand that shows whose heading it is.
_AHEAD = 40
# Types whose own rows have no default values.
_OUTPUTS = frozenset({"object", "interface", "union", "enum"})


def cut(tree: Node, text: str) -> tuple[list[Block], Ledger]:
    """Cut a tree into blocks."""
    ledger = MarkupLedger(text.split("\n"))
    cutter = _Cutter(list(pieces.flatten(tree)))
    cutter.cut()
    for piece in cutter.pieces:
        ledger.expect(piece)
    return cutter.out.blocks, ledger


class _Cutter(Lookahead):
    def __init__(self, found: list[Piece]) -> None:
        super().__init__(found)
        self.out = Writer()
        self.open: Open | None = None
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
        self._close()

    # Headings

    def _heading(self, piece: Piece) -> None:
        text, inside = piece.words(), self.open
        within = inside is not None and (piece.level > inside.level or self._belongs(inside))
        code = vocabulary.label_of(text, vocabulary.CODE_LABELS)
        label = vocabulary.label_of(text, vocabulary.LABELS)
        if within and code and self.leads_to_code():
            self._part(piece, code if self.follows("code") else None)
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

    def _is_group(self, piece: Piece) -> bool:
        text = vocabulary.plain(piece.words())
        root = text.partition(" ")[0] in vocabulary.ROOTS and self.lists_rows()
        own = not self.marked or vocabulary.GROUP_CLASS.search(piece.nodes[0].classes) is not None
        return own and text in vocabulary.GROUPS and not root and not piece.mark

    def _belongs(self, inside: Open) -> bool:
        """Whether the next table is the open section's own: a heading before it is its author's."""
        following = self.pieces[self.at + 1 : self.at + _AHEAD]
        table = next((piece for piece in following if piece.kind == "table"), None)
        owner = rows.owner(table.nodes[0]) if table else None
        return owner is not None and owner == inside.name.lower() and not inside.listed

    def _begin_group(self, piece: Piece) -> None:
        text = vocabulary.plain(piece.words())
        self._close()
        self.open, self.group = None, (piece.level, vocabulary.GROUPS[text])
        self.out.add("title", text, piece)

    def _opens(self, at: int) -> bool:
        """Whether a heading begins a section: its generator says so, or one of its parts does."""
        piece = self.pieces[at]
        found = vocabulary.signature(piece.words())
        if found is None or found.owner or (self.marked and not piece.mark):
            return False
        grouped = self.group is not None and piece.level > self.group[0]
        # What only labels a list names no type, where nothing says that types are listed.
        if not (grouped or piece.mark) and vocabulary.plain(piece.words()) in vocabulary.LISTS:
            return False
        known = grouped and self.group is not None and self.group[1] not in ("type", "directive")
        return bool(piece.mark or known or self.has_part(at, piece.level))

    def _section(self, piece: Piece) -> None:
        found = vocabulary.signature(piece.words())
        assert found is not None  # noqa: S101  (asked only where `_opens` said so)
        grouped = self.group is not None and piece.level > self.group[0]
        what = piece.mark or found.what or (self.group[1] if grouped and self.group else None)
        own = None
        if found.name.lower() in vocabulary.ROOTS and what is None:
            what, own = "object", found.type
        self._close()
        self.open = Open(piece.level, own or found.name, what, len(self.out.blocks))
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
            # Some head the named type alone, where the definition has all of it.
            if inside.definition is None or inside.definition.type is None:
                self.out.add("label", found.name, piece, label="type")
            # What follows describes the type.
            inside.part = "references"
            return True
        deeper = inside.element is not None and piece.level > inside.element
        # `Type.field.argument` under the heading of a field needs no label.
        inside.inner = inside.inner or (deeper and "." in (found.owner or ""))
        if deeper and not inside.inner:
            return False
        # Without a label only its type tells an element from a heading of the author's own.
        if not (inside.listed and inside.part in ROWS) and not self.states_type(self.at):
            return False
        if inside.part not in ROWS:
            self._announce("arguments" if inside.what in OPERATIONS else "fields", piece)
        if not deeper:
            inside.element, inside.inner = piece.level, False
        entry = Entry(found.name, piece.line, piece.end, type=found.type, default=found.default)
        entry.deprecated = rows.is_deprecated(piece.nodes[0])
        if inside.part == "interfaces":
            inside.implements = True
            self.out.entry(entry, argument=False)
        else:
            self._entry(entry, argument=deeper)
        return True

    def _other_heading(self, piece: Piece, *, within: bool) -> None:
        if not within:
            self._close()
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
        if label == "type" and not self.follows("words", "heading"):
            inside.part = None
        else:
            self._part(piece, label)

    def _part(self, piece: Piece, label: LabelId | None) -> None:
        """A part of the open section begins."""
        inside = self.open
        assert inside is not None  # noqa: S101  (parts stand within sections)
        inside.part = label
        inside.listed = label in ROWS
        if label in ROWS or label == "description":
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

    # Words, lists, tables and code

    def _words(self, piece: Piece) -> None:
        inside = self.open
        if inside is None:
            self.out.text(piece.nodes, piece)
            return
        if vocabulary.plain(piece.words()) in vocabulary.NOTHING:
            self.out.layout(piece)
            return
        if self._notice(piece):
            return
        label, value = self.inline_label(self.at)
        if label in INLINE and value and self._value(piece, label, value):
            pass
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
            names = self.names_in(piece, value)
            if not names or not all(layouts.NAME.fullmatch(name) for name in names):
                return False
            if inside is not None and label == "interfaces":
                inside.implements = True
            self.out.add("label", "", piece, label=label)
            for name in names:
                self.out.add("row", name, piece)
            return True
        if label == "type":
            found = self.type_of(piece, value)
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
        listing = inside.part in ROWS or inside.inner
        listed = rows.listing(node, typed=not listing or inside.element is not None)
        prose = inside.part in CODE or inside.part in ("errors", "deprecated")
        # Where the generator marks its sections, it heads their lists too.
        if prose or listed is None or (piece.mark and not listing):
            self.out.text(piece.nodes, piece)
            return
        if not listing:
            self._announce("arguments" if inside.what in OPERATIONS else "fields", piece)
        for entry in listed.entries:
            self._entry(entry, argument=inside.element is not None)

    def _table(self, piece: Piece) -> None:
        inside = self.open
        inputs = inside is not None and (inside.what not in _OUTPUTS or inside.element is not None)
        listed = rows.table(piece.nodes[0], inputs=inputs) if inside is not None else None
        if inside is None or listed is None or inside.part in CODE | {"errors", "references"}:
            self.out.text(piece.nodes, piece)
            return
        inner = inside.element is not None and listed.label in (None, "arguments")
        label = listed.label or (inside.part if inside.part in ROWS else None)
        if label is None:
            label = {"enum": "values"}.get(inside.what or "", "fields")  # type: ignore[assignment]  # both are labels
            label = "arguments" if inside.what in OPERATIONS else label
        if not inner and label is not None and inside.part != label:
            self._announce(label, piece)
        for entry in listed.entries:
            nested = entry.argument and label in ("fields", "return_fields")
            self._entry(entry, argument=inner or nested)
        for stray in listed.strays:
            self.out.blocks.append(Block("cell", stray.words(), stray.line, stray.line))

    def _code(self, piece: Piece) -> None:
        inside = self.open
        text = piece.nodes[0].content().strip("\n").rstrip()
        label = self.code_label(inside.part, text) if inside is not None else None
        if inside is not None and inside.part is None and self._defines(inside, text, piece):
            end = piece.nodes[0].end
            self.out.blocks.append(Block("label", "", piece.line, end, label="table"))
            return
        if inside is None or label is None:
            endpoint = self.endpoint(text) if inside is None else None
            if endpoint:
                self.out.blocks.append(Block("label", endpoint, piece.line, piece.end, label="url"))
            else:
                self.out.text(piece.nodes, piece)
            return
        self._announce(label, piece)
        node = piece.nodes[0]
        self.out.blocks.append(Block("code", text, piece.line, node.end, label=label))

    def _defines(self, inside: Open, text: str, piece: Piece) -> bool:
        """Whether code is the definition that the section shows: it proves its kind, and more."""
        head = inside.head
        written = vocabulary.DEFINITION.match(text)
        found = definitions.read(text, piece.line)
        name = found.name if found else written["name"] if written else None
        if name is None or self.out.blocks[head].text.lstrip("@") != name:
            return False
        what = found.what if found else vocabulary.SDL_KINDS[written["word"]] if written else None
        if what and inside.what in (None, "type"):
            inside.what = what
            self.out.blocks[head] = self.out.blocks[head]._replace(type=what)
        if found and what in (None, inside.what):
            inside.definition, inside.shown = found, piece
            if found.type:
                self.out.add("label", found.type, piece, label="type")
        return True

    def _entry(self, entry: Entry, *, argument: bool) -> None:
        """A row, with the default value that only the definition of its section shows."""
        inside = self.open
        if inside is not None:
            key = f"{inside.last}.{entry.name}" if argument else entry.name
            inside.last = inside.last if argument else entry.name
            inside.rows = True
            if inside.definition and entry.default is None:
                entry.default = inside.definition.defaults.get(key)
        self.out.entry(entry, argument=argument)

    def _close(self) -> None:
        """A section ends: where it has no rows, those of its definition are its rows."""
        inside = self.open
        if inside is None or inside.definition is None or inside.rows or inside.shown is None:
            return
        listed = inside.definition.listed if inside.definition.whole else {}
        skip = "interfaces" if inside.implements else None
        self.out.listed({k: v for k, v in listed.items() if k != skip}, inside.shown)
