"""The error-code catalogue."""

from __future__ import annotations

import json

import msgspec

from schemadoc.compare.catalogue import catalogue
from schemadoc.model import Element, ErrorCode, Index, Snapshot, sort_elements


def index(*elements: Element) -> Index:
    return Index(Snapshot(region="x", elements=sort_elements(elements)))


def field(coordinate: str, *rows: tuple[str, str], mentioned: tuple[str, ...] = ()) -> Element:
    errors = tuple(ErrorCode(*row) for row in rows)
    return Element(
        coordinate=coordinate, element="field", errors=errors, errors_mentioned=mentioned
    )


REGIONS = {
    "gb": index(
        field("Mutation.a", ("K-2", "Try agan."), ("K-2", "Try agan."), ("K-1", "No.")),
        field("Mutation.b", ("K-2", "Try again."), ("K-3", "")),
        field("Query.c", mentioned=("K-1", "K-9")),
    ),
    "fr": index(field("Mutation.a", ("K-2", "Try again."))),
}


def test_the_catalogue_is_complete_and_in_the_contracts_shape() -> None:
    """Each code once, by code; each message with its regions; each coordinate once per region."""
    assert json.loads(msgspec.json.encode(catalogue(REGIONS))) == [
        {
            "code": "K-1",
            "messages": [{"text": "No.", "regions": ["gb"]}],
            "raised_by": {"gb": ["Mutation.a"]},
            "mentioned_by": {"gb": ["Query.c"]},
        },
        {
            "code": "K-2",
            "messages": [
                {"text": "Try agan.", "regions": ["gb"]},
                {"text": "Try again.", "regions": ["gb", "fr"]},
            ],
            "raised_by": {"gb": ["Mutation.a", "Mutation.b"], "fr": ["Mutation.a"]},
            "mentioned_by": {},
        },
        {"code": "K-3", "messages": [], "raised_by": {"gb": ["Mutation.b"]}, "mentioned_by": {}},
        {"code": "K-9", "messages": [], "raised_by": {}, "mentioned_by": {"gb": ["Query.c"]}},
    ]


def test_only_the_codes_asked_for() -> None:
    """Codes choose entries and change none; an unknown one gives nothing."""
    assert catalogue(REGIONS, ["K-2", "K-77"]) == catalogue(REGIONS)[1:2]
    assert catalogue(REGIONS, ["K-77"]) == ()


def test_no_regions_no_codes() -> None:
    """Nothing in, nothing out."""
    assert catalogue({}) == ()
