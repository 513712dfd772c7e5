"""Lost names are recovered from evidence, with their confidence, and never guessed silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc.model import Element, Location, Snapshot, sort_elements, walk
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.pages import align, names
from schemadoc.sources.read import read_file
from schemadoc.sources.region import assemble
from tests.pagehelp import CAPTURES, REAL, read_own, read_text, real_text

RECOVERED = [
    (32, "BoxType", "likely", "the page refers to BoxType"),
    (64, "Curator", "likely", "an example on the page shows Curator"),
    (
        108,
        "PickRoomItem",
        "likely",
        "its field room stands in the name as shelf stands in PickShelfItem",
    ),
    (122, "PickShelfItem", "likely", "running text gives PickShelfItem the field shelf"),
    (177, "VisitConnection", "certain", "its edges are of the type [VisitEdge]!"),
]


def by_line(reading: Reading) -> dict[int, Element]:
    """The object types of a reading by their line."""
    return {
        element.source.line: element
        for element in reading.snapshot.elements
        if element.element == "object" and element.source is not None
    }


@pytest.mark.parametrize(("line", "name", "confidence", "evidence"), RECOVERED)
def test_evidence_on_the_page(line: int, name: str, confidence: str, evidence: str) -> None:
    """References, examples, running text, Relay's patterns and the page's own name types."""
    element = by_line(names.recover(read_own("lost")))[line]
    assert (element.coordinate, element.name_from) == (name, "inferred")
    assert element.name_confidence == confidence
    assert element.name_evidence is not None
    assert evidence.lower() in element.name_evidence.lower()


def test_what_nothing_names_keeps_its_placeholder() -> None:
    """A section that no evidence names stays without a name, and its fields stay with it."""
    element = by_line(names.recover(read_own("lost")))[151]
    assert element.name_from == "placeholder"
    elements = walk(names.recover(read_own("lost")).snapshot)
    assert f"{element.coordinate}.mystery" in elements


NO_OBJECTS = [
    ("RankString", "type"),
    ("Weight", "scalar"),
    ("ArchiveState", "enum"),
    ("KeeperInterface", "interface"),
    ("OwnerInterface", "interface"),
]


@pytest.mark.parametrize(("name", "kind"), NO_OBJECTS)
def test_what_is_no_object_names_no_section(name: str, kind: str) -> None:
    """Scalars, enums and abstract types are no objects, though no heading defines them."""
    element = walk(names.recover(read_own("lost")).snapshot)[name]
    assert element.element == kind
    assert element.name_from is None


def test_members_move_with_their_type() -> None:
    """Fields and what refers to a placeholder bear the recovered name, and nothing stands twice."""
    before = read_own("lost").snapshot
    after = names.recover(read_own("lost")).snapshot
    assert "BoxType.boxNumber" in walk(after)
    coordinates = [element.coordinate for element in after.elements]
    assert coordinates == sorted(set(coordinates))
    count = sum(element.element == "field" for element in before.elements)
    assert sum(element.element == "field" for element in after.elements) == count


def region(name: str, *elements: Element) -> Snapshot:
    """Another region with these elements."""
    return Snapshot(region=name, elements=sort_elements(elements))


def test_other_regions_prove_a_name_where_the_fields_agree() -> None:
    """A payload that another region names is certain with the same fields, else likely."""
    page = (
        "Mutations\n\na\n\nURL:https://x.example/\n\nMutation\n\n"
        "mutation A {\n  a {\n    x\n    y\n  }\n}\n"
    )
    root = Element(coordinate="Mutation.a", element="field", type="APayload")
    fields = [
        Element(coordinate=f"APayload.{name}", element="field", type="Int") for name in ("x", "y")
    ]
    lost = read_text(page)
    for others, confidence in (([root, *fields], "certain"), ([root, fields[0]], "likely")):
        found = names.recover(lost, (), (region("other", *others),))
        elements = walk(found.snapshot)
        assert elements["APayload"].name_confidence == confidence
        assert "in the region other" in str(elements["APayload"].name_evidence)
        assert {"APayload.x", "APayload.y"} <= elements.keys()
        assert elements["Mutation.a"].type_known is not None
        assert elements["Mutation.a"].type_known.named == "APayload"


@pytest.mark.parametrize(("name", "found"), [("Riddle", True), ("Zoo", False)])
def test_a_table_of_the_own_region_proves_a_name(name: str, found: bool) -> None:
    """The same fields in another source of the region: certain, if the page's order allows it."""
    table = region(
        "lib",
        Element(coordinate=name, element="object", source=Location("other.txt", 1)),
        Element(coordinate=f"{name}.mystery", element="field", type="Boolean"),
    )
    element = by_line(names.recover(read_own("lost"), (table,)))[151]
    if found:
        assert (element.coordinate, element.name_confidence) == (name, "certain")
    else:
        assert element.name_from == "placeholder"


@pytest.mark.parametrize(
    ("alone", "least", "wrong"), [(True, 115, 4), (False, 135, 4)], ids=["alone", "five pages"]
)
def test_the_real_objects_page(alone: bool, least: int, wrong: int) -> None:
    """Of 160 lost names, how many are recovered and not wrong; none called certain is wrong.

    The truth is in part in two full schemas of sister regions: a type of the recovered name whose
    fields are others shows a wrong name.
    """
    readings = {
        name.split("/")[0]: [read_text(real_text(n), n) for n in REAL if n.startswith(name[:2])]
        for name in REAL
    }
    if alone:
        readings = {"resiflex-eu": readings["resiflex-eu"][1:]}
    options = {one: Options(region=one) for one in readings}
    snapshot = assemble(readings, options)["resiflex-eu"].snapshot
    found = [e for e in snapshot.elements if e.name_from == "inferred"]
    truth = sister_types()
    doubted = {"certain": 0, "likely": 0}
    for element in found:
        above = f"{element.name}."
        fields = {
            e.name
            for e in snapshot.elements
            if e.element == "field" and e.coordinate.startswith(above)
        }
        known = truth.get(element.coordinate, [])
        if known and max(len(fields & one) / len(fields | one) for one in known) < 0.25:
            doubted[str(element.name_confidence)] += 1
    recovered = 160 - sum(
        e.element == "object" and e.name_from == "placeholder" for e in snapshot.elements
    )
    assert recovered - sum(doubted.values()) >= least
    assert doubted["certain"] == 0
    assert doubted["likely"] <= wrong


def sister_types() -> dict[str, list[set[str]]]:
    """The fields of the types of the full schemas beside the captures."""
    found: dict[str, list[set[str]]] = {}
    folder = CAPTURES.parent / "schemas"
    for name in ("it/2026-02-10.json", "gb/2025-02-10.graphql"):
        path = folder / name
        if not path.is_file():
            pytest.skip("the full schemas are not beside this checkout")
        fields: dict[str, set[str]] = {}
        for element in read_file(path, name, Options(region="x")).snapshot.elements:
            if element.element == "field":
                owner, _, field = element.coordinate.partition(".")
                fields.setdefault(owner, set()).add(field)
        for owner, names_of in fields.items():
            found.setdefault(owner, []).append(names_of)
    return found


@given(
    st.lists(st.lists(st.one_of(st.none(), st.floats(-5, 5)), min_size=3, max_size=3), max_size=4),
    st.lists(st.floats(-3, 0), min_size=3, max_size=3),
)
def test_probabilities(weights: list[list[float | None]], omission: list[float]) -> None:
    """Each section has at most one name and each name at most one section, so sums stay below 1."""
    table = align.probabilities(weights, omission)
    for row, given_row in zip(table, weights, strict=True):
        assert sum(row) <= 1 + 1e-9
        assert all(p == 0 for p, w in zip(row, given_row, strict=True) if w is None)
    for column in zip(*table, strict=True):
        assert sum(column) <= 1 + 1e-9


def test_alignment_keeps_the_order() -> None:
    """Two names that only fit against the order are never both given."""
    weights: list[list[float | None]] = [[None, 3.0], [3.0, None]]
    table = align.probabilities(weights, [-1.0, -1.0])
    assert table[0][1] + table[1][0] <= 1 + 1e-9
