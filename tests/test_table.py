"""All regions' elements beside each other, and the few of them that say what few do."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.compare.differences import apart
from schemadoc.compare.table import Table
from schemadoc.model import (
    Deprecation,
    Element,
    ElementKind,
    ErrorCode,
    Index,
    Location,
    Snapshot,
    sort_elements,
)

NAMES = st.sampled_from([*"ABCDE", *(f"{t}.{m}" for t in "AB" for m in "xyz")])


def region(names: list[str], *, ordered: bool) -> Index:
    elements = tuple(Element(coordinate=name, element="type") for name in names)
    return Index(Snapshot(region="x", elements=sort_elements(elements) if ordered else elements))


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c", "d"]),
        st.tuples(st.lists(NAMES, unique=True), st.booleans()),
        min_size=1,
    )
)
def test_every_element_stands_in_its_region(made: dict[str, tuple[list[str], bool]]) -> None:
    """A table has each region's own elements in every line, also where a region is in no order."""
    indexes = {name: region(names, ordered=ordered) for name, (names, ordered) in made.items()}
    table = Table(indexes)
    lines = dict(table)
    assert list(lines) == sorted({name for names, _ in made.values() for name in names})
    for coordinate, there in lines.items():
        having = [name for name, index in indexes.items() if coordinate in index]
        assert list(there) == having
        assert all(there[name] is indexes[name].get(coordinate) for name in having)
        assert table.missing[coordinate] == len(indexes) - len(having)
        assert {name for name in indexes if coordinate in table.gone[name]} == {
            *indexes.keys() - having
        }


REMARKABLE: list[tuple[ElementKind, dict[str, Any]]] = [
    ("type", {}),
    ("object", {"name_from": "placeholder"}),
    ("object", {"name_confidence": "likely"}),
    ("object", {"partial": True}),
    ("field", {"deprecation": Deprecation(origin="prose")}),
    ("field", {"errors": (ErrorCode("KT-1", ""),)}),
    ("field", {"errors_mentioned": ("KT-1",)}),
    ("field", {"endpoint": "/graphql"}),
    ("field", {"requires_authorization": True}),
    ("directive", {"repeatable": True}),
    ("scalar", {"specified_by": "https://example.org"}),
    ("input_object", {"one_of": True}),
]


@pytest.mark.parametrize(("kind", "facts"), REMARKABLE)
def test_what_few_elements_say_is_remarkable(kind: ElementKind, facts: dict[str, Any]) -> None:
    """An element with one uncommon fact is found among those that have none."""
    plain = Element(coordinate="A", element="object", description="Usual.", errors=())
    one = Element(coordinate="B", element=kind, **facts)
    assert Index(Snapshot(region="x", elements=(plain, one))).remarkable == (one,)


def test_elements_are_apart_in_anything_but_their_place() -> None:
    """A place, or none, tells no two elements apart; any other fact does."""
    first = Element(coordinate="A", element="object", source=Location("a.graphql", 1))
    elements = {
        "first": first,
        "elsewhere": msgspec.structs.replace(first, source=Location("b.graphql", 7, 3)),
        "nowhere": msgspec.structs.replace(first, source=None),
        "described": msgspec.structs.replace(first, description="Another."),
        "kind": msgspec.structs.replace(first, element="enum"),
    }
    assert apart(elements) == ["described", "kind"]
