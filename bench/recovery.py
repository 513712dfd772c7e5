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
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import losses, results, scrape, visible, visible_losses, writing
from bench.losses import Loss
from bench.measure import KINDS, Measure, measure
from bench.samples import Schema
from bench.scrape import LayoutId, Page
from schemadoc.model import Snapshot
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.pages import names
from schemadoc.sources.pages import page as pages
from schemadoc.sources.read import read_file

SEED = "2025-02-11"
_OPTIONS = Options(region="bench")

_WORDS: dict[str, Loss] = {
    "inline code": losses.inline_code,
    "glued bullets": losses.glued_bullets,
}
_PLAIN_LOSSES: dict[str, Loss] = {
    "headings": losses.headings,
    "some headings": losses.some_headings,
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
        "some headings": losses.some_headings,
        "blank lines": losses.blank_lines,
        **_WORDS,
    },
    "flat": _PLAIN_LOSSES,
    "viewers": {**_PLAIN_LOSSES, "cut cells": losses.cut_cells},
}

# An objects page that is read beside the operations pages of the same schema.
BESIDE = "objects, with operations"


class Result(NamedTuple):
    """One row of the table."""

    schema: str
    layout: str
    loss: str
    seconds: float = 0.0
    size: int = 0
    measure: Measure = Measure()


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


def read_page(text: str, own: Sequence[Snapshot] = ()) -> Reading:
    """Read a page and recover its names, with the other pages of its region where there are any."""
    return names.recover(pages.read(text, "page.txt", _OPTIONS, text.encode()), own)


def run(name: str, snapshot: Snapshot, keep: Path | None = None) -> Iterator[Result]:
    """Measure one schema in every layout with every loss."""
    schema = Schema(scrape.enriched(snapshot))
    beside = [
        read_page(writing.text_of(page, Random(SEED))).snapshot
        for page in pages_of(schema, "spectaql")
    ]
    for layout in LOSSES:
        whole = pages_of(schema, layout)
        for loss_name, loss in cases(layout).items():
            lossy = [_lose(page, loss, loss_name) for page in whole]
            for page, _, text in lossy:
                if keep is not None:
                    file = f"{name}-{layout}-{page.title}-{loss_name.replace(' ', '-')}.txt"
                    (keep / file).write_text(text, "utf8")
            yield _measured(schema, lossy, Result(name, layout, loss_name), ())
            if layout == "objects" and any(s.name is None for _, p, _ in lossy for s in p.sections):
                yield _measured(schema, lossy, Result(name, BESIDE, loss_name), beside)


def _lose(page: Page, loss: Loss, name: str) -> tuple[Page, Page, str]:
    """A page, what is left of it, and its text."""
    chance = Random(f"{SEED} {page.layout} {name} {page.title}")
    lossy = loss(page, chance)
    return page, lossy, writing.text_of(lossy, chance)


def _measured(
    schema: Schema, lossy: list[tuple[Page, Page, str]], row: Result, own: Sequence[Snapshot]
) -> Result:
    total, seconds = Measure(), 0.0
    for page, left, text in lossy:
        start = time.perf_counter()
        read = read_page(text, own)
        seconds += time.perf_counter() - start
        total.add(measure(schema, page, left, read.snapshot))
    size = sum(len(text) for _, _, text in lossy)
    return row._replace(seconds=seconds, size=size, measure=total)


def run_visible(name: str, snapshot: Snapshot, marked: str) -> Iterator[Result]:
    """Measure the real text of SpectaQL's page of a schema with every loss."""
    schema = Schema(visible.as_shown(scrape.enriched(snapshot), marked))
    whole = visible.sections(schema.index, marked)
    single = visible_losses.LOSSES
    every: dict[str, visible_losses.Loss] = {
        "none": visible_losses.all_of(),
        **single,
        "all": visible_losses.all_of(*single.values()),
    }
    for loss_name, loss in every.items():
        lossy = loss(whole, Random(f"{SEED} visible {loss_name}"))
        pair = (visible.page_of(whole), visible.page_of(lossy), visible.text_of(lossy))
        yield _measured(schema, [pair], Result(name, "visible", loss_name), ())


_NAMES = ("names lost", "by document", "certain", "likely")


def _share(found: int, stated: int) -> str:
    """A percentage that is 100 only where nothing is missing."""
    if not stated:
        return ""
    return "100" if found == stated else f"{min(found / stated * 100, 99.9):.1f}"


def recall_table(found: list[Result]) -> str:
    """What was read of what the pages stated, a row for each schema, layout and loss."""
    head = ["schema", "layout", "lost", "left", *KINDS, *_NAMES, "false", "kB", "s"]
    lines = [_row(head), "|---|---|---" + "|--:" * (len(head) - 3) + "|"]
    for result in found:
        measured, named = result.measure, result.measure.names
        counts = (named.lost, named.document, named.certain, named.likely)
        cells = [
            _share(measured.read.total(), measured.left.total()),
            *(_share(measured.found[kind], measured.stated[kind]) for kind in KINDS),
            *(str(count) if named.lost else "" for count in counts),
            str(sum(measured.false.values())),
            f"{result.size / 1000:.0f}",
            f"{result.seconds:.2f}",
        ]
        lines.append(_row([result.schema, result.layout, result.loss, *cells]))
    return "\n".join(lines)


def precision_table(found: list[Result]) -> str:
    """What was read in all, and how much of it is not true of its schema."""
    total = Measure()
    for result in found:
        total.add(result.measure)
    lines = [_row(["kind", "read", "false", "precision"]), "|---|--:|--:|--:|"]
    for kind, said in total.said.items():
        wrong = total.false[kind]
        lines.append(_row([kind, str(said), str(wrong), _share(said - wrong, said)]))
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Measure the schemas that are named; 1 where anything read is false."""
    parser = argparse.ArgumentParser(prog="python -m bench.recovery")
    parser.add_argument("schemas", nargs="+", type=Path, metavar="SCHEMA")
    parser.add_argument("--write", action="store_true", help="write bench/RESULTS.md")
    parser.add_argument("--pages", type=Path, help="a folder that keeps the pages")
    parser.add_argument("--show", type=int, default=20, help="how many false facts to print a row")
    parser.add_argument("--spectaql", type=Path, help="where SpectaQL is installed")
    parser.add_argument("--work", type=Path, help="a folder for the pages that it makes")
    chosen = parser.parse_args(arguments)
    found: list[Result] = []
    for path in chosen.schemas:
        name = f"{path.parent.name} {path.stem}".strip()
        snapshot = read_file(path, path.name, _OPTIONS).snapshot
        results_of = run(name, snapshot, chosen.pages)
        if chosen.spectaql and chosen.work:
            folder = chosen.work / name.replace(" ", "-")
            marked = visible.marked_text(path, snapshot, folder, chosen.spectaql)
            results_of = chain(results_of, run_visible(name, snapshot, marked))
        for result in results_of:
            found.append(result)
            for problem in result.measure.problems[: chosen.show]:
                print(f"FALSE {result.layout}, {result.loss}: {problem}", file=sys.stderr)
    recall, precision = recall_table(found), precision_table(found)
    print(recall, precision, sep="\n\n")
    if chosen.write:
        results.put("recovery", _TEXT.format(recall=recall, precision=precision))
    problems = (problem for result in found for problem in result.measure.problems)
    return 1 if any(not problem.startswith("likely name:") for problem in problems) else 0


_TEXT = """\
## Recovery

    python -m bench.recovery SCHEMA... --spectaql HOME --work FOLDER --write

Pages are made from a schema in each layout, something is lost of them, and what is left is read
back. The pages of `visible` are SpectaQL's own: the text that a browser shows of the whole schema,
its parts told apart by the page's markup, and lost by cutting them out of the text. SpectaQL leaves
out types that nothing uses and puts the reason of most deprecations into descriptions.

In the first table `left` is the share (%) of the facts that a page still states after its
loss which were read; each column after it is the share (%) of the facts of one kind that the whole
page stated. On `flat` and `viewers` pages, which have no tables of return fields, the types of
these count as stated, and can only be known in part. "names lost" are headings; a name comes back
from the document of an operation (`by document`), or is inferred for a type, `certain` or `likely`:
these two count the right ones, the second table the wrong ones too.
`false` counts what was read and is not true of the schema, with the absences that would be
concluded from it. The last columns are the size of the pages and the seconds that reading took.

{recall}

All that was read on all these pages:

{precision}
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
