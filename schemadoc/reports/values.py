"""The value of an aspect in words.

In: `Difference`s of the matrix. Out: short texts, regions with one value together. A module of its
own because text, Markdown and CSV must word a value alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from schemadoc import typerefs
from schemadoc.compare.regions import Difference
from schemadoc.model import Permissions, RateLimit
from schemadoc.typerefs import Known


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


def grouped(difference: Difference) -> list[tuple[tuple[str, ...], str]]:
    """Regions that say the same, with what they say; of lists only what not all of them share."""
    shared = _shared(difference.values.values()) if difference.aspect == "errors" else frozenset()
    said: dict[str, list[str]] = {}
    for region, value in difference.values.items():
        text = _without(value, shared) if shared else value_text(value)
        said.setdefault(text, []).append(region)
    return [(tuple(regions), text) for text, regions in said.items()]


def _shared(values: Iterable[Iterable[str]]) -> frozenset[str]:
    sets = [frozenset(value) for value in values]
    return frozenset.intersection(*sets) if sets else frozenset()


def _without(codes: Iterable[str], shared: frozenset[str]) -> str:
    own = [code for code in codes if code not in shared]
    return f"{', '.join(own) or 'none'} (and {len(shared)} shared)"
