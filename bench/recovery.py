"""How much of a schema is read back from documentation pages that scrapers damaged.

In: schemas. Out: a table of recall for every layout and loss, and every fact that is not true.
A module of its own: it is the order of the steps, and what each does is a module beside it.

Run as `python -m bench.recovery SCHEMA...`; `--write` puts the table into `bench/RESULTS.md`,
`--pages FOLDER` keeps the pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import losses, results, scrape, writing
from bench.losses import Loss
from bench.measure import KINDS, Measure, measure
from bench.samples import Schema
from bench.scrape import LayoutId, Page
from schemadoc.model import Snapshot
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import page as pages
from schemadoc.sources.read import read_file

SEED = 20250210
_OPTIONS = Options(region="bench")

_WORDS: dict[str, Loss] = {
    "inline code": losses.inline_code,
    "glued bullets": losses.glued_bullets,
}
_PLAIN_LOSSES: dict[str, Loss] = {
    "headings": losses.headings,
    "heads": losses.heads,
    "types": losses.type_lines,
    "tables": losses.tables,
    "variables": losses.variables,
    **_WORDS,
}

# What can be lost of each layout; the last row loses everything at once.
LOSSES: dict[LayoutId, dict[str, Loss]] = {
    "spectaql": {
        **_PLAIN_LOSSES,
        "return tables": losses.return_tables,
        "argument names": losses.argument_names,
        "blank lines": losses.blank_lines,
    },
    "objects": {
        "headings": losses.headings,
        "blank lines": losses.blank_lines,
        **_WORDS,
    },
    "flat": _PLAIN_LOSSES,
    "viewers": {**_PLAIN_LOSSES, "cut cells": losses.cut_cells},
}


class Result(NamedTuple):
    """One row of the table."""

    schema: str
    layout: LayoutId
    loss: str
    seconds: float
    size: int
    measure: Measure


def cases(layout: LayoutId) -> dict[str, Loss]:
    """Every loss of a layout: none, each alone, all together."""
    single = LOSSES[layout]
    return {"none": losses.all_of(), **single, "all": losses.all_of(*single.values())}


def pages_of(schema: Schema, layout: LayoutId) -> list[Page]:
    """The pages of a schema in one layout."""
    if layout == "objects":
        return [scrape.objects_page(schema)]
    made = [scrape.operations_page(schema, o, layout) for o in ("query", "mutation")]
    return [page for page in made if page.sections]


def run(name: str, snapshot: Snapshot, keep: Path | None = None) -> Iterator[Result]:
    """Measure one schema in every layout with every loss."""
    schema = Schema(scrape.enriched(snapshot))
    for layout in LOSSES:
        whole = pages_of(schema, layout)
        for loss_name, loss in cases(layout).items():
            total, seconds, size = Measure(), 0.0, 0
            for page in whole:
                lossy = loss(page, Random(SEED))
                text = writing.text_of(lossy, Random(SEED))
                if keep is not None:
                    file = f"{name}-{layout}-{page.title}-{loss_name.replace(' ', '-')}.txt"
                    (keep / file).write_text(text, "utf8")
                start = time.perf_counter()
                read = pages.read(text, "page.txt", _OPTIONS, text.encode())
                seconds += time.perf_counter() - start
                size += len(text)
                total.add(measure(schema, page, lossy, read.snapshot))
            yield Result(name, layout, loss_name, seconds, size, total)


_TAIL = ("false", "kB", "s")


def _share(found: int, stated: int) -> str:
    """A percentage that is 100 only where nothing is missing."""
    if not stated:
        return ""
    return "100" if found == stated else f"{min(found / stated * 100, 99.9):.1f}"


def table(results_: list[Result]) -> str:
    """The results as a Markdown table."""
    head = ["schema", "layout", "lost", *KINDS, "names lost", "by document", "certain", "likely"]
    lines = [f"| {' | '.join([*head, *_TAIL])} |", "|---|---|---" + "|--:" * (len(head) - 3 + len(_TAIL)) + "|"]
    for result in results_:
        found, names = result.measure, result.measure.names
        inferred = (names.document, names.certain, names.likely)
        cells = [
            *(_share(found.found[kind], found.stated[kind]) for kind in KINDS),
            *(str(count) if names.lost else "" for count in (names.lost, *inferred)),
            str(len(found.false)),
            f"{result.size / 1000:.0f}",
            f"{result.seconds:.2f}",
        ]
        lines.append(f"| {' | '.join([result.schema, result.layout, result.loss, *cells])} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure the schemas that are named; 1 where anything read is false."""
    parser = argparse.ArgumentParser(prog="python -m bench.recovery")
    parser.add_argument("schemas", nargs="+", type=Path, metavar="SCHEMA")
    parser.add_argument("--write", action="store_true", help="write bench/RESULTS.md")
    parser.add_argument("--pages", type=Path, help="a folder that keeps the pages")
    parser.add_argument("--show", type=int, default=20, help="how many false facts to print a row")
    chosen = parser.parse_args(arguments)
    found: list[Result] = []
    for path in chosen.schemas:
        name = f"{path.parent.name} {path.stem}"
        snapshot = read_file(path, path.name, _OPTIONS).snapshot
        for result in run(name, snapshot, chosen.pages):
            found.append(result)
            for problem in result.measure.false[: chosen.show]:
                print(f"FALSE {result.layout}, {result.loss}: {problem}", file=sys.stderr)
    text = table(found)
    print(text)
    if chosen.write:
        results.put("recovery", f"{_ABOUT.format(command=_command(arguments))}\n{text}\n")
    return 1 if any(result.measure.false for result in found) else 0


def _command(arguments: list[str]) -> str:
    return " ".join(["python -m bench.recovery", *arguments])


_ABOUT = """\
## Recovery

    {command}

Pages are made from a schema in each layout, something is lost of them, and what is left is read
back. Each column is the share (%) of the facts of one kind that the whole page stated; `false`
counts what was read and is not true of the schema, absences that would be concluded from it and
closed types that are not closed included. A layout without tables of return fields (`flat`,
`viewers`) never shows a field's exact type. "names lost" are headings; a name comes back from the
document of an operation, or is inferred for a type, `certain` or `likely`.
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
