"""The site of a large schema, beside the generators that people use today.

In: GitHub's two schemas of `../shared/schemas`. Out: wall time, memory and size of our build, of
SpectaQL's and of graphdoc's in one run; the same after one changed field, and for five regions with
a past; what a visitor loads. A module of its own because it alone runs whole generators.

Run as `python -m bench.site`; `--write` puts the result into `bench/RESULTS.md`. SpectaQL is looked
for in SPECTAQL_HOME, else in `.cache/spectaql`; graphdoc in GRAPHDOC_HOME, else `.cache/graphdoc`:
`npm install @2fd/graphdoc@2.4.0` there. A peer that is not there is left out; with `--alone` both.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec

from bench import results
from bench.inspector import SCHEMAS, introspected, prepare
from schemadoc.export import sdl
from schemadoc.model import Snapshot
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file

ROOT = Path(__file__).resolve().parents[1]
OLD, NEW = "2024-01-15", "2025-02-27"
TODAY = ("--today", "2025-03-01")
REGIONS = 5
ROUNDS = 5
# Seconds before each later build: nobody changes a field while another program takes the machine,
# and small ones are slow for a while after a long load.
REST = 5
# The wall time of peers may be this many times ours; megabytes of memory and of output; seconds
# after one changed field, and of the five regions; bytes and elements of pages.
LIMITS = {"spectaql": 25.0, "graphdoc": 2.0}
MEMORY = {"one region": 250, "five regions": 500}
OUTPUT = {"one region": 25, "five regions": 60}
AGAIN, FIVE = 1.0, 20.0
PAGE_MEDIAN, PAGE_MOST, LANDING, NODES = 8_000, 60_000, 40_000, 800
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
CACHE = "SCHEMADOC_CACHE"
_MOVED = "every line below it is another one, and pages tell the line"
_ALONE = "without the cache"
_EVERY = 0.05


class Run(NamedTuple):
    """Seconds by the clock and of the processor, megabytes at most, megabytes and files written."""

    wall: float
    cpu: float
    memory: float
    size: float
    files: int


class Weight(NamedTuple):
    """What a visitor loads: bytes after gzip, elements of a page."""

    median: float
    most: int
    landing: int
    nodes: float
    most_nodes: int


# Runs


def run(command: Sequence[str], out: Path, cwd: Path) -> Run:
    """One command, with the memory of all its processes: what they share counts once."""
    compiled = {key: value for key, value in os.environ.items() if key != NO_BYTECODE}
    before = os.times()
    begun = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        process = subprocess.Popen(command, cwd=cwd, stdout=nowhere, stderr=nowhere, env=compiled)
    with ThreadPoolExecutor() as beside:
        looking = beside.submit(_most_memory, process)
        process.wait()
        wall = time.perf_counter() - begun
        most = looking.result()
    after = os.times()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    sizes = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    return Run(wall, cpu, most / 1024, sum(sizes) / 1e6, len(sizes))


def _most_memory(process: subprocess.Popen[bytes]) -> int:
    """Kilobytes at most, looked at every now and then until the process ends."""
    most = 0
    while process.returncode is None:
        most = max(most, _memory(process.pid))
        time.sleep(_EVERY)
    return most


def _memory(process: int) -> int:
    """Kilobytes of a process and all below it."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0
    own = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0")
    return int(own.split()[1]) + sum(_memory(int(child)) for child in below)


def build(folder: Path) -> Run:
    """Our site of the configuration in a folder."""
    out = folder / "site"
    command = [sys.executable, "-m", "schemadoc", "-q", "build", "--out", str(out), *TODAY]
    return run(command, out, folder)


def spectaql(schema: Path, folder: Path) -> Run | None:
    """SpectaQL's site of a schema; None where it is not installed."""
    home = Path(os.environ.get("SPECTAQL_HOME", ROOT / ".cache" / "spectaql")).resolve()
    program = home / "node_modules" / "spectaql" / "bin" / "spectaql.js"
    if not program.is_file():
        return None
    out = folder / "spectaql"
    settings = {
        "spectaql": {"targetDir": str(out)},
        "introspection": {"introspectionFile": str(schema)},
        "info": {"title": "API", "description": "Reference."},
        "servers": [{"url": "https://api.example.org/graphql", "production": True}],
    }
    config = folder / "spectaql.yml"
    config.write_text(json.dumps(settings), "utf8")
    command = ["node", "--max-old-space-size=6000", str(program), str(config)]
    return run(command, out, folder)


def graphdoc(schema: Path, folder: Path) -> Run | None:
    """Graphdoc's site of a schema; None where it is not installed."""
    home = Path(os.environ.get("GRAPHDOC_HOME", ROOT / ".cache" / "graphdoc")).resolve()
    program = home / "node_modules" / ".bin" / "graphdoc"
    if not program.exists():
        return None
    out = folder / "graphdoc"
    return run([str(program), "-s", str(schema), "-o", str(out), "--force"], out, folder)


# What is built


def one_region(folder: Path) -> Path:
    """A configuration of GitHub's newer schema alone."""
    text = (SCHEMAS / "github" / f"{NEW}.graphql").read_text("utf8")
    (folder / "api.graphql").write_text(text, "utf8")
    return _configured(folder, {"github": "api.graphql"})


def five_regions(folder: Path) -> Path:
    """Five drifted regions: the older schema in their history, the newer one today."""
    names = [f"r{number}" for number in range(REGIONS)]
    for day in (OLD, NEW):
        file = f"{day}.graphql"
        read = read_file(SCHEMAS / "github" / file, file, Options(region="r")).snapshot
        for number, name in enumerate(names):
            text = sdl.render(drifted(read, number))
            (folder / f"{name}.graphql").write_text(text, "utf8")
        _configured(folder, {name: f"{name}.graphql" for name in names})
        if day == OLD:
            store = [sys.executable, "-m", "schemadoc", "-q", "snapshot", "--date", day, *TODAY]
            subprocess.run(store, cwd=folder, check=True)
    return folder


def drifted(snapshot: Snapshot, region: int) -> Snapshot:
    """The schema as one region has it: some fields gone, some of another type or in other words."""
    elements = []
    for at, element in enumerate(snapshot.elements):
        if element.element == "enum_value" and at % 97 == region:
            continue
        if element.element == "field" and (element.type or "").endswith("!") and at % 41 == region:
            element = msgspec.structs.replace(element, type=(element.type or "")[:-1])
        if element.description and at % 53 == region:
            element = msgspec.structs.replace(element, description=f"{element.description} Soon.")
        elements.append(element)
    return msgspec.structs.replace(snapshot, elements=tuple(elements))


def _configured(folder: Path, regions: Mapping[str, str]) -> Path:
    parts = ['[project]\ntitle = "API reference"\n']
    for name, path in regions.items():
        parts.append(f'[[region]]\nid = "{name}"\ntitle = "{name}"\n')
        parts.append(f'[[region.source]]\npath = "{path}"\n')
    (folder / "schemadoc.toml").write_text("\n".join(parts), "utf8")
    return folder


def changed(folder: Path, number: int) -> None:
    """One field of the schema gets another type."""
    _replace(folder, *("color: String!", "color: ID!")[:: 1 if number % 2 == 0 else -1])


def deprecated(folder: Path, number: int) -> None:
    """One field is deprecated, or no longer."""
    marked = 'color: String! @deprecated(reason: "Use `colour`.")'
    _replace(folder, *("color: String!", marked)[:: 1 if number % 2 == 0 else -1])


def added(folder: Path, number: int) -> None:
    """One field is added, or removed: all that stands below it moves by a line."""
    more = "color: String!\n  colour: String!"
    _replace(folder, *("color: String!", more)[:: 1 if number % 2 == 0 else -1])


def _replace(folder: Path, before: str, after: str) -> None:
    path = folder / "api.graphql"
    text = path.read_text("utf8")
    if before not in text:
        sys.exit(f"no {before!r} in {path}")
    path.write_text(text.replace(before, after, 1), "utf8")


# What a visitor loads


def weigh(site: Path) -> Weight:
    """The pages as a server sends them, and what a browser makes of them."""
    sizes, nodes = [], []
    for path in site.rglob("*.html"):
        data = path.read_bytes()
        sizes.append(_packed(data))
        counter = _Counter()
        counter.feed(data.decode("utf-8"))
        nodes.append(counter.found)
    landing = [site / "index.html", *(site / "assets" / name for name in ("style.css", "site.js"))]
    loaded = sum(_packed(path.read_bytes()) for path in landing)
    return Weight(median(sizes), max(sizes), loaded, median(nodes), max(nodes))


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


class _Counter(HTMLParser):
    """How many elements a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def handle_starttag(self, _tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """One more."""
        self.found += 1


# The report


def report(folder: Path, alone: bool) -> Iterator[str]:
    """Its lines."""
    yield from ("## The site", "", "    python -m bench.site --write", "")
    yield "GitHub's schema of 2025-02-27 (1,623 types), search index and twins included."
    yield from ("", "| what | wall s | CPU s | memory MB | output MB | files | |")
    yield "|---|--:|--:|--:|--:|--:|---|"
    ours = build(one_region(_folder(folder, "one")))
    yield _row("ours", ours, _limits("one region"))
    for name, peer in {} if alone else {"spectaql": spectaql, "graphdoc": graphdoc}.items():
        answer = introspected(prepare(_folder(folder, name), "github")[1])
        theirs = peer(answer, folder / name)
        if theirs is not None:
            ratio = theirs.wall / ours.wall
            yield _row(name, theirs, f"{ratio:.1f} × ours, limit {LIMITS[name]:g}")
    again = f"limit {AGAIN:g} s; median of {ROUNDS}, each after a rest of {REST} s"
    yield _row("ours, one field of another type", _again(folder / "one", changed), again)
    yield _row("ours, one field deprecated", _again(folder / "one", deprecated), again)
    yield _row("ours, one field added", _again(folder / "one", added), _MOVED)
    with _uncached():
        yield _row("ours, one field of another type", _again(folder / "one", changed), _ALONE)
    five = build(five_regions(_folder(folder, "five")))
    slow = f"limit {FIVE:g} s; {_limits('five regions')}"
    yield _row(f"{REGIONS} regions with a past", five, slow)
    yield from ("", "Pages after gzip, and their elements:", "")
    yield "| site | median B | largest B | landing B | median elements | most elements |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name in ("one", "five"):
        yield _weighed(name, weigh(folder / name / "site"))
    yield f"| limit | {PAGE_MEDIAN} | {PAGE_MOST} | {LANDING} | {NODES} | |"


@contextmanager
def _uncached() -> Iterator[None]:
    """Builds that find nothing of the last one but its site."""
    kept, os.environ[CACHE] = os.environ[CACHE], ""
    yield
    os.environ[CACHE] = kept


def _again(folder: Path, change: Callable[[Path, int], None]) -> Run:
    """The median build after one change, which is taken back in the next round."""
    runs = []
    for number in range(ROUNDS):
        change(folder, number)
        time.sleep(REST)
        runs.append(build(folder))
    if ROUNDS % 2:
        change(folder, 1)
        build(folder)
    return sorted(runs, key=lambda one: one.wall)[ROUNDS // 2]


def _folder(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def _limits(what: str) -> str:
    return f"limits {MEMORY[what]} MB, {OUTPUT[what]} MB"


def _row(name: str, found: Run, note: str) -> str:
    return (
        f"| {name} | {found.wall:.2f} | {found.cpu:.2f} | {found.memory:.0f} | {found.size:.1f} "
        f"| {found.files:,} | {note} |"
    )


def _weighed(name: str, found: Weight) -> str:
    figures = (found.median, found.most, found.landing, found.nodes, found.most_nodes)
    return f"| {name} | " + " | ".join(f"{figure:,.0f}" for figure in figures) + " |"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--alone", action="store_true")
    chosen = parser.parse_args()
    if not SCHEMAS.is_dir():
        sys.exit(f"no schemas at {SCHEMAS}")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ[CACHE] = str(Path(folder, "cache"))
        for line in report(Path(folder), chosen.alone):
            print(line, flush=True)
            lines.append(line)
    if chosen.write:
        results.put("site", "\n".join(lines))


if __name__ == "__main__":
    main()
