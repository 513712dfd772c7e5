"""YAML with the places of its objects.

In: a text. Out: its data, and where the `name` of every object stands. A module of its own because
PyYAML takes its time to load and few sources are YAML.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from schemadoc.errors import InputError
from schemadoc.sources.places import Decoded, Places


def load(text: str, path: str) -> Decoded:
    """Decode YAML; only null, true and false are more than text, so that an enum may say NO.

    Raises:
        InputError: when the text is no YAML.
    """
    try:
        loader = _Loader(text)
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        said = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise InputError(
            f"no YAML: {said}", path=path, line=line, expected="a YAML document"
        ) from error
    return Decoded(data, Places(path, loader.at))


class _Loader(yaml.CSafeLoader):
    """YAML's failsafe schema with null and booleans; remembers where names stand."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  (PyYAML's way)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.at: dict[int, tuple[int, int]] = {}

    def map_with_places(self, node: yaml.MappingNode) -> Any:
        """An object, filled after it is known, as YAML's references need it."""
        data: dict[Any, Any] = {}
        yield data
        data.update(self.construct_mapping(node))
        for key, _ in node.value:
            if key.value == "name":
                self.at[id(data)] = (key.start_mark.line + 1, key.start_mark.column + 1)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.map_with_places)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"~|null|Null|NULL|"), ["~", "n", "N", ""]
)
