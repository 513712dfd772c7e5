"""A deprecation's life: its dates, its status on a given day, what replaces the element.

In: the text of a deprecation (a directive's reason, a page's block) or a `Deprecation` and a day.
Out: `Reading`, replacements as coordinates, status and days left. A module of its own because
pages, schemas and descriptions word deprecations alike, and because the day is always an argument.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Literal, NamedTuple

from schemadoc import coordinates, typerefs
from schemadoc.model import ROOT_NAMES, Deprecation, Index

Status = Literal["overdue", "due", "scheduled", "undated"]
Origin = Literal["directive", "block", "prose"]

# The wordings of dates seen in the field; a new one is a new row.
_MARKED_WORDINGS = ("Marked as deprecated on", "Deprecated since")
_REMOVED_WORDINGS = (
    *(f"Scheduled for removal {word}" for word in ("on or after", "on", "after", "by")),
    *(f"To be removed {word}" for word in ("on or after", "on", "after", "by")),
    *(f"Removed {word}" for word in ("on or after", "on", "after", "by")),
    *(f"Removing {word}" for word in ("on", "after", "by")),
    *(f"Removal {word}" for word in ("on or after", "on", "after", "by")),
    *("Removal date", "Removal", "Sunset date", "Sunset on", "Sunset", "To be removed", "Removed"),
)
# What may stand before a wording, and goes with it.
_BEFORE = r"(?:(?:it )?will be |is |to be )?"
_MONTHS = "January February March April May June July August September October November December"
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS.split())
_DATES = (
    r"\d{4}-\d\d?-\d\d?",
    r"\d{4}/\d\d?/\d\d?",
    r"\d\d?[./]\d\d?[./]\d{4}",
    rf"\d\d?(?:st|nd|rd|th)? (?:{_MONTH})\.?,? \d{{4}}",
    rf"(?:{_MONTH})\.? \d\d?(?:st|nd|rd|th)?,? \d{{4}}",
)


@cache
def marking() -> re.Pattern[str]:
    """What tells the day on which an element was marked, and the day."""
    return _wording(_MARKED_WORDINGS)


@cache
def removal() -> re.Pattern[str]:
    """What tells the day of a removal, and the day."""
    return _wording(_REMOVED_WORDINGS)


def _wording(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Large: made where a text needs it."""
    words = "|".join(re.escape(wording) for wording in wordings)
    dates = "|".join(_DATES)
    return re.compile(
        rf"(?:^[ \t]*[-*•][ \t]*)?\b{_BEFORE}(?:{words})(?: (?:from|in) the (?:schema|API) on)?"
        rf":?[ \t]+(?P<date>{dates})"
        rf"(?:[ T\t]+\d\d:\d\d(?::\d\d)?)?(?:[ \t]*(?:UTC|Z))?\b\.?",
        re.IGNORECASE | re.MULTILINE,
    )


def _date(text: str) -> datetime.date | None:
    """The day that a text means; None where no calendar has it, or where it may be two."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    try:
        if month := re.search(_MONTH, text, re.IGNORECASE):
            name = month[0][:3].lower()
            at = next(n for n, one in enumerate(_MONTHS.split(), 1) if one[:3].lower() == name)
            return datetime.date(numbers[1], at, numbers[0])
        if numbers[0] > 31:
            return datetime.date(*numbers)
        day, month_number, year = numbers
        if "/" in text and day <= 12 and month_number <= 12 and day != month_number:
            return None
        if "/" in text and month_number > 12:
            day, month_number = month_number, day
        return datetime.date(year, month_number, day)
    except ValueError:
        return None


OWNER = re.compile(
    r"[ \t]*The ['`\"]?(?P<owner>[_0-9A-Za-z]+)['`\"]? "
    r"(?:field|argument|input field|enum value|value|query|mutation|type) is deprecated"
    r"(?:\.(?=\s|$)|(?=[ \t]*(?:\n|$)))[ \t]*"
)
LINK_LINE = re.compile(
    r"^[ \t]*(?:You can )?read more about this deprecation (?:on|at|here):?\s*?"
    r"(?:\n\s*)?[ \t]*(?P<url>https?://\S+)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_URL = re.compile(r"https?://[^\s<>\"')\]`]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_ADVICE = re.compile(
    r"\b(?:instead|use|using|replaced?|replacement|favou?r|via|superseded|migrate)\b", re.IGNORECASE
)
_QUOTED = re.compile(
    r"['`](?P<name>[_A-Za-z]\w*(?:\.[_A-Za-z]\w*)*)['`]"
    r"(?: (?:field )?on (?:the )?['`](?P<type>[_A-Za-z]\w*)['`])?(?! (?:header|extension))"
    r"(?P<root> (?:query|mutation|subscription)\b)?"
)
# A capital would more likely begin the name of a feature than that of a type.
_UNQUOTED = re.compile(r"\b(?:[Uu]s(?:e|ing)|favou?r of)(?: the)? (?P<name>[_a-z]\w*)\b")


class Reading(NamedTuple):
    """What the text of a deprecation says."""

    deprecation: Deprecation
    owner: str | None
    unreadable_dates: tuple[str, ...]


def read(text: str, origin: Origin) -> Reading:
    """Read the text of a deprecation: its dates, its link, and the advice that is left.

    Dates inside URLs are no dates. Replacements stay empty here: see `replacements`.
    """
    owner = OWNER.match(text)
    body = text[owner.end() :] if owner else text
    link = LINK_LINE.search(body)
    if link:
        body = body[: link.start()] + body[link.end() :]
    body, marked, bad_marked = _take_date(body, marking())
    body, removed, bad_removed = _take_date(body, removal())
    url = link["url"] if link else None
    if url is None and (found := _URL.search(body)):
        url = found[0].rstrip(".,;:")
    unreadable = bad_marked + bad_removed
    deprecation = Deprecation(
        reason=_tidy(body) or None,
        marked_on=marked,
        remove_on=removed,
        unreadable_dates=unreadable,
        url=url,
        origin=origin,
    )
    return Reading(deprecation, owner["owner"] if owner else None, unreadable)


def _take_date(
    text: str, wording: re.Pattern[str]
) -> tuple[str, datetime.date | None, tuple[str, ...]]:
    """The text without the wording, its date, and what looked like one and is none."""
    masked = _URL.sub(lambda url: "\0" * len(url[0]), text)
    found = wording.search(masked)
    if found is None:
        return text, None, ()
    rest = text[: found.start()] + text[found.end() :]
    date = _date(found["date"])
    return rest, date, () if date is not None else (found["date"],)


def _tidy(text: str) -> str:
    """Paragraphs parted by one empty line, no space at either end."""
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def replacements(reason: str, coordinate: str, index: Index) -> tuple[str, ...]:
    """What the advice names in the element's place.

    Args:
        reason: the advice.
        coordinate: of the deprecated element.
        index: where names are looked for: as a sibling field, a root field, then a type.

    Returns:
        coordinates where the name is found, else the quoted name itself; an unquoted word only
        where it is found. Headers, extensions and the element itself are none.
    """
    found: dict[str, None] = {}
    own = {_folded(coordinate), _folded(coordinates.last(coordinate))}
    for sentence in _SENTENCE.split(_URL.sub("", reason)):
        if not _ADVICE.search(sentence):
            continue
        for name, is_root in _names(sentence):
            place = _find(name, "" if is_root else coordinate, index) or name
            if is_root or _folded(place) not in own:
                found.setdefault(place)
        for match in _UNQUOTED.finditer(sentence):
            there = _find(match["name"], coordinate, index)
            if there and _folded(there) not in own:
                found.setdefault(there)
    return tuple(found)


def _folded(name: str) -> str:
    """A name without its case and underscores: `end_dt` is how a server's code calls `endDt`."""
    return name.replace("_", "").lower()


def _names(sentence: str) -> list[tuple[str, bool]]:
    """The names that a sentence quotes, and whether it calls each a query or a mutation."""
    matches = list(_QUOTED.finditer(sentence))
    return [
        (
            f"{match['type']}.{match['name']}" if match["type"] else match["name"],
            bool(match["root"]),
        )
        for match in matches
    ]


def _find(name: str, coordinate: str, index: Index) -> str | None:
    """The element that a name means from where it is said."""
    if name in index and "." in name:
        return name
    first, _, path = name.partition(".")
    for container in (coordinates.parent(coordinate), *ROOT_NAMES.values()):
        candidate = f"{container}.{first}"
        if candidate in index and candidate != coordinate:
            return _follow(candidate, path, index) if path else candidate
    argument = f"{coordinate.partition('(')[0]}({first}:)"
    if coordinate.endswith(")") and argument in index and argument != coordinate:
        return argument
    return name if name in index and name != coordinate else None


def _follow(start: str, path: str, index: Index) -> str | None:
    """Where a dotted path ends, field by field."""
    place = start
    for step in path.split("."):
        element = index.get(place)
        named = typerefs.name_of(element.ref) if element else None
        place = f"{named}.{step}"
        if place not in index:
            return None
    return place


def days_left(deprecation: Deprecation, today: datetime.date) -> int | None:
    """Days until the removal date: 0 on the day, negative afterwards, None without a date."""
    return (deprecation.remove_on - today).days if deprecation.remove_on else None


def status(deprecation: Deprecation, today: datetime.date, due_within: int = 90) -> Status:
    """Where a deprecation stands on a day: `due` is 0 to `due_within` days before its removal."""
    left = days_left(deprecation, today)
    if left is None:
        return "undated"
    if left < 0:
        return "overdue"
    return "due" if left <= due_within else "scheduled"
