"""Which interfaces types still implement with what all regions share.

In: the shared elements. Out: the same, of whose interfaces and members only those are listed that
a schema may state of them. A module of its own because a type fits an interface only together with
others: through the types of its fields, and through what the interface implements itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec.structs import replace

from schemadoc.compare.temporal import required
from schemadoc.model import Element
from schemadoc.typerefs import is_list

Below = Callable[[str], list[str]]


def fitting(
    shared: Mapping[str, Element], below: Below, mixed: Collection[str]
) -> dict[str, Element]:
    """The shared elements with the interfaces that they fit, and members that are objects.

    Args:
        shared: by coordinate.
        below: the coordinates of what an element contains in any region.
        mixed: types that are of two kinds.
    """
    found = dict(shared)
    for name, element in shared.items():
        if element.element == "union":
            members = tuple(m for m in element.members if _may_be_member(m, shared, mixed))
            found[name] = replace(element, members=members)
        elif element.interfaces:
            own = tuple(one for one in element.interfaces if one not in mixed)
            found[name] = replace(element, interfaces=own)
    kinds = _Kinds(found, below)
    while kinds.narrow():
        pass
    return found


def _may_be_member(name: str, shared: Mapping[str, Element], mixed: Collection[str]) -> bool:
    return name not in mixed and (name not in shared or shared[name].element != "interface")


class _Kinds:
    """The types that implement interfaces; `narrow()` takes one step towards those that fit."""

    def __init__(self, shared: dict[str, Element], below: Below) -> None:
        self._shared = shared
        self._below = below
        self._members: dict[str, list[Element]] = {}

    def narrow(self) -> bool:
        """Take out the interfaces that do not fit now; whether there were any."""
        before = [element for element in self._shared.values() if element.interfaces]
        for element in before:
            fit = tuple(name for name in element.interfaces if self._fits(element, name))
            if fit != element.interfaces:
                self._shared[element.coordinate] = replace(element, interfaces=fit)
        return any(self._shared[element.coordinate] is not element for element in before)

    def _fits(self, element: Element, name: str) -> bool:
        interface = self._shared.get(name)
        if interface is None or interface.element != "interface":
            return True  # nothing is known that could not fit
        if not set(interface.interfaces) <= set(self._shared[element.coordinate].interfaces):
            return False
        own = {field.name: field for field in self._in(element.coordinate)}
        return all(
            field.name in own and self._field_fits(own[field.name], field)
            for field in self._in(name)
        )

    def _in(self, coordinate: str) -> list[Element]:
        """What an element contains, looked up once."""
        if coordinate not in self._members:
            found = (self._shared.get(one) for one in self._below(coordinate))
            self._members[coordinate] = [element for element in found if element is not None]
        return self._members[coordinate]

    def _field_fits(self, own: Element, field: Element) -> bool:
        taken = {argument.name: argument.type for argument in self._in(own.coordinate)}
        wanted = {argument.name: argument.type for argument in self._in(field.coordinate)}
        if any(name not in taken or taken[name] != text for name, text in wanted.items()):
            return False
        more = (argument for argument in self._in(own.coordinate) if argument.name not in wanted)
        return not any(map(required, more)) and self._is_sub(own.type, field.type)

    def _is_sub(self, own: str | None, text: str | None) -> bool:
        """Whether every value of the first type is one of the second."""
        if own == text or own is None or text is None:
            return own == text
        if text.endswith("!"):
            return own.endswith("!") and self._is_sub(own[:-1], text[:-1])
        if own.endswith("!"):
            return self._is_sub(own[:-1], text)
        if is_list(own) or is_list(text):
            return is_list(own) and is_list(text) and self._is_sub(own[1:-1], text[1:-1])
        sub, sup = self._shared.get(own), self._shared.get(text)
        return (sub is not None and text in sub.interfaces) or (
            sup is not None and own in sup.members
        )
