"""Blocks of a page with markup, and the account of its lines.

In: what `markup` understands of a piece. Out: blocks in order, and a `Ledger` that expects a claim
for every line with text. A module of its own because writing blocks is one thing and understanding
pieces another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemadoc.sources.pages import pieces, rows, vocabulary, words
from schemadoc.sources.pages.blocks import Block, BlockKind, SharedLedger
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.pieces import Piece
from schemadoc.sources.pages.rows import Entry
from schemadoc.sources.pages.tree import Node


class MarkupLedger(SharedLedger):
    """The account of a page whose tags share their lines with what they mark."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        # Tags alone are layout; a line becomes open when a block is cut from it.
        self.claims = [claim or "layout" for claim in self.claims]

    def expect(self, piece: Piece) -> None:
        """Text stands in these lines: something has to claim them. Headings are layout at least."""
        for top in piece.nodes if piece.kind != "heading" else ():
            for node in _texts(top):
                lines = node.text_lines()
                for at in range(lines[0] - 1, lines[1]) if lines else ():
                    if self.claims[at] == "layout":
                        self.claims[at] = None


def _texts(node: Node) -> Iterator[Node]:
    """The texts below a node; the heads of columns are layout."""
    if not node.tag:
        yield node
    elif node.tag != "th":
        for child in node.children:
            yield from _texts(child)


class Writer:
    """The blocks of a page, one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def entry(self, entry: Entry, *, argument: bool) -> None:
        """The row of an element, and all that stands in it."""
        self.blocks.append(
            Block("row", entry.name, entry.line, entry.end, type=entry.type, spaced=argument)
        )
        if entry.deprecated:
            lines = [*entry.notices, *(at for ln in entry.reason for at in (ln.line, ln.end))]
            first, last = min(lines, default=entry.line), max(lines, default=entry.line)
            self.blocks.append(Block("deprecation", words.join(entry.reason), first, last))
        if entry.default is not None:
            at = entry.default_line or entry.line
            self.blocks.append(Block("default", entry.default, at, at))
        self._lines(entry.about)
        for node in entry.inner:
            self._inner(node)

    def listed(self, lists: Mapping[LabelId, Sequence[Entry]], piece: Piece) -> None:
        """The rows of a definition, each list under its label."""
        for label, entries in lists.items():
            self.add("label", "", piece, label=label)
            for entry in entries:
                self.entry(entry, argument=entry.argument)

    def _inner(self, node: Node) -> None:
        """The arguments of a field within its row."""
        found = [Piece("list", [node])] if node.tag in ("ul", "ol", "dl") else []
        for piece in found or pieces.flatten(node):
            read = vocabulary.signature(piece.words()) if piece.kind == "heading" else None
            listed = rows.listing(piece.nodes[0], typed=True) if piece.kind == "list" else None
            listed = rows.table(piece.nodes[0]) if piece.kind == "table" else listed
            if piece.kind == "heading" and vocabulary.label_of(piece.words(), vocabulary.LABELS):
                self.layout(piece)
            elif read:
                entry = Entry(read.name, piece.line, piece.end, read.type, read.default)
                self.entry(entry, argument=True)
            elif listed:
                for entry in listed.entries:
                    self.entry(entry, argument=True)
            else:
                self.text(piece.nodes, piece)

    def text(self, nodes: Sequence[Node], piece: Piece) -> None:
        """Running text."""
        self._lines(words.lines(nodes), fallback=piece)

    def layout(self, piece: Piece) -> None:
        """A piece that only labels or repeats what others say."""
        self.blocks.append(Block("label", "", piece.line, piece.end, label="table"))

    def _lines(self, lines: Sequence[words.Line], fallback: Piece | None = None) -> None:
        for at, line in enumerate(lines):
            first = line.line or (fallback.line if fallback else 1)
            block = Block("text", line.text, first, max(first, line.end), spaced=line.spaced)
            self.blocks.append(block._replace(spaced=True) if at == 0 else block)

    def add(
        self,
        kind: BlockKind,
        text: str,
        piece: Piece,
        *,
        what: str | None = None,
        label: LabelId | None = None,
    ) -> None:
        """A block that a piece makes; a list, a table or code only begins there."""
        line = piece.line
        end = line if piece.kind in ("list", "table", "code") else piece.end
        self.blocks.append(Block(kind, text, line, end, label=label, type=what))
