"""What became of the headings that a page lost: recovered names, held against the true ones.

In: a page before and after its losses, and what was read. Out: how many names came back, and what
was read under the true names. A module of its own beside `measure`: which section of the reading a
section of the page has become must be known before its facts can be judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from bench.scrape import Page, Section
from schemadoc import coordinates, typerefs
from schemadoc.model import NAMED_TYPES, ROOT_NAMES, Element, Snapshot, walk

# Counts something that was said, and what is wrong with it.
Check = Callable[[str, str | None], None]
_PAYLOAD = tuple(f"{typerefs.PLACEHOLDER}{root}_" for root in ROOT_NAMES.values())


@dataclass
class Names:
    """What became of the headings that were lost."""

    lost: int = 0
    document: int = 0
    certain: int = 0
    likely: int = 0

    def add(self, other: Names) -> None:
        """Add those of another page."""
        self.lost += other.lost
        self.document += other.document
        self.certain += other.certain
        self.likely += other.likely


def _types(lossy: Page, read: Snapshot) -> list[tuple[Section, Element]]:
    """The types that a page shows, each with what it is read as."""
    found = _sections_read(read)
    if lossy.layout == "objects":
        return list(zip(lossy.sections, found, strict=False))
    nameless = [s for s in lossy.sections if s.name is None and s.fields is not None]
    return list(zip(nameless, _nameless(read), strict=False)) if lossy.layout == "visible" else []


def _nameless(read: Snapshot) -> list[Element]:
    """The types without their headings, in the order of their lines."""
    found = [
        e
        for e in read.elements
        if e.name_from in ("placeholder", "inferred")
        and e.element in NAMED_TYPES
        and not e.coordinate.startswith(_PAYLOAD)
    ]
    return sorted(found, key=lambda e: e.source.line if e.source else 0)


def _sections_read(read: Snapshot) -> list[Element]:
    """The types whose fields a page shows, in its order."""
    owners = {coordinates.parent(e.coordinate) for e in read.elements if e.element == "field"}
    shown = [e for e in read.elements if e.element in NAMED_TYPES and e.coordinate in owners]
    return sorted(shown, key=lambda e: e.source.line if e.source else 0)


def names(whole: Page, lossy: Page, read: Snapshot, check: Check) -> Names:
    """Count the names that came back, and check those that were inferred."""
    names = Names(lost=sum(section.name is None for section in lossy.sections))
    if lossy.layout != "objects":
        expected = {section.coordinate for section in whole.sections}
        from_documents = [e for e in read.elements if e.name_from == "document"]
        names.document = sum(e.coordinate in expected for e in from_documents)
    for section, element in _types(lossy, read):
        if element.name_from != "inferred":
            continue
        right = element.coordinate == section.coordinate
        kind = f"{element.name_confidence} name"
        check(kind, None if right else f"{section.coordinate} is {element.coordinate}")
        names.certain += right and element.name_confidence == "certain"
        names.likely += right and element.name_confidence == "likely"
    return names


def renamed(truth: dict[str, Element], lossy: Page, read: Snapshot, check: Check) -> list[Element]:
    """What was read, each type without heading under its true name: its facts are to be judged."""
    meant: dict[str, str] = {}
    _check_apart(lossy, read, check)
    for section, element in _types(lossy, read):
        if element.name_from is not None:
            meant[element.coordinate] = section.coordinate
        elif section.name is not None:
            right = element.coordinate == section.coordinate
            wrong = f"{section.coordinate} is read as {element.coordinate}"
            check("heading", None if right else wrong)
    for coordinate, element in walk(read).items():
        root, _, name = coordinate.partition(".")
        if coordinate in truth and root in ROOT_NAMES.values() and element.element == "field":
            # A payload without its name is called after the root field that returns it.
            stands_in = f"{typerefs.PLACEHOLDER}{root}_{name}"
            meant[stands_in] = typerefs.named_type(truth[coordinate].type or "")
    return [_rename(element, meant) for element in read.elements]


def _check_apart(lossy: Page, read: Snapshot, check: Check) -> None:
    """Whether as many types are read as the page has."""
    if lossy.layout == "objects":
        wanted, found = len(lossy.sections), len(_sections_read(read))
    elif lossy.layout == "visible":
        wanted = sum(s.name is None and s.fields is not None for s in lossy.sections)
        found = len(_nameless(read))
    else:
        return
    check("sections apart", None if found == wanted else f"{wanted} are read as {found}")


def _rename(element: Element, meant: dict[str, str]) -> Element:
    name = re.match(r"\w+", element.coordinate)
    if name is None or name[0] not in meant:
        return element
    coordinate = meant[name[0]] + element.coordinate[name.end() :]
    return msgspec.structs.replace(element, coordinate=coordinate)
