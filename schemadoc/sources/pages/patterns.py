"""Names made as those of like sections are made.

In: the sections of a page whose names are known, and those whose names are lost. Out: for each lost
one the names that a naming pattern of the page would give it. A module of its own because a pattern
makes a name that stands nowhere, which no other evidence does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from schemadoc import typerefs
from schemadoc.sources.pages.evidence import Evidence, Section, connection_of, words
from schemadoc.sources.pages.weigh import Known, Match

_PATTERN = 1.0
_LIKE = 0.5
# How many sections without a name a pattern must name for each heading that it would misname.
_RATHER = 4


class _Models(NamedTuple):
    """Sections whose names may have been made of their fields, and how all known names go on.

    `rests` holds, for each beginning of a name, what follows it in the names that begin so.
    """

    sections: dict[str, Section]
    rests: dict[str, set[str]]


class _Made(NamedTuple):
    """A name that a pattern makes; `pattern` is what all names made by it share."""

    name: str
    pattern: str
    match: Match


def patterns(evidence: Evidence, known: Known) -> dict[str, dict[str, Match]]:
    """The names that patterns of the page give to sections without a name, by placeholder.

    A pattern that would rather name headings of the page, and otherwise than they are, is none.
    """
    done = {id(section) for section in known.sections.values()}
    taken = known.sections.keys() | evidence.names.keys()
    models = _models(known)
    made: dict[str, list[_Made]] = {}
    for before, section, after in _places(evidence.sections):
        if id(section) not in done and connection_of(section) is None:
            fitting = [m for m in _made(section, models) if before < m.name < after]
            made[section.name] = [one for one in fitting if one.name not in taken]
    uses = Counter(pattern for found in made.values() for pattern in {m.pattern for m in found})
    wrong = _misnamed(evidence, models) if uses else Counter()
    return {
        placeholder: {
            m.name: m.match for m in found if wrong[m.pattern] * _RATHER <= uses[m.pattern]
        }
        for placeholder, found in made.items()
    }


def _places(sections: Sequence[Section]) -> Iterator[tuple[str, Section, str]]:
    """Every section between the names that stand before and after it."""
    following: list[str] = []
    last = "\x7f"
    for section in reversed(sections):
        following.append(last)
        last = last if section.lost else section.name
    before = ""
    for section, after in zip(sections, reversed(following), strict=True):
        yield before, section, after
        before = before if section.lost else section.name


def _misnamed(evidence: Evidence, models: _Models) -> Counter[str]:
    """How many headings each pattern would name otherwise than they are, where these stand."""
    wrong: Counter[str] = Counter()
    for before, section, after in _places(evidence.sections):
        if not section.lost:
            made = _made(section, models)
            fits = {(m.pattern, m.name) for m in made if before < m.name < after}
            wrong.update(pattern for pattern, name in fits if name != section.name)
    return wrong


def _is_model(name: str, section: Section) -> bool:
    """Whether a name has something of its section's fields in it, or of their types."""
    own = words(name)
    fields = {words(field)[0] for field in section.fields if words(field)}
    types = {words(typerefs.named_type(text))[:1] for text in section.fields.values()}
    return not fields.isdisjoint(own) or own[:1] in types


def _models(known: Known) -> _Models:
    rests: dict[str, set[str]] = {}
    for name in known.sections:
        for beginning in _beginnings(name):
            rest = name.removeprefix(beginning)
            if len(words(rest)) > 1:
                rests.setdefault(beginning, set()).add(rest)
    made = {name: like for name, like in known.sections.items() if _is_model(name, like)}
    return _Models(made, rests)


def _made(section: Section, models: _Models) -> Iterator[_Made]:
    """All names that a section would have if it were called as another one is."""
    for model, like in models.sections.items():
        if like is not section:
            yield from _by_field(section, model, like)
            yield from _by_type(section, model, like, models.rests)


def _by_field(section: Section, model: str, like: Section) -> Iterator[_Made]:
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
                reason = f"its field {own} stands in the name as {other} stands in {model}"
                match = Match(_PATTERN + alike, (reason,))
                yield _Made(f"{before}{new}{after}", f"{before}…{after}", match)


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
    section: Section, model: str, like: Section, rests: dict[str, set[str]]
) -> Iterator[_Made]:
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
                parallel = rests.get(old, set()) & rests.get(new, set())
                if model.startswith(old) and parallel:
                    reason = f"its {field} begins the name with {new} as {model} begins with {old}"
                    rest = model.removeprefix(old)
                    yield _Made(f"{new}{rest}", f"…{rest}", Match(_PATTERN + 1, (reason,)))


@cache
def _beginnings(name: str) -> list[str]:
    """The first word of a name, the first two, and so on, but not the whole."""
    lengths = [len(word) for word in words(name)]
    return [name[: sum(lengths[:count])] for count in range(1, len(lengths))]
