"""One element in every region, with what belongs to it.

In: a coordinate and N regions' indexes. Out: `Sheet`, and the same as text. A module of its own
because it goes into the depth of one element, where tables go over many.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping

import msgspec

from schemadoc import coordinates, lifecycle, typerefs
from schemadoc.compare import regions
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.differences import Difference
from schemadoc.compare.rollout import Rollout
from schemadoc.coverage import Presence
from schemadoc.model import Deprecation, Element, ElementKind, Index
from schemadoc.reports import rollout
from schemadoc.reports.terminal import Style, columns, headed, safe, wrap
from schemadoc.reports.text import days_text
from schemadoc.reports.values import difference_text, permissions_text, value_text


class Here(msgspec.Struct, frozen=True):
    """The element in one region, its direct members or arguments, and the arguments of those."""

    element: Element
    children: tuple[Element, ...]


class Sheet(msgspec.Struct, frozen=True):
    """One coordinate in every region; `regions` holds those that have it.

    `history` is None where no snapshot of any region is stored.
    """

    coordinate: str
    element: ElementKind
    presence: dict[str, Presence]
    differences: tuple[Difference, ...]
    regions: dict[str, Here]
    history: Rollout | None = None


def sheet(
    coordinate: str,
    indexes: Mapping[str, Index],
    known: Collection[str] = (),
    history: Rollout | None = None,
) -> Sheet | None:
    """Gather one element; None where no region has it or ever had it.

    Args:
        coordinate: of the element.
        indexes: the regions as they are today.
        known: further region ids, whose codes are told from those of the regions compared.
        history: how the element came to be there or not.
    """
    found = regions.row(coordinate, indexes, known)
    if found is None:
        return _gone(history)
    here = {
        name: Here(element, tuple(_below(coordinate, index)))
        for name, index in indexes.items()
        if (element := index.get(coordinate)) is not None
    }
    return Sheet(coordinate, found.element, found.presence, found.differences, here, history)


def _gone(history: Rollout | None) -> Sheet | None:
    """What only stored snapshots know."""
    if history is None:
        return None
    presence = {name: trace.presence for name, trace in history.regions.items()}
    return Sheet(history.coordinate, history.element, presence, (), {}, history)


def _below(coordinate: str, index: Index) -> Iterator[Element]:
    for child in index.children(coordinate):
        yield child
        yield from index.children(child.coordinate)


def text(found: Sheet, today: datetime.date, style: Style) -> str:
    """Where it is, in what it differs, then every region in turn."""
    lines = headed(found.coordinate, found.element.replace("_", " "), style)
    said = ", ".join(f"{region} {state}" for region, state in found.presence.items())
    lines += wrap(said, 2, width=style.width)
    for difference in found.differences:
        label = f"differs in {ASPECTS[difference.aspect].label}: "
        lines += wrap(difference_text(difference), 2, first=label, width=style.width)
    if found.history is not None:
        lines += _history(found.history, style)
    for region, here in found.regions.items():
        lines += ["", style.bold(safe(region))]
        lines += _facts(here.element, today, style)
        lines += _children(found.coordinate, here, style)
    return "".join(f"{line}\n" for line in lines)


def _history(found: Rollout, style: Style) -> list[str]:
    lines = ["", style.bold("history")]
    for sentence in rollout.sentences(found):
        lines += wrap(sentence, 2, width=style.width)
    return lines + rollout.table(found, 2, style.width)


def _facts(element: Element, today: datetime.date, style: Style) -> list[str]:
    lines = columns(list(_rows(element)), 2, width=style.width)
    if element.deprecation:
        lines.append("  " + style.yellow("deprecated"))
        lines += _deprecation(element.deprecation, today, style.width)
    if element.description:
        lines += ["", *wrap(element.description, 4, width=style.width)]
    if element.errors:
        lines += ["", "  errors"]
        rows = [(row.code, row.message) for row in element.errors]
        lines += columns(rows, 4, width=style.width)
    return lines


def _rows(element: Element) -> Iterator[tuple[str, str]]:
    if type_text := type_words(element):
        yield "type", type_text
    if element.default is not None:
        yield "default", element.default
    for key in ("interfaces", "members", "locations", "viewers", "complexity"):
        if value := getattr(element, key):
            yield key, value_text(value)
    if element.permissions:
        yield "permissions", permissions_text(element.permissions)
    if element.rate_limits:
        yield "rate limits", "; ".join(value_text(limit) for limit in element.rate_limits)
    for key in ("requires_authorization", "repeatable", "one_of"):
        if getattr(element, key):
            yield key.replace("_", " "), "yes"
    if element.specified_by:
        yield "specified by", element.specified_by
    if element.directives:
        yield "directives", ", ".join(f"@{use.name}" for use in element.directives)
    if element.endpoint:
        yield "endpoint", element.endpoint
    if element.errors == ():
        yield "errors", "none listed"
    if element.errors_mentioned:
        yield "mentions", ", ".join(element.errors_mentioned)
    if element.name_from:
        yield "name", _name_words(element)
    if element.partial:
        yield "note", "the sources may not show all that belongs to it"
    if element.source:
        yield "read at", f"{element.source.path}:{element.source.line}"


def _name_words(element: Element) -> str:
    said = {
        "document": "from the operation document",
        "inferred": "recovered from evidence",
        "placeholder": "a placeholder: the source lost it",
    }[element.name_from or "document"]
    if element.name_confidence:
        said += f", {element.name_confidence}"
    return f"{said}: {element.name_evidence}" if element.name_evidence else said


def type_words(element: Element) -> str | None:
    """The type text, or what is proved of it."""
    if element.type is not None:
        return element.type
    return f"not known: {typerefs.describe(element.type_known)}" if element.type_known else None


def _deprecation(deprecation: Deprecation, today: datetime.date, width: int) -> list[str]:
    lines = wrap(deprecation.reason, 4, width=width) if deprecation.reason else []
    rows = []
    if deprecation.marked_on:
        rows.append(("marked on", deprecation.marked_on.isoformat()))
    left = lifecycle.days_left(deprecation, today)
    if deprecation.unreadable_dates:
        rows.append(("unreadable", ", ".join(deprecation.unreadable_dates)))
    if deprecation.remove_on and left is not None:
        rows.append(("removal", f"{deprecation.remove_on.isoformat()} ({days_text(left)})"))
    if deprecation.replacements:
        rows.append(("instead", ", ".join(deprecation.replacements)))
    if deprecation.url:
        rows.append(("more", deprecation.url))
    return lines + columns(rows, 4, width=width)


def _children(coordinate: str, here: Here, style: Style) -> list[str]:
    if not here.children:
        return []
    lines = ["", "  " + _label(here.children[0].element)]
    for child in here.children:
        inner = coordinates.parent(child.coordinate) != coordinate
        said = type_words(child) or ""
        if child.default is not None:
            said += f" = {child.default}"
        if child.deprecation:
            said += "  (deprecated)"
        lines += columns([(child.name, said)], 6 if inner else 4, width=style.width)
        if child.description and not inner:
            below = wrap(child.description, 8, width=style.width)
            lines += [style.dim(line) for line in below]
    return lines


def _label(kind: ElementKind) -> str:
    return {"argument": "arguments", "directive_argument": "arguments", "field": "fields"}.get(
        kind, "values" if kind == "enum_value" else "input fields"
    )
