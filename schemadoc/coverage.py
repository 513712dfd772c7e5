"""What a snapshot can speak for: an element is present, absent or unknown in it.

In: a snapshot's index and a coordinate. Out: `present`, `absent` or `unknown`; absent only where
the region's sources cover that part of the schema, so that nothing is ever "removed" on partial
evidence. A module of its own because every comparison must conclude alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import UNSET, UnsetType

from schemadoc import coordinates
from schemadoc.model import (
    OPERATION_OF,
    OPERATIONS,
    TYPE_KINDS,
    Coverage,
    ElementKind,
    Index,
    KindCoverage,
    RootCoverage,
    Silence,
)

Presence = Literal["present", "absent", "unknown"]

# Under which keys of an introspection result stands what it may be silent of.
SAID_UNDER: dict[Silence, frozenset[str]] = {
    "default": frozenset({"defaultValue"}),
    "deprecation": frozenset({"isDeprecated"}),
    "description": frozenset({"description"}),
    "interfaces": frozenset({"interfaces"}),
    "one_of": frozenset({"isOneOf"}),
    "reason": frozenset({"deprecationReason"}),
    "repeatable": frozenset({"isRepeatable"}),
    "specified_by": frozenset({"specifiedByURL", "specifiedByUrl"}),
}


def presence(index: Index, coordinate: str, kinds: Iterable[ElementKind] = ()) -> Presence:
    """Whether a region has an element.

    Args:
        index: the region's snapshot.
        coordinate: of the element asked for.
        kinds: what the element is where it is known: a partial source speaks for kinds.
    """
    if coordinate in index:
        return "present"
    kinds = frozenset(kinds)
    container = coordinates.parent(coordinate)
    if container is None:
        return _named(index.snapshot.coverage, coordinate, kinds)
    above = presence(index, container, _container_kinds(coordinate, kinds))
    if above != "present":
        return above
    return "absent" if covers_members(index, container, kinds) else "unknown"


def covers_members(index: Index, container: str, kinds: frozenset[ElementKind]) -> bool:
    """Whether what an element contains is all there is.

    Args:
        index: the region's snapshot.
        container: the coordinate of a type, a field or a directive.
        kinds: of the members asked for.
    """
    coverage = index.snapshot.coverage
    if container in OPERATION_OF:
        return bool(getattr(coverage.roots, OPERATION_OF[container]))
    # Introspection leaves deprecated arguments and input fields out unless it is asked for them,
    # and so do the generators of documentation pages.
    if kinds & {"argument", "input_field"} and not coverage.deprecated_inputs:
        return False
    return closed(index, container)


def closed(index: Index, container: str) -> bool:
    """Whether a region shows all members of an element, deprecated inputs aside."""
    element = index.get(container)
    return element is not None and element.element != "type" and not element.partial


def _named(coverage: Coverage, coordinate: str, kinds: frozenset[ElementKind]) -> Presence:
    if coverage.complete:
        return "absent"
    if coordinate in OPERATION_OF:
        return "absent" if getattr(coverage.roots, OPERATION_OF[coordinate]) else "unknown"
    known = kinds & frozenset(TYPE_KINDS)
    covered = bool(known) and "type" not in kinds and all(getattr(coverage.kinds, k) for k in known)
    return "absent" if covered else "unknown"


def _container_kinds(coordinate: str, kinds: frozenset[ElementKind]) -> tuple[ElementKind, ...]:
    if coordinate.endswith(")"):
        return ("directive",) if coordinate.startswith("@") else ("field",)
    if "input_field" in kinds:
        return ("input_object",)
    if "enum_value" in kinds:
        return ("enum",)
    return ("object", "interface") if "field" in kinds else ()


def merge(first: Coverage, second: Coverage) -> Coverage:
    """What two sources of one region cover together."""
    return Coverage(
        complete=first.complete or second.complete,
        roots=RootCoverage(
            **{o: getattr(first.roots, o) or getattr(second.roots, o) for o in OPERATIONS}
        ),
        kinds=KindCoverage(
            **{k: getattr(first.kinds, k) or getattr(second.kinds, k) for k in TYPE_KINDS}
        ),
        errors=first.errors or second.errors,
        deprecated_inputs=first.deprecated_inputs or second.deprecated_inputs,
        silent=_silent(first, second),
    )


def _silent(first: Coverage, second: Coverage) -> tuple[Silence, ...] | UnsetType:
    """What neither says; of a page nobody expects what a schema says."""
    if first.complete != second.complete:
        return first.silent if first.complete else second.silent
    return silence(set(first.silent or ()) & set(second.silent or ()))


def silence(found: Iterable[Silence]) -> tuple[Silence, ...] | UnsetType:
    """Silence as `Coverage` has it: sorted, and left out where there is none."""
    return tuple(sorted(found)) or UNSET
