"""A TOML file to a `Config`.

In: the path of a `schemadoc.toml`. Out: `Config`, every key checked, globs resolved, no source
read; all that is wrong is reported at once. A module of its own because it is the one that knows
which keys there are.
"""

from __future__ import annotations

import datetime
import glob
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from schemadoc.compare.rules import RULE_BY_ID, Override, Severity
from schemadoc.config.tables import Problems, Table, key_lines, nearest, one_of
from schemadoc.config.values import (
    CheckConfig,
    Config,
    FailOn,
    RegionConfig,
    SiteConfig,
    SourceConfig,
)
from schemadoc.errors import ConfigError, report
from schemadoc.history import DEFAULT_PATH, is_stored
from schemadoc.model import OPERATIONS, ROOT_NAMES, TYPE_KINDS, SourceKind

if TYPE_CHECKING:
    import tomllib

NAME = "schemadoc.toml"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COVERS = (*ROOT_NAMES.values(), *OPERATIONS, *TYPE_KINDS)
_GIT = re.compile(r"[^:]+:.+")
_HISTORY = re.compile(r"[^{}]*\{region\}[^{}]*")
_BASELINE = re.compile(r"latest|git:.+|\d{4}-\d\d-\d\d")


def find(start: Path) -> Path | None:
    """The nearest `schemadoc.toml` in a folder or above it."""
    folder = start.resolve()
    candidates = (directory / NAME for directory in (folder, *folder.parents))
    return next((path for path in candidates if path.is_file()), None)


def load(path: Path, shown: str | None = None) -> Config:
    """Read a configuration.

    Args:
        path: of the file.
        shown: how messages name it.

    Raises:
        ConfigError: when it cannot be read; `ManyErrors` when several things are wrong.
    """
    import tomllib  # many commands do without a configuration

    shown = shown or path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tables = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=shown) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", path=shown, expected="a TOML file") from error
    except RecursionError as error:
        raise ConfigError("is nested too deeply", path=shown, expected="a TOML file") from error
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, shown) from error
    problems = Problems(shown, key_lines(text))
    config = _config(Table(tables, "", problems), path.resolve().parent, shown)
    report(sorted(problems.found, key=lambda error: error.line or 0))
    return config


def _syntax_error(error: tomllib.TOMLDecodeError, shown: str) -> ConfigError:
    said = str(error)
    at = re.search(r" \(at line (\d+), column \d+\)$", said)
    problem = said[: at.start()] if at else said
    return ConfigError(
        f"no TOML: {problem[:1].lower()}{problem[1:]}",
        path=shown,
        line=int(at[1]) if at else None,
    )


def _config(table: Table, root: Path, shown: str) -> Config:
    project = table.table("project")
    title = project.text("title")
    project.done()
    history = table.table("history")
    history_path = history.text("path", _HISTORY, f"a folder such as {DEFAULT_PATH!r}")
    history.done()
    regions = [_region(one, root, history_path) for one in table.tables("region")]
    _report_duplicates(regions, table.problems)
    errors = table.table("errors")
    patterns = errors.texts("patterns")
    errors.done()
    _check_patterns(patterns or (), errors)
    site = _site(table.table("site"))
    check = _check(table.table("check"))
    rules = _rules(table.table("rules"))
    table.done()
    return Config(
        root=root,
        shown=shown,
        title=title,
        regions=tuple(regions),
        error_patterns=patterns,
        history_path=history_path,
        site=site,
        check=check,
        rules=rules,
    )


def _report_duplicates(regions: Iterable[RegionConfig], problems: Problems) -> None:
    first: dict[str, int] = {}
    for at, region in enumerate(regions):
        if region.id and first.setdefault(region.id, at) != at:
            problems.add(
                f"region[{at}].id", f"{region.id!r} is the id of region[{first[region.id]}] too"
            )


def _check_patterns(patterns: Iterable[str], table: Table) -> None:
    for at, pattern in enumerate(patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            place = f"{table.at('patterns')}[{at}]"
            table.problems.add(place, f"{pattern!r}: {error}", expected="a regular expression")


def _region(table: Table, root: Path, history: str | None) -> RegionConfig:
    identity = table.text("id", _SLUG, "a slug of a-z, 0-9 and '-'")
    if "id" not in table.values:
        table.problems.add(table.at("id"), "missing", expected="a slug like 'gb'")
    title = table.text("title")
    docs = table.url("docs")
    endpoint = table.url("endpoint")
    headers = table.table("headers")
    named = {key: headers.text(key) for key in headers.values}
    sources = [source for one in table.tables("source") for source in _source(one, root, history)]
    table.done()
    return RegionConfig(
        id=identity or "",
        title=title or identity or "",
        docs=docs,
        endpoint=endpoint,
        headers={key: value for key, value in named.items() if value is not None},
        sources=tuple(sources),
    )


def _source(table: Table, root: Path, history: str | None) -> list[SourceConfig]:
    path = table.text("path", expected="the path of a file, or a glob")
    url = table.url("url")
    git = table.text("git", _GIT, "REV:PATH")
    captured = table.date("captured")
    kind = table.choice("kind", get_args(SourceKind))
    covers = table.texts("covers") or ()
    table.done()
    for name in covers:
        if name not in _COVERS:
            table.problems.add(table.at("covers"), f"found {name!r}", expected=one_of(_COVERS))
    _check_place(table)
    one = SourceConfig(url=url, git=git, captured=captured, kind=kind, covers=covers)
    if path is None:
        return [one]
    return [
        msgspec.structs.replace(one, path=found) for found in _files(path, root, table, history)
    ]


def _check_place(table: Table) -> None:
    """That a source is in one place and no more."""
    given = [key for key in ("path", "url", "git") if key in table.values]
    if len(given) != 1:
        problem = f"names {' and '.join(given)}" if given else "names no place"
        expected = "only one" if given else "one"
        table.problems.add(table.place, problem, expected=f"{expected} of path, url and git")


def _files(path: str, root: Path, table: Table, history: str | None) -> list[str]:
    """The files that a glob matches, sorted; a plain path is itself, there or not.

    A stored snapshot is no source of today, so a glob that goes over its folder leaves it out.
    """
    if not glob.has_magic(path) or (root / path).exists():
        return [path]
    # Path.glob takes no absolute pattern; this one takes both.
    matches = glob.glob(path, root_dir=root, recursive=True)  # noqa: PTH207
    files = (Path(match).as_posix() for match in matches if (root / match).is_file())
    found = sorted(file for file in files if not is_stored(file, history))
    if not found:
        table.problems.add(table.at("path"), f"{path!r} matches no file in {root.as_posix()}")
    return found


def _site(table: Table) -> SiteConfig:
    site = SiteConfig(
        templates=table.text("templates", expected="the path of a folder of templates"),
        content=table.text("content", expected="the path of a folder of Markdown files"),
        style=table.text("style", expected="the path of a style sheet"),
    )
    table.done()
    return site


def _check(table: Table) -> CheckConfig:
    usual = CheckConfig()
    if isinstance(table.values.get("baseline"), datetime.date):
        baseline = table.date("baseline")
        stated = baseline.isoformat() if baseline else None
    else:
        stated = table.text("baseline", _BASELINE, "a date, 'latest' or 'git:REV'")
    check = CheckConfig(
        operations=table.texts("operations") or (),
        handlers=table.texts("handlers") or (),
        baseline=stated,
        fail_on=table.choice("fail-on", get_args(FailOn)) or usual.fail_on,
        due_within=table.days("due-within", usual.due_within),
        min_notice=table.days("min-notice", usual.min_notice),
        overdue_after=table.days("overdue-after", usual.overdue_after),
        max_source_age=table.days("max-source-age", usual.max_source_age),
    )
    table.done()
    return check


def _rules(table: Table) -> dict[str, Override]:
    """Severities by rule id."""
    rules = {}
    for rule in table.values:
        if rule not in RULE_BY_ID:
            near = nearest(rule, RULE_BY_ID)
            table.problems.add(table.at(rule), f"no rule has this id; the nearest is {near}")
        if isinstance(table.values[rule], dict):
            settings = table.table(rule)
            severity = settings.choice("severity", get_args(Severity))
            if "severity" not in settings.values:
                settings.problems.add(settings.at("severity"), "missing")
            regions = settings.texts("regions") or ()
            coordinates = settings.texts("coordinates") or ()
            settings.done()
        else:
            severity, regions, coordinates = table.choice(rule, get_args(Severity)), (), ()
        if severity:
            rules[rule] = Override(severity=severity, regions=regions, coordinates=coordinates)
    return rules
