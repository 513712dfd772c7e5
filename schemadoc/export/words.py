"""Facts put back into the words they were read from.

In: a deprecation, or an element's facts. Out: the text of a `@deprecated` reason or a description
that reads as the same facts again. A module of its own because SDL and introspection results have
no other place for dates, links and error lists, and both must word them alike.
"""

from __future__ import annotations

import msgspec

from schemadoc import lifecycle, prose
from schemadoc.model import Deprecation, Element

_ERRORS = "The possible errors that can be raised are:"
_AUTHORIZATION = "This field requires the `Authorization` header to be set."


def reason(deprecation: Deprecation) -> str:
    """The text of a deprecation: its advice, its dates, its link."""
    dates = []
    if deprecation.marked_on:
        dates.append(f"- Marked as deprecated on {deprecation.marked_on.isoformat()}.")
    if deprecation.remove_on:
        dates.append(f"- Scheduled for removal on or after {deprecation.remove_on.isoformat()}.")
    for date in deprecation.unreadable_dates:
        wording = "Marked as deprecated on" if deprecation.remove_on else "Scheduled for removal on"
        dates.append(f"- {wording} {date}.")
    advice = deprecation.reason or ""
    link = ""
    if deprecation.url and deprecation.url not in advice:
        link = f"Read more about this deprecation at: {deprecation.url}"
    return "\n\n".join(part for part in (advice, "\n".join(dates), link) if part)


def says(text: str, deprecation: Deprecation) -> bool:
    """Whether a directive's reason reads as a deprecation, its replacements aside."""
    found = lifecycle.read(text, "directive").deprecation
    return msgspec.structs.replace(found, replacements=deprecation.replacements) == deprecation


def description(element: Element) -> str | None:
    """An element's prose with the facts that were taken out of it.

    They follow the prose; they stand before it where it ends in something that would swallow them.
    """
    facts = _facts(element)
    if not facts:
        return element.description
    text = element.description
    if text is None:
        return "\n\n".join(facts)
    after = "\n\n".join((text, *facts))
    return after if prose.read(after).description == text else "\n\n".join((*facts, text))


def _facts(element: Element) -> list[str]:
    facts: list[str] = []
    if element.requires_authorization:
        facts.append(_AUTHORIZATION)
    if element.deprecation and element.deprecation.origin == "block":
        facts.append(f"The '{element.name}' field is deprecated.\n\n{reason(element.deprecation)}")
    if element.errors:
        rows = [f"- {e.code}: {e.message}" if e.message else f"- {e.code}" for e in element.errors]
        facts.append("\n".join((_ERRORS, "", *rows)))
    return facts
