"""A snapshot as the result of an introspection query.

In: a snapshot. Out: JSON of `{"data": {"__schema": …}}` with every field of today's specification,
which any tool can build a client schema of; what is not known is a custom scalar. A module of its
own because a result has other rules than SDL: there is no place for our own directive, so facts go
back into the descriptions that they were read from, and what has no words there is left out.
"""

from __future__ import annotations

from typing import Any

import msgspec
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    introspection_from_schema,
    specified_scalar_types,
)

from schemadoc.coverage import SAID_UNDER
from schemadoc.export import words
from schemadoc.export.literals import canonical
from schemadoc.export.plan import Form, Plan
from schemadoc.model import DirectiveUse, Element, Snapshot
from schemadoc.typerefs import BUILT_IN_SCALARS, named_type


def render(snapshot: Snapshot) -> str:
    """The snapshot as an introspection result."""
    result = {"data": {"__schema": _Writer(Plan(snapshot)).schema()}}
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"


class _Writer:
    """One result; `unknown` is set once something needs the scalar of what is not known."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.unknown = False
        self.inputs = plan.snapshot.coverage.deprecated_inputs or any(
            element.deprecation is not None and element.deprecation.origin == "directive"
            for element in plan.snapshot.elements
            if element.element in ("argument", "input_field", "directive_argument")
        )
        # What the result does not say is not denied: such a key is left out where it says nothing.
        silent = plan.snapshot.coverage.silent or ()
        self.silent = frozenset(key for aspect in silent for key in SAID_UNDER[aspect])
        self.implementers: dict[str, list[str]] = {}
        for name in sorted(plan.forms):
            for interface in plan.interfaces(plan.forms[name]):
                if plan.forms[name].kind == "object":
                    self.implementers.setdefault(interface, []).append(name)

    def schema(self) -> dict[str, Any]:
        """What stands under `__schema`."""
        types = [self._type(self.plan.forms[name]) for name in sorted(self.plan.forms)]
        directives = [
            self._directive(self.plan.directives[name]) for name in sorted(self.plan.directives)
        ]
        standard = _standard(inputs=self.inputs)
        if self.unknown:
            types.append(
                _named_type("SCALAR", self.plan.marks.unknown, "A type that is not known.")
            )
        return {
            "description": None,
            "queryType": _root(self.plan.root("query")),
            "mutationType": _root(self.plan.root("mutation")),
            "subscriptionType": _root(self.plan.root("subscription")),
            "types": [*map(self._spoken, types), *standard["types"]],
            "directives": [*map(self._spoken, directives), *standard["directives"]],
        }

    def _spoken(self, value: Any) -> Any:
        """A value without the keys of which the snapshot says nothing."""
        if not self.silent:
            return value
        if isinstance(value, list):
            return [self._spoken(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: self._spoken(item) for key, item in value.items() if item or key not in self.silent
        }

    def _unknown_type(self) -> dict[str, Any]:
        self.unknown = True
        return {"kind": "SCALAR", "name": self.plan.marks.unknown, "ofType": None}

    # Types

    def _type(self, form: Form) -> dict[str, Any]:
        element = form.element
        text = words.description(element) if element is not None else None
        value = _named_type(form.kind.upper(), form.name, text)
        if element is not None:
            value["specifiedByURL"] = element.specified_by if form.kind == "scalar" else None
            value |= _applied(element.directives)
        if form.kind in ("object", "interface"):
            value["fields"] = [self._field(field) for field in form.members]
            value["interfaces"] = [self._ref(name) for name in self.plan.interfaces(form)]
        if form.kind == "interface":
            value["possibleTypes"] = [self._ref(n) for n in self.implementers.get(form.name, ())]
        if form.kind == "union":
            value["possibleTypes"] = [self._ref(name) for name in self.plan.members(form)]
        if form.kind == "enum":
            value["enumValues"] = [self._enum_value(member) for member in form.members]
        if form.kind == "input_object":
            value["inputFields"] = [self._input_value(field) for field in form.members]
            value["isOneOf"] = element is not None and element.one_of
        return value

    def _ref(self, name: str) -> dict[str, Any]:
        kind = "SCALAR" if name in BUILT_IN_SCALARS else self.plan.forms[name].kind.upper()
        return {"kind": kind, "name": name, "ofType": None}

    def _field(self, element: Element) -> dict[str, Any]:
        arguments = [self._input_value(argument) for argument in self.plan.arguments(element)]
        return self._enum_value(element) | {"args": arguments, "type": self._type_ref(element)}

    def _enum_value(self, element: Element) -> dict[str, Any]:
        deprecated = element.deprecation is not None and element.deprecation.origin == "directive"
        reason = words.reason(element.deprecation) if deprecated and element.deprecation else None
        return {
            "name": element.name,
            "description": words.description(element),
            "isDeprecated": deprecated,
            "deprecationReason": reason or None,
        } | _applied(element.directives)

    def _input_value(self, element: Element) -> dict[str, Any]:
        value = self._enum_value(element)
        if not self.inputs:
            # Without these keys the result does not say that nothing is deprecated.
            del value["isDeprecated"], value["deprecationReason"]
        default = element.default
        if default is not None and canonical(default) is None:
            # Clients parse it, and give the whole schema up where they cannot.
            default = None
        return value | {"type": self._type_ref(element), "defaultValue": default}

    def _directive(self, element: Element) -> dict[str, Any]:
        return {
            "name": element.name,
            "description": words.description(element),
            "isRepeatable": element.repeatable,
            "locations": list(element.locations),
            "args": [self._input_value(argument) for argument in self.plan.arguments(element)],
        }

    def _type_ref(self, element: Element) -> dict[str, Any]:
        text = self.plan.type_text(element)
        return self._unknown_type() if text is None else self._wrapped(text)

    def _wrapped(self, text: str) -> dict[str, Any]:
        """A type text as nested objects."""
        ref = self._ref(named_type(text))
        for char in text[text.index(ref["name"]) + len(ref["name"]) :]:
            ref = {"kind": "LIST" if char == "]" else "NON_NULL", "name": None, "ofType": ref}
        return ref


def _root(name: str | None) -> dict[str, str] | None:
    return {"name": name} if name is not None else None


def _named_type(kind: str, name: str, text: str | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "description": text,
        "specifiedByURL": None,
        "fields": None,
        "inputFields": None,
        "interfaces": None,
        "enumValues": None,
        "possibleTypes": None,
        "isOneOf": None,
    }


def _applied(uses: tuple[DirectiveUse, ...]) -> dict[str, Any]:
    """Directives used, in the extension that several servers share; no key where there is none."""
    if not uses:
        return {}
    return {
        "appliedDirectives": [
            {
                "name": use.name,
                "args": [{"name": name, "value": value} for name, value in use.arguments.items()],
            }
            for use in uses
        ]
    }


def _standard(*, inputs: bool) -> dict[str, Any]:
    """What every server has: built-in scalars, introspection types, specified directives."""
    own = GraphQLObjectType("Own", {"field": GraphQLField(GraphQLString)})
    schema = GraphQLSchema(query=own, types=list(specified_scalar_types.values()))
    result = introspection_from_schema(
        schema,
        specified_by_url=True,
        directive_is_repeatable=True,
        input_value_deprecation=inputs,
        one_of=True,
    )
    found: dict[str, Any] = msgspec.to_builtins(result["__schema"])
    return found | {"types": [item for item in found["types"] if item["name"] != own.name]}
