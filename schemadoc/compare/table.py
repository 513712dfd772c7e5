"""All regions' elements beside each other.

In: N regions' indexes. Out: `Table`, a line for every coordinate that any region has, and which
region lacks what. A module of its own because every element is looked up in every region, by far
the most of all lookups, which all comparisons of regions share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schemadoc.model import Element, Index

_END: tuple[None, None] = (None, None)


class Table:
    """Coordinates by line, regions by column.

    `everything` are all coordinates, `order` has them sorted; `gone` those that a region lacks, by
    its id; `missing` counts the regions that lack an element, where any does.
    """

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self.everything = set[str]().union(*(index.elements for index in indexes.values()))
        self.order = sorted(self.everything)
        self.missing: Counter[str] = Counter()
        self.gone: dict[str, frozenset[str]] = {}
        self._names = tuple(indexes)
        self._columns: list[list[Element | None]] = []
        for name, index in indexes.items():
            column, gone = _column(self.order, index.elements)
            self._columns.append(column)
            self.missing.update(gone)
            self.gone[name] = frozenset(gone)

    def __iter__(self) -> Iterator[tuple[str, dict[str, Element]]]:
        """Each coordinate with its element in the regions that have it, by region id."""
        for coordinate, found in zip(self.order, zip(*self._columns, strict=True), strict=True):
            there = zip(self._names, found, strict=True)
            if coordinate in self.missing:
                yield coordinate, {name: e for name, e in there if e is not None}
            else:
                yield coordinate, dict(there)


def _column(
    order: Sequence[str], elements: Mapping[str, Element]
) -> tuple[list[Element | None], list[str]]:
    """A region's element on every line, and the coordinates of those without one.

    Both are sorted: walking along them is quicker than looking up a hundred thousand elements in
    every region. Elements in no order are looked up.
    """
    column: list[Element | None] = []
    gone: list[str] = []
    left = iter(elements.items())
    next_coordinate, element = next(left, _END)
    for coordinate in order:
        if coordinate == next_coordinate:
            column.append(element)
            next_coordinate, element = next(left, _END)
        else:
            column.append(None)
            gone.append(coordinate)
    if element is not None:
        column = list(map(elements.get, order))
        gone = [coordinate for coordinate in order if coordinate not in elements]
    return column, gone
