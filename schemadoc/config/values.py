"""What `schemadoc.toml` says, as immutable values.

In: nothing, this is data. Out: `Config` and its parts. A module of its own so that whoever takes
a configuration need not import what reads one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from schemadoc.compare.rules import Override
from schemadoc.model import SourceKind

FailOn = Literal["breaking", "dangerous", "safe", "never"]


class SourceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where a source is: exactly one of `path` (globs resolved), `url` and `git` is set."""

    path: str | None = None
    url: str | None = None
    git: str | None = None
    captured: datetime.date | None = None
    kind: SourceKind | None = None
    covers: tuple[str, ...] = ()


class RegionConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One deployment; `headers` keep their `${VAR}` until a request is made."""

    id: str
    title: str
    docs: str | None = None
    endpoint: str | None = None
    headers: Mapping[str, str] = {}
    sources: tuple[SourceConfig, ...] = ()


class CheckConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The gate: globs of client documents and handlers, the baseline, and days."""

    operations: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    baseline: str | None = None
    fail_on: FailOn = "breaking"
    due_within: int = 90
    min_notice: int = 90
    overdue_after: int = 0
    max_source_age: int = 180


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What of the site is the user's own: folders of templates and guides, a style sheet."""

    templates: str | None = None
    content: str | None = None
    style: str | None = None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file; paths in it are relative to `root`, messages call it `shown`."""

    root: Path
    shown: str
    title: str | None = None
    regions: tuple[RegionConfig, ...] = ()
    error_patterns: tuple[str, ...] | None = None
    history_path: str | None = None
    site: SiteConfig = SiteConfig()
    check: CheckConfig = CheckConfig()
    rules: Mapping[str, Override] = {}

    def at(self, path: str | None) -> Path | None:
        """Where a path that the file names leads; None where it names none."""
        return self.root / path if path is not None else None
