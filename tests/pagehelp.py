"""Reading pages in tests: this project's own, those it ships, and the real ones where they are."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemadoc.model import Element, Snapshot, walk
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.pages import page

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "tests" / "pages"
CAPTURES = ROOT.parent / "shared" / "captures"
REAL = (
    "resiflex-eu/mutations",
    "resiflex-eu/objects",
    "gb/mutations",
    "fr/mutations",
    "it/queries",
)


def generators(name: str) -> Path:
    """The folder in which generators of pages are installed; skips where one is not."""
    home = Path(os.environ.get("SPECTAQL_HOME", ROOT / ".cache" / "spectaql"))
    if not (home / "node_modules" / name).is_dir():
        pytest.skip(f"{name} is not installed in {home}: the README says how")
    return home


def read_text(text: str, name: str = "page.txt") -> Reading:
    """Read a page given as text."""
    return page.read(text, name, Options(region="lib"), text.encode())


def read_own(name: str) -> Reading:
    """Read one of `tests/pages`."""
    return read_text((PAGES / f"{name}.txt").read_text(encoding="utf8"), f"{name}.txt")


def real_text(name: str) -> str:
    """The text of a real page; skips where it is not there."""
    path = CAPTURES / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the real pages are not beside this checkout")
    return path.read_text(encoding="utf8")


def facts(snapshot: Snapshot) -> dict[str, Element]:
    """All elements without what redaction drops: descriptions and line numbers."""
    return {
        coordinate: msgspec.structs.replace(element, description=None, source=None)
        for coordinate, element in walk(snapshot).items()
    }


@cache
def read_page(name: str) -> Reading:
    """Read one of `tests/pages`, named with its ending."""
    return read_text((PAGES / name).read_text(encoding="utf8"), name)


def fact(name: str, coordinate: str, key: str) -> Any:
    """One key of one element of a page of ours."""
    return getattr(walk(read_page(name).snapshot)[coordinate], key)
