"""Types that two introspection results have word for word are read once, and alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from schemadoc.sources import introspection
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.repeated import Memory

OPTIONS = Options(region="gb")
STRING = {"kind": "SCALAR", "name": "String", "ofType": None}


def ref(name: str) -> dict[str, Any]:
    """A reference to an object type."""
    return {"kind": "OBJECT", "name": name, "ofType": None}


def field(name: str, of: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A field without arguments, unless they are given."""
    return {"name": name, "description": None, "args": [], "type": of} | more


def object_type(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An object type."""
    base = {"kind": "OBJECT", "name": name, "description": f"A {name}.", "interfaces": []}
    return base | {"fields": list(fields)} | more


def result(*types: dict[str, Any], query: str = "Query", **more: Any) -> dict[str, Any]:
    """An introspection result."""
    schema = {"queryType": {"name": query}, "mutationType": None, "subscriptionType": None}
    return {"data": {"__schema": schema | {"types": list(types), "directives": []} | more}}


ARGUMENT = {"name": "by", "type": STRING, "defaultValue": '"é"', "isDeprecated": False}
QUERY = object_type("Query", field("pet", ref("Pet"), args=[ARGUMENT]))
PET = object_type("Pet", field("name", STRING), field("owner", ref("Owner")))
OWNER = object_type("Owner", field("pets", ref("Pet"), isDeprecated=True, deprecationReason="Old."))
VENDOR = object_type("Odd", field("x", STRING, price=3))
PRICED = object_type("Priced", field("x", STRING, price=1))
BROKEN = field("x", STRING, args=[ARGUMENT | {"defaultValue": "{"}])
UNREAD = object_type("Unread", BROKEN)

RESULTS: dict[str, dict[str, Any]] = {
    "whole": result(QUERY, PET, OWNER),
    "in another order": result(OWNER, QUERY, PET),
    "one altered": result(QUERY, PET, object_type("Owner", field("age", STRING))),
    "one gone that is referred to": result(QUERY, PET),
    "another root": result(QUERY, PET, OWNER, query="Pet"),
    "the root displaced": result(QUERY, PET, OWNER, object_type("Root"), query="Root"),
    "one twice": result(QUERY, PET, OWNER, PET),
    "one again, altered": result(QUERY, PET, OWNER, object_type("Pet", field("age", STRING))),
    "a vendor's key": result(
        VENDOR, QUERY, PET, OWNER, object_type("B", field("x", STRING, price=1))
    ),
    "a vendor's key only": result(VENDOR, QUERY, PET, OWNER),
    "a default that is none": result(QUERY, UNREAD, PET, OWNER),
    "what is no type": result(QUERY, PET, OWNER, 3),  # type: ignore[arg-type]
    "none": result(),
    "the same list elsewhere": {"copy": [QUERY, PET]} | result(QUERY, PET, OWNER),
}
WRITTEN: dict[str, Callable[[Any], str]] = {
    "compact": lambda value: json.dumps(value, separators=(",", ":")),
    "indented": lambda value: json.dumps(value, indent=2, ensure_ascii=False),
    "sorted": lambda value: json.dumps(value, sort_keys=True),
}


def read(text: str, options: Options = OPTIONS) -> Reading:
    """Read a result in the memory of the one before."""
    return introspection.read(text.encode(), "a.json", options)


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introspection, "MEMORY", Memory())


@pytest.mark.parametrize("second", RESULTS)
@pytest.mark.parametrize("first", RESULTS)
def test_what_was_read_before_changes_nothing(
    first: str, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result says the same after any other as it says alone, lines and columns too."""
    for before, after in product(WRITTEN.values(), WRITTEN.values()):
        text = after(RESULTS[second])
        monkeypatch.setattr(introspection, "MEMORY", Memory())
        alone = read(text)
        monkeypatch.setattr(introspection, "MEMORY", Memory())
        read(before(RESULTS[first]))
        assert read(text) == alone


def test_other_patterns_read_descriptions_anew() -> None:
    """What counts as an error code is a matter of the options, not of what was read before."""
    text = json.dumps(result(QUERY, object_type("Pet", description="See ABC-1."), OWNER))
    read(text)
    other = Options(region="gb", patterns=("ABC-[0-9]",))
    [pet] = [e for e in read(text, other).snapshot.elements if e.coordinate == "Pet"]
    assert pet.errors_mentioned == ("ABC-1",)


def test_known_types_are_not_read_again() -> None:
    """All of a result that was read a moment ago is known, but for what is odd."""
    text = json.dumps(RESULTS["a default that is none"])
    read(text)
    parts = introspection.MEMORY.parts(text, OPTIONS.patterns)
    assert [json.loads(part.text)["name"] for part in parts.others] == ["Unread"]
