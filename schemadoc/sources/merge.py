"""Several sources of one region as one reading.

In: the readings of a region's sources. Out: one reading; where two sources say different things of
one element, a diagnostic names both lines, and the schema's word stands above a page's, else the
first one's. A module of its own because no reader knows of another source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

import msgspec

from schemadoc import coordinates, coverage, typerefs
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    OPERATIONS,
    Coverage,
    Element,
    Example,
    Index,
    Location,
    Roots,
    Snapshot,
    sort_elements,
)
from schemadoc.sources.facts import Options, Reading, resolve

_SPECIAL = frozenset(
    {
        "coordinate",
        "element",
        "errors",
        "errors_mentioned",
        "example",
        "members",
        "name_confidence",
        "name_evidence",
        "name_from",
        "partial",
        "source",
        "type",
        "type_known",
    }
)
_DEFAULTS = {
    name: default
    for name, default in zip(
        Element.__struct_fields__[-len(Element.__struct_defaults__) :],
        Element.__struct_defaults__,
        strict=True,
    )
    if name not in _SPECIAL
}


def merge(readings: Sequence[Reading], options: Options) -> Reading:
    """Merge the readings of one region.

    Args:
        readings: one a source, in the order of the configuration.
        options: whose region and date the snapshot gets; without a date, the latest source's.
    """
    ranked = sorted(readings, key=lambda reading: _rank(reading.snapshot))
    odd = [diagnostic for reading in readings for diagnostic in reading.diagnostics]
    names = _real_names(reading.snapshot for reading in ranked)
    _missing(ranked, odd)
    merged: dict[str, Element] = {}
    for reading in ranked:
        for element in _renamed(reading.snapshot.elements, names):
            before = merged.get(element.coordinate)
            merged[element.coordinate] = _both(before, element, odd) if before else element
    dates = [r.snapshot.captured for r in readings if r.snapshot.captured]
    snapshot = Snapshot(
        region=options.region,
        captured=options.captured or max(dates, default=None),
        roots=_roots([reading.snapshot.roots for reading in ranked]),
        sources=tuple(source for reading in readings for source in reading.snapshot.sources),
        coverage=reduce(coverage.merge, (r.snapshot.coverage for r in readings), Coverage()),
        elements=sort_elements(merged.values()),
    )
    return Reading(resolve(snapshot), tuple(sorted(odd)))


def _rank(snapshot: Snapshot) -> tuple[int, int, int]:
    """Complete schemas first, then parts of schemas, then pages; of each kind the newest first."""
    day = snapshot.captured.toordinal() if snapshot.captured else 0
    is_page = any(source.kind == "page" for source in snapshot.sources)
    return (not snapshot.coverage.complete, is_page, -day)


def _missing(ranked: Sequence[Reading], odd: list[Diagnostic]) -> None:
    """Report what a source shows and a complete schema of the same region does not have.

    Members of what is missing itself go without saying.
    """
    for complete in (r.snapshot for r in ranked if r.snapshot.coverage.complete):
        index = Index(complete)
        path = complete.sources[0].path if complete.sources else "a schema"
        for snapshot in (r.snapshot for r in ranked if r.snapshot is not complete):
            for element in snapshot.elements:
                if element.source is not None and _is_missing(element, index):
                    problem = f"{element.coordinate} is not in {path}, which is complete"
                    place = element.source
                    odd.append(Diagnostic(place.path, place.line, "conflict", problem))


def _is_missing(element: Element, index: Index) -> bool:
    above = coordinates.parent(element.coordinate)
    if typerefs.is_placeholder(element.coordinate) or (above is not None and above not in index):
        return False
    return coverage.presence(index, element.coordinate, (element.element,)) == "absent"


def _roots(found: Sequence[Roots]) -> Roots:
    names = {o: next((getattr(r, o) for r in found if getattr(r, o)), None) for o in OPERATIONS}
    return Roots(**names)


def _real_names(snapshots: Iterable[Snapshot]) -> dict[str, str]:
    """Placeholders whose type another source names: the same root field has both."""
    types: dict[str, set[str]] = {}
    for snapshot in snapshots:
        for element in snapshot.elements:
            name = typerefs.name_of(element.ref) if element.element == "field" else None
            if name is not None:
                types.setdefault(element.coordinate, set()).add(name)
    real: dict[str, str] = {}
    for names in types.values():
        lost = [name for name in names if typerefs.is_placeholder(name)]
        told = [name for name in names if not typerefs.is_placeholder(name)]
        if len(told) == 1:
            real.update(dict.fromkeys(lost, told[0]))
    return real


def _renamed(elements: Iterable[Element], names: dict[str, str]) -> Iterable[Element]:
    for element in elements:
        parts = coordinates.parse(element.coordinate)
        if parts is None or parts.name not in names:
            yield element
            continue
        keys: dict[str, Any] = {"coordinate": str(parts._replace(name=names[parts.name]))}
        if parts.member is None:
            keys["name_from"] = None
        yield msgspec.structs.replace(element, **keys)


def _both(first: Element, second: Element, odd: list[Diagnostic]) -> Element:
    """One element out of two, the first one's word above the second's."""
    keys: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        one, other = getattr(first, name), getattr(second, name)
        if one == default:
            keys[name] = other
        elif other not in (default, one):
            _conflict(first, second, name, odd)
    keys |= _kind(first, second, odd) | _types(first, second, odd) | _errors(first, second, odd)
    keys["errors_mentioned"] = tuple(
        dict.fromkeys((*first.errors_mentioned, *second.errors_mentioned))
    )
    keys["partial"] = not (_is_closed(first) or _is_closed(second)) and (
        first.partial or second.partial
    )
    keys |= _origin(first, second) | _members(first, second, odd)
    keys["example"] = _example(first.example, second.example)
    return msgspec.structs.replace(first, **keys)


def _members(first: Element, second: Element, odd: list[Diagnostic]) -> dict[str, Any]:
    """Members that were merely seen add up; against a full list they must be in it."""
    both = set(first.members) | set(second.members)
    closed = next((e for e in (first, second) if e.members and _is_closed(e)), None)
    if closed is not None and both != set(closed.members):
        _conflict(first, second, "members", odd)
        both = set(closed.members)
    return {"members": tuple(sorted(both))}


def _origin(first: Element, second: Element) -> dict[str, Any]:
    """Where the name is from: that one source says it does not make another's inference less so.

    What a page shows under a recovered name hangs on the recovery; the weakest one counts.
    """
    named = [e for e in (first, second) if e.name_from]
    inferred = [e for e in named if e.name_from == "inferred"]
    if not inferred and len(named) < 2:
        return {"name_from": None, "name_confidence": None, "name_evidence": None}
    weakest = min(inferred or named, key=lambda e: e.name_confidence != "likely")
    return {
        "name_from": weakest.name_from,
        "name_confidence": weakest.name_confidence,
        "name_evidence": weakest.name_evidence,
    }


def _is_closed(element: Element) -> bool:
    return element.element != "type" and not element.partial


def _kind(first: Element, second: Element, odd: list[Diagnostic]) -> dict[str, Any]:
    if first.element == "type":
        return {"element": second.element}
    if second.element not in ("type", first.element):
        _conflict(first, second, "element", odd)
    return {}


def _types(first: Element, second: Element, odd: list[Diagnostic]) -> dict[str, Any]:
    if first.ref == typerefs.TypeRef():
        return {"type": second.type, "type_known": second.type_known}
    if second.ref == typerefs.TypeRef():
        return {}
    try:
        ref = typerefs.narrow(first.ref, second.ref)
    except typerefs.Contradiction:
        _conflict(first, second, "type", odd)
        return {}
    return {"type": ref.text, "type_known": ref.known}


def _errors(first: Element, second: Element, odd: list[Diagnostic]) -> dict[str, Any]:
    """A list stands above an empty one: a source that lists none may only not say them here."""
    if not first.errors:
        return {"errors": second.errors if second.errors is not None else first.errors}
    if second.errors and second.errors != first.errors:
        _conflict(first, second, "errors", odd)
    return {}


def _example(first: Example | None, second: Example | None) -> Example | None:
    if first is None or second is None:
        return first or second
    return Example(
        document=first.document or second.document,
        variables=first.variables or second.variables,
        response=first.response or second.response,
    )


def _conflict(first: Element, second: Element, aspect: str, odd: list[Diagnostic]) -> None:
    here = second.source or Location("?", 1)
    there = first.source or Location("?", 1)
    values = f"{_short(getattr(first, aspect))} and {_short(getattr(second, aspect))}"
    problem = f"{second.coordinate}: {aspect} is not as in {there.path}:{there.line}: {values}"
    odd.append(Diagnostic(here.path, here.line, "conflict", problem))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    text = " ".join(text.split())
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
