"""Small schemas of one API as its regions serve it, and documents written against a schema.

In: a seeded chance. Out: `family()`, SDL of several regions, each valid and each a little unlike
the first; `document()`, a document that is valid against a schema by how it is made. Chance and not
hypothesis: a schema is changed until graphql-core finds it valid, which takes many tries.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
    validate_schema,
)
from graphql.utilities import do_types_overlap

_SCALARS = ("Int", "String", "Date")
_WRAPPERS = ("{}", "{}", "{}!", "[{}]", "[{}!]", "[{}]!")
# What nobody writes in a document: what stands in an export where a schema wants something.
OURS = "schemadoc"


@dataclass
class Input:
    """An argument or an input field."""

    type: str
    default: str = ""
    mark: str = ""

    def text(self, name: str) -> str:
        return f"{name}: {self.type}{self.default}{self.mark}"


@dataclass
class Field:
    """A field of an object or an interface."""

    type: str
    arguments: dict[str, Input] = field(default_factory=dict)
    mark: str = ""


@dataclass
class Type:
    """A named type: values and members are names, fields have types."""

    keyword: str
    fields: dict[str, Field] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    one_of: bool = False

    def text(self, name: str) -> str:
        if self.keyword == "union":
            return f"union {name} = {' | '.join(self.names)}"
        if self.keyword == "enum":
            return f"enum {name} {{ {' '.join(self.names)} }}"
        if self.keyword == "input":
            lines = [one.text(own) for own, one in self.inputs.items()]
            return f"input {name}{' @oneOf' * self.one_of} {{ {', '.join(lines)} }}"
        if self.keyword == "scalar":
            return f"scalar {name}"
        lines = []
        for own, one in self.fields.items():
            taken = ", ".join(value.text(arg) for arg, value in one.arguments.items())
            lines.append(f"  {own}{f'({taken})' if taken else ''}: {one.type}{one.mark}")
        implements = f" implements {' & '.join(self.names)}" if self.names else ""
        return "\n".join((f"{self.keyword} {name}{implements} {{", *lines, "}"))


@dataclass
class Api:
    """A schema: types by name, and one directive."""

    types: dict[str, Type]
    directive: str = "directive @d(x: Int) on FIELD | QUERY"

    def text(self) -> str:
        return "\n".join([self.directive, *(one.text(n) for n, one in self.types.items())])

    def of(self, *keywords: str) -> list[str]:
        return [name for name, one in self.types.items() if one.keyword in keywords]

    def holders(self, name: str) -> list[Field]:
        """A field of an interface and of all that implements it: names of others are their own."""
        return [one.fields[name] for one in self.types.values() if name in one.fields]


def family(chance: Random) -> list[str]:
    """The SDL of two to four regions, each valid."""
    while not _is_valid(first := _made(chance)):
        pass
    found = [first.text()]
    while len(found) < 2 or (len(found) < 4 and chance.random() < 0.5):
        other = copy.deepcopy(first)
        for _ in range(chance.randint(1, 6)):
            chance.choice(_EDITS)(other, chance)
        if _is_valid(other):
            found.append(other.text())
    return found


def _is_valid(api: Api) -> bool:
    try:
        return not validate_schema(build_schema(api.text()))
    except (GraphQLError, TypeError):
        return False


def _made(chance: Random) -> Api:
    api = Api({"Date": Type("scalar")})
    for keyword, prefix, most in (
        ("enum", "E", 2),
        ("input", "N", 3),
        ("interface", "I", 2),
        ("type", "O", 4),
        ("union", "U", 2),
    ):
        for at in range(chance.randint(1, most)):
            api.types[f"{prefix}{at}"] = Type(keyword)
    api.types["Query"] = Type("type")
    for name, one in api.types.items():
        _fill(api, name, one, chance)
    return api


def _fill(api: Api, name: str, one: Type, chance: Random) -> None:
    if one.keyword == "enum":
        one.names = [f"V{at}" for at in range(chance.randint(1, 3))]
    elif one.keyword == "union":
        one.names = chance.sample(objects := _objects(api), chance.randint(1, len(objects)))
    elif one.keyword == "input":
        one.inputs = {f"f{at}": _input(api, chance) for at in range(chance.randint(1, 3))}
        if chance.random() < 0.3:
            one.one_of = True
    elif one.keyword in ("interface", "type"):
        for at in range(chance.randint(1, 3)):
            one.fields[f"{name.lower()}_{at}"] = _field(api, chance)
    if one.keyword == "type" and name != "Query":
        one.names = [other for other in api.of("interface") if chance.random() < 0.6]
        for other in one.names:
            one.fields |= copy.deepcopy(api.types[other].fields)


def _objects(api: Api) -> list[str]:
    return [name for name in api.of("type") if name != "Query"]


def _input(api: Api, chance: Random) -> Input:
    name = chance.choice([*_SCALARS, *api.of("enum", "input")])
    # Of an object most fit no type: those schemas are thrown away.
    values = {"Int": ["1", "2"]}.get(name, ["{ f0: 1 }", "{}"] if name[0] == "N" else [])
    default = f" = {chance.choice(values)}" if values and chance.random() < 0.3 else ""
    wrapper = chance.choice(_WRAPPERS[:3] if default else _WRAPPERS)
    return Input(wrapper.format(name), default)


def _field(api: Api, chance: Random) -> Field:
    name = chance.choice([*_SCALARS, *api.of("enum", "interface", "union"), *_objects(api)])
    taken = {f"a{at}": _input(api, chance) for at in range(chance.randint(0, 2))}
    return Field(chance.choice(_WRAPPERS).format(name), taken)


# What regions do to an API


def _one_field(api: Api, chance: Random) -> list[Field]:
    """A field everywhere it stands, or in one place."""
    name = chance.choice([name for one in api.types.values() for name in one.fields])
    found = api.holders(name)
    return found if chance.random() < 0.8 else [chance.choice(found)]


def _nullable(text: str, chance: Random) -> str:
    """The type with another `!` at one level."""
    levels = [at for at in range(1, len(text) + 1) if text[at - 1] != "!" and text[at:] != ""]
    ends = [at for at in levels if text[at] in "]!"] + [len(text)]
    at = chance.choice(ends)
    if at == len(text):
        return text[:-1] if text.endswith("!") else f"{text}!"
    return text[:at] + text[at + 1 :] if text[at] == "!" else f"{text[:at]}!{text[at:]}"


def _change_nulls(api: Api, chance: Random) -> None:
    found = _one_field(api, chance)
    text = _nullable(found[0].type, chance)
    for one in found:
        one.type = text


def _change_type(api: Api, chance: Random) -> None:
    new = _field(api, chance)
    for one in _one_field(api, chance):
        one.type = new.type


def _change_argument(api: Api, chance: Random) -> None:
    found = _one_field(api, chance)
    if not found[0].arguments:
        return
    name = chance.choice(list(found[0].arguments))
    old = found[0].arguments[name]
    new = chance.choice([_input(api, chance), Input(_nullable(old.type, chance), old.default)])
    for one in found:
        one.arguments[name] = new


def _add_argument(api: Api, chance: Random) -> None:
    new = _input(api, chance)
    for one in _one_field(api, chance):
        one.arguments["more"] = new


def _drop_argument(api: Api, chance: Random) -> None:
    found = _one_field(api, chance)
    for name in chance.sample(list(found[0].arguments), min(1, len(found[0].arguments))):
        for one in found:
            one.arguments.pop(name, None)


def _drop_field(api: Api, chance: Random) -> None:
    name = chance.choice([name for one in api.types.values() for name in one.fields])
    for one in api.types.values():
        one.fields.pop(name, None)


def _deprecate(api: Api, chance: Random) -> None:
    mark = chance.choice([' @deprecated(reason: "One.")', ' @deprecated(reason: "Two.")', ""])
    found = _one_field(api, chance)
    inputs = found[0].arguments
    name = chance.choice(list(inputs)) if inputs and chance.random() < 0.5 else None
    for one in found:
        (one.arguments.get(name, one) if name else one).mark = mark


def _change_input(api: Api, chance: Random) -> None:
    one = api.types[chance.choice(api.of("input"))]
    name = chance.choice([*one.inputs, "more"])
    old = one.inputs.get(name)
    if old is None or chance.random() < 0.5:
        one.inputs[name] = _input(api, chance)
    else:
        one.inputs[name] = Input(_nullable(old.type, chance), old.default)


def _drop_input(api: Api, chance: Random) -> None:
    one = api.types[chance.choice(api.of("input"))]
    one.inputs.pop(chance.choice([*one.inputs, "more"]), None)


def _change_one_of(api: Api, chance: Random) -> None:
    one = api.types[chance.choice(api.of("input"))]
    one.one_of = not one.one_of


def _change_names(api: Api, chance: Random) -> None:
    """Values of an enum, members of a union, interfaces of an object."""
    name = chance.choice(api.of("enum", "union", "type"))
    one = api.types[name]
    all_of = {"enum": ["V0", "V1", "V2", "W"], "union": _objects(api)}
    own = chance.choice(all_of.get(one.keyword) or api.of("interface"))
    if own in one.names:
        one.names.remove(own)
    else:
        one.names.append(own)
        if one.keyword == "type":
            one.fields |= copy.deepcopy(api.types[own].fields)


def _change_kind(api: Api, chance: Random) -> None:
    """Another kind, of a type that is not the last of its own."""
    others = [n for n, one in api.types.items() if n != "Query" and len(api.of(one.keyword)) > 1]
    if not others:
        return
    name = chance.choice(others)
    api.types[name] = Type(chance.choice(["enum", "scalar", "type", "interface", "input"]))
    _fill(api, name, api.types[name], chance)


def _change_directive(api: Api, chance: Random) -> None:
    taken = chance.choice(["x: Int!", "x: Int, y: Date", "x: Int = 1, z: Int!"])
    api.directive = f"directive @d({taken}) {chance.choice(['', 'repeatable'])} on FIELD"


_EDITS: tuple[Callable[[Api, Random], None], ...] = (
    *(_change_nulls, _change_type, _change_argument, _add_argument, _drop_argument, _drop_field),
    *(_change_input, _change_input, _drop_input, _change_one_of, _change_names, _change_names),
    *(_change_kind, _change_directive, _deprecate),
)


# Documents


def document(chance: Random, schema: GraphQLSchema) -> str:
    """A query that is valid against a schema.

    Every field has a response name of its own: two fields of one name must have types that may be
    null alike, which regions tell apart and a schema that fits all of them cannot.
    """
    return _Writer(chance, schema).text()


class _Writer:
    def __init__(self, chance: Random, schema: GraphQLSchema) -> None:
        self.chance = chance
        self.schema = schema
        self.keys = count()
        self.variables: list[str] = []

    def text(self) -> str:
        assert self.schema.query_type is not None
        body = self._selection(self.schema.query_type, 4)
        directive = self._directive("QUERY")
        named = f"({', '.join(self.variables)})" if self.variables else ""
        return f"query{named}{directive} {body}"

    def _selection(self, parent: object, depth: int) -> str:
        return f"{{ {' '.join(['__typename', *self._selected(parent, depth)])} }}"

    def _selected(self, parent: object, depth: int) -> Iterator[str]:
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            for name, one in parent.fields.items():
                named = get_named_type(one.type)
                deep = is_composite_type(named)
                if name.startswith(OURS) or self.chance.random() < 0.3 or (deep and not depth):
                    continue
                inner = f" {self._selection(named, depth - 1)}" if deep else ""
                call = self._call(one.args, is_required_argument)
                yield f"k{next(self.keys)}: {name}{call}{self._directive('FIELD')}{inner}"
        for name, other in self.schema.type_map.items():
            if depth and is_composite_type(other) and not name.startswith(("_", OURS)):
                near = is_abstract_type(parent) or is_abstract_type(other)
                overlap = do_types_overlap(self.schema, parent, other)  # type: ignore[arg-type]  # both are composite
                if near and overlap and self.chance.random() < 0.6:
                    yield f"... on {name} {self._selection(other, depth - 2 if depth > 1 else 0)}"

    def _directive(self, location: str) -> str:
        found = self.schema.get_directive("d")
        if found is None or location not in {at.name for at in found.locations}:
            return ""
        if self.chance.random() < 0.7:
            return ""
        return f" @d{self._call(found.args, is_required_argument)}"

    def _call(self, inputs: dict, required: Callable) -> str:  # type: ignore[type-arg]  # of arguments and directives alike
        wanted = [n for n, one in inputs.items() if required(one) or self.chance.random() < 0.5]
        values = ", ".join(f"{name}: {self._value(inputs[name].type)}" for name in wanted)
        return f"({values})" if values else ""

    def _value(self, type_: object) -> str:
        if self.chance.random() < 0.2:
            name = f"$v{next(self.keys)}"
            self.variables.append(f"{name}: {type_}")
            return name
        if isinstance(type_, GraphQLNonNull):
            return self._literal(type_.of_type)
        return "null" if self.chance.random() < 0.1 else self._literal(type_)

    def _literal(self, type_: object) -> str:
        if isinstance(type_, GraphQLList):
            return f"[{self._value(type_.of_type)}]"
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_)
        return {"Int": "1", "String": '"s"'}.get(str(type_), '"any"')

    def _object(self, type_: GraphQLInputObjectType) -> str:
        wanted = [
            (name, one.type)
            for name, one in type_.fields.items()
            if is_required_input_field(one) or self.chance.random() < 0.3
        ]
        if type_.is_one_of:
            name, one = self.chance.choice(list(type_.fields.items()))
            wanted = [(name, GraphQLNonNull(one.type))]
        return f"{{ {', '.join(f'{name}: {self._value(one)}' for name, one in wanted)} }}"
