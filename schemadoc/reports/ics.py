"""The deprecation calendar as iCalendar (RFC 5545), for calendar programs to subscribe to.

In: calendar entries and a day. Out: text with one all-day event on each removal date. A module of
its own because the format has its own lines, escapes and promises of identity, and nothing else.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable, Iterable, Iterator

from schemadoc.compare.calendar import Entry

_PRODUCT = "-//schemadoc//deprecations//EN"
# RFC 5545 counts octets, without the line's end.
_LONGEST = 75
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

Link = Callable[[str], str | None]


def render(
    entries: Iterable[Entry], *, name: str, today: datetime.date, link: Link | None = None
) -> str:
    """The calendar; entries without a removal date have no place in it.

    Args:
        entries: of the deprecation calendar.
        name: what calendar programs call it.
        today: the day that the calendar is made.
        link: the absolute address of an element's page, where it is known.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escape(name)}",
        f"X-WR-CALNAME:{_escape(name)}",
    ]
    for entry in entries:
        lines += _event(entry, today, link(entry.coordinate) if link else None)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def uid(region: str, coordinate: str) -> str:
    """An event's identity: it follows from what is removed where, and moves with the date."""
    named = f"schemadoc:removal:{region}:{coordinate}".encode("utf-8", "backslashreplace")
    return str(uuid.uuid5(uuid.NAMESPACE_URL, named.decode()))


def _event(entry: Entry, today: datetime.date, href: str | None) -> list[str]:
    if entry.remove_on is None:
        return []
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(entry.region, entry.coordinate)}",
        f"DTSTAMP:{_compact(today)}T000000Z",
        f"DTSTART;VALUE=DATE:{_compact(entry.remove_on)}",
        f"SUMMARY:{_escape(f'Removal of {entry.coordinate} ({entry.region})')}",
        f"CATEGORIES:{_escape(entry.region)}",
        "TRANSP:TRANSPARENT",
    ]
    if description := _description(entry):
        lines.append(f"DESCRIPTION:{_escape(description)}")
    if href:
        lines.append(f"URL:{_CONTROLS.sub('', href)}")
    return [*lines, "END:VEVENT"]


def _description(entry: Entry) -> str:
    parts = [entry.reason or ""]
    if entry.replacements:
        parts.append(f"In its place: {', '.join(one.name for one in entry.replacements)}")
    parts.append(entry.url or "")
    return "\n\n".join(part for part in parts if part)


def _compact(date: datetime.date) -> str:
    return date.isoformat().replace("-", "")


def _escape(text: str) -> str:
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.translate(_ESCAPES)


def _fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, no letter cut in two."""
    if line.isascii():  # nearly all are: every letter is one octet
        yield line[:_LONGEST]
        for at in range(_LONGEST, len(line), _LONGEST - 1):
            yield f" {line[at : at + _LONGEST - 1]}"
        return
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
