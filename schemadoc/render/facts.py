"""The twin of a page for programs: its facts as JSON, as the export has them.

In: a page's path and view, `World`. Out: compact JSON. A module of its own because programs want
the elements of each region, and lists as they are, without a word that only people need.

An element's page holds `{"path","title","coordinate","regions":{region:[elements]}}`. Beside that
an operation has the `examples` made for it and its `failures`, a type its `ways` from the root and
who uses it (`used_by`); what is gone has `last`. The matrix has the rows of `compare --format
json`; two regions have their counts, and their rows by what is said of them (`differing`, `only-1`,
…); every other page holds its view, with what is empty left out.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from schemadoc.model import Element
from schemadoc.render.listviews import MatrixRow, MatrixView
from schemadoc.render.pairviews import PairRow, PairView
from schemadoc.render.variants import Cell
from schemadoc.render.views import Head, OperationView, TypeView
from schemadoc.render.world import World

_ENCODER = msgspec.json.Encoder()
# What a page says once more: its head, and facts as places in a picture.
_NO_FACTS = ("head", "timeline")


def render(world: World, view: Any) -> bytes:
    """The JSON of one page."""
    head: Head = view.head
    document: dict[str, Any] = {"schemadoc": 1, "path": head.path, "title": head.title}
    if isinstance(view, (OperationView, TypeView)):
        document["coordinate"] = view.coordinate
        document["regions"] = _regions(world, view.coordinate)
        document |= _calls(view) if isinstance(view, OperationView) else _reached(world, view)
        if view.removed:
            document["removed"] = plain(view.removed)
    elif isinstance(view, PairView):
        document["regions"] = [region.note for region in view.regions]
        document["counts"] = plain((*view.counts, view.whole))
        document |= {section.id: list(map(_pair_row, section.rows)) for section in view.sections}
    elif isinstance(view, MatrixView):
        document["rows"] = [_row(row) for row in view.rows]
    else:
        document["summary"] = head.summary
        document |= {key: plain(value) for key, value in _full(view) if key not in _NO_FACTS}
    try:
        return _ENCODER.encode(document) + b"\n"
    except UnicodeEncodeError:  # half a letter, which only a broken source holds
        return _ENCODER.encode(_whole(msgspec.to_builtins(document))) + b"\n"


def _whole(value: Any) -> Any:
    """The same without halves of letters."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, (list, tuple)) else value


def _row(row: MatrixRow) -> dict[str, Any]:
    """A row of the matrix in the words of `compare --format json`."""
    presence = {cell.region: cell.word for cell in row.cells}
    found = {"coordinate": row.link.text, "element": row.element, "presence": presence}
    told = [
        {"aspect": one.aspect, "shared": one.shared, "values": plain(one.values)}
        for one in row.differences
    ]
    return found | ({"differences": told} if told else {})


def _pair_row(row: PairRow) -> dict[str, Any]:
    """A row of two regions: what differs, or how many elements it stands for."""
    found: dict[str, Any] = {"coordinate": row.link.text, "element": row.element}
    if row.below:
        found["below"] = row.below
    return found | ({"values": plain(row.values)} if row.values else {})


def _regions(world: World, coordinate: str) -> dict[str, list[Element]]:
    """An element and all that belongs to it, region by region."""
    found: dict[str, list[Element]] = {region: [] for region in world.at(coordinate)}
    waiting = [coordinate]
    while waiting:
        one = waiting.pop(0)
        for region, element in world.at(one).items():
            found.setdefault(region, []).append(element)
        waiting += world.under(one)
    return {
        region: sorted(elements, key=lambda element: element.coordinate)
        for region, elements in found.items()
    }


def _calls(view: OperationView) -> dict[str, Any]:
    """How to call it and what comes back: variables and responses as what they are."""
    examples = [
        plain(example)
        | {"variables": json.loads(example.variables or "{}")}
        | {"response": json.loads(example.response)}
        for example in view.made
    ]
    failures = [
        {"code": failure.code, "response": json.loads(failure.response)}
        | ({"regions": failure.said.regions} if failure.said.regions else {})
        for failure in view.failures
    ]
    found = {"examples": examples, "example_notes": view.made_notes, "failures": failures}
    return {key: value for key, value in found.items() if value}


def _reached(world: World, view: TypeView) -> dict[str, Any]:
    """The path from the root, step by step, and all who refer to a type."""
    ways = [
        {
            "regions": way.regions or tuple(world.at(view.coordinate)),
            "path": [s.text for s in way.value],
        }
        for way in view.ways
    ]
    references = world.references(view.coordinate)._asdict()
    used_by = {how: places for how, places in references.items() if places}
    found = {"ways": ways, "used_by": used_by}
    return {key: value for key, value in found.items() if value}


def plain(value: Any) -> Any:
    """A view in the terms of JSON: named tuples as objects, a row of regions as one object."""
    if isinstance(value, tuple) and value and isinstance(value[0], Cell):
        return {cell.region: cell.word for cell in value}
    if hasattr(value, "_asdict"):
        return {key: plain(one) for key, one in _full(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def _full(value: Any) -> list[tuple[str, Any]]:
    """A named tuple's fields that say something."""
    return [(key, one) for key, one in value._asdict().items() if one not in (None, (), "")]
