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

from bench import naming
from bench.naming import Names
from bench.samples import Schema
from bench.scrape import LayoutId, Page, Section
from bench.writing import plain
from schemadoc import coordinates, typerefs
from schemadoc.model import NAMED_TYPES, ROOT_NAMES, Element, Snapshot, walk
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
    "field type in part",
    "input field",
    "input field type",
    "enum value",
    "error row",
    "deprecation",
    "description",
    "access",
    "code in prose",
)

# A heading is a name, a description may be true in part, and so may be what is known of a type.
_JUDGED_APART = frozenset({"heading", "description", "field type in part"})
_SPACE = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_COMPOSITE = frozenset({"object", "interface", "union"})


@dataclass
class Measure:
    """Facts by kind and their names.

    `stated` by the whole page and `found` of these, `left` on the lossy page and `read` of these,
    `said` by the reading and `false` of these.
    """

    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def check(self, kind: str, problem: str | None) -> None:
        """Count something that was said, and what is wrong with it."""
        self.said[kind] += 1
        if problem is not None:
            self.false[kind] += 1
            self.problems.append(f"{kind}: {problem}")

    def add(self, other: Measure) -> None:
        """Add what was measured on another page."""
        self.stated += other.stated
        self.found += other.found
        self.left += other.left
        self.read += other.read
        self.said += other.said
        self.false += other.false
        self.problems += other.problems
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
    result = Measure()
    result.names = naming.names(whole, lossy, read, result.check)
    told = naming.renamed(truth, lossy, read, result.check)
    everything, said = _facts(truth.values()), _facts(told)
    stated = _facts(_as_shown(truth[c], whole.layout) for c in _shown(whole) if c in truth)
    stated["heading"] = {(s.coordinate,) for s in lossy.sections if s.name is not None}
    said["heading"] = {(e.coordinate,) for e in read.elements if e.name_from is None}
    left = _facts(_left(truth, whole, lossy))
    for kind in KINDS:
        result.stated[kind] = len(stated[kind])
        result.found[kind] = len(stated[kind] & said[kind])
        result.left[kind] = len(left[kind])
        result.read[kind] = len(left[kind] & said[kind])
        for fact in sorted(said[kind], key=str):
            if kind not in _JUDGED_APART:
                wrong = fact not in everything[kind]
                result.check(kind, " ".join(map(str, fact)) if wrong else None)
    for element in told:
        _judge(schema, element, result)
    _judge_closed(schema, told, result)
    _judge_coverage(schema, read, result)
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


def _left(truth: dict[str, Element], whole: Page, lossy: Page) -> Iterator[Element]:
    """What a page still says after its losses, in its words, tables and documents."""
    for section, before in zip(lossy.sections, whole.sections, strict=True):
        yield _as_shown(_head_left(truth[section.coordinate], section), lossy.layout)
        for row in before.arguments or ():  # the document names them, whatever their table lost
            argument = truth[f"{section.coordinate}({row.name}:)"]
            yield Element(coordinate=argument.coordinate, element="argument", type=argument.type)
        owner = typerefs.named_type(before.type) if before.type else section.coordinate
        if lossy.layout in ("spectaql", "objects", "visible"):
            for row in section.fields or ():
                element = _no_more_than_a_row(truth[f"{owner}.{row.name}"])
                hidden = lossy.layout == "visible" and not row.deprecation
                yield msgspec.structs.replace(element, deprecation=None) if hidden else element
                for argument_row in row.arguments:
                    yield truth[f"{owner}.{row.name}({argument_row.name}:)"]


def _no_more_than_a_row(element: Element) -> Element:
    """A root field that a payload repeats: a row has no place for an endpoint."""
    return msgspec.structs.replace(_as_shown(element, "spectaql"), endpoint=None)


def _head_left(true: Element, section: Section) -> Element:
    in_words = true.deprecation is not None and true.deprecation.origin == "prose"
    whole = bool(section.about) and bool(section.deprecation) == bool(true.deprecation)
    kept = {
        "type": true.type if section.type else None,
        "description": true.description if section.about else None,
        "requires_authorization": true.requires_authorization and bool(section.about),
        "errors": true.errors if section.errors else None,
        "errors_mentioned": true.errors_mentioned if whole else (),
        "deprecation": true.deprecation if section.deprecation or (in_words and whole) else None,
    }
    if section.element is None:
        none = {"endpoint": None, "complexity": None, "viewers": (), "permissions": None}
        kept.update(none, rate_limits=())
    return msgspec.structs.replace(true, **kept)


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
        if place == "field" and (element.type or _says_something(element.type_known)):
            facts["field type in part"].add((element.coordinate,))
        for kind, fact in _said(element):
            facts[kind].add((element.coordinate, *fact))
    return facts


def _says_something(known: Known | None) -> bool:
    """Whether the name or the shape of a type is known: that it is a list is not enough."""
    return known is not None and (known.named is not None or known.json is not None)


def _place(element: Element) -> str | None:
    if element.element in ("input_field", "enum_value", "argument"):
        return element.element.replace("_", " ")
    if element.element != "field":
        return None
    root = coordinates.parent(element.coordinate) in ROOT_NAMES.values()
    return "root field" if root else "field"


def _said(element: Element) -> Iterator[tuple[str, Fact]]:
    for at, row in enumerate(element.errors or ()):
        yield "error row", (at, row.code, _one_line(row.message))
    found = element.deprecation
    if found is not None and element.element not in ("argument", "input_field"):
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


# What is true, and what is not


def _judge(schema: Schema, element: Element, result: Measure) -> None:
    """Hold one element that was read against the schema."""
    coordinate, true = element.coordinate, schema.index.get(element.coordinate)
    if true is None:
        if _place(element) is None:
            result.check("named type", coordinate)
        return
    if element.element in NAMED_TYPES:
        right = element.element in ("type", true.element)
        wrong = f"{coordinate} is called {element.element}, is {true.element}"
        result.check("named type", None if right else wrong)
    if element.description:
        right = _letters(element.description) in _letters(true.description or "")
        result.check("description", None if right else f"{coordinate} {element.description!r}")
    if element.errors == ():
        result.check("no errors", coordinate if true.errors else None)
    if element.type_known is not None:
        wrong = f"{coordinate} {element.type_known}, is {true.type}"
        right = not _excludes(schema, true.type or "", element.type_known)
        result.check("type known in part", None if right else wrong)


def _excludes(schema: Schema, true: str, known: Known) -> bool:
    """Whether what is said to be known of a type is not so."""
    if typerefs.contradicts(true, known):
        return True
    kind = schema.kind(typerefs.named_type(true))
    if kind in _COMPOSITE:
        return known.json not in (None, "object")
    return kind == "enum" and known.json not in (None, "string")


def _judge_closed(schema: Schema, told: list[Element], result: Measure) -> None:
    """A type of a known kind that is not partial says that it has no other fields."""
    fields = Counter(coordinates.parent(e.coordinate) for e in told if e.element == "field")
    for element in told:
        if element.element not in NAMED_TYPES - {"type"} or element.partial:
            continue
        missing = len(schema.fields(element.coordinate)) - fields[element.coordinate]
        wrong = f"{element.coordinate} has {missing} more fields"
        result.check("closed type", wrong if missing > 0 else None)


def _judge_coverage(schema: Schema, read: Snapshot, result: Measure) -> None:
    """What the reading covers and does not have, it calls absent."""
    coverage, elements = read.coverage, walk(read)
    for operation, root in ROOT_NAMES.items():
        if getattr(coverage.roots, operation):
            for child in schema.fields(root):
                absent = child.coordinate not in elements
                result.check("covered element", child.coordinate if absent else None)
    if coverage.kinds.object:
        for element in schema.index.types():
            if element.element == "object" and element.coordinate not in ROOT_NAMES.values():
                absent = element.coordinate not in elements
                result.check("covered element", element.coordinate if absent else None)
