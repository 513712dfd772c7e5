"""The rules for people: the list of all, and one with how to silence it.

In: rows of the table of rules. Out: text as wide as the terminal. A module of its own because
nothing else prints rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.rules import Override, Rule
from schemadoc.reports.terminal import Style, columns, plural, wrap


def listing(rules: Sequence[Rule], style: Style) -> str:
    """One line a rule: severity, id, why."""
    lines = columns([(rule.severity, rule.id, rule.why) for rule in rules], width=style.width)
    lines += ["", style.bold(plural(len(rules), "rule"))]
    return "".join(f"{line}\n" for line in lines)


def explanation(rule: Rule, override: Override | None, style: Style) -> str:
    """One rule: what it looks at, why it has its severity, how to set another."""
    lines = [style.bold(rule.id), *wrap(rule.why, 2, width=style.width), ""]
    rows = [
        ("severity", _severity(rule, override)),
        ("speaks when", f"{ASPECTS[rule.aspect].label}: {_words(rule.actions)}"),
        ("of", _words(rule.elements)),
    ]
    lines += columns(rows, 2, width=style.width)
    everywhere = "Another severity, everywhere, in schemadoc.toml:"
    lines += ["", *wrap(everywhere, 2, width=style.width), ""]
    other = "safe" if rule.severity != "safe" else "dangerous"
    lines += [f"    {line}" for line in _everywhere(rule.id, other, style.width - 4)]
    some = "Only in some regions, or for some coordinates (globs):"
    lines += ["", *wrap(some, 2, width=style.width), ""]
    lines += [f"    {line}" for line in _table(rule.id, other)]
    lines += ['    regions = ["it"]', '    coordinates = ["Query.*"]']
    return "".join(f"{line}\n" for line in lines)


def _everywhere(rule: str, severity: str, width: int) -> list[str]:
    """TOML: one line if it fits."""
    said = f'"{rule}" = "{severity}"'
    return ["[rules]", said] if len(said) <= width else _table(rule, severity)


def _table(rule: str, severity: str) -> list[str]:
    """TOML to which more keys can be added, however long the rule's name is."""
    return [f'[rules."{rule}"]', f'severity = "{severity}"']


def _severity(rule: Rule, override: Override | None) -> str:
    if override is None:
        return rule.severity
    where = [f"in {', '.join(override.regions)}"] if override.regions else []
    where += [f"for {', '.join(override.coordinates)}"] if override.coordinates else []
    return f"{override.severity} as configured {' '.join(where)}".rstrip() + (
        f", else {rule.severity}" if where else f" (by itself {rule.severity})"
    )


def _words(text: str) -> str:
    return ", ".join(word.replace("_", " ") for word in text.split())
