"""The error-code catalogue: every code, its messages, who raises it and who mentions it.

In: N regions' indexes. Out: `Entry`s sorted by code, complete. A module of its own because codes
cross elements and regions, and every view of them must count alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from schemadoc.compare.codes import Naming, split
from schemadoc.model import Index


class Message(msgspec.Struct, frozen=True, gc=False):
    """One wording of a code's message and the regions that use it."""

    text: str
    regions: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One code; coordinates by region, sorted.

    `names_region` is the region that the code itself names, `leaks_into` the regions in which it is
    another region's; `drifts` where its messages differ; `shares_number_with` are codes of the same
    number and another prefix; `used_once` where one element of one region is all that names it.
    """

    code: str
    messages: tuple[Message, ...]
    raised_by: dict[str, tuple[str, ...]]
    mentioned_by: dict[str, tuple[str, ...]]
    prefix: str | None
    number: str | None
    names_region: str | None
    leaks_into: tuple[str, ...]
    drifts: bool
    shares_number_with: tuple[str, ...]
    used_once: bool


class _Gathering:
    """One code while the regions are gone through; dicts keep order and drop repeats."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, None]] = {}
        self.raised: dict[str, dict[str, None]] = {}
        self.mentioned: dict[str, dict[str, None]] = {}

    def entry(self, code: str, naming: Naming, alike: Collection[str]) -> Entry:
        prefix, number = split(code)
        regions = dict.fromkeys((*self.raised, *self.mentioned))
        return Entry(
            code=code,
            messages=tuple(Message(text, tuple(by)) for text, by in self.messages.items()),
            raised_by=_tuples(self.raised),
            mentioned_by=_tuples(self.mentioned),
            prefix=prefix,
            number=number,
            names_region=naming.region_of(code),
            leaks_into=tuple(region for region in regions if naming.leaks(region, code)),
            drifts=len(self.messages) > 1,
            shares_number_with=tuple(other for other in alike if other != code),
            used_once=self._uses() == 1,
        )

    def _uses(self) -> int:
        places = (self.raised, self.mentioned)
        return len({(r, c) for by in places for r, found in by.items() for c in found})


def catalogue(
    indexes: Mapping[str, Index], codes: Collection[str] = (), known: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Gather every code that any region raises or mentions.

    Args:
        indexes: by region id; messages stand in the order in which regions first use them.
        codes: those wanted; empty: all.
        known: further region ids, whose codes are told from those of the regions compared.

    Returns:
        the entries by code; a row without a message adds none.
    """
    gathered: dict[str, _Gathering] = {}
    for region, index in indexes.items():
        for element in index.snapshot.elements:
            for row in element.errors or ():
                code = gathered.setdefault(row.code, _Gathering())
                code.raised.setdefault(region, {}).setdefault(element.coordinate)
                if row.message:
                    code.messages.setdefault(row.message, {}).setdefault(region)
            for mentioned in element.errors_mentioned:
                code = gathered.setdefault(mentioned, _Gathering())
                code.mentioned.setdefault(region, {}).setdefault(element.coordinate)
    naming = Naming((*known, *indexes), gathered)
    alike = _by_number(gathered)
    wanted = sorted(code for code in gathered if not codes or code in codes)
    return tuple(
        gathered[code].entry(code, naming, alike.get(split(code)[1], ())) for code in wanted
    )


def _by_number(codes: Iterable[str]) -> dict[str | None, list[str]]:
    """Codes of one number; those without a number share none."""
    alike: dict[str | None, list[str]] = {}
    for code in sorted(codes):
        _, number = split(code)
        if number is not None:
            alike.setdefault(number, []).append(code)
    return alike


def _tuples(by_region: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {region: tuple(found) for region, found in by_region.items()}
