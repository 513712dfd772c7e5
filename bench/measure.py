"""What a reader made of a page, held against the schema that the page was made from.

In: the schema, the page before anything was lost, and what was read. Out: for every kind of fact
how many the page stated, how many were read, and every fact that is not true. A module of its own
because the benchmark and the tests judge alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from bench.samples import Schema
from bench.scrape import LayoutId, Page
from bench.writing import plain
from schemadoc import coordinates, typerefs
from schemadoc.model import NAMED_TYPES, ROOT_NAMES, Element, Index, Snapshot, walk
from schemadoc.typerefs import Known

Fact = tuple[object, ...]

KINDS = (
    "heading",
    "root field",
    "root type",
    "argument",
    "argument type",
    "field",
    "field type",
    "field type's name",
    "error row",
    "deprecation",
    "description",
    "access",
    "code in prose",
)

_SPACE = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_COMPOSITE = frozenset({"object", "interface", "union"})


@dataclass
class Names:
    """What became of the headings that were lost."""

    lost: int = 0
    document: int = 0
    certain: int = 0
    likely: int = 0

    def add(self, other: Names) -> None:
        """Add those of another page."""
        self.lost += other.lost
        self.document += other.document
        self.certain += other.certain
        self.likely += other.likely


@dataclass
class Measure:
    """Facts stated and found by kind, what is false, and the names."""

    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def add(self, other: Measure) -> None:
        """Add what was measured on another page."""
        self.stated += other.stated
        self.found += other.found
        self.said += other.said
        self.false += other.false
        self.names.add(other.names)

    def recall(self, kind: str) -> float | None:
        """The share of the facts of a kind that were read; None where the page had none."""
        return self.found[kind] / self.stated[kind] if self.stated[kind] else None


def measure(schema: Schema, whole: Page, lossy: Page, read: Snapshot) -> Measure:
    """Compare.

    Args:
        schema: the truth.
        whole: the page made from it.
        lossy: the same page after the losses: it says which headings are gone.
        read: what the reader made of the lossy page's text.
    """
    truth = schema.index.elements
    problems: list[str] = []
    names = _names(truth, whole, lossy, read, problems)
    told = _renamed(truth, lossy, read, problems)
    everything = _facts(truth.values())
    stated = _facts(_as_shown(truth[c], whole.layout) for c in _shown(whole) if c in truth)
    said = _facts(told)
    stated["heading"] = {(s.coordinate,) for s in lossy.sections if s.name is not None}
    said["heading"] = {(e.coordinate,) for e in read.elements if e.name_from is None}
    result = Measure(names=names, false=problems)
    for kind in KINDS:
        result.stated[kind] = len(stated[kind])
        result.found[kind] = len(stated[kind] & said[kind])
        result.said[kind] = len(said[kind])
        if kind not in ("heading", "description"):
            wrong = sorted(said[kind] - everything[kind], key=str)
            result.false += [f"{kind}: {' '.join(map(str, fact))}" for fact in wrong]
    result.false += _false(schema, told, read)
    return result


def _shown(page: Page) -> Iterator[str]:
    """The coordinates of all that a page shows."""
    for section in page.sections:
        yield section.coordinate
        for row in section.arguments or ():
            yield f"{section.coordinate}({row.name}:)"
        owner = typerefs.named_type(section.type) if section.type else section.coordinate
        for row in section.fields or ():
            yield f"{owner}.{row.name}"
            for argument in row.arguments:
                yield f"{owner}.{row.name}({argument.name}:)"


def _as_shown(element: Element, layout: LayoutId) -> Element:
    """An element with no more than a layout has a place for."""
    if layout in ("flat", "viewers") and _place(element) == "field":
        return Element(coordinate=element.coordinate, element="field", type=element.type)
    if layout == "viewers" or _place(element) != "root field":
        return element
    return msgspec.structs.replace(
        element, complexity=None, viewers=(), permissions=None, rate_limits=()
    )


def _facts(elements: Iterable[Element]) -> dict[str, set[Fact]]:
    """Everything that elements say, by kind."""
    facts: dict[str, set[Fact]] = {kind: set() for kind in KINDS}
    for element in elements:
        place = _place(element)
        if place is not None:
            facts[place].add((element.coordinate,))
            if element.type is not None:
                facts[f"{place} type" if place != "root field" else "root type"].add(
                    (element.coordinate, element.type)
                )
        name = typerefs.name_of(element.ref)
        if place == "field" and name is not None and not typerefs.is_placeholder(name):
            facts["field type's name"].add((element.coordinate, name))
        for kind, fact in _said(element):
            facts[kind].add((element.coordinate, *fact))
    return facts


def _place(element: Element) -> str | None:
    if element.element == "argument":
        return "argument"
    if element.element != "field":
        return None
    root = coordinates.parent(element.coordinate) in ROOT_NAMES.values()
    return "root field" if root else "field"


def _said(element: Element) -> Iterator[tuple[str, Fact]]:
    for at, row in enumerate(element.errors or ()):
        yield "error row", (at, row.code, _one_line(row.message))
    found = element.deprecation
    if found is not None and element.element != "argument":
        reason = _one_line(plain(found.reason or "No longer supported"))
        yield "deprecation", (reason, found.marked_on, found.remove_on, found.url)
    if element.description and _place(element) == "root field":
        yield "description", (_letters(element.description),)
    for key in ("endpoint", "complexity", "viewers", "permissions", "rate_limits"):
        value = getattr(element, key)
        if value not in (None, ()):
            yield "access", (key, value)
    if element.requires_authorization:
        yield "access", ("authorization",)
    for code in element.errors_mentioned:
        yield "code in prose", (code,)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _letters(text: str) -> str:
    """A description without what a scraper may do to its spaces and bullets."""
    return _NO_LETTER.sub("", plain(_one_line(text))).lower()


# Names


def _sections_read(read: Snapshot) -> list[Element]:
    """The types whose fields a page shows, in its order."""
    index = Index(read)
    shown = [e for e in index.types() if index.children(e.coordinate) and e.source is not None]
    return sorted(shown, key=lambda e: e.source.line if e.source else 0)


def _names(
    truth: dict[str, Element], whole: Page, lossy: Page, read: Snapshot, problems: list[str]
) -> Names:
    names = Names(lost=sum(section.name is None for section in lossy.sections))
    if lossy.layout != "objects":
        expected = {section.coordinate for section in whole.sections}
        from_documents = [e for e in read.elements if e.name_from == "document"]
        names.document = sum(e.coordinate in expected for e in from_documents)
        return names
    for section, element in zip(whole.sections, _sections_read(read), strict=False):
        if element.name_from != "inferred":
            continue
        if element.coordinate != section.coordinate:
            problems.append(f"name: {section.coordinate} is called {element.coordinate}")
        elif element.name_confidence == "certain":
            names.certain += 1
        else:
            names.likely += 1
    return names


def _renamed(
    truth: dict[str, Element], lossy: Page, read: Snapshot, problems: list[str]
) -> list[Element]:
    """What was read, each placeholder called by what it stands for: its facts are to be judged."""
    meant: dict[str, str] = {}
    if lossy.layout == "objects":
        found = _sections_read(read)
        if len(found) != len(lossy.sections):
            problems.append(f"sections: {len(lossy.sections)} are read as {len(found)}")
        for section, element in zip(lossy.sections, found, strict=False):
            meant[element.coordinate] = section.coordinate
            named = not typerefs.is_placeholder(element.coordinate)
            if named and section.name is not None and element.coordinate != section.coordinate:
                problems.append(f"heading: {section.coordinate} is read as {element.coordinate}")
    for coordinate, element in walk(read).items():
        root, _, name = coordinate.partition(".")
        if coordinate in truth and _place(element) == "root field":
            # A payload without its name is called after the root field that returns it.
            stands_in = f"{typerefs.PLACEHOLDER}{root}_{name}"
            meant[stands_in] = typerefs.named_type(truth[coordinate].type or "")
    return [_rename(element, meant) for element in read.elements]


def _rename(element: Element, meant: dict[str, str]) -> Element:
    name = re.match(r"\w+", element.coordinate)
    if name is None or not typerefs.is_placeholder(name[0]) or name[0] not in meant:
        return element
    coordinate = meant[name[0]] + element.coordinate[name.end() :]
    return msgspec.structs.replace(element, coordinate=coordinate)


# What is not true


def _false(schema: Schema, told: list[Element], read: Snapshot) -> Iterator[str]:
    truth = schema.index.elements
    children = Counter(coordinates.parent(e.coordinate) for e in told if e.element == "field")
    for element in told:
        true = truth.get(element.coordinate)
        if true is None:
            if _place(element) is None:
                yield f"element: {element.coordinate}"
            continue
        if element.element not in ("type", true.element):
            yield f"kind: {element.coordinate} is called {element.element}, is {true.element}"
        yield from _false_description(element, true)
        if element.errors == () and true.errors:
            yield f"no errors: {element.coordinate}"
        if element.type_known and _excludes(schema, true.type or "", element.type_known):
            yield f"type known: {element.coordinate} {element.type_known}, is {true.type}"
        closed = element.element in NAMED_TYPES - {"type"} and not element.partial
        if closed and children[element.coordinate] < len(schema.fields(element.coordinate)):
            yield f"closed: {element.coordinate} has more fields"
    yield from _uncovered(schema, read)


def _false_description(element: Element, true: Element) -> Iterator[str]:
    letters = _letters(element.description or "")
    if letters not in _letters(true.description or ""):
        yield f"description: {element.coordinate} {element.description!r}"


def _excludes(schema: Schema, true: str, known: Known) -> bool:
    """Whether what is said to be known of a type is not so."""
    if typerefs.contradicts(true, known):
        return True
    kind = schema.kind(typerefs.named_type(true))
    if kind in _COMPOSITE:
        return known.json not in (None, "object")
    return kind == "enum" and known.json not in (None, "string")


def _uncovered(schema: Schema, read: Snapshot) -> Iterator[str]:
    """Elements that the reading calls absent."""
    coverage, elements = read.coverage, walk(read)
    for operation, root in ROOT_NAMES.items():
        if getattr(coverage.roots, operation):
            for child in schema.fields(root):
                if child.coordinate not in elements:
                    yield f"covered: {child.coordinate} is called absent"
    if coverage.kinds.object:
        for element in schema.index.types():
            hidden = element.coordinate in (*ROOT_NAMES.values(), *elements)
            if element.element == "object" and not hidden:
                yield f"covered: {element.coordinate} is called absent"
