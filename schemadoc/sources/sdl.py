"""SDL as a reading.

In: the bytes of a schema document, valid or not. Out: `Reading`. A module of its own: it parses,
and tells our own exports from the documents of others.
"""

from __future__ import annotations

from schemadoc import syntax
from schemadoc.collector import without_gc
from schemadoc.errors import InputError
from schemadoc.sources import sdl_own
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.sdl_definitions import Reader
from schemadoc.sources.sdl_syntax import EXECUTABLE
from schemadoc.sources.text import decode_text
from schemadoc.syntax import Node


def read(data: bytes, path: str, options: Options) -> Reading:
    """Read a schema document.

    Args:
        data: the bytes of the file.
        path: as messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: for a syntax error, and for a document of operations alone.
    """
    with without_gc():
        text = decode_text(data, path)
        definitions = _parse(text, path)
        _check_is_schema(definitions, path)
        source = source_of(data, path, "sdl", options)
        own = sdl_own.marker_of(definitions, path)
        if own is not None:
            return sdl_own.read(definitions, own, path, options, source)
        return Reader(definitions, path, options, comments="#" in text).read(source)


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


def _parse(text: str, path: str) -> tuple[Node, ...]:
    """The definitions; graphql-core has the last word on what we do not understand."""
    try:
        return syntax.parse(text)
    except (syntax.NotUnderstoodError, RecursionError):
        return _parse_slowly(text, path)


def _parse_slowly(text: str, path: str) -> tuple[Node, ...]:
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
