"""What stands out, against one region and against the majority."""

from __future__ import annotations

import pytest

from schemadoc.compare.yardstick import NONE, Said, Verdict, Yardstick


def same(one: str, other: str) -> bool:
    """Values that begin alike, as far as both go, do not contradict each other."""
    return one.startswith(other) or other.startswith(one)


def odd(*regions: str) -> Verdict:
    return Verdict(frozenset(regions))


TWO: list[Said] = [("x", ["a"]), ("y", ["b"])]
THREE: list[Said] = [("x", ["a"]), ("y", ["b", "c"])]
VAGUE: list[Said] = [("xx", ["a"]), ("xy", ["b"]), ("x", ["c", "d", "e"])]

VERDICTS = [
    ("nothing to hold against", NONE, TWO, odd()),
    ("one region", Yardstick(reference="a"), THREE, odd("b", "c")),
    ("one region, the other side", Yardstick(reference="c"), THREE, odd("a")),
    ("a region that does not say", Yardstick(reference="z"), THREE, Verdict(silent=True)),
    ("a vague reference contradicts nobody", Yardstick(reference="c"), VAGUE, odd()),
    ("most regions", Yardstick(majority=True), THREE, odd("a")),
    ("one against one", Yardstick(majority=True), TWO, Verdict(tie=True)),
    ("a vague value takes no side", Yardstick(majority=True), VAGUE, Verdict(tie=True)),
    (
        "a vague value supports what it does not contradict",
        Yardstick(majority=True),
        [("xx", ["a", "b"]), ("xy", ["c"]), ("x", ["d"])],
        odd("c"),
    ),
    (
        "no half is needed, only more than any other",
        Yardstick(majority=True),
        [("x", ["a", "b"]), ("y", ["c"]), ("z", ["d"])],
        odd("c", "d"),
    ),
    ("all alike", Yardstick(majority=True), [("x", ["a", "b"])], odd()),
    ("nobody says anything", Yardstick(majority=True), [], odd()),
]


@pytest.mark.parametrize(
    ("what", "yardstick", "said", "verdict"), VERDICTS, ids=[row[0] for row in VERDICTS]
)
def test_who_stands_out(
    what: str, yardstick: Yardstick, said: list[Said], verdict: Verdict
) -> None:
    """A region stands out where it contradicts the reference, or what most regions say."""
    assert yardstick.judge(said, same) == verdict, what
