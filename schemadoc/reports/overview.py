"""What is known of each region: sources, their age, counts, coverage, oddities.

In: a snapshot, its diagnostics and a day. Out: `Overview`, and the same as text. A module of its
own because it speaks of sources, where every other report speaks of elements.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import msgspec

from schemadoc import coordinates
from schemadoc.compare.aspects import ASPECTS
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    NAMED_TYPES,
    OPERATION_OF,
    OPERATIONS,
    ROOT_NAMES,
    TYPE_KINDS,
    Coverage,
    Snapshot,
    SourceKind,
)
from schemadoc.reports.terminal import Style, columns, headed, plural, wrap


class SourceLine(msgspec.Struct, frozen=True, gc=False):
    """One source with its age on the day asked for; None where no date is stated."""

    path: str
    kind: SourceKind
    layout: str | None
    sha256: str
    captured: datetime.date | None
    age_days: int | None


class Overview(msgspec.Struct, frozen=True, gc=False):
    """One region, counted.

    `operations` are root fields, `types` named types but the roots, `elements` all by kind.
    """

    region: str
    title: str
    captured: datetime.date | None
    age_days: int | None
    sources: tuple[SourceLine, ...]
    operations: dict[str, int]
    types: int
    elements: dict[str, int]
    error_rows: int
    deprecations: int
    coverage: Coverage
    diagnostics: int
    diagnostics_by_id: dict[str, int]


def overview(
    title: str,
    snapshot: Snapshot,
    diagnostics: Sequence[Diagnostic],
    today: datetime.date,
) -> Overview:
    """Count what a region's snapshot holds."""
    kinds = Counter(element.element for element in snapshot.elements)
    parents = Counter(
        coordinates.parent(element.coordinate)
        for element in snapshot.elements
        if element.element == "field"
    )
    ids = Counter(diagnostic.id for diagnostic in diagnostics)
    return Overview(
        region=snapshot.region,
        title=title,
        captured=snapshot.captured,
        age_days=_age(snapshot.captured, today),
        sources=tuple(
            SourceLine(s.path, s.kind, s.layout, s.sha256, s.captured, _age(s.captured, today))
            for s in snapshot.sources
        ),
        operations={operation: parents[ROOT_NAMES[operation]] for operation in OPERATIONS},
        types=sum(
            element.element in NAMED_TYPES and element.coordinate not in OPERATION_OF
            for element in snapshot.elements
        ),
        elements=dict(sorted(kinds.items())),
        error_rows=sum(len(element.errors or ()) for element in snapshot.elements),
        deprecations=sum(element.deprecation is not None for element in snapshot.elements),
        coverage=snapshot.coverage,
        diagnostics=len(diagnostics),
        diagnostics_by_id=dict(sorted(ids.items())),
    )


def _age(captured: datetime.date | None, today: datetime.date) -> int | None:
    return (today - captured).days if captured else None


_NO_DEPRECATED_INPUTS = "not for deprecated arguments and input fields"


def coverage_words(coverage: Coverage) -> str:
    """What an absence may be concluded from, in a sentence."""
    if coverage.complete:
        limits = [] if coverage.deprecated_inputs else [_NO_DEPRECATED_INPUTS]
        if coverage.silent:
            limits.append(f"nothing of {', '.join(ASPECTS[a].label for a in coverage.silent)}")
        parts = ["the complete schema" + (f" ({'; '.join(limits)})" if limits else "")]
    else:
        parts = [f"all of {ROOT_NAMES[o]}" for o in OPERATIONS if getattr(coverage.roots, o)]
        parts += [
            f"every {kind.replace('_', ' ')} type"
            for kind in TYPE_KINDS
            if getattr(coverage.kinds, kind)
        ]
    if coverage.errors:
        parts.append("errors")
    return ", ".join(parts) if parts else "only what it shows"


def text(overviews: Sequence[Overview], style: Style) -> str:
    """One paragraph a region."""
    return "\n".join("".join(f"{line}\n" for line in _lines(one, style)) for one in overviews)


def _lines(one: Overview, style: Style) -> list[str]:
    lines = headed(one.region, "" if one.title == one.region else one.title, style)
    for source in one.sources:
        lines += wrap(_source(source), 2, first="source       ", width=style.width)
    operations = ", ".join(f"{n:,} {o}" for o, n in one.operations.items() if n)
    rows = [
        ("root fields", operations or "none"),
        ("types", f"{one.types:,}"),
        ("elements", ", ".join(f"{n:,} {k.replace('_', ' ')}" for k, n in one.elements.items())),
        ("error rows", f"{one.error_rows:,}"),
        ("deprecated", f"{one.deprecations:,}"),
        ("speaks for", coverage_words(one.coverage)),
        ("diagnostics", _diagnostics(one)),
    ]
    return lines + columns(rows, 2, width=style.width)


def _source(source: SourceLine) -> str:
    what = f"{source.kind} in layout {source.layout}" if source.layout else source.kind
    if source.captured is None or source.age_days is None:
        return f"{source.path} ({what}, no date)"
    age = plural(source.age_days, "day")
    return f"{source.path} ({what}, captured {source.captured.isoformat()}, {age} old)"


def _diagnostics(one: Overview) -> str:
    if not one.diagnostics:
        return "none"
    by_id = ", ".join(f"{n} {name}" for name, n in one.diagnostics_by_id.items())
    return f"{one.diagnostics:,}: {by_id}"
