"""How soon the search of the site answers, and how large its index is.

Usage: python -m bench.search SCHEMA... [--write]

Each SCHEMA is a file; the regions that ship in `schemas` are measured too. A site without pages of
elements gets the index of each schema and is opened from the disk in Chromium. `cold` is the time
from a key that leads to the search to the first result, with script and index still to be loaded;
`warm` the time from a further letter to its result; both are taken in the page, the median of some
rounds. Hits are queries by exact name of which the wanted element comes first.
"""

from __future__ import annotations

import datetime
import gzip
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench import results
from schemadoc import coordinates
from schemadoc.model import Snapshot
from schemadoc.render import search
from schemadoc.render.build import build
from schemadoc.render.world import RegionInput, World
from schemadoc.sources.facts import Options
from schemadoc.sources.merge import merge
from schemadoc.sources.read import read_file

ROUNDS = 7
ROOT = Path(__file__).resolve().parents[1]
DAY = datetime.date(2026, 3, 1)

# Types a query into the field as it stands and gives the milliseconds until an option is there.
TYPED = """(text) => new Promise((done) => {
    const input = document.querySelector("form.search input");
    const start = performance.now();
    const seen = () => {
        const first = document.querySelector(".option .name");
        if (!first || first.textContent !== text) return;
        watch.disconnect();
        done(performance.now() - start);
    };
    const watch = new MutationObserver(seen);
    watch.observe(document.body, { subtree: true, childList: true });
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    seen();
})"""
FIRST = """(wanted) => wanted.filter(([query, label]) =>
    (schemadocSearch.find(query, 1).hits[0] || {}).label === label).length"""
HEAD = """## Search

    python -m bench.search SCHEMA... --write

From the disk, in Debian's Chromium. `cold` and `warm` are milliseconds until the first result, the
script and the index still to be loaded or not; the sizes are KB, as they are and gzipped; the rest
is the share (%) of queries by exact name that have the wanted element first (of members and
arguments every seventh is asked for). The machine's load when this was measured: {load}.

| schema | entries | names | words | cold | warm | type | T.field | T field | argument | code |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""


def region(name: str, paths: Sequence[Path]) -> RegionInput:
    """A region out of files."""
    options = Options(region=name)
    merged = merge([read_file(path, path.name, options) for path in paths], options)
    return RegionInput(name, name, None, merged.snapshot)


def worlds(paths: Sequence[Path]) -> Iterator[tuple[str, list[RegionInput]]]:
    """What is measured: what ships, each schema, all of them."""
    shipped = sorted(path for path in (ROOT / "schemas").iterdir() if path.is_dir())
    yield "shipped", [region(p.name, sorted(p.glob("*.txt"))) for p in shipped]
    schemas = [region(f"{path.parent.name}-{path.stem}", [path]) for path in paths]
    for one in schemas:
        yield one.id, [one]
    if len(schemas) > 1:
        yield "all of these", schemas


def share(found: int, asked: int) -> str:
    """A share in percent, or nothing where nothing was asked."""
    return f"{100 * found / asked:.4g}" if asked else ""


def row(browser: Browser, site: Path, name: str, regions: Sequence[RegionInput]) -> str:
    """One line of the table."""
    world = World(regions, DAY)
    sizes = []
    for path, data in search.files(world, []).items():
        (site / path).write_bytes(data)
        sizes.append(f"{len(data) / 1000:.0f} / {len(gzip.compress(data)) / 1000:.0f}")
    placed = [one for one in world.order if world.href(one)]
    types = [n for n in placed if coordinates.parent(n) is None and n[0] != "@"]
    cold, warm = [], []
    for at in range(ROUNDS):
        page = browser.new_page()
        page.goto(f"file://{site / 'index.html'}")
        cold.append(page.evaluate(TYPED, types[at]))
        warm.append(page.evaluate(TYPED, types[-at - 1]))
        if at < ROUNDS - 1:
            page.close()
    members = [n for n in placed if coordinates.parent(n) and "(" not in n][::7]
    asked = (
        [(n, n) for n in types],
        [(n, n) for n in members],
        [(n.replace(".", " "), n) for n in members],
        [(n, n) for n in placed if "(" in n][::7],
        [(entry.code, entry.code) for entry in world.catalogue],
    )
    shares = [share(page.evaluate(FIRST, wanted), len(wanted)) for wanted in asked]
    page.close()
    numbers = (f"{len(placed):,}", *sizes, f"{median(cold):.0f}", f"{median(warm):.0f}", *shares)
    return f"| {name} | {' | '.join(numbers)} |"


def main() -> None:
    """Print the table, and write it where that is asked for."""
    paths = [Path(text) for text in sys.argv[1:] if text != "--write"]
    empty = RegionInput("r", "r", None, Snapshot(region="r"))
    load = f"{os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
    lines = [HEAD.format(load=load)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build([empty], out=site, today=DAY, title="Bench")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        lines += [row(browser, site, *each) for each in worlds(paths)]
        browser.close()
    print("\n".join(lines))
    if "--write" in sys.argv:
        results.put("search", "\n".join(lines))


if __name__ == "__main__":
    main()
