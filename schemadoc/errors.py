"""What can go wrong, as one tree; each class carries the exit code of the command line.

    SchemadocError          2
    ├── UsageError          2   an option, an argument or a name that does not fit
    ├── ConfigError         2   schemadoc.toml says something that cannot be
    ├── InputError          3   a source, a snapshot or a template could not be read
    ├── OutputError         3   what was made cannot be written, or would be wrong (a broken link)
    └── NetworkError        4   an endpoint or a page could not be reached

A message says where (file and line), what was found, what was expected and what to do.
Several may be reported at once: see `report`.
"""

from __future__ import annotations

from collections.abc import Iterable


class SchemadocError(Exception):
    """The root: every error a user can cause or can mend."""

    exit_code = 2

    def __init__(
        self,
        problem: str,
        *,
        path: str | None = None,
        line: int | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        """Keep the parts apart, so that reports can lay them out.

        Args:
            problem: what was found, one sentence without its full stop.
            path: the file, or None where there is none.
            line: counted from 1.
            expected: what would have been right.
            fix: what the reader can do.
        """
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line
        self.expected = expected
        self.fix = fix

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        parts = [self.problem]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.fix:
            parts.append(self.fix)
        return place + "; ".join(parts)


class UsageError(SchemadocError):
    """An option, an argument or a name that does not fit."""


class ConfigError(SchemadocError):
    """The configuration says something that cannot be."""


class InputError(SchemadocError):
    """A source could not be read."""

    exit_code = 3


class OutputError(SchemadocError):
    """What was made cannot be written, or would be wrong."""

    exit_code = 3


class NetworkError(SchemadocError):
    """An endpoint or a page could not be reached."""

    exit_code = 4


class ManyErrors(SchemadocError):  # noqa: N818  (the plural says it better)
    """Several errors found in one go; the exit code is that of the first in the order 2, 3, 4."""

    def __init__(self, errors: Iterable[SchemadocError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))
        self.exit_code = min(error.exit_code for error in self.errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def report(errors: Iterable[SchemadocError]) -> None:
    """Raise what was gathered: nothing, the one error, or all of them together."""
    found = tuple(errors)
    if len(found) == 1:
        raise found[0]
    if found:
        raise ManyErrors(found)
