"""In what an element that both sides have was altered, aspect by aspect.

In: what the old and the new side state of one element. Out: `Fact`s (aspect, action, old, new,
key). A module of its own because each aspect has its own way to differ, and each is a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from schemadoc.compare.access import loosened, raised
from schemadoc.compare.differences import together
from schemadoc.compare.statements import Region
from schemadoc.compare.temporal import required
from schemadoc.model import Element, ErrorCode, Permissions, RateLimit
from schemadoc.typerefs import TypeRef

# Aspects that stand only where an element is deprecated.
OF_DEPRECATIONS = frozenset(
    {"deprecation", "marked_on", "remove_on", "reason", "replacements", "url"}
)


class Fact(NamedTuple):
    """One altered aspect."""

    aspect: str
    action: str
    old: Any = None
    new: Any = None
    key: str | None = None


def facts(
    before: Element,
    after: Element,
    old: dict[str, Any],
    new: dict[str, Any],
    was: Region,
    now: Region,
) -> Iterator[Fact]:
    """Compare what both sides state.

    Args:
        before: the element on the old side.
        after: the element on the new side.
        old: what the old side states of it, by aspect.
        new: what the new side states of it.
        was: the old side.
        now: the new side.
    """
    if "type" in old and "type" in new:
        yield from _type(was.type_ref(before), now.type_ref(after))
    if "default" in old and "default" in new:
        yield from _default(after, old["default"], new["default"])
    if "deprecation" in old and "deprecation" in new and not _unheard(before, after, was, now):
        yield from _deprecation(before, after, old, new)
    for aspect, compare in _COMPARED.items():
        if aspect in old and aspect in new and old[aspect] != new[aspect]:
            yield from compare(aspect, old[aspect], new[aspect])
    if "errors" in old and "errors" in new:
        yield from _messages(before, after)


# Types


def _type(old: TypeRef, new: TypeRef) -> Iterator[Fact]:
    if together([old, new]) is not None:
        return
    action = "changed"
    if old.text is not None and new.text is not None:
        action = direction(old.text, new.text)
    yield Fact("type", action, old.text or old.known, new.text or new.known)


def direction(old: str, new: str) -> str:
    """How one type text became another.

    Returns:
        `narrowed` where it says no less (a value may no longer be null), `widened` where it says
        less, else `changed`.
    """
    if _fits(new, old):
        return "narrowed"
    return "widened" if _fits(old, new) else "changed"


def _fits(sub: str, sup: str) -> bool:
    """Whether every value of the first type is one of the second, by its wrappers alone."""
    if sup.endswith("!"):
        return sub.endswith("!") and _fits(sub[:-1], sup[:-1])
    if sub.endswith("!"):
        return _fits(sub[:-1], sup)
    if sub.startswith("[") and sup.startswith("["):
        return _fits(sub[1:-1], sup[1:-1])
    return sub == sup


def _default(after: Element, old: str | None, new: str | None) -> Iterator[Fact]:
    if old == new:
        return
    if old is None:
        yield Fact("default", "added", old, new)
    elif new is None:
        yield Fact("default", "removed_required" if required(after) else "removed", old, new)
    else:
        yield Fact("default", "changed", old, new)


# Deprecations


def _unheard(before: Element, after: Element, was: Region, now: Region) -> bool:
    """Whether one side is deprecated in the words of a description, and the other shows none."""
    sides = (before.deprecation, now), (after.deprecation, was)
    return any(
        said is not None and said.origin == "prose" and "description" in other.silent
        for said, other in sides
    )


def _deprecation(
    before: Element, after: Element, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Fact]:
    if old["deprecation"] != new["deprecation"]:
        action = "added" if new["deprecation"] else "removed"
        yield Fact("deprecation", action, before.deprecation, after.deprecation)
        return
    if not new["deprecation"]:
        return
    # Running text words the same otherwise than a directive does. And the same words point
    # elsewhere only because what they name came or went.
    origins = {one.origin for one in (before.deprecation, after.deprecation) if one is not None}
    mixed = len(origins) > 1 and "prose" in origins
    words = () if mixed or old.get("reason") == new.get("reason") else ("reason", "replacements")
    links = () if mixed else ("url",)
    for aspect in (*words, "marked_on", *links):
        if aspect in old and aspect in new and (old[aspect] or None) != (new[aspect] or None):
            yield from _value(aspect, old[aspect] or None, new[aspect] or None)
    if "remove_on" not in old or "remove_on" not in new:
        return
    first, second = old["remove_on"], new["remove_on"]
    if first is not None and second is not None and first != second:
        yield Fact("remove_on", "earlier" if second < first else "later", first, second)
    elif first != second:
        yield from _value("remove_on", first, second)


# Error codes


def _messages(before: Element, after: Element) -> Iterator[Fact]:
    """Codes that both sides list, with other words or another number of rows."""
    old, new = _rows(before), _rows(after)
    for code in old.keys() & new.keys():
        if set(old[code]) != set(new[code]):
            yield Fact("error_messages", "changed", tuple(old[code]), tuple(new[code]), code)
        elif len(old[code]) != len(new[code]):
            yield Fact("error_repeats", "changed", tuple(old[code]), tuple(new[code]), code)


def _rows(element: Element) -> dict[str, list[ErrorCode]]:
    rows: dict[str, list[ErrorCode]] = {}
    for row in element.errors or ():
        rows.setdefault(row.code, []).append(row)
    return rows


# Values of one kind


def _value(aspect: str, old: Any, new: Any) -> Iterator[Fact]:
    action = "added" if old is None else "removed" if new is None else "changed"
    yield Fact(aspect, action, old, new)


def _words(aspect: str, old: str | None, new: str | None) -> Iterator[Fact]:
    """Text whose line breaks mean nothing: scrapers and printers set their own."""
    if (old or "").split() != (new or "").split():
        yield from _value(aspect, old, new)


def _changed(aspect: str, old: Any, new: Any) -> Iterator[Fact]:
    yield Fact(aspect, "changed", old, new)


def _flag(aspect: str, old: bool, new: bool) -> Iterator[Fact]:
    yield Fact(aspect, "added" if new else "removed", old, new)


def _number(aspect: str, old: int, new: int) -> Iterator[Fact]:
    yield Fact(aspect, "increased" if new > old else "decreased", old, new)


def _permissions(aspect: str, old: Permissions, new: Permissions) -> Iterator[Fact]:
    """Two ways to allow the same callers are no change."""
    if (looser := loosened(old, new)) is not None:
        yield Fact(aspect, "loosened" if looser else "changed", old, new)


def _limits(aspect: str, old: tuple[RateLimit, ...], new: tuple[RateLimit, ...]) -> Iterator[Fact]:
    yield Fact(aspect, "raised" if raised(old, new) else "changed", old, new)


def _names(aspect: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Fact]:
    """Names without an order, each a fact of its own."""
    for name in set(old) - set(new):
        yield Fact(aspect, "removed", name, None, name)
    for name in set(new) - set(old):
        yield Fact(aspect, "added", None, name, name)


def _uses(
    aspect: str, old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]
) -> Iterator[Fact]:
    """Applied directives by name: one that is repeated counts as one with all its uses."""
    before, after = _by_name(old), _by_name(new)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            action = (
                "added" if name not in before else "removed" if name not in after else "changed"
            )
            yield Fact(aspect, action, before.get(name), after.get(name), name)


def _by_name(uses: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, text in uses:
        found.setdefault(name, []).append(text)
    return {name: " ".join(texts) for name, texts in found.items()}


_COMPARED: dict[str, Callable[[str, Any, Any], Iterator[Fact]]] = {
    "root": _value,
    "description": _words,
    "errors": _names,
    "complexity": _number,
    "viewers": _names,
    "permissions": _permissions,
    "rate_limits": _limits,
    "endpoint": _changed,
    "requires_authorization": _flag,
    "interfaces": _names,
    "members": _names,
    "locations": _names,
    "repeatable": _flag,
    "specified_by": _value,
    "one_of": _flag,
    "directives": _uses,
}
