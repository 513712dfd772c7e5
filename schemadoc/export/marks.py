"""The names that our SDL needs beside the schema's own.

In: the names that a schema uses. Out: `Marks`, names that it does not use. A module of its own
because the writer and the reader of our SDL must agree on them.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

# The directive's first argument, and the version of what it says: this tells our SDL from others'.
VERSION_KEY = "schemadoc"
VERSION = 1
# `element` of what only stands there so that the document is valid.
NOTHING = "none"


class Marks(NamedTuple):
    """Names of our own, all derived from the directive's."""

    directive: str

    @property
    def value(self) -> str:
        """The scalar of the directive's arguments."""
        return f"{self.directive}_Value"

    @property
    def unknown(self) -> str:
        """The scalar of what nothing is known of."""
        return f"{self.directive}_Unknown"

    @property
    def member(self) -> str:
        """The only member of what has none that is known."""
        return f"{self.directive}_none"

    @property
    def object(self) -> str:
        """The object type where one must stand and none is known."""
        return f"{self.directive}_Object"

    @property
    def types(self) -> frozenset[str]:
        """The types that are no part of the schema."""
        return frozenset({self.value, self.unknown, self.object})


def unused(names: Container[str]) -> Marks:
    """Marks that no name of the schema meets."""
    marks = Marks(VERSION_KEY)
    while any(name in names for name in (marks.directive, marks.member, *marks.types)):
        marks = Marks(f"{marks.directive}_")
    return marks
