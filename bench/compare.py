"""Comparing twenty regions of 100,000 elements each: seconds and peak memory.

    python -m bench.compare [--regions N] [--elements N] [--write]

In: nothing, the regions are made here. Out: a table, and with --write the section of
`bench/RESULTS.md`. A module of its own because no real schema is as large as what is promised.

The regions are one family: most elements are equal but for the line they stand on, each region
lacks some and states some differently, two regions differ in a fifth of all they have, one in
every single element, and one shares no type with the others. No element is the same object in
two regions, as none would be after loading.
"""

from __future__ import annotations

import argparse
import datetime
import resource
from collections.abc import Callable, Iterator
from random import Random
from time import process_time
from typing import Any

import msgspec

from bench import results
from schemadoc.compare import calendar, catalogue, common, regions
from schemadoc.compare.yardstick import Yardstick
from schemadoc.model import (
    COMPLETE,
    Deprecation,
    Element,
    ErrorCode,
    Index,
    Location,
    Roots,
    Snapshot,
    sort_elements,
)

LIMIT_SECONDS = 10.0
LIMIT_MB = 1000.0
TODAY = datetime.date(2026, 2, 1)
_TYPES = ("Int", "String!", "ID!", "[Thing!]!", "Boolean", "Float", "Other")
_FIELDS = 8
_ARGUMENTS = 3


def family(regions_wanted: int, elements: int) -> Iterator[tuple[str, Snapshot]]:
    """The regions, one after the other."""
    base = _base(elements)
    for at in range(regions_wanted):
        chance = Random(at)
        share = {1: 1.0, 2: 0.2, 3: 0.2}.get(regions_wanted - at, 0.02)
        made = (_drifted(e, chance, share, at) for e in base)
        kept = [e for e in made if e is not None]
        snapshot = Snapshot(
            region=f"r{at:02}",
            coverage=COMPLETE,
            roots=Roots(query="Query", mutation="Mutation"),
            elements=sort_elements(kept),
        )
        yield snapshot.region, snapshot


def _base(elements: int) -> list[Element]:
    """Types with fields, and root fields with arguments, codes and deprecations."""
    made = [Element(coordinate="Query", element="object")]
    chance = Random(0)
    at = 0
    while len(made) < elements:
        at += 1
        made.append(Element(coordinate=f"Type{at}", element="object", description=f"Type {at}."))
        made += [_field(f"Type{at}.field{n}", chance) for n in range(_FIELDS)]
        made.append(_root_field(f"Query.thing{at}", f"Type{at}!", at))
        made += [
            Element(coordinate=f"Query.thing{at}(by{n}:)", element="argument", type="ID")
            for n in range(_ARGUMENTS)
        ]
    return made[:elements]


def _field(coordinate: str, chance: Random) -> Element:
    deprecated = Deprecation(
        reason="Use 'other'.",
        remove_on=TODAY + datetime.timedelta(chance.randrange(-200, 400)),
        replacements=(coordinate.rpartition(".")[0] + ".field0",),
        origin="directive",
    )
    return Element(
        coordinate=coordinate,
        element="field",
        type=chance.choice(_TYPES),
        description=f"What {coordinate} holds.",
        deprecation=deprecated if chance.random() < 0.02 else None,
    )


def _root_field(coordinate: str, returns: str, at: int) -> Element:
    numbers = (1000 + at % 700, 2000 + at % 300, 3000 + at % 40)
    return Element(
        coordinate=coordinate,
        element="field",
        type=returns,
        description=f"Gives {returns}",
        errors=tuple(ErrorCode(f"KT-CT-{n}", f"Failed with {n}.") for n in numbers),
    )


def _drifted(e: Element, chance: Random, share: float, at: int) -> Element | None:
    """The element as one region has it, or None where the region lacks it."""
    changes: dict[str, Any] = {"source": Location("schema.graphql", chance.randrange(1, 400_000))}
    if chance.random() < share:
        kind = 0 if share == 1 else chance.randrange(4)
        if kind == 1 and e.coordinate != "Query":
            return None
        if e.type is not None:
            changes["type"] = f"[{e.type}]" if kind < 3 else "String"
        if e.errors and kind > 1:
            changes["errors"] = (*e.errors[1:], ErrorCode(f"KT-R{at}-1", "Only here."))
        if e.element == "object":
            changes["interfaces"] = (f"Node{at}",)
    return msgspec.structs.replace(e, **changes)


def main() -> None:
    """Make the regions, time every comparison, print and maybe write the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--regions", type=int, default=20)
    options.add_argument("--elements", type=int, default=100_000)
    options.add_argument("--write", action="store_true")
    wanted = options.parse_args()
    start = process_time()
    indexes = {name: Index(one) for name, one in family(wanted.regions, wanted.elements)}
    made = process_time() - start
    lines = [_line("make the regions", made, f"{sum(len(i.elements) for i in indexes.values()):,}")]
    for title, run in _runs(indexes).items():
        print(lines[-1], flush=True)
        start = process_time()
        said = run()
        lines.append(_line(title, process_time() - start, said))
    print(lines[-1])
    if wanted.write:
        results.put("comparing regions", _text(lines, wanted.regions, wanted.elements))


def _runs(indexes: dict[str, Index]) -> dict[str, Callable[[], str]]:
    def matrix(**options: Any) -> str:
        found = regions.matrix(indexes, **options).summary
        return f"{found.rows:,} rows, {found.differing:,} differing"

    def shared() -> str:
        found = common.common(indexes)
        return f"{len(found.snapshot.elements):,} shared, {len(found.conflicts):,} conflicts"

    return {
        "matrix": matrix,
        "matrix, against one region": lambda: matrix(yardstick=Yardstick(reference="r00")),
        "matrix, against the majority": lambda: matrix(yardstick=Yardstick(majority=True)),
        "what is common": shared,
        "error catalogue": lambda: f"{len(catalogue.catalogue(indexes)):,} codes",
        "deprecation calendar": lambda: f"{len(calendar.calendar(indexes, TODAY)):,} entries",
    }


def _line(title: str, seconds: float, said: str) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return f"| {title} | {said} | {seconds:.2f} | {peak:,.0f} |"


def _text(lines: list[str], regions_made: int, elements: int) -> str:
    return "\n".join(
        (
            "## Comparing regions",
            "",
            "    python -m bench.compare --write",
            "",
            f"{regions_made} regions of {elements:,} elements each, made in memory: most elements",
            "alike but for their place, two regions that differ in a fifth of what they have, and",
            "one that differs in everything. `peak MB` is the largest resident size of the whole",
            "process up to then, the regions themselves included. What is promised:",
            f"under {LIMIT_SECONDS:.0f} s and {LIMIT_MB / 1000:.0f} GB.",
            "",
            "| comparison | result | CPU seconds | peak MB |",
            "|---|---|--:|--:|",
            *lines,
        )
    )


if __name__ == "__main__":
    main()
