"""Names made as those of like sections are made.

In: the sections of a page whose names are known, and those whose names are lost. Out: for each lost
one the names that a naming pattern of the page would give it. A module of its own because a pattern
makes a name that stands nowhere, which no other evidence does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from schemadoc import typerefs
from schemadoc.sources.pages.evidence import Evidence, Section, connection_of, words
from schemadoc.sources.pages.weigh import Known, Match

_PATTERN = 1.0
_LIKE = 0.5


def patterns(evidence: Evidence, known: Known) -> dict[str, dict[str, Match]]:
    """The names that patterns of the page give to sections without a name, by placeholder."""
    done = {id(section) for section in known.sections.values()}
    taken = known.sections.keys() | evidence.names.keys()
    result: dict[str, dict[str, Match]] = {}
    for section in evidence.sections:
        if id(section) in done or connection_of(section) is not None:
            continue
        made: dict[str, Match] = {}
        for model, like in known.sections.items():
            made.update(_by_field(section, model, like))
            made.update(_by_type(section, model, like, known))
        made = {name: match for name, match in made.items() if name not in taken}
        if made:
            result[section.name] = made
    return result


def _by_field(section: Section, model: str, like: Section) -> Iterator[tuple[str, Match]]:
    """`SelectYListItem` of a field `y`, as `SelectXListItem` of `x` is."""
    ours, theirs = section.fields.keys(), like.fields.keys()
    shared = ours & theirs
    alike = _ratio(len(shared), len(ours) - 1, len(theirs) - 1)
    if alike < _LIKE:
        return
    for other in theirs - shared:
        for own in ours - shared:
            old, new = _own_parts(other, own)
            before, found, after = model.partition(old)
            if not (found and new and after) or (old == _capital(other) and not before):
                continue
            if len(words(before + after)) > 1:
                reason = f"{model} is made alike from its field {other}"
                yield f"{before}{new}{after}", Match(_PATTERN + alike, (reason,))


def _ratio(shared: int, ours: int, theirs: int) -> float:
    """As `likeness`, for sections of which one field each is left out."""
    fewer = min(ours, theirs)
    return shared / fewer - 0.1 * abs(ours - theirs) if fewer else 0.0


def _own_parts(first: str, second: str) -> tuple[str, str]:
    """Two field names without the words both end in, as a type's name would have them."""
    pairs = zip(reversed(first), reversed(second), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    end = first[len(first) - same :]
    end = end[next((at for at, char in enumerate(end) if char.isupper()), len(end)) :]
    return _capital(first.removesuffix(end)), _capital(second.removesuffix(end))


def _capital(field: str) -> str:
    return field[:1].upper() + field[1:]


def _by_type(
    section: Section, model: str, like: Section, known: Known
) -> Iterator[tuple[str, Match]]:
    """`PrintEvent` of a field of type `PrintMessage`, as `EmailEvent` is of `EmailMessage`.

    Only where another pair of names on the page is parallel: `PrintAttachment`, `EmailAttachment`.
    """
    if section.fields.keys() != like.fields.keys():
        return
    for field, text in section.fields.items():
        ours, theirs = typerefs.named_type(text), typerefs.named_type(like.fields[field])
        if ours == theirs:
            continue
        for old in _beginnings(theirs):
            for new in _beginnings(ours):
                if model.startswith(old) and _are_parallel(old, new, known):
                    reason = f"{model} is made alike from the type of its field {field}"
                    yield f"{new}{model.removeprefix(old)}", Match(_PATTERN + 1, (reason,))


def _beginnings(name: str) -> list[str]:
    """The first word of a name, the first two, and so on, but not the whole."""
    lengths = [len(word) for word in words(name)]
    return [name[: sum(lengths[:count])] for count in range(1, len(lengths))]


def _are_parallel(old: str, new: str, known: Known) -> bool:
    rests = {name.removeprefix(old) for name in known.sections if name.startswith(old)}
    return any(len(words(rest)) > 1 and f"{new}{rest}" in known.sections for rest in rests)
