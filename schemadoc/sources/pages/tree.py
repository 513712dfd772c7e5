"""The tree of a page in HTML or Markdown, every node with its true lines.

In: opening and closing tags and texts, in the order in which they stand. Out: `Node`s. A module of
its own because HTML and Markdown, which may hold HTML, build the same tree, and because no parser
at hand says the lines of a long page: lxml stops counting at 65,535, others do not count at all.
"""

from __future__ import annotations

from collections.abc import Iterator

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905  (words)
# An element of the first kind ends an open one of the second: their closing tags may be left out.
_ENDED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"tr", "td", "th"}),
    "tbody": frozenset({"tr", "td", "th", "thead", "tbody"}),
    "tfoot": frozenset({"tr", "td", "th", "thead", "tbody"}),
    "option": frozenset({"option"}),
}
# What no closing or opening tag of something inside it reaches beyond.
_WALLS = frozenset({"table", "td", "th", "ul", "ol", "dl"})
BLOCKS = frozenset(
    (  # noqa: SIM905  (words)
        "address article aside blockquote body center dd details div dl dt fieldset "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre "
        "section summary table tbody td tfoot th thead tr ul"
    ).split()
)
# Deeper than any page. What only wraps others is not nested further, then nothing is: it stands
# beside its parent instead of in it.
_DEPTH, _DEEPEST = 90, 130
_WRAPPERS = frozenset({"div", "span", "section", "article", "main", "font", "center"})


# Texts have no children, and most nodes are texts.
_NONE: list[Node] = []


class Node:
    """An element, or a text (`tag` is empty); lines are counted from 1, `end` is its last one."""

    __slots__ = ("attrs", "children", "end", "line", "tag", "text")

    def __init__(self, tag: str, line: int, attrs: dict[str, str] | None = None, text: str = ""):
        self.tag = tag
        self.line = line
        self.end = line
        self.attrs = attrs or {}
        self.text = text
        self.children: list[Node] = [] if tag else _NONE

    @property
    def classes(self) -> str:
        """The element's classes as they are written."""
        return self.attrs.get("class", "")

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def text_lines(self) -> tuple[int, int] | None:
        """The first and the last line with text below a node; None where there is none."""
        if not self.tag:
            text = self.text.strip()
            if not text:
                return None
            first = self.line + self.text[: self.text.index(text)].count("\n")
            return first, first + text.count("\n")
        found = [lines for child in self.children if (lines := child.text_lines())]
        return (found[0][0], max(last for _, last in found)) if found else None

    def content(self) -> str:
        """The text below a node, its white space as it stands; `<br>` is a line break."""
        if not self.tag:
            return self.text
        if self.tag == "br":
            return "\n"
        return "".join(child.content() for child in self.children)

    def words(self) -> str:
        """The text below a node, its white space collapsed."""
        return " ".join(self.content().split())

    def is_block(self) -> bool:
        """Whether the node makes a block of its own, or holds one."""
        return self.tag in BLOCKS or any(child.is_block() for child in self.children)


class Builder:
    """Tags and texts become a tree; what was never opened or closed is forgiven as browsers do."""

    def __init__(self) -> None:
        self.root = Node("page", 1)
        self.open_nodes = [self.root]

    def open(self, tag: str, line: int, attrs: dict[str, str] | None = None) -> Node:
        """An opening tag."""
        if tag in BLOCKS and self.open_nodes[-1].tag == "p":
            self._pop(len(self.open_nodes) - 1, line)
        ended = _ENDED_BY.get(tag)
        if ended:
            self._end(ended, line)
        node = Node(tag, line, attrs)
        self.open_nodes[-1].children.append(node)
        deepest = _DEPTH if tag in _WRAPPERS else _DEEPEST
        if tag not in VOID and len(self.open_nodes) < deepest:
            self.open_nodes.append(node)
        return node

    def text(self, text: str, line: int) -> None:
        """Text, which may span lines."""
        node = Node("", line, text=text)
        node.end = line + text.count("\n")
        self.open_nodes[-1].children.append(node)

    def close(self, tag: str, line: int) -> None:
        """A closing tag; one that nothing opened says nothing."""
        for at in range(len(self.open_nodes) - 1, 0, -1):
            open_tag = self.open_nodes[at].tag
            if open_tag == tag:
                self._pop(at, line)
                return
            if open_tag in _WALLS and tag not in _WALLS | _ENDED_BY.keys() and tag not in BLOCKS:
                return

    def finish(self, line: int) -> Node:
        """The whole tree."""
        self._pop(1, line)
        self.root.end = line
        return self.root

    def _end(self, ended: frozenset[str], line: int) -> None:
        for at in range(len(self.open_nodes) - 1, 0, -1):
            tag = self.open_nodes[at].tag
            if tag in ended:
                self._pop(at, line)
                self._end(ended, line)
                return
            if tag in _WALLS:
                return

    def _pop(self, at: int, line: int) -> None:
        for node in self.open_nodes[at:]:
            node.end = line
        del self.open_nodes[at:]
