"""An example document as a tree, and its text.

In: fields and fragments that `select` chose. Out: GraphQL text, two spaces a level, arguments on
one line where they fit. A module of its own because choosing, answering and checking work on the
tree, and none of them should know how it is written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from schemadoc.model import Operation

_WIDTH = 80


class Argument(NamedTuple):
    """What is given for an argument: a variable of a name, or a whole number."""

    name: str
    variable: str | None = None
    number: int = 0

    @property
    def text(self) -> str:
        """As it stands in a document."""
        return f"{self.name}: {'$' + self.variable if self.variable else self.number}"


class Field(NamedTuple):
    """A selected field; `parent` is the type that it is asked of, by its own name."""

    name: str
    parent: str
    alias: str | None = None
    arguments: tuple[Argument, ...] = ()
    selection: tuple[Selection, ...] = ()

    @property
    def answer(self) -> str:
        """The key of the response."""
        return self.alias or self.name


class Fragment(NamedTuple):
    """An inline fragment on an object type."""

    on: str
    selection: tuple[Selection, ...]


Selection: TypeAlias = Field | Fragment


class Variable(NamedTuple):
    """A variable: its name is its argument's."""

    name: str
    type: str


class Document(NamedTuple):
    """One operation with one root field."""

    operation: Operation
    field: Field
    variables: tuple[Variable, ...]

    @property
    def name(self) -> str:
        """The operation's name: the root field's, with a capital."""
        return self.field.name[:1].upper() + self.field.name[1:]


def typename(parent: str) -> Field:
    """`__typename`, which any composite type has."""
    return Field("__typename", parent)


def text(document: Document) -> str:
    """The document as GraphQL text, ending in a line break."""
    variables = [f"${variable.name}: {variable.type}" for variable in document.variables]
    head = _called(f"{document.operation} {document.name}", variables, "")
    return "\n".join((f"{head} {{", *_lines(document.field, "  "), "}", ""))


def place(document: Document) -> tuple[int, int]:
    """Line and column of the root field, counted from 1: where a server says an error is."""
    before = text(document).split("{\n  " + document.field.name, 1)[0]
    return before.count("\n") + 2, 3


def _called(name: str, arguments: Sequence[str], indent: str) -> str:
    if not arguments:
        return name
    line = f"{name}({', '.join(arguments)})"
    if len(indent) + len(line) <= _WIDTH:
        return line
    inner = "".join(f"\n{indent}  {argument}" for argument in arguments)
    return f"{name}({inner}\n{indent})"


def _lines(selection: Selection, indent: str) -> Iterator[str]:
    if isinstance(selection, Fragment):
        head = f"... on {selection.on}"
    else:
        named = f"{selection.alias}: {selection.name}" if selection.alias else selection.name
        head = _called(named, [argument.text for argument in selection.arguments], indent)
    if not selection.selection:
        yield f"{indent}{head}"
        return
    yield f"{indent}{head} {{"
    for inner in selection.selection:
        yield from _lines(inner, f"{indent}  ")
    yield f"{indent}}}"
