"""Values for an example's variables, and whether a value fits a type.

In: a region's `Schema`, a type text, an element. Out: a JSON value with everything that must be
given and little else, or `Unfit`; and sentences about what does not fit. A module of its own
because a value made for one region is judged for the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from schemadoc import typerefs
from schemadoc.model import Element
from schemadoc.render.examples import scalars
from schemadoc.render.examples.schema import Schema, is_required

_DEEPEST = 8
# A value with more parts than this helps nobody, and a hostile schema asks for billions.
_LARGEST = 200
# How many fields of an input object that takes exactly one are tried.
_TRIED = 3
# Of an input object that needs nothing, a few fields still show what it is for.
_SHOWN = 3
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[_A-Za-z][_0-9A-Za-z]*|[^\s]')
# Stands for a bare word in captured variables; no text that was read holds it.
_BARE = "\0"
_MARK = json.dumps(_BARE)


class Unfit(Exception):  # noqa: N818  (a finding about a type, no failure)
    """No value can be made: a type needs itself, or has no value that may be given."""


class Values:
    """Values for one region; `guessed` gathers the types that nobody describes."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.guessed: dict[str, None] = {}
        self._parts = 0

    def given(self, element: Element, text: str, level: int = 0) -> Any:
        """A value for an argument or input field.

        Args:
            element: what the value is for.
            text: its type, as `Schema.given` has it.
            level: how many input objects are around it.

        Raises:
            Unfit: when there is none.
        """
        self._parts += 1
        if level > _DEEPEST or self._parts > _LARGEST:
            raise Unfit(text)
        if typerefs.is_list(text.rstrip("!")):
            return [self.given(element, text.rstrip("!")[1:-1], level + 1)]
        name = typerefs.named_type(text)
        match self.schema.kind(name):
            case "input_object":
                return self._object(name, level)
            case "enum":
                return enum(self.schema, name)
            case "scalar":
                return scalars.scalar(name, element.name, element.coordinate)
            case _:
                return self._guess(element, name)

    def _guess(self, element: Element, name: str) -> Any:
        """What stands for a value of a type that no source describes."""
        if scalars.is_known(name):
            return scalars.scalar(name, element.name, element.coordinate)
        self.guessed[name] = None
        return {} if name.endswith("Input") else f"<{name}>"

    def _object(self, name: str, level: int) -> dict[str, Any]:
        fields = self.schema.inputs(name)
        if self.schema.one_of(name):
            return self._one(name, level)
        required = [field for field in fields if is_required(field)]
        chosen = required or self._telling(name)
        return {field.name: self._field(field, level) for field in chosen}

    def _field(self, field: Element, level: int) -> Any:
        text = self.schema.given(field)
        if text is None:
            raise Unfit(field.coordinate)
        return self.given(field, text, level + 1)

    def _one(self, name: str, level: int) -> dict[str, Any]:
        """Exactly one field: the first, plain ones before others, that a value can be made for."""
        fields = sorted(self.schema.inputs(name), key=self._cost)
        for field in fields[:_TRIED]:
            try:
                return {field.name: self._field(field, level)}
            except Unfit:
                continue
        raise Unfit(name)

    def _cost(self, field: Element) -> tuple[bool, bool]:
        return field.deprecation is not None, not self._is_plain(field)

    def _telling(self, name: str) -> list[Element]:
        found = [f for f in self.schema.inputs(name) if f.deprecation is None]
        plain = [f for f in found if self._is_plain(f) and f.name != "clientMutationId"]
        return plain[:_SHOWN]

    def _is_plain(self, field: Element) -> bool:
        text = self.schema.given(field)
        return bool(text) and self.schema.kind(typerefs.named_type(text or "")) in (
            "scalar",
            "enum",
        )


def enum(schema: Schema, name: str) -> str:
    """The first value that is not deprecated; the first where all are."""
    values = schema.values(name)
    return next((v.name for v in values if v.deprecation is None), values[0].name)


def captured(element: Element | None) -> dict[str, Any]:
    """The captured variables that are values; those that hold a type's name in its place are none.

    Args:
        element: a root field.
    """
    text = element.example.variables if element and element.example else None
    if not text:
        return {}
    try:
        found = json.loads("".join(_marked(text)), parse_constant=_refused)
    except (ValueError, RecursionError):
        return {}
    given = found if isinstance(found, dict) else {}
    return {name: value for name, value in given.items() if _MARK not in json.dumps(value)}


def _refused(_text: str) -> Any:
    return _BARE


def _marked(text: str) -> Iterator[str]:
    """The JSON text with a mark for each bare word."""
    for token in _TOKEN.findall(text):
        bare = (token[0].isalpha() or token[0] == "_") and token not in ("true", "false", "null")
        yield json.dumps(_BARE) if bare else token


# Whether a value fits


def misfits(schema: Schema, text: str, value: Any, where: str) -> Iterator[str]:
    """What keeps a value from being given for a type, as sentences that name `where` it is.

    Args:
        schema: the region's.
        text: the type.
        value: as JSON has it.
        where: the coordinate of what it is given for.
    """
    if value is None:
        if text.endswith("!"):
            yield f"{where} must not be null"
        return
    text = text.removesuffix("!")
    if typerefs.is_list(text):
        for item in value if isinstance(value, list) else [value]:
            yield from misfits(schema, text[1:-1], item, where)
        return
    match schema.kind(text):
        case "input_object":
            yield from _misfits_of_object(schema, text, value, where)
        case "enum":
            if value not in {v.name for v in schema.values(text)}:
                yield f"{text}.{value} is {schema.missing(f'{text}.{value}', 'enum_value')}"
        case "scalar":
            if not _is_scalar(text, value):
                yield f"{where} takes {text}"


def _misfits_of_object(schema: Schema, name: str, value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} takes {name}"
        return
    fields = {field.name: field for field in schema.inputs(name)}
    for key in sorted(value.keys() - fields.keys()):
        yield f"{name}.{key} is {schema.missing(f'{name}.{key}', 'input_field')}"
    if schema.one_of(name) and len(value) != 1:
        yield f"{name} takes exactly one field"
    for key, field in fields.items():
        if key not in value:
            if is_required(field):
                yield f"{name}.{key} must be given"
            continue
        text = schema.given(field)
        if text is None:
            yield f"the type of {name}.{key} is not known"
        else:
            yield from misfits(schema, text, value[key], f"{name}.{key}")


_JSON: dict[str, tuple[type, ...]] = {
    "Int": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "ID": (str, int),
}


def _is_scalar(name: str, value: Any) -> bool:
    """Whether a built-in scalar takes the value; any other one takes what it likes."""
    allowed = _JSON.get(name)
    if allowed is None:
        return True
    return isinstance(value, allowed) and (name == "Boolean" or not isinstance(value, bool))
