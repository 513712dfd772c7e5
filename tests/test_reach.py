"""The way from the root to each type: the shortest, of equally short ones always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemadoc.model import Index
from schemadoc.render import reach, types
from tests import sites
from tests.test_examples import region
from tests.test_site import make, page, text

SDL = """
    type Query { b: B a: A u: U }
    type Mutation { m(i: I): P }
    type Subscription { s: S }
    type A { c: C b: B }
    type B { c: C }
    type C { d(f: F): D }
    type D { back: A }
    union U = V | A
    type V { w: W }
    type W { x: Int o: O }
    interface N { id: ID }
    type P { n: N }
    type O implements N { id: ID }
    type M implements N { id: ID }
    type S { e: E }
    enum E { ONE }
    input I { j: J }
    input J { k: Int }
    input F { g: Int }
    type Alone { b: B }
"""


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("A", ("Query.a",)),
        ("C", ("Query.a", "A.c")),
        ("D", ("Query.a", "A.c", "C.d")),
        ("W", ("Query.u", "U", "V.w")),
        ("O", ("Query.u", "U", "V.w", "W.o")),
        ("M", ("Mutation.m", "P.n", "N")),
        ("E", ("Subscription.s", "S.e")),
        ("I", ("Mutation.m(i:)",)),
        ("J", ("Mutation.m(i:)", "I.j")),
        ("F", ("Query.a", "A.c", "C.d(f:)")),
        ("Alone", ()),
    ],
)
def test_the_shortest_way_is_found(name: str, way: tuple[str, ...]) -> None:
    """Through fields, arguments, input fields, members; an interface where nothing else leads."""
    assert reach.way(reach.ways(Index(region(SDL).snapshot)), name) == way


def test_a_type_says_how_it_is_reached_and_who_uses_it(tmp_path: Path) -> None:
    """The way and the places that return or take a type lead to the fields themselves."""
    out = make(tmp_path / "s", [*sites.world(), region(SDL, "more")])
    html = page(out, "input_object/OpenDoorInput.html")
    assert "Reached from the root Mutation.openDoor(input:) → OpenDoorInput" in text(html)
    assert 'href="../mutation/openDoor.html#openDoor.input"' in html
    html = page(out, "object/W.html")
    assert "Query.u → U → V.w → W" in text(html)
    assert 'href="../object/V.html#w"' in html
    assert "Returned by 1 V.w" in text(html)
    assert "Reached" not in page(out, "object/Alone.html")


@pytest.mark.parametrize("many", [types.MANY_USES, types.MANY_USES + 1, types.TOO_MANY_USES + 1])
def test_places_are_shown_one_by_one_however_many(tmp_path: Path, many: int) -> None:
    """A list up to a size, then by what holds them, each with its link; only past all use alone."""
    fields = " ".join(f"f{at}: S" for at in range(many - 1))
    one = region(f"scalar S type Query {{ t: T s: S }} type T {{ {fields} }}")
    html = page(make(tmp_path / "s", [one]), "scalar/S.html")
    assert html.count('href="../object/T.html#f') == (0 if many > types.TOO_MANY_USES else many - 1)
    assert ("T.f0</a>" in html) is (many == types.MANY_USES)
    assert 'href="../query/s.html"' in html
    assert f"Returned by {many}" in text(html)
