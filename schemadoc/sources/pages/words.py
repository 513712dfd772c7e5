"""Nodes as Markdown, line by line, with the lines of the page that they come from.

In: the nodes of a description. Out: `Line`s. A module of its own because descriptions are Markdown
wherever they come from, and HTML is one more place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemadoc.sources.pages.tree import Node

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}


class Line(NamedTuple):
    """One line of Markdown; `spaced` says that an empty one goes before it."""

    text: str
    line: int
    end: int
    spaced: bool = False


def lines(nodes: Sequence[Node], skip: frozenset[int] = frozenset()) -> list[Line]:
    """The Markdown of nodes, without those whose `id()` is to be skipped."""
    written: list[Line] = []
    run: list[Node] = []
    for node in nodes:
        if id(node) in skip:
            continue
        if not node.is_block():
            run.append(node)
            continue
        _paragraph(run, written, skip)
        run = []
        _block(node, written, skip)
    _paragraph(run, written, skip)
    return written


def join(written: Sequence[Line]) -> str:
    """Lines as one text."""
    return "\n".join(f"\n{line.text}" if line.spaced else line.text for line in written)


def _add(written: list[Line], block: list[Line]) -> None:
    """Add a block: an empty line parts it from what stands before."""
    if block and written:
        block[0] = block[0]._replace(spaced=True)
    written.extend(block)


def _paragraph(run: Sequence[Node], written: list[Line], skip: frozenset[int]) -> None:
    pieces = [piece for node in run for piece in _inline(node, skip)]
    _add(written, list(_split(pieces)))


def _split(pieces: Iterable[tuple[str, int]]) -> Iterator[Line]:
    """Pieces of text as lines: where the page breaks a line, Markdown may too."""
    text, first, last = "", 0, 0
    for piece, line in pieces:
        parts = piece.split("\n")
        for at, part in enumerate(parts):
            if at:
                if text.strip():
                    yield Line(" ".join(text.split()), first, last)
                text, first = "", 0
            if part.strip():
                first = first or line + (at if line else 0)
                last = line + at
            text += part
    if text.strip():
        yield Line(" ".join(text.split()), first, last)


def _inline(node: Node, skip: frozenset[int]) -> Iterator[tuple[str, int]]:
    if id(node) in skip:
        return
    if not node.tag:
        yield node.text, node.line
        return
    if node.tag == "br":
        yield "\n", node.line
    elif node.tag == "code":
        mark = "``" if "`" in node.content() else "`"
        yield f"{mark}{_code(node)}{mark}", node.line
    elif node.tag == "img":
        yield node.attrs.get("alt", ""), node.line
    else:
        inner = [piece for child in node.children for piece in _inline(child, skip)]
        before, after = _around(node)
        if before and any(text.strip() for text, _ in inner):
            text, line = inner[0]
            inner[0] = (f"{before}{text.lstrip()}", line)
            text, line = inner[-1]
            inner[-1] = (f"{text.rstrip()}{after}", line)
        yield from inner


def _code(node: Node) -> str:
    """Code in a line; Markdown takes a space off both its ends, never off one."""
    text, inner = node.content(), node.words()
    if "\n" in text or not inner or text[0].isspace() == text[-1].isspace():
        return inner
    return f" {inner}" if text[0].isspace() else f"{inner} "


def _around(node: Node) -> tuple[str, str]:
    """What stands around the text of an inline element; links within a page lead nowhere else."""
    href = node.attrs.get("href", "")
    if node.tag == "a" and "://" in href and href != node.words():
        return "[", f"]({href})"
    mark = _MARKS.get(node.tag, "")
    return mark, mark


def _block(node: Node, written: list[Line], skip: frozenset[int]) -> None:
    if node.tag in ("ul", "ol"):
        _add(written, _list(node, skip))
    elif node.tag == "pre":
        _add(written, _fence(node))
    elif node.tag == "table":
        _add(written, _table(node, skip))
    elif node.tag == "blockquote":
        quoted = lines(node.children, skip)
        _add(written, [line._replace(text=f"> {line.text}") for line in quoted])
    elif node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        head = lines(node.children, skip)
        _add(written, [ln._replace(text=f"{'#' * int(node.tag[1])} {ln.text}") for ln in head[:1]])
    else:
        _add(written, lines(node.children, skip))


def _list(node: Node, skip: frozenset[int]) -> list[Line]:
    listed: list[Line] = []
    for number, item in enumerate((c for c in node.children if c.tag == "li"), 1):
        marker = "- " if node.tag == "ul" else f"{number}. "
        indent = " " * len(marker)
        for at, line in enumerate(lines(item.children, skip)):
            # A list in an item follows its text without an empty line.
            spaced = line.spaced and at > 0 and not line.text.startswith(("- ", "1. "))
            text = f"{indent if at else marker}{line.text}"
            listed.append(Line(text, line.line, line.end, spaced))
    return listed


def _fence(node: Node) -> list[Line]:
    code = next((child for child in node.children if child.tag == "code"), node)
    found = [name for name in code.classes.split() if name.startswith("language-")]
    text = _undented(node.content()).strip("\n").rstrip()
    first = (node.text_lines() or (node.line, node.line))[0]
    body = [Line(part, first + at, first + at) for at, part in enumerate(text.split("\n"))]
    language = found[0].removeprefix("language-") if found else ""
    mark = Line(f"```{language}", node.line, node.line)
    return [mark, *body, Line("```", node.end, node.end)]


def _undented(text: str) -> str:
    """Code without the indentation that a beautifier gave all lines but the first.

    It stands before the closing tag too: that is how it is known.
    """
    last = text.rpartition("\n")[2]
    return text if last.strip() or not last else text.replace(f"\n{last}", "\n")


def _table(node: Node, skip: frozenset[int]) -> list[Line]:
    rows = [row for row in node.walk() if row.tag == "tr"]
    written = []
    for at, row in enumerate(rows):
        cells = [
            " ".join(line.text for line in lines(cell.children, skip)).replace("|", "\\|")
            for cell in row.children
            if cell.tag in ("td", "th")
        ]
        written.append(Line(f"| {' | '.join(cells)} |", row.line, row.end))
        if at == 0:
            written.append(Line(f"|{' --- |' * len(cells)}", row.line, row.line))
    return written
