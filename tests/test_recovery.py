"""What is read back of pages that lost something: nothing false, and of each kind at least so much.

The pages are made from `tests/recovery.graphql`, a schema of this project's own with every oddity
that readers of pages meet; the benchmark does the same with whole schemas.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from bench import losses, recovery, scrape
from bench import results as results_file
from bench.measure import Names, measure
from bench.recovery import Result
from bench.samples import Schema
from schemadoc.model import Element, Location, Snapshot, sort_elements
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file

SCHEMA = Path(__file__).with_name("recovery.graphql")


@cache
def results() -> dict[tuple[str, str], Result]:
    snapshot = read_file(SCHEMA, SCHEMA.name, Options(region="lib")).snapshot
    return {(r.layout, r.loss): r for r in recovery.run("lib", snapshot)}


CASES = [(layout, loss) for layout in recovery.LOSSES for loss in recovery.cases(layout)]


@pytest.mark.parametrize(("layout", "loss"), CASES)
def test_nothing_is_false(layout: str, loss: str) -> None:
    """Whatever a page lost, each fact that is read of it is true of the schema.

    A name that is only likely may be wrong; what is called certain may not.
    """
    problems = results()[layout, loss].measure.problems
    assert [problem for problem in problems if not problem.startswith("likely name:")] == []


@pytest.mark.parametrize(("layout", "loss"), CASES)
def test_what_is_left_is_read(layout: str, loss: str) -> None:
    """Whatever a page lost, all that it still states is read."""
    measured = results()[layout, loss].measure
    assert measured.read == measured.left


# What documents and examples give where the page states nothing else: the share of what the whole
# page stated. One field of the schema's payloads needs an argument, so that no document selects it.
EVIDENCE = {
    "root field": 1.0,
    "argument": 1.0,
    "argument type": 1.0,
    "field": 0.95,
    "field type in part": 0.95,
    "field type's name": 0.25,
}


@pytest.mark.parametrize(("layout", "loss"), [c for c in CASES if c[0] != "objects"])
def test_what_evidence_gives(layout: str, loss: str) -> None:
    """Documents name every operation, argument and selected field, and examples their shapes."""
    measured = results()[layout, loss].measure
    found = {kind: measured.recall(kind) or 0 for kind in EVIDENCE}
    assert all(found[kind] >= EVIDENCE[kind] for kind in EVIDENCE), found
    assert measured.names.document == measured.names.lost


@pytest.mark.parametrize("layout", recovery.LOSSES)
def test_all_losses_are_losses(layout: str) -> None:
    """Each loss changes what a page says, so that passing without it proves nothing."""
    sizes = {loss: r.size for (of, loss), r in results().items() if of == layout}
    unchanged = [loss for loss, size in sizes.items() if loss != "none" and size == sizes["none"]]
    assert unchanged == []


def test_a_section_of_results_leaves_the_others(tmp_path: Path) -> None:
    """Each benchmark replaces its own section and no other."""
    path = tmp_path / "RESULTS.md"
    for name, text in [("a", "one"), ("b", "two"), ("a", r"three \1")]:
        results_file.put(name, text, path)
    assert path.read_text("utf8").split("\n")[2:] == [
        *("<!-- a: begin -->", r"three \1", "<!-- a: end -->", ""),
        *("<!-- b: begin -->", "two", "<!-- b: end -->", ""),
    ]


def test_recovered_names_are_counted_and_judged() -> None:
    """An inferred name is held against the heading that was lost, apart from the facts under it."""
    schema = Schema(scrape.enriched(read_file(SCHEMA, "lib", Options(region="lib")).snapshot))
    whole = scrape.objects_page(schema)
    lossy = losses.headings(whole, Random(1))
    lost = [section.coordinate for section in lossy.sections if section.name is None]
    wrong = {lost[-1]: "Wrong"}
    elements = [
        _as_read(element, line, lost, wrong)
        for line, section in enumerate(whole.sections, 1)
        for element in (
            schema.index.elements[section.coordinate],
            *schema.fields(section.coordinate),
        )
    ]
    read = Snapshot(region="lib", elements=sort_elements(elements))
    measured = measure(schema, whole, lossy, read)
    assert measured.names == Names(lost=len(lost), certain=len(lost) - 1)
    assert measured.problems == [f"certain name: {lost[-1]} is Wrong"]


def _as_read(element: Element, line: int, lost: list[str], wrong: dict[str, str]) -> Element:
    owner, dot, rest = element.coordinate.partition(".")
    changes: dict[str, Any] = {"coordinate": wrong.get(owner, owner) + dot + rest}
    if not dot:
        changes["source"] = Location("page.txt", line)
        if owner in lost:
            changes |= {"name_from": "inferred", "name_confidence": "certain"}
    return msgspec.structs.replace(element, **changes)
