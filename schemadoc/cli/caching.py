"""The cache of this machine's user, and what it may hold of this program's.

In: the environment. Out: `Cache`, a stamp of the program, a reader that remembers. A module of its
own because only the edge knows of environments, and several parts of a build keep things.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from schemadoc import __version__
from schemadoc.cache import NONE, Cache

if TYPE_CHECKING:
    from schemadoc.cli.loading import Reader

VARIABLE = "SCHEMADOC_CACHE"
# What our readers leave to others.
_LIBRARIES = ("graphql", "msgspec", "yaml")


def found() -> Cache:
    """The cache: in the folder that the environment names, else where users' caches lie.

    Returns:
        a cache that keeps nothing where the variable is empty or no folder can be told.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Cache(Path(named)) if named else NONE
    from platformdirs import user_cache_path  # a named folder does without

    folder = user_cache_path("schemadoc")
    # Without a home the folder would lie in the project.
    return Cache(folder) if folder.is_absolute() else NONE


def reader(project: Path) -> Reader:
    """What reads the sources of a project, and remembers what they said.

    Args:
        project: the folder of its configuration.
    """
    from schemadoc.sources import read
    from schemadoc.sources.remembered import Readings

    kept = found()
    if kept.folder is None:
        return read.read
    return Readings(kept, stamp(), project.absolute().as_posix()).read


@cache
def stamp() -> str:
    """What tells this program from its other versions, and from one that is being changed."""
    from schemadoc.render import resources

    files = [*resources.program(), *map(_library, _LIBRARIES)]
    said = [__version__, sys.version]
    for path in files:
        with suppress(OSError):
            status = path.stat()
            said.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256(ascii(said).encode()).hexdigest()


def _library(name: str) -> Path:
    """The first file of a library, which every installation writes anew; found, not loaded."""
    spec = find_spec(name)
    return Path(spec.origin if spec is not None and spec.origin is not None else os.devnull)
