"""The names that a page lost, recovered from evidence, with their confidence.

In: the reading of a page whose sections lost their headings, the other sources of its region and
the finished snapshots of other regions. Out: the same reading with names in the place of
placeholders: `certain` where a pattern or a table proves them, `likely` where one is clearly best,
and the evidence as a sentence; every other placeholder stays. A module of its own because no
single section can be named: all evidence goes into one alignment that respects the page's order.

The alignment works gap by gap, a gap being the sections without a name between two headings. In it
names come in the page's order, so sections and names are matched monotonically; what a section and
a name have in common gives the pair a weight, and the sum over all alignments gives each pair its
probability. A section may have a name that nothing names, and a name may belong to no section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from schemadoc import coordinates, typerefs
from schemadoc.model import Element, Index, Snapshot, sort_elements
from schemadoc.sources.facts import Reading, resolve
from schemadoc.sources.pages import align
from schemadoc.sources.pages.evidence import Evidence, Section, gather
from schemadoc.sources.pages.patterns import patterns
from schemadoc.sources.pages.weigh import OMISSION, Known, Match, match, rarity_of

# A pair is taken when its probability is at least this: the surest first, since what is found helps
# to find the rest.
_LIKELY = (0.8, 0.7, 0.6, 0.5)


class Named(NamedTuple):
    """A recovered name."""

    name: str
    confidence: Literal["certain", "likely"]
    evidence: str


def recover(
    reading: Reading, own: Sequence[Snapshot] = (), others: Sequence[Snapshot] = ()
) -> Reading:
    """Put recovered names in the place of a reading's placeholders.

    Args:
        reading: of one region, its sources merged or not.
        own: snapshots of further sources of the same region.
        others: finished snapshots of other regions, whose word is at most `likely` unless the
            fields agree too.
    """
    index = Index(reading.snapshot)
    named: dict[str, Named] = {}
    for source in reading.snapshot.sources:
        if source.kind == "page":
            named |= _of_page(gather(index, source.path, own, others))
    named |= _payloads(index, [*own, *others], set(named))
    return reading if not named else _renamed(reading, named)


def _of_page(evidence: Evidence) -> dict[str, Named]:
    """The names of one page's sections, by placeholder: what is found helps to find the rest."""
    if not any(section.lost for section in evidence.sections) or not _is_ordered(evidence):
        return {}
    found: dict[str, Named] = {}
    made: dict[str, dict[str, Match]] = {}
    for least in _LIKELY:
        known = _known(evidence, found)
        made |= patterns(evidence, known)
        found = _align(evidence, known, made, least)
    return found


def _known(evidence: Evidence, found: dict[str, Named]) -> Known:
    """The sections whose names are known so far."""
    sections = {found[s.name].name if s.name in found else s.name: s for s in evidence.sections}
    named = {n: s for n, s in sections.items() if not typerefs.is_placeholder(n)}
    return Known(named, rarity_of({*named, *evidence.names}))


def _is_ordered(evidence: Evidence) -> bool:
    """Whether the headings that are left stand in the order of their letters."""
    left = [section.name for section in evidence.sections if not section.lost]
    return len(left) > 1 and left == sorted(left)


def _gaps(sections: Sequence[Section]) -> Iterator[tuple[str, str, list[Section]]]:
    """The runs of nameless sections, each with the names around it."""
    before, run = "", []
    for section in sections:
        if section.lost:
            run.append(section)
            continue
        if run:
            yield before, section.name, run
        before, run = section.name, []
    if run:
        yield before, "\x7f", run


def _align(
    evidence: Evidence, known: Known, made: dict[str, dict[str, Match]], least: float
) -> dict[str, Named]:
    """Give each section the name that is clearly best in its gap."""
    found: dict[str, Named] = {}
    for low, high, run in _gaps(evidence.sections):
        extra = {name for section in run for name in made.get(section.name, {})}
        names = sorted(n for n in {*evidence.names, *extra} if low < n < high)
        matches = [
            [made.get(s.name, {}).get(n) or match(s, n, evidence, known) for n in names]
            for s in run
        ]
        omission = [OMISSION[evidence.names.get(name, "text")] for name in names]
        weights = [[m.weight if m else None for m in row] for row in matches]
        table = align.probabilities(weights, omission)
        for section, row, chances in zip(run, matches, table, strict=True):
            named = _choose(section, names, row, chances, evidence, least)
            if named is not None:
                found[section.name] = named
    return found


def _choose(
    section: Section,
    names: Sequence[str],
    row: Sequence[Match | None],
    chances: Sequence[float],
    evidence: Evidence,
    least: float,
) -> Named | None:
    best = max(range(len(names)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < least:
        return None
    pair, name = row[best], names[best]
    assert pair is not None  # noqa: S101  (a pair that cannot be has no chance)
    twins = [s for s in evidence.sections if s is not section and s.fields == section.fields]
    certain = pair.proof and not twins
    order = f"it stands between the names around it, {_place(section, evidence)}"
    return Named(name, "certain" if certain else "likely", _sentence((*pair.reasons, order)))


def _place(section: Section, evidence: Evidence) -> str:
    at = evidence.sections.index(section)
    left = [s.name for s in evidence.sections[:at] if not s.lost][-1:]
    right = [s.name for s in evidence.sections[at:] if not s.lost][:1]
    if left and right:
        return f"after {left[0]} and before {right[0]}"
    return f"after {left[0]}" if left else f"before {right[0]}" if right else "alone on its page"


def _sentence(reasons: Sequence[str]) -> str:
    text = "; ".join(reasons)
    return f"{text[0].upper()}{text[1:]}."


# Payloads that other regions name


def _payloads(index: Index, others: Sequence[Snapshot], done: set[str]) -> dict[str, Named]:
    """Lost payload names of root fields that another region has with their type."""
    named: dict[str, Named] = {}
    for element in index.snapshot.elements:
        lost = typerefs.name_of(element.ref) if element.element == "field" else None
        if lost is None or not typerefs.is_placeholder(lost) or lost in done:
            continue
        for snapshot in others:
            found = _payload(index, element.coordinate, lost, Index(snapshot))
            if found is not None and (lost not in named or found.confidence == "certain"):
                named[lost] = found
    return named


def _payload(index: Index, coordinate: str, lost: str, other: Index) -> Named | None:
    there = other.get(coordinate)
    name = typerefs.name_of(there.ref) if there is not None else None
    if name is None or typerefs.is_placeholder(name) or _has_other_fields(index, name):
        return None
    ours = {child.name for child in index.children(lost)}
    theirs = {child.name for child in other.children(name)}
    region = other.snapshot.region
    said = f"{coordinate} returns {name} in the region {region}"
    if theirs and ours == theirs:
        return Named(name, "certain", f"{said}, and there it has the same {len(ours)} fields.")
    if theirs and not ours & theirs:
        return None
    return Named(name, "likely", f"{said}.")


def _has_other_fields(index: Index, name: str) -> bool:
    """Whether the region shows fields of its own under a name: then it is not the lost one."""
    return bool(index.children(name))


# Putting the names in


def _renamed(reading: Reading, named: dict[str, Named]) -> Reading:
    """The reading with names for placeholders; a type that was only referred to becomes whole."""
    elements: dict[str, Element] = {}
    for element in reading.snapshot.elements:
        parts = coordinates.parse(element.coordinate)
        found = named.get(parts.name) if parts else None
        renamed = _in_type(element, named)
        if parts is not None and found is not None:
            keys: dict[str, Any] = {"coordinate": str(parts._replace(name=found.name))}
            if parts.member is None:
                keys |= {
                    "name_from": "inferred",
                    "name_confidence": found.confidence,
                    "name_evidence": found.evidence,
                }
            renamed = msgspec.structs.replace(renamed, **keys)
        before = elements.get(renamed.coordinate)
        if before is None or before.element == "type":
            elements[renamed.coordinate] = renamed
    snapshot = msgspec.structs.replace(reading.snapshot, elements=sort_elements(elements.values()))
    return Reading(resolve(snapshot), reading.diagnostics)


def _in_type(element: Element, named: dict[str, Named]) -> Element:
    known = element.type_known
    found = named.get(known.named or "") if known else None
    if known is None or found is None:
        return element
    return msgspec.structs.replace(
        element, type_known=msgspec.structs.replace(known, named=found.name)
    )
