"""The command line: reads options, calls the floors below, prints.

In: arguments. Out: data on stdout, everything else on stderr, an exit code. Each command lies in
a file of its own under `commands` and is imported when it is called.
"""

import gc
import os
import sys
from contextlib import suppress

from schemadoc.collector import without_gc

# Nothing of a library that loads is garbage.
with without_gc():
    from schemadoc.cli.app import cli


def main() -> None:
    """Run a command, and end the process."""
    # What a command makes it needs until it ends; `serve`, which does not, looks for garbage.
    gc.disable()
    try:
        cli(prog_name="schemadoc")
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        # Freeing what the run made, one value after the other, takes longer than many a command.
        os._exit(ended.code if isinstance(ended.code, int) else 0)


__all__ = ["cli", "main"]
