"""What regions are held against: nothing, one of them, or what most of them say.

In: values, each with the regions that have it. Out: `Verdict`, the regions that stand out. A module
of its own because presence and every aspect must be held against the same thing alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

Same = Callable[[Any, Any], bool]
Said = tuple[Any, Collection[str]]


class Verdict(NamedTuple):
    """The regions that stand out; `tie` where no value has a majority.

    `silent` where nothing can be held against anything: the reference does not say.
    """

    odd: frozenset[str] = frozenset()
    tie: bool = False
    silent: bool = False


class Yardstick(NamedTuple):
    """One region, the majority, or neither."""

    reference: str | None = None
    majority: bool = False

    def judge(self, said: Sequence[Said], same: Same) -> Verdict:
        """Find the regions that stand out.

        Args:
            said: the values, each with its regions; no two of them need differ.
            same: whether two values do not contradict each other.
        """
        if self.reference is not None:
            return _against(self.reference, said, same)
        return _against_most(said, same) if self.majority else Verdict()


def _against(reference: str, said: Sequence[Said], same: Same) -> Verdict:
    own = next((value for value, regions in said if reference in regions), _NOTHING)
    if own is _NOTHING:
        return Verdict(silent=True)
    return Verdict(_regions(one for one in said if not same(own, one[0])))


def _against_most(said: Sequence[Said], same: Same) -> Verdict:
    """A value has the support of every region that does not contradict it.

    One that contradicts no other says too little to take a side.
    """
    if not said:
        return Verdict()
    largest, regions = max(said, key=lambda one: len(one[1]))
    odd = _regions(one for one in said if not same(largest, one[0]))
    if odd and len(regions) * 2 > sum(len(one[1]) for one in said):
        return Verdict(odd)  # the most common case, told without counting
    support = [
        (sum(len(found) for other, found in said if same(value, other)), value)
        for value, _ in said
        if not all(same(value, other) for other, _ in said)
    ]
    if not support:
        return Verdict()
    most = max(count for count, _ in support)
    first, *rivals = [value for count, value in support if count == most]
    if not all(same(first, rival) for rival in rivals):
        return Verdict(tie=True)
    return Verdict(_regions(one for one in said if not same(first, one[0])))


def _regions(said: Iterable[Said]) -> frozenset[str]:
    return frozenset(region for _, regions in said for region in regions)


_NOTHING = object()
NONE = Yardstick()
