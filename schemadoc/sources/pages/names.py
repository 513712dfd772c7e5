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

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from schemadoc import coordinates, typerefs
from schemadoc.model import Element, Index, Snapshot, sort_elements
from schemadoc.sources.facts import Reading, resolve
from schemadoc.sources.pages import align
from schemadoc.sources.pages.evidence import (
    Evidence,
    Origin,
    Section,
    Shown,
    connection_of,
    gather,
    is_edge,
    selected_words,
    words,
)

# How likely a section bears a name of this origin rather than one that nothing names, and what it
# costs to leave such a name without a section: natural logarithms, of odds.
_BASE: dict[Origin, float] = {
    "referred": 2.0,
    "member": 2.0,
    "relay": 0.0,
    "region": 0.5,
    "text": -2.5,
    "elsewhere": -1.0,
}
_OMISSION: dict[Origin, float] = {
    "referred": -2.5,
    "member": -2.5,
    "relay": 0.0,
    "region": -1.0,
    "text": 0.0,
    "elsewhere": 0.0,
}
_LIKELY = (0.8, 0.7, 0.6, 0.5)
_RELAY = 8.0
_TOLD = 4.5
_KIN = 2.0
_PATTERN = 1.0
_IN_FIELDS = 2.0
_IN_TYPES = 1.5
# Words that say how a type is made and not what it is about.
_PLAIN = frozenset({"type", "output", "object", "details", "payload", "data", "connection", "edge"})


class Named(NamedTuple):
    """A recovered name."""

    name: str
    confidence: Literal["certain", "likely"]
    evidence: str


class _Known(NamedTuple):
    """The sections named so far, and how much each word of a name tells."""

    sections: dict[str, Section]
    rarity: dict[str, float]


class _Match(NamedTuple):
    """One pair of a section and a name: its weight, and what speaks for it."""

    weight: float
    reasons: tuple[str, ...]
    proof: bool = False


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
    patterns: dict[str, dict[str, _Match]] = {}
    for least in _LIKELY:
        known = _known(evidence, found)
        patterns |= _patterns(evidence, known)
        found = _align(evidence, known, patterns, least)
    return found


def _known(evidence: Evidence, found: dict[str, Named]) -> _Known:
    """The sections whose names are known so far."""
    sections = {found[s.name].name if s.name in found else s.name: s for s in evidence.sections}
    named = {n: s for n, s in sections.items() if not typerefs.is_placeholder(n)}
    return _Known(named, _rarity({*named, *evidence.names}))


def _rarity(names: set[str]) -> dict[str, float]:
    """How much a word tells: 1 for one that a single name has, less the more names have it."""
    counts = Counter(word for name in names for word in set(words(name)))
    total = math.log(len(names) + 1)
    return {word: (1 - math.log(count) / total) ** 2 for word, count in counts.items()}


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
    evidence: Evidence, known: _Known, patterns: dict[str, dict[str, _Match]], least: float
) -> dict[str, Named]:
    """Give each section the name that is clearly best in its gap."""
    found: dict[str, Named] = {}
    for low, high, run in _gaps(evidence.sections):
        extra = {name for section in run for name in patterns.get(section.name, {})}
        names = sorted(n for n in {*evidence.names, *extra} if low < n < high)
        matches = [
            [patterns.get(s.name, {}).get(n) or _match(s, n, evidence, known) for n in names]
            for s in run
        ]
        omission = [_OMISSION[evidence.names.get(name, "text")] for name in names]
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
    row: Sequence[_Match | None],
    chances: Sequence[float],
    evidence: Evidence,
    least: float,
) -> Named | None:
    best = max(range(len(names)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < least:
        return None
    match, name = row[best], names[best]
    assert match is not None  # noqa: S101  (a pair that cannot be has no chance)
    twins = [s for s in evidence.sections if s is not section and s.fields == section.fields]
    certain = match.proof and not twins
    order = f"it stands between the names around it, {_place(section, evidence)}"
    return Named(name, "certain" if certain else "likely", _sentence((*match.reasons, order)))


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


# What speaks for a pair


def _match(section: Section, name: str, evidence: Evidence, known: _Known) -> _Match | None:
    """What speaks for a section having a name; None where something excludes it."""
    origin = evidence.names.get(name)
    connection = connection_of(section)
    if origin is None or (connection is not None and connection != name):
        return None
    if connection == name:
        said = f"its edges are of the type {section.fields['edges']}"
        return _Match(_RELAY, (said, *_referred(origin, name)), proof=origin == "referred")
    if name.endswith("Connection") or name.endswith("Edge") != is_edge(section):
        return None
    if name in {typerefs.named_type(text) for text in section.fields.values()}:
        return None  # a type that holds itself under one field is rarer than a wrong guess
    told = evidence.told.get(name, set())
    if not told <= section.fields.keys():
        return None
    kin, likeness = _kin(section, name, known)
    weight = _BASE[origin] + _affinity(section, name, known) + _KIN * likeness
    weight += _TOLD * bool(told) + _shape(section, name, evidence)
    reasons = _referred(origin, name)
    if told:
        reasons = (*reasons, f"running text gives {name} the field {min(told)}")
    if likeness > 0.5:
        reasons = (*reasons, f"its fields are like those of {kin}")
    best = max((_compare(section, s) for s in evidence.shown.get(name, ())), default=None)
    if best is None:
        return _Match(weight, reasons)
    return _Match(weight + best.weight, (*reasons, *best.reasons), best.proof)


def _referred(origin: Origin, name: str) -> tuple[str, ...]:
    return {
        "referred": (f"the page refers to {name}, which no heading bears",),
        "member": (f"an example on the page shows {name}, which no heading bears",),
        "relay": (f"its edges give it the name {name}",),
        "region": (f"another source of the region names {name}",),
        "text": (f"running text names {name}",),
        "elsewhere": (f"another region has {name}",),
    }[origin]


def _compare(section: Section, shown: Shown) -> _Match:
    """How well the fields of a section agree with those shown elsewhere under a name."""
    ours, theirs = section.fields.keys(), shown.fields.keys()
    shared = len(ours & theirs)
    clash = any(_clash(section.fields[field], shown.fields[field]) for field in ours & theirs)
    where = "another source of the region" if shown.own_region else "another region"
    if ours == theirs and not clash:
        weight = 9.0 if shown.own_region else 5.0
        enough = shown.own_region or shared > 1
        return _Match(weight, (f"{where} shows the same {shared} fields under it",), enough)
    if shown.closed and shown.own_region:
        return _Match(-4.0, ())
    likeness = shared / len(theirs if not shown.closed else ours | theirs)
    weight = 6 * (likeness - 0.5) - 2 * clash
    reason = f"{where} shows {shared} of its {len(ours)} fields under it"
    return _Match(weight, (reason,) if weight > 0 else ())


def _clash(text: str, element: Element) -> bool:
    if element.type is not None:
        return typerefs.named_type(text) != typerefs.named_type(element.type)
    return element.type_known is not None and typerefs.contradicts(text, element.type_known)


def _affinity(section: Section, name: str, known: _Known) -> float:
    """What the words of a name share with the section's fields and with their types.

    A word that few names have tells more than one that many have.
    """
    own = [word for word in words(name) if word not in _PLAIN]
    total = sum(known.rarity.get(word, 1.0) for word in own)
    if not total:
        return 0.0
    there = selected_words(section)
    in_fields = sum(known.rarity.get(word, 1.0) for word in own if word in there) / total
    types = {typerefs.named_type(text) for text in section.fields.values()}
    start = max((_shared_start(own, words(t)) for t in types), default=0)
    in_types = sum(known.rarity.get(word, 1.0) for word in own[:start]) / total
    return _IN_FIELDS * in_fields + _IN_TYPES * in_types


def _kin(section: Section, name: str, known: _Known) -> tuple[str, float]:
    """The section most like this one among those whose names end like the name."""
    ending = _ending(name)
    alike = [
        (_likeness(section.fields.keys(), other.fields.keys()), kin)
        for kin, other in known.sections.items()
        if _ending(kin) == ending and kin != name and other is not section
    ]
    likeness, kin = max(alike, default=(0.0, ""))
    return kin, max(likeness, 0.0)


def _ending(name: str) -> str | None:
    """The last word of a name that says what it is about."""
    own = [word for word in words(name) if word not in _PLAIN]
    return own[-1] if len(own) > 1 else None


def _shape(section: Section, name: str, evidence: Evidence) -> float:
    """What a section looks like: a mutation's payload is no field's type, an item has fields."""
    weight = -3.0 if "possibleErrors" in section.fields and name not in evidence.told else 0.0
    if name in evidence.lists:
        weight += 0.5 * ("id" in section.fields) - 1.0 * (len(section.fields) == 1)
    return weight


def _shared_start(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


# Naming patterns of the page


def _patterns(evidence: Evidence, known: _Known) -> dict[str, dict[str, _Match]]:
    """Names made as those of like sections are: `SelectXListItem` for a field `x`."""
    done = {id(section) for section in known.sections.values()}
    taken = known.sections.keys() | evidence.names.keys()
    result: dict[str, dict[str, _Match]] = {}
    for section in evidence.sections:
        if id(section) in done or connection_of(section) is not None:
            continue
        made = {
            name: match
            for model, like in known.sections.items()
            for name, match in _made_alike(section, model, like)
            if name not in taken
        }
        if made:
            result[section.name] = made
    return result


def _made_alike(section: Section, model: str, like: Section) -> Iterator[tuple[str, _Match]]:
    """Names that put a section's own field where the model's name has the model's."""
    shared = section.fields.keys() & like.fields.keys()
    for theirs in like.fields.keys() - shared:
        before, found, after = model.partition(_capital(theirs))
        if not found or len(words(before)) < 1 or len(words(after)) < 1:
            continue
        for ours in section.fields.keys() - shared:
            rest, other = section.fields.keys() - {ours}, like.fields.keys() - {theirs}
            likeness = _likeness(rest, other)
            if likeness >= 0.5:
                name = f"{before}{_capital(ours)}{after}"
                reason = f"{model} is made alike from its field {theirs}"
                yield name, _Match(_PATTERN + likeness, (reason,))


def _capital(field: str) -> str:
    return field[:1].upper() + field[1:]


def _likeness(ours: Collection[str], theirs: Collection[str]) -> float:
    """How many of the fewer fields are among the more, less a little for each one more."""
    shared = len(set(ours) & set(theirs))
    fewer = min(len(ours), len(theirs))
    return shared / fewer - 0.1 * abs(len(ours) - len(theirs)) if fewer else 0.0


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
