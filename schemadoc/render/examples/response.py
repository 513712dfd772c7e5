"""What a server answers: to an example that works, and to one that meets an error code.

In: a document's tree, a region's `Schema`, the variables' values; a code and its message. Out:
JSON values of exactly the document's shape. A module of its own because an answer follows from what
was asked: from the tree, not from the type.

The shape of errors is the API family's own where the code is one of the family's: `message`,
`path` and `extensions` with `errorCode` and `errorDescription`. The `errorType` that goes with a
code is told by no source, so that it is left out; of other codes only what GraphQL itself says
(`message`, `locations`, `path`) is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from schemadoc import typerefs
from schemadoc.model import Element
from schemadoc.render.examples import scalars
from schemadoc.render.examples.document import Document, Field, Fragment
from schemadoc.render.examples.schema import ABSTRACT, Schema
from schemadoc.render.examples.values import enum

# Lists of faults: an answer that is a success leaves them empty.
_FAULTS = frozenset({"errors", "possibleErrors", "failureReasons", "failureCodes", "userErrors"})
_OF_FAMILY = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})?-[0-9]{3,6}")
_BY_JSON = {"string": "String", "int": "Int", "float": "Float", "boolean": "Boolean"}


def is_of_family(code: str) -> bool:
    """Whether a code is one of the API family's, like `KT-CT-1111` or `OE-0101`."""
    return _OF_FAMILY.fullmatch(code) is not None


class Answer:
    """Answers of one region."""

    def __init__(self, schema: Schema, given: Mapping[str, Any]) -> None:
        self.schema = schema
        # What was asked for is what comes back: the number of the account, not any other.
        self.echo = {name: value for name, value in _flat(given) if isinstance(value, str)}

    def success(self, document: Document) -> dict[str, Any]:
        """The response to a call that works."""
        return {"data": {document.field.answer: self._field(document.field)}}

    def _field(self, field: Field) -> Any:
        element = self.schema.field(field.parent, field.name)
        if element is None:
            return None
        text = self.schema.selected(element)
        if text is None:
            return self._unnamed(element)
        if field.name in _FAULTS and typerefs.is_list(text):
            return []
        return self._of(field, element, text.removesuffix("!"))

    def _of(self, field: Field, element: Element, text: str) -> Any:
        if typerefs.is_list(text):
            return [self._of(field, element, text[1:-1].removesuffix("!"))]
        if field.selection:
            return self._object(field.selection, text)
        return self._leaf(element, text)

    def _leaf(self, element: Element, name: str) -> Any:
        if self.schema.kind(name) == "enum":
            return enum(self.schema, name)
        if self.schema.kind(name) == "unknown" and not scalars.is_known(name):
            return self._unnamed(element)
        if name in ("String", "ID") and element.name in self.echo:
            return self.echo[element.name]
        return scalars.scalar(name, element.name, element.coordinate)

    def _unnamed(self, element: Element) -> Any:
        """A value of which only the JSON form is proved."""
        known = element.type_known
        name = _BY_JSON.get(known.json or "", "String") if known else "String"
        value = self.echo.get(element.name) if name == "String" else None
        value = value or scalars.scalar(name, element.name, element.coordinate)
        return [value] if known and known.list else value

    def _object(self, selection: tuple[Field | Fragment, ...], name: str) -> dict[str, Any]:
        own = self._member(selection, name)
        found: dict[str, Any] = {}
        for part in selection:
            if isinstance(part, Fragment):
                found |= self._object(part.selection, own) if part.on == own else {}
            else:
                found[part.answer] = own if part.name == "__typename" else self._field(part)
        return found

    def _member(self, selection: tuple[Field | Fragment, ...], name: str) -> str:
        """The object type that answers: the first that the document asks something of."""
        if self.schema.kind(name) not in ABSTRACT:
            return name
        asked = [part.on for part in selection if isinstance(part, Fragment)]
        return next(iter((*asked, *self.schema.possible(name), *self.schema.members(name))), name)


def _flat(given: Any) -> Iterator[tuple[str, Any]]:
    """Names and values, those inside input objects too."""
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield name, value


def failure(
    answer: str, at: tuple[int, int] | None, code: str, message: str, *, is_nullable: bool
) -> dict[str, Any]:
    """The response to a call that meets an error.

    Args:
        answer: the key of the root field.
        at: line and column of the root field, where the document is known.
        code: as the region lists it.
        message: beside it.
        is_nullable: whether the root field may be null: else nothing of the data is left.
    """
    error: dict[str, Any] = {"message": message or code}
    if at is not None:
        error["locations"] = [{"line": at[0], "column": at[1]}]
    error["path"] = [answer]
    if is_of_family(code):
        error["extensions"] = {"errorCode": code, "errorDescription": message or code}
    return {"errors": [error], "data": {answer: None} if is_nullable else None}
