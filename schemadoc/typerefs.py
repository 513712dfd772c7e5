"""Type references: the exact type of an element, or exactly as much of it as evidence proves.

In: GraphQL type texts (`[X!]!`) and single pieces of evidence. Out: `TypeRef`, narrowed by every
further piece and never beyond it; two pieces that exclude each other give a `Contradiction`.
A module of its own because readers, merging and comparing must judge evidence alike.
"""

from __future__ import annotations

import re
from typing import Literal, TypeVar

import msgspec

_T = TypeVar("_T")

Json = Literal["string", "int", "float", "boolean", "object"]

_TYPE = re.compile(r"\[*[_A-Za-z][_0-9A-Za-z]*[\]!]*")
_NAMED = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")

BUILT_IN_SCALARS = frozenset({"Int", "Float", "String", "Boolean", "ID"})

# A type whose name a page lost is called so until its name is recovered; nothing else may be.
PLACEHOLDER = "Unnamed_"

# What each built-in scalar looks like in a JSON response (GraphQL specification, section 3.5).
_JSON_OF: dict[str, frozenset[str]] = {
    "Int": frozenset({"int"}),
    "Float": frozenset({"int", "float"}),
    "String": frozenset({"string"}),
    "Boolean": frozenset({"boolean"}),
    "ID": frozenset({"string", "int"}),
}


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is proved of a type that is not known exactly; None is "nothing proves it"."""

    named: str | None = None
    list: bool | None = None
    json: Json | None = None


class TypeRef(msgspec.Struct, frozen=True, gc=False):
    """`text` where the type is known exactly, else `known`."""

    text: str | None = None
    known: Known | None = None


class Contradiction(Exception):  # noqa: N818  (a finding about two pieces of evidence, no failure)
    """Two pieces of evidence that cannot both be true."""


def is_type_text(text: str) -> bool:
    """Whether the text is a GraphQL type with its brackets in balance."""
    if _TYPE.fullmatch(text) is None:
        return False
    inner = text
    while True:
        inner = inner.removesuffix("!")
        if inner.endswith("!"):
            return False
        if not inner.startswith("["):
            return _NAMED.fullmatch(inner) is not None
        if not inner.endswith("]"):
            return False
        inner = inner[1:-1]


def named_type(text: str) -> str:
    """The named type inside a type text: `X` of `[X!]!`."""
    return text.strip("[]!")


def is_placeholder(name: str | None) -> bool:
    """Whether a name only stands in for a lost one, so that it contradicts no other."""
    return name is not None and name.startswith(PLACEHOLDER)


def is_list(text: str) -> bool:
    """Whether a type text is a list, whatever its nullability."""
    return text.startswith("[")


def name_of(ref: TypeRef) -> str | None:
    """The named type, where it is known at all."""
    if ref.text is not None:
        return named_type(ref.text)
    return ref.known.named if ref.known else None


def contradicts(exact: str, known: Known) -> bool:
    """Whether partial evidence excludes an exact type."""
    if known.named not in (None, named_type(exact)) and not is_placeholder(known.named):
        return True
    if known.list is not None and known.list != is_list(exact):
        return True
    allowed = _JSON_OF.get(named_type(exact))
    return known.json is not None and allowed is not None and known.json not in allowed


def narrow(first: TypeRef, second: TypeRef) -> TypeRef:
    """Both pieces of evidence together.

    Raises:
        Contradiction: when they exclude each other.
    """
    if first.text is not None and second.text is not None:
        if first.text != second.text:
            raise Contradiction(f"{first.text} and {second.text}")
        return first
    if first.text is None and second.text is None:
        return TypeRef(known=_narrow_known(first.known or Known(), second.known or Known()))
    exact, known = (first, second.known) if first.text is not None else (second, first.known)
    if exact.text is not None and known is not None and contradicts(exact.text, known):
        raise Contradiction(f"{exact.text} and {describe(known)}")
    return exact


def _narrow_known(first: Known, second: Known) -> Known:
    return Known(
        named=_same_name(first.named, second.named),
        list=_agree(first.list, second.list),
        json=_same_json(first.json, second.json),
    )


def _same_name(first: str | None, second: str | None) -> str | None:
    """A placeholder gives way to a name; of two placeholders the first stays."""
    if is_placeholder(second) and first is not None:
        return first
    return second if is_placeholder(first) and second is not None else _agree(first, second)


def _same_json(first: Json | None, second: Json | None) -> Json | None:
    """A Float may look like an integer: seen as both, it is one."""
    return "float" if {first, second} == {"int", "float"} else _agree(first, second)


def _agree(first: _T | None, second: _T | None) -> _T | None:
    if first is not None and second is not None and first != second:
        raise Contradiction(f"{first} and {second}")
    return first if first is not None else second


def describe(known: Known) -> str:
    """The evidence in words, for people: "a list of X", "a string, maybe in a list"."""
    what = known.named or (f"a JSON {known.json}" if known.json else "something")
    if known.list is None:
        return f"{what}, maybe in a list"
    return f"a list of {what}" if known.list else what
