"""Any result as JSON.

In: structs, tuples and dicts of the other modules. Out: indented JSON text, its keys the structs'
fields. A module of its own so that msgspec's encoder is asked for in one place.
"""

from __future__ import annotations

from typing import Any

import msgspec

from schemadoc import store
from schemadoc.model import Snapshot


def render(value: Any) -> str:
    """Indented JSON with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def render_snapshot(snapshot: Snapshot, **more: Any) -> str:
    """The canonical text of a snapshot, with further keys at its end."""
    text = store.dumps(snapshot).decode()
    if not more:
        return text
    return text.removesuffix("}\n") + "," + msgspec.json.encode(more).decode()[1:] + "\n"
