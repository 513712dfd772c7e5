"""Our own parser: whatever it understands, it understands as graphql-core does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphql.error import GraphQLError
from graphql.language import parse as parse_as_core
from graphql.language import parse_const_value
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemadoc import syntax
from schemadoc.export import sdl
from schemadoc.sources.sdl_comments import above
from tests.strategies import schemas, snapshots

ROOT = Path(__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.graphql") if path.is_file())
# What a reader takes of a node; whatever one does not have, the other must not have either.
ATTRIBUTES = (
    *("name", "description", "directives", "interfaces", "fields", "types", "values", "arguments"),
    *("locations", "repeatable", "type", "default_value", "operation_types", "value"),
)
NODES = ("field", "input_value", "enum_value", "type_definition", "type_extension", "directive_def")
# The readers ask these for their name's place alone.
PLACELESS = (
    *("argument", "object_field", "directive", "operation_type_definition"),
    *("list_type", "null_type", "named_type"),
)


def outline(node: Any) -> Any:
    """A node as plain values: what it says, where it begins, the comments above it."""
    if isinstance(node, (tuple, list)):
        return [outline(one) for one in node]
    if not hasattr(node, "kind"):
        return node
    said = {key: outline(getattr(node, key, None) or ()) for key in ATTRIBUTES}
    if node.kind in ("boolean_value", "string_value"):
        said["value"] = node.value
    if node.kind == "operation_type_definition":
        said["operation"] = node.operation.value
    place: tuple[Any, ...] = ()
    if not node.kind.endswith(PLACELESS):
        start = node.loc.start_token
        comments = above(start, {"A"}) if any(part in node.kind for part in NODES) else None
        place = (start.line, start.column, comments)
    kind = "argument" if node.kind in ("argument", "object_field") else node.kind
    return kind, place, {key: value for key, value in said.items() if value != []}


def agree(text: str) -> bool:
    """Whether we understand a text; if so, graphql-core must find the very same in it."""
    try:
        ours = syntax.parse(text)
    except syntax.NotUnderstoodError:
        return False
    assert outline(ours) == outline(parse_as_core(text).definitions)
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_are_parsed_as_graphql_core_does(path: Path) -> None:
    """Every schema among the tests, with all kinds of line ends, gives graphql-core's nodes."""
    text = path.read_text("utf8")
    for form in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        understood = agree(form)
    try:
        kinds = {node.kind for node in parse_as_core(text).definitions}
    except GraphQLError:
        kinds = {"error"}
    assert understood or kinds & {"error", "operation_definition", "fragment_definition"}


@settings(deadline=None, max_examples=60)
@given(snapshots | schemas())
def test_exports_are_parsed_as_graphql_core_does(snapshot: Any) -> None:
    """So does whatever we write ourselves."""
    assert agree(sdl.render(snapshot))


# Pieces that meet where a lexer can go wrong.
PIECES = (
    *('"', '""', '"""', "\\", '\\"""', "\n", "\r", "\r\n", " ", "\t", ",", "#", "\ufeff", "é"),
    *("{", "}", "(", ")", "[", "]", ":", "!", "=", "@", "|", "&", "$", "...", ".", "-", "0", "12"),
    *("1.5", "1e3", "type", "input", "enum", "union", "scalar", "interface", "extend", "schema"),
    *("directive", "on", "FIELD", "repeatable", "implements", "query", "true", "null", "A", "b"),
    *("type A {b: C}", '"a" ', "# c\n", "\\u00e9", "\\n", "\\q", "\\ud83d\\ude00", "\\u{1F600}"),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example('type A {b: C} # a\r# b\r\n"""c""" enum D {E @f(g: [1, -2.5e3, {h: "\\n"}])}')
@example('"""a"""""" type A')
@example("enum A { true }")
@example("type A { b: Int = 1 }")
@example("extend type A")
@example("scalar A @b(c: 01)")
@example("scalar A @b(c: 1x)")
@example("scalar A @b(c: [1 -2])")
@example("scalar A @b(c: $d)")
@example('scalar A @b(c: ["a""b"])')
@example('scalar A @b(c: ["""a""""b"])')
@example('"""\n\n  a\n    b\n\t\n  """ scalar A')
def test_damaged_text_is_never_read_otherwise(text: str) -> None:
    """What graphql-core refuses, we refuse; what we take, we take as it does."""
    try:
        parse_as_core(text)
    except GraphQLError:
        with pytest.raises(syntax.NotUnderstoodError):
            syntax.parse(text)
        return
    agree(text)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from((*PIECES, "1", "{a: 1}", "[", "]")), max_size=6).map("".join))
@example("{ a: [1, -2.5e3, null, true, X], b: {} }")
@example("")
@example("-")
@example("1 2")
@example("é")
def test_values_are_parsed_as_graphql_core_does(text: str) -> None:
    """A constant value is what graphql-core takes for one."""
    try:
        core = parse_const_value(text)
    except GraphQLError:
        with pytest.raises(syntax.NotUnderstoodError):
            syntax.parse_value(text)
        return
    try:
        ours = syntax.parse_value(text)
    except syntax.NotUnderstoodError:
        return
    assert outline(ours) == outline(core)


def test_deep_nesting_is_left_to_graphql_core() -> None:
    """No text can exhaust the stack."""
    for text in ("[" * 100_000, f"{'[' * 50}1{']' * 50}"):
        with pytest.raises(syntax.NotUnderstoodError):
            syntax.parse_value(text)
    with pytest.raises(syntax.NotUnderstoodError):
        syntax.parse(f"type A {{ b: {'[' * 100_000}")
