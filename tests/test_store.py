"""The stored form of a snapshot: canonical, one element a line."""

from __future__ import annotations

import json

import pytest

from schemadoc import store, typerefs
from schemadoc.errors import InputError
from schemadoc.model import Deprecation, Element, Index, Location, Roots, Snapshot
from schemadoc.sources.facts import Reading
from schemadoc.sources.region import is_lost

SNAPSHOT = Snapshot(
    region="gb",
    roots=Roots(query="Query"),
    elements=(
        Element(coordinate="Query", element="object", source=Location("a", 1)),
        Element(
            coordinate="Query.é",
            element="field",
            type="Int",
            errors=(),
            deprecation=Deprecation(reason="x", origin="block"),
        ),
    ),
)


def test_one_element_stands_on_each_line() -> None:
    """A change of one element changes one line; keys that say nothing are left out."""
    head, *elements, end = store.dumps(SNAPSHOT).decode().split("\n")[:-1]
    assert head.endswith('"elements":[')
    assert head.startswith('{"schemadoc":1,"region":"gb","captured":null,')
    assert elements[0] == (
        '{"coordinate":"Query","element":"object","source":{"path":"a","line":1}},'
    )
    assert elements[1] == (
        '{"coordinate":"Query.é","element":"field","type":"Int","errors":[],'
        '"deprecation":{"reason":"x","from":"block"}}'
    )
    assert len(elements) == 2
    assert end == "]}"


def test_a_snapshot_without_elements_is_json_too() -> None:
    """The shortest snapshot is a JSON document."""
    assert json.loads(store.dumps(Snapshot(region="gb")))["elements"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no stored snapshot"),
        ("{}", "no stored snapshot"),
        ('{"schemadoc": 1, "region": 7}', "no stored snapshot"),
        ('{"schemadoc": 1, "region": "gb", "elements": [{"coordinate": "A"}]}', "element"),
        ('{"schemadoc": 9, "region": "gb"}', "a snapshot of format 9; expected format 1"),
        ('{"region": ' + "[" * 100_000, "no stored snapshot"),
    ],
)
def test_what_is_no_snapshot_is_refused(text: str, said: str) -> None:
    """A damaged or foreign file is an input error that names it."""
    with pytest.raises(InputError) as error:
        store.loads(text.encode(), "s.json")
    assert str(error.value).startswith("s.json: ")
    assert said in str(error.value)


def test_a_snapshot_put_together_by_hand_is_looked_through_whole() -> None:
    """Lines that a merge left in another order, or without a coordinate, hide no lost name."""
    lost = f"{typerefs.PLACEHOLDER}1"
    elements = "".join(
        f'{{"coordinate":"{name}","element":"object"}},' for name in ("Zoo", lost, "Ant", "")
    )
    text = f'{{"schemadoc":1,"region":"gb","elements":[{elements[:-1]}]}}'
    snapshot = store.loads(text.encode())
    assert is_lost(Reading(snapshot, ()))
    index = Index(snapshot)
    assert index.children("Zoo") == []
    assert index.names == {"Zoo", lost, "Ant", ""}
