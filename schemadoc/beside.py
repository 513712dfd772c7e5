"""A piece of work that another process does while this one goes on.

In: a function that gives bytes. Out: these bytes, once somebody asks for them. A module of its own
because a fork is a matter of the system, and neither readers nor pages should know of it: where
there is none, or where the work fails, whoever asked does the work himself.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress


def begin(work: Callable[[], bytes]) -> Callable[[], bytes | None]:
    """Begin a piece of work, which leaves nothing behind but its bytes.

    Returns:
        what waits for the bytes, to be called once; it gives None where they are not to be had.
    """
    # Where other threads run, a fork may inherit a lock that nobody opens any more.
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return lambda: None
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        # Else it would wait for itself to read, where nobody else does any more.
        os.close(reading)
        _work(work, writing)
    os.close(writing)

    def wait() -> bytes | None:
        with os.fdopen(reading, "rb") as pipe:
            found = pipe.read()
        status = 1
        with suppress(ChildProcessError):
            _, status = os.waitpid(process, 0)
        return found if status == 0 else None

    return wait


def _work(work: Callable[[], bytes], writing: int) -> None:
    """Work without a word, and end the process."""
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
        status = 0
    finally:
        os._exit(status)
