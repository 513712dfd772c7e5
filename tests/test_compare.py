"""The region matrix: presence, differences, and what is no difference."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from schemadoc.compare.aspects import ASPECTS
from schemadoc.compare.regions import Matrix, Row, matrix
from schemadoc.compare.yardstick import Yardstick
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    Element,
    ErrorCode,
    Index,
    KindCoverage,
    Permissions,
    RateLimit,
    RootCoverage,
    Roots,
    Snapshot,
    Source,
    sort_elements,
)
from schemadoc.typerefs import Known

PAGE = Coverage(roots=RootCoverage(mutation=True), errors=True)


def index(
    *elements: Element,
    coverage: Coverage = COMPLETE,
    roots: Roots | None = None,
    kind: str | None = None,
) -> Index:
    snapshot = Snapshot(
        region="x",
        roots=roots or Roots(),
        coverage=coverage,
        sources=(Source(path="x", kind=kind, sha256=""),) if kind else (),  # type: ignore[arg-type]  # a table of kinds
        elements=sort_elements(elements),
    )
    return Index(snapshot)


def field(coordinate: str = "Mutation.go", /, **keys: object) -> Element:
    return Element(coordinate=coordinate, element="field", **keys)  # type: ignore[arg-type]  # a table of keys


def compared(first: Element, second: Element, **options: object) -> dict[str, dict[str, object]]:
    """The differences of one element between the regions `a` and `b`, by aspect."""
    regions = {"a": index(first, **options), "b": index(second, **options)}  # type: ignore[arg-type]  # passed on
    row = next(r for r in matrix(regions).rows if r.coordinate == first.coordinate)
    return {difference.aspect: difference.values for difference in row.differences}


def deprecated(**keys: object) -> Deprecation:
    return Deprecation(origin="directive", **keys)  # type: ignore[arg-type]  # a table of keys


def rows(*pairs: tuple[str, str]) -> tuple[ErrorCode, ...]:
    return tuple(ErrorCode(code, message) for code, message in pairs)


DAY = datetime.date(2026, 1, 16)

DIFFER = [
    ("type", field(type="A!"), field(type="A"), {"a": "A!", "b": "A"}),
    (
        "type",
        field(type="A"),
        field(type_known=Known(list=True)),
        {"a": "A", "b": Known(list=True)},
    ),
    (
        "type",
        field(type="Int"),
        field(type_known=Known(json="string")),
        {"a": "Int", "b": Known(json="string")},
    ),
    (
        "deprecation",
        field(type="A", deprecation=deprecated(reason="Use b.")),
        field(type="A"),
        {"a": True, "b": False},
    ),
    (
        "remove_on",
        field(deprecation=deprecated(remove_on=DAY)),
        field(deprecation=deprecated()),
        {"a": DAY, "b": None},
    ),
    (
        "marked_on",
        field(deprecation=deprecated(marked_on=DAY)),
        field(deprecation=deprecated(marked_on=DAY.replace(day=1))),
        {"a": DAY, "b": DAY.replace(day=1)},
    ),
    (
        "reason",
        field(deprecation=deprecated(reason="Use b.")),
        field(deprecation=deprecated(reason="Use c.")),
        {"a": "Use b.", "b": "Use c."},
    ),
    (
        "replacements",
        field(deprecation=deprecated(replacements=("Mutation.x",))),
        field(deprecation=deprecated(replacements=("Query.x",))),
        {"a": ("Mutation.x",), "b": ("Query.x",)},
    ),
    (
        "errors",
        field(errors=rows(("A-1", "x"), ("A-2", "y"))),
        field(errors=rows(("A-1", "x"))),
        {"a": ("A-1", "A-2"), "b": ("A-1",)},
    ),
    ("errors", field(errors=rows(("A-1", "x"))), field(errors=()), {"a": ("A-1",), "b": ()}),
    (
        "error_messages",
        field(errors=rows(("A-1", "Try agan."), ("A-2", "y"))),
        field(errors=rows(("A-1", "Try again."), ("A-2", "y"))),
        {"a": {"A-1": ["Try agan."]}, "b": {"A-1": ["Try again."]}},
    ),
    (
        "error_repeats",
        field(errors=rows(("A-1", "x"), ("A-1", "x"))),
        field(errors=rows(("A-1", "x"))),
        {"a": {"A-1": 2}, "b": {"A-1": 1}},
    ),
    ("complexity", field(complexity=1), field(complexity=2), {"a": 1, "b": 2}),
    ("viewers", field(viewers=("A", "B")), field(viewers=("A",)), {"a": ("A", "B"), "b": ("A",)}),
    (
        "permissions",
        field(permissions=Permissions(all=())),
        field(permissions=Permissions(any=("X",))),
        {"a": Permissions(all=()), "b": Permissions(any=("X",))},
    ),
    (
        "rate_limits",
        field(rate_limits=(RateLimit("Ip", ("10/s",)),)),
        field(rate_limits=(RateLimit("Ip", ("1/s",)),)),
        {"a": (RateLimit("Ip", ("10/s",)),), "b": (RateLimit("Ip", ("1/s",)),)},
    ),
    (
        "requires_authorization",
        field(requires_authorization=True),
        field(),
        {"a": True, "b": False},
    ),
    (
        "default",
        Element(coordinate="A.b(c:)", element="argument", default="1"),
        Element(coordinate="A.b(c:)", element="argument"),
        {"a": "1", "b": None},
    ),
    (
        "interfaces",
        Element(coordinate="A", element="object", interfaces=("X",)),
        Element(coordinate="A", element="object"),
        {"a": ("X",), "b": ()},
    ),
    (
        "members",
        Element(coordinate="A", element="union", members=("X", "Y")),
        Element(coordinate="A", element="union", members=("X",)),
        {"a": ("X", "Y"), "b": ("X",)},
    ),
    (
        "locations",
        Element(coordinate="@a", element="directive", locations=("FIELD",)),
        Element(coordinate="@a", element="directive", locations=("QUERY",)),
        {"a": ("FIELD",), "b": ("QUERY",)},
    ),
    (
        "kind",
        Element(coordinate="A", element="object"),
        Element(coordinate="A", element="union"),
        {"a": "object", "b": "union"},
    ),
]


@pytest.mark.parametrize(("aspect", "first", "second", "values"), DIFFER)
def test_a_stated_difference_is_found(
    aspect: str, first: Element, second: Element, values: dict[str, object]
) -> None:
    """Each aspect that both regions state and state differently is a difference with its values."""
    if aspect == "requires_authorization":  # b writes such sentences elsewhere
        other = field("Mutation.other", requires_authorization=True)
        regions = {"a": index(first), "b": index(second, other)}
        row = matrix(regions).rows[0]
        found = {difference.aspect: difference.values for difference in row.differences}
    else:
        found = compared(first, second)
    assert found[aspect] == values
    assert not set(found) - {aspect, "kind"}


SAME = [
    ("a description", field(description="x"), field()),
    ("an endpoint", field(endpoint="https://a"), field(endpoint="https://b")),
    ("an error list that a source does not speak of", field(errors=rows(("A", "x"))), field()),
    (
        "the order of error codes",
        field(errors=rows(("A", "x"), ("B", "y"))),
        field(errors=rows(("B", "y"), ("A", "x"))),
    ),
    ("a complexity that is not published", field(complexity=1), field()),
    ("viewers that are not published", field(viewers=("A",)), field()),
    ("permissions that are not published", field(permissions=Permissions(all=())), field()),
    ("a sentence that a region never writes", field(requires_authorization=True), field()),
    (
        "evidence that fits",
        field(type="[A!]!"),
        field(type_known=Known(named="A", list=True, json="object")),
    ),
    (
        "evidence that fits evidence",
        field(type_known=Known(list=True)),
        field(type_known=Known(named="A")),
    ),
    (
        "one number printed in two ways",
        field(type_known=Known(json="int")),
        field(type_known=Known(json="float")),
    ),
    ("no evidence at all", field(type="A"), field()),
    (
        "a replacement found in one region only",
        field(deprecation=deprecated(replacements=("Mutation.x",))),
        field(deprecation=deprecated(replacements=("x",))),
    ),
    (
        "line breaks in a reason",
        field(deprecation=deprecated(reason="Use\nb.")),
        field(deprecation=deprecated(reason="Use b.")),
    ),
    (
        "a kind that nothing proves",
        Element(coordinate="A", element="type"),
        Element(coordinate="A", element="object"),
    ),
    (
        "the order of members",
        Element(coordinate="A", element="union", members=("X", "Y")),
        Element(coordinate="A", element="union", members=("Y", "X")),
    ),
]


@pytest.mark.parametrize(("what", "first", "second"), SAME, ids=[row[0] for row in SAME])
def test_no_difference(what: str, first: Element, second: Element) -> None:
    """What a source cannot state, or what means nothing, is no difference."""
    assert compared(first, second) == {}, what


PARTIAL = [
    (
        "a field known from a selection does not say that it is not deprecated",
        field("A.b", type="X", deprecation=deprecated()),
        field("A.b", type_known=Known(named="X")),
    ),
    (
        "a root field whose head is lost does not say that it is not deprecated",
        field(type="X", deprecation=deprecated(), errors=()),
        field(type="X"),
    ),
    (
        "a page has no place for a default value",
        Element(coordinate="Mutation.a(b:)", element="argument", type="Int", default="1"),
        Element(coordinate="Mutation.a(b:)", element="argument", type="Int"),
    ),
    (
        "a page shows some members of a union",
        Element(coordinate="A", element="union", members=("X", "Y")),
        Element(coordinate="A", element="union", members=("X",), partial=True),
    ),
]


@pytest.mark.parametrize(("what", "first", "second"), PARTIAL, ids=[row[0] for row in PARTIAL])
def test_a_page_is_not_taken_at_its_silence(what: str, first: Element, second: Element) -> None:
    """A page's silence is no statement, in either direction."""
    assert compared(first, second, coverage=PAGE) == {}, what


def test_root_types_named_differently_are_the_same_type() -> None:
    """A region's own name of its root type makes no difference, and stays in the values."""
    first = index(
        field("A.q", type="QueryRoot!"), field("A.b", type="B"), roots=Roots(query="QueryRoot")
    )
    second = index(field("A.q", type="Query!"), field("A.b", type="C"), roots=Roots(query="Query"))
    found = {row.coordinate: row.differences for row in matrix({"a": first, "b": second}).rows}
    assert found["A.q"] == ()
    assert found["A.b"][0].values == {"a": "B", "b": "C"}


def test_presence_is_absent_only_where_a_source_covers_it() -> None:
    """A complete schema proves absence, a mutations page only that of mutations."""
    complete = index(
        Element(coordinate="Mutation", element="object"),
        field("Mutation.a"),
        Element(coordinate="Query", element="object"),
        field("Query.a"),
        Element(coordinate="A", element="object"),
    )
    page = index(
        Element(coordinate="Mutation", element="object"), field("Mutation.b"), coverage=PAGE
    )
    found = {row.coordinate: row.presence for row in matrix({"s": complete, "p": page}).rows}
    assert found == {
        "A": {"s": "present", "p": "unknown"},
        "Mutation": {"s": "present", "p": "present"},
        "Mutation.a": {"s": "present", "p": "absent"},
        "Mutation.b": {"s": "absent", "p": "present"},
        "Query": {"s": "present", "p": "unknown"},
        "Query.a": {"s": "present", "p": "unknown"},
    }


def test_a_name_that_nothing_proves_is_absent_nowhere() -> None:
    """A placeholder is not looked for elsewhere, and whoever has one may have any type."""
    objects = Coverage(kinds=KindCoverage(object=True))
    first = index(
        Element(coordinate="Unnamed1", element="object", name_from="placeholder"),
        field("Unnamed1.a", type="Int"),
        coverage=objects,
    )
    second = index(Element(coordinate="A", element="object"), field("A.a", type="Int"))
    found = {row.coordinate: row.presence for row in matrix({"p": first, "s": second}).rows}
    assert found == {
        "A": {"p": "unknown", "s": "present"},
        "A.a": {"p": "unknown", "s": "present"},
        "Unnamed1": {"p": "present", "s": "unknown"},
        "Unnamed1.a": {"p": "present", "s": "unknown"},
    }


def test_a_placeholder_in_a_type_contradicts_nothing() -> None:
    """A field whose type bears a placeholder differs only by what else is known of it."""
    unnamed = Element(coordinate="Unnamed1", element="object", name_from="placeholder")
    first = index(field(type_known=Known(named="Unnamed1", list=False)), unnamed)
    fits = index(field(type="A!"))
    list_of = index(field(type="[A!]!"))
    assert matrix({"a": first, "b": fits}, match="Mutation.go").rows[0].differences == ()
    assert matrix({"a": first, "b": list_of}, match="Mutation.go").rows[0].differences != ()


def shown(found: Matrix) -> list[str]:
    return [row.coordinate for row in found.rows]


def test_rows_are_chosen_by_kind_glob_and_difference() -> None:
    """Filters leave rows out and never change one."""
    first = index(
        Element(coordinate="A", element="object"),
        field("A.a", type="Int"),
        field("A.b", type="Int"),
        field("A.c", type="Int"),
    )
    second = index(
        Element(coordinate="A", element="object"),
        field("A.a", type="Int"),
        field("A.b", type="ID"),
    )
    regions = {"a": first, "b": second}
    everything = matrix(regions)
    assert shown(everything) == ["A", "A.a", "A.b", "A.c"]
    assert shown(matrix(regions, only_differences=True)) == ["A", "A.b", "A.c"]
    assert shown(matrix(regions, aspects={"type"})) == ["A.b"]
    assert shown(matrix(regions, aspects={"presence"})) == ["A.c"]
    assert shown(matrix(regions, aspects={"presence", "fields"})) == ["A", "A.c"]
    assert matrix(regions, aspects={"presence"}).rows[0].differences == ()
    assert shown(matrix(regions, kinds=frozenset({"object"}))) == ["A"]
    assert shown(matrix(regions, match="A.?")) == ["A.a", "A.b", "A.c"]
    assert shown(matrix(regions, match="a.*")) == []
    assert matrix(regions, match="A.b").rows[0] == everything.rows[2]


def test_any_region_proves_a_kind() -> None:
    """A row is kept for every kind that a region proves, in whatever order the regions stand."""
    an_object, an_interface = container("object", "x"), container("interface", "x")
    unproved = Element(coordinate="A", element="type", partial=True)
    a, b, c = index(*an_object), index(*an_interface), index(unproved)
    for regions in ({"a": a, "b": b, "c": c}, {"c": c, "b": b, "a": a}):
        for kind in ("object", "interface"):
            assert shown(matrix(regions, kinds={kind})) == ["A"]
        assert shown(matrix(regions, kinds={"type"})) == []
    assert matrix({"c": c, "b": b, "a": a}).rows[0].element == "interface"
    assert shown(matrix({"c": c}, kinds={"type"})) == ["A"]


def test_the_summary_adds_up() -> None:
    """In each region, present, absent and unknown add up to the rows shown."""
    first = index(field("Mutation.a", type="Int"), field("Mutation.b", type="Int"))
    second = index(
        Element(coordinate="Mutation", element="object"),
        field("Mutation.a", type="ID"),
        field("A.x"),
        coverage=PAGE,
    )
    found = matrix({"a": first, "b": second})
    summary = found.summary
    assert msgspec.to_builtins(summary) == {
        "compared": 4,
        "rows": 4,
        "differing": 4,
        "agreeing": 0,
        "presence": {
            "a": {"present": 2, "absent": 2, "unknown": 0},
            "b": {"present": 3, "absent": 1, "unknown": 0},
        },
        "absent": 3,
        "different": 1,
        "aspects": {"type": 1},
    }
    for counts in summary.presence.values():
        assert sum(counts.values()) == len(found.rows)
    assert summary.differing + summary.agreeing == len(found.rows)
    in_both = sum(bool(row.differences) and "absent" in row.presence.values() for row in found.rows)
    assert summary.absent + summary.different - in_both == summary.differing
    assert sum(summary.aspects.values()) == sum(len(row.differences) for row in found.rows)


def test_a_region_beside_itself_differs_in_nothing() -> None:
    """The same facts twice give no difference and no absence, but what stands out by itself."""
    for aspect, first, second, _ in DIFFER:
        for element in (first, second):
            if aspect == "error_repeats":
                continue
            regions = {"a": index(element), "b": index(element)}
            assert matrix(regions, only_differences=True).rows == ()


def test_every_difference_names_an_aspect_of_the_list() -> None:
    """The tables cover exactly the aspects that regions are compared by, but three."""
    of_newer_schemas = {"repeatable", "specified_by", "one_of"}
    named = {row[0] for row in DIFFER} | of_newer_schemas | ALONE
    named |= {row[1] for row in MEMBERS} | {"return_fields"}
    assert named == {key for key, aspect in ASPECTS.items() if aspect.between_regions}


def test_what_older_servers_leave_out_differs_only_where_both_can_say_it() -> None:
    """`@oneOf` here and not there is a difference only of a source that knows `@oneOf`."""
    with_it = Element(coordinate="I", element="input_object", one_of=True)
    without = Element(coordinate="I", element="input_object")
    older = msgspec.structs.replace(COMPLETE, silent=("one_of",))
    silent = {"a": index(with_it), "b": index(without, coverage=older)}
    assert matrix(silent, only_differences=True).rows == ()
    speaking = {"a": index(with_it), "b": index(without)}
    row = matrix(speaking, only_differences=True).rows[0]
    assert row.differences[0].values == {"a": True, "b": False}


# what belongs to an element


def container(kind: str, *members: str, partial: bool = False) -> tuple[Element, ...]:
    """A type or a field with members of one kind."""
    kinds = {"input_object": "input_field", "enum": "enum_value", "field": "argument"}
    name = "Mutation.go" if kind == "field" else "A"
    form = "{}({}:)" if kind == "field" else "{}.{}"
    below = tuple(
        Element(coordinate=form.format(name, member), element=kinds.get(kind, "field"), type="Int")  # type: ignore[arg-type]  # a table of kinds
        for member in members
    )
    return (Element(coordinate=name, element=kind, type="Int", partial=partial), *below)  # type: ignore[arg-type]  # a table of kinds


MEMBERS = [
    ("object", "fields"),
    ("interface", "fields"),
    ("input_object", "fields"),
    ("enum", "enum_values"),
    ("field", "arguments"),
]
HIDES_INPUTS = Coverage(complete=True, roots=RootCoverage(query=True, mutation=True))


@pytest.mark.parametrize(("kind", "aspect"), MEMBERS)
def test_members_differ_where_both_regions_show_all_of_them(kind: str, aspect: str) -> None:
    """An element says which members each region has; one that shows only some says nothing."""
    whole = {"a": index(*container(kind, "x", "y")), "b": index(*container(kind, "x"))}
    row = matrix(whole).rows[0]
    assert [(one.aspect, one.values) for one in row.differences] == [
        (aspect, {"a": ("x", "y"), "b": ("x",)})
    ]
    same = {"a": index(*container(kind, "x", "y")), "b": index(*container(kind, "y", "x"))}
    assert matrix(same, only_differences=True).rows == ()
    partial = {**whole, "b": index(*container(kind, "x", partial=True))}
    assert matrix(partial, aspects={aspect}).rows == ()


@pytest.mark.parametrize("kind", ["input_object", "field"])
def test_inputs_that_may_be_hidden_are_not_compared(kind: str) -> None:
    """A source that leaves deprecated inputs out does not show all of them."""
    regions = {
        "a": index(*container(kind, "x", "y")),
        "b": index(*container(kind, "x"), coverage=HIDES_INPUTS),
    }
    found = matrix(regions)
    assert found.summary.differing == 0
    assert found.rows[-1].presence == {"a": "present", "b": "unknown"}


def test_an_operation_differs_by_what_it_returns() -> None:
    """Return fields are those of the returned type, whatever each region calls it."""
    first = index(
        field("Query.go", type="A!"), Element(coordinate="A", element="object"), field("A.x")
    )
    second = index(
        field("Query.go", type="B!"),
        Element(coordinate="B", element="object"),
        field("B.x"),
        field("B.y"),
    )
    third = index(field("Query.go", type="[A]"), *container("object", "x", partial=True))
    found = matrix({"a": first, "b": second, "c": third}, match="Query.go").rows[0]
    values = {one.aspect: one.values for one in found.differences}
    assert values["return_fields"] == {"a": ("x",), "b": ("x", "y")}
    alike = matrix({"a": first, "c": third}, match="Query.go").rows[0]
    assert [one.aspect for one in alike.differences] == ["type"]


def test_values_are_no_return_fields() -> None:
    """Only what an object or an interface holds is a return field; an enum holds values."""

    def returning(kind: str, *members: str) -> Index:
        return index(field("Query.go", type="A"), *container(kind, *members))

    def found(**regions: Index) -> list[Row]:
        return list(matrix(regions, aspects={"return_fields"}).rows)

    assert found(a=returning("enum", "X", "Y"), b=returning("enum", "X")) == []
    assert found(a=returning("object", "x", "y"), b=returning("enum", "x")) == []
    three = found(
        a=returning("object", "x"), b=returning("enum", "x"), c=returning("interface", "x", "y")
    )
    assert three[0].differences[0].values == {"a": ("x",), "c": ("x", "y")}


# what stands out by itself

ALONE = {"error_repeats", "error_leaks", "endpoint"}


def test_what_stands_out_in_one_region_alone() -> None:
    """Repeated rows, codes of another region and an odd endpoint need no second region."""
    usual = [field(f"Mutation.u{n}", endpoint="https://api.test") for n in range(3)]
    odd = field(
        errors=rows(("KT-GB-1", "x"), ("KT-FR-2", "y"), ("KT-FR-2", "y")),
        endpoint="https://auth.test",
    )
    regions = {"fr": index(odd, *usual), "gb": index(field(endpoint="https://api.gb.test"))}
    found = matrix(regions, match="Mutation.go").rows[0]
    assert {one.aspect: one.values for one in found.differences} == {
        "error_repeats": {"fr": {"KT-FR-2": 2}},
        "error_leaks": {"fr": ("KT-GB-1",)},
        "endpoint": {"fr": "https://auth.test"},
    }
    assert {one.odd for one in found.differences} == {("fr",)}
    alone = matrix({"fr": regions["fr"]}, known=["gb"], only_differences=True)
    assert [one.aspect for one in alone.rows[0].differences] == sorted(
        ALONE, key=list(ASPECTS).index
    )


def test_a_region_without_a_usual_endpoint_has_no_odd_one() -> None:
    """Half here and half there, neither is the exception."""
    one = index(field("Query.a", endpoint="https://a"), field("Query.b", endpoint="https://b"))
    assert matrix({"x": one}, only_differences=True).rows == ()


# what regions are held against


def held(yardstick: Yardstick, **types: str | None) -> Matrix:
    """One field in several regions, by its type; None where a region lacks it."""
    root = Element(coordinate="Mutation", element="object")
    regions = {
        name: index(root, field(type=text)) if text else index(root) for name, text in types.items()
    }
    return matrix(regions, match="Mutation.go", only_differences=True, yardstick=yardstick)


def test_against_one_region() -> None:
    """Only what the reference says counts, and who says otherwise is named."""
    against_b = Yardstick(reference="b")
    found = held(against_b, a="A", b="B", c="B", d=None)
    row = found.rows[0]
    assert (row.odd, row.differences[0].odd) == (("d",), ("a",))
    assert found.summary.odd == {"a": 1, "b": 0, "c": 0, "d": 1}
    assert found.reference == "b"
    others = held(against_b, a="A", b=None, c="C")
    assert (others.rows[0].odd, others.rows[0].differences) == (("a", "c"), ())
    page = {"a": index(field(type="A")), "b": index(coverage=Coverage()), "c": index()}
    mute = matrix(page, yardstick=Yardstick(reference="a"), only_differences=True)
    assert [row.odd for row in mute.rows] == [("c",)]
    silent = {"a": index(field(type="A")), "b": index(coverage=Coverage()), "c": index()}
    assert matrix(silent, yardstick=against_b, only_differences=True).rows == ()


def test_against_the_majority() -> None:
    """What most regions say is the yardstick; where there is none, that is said."""
    most = Yardstick(majority=True)
    row = held(most, a="A", b="B", c="B", d=None).rows[0]
    assert (row.odd, row.tie) == (("d",), False)
    assert (row.differences[0].odd, row.differences[0].tie) == (("a",), False)
    even = held(most, a="A", b="B", c=None, d=None).rows[0]
    assert (even.odd, even.tie) == ((), True)
    assert (even.differences[0].odd, even.differences[0].tie) == ((), True)


def test_what_stands_out_alone_counts_where_the_reference_has_the_element() -> None:
    """Of what the reference lacks nothing stands out, and never the reference itself."""
    usual = [field(f"Mutation.u{n}", endpoint="https://api.test") for n in range(4)]
    odd = {
        "errors": rows(("KT-FR-2", "y"), ("KT-GB-1", "x"), ("KT-GB-1", "x")),
        "endpoint": "https://auth.test",
    }
    regions = {
        "gb": index(field("Mutation.a"), field("Mutation.b", **odd), *usual),
        "fr": index(*(field(f"Mutation.{name}", **odd) for name in "ac"), *usual),
        "it": index(coverage=Coverage()),
    }

    def found(reference: str) -> dict[str, dict[str, tuple[str, ...]]]:
        against = Yardstick(reference=reference)
        shown = matrix(regions, match="Mutation.[abc]", yardstick=against)
        return {
            row.coordinate[-1]: {one.aspect: one.odd for one in row.differences}
            for row in shown.rows
        }

    assert found("gb") == {"a": dict.fromkeys(sorted(ALONE), ("fr",)), "b": {}, "c": {}}
    assert found("fr") == {"a": {}, "b": {}, "c": {}}
    assert found("it") == {"a": {}, "b": {}, "c": {}}
    summary = matrix(regions, yardstick=Yardstick(reference="gb")).summary
    assert summary.odd == {"gb": 0, "fr": 3, "it": 0}  # a in itself, b and c in presence
    assert summary.aspects == dict.fromkeys(summary.aspects, 1)


def test_who_repeats_a_row_as_the_reference_does_is_not_odd() -> None:
    """Against a reference a repeated row stands out where the reference has it another time."""

    def repeating(times: int) -> Index:
        return index(field(errors=rows(*[("K-1", "x")] * times)))

    regions = {name: repeating(times) for name, times in zip("abcd", (2, 2, 3, 1), strict=True)}
    row = matrix(regions, yardstick=Yardstick(reference="a")).rows[0]
    assert [(one.aspect, one.odd) for one in row.differences] == [("error_repeats", ("c",))]
    assert row.differences[0].values["b"] == {"K-1": 2}
    alike = {name: regions[name] for name in "abd"}
    assert matrix(alike, yardstick=Yardstick(reference="a")).rows[0].differences == ()
    for yardstick in (Yardstick(), Yardstick(majority=True)):
        assert matrix(alike, yardstick=yardstick).rows[0].differences[0].odd == ("a", "b")


@pytest.mark.parametrize("yardstick", [Yardstick(majority=True), Yardstick(reference="b")], ids=str)
def test_presence_counts_where_it_is_asked_for(yardstick: Yardstick) -> None:
    """Rows chosen by other aspects say of presence neither who is odd nor that there is a tie."""
    root = Element(coordinate="Mutation", element="object")
    regions = {name: index(root, field(type="B")) for name in "bc"}
    regions |= {"a": index(root, field(type="A")), "d": index(root)}

    def asked(*aspects: str, **compared: Index) -> Matrix:
        return matrix(compared or regions, aspects=aspects, yardstick=yardstick)

    both = asked("type", "presence")
    assert (both.rows[0].odd, both.summary.odd["d"]) == (("d",), 1)
    by_type = asked("type")
    assert (by_type.rows[0].odd, by_type.rows[0].tie) == ((), False)
    assert by_type.summary.odd == {"b": 0, "c": 0, "a": 1, "d": 0}
    even = asked("type", a=regions["a"], b=regions["b"], d=regions["d"], e=regions["d"])
    assert (even.rows[0].odd, even.rows[0].tie) == ((), False)
