"""The site: every page of every region, written at once.

In: what was read of each region, and a day. Out: a folder of HTML files, the same bytes for the
same input. A module of its own because only here do views, templates and the file system meet.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import jinja2

from schemadoc import cache, errors
from schemadoc.cache import Cache
from schemadoc.collector import with_gc, without_gc
from schemadoc.errors import OutputError
from schemadoc.render import (
    fulltext,
    links,
    making,
    output,
    record,
    templating,
)
from schemadoc.render.answers import Answers
from schemadoc.render.making import Maker
from schemadoc.render.others import Others
from schemadoc.render.output import Folder
from schemadoc.render.plan import NO_JEKYLL, Plan, Theme, plan
from schemadoc.render.record import Former, Last, Line, Made
from schemadoc.render.views import Page, Site
from schemadoc.render.world import RegionInput

Progress = Callable[[int, int], None]

# A site with one mistake in a template may break thousands of links: some of them say enough.
_FAULTS_SHOWN = 20
_STEP = 200
# Fewer pages are made sooner than another process is.
_FEW = 300


class _Done(NamedTuple):
    """The pages that the last build left, by path, and all others."""

    kept: dict[str, Line]
    made: list[Made]

    @property
    def bytes(self) -> int:
        """The size of all of them with their twins."""
        sizes = [*(line.sizes for line in self.kept.values()), *(page.sizes for page in self.made)]
        return sum(map(sum, sizes))


class BuildResult(NamedTuple):
    """What was made: the folder, its pages and all its bytes."""

    out: Path
    pages: int
    bytes: int


def build(
    regions: Sequence[RegionInput],
    *,
    out: Path,
    today: datetime.date,
    title: str,
    base_url: str | None = None,
    full_text: bool = False,
    jobs: int = 1,
    templates: Path | None = None,
    content: Path | None = None,
    style: Path | None = None,
    kept: Cache = cache.NONE,
    last: Last | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Write the site.

    Args:
        regions: in the order of the columns.
        out: the folder to be written or replaced.
        today: the day that ages and removal dates are reckoned from.
        title: of the site.
        base_url: where the site will be served, for canonical addresses; None: not known.
        full_text: whether Pagefind indexes the text of all pages.
        jobs: how many processes make pages, where the system can fork.
        templates: a folder whose templates are taken before our own.
        content: a folder of guides in place of our own.
        style: a style sheet that every page takes after our own.
        kept: where templates are kept as the program that each becomes.
        last: what `record.look` found in the folder, where that was done already.
        progress: called with the number of pages made and of all pages.

    Raises:
        InputError: when a template or a guide cannot be used.
        UsageError: when Pagefind is asked for and not there.
        OutputError: when the folder cannot be written, or a link would be broken.
    """
    if full_text:
        fulltext.require()
    site = Site(title, base_url.rstrip("/") + "/" if base_url else None, full_text)
    with without_gc():
        todo = plan(regions, today, site, Theme(templates, content, style))
        environment = templating.environment(templates, dict(todo.said), kept)
    last = record.look(out) if last is None else last
    with output.opened(out, last.files) as folder:
        size = _made(todo, last, folder, environment, jobs, progress or _silent)
    return BuildResult(out, len(todo.pages), size)


def _made(
    todo: Plan,
    last: Last,
    folder: Folder,
    environment: jinja2.Environment,
    jobs: int,
    progress: Progress,
) -> int:
    """Make all files and put them in place; their size."""
    with without_gc():
        answers = Answers(todo.world)
        base = making.base(todo.said, answers.base, todo.templates)
        former = Former(last, base, answers)
        maker = Maker(todo.world, environment, folder, base, former)
        others = Others(todo, answers, maker, jobs)
        size = _copy_assets(folder, todo.assets)
    done = _make_all(maker, todo.pages, jobs, progress)
    with without_gc():
        besides = others.finished()
        files = [*todo.files, *besides.lots]
        _check(done, former, folder, files)
        wanted = [*files, *(page.path for page in todo.pages)]
        if todo.site.full_text:
            folder.complete(wanted)
            size += fulltext.index(folder.fresh)
        folder.place(wanted, former.written(*done, besides.lots, files))
    return size + besides.bytes + done.bytes


def _silent(_done: int, _all: int) -> None:
    """No progress is shown."""


def _copy_assets(folder: Folder, assets: Mapping[str, Path]) -> int:
    size = 0
    for path, source in assets.items():
        data = source.read_bytes()
        folder.write(path, data)
        size += len(data)
    folder.write(NO_JEKYLL, b"")
    return size


def _make_all(
    maker: Maker,
    todo: Sequence[Page],
    jobs: int,
    progress: Progress,
) -> _Done:
    """Every page, in the order of the list; those of the last build first."""
    progress(0, len(todo))
    kept = {page.path: line for page in todo if (line := maker.kept(page)) is not None}
    left = [page for page in todo if page.path not in kept]
    done = _Done(kept, [])
    for number, one in enumerate(_mapped(maker.make, left, jobs), len(kept) + 1):
        done.made.append(one)
        if number % _STEP == 0 or number == len(todo):
            progress(number, len(todo))
    return done


# What forked workers work on: closures cannot be sent, but a fork inherits them.
_INHERITED: list[tuple[Callable[[Page], Made], Sequence[Page]]] = []


def _mapped(make: Callable[[Page], Made], todo: Sequence[Page], jobs: int) -> Iterator[Made]:
    """The pages in order, made here or by forked workers."""
    if len(todo) < _FEW:
        with without_gc():
            yield from map(make, todo)
        return
    # Every page that is rendered leaves a little.
    with with_gc():
        yield from _shared(make, todo, jobs) if jobs > 1 else map(make, todo)


def _shared(make: Callable[[Page], Made], todo: Sequence[Page], jobs: int) -> Iterator[Made]:
    import multiprocessing  # a build that finds most pages made needs no other process

    if "fork" not in multiprocessing.get_all_start_methods():
        yield from map(make, todo)
        return
    _INHERITED.append((make, todo))
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_inherited, range(len(todo)), chunksize=50)
    finally:
        _INHERITED.pop()


def _inherited(at: int) -> Made:
    make, todo = _INHERITED[-1]
    return make(todo[at])


def _check(done: _Done, former: Former, folder: Folder, files: Iterable[str]) -> None:
    """Refuse a site with a link that leads nowhere."""
    made = {page.linked.path: page.linked for page in done.made}

    def ids(path: str) -> Collection[str] | None:
        if path in made:
            return made[path].ids
        return set(done.kept[path].all_ids()) if path in done.kept else None

    places = links.Places(ids, files)
    looked = [page for page in made.values() if page.targets is not None]
    if lost := former.lost(done.kept, places):
        others = {*done.kept, *made} - {page.path for page in looked}
        read = ((path, data) for path in sorted(others) if (data := folder.former(path)))
        looked += links.leading_to(lost, read)
    _refuse(list(links.faults(looked, places)))


def _refuse(faults: Sequence[tuple[str, str]]) -> None:
    shown = [OutputError(f"{what}", path=path) for path, what in faults[:_FAULTS_SHOWN]]
    if len(faults) > _FAULTS_SHOWN:
        shown.append(OutputError(f"{len(faults) - _FAULTS_SHOWN:,} more faults like these"))
    errors.report(shown)
