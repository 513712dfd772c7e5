"""The error-code catalogue: every code, its messages, who raises it and who mentions it.

In: N regions' indexes. Out: `Entry`s sorted by code, complete. A module of its own because codes
cross elements and regions, and every view of them must count alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from schemadoc.model import Index


class Message(msgspec.Struct, frozen=True, gc=False):
    """One wording of a code's message and the regions that use it."""

    text: str
    regions: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One code; coordinates by region, sorted."""

    code: str
    messages: tuple[Message, ...]
    raised_by: dict[str, tuple[str, ...]]
    mentioned_by: dict[str, tuple[str, ...]]


class _Gathering:
    """One code while the regions are gone through; dicts keep order and drop repeats."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, None]] = {}
        self.raised: dict[str, dict[str, None]] = {}
        self.mentioned: dict[str, dict[str, None]] = {}

    def entry(self, code: str) -> Entry:
        messages = tuple(Message(text, tuple(regions)) for text, regions in self.messages.items())
        return Entry(code, messages, _tuples(self.raised), _tuples(self.mentioned))


def catalogue(indexes: Mapping[str, Index], codes: Collection[str] = ()) -> tuple[Entry, ...]:
    """Gather every code that any region raises or mentions.

    Args:
        indexes: by region id; messages stand in the order in which regions first use them.
        codes: those wanted; empty: all.

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
    wanted = sorted(code for code in gathered if not codes or code in codes)
    return tuple(gathered[code].entry(code) for code in wanted)


def _tuples(by_region: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {region: tuple(found) for region, found in by_region.items()}
