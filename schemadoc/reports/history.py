"""What was stored and what was pruned, for people.

In: `Outcome`s. Out: text, one line each. A module of its own because a history is no table of
elements.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemadoc.history import Outcome
from schemadoc.reports.terminal import Style, safe


def text(outcomes: Sequence[Outcome], style: Style) -> str:
    """One line for everything that was done; for nothing, that too."""
    if not outcomes:
        return "nothing to do\n"
    return "".join(f"{_line(outcome, style)}\n" for outcome in outcomes)


def _line(outcome: Outcome, style: Style) -> str:
    said = f"{safe(outcome.region)} {outcome.date.isoformat()}: {_words(outcome, style)}"
    if outcome.revision:
        said += style.dim(f" ({outcome.revision[:12]})")
    return said


def _words(outcome: Outcome, style: Style) -> str:
    place = safe(outcome.path)
    if outcome.action == "unchanged":
        since = outcome.since.isoformat() if outcome.since else ""
        return style.dim(f"unchanged since {since}")
    if outcome.action == "pruned":
        return style.yellow(f"pruned {place}")
    until = f", in force until {outcome.until.isoformat()}" if outcome.until else ""
    return style.green(outcome.action) + f" {place}{until}"
