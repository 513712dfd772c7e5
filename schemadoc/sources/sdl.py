"""SDL as a reading.

In: the bytes of a schema document, valid or not. Out: `Reading`, or `Document`, which tells also
of its definitions. A module of its own: it parses,
and tells our own exports from the documents of others.
"""

from __future__ import annotations

from typing import NamedTuple

from schemadoc import syntax
from schemadoc.collector import without_gc
from schemadoc.errors import InputError
from schemadoc.sources import sdl_own
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.sdl_definitions import Reader
from schemadoc.sources.sdl_syntax import EXECUTABLE
from schemadoc.sources.text import decode_text
from schemadoc.syntax import Node


class Document(NamedTuple):
    """A document that was read.

    `definitions` are empty where it is one of our exports, or not understood by our own parser.
    """

    reading: Reading
    text: str
    definitions: tuple[Node, ...] = ()


def read(data: bytes, path: str, options: Options) -> Reading:
    """Read a schema document.

    Args:
        data: the bytes of the file.
        path: as messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: for a syntax error, and for a document of operations alone.
    """
    return document(data, path, options).reading


def document(data: bytes, path: str, options: Options) -> Document:
    """Read a schema document, and keep hold of its definitions.

    Args:
        data: the bytes of the file.
        path: as messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: for a syntax error, and for a document of operations alone.
    """
    with without_gc():
        text = decode_text(data, path)
        ours = _parse(text)
        definitions = ours or _parse_slowly(text, path)
        _check_is_schema(definitions, path)
        source = source_of(data, path, "sdl", options)
        own = sdl_own.marker_of(definitions, path)
        if own is not None:
            return Document(sdl_own.read(definitions, own, path, options, source), text)
        reader = Reader(definitions, path, options, comments="#" in text)
        return Document(reader.read(source), text, ours)


def _check_is_schema(definitions: tuple[Node, ...], path: str) -> None:
    """An operation beside a schema is odd; alone it is a client's, and says nothing of a region."""
    if all(node.kind in EXECUTABLE for node in definitions):
        raise InputError(
            "a client operation document",
            path=path,
            line=definitions[0].loc.start_token.line,
            expected="a schema",
            fix="name it under `operations` of [check], if it is what clients send",
        )


def _parse(text: str) -> tuple[Node, ...]:
    """The definitions; none where we do not understand them all."""
    try:
        return syntax.parse(text)
    except (syntax.NotUnderstoodError, RecursionError):
        return ()


def _parse_slowly(text: str, path: str) -> tuple[Node, ...]:
    """The definitions; graphql-core has the last word on what is wrong with a text."""
    # Loading graphql-core costs more than reading most schemas.
    from graphql.error import GraphQLSyntaxError
    from graphql.language import parse

    try:
        return parse(text).definitions
    except GraphQLSyntaxError as error:
        line = error.locations[0].line if error.locations else 1
        said = error.message.removeprefix("Syntax Error: ").rstrip(".")
        expected, _, found = said.partition(", found ")
        problem = f"found {found}" if found else said[:1].lower() + said[1:]
        raise InputError(
            f"no SDL: {problem}",
            path=path,
            line=line,
            expected=expected.removeprefix("Expected ")
            if found
            else "the GraphQL type system's syntax",
            fix="correct the syntax there or in the lines before",
        ) from None
