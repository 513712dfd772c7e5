"""How long reading takes, start-up included, beside graphql-core in the same run.

Usage: python bench/read.py [FOLDER]

FOLDER holds `it/2026-02-10.json` and `github/2025-02-27.graphql`; it is looked for beside the
checkout. Each figure is the median of five fresh processes; only ratios last from machine to
machine. graphql-core parses and builds a schema and stops there; we end with a snapshot.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROUNDS = 5

OURS = """
import sys
from pathlib import Path
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file
read_file(Path(sys.argv[1]), sys.argv[1], Options(region="bench"))
"""
PEER_JSON = """
import json, sys
from graphql import build_client_schema
value = json.load(open(sys.argv[1], encoding="utf8"))
build_client_schema(value.get("data", value))
"""
PEER_SDL = """
import sys
from graphql import build_ast_schema, parse
text = open(sys.argv[1], encoding="utf8").read()
build_ast_schema(parse(text), assume_valid=True, assume_valid_sdl=True)
"""
# File, limit in seconds, what graphql-core runs.
CASES = (
    ("it/2026-02-10.json", 0.4, PEER_JSON),
    ("github/2025-02-27.graphql", 1.2, PEER_SDL),
)


class Cost(NamedTuple):
    """Seconds of one process."""

    wall: float
    cpu: float


def cost(code: str, path: Path) -> Cost:
    """Run a program on a file, several times; the median of each figure."""
    rounds = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = perf_counter()
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        wall = perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        rounds.append(Cost(wall, cpu))
    return Cost(median(one.wall for one in rounds), median(one.cpu for one in rounds))


def main(folder: Path) -> int:
    """Print the table; 1 where a limit is missed."""
    print(
        f"{'file':28}{'wall s':>8}{'cpu s':>8}{'limit':>8}{'core wall':>11}{'cpu':>7}{'ratio':>7}"
    )
    missed = 0
    for name, limit, peer in CASES:
        ours, theirs = cost(OURS, folder / name), cost(peer, folder / name)
        missed |= ours.wall > limit
        print(
            f"{name:28}{ours.wall:8.3f}{ours.cpu:8.3f}{limit:8.1f}"
            f"{theirs.wall:11.3f}{theirs.cpu:7.3f}{ours.cpu / theirs.cpu:7.2f}"
        )
    return missed


if __name__ == "__main__":
    beside = Path(__file__).resolve().parents[2] / "shared" / "schemas"
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else beside
    if not chosen.is_dir():
        sys.exit(f"no schemas at {chosen}")
    sys.exit(main(chosen))
