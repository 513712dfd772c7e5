"""A diff for people: text for a terminal, Markdown for a pull request or a changelog.

In: a `Diff`. Out: text as wide as the terminal, or Markdown with every name escaped. A module of
its own because both group findings alike: by severity, by rule, what has one cause under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from schemadoc.compare.rules import RULE_BY_ID, SEVERITIES, TABLE, Severity
from schemadoc.reports.findings import folded, not_compared, said, values
from schemadoc.reports.markdown import code, escape
from schemadoc.reports.terminal import Style, plural, safe, wrap
from schemadoc.reports.widths import cells, pad

if TYPE_CHECKING:
    from schemadoc.compare.diff import Diff
    from schemadoc.compare.judge import Finding

# What is said beside a coordinate has so much room; a longer coordinate has a line for itself.
_BESIDE = 36
_RANK = {rule.id: at for at, rule in enumerate(TABLE)}


# How a broken promise reads beside the removal that broke it.
_SHORT = {
    "removed-without-deprecation": "never deprecated",
    "removed-before-date": "before its date, {old}",
}


def text(found: Diff, style: Style) -> str:
    """Breaking first; one paragraph a rule, one line a finding."""
    alone, below = folded(found.findings)
    lines: list[str] = []
    for severity in SEVERITIES:
        wanted = [finding for finding in alone if finding.severity == severity]
        if wanted:
            total = sum(finding.severity == severity for finding in found.findings)
            lines += [_heading(severity, total, style), ""]
            for rule, group in _by_rule(wanted):
                lines += _rule(rule, group, below, style)
    lines += _notes(found, style)
    lines += [style.bold(line) for line in wrap(summary(found), width=style.width)]
    return "".join(f"{line}\n" for line in lines)


def _heading(severity: Severity, total: int, style: Style) -> str:
    paint = {"breaking": style.red, "dangerous": style.yellow, "safe": style.green}[severity]
    return paint(f"{severity} ({total:,})")


def _by_rule(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    ordered = sorted(findings, key=lambda finding: _RANK[finding.rule])
    return [(rule, list(group)) for rule, group in groupby(ordered, key=lambda one: one.rule)]


def _rule(
    rule: str, group: Sequence[Finding], below: dict[str, list[Finding]], style: Style
) -> list[str]:
    lines = wrap(RULE_BY_ID[rule].why, 2, first=f"{rule} ({len(group):,})  ", width=style.width)
    lines[0] = lines[0].replace(rule, style.bold(rule), 1)
    rows = _rows(group, below)
    room = style.width - _BESIDE
    widths = [size for coordinate, _ in rows if (size := cells(coordinate)) <= room]
    for coordinate, detail in rows:
        lines += _row(coordinate, detail, max(widths, default=0), style)
    return [*lines, ""]


def _rows(group: Sequence[Finding], below: dict[str, list[Finding]]) -> list[tuple[str, str]]:
    """One row a coordinate: what came to, or left, one list of it stands together."""
    details: dict[str, list[str]] = {}
    for finding in group:
        details.setdefault(safe(finding.coordinate), []).append(_detail(finding, below))
    return [(coordinate, ", ".join(filter(None, said))) for coordinate, said in details.items()]


def _row(coordinate: str, detail: str, width: int, style: Style) -> list[str]:
    """A coordinate and what is said of it, below it where it is too long."""
    if not detail:
        return [f"    {coordinate}"]
    if cells(coordinate) > width:
        below = wrap(detail, 4, first=" " * (width + 2), width=style.width)
        return [f"    {coordinate}", *below]
    return wrap(detail, 4, first=f"{pad(coordinate, width)}  ", width=style.width)


def _detail(finding: Finding, below: dict[str, list[Finding]]) -> str:
    parts = [values(finding), with_it(finding, below.get(finding.fingerprint, ()))]
    if finding.approved:
        parts.append("approved")
    return "; ".join(part for part in parts if part)


def with_it(cause: Finding, findings: Sequence[Finding]) -> str:
    """What comes with a finding: its broken promises in words, what is below it counted.

    `never deprecated; with it 3 field-removed, 1 argument-removed`.
    """
    own = [one for one in findings if one.coordinate == cause.coordinate and one.rule in _SHORT]
    parts = [_SHORT[one.rule].format(old=said(one.old)) for one in own]
    counts = Counter(finding.rule for finding in findings if finding not in own)
    if counts:
        rules = sorted(counts, key=_RANK.__getitem__)
        parts.append("with it " + ", ".join(f"{counts[rule]:,} {rule}" for rule in rules))
    return "; ".join(parts)


def _notes(found: Diff, style: Style) -> list[str]:
    lines: list[str] = []
    if found.renames:
        lines += wrap("perhaps only renamed (same shape, near name)", width=style.width)
        for rename in found.renames:
            lines += wrap(f"{rename.old} → {rename.new}", 2, width=style.width)
        lines.append("")
    if found.unsaid:
        lines.append("not compared")
        for sentence in not_compared(found):
            lines += wrap(sentence, 2, width=style.width)
        lines.append("")
    return lines


def summary(found: Diff) -> str:
    """`3 breaking, 1 dangerous, 12 safe`; of them how many come with another."""
    if not found.findings:
        return "no change is proved" if found.unsaid else "nothing changed"
    counts = found.summary()
    total = ", ".join(f"{counts[severity]:,} {severity}" for severity in SEVERITIES)
    if counts["approved"]:
        total += f", {counts['approved']:,} approved"
    _, below = folded(found.findings)
    inside = sum(map(len, below.values()))
    return f"{total}; {inside:,} of them come with another" if inside else total


def markdown(found: Diff, title: str) -> str:
    """A section a severity; what is safe is folded away, as GitHub and GitLab show it."""
    alone, below = folded(found.findings)
    lines = [f"## {escape(title)}", "", f"{escape(summary(found))}.", ""]
    for severity in SEVERITIES:
        wanted = [finding for finding in alone if finding.severity == severity]
        if not wanted:
            continue
        total = sum(finding.severity == severity for finding in found.findings)
        items: list[str] = []
        for rule, group in _by_rule(wanted):
            items += [f"#### {code(rule)} ({len(group):,})", "", escape(RULE_BY_ID[rule].why), ""]
            items += [_item(*row) for row in _rows(group, below)]
            items.append("")
        lines += _section(severity, total, items)
    lines += _markdown_notes(found)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(severity: Severity, total: int, items: list[str]) -> list[str]:
    if severity != "safe":
        return [f"### {severity.capitalize()} ({total:,})", "", *items]
    head = f"<details><summary>{plural(total, 'safe change')}</summary>"
    return [head, "", *items, "</details>", ""]


def _item(coordinate: str, detail: str) -> str:
    return f"- {code(coordinate)}" + (f": {escape(detail)}" if detail else "")


def _markdown_notes(found: Diff) -> list[str]:
    lines: list[str] = []
    if found.renames:
        lines += ["### Perhaps only renamed", ""]
        lines += [f"- {code(one.old)} → {code(one.new)}" for one in found.renames]
        lines.append("")
    if found.unsaid:
        lines += ["### Not compared", ""]
        lines += [f"- {escape(sentence)}" for sentence in not_compared(found)]
        lines.append("")
    return lines
