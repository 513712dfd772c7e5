"""`schemadoc init`: a commented schemadoc.toml.

In: a folder. Out: a configuration that names the sources found in it. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from schemadoc import config
from schemadoc.cli.session import Session, write_file
from schemadoc.errors import SchemadocError, UsageError
from schemadoc.history import is_stored
from schemadoc.reports.terminal import plural
from schemadoc.sources import read
from schemadoc.sources.facts import Options

# Where sources may be; whether a file is one is found out by reading it.
_SUFFIXES = frozenset({".graphql", ".graphqls", ".gql", ".json", ".yaml", ".yml", ".txt", ".md"})
_SKIPPED = frozenset({"node_modules", "dist", "build", "site", "tests", "test", "venv"})
_LOOKED_AT = 200
_DEEPEST = 3
_PLAIN_FOLDERS = frozenset({"", "schema", "schemas", "docs", "graphql", "api", "captures"})

_HEAD = """\
# What schemadoc reads. Paths are relative to this file. All sources of one region are merged, so
# name only the newest capture of each.

[project]
title = "API reference"                 # the title of the site
"""

_EXAMPLE = """
# One [[region]] for every deployment of the API.
[[region]]
id = "{id}"{id_gap}# what commands call it: --region {id}
title = "{id}"{title_gap}# what pages call it
# docs = "https://docs.example.org/"    # the vendor's own pages, linked from ours
# endpoint = "https://api.example.org/" # a live GraphQL endpoint
"""

_SOURCE = """
[[region.source]]
path = {path}
# captured = 2025-02-10                 # the day it was captured, if you know it
# kind = "page"                         # introspection, sdl or page; else found out by content
# covers = ["Mutation"]                 # what it speaks for, where it cannot say so itself
"""

_TAIL = """
# [errors]
# patterns = ["[A-Z]{2,4}-[A-Z]{2,4}-[0-9]{3,6}"]   # what an error code looks like in prose

# [history]
# path = "schemas/{region}/history"     # where `snapshot` stores a region's facts by date

# [site]
# templates = "theme"                   # a folder with the templates of the site that you change
# content = "guides"                    # guides in Markdown, in place of those that ship
# style = "theme.css"                   # colours and fonts of your own

# [check]
# min-notice = 90                       # the least days from a deprecation to its removal date
# overdue-after = 0                     # days after its removal date from which one is overdue

# [rules]                               # `schemadoc explain` lists them
# "field-removed" = "dangerous"         # or { severity = "safe", coordinates = ["Query.*"] }
"""


@click.command("init", short_help="Write a commented schemadoc.toml.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.pass_obj
def command(session: Session, force: bool) -> None:
    """Write a commented schemadoc.toml, with the sources that lie in this folder and below.

    A source in schemas/gb/ becomes one of region "gb". A file that is there is left alone, unless
    --force is given.
    """
    path = Path(session.config or config.NAME)
    if path.exists() and not force:
        raise UsageError(f"{path.as_posix()} is there already", fix="overwrite it with --force")
    regions = _regions(path.parent)
    write_file(path, compose(regions).encode())
    count = sum(len(files) for files in regions.values())
    session.note(
        f"wrote {path.as_posix()} with {plural(len(regions), 'region')}, {plural(count, 'source')}"
        + ("" if regions else "; put in the path of a source")
    )


def compose(regions: dict[str, list[str]]) -> str:
    """The text of a configuration.

    Args:
        regions: paths of sources by region id; without any, an example that is commented out.
    """
    text = _HEAD
    for region, paths in regions.items():
        text += _region(region) + "".join(_source(path) for path in paths)
    if not regions:
        example = _region("gb") + _source("schemas/gb/schema.graphql")
        text += "".join(
            line if line.startswith("#") or not line.strip() else f"# {line}"
            for line in example.splitlines(keepends=True)
        )
    return text + _TAIL


def _region(region: str) -> str:
    id_gap = " " * max(40 - len(f'id = "{region}"'), 2)
    title_gap = " " * max(40 - len(f'title = "{region}"'), 2)
    return _EXAMPLE.format(id=region, id_gap=id_gap, title_gap=title_gap)


def _source(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return _SOURCE.format(path=f'"{escaped}"')


def _regions(root: Path) -> dict[str, list[str]]:
    """Files that can be read, by the region that their folder names; nothing of what they say."""
    found: dict[str, list[str]] = {}
    for path in _candidates(root):
        shown = path.relative_to(root).as_posix()
        try:
            read.read_file(path, shown, Options(region="init"))
        except SchemadocError:
            continue
        found.setdefault(_region_of(path.relative_to(root).parts), []).append(shown)
    return dict(sorted(found.items()))


def _candidates(root: Path) -> Sequence[Path]:
    found = (path for path in _below(root, 0) if not is_stored(path.relative_to(root).as_posix()))
    return sorted(found)[:_LOOKED_AT]


def _below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:  # a folder that we may not look into has no source that we could read
        return
    for path in paths:
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir() and depth < _DEEPEST and path.name not in _SKIPPED:
            yield from _below(path, depth + 1)
        elif path.is_file() and path.suffix.lower() in _SUFFIXES:
            yield path


def _region_of(parts: Sequence[str]) -> str:
    """The nearest folder that says more than "here are schemas", as a slug; else `main`."""
    for folder in reversed(parts[:-1]):
        if folder.lower() not in _PLAIN_FOLDERS:
            slug = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-")
            if slug:
                return slug
    return "main"
