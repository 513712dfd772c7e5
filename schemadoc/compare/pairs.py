"""The matrix of all regions, read for two of them: who alone has what, and in what both differ.

In: rows of the matrix of N regions. Out: `Apart`, which regions one difference sets against each
other; `Pair`, the rows of two regions by what they say. A module of its own because many pairs are
read from one matrix: setting every two regions beside each other anew would cost N times as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from schemadoc.compare.differences import Difference, contradict
from schemadoc.compare.regions import Row
from schemadoc.compare.statements import Region
from schemadoc.coverage import Presence
from schemadoc.model import Element

Side = tuple[tuple[str, ...], tuple[str, ...]]
G = TypeVar("G", bound=Hashable)


class Apart(NamedTuple):
    """A difference, and the regions that it sets against each other.

    Of each of `sides` every region of the first group differs from every region of the second.
    """

    found: Difference
    sides: tuple[Side, ...]

    def between(self, one: str, other: str) -> bool:
        """Whether two regions differ in this."""
        return any(
            (one in some and other in others) or (other in some and one in others)
            for some, others in self.sides
        )


def apart(
    regions: Mapping[str, Region], elements: Mapping[str, Element], found: Difference
) -> Apart:
    """Which regions a difference sets against each other: a silent or a vague one against none.

    Args:
        regions: by id.
        elements: the element by region id.
        found: a difference of the element, of regions that were held against nothing.
    """
    groups = _groups(regions, elements, found)
    return Apart(found, tuple(_odd_sides(found, groups) if found.odd else _sides(found, groups)))


def _groups(
    regions: Mapping[str, Region], elements: Mapping[str, Element], found: Difference
) -> list[tuple[Any, list[str]]]:
    """The regions by what they say; of what stands out by itself silence is an answer too."""
    groups: list[tuple[Any, list[str]]] = []
    for name in elements if found.odd else found.values:
        said = found.values.get(name)
        if found.aspect == "type":
            # Equal texts may name two types where a root type bears a name of its own.
            said = regions[name].type_ref(elements[name])
        for known, names in groups:
            if known == said:
                names.append(name)
                break
        else:
            groups.append((said, [name]))
    return groups


def _sides(found: Difference, groups: Sequence[tuple[Any, list[str]]]) -> Iterator[Side]:
    """Each group against those of the groups after it that contradict it."""
    for at, (said, names) in enumerate(groups[:-1]):
        others = [more for other, more in groups[at + 1 :] if contradict(found.aspect, said, other)]
        if others:
            yield tuple(names), tuple(name for more in others for name in more)


def _odd_sides(found: Difference, groups: Sequence[tuple[Any, list[str]]]) -> Iterator[Side]:
    """What stands out in one region stands out against all that do not say the very same."""
    for _, names in groups:
        odd = tuple(name for name in names if name in found.odd)
        others = tuple(name for _, more in groups if more is not names for name in more)
        if odd and others:
            yield odd, others


class Pair(NamedTuple, Generic[G]):
    """Two regions: every element that either of them has stands in exactly one place.

    `only`: rows that the one has and the other lacks, and the other way round. `differing`: rows
    that both have, with what is proved to differ. `unknown`: rows of which the first region's
    sources do not speak, and the second's. `alike`: how many others both have, by group.
    """

    regions: tuple[str, str]
    only: tuple[list[Row], list[Row]]
    differing: list[tuple[Row, tuple[Difference, ...]]]
    unknown: tuple[list[Row], list[Row]]
    alike: Counter[G]


class Pairs(Generic[G]):
    """Rows of the matrix, sorted out once so that each pair of regions is read quickly."""

    def __init__(
        self,
        rows: Iterable[Row],
        group: Callable[[Row], G],
        apart_in: Callable[[Row], Sequence[Apart]],
    ) -> None:
        self._apart_in = apart_in
        # Few patterns of presence are shared by all rows; those that may differ stand apart.
        self._alike: dict[tuple[tuple[Presence, ...], G], list[Row]] = {}
        self._unlike: list[tuple[Row, G]] = []
        self._place: dict[str, int] = {}
        for at, row in enumerate(rows):
            of = group(row)
            self._place[row.coordinate] = at
            if row.differences:
                self._unlike.append((row, of))
            else:
                key = (tuple(row.presence.values()), of)
                self._alike.setdefault(key, []).append(row)

    def between(self, one: str, other: str) -> Pair[G]:
        """Two regions, their rows in the order in which they were given."""
        found: Pair[G] = Pair((one, other), ([], []), [], ([], []), Counter())
        for (_, of), rows in self._alike.items():
            place = _place(found, rows[0])
            if place is None:
                found.alike[of] += len(rows) * _both(rows[0], one, other)
            else:
                place += rows
        for row, of in self._unlike:
            self._sort(found, row, of)
        for rows in (*found.only, *found.unknown):
            rows.sort(key=lambda row: self._place[row.coordinate])
        return found

    def _sort(self, found: Pair[G], row: Row, of: G) -> None:
        one, other = found.regions
        place = _place(found, row)
        if place is not None:
            place.append(row)
        elif _both(row, one, other):
            apart_in = self._apart_in(row)
            differing = tuple(it.found for it in apart_in if it.between(one, other))
            if differing:
                found.differing.append((row, differing))
            else:
                found.alike[of] += 1


def _both(row: Row, one: str, other: str) -> bool:
    return row.presence[one] == row.presence[other] == "present"


def _place(found: Pair[G], row: Row) -> list[Row] | None:
    """Where a row belongs of which one region alone shows the element."""
    one, other = (row.presence[name] for name in found.regions)
    places: dict[tuple[Presence, Presence], list[Row]] = {
        ("present", "absent"): found.only[0],
        ("absent", "present"): found.only[1],
        ("unknown", "present"): found.unknown[0],
        ("present", "unknown"): found.unknown[1],
    }
    return places.get((one, other))
