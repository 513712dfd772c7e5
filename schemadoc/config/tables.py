"""TOML tables read key by key, with all that is wrong gathered.

In: a table and where it stands. Out: typed values; what does not fit, and every key that nobody
asked for, becomes a problem with its place (`region[2].source[0].path`) and its line. A module of
its own because it knows TOML and nothing of what a configuration means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from schemadoc.errors import ConfigError, SchemadocError


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like another one; None where none is known."""
    import difflib  # for mistakes alone

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.0)
    return close[0] if close else None


def key_lines(text: str) -> dict[str, int]:
    """The line of every table and key, by the place that messages name: `region[0].id`."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$", line)
        if header:
            prefix = _place_of_header(header[2], header[1] == "[[", counts)
            lines.setdefault(prefix, number)
            prefix += "."
        elif key := re.match(r"\s*([\w-]+|\"[^\"]+\"|'[^']+')\s*(?:\.[^=]*)?=", line):
            lines.setdefault(prefix + key[1].strip("\"'"), number)
    return lines


def _place_of_header(name: str, is_list: bool, counts: dict[str, int]) -> str:
    place = ""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    for at, part in enumerate(parts):
        place = f"{place}.{part}" if place else part
        if is_list and at == len(parts) - 1:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = f"{place}[{counts[place]}]"
    return place


class Problems:
    """What is wrong with one file, gathered."""

    def __init__(self, shown: str, lines: Mapping[str, int]) -> None:
        self.shown = shown
        self.lines = lines
        self.found: list[SchemadocError] = []

    def add(self, place: str, problem: str, *, expected: str | None = None) -> None:
        """Note a problem at the line of its place, or of the nearest table around it."""
        around = place
        while around and around not in self.lines:
            around = around[: max(around.rfind("."), around.rfind("["), 0)]
        line = self.lines.get(around)
        text = f"{place}: {problem}" if place else problem
        self.found.append(ConfigError(text, path=self.shown, line=line, expected=expected))


class Table:
    """One table being read: every key asked for is known, the others are errors."""

    def __init__(self, values: Mapping[str, Any], place: str, problems: Problems) -> None:
        self.values = values
        self.place = place
        self.problems = problems
        self.known: list[str] = []

    def at(self, key: str) -> str:
        """The place of a key."""
        return f"{self.place}.{key}" if self.place else key

    def wrong(self, key: str, expected: str) -> None:
        """Note that a key's value does not fit."""
        found = _shown_value(self.values[key])
        self.problems.add(self.at(key), found, expected=expected)

    def _get(self, key: str) -> Any:
        self.known.append(key)
        return self.values.get(key)

    def text(
        self, key: str, pattern: re.Pattern[str] | None = None, expected: str = "text"
    ) -> str | None:
        """A text that is not empty and fits the pattern."""
        value = self._get(key)
        if value is None:
            return None
        fits = (
            isinstance(value, str) and value.strip() and (not pattern or pattern.fullmatch(value))
        )
        if not fits:
            self.wrong(key, expected)
            return None
        return str(value)

    def url(self, key: str) -> str | None:
        """An http or https URL."""
        value = self.text(key)
        if value is not None and not is_url(value):
            self.wrong(key, "a URL that begins with https:// or http://")
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.wrong(key, 'a list of texts, like ["a", "b"]')
            return None
        return tuple(value)

    def choice(self, key: str, allowed: Collection[str]) -> Any:
        """One of a few words."""
        value = self._get(key)
        if value is None or value in allowed:
            return value
        self.wrong(key, one_of(allowed))
        return None

    def days(self, key: str, default: int) -> int:
        """A number of days, 0 or more."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.wrong(key, "a number of days, 0 or more")
            return default
        return value

    def date(self, key: str) -> datetime.date | None:
        """A date, with or without quotes."""
        value = self._get(key)
        if isinstance(value, str):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                self.wrong(key, "a date like 2025-02-10")
                return None
        if value is None or type(value) is datetime.date:
            return value
        self.wrong(key, "a date like 2025-02-10")
        return None

    def table(self, key: str) -> Table:
        """A table inside; empty where it is not there."""
        value = self._get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(key, f"a table [{self.at(key)}]")
            value = None
        return Table(value or {}, self.at(key), self.problems)

    def tables(self, key: str) -> list[Table]:
        """A list of tables."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            header = re.sub(r"\[\d+\]", "", self.at(key))
            self.wrong(key, f"tables, each under a [[{header}]] of its own")
            return []
        return [Table(v, f"{self.at(key)}[{at}]", self.problems) for at, v in enumerate(value)]

    def done(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.values:
            if key not in self.known:
                near = nearest(key, self.known)
                self.problems.add(self.at(key), f"unknown key; nearest known key is {near}")


def _shown_value(value: Any) -> str:
    if isinstance(value, dict):
        return "found a table"
    if isinstance(value, list):
        return "found a list"
    if isinstance(value, bool):
        return f"found {str(value).lower()}"
    return f"found {value!r}" if isinstance(value, str) else f"found {value}"


def one_of(allowed: Iterable[str]) -> str:
    """The words allowed, as an expectation."""
    return "one of " + ", ".join(allowed)


def is_url(value: str) -> bool:
    """Whether a text is an http or https URL."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
