"""What the real pages hold across regions, as they ship: found by eye first, then held here."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemadoc.cli import loading
from schemadoc.cli.session import Session
from schemadoc.compare.calendar import calendar
from schemadoc.compare.catalogue import catalogue
from schemadoc.compare.regions import matrix
from schemadoc.compare.yardstick import NONE, Yardstick
from schemadoc.model import Index
from schemadoc.reports import deprecations, element, errors, overview, text
from schemadoc.reports import json as as_json
from schemadoc.reports.terminal import Style
from tests.test_widths import too_wide

ROOT = Path(__file__).resolve().parents[1]
CAPTURED = ("gb/mutations.txt", "fr/mutations.txt", "it/queries.txt", "resiflex-eu/mutations.txt")
TODAY = datetime.date(2026, 2, 1)
OBJECTS = "resiflex-eu/objects.txt"


@pytest.fixture(scope="module", params=["shipped", "captured"])
def indexes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Index]:
    """The regions as they ship, and as they were captured where the captures lie beside us."""
    path = ROOT / "schemadoc.toml"
    if request.param == "captured":
        captures: Path = request.getfixturevalue("shared") / "captures"
        path = tmp_path_factory.mktemp("captured") / "schemadoc.toml"
        path.write_text("\n".join(_regions(captures)), "utf8")
    return loading.indexes(loading.load(Session(config=str(path))))


def _regions(captures: Path) -> Iterator[str]:
    for file in CAPTURED:
        yield f'[[region]]\nid = "{Path(file).parent}"'
        yield f'[[region.source]]\npath = "{(captures / file).as_posix()}"'
    yield f'[[region.source]]\npath = "{(captures / OBJECTS).as_posix()}"'


def compared(indexes: dict[str, Index], **options: Any) -> Any:
    """The matrix as `compare --format json` has it."""
    return json.loads(as_json.render(matrix(indexes, known=indexes.keys(), **options)))


def test_codes_of_one_region_are_found_in_another(indexes: dict[str, Index]) -> None:
    """`KT-GB-9310` stands in France, and so does a code of a country that has no region here."""
    found = [entry for entry in catalogue(indexes) if entry.leaks_into]
    assert {entry.code: (entry.names_region, entry.leaks_into) for entry in found} == {
        "KT-GB-9310": ("gb", ("fr", "resiflex-eu")),
        "KT-JP-8801": ("jp", ("fr",)),
    }
    rows = compared(indexes, aspects={"error_leaks"})["rows"]
    values = {row["coordinate"]: row["differences"][0]["values"] for row in rows}
    assert values["Mutation.backendScreenEvent"]["fr"] == ["KT-GB-9310"]
    france = matrix({"fr": indexes["fr"]}, known=indexes.keys(), aspects={"error_leaks"})
    assert "Mutation.backendScreenEvent" in {row.coordinate for row in france.rows}


def test_a_message_drifts_by_one_letter(indexes: dict[str, Index]) -> None:
    """One code says `agan` here and `again` there, in the matrix and in the catalogue."""
    entry = catalogue(indexes, ["KT-CT-4376"])[0]
    assert {message.text: message.regions for message in entry.messages} == {
        "Unable to complete onboarding step. Please try agan later.": ("fr",),
        "Unable to complete onboarding step. Please try again later.": ("resiflex-eu",),
    }
    match = "Mutation.completeAuthFlowForSmartFlexOnboarding"
    rows = compared(indexes, match=match, aspects={"error_messages"})["rows"]
    assert set(rows[0]["differences"][0]["values"]) == {"fr", "resiflex-eu"}


def test_some_operations_live_at_another_endpoint(indexes: dict[str, Index]) -> None:
    """The region that has two endpoints serves a few mutations at the unusual one."""
    rows = compared(indexes, aspects={"endpoint"})["rows"]
    assert [(row["coordinate"], list(row["differences"][0]["values"])) for row in rows] == [
        ("Mutation.createMfaDevice", ["fr"]),
        ("Mutation.deleteMfaDevice", ["fr"]),
        ("Mutation.validateMfaDevice", ["fr"]),
    ]


def test_replacements_are_ready_where_they_are_seen(indexes: dict[str, Index]) -> None:
    """Each replacement is said of each region, and of its own region as `status` says."""
    entries = calendar(indexes, TODAY)
    replacements = [(entry.region, one) for entry in entries for one in entry.replacements]
    assert replacements
    for region, one in replacements:
        assert one.ready[region] == one.status
        assert set(one.ready) == {"gb", "fr", "it", "resiflex-eu"}


COUNTED = [NONE, Yardstick(reference="gb"), Yardstick(majority=True)]


@pytest.mark.parametrize("yardstick", COUNTED, ids=str)
@pytest.mark.parametrize("shown", [False, True], ids=["all", "differences"])
def test_counts_add_up(indexes: dict[str, Index], yardstick: Yardstick, shown: bool) -> None:
    """Rows, presence, aspects and who stands out: every count is that of the rows listed."""
    found = compared(indexes, yardstick=yardstick, only_differences=shown)
    rows, summary = found["rows"], found["summary"]
    assert summary["rows"] == len(rows) == summary["differing"] + summary["agreeing"]
    assert not shown or summary["agreeing"] == 0
    for region, counts in summary["presence"].items():
        assert sum(counts.values()) == len(rows)
        for state, count in counts.items():
            assert count == sum(row["presence"][region] == state for row in rows)
    said = [one["aspect"] for row in rows for one in row["differences"]]
    assert summary["aspects"] == {aspect: said.count(aspect) for aspect in summary["aspects"]}
    assert sum(summary["aspects"].values()) == len(said)
    for region, count in summary.get("odd", {}).items():
        assert count == sum(
            region in row.get("odd", ())
            or any(region in one.get("odd", ()) for one in row["differences"])
            for row in rows
        )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_text_fits_the_terminal(indexes: dict[str, Index], width: int) -> None:
    """No line is wider than the terminal but for a single word that is, far to the left."""
    style = Style(width=width)
    mutation = element.sheet("Mutation", indexes)
    assert mutation is not None
    texts = (
        text.matrix(matrix(indexes, only_differences=True), style),
        text.matrix(matrix(indexes, yardstick=Yardstick(majority=True)), style),
        errors.text(catalogue(indexes), style),
        deprecations.text(calendar(indexes, TODAY), style),
        element.text(mutation, TODAY, style),
        overview.text([overview.overview("T", indexes["it"].snapshot, (), TODAY)], style),
    )
    assert too_wide("".join(texts), width) == []
