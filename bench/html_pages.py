"""What is read of documentation pages in HTML and Markdown that generators make of a whole schema.

Run as `python -m bench.html_pages SCHEMA PAGE [SCHEMA PAGE ...]`; `--write` puts the table into
`bench/RESULTS.md`. PAGE is what SpectaQL (`npm install spectaql`) or graphql-markdown made of
SCHEMA: both need minutes for large schemas, so they are not run here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import results
from schemadoc.model import Element, walk
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file

KINDS = (
    "object",
    "interface",
    "union",
    "enum",
    "input_object",
    "scalar",
    "field",
    "argument",
    "input_field",
    "enum_value",
)
FACTS = ("type", "deprecation", "errors", "interfaces", "members", "default")
_OPTIONS = Options(region="bench")


class Count(NamedTuple):
    """How many the schema has, how many the page gave, and how many of these are right."""

    truth: int
    read: int
    right: int


def count(truth: dict[str, Element], read: dict[str, Element]) -> Iterator[tuple[str, Count]]:
    """Elements by kind, then facts of the elements that both have."""
    for kind in KINDS:
        there = {c for c, e in truth.items() if e.element == kind}
        here = {c for c, e in read.items() if e.element == kind}
        yield kind, Count(len(there), len(here), len(there & here))
    for fact in FACTS:
        there = {c for c, e in truth.items() if getattr(e, fact)}
        here = {c for c, e in read.items() if c in truth and getattr(e, fact)}
        right = sum(_same(truth[c], read[c], fact) for c in here & there)
        yield fact, Count(len(there), len(here), right)


def _same(true: Element, read: Element, fact: str) -> bool:
    one, other = getattr(true, fact), getattr(read, fact)
    if fact == "deprecation":
        keys = ("reason", "marked_on", "remove_on")
        return all(_plain(getattr(one, key)) == _plain(getattr(other, key)) for key in keys)
    if fact == "errors":
        return [(row.code, _plain(row.message)) for row in one] == [
            (row.code, _plain(row.message)) for row in other
        ]
    return bool(one == other)


def _plain(value: object) -> str:
    """A text without white space and the marks that rendering takes away."""
    return "".join(char for char in str(value) if char.isalnum())


def main(arguments: list[str]) -> int:
    """Measure the pairs that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench.html_pages")
    parser.add_argument("files", nargs="+", type=Path, metavar="SCHEMA PAGE")
    parser.add_argument("--write", action="store_true", help="write bench/RESULTS.md")
    chosen = parser.parse_args(arguments)
    lines = [
        "| page | seconds | kind | in the schema | read | right |",
        "|---|--:|---|--:|--:|--:|",
    ]
    for schema, page in zip(chosen.files[::2], chosen.files[1::2], strict=True):
        truth = walk(read_file(schema, schema.name, _OPTIONS).snapshot)
        start = time.perf_counter()
        read = walk(read_file(page, page.name, _OPTIONS).snapshot)
        took = f"{time.perf_counter() - start:.1f}"
        name = f"{schema.parent.name} {schema.stem}, {page.suffix.lstrip('.')}"
        for kind, found in count(truth, read):
            lines.append(f"| {name} | {took} | {kind} | {' | '.join(map(str, found))} |")
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        results.put("generated pages", _TEXT.format(table=table))
    return 0


_TEXT = """\
## Pages that generators make

    python -m bench.html_pages SCHEMA PAGE ... --write

Each page was made of its schema by a generator (HTML by SpectaQL 3, Markdown by graphql-markdown 7)
and read back. "right" are those that the schema has too, facts with the same value. Generators
leave out types that nothing uses, and most defaults.

{table}
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
