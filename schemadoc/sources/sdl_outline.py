"""Which part of a schema document is which definition.

In: syntax nodes of our own parser. Out: `Definition`s, in the order of the document, which together
take all of its text but what stands behind the last. A module of its own because what is kept of a
document tells of its definitions, and loads no reader for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from schemadoc.syntax import Node
    from schemadoc.syntax.tokens import Tokens


class Definition(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One definition with all that stands between it and the one before.

    `length` is in characters; `lines` is how many lines its end stands below the end of the one
    before, `before` how many its beginning does.
    """

    kind: str
    name: str
    length: int
    lines: int
    before: int


def outline_of(nodes: Sequence[Node]) -> tuple[Definition, ...]:
    """The definitions of a document that our own parser understood."""
    return tuple(definitions(nodes, 0)) if nodes else ()


def definitions(nodes: Sequence[Node], cut: int) -> Iterator[Definition]:
    """Definitions in a row.

    Args:
        nodes: at least one.
        cut: how many characters before their text belong to the first.
    """
    tokens: Tokens = nodes[0].tokens
    ends = [node.at - 1 for node in nodes[1:]]
    end_of_text = tokens.texts[-1]
    ends.append(tokens.texts.index(end_of_text, nodes[-1].at) - 1)
    offset, line = -cut, tokens.above + 1
    for node, end in zip(nodes, ends, strict=True):
        behind = tokens.starts[end] + len(tokens.texts[end])
        last = tokens.place(tokens.starts[end])[0]
        first = tokens.place(tokens.starts[node.at])[0]
        name = "" if node.kind.startswith("schema_") else node.name.value
        yield Definition(node.kind, name, behind - offset, last - line, first - line)
        offset, line = behind, last
