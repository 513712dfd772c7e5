"""How far a build is, said on stderr.

In: steps and numbers of pages. Out: a line that counts on a terminal, a line for each step in a
log. A module of its own because it is loaded before all that a build needs: whoever waits sees at
once that something happens.
"""

from __future__ import annotations

import sys
from typing import Self

import click

from schemadoc.cli.session import Session

_WIDTH = 40


class Shown:
    """What is shown of a build, from its first step on."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.counts = not session.quiet and sys.stderr.isatty()
        self.step("reading the sources")

    def step(self, text: str) -> None:
        """Say what begins."""
        if self.counts:
            click.echo(f"\r{text.ljust(_WIDTH)}", nl=False, err=True)
        else:
            self.session.note(text)

    def pages(self, done: int, total: int) -> None:
        """Say how many pages there are."""
        if self.counts:
            self.step(f"{done:,} of {total:,} pages")
        elif done == 0:
            self.session.note(f"making {total:,} pages")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave an empty line to whatever is said next."""
        if self.counts:
            click.echo(f"\r{' ' * _WIDTH}\r", nl=False, err=True)
