"""Whether a document and its variables fit a region, and what is in the way where they do not.

In: a document made for one region, the `Schema` of any. Out: short sentences, none where it fits.
A module of its own because it must find out by itself, whoever made the document: it follows the
rules of GraphQL's validation for what these documents hold, and the tests hold it against
graphql-core's. (That one needs a whole schema first: a second for a large one, where this takes
microseconds for a document.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemadoc import typerefs
from schemadoc.model import ROOT_NAMES, Element
from schemadoc.render.examples.document import Argument, Document, Field, Fragment, Selection
from schemadoc.render.examples.schema import Schema, is_required
from schemadoc.render.examples.values import misfits


def problems(schema: Schema, document: Document, given: Mapping[str, Any]) -> tuple[str, ...]:
    """What keeps a document from being sent to a region, each thing once.

    Args:
        schema: the region's.
        document: made for this region or another one.
        given: the variables' values.
    """
    root = getattr(schema.index.snapshot.roots, document.operation)
    if root is None:
        root = ROOT_NAMES[document.operation]
    check = _Check(schema, document, given)
    return tuple(dict.fromkeys(check.field(document.field, root)))


class _Check:
    def __init__(self, schema: Schema, document: Document, given: Mapping[str, Any]) -> None:
        self.schema = schema
        self.types = {variable.name: variable.type for variable in document.variables}
        self.given = given

    def field(self, field: Field, parent: str) -> Iterator[str]:
        """One selected field, with all inside it."""
        if field.name == "__typename":
            return
        element = self.schema.field(parent, field.name)
        if element is None:
            coordinate = f"{self.schema.index.coordinate_of(parent)}.{field.name}"
            yield f"{coordinate} is {self.schema.missing(coordinate, 'field')}"
            return
        yield from self._arguments(field, element)
        if not field.selection:
            if not self.schema.is_leaf(element):
                yield f"{element.coordinate} is not shown to need no selection"
            return
        name = self.schema.composite(element)
        if name is None:
            yield f"what {element.coordinate} returns is not shown"
            return
        yield from self._selection(field.selection, name)

    def _selection(self, selection: tuple[Selection, ...], name: str) -> Iterator[str]:
        yield from self._conflicts(selection, name)
        for part in selection:
            if isinstance(part, Field):
                yield from self.field(part, name)
            elif part.on not in self.schema.possible(name):
                yield f"{part.on} is not shown to be a {name}"
            else:
                yield from self._selection(part.selection, part.on)

    def _conflicts(self, selection: tuple[Selection, ...], name: str) -> Iterator[str]:
        """Answers under one name must be of one type, whoever gives them."""
        said: dict[str, str] = {}
        for parent, field in _answers(selection, name):
            element = self.schema.field(parent, field.name)
            text = (self.schema.selected(element) if element else None) or "?"
            if said.setdefault(field.answer, text) != text:
                yield f"{field.answer} is {said[field.answer]} here and {text} there"

    # Arguments

    def _arguments(self, field: Field, element: Element) -> Iterator[str]:
        known = self.schema.arguments_by_name(element)
        for argument in field.arguments:
            if argument.name not in known:
                coordinate = f"{element.coordinate}({argument.name}:)"
                yield f"{coordinate} is {self.schema.missing(coordinate, 'argument')}"
            else:
                yield from self._argument(argument, known[argument.name])
        sent = {argument.name for argument in field.arguments}
        for name, one in known.items():
            if name not in sent and is_required(one):
                yield f"{one.coordinate} must be given"

    def _argument(self, argument: Argument, element: Element) -> Iterator[str]:
        text = self.schema.given(element)
        if text is None:
            yield f"the type of {element.coordinate} is not known"
        elif argument.variable is None:
            yield from misfits(self.schema, text, argument.number, element.coordinate)
        else:
            type_ = self.types[argument.variable]
            if not _may_stand(type_, text, element):
                yield f"{element.coordinate} is of type {text}, not {type_}"
            elif self.schema.kind(typerefs.named_type(type_)) != "unknown":
                value = self.given.get(argument.variable)
                yield from misfits(self.schema, type_, value, element.coordinate)


def _answers(selection: tuple[Selection, ...], name: str) -> Iterator[tuple[str, Field]]:
    for part in selection:
        if isinstance(part, Fragment):
            yield from _answers(part.selection, part.on)
        elif part.name != "__typename":
            yield name, part


def _may_stand(type_: str, position: str, element: Element) -> bool:
    """Whether a variable of a type may stand where another type is asked for."""
    if position.endswith("!") and not type_.endswith("!"):
        # With a default, the place takes a variable that may be left out.
        return element.default is not None and _is_subtype(type_, position[:-1])
    return _is_subtype(type_, position)


def _is_subtype(type_: str, position: str) -> bool:
    if position.endswith("!"):
        return type_.endswith("!") and _is_subtype(type_[:-1], position[:-1])
    type_ = type_.removesuffix("!")
    if position.startswith("["):
        return type_.startswith("[") and _is_subtype(type_[1:-1], position[1:-1])
    return type_ == position
