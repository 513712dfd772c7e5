"""Two regions read from the matrix of all: counts that add up, and only what sets both apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from schemadoc.compare import regions as compared
from schemadoc.compare.differences import Difference
from schemadoc.compare.pairs import Pair, Pairs
from schemadoc.compare.regions import Row
from schemadoc.model import ErrorCode
from schemadoc.render import compat, cuts, pages, pairs, valuetexts
from schemadoc.render.pairviews import PairValue, PairView
from schemadoc.render.views import Site
from schemadoc.render.world import RegionInput, World
from schemadoc.typerefs import Known
from tests import sites
from tests.test_site import read_regions

# What takes one region to stand out is read otherwise where only two are looked at.
_ALONE = {"error_repeats", "error_leaks", "endpoint"}

SITE = Site("T", None)


def world_of(*regions: RegionInput) -> World:
    return World(regions, sites.TODAY)


def read(world: World) -> list[Pair[str]]:
    beside = Pairs(world.matrix.rows, lambda row: row.element, compat.apart_in(world))
    return [beside.between(*two) for two in combinations(world.ids, 2)]


def assert_pairs_are_what_two_regions_alone_give(world: World) -> None:
    for found in read(world):
        one, other = found.regions
        matrix = compared.matrix({name: world.indexes[name] for name in found.regions})
        listed = [
            row.coordinate
            for rows in (*found.only, *found.unknown, [row for row, _ in found.differing])
            for row in rows
        ]
        assert len(listed) == len(set(listed))
        assert len(listed) + found.alike.total() == len(matrix.rows)
        assert {row.coordinate for rows in found.only for row in rows} == {
            row.coordinate for row in matrix.rows if "absent" in row.presence.values()
        }
        assert {row.coordinate for row in found.unknown[0]} == {
            row.coordinate for row in matrix.rows if row.presence[one] == "unknown"
        }
        differing = {
            row.coordinate: {d.aspect for d in differences} - _ALONE
            for row, differences in found.differing
        }
        assert {name: aspects for name, aspects in differing.items() if aspects} == {
            row.coordinate: aspects
            for row in matrix.rows
            if (aspects := {d.aspect for d in row.differences} - _ALONE)
            and row.presence[one] == row.presence[other] == "present"
        }


def test_every_element_of_two_regions_stands_in_one_place() -> None:
    """Only here, only there, different, unknown, alike: together all that either region has."""
    assert_pairs_are_what_two_regions_alone_give(world_of(*sites.world()))


def test_shipped_regions_differ_in_pairs_as_two_of_them_alone_would() -> None:
    """What is read from the matrix of four is what a matrix of two says, for each of six pairs."""
    root = Path(__file__).resolve().parents[1] / "schemas"
    regions = {
        "gb": ["gb/mutations.txt"],
        "fr": ["fr/mutations.txt"],
        "it": ["it/queries.txt"],
        "resiflex-eu": ["resiflex-eu/mutations.txt", "resiflex-eu/objects.txt"],
    }
    assert_pairs_are_what_two_regions_alone_give(world_of(*read_regions(root, regions)))


def test_whole_schemas_differ_in_pairs_as_two_of_them_alone_would(shared: Path) -> None:
    """The same for complete schemas with two forms of input, and for one of them a year older."""
    regions = {
        "gb": ["gb/2025-02-10.graphql"],
        "it": ["it/2026-02-10.json"],
        "old": ["gb/2024-11-28.graphql"],
    }
    found = read_regions(shared / "schemas", regions)
    assert_pairs_are_what_two_regions_alone_give(world_of(*found))


def fields(region: str, **types: Any) -> RegionInput:
    """A region with one query of each name and type."""
    elements = [sites.element("Query", "object")]
    elements += (sites.element(f"Query.{n}", "field", **facts) for n, facts in types.items())
    return sites.region(region, elements)


def differing(world: World) -> dict[tuple[str, str], dict[str, list[str]]]:
    return {
        found.regions: {row.coordinate: [d.aspect for d in told] for row, told in found.differing}
        for found in read(world)
        if found.differing
    }


def test_a_vague_type_sets_nobody_apart() -> None:
    """Of three regions only the two that contradict each other differ."""
    world = world_of(
        fields("a", x={"type": "Int!"}),
        fields("b", x={"type": "Int"}),
        fields("c", x={"type_known": Known(named="Int")}),
    )
    assert differing(world) == {("a", "b"): {"Query.x": ["type"]}}


def test_what_stands_out_in_a_region_sets_it_apart_from_those_that_say_otherwise() -> None:
    """A row listed twice here and once there; two that list it twice do not differ."""
    once, twice = [ErrorCode("KT-CT-1111", "Locked.")], [ErrorCode("KT-CT-1111", "Locked.")] * 2
    world = world_of(
        fields("a", x={"type": "Int", "errors": tuple(twice)}),
        fields("b", x={"type": "Int", "errors": tuple(twice)}),
        fields("c", x={"type": "Int", "errors": tuple(once)}),
    )
    assert differing(world) == {
        ("a", "c"): {"Query.x": ["error_repeats"]},
        ("b", "c"): {"Query.x": ["error_repeats"]},
    }


def row(coordinate: str) -> Row:
    return Row(coordinate, "field", {}, ())


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["A", "A.b", "A.b(c:)", "A.d"], [("A", 3)]),
        (["A.b", "A.b(c:)", "A.d"], [("A.b", 1), ("A.d", 0)]),
        (["AB", "A.b"], [("AB", 0), ("A.b", 0)]),
        (["Query", "Query.x", "Query.x(y:)"], [("Query", 0), ("Query.x", 1)]),
        (["@d", "@d(a:)"], [("@d", 1)]),
    ],
)
def test_what_an_element_contains_folds_under_it(
    listed: list[str], expected: list[tuple[str, int]]
) -> None:
    """With its count; operations stand for themselves."""
    found = pairs.folded([row(one) for one in listed])
    assert [(one.coordinate, below) for one, below in found] == expected


@pytest.mark.parametrize(
    ("aspect", "values", "expected"),
    [
        ("type", {"a": "Int", "b": "Int!"}, PairValue("type", "Int", "Int!", 0)),
        ("errors", {"a": ("X", "Y"), "b": ("X",)}, PairValue("error codes", "Y", "no others", 1)),
        ("fields", {"a": (), "b": ("x",)}, PairValue("fields", "none", "x", 0)),
        (
            "fields",
            {"a": tuple("abcdefghij"), "b": ()},
            PairValue("fields", "a, b, c, d, e, f, g, h and 2 more", "none", 0),
        ),
        (
            "error_messages",
            {"a": {"X": ["m"], "Y": ["o"]}, "b": {"X": ["n"], "Y": ["o"]}, "c": {"Y": ["p"]}},
            PairValue("error messages", "X: m", "X: n", 0),
        ),
    ],
)
def test_a_pair_is_told_by_what_sets_it_apart(
    aspect: str, values: dict[str, Any], expected: PairValue
) -> None:
    """In their own words; of lists and messages only what the other region does not say too."""
    assert pairs.value(Difference(aspect, values), "a", "b") == expected


def test_what_one_region_says_alone_leaves_the_other_without_words() -> None:
    """A code of another region is told whole, beside a region that has none."""
    found = Difference("error_leaks", {"b": ("KT-GB-1",)}, ("b",))
    assert pairs.value(found, "a", "b") == PairValue(
        "codes of another region", "nothing unusual", "KT-GB-1", 0
    )


def test_lists_that_differ_are_told_beside_what_all_share() -> None:
    """On the matrix of three regions as on the page of two."""
    found = Difference("errors", {"a": ("X", "Y"), "b": ("X",), "c": ("X", "Z")})
    assert valuetexts.said_apart(found) == (1, {"a": "Y", "b": "no others", "c": "Z"})


def views(world: World) -> list[PairView]:
    both = pairs.all_pairs(world, compat.parts(world), compat.apart_in(world))
    return [page.view() for page in pairs.pages(world, both)]


def test_a_pairs_pages_hold_what_its_counts_say() -> None:
    """Parts add up to the whole, and sections to what is not alike."""
    for view in views(world_of(*sites.world())):
        for counts in (*view.counts, view.whole):
            places = counts.alike + counts.differing + sum(counts.only) + sum(counts.unknown)
            assert places == counts.total
        assert sum(counts.total for counts in view.counts) == view.whole.total
        shown = sum(1 + one.below for section in view.sections for one in section.rows)
        assert shown == sum(section.total for section in view.sections)
        assert shown == view.whole.total - view.whole.alike


def test_a_long_pair_is_cut_into_pages_that_lead_to_each_other() -> None:
    """Nothing is lost, each section can be reached from every page, the counts stand once."""
    many = {f"f{at:04}": {"type": "Int"} for at in range(1_000)}
    world = world_of(fields("a", **many), fields("b", x={"type": "Int"}))
    found = views(world)
    names = [one.link.text for v in found for section in v.sections for one in section.rows]
    # The root type itself differs in its fields and has them listed one by one.
    assert names == ["Query", *(f"Query.f{at:04}" for at in range(1_000)), "Query.x"]
    assert [bool(view.counts) for view in found] == [True] + [False] * (len(found) - 1)
    assert found[0].head.path == "compare/pair/a.b.html"
    assert found[1].head.path == "compare/pair/a.b.2.html"
    assert found[0].contents == found[-1].contents
    assert [(link.text, link.href) for link in found[0].contents] == [
        ("In both, and different", "compare/pair/a.b.html#s-differing"),
        ("Only in Region a", "compare/pair/a.b.html#s-only-1"),
        ("Only in Region b", f"compare/pair/a.b.{len(found)}.html#s-only-2"),
    ]
    assert [page.text for page in found[1].pages if page.href is None] == ["2"]


def test_every_two_regions_have_one_address_that_differs_in_more_than_case() -> None:
    """Whichever is named first; hyphens within a region's name cannot make two pairs one."""
    names = ("a", "a-b", "b", "b-c", "c", "con", "CON")
    world = world_of(*(fields(name, x={"type": "Int"}) for name in names))
    found = {two: pairs.path(world, *two) for two in combinations(names, 2)}
    assert len({path.lower() for path in found.values()}) == len(found)
    assert pairs.path(world, "b", "a-b") == found["a-b", "b"] == "compare/pair/a-b.b.html"


def test_one_region_alone_has_nothing_to_compare() -> None:
    """No matrix, no way to one, no row of regions with one region in it."""
    world = world_of(sites.north())
    made = pages.all_pages(world, SITE, [])
    assert [page.path for page in made if page.path.startswith("compare/")] == []
    assert [name for name, _ in pages.navigation(world, SITE) if name == "compare"] == []
    [door] = [page for page in made if page.path == "object/Door.html"]
    assert door.view().presence == ()
    [region] = [page for page in made if page.path == "regions/north.html"]
    assert region.view().pairs == ()


def test_a_page_of_the_matrix_is_cut_by_what_it_costs() -> None:
    """Many regions make few rows a page, so that every page is about as heavy."""
    many = {f"f{at:04}": {"type": "Int"} for at in range(400)}
    for count in (2, 12):
        world = world_of(*(fields(f"r{at}", **many) for at in range(count)))
        [(part, _)] = compat.filtered(world, compat.parts(world))
        rows = [cut.end - cut.start for cut in part.cuts]
        assert sum(rows) == 401
        assert max(rows) == cuts.NODES // (3 + count)
