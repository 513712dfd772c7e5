"""HTML and Markdown that something happened to: never a crash, nothing that is not there."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemadoc.errors import InputError
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page
from tests.pagehelp import PAGES, read_text

NAMES = ["spectaql.html", "reference.html", "tables.md", "handwritten.md", "one_type.md"]
TEXTS = {name: (PAGES / name).read_text("utf8") for name in NAMES}
_PARTS = re.compile(r"<[^<>]*>|\n|[^<\n]+")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A page of ours with tags, texts or lines dropped, doubled, swapped or cut."""
    text = TEXTS[draw(st.sampled_from(NAMES))]
    by_line = draw(st.booleans())
    parts = text.splitlines(keepends=True) if by_line else _PARTS.findall(text)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(parts) - 2, 0)))
        kind = draw(st.sampled_from(["drop", "double", "swap", "cut", "half"]))
        if kind == "drop":
            del parts[at]
        elif kind == "double":
            parts.insert(at, parts[at])
        elif kind == "swap":
            parts[at : at + 2] = reversed(parts[at : at + 2])
        elif kind == "cut":
            del parts[at : at + draw(st.integers(1, 60))]
        else:
            parts[at] = parts[at][: len(parts[at]) // 2]
        if len(parts) < 3:
            break
    return "".join(parts)


SLOW_IS_FINE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@SLOW_IS_FINE
@given(damaged())
def test_every_line_stays_accounted_for(text: str) -> None:
    """Whatever happened to a page, it is read or refused, and each line is claimed."""
    try:
        _, _, ledger = page.collect(text, "x", Options(region="x"))
    except InputError:
        return
    assert not ledger.unclaimed()


@SLOW_IS_FINE
@given(damaged())
def test_nothing_is_named_that_the_page_does_not_state(text: str) -> None:
    """Every name of every element stands on the damaged page, or is a placeholder."""
    try:
        reading = read_text(text)
    except InputError:
        return
    shown = re.sub(r"(?<=\w)<[^<>]*>(?=\w)", "", text)
    words = set(re.findall(r"[_A-Za-z][_0-9A-Za-z]*", f"{text} {shown}"))
    words |= {word.removesuffix("Fragment") for word in words}
    words |= {"Query", "Mutation", "Subscription"}
    for element in reading.snapshot.elements:
        placeholder = element.coordinate.startswith("Unnamed_") or "unnamed_" in element.name
        assert placeholder or element.name.lstrip("@") in words


@SLOW_IS_FINE
@given(st.text(alphabet="<>/=\"' \nabtdrh12#|-*`:!()[]&;", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader of HTML or of Markdown fail."""
    for whole in (f"<html><h2>Objects</h2><h3>A</h3>{text}", f"## Objects\n\n### A\n\n- {text}"):
        try:
            read_text(whole)
        except InputError as error:
            assert "page" in str(error) or "unknown layout" in str(error)  # noqa: PT017  (some are)
