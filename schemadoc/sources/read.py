"""One file as one reading, whatever kind of source it is.

In: bytes or a file's path, and what the configuration says of it. Out: `Reading`. A module of its
own: it is the only place that knows all readers, and the only one here that opens files.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from schemadoc import store
from schemadoc.errors import InputError
from schemadoc.model import Snapshot
from schemadoc.sources import detect
from schemadoc.sources.facts import UNNAMED, Options, Reading, covering

# More than any schema needs; a file is held in memory several times over while it is read.
LIMIT = 100 * 1024 * 1024


def read_file(path: Path, shown: str, options: Options) -> Reading:
    """Read a file.

    Args:
        path: where it is.
        shown: how messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: when it cannot be opened, is too large, or is no source.
    """
    return read(read_bytes(path, shown), shown, options)


def read_text(path: Path, shown: str) -> str:
    """The text of a page, for what works on pages as they are.

    Raises:
        InputError: when the file cannot be opened, is too large, or is no text.
    """
    return detect.readable(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file within the limit.

    Raises:
        InputError: when it cannot be opened or is too large.
    """
    try:
        with path.open("rb") as file:
            # Asked for before anything is read: nothing larger ever gets into memory.
            if path.stat().st_size <= LIMIT:
                data = file.read(LIMIT + 1)
                if len(data) <= LIMIT:
                    return data
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise InputError(f"cannot be read: {said}", path=shown, expected="a file") from error
    raise _too_large(shown)


def _too_large(path: str) -> InputError:
    return InputError(
        "is too large",
        path=path,
        expected=f"at most {LIMIT // 1024 // 1024} MB",
        fix="split the file, or leave out what is no schema",
    )


def read(data: bytes, path: str, options: Options) -> Reading:
    """Read a source.

    Args:
        data: the bytes.
        path: as messages and sources name it.
        options: what the configuration says of it; without a kind, the content tells it.

    Raises:
        InputError: when it is too large, no source, or none of the kind that the configuration
            names.
    """
    return read_as(kind_of(data, path, options), data, path, options)


def kind_of(data: bytes, path: str, options: Options) -> detect.Kind:
    """What a source is read as.

    Args:
        data: the bytes.
        path: as messages name it.
        options: what the configuration says of it.

    Raises:
        InputError: when it is too large, or no source.
    """
    if len(data) > LIMIT:  # what git or the network gave
        raise _too_large(path)
    kind = detect.detect(data, path)
    # A stored snapshot is never taken for anything else, whatever source it was made of.
    return options.kind if kind != "snapshot" and options.kind is not None else kind


def read_as(kind: detect.Kind, data: bytes, path: str, options: Options) -> Reading:
    """Read a source of a known kind.

    Args:
        kind: as `kind_of` has it.
        data: the bytes.
        path: as messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: when it is none of that kind.
    """
    if kind == "snapshot":
        return _snapshot(store.loads(data, path), options)
    # Each reader is loaded when a source needs it: SDL pays for graphql-core, JSON does not.
    if kind == "introspection":
        from schemadoc.sources import introspection

        return introspection.read(data, path, options)
    if kind == "sdl":
        from schemadoc.sources import sdl

        return sdl.read(data, path, options)
    from schemadoc.sources.pages import page

    return page.read(detect.readable(data, path), path, options, data)


def _snapshot(stored: Snapshot, options: Options) -> Reading:
    """A stored snapshot as a source: what it says stands, under the region that asks for it."""
    snapshot = msgspec.structs.replace(
        stored,
        region=stored.region if options.region == UNNAMED else options.region,
        captured=options.captured or stored.captured,
        coverage=covering(stored.coverage, options.covers, limits=True),
    )
    return Reading(snapshot, ())
