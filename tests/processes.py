"""The program as a process of its own, as tests start it that press keys."""

from __future__ import annotations

import sys

_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from schemadoc.cli import main
main()
"""


def heeding(*arguments: str) -> list[str]:
    """A command that Ctrl-C interrupts: in the background of a script the key would be ignored."""
    return [sys.executable, "-c", _PROGRAM, *arguments]
