"""What regions say of an aspect, in their own words and as short as it can be said.

In: a difference of the matrix, values of any aspect. Out: one line for each region. A module of its
own because two long lists that differ in one name are best told by that name, on the matrix as on
the page of two regions.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from schemadoc.compare.differences import Difference
from schemadoc.model import Permissions, RateLimit
from schemadoc.render import words
from schemadoc.typerefs import Known, describe

# Each of these names has a row of its own, so that not all of them need stand in one cell.
_ROWS_OF_THEIR_OWN = frozenset({"arguments", "fields", "enum_values", "return_fields"})
_SHOWN = 8


def said_apart(found: Difference) -> tuple[int, dict[str, str]]:
    """What each region says.

    Returns:
        how many items of a list all regions share, and what each region says beside those.
    """
    lists = [frozenset(value) for value in found.values.values() if _is_names(value)]
    # What stands out by itself is told whole.
    if found.odd or len(lists) < len(found.values):
        return 0, {region: value_text(value) for region, value in found.values.items()}
    shared = frozenset.intersection(*lists)
    most = _SHOWN if found.aspect in _ROWS_OF_THEIR_OWN else None
    said = found.values.items()
    return len(shared), {region: _beside(value, shared, most) for region, value in said}


def _is_names(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _beside(names: Sequence[str], shared: frozenset[str], most: int | None) -> str:
    own = [name for name in names if name not in shared]
    if not own:
        return "no others" if names else "none"
    if most is None or len(own) <= most:
        return ", ".join(own)
    return f"{', '.join(own[:most])} and {len(own) - most:,} more"


def value_text(value: Any) -> str:
    """A value of any aspect as one line."""
    if value is None or value in ((), {}):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Known):
        return describe(value)
    if isinstance(value, Permissions):
        return _permission_line(words.permission_text(value))
    if isinstance(value, RateLimit):
        return words.rate_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_text(inner)}" for key, inner in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(value_text(inner) for inner in value)
    return str(value)


def _permission_line(text: words.PermissionText) -> str:
    inner = ", ".join(i if isinstance(i, str) else f"({_permission_line(i)})" for i in text.items)
    return f"{text.head}: {inner}" if text.head and inner else text.head or inner
