"""Who may call an operation, and how often: whether a change lets anybody do less.

In: permissions and rate limits. Out: one order for what has none, and `loosened`, `raised`. A
module of its own because two lists can say the same, or allow more, in many ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import product

from schemadoc.model import Permissions, RateLimit

_STEP = re.compile(r"(?P<times>[0-9]+)/(?P<unit>.+)")
# With so many permissions every combination of them is looked at: some thousands.
_MOST = 12


def in_order(permissions: Permissions) -> Permissions:
    """The same, its parts sorted, none of them twice."""
    if permissions.any is not None:
        return Permissions(any=_sorted(permissions.any))
    return Permissions(all=_sorted(permissions.all or ()))


def _sorted(parts: Iterable[str | Permissions]) -> tuple[str | Permissions, ...]:
    ordered = {part if isinstance(part, str) else in_order(part) for part in parts}
    return tuple(sorted(ordered, key=repr))


def limits_in_order(limits: Iterable[RateLimit]) -> tuple[RateLimit, ...]:
    """The same, sorted by what is counted; which step stands first means nothing."""
    ordered = (RateLimit(limit.key, tuple(sorted(limit.steps))) for limit in limits)
    return tuple(sorted(ordered, key=lambda limit: (limit.key, limit.steps)))


def loosened(old: Permissions, new: Permissions) -> bool | None:
    """Whether all who were allowed still are.

    Returns:
        None where the very same callers are; False, too, where there are too many to try them out.
    """
    names = sorted({*_names(old), *_names(new)})
    if len(names) > _MOST:
        return False
    held = [
        {name for name, has in zip(names, has_them, strict=True) if has}
        for has_them in product((False, True), repeat=len(names))
    ]
    before, after = ([_allows(side, one) for one in held] for side in (old, new))
    if before == after:
        return None
    return all(now for was, now in zip(before, after, strict=True) if was)


def _names(permissions: Permissions) -> Iterable[str]:
    for part in (*(permissions.any or ()), *(permissions.all or ())):
        yield from (part,) if isinstance(part, str) else _names(part)


def _allows(permissions: Permissions, held: Collection[str]) -> bool:
    parts = permissions.any if permissions.any is not None else permissions.all or ()
    met = (part in held if isinstance(part, str) else _allows(part, held) for part in parts)
    return any(met) if permissions.any is not None else all(met)


def raised(old: Iterable[RateLimit], new: Iterable[RateLimit]) -> bool:
    """Whether whoever called within the old limits is within the new ones."""
    before, after = _steps(old), _steps(new)
    if before is None or after is None:
        return False
    return all(times >= before.get(step, times + 1) for step, times in after.items())


def _steps(limits: Iterable[RateLimit]) -> dict[tuple[str, str], int] | None:
    """How often what may call in which time; None where a step is written otherwise."""
    found: dict[tuple[str, str], int] = {}
    for limit in limits:
        for step in map(_STEP.fullmatch, limit.steps):
            if step is None:
                return None
            place = (limit.key, step["unit"])
            found[place] = min(int(step["times"]), found.get(place, int(step["times"])))
    return found
