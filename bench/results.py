"""`bench/RESULTS.md`: one section for each benchmark, between markers.

In: a benchmark's name and its lines. Out: the file with that section replaced. A module of its own
because every benchmark writes there and none may touch another's section.
"""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_TITLE = "# What was measured\n"


def put(name: str, text: str, path: Path = RESULTS) -> None:
    """Replace or add the section of a benchmark.

    Args:
        name: of the benchmark, as its markers say.
        text: the section, Markdown.
        path: of the file.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n{text.strip()}\n{end}\n"
    before = path.read_text("utf8") if path.is_file() else _TITLE
    pattern = re.compile(rf"{re.escape(begin)}\n.*?{re.escape(end)}\n", re.DOTALL)
    if pattern.search(before):
        after = pattern.sub(lambda _: section, before, count=1)
    else:
        after = f"{before.rstrip()}\n\n{section}"
    path.write_text(after, "utf8")
