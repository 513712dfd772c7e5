"""Python's garbage collector, held back while many values are made.

In: nothing. Out: `without_gc()`, and `with_gc()` where some of it becomes garbage after all. A
module of its own because reading and comparing both make hundreds of thousands of values that refer
to nothing, which the collector would visit again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_gc() -> Iterator[None]:
    """Hold the collector back: what is made meanwhile is kept, and none of it is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def with_gc() -> Iterator[None]:
    """Collect what becomes garbage meanwhile, in forked processes too, and nothing made before."""
    enabled = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not enabled:
            gc.disable()
