"""What was stored and what was pruned, for people.

In: `Outcome`s. Out: text, a line each. A module of its own because a history is no table of
elements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemadoc.history import Outcome
from schemadoc.reports.terminal import Style, safe, wrap


def text(outcomes: Sequence[Outcome], style: Style) -> str:
    """A line for everything that was done, wrapped where it is long; for nothing, that too."""
    if not outcomes:
        return "nothing to do\n"
    return "".join(f"{line}\n" for outcome in outcomes for line in _lines(outcome, style))


def _lines(outcome: Outcome, style: Style) -> list[str]:
    first = f"{safe(outcome.region)} {outcome.date.isoformat()}: "
    said = _words(outcome)
    if outcome.revision:
        said += f" ({outcome.revision[:12]})"
    action, paint = outcome.action, _paint(outcome, style)
    lines = wrap(said, first=first, width=style.width)
    return [lines[0].replace(f": {action}", f": {paint(action)}", 1), *lines[1:]]


def _paint(outcome: Outcome, style: Style) -> Callable[[str], str]:
    return {"unchanged": style.dim, "pruned": style.yellow}.get(outcome.action, style.green)


def _words(outcome: Outcome) -> str:
    if outcome.action == "unchanged":
        return f"unchanged since {outcome.since.isoformat() if outcome.since else ''}"
    until = f", in force until {outcome.until.isoformat()}" if outcome.until else ""
    return f"{outcome.action} {outcome.path}{until}"
