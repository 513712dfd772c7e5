"""One region's example of one operation: its document, its variables, its answers.

In: a region's `Schema` and a root field. Out: `Made`, or None where its sources show too little of
it. A module of its own because it is the one place where choosing, filling in, answering and
checking meet: what comes out of here has passed the check for its own region.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from schemadoc import typerefs
from schemadoc.model import Element, Operation
from schemadoc.render.examples import fits
from schemadoc.render.examples.document import Argument, Document, Field, Variable
from schemadoc.render.examples.response import Answer
from schemadoc.render.examples.schema import Schema, is_name, is_required
from schemadoc.render.examples.select import is_connection, selection
from schemadoc.render.examples.values import Unfit, Values, captured

# How many optional arguments an example shows, and which ones say what they pick.
_OPTIONAL = 2
_PICKING = ("id", "number", "code", "slug", "login", "name", "query", "key")


class Made(NamedTuple):
    """An example; `guessed` are the types of which no source shows any value."""

    document: Document
    given: dict[str, Any]
    response: dict[str, Any]
    guessed: tuple[str, ...]

    @property
    def is_bare(self) -> bool:
        """Whether it asks for nothing but the name of the type that answers."""
        inside = self.document.field.selection
        return len(inside) == 1 and isinstance(inside[0], Field) and inside[0].name == "__typename"


def example(schema: Schema, operation: Operation, coordinate: str) -> Made | None:
    """The example of a root field that the region has."""
    element = schema.index.get(coordinate)
    inside = selection(schema, element) if element and is_name(element.name) else None
    if element is None or inside is None:
        return None
    values = Values(schema)
    given: dict[str, Any] = {}
    variables = []
    try:
        for argument, text in _chosen(schema, element):
            variables.append(Variable(argument.name, text))
            given[argument.name] = _value(values, element, argument, text)
    except Unfit:
        return None
    arguments = tuple(Argument(variable.name, variable.name) for variable in variables)
    parent = getattr(schema.index.snapshot.roots, operation) or ""
    field = Field(element.name, parent, None, arguments, inside)
    document = Document(operation, field, tuple(variables))
    if fits.problems(schema, document, given):
        return None
    response = Answer(schema, given).success(document)
    return Made(document, given, response, tuple(values.guessed))


def _chosen(schema: Schema, element: Element) -> Iterator[tuple[Element, str]]:
    """The arguments to be given, with their types, in the order of the source.

    Raises:
        Unfit: when nobody knows the type of one that must be given.
    """
    found = schema.arguments(element)
    wanted = {argument.name for argument in found if is_required(argument)}
    usable = [a for a in found if a.deprecation is None and a.name not in wanted]
    name = typerefs.name_of(element.ref)
    if name is not None and is_connection(schema, name):
        wanted |= {argument.name for argument in usable if argument.name == "first"}
    if not any(is_required(argument) for argument in found):
        picking = [a.name for a in usable if _picks(schema, a)]
        wanted |= set(picking[:_OPTIONAL])
    for argument in found:
        if argument.name in wanted:
            text = schema.given(argument)
            if text is None:
                raise Unfit(argument.coordinate)
            yield argument, text


def _picks(schema: Schema, argument: Element) -> bool:
    """Whether an argument says which thing is meant: an identifier, or a mutation's input."""
    text = schema.given(argument)
    if text is None or text.startswith("["):
        return False
    return argument.name == "input" or argument.name.lower().endswith(_PICKING)


def _value(values: Values, element: Element, argument: Element, text: str) -> Any:
    """A value; the captured one where no source shows what the type's values are."""
    name = typerefs.named_type(text)
    if values.schema.kind(name) == "unknown":
        seen = captured(element).get(argument.name)
        if seen is not None and isinstance(seen, list) == typerefs.is_list(text):
            return seen
    return values.given(argument, text)
