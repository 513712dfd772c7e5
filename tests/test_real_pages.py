"""What the reader must show on the five real pages, and on what the project ships of them."""

from __future__ import annotations

from collections import Counter

import pytest

from schemadoc.model import walk
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page, redact
from tests.pagehelp import REAL, ROOT, facts, read_text, real_text

COUNTS = [
    ("resiflex-eu/mutations", {"operations": 48, "errors": 318, "arguments": 48}),
    ("gb/mutations", {"operations": 152, "errors": 526, "arguments": 197}),
    ("fr/mutations", {"operations": 101, "errors": 580, "arguments": 101}),
    ("it/queries", {"operations": 176, "errors": 197, "arguments": 342}),
]


@pytest.mark.parametrize(("name", "expected"), COUNTS)
@pytest.mark.parametrize("shipped", [False, True])
def test_operations(name: str, expected: dict[str, int], shipped: bool) -> None:
    """Every operation, every error row with its duplicates, every argument with its exact type."""
    text = (ROOT / "schemas" / f"{name}.txt").read_text("utf8") if shipped else real_text(name)
    elements = walk(read_text(text).snapshot)
    roots = [
        element
        for coordinate, element in elements.items()
        if coordinate.startswith(("Query.", "Mutation.")) and "(" not in coordinate
    ]
    arguments = [e for e in elements.values() if e.element == "argument"]
    assert {
        "operations": len(roots),
        "errors": sum(len(element.errors or ()) for element in roots),
        "arguments": len(arguments),
    } == expected
    assert all(argument.type for argument in arguments)


@pytest.mark.parametrize("shipped", [False, True])
def test_objects(shipped: bool) -> None:
    """389 types, 160 of them without their names, with 1,701 fields and 316 arguments."""
    name = "resiflex-eu/objects"
    text = (ROOT / "schemas" / f"{name}.txt").read_text("utf8") if shipped else real_text(name)
    elements = walk(read_text(text).snapshot).values()
    counts = Counter(element.element for element in elements)
    lost = sum(e.element == "object" and e.name_from == "placeholder" for e in elements)
    assert (counts["object"], counts["field"], counts["argument"]) == (389, 1701, 316)
    assert lost == 160
    assert all(e.type for e in elements if e.element in ("field", "argument"))


DEPRECATED = [
    ("resiflex-eu/mutations", {"block": 61}),
    ("resiflex-eu/objects", {"block": 71}),
    ("gb/mutations", {"block": 1, "prose": 3}),
    ("fr/mutations", {"prose": 1}),
    ("it/queries", {"block": 9}),
]


@pytest.mark.parametrize(("name", "expected"), DEPRECATED)
def test_deprecations(name: str, expected: dict[str, int]) -> None:
    """Every deprecation; each block has both its dates and its advice."""
    found = [
        element.deprecation
        for element in walk(read_text(real_text(name)).snapshot).values()
        if element.deprecation
    ]
    assert Counter(deprecation.origin for deprecation in found) == expected
    assert all(deprecation.reason for deprecation in found)
    blocks = [deprecation for deprecation in found if deprecation.origin == "block"]
    assert all(deprecation.marked_on and deprecation.remove_on for deprecation in blocks)


RETURN_ROWS = [("resiflex-eu/mutations", 153), ("gb/mutations", 315)]


@pytest.mark.parametrize(("name", "rows"), RETURN_ROWS)
def test_return_fields(name: str, rows: int) -> None:
    """Every row of every table of return fields is a field with its exact type."""
    text = real_text(name)
    reading = read_text(text)
    lines = text.split("\n")
    tables = [at for at, line in enumerate(lines) if line == "Return fields"]
    stated = set()
    count = 0
    for at in tables:
        for line in lines[at + 1 :]:
            if line == "Mutation":
                break
            if line.endswith(")") and " (" in line and line.split(" (")[0].isidentifier():
                count += 1
                stated.add(tuple(line[:-1].split(" (")))
    fields = {
        (element.name, element.type)
        for element in walk(reading.snapshot).values()
        if element.element == "field"
    }
    assert count == rows
    assert stated <= fields


@pytest.mark.parametrize("name", REAL)
def test_every_line_is_accounted_for(name: str) -> None:
    """Each line is claimed by a fact, by the layout, by prose or by a diagnostic: all of them."""
    text = real_text(name)
    found, _, ledger = page.collect(text, name, Options(region="x"))
    assert not ledger.unclaimed()
    assert len(ledger.claims) == len(text.split("\n"))
    assert not [d for d in found.diagnostics if d.id == "line-unclaimed"]


@pytest.mark.parametrize("name", REAL)
def test_redaction(name: str) -> None:
    """A redacted page gives the same facts, descriptions aside; redacting it again is no change."""
    text = real_text(name)
    redacted = redact.redact(text, name)
    before, after = read_text(text), read_text(redacted)
    assert facts(before.snapshot) == facts(after.snapshot)
    assert before.snapshot.coverage == after.snapshot.coverage
    assert redact.redact(redacted, name) == redacted


@pytest.mark.parametrize("name", REAL)
def test_what_is_shipped_is_what_redaction_leaves(name: str) -> None:
    """The pages in `schemas` are the real ones without their prose."""
    shipped = (ROOT / "schemas" / f"{name}.txt").read_text("utf8")
    assert shipped == redact.redact(real_text(name), name)


def test_a_contract_example() -> None:
    """One operation, whole, as the public surface writes it."""
    elements = walk(read_text(real_text("resiflex-eu/mutations")).snapshot)
    element = elements["Mutation.deauthenticateDevice"]
    assert element.type == "DeauthenticateDevice"
    assert element.description == "De-authenticate a device."
    assert element.source is not None
    assert element.source.line == 680
    assert element.deprecation is not None
    assert element.deprecation.replacements == ("Mutation.deauthenticateFlexDevice",)
    assert elements["DeauthenticateDevice"].element == "object"
    assert elements["DeauthenticateDevice.krakenflexDevice"].type == "DeviceDetailsType"
