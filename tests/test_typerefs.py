"""Type references: exact, or exactly as much as the evidence proves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc import typerefs
from schemadoc.typerefs import Contradiction, Known, TypeRef

TEXTS = [
    ("X", True, "X", False),
    ("X!", True, "X", False),
    ("[X]", True, "X", True),
    ("[X!]!", True, "X", True),
    ("[[X!]]!", True, "X", True),
    ("", False, None, None),
    ("!", False, None, None),
    ("X!!", False, None, None),
    ("[X", False, None, None),
    ("X]", False, None, None),
    ("[]", False, None, None),
    ("[X]]", False, None, None),
    ("[[X]", False, None, None),
    ("X Y", False, None, None),
    ("1", False, None, None),
]


@pytest.mark.parametrize(("text", "valid", "named", "listed"), TEXTS)
def test_type_texts(text: str, valid: bool, named: str | None, listed: bool | None) -> None:
    """A type text has its brackets in balance and at most one `!` at a place."""
    assert typerefs.is_type_text(text) is valid
    if valid:
        assert typerefs.named_type(text) == named
        assert typerefs.is_list(text) is listed


def exact(text: str) -> TypeRef:
    return TypeRef(text)


def known(**keys: object) -> TypeRef:
    return TypeRef(known=Known(**keys))  # type: ignore[arg-type]  # a table of keys


NARROWED = [
    (exact("X!"), exact("X!"), exact("X!")),
    (exact("[X]"), known(named="X", list=True), exact("[X]")),
    (exact("Float"), known(json="int"), exact("Float")),
    (exact("Custom"), known(json="string"), exact("Custom")),
    (known(named="X"), known(list=True), known(named="X", list=True)),
    (known(json="int"), known(), known(json="int")),
    (known(), known(), known()),
    (TypeRef(), exact("X"), exact("X")),
]


@pytest.mark.parametrize(("first", "second", "together"), NARROWED)
def test_evidence_adds_up(first: TypeRef, second: TypeRef, together: TypeRef) -> None:
    """Two pieces together prove what either proves, in either order."""
    assert typerefs.narrow(first, second) == together
    assert typerefs.narrow(second, first) == together


EXCLUDED = [
    (exact("X"), exact("X!")),
    (exact("X"), known(named="Y")),
    (exact("X"), known(list=True)),
    (exact("[X]"), known(list=False)),
    (exact("Int"), known(json="string")),
    (exact("[Boolean!]"), known(json="int")),
    (known(named="X"), known(named="Y")),
    (known(list=True), known(list=False)),
    (known(json="int"), known(json="string")),
]


@pytest.mark.parametrize(("first", "second"), EXCLUDED)
def test_evidence_that_excludes_itself(first: TypeRef, second: TypeRef) -> None:
    """A contradiction is said, never settled by taking one side."""
    with pytest.raises(Contradiction):
        typerefs.narrow(first, second)
    with pytest.raises(Contradiction):
        typerefs.narrow(second, first)


KNOWN = st.builds(
    Known,
    named=st.sampled_from([None, "X", "Y"]),
    list=st.sampled_from([None, True, False]),
    json=st.sampled_from([None, "string"]),  # two forms may exclude each other or not
)
REFS = st.one_of(
    st.builds(TypeRef, st.sampled_from(["X", "[X]", "Y!"])),
    st.builds(lambda k: TypeRef(None, k), KNOWN),
)


def outcome(*refs: TypeRef) -> TypeRef | None:
    together = TypeRef()
    try:
        for ref in refs:
            together = typerefs.narrow(together, ref)
    except Contradiction:
        return None
    return together


@given(REFS, REFS, REFS)
def test_the_order_of_evidence_means_nothing(a: TypeRef, b: TypeRef, c: TypeRef) -> None:
    """Whatever order evidence comes in, the same is proved or the same contradiction found."""
    assert outcome(a, b, c) == outcome(c, b, a) == outcome(b, a, c)


@given(REFS)
def test_narrowing_by_itself_changes_nothing(ref: TypeRef) -> None:
    """A piece of evidence heard twice proves no more."""
    assert outcome(ref, ref) == outcome(ref)


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (Known(named="X", list=True), "a list of X"),
        (Known(named="X", list=False), "X"),
        (Known(named="X"), "X, maybe in a list"),
        (Known(json="string"), "a JSON string, maybe in a list"),
        (Known(list=True), "a list of something"),
    ],
)
def test_evidence_in_words(evidence: Known, words: str) -> None:
    """People read what is proved and no more."""
    assert typerefs.describe(evidence) == words


def test_the_named_type_of_any_evidence() -> None:
    """The name is known from exact types and from partial evidence alike, or not at all."""
    assert typerefs.name_of(exact("[X!]")) == "X"
    assert typerefs.name_of(known(named="Y")) == "Y"
    assert typerefs.name_of(known(list=True)) is None
    assert typerefs.name_of(TypeRef()) is None
