"""One source, whatever it is, as a reading.

In: a file, or its bytes. Out: `Reading`. A module of its own: it is the one door through which
every command reads, and the only place where files are opened.
"""

from __future__ import annotations

from pathlib import Path

from schemadoc.errors import InputError
from schemadoc.sources import detect
from schemadoc.sources.facts import Options, Reading


def read_file(path: Path, shown: str, options: Options) -> Reading:
    """Read a file.

    Args:
        path: where it is.
        shown: how messages and sources name it.
        options: what the configuration says of it.

    Raises:
        InputError: when it cannot be read, is too large, or is nothing known here.
    """
    try:
        size = path.stat().st_size
        if size > detect.LIMIT:
            raise detect.too_large(size, shown)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", path=shown, expected="a readable file"
        ) from error
    return read(data, shown, options)


def read(data: bytes, path: str, options: Options) -> Reading:
    """Read the bytes of a source; its kind is the configured one, else what it is."""
    text = detect.decode(data, path)
    form = options.kind or detect.detect(text, path)
    if form == "introspection":
        from schemadoc.sources import introspection

        return introspection.read(text, path, options, data)
    if form == "sdl":
        from schemadoc.sources import sdl

        return sdl.read(text, path, options, data)
    if form == "page":
        from schemadoc.sources.pages import page

        return page.read(text, path, options, data)
    from schemadoc import store

    return Reading(store.loads(text.encode(), path), ())
