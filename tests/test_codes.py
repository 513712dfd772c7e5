"""The shape of error codes, and whose they are."""

from __future__ import annotations

import pytest

from schemadoc.compare.codes import Naming, split

SHAPES = [
    ("KT-CT-1111", ("KT-CT", "1111")),
    ("OE-0101", ("OE", "0101")),
    ("A_B_12", ("A_B", "12")),
    ("UNAUTHENTICATED", (None, None)),
    ("1234", (None, None)),
    ("HTTP2", (None, None)),
    ("", (None, None)),
]


@pytest.mark.parametrize(("code", "parts"), SHAPES)
def test_a_code_is_prefix_and_number(code: str, parts: tuple[str | None, str | None]) -> None:
    """A number that stands apart at the end is the number; all before it is the prefix."""
    assert split(code) == parts


REGIONS = ("gb", "fr", "it-test", "resiflex-eu", "ct-lab")
USED = ("KT-GB-1", "KT-CT-1", "KT-JP-1", "APP-NO-1")

LEAKS = [
    ("fr", "KT-GB-9310", "gb"),
    ("fr", "KT-FR-1", None),
    ("gb", "KT-GB-9310", None),
    ("fr", "KT-CT-1", None),  # common to all, whatever a region's id begins with
    ("resiflex-eu", "KT-GB-9310", "gb"),
    ("fr", "KT-IT-1", "it"),
    ("it-test", "KT-IT-1", None),
    ("fr", "KT-JP-1", "jp"),  # a country in a family of codes that names regions
    ("resiflex-eu", "KT-JP-1", None),  # a region named for no country may be in any
    ("fr", "APP-NO-1", None),  # nothing shows that these codes name regions
    ("fr", "GB-1", None),
    ("fr", "UNAUTHENTICATED", None),
    ("elsewhere", "KT-GB-9310", "gb"),
    ("gb-north", "KT-GB-9310", None),
]


@pytest.mark.parametrize(("region", "code", "named"), LEAKS)
def test_a_code_that_names_another_region_leaks(region: str, code: str, named: str | None) -> None:
    """The middle part names a region, by its id or as a country; common codes name none."""
    assert Naming(REGIONS, USED).leaks(region, code) == named


def test_a_code_names_its_region_wherever_it_stands() -> None:
    """At home a code names its region too; without evidence a country is just letters."""
    naming = Naming(REGIONS, USED)
    assert [naming.region_of(code) for code in USED] == ["gb", None, "jp", None]
    assert Naming(["one"], USED).region_of("KT-GB-1") is None
