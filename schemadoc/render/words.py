"""Facts in words that a newcomer understands, as text without markup.

In: type references, permissions, rate limits, coverage, dates. Out: plain text and small structs of
text. A module of its own so that pages say the same thing in the same words.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from schemadoc import typerefs
from schemadoc.compare.aspects import ASPECTS
from schemadoc.lifecycle import Status
from schemadoc.model import Coverage, Element, Permissions, RateLimit
from schemadoc.render.world import World
from schemadoc.typerefs import Known

KIND_WORDS: dict[str, tuple[str, str]] = {
    "query": ("query", "queries"),
    "mutation": ("mutation", "mutations"),
    "subscription": ("subscription", "subscriptions"),
    "object": ("object", "objects"),
    "interface": ("interface", "interfaces"),
    "union": ("union", "unions"),
    "enum": ("enum", "enums"),
    "input_object": ("input object", "input objects"),
    "scalar": ("scalar", "scalars"),
    "type": ("type of unknown kind", "types of unknown kind"),
    "directive": ("directive", "directives"),
    "field": ("field", "fields"),
    "argument": ("argument", "arguments"),
    "input_field": ("input field", "input fields"),
    "enum_value": ("enum value", "enum values"),
    "directive_argument": ("directive argument", "directive arguments"),
}
SOURCE_WORDS = {
    "introspection": "introspection result",
    "sdl": "schema text (SDL)",
    "page": "documentation page",
}
# What a JSON example proves: of one value, and of the values of a list.
_JSON_WORDS = {
    None: ("something no source names", "things no source names"),
    "string": ("a string", "strings"),
    "int": ("a whole number", "whole numbers"),
    "float": ("a number", "numbers"),
    "boolean": ("true or false", "true or false values"),
    "object": ("an object", "objects"),
}


class TypeText(NamedTuple):
    """A type as one line: words or brackets around the named type, with its page and a caveat."""

    before: str
    name: str
    after: str
    href: str | None
    exact: bool
    caveat: str | None


class PermissionText(NamedTuple):
    """A head such as "any of", and what stands under it."""

    head: str
    items: tuple[str | PermissionText, ...]


def plural(number: int, kind: str) -> str:
    """`1 query`, `2 queries`, `1,204 fields`."""
    return f"{number:,} {KIND_WORDS[kind][0 if number == 1 else 1]}"


def type_text(world: World, region: str, element: Element) -> TypeText | None:
    """The element's type, exact or in words; None where an element has no type."""
    named = typerefs.name_of(element.ref)
    target = world.type_named(region, named) if named else None
    href = world.href(target) if target else None
    caveat = name_caveat(world, region, target) if target else None
    if element.type is not None:
        # A text that names no type at all is shown as it stands.
        before, name, after = element.type.partition(named) if named else (element.type, "", "")
        return TypeText(before, name, after, href, True, caveat)
    if element.type_known is None:
        return None
    before, name, after = _known_parts(element.type_known)
    return TypeText(before, name, after, href, False, caveat)


def _known_parts(known: Known) -> tuple[str, str, str]:
    """What is proved, around the named type (empty where no name is known)."""
    what = _JSON_WORDS[known.json][1 if known.list else 0]
    before = "a list of " if known.list else ""
    after = "" if known.list is not None else ", maybe in a list"
    if known.named:
        return before, known.named, after
    if known.list is None and known.json is None:
        return "not known", "", ""
    return f"{before}{what}", "", after


def name_caveat(world: World, region: str, target: str) -> str | None:
    """`placeholder` or `likely` or `inferred`, for a type whose name no source shows."""
    origin, confidence = world.named_from(region, target)
    if origin in (None, "document"):
        return None
    if origin == "placeholder":
        return "placeholder name"
    return "likely name" if confidence == "likely" else "inferred name"


def name_note(element: Element) -> str | None:
    """Where an element's name comes from, if its source does not show it."""
    if element.name_from == "placeholder":
        return "The source lost the name of this type; the one shown is a placeholder of ours."
    if element.name_from == "inferred":
        sure = " (likely)" if element.name_confidence == "likely" else ""
        return f"The source lost this name; it is inferred{sure}: {element.name_evidence or ''}"
    if element.name_from == "document":
        return "The source lost its heading; the name is the one its operation document calls."
    return None


def permission_text(permissions: Permissions) -> PermissionText:
    """Permissions as a head and items; one single item needs no head."""
    group = permissions.any if permissions.any is not None else permissions.all or ()
    items = tuple(x if isinstance(x, str) else permission_text(x) for x in group)
    if not items:
        return PermissionText("none required", ())
    if len(items) == 1:
        return PermissionText("", items)
    return PermissionText("any one of" if permissions.any is not None else "all of", items)


def rate_text(limit: RateLimit) -> str:
    """`Ip: 10/s, 100/m`."""
    return f"{limit.key}: {', '.join(limit.steps)}"


def age(captured: datetime.date | None, today: datetime.date) -> str:
    """How old a capture is on a day."""
    if captured is None:
        return "no capture date given"
    return f"captured {captured.isoformat()}, {_days_ago((today - captured).days)}"


def _days_ago(days: int) -> str:
    if days == 0:
        return "today"
    if days < 0:
        return f"{plural_days(-days)} after the day of this build"
    return f"{plural_days(days)} before this build"


def plural_days(days: int) -> str:
    """`1 day`, `1,204 days`."""
    return f"{days:,} day" if days == 1 else f"{days:,} days"


def removal(status: Status, days_left: int | None) -> str:
    """How near a removal date is."""
    if days_left is None:
        return "no removal date"
    if days_left == 0:
        return "removal date is today"
    if status == "overdue":
        return f"removal date passed {plural_days(-days_left)} ago"
    return f"removal in {plural_days(days_left)}"


def coverage_lines(coverage: Coverage) -> tuple[str, ...]:
    """What a region's sources speak for, and what follows from it."""
    if coverage.complete:
        lines = ["A complete schema: what is not listed here is absent in this region."]
        if not coverage.deprecated_inputs:
            lines.append(
                "It was read without deprecated arguments and input fields: whether one of those "
                "is missing stays unknown."
            )
    else:
        lines = list(_partial_lines(coverage))
    if coverage.silent:
        left_out = _listing([ASPECTS[aspect].label for aspect in coverage.silent])
        lines.append(f"Its result does not say: {left_out}. What is not there stays unknown.")
    lines.append(
        "Error codes are listed: an operation shown whole and without a list has none."
        if coverage.errors
        else "No error codes: its sources hold no error list, so they stay unknown."
    )
    return tuple(lines)


def _partial_lines(coverage: Coverage) -> list[str]:
    spoken = [
        KIND_WORDS[o][1] for o in ("query", "mutation", "subscription") if _covers(coverage, o)
    ]
    kinds = [
        KIND_WORDS[k][1] for k in coverage.kinds.__struct_fields__ if getattr(coverage.kinds, k)
    ]
    silent = [
        KIND_WORDS[o][1] for o in ("query", "mutation", "subscription") if not _covers(coverage, o)
    ]
    lines = []
    if spoken:
        lines.append(f"All {_listing(spoken)}: one that is not listed is absent in this region.")
    if kinds:
        lines.append(f"All {_listing(kinds)}: one that is not listed is absent in this region.")
    if silent:
        lines.append(f"Not known: its {_listing(silent)}, beyond what the sources happen to show.")
    if not kinds:
        lines.append("Types are known only as far as its sources happen to show them.")
    return lines


def _covers(coverage: Coverage, operation: str) -> bool:
    return bool(getattr(coverage.roots, operation))


def _listing(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
