"""The command line: reads options, calls the floors below, prints.

In: arguments. Out: data on stdout, everything else on stderr, an exit code. Each command lies in
a file of its own under `commands` and is imported when it is called.
"""

from schemadoc.cli.app import cli


def main() -> None:
    """Run a command."""
    cli(prog_name="schemadoc")


__all__ = ["cli", "main"]
