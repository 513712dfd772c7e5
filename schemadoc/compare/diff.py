"""Two snapshots of one region, compared and judged: the whole of `diff`.

In: both indexes, the days to judge by, configured severities. Out: `Diff`: findings, what could
not be compared, what may have been renamed. A module of its own: it is the order of the steps, and
each step is a module beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from schemadoc.compare.changes import Unsaid, changes
from schemadoc.compare.judge import Finding, Overrides, judge
from schemadoc.compare.renames import Rename, renames
from schemadoc.compare.roots import aligned
from schemadoc.compare.rules import SEVERITIES
from schemadoc.compare.sunset import Terms, promises
from schemadoc.model import Coverage, Index


class Diff(NamedTuple):
    """What changed, judged; `old` and `new` are what each side speaks for."""

    findings: tuple[Finding, ...]
    renames: tuple[Rename, ...]
    unsaid: tuple[Unsaid, ...]
    old: Coverage
    new: Coverage

    def summary(self) -> dict[str, int]:
        """How many findings of each severity, folded or not, and how many are approved."""
        counts = Counter(one.severity for one in self.findings if not one.approved)
        approved = sum(one.approved for one in self.findings)
        return {severity: counts[severity] for severity in SEVERITIES} | {"approved": approved}


def diff(
    old: Index,
    new: Index,
    terms: Terms,
    *,
    overrides: Overrides | None = None,
    region: str | None = None,
    between: Sequence[Index] = (),
) -> Diff:
    """Compare and judge two snapshots of one region.

    Args:
        old: the older snapshot.
        new: the newer snapshot.
        terms: the days that dates are held against.
        overrides: severities by rule id.
        region: of both, where it is known.
        between: snapshots of the days between, which may show a deprecation that both miss.
    """
    old, new = aligned(old, new)
    compared = changes(old, new)
    facts = [*compared.facts, *promises(compared.facts, old, new, terms, between)]
    return Diff(
        findings=judge(facts, overrides, region),
        renames=renames(compared.facts, old, new),
        unsaid=compared.unsaid,
        old=old.snapshot.coverage,
        new=new.snapshot.coverage,
    )
