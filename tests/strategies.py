"""Arbitrary snapshots for hypothesis: any that a reader could make, and whole schemas.

`snapshots` are whatever the model allows: partial, with facts of every kind, with names that SDL
reserves and members whose type is lost. `schemas` are complete: what SDL and an introspection
result can both say.
"""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from schemadoc import coordinates, lifecycle
from schemadoc.model import (
    COMPLETE,
    OPERATIONS,
    ROOT_NAMES,
    Coverage,
    Deprecation,
    DirectiveUse,
    Element,
    ElementKind,
    ErrorCode,
    Example,
    Index,
    KindCoverage,
    Location,
    Permissions,
    RateLimit,
    RootCoverage,
    Roots,
    Snapshot,
    Source,
    sort_elements,
)
from schemadoc.typerefs import Known

# Few and short, so that references meet definitions; some that SDL reserves or that are ours.
NAMES = ("A", "B", "C", "D", "Ab", "Query", "Mutation", "x", "on", "type", "schemadoc_Value")
ODD_NAMES = (*NAMES, "__A", "String", "true", "null", "schemadoc", "schemadoc_none")
LOCATIONS = ("FIELD", "FIELD_DEFINITION", "OBJECT", "ENUM_VALUE", "ARGUMENT_DEFINITION", "SCALAR")
KINDS: tuple[ElementKind, ...] = (
    "scalar",
    "object",
    "interface",
    "union",
    "enum",
    "input_object",
    "type",
)
MEMBERS: dict[str, ElementKind] = {
    "object": "field",
    "interface": "field",
    "input_object": "input_field",
    "enum": "enum_value",
}

# Texts that meet what SDL's strings are particular about.
texts = st.one_of(
    st.sampled_from(
        [
            "",
            " a",
            "a\n",
            '"',
            '"""',
            '\\"""',
            "a\\",
            "a\n  b",
            "  a\n b",
            "\tb",
            "a\r\nb",
            "é\x85\x7f",
        ]
    ),
    st.text(alphabet='ab "\\\n\t#`*-', max_size=20),
    st.text(max_size=8),
)
values = st.sampled_from(
    [
        "1",
        "-0.5",
        "null",
        "true",
        "A",
        '"a"',
        '"\\""',
        "[1, A]",
        "{ a: [1], b: { c: null } }",
        "[]",
        "{}",
    ]
)
dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
wrappers = st.sampled_from(["{}", "{}!", "[{}]", "[{}!]!", "[[{}]!]"])


def types(names: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Type texts."""
    return st.builds(str.format, wrappers, names)


deprecations = st.builds(
    Deprecation,
    reason=st.none() | texts.filter(bool) | st.just("Use `x` instead."),
    marked_on=st.none() | dates,
    remove_on=st.none() | dates,
    url=st.none() | st.just("https://example.org/a"),
    replacements=st.lists(st.sampled_from(["A.x", "gone"]), max_size=2).map(tuple),
    origin=st.sampled_from(["directive", "block", "prose"]),
)
permissions: st.SearchStrategy[Permissions] = st.recursive(
    st.builds(Permissions, any=st.lists(texts, max_size=2).map(tuple)),
    lambda inner: st.builds(Permissions, all=st.lists(texts | inner, max_size=3).map(tuple)),
    max_leaves=4,
)
uses = st.builds(
    DirectiveUse,
    name=st.sampled_from(["A", "B", "schemadoc", "x"]),
    arguments=st.dictionaries(st.sampled_from(["x", "on"]), values | st.just("[1 2]"), max_size=2),
)
# Every key that may stand on any element.
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "type_known": st.builds(
        Known,
        named=st.none() | st.sampled_from(NAMES),
        list=st.none() | st.booleans(),
        json=st.none() | st.sampled_from(["string", "object"]),
    ),
    "name_from": st.sampled_from(["document", "inferred", "placeholder"]),
    "name_confidence": st.sampled_from(["certain", "likely"]),
    "name_evidence": texts,
    "description": texts,
    "errors": st.lists(st.builds(ErrorCode, texts, texts), max_size=3).map(tuple),
    "errors_mentioned": st.lists(texts, max_size=2).map(tuple),
    "deprecation": deprecations,
    "complexity": st.integers(-(2**40), 2**40),
    "viewers": st.lists(texts, max_size=2).map(tuple),
    "permissions": permissions,
    "rate_limits": st.lists(
        st.builds(RateLimit, texts, st.lists(texts, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    "endpoint": texts,
    "requires_authorization": st.booleans(),
    "directives": st.lists(uses, max_size=3).map(tuple),
    "example": st.builds(Example, document=st.none() | texts, response=st.none() | texts),
    "partial": st.booleans(),
    "source": st.builds(Location, texts, st.integers(1, 99), st.none() | st.integers(1, 99)),
}
TYPE_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "interfaces": st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    "members": st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    "specified_by": texts,
    "one_of": st.booleans(),
}
VALUE_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "type": types(st.sampled_from([*ODD_NAMES, "Int", "Lost"])),
    "default": values | texts,
}
DIRECTIVE_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "locations": st.lists(st.sampled_from([*LOCATIONS, "NOWHERE"]), max_size=3).map(tuple),
    "repeatable": st.booleans(),
}


@st.composite
def some_of(draw: st.DrawFn, facts: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """A few of the keys, with values."""
    keys = draw(st.lists(st.sampled_from(sorted(facts)), max_size=4, unique=True))
    return {key: draw(facts[key]) for key in keys}


@st.composite
def _elements(draw: st.DrawFn) -> list[Element]:
    """Elements in any order, some of them below what is not there."""
    found: list[Element] = []
    for name in draw(st.lists(st.sampled_from(ODD_NAMES), max_size=6, unique=True)):
        kind = draw(st.sampled_from(KINDS))
        if draw(st.integers(0, 4)):
            keys = draw(some_of(FACTS | TYPE_FACTS))
            found.append(Element(coordinate=name, element=kind, **keys))
        usual = MEMBERS.get(kind, "field")
        for member in draw(st.lists(st.sampled_from(ODD_NAMES), max_size=3, unique=True)):
            odd = draw(st.integers(0, 9)) == 0
            what = draw(st.sampled_from(sorted(set(MEMBERS.values())))) if odd else usual
            found += draw(_with_arguments(f"{name}.{member}", what, "argument"))
    for name in draw(
        st.lists(st.sampled_from(["@A", "@B", "@schemadoc", "@deprecated"]), unique=True)
    ):
        found += draw(_with_arguments(name, "directive", "directive_argument"))
    return found


@st.composite
def _with_arguments(
    draw: st.DrawFn, coordinate: str, kind: ElementKind, below: ElementKind
) -> list[Element]:
    facts = FACTS | (DIRECTIVE_FACTS if kind == "directive" else VALUE_FACTS)
    found = []
    if draw(st.integers(0, 9)):
        found.append(Element(coordinate=coordinate, element=kind, **draw(some_of(facts))))
    if kind in ("field", "directive"):
        for name in draw(st.lists(st.sampled_from(ODD_NAMES), max_size=2, unique=True)):
            keys = draw(some_of(FACTS | VALUE_FACTS))
            found.append(Element(coordinate=f"{coordinate}({name}:)", element=below, **keys))
    return found


coverages = st.builds(
    Coverage,
    complete=st.booleans(),
    roots=st.builds(RootCoverage, query=st.booleans(), mutation=st.booleans()),
    kinds=st.builds(KindCoverage, object=st.booleans(), enum=st.booleans()),
    errors=st.booleans(),
    deprecated_inputs=st.booleans(),
)
roots = st.builds(
    Roots,
    query=st.none() | st.sampled_from(["Query", "A", "Own"]),
    mutation=st.none() | st.sampled_from(["Mutation", "Query", "B", "Own"]),
    subscription=st.none() | st.sampled_from(["Subscription", "C"]),
)
sources = st.builds(
    Source,
    path=texts,
    kind=st.sampled_from(["introspection", "sdl", "page"]),
    sha256=st.just("0" * 64),
    layout=st.none() | st.just("a"),
    captured=st.none() | dates,
)
# Any snapshot that the model allows.
snapshots = st.builds(
    Snapshot,
    region=st.just("gb"),
    captured=st.none() | dates,
    roots=roots,
    sources=st.lists(sources, max_size=2).map(tuple),
    coverage=coverages,
    elements=_elements().map(sort_elements),
)


# Whole schemas: every reference is defined, and every fact is one that readers find in a schema.

words = st.lists(st.sampled_from(["one", "`two`", "*three*", "A 4.", "é"]), min_size=1)
prose = st.lists(words.map(" ".join), min_size=1, max_size=3).map("\n\n".join)
codes = st.builds(
    ErrorCode, st.sampled_from(["KT-CT-1111", "OE-0101"]), st.sampled_from(["", "Not allowed."])
)


@st.composite
def _described(draw: st.DrawFn, *, deprecated: bool = False) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if draw(st.booleans()):
        keys["description"] = draw(prose)
    if draw(st.integers(0, 5)) == 0:
        keys["errors"] = tuple(draw(st.lists(codes, min_size=1, max_size=3)))
    if draw(st.integers(0, 5)) == 0:
        keys["requires_authorization"] = True
    if deprecated and draw(st.integers(0, 3)) == 0:
        keys["deprecation"] = Deprecation(
            reason=draw(st.sampled_from(["Use `x` instead.", "No longer supported", None])),
            marked_on=draw(st.none() | dates),
            remove_on=draw(st.none() | dates),
            url=draw(st.none() | st.just("https://example.org/a/2020-01-01")),
            origin="directive",
        )
    return keys


@st.composite
def schemas(draw: st.DrawFn) -> Snapshot:
    """A complete snapshot, as a reader of a whole schema makes it."""
    kinds = draw(
        st.dictionaries(st.sampled_from(["A", "B", "C", "D", "E"]), st.sampled_from(KINDS[:-1]))
    )
    own = {op: draw(st.sampled_from([ROOT_NAMES[op], f"Own{op}"])) for op in OPERATIONS[:2]}
    kinds |= {ROOT_NAMES[op]: "object" for op in own}
    found: list[Element] = []
    for name, kind in kinds.items():
        found += draw(_whole_type(name, kind, kinds))
    if draw(st.booleans()):
        found += draw(_whole_directive(kinds))
    snapshot = Snapshot(
        region="gb",
        roots=Roots(**own),
        coverage=COMPLETE,
        elements=sort_elements(found),
    )
    return _as_read(snapshot)


@st.composite
def _whole_type(
    draw: st.DrawFn, name: str, kind: ElementKind, kinds: dict[str, ElementKind]
) -> Any:
    keys = draw(_described())
    if kind == "scalar" and draw(st.booleans()):
        keys["specified_by"] = "https://example.org/scalar"
    if kind == "union":
        objects = sorted(
            n for n, k in kinds.items() if k == "object" and n not in ROOT_NAMES.values()
        )
        keys["members"] = tuple(objects)
    found = [Element(coordinate=name, element=kind, **keys)]
    if kind in MEMBERS:
        for member in draw(st.lists(st.sampled_from(["x", "y", "zed"]), min_size=1, unique=True)):
            found += draw(_whole_member(f"{name}.{member}", MEMBERS[kind], kinds))
    return found


@st.composite
def _whole_member(
    draw: st.DrawFn, coordinate: str, kind: ElementKind, kinds: dict[str, ElementKind]
) -> list[Element]:
    keys = draw(_described(deprecated=True))
    if kind != "enum_value":
        keys["type"] = draw(_whole_type_text(kinds, inputs=kind != "field"))
    if kind not in ("enum_value", "field") and draw(st.booleans()):
        keys["default"] = draw(values)
    found = [Element(coordinate=coordinate, element=kind, **keys)]
    if kind == "field":
        for argument in draw(st.lists(st.sampled_from(["a", "b"]), unique=True)):
            found += draw(_whole_member(f"{coordinate}({argument}:)", "argument", kinds))
    return found


@st.composite
def _whole_type_text(draw: st.DrawFn, kinds: dict[str, ElementKind], *, inputs: bool) -> str:
    allowed = ("scalar", "enum", "input_object") if inputs else KINDS[:5]
    names = [
        name for name, kind in kinds.items() if kind in allowed and name not in ROOT_NAMES.values()
    ]
    return draw(types(st.sampled_from(["Int", "String", *sorted(names)])))


@st.composite
def _whole_directive(draw: st.DrawFn, kinds: dict[str, ElementKind]) -> list[Element]:
    locations = tuple(sorted(draw(st.sets(st.sampled_from(LOCATIONS), min_size=1))))
    keys = {"locations": locations, "repeatable": draw(st.booleans())}
    text = draw(st.none() | prose)
    found = [Element(coordinate="@own", element="directive", description=text, **keys)]
    if draw(st.booleans()):
        found += draw(_whole_member("@own(a:)", "directive_argument", kinds))
    return found


def _as_read(snapshot: Snapshot) -> Snapshot:
    """What readers conclude of the whole: empty error lists, replacements, coverage of errors."""
    speaks = any(element.errors for element in snapshot.elements)
    index = Index(snapshot)
    elements = []
    for element in snapshot.elements:
        changes: dict[str, Any] = {}
        root_field = coordinates.parent(element.coordinate) in ROOT_NAMES.values()
        if speaks and element.element == "field" and element.errors is None and root_field:
            changes["errors"] = ()
        if element.deprecation and element.deprecation.reason:
            reason = element.deprecation.reason
            names = lifecycle.replacements(reason, element.coordinate, index)
            changes["deprecation"] = replace(element.deprecation, replacements=names)
        elements.append(replace(element, **changes))
    coverage = replace(snapshot.coverage, errors=speaks)
    return replace(snapshot, elements=tuple(elements), coverage=coverage)
