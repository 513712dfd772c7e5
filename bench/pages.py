"""How long reading documentation pages takes, start-up included.

Usage: python bench/pages.py [FOLDER]

FOLDER holds pages as text in any depth; without one, the captures beside the checkout are read, or
the pages that ship in `schemas`. Each figure is the median of five fresh processes; the last row is
one process that reads all of them. No peer reads such pages, so there is no ratio.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[1]

CODE = """
import sys
from pathlib import Path
from schemadoc.sources.facts import Options
from schemadoc.sources.read import read_file
for path in sys.argv[1:]:
    read_file(Path(path), path, Options(region="bench"))
"""


def seconds(paths: list[Path]) -> float:
    """The median wall time of a process that reads these pages."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", CODE, *map(str, paths)], check=True)
        times.append(perf_counter() - start)
    return median(times)


def main() -> None:
    """Print a row a page, and one for all."""
    captures = ROOT.parent / "shared" / "captures"
    folder = (
        Path(sys.argv[1]) if sys.argv[1:] else captures if captures.is_dir() else ROOT / "schemas"
    )
    paths = sorted(folder.rglob("*.txt"))
    print(f"{'page':<28} {'lines':>7} {'wall s':>7}")
    for path in paths:
        lines = path.read_text(encoding="utf8").count("\n")
        print(f"{path.relative_to(folder).as_posix():<28} {lines:>7,} {seconds([path]):>7.3f}")
    print(f"{'all, in one process':<28} {'':>7} {seconds(paths):>7.3f}")


if __name__ == "__main__":
    main()
