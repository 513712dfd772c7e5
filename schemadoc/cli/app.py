"""The group of commands: an index, errors as one line each, exit codes.

In: arguments. Out: the command called, loaded only then, and its exit code. A module of its own
because `schemadoc --help` must not pay for commands that it only names.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from schemadoc.cli.session import Session
from schemadoc.collector import without_gc
from schemadoc.errors import ManyErrors, SchemadocError

INTERRUPTED = 130

# Each command's help line stands here too, so that the overview imports none of them.
COMMANDS: dict[str, str] = {
    "init": "Write a commented schemadoc.toml.",
    "build": "Build the static site.",
    "serve": "Serve the site here and rebuild it on change.",
    "regions": "Say what is known of each region.",
    "show": "Show one element in every region.",
    "compare": "Set the regions beside each other.",
    "diff": "Say what changed between two schemas or two dates.",
    "errors": "List the error codes, who raises them and who mentions them.",
    "deprecations": "List every deprecation with its dates and its status.",
    "diagnostics": "List everything that a reader found odd.",
    "explain": "Say what a rule means and how to silence it.",
    "export": "Write a region's normalized model.",
    "snapshot": "Store a region's snapshot for its history.",
    "redact": "Write a page without its prose, facts only.",
    "cache": "Empty the cache.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names, in the order of the index."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        with without_gc():
            module = importlib.import_module(f"schemadoc.cli.commands.{cmd_name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown one names the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from schemadoc.config import nearest  # not needed by any call that goes well

            near = nearest(args[0], COMMANDS)
            raise click.UsageError(f"no command {args[0]!r}; the nearest is {near}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The overview, from the index."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; that nobody reads any more is no failure (click would exit 1)."""
        try:
            return super().invoke(ctx)
        except click.exceptions.Exit as ended:
            # What the run made hangs on it, and is freed with the process: see `cli.main`.
            self.ended = ended
            raise
        except BrokenPipeError:
            # Python must not complain on its way out either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run, and turn whatever ends the run into lines on stderr and an exit code."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **extra)
            sys.stdout.flush()
        except BaseException as error:
            code = _ended(error)
        sys.exit(code if isinstance(code, int) else 0)


def _ended(error: BaseException) -> int:
    """Say what went wrong and give the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 0
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return INTERRUPTED
    if isinstance(error, SchemadocError):
        errors = error.errors if isinstance(error, ManyErrors) else (error,)
        for one in errors:
            _say(str(one))
        return error.exit_code
    if isinstance(error, click.ClickException):
        _say(_usage(error))
        return error.exit_code
    return _defect(error)


def _usage(error: click.ClickException) -> str:
    said = error.format_message().removesuffix(".")
    said = f"{said[:1].lower()}{said[1:]}"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{said}; see {error.ctx.command_path} --help"
    return said


def _defect(error: BaseException) -> int:
    """A fault of our own: never exit 1, which means findings."""
    if {"--verbose", "-v"} & set(sys.argv):
        import traceback  # not paid for by runs that go well

        traceback.print_exception(error)
    _say(f"a defect in schemadoc: {type(error).__name__}: {error}; --verbose shows where")
    return 3


def _say(message: str) -> None:
    from schemadoc.reports.terminal import safe  # only failing calls need it

    for line in message.split("\n"):
        click.echo(f"schemadoc: {safe(line)}", err=True)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from schemadoc import __version__

        click.echo(f"schemadoc {__version__}")
        ctx.exit()


@click.group("schemadoc", cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", metavar="FILE", help="The configuration; else schemadoc.toml, upwards.")
@click.option("-q", "--quiet", is_flag=True, help="Only errors on stderr.")
@click.option("-v", "--verbose", is_flag=True, help="More on stderr.")
@click.option("--no-color", is_flag=True, help="No colour, whatever the terminal.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="The version.",
)
@click.pass_context
def cli(ctx: click.Context, config: str | None, quiet: bool, verbose: bool, no_color: bool) -> None:
    """One API, many regional GraphQL endpoints: one model, one reference, what differs."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other", ctx)
    ctx.obj = Session(config=config, quiet=quiet, verbose=verbose, no_color=no_color)
