"""The words by which HTML and Markdown pages head their parts, as data.

In: a heading, a label or the head of a column. Out: what stands under it. A module of its own
beside `layouts`: pages with markup say the same things in more words, and a generator that words
something otherwise is a new row here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple, get_args

from schemadoc import typerefs
from schemadoc.model import ElementKind, Operation, TypeKind
from schemadoc.sources.pages.layouts import LabelId

# What a section documents: an operation of a root, or a named type.
What = Operation | TypeKind | Literal["type", "directive"]
Role = Literal["name", "argument", "type", "default", "deprecation", "description"]

OPERATIONS: frozenset[str] = frozenset(get_args(Operation))

# A heading over several sections, and what each of them is.
GROUPS: dict[str, What] = {
    "queries": "query",
    "query": "query",
    "mutations": "mutation",
    "mutation": "mutation",
    "subscriptions": "subscription",
    "subscription": "subscription",
    "types": "type",
    "definitions": "type",
    "objects": "object",
    "object types": "object",
    "interfaces": "interface",
    "unions": "union",
    "union types": "union",
    "enums": "enum",
    "enumerations": "enum",
    "enum types": "enum",
    "inputs": "input_object",
    "input types": "input_object",
    "input objects": "input_object",
    "input object types": "input_object",
    "scalars": "scalar",
    "scalar types": "scalar",
    "custom scalars": "scalar",
    "directives": "directive",
}
# The word that a heading puts before or after the name of a type.
KINDS: dict[str, What] = {
    "type": "type",
    "object": "object",
    "object type": "object",
    "interface": "interface",
    "union": "union",
    "enum": "enum",
    "input": "input_object",
    "input type": "input_object",
    "input object": "input_object",
    "scalar": "scalar",
    "query": "query",
    "mutation": "mutation",
    "subscription": "subscription",
    "directive": "directive",
}
# The keyword of a definition in SDL, and what it defines.
SDL_KINDS: dict[str, What] = {
    "type": "object",
    "interface": "interface",
    "union": "union",
    "enum": "enum",
    "input": "input_object",
    "scalar": "scalar",
    "directive": "directive",
}
DEFINITION = re.compile(
    rf"\s*(?P<word>{'|'.join(SDL_KINDS)})\s+@?(?P<name>[_A-Za-z][_0-9A-Za-z]*)\b[^.]*"
)
# The name of a root type, where a page shows it as a type with fields.
ROOTS: frozenset[str] = frozenset({"query", "mutation", "subscription"})

LABELS: dict[str, LabelId] = {
    "arguments": "arguments",
    "args": "arguments",
    "parameters": "arguments",
    "field arguments": "arguments",
    "input": "arguments",
    "inputs": "arguments",
    "fields": "fields",
    "input fields": "fields",
    "properties": "fields",
    "return fields": "return_fields",
    "values": "values",
    "enum values": "values",
    "possible values": "values",
    "possible types": "members",
    "union types": "members",
    "types": "members",
    "members": "members",
    "member types": "members",
    "implemented by": "members",
    "implementations": "members",
    "implements": "interfaces",
    "interfaces": "interfaces",
    "type": "type",
    "return type": "type",
    "returns": "type",
    "response": "type",
    "description": "description",
    "deprecated": "deprecated",
    "deprecation": "deprecated",
    "default": "default",
    "default value": "default",
    "possible errors": "errors",
    "errors": "errors",
    "the possible errors that can be raised are": "errors",
    "url": "url",
    "query complexity": "complexity",
    "mutation complexity": "complexity",
    "complexity": "complexity",
    # Lists of where a type is used say again what stands at those places.
    "member of": "references",
    "returned by": "references",
    "used by": "references",
    "referenced by": "references",
    "table of contents": "references",
    "in this section": "references",
}
# Of these, words that head lists and seldom name a type.
LISTS: frozenset[str] = frozenset({"arguments", "fields", "parameters", "properties", "values"})
# The heading over the address of all operations of a page.
ENDPOINTS: frozenset[str] = frozenset({"api endpoint", "api endpoints", "endpoint", "endpoints"})
# The same words where code follows.
CODE_LABELS: dict[str, LabelId] = {
    "query": "document",
    "mutation": "document",
    "subscription": "document",
    "operation": "document",
    "request": "document",
    "example query": "document",
    "variables": "variables",
    "query variables": "variables",
    "response": "response",
    "example response": "response",
    "result": "response",
    "example": "example",
    "examples": "example",
}
# The head of a column: what its cells hold, and what a table with such a column lists.
COLUMNS: dict[str, tuple[Role, LabelId | None]] = {
    "name": ("name", None),
    "field": ("name", "fields"),
    "field name": ("name", "fields"),
    "input field": ("name", "fields"),
    "property": ("name", "fields"),
    "argument": ("argument", "arguments"),
    "argument name": ("argument", "arguments"),
    "parameter": ("argument", "arguments"),
    "value": ("name", "values"),
    "enum value": ("name", "values"),
    "union types": ("name", "members"),
    "possible types": ("name", "members"),
    "member": ("name", "members"),
    "type": ("type", None),
    "return type": ("type", None),
    "returns": ("type", None),
    "default": ("default", None),
    "default value": ("default", None),
    "deprecated": ("deprecation", None),
    "deprecation": ("deprecation", None),
    "deprecation reason": ("deprecation", None),
    "description": ("description", None),
    "details": ("description", None),
    "notes": ("description", None),
}

# How a generator marks the sections, the deprecations and the furniture of its pages.
SECTION_CLASS = re.compile(
    r"\b(?:operation|definition)-(?P<what>query|mutation|subscription|scalar|object|interface|union"
    r"|enum|input-object)\b"
)
GROUP_CLASS = re.compile(r"\bgroup-heading\b")
PROSE_CLASS = re.compile(r"\b(?:operation|definition|group)-description\b")
DEPRECATED_CLASS = re.compile(r"(?:^|[\s-])deprecated\b")
# The generator that marks names so joins default values to descriptions with a stop of its own.
JOINED_CLASS = re.compile(r"\bproperty-name\b")
REASON_CLASS = re.compile(r"\bdeprecation-reason\b")
FURNITURE_CLASS = re.compile(
    r"\b(?:operation-group-name|definition-group-name|doc-separator|hash-link|anchor|sr-only"
    r"|breadcrumbs?|pagination-nav|toc|table-of-contents|theme-doc-toc\S*)\b"
)
# What a generator writes where there is no description.
NOTHING: frozenset[str] = frozenset({"no description"})
NOTICE = re.compile(r"[⚠️\s*_:!]*deprecated[\s*_:!.]*", re.IGNORECASE)

_NAME = "[_A-Za-z][_0-9A-Za-z]*"
_TYPE = rf"\[*{_NAME}[\]!]*"
_BADGES = r"(?:\s+(?:deprecated|non-null|list|scalar|object|enum|union|interface|input|required))*"
_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"|\[[^\]]*\]|\{[^}]*\}|[^\s,()—–]+)"
_KINDS = "|".join(sorted(KINDS, key=len, reverse=True))
_SIGNATURE = re.compile(
    rf"(?:(?P<before>{_KINDS})\s*:?\s+(?={_NAME}))?(?P<path>@?{_NAME}(?:\.{_NAME})*)"
    r"(?P<brackets>\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    rf"(?:(?:\s+[-–—●•|]\s+|\s*[:●]\s*)(?P<type>{_TYPE})(?![\w-]))?"
    rf"(?:\s*(?:=|[Dd]efault\s*[=:])\s*(?P<default>{_VALUE}))?"
    rf"{_BADGES}",
    re.IGNORECASE,
)
# The word itself may be the name of a value.
_ARTICLES = frozenset({"returns", "return", "a", "an"})
_STOP = re.compile(r"\s*(?:$|[:,=(\n]|[-–—]\s)")
_MARKS = re.compile(r"[`*⚠️]|(?<=\S)\s+DEPRECATED\b|(?<=⚠️)\s*DEPRECATED\b")
_SPACED_TYPE = re.compile(r"(?<=[\[])\s+|\s+(?=[\]!])")


class Signature(NamedTuple):
    """What a heading or the first cell of a row says of an element besides its description."""

    name: str
    owner: str | None = None
    type: str | None = None
    default: str | None = None
    what: What | None = None


def label_of(text: str, table: dict[str, LabelId]) -> LabelId | None:
    """The label that a heading or the beginning of a paragraph is."""
    return table.get(plain(text))


def plain(text: str) -> str:
    """A heading as the tables here write it."""
    return " ".join(text.replace("\u200b", "").strip(" \t\n:#*`¶").lower().split())


def signature(text: str) -> Signature | None:
    """Read `name`, `Type.name`, `name: Type`, `name - Type = default`, `name (Type)`, `enum Name`.

    Nothing else may stand in the text.
    """
    cleaned = _SPACED_TYPE.sub("", " ".join(_MARKS.sub("", text.replace("\u200b", "")).split()))
    found = _SIGNATURE.fullmatch(cleaned)
    return _read(found) if found else None


def leading(text: str, marked: Collection[str] = ()) -> tuple[Signature, int] | None:
    """Read the signature that a text begins with, and where it ends.

    A word after `name:` is a type only where it is `marked` as code or as a link, or where a stop
    follows it: else it begins the description.
    """
    found = _SIGNATURE.match(text, len(text) - len(text.lstrip()))
    read = _read(found) if found else None
    if found is None or read is None:
        return None
    if found["type"] is None or found["type"] in marked:
        return read, found.end()
    in_brackets = read.type != found["type"]
    if not in_brackets and _STOP.match(text, found.end("type")):
        return read, found.end()
    end = found.end("brackets") if found["brackets"] else found.end("path")
    return read._replace(type=read.type if in_brackets else None, default=None), end


def _read(found: re.Match[str]) -> Signature | None:
    type_text, what = found["type"], KINDS.get((found["before"] or "").lower())
    brackets = (found["brackets"] or "").strip()[1:-1].partition(",")[0].strip()
    if brackets.lower() in KINDS:
        what = KINDS[brackets.lower()]
    elif typerefs.is_type_text(brackets):
        type_text = brackets
    if type_text is not None and not typerefs.is_type_text(type_text):
        return None
    owner, _, name = found["path"].rpartition(".")
    return Signature(name, owner or None, type_text, found["default"], what)


def type_in(text: str) -> str | None:
    """The type that a text states: it alone, or in a phrase such as "Returns a Book!"."""
    words = _SPACED_TYPE.sub("", " ".join(_MARKS.sub("", text).split())).removesuffix(".").split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        del words[0]
    return words[0] if len(words) == 1 and typerefs.is_type_text(words[0]) else None


def element_kind(what: str | None) -> ElementKind:
    """What a type section's element is: `type` where nothing says more."""
    return what if what in get_args(TypeKind) else "type"  # type: ignore[return-value]  # as asked
