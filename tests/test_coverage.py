"""Coverage: what may be concluded from an absence."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from schemadoc import coverage
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Element,
    ElementKind,
    Index,
    KindCoverage,
    RootCoverage,
    Snapshot,
    sort_elements,
)

ELEMENTS = (
    Element(coordinate="Mutation", element="object", partial=True),
    Element(coordinate="Mutation.go", element="field"),
    Element(coordinate="Mutation.go(input:)", element="argument"),
    Element(coordinate="Shown", element="object"),
    Element(coordinate="Shown.a", element="field"),
    Element(coordinate="Glimpsed", element="object", partial=True),
    Element(coordinate="Glimpsed.a", element="field", partial=True),
    Element(coordinate="Named", element="type"),
    Element(coordinate="Choice", element="enum"),
    Element(coordinate="Choice.A", element="enum_value"),
)


def index(covered: Coverage) -> Index:
    return Index(Snapshot(region="x", coverage=covered, elements=sort_elements(ELEMENTS)))


PAGE = Coverage(roots=RootCoverage(mutation=True))
OBJECTS = Coverage(kinds=KindCoverage(object=True, enum=True))
OLD_SERVER = msgspec.structs.replace(COMPLETE, deprecated_inputs=False)

PRESENCE: list[tuple[str, tuple[ElementKind, ...], Coverage, str]] = [
    # whatever is there is there
    ("Mutation.go", (), PAGE, "present"),
    ("Glimpsed.a", ("field",), Coverage(), "present"),
    # a complete schema speaks for everything
    ("Query", (), COMPLETE, "absent"),
    ("Query.a", ("field",), COMPLETE, "absent"),
    ("Gone", (), COMPLETE, "absent"),
    ("Gone.a(b:)", ("argument",), COMPLETE, "absent"),
    ("Shown.b", ("field",), COMPLETE, "absent"),
    ("Mutation.go(other:)", ("argument",), COMPLETE, "absent"),
    ("@gone", ("directive",), COMPLETE, "absent"),
    # but one that was not asked for deprecated inputs
    ("Mutation.go(other:)", ("argument",), OLD_SERVER, "unknown"),
    ("Shown.b", ("field",), OLD_SERVER, "absent"),
    # a page of mutations speaks for mutations and for the tables it shows
    ("Mutation.stop", ("field",), PAGE, "absent"),
    ("Mutation.stop(input:)", ("argument",), PAGE, "absent"),
    ("Mutation.go(other:)", ("argument",), PAGE, "unknown"),  # it may be deprecated and left out
    ("Query", (), PAGE, "unknown"),
    ("Query.a", ("field",), PAGE, "unknown"),
    ("Shown.b", ("field",), PAGE, "absent"),
    ("Glimpsed.b", ("field",), PAGE, "unknown"),
    ("Glimpsed.a(b:)", ("argument",), PAGE, "unknown"),
    ("Named.b", ("field",), PAGE, "unknown"),
    ("Gone", ("object",), PAGE, "unknown"),
    ("Choice.B", ("enum_value",), PAGE, "absent"),
    # a page of objects speaks for the kinds it lists, where the kind is known
    ("Gone", ("object",), OBJECTS, "absent"),
    ("Gone", ("object", "union"), OBJECTS, "unknown"),
    ("Gone", ("type",), OBJECTS, "unknown"),
    ("Gone", (), OBJECTS, "unknown"),
    ("Gone.A", ("enum_value",), OBJECTS, "absent"),
    ("Gone.a", ("field",), OBJECTS, "unknown"),  # an interface may have it
    ("Gone.a", ("input_field",), OBJECTS, "unknown"),
]


@pytest.mark.parametrize(("coordinate", "kinds", "covered", "state"), PRESENCE)
def test_absent_is_said_only_where_a_source_covers_it(
    coordinate: str, kinds: tuple[ElementKind, ...], covered: Coverage, state: str
) -> None:
    """Present, absent by proof, or unknown: never absent on partial evidence."""
    assert coverage.presence(index(covered), coordinate, kinds) == state


ALL = (Coverage(), PAGE, OBJECTS, OLD_SERVER, COMPLETE, Coverage(errors=True))


@pytest.mark.parametrize(("first", "second"), list(itertools.product(ALL, ALL)))
def test_two_sources_cover_what_either_covers(first: Coverage, second: Coverage) -> None:
    """Merging is the union, in either order, and adds nothing to itself."""
    both = coverage.merge(first, second)
    assert both == coverage.merge(second, first)
    assert coverage.merge(both, first) == both
    assert coverage.merge(first, first) == first
