"""How each type is reached from the root: the shortest way, found once for all types.

In: a region's `Index`. Out: for every type that a root field leads to, the step before it. A module
of its own because one walk over the whole schema answers for every page, where a search from each
type would walk it again and again.

A step is the coordinate that leads to a type: a field, an argument, an input field, or the union or
interface that the type is a member of. Of equally short ways the first in the
order of queries, mutations, subscriptions and of names is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemadoc.model import OPERATIONS, Element, Index

Ways = Mapping[str, "Step"]


class Step(NamedTuple):
    """What leads to a type, and the type that it stands on; None: a root."""

    coordinate: str
    before: str | None


def ways(index: Index) -> dict[str, Step]:
    """The last step to each type's coordinate, in the order of their distance."""
    found: dict[str, Step] = {}
    roots = [field for operation in OPERATIONS for field in index.root_fields(operation)]
    # What is returned is nearer than what is taken.
    first = [*_leads(index, found, roots, None), *_leads(index, found, _taken(index, roots), None)]
    unions, interfaces = _members(index)
    _walk(index, found, first, unions)
    # An interface like Node would be next to everything: it leads where nothing else does.
    for name in list(found):
        _walk(index, found, _enter(found, name, interfaces), interfaces | unions)
    return found


def _walk(
    index: Index, found: dict[str, Step], queue: list[str], members: Mapping[str, list[str]]
) -> None:
    """Follow types to the types they lead to; the queue grows while it is walked."""
    for name in queue:
        inside = index.children(name)
        queue.extend(_leads(index, found, inside, name))
        queue.extend(_leads(index, found, _taken(index, inside), name))
        queue.extend(_enter(found, name, members))


def _enter(found: dict[str, Step], name: str, members: Mapping[str, list[str]]) -> list[str]:
    """The members of a union or an interface that nothing led to before."""
    new = [member for member in members.get(name, ()) if member not in found]
    found.update({member: Step(name, name) for member in new})
    return new


def _taken(index: Index, fields: Iterable[Element]) -> Iterator[Element]:
    for field in fields:
        yield from index.children(field.coordinate)


def _leads(
    index: Index, found: dict[str, Step], elements: Iterable[Element], before: str | None
) -> list[str]:
    """The types that elements lead to for the first time."""
    new = []
    targets = index.targets
    for element in elements:
        target = targets.get(element.coordinate)
        if target is not None and target not in found:
            found[target] = Step(element.coordinate, before)
            new.append(target)
    return new


def _members(index: Index) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The types that a value can have: of each union, and of each interface."""
    unions = {e.coordinate: list(e.members) for e in index.types() if e.members}
    interfaces: dict[str, list[str]] = {}
    for element in index.types():
        for name in element.interfaces:
            interfaces.setdefault(name, []).append(element.coordinate)
    return unions, interfaces


def way(ways_: Ways, coordinate: str) -> tuple[str, ...]:
    """The coordinates from the root to a type; empty where none leads there."""
    return tuple(reversed(list(_back(ways_, coordinate))))


def _back(ways_: Ways, coordinate: str) -> Iterator[str]:
    step = ways_.get(coordinate)
    while step is not None:
        yield step.coordinate
        step = ways_.get(step.before) if step.before is not None else None
