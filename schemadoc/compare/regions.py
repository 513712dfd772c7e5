"""The region matrix: which region has which element, and in what its facts differ there.

In: N regions' indexes. Out: `Matrix`, a row for every coordinate that any region has. A module of
its own because a matrix speaks of one day in many regions, where a diff speaks of two days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from schemadoc import coordinates, coverage, typerefs
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.statements import Region
from schemadoc.coverage import Presence
from schemadoc.model import ROOT_NAMES, Element, ElementKind, Index
from schemadoc.typerefs import Known, TypeRef


class Difference(msgspec.Struct, frozen=True, gc=False):
    """One aspect in which regions differ; only regions that speak of it have a value."""

    aspect: str
    values: dict[str, Any]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One coordinate in every region."""

    coordinate: str
    element: ElementKind
    presence: dict[str, Presence]
    differences: tuple[Difference, ...]

    @property
    def differs(self) -> bool:
        """Whether regions are proved to differ here."""
        return bool(self.differences) or "absent" in self.presence.values()


class Summary(msgspec.Struct, frozen=True, gc=False):
    """Counts over the rows shown.

    `compared` is the number of elements looked at, `rows` of those shown. In each region
    present + absent + unknown = rows. `absent` counts rows with a region that lacks the element,
    `different` rows with a difference, `aspects` the rows of each aspect.
    """

    compared: int
    rows: int
    presence: dict[str, dict[Presence, int]]
    absent: int
    different: int
    aspects: dict[str, int]


class Matrix(msgspec.Struct, frozen=True, gc=False):
    """The regions, the rows by coordinate, and their counts."""

    regions: tuple[str, ...]
    rows: tuple[Row, ...]
    summary: Summary


def matrix(
    indexes: Mapping[str, Index],
    *,
    only_differences: bool = False,
    kinds: frozenset[str] = frozenset(),
    match: str | None = None,
) -> Matrix:
    """Set regions beside each other.

    Args:
        indexes: by region id, in the order of the columns.
        only_differences: leave out rows in which nothing is proved to differ.
        kinds: of elements wanted; empty: all.
        match: a glob over coordinates, in which case matters.

    Returns:
        the rows by coordinate.
    """
    regions = {name: Region(index) for name, index in indexes.items()}
    wanted = sorted({coordinate for index in indexes.values() for coordinate in index.elements})
    if match is not None:
        wanted = [coordinate for coordinate in wanted if fnmatchcase(coordinate, match)]
    rows = [_row(coordinate, regions) for coordinate in wanted]
    if kinds:
        rows = [row for row in rows if row.element in kinds]
    shown = tuple(row for row in rows if row.differs or not only_differences)
    return Matrix(tuple(indexes), shown, _summary(tuple(indexes), len(rows), shown))


def row(coordinate: str, indexes: Mapping[str, Index]) -> Row | None:
    """One coordinate's row; None where no region has it."""
    if not any(coordinate in index for index in indexes.values()):
        return None
    return _row(coordinate, {name: Region(index) for name, index in indexes.items()})


def _row(coordinate: str, regions: Mapping[str, Region]) -> Row:
    there = {
        name: element
        for name, region in regions.items()
        if (element := region.index.get(coordinate)) is not None
    }
    kinds = [element.element for element in there.values()]
    proved: ElementKind = next((kind for kind in kinds if kind != "type"), "type")
    # A name that nothing proves is no name to look for elsewhere.
    named = any(not regions[name].is_unsure(coordinate) for name in there)
    presence = {
        name: _presence(region, coordinate, kinds, named) for name, region in regions.items()
    }
    return Row(coordinate, proved, presence, differences(regions, there))


def _presence(
    region: Region, coordinate: str, kinds: Sequence[ElementKind], named: bool
) -> Presence:
    found = coverage.presence(region.index, coordinate, kinds)
    if found != "absent":
        return found
    base = coordinate.partition(".")[0]
    # One of the region's own types without a proved name may be the one looked for.
    hidden = region.unsure and base not in region.index and base not in ROOT_NAMES.values()
    return "absent" if named and not hidden else "unknown"


def differences(
    regions: Mapping[str, Region], elements: Mapping[str, Element]
) -> tuple[Difference, ...]:
    """In what one element's facts differ between the regions that have it."""
    if len(elements) < 2 or _all_equal(list(elements.values())):
        return ()
    stated = {name: regions[name].state(element) for name, element in elements.items()}
    found = []
    for aspect, about in ASPECTS.items():
        values = {name: facts[aspect] for name, facts in stated.items() if aspect in facts}
        if aspect == "error_messages":
            values = _drifting(elements, lambda messages: sorted(set(messages)))
        elif aspect == "error_repeats":
            values = _drifting(elements, len)
        if about.between_regions and len(values) > 1:
            compared = list(values.values())
            if aspect == "type":
                compared = [regions[name].type_ref(elements[name]) for name in values]
            if _differ(aspect, compared):
                found.append(Difference(aspect, values))
    return tuple(found)


def _all_equal(elements: Sequence[Element]) -> bool:
    """A short cut for the many elements of which every region says the very same."""
    first, *others = (
        msgspec.structs.replace(e, source=None, description=None, example=None, endpoint=None)
        for e in elements
    )
    return all(other == first for other in others)


def _differ(aspect: str, values: Sequence[Any]) -> bool:
    if aspect == "type":
        return together(values) is None
    if aspect == "replacements":
        return _replacements_differ(values)
    if aspect in ("errors", "rate_limits"):  # their order means nothing
        return any(frozenset(value) != frozenset(values[0]) for value in values)
    return any(value != values[0] for value in values)


def together(refs: Sequence[TypeRef]) -> TypeRef | None:
    """All evidence of one type, from several regions.

    Returns:
        the type as narrow as it is proved; None where no one type fits.
    """
    exact = {ref.text for ref in refs if ref.text is not None}
    known = [ref.known for ref in refs if ref.text is None and ref.known is not None]
    names = {one.named for one in known} - {None}
    listed = {one.list for one in known} - {None}
    if len(exact) > 1 or len(names) > 1 or len(listed) > 1:
        return None
    if exact:
        text = exact.pop()
        return None if any(typerefs.contradicts(text, one) for one in known) else TypeRef(text)
    # Two JSON forms are no contradiction: a Float is printed as 1 here and as 1.5 there.
    forms = {one.json for one in known} - {None}
    proved = Known(
        named=names.pop() if names else None,
        list=listed.pop() if listed else None,
        json=forms.pop() if len(forms) == 1 else None,
    )
    return TypeRef(known=proved) if proved != Known() else TypeRef()


def _replacements_differ(values: Sequence[tuple[str, ...]]) -> bool:
    """A bare name is a replacement that the region's sources do not show: compare by name then."""
    bare = any("." not in name for names in values for name in names)
    as_set = [frozenset(coordinates.last(n) if bare else n for n in names) for names in values]
    return any(names != as_set[0] for names in as_set)


def _drifting(
    elements: Mapping[str, Element], measure: Callable[[Sequence[str]], Any]
) -> dict[str, Any]:
    """Per region, the codes whose rows differ between the regions that raise them.

    Args:
        elements: one element by region.
        measure: what is compared of a code's messages, in the order of their rows.
    """
    rows: dict[str, dict[str, list[str]]] = {}
    for name, element in elements.items():
        for error in element.errors or ():
            rows.setdefault(error.code, {}).setdefault(name, []).append(error.message)
    drifting: dict[str, dict[str, Any]] = {}
    for code, by_region in rows.items():
        measured = {name: measure(messages) for name, messages in by_region.items()}
        if any(value != next(iter(measured.values())) for value in measured.values()):
            for name, value in measured.items():
                drifting.setdefault(name, {})[code] = value
    return {name: drifting[name] for name in elements if name in drifting}


def _summary(regions: Iterable[str], compared: int, rows: Sequence[Row]) -> Summary:
    presence: dict[str, dict[Presence, int]] = {}
    for region in regions:
        counts = Counter(row.presence[region] for row in rows)
        presence[region] = {state: counts[state] for state in ("present", "absent", "unknown")}
    aspects = Counter(difference.aspect for row in rows for difference in row.differences)
    return Summary(
        compared=compared,
        rows=len(rows),
        presence=presence,
        absent=sum("absent" in row.presence.values() for row in rows),
        different=sum(bool(row.differences) for row in rows),
        aspects={aspect: aspects[aspect] for aspect in ASPECTS if aspects[aspect]},
    )
