"""The sources of a build, read by another process while this one loads what makes pages.

In: the global options. Out: nothing but readings in the user's cache, where the build finds them.
A module of its own because nothing depends on it: whatever goes wrong there, the build reads the
source itself, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from schemadoc import beside
from schemadoc.cli.session import Session


def begin(session: Session) -> Callable[[], object]:
    """Begin to read all sources; what is returned waits until they are read."""
    return beside.begin(partial(_read, session))


def _read(session: Session) -> bytes:
    from schemadoc.cli import caching, loading  # this process needs nothing else

    if caching.found().folder is not None:
        config = loading.load_config(session)
        loading.load(session, reader=caching.reader(config.root))
    return b""
