"""What tests share: real material that may lie beside the checkout, and what snapshots are."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, sync_playwright

from schemadoc.model import Element, Snapshot
from schemadoc.sources.facts import Options
from tests import hostile
from tests.everything import Site, standing

SHARED = Path(__file__).resolve().parents[2] / "shared"

SCHEMAS = (
    "gb/2024-11-28.graphql",
    "gb/2025-02-10.graphql",
    "github/2024-01-15.graphql",
    "github/2025-02-27.graphql",
    "it/2025-11-10.json",
    "it/2026-02-10.json",
)
OPTIONS = Options(region="gb")
# What fixtures of a whole session make, and what runs before any: in a folder that goes with them.
os.environ["SCHEMADOC_CACHE"] = tempfile.mkdtemp(prefix="schemadoc-cache-")
atexit.register(shutil.rmtree, os.environ["SCHEMADOC_CACHE"], ignore_errors=True)
_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of each test's own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("SCHEMADOC_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of built pages: Debian's Chromium, driven by Playwright."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=list(_SWITCHES))
        yield found
        found.close()


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a page of every kind."""
    with standing(tmp_path_factory.mktemp("everything")) as site:
        yield site


@pytest.fixture(scope="session", params=range(hostile.GROUPS))
def hostile_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of regions that say what could do harm, in every place."""
    return hostile.sites_of_all(tmp_path_factory.mktemp("hostile"), request.param)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"no real material at {SHARED}")
    return SHARED


def without_source(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Elements without the places that they were read from."""
    return tuple(msgspec.structs.replace(element, source=None) for element in elements)


def facts_only(snapshot: Snapshot) -> Snapshot:
    """A snapshot without where and when it was read."""
    return msgspec.structs.replace(
        snapshot, sources=(), captured=None, elements=without_source(snapshot.elements)
    )
