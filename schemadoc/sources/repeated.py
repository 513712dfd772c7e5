"""Types that two introspection results in a row have word for word: each is read once.

In: the text of a result, and what the memory holds of the one before. Out: `Parts`: the text
without the types known already, and the elements of those at their places in this one. A module of
its own because it is a short cut that changes nothing of what is read: where it cannot be sure, the
reader does without. Two days of a region, or two stages of it, mostly say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from schemadoc import typerefs
from schemadoc.model import OPERATIONS, Element, Roots
from schemadoc.sources.places import Offsets, Places
from schemadoc.sources.schema import INTROSPECTION_TYPES, root_names
from schemadoc.typerefs import BUILT_IN_SCALARS

_NULL = "null"
# Nothing else stands between the items of a list.
_BETWEEN = " \t\r\n,"


class _Types(msgspec.Struct, gc=False):
    types: list[msgspec.Raw] | None = None


class _Result(msgspec.Struct, gc=False):
    schema: _Types | None = msgspec.field(name="__schema", default=None)
    data: _Result | None = None


_RESULT = msgspec.json.Decoder(_Result)


class Read(NamedTuple):
    """A type of which nothing odd was said.

    `inputs` tell of each of its input values whether it says if it is deprecated.
    """

    name: str
    elements: Sequence[Element]
    inputs: Sequence[bool]


class _Kept(NamedTuple):
    """A type that was read, and the offset in its text (from 0) at which it stood."""

    type: Read
    at: int


class _Span(NamedTuple):
    """A type as it is written, and the offset at which it stands."""

    text: str
    at: int


class Memory:
    """The types of the result read last, by what is written of them."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._starts: Sequence[int] = ()
        self._patterns: tuple[str, ...] = ()

    def parts(self, text: str, patterns: tuple[str, ...]) -> Parts:
        """Tell the known types of a result from the others; descriptions are read by patterns."""
        spans = list(_spans(text))
        kept = self._kept if patterns == self._patterns else {}
        return Parts(text, spans, kept, self._starts)

    def keep(
        self, parts: Parts, read: Sequence[Read | None], places: Places, patterns: tuple[str, ...]
    ) -> None:
        """Hold what was read of a result, in place of the one before.

        Args:
            parts: its types.
            read: what was read of each of those that were not known.
            places: of its objects.
            patterns: by which its descriptions were read.
        """
        if not isinstance(places, Offsets) or len(parts.others) != len(read):
            return
        found = [(span, one) for span, one in zip(parts.others, read, strict=True) if one]
        found += parts.found
        times = Counter(one.name for _, one in found)
        self._kept = {span.text: _Kept(one, span.at) for span, one in found if times[one.name] == 1}
        self._starts = places.starts
        self._patterns = patterns


class Parts:
    """The types of one result; `others` are those that are not known yet."""

    def __init__(
        self, text: str, spans: Sequence[_Span], kept: dict[str, _Kept], starts: Sequence[int]
    ) -> None:
        self.text = text
        self.others = [span for span in spans if span.text not in kept]
        self._spans = spans
        self._known = [(span, kept[span.text]) for span in spans if span.text in kept]
        self._starts = starts
        self.found: list[tuple[_Span, Read]] = []

    @property
    def rest(self) -> str:
        """The text without what is known: everything else stands where it stood."""
        pieces: list[str] = []
        end = 0
        for span, _ in self._known:
            pieces += (self.text[end : span.at], _NULL.ljust(len(span.text)))
            end = span.at + len(span.text)
        return "".join((*pieces, self.text[end:]))

    def unknown(self) -> Parts:
        """The same with nothing known."""
        return Parts(self.text, self._spans, {}, ())

    def taken_out(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A decoded schema without what stands for known types."""
        if not self._known:
            return schema
        known = {span.at for span, _ in self._known}
        both = zip(self._spans, schema["types"], strict=True)
        return {**schema, "types": [item for span, item in both if span.at not in known]}

    def fit(self, schema: dict[str, Any], places: Places) -> bool:
        """Whether the known types say here what they said where they were read.

        Args:
            schema: without them.
            places: of its objects.
        """
        if not self._known:
            return True
        own = [kept.type.name for _, kept in self._known]
        others = [item.get("name") for item in schema["types"] if isinstance(item, dict)]
        defined = {*own, *(name for name in others if isinstance(name, str))}
        called = root_names(_roots(schema), defined)
        return (
            isinstance(places, Offsets)
            and len(defined) == len(own) + len(others)
            and all(called.get(name, name) == name for name in own)
            and self._referred() <= defined | BUILT_IN_SCALARS | INTROSPECTION_TYPES
        )

    def _referred(self) -> set[str]:
        found: set[str] = set()
        for _, kept in self._known:
            for element in kept.type.elements:
                if element.type is not None:
                    found.add(typerefs.named_type(element.type))
                if element.interfaces or element.members:
                    found.update(element.interfaces, element.members)
        return found

    def again(self, places: Places) -> list[Read]:
        """The known types at their places in this result."""
        if isinstance(places, Offsets):
            self.found = [
                (span, kept.type._replace(elements=self._moved(kept, span.at, places)))
                for span, kept in self._known
            ]
        return [read for _, read in self.found]

    def _moved(self, kept: _Kept, at: int, places: Offsets) -> list[Element]:
        by = at - kept.at - 1
        moved = []
        for element in kept.type.elements:
            first = element.source
            if first is not None and first.column is not None:
                offset = self._starts[first.line - 1] + first.column + by
                element = replace(element, source=places.at(offset))
            moved.append(element)
        return moved


def _roots(schema: dict[str, Any]) -> Roots:
    found = {operation: schema.get(f"{operation}Type") for operation in OPERATIONS}
    return Roots(
        **{
            operation: root["name"]
            for operation, root in found.items()
            if isinstance(root, dict) and isinstance(root.get("name"), str)
        }
    )


def _spans(text: str) -> Iterator[_Span]:
    """The types of a result as they are written; nothing of a text in which they are not plain."""
    try:
        result = _RESULT.decode(text)
        types = result.schema or (result.data.schema if result.data else None)
    except (msgspec.DecodeError, RecursionError):
        return
    written = [bytes(raw).decode() for raw in (types.types if types else None) or ()]
    # A list elsewhere may begin with the same type: nothing tells which of them is meant.
    lists = list(re.finditer(rf"\[\s*{re.escape(written[0])}", text)) if written else []
    if len(lists) != 1:
        return
    at = lists[0].end() - len(written[0])
    for one in written:
        while text[at] in _BETWEEN:
            at += 1
        yield _Span(one, at)
        at += len(one)
