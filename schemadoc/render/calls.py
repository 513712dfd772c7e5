"""An operation's examples on its page: one for all regions where one fits, else one for each lot.

In: `World` and a root field. Out: `MadeExample`s with their curl commands, `Failure`s, and notes on
the regions whose sources show too little. A module of its own because what `examples` makes for one
region, a page shows for all: what fits where is found out here, at each build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemadoc import coordinates
from schemadoc.model import Operation
from schemadoc.render.examples import curl, document, fits
from schemadoc.render.examples.make import Made, example
from schemadoc.render.examples.response import failure
from schemadoc.render.views import Call, ErrorRow, Failure, MadeExample, Said
from schemadoc.render.world import World

# A note names so many things that are in the way, and says how many more there are.
_NAMED = 3
_AUTHORIZATION = "Authorization"
# So many letters of an object or a list stand in one line.
_SHORT = 64


class Group(NamedTuple):
    """An example and the regions that it fits; `whole`: these are all that have the operation."""

    made: Made
    regions: tuple[str, ...]
    whole: bool


def examples(
    world: World, operation: Operation, coordinate: str
) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """As few examples as there can be, and the regions that none can be made for.

    The first is the one that fits most regions, those that ask for nothing but a type's name last.
    """
    here = tuple(world.at(coordinate))
    found = {region: example(world.schemas[region], operation, coordinate) for region in here}
    made = {region: one for region, one in found.items() if one is not None}
    fitting = _fitting(world, made)
    groups: list[Group] = []
    left = list(made)
    while left:
        best = min(left, key=lambda region: _rank(made[region], fitting[region], left))
        lot = tuple(region for region in left if region in fitting[best])
        groups.append(Group(made[best], lot, len(lot) == len(here)))
        left = [region for region in left if region not in lot]
    return tuple(groups), tuple(region for region in here if region not in made)


def _fitting(world: World, made: Mapping[str, Made]) -> dict[str, frozenset[str]]:
    """The regions that each region's document fits; most regions' documents are the same."""
    found: dict[str, frozenset[str]] = {}
    for region, one in made.items():
        like = (r for r in found if (made[r].document, made[r].given) == (one.document, one.given))
        same = next(like, None)
        if same is not None:
            found[region] = found[same]
        else:
            found[region] = frozenset(r for r in made if not _problems(world, one, r))
    return found


def _problems(world: World, one: Made, region: str) -> tuple[str, ...]:
    return fits.problems(world.schemas[region], one.document, one.given)


def _rank(one: Made, fitting: frozenset[str], left: Sequence[str]) -> tuple[bool, int, int]:
    fields = len(document.text(one.document))
    return one.is_bare, -sum(region in fitting for region in left), -fields


def shown(world: World, coordinate: str, group: Group, first: Group) -> MadeExample:
    """A group as the page has it.

    Args:
        world: all regions.
        coordinate: of the operation.
        group: the one to be shown.
        first: the page's first one: the others say why that does not do for them.
    """
    made = group.made
    text = document.text(made.document)
    return MadeExample(
        regions=() if group.whole else group.regions,
        document=text,
        variables=_json(made.given) if made.given else None,
        response=_json(made.response),
        notes=tuple(_notes(world, group, first)),
        calls=tuple(_calls(world, coordinate, group, text)),
    )


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _lined(value: Any, indent: str = "") -> str:
    """JSON in which whatever is short stands in one line: failures are many, and alike."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= _SHORT or not isinstance(value, (dict, list)):
        return flat
    deeper = f"{indent}  "
    if isinstance(value, list):
        parts = [f"{deeper}{_lined(one, deeper)}" for one in value]
    else:
        parts = [f"{deeper}{json.dumps(k)}: {_lined(one, deeper)}" for k, one in value.items()]
    inside = ",\n".join(parts)
    return f"[\n{inside}\n{indent}]" if isinstance(value, list) else f"{{\n{inside}\n{indent}}}"


def _notes(world: World, group: Group, first: Group) -> Iterator[str]:
    made = group.made
    reasons: dict[str, list[str]] = {}
    for region in group.regions if group is not first else ():
        reason = _listed(_problems(world, first.made, region))
        reasons.setdefault(reason, []).append(region)
    for reason, regions in reasons.items():
        yield f"The first document does not fit {', '.join(regions)}: {reason}."
    if made.is_bare:
        yield (
            "It asks for the answer's type alone: no source shows a field of the answer that is"
            " sure to need no selection of its own."
        )
    if made.guessed:
        verb = "is" if len(made.guessed) == 1 else "are"
        names = ", ".join(made.guessed)
        yield f"What {names} {verb} made of is shown by no source: it is yours to fill in."


def _listed(reasons: Sequence[str]) -> str:
    more = len(reasons) - _NAMED
    return "; ".join(reasons[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def lacking_notes(world: World, coordinate: str, regions: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of regions that no example can be made for."""
    captured = [r for r in regions if (e := world.at(coordinate)[r].example) and e.document]
    without = [region for region in regions if region not in captured]
    sentence = "The sources of {} show too little for a document that is sure to be valid"
    notes = (
        (captured, f"{sentence}; the captured one stands below."),
        (without, f"{sentence}."),
    )
    return tuple(text.format(", ".join(names)) for names, text in notes if names)


# Calls


def _calls(world: World, coordinate: str, group: Group, text: str) -> Iterator[Call]:
    if group.made.document.operation == "subscription":
        # Its answers come one by one over a connection that curl does not hold.
        return
    for region in world.inputs:
        if region.id not in group.regions:
            continue
        element = world.at(coordinate)[region.id]
        urls = (element.endpoint, region.endpoint)
        endpoint = next((url for url in urls if curl.is_endpoint(url)), None)
        headers = {name.lower(): name for name in region.headers}
        if element.requires_authorization:
            headers.setdefault(_AUTHORIZATION.lower(), _AUTHORIZATION)
        names = tuple(headers.values())
        command = curl.command(text, group.made.given, endpoint, names)
        yield Call(region.id, region.title, command, _call_note(endpoint, names))


def _call_note(endpoint: str | None, headers: Iterable[str]) -> str | None:
    """What a reader must do before the command works."""
    wanted = [] if endpoint else [curl.ENDPOINT]
    wanted += [curl.variable(name) for name in headers if curl.is_header(name)]
    unnamed = "" if endpoint else "No source names the endpoint. "
    return f"{unnamed}Set {' and '.join(wanted)} first." if wanted else None


# Failures


def failures(
    world: World, coordinate: str, groups: Sequence[Group], rows: Iterable[ErrorRow]
) -> Iterator[Failure]:
    """One response for each code and message."""
    said: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        for message in row.messages:
            regions = dict.fromkeys(message.regions)
            said.setdefault((row.code, message.text), {}).update(regions)
    here = tuple(world.at(coordinate))
    for (code, text), by in said.items():
        response = _lined(_failure(world, coordinate, groups, code, text, next(iter(by)))) + "\n"
        yield Failure(code, Said(text, () if set(by) == set(here) else tuple(by)), response)


def _failure(
    world: World, coordinate: str, groups: Sequence[Group], code: str, text: str, region: str
) -> dict[str, Any]:
    group = next((group for group in groups if region in group.regions), None)
    at = document.place(group.made.document) if group else None
    element = world.at(coordinate)[region]
    nullable = not (element.type or "").endswith("!")
    return failure(coordinates.last(coordinate), at, code, text, is_nullable=nullable)
