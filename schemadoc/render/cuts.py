"""Long lists cut into pages of about the same weight, and how their pages lead to each other.

In: how many nodes each line costs in a browser, where a page had better begin. Out: ranges of
lines, and the numbers that a pager shows. A module of its own because every long list of the site
is cut by the same measure: what a phone has to lay out, not how many lines there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from schemadoc.render.views import Link

# With what stands around a list, a page of this much stays well below two thousand nodes.
NODES = 1_400
# A pager of more pages shows some of them.
_SHOWN = 40
_NEAR = 2


class Cut(NamedTuple):
    """One page of a list: its number from 1, and the range of lines it shows."""

    number: int
    start: int
    end: int


def cuts(
    weights: Sequence[int], begins: Callable[[int], bool] | None = None, most: int = NODES
) -> list[Cut]:
    """Cut a list into pages; an empty one has one page, and a line that is too heavy one alone.

    Args:
        weights: how many nodes each line costs.
        begins: whether a page had better begin with this line than with the one before it.
        most: how many nodes the lines of a page may cost.
    """
    found: list[Cut] = []
    start = 0
    while start < len(weights) or not found:
        end = _end(weights, start, most)
        if begins is not None and end < len(weights):
            end = _earlier(begins, start, end)
        found.append(Cut(len(found) + 1, start, end))
        start = end
    return found


def _end(weights: Sequence[int], start: int, most: int) -> int:
    end, left = start, most
    while end < len(weights) and (weights[end] <= left or end == start):
        left -= weights[end]
        end += 1
    return end


def _earlier(begins: Callable[[int], bool], start: int, end: int) -> int:
    """A better place to cut, unless half of the page would be lost."""
    for at in range(end, (start + end) // 2, -1):
        if begins(at):
            return at
    return end


def numbered(path: str, number: int) -> str:
    """`a/b.html`, `a/b.2.html`: the first page bears no number, and keeps its address."""
    return path if number == 1 else f"{path.removesuffix('.html')}.{number}.html"


def pager(
    path: str, found: Sequence[Cut], here: int, first_line: Callable[[int], str]
) -> tuple[Link, ...]:
    """Links to the pages of a list, each with its first line; none where there is one page.

    Args:
        path: of the first page.
        found: the pages.
        here: the number of the page itself, which has no link.
        first_line: the line at a place, in few letters.
    """
    if len(found) == 1:
        return ()
    return tuple(
        Link(
            f"{cut.number:,}",
            None if cut.number == here else numbered(path, cut.number),
            first_line(cut.start),
        )
        for cut in _shown(found, here)
    )


def _shown(found: Sequence[Cut], here: int) -> Iterator[Cut]:
    """All pages; of very many the first, the last, some between them, and the neighbours."""
    step = -(-len(found) // _SHOWN)
    for cut in found:
        far = (cut.number - 1) % step and cut.number != len(found)
        if not far or abs(cut.number - here) <= _NEAR:
            yield cut


def turn(path: str, found: Sequence[Cut], here: int) -> tuple[Link | None, Link | None]:
    """The page before and the page after one."""
    near = (
        Link(f"page {number:,}", numbered(path, number)) if 0 < number <= len(found) else None
        for number in (here - 1, here + 1)
    )
    before, after = near
    return before, after


def of_pages(found: Sequence[Cut], here: int) -> str:
    """`, page 2 of 5`, for titles; nothing where there is one page."""
    return f", page {here:,} of {len(found):,}" if len(found) > 1 else ""
