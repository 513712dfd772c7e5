"""What a page of two regions shows, as frozen structs: the input of its template.

In: nothing, these are values. Out: `PairView` and its parts, in the terms of `views`. A module of
its own because a pair's page is read by templates, twins and the overview of all pairs alike.
"""

from __future__ import annotations

from typing import NamedTuple

from schemadoc.render.views import Head, Link


class PairCounts(NamedTuple):
    """How many elements stand where; the others add up to `total`.

    `only` and `unknown` are for the first region and for the second: elements that it alone has,
    and elements of the other one of which its sources do not speak.
    """

    title: str
    alike: int
    differing: int
    only: tuple[int, int]
    unknown: tuple[int, int]
    total: int


class PairValue(NamedTuple):
    """One aspect in which two regions differ, in their own words.

    Of lists only what the other region lacks is told; `shared` is how many both have.
    """

    aspect: str
    first: str
    second: str
    shared: int


class PairRow(NamedTuple):
    """One element; `below` are those of the same place in the list that it contains."""

    link: Link
    element: str
    below: int
    values: tuple[PairValue, ...] = ()


class PairSection(NamedTuple):
    """Elements of which the same can be said; `total` counts those of other pages too."""

    id: str
    anchor: str
    heading: str
    total: int
    rows: tuple[PairRow, ...]


class PairView(NamedTuple):
    """One page of what two regions differ in."""

    head: Head
    regions: tuple[Link, Link]
    counts: tuple[PairCounts, ...]
    whole: PairCounts
    sections: tuple[PairSection, ...]
    contents: tuple[Link, ...]
    pages: tuple[Link, ...]
    others: tuple[Link, ...]


class PairLine(NamedTuple):
    """A line of the overview of all pairs; `counts.title` names both regions."""

    href: str
    regions: tuple[str, str]
    counts: PairCounts
