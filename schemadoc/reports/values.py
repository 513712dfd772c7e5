"""The value of an aspect in words.

In: `Difference`s of the matrix. Out: short texts, regions with one value together. A module of its
own because text, Markdown and CSV must word a value alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from schemadoc import typerefs
from schemadoc.compare.differences import Difference
from schemadoc.model import Permissions, RateLimit
from schemadoc.typerefs import Known

NO_MAJORITY = "no majority"


def value_text(value: Any) -> str:
    """Any aspect's value, in one line."""
    if value is None or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Known):
        return typerefs.describe(value)
    if isinstance(value, Permissions):
        return permissions_text(value)
    if isinstance(value, RateLimit):
        return f"{value.key} {', '.join(value.steps)}"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_messages(item)}" for key, item in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(value_text(item) for item in value)
    return str(value)


def _messages(value: Any) -> str:
    if isinstance(value, int):
        return f"{value} times" if value != 1 else "once"
    return " | ".join(f'"{text}"' for text in value)


def permissions_text(permissions: Permissions) -> str:
    """`A or B`, `A and B`, nested ones in brackets."""
    if permissions.all == ():
        return "none needed"
    word, parts = (
        (" or ", permissions.any) if permissions.any is not None else (" and ", permissions.all)
    )
    return word.join(
        part if isinstance(part, str) else f"({permissions_text(part)})" for part in parts or ()
    )


# Of these lists, what all regions share says nothing about how they differ.
_LISTS = frozenset(
    {"errors", "arguments", "fields", "enum_values", "return_fields", "members", "interfaces"}
)


def grouped(difference: Difference, most: int | None = None) -> list[tuple[tuple[str, ...], str]]:
    """Regions that say the same, with what they say; of lists only what not all of them share.

    Args:
        difference: to be worded.
        most: so many names of a list are written out; None: all.
    """
    is_list = difference.aspect in _LISTS
    shared = _shared(difference.values.values()) if is_list else frozenset()
    said: dict[str, list[str]] = {}
    for region, value in difference.values.items():
        text = _names(value, shared, most) if is_list and value else value_text(value)
        said.setdefault(text, []).append(region)
    return [(tuple(regions), text) for text, regions in said.items()]


def difference_text(difference: Difference, most: int | None = None) -> str:
    """All values with their regions, and who stands out where that does not go without saying."""
    said = "; ".join(f"{', '.join(names)}: {text}" for names, text in grouped(difference, most))
    if difference.tie:
        return f"{said} ({NO_MAJORITY})"
    if not difference.odd or set(difference.odd) == _plainly_odd(difference):
        return said
    return f"{said} (odd: {', '.join(difference.odd)})"


def _plainly_odd(difference: Difference) -> set[str]:
    """Who stands out as one would think: who repeats a row is said by the number of times."""
    values = difference.values.items()
    if difference.aspect == "error_repeats":
        return {name for name, times in values if any(n > 1 for n in times.values())}
    return {name for name, _ in values}


def _shared(values: Iterable[Iterable[str]]) -> frozenset[str]:
    sets = [frozenset(value) for value in values]
    return frozenset.intersection(*sets) if sets else frozenset()


def _names(names: Iterable[str], shared: frozenset[str], most: int | None) -> str:
    own = [name for name in names if name not in shared]
    shown = own if most is None or len(own) <= most else own[:most]
    text = ", ".join(shown) or "none"
    if len(shown) < len(own):
        text += f" and {len(own) - len(shown)} more"
    return f"{text} (and {len(shared)} shared)" if shared else text
