"""How well a name fits a section: what speaks for the pair, as a weight and in words.

In: a section without a name, a name, the evidence of the page. Out: `Match`, its weight in natural
logarithms of odds, and its reasons for people. A module of its own: the weights are judgement, set
down once, and everything else about lost names is arithmetic.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from schemadoc import typerefs
from schemadoc.model import Element
from schemadoc.sources.pages.evidence import (
    Evidence,
    Origin,
    Section,
    Shown,
    connection_of,
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
    "stem": 0.5,
    "text": -2.5,
    "elsewhere": -2.0,
}
OMISSION: dict[Origin, float] = {
    "referred": -2.5,
    "member": -2.5,
    "relay": 0.0,
    "region": -1.0,
    "stem": 0.0,
    "text": 0.0,
    "elsewhere": 0.0,
}
_RELAY = 8.0
_TOLD = 4.5
_KIN = 2.0
_IN_FIELDS = 2.0
_IN_TYPES = 1.5
# Words that say how a type is made and not what it is about.
_PLAIN = frozenset({"type", "output", "object", "details", "payload", "data", "connection", "edge"})


class Known(NamedTuple):
    """The sections named so far, and how much each word of a name tells."""

    sections: dict[str, Section]
    rarity: dict[str, float]


class Match(NamedTuple):
    """One pair of a section and a name: its weight, and what speaks for it."""

    weight: float
    reasons: tuple[str, ...]
    proof: bool = False


def rarity_of(names: set[str]) -> dict[str, float]:
    """How much a word tells: 1 for one that a single name has, less the more names have it."""
    counts = Counter(word for name in names for word in set(words(name)))
    total = math.log(len(names) + 1)
    return {word: (1 - math.log(count) / total) ** 2 for word, count in counts.items()}


def match(section: Section, name: str, evidence: Evidence, known: Known) -> Match | None:
    """What speaks for a section having a name; None where something excludes it."""
    origin = evidence.names.get(name)
    connection = connection_of(section)
    if origin is None or (connection is not None and connection != name):
        return None
    if connection == name:
        said = f"its edges are of the type {section.fields['edges']}"
        return Match(_RELAY, (said, *_referred(origin, name)), proof=origin == "referred")
    if name.endswith("Connection") or name.endswith("Edge") != is_edge(section):
        return None
    if name in {typerefs.named_type(text) for text in section.fields.values()}:
        return None  # a type that holds itself under one field is rarer than a wrong guess
    told = evidence.told.get(name, set())
    if not told <= section.fields.keys():
        return None
    kin, alike = nearest_kin(section, name, known)
    weight = _BASE[origin] + affinity(section, name, known) + _KIN * alike
    weight += _TOLD * bool(told) + _shape(section, name, evidence)
    reasons = _referred(origin, name)
    if told:
        reasons = (*reasons, f"running text gives {name} the field {min(told)}")
    if alike > 0.5:
        reasons = (*reasons, f"its fields are like those of {kin}")
    best = max((_compare(section, s) for s in evidence.shown.get(name, ())), default=None)
    if best is None:
        return Match(weight, reasons)
    return Match(weight + best.weight, (*reasons, *best.reasons), best.proof)


def _referred(origin: Origin, name: str) -> tuple[str, ...]:
    return {
        "referred": (f"the page refers to {name}, which no heading bears",),
        "member": (f"an example on the page shows {name}, which no heading bears",),
        "relay": (f"its edges give it the name {name}",),
        "region": (f"another source of the region names {name}",),
        "stem": (f"the page refers to an abstract type named after {name}",),
        "text": (f"running text names {name}",),
        "elsewhere": (f"another region has {name}",),
    }[origin]


def _compare(section: Section, shown: Shown) -> Match:
    """How well the fields of a section agree with those shown elsewhere under a name."""
    ours, theirs = section.fields.keys(), shown.fields.keys()
    shared = len(ours & theirs)
    clash = any(_clash(section.fields[field], shown.fields[field]) for field in ours & theirs)
    where = "another source of the region" if shown.own_region else "another region"
    if ours == theirs and not clash:
        weight = 9.0 if shown.own_region else 5.0
        enough = shown.own_region or shared > 1
        return Match(weight, (f"{where} shows the same {shared} fields under it",), enough)
    if shown.closed and shown.own_region:
        return Match(-4.0, ())
    likeness = shared / len(theirs if not shown.closed else ours | theirs)
    weight = 6 * (likeness - 0.5) - 2 * clash
    reason = f"{where} shows {shared} of its {len(ours)} fields under it"
    return Match(weight, (reason,) if weight > 0 else ())


def _clash(text: str, element: Element) -> bool:
    if element.type is not None:
        return typerefs.named_type(text) != typerefs.named_type(element.type)
    return element.type_known is not None and typerefs.contradicts(text, element.type_known)


def affinity(section: Section, name: str, known: Known) -> float:
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


def nearest_kin(section: Section, name: str, known: Known) -> tuple[str, float]:
    """The section most like this one among those whose names end like the name."""
    ending = _ending(name)
    if ending is None:
        return "", 0.0
    alike = [
        (likeness(section.fields.keys(), other.fields.keys()), kin)
        for kin, other in known.sections.items()
        if _ending(kin) == ending and kin != name and other is not section
    ]
    best, kin = max(alike, default=(0.0, ""))
    return kin, max(best, 0.0)


@cache
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


def likeness(ours: Collection[str], theirs: Collection[str]) -> float:
    """How many of the fewer fields are among the more, less a little for each one more."""
    shared = len(set(ours) & set(theirs))
    fewer = min(len(ours), len(theirs))
    return shared / fewer - 0.1 * abs(len(ours) - len(theirs)) if fewer else 0.0
