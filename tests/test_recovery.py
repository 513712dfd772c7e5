"""What is read back of pages that lost something: nothing false, and of each kind at least so much.

The pages are made from `tests/recovery.graphql`, a schema of this project's own with every oddity
that readers of pages meet; the benchmark does the same with whole schemas.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench import recovery
from bench.recovery import Result
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
    """Whatever a page lost, each fact that is read of it is true of the schema."""
    assert results()[layout, loss].measure.problems == []
