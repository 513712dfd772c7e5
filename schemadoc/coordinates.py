"""Schema coordinates, as the GraphQL specification writes them.

In: text such as `Query.account(id:)`. Out: its parts, its text, the element that contains it.
A module of its own because every other one speaks in coordinates and none should cut strings.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = "[_A-Za-z][_0-9A-Za-z]*"
_PATTERN = re.compile(
    rf"(?P<at>@)?(?P<name>{_NAME})(?:\.(?P<member>{_NAME}))?(?:\((?P<argument>{_NAME}):\))?"
)


class Coordinate(NamedTuple):
    """The parts of one coordinate; `str()` gives its text."""

    name: str
    member: str | None = None
    argument: str | None = None
    directive: bool = False

    def __str__(self) -> str:
        member = f".{self.member}" if self.member else ""
        argument = f"({self.argument}:)" if self.argument else ""
        return f"{'@' if self.directive else ''}{self.name}{member}{argument}"

    @property
    def last(self) -> str:
        """The element's own name: the argument, else the member, else the type or directive."""
        return self.argument or self.member or self.name

    @property
    def parent(self) -> Coordinate | None:
        """The containing element, or None for a named type or a directive."""
        if self.argument:
            return self._replace(argument=None)
        return self._replace(member=None) if self.member else None


def parse(text: str) -> Coordinate | None:
    """Read a coordinate; None where the text is none."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        return None
    parts = Coordinate(
        found["name"], found["member"], found["argument"], directive=found["at"] is not None
    )
    bare_argument = parts.argument and not parts.member and not parts.directive
    return None if bare_argument or (parts.directive and parts.member) else parts


def parent(text: str) -> str | None:
    """The containing element's coordinate as text: cheap, for coordinates known to be valid."""
    above, found, _ = text.partition("(" if text[-1:] == ")" else ".")
    return above if found else None


def last(text: str) -> str:
    """The element's own name: `b` of `A.b`, `c` of `A.b(c:)`, `d` of `@d`."""
    if text.endswith(":)"):
        return text[text.index("(") + 1 : -2]
    return text.rpartition(".")[2].removeprefix("@")


def is_name(text: str) -> bool:
    """Whether the text is a GraphQL name."""
    return re.fullmatch(_NAME, text) is not None
