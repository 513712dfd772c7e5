"""Values of scalars that look right for what they are called.

In: a scalar's name, the name of an argument or field, its coordinate. Out: a JSON value, the same
for the same coordinate in every build. A module of its own because it is a table of words and
nothing else; addresses, numbers and names in it belong to nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

_M = TypeVar("_M")

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_VAGUE = frozenset({"number", "reference"})


class Seed:
    """Choices that follow from a coordinate alone."""

    def __init__(self, coordinate: str) -> None:
        digest = hashlib.sha256(coordinate.encode("utf-8", "backslashreplace"))
        self.hex = digest.hexdigest()
        self.number = int.from_bytes(digest.digest()[:8], "big")

    def of(self, words: Sequence[str]) -> str:
        """One of some words."""
        return words[self.number % len(words)]

    def between(self, low: int, high: int) -> int:
        """A whole number."""
        return low + self.number % (high - low + 1)

    def digits(self, many: int) -> str:
        """A number of so many digits, none of them a zero in front."""
        return str(self.between(10 ** (many - 1), 10**many - 1))


def scalar(type_name: str, name: str, coordinate: str) -> Any:
    """A value of a scalar; one that nobody knows is a text."""
    seed = Seed(coordinate)
    words = split(name)
    if words in _VAGUE:
        # The number of what? Its type says it.
        words = f"{split(coordinate.partition('.')[0])} {words}"
    for pattern, maker in _scalar_rules():
        if pattern.fullmatch(type_name):
            return maker(words, seed)
    return _string(words, seed)


def is_known(type_name: str) -> bool:
    """Whether a scalar's name alone says what its values look like."""
    return any(pattern.fullmatch(type_name) for pattern, _ in _scalar_rules())


def split(name: str) -> str:
    """A name as words in small letters: `accountNumber` is `account number`."""
    return " ".join(_WORD.findall(name)).lower()


def _day(seed: Seed) -> str:
    return f"2025-{seed.between(1, 12):02}-{1 + seed.number // 12 % 28:02}"


def _time(seed: Seed) -> str:
    return f"{seed.between(7, 20):02}:{15 * (seed.number // 14 % 4):02}:00"


def _moment(seed: Seed) -> str:
    return f"{_day(seed)}T{_time(seed)}Z"


def _uuid(seed: Seed) -> str:
    h = seed.hex
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def _decimal(_words: str, seed: Seed) -> str:
    return f"{seed.between(1, 99)}.{seed.number // 99 % 100:02}"


def _float(words: str, seed: Seed) -> float:
    for pattern, value in (("latitude", 51.5), ("longitude", -0.12)):
        if pattern in words:
            return value
    return seed.between(10, 999) / 10


_INTS: tuple[tuple[str, Callable[[Seed], int]], ...] = (
    (r"(?:.* )?(first|last|limit|per page|page size|count|total count)", lambda _: 10),
    (r"(?:.* )?offset|skip", lambda _: 0),
    (r"page|(?:.* )?page number|version", lambda _: 1),
    (r"(?:.* )?year", lambda _: 2025),
    (r"(?:.* )?(month|hour|hours)", lambda seed: seed.between(1, 12)),
    (r"(?:.* )?day( of month)?", lambda seed: seed.between(1, 28)),
    (r".*(percent|limit|soc|level).*", lambda seed: 5 * seed.between(10, 18)),
    (r".*(amount|balance|price|cost|total).*", lambda seed: seed.between(1000, 9999)),
    (r"(?:.* )?(id|number)", lambda seed: int(seed.digits(5))),
)


def _int(words: str, seed: Seed) -> int:
    for pattern, maker in _int_rules():
        if pattern.fullmatch(words):
            return maker(seed)
    return seed.between(1, 60)


def _boolean(words: str, seed: Seed) -> bool:
    first = words.partition(" ")[0]
    return first in ("is", "has", "can", "should") or seed.number % 2 == 0


def _id(words: str, seed: Seed) -> str:
    return _string(words, seed) if re.search(r"number|code|uuid|token", words) else seed.digits(6)


# The first that fits a name's words is taken: what is more particular stands further up.
_STRINGS: tuple[tuple[str, Callable[[Seed], str]], ...] = (
    (r".*e ?mail( address)?", lambda s: f"{s.of(('ada', 'grace', 'alan'))}@example.com"),
    (r".*(phone|mobile|telephone|landline).*", lambda s: f"+44207946{s.between(0, 999):04}"),
    (r".*(postcode|post code|postal code|zip code|zip)", lambda s: f"AB{s.between(1, 9)} 2CD"),
    (r".*account( type| interface)? (number|reference).*", lambda s: f"A-{s.hex[:8].upper()}"),
    (r".*iban.*", lambda _: "GB33BUKB20201555555555"),
    (r".*sort code", lambda _: "20-20-15"),
    (r".*currency.*", lambda _: "EUR"),
    (r".*country( code)?", lambda _: "FR"),
    (r".*(language|locale).*", lambda _: "en-GB"),
    (r".*time ?zone.*", lambda _: "Europe/London"),
    (r".*(url|uri|link|href|website|webhook)", lambda s: f"https://example.com/{s.hex[:8]}"),
    (r".*password.*", lambda _: "correct-horse-battery-staple"),
    (r".*(token|secret|jwt|api key|signature).*", lambda s: s.hex[:32]),
    (r".*(uuid|guid)", _uuid),
    (r".*(sha|oid|hash|digest|checksum)", lambda s: s.hex[:40]),
    (r".*(datetime|date time|timestamp| at)", _moment),
    (r"(.* )?(date|day|from|until|since|dob|birthday)( of birth)?|.* on", _day),
    (r"(.* )?time", _time),
    (r".*(given name|first name|forename)", lambda s: s.of(("Ada", "Grace", "Alan"))),
    (r".*(family name|last name|surname)", lambda s: s.of(("Lovelace", "Hopper", "Turing"))),
    (r".*(full name|user name|customer name|person name|holder name|account holder)",
     lambda s: s.of(("Ada Lovelace", "Grace Hopper", "Alan Turing"))),
    (r".*(login|username|owner|assignee)", lambda s: s.of(("ada", "grace", "alan"))),
    (r".*(city|town|locality)", lambda _: "Springfield"),
    (r".*(street|address|line ?1).*", lambda s: f"{s.between(1, 99)} Station Road"),
    (r".*(mpan|mprn|mpxn|prm|pod|pdr|cups|spin)", lambda s: s.digits(13)),
    (r".*(serial number|imei|vin)", lambda s: s.hex[:12].upper()),
    (r".*(colou?r)", lambda s: f"#{s.hex[:6]}"),
    (r".*(description|notes?|comments?|reason|body|text|message|content|details)",
     lambda s: s.of(("Asked for by phone.", "As agreed last week.", "Please check once more."))),
    (r".*(title|subject|headline|label|display name|name)",
     lambda s: s.of(("First floor", "Garden house", "Workshop"))),
    (r".*(query|search|term|filter)", lambda s: s.of(("garden", "meter", "station"))),
    (r".*(status|state)", lambda _: "ACTIVE"),
    (r".*(type|kind|category)", lambda _: "STANDARD"),
    (r".*slug", lambda s: s.of(("garden-house", "first-floor", "workshop"))),
    (r".*(cursor|after|before)", lambda s: s.hex[:12]),
    (r".*(path|file)", lambda s: f"files/{s.hex[:6]}.txt"),
    (r".*ids?", lambda s: s.digits(6)),
    (r".*(number|reference)", lambda s: s.digits(8)),
    (r".*(code|key|identifier)", lambda s: s.hex[:6].upper()),
    (r".*(amount|price|cost|balance|value|rate)", lambda s: _decimal("", s)),
)  # fmt: skip


def _string(words: str, seed: Seed) -> str:
    for pattern, maker in _string_rules():
        if pattern.fullmatch(words):
            return maker(seed)
    return seed.of(("alpha", "bravo", "delta", "echo", "kilo", "lima", "oscar", "tango"))


_SCALARS: tuple[tuple[str, Callable[[str, Seed], Any]], ...] = (
    ("Int", _int),
    ("Float", _float),
    ("String", _string),
    ("Boolean", _boolean),
    ("ID", _id),
    ("(?i)(iso8601_?)?date", lambda _, seed: _day(seed)),
    ("(?i)(precise|iso8601_?)?(date_?time|timestamp|instant)(tz|utc)?",
     lambda _, seed: _moment(seed)),
    ("GitTimestamp", lambda _, seed: _moment(seed)),
    ("(?i)(local_?)?time", lambda _, seed: _time(seed)),
    ("(?i)duration", lambda _, seed: f"PT{seed.between(1, 12)}H"),
    ("(?i)(big_?)?decimal|money|numeric", _decimal),
    ("(?i)(big|long|unsigned|positive|non_?negative)_?int(eger)?|long|short|byte", _int),
    ("(?i)(ur[il]|html_?url|git_?ssh_?remote)",
     lambda _, seed: f"https://example.com/{seed.hex[:8]}"),
    ("(?i)email(_?address)?", lambda _, seed: _string("email", seed)),
    ("(?i)phone(_?number)?", lambda _, seed: _string("phone", seed)),
    ("(?i)uuid|guid", lambda _, seed: _uuid(seed)),
    ("(?i)generic_?scalar|json(_?object)?|map|object", lambda _words, _seed: {}),
    ("(?i)json_?string", lambda _words, _seed: "{}"),
    ("GitObjectID", lambda _, seed: seed.hex[:40]),
    ("(?i)base64(_?string)?", lambda _words, _seed: "ZXhhbXBsZQ=="),
    ("(?i)html", lambda words, seed: f"<p>{_string(words, seed)}</p>"),
)  # fmt: skip


# Many patterns, and few builds make examples: each table is made ready when it is first used.
def _compiled(table: Sequence[tuple[str, _M]]) -> tuple[tuple[re.Pattern[str], _M], ...]:
    return tuple((re.compile(pattern), maker) for pattern, maker in table)


@cache
def _int_rules() -> tuple[tuple[re.Pattern[str], Callable[[Seed], int]], ...]:
    return _compiled(_INTS)


@cache
def _string_rules() -> tuple[tuple[re.Pattern[str], Callable[[Seed], str]], ...]:
    return _compiled(_STRINGS)


@cache
def _scalar_rules() -> tuple[tuple[re.Pattern[str], Callable[[str, Seed], Any]], ...]:
    return _compiled(_SCALARS)
