"""What root types are called in what all regions share.

In: the regions' snapshots, and elements that refer to root types by their usual names. Out: one
name for each root, and elements that refer to it so. A module of its own because a document may
name a root type, which fits every region only by the name that it has in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from schemadoc.model import OPERATIONS, ROOT_NAMES, Element, Index, Roots, Snapshot

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")


def common_names(snapshots: Sequence[Snapshot]) -> Roots:
    """The names of the roots that all have: their own where all call them alike, else the usual."""
    found = [snapshot.roots for snapshot in snapshots]
    shared = [o for o in OPERATIONS if all(getattr(roots, o) for roots in found)]
    alike = all(len({getattr(roots, o) for roots in found}) == 1 for o in shared)
    return Roots(**{o: getattr(found[0], o) if alike else ROOT_NAMES[o] for o in shared})


def named(elements: Iterable[Element], roots: Roots, index: Index) -> Iterable[Element]:
    """Elements that call types what they are called, not what coordinates call them.

    Args:
        elements: with names as in coordinates.
        roots: the names of the root types.
        index: a region that calls its roots so, or one whose roots bear their usual names.
    """
    own: dict[str, str] = {}
    for operation, usual in ROOT_NAMES.items():
        name = getattr(roots, operation)
        if name not in (None, usual):
            own |= {index.coordinate_of(usual): usual, usual: name}
    return [_called(element, own) for element in elements] if own else elements


def _called(element: Element, own: Mapping[str, str]) -> Element:
    def name_of(found: re.Match[str]) -> str:
        return own.get(found[0], found[0])

    changes: dict[str, object] = {
        key: tuple(own.get(name, name) for name in getattr(element, key))
        for key in ("interfaces", "members")
        if getattr(element, key)
    }
    if element.type is not None:
        changes["type"] = _NAME.sub(name_of, element.type)
    known = element.type_known
    if known is not None and known.named is not None:
        name = own.get(known.named, known.named)
        changes["type_known"] = msgspec.structs.replace(known, named=name)
    return msgspec.structs.replace(element, **changes) if changes else element
