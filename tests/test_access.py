"""Permissions and rate limits: what is the same, and what lets anybody do less."""

from __future__ import annotations

import pytest

from schemadoc.compare.access import in_order, limits_in_order, loosened, raised
from schemadoc.model import Permissions, RateLimit


def any_of(*parts: str | Permissions) -> Permissions:
    return Permissions(any=parts)


def all_of(*parts: str | Permissions) -> Permissions:
    return Permissions(all=parts)


PERMISSIONS = [
    (any_of("A", "B"), any_of("B", "A"), None),
    (any_of("A"), all_of("A"), None),
    (any_of("A", all_of("A", "B")), any_of("A"), None),
    (any_of("A"), any_of("A", "B"), True),
    (all_of("A", "B"), all_of("A"), True),
    (all_of("A"), all_of(), True),
    (any_of("A", "B"), any_of("A"), False),
    (all_of("A"), all_of("A", "B"), False),
    (all_of(), any_of("A"), False),
    (any_of("A"), any_of("B"), False),
    (any_of("A", all_of("B", "C")), any_of("A", "B"), True),
    (any_of(*(f"P{n}" for n in range(20))), any_of(*(f"P{n}" for n in range(21))), False),
]


@pytest.mark.parametrize(("old", "new", "expected"), PERMISSIONS)
def test_permissions_are_looser_where_nobody_is_shut_out(
    old: Permissions, new: Permissions, expected: bool | None
) -> None:
    """Every set of permissions that let one call must still do so; where all do alike: None."""
    assert loosened(old, new) is expected


def limits(**keys: str) -> tuple[RateLimit, ...]:
    return tuple(RateLimit(key, tuple(steps.split())) for key, steps in keys.items())


LIMITS = [
    (limits(Ip="5/s"), limits(Ip="10/s"), True),
    (limits(Ip="10/s"), limits(Ip="5/s"), False),
    (limits(Ip="5/s 100/m"), limits(Ip="5/s"), True),
    (limits(Ip="5/s"), limits(Ip="5/s 100/m"), False),
    (limits(Ip="5/s", User="1/s"), limits(Ip="5/s"), True),
    (limits(Ip="5/s"), limits(User="5/s"), False),
    (limits(Ip="5/s"), limits(Ip="many"), False),
]


@pytest.mark.parametrize(("old", "new", "expected"), LIMITS)
def test_limits_are_raised_where_each_is_as_high(
    old: tuple[RateLimit, ...], new: tuple[RateLimit, ...], expected: bool
) -> None:
    """Every new limit must be an old one that is at least as high; what is unreadable is none."""
    assert raised(old, new) is expected


def test_order_means_nothing() -> None:
    """Parts in another order, or named twice, are the same permissions and limits."""
    one = any_of("B", all_of("D", "C"), "A", "B")
    assert in_order(one) == in_order(any_of("A", "B", all_of("C", "D")))
    assert limits_in_order(limits(User="1/s", Ip="5/s 9/m")) == limits_in_order(
        limits(Ip="9/m 5/s", User="1/s")
    )
