"""YAML with the places of its objects.

In: a text. Out: its data, and where the `name` of every object stands. A module of its own because
PyYAML takes its time to load and few sources are YAML, and because its own loaders will not do:
they take an enum's `NO` for false, and crash the process on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from schemadoc.errors import InputError
from schemadoc.sources.places import Decoded, Places

# Deeper than any introspection result, and shallow enough for whoever walks through it.
_DEPTH = 200
_PLAIN = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


def load(text: str, path: str) -> Decoded:
    """Decode YAML; only null, true and false are more than text.

    Raises:
        InputError: when the text is no YAML or is nested too deeply.
    """
    builder = _Builder(path)
    try:
        builder.build(yaml.parse(text, yaml.CSafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise InputError(
            f"no YAML: {said}",
            path=path,
            line=mark.line + 1 if mark else None,
            expected="a YAML document",
        ) from error
    return Decoded(builder.result, Places(path, builder.at))


def _scalar(event: Any) -> Any:
    plain = event.implicit[0] and not event.style
    return _PLAIN.get(event.value, event.value) if plain else event.value


class _Open:
    """A list or an object that is not finished, and the key that waits for its value."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.key: Any = None
        self.has_key = False


class _Builder:
    """Puts the first document of a stream of events together, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.result: Any = None
        self.at: dict[int, tuple[int, int]] = {}
        self._open: list[_Open] = []
        self._anchors: dict[str, Any] = {}

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Take events until the first document ends."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._put(_scalar(event), event)
            elif isinstance(event, yaml.CollectionStartEvent):
                value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                self._put(value, event)
                self._begin(value, event)
            elif isinstance(event, yaml.AliasEvent):
                self._put(self._anchors.get(event.anchor or ""), event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, yaml.DocumentEndEvent):
                return

    def _begin(self, value: Any, event: Any) -> None:
        self._open.append(_Open(value))
        if len(self._open) > _DEPTH:
            line = event.start_mark.line + 1
            raise InputError(
                "is nested too deeply",
                path=self.path,
                line=line,
                expected="an introspection result",
            )

    def _put(self, value: Any, event: Any) -> None:
        """A value, or a key, goes into what was opened last."""
        if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
            self._anchors[event.anchor] = value
        if not self._open:
            self.result = value
            return
        last = self._open[-1]
        if isinstance(last.value, list):
            last.value.append(value)
        elif last.has_key:
            last.value[last.key] = value
            last.has_key = False
        else:
            # A key that is no text names nothing that is looked for.
            last.key, last.has_key = value if isinstance(value, str) else None, True
            if value == "name":
                mark = event.start_mark
                self.at[id(last.value)] = (mark.line + 1, mark.column + 1)
