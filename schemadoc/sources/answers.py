"""The `__schema` object of an introspection result, and where each of its objects stands.

In: the text of a JSON or YAML file. Out: the object as plain Python values, and the line and column
of each object in it. A module of its own because finding lines has nothing to do with schemas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import msgspec

from schemadoc.errors import InputError
from schemadoc.model import Location

_NAME = re.compile(r'"name"\s*:\s*"')
_EXPECTED = 'an introspection result: `{"data": {"__schema": …}}` or `{"__schema": …}`'

Places = Callable[[Any], Location]


def load(text: str, path: str) -> tuple[dict[str, Any], Places]:
    """Read the file.

    Returns:
        the `__schema` object, and a function from any object in it to its place.

    Raises:
        InputError: for broken JSON or YAML, a refusal of the server, or other JSON.
    """
    if text.lstrip()[:1] in ("{", "["):
        loaded = _json(text, path)
        return _schema(loaded, path), _json_places(text, loaded, path)
    loaded, lines = _yaml(text, path)
    return _schema(loaded, path), lambda found: Location(path, lines.get(id(found), 1))


def _json(text: str, path: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except RecursionError as error:
        raise InputError("JSON nested too deeply", path=path, expected=_EXPECTED) from error
    except msgspec.DecodeError as error:
        found = re.search(r"\(byte (\d+)\)", str(error))
        at = int(found[1]) if found else len(text)
        line = text.encode()[:at].count(b"\n") + 1
        problem = re.sub(r"\s*\(byte \d+\)", "", str(error)).lower()
        raise InputError(
            f"broken JSON: {problem}",
            path=path,
            line=line,
            expected=_EXPECTED,
            fix="save the whole answer again",
        ) from error


def _yaml(text: str, path: str) -> tuple[Any, dict[int, int]]:
    import yaml

    lines: dict[int, int] = {}
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]  # one of two classes, known when it runs
        """A safe loader that remembers the line of each mapping."""

        def construct_yaml_map(self, node: Any) -> Any:
            found: dict[Any, Any] = {}
            lines[id(found)] = node.start_mark.line + 1
            yield found
            found.update(self.construct_mapping(node))

    Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_yaml_map)
    try:
        return yaml.load(text, Loader), lines  # noqa: S506  (the loader is a safe one)
    except RecursionError as error:
        raise InputError("YAML nested too deeply", path=path, expected=_EXPECTED) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        line = mark.line + 1 if mark else None
        raise InputError(
            f"broken YAML: {problem}", path=path, line=line, expected=_EXPECTED
        ) from error


def _schema(loaded: Any, path: str) -> dict[str, Any]:
    answer = loaded
    if isinstance(answer, dict) and isinstance(answer.get("data"), dict):
        answer = answer["data"]
    found = answer.get("__schema") if isinstance(answer, dict) else None
    if isinstance(found, dict):
        return found
    errors = loaded.get("errors") if isinstance(loaded, dict) else None
    if isinstance(errors, list) and errors:
        first = errors[0].get("message") if isinstance(errors[0], dict) else errors[0]
        raise InputError(
            f"the server refused: {str(first)[:200]!r}",
            path=path,
            expected=_EXPECTED,
            fix="ask an endpoint that allows introspection, with its headers",
        )
    raise InputError("JSON or YAML without `__schema`", path=path, expected=_EXPECTED)


def _json_places(text: str, loaded: Any, path: str) -> Places:
    """Each object stands where its `"name"` stands: both are met in the same order."""
    starts = [found.start() for found in _NAME.finditer(text)]
    owners: list[int] = []
    _named_objects(loaded, owners)
    if len(starts) != len(owners):
        return lambda _: Location(path, 1)
    offsets = dict(zip(owners, starts, strict=True))
    newlines = [found.start() for found in re.finditer("\n", text)]

    def place(found: Any) -> Location:
        offset = offsets.get(id(found), 0)
        line = bisect_right(newlines, offset)
        before = newlines[line - 1] if line else -1
        return Location(path, line + 1, offset - before)

    return place


def _named_objects(value: Any, owners: list[int]) -> None:
    """The identities of all objects with a name, in the order in which their names stand."""
    if type(value) is dict:
        for key, inner in value.items():
            if key == "name" and type(inner) is str:
                owners.append(id(value))
            elif type(inner) is dict or type(inner) is list:
                _named_objects(inner, owners)
    else:
        for inner in value:
            if type(inner) is dict or type(inner) is list:
                _named_objects(inner, owners)
