"""Pages that something happened to: never a crash, never a line unaccounted for, never a glue."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemadoc.errors import InputError
from schemadoc.model import walk
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page, redact
from tests.pagehelp import PAGES, facts, read_text

NAMES = ["spectaql", "objects", "flat", "viewers"]
TEXTS = {name: (PAGES / f"{name}.txt").read_text("utf8") for name in NAMES}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A page of ours with lines dropped, doubled, swapped, joined or split."""
    name = draw(st.sampled_from(NAMES))
    lines = TEXTS[name].split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 2))
        kind = draw(st.sampled_from(["drop", "double", "swap", "join", "split", "cut", "blank"]))
        if kind == "drop":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        elif kind == "join":
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif kind == "split":
            half = len(lines[at]) // 2
            lines[at : at + 1] = [lines[at][:half], lines[at][half:]]
        elif kind == "blank":
            lines.insert(at, "")
        else:
            del lines[at : at + draw(st.integers(1, 40))]
        if len(lines) < 3:
            break
    return name, "\n".join(lines)


SLOW_IS_FINE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@SLOW_IS_FINE
@given(damaged())
def test_every_line_stays_accounted_for(found: tuple[str, str]) -> None:
    """Whatever happened to a page, it is read or refused, and each line is claimed."""
    name, text = found
    try:
        _, _, ledger = page.collect(text, name, Options(region="x"))
    except InputError as error:
        assert "unknown layout" in str(error)  # noqa: PT017  (only sometimes is it refused)
        return
    assert not ledger.unclaimed()


@SLOW_IS_FINE
@given(damaged())
def test_nothing_is_named_that_the_page_does_not_state(found: tuple[str, str]) -> None:
    """Every name of every element stands on the damaged page, or is a placeholder."""
    name, text = found
    try:
        reading = read_text(text, name)
    except InputError:
        return
    words = set(re.findall(r"[_A-Za-z][_0-9A-Za-z]*", text))
    words |= {word.removesuffix("Fragment") for word in words} | {"Query", "Mutation"}
    for element in reading.snapshot.elements:
        placeholder = element.coordinate.startswith("Unnamed_") or "unnamed_" in element.name
        assert placeholder or element.name in words


@SLOW_IS_FINE
@given(damaged())
def test_redaction_keeps_what_is_no_prose(found: tuple[str, str]) -> None:
    """A damaged page can be redacted, and every line that is code or a row is left."""
    name, text = found
    try:
        kept = redact.redact(text, name).split("\n")
    except InputError:
        return
    _, _, ledger = page.collect(text, name, Options(region="x"))
    facts_lines = [
        line for line, claim in zip(ledger.lines, ledger.claims, strict=True) if claim == "fact"
    ]
    assert set(facts_lines) - {""} <= set(kept) | {line.rstrip() for line in kept}


@pytest.mark.parametrize("name", NAMES)
def test_redaction_of_our_pages(name: str) -> None:
    """Our own pages give the same facts after redaction, and no sentence of theirs is left."""
    redacted = redact.redact(TEXTS[name], name)
    assert facts(read_text(TEXTS[name]).snapshot) == facts(read_text(redacted).snapshot)
    assert "Lend a book" not in redacted
    assert "The member who asks" not in redacted


@pytest.mark.parametrize("name", ["spectaql", "flat", "viewers"])
def test_a_section_cut_in_half_is_not_glued(name: str) -> None:
    """Without the head of a section, what is left of it never joins the section before."""
    text = TEXTS[name]
    whole = walk(read_text(text).snapshot)
    roots = [c for c in whole if re.fullmatch(r"(?:Query|Mutation)\.\w+", c)]
    lines = text.split("\n")
    for root in roots[1:]:
        source = whole[root].source
        assert source is not None
        without = [*lines[: source.line - 1], *lines[source.line + 1 :]]
        cut = walk(read_text("\n".join(without)).snapshot)
        assert set(roots) <= set(cut)
        first = cut[roots[0]]
        assert (first.type, first.errors) == (whole[roots[0]].type, whole[roots[0]].errors)
