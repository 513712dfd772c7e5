"""The options that several commands share.

In: text of the command line. Out: click decorators that give typed values. A module of its own so
that an option means the same in every command.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def read_date(ctx: click.Context, param: click.Parameter, value: Any) -> datetime.date | None:
    """Read a date, as YYYY-MM-DD and in no other way; none is none."""
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        found = datetime.date.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise click.BadParameter(f"{value!r} is no date; expected one like 2025-02-10", ctx, param)
    return found


def today(command: F) -> F:
    """`--today`, in place of the clock."""
    return click.option(
        "--today",
        callback=read_date,
        metavar="YYYY-MM-DD",
        default=datetime.date.today,  # the one place that asks the clock
        help="The day to reckon from, in place of the clock.",
    )(command)


def regions(command: F) -> F:
    """`--region`, repeatable."""
    return click.option(
        "--region", "regions", metavar="R", multiple=True, help="Only this region; repeatable."
    )(command)


def sources(command: F) -> F:
    """`--source`, repeatable: files that no configuration names."""
    return click.option(
        "--source",
        "files",
        metavar="FILE",
        multiple=True,
        help="Read this file instead of what the configuration names; repeatable.",
    )(command)


def formats(*names: str, default: str | None = None) -> Callable[[F], F]:
    """`--format`, the first one the default, and `--output`."""

    def add(command: F) -> F:
        output = click.option(
            "-o", "--output", metavar="FILE", help="Write here; whole or not at all."
        )
        choice = click.option(
            "--format",
            "form",
            type=click.Choice(names),
            default=default or names[0],
            show_default=True,
            help="How to write it.",
        )
        return choice(output(command))

    return add


def texts(values: Sequence[str]) -> str:
    """Names for a sentence: `a, b and c`."""
    return " and ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)
