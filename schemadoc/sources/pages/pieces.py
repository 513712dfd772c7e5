"""A page's tree as a flat sequence of headings, paragraphs, lists, tables and code.

In: a tree. Out: `Piece`s in order, without the page's furniture. A module of its own because what
a heading means depends on what follows it, and in a sequence that is the next piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from schemadoc.sources.pages import vocabulary
from schemadoc.sources.pages.tree import Node

PieceKind = Literal["heading", "words", "list", "table", "code", "reason", "prose"]

_SKIPPED = frozenset(
    ("script", "style", "template", "head", "nav", "button", "form", "svg", "iframe", "select")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What opens and closes the part of a page that folds away what is deprecated.
_FOLD = re.compile(r"(?:(?:show|hide) )?deprecated(?: (?:show|hide) deprecated)?", re.IGNORECASE)
_LISTS = frozenset({"ul", "ol", "dl"})


class Piece(NamedTuple):
    """One piece; `level` belongs to headings, `mark` is what the generator calls its section."""

    kind: PieceKind
    nodes: Sequence[Node]
    level: int = 0
    mark: str | None = None

    @property
    def line(self) -> int:
        """Its first line with text."""
        found = next((lines for node in self.nodes if (lines := node.text_lines())), None)
        return found[0] if found else self.nodes[0].line

    @property
    def end(self) -> int:
        """Its last line with text."""
        found = [lines[1] for node in self.nodes if (lines := node.text_lines())]
        return max(found, default=self.nodes[0].line)

    def words(self) -> str:
        """Its text, white space collapsed."""
        return " ".join("".join(node.content() for node in self.nodes).split())


def flatten(node: Node, mark: str | None = None) -> Iterator[Piece]:
    """The pieces below a node."""
    run: list[Node] = []
    folded = node.tag == "details"
    for child in node.children:
        if folded and _FOLD.fullmatch(child.words()):
            continue
        if child.tag and child.is_block():
            yield from _run(run, mark)
            run = []
            yield from _block(child, mark)
        elif child.tag not in _SKIPPED and not _is_furniture(child):
            run.append(child)
    yield from _run(run, mark)


def _run(nodes: list[Node], mark: str | None) -> Iterator[Piece]:
    if nodes and any(node.text_lines() for node in nodes):
        yield Piece("words", nodes, mark=mark)


def _block(node: Node, mark: str | None) -> Iterator[Piece]:
    if node.tag in _SKIPPED or _is_furniture(node) or _is_contents(node):
        return
    level = _HEADINGS.get(node.tag)
    reason = None if level else _admonition(node)
    if reason:
        yield Piece("reason", reason, mark=mark)
    elif level:
        yield Piece("heading", [node], level, mark)
    elif vocabulary.PROSE_CLASS.search(node.classes):
        yield from _prose(node, mark)
    elif vocabulary.REASON_CLASS.search(node.classes):
        yield Piece("reason", [node], mark=mark)
    elif node.tag == "table":
        yield Piece("table", [node], mark=mark)
    elif node.tag in _LISTS:
        yield Piece("list", [node], mark=mark)
    elif node.tag == "pre":
        yield Piece("code", [node], mark=mark)
    elif node.tag == "blockquote":
        yield Piece("words", [node], mark=mark)
    else:
        found = vocabulary.SECTION_CLASS.search(node.classes)
        yield from flatten(node, found["what"].replace("-", "_") if found else mark)


def _admonition(node: Node) -> list[Node] | None:
    """What stands in a box whose title says that something is deprecated."""
    legend = next((n for n in node.walk() if n.tag == "legend"), None) if node.children else None
    title = legend.words() if legend and node.tag == "fieldset" else node.attrs.get("title", "")
    if not title or vocabulary.NOTICE.fullmatch(title) is None:
        return None
    return [child for child in node.children if child is not legend] or [node]


def _prose(node: Node, mark: str | None) -> Iterator[Piece]:
    """A description, whatever headings and tables its author put into it."""
    nodes = [child for child in node.children if child.tag or child.text.strip()]
    label = nodes and vocabulary.label_of(nodes[0].content(), vocabulary.LABELS)
    nodes = nodes[1:] if label == "description" else nodes
    if nodes:
        yield Piece("prose", nodes, mark=mark)


def _is_furniture(node: Node) -> bool:
    return bool(node.attrs) and vocabulary.FURNITURE_CLASS.search(node.classes) is not None


def _is_contents(node: Node) -> bool:
    """A folded table of contents: its list says again what the page says below."""
    if node.tag != "details":
        return False
    summary = next((child for child in node.children if child.tag == "summary"), None)
    label = summary and vocabulary.label_of(summary.words(), vocabulary.LABELS)
    return label == "references"
