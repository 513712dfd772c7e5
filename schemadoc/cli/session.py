"""What holds for one run of a command, and how a command speaks.

In: the global options. Out: `Session`, with messages for people on stderr and data on stdout or in
a file. A module of its own because "data to stdout, everything else to stderr, files whole or not
at all" is said here once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import click

from schemadoc.errors import OutputError


class Session(NamedTuple):
    """The global options."""

    config: str | None = None
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False

    def note(self, message: str) -> None:
        """Say something on stderr, unless --quiet."""
        if not self.quiet:
            click.echo(f"schemadoc: {_one_line(message)}", err=True)

    def detail(self, message: str) -> None:
        """Say something that only --verbose wants."""
        if self.verbose:
            self.note(message)

    def colored(self, output: str | None) -> bool:
        """Whether data may be coloured: on a terminal that did not ask for none."""
        plain = self.no_color or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        return not plain and output in (None, "-") and sys.stdout.isatty()

    def width(self, output: str | None) -> int:
        """How long a line may be: as wide as the terminal, and 80 where there is none."""
        if output not in (None, "-") or not sys.stdout.isatty():
            return 80
        import shutil  # for terminals alone

        return min(max(shutil.get_terminal_size().columns, 40), 120)


def _one_line(message: str) -> str:
    from schemadoc.reports.terminal import safe  # not paid for by --help

    return safe(message)


def write(text: str, output: str | None) -> None:
    """Data to stdout, or to a file that is written whole or not at all.

    Raises:
        OutputError: when the file cannot be written.
    """
    data = text.encode("utf-8", "replace")
    if output is None or output == "-":
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise  # that nobody reads any more is no failure
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path="stdout") from error
    else:
        write_file(Path(output), data)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there.

    Raises:
        OutputError: when it cannot be written.
    """
    import tempfile  # needed by --output alone

    temporary: str | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if path.exists() and not path.is_file():  # a device or a pipe, which nothing can replace
            path.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"cannot be written: {error.strerror}", path=path.as_posix()) from error


def _mode(path: Path) -> int:
    """The mode of the file there, or what a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
