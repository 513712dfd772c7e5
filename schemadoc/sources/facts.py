"""What every reader ends with: facts out of descriptions, and one finished snapshot.

In: elements as a reader made them, descriptions already read. Out: `Reading`, a snapshot in
canonical order with its diagnostics. A module of its own because introspection results, SDL and
pages must treat descriptions, empty error lists and replacements alike.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from schemadoc import coordinates, lifecycle, prose
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    OPERATIONS,
    ROOT_NAMES,
    Coverage,
    Element,
    Index,
    KindCoverage,
    RootCoverage,
    Roots,
    Snapshot,
    Source,
    SourceKind,
    sort_elements,
)

# The region of files that no configuration names; what they say of themselves outweighs it.
UNNAMED = "source"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the configuration says of a source before it is read."""

    region: str
    kind: SourceKind | None = None
    captured: datetime.date | None = None
    covers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = prose.DEFAULT_PATTERNS


class Reading(NamedTuple):
    """What one source, or several merged, say."""

    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]


def described(
    text: str | None,
    patterns: Sequence[str],
    *,
    reason: str | None = None,
    deprecated: bool = False,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The keys of an element that its description and its `@deprecated` directive give.

    Args:
        text: the description, Markdown.
        patterns: what error codes look like in prose.
        reason: of the directive, where there is one.
        deprecated: whether the directive is there; what it says outweighs the description.

    Returns:
        the keys, and the dates that no calendar has.
    """
    if text and not deprecated and prose.says_nothing_else(text, tuple(patterns)):
        said = text.strip("\n")
        return {"description": said} if said.strip() else {}, ()
    read = prose.read(text, patterns)
    keys: dict[str, Any] = {}
    unreadable = read.unreadable_dates
    deprecation = read.deprecation
    mentioned = read.mentioned
    if deprecated:
        found = lifecycle.read(reason or "", "directive")
        deprecation, unreadable = found.deprecation, found.unreadable_dates
        codes = prose.code_pattern(tuple(patterns)).findall(reason or "")
        mentioned = tuple(dict.fromkeys((*mentioned, *codes)))
    if read.description is not None:
        keys["description"] = read.description
    if read.errors is not None:
        keys["errors"] = read.errors
    if mentioned:
        keys["errors_mentioned"] = mentioned
    if deprecation is not None:
        keys["deprecation"] = deprecation
    if read.requires_authorization:
        keys["requires_authorization"] = True
    return keys, unreadable


def source_of(
    data: bytes, path: str, kind: SourceKind, options: Options, layout: str | None = None
) -> Source:
    """The record of a file that was read."""
    return Source(
        path=path,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        layout=layout,
        captured=options.captured,
    )


def finish(
    elements: Iterable[Element],
    *,
    options: Options,
    source: Source,
    roots: Roots,
    coverage: Coverage,
    diagnostics: Iterable[Diagnostic],
    intact: frozenset[str] | None = None,
) -> Reading:
    """One snapshot out of a reader's elements.

    Args:
        elements: in any order, no coordinate twice.
        options: of the source; `covers` is added to a page's coverage, and limits a schema's.
        source: the record of the file.
        roots: the region's names of its root types.
        coverage: what the source itself speaks for; `errors` is found here.
        diagnostics: what the reader found odd.
        intact: the root fields of which the source would have shown an error list; None: all.
    """
    ordered = sort_elements(elements)
    speaks = any(element.errors for element in ordered)
    if speaks:
        ordered = tuple(_without_errors(element, intact) for element in ordered)
    snapshot = Snapshot(
        region=options.region,
        captured=options.captured,
        roots=roots,
        sources=(source,),
        coverage=covering(
            msgspec.structs.replace(coverage, errors=speaks),
            options.covers,
            limits=source.kind != "page",
        ),
        elements=ordered,
    )
    return Reading(resolve(snapshot), tuple(sorted(diagnostics)))


def _without_errors(element: Element, intact: frozenset[str] | None) -> Element:
    """A root field without a list has an empty one, in a source that speaks of errors."""
    if element.element != "field" or element.errors is not None:
        return element
    if coordinates.parent(element.coordinate) not in ROOT_NAMES.values():
        return element
    if intact is not None and element.coordinate not in intact:
        return element
    return msgspec.structs.replace(element, errors=())


def covering(coverage: Coverage, covers: Sequence[str], *, limits: bool) -> Coverage:
    """What a source speaks for, where the configuration names root types or kinds.

    Args:
        coverage: what the source itself says.
        covers: what the configuration names; nothing: the source's own word stands.
        limits: whether the source speaks for nothing else. A schema says that it has everything;
            a page cannot say what it is, so that the configuration adds to it.
    """
    if limits and covers:
        coverage = msgspec.structs.replace(
            coverage, complete=False, roots=RootCoverage(), kinds=KindCoverage()
        )
    roots = {o: True for o in OPERATIONS if ROOT_NAMES[o] in covers or o in covers}
    kinds = {kind: True for kind in covers if hasattr(coverage.kinds, kind)}
    return msgspec.structs.replace(
        coverage,
        roots=msgspec.structs.replace(coverage.roots, **roots),
        kinds=msgspec.structs.replace(coverage.kinds, **kinds),
    )


def resolve(snapshot: Snapshot) -> Snapshot:
    """Name what deprecations point at, now that all elements are known."""
    index: Index | None = None
    elements = list(snapshot.elements)
    for at, element in enumerate(elements):
        if element.deprecation is None or not element.deprecation.reason:
            continue
        index = index or Index(snapshot)
        names = lifecycle.replacements(element.deprecation.reason, element.coordinate, index)
        if names != element.deprecation.replacements:
            deprecation = msgspec.structs.replace(element.deprecation, replacements=names)
            elements[at] = msgspec.structs.replace(element, deprecation=deprecation)
    return msgspec.structs.replace(snapshot, elements=tuple(elements))
