"""What descriptions say, as a table of texts and facts."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadoc import prose
from schemadoc.model import Deprecation, ErrorCode

LISTS = [
    ("- AB-CD-1001: No.\n- AB-CD-1001: No.", (("AB-CD-1001", "No."), ("AB-CD-1001", "No."))),
    ("* AB-CD-1001: No.\n* EF-0101: Yes: no.", (("AB-CD-1001", "No."), ("EF-0101", "Yes: no."))),
    ("• AB-CD-1001: No.\n• NOT_FOUND: Gone.", (("AB-CD-1001", "No."), ("NOT_FOUND", "Gone."))),
    ("- `AB-CD-1001`: No.", (("AB-CD-1001", "No."),)),
    ("- AB-CD-1001: One\n  two.", (("AB-CD-1001", "One two."),)),
    ("- AB-CD-1001", (("AB-CD-1001", ""),)),
]


@pytest.mark.parametrize(("rows", "expected"), LISTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_error_lists(rows: str, expected: tuple[tuple[str, str], ...], gap: str) -> None:
    """The rows under the label are errors, whatever their bullets, and leave the description."""
    found = prose.read(f"Do it.\n\nThe possible errors that can be raised are:{gap}{rows}\n\nEnd.")
    assert found.errors == tuple(ErrorCode(*row) for row in expected)
    assert found.description == "Do it.\n\nEnd."
    assert found.mentioned == ()


NO_LISTS = [
    "It may say:\n\n- FOO_BAR (it is foo)\n- BAZ (it is baz)",
    "The possible errors that can be raised are:\n\nnone.",
    "- password_too_short\n- password_reused",
    "Note: - the last step. - the first one.",
]


@pytest.mark.parametrize("text", NO_LISTS)
def test_bullets_that_are_no_errors(text: str) -> None:
    """Bullets without the label, and the label without rows, are prose."""
    found = prose.read(text)
    assert found.errors is None
    assert found.description == text


MENTIONS = [
    ("Raises KT-CT-5450 then KT-CT-5450 and OE-0101.", ("KT-CT-5450", "OE-0101")),
    ("By ISO-4217, JS-12345678, UTF-8, A-12345678 or FOO_BAR.", ()),
    ('json { "errorCode": "KT-CT-5450", "at": "2024-01-01" }', ("KT-CT-5450",)),
]


@pytest.mark.parametrize(("text", "codes"), MENTIONS)
def test_codes_in_prose(text: str, codes: tuple[str, ...]) -> None:
    """Codes are found by their shape alone, each once, and stay in the prose."""
    found = prose.read(text)
    assert found.mentioned == codes
    assert found.description == text


def test_a_paragraph_of_codes_alone() -> None:
    """Codes without a word around them are no description."""
    found = prose.read("Do it.\n\nKT-CT-5450, OE-0101\n\nEnd.")
    assert found.mentioned == ("KT-CT-5450", "OE-0101")
    assert found.description == "Do it.\n\nEnd."


def test_patterns_are_an_argument() -> None:
    """What a code looks like is said by the caller."""
    assert prose.read("Raises E1234.", (r"E\d{4}",)).mentioned == ("E1234",)


AUTHORIZATION = [
    ("Ask.\n\nThis field requires the `Authorization` header to be set.", "Ask."),
    ("Ask. This field requires the Authorization header to be set. Or not.", "Ask. Or not."),
    ("This field requires the Authorization header to be set.", None),
]


@pytest.mark.parametrize(("text", "rest"), AUTHORIZATION)
def test_authorization(text: str, rest: str | None) -> None:
    """The sentence becomes a fact and leaves the description."""
    found = prose.read(text)
    assert found.requires_authorization
    assert found.description == rest


IN_PROSE = [
    ("DEPRECATED: Please use b instead\n\nMore.", "Please use b instead"),
    ("**DEPRECATED: Please use b instead**\n\nMore.", "Please use b instead"),
    ("It worked. Deprecated, in favour of outcome.", "in favour of outcome."),
    ("Deprecated. Use c.", "Use c."),
    ("Deprecated.", None),
]


@pytest.mark.parametrize(("text", "reason"), IN_PROSE)
def test_deprecations_in_prose(text: str, reason: str | None) -> None:
    """The advice goes to the end of its paragraph, and the prose keeps it too."""
    found = prose.read(text)
    assert found.deprecation == Deprecation(reason=reason, origin="prose")
    assert found.description == text


NO_DEPRECATIONS = [
    "DO NOT USE: WIP Make a thing.",
    "Whether the reason is deprecated.",
    "The `A` and `B` values are deprecated and should not be used.",
    "Leaving it empty is now deprecated.",
    "Deprecated usage: without a code it is empty.",
    "Give either the number (deprecated) or the input (preferred).",
    "This may be deprecated in future.",
    "The `x` argument is deprecated and should not be used.",
    "The `a` field is deprecated, use this.",
    "The `x` argument is deprecated.",
]


@pytest.mark.parametrize("text", NO_DEPRECATIONS)
def test_what_is_no_deprecation(text: str) -> None:
    """Work in progress, and a sentence that calls something else deprecated, deprecate nothing."""
    assert prose.read(text).deprecation is None


BLOCK = """Do it.

The 'a' field is deprecated.

Please use 'b' instead.

Or wait.

- Marked as deprecated on 2025-05-12.
- {removal}

You can read more about this deprecation on:
https://x.example/2020-01-01/z/

After."""


@pytest.mark.parametrize(
    "removal",
    [
        "Scheduled for removal on or after 2026-01-16.",
        "Will be removed on 2026-01-16.",
        "Removal on 2026-01-16 UTC.",
    ],
)
def test_deprecation_blocks(removal: str) -> None:
    """A block gives its advice alone, both dates and its link, and leaves the description."""
    found = prose.read(BLOCK.format(removal=removal))
    assert found.deprecation == Deprecation(
        reason="Please use 'b' instead.\n\nOr wait.",
        marked_on=datetime.date(2025, 5, 12),
        remove_on=datetime.date(2026, 1, 16),
        url="https://x.example/2020-01-01/z/",
        origin="block",
    )
    assert found.owner == "a"
    assert found.description == "Do it.\n\nAfter."


def test_a_label_after_a_sentence() -> None:
    """A list is read where its label ends a line that begins with something else."""
    found = prose.read(
        "First. The possible errors that can be raised are:\n\n* AB-CD-1111: No.\n\nLast."
    )
    assert found.errors == (ErrorCode("AB-CD-1111", "No."),)
    assert found.description == "First.\n\nLast."


DATED = "Marked as deprecated on 2024-01-01.\nScheduled for removal on or after 2025-01-01."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"Deprecated\n\nThe items field is deprecated.\n\nGo on.\n\n{DATED}", "Go on."),
        (f"The 'a' field is deprecated.\n\nUse b.\n\n{DATED}", "Use b."),
        ("Deprecated\n\nUse b.", "Use b."),
    ],
)
def test_wordings_of_blocks(text: str, reason: str) -> None:
    """Dates without bullets, names without quotes, a label without dates: blocks all the same."""
    found = prose.read(f"Do it.\n\n{text}")
    assert found.deprecation is not None
    assert (found.deprecation.reason, found.deprecation.origin) == (reason, "block")
    assert found.description == "Do it."


def test_a_date_that_no_calendar_has() -> None:
    """An impossible date is reported and no date is invented for it."""
    found = prose.read(BLOCK.format(removal="Will be removed on 2026-02-30."))
    assert found.unreadable_dates == ("2026-02-30",)
    assert found.deprecation is not None
    assert found.deprecation.remove_on is None


@pytest.mark.parametrize("text", [None, "", "\n\n"])
def test_nothing(text: str | None) -> None:
    """No description says nothing."""
    assert prose.read(text) == prose.Prose(None)


def test_markdown_is_kept() -> None:
    """A description that holds facts keeps the Markdown of everything else as it was."""
    rest = "A **bold** `word`.\n\n1. one\n2. two\n\n```json\n{\n\n}\n```"
    found = prose.read(f"{rest}\n\nPossible Errors:\n- AB-CD-1001: No.\n")
    assert found.description == rest
    assert found.errors == (ErrorCode("AB-CD-1001", "No."),)


LINES = (
    *(
        "",
        "One.",
        "two  ",
        "A\tb",
        "Note: -",
        "c|d",
        "1. e",
        "- f",
        "• g",
        "===",
        "---",
        "`h`",
        "é",
    ),
    *("# i", "> j", "    k", "| - |", "[l]: m", "<p>", "***", "Possible errors:", "n\x0b", "\xa0"),
    *("**o**", "**", "*p*", "* q", "**r** `s`", "** t **", "```", "``u``", "(v)", "'w'", '"x"'),
)
lines = st.sampled_from(LINES)


@given(st.lists(lines, max_size=6).map("\n".join))
def test_plain_paragraphs_are_what_markdown_makes_of_them(text: str) -> None:
    """A text that needs no parser is cut as the parser would cut it."""
    if prose._PLAIN.fullmatch(text):  # noqa: SLF001  (both ways are held against each other)
        assert list(prose._paragraphs(text)) == list(prose._parsed(text))  # noqa: SLF001


TRIGGERS = ("Possible errors", "deprecated", "Authorization", "removal on", "will be removed")


@given(st.lists(st.sampled_from([*TRIGGERS, "KT-CT-1111", "OE-0101", "UTF-8", "é"])))
def test_quick_look_finds_what_the_closer_one_finds(words: list[str]) -> None:
    """No description is taken for mere prose that the readers' patterns would look into."""
    for text in (" ".join(words), " ".join(words).upper(), " ".join(words).title()):
        closer = prose._TRIGGER.search(text) or prose.code_pattern().search(text)  # noqa: SLF001
        assert prose._may_say_something(text) == bool(closer)  # noqa: SLF001
