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
    keys = ("code", "messages", "raised_by", "mentioned_by")
    found = json.loads(msgspec.json.encode(catalogue(REGIONS)))
    assert [{key: entry[key] for key in keys} for entry in found] == [
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


def test_what_is_odd_about_a_code() -> None:
    """Prefix, number, the region that it names, drift, shared numbers and single use."""
    regions = {
        "gb": index(field("Mutation.a", ("KT-CT-1", "x"), ("KT-GB-1", "y"), ("PLAIN", "z"))),
        "fr": index(field("Mutation.a", ("KT-CT-1", "X"), ("KT-GB-1", "y"), ("KT-IT-2", ""))),
        "es": index(field("Query.b", mentioned=("KT-CT-3", "KT-GB-1"))),
    }
    found = {
        entry.code: (
            *(entry.prefix, entry.number, entry.names_region, entry.leaks_into),
            *(entry.drifts, entry.shares_number_with, entry.used_once),
        )
        for entry in catalogue(regions, known=["it"])
    }
    assert found == {
        "KT-CT-1": ("KT-CT", "1", None, (), True, ("KT-GB-1",), False),
        "KT-CT-3": ("KT-CT", "3", None, (), False, (), True),
        "KT-GB-1": ("KT-GB", "1", "gb", ("fr", "es"), False, ("KT-CT-1",), False),
        "KT-IT-2": ("KT-IT", "2", "it", ("fr",), False, (), True),
        "PLAIN": (None, None, None, (), False, (), True),
    }


def test_no_regions_no_codes() -> None:
    """Nothing in, nothing out."""
    assert catalogue({}) == ()
