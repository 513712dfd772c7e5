"""What follows a piece: the questions that a heading or a paragraph asks before it is understood.

In: the pieces of a page, a place in them and the section that is open there. Out: answers. A module
of its own beside `markup`, which decides by them what a heading means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemadoc import typerefs
from schemadoc.sources.pages import definitions, layouts, rows, vocabulary
from schemadoc.sources.pages.definitions import Definition
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.pieces import Piece

ROWS: frozenset[LabelId] = frozenset(
    {"arguments", "fields", "return_fields", "values", "members", "interfaces"}
)
CODE: frozenset[LabelId] = frozenset({"document", "variables", "response", "example"})
# The labels under which a paragraph says everything, so that the label may begin it.
INLINE: frozenset[LabelId] = frozenset(
    {"type", "default", "interfaces", "members", "url", "complexity", "references"}
)

_NAMES = re.compile(r"[\s,&|]+|\band\b")


@dataclass
class Open:
    """The section that the pieces belong to, and the element in it that has its own heading."""

    level: int
    name: str
    what: str | None
    head: int  # which block its heading is
    part: LabelId | None = None
    element: int | None = None
    inner: bool = False
    listed: bool = False  # a label says what is listed
    definition: Definition | None = None
    shown: Piece | None = None  # where the definition stands
    rows: bool = False  # fields, arguments, values or members are listed
    implements: bool = False
    last: str = ""  # the field whose arguments may follow


class Lookahead:
    """The pieces of a page, and the one that is being read."""

    def __init__(self, found: list[Piece]) -> None:
        self.pieces = found
        self.at = 0

    def follows(self, *kinds: str) -> bool:
        """Whether the next piece is of one of these kinds."""
        following = self.next(self.at)
        return following is not None and following.kind in kinds

    def leads_to_code(self) -> bool:
        """Whether code follows, at once or under a heading that says what code it is."""
        following = self.next(self.at)
        if following is None or following.kind == "code":
            return following is not None
        text = following.words() if following.kind == "heading" else ""
        return vocabulary.label_of(text, vocabulary.CODE_LABELS) is not None

    def next(self, at: int) -> Piece | None:
        """The piece after a place."""
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def lists_rows(self) -> bool:
        """Whether a table or a list of elements stands under this heading itself."""
        for piece in self.pieces[self.at + 1 :]:
            if piece.kind == "heading":
                return vocabulary.label_of(piece.words(), vocabulary.LABELS) == "fields"
            if piece.kind == "table":
                return rows.table(piece.nodes[0]) is not None
            if piece.kind == "list" and rows.listing(piece.nodes[0], typed=True):
                return True
        return False

    def has_part(self, at: int, level: int) -> bool:
        """Whether what follows a heading, before the next one, lists elements or is labelled."""
        for index in range(at + 1, len(self.pieces)):
            piece = self.pieces[index]
            if piece.kind == "heading":
                text = piece.words()
                label = vocabulary.label_of(text, vocabulary.LABELS)
                deeper = piece.level > level
                return deeper and (
                    (label is not None and label != "references") or self.states_type(index)
                )
            if piece.kind == "table":
                listed = rows.table(piece.nodes[0])
                # Names with descriptions alone may be those of anything.
                typed = listed is not None and any(entry.type for entry in listed.entries)
                return listed is not None and (listed.label is not None or typed)
            if piece.kind == "list" and rows.listing(piece.nodes[0], typed=True):
                return True
            if piece.kind == "words" and self.inline_label(index)[0] in ROWS | {"type"}:
                return True
            if piece.kind == "code" and self._is_defined(at, piece):
                return True
        return False

    def _is_defined(self, at: int, piece: Piece) -> bool:
        """Whether code defines what a heading names."""
        head = vocabulary.signature(self.pieces[at].words())
        found = definitions.read(piece.nodes[0].content(), piece.line)
        return head is not None and found is not None and head.name.lstrip("@") == found.name

    def states_type(self, at: int) -> bool:
        """Whether a heading, or the paragraph under it, states the type of an element."""
        found = vocabulary.signature(self.pieces[at].words())
        if found is None or found.type:
            return found is not None
        following = self.next(at)
        if following is None or following.kind != "words":
            return False
        label, value = self.inline_label(at + 1)
        return label == "type" and vocabulary.type_in(value) is not None

    def inline_label(self, at: int) -> tuple[LabelId | None, str]:
        """The label that begins a paragraph, and what the paragraph says after it."""
        text = self.pieces[at].words()
        before, colon, after = text.partition(":")
        if len(before) > 40:
            return None, text
        label = vocabulary.label_of(before, vocabulary.LABELS)
        if label is None and not colon:
            return None, text
        if label in INLINE and after.strip(" *"):
            return label, after.strip(" *")
        alone = not after.strip(" *") and self._leads_somewhere(at)
        return (label, "") if label and alone else (None, text)

    def _leads_somewhere(self, at: int) -> bool:
        following = self.next(at)
        return following is not None and following.kind in ("table", "list", "heading", "code")

    def endpoint(self, text: str) -> str | None:
        """The address of all operations, where code between sections shows one and no other."""
        before = self.pieces[self.at - 1] if self.at else None
        if before is None or vocabulary.plain(before.words()) not in vocabulary.ENDPOINTS:
            return None
        # A generator that lists all servers comments on each of them.
        shown = [line.strip() for line in text.split("\n") if not line.lstrip().startswith("#")]
        shown = [line for line in shown if line]
        alone = len(shown) == 1 and re.fullmatch(r"https?://\S+", shown[0])
        return shown[0] if alone else None

    @staticmethod
    def names_in(piece: Piece, value: str) -> list[str]:
        """The names that a paragraph lists: each in a link or in code, or set apart by commas."""
        for tag in ("a", "code"):
            marked = [n.words() for node in piece.nodes for n in node.walk() if n.tag == tag]
            rest = value.replace("`", "")
            for name in marked:
                rest = rest.replace(name, " ", 1)
            # Beside a link may stand what it links to.
            words = [word for word in _NAMES.split(rest) if word]
            if marked and all(word == "●" or word.lower() in vocabulary.KINDS for word in words):
                return marked
        return [name for name in _NAMES.split(value.replace("`", "")) if name]

    @staticmethod
    def type_of(piece: Piece, value: str) -> str | None:
        """The type that a paragraph states: in code or in a link, or as its only word."""
        marked = ("code", "a")
        codes = {n.words() for node in piece.nodes for n in node.walk() if n.tag in marked}
        stated = [code for code in codes if typerefs.is_type_text(code)]
        return vocabulary.type_in(value) or (stated[0] if len(stated) == 1 else None)

    @staticmethod
    def code_label(part: LabelId | None, text: str) -> LabelId | None:
        """What a code block under a label is: an example may show a document and its answer."""
        if part not in CODE:
            return None
        first = text.split("\n", 1)[0]
        if part == "example" and layouts.BARE_DOCUMENT.fullmatch(first):
            return "document"
        if part == "document" and not layouts.DOCUMENT.fullmatch(first):
            return "variables"
        if part in ("document", "variables") and '"data"' in text[:40]:
            return "response"
        return part
