"""Findings in words and as JSON: what each says, and the whole of a diff for machines.

In: a `Diff`. Out: messages, values in words, the JSON of the contract. A module of its own because
text, Markdown and JSON must word a finding alike, and because no word of it is anybody's identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from schemadoc import coordinates
from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.rules import RULE_BY_ID
from schemadoc.model import Coverage, Deprecation, ErrorCode, Location
from schemadoc.reports.overview import coverage_words
from schemadoc.reports.terminal import plural
from schemadoc.reports.values import value_text

if TYPE_CHECKING:
    from schemadoc.compare.changes import Unsaid
    from schemadoc.compare.diff import Diff
    from schemadoc.compare.judge import Finding

# A description or an advice of any length must not make a message unreadable.
_LONGEST = 120


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as the JSON has it."""

    rule: str
    severity: str
    coordinate: str
    region: str | None
    message: str
    old: Any
    new: Any
    date: Any
    fingerprint: str
    cause: str | None
    approved: bool
    source: dict[str, Any] | None


def message(finding: Finding) -> str:
    """A finding as one sentence without its full stop."""
    rule = RULE_BY_ID[finding.rule]
    return rule.says.format(
        name=_name(finding.coordinate),
        kind=finding.element.replace("_", " "),
        action=finding.action,
        key=finding.key,
        old=_quoted(finding, finding.old),
        new=_quoted(finding, finding.new),
    )


def _quoted(finding: Finding, value: Any) -> str:
    """Sentences within a sentence stand in quotes."""
    return f'"{said(value)}"' if finding.aspect == "reason" and value else said(value)


def _name(coordinate: str) -> str:
    """What a sentence calls an element; `Query.a(b:)` reads badly in one."""
    owner = coordinates.parent(coordinate)
    if not coordinate.endswith(")"):
        return coordinate
    return f"the argument '{coordinates.last(coordinate)}' of {owner}"


def said(value: Any) -> str:
    """A value in words, cut where it is long."""
    if isinstance(value, Deprecation):
        text = _deprecation(value)
    elif isinstance(value, tuple) and value and isinstance(value[0], ErrorCode):
        text = " | ".join(f'"{row.message}"' for row in value)
    else:
        text = value_text(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _deprecation(value: Deprecation) -> str:
    parts = [value.reason] if value.reason else []
    if value.remove_on:
        parts.append(f"removal on {value.remove_on.isoformat()}")
    return "; ".join(parts) or "no reason given"


def values(finding: Finding) -> str:
    """What was and what is, as short as it goes; empty where presence says it all."""
    if finding.aspect in ("presence", "description"):
        return finding.action.replace("_", " ") if finding.aspect == "description" else ""
    if finding.aspect == "error_repeats":
        return f"{finding.key}: {len(finding.old)} → {len(finding.new)} rows"
    key = finding.key if finding.key not in (finding.old, finding.new) else None
    if finding.aspect == "directives":
        key = None  # the uses themselves bear its name
    old, new = finding.old, finding.new
    shown = f"{said(old)} → {said(new)}"
    if old is None and new is None:
        shown = ""
    elif (old is None or new is None) and _one_sided(finding):
        shown = said(new if old is None else old)
    if isinstance(old, bool) or isinstance(new, bool):
        shown = ""
    return " ".join(part for part in (key, shown) if part)


def _one_sided(finding: Finding) -> bool:
    """Whether the rule itself says which way it went: a code raised, an interface lost."""
    return len(RULE_BY_ID[finding.rule].actions.split()) == 1 or finding.aspect == "deprecation"


def document(found: Diff) -> dict[str, Any]:
    """The JSON: every finding, none folded; what could not be compared; suggested renames."""
    return {
        "schemadoc": 1,
        "findings": [_detail(finding) for finding in found.findings],
        "operations": [],
        "summary": found.summary(),
        "coverage": [
            {
                "side": one.side,
                "aspect": one.aspect,
                "elements": one.elements,
                "example": one.example,
                "why": why_unsaid(one, found),
            }
            for one in found.unsaid
        ],
        "renames": found.renames,
    }


def _detail(finding: Finding) -> Detail:
    source = finding.source
    return Detail(
        rule=finding.rule,
        severity=finding.severity,
        coordinate=finding.coordinate,
        region=finding.region,
        message=message(finding),
        old=finding.old,
        new=finding.new,
        date=finding.date,
        fingerprint=finding.fingerprint,
        cause=finding.cause,
        approved=finding.approved,
        source=_place(source) if source is not None else None,
    )


def _place(source: Location) -> dict[str, Any]:
    return {"path": source.path, "line": source.line, "column": source.column}


def why_unsaid(one: Unsaid, found: Diff) -> str:
    """Why nothing is concluded from a side's silence."""
    speaks = coverage_words(_side(one.side, found))
    if one.aspect == "presence":
        return f"{_may_be(one)} on the {one.side} side, which speaks for {speaks}"
    what = f"{ASPECTS[one.aspect].label} of {plural(one.elements, 'element')}"
    return f"the {one.side} side does not say {what}; it speaks for {speaks}"


def not_compared(found: Diff) -> list[str]:
    """What could not be compared and why, a sentence a side."""
    said = []
    for side in ("old", "new"):
        silent = [one for one in found.unsaid if one.side == side]
        parts = [_may_be(one) for one in silent if one.aspect == "presence"]
        aspects = [one for one in silent if one.aspect != "presence"]
        if aspects:
            listed = (f"{ASPECTS[one.aspect].label} ({one.elements:,})" for one in aspects)
            parts.append(f"it does not say {', '.join(listed)}, where the other side does")
        if parts:
            speaks = coverage_words(_side(side, found))
            said.append(f"the {side} side speaks for {speaks}: {'; '.join(parts)}")
    return said


def _side(side: str, found: Diff) -> Coverage:
    return found.old if side == "old" else found.new


def _may_be(one: Unsaid) -> str:
    other = "new" if one.side == "old" else "old"
    count = plural(one.elements, "element")
    return f"{count} of the {other} side, like {one.example}, may or may not be there"


def folded(findings: Sequence[Finding]) -> tuple[list[Finding], dict[str, list[Finding]]]:
    """Findings that stand by themselves, and by fingerprint those that come with one of them.

    Nothing hides under what is less severe than itself: so that what a reader sees under
    "breaking" is all that is.
    """
    rank = {"breaking": 0, "dangerous": 1, "safe": 2}
    causes = {finding.fingerprint: finding for finding in findings}
    alone: list[Finding] = []
    below: dict[str, list[Finding]] = {}
    for finding in findings:
        cause = causes.get(finding.cause) if finding.cause is not None else None
        if cause is None or rank[cause.severity] > rank[finding.severity]:
            alone.append(finding)
        else:
            below.setdefault(cause.fingerprint, []).append(finding)
    return alone, below
