"""Facts judged by the rules: findings, each with its severity and an id that lasts.

In: the facts of a comparison and the configured severities. Out: `Finding`s. A module of its own
because facts know nothing of severity and rules nothing of configuration: here they meet.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from schemadoc import typerefs
from schemadoc.compare.changes import Change
from schemadoc.compare.rules import RULES, SEVERITIES, Override, Rule, Severity
from schemadoc.model import ElementKind, Location


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One judged change.

    `cause` is the fingerprint of the finding that it comes with: it has no cause of its own.
    `element`, `aspect`, `action` and `key` say in fields what a message says in words.
    """

    rule: str
    severity: Severity
    coordinate: str
    region: str | None
    element: ElementKind
    aspect: str
    action: str
    key: str | None
    old: Any
    new: Any
    date: datetime.date | None
    fingerprint: str
    cause: str | None
    approved: bool
    source: Location | None


_WORD = re.compile(r"\w+")

Overrides = Mapping[str, Override]

# Others fold under the finding that an element came, went or was replaced, or that a region moved.
_CAUSES = frozenset({"presence", "kind", "endpoint"})


def judge(
    facts: Iterable[Change], overrides: Overrides | None = None, region: str | None = None
) -> tuple[Finding, ...]:
    """Judge every fact that a rule speaks of.

    Args:
        facts: in any order.
        overrides: severities by rule id, in place of the rules' own.
        region: the region that both snapshots are of, where it is known.

    Returns:
        breaking, dangerous, safe; within each by coordinate, in the order of the facts.
    """
    judged = [(fact, rule) for fact in facts if (rule := RULES.get(_key(fact))) is not None]
    severity_of = {
        id(fact): _severity(rule, fact, overrides or {}, region) for fact, rule in judged
    }
    causes = {fact.coordinate: fact for fact, _ in judged if fact.aspect in _CAUSES}
    found = [
        Finding(
            rule=rule.id,
            severity=severity_of[id(_root(fact, causes))],
            coordinate=fact.coordinate,
            region=region,
            element=fact.element,
            aspect=fact.aspect,
            action=fact.action,
            key=fact.key,
            old=fact.old,
            new=fact.new,
            date=fact.date,
            fingerprint=fingerprint(fact),
            cause=_cause(fact, causes),
            approved=False,
            source=fact.source,
        )
        for fact, rule in judged
    ]
    return tuple(sorted(found, key=_place))


def _key(fact: Change) -> tuple[str, str, str]:
    return fact.element, fact.aspect, fact.action


def _place(finding: Finding) -> tuple[int, str]:
    return SEVERITIES.index(finding.severity), finding.coordinate


def _root(fact: Change, causes: Mapping[str, Change]) -> Change:
    """What decides the severity: what comes or goes inside another is no worse than that."""
    cause = causes.get(fact.within) if fact.within is not None else None
    if fact.aspect == "presence" and cause is not None and cause.aspect == "presence":
        return cause
    return fact


def _cause(fact: Change, causes: Mapping[str, Change]) -> str | None:
    cause = causes.get(fact.within) if fact.within is not None else None
    return fingerprint(cause) if cause is not None else None


def fingerprint(fact: Change) -> str:
    """Sixteen letters that name a change: of its fields alone, never of a rule's or message's text.

    The same from run to run and from one form of input to another; a change to another value is
    another change.
    """
    old, new = _told(fact)
    parts = (fact.coordinate, fact.aspect, fact.action, fact.key, old, new)
    return hashlib.sha256(_encoded(parts)).hexdigest()[:16]


def _encoded(parts: tuple[Any, ...]) -> bytes:
    try:
        return msgspec.json.encode(parts)
    except UnicodeEncodeError:  # half a letter, which only a broken source holds
        return repr(parts).encode("utf-8", "backslashreplace")


def _told(fact: Change) -> tuple[Any, Any]:
    """Both values without what only some forms of input tell.

    A page may know no more of a type than its name, folds lines as it likes, and has deprecations
    from elsewhere than a schema.
    """
    if fact.aspect == "type":
        old, new = _named(fact.old), _named(fact.new)
        return (old, new) if old and new and old != new else (fact.old, fact.new)
    if fact.aspect == "deprecation":
        return getattr(fact.old, "remove_on", None), getattr(fact.new, "remove_on", None)
    if fact.aspect in ("description", "reason"):
        return _spoken(fact.old), _spoken(fact.new)
    return fact.old, fact.new


def _named(value: Any) -> str | None:
    return typerefs.named_type(value) if isinstance(value, str) else getattr(value, "named", None)


def _spoken(text: str | None) -> str | None:
    """The words alone: inline code and bullets are lost where a page became text."""
    return " ".join(_WORD.findall(text)) if text is not None else None


def _severity(rule: Rule, fact: Change, overrides: Overrides, region: str | None) -> Severity:
    override = overrides.get(rule.id)
    if override is None:
        return rule.severity
    if override.regions and region not in override.regions:
        return rule.severity
    if override.coordinates and not any(
        fnmatchcase(fact.coordinate, pattern) for pattern in override.coordinates
    ):
        return rule.severity
    return override.severity
