"""Sections without names and names without sections, in one order: which belong together.

In: the weights of all pairs of one gap, and what leaving a name out costs. Out: for every pair the
probability that they belong together, over all alignments that keep the order. A module of its own:
it is arithmetic, and knows nothing of pages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_NEVER = float("-inf")


def probabilities(
    weights: Sequence[Sequence[float | None]], omission: Sequence[float]
) -> list[list[float]]:
    """The probability of each pair.

    Args:
        weights: of section i and name j, in natural logarithms, 0 for "as likely as a name that
            nothing names"; None where they cannot belong together.
        omission: the weight of leaving name j without a section.

    Returns:
        a table of the same shape; the rows sum to at most 1.
    """
    sections, names = len(weights), len(omission)
    before = _forward(weights, omission)
    after = _backward(weights, omission)
    total = _add(before[sections][names])
    return [
        [
            0.0
            if weight is None
            else math.exp(_add(before[i][j]) + weight + after[i + 1][j + 1][0] - total)
            for j, weight in enumerate(row)
        ]
        for i, row in enumerate(weights)
    ]


def _forward(
    weights: Sequence[Sequence[float | None]], omission: Sequence[float]
) -> list[list[list[float]]]:
    """Sums up to each cell; the second of a pair ends with a section that nothing names.

    After such a section no name is left out until a pair follows: else one alignment would be
    counted once for every order of its gaps.
    """
    table = [[[_NEVER, _NEVER] for _ in range(len(omission) + 1)] for _ in range(len(weights) + 1)]
    table[0][0][0] = 0.0
    for i in range(len(weights) + 1):
        for j in range(len(omission) + 1):
            if i == j == 0:
                continue
            free = [table[i][j - 1][0] + omission[j - 1]] if j else []
            weight = weights[i - 1][j - 1] if i and j else None
            if weight is not None:
                free += [value + weight for value in table[i - 1][j - 1]]
            table[i][j] = [_add(free), _add(table[i - 1][j]) if i else _NEVER]
    return table


def _backward(
    weights: Sequence[Sequence[float | None]], omission: Sequence[float]
) -> list[list[list[float]]]:
    """Sums from each cell to the end, for the same two states."""
    sections, names = len(weights), len(omission)
    table = [[[_NEVER, _NEVER] for _ in range(names + 1)] for _ in range(sections + 1)]
    table[sections][names] = [0.0, 0.0]
    for i in range(sections, -1, -1):
        for j in range(names, -1, -1):
            if i == sections and j == names:
                continue
            weight = weights[i][j] if i < sections and j < names else None
            going = [table[i + 1][j + 1][0] + weight] if weight is not None else []
            if i < sections:
                going.append(table[i + 1][j][1])
            left_out = [table[i][j + 1][0] + omission[j]] if j < names else []
            table[i][j] = [_add(going + left_out), _add(going)]
    return table


def _add(values: Sequence[float]) -> float:
    """The logarithm of the sum of exponentials."""
    top = max(values, default=_NEVER)
    if top == _NEVER:
        return _NEVER
    return top + math.log(sum(math.exp(value - top) for value in values))
