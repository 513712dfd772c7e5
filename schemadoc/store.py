"""A snapshot as canonical JSON, and back.

In: a `Snapshot`. Out: text with one element a line, keys in the model's order, elements sorted:
same facts, same bytes, and a `git diff` that reads well. A module of its own because the store's
bytes are a promise to everyone who keeps snapshots.
"""

from __future__ import annotations

import msgspec

from schemadoc.errors import InputError
from schemadoc.model import Snapshot

_ENCODER = msgspec.json.Encoder()


def dumps(snapshot: Snapshot) -> bytes:
    """The canonical text: the head on the first line, then one element a line."""
    head = msgspec.structs.asdict(snapshot)
    del head["elements"]
    start = _ENCODER.encode(head)[:-1] + b',"elements":['
    lines = b",\n".join(_ENCODER.encode(element) for element in snapshot.elements)
    return start + (b"\n" + lines + b"\n" if lines else b"") + b"]}\n"


def loads(data: bytes, path: str = "snapshot") -> Snapshot:
    """Read a stored snapshot.

    Raises:
        InputError: when the text is no snapshot of this version.
    """
    try:
        snapshot = msgspec.json.decode(data, type=Snapshot)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(
            f"no stored snapshot: {error}", path=path, expected="what `export --format json` writes"
        ) from error
    if snapshot.schemadoc != 1:
        raise InputError(
            f"a snapshot of format {snapshot.schemadoc}", path=path, expected="format 1"
        )
    return snapshot
