"""The command line: reads options, calls the floors below, prints.

In: arguments. Out: data on stdout, everything else on stderr, an exit code. Each command lies in
a file of its own under `commands` and is imported when it is called.
"""

import gc

from schemadoc.cli.app import cli


def main() -> None:
    """Run a command."""
    try:
        cli(prog_name="schemadoc")
    finally:
        # The process ends: nothing of it need be looked through for garbage once more.
        gc.freeze()


__all__ = ["cli", "main"]
