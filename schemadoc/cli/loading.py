"""The regions that a command asked for, read.

In: a session, region names, files. Out: `Loaded`s, one a region, every source read and merged;
what cannot be read is reported all together. A module of its own because every command loads alike
and none should know what a source is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import msgspec

from schemadoc import config as configuration
from schemadoc.cli.session import Session
from schemadoc.config import Config, RegionConfig, SourceConfig
from schemadoc.diagnostics import Diagnostic
from schemadoc.errors import ConfigError, InputError, SchemadocError, UsageError, report
from schemadoc.model import Index, Snapshot
from schemadoc.prose import DEFAULT_PATTERNS
from schemadoc.sources import read
from schemadoc.sources.facts import UNNAMED, Options, Reading
from schemadoc.sources.region import assemble, is_lost, merge_all

# What reads the bytes of a source, which messages call so.
Reader = Callable[[bytes, str, Options], Reading]

# What a site is called where the configuration says nothing.
DEFAULT_TITLE = "API reference"


class Loaded(NamedTuple):
    """One region as it is configured, with what its sources say.

    `headers` are names alone: their values may be secrets, and only a request needs them.
    """

    id: str
    title: str
    docs: str | None
    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...]
    endpoint: str | None = None
    headers: tuple[str, ...] = ()


def indexes(loaded: Iterable[Loaded]) -> dict[str, Index]:
    """The regions' elements, by region id."""
    return {one.id: Index(one.snapshot) for one in loaded}


def known_regions(session: Session, files: Sequence[str] = ()) -> tuple[str, ...]:
    """Every region that the configuration names; none where files stand in for it."""
    return () if files else tuple(region.id for region in load_config(session).regions)


def load_config(session: Session) -> Config:
    """Read the configuration that --config names, or the nearest one upwards.

    Raises:
        UsageError: when there is none.
    """
    if session.config is not None:
        return configuration.load(Path(session.config), Path(session.config).as_posix())
    here = Path.cwd()
    path = configuration.find(here)
    if path is None:
        raise UsageError(
            f"no {configuration.NAME} here or in a folder above",
            fix="name one with --config, or write one with `schemadoc init`",
        )
    shown = path.relative_to(here.resolve()) if path.parent == here.resolve() else path
    return configuration.load(path, shown.as_posix())


def load(
    session: Session,
    names: Sequence[str] = (),
    files: Sequence[str] = (),
    reader: Reader = read.read,
) -> list[Loaded]:
    """Read regions: those of the configuration, or one made of files that no config names.

    Args:
        session: the global options.
        names: of the regions wanted, in this order; none: all.
        files: paths as the user wrote them.
        reader: of the sources that the configuration names.

    Raises:
        UsageError: when a name is unknown, or one does not do for the files.
        InputError: when a source cannot be read.
    """
    if files:
        return [_load_files(session, names, files)]
    config = load_config(session)
    regions = choose(config, names)
    readings: dict[str, list[Reading]] = {}
    errors: list[SchemadocError] = []
    for region in regions:
        try:
            readings[region.id] = _read_region(session, config, region, reader)
        except SchemadocError as error:
            errors.append(error)
    report(errors)
    witnesses = _witnesses(session, config, readings, reader)
    options = {one: Options(region=one, patterns=_patterns(config)) for one in readings}
    finished = assemble(readings, options, witnesses)
    return [
        Loaded(one.id, one.title, one.docs, *finished[one.id], one.endpoint, tuple(one.headers))
        for one in regions
    ]


def _witnesses(
    session: Session,
    config: Config,
    readings: dict[str, list[Reading]],
    reader: Reader = read.read,
) -> list[Reading]:
    """The regions that nobody asked for, where a region that was asked for has lost names.

    A name must not depend on which regions a command names; a witness that cannot be read is no
    failure of the regions asked for.
    """
    if not any(is_lost(reading) for found in readings.values() for reading in found):
        return []
    found: list[Reading] = []
    for region in config.regions:
        if region.id in readings:
            continue
        options = Options(region=region.id, patterns=_patterns(config))
        try:
            found.append(merge_all(_read_region(session, config, region, reader), options))
        except SchemadocError as error:
            session.note(f"not used as evidence: {error}")
    return found


def choose(config: Config, names: Sequence[str]) -> list[RegionConfig]:
    """The regions of these names, or all of them.

    Raises:
        UsageError: for a name that the configuration does not have.
        ConfigError: when it has no region at all.
    """
    known = {region.id: region for region in config.regions}
    if not known:
        raise ConfigError(
            "names no region",
            path=config.shown,
            fix="add a [[region]] with a [[region.source]]",
        )
    for name in names:
        if name not in known:
            near = configuration.nearest(name, known)
            raise UsageError(f"no region {name!r} in the configuration; the nearest is {near}")
    return [known[name] for name in dict.fromkeys(names)] if names else list(known.values())


def _patterns(config: Config) -> tuple[str, ...]:
    return config.error_patterns if config.error_patterns is not None else DEFAULT_PATTERNS


def _load_files(session: Session, names: Sequence[str], files: Sequence[str]) -> Loaded:
    if len(set(names)) > 1:
        raise UsageError("files of --source make one region", fix="give one --region at most")
    options = _unconfigured(session, names[0] if names else UNNAMED)
    reads = [
        partial(_read_path, session, Path(file), file, options) for file in dict.fromkeys(files)
    ]
    return _alone(_read_all(reads), options)


def load_data(session: Session, data: bytes, shown: str) -> Loaded:
    """Read what lies in no file: one source of a region that no configuration names.

    Args:
        session: the global options.
        data: its bytes.
        shown: how messages and sources name it.

    Raises:
        InputError: when it is no source.
    """
    options = _unconfigured(session, UNNAMED)
    return _alone([_read_data(session, data, shown, options)], options)


def past_reader(
    session: Session, config: Config, region: str, source: SourceConfig
) -> Callable[[bytes, str], Snapshot]:
    """What reads the former states of one source.

    Names that they lost are recovered with the same other regions as today's, which are read once
    and only where a name is lost.

    Args:
        session: the global options.
        config: the configuration.
        region: its id.
        source: what the configuration says of the source; its place does not matter.

    Returns:
        a function of the bytes and how messages name them; it raises `InputError`.
    """
    options = msgspec.structs.replace(_options(config, region, source), captured=None)
    witnesses: list[Reading] = []

    def read_one(data: bytes, shown: str) -> Snapshot:
        reading = _read_data(session, data, shown, options)
        if is_lost(reading) and not witnesses:
            witnesses.extend(_witnesses(session, config, {region: [reading]}))
        return assemble({region: [reading]}, {region: options}, witnesses)[region].snapshot

    return read_one


def _unconfigured(session: Session, region: str) -> Options:
    # A configuration that merely lies around must not change what a named file says.
    patterns = _patterns(load_config(session)) if session.config else DEFAULT_PATTERNS
    return Options(region=region, patterns=patterns)


def _alone(readings: Sequence[Reading], options: Options) -> Loaded:
    """A region that nothing configures, finished with no other as a witness."""
    reading = assemble({options.region: readings}, {options.region: options})[options.region]
    # What was once exported may know its region better than nobody does.
    named = reading.snapshot.region
    return Loaded(named, named, None, *reading)


def _read_region(
    session: Session, config: Config, region: RegionConfig, reader: Reader
) -> list[Reading]:
    """Every source of a region."""
    if not region.sources:
        raise ConfigError(
            f"region {region.id!r} has no source",
            path=config.shown,
            fix="add a [[region.source]] with a path",
        )
    reads = [
        partial(_read_source, session, config, region.id, one, reader) for one in region.sources
    ]
    return _read_all(reads)


def _read_all(reads: Iterable[Callable[[], Reading]]) -> list[Reading]:
    """The readings of one region; what cannot be read is reported all together."""
    readings: list[Reading] = []
    errors: list[SchemadocError] = []
    for one in reads:
        try:
            readings.append(one())
        except SchemadocError as error:
            errors.append(error)
    report(errors)
    return readings


def _options(config: Config, region: str, source: SourceConfig) -> Options:
    return Options(
        region=region,
        kind=source.kind,
        captured=source.captured,
        covers=source.covers,
        patterns=_patterns(config),
    )


def _read_source(
    session: Session, config: Config, region: str, source: SourceConfig, reader: Reader
) -> Reading:
    options = _options(config, region, source)
    if source.path is not None:
        return _read_path(session, config.root / source.path, source.path, options, reader)
    if source.git is not None:
        return _read_git(session, config.root, source.git, options, reader)
    raise InputError(
        "a source that only the network has",
        path=source.url,
        expected="a file",
        fix="save it and name the file with `path`",
    )


def _read_path(
    session: Session, path: Path, shown: str, options: Options, reader: Reader = read.read
) -> Reading:
    posix = Path(shown).as_posix()
    return _read_data(session, read.read_bytes(path, posix), posix, options, reader)


def _read_data(
    session: Session, data: bytes, shown: str, options: Options, reader: Reader = read.read
) -> Reading:
    start = perf_counter()
    reading = reader(data, shown, options)
    took = f"{(perf_counter() - start) * 1000:.0f} ms"
    session.detail(f"read {shown}: {len(reading.snapshot.elements)} elements in {took}")
    return reading


def _read_git(
    session: Session, root: Path, place: str, options: Options, reader: Reader
) -> Reading:
    """Read `REV:PATH`, the path relative to the configuration like every other."""
    from schemadoc.cli import git  # few configurations name sources in git

    revision, _, path = place.partition(":")
    expected = "REV:PATH, the path relative to the configuration"
    data = git.show(root, revision, f"./{path}", expected=expected)
    return _read_data(session, data, place, options, reader)
