"""A result as the specification has it is read the short way, and says what a closer look says."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.errors import InputError
from schemadoc.export import introspection as to_introspection
from schemadoc.model import Snapshot
from schemadoc.sources import introspection, introspection_plain
from schemadoc.sources.facts import Options, Reading
from tests.conftest import SCHEMAS
from tests.strategies import schemas

OPTIONS = Options(region="gb")
STRING = {"kind": "SCALAR", "name": "String", "ofType": None}


def ref(name: str) -> dict[str, Any]:
    """A reference to an object type."""
    return {"kind": "OBJECT", "name": name, "ofType": None}


def wrapped(kind: str, of: dict[str, Any]) -> dict[str, Any]:
    """A reference to a list of a type, or to one that is not null."""
    return {"kind": kind, "name": None, "ofType": of}


def field(name: str, of: Any, **more: Any) -> dict[str, Any]:
    """A field without arguments, unless they are given."""
    return {"name": name, "description": None, "args": [], "type": of} | more


def object_type(name: str, *fields: Any, **more: Any) -> dict[str, Any]:
    """An object type."""
    base = {"kind": "OBJECT", "name": name, "description": f"A {name}.", "interfaces": []}
    return base | {"fields": list(fields)} | more


def result(*types: Any, query: str | None = "Query", **more: Any) -> dict[str, Any]:
    """An introspection result."""
    root = {"name": query} if query else None
    schema = {"queryType": root, "mutationType": None, "subscriptionType": None}
    return {"data": {"__schema": schema | {"types": list(types), "directives": []} | more}}


ARGUMENT = {"name": "by", "type": STRING, "defaultValue": '"é"', "isDeprecated": False}
OLD = {"isDeprecated": True, "deprecationReason": "Use `name`. Removal on 2025-13-01."}
QUERY = object_type("Query", field("pet", ref("Pet"), args=[ARGUMENT]))
PET = object_type(
    "Pet",
    field("name", STRING),
    field("owners", wrapped("NON_NULL", wrapped("LIST", ref("Owner"))), complexity=3),
)
OWNER = object_type("Owner", field("pets", ref("Pet"), **OLD))
NODE = {"kind": "INTERFACE", "name": "Node", "fields": [field("id", STRING)]}
NODE_OF = NODE | {"possibleTypes": [ref("Pet")]}
UNION = {"kind": "UNION", "name": "Any", "possibleTypes": [ref("Pet"), ref("Owner")]}
ENUM = {"kind": "ENUM", "name": "E", "enumValues": [{"name": "A"}, {"name": "B"} | OLD]}
INPUT = {"kind": "INPUT_OBJECT", "name": "In", "inputFields": [ARGUMENT], "isOneOf": True}
DATE = {"kind": "SCALAR", "name": "Date", "specifiedByURL": "https://example.org/date"}
OWN = {"name": "own", "locations": ["FIELD"], "args": [ARGUMENT], "isRepeatable": True}

USUAL: dict[str, Any] = {
    "objects": result(QUERY, PET, OWNER),
    "every kind": result(QUERY, PET, OWNER, NODE_OF, UNION, ENUM, INPUT, DATE, directives=[OWN]),
    "without data": result(QUERY, PET, OWNER)["data"],
    "members twice": result(QUERY, object_type("Pet", field("x", STRING), field("x", STRING))),
    "a type twice": result(QUERY, PET, OWNER, PET),
    "a type twice, of another kind": result(QUERY, PET, OWNER, NODE | {"name": "Owner"}),
    "another root": result(QUERY, PET, OWNER, query="Pet"),
    "the root displaced": result(QUERY, PET, OWNER, object_type("Root"), query="Root"),
    "no query root": result(QUERY, PET, OWNER, query=None),
    "a default that is none": result(
        object_type("Query", field("x", STRING, args=[ARGUMENT | {"defaultValue": "{"}]))
    ),
    "codes and errors": result(object_type("Query", description="See KT-CT-1111. Deprecated: no.")),
    "nothing deprecated applied": result(object_type("Query", appliedDirectives=[])),
    "a message beside the schema": {"extensions": {"cost": 3}} | result(QUERY, PET, OWNER),
}
UNUSUAL: dict[str, Any] = {
    "nothing": {},
    "no schema": {"data": None},
    "two schemas": result(QUERY, PET, OWNER) | result(object_type("Query"))["data"],
    "no types": result(),
    "what is no type": result(QUERY, PET, OWNER, 3),
    "a vendor's key": result(object_type("Query", field("x", STRING, price=3))),
    "a vendor's key of the schema": result(QUERY, PET, OWNER, price=3),
    "a description of the schema": result(QUERY, PET, OWNER, description="Pets."),
    "a type that is not there": result(QUERY, PET),
    "a member that is not there": result(QUERY, PET, OWNER, UNION | {"possibleTypes": [ref("X")]}),
    "a member twice": result(QUERY, PET, OWNER, UNION | {"possibleTypes": [ref("Pet")] * 2}),
    "no list of fields": result(object_type("Query", fields=None)),
    "no list of members": result(QUERY, PET, OWNER, UNION | {"possibleTypes": None}),
    "no list of arguments": result(object_type("Query", field("x", STRING, args=None))),
    "no list of directives": result(QUERY, PET, OWNER, directives=None),
    "no such kind": result(QUERY, PET, OWNER, NODE | {"kind": "TRAIT"}),
    "no kind": result(QUERY, PET, OWNER, NODE | {"kind": None}),
    "no name": result(object_type("Query", field("x", STRING) | {"name": None})),
    "no GraphQL name": result(object_type("Query", field("x-y", STRING))),
    "no type": result(object_type("Query", field("x", None))),
    "no named type": result(
        object_type("Query", field("x", wrapped("LIST", STRING | {"name": 3})))
    ),
    "not null twice": result(
        object_type("Query", field("x", wrapped("NON_NULL", wrapped("NON_NULL", STRING))))
    ),
    "a reason that is no text": result(
        object_type("Query", field("x", STRING, deprecationReason=["x"]))
    ),
    "applied directives": result(object_type("Query", appliedDirectives=[{"name": "own"}])),
    "a reference without its end": result(
        object_type("Query", field("x", {"kind": "SCALAR", "name": "String"}))
    ),
    "a type like a reference": result(object_type("Query", ofType=None)),
    "a type in the way of the root": result(
        QUERY, PET, OWNER, object_type("Root", field("x", ref("Query_"))), query="Root"
    ),
}
WRITTEN: dict[str, Callable[[Any], str]] = {
    "compact": lambda value: json.dumps(value, separators=(",", ":")),
    "indented": lambda value: json.dumps(value, indent=2, ensure_ascii=False),
    "sorted": lambda value: json.dumps(value, sort_keys=True),
}


def closely(text: str) -> Reading | str:
    """What a closer look reads, or why it cannot."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(introspection_plain, "read", lambda *_: None)
        return read(text)


def read(text: str) -> Reading | str:
    """What is read, or why nothing is."""
    try:
        return introspection.read(text.encode(), "a.json", OPTIONS)
    except InputError as error:
        return str(error)


def is_plain(text: str) -> bool:
    """Whether a result is read the short way."""
    return introspection_plain.read(text, "a.json", OPTIONS) is not None


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("form", WRITTEN)
def test_the_short_way_reads_what_a_closer_look_reads(name: str, form: str) -> None:
    """Elements, lines and columns, coverage and all that is odd are the same either way."""
    text = WRITTEN[form](USUAL[name])
    assert is_plain(text)
    assert read(text) == closely(text)


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_unusual_gets_a_closer_look(name: str) -> None:
    """The short way takes nothing that the specification does not have."""
    text = json.dumps(UNUSUAL[name])
    assert not is_plain(text)
    assert read(text) == closely(text)


@pytest.mark.parametrize(
    ("usual", "altered"),
    [
        ('"name": "Pet", "description"', '"name": "Pet", "name": "Pet", "description"'),
        ('"name": "Pet", "description"', '"n\\u0061me": "Pet", "description"'),
        ('"kind": "OBJECT", "name": "Pet", "ofType"', '"name": "Pet", "name": "Pet", "ofType"'),
        ('"name": "Owner", "ofType": null', '"name": "Owner", "ofType": nul'),
        ('"name": "Pet", "desc', '"name": "Pet", "n\\u0061me": "Pet", "desc'),
    ],
)
def test_names_that_nothing_places_get_a_closer_look(usual: str, altered: str) -> None:
    """A key that stands twice, or in escapes, has no place of its own in the text."""
    text = json.dumps(USUAL["objects"])
    assert usual in text
    text = text.replace(usual, altered, 1)
    assert not is_plain(text)
    assert read(text) == closely(text)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name.endswith(".json")])
def test_real_results_are_read_the_short_way(shared: Path, name: str) -> None:
    """What servers answer is as the specification has it, and reads alike."""
    text = (shared / "schemas" / name).read_text("utf8")
    assert is_plain(text)
    assert read(text) == closely(text)


ODD = st.sampled_from([None, 3, True, "", "x", "NON_NULL", [], {}, [None], {"name": "x"}, "__x"])


@st.composite
def damaged(draw: st.DrawFn, snapshot: st.SearchStrategy[Snapshot]) -> Any:
    """A result of which a few values are others, are gone, or stand twice."""
    value = json.loads(to_introspection.render(draw(snapshot)))
    for _ in range(draw(st.integers(0, 2))):
        place: Any = value["data"]["__schema"]
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and place[key] and draw(st.integers(0, 4)):
                place = place[key]
                continue
            _damage(draw, place, key)
            break
    return value


def _damage(draw: st.DrawFn, place: Any, key: Any) -> None:
    how = draw(st.sampled_from(["other", "gone", "more"]))
    if how == "other":
        place[key] = draw(ODD)
    elif how == "gone":
        del place[key]
    elif isinstance(place, list):
        place.append(deepcopy(place[key]))
    else:
        place["odd" if draw(st.booleans()) else "ofType"] = draw(ODD)


@given(damaged(schemas()), st.sampled_from(sorted(WRITTEN)))
def test_any_result_reads_alike(value: Any, form: str) -> None:
    """Whatever a server made of a schema, the short way changes nothing of what is read."""
    text = WRITTEN[form](value)
    assert read(text) == closely(text)
