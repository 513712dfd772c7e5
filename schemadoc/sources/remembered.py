"""What was read of each source, kept from one build to the next.

In: a cache, a stamp of the program, the bytes of a source. Out: the very reading that
`sources.read` gives, or the very error. A module of its own because a cache may be empty, damaged
or another program's: what it holds is used where it certainly fits, and nothing else depends on it.

What is kept is the reading of one source, before regions are put together: names that a page lost
are recovered with what other regions know, so that they follow from more than the source.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from schemadoc.cache import Cache
from schemadoc.collector import without_gc
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import Snapshot
from schemadoc.sources import read
from schemadoc.sources.facts import Options, Reading, source_of
from schemadoc.sources.sdl_outline import Definition, outline_of


class _Head(msgspec.Struct, gc=False):
    """What is looked at first: what was read by which program, and what was odd in it."""

    stamp: str
    digest: str
    diagnostics: tuple[Diagnostic, ...]
    outline: tuple[Definition, ...]


class _Entry(NamedTuple):
    """One source as it was read last; the large parts are decoded only where they are needed."""

    head: _Head
    snapshot: memoryview
    text: memoryview


class _Read(NamedTuple):
    """What was read; of a schema document also what it takes to find changes in it."""

    reading: Reading
    text: str = ""
    outline: tuple[Definition, ...] = ()


# Before an entry: the sizes of its parts.
_FRAME = struct.Struct("<3Q")
_HEAD = msgspec.msgpack.Decoder(_Head)
_SNAPSHOT = msgspec.msgpack.Decoder(Snapshot)
_ENCODER = msgspec.msgpack.Encoder()
# What the encoder says of halves of letters and of numbers beyond 64 bits; what a decoder says.
_NOT_ENCODED = (ValueError, OverflowError, RecursionError)
_NOT_DECODED = (msgspec.MsgspecError, ValueError, RecursionError)


class Readings:
    """The readings of a project's sources."""

    def __init__(self, cache: Cache, stamp: str, project: str) -> None:
        """Name what is kept.

        Args:
            cache: where.
            stamp: of the program; what another one read is read again.
            project: the folder that paths of sources are relative to.
        """
        self._cache = cache
        self._stamp = stamp
        self._project = project

    def read(self, data: bytes, path: str, options: Options) -> Reading:
        """Read a source, or as little of it as is new.

        Args:
            data: the bytes.
            path: as messages and sources name it.
            options: what the configuration says of it.

        Raises:
            InputError: when it is too large, no source, or none of the kind that the configuration
                names.
        """
        name = ascii((self._project, path, options))
        digest = hashlib.sha256(data).hexdigest()
        with without_gc():
            entry = self._entry(name)
            if entry is not None and entry.head.digest == digest:
                known = _reading(entry)
                if known is not None:
                    return known
            found = _new(entry, data, path, options)
            self._keep(name, digest, found)
        return found.reading

    def _entry(self, name: str) -> _Entry | None:
        data = self._cache.get(name)
        parts = _unpacked(data) if data is not None else None
        if parts is None:
            return None
        head, snapshot, text = parts
        try:
            entry = _Entry(_HEAD.decode(head), snapshot, text)
        except _NOT_DECODED:
            return None
        return entry if entry.head.stamp == self._stamp else None

    def _keep(self, name: str, digest: str, found: _Read) -> None:
        snapshot, diagnostics = found.reading
        head = _Head(self._stamp, digest, diagnostics, found.outline)
        try:
            parts = (_ENCODER.encode(head), _ENCODER.encode(snapshot), found.text.encode())
        except _NOT_ENCODED:
            return
        self._cache.put(name, _packed(parts))


def _packed(parts: Sequence[bytes]) -> bytes:
    return b"".join((_FRAME.pack(*map(len, parts)), *parts))


def _unpacked(data: bytes) -> list[memoryview] | None:
    """The parts of an entry, if it is one."""
    if len(data) < _FRAME.size:
        return None
    sizes = _FRAME.unpack_from(data)
    rest = memoryview(data)[_FRAME.size :]
    if sum(sizes) != len(rest):
        return None
    return [rest[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]


def _reading(entry: _Entry) -> Reading | None:
    try:
        return Reading(_SNAPSHOT.decode(entry.snapshot), entry.head.diagnostics)
    except _NOT_DECODED:
        return None


def _new(entry: _Entry | None, data: bytes, path: str, options: Options) -> _Read:
    kind = read.kind_of(data, path, options)
    if kind != "sdl":
        return _Read(read.read_as(kind, data, path, options))
    return _edited(entry, data, path, options) or _whole(data, path, options)


def _whole(data: bytes, path: str, options: Options) -> _Read:
    # Loaded where a source needs them, like every reader.
    from schemadoc.sources import sdl

    found = sdl.document(data, path, options)
    return _Read(found.reading, found.text, outline_of(found.definitions))


def _edited(entry: _Entry | None, data: bytes, path: str, options: Options) -> _Read | None:
    """A document that is nearly as it was."""
    if entry is None or not entry.head.outline:
        return None
    reading = _reading(entry)
    if reading is None:
        return None
    from schemadoc.sources import sdl_edits
    from schemadoc.sources.text import decode_text

    text, was = decode_text(data, path), str(entry.text, "utf-8", "replace")
    former = sdl_edits.Former(was, entry.head.outline, reading)
    found = sdl_edits.edited(former, text, path, options, source_of(data, path, "sdl", options))
    return _Read(found.reading, text, found.outline) if found is not None else None
