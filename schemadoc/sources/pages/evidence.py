"""What a page and its neighbours say of names that no heading bears.

In: the elements of a page with nameless types, and the snapshots of other sources. Out:
`Evidence`: the sections in their order, the names that could belong to them, what is known against
a name being an object's, and the fields that other sources show under a name. A module of its own
because gathering evidence and weighing it (`names`) change for different reasons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from schemadoc import typerefs
from schemadoc.model import ROOT_NAMES, Element, Index, Snapshot
from schemadoc.sources.pages import documents
from schemadoc.sources.pages.documents import Value

# Where a name was met, strongest first: what the page itself refers to must stand on it somewhere.
Origin = Literal["referred", "member", "relay", "region", "stem", "text", "elsewhere"]

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_TYPE_WORD = re.compile(
    r"(?<![\w'.-])(?P<name>[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:\.(?P<field>[a-z]\w*))?(?![\w-])"
)
_QUOTES = re.compile("['`\"]")
_ENUM_VALUE = re.compile(r"[A-Z][A-Z0-9_]*")
_NO_OBJECTS = frozenset({"scalar", "enum", "union", "interface", "input_object"})
_FEW = 2


class Section(NamedTuple):
    """A table of fields; `name` is the placeholder where the heading is lost."""

    name: str
    lost: bool
    line: int
    fields: dict[str, str]
    example: Value | None


class Shown(NamedTuple):
    """The fields of a type in another source: `closed` if it shows all of them."""

    fields: dict[str, Element]
    closed: bool
    own_region: bool


class Evidence(NamedTuple):
    """All that is known of a page's lost names before it is weighed.

    `lists` are the names that the page refers to as the items of a list.
    """

    sections: tuple[Section, ...]
    names: dict[str, Origin]
    shown: dict[str, tuple[Shown, ...]]
    told: dict[str, set[str]]
    lists: frozenset[str]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a camel-case name, in lower case."""
    return tuple(word.lower() for word in _WORD.findall(name))


def gather(page: Index, path: str, own: Sequence[Snapshot], others: Sequence[Snapshot]) -> Evidence:
    """Gather the evidence for the lost names of one page.

    Args:
        page: what was read from the page.
        path: of the page: only its own types are sections.
        own: the other sources of the same region.
        others: finished snapshots of other regions.
    """
    sections = _sections(page, path)
    headings = {section.name for section in sections if not section.lost}
    usage = _Usage(sections, (page.snapshot, *own, *others), headings)
    shown = _shown(own, others)
    names: dict[str, Origin] = {}
    for snapshot in others:
        names.update(dict.fromkeys(_named_types(snapshot), "elsewhere"))
    told = _told((page.snapshot, *own, *others))
    names.update(dict.fromkeys(told, "text"))
    for name, showings in shown.items():
        names[name] = "region" if any(one.own_region for one in showings) else "elsewhere"
    for snapshot in own:
        names.update(dict.fromkeys(_named_types(snapshot), "region"))
    names.update(dict.fromkeys(usage.stems(), "stem"))
    for section in sections:
        if section.lost and (connection := connection_of(section)):
            names[connection] = "relay"
    names.update(dict.fromkeys(usage.members, "member"))
    names.update(dict.fromkeys(usage.referred, "referred"))
    possible = {n: o for n, o in names.items() if n not in headings and usage.may_be_object(n)}
    return Evidence(sections, possible, shown, told, frozenset(usage.lists))


def _sections(page: Index, path: str) -> tuple[Section, ...]:
    found = []
    for element in page.types():
        source = element.source
        if source is None or source.path != path or element.element != "object":
            continue
        fields = {c.name: c.type or "" for c in page.children(element.coordinate)}
        if element.coordinate in ROOT_NAMES.values() or not fields:
            continue
        text = element.example.response if element.example else None
        example = documents.read_example(text) if text else None
        lost = typerefs.is_placeholder(element.coordinate)
        found.append(Section(element.coordinate, lost, source.line, fields, example))
    return tuple(sorted(found, key=lambda section: section.line))


def connection_of(section: Section) -> str | None:
    """The name of a Relay connection, by its edges: `XConnection` of `[XEdge]`."""
    edges = typerefs.named_type(section.fields.get("edges", ""))
    if "pageInfo" not in section.fields or not edges.endswith("Edge"):
        return None
    return f"{edges.removesuffix('Edge')}Connection"


def is_edge(section: Section) -> bool:
    """Whether a section has the fields of a Relay edge."""
    return section.fields.keys() == {"cursor", "node"}


class _Usage:
    """How the page uses the names that it refers to."""

    def __init__(
        self, sections: Sequence[Section], snapshots: Sequence[Snapshot], headings: set[str]
    ) -> None:
        self.headings = headings
        self.referred: set[str] = set()
        self.members: set[str] = set()
        self.no_object: set[str] = set()
        self.lists: set[str] = set()
        self.abstract: set[str] = set()
        self.others: set[str] = set()
        self.scalars: set[str] = set()
        self.enums: set[str] = set()
        for section in sections:
            for field, text in section.fields.items():
                self._use(text, section.example.get(field) if section.example else None)
        for snapshot in snapshots:
            arguments = (e for e in snapshot.elements if e.element == "argument")
            self.no_object |= {name for e in arguments if (name := typerefs.name_of(e.ref))}
            self.no_object |= {e.coordinate for e in snapshot.elements if e.element in _NO_OBJECTS}
        self.no_object |= self.abstract | self.scalars | self.enums
        self.endings = self._endings()

    def _use(self, text: str, value: Value | None) -> None:
        """What the example under a field says of the field's type."""
        name = typerefs.named_type(text)
        self.referred.add(name)
        if text.startswith("["):
            self.lists.add(name)
        if value is None:
            return
        inner = value
        while inner.kind == "list" and inner.items:
            inner = inner.items[0][1]
        unbracketed = text.startswith("[") and "!" not in text and value.kind != "list"
        if inner.kind == "name" and inner.name != name:
            self.abstract.add(name)
            self.others.add(name)
            self.members.add(str(inner.name))
        elif inner.kind == "name" and unbracketed:
            self.abstract.add(name)  # only abstract types and enums lose their brackets
        elif inner.kind not in ("name", "null", "list"):
            (self.enums if _ENUM_VALUE.fullmatch(inner.text) else self.scalars).add(name)

    def _endings(self) -> set[str]:
        """Last words that on this page only abstract types bear.

        Enums have such words too, but print a value: no name that prints itself is an enum's.
        """
        bad = Counter(words(name)[-1] for name in self.abstract if words(name))
        good = {words(name)[-1] for name in self.headings if words(name)}
        return {word for word, count in bad.items() if count >= _FEW and word not in good}

    def stems(self) -> set[str]:
        """Names of abstract types without the word that says so, if headings are made that way.

        Where the page has `X` beside the interface `XInterface`, another interface's stem is a
        type's name too; not where the example shows a member that is called otherwise.
        """
        found = {
            name[: -len(ending)]
            for name in self.referred - self.others
            for ending in self.endings
            if name.lower().endswith(ending) and len(words(name)) > _FEW
        }
        return found if len(found & self.headings) >= _FEW else set()

    def may_be_object(self, name: str) -> bool:
        """Whether nothing shows that a name is a scalar's, an enum's or an abstract type's."""
        if name in self.no_object or name in typerefs.BUILT_IN_SCALARS:
            return False
        if typerefs.is_placeholder(name) or not words(name):
            return False
        return words(name)[-1] not in self.endings and not self._is_kind_of_scalar(name)

    def _is_kind_of_scalar(self, name: str) -> bool:
        """Whether a name ends in that of a scalar: what `RoleString` is, `String` says."""
        scalars = typerefs.BUILT_IN_SCALARS | self.scalars
        return any(name.endswith(scalar) and name != scalar for scalar in scalars)


def _told(snapshots: Iterable[Snapshot]) -> dict[str, set[str]]:
    """Type names that stand in running text, with the fields that it says they have."""
    told: dict[str, set[str]] = {}
    for element in (element for snapshot in snapshots for element in snapshot.elements):
        reason = element.deprecation.reason if element.deprecation else None
        for text in filter(None, (element.description, reason)):
            for found in _TYPE_WORD.finditer(_QUOTES.sub(" ", text)):
                fields = told.setdefault(found["name"], set())
                if found["field"]:
                    fields.add(found["field"])
        for replacement in element.deprecation.replacements if element.deprecation else ():
            name, dot, field = replacement.partition(".")
            if dot and "(" not in field:
                told.setdefault(name, set()).add(field)
    return told


def _named_types(snapshot: Snapshot) -> Iterable[str]:
    index = Index(snapshot)
    return (
        element.coordinate
        for element in index.types()
        if element.coordinate not in ROOT_NAMES.values()
        and not typerefs.is_placeholder(element.coordinate)
    )


def _shown(own: Sequence[Snapshot], others: Sequence[Snapshot]) -> dict[str, tuple[Shown, ...]]:
    """The fields that other sources show, by the name of their type."""
    found: dict[str, list[Shown]] = {}
    for snapshot, is_own in ((s, s in own) for s in (*own, *others)):
        index = Index(snapshot)
        for name in _named_types(snapshot):
            element = index.elements[name]
            fields = {c.name: c for c in index.children(name) if c.element == "field"}
            if fields and element.element in ("object", "type"):
                closed = element.element != "type" and not element.partial
                found.setdefault(name, []).append(Shown(fields, closed, is_own))
    return {name: tuple(showings) for name, showings in found.items()}


def selected_words(section: Section) -> set[str]:
    """The words of a section's field names."""
    return {word for field in section.fields for word in words(field)}
