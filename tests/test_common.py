"""What all regions share: a client can rely on it in each of them."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import msgspec
import pytest
from graphql import GraphQLSchema, build_schema, parse, validate, validate_schema

from schemadoc.compare.common import Common, common
from schemadoc.compare.narrowing import merged
from schemadoc.export import sdl
from schemadoc.model import COMPLETE, Coverage, Element, Index, RootCoverage, Roots
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read
from schemadoc.typerefs import Known
from tests import regional
from tests.test_compare import DIFFER, PAGE, deprecated, field, index, rows


def shared(*regions: Index) -> Common:
    return common({f"r{at}": one for at, one in enumerate(regions)})


def whole(text: str) -> Index:
    """A region whose SDL is the whole of it."""
    return Index(read(text.encode(), "x.graphql", Options(region="x")).snapshot)


def schema(found: Common) -> GraphQLSchema:
    """What the export says, which must be a schema."""
    made = build_schema(sdl.render(found.snapshot))
    assert validate_schema(made) == []
    return made


def said(found: Common) -> set[str]:
    """The elements with their types: `A.a: Int`."""
    return {
        f"{e.coordinate}: {e.type}" if e.type is not None else e.coordinate
        for e in found.snapshot.elements
    }


def listed(found: Common) -> list[tuple[str, str]]:
    return [(conflict.coordinate, conflict.aspect) for conflict in found.conflicts]


def test_common_is_what_every_region_has() -> None:
    """An element that one region lacks is not common, nor is what belongs to it."""
    first = index(
        Element(coordinate="A", element="object"),
        field("A.a", type="Int"),
        field("A.b", type="Int"),
        Element(coordinate="A.b(c:)", element="argument", type="Int"),
    )
    second = index(
        Element(coordinate="A", element="object"),
        field("A.a", type="Int"),
        Element(coordinate="A.b(c:)", element="argument", type="Int"),
    )
    found = shared(first, second)
    assert [e.coordinate for e in found.snapshot.elements] == ["A", "A.a"]
    assert found.conflicts == ()
    assert found.snapshot.coverage == COMPLETE


def test_common_facts_are_stated_alike_everywhere() -> None:
    """A fact of one region alone is not common; of two types that nulls tell apart one is left."""
    first = field(type="A!", complexity=1, errors=rows(("K", "x")), description="One.")
    second = field(type="A", complexity=1, errors=rows(("K", "x"), ("L", "y")), description="Two.")
    found = shared(index(first), index(second))
    assert found.snapshot.elements == (field(type="A", complexity=1),)
    assert [(c.coordinate, c.aspect, c.values) for c in found.conflicts] == [
        ("Mutation.go", "type", {"r0": "A!", "r1": "A"}),
        ("Mutation.go", "errors", {"r0": ("K",), "r1": ("K", "L")}),
    ]


def test_common_types_are_as_narrow_as_all_evidence() -> None:
    """What one region proves and no other contradicts is the common type."""
    first = field(type="[A!]!")
    found = shared(index(first), index(field(type_known=Known(named="A"))), index(field()))
    assert found.snapshot.elements == (field(type="[A!]!"),)
    assert found.conflicts == ()
    vague = shared(
        index(first), index(field(type="[A]")), index(field(type_known=Known(list=True)))
    )
    assert said(vague) == {"Mutation.go: [A]"}
    other = shared(index(first), index(field(type_known=Known(named="B"))))
    assert (said(other), listed(other)) == (set(), [("Mutation.go", "type")])


def test_common_root_types_bear_their_usual_names() -> None:
    """Regions that name their roots differently share fields of that type."""
    a_type = Element(coordinate="A", element="object")
    first = index(a_type, field("A.q", type="QueryRoot!"), roots=Roots(query="QueryRoot"))
    second = index(a_type, field("A.q", type="Q!"), roots=Roots(query="Q"))
    found = shared(first, second)
    assert found.conflicts == ()
    assert found.snapshot.roots == Roots(query="Query")
    assert found.snapshot.elements == (a_type, field("A.q", type="Query!"))


def test_common_root_types_bear_the_name_that_all_give_them() -> None:
    """A fragment on a root type fits every region, so it must fit what is common."""
    text = """
      schema {{ query: Root }} interface I {{ i: {} }} union U = Root | Query
      type Root implements I {{ i: Int, me: Root, other: Query }} type Query {{ x: U }}
    """
    found = shared(whole(text.format("Int")), whole(text.format("Int!")))
    assert found.snapshot.roots == Roots(query="Root")
    document = (
        "{ me { ...F } other { x { ... on Query { __typename } } } } fragment F on Root { i }"
    )
    assert validate(schema(found), parse(document)) == []
    page = field(type_known=Known(named="Root"))
    vague = shared(*(index(one, roots=Roots(query="Root")) for one in (page, field())))
    assert vague.snapshot.elements == (page,)


def test_common_kinds() -> None:
    """A kind that one region proves holds for all; of two kinds no more is left than both allow."""
    proved = Element(coordinate="A", element="union")
    unproved = Element(coordinate="A", element="type", partial=True)
    assert shared(index(proved), index(unproved)).snapshot.elements == (
        Element(coordinate="A", element="union", partial=True),
    )
    other = Element(coordinate="A", element="object")
    assert shared(index(proved), index(other)).snapshot.elements == ()
    a_field = (other, field("A.a"))
    a_value = (
        Element(coordinate="A", element="enum"),
        Element(coordinate="A.a", element="enum_value"),
    )
    assert shared(index(*a_field), index(*a_value)).snapshot.elements == ()
    an_interface = (Element(coordinate="A", element="interface"), field("A.a"))
    assert shared(index(*a_field), index(*an_interface)).snapshot.elements == an_interface


def test_common_of_one_region_is_that_region() -> None:
    """Alone, a region shares everything with itself, but where it was read."""
    elements = [first for _, first, _, _ in DIFFER if first.coordinate == "Mutation.go"]
    odd = (
        Element(coordinate="I", element="input_object", one_of=True),
        Element(coordinate="I.i", element="input_field", type="I!"),
        Element(coordinate="E", element="enum"),
    )
    for some in (*((element,) for element in elements), tuple(sorted(odd, key=str))):
        for found in (shared(index(*some)), shared(index(*some), index(*some))):
            assert set(found.snapshot.elements) == set(some)
            assert found.conflicts == ()


def test_common_covers_what_every_region_covers() -> None:
    """Beside a page, a complete schema proves no more than the page."""
    found = shared(index(field()), index(field(), coverage=PAGE)).snapshot.coverage
    assert found == Coverage(roots=RootCoverage(mutation=True))


# types


@pytest.mark.parametrize(
    ("texts", "read_as", "given_as"),
    [
        ({"A", "A!"}, "A", "A!"),
        ({"[A]", "[A!]!"}, "[A]", "[A!]!"),
        ({"[A!]", "[A]!"}, "[A]", "[A!]!"),
        ({"[[A!]]!", "[[A]!]!"}, "[[A]]!", "[[A!]!]!"),
        ({"A", "A!", "[A]"}, None, None),
        ({"A", "B"}, None, None),
        ({"[A]", "[B]!"}, None, None),
        ({"[A]", "[[A]]"}, None, None),
    ],
)
def test_types_that_nulls_tell_apart_merge(
    texts: set[str], read_as: str | None, given_as: str | None
) -> None:
    """Level by level, what is read may be null if any may, what is given only if all may."""
    assert merged(frozenset(texts), strict=False) == read_as
    assert merged(frozenset(texts), strict=True) == given_as


class Case(NamedTuple):
    """Regions, each by what it says beside the rest; what is common of it; what is listed."""

    regions: tuple[str, ...]
    left: set[str]
    conflicts: list[tuple[str, str]]


REST = "type Query { a: Int } scalar Date enum E { V } type O { o: Int } type P { o: Int }"
KNOWN = {
    *("Query", "Query.a: Int", "Date", "E", "E.V", "O", "O.o: Int", "P", "P.o: Int"),
}
_TAKING = """
  type A { a(n: [N]): Int, b(n: N!): Int, c(m: M): Int, d(l: L!): Int }
  input M { x: Int, n: N! } input L { x: Int, n: N }
  directive @d(n: N!) on FIELD directive @e(n: N) on FIELD
"""
CASES = {
    "an output that may be null somewhere": Case(
        ("type A { a: [O!]! }", "type A { a: [O]! }", "type A { a: [O!] }"),
        {"A", "A.a: [O]"},
        [("A.a", "type")],
    ),
    "an input that must not be null somewhere": Case(
        ("type A { a(b: [Int]): Int }", "type A { a(b: [Int!]): Int }"),
        {"A", "A.a: Int", "A.a(b:): [Int!]"},
        [("A.a(b:)", "type")],
    ),
    "an input field and a directive's argument": Case(
        (
            "input A { a: Int } directive @d(a: Int) on FIELD",
            "input A { a: Int! } directive @d(a: Int! = 1) on FIELD",
        ),
        {"A", "A.a: Int!", "@d", "@d(a:): Int!"},
        [("@d(a:)", "type"), ("@d(a:)", "default"), ("A.a", "type")],
    ),
    "outputs that are leaves": Case(
        ("type A { a: Date, b: [E]! }", "type A { a: Int!, b: [Date!] }"),
        {"A", "A.a", "A.b"},
        [("A.a", "type"), ("A.b", "type")],
    ),
    "leaves in other lists": Case(
        ("type A { a: Date, b: Int }", "type A { a: [Int], b: Int }"),
        {"A", "A.b: Int"},
        [("A.a", "type")],
    ),
    "a leaf and an object": Case(
        ("type A { a: O, b: Int }", "type A { a: Int, b: Int }"),
        {"A", "A.b: Int"},
        [("A.a", "type")],
    ),
    "two objects": Case(
        ("type A { a: O, b: Int }", "type A { a: P, b: Int }"),
        {"A", "A.b: Int"},
        [("A.a", "type")],
    ),
    "an optional input of two types": Case(
        ("type A { a(b: Int): Int }", "type A { a(b: E): Int }"),
        {"A", "A.a: Int"},
        [("A.a(b:)", "type")],
    ),
    "a required input of two types": Case(
        ("type A { a(b: Int): Int, c: Int }", "type A { a(b: E!): Int, c: Int }"),
        {"A", "A.c: Int"},
        [("A.a(b:)", "type")],
    ),
    "what one requires and another lacks": Case(
        ("type A { a(b: Int!): Int, c(b: Int! = 1): Int }", "type A { a: Int, c: Int }"),
        {"A", "A.c: Int"},
        [("A.a", "arguments")],
    ),
    "a directive that one call cannot fit": Case(
        ("directive @d(a: Int!) on FIELD", "directive @d on FIELD"),
        set(),
        [("@d", "arguments")],
    ),
    "an input object that no value fits": Case(
        (f"input N {{ f: Int! }} {_TAKING}", f"input N {{ g: Int }} {_TAKING}"),
        {"A", "A.a: Int", "A.c: Int", "A.d: Int", "A.d(l:): L!", "L", "L.x: Int", "@e"},
        [("N", "fields")],
    ),
    "an input object left without fields": Case(
        (
            "input N { f: Int! } input M { n: N } type A { a(m: M!): Int, b(m: M): Int }",
            "input N { g: Int } input M { n: N } type A { a(m: M!): Int, b(m: M): Int }",
        ),
        {"A", "A.b: Int"},
        [("N", "fields")],
    ),
    "an enum without a common value": Case(
        ("enum F { X } type A { a(f: F): F }", "enum F { Y } type A { a(f: F): F }"),
        {"A", "A.a: F", "F"},
        [("F", "enum_values")],
    ),
    "optional fields of which none is common": Case(
        (
            "input M { x: Int } type A { a(m: M): Int }",
            "input M { y: Int } type A { a(m: M): Int }",
        ),
        {"A", "A.a: Int"},
        [("M", "fields")],
    ),
    "one of many": Case(
        ("input M @oneOf { a: Int b: Int }", "input M { a: Int b: Int! = 1 c: Int }"),
        {"M", "M.a: Int", "M.b: Int"},
        [("M", "one_of"), ("M.b", "type"), ("M.b", "default")],
    ),
    "one of many, and one that is required": Case(
        ("input M @oneOf { a: Int b: Int }", "input M { a: Int b: Int! }"),
        set(),
        [("M", "one_of"), ("M.b", "type")],
    ),
    "each requires the next": Case(
        ("input M { l: L! } input L { x: Int m: M }", "input M { l: L } input L { x: Int m: M! }"),
        set(),
        [("L.m", "type"), ("M.l", "type")],
    ),
    "one of many that leads to itself": Case(
        (
            "input M @oneOf { m: M x: Int } type A { a(m: M): Int }",
            "input M @oneOf { m: M y: Int } type A { a(m: M): Int }",
        ),
        {"A", "A.a: Int"},
        [],
    ),
    "a default that no longer fits": Case(
        (
            "input M { x: Int! = 1 } type A { a(m: M = {}): Int, b(m: M! = {}): Int }",
            "input M { x: Int! = 2 } type A { a(m: M = {}): Int, b(m: M! = {}): Int }",
        ),
        {"M", "M.x: Int!", "A", "A.a: Int", "A.a(m:): M", "A.b: Int"},
        [("M.x", "default")],
    ),
    "what is deprecated and would be required": Case(
        (
            "type A { a(b: Int! = 1 @deprecated): Int }",
            "type A { a(b: Int! = 2 @deprecated): Int }",
        ),
        {"A", "A.a: Int"},
        [("A.a(b:)", "default")],
    ),
    "a scalar here and an enum there": Case(
        ("scalar S type A { a(s: S): [S] }", "enum S { V } type A { a(s: S): [S] }"),
        {"A", "A.a: [S]", "S"},
        [("S", "kind")],
    ),
    "an object here and a union there": Case(
        (
            "type S { s: Int } type A { a: S, b: Int } union U = S | O",
            "union S = O type A { a: S, b: Int } union U = O",
        ),
        {"A", "A.b: Int", "U"},
        [("S", "kind"), ("U", "members")],
    ),
    "an object here and an input there": Case(
        ("type S { s: Int } type A { b: Int }", "input S { s: Int } type A { b(s: S): Int }"),
        {"A", "A.b: Int"},
        [("S", "kind"), ("S.s", "kind")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_left_fits_every_region(case: str) -> None:
    """Each rule by the elements that it leaves, in whichever order the regions stand."""
    regions, left, conflicts = CASES[case]
    indexes = [whole(f"{REST} {text}") for text in regions]
    for found in (shared(*indexes), shared(*reversed(indexes))):
        assert said(found) - KNOWN == left
        assert listed(found) == conflicts
        schema(found)


def test_a_field_that_no_one_call_fits_is_not_common() -> None:
    """An argument that one region requires and another does not show keeps the field out."""
    asked = Element(coordinate="Mutation.go(a:)", element="argument", type="Int!")
    first, second = index(field(), asked), index(field())
    found = shared(first, second)
    assert found.snapshot.elements == ()
    assert [(c.coordinate, c.aspect, c.values) for c in found.conflicts] == [
        ("Mutation.go", "arguments", {"r0": ("a",), "r1": ()})
    ]
    for harmless in (
        msgspec.structs.replace(asked, type="Int"),
        msgspec.structs.replace(asked, default="1"),
    ):
        assert shared(index(field(), harmless), second).snapshot.elements == (field(),)
    # What a source hides, or a page shows in part, proves no call either.
    hidden = msgspec.structs.replace(COMPLETE, deprecated_inputs=False)
    for unknown in (index(field(), coverage=hidden), index(field(partial=True), coverage=PAGE)):
        assert shared(first, unknown).snapshot.elements == ()


def test_an_input_that_no_one_value_fits_is_listed() -> None:
    """A required input field that another region lacks is a conflict of its type, which is out."""
    type_ = Element(coordinate="I", element="input_object")
    asked = Element(coordinate="I.a", element="input_field", type="Int!")
    found = shared(index(type_, asked), index(type_))
    assert listed(found) == [("I", "fields")]
    assert found.snapshot.elements == ()


def test_pages_that_only_name_an_input_object_contradict_nothing() -> None:
    """Most pages show no input field at all; then a value of it is given as a variable."""
    type_ = Element(coordinate="I", element="input_object")
    asked = Element(coordinate="I.a", element="input_field", type="Int!")
    more = Element(coordinate="I.b", element="input_field", type="Int")
    takes = Element(coordinate="Mutation.go(i:)", element="argument", type="I!")
    named = Element(coordinate="I", element="type")
    roots = Roots(mutation="Mutation")
    first = index(type_, asked, more, field(type="Int"), takes, roots=roots)
    found = shared(first, index(named, field(type="Int"), takes, coverage=PAGE, roots=roots))
    assert listed(found) == []
    assert said(found) == {"I", "Mutation.go: Int", "Mutation.go(i:): I!"}
    made = build_schema(sdl.render(found.snapshot))
    assert validate(made, parse("mutation($i: I!) { go(i: $i) }")) == []
    assert validate(made, parse("mutation { go(i: {}) }"))
    # One that shows another field does speak of them.
    partly = msgspec.structs.replace(type_, partial=True)
    found = shared(first, index(partly, more, field(type="Int"), takes, coverage=PAGE))
    assert listed(found) == [("I", "fields")]
    assert said(found) == set()


# lists


def test_lists_of_names_hold_what_all_list() -> None:
    """Members, interfaces and locations are those of all regions, and the conflict is listed."""
    first = whole(
        """
        type Query { u: U } interface I { i: Int } interface J { j: Int } union U = A | B
        type A implements I { i: Int } type B implements I & J { i: Int, j: Int }
        directive @d repeatable on FIELD | QUERY
        """
    )
    second = whole(
        """
        type Query { u: U } interface I { i: Int } interface J { j: Int } union U = B | C
        type A { i: Int } type B implements J & I { i: Int, j: Int } type C { i: Int }
        directive @d on FIELD | MUTATION
        """
    )
    found = shared(first, second)
    by_name = {e.coordinate: e for e in found.snapshot.elements}
    assert by_name["U"].members == ("B",)
    assert (by_name["A"].interfaces, by_name["B"].interfaces) == ((), ("I", "J"))
    assert (by_name["@d"].locations, by_name["@d"].repeatable) == (("FIELD",), False)
    assert listed(found) == [
        ("@d", "locations"),
        ("@d", "repeatable"),
        ("A", "interfaces"),
        ("U", "members"),
    ]
    schema(found)


_SOME = """
  type Query {{ i: I }} interface K {{ k: Int }} type B implements K {{ k: Int }}
  type C implements K {{ k: Int }} interface I {{ f{}, g: Int }}
  type A implements I {{ f{}, g: Int }}
"""
# The field of the interface and of the type in one region, then in another; whether it still fits.
IMPLEMENTING = {
    "a narrower type": ((": [K!]!", ": [B!]!"), (": [K]", ": [B]!"), True),
    "two types": ((": K", ": B"), (": K", ": C"), False),
    "two leaves": ((": Int", ": Int"), (": String", ": String"), True),
    "a field that the interface has no more": ((": K", ": B"), (": Int", ": Int"), True),
    "an argument that narrows": (("(x: Int): Int",) * 2, ("(x: Int!): Int",) * 2, True),
    "an argument more": ((": Int", "(x: Int = 1): Int"), (": Int", "(x: Int = 2): Int"), True),
    "one that is required now": (
        (": Int", "(x: Int! = 1): Int"),
        (": Int", "(x: Int! = 2): Int"),
        False,
    ),
    "no call that fits": (("(x: Int): Int",) * 2, (": Int", "(x: Int): Int"), True),
}


@pytest.mark.parametrize("case", IMPLEMENTING)
def test_interfaces_are_those_that_still_fit(case: str) -> None:
    """A type implements what its common fields fit."""
    first, second, fits = IMPLEMENTING[case]
    found = shared(whole(_SOME.format(*first)), whole(_SOME.format(*second)))
    by_name = {e.coordinate: e for e in found.snapshot.elements}
    assert by_name["A"].interfaces == (("I",) if fits else ())
    assert bool(validate(schema(found), parse("{ i { ... on A { g } } }"))) != fits


def test_interfaces_that_fit_through_others() -> None:
    """What fits no longer takes along what fitted because of it."""
    text = """
      type Query {{ i: I }} interface K {{ k: K }} interface J implements K {{ k: K }}
      type D implements K {{ k: K }} type E implements K {{ k: K }}
      type B implements J & K {{ k: {} }} interface I {{ b: J }} type A implements I {{ b: B }}
    """
    found = shared(whole(text.format("D")), whole(text.format("E")))
    by_name = {e.coordinate: e.interfaces for e in found.snapshot.elements}
    assert (by_name["J"], by_name["B"], by_name["A"]) == (("K",), (), ())
    schema(found)


def test_what_is_deprecated_everywhere_is_so_in_common() -> None:
    """Of a deprecation whose words differ the rest is common, on interfaces too."""
    text = """
      type Query {{ i: I }} interface I {{ f: Int @deprecated(reason: "{}") }}
      type A implements I {{ f: Int @deprecated(reason: "Same.") }}
    """
    found = shared(whole(text.format("One.")), whole(text.format("Two.")))
    assert listed(found) == [("I.f", "reason")]
    told = {e.coordinate: e.deprecation for e in found.snapshot.elements if e.deprecation}
    assert told == {"A.f": deprecated(reason="Same."), "I.f": deprecated()}
    schema(found)
    told_here = (deprecated(url="x", replacements=("a",)), deprecated(url="y", replacements=("a",)))
    both = shared(*(index(field(deprecation=one)) for one in told_here))
    assert both.snapshot.elements == (field(deprecation=deprecated(replacements=("a",))),)
    prose = msgspec.structs.replace(deprecated(), origin="prose")
    mixed = shared(*(index(field(deprecation=one)) for one in (deprecated(), prose)))
    assert mixed.snapshot.elements == (field(deprecation=prose),)
    assert shared(index(field(deprecation=prose)), index(field())).snapshot.elements == (field(),)


# stand-ins


def test_unions_without_a_common_member_have_nothing_in_common() -> None:
    """Only a union's own name is known of it, so that none is selected within another."""
    text = """
      type Query {{ u: U, v: V }} type A {{ a: Int }} type B {{ a: Int }} union U = {} union V = {}
    """
    found = shared(whole(text.format("A", "B")), whole(text.format("B", "A")))
    made = schema(found)
    assert validate(made, parse("{ u { __typename ... on U { __typename } } }")) == []
    assert validate(made, parse("{ u { ... on V { __typename } } }"))


def test_an_interface_without_a_common_field_is_implemented_all_the_same() -> None:
    """A type that is selected through an interface everywhere can be so in what is common."""
    text = """
      type Query {{ i: I }} interface I {{ {0}: Int }} type A implements I {{ {0}: Int, b: Int }}
    """
    found = shared(whole(text.format("x")), whole(text.format("y")))
    assert validate(schema(found), parse("{ i { __typename ... on A { b } } }")) == []


# all of it


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_what_is_valid_in_common_is_valid_in_every_region(start: int) -> None:
    """A document that fits what is common fits each region, and most that fit each fit that."""
    everywhere = refused = 0
    for seed in range(start, start + 20):
        chance = Random(seed)
        texts = regional.family(chance)
        made = schema(shared(*map(whole, texts)))
        regions = [build_schema(text) for text in texts]
        for _ in range(4):
            document = regional.document(chance, made)
            parsed = parse(document)
            assert validate(made, parsed) == [], (seed, document)
            for at, region in enumerate(regions):
                assert validate(region, parsed) == [], (seed, at, document)
        parsed = parse(regional.document(chance, regions[0]))
        if not any(validate(region, parsed) for region in regions):
            everywhere += 1
            refused += bool(validate(made, parsed))
    assert refused * 5 < everywhere
