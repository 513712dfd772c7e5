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

from bench import losses, recovery, scrape, writing
from bench import results as results_file
from bench.measure import Names, measure
from bench.recovery import Result
from bench.samples import Schema
from schemadoc.model import Element
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page
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
    snapshot = read_file(SCHEMA, SCHEMA.name, Options(region="lib")).snapshot
    schema = Schema(scrape.enriched(snapshot))
    whole = scrape.objects_page(schema)
    lost = [section.coordinate for section in whole.sections if not section.about]
    lossy = losses.headings(whole, Random(1))
    text = writing.text_of(lossy, Random(1))
    read = page.read(text, "page.txt", Options(region="lib"), b"").snapshot
    order = sorted(
        (e for e in read.elements if e.name_from == "placeholder"),
        key=lambda e: e.source.line if e.source else 0,
    )
    names = {e.coordinate: name for e, name in zip(order, [*lost[:-1], "Wrong"], strict=True)}
    others = [e for e in read.elements if e.coordinate not in names.values()]
    inferred = msgspec.structs.replace(read, elements=tuple(_inferred(e, names) for e in others))
    measured = measure(schema, whole, lossy, inferred)
    assert measured.names == Names(lost=len(lost), certain=len(lost) - 1)
    assert measured.problems == [f"certain name: {lost[-1]} is Wrong"]


def _inferred(element: Element, names: dict[str, str]) -> Element:
    first, dot, rest = element.coordinate.partition(".")
    if first not in names:
        return element
    changes: dict[str, Any] = {"coordinate": names[first] + dot + rest}
    if not dot:
        changes |= {"name_from": "inferred", "name_confidence": "certain"}
    return msgspec.structs.replace(element, **changes)
