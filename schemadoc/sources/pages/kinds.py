"""The kinds of types that a page refers to and does not document, as far as evidence proves them.

In: what examples print for a type, and what documents select of it. Out: `Kind`: an enum with the
values seen, a union or an interface with the members seen, a scalar, or a `type` where nothing
proves more. A module of its own because the same rules hold wherever a type is met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from schemadoc import typerefs
from schemadoc.model import ElementKind
from schemadoc.sources.pages.documents import Selected, Value

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_ENUM_VALUE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
# The words by which an abstract type says itself which of the two kinds it is.
_NAMED_KINDS: tuple[tuple[str, ElementKind], ...] = (("Interface", "interface"), ("Union", "union"))


class Kind(NamedTuple):
    """What a type is proved to be; `values` and `members` are those seen, others may exist."""

    element: ElementKind = "type"
    members: tuple[str, ...] = ()
    values: tuple[tuple[str, int], ...] = ()


@dataclass
class _Seen:
    """All that was met of one type; values with the line they were met in."""

    values: dict[str, int] = field(default_factory=dict)
    literals: bool = False
    members: set[str] = field(default_factory=set)
    by_member: bool = False
    by_field: bool = False


class Kinds:
    """What one page shows of the kinds of its types."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    def see(
        self, name: str | None, value: Value | None, line: int, selected: Selected | None = None
    ) -> None:
        """Note what an example prints for a type, and what a document selects of it."""
        if name is None or name in typerefs.BUILT_IN_SCALARS:
            return
        seen = self._seen.setdefault(name, _Seen())
        if selected is not None and selected.composite:
            seen.members.update(selected.members)
            seen.by_member = seen.by_member or bool(selected.members)
            seen.by_field = seen.by_field or bool(selected.fields or selected.fragments)
        while value is not None and value.kind == "list":
            value = value.items[0][1] if value.items else None
        if value is None or value.kind == "null":
            return
        if value.kind == "name":
            if value.name != name:
                seen.members.add(str(value.name))
        elif value.kind == "string" and _NAME.fullmatch(value.text):
            if _ENUM_VALUE.fullmatch(value.text):  # a name in lower case may be any text
                seen.values.setdefault(value.text, line)
        elif selected is None or not selected.composite:
            seen.literals = True

    def of(self, name: str) -> Kind:
        """What a type is proved to be."""
        seen = self._seen.get(name)
        if seen is None:
            return Kind()
        if seen.literals:
            return Kind("scalar") if not seen.members else Kind()
        if seen.values:
            return Kind("enum", values=tuple(sorted(seen.values.items())))
        if not seen.members:
            return Kind()
        members = tuple(sorted(seen.members))
        if seen.by_member and not seen.by_field:
            # The generator selects an interface by its fields, and a union by its members.
            return Kind("union", members)
        said = next((kind for word, kind in _NAMED_KINDS if name.endswith(word)), None)
        return Kind(said or "type", members)
