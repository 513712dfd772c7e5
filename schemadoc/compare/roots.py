"""A type that became a root, or is none any more, set beside itself.

In: the indexes of an old and a new snapshot. Out: both, such a type at one coordinate in both. A
module of its own because coordinates write a root type as `Query`, `Mutation` or `Subscription`,
whatever its name, so that a type that only changes its part would seem to go and another to come.
"""

from __future__ import annotations

import msgspec

from schemadoc.model import OPERATIONS, ROOT_NAMES, Element, Index, Operation, sort_elements


def aligned(old: Index, new: Index) -> tuple[Index, Index]:
    """Both sides with their types where the other side has them as roots.

    Only a side that is known to have no such root is changed; its `no_roots` tell of it.
    """
    for operation in OPERATIONS:
        first, second = (getattr(side.snapshot.roots, operation) for side in (old, new))
        if first is None and second is not None:
            old = _with_root(old, operation, second)
        elif second is None and first is not None:
            new = _with_root(new, operation, first)
    return old, new


def _with_root(index: Index, operation: Operation, name: str) -> Index:
    """The index with a type of that name where the root would stand, if it has such a type."""
    snapshot, root = index.snapshot, ROOT_NAMES[operation]
    here = index.coordinate_of(name)
    taken = root in index and here != root
    if here not in index or taken or not getattr(snapshot.coverage.roots, operation):
        return index
    roots = msgspec.structs.replace(snapshot.roots, **{operation: name})
    moved = snapshot.elements
    if here != root:
        moved = sort_elements(_moved(element, here, root) for element in snapshot.elements)
    made = msgspec.structs.replace(snapshot, roots=roots, elements=moved)
    return Index(made, index.no_roots | {operation})


def _moved(element: Element, here: str, there: str) -> Element:
    """An element of the type at its new coordinate; any other as it is."""
    name, found, below = element.coordinate.partition(".")
    if name != here:
        return element
    return msgspec.structs.replace(element, coordinate=f"{there}{found}{below}")
