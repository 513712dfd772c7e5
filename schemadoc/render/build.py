"""The site: every page of every region, written at once.

In: what was read of each region, and a day. Out: a folder of HTML files, the same bytes for the
same input. A module of its own because only here do views, templates and the file system meet.
"""

from __future__ import annotations

import datetime
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import jinja2

from schemadoc import errors
from schemadoc.errors import InputError, OutputError
from schemadoc.render import links, output, pages, prose, resources, search, urls
from schemadoc.render.views import Page
from schemadoc.render.world import RegionInput, World

Progress = Callable[[int, int], None]

# A site with one mistake in a template may break thousands of links: some of them say enough.
_FAULTS_SHOWN = 20
_STEP = 200


class BuildResult(NamedTuple):
    """What was made: the folder, its pages and all its bytes."""

    out: Path
    pages: int
    bytes: int


class _Made(NamedTuple):
    """What a worker hands back of one page; the HTML itself is already written."""

    linked: links.Linked
    size: int


def build(
    regions: Sequence[RegionInput],
    *,
    out: Path,
    today: datetime.date,
    title: str,
    base_url: str | None = None,
    jobs: int = 1,
    templates: Path | None = None,
    content: Path | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Write the site.

    Args:
        regions: in the order of the columns.
        out: the folder to be written or replaced.
        today: the day that ages and removal dates are reckoned from.
        title: of the site.
        base_url: where the site will be served, for canonical addresses; None: not known.
        jobs: how many processes make pages, where the system can fork.
        templates: a folder whose templates are taken before our own.
        content: a folder of guides in place of our own.
        progress: called with the number of pages made and of all pages.

    Raises:
        InputError: when a template or a guide cannot be used.
        OutputError: when the folder cannot be written, or a link would be broken.
    """
    world = World(regions, today)
    guides = resources.guides(content)
    todo = pages.all_pages(world, title, guides)
    index = search.files(world, pages.destinations(world, guides))
    environment = _environment(templates, _site(world, title, base_url))
    with output.replaced(out) as folder:
        size = _copy_assets(folder)
        size += _write_index(folder, index)
        made = _make_all(todo, environment, folder, jobs, progress or _silent)
        _check(made, [*resources.assets(), *index])
    return BuildResult(out, len(made), size + sum(page.size for page in made))


def _silent(_done: int, _all: int) -> None:
    """No progress is shown."""


def _site(world: World, title: str, base_url: str | None) -> dict[str, object]:
    """What every template can say of the site as a whole."""
    return {
        "title": title,
        "base_url": base_url.rstrip("/") + "/" if base_url else None,
        "today": world.today.isoformat(),
        "regions": pages.region_ages(world),
        "choices": tuple(world.titles.items()),
        "nav": pages.navigation(world),
    }


def _environment(templates: Path | None, site: dict[str, object]) -> jinja2.Environment:
    own = jinja2.FileSystemLoader(resources.folder("templates"))
    if templates is not None and not templates.is_dir():
        raise InputError("no such folder", path=str(templates), expected="a folder of templates")
    first = [jinja2.FileSystemLoader(templates)] if templates else []
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*first, own]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters["markdown"] = prose.markdown
    environment.filters["inline_markdown"] = prose.inline
    environment.filters["guide"] = prose.guide
    environment.filters["highlight"] = prose.highlight
    environment.tests["safe_link"] = prose.is_safe_link
    environment.globals["site"] = site
    return environment


def _copy_assets(folder: Path) -> int:
    size = 0
    for path, source in resources.assets().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        size += target.stat().st_size
    # Without it a well-known host leaves out every file whose name begins with an underscore.
    (folder / ".nojekyll").write_bytes(b"")
    return size


def _write_index(folder: Path, index: Mapping[str, bytes]) -> int:
    for path, data in index.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return sum(map(len, index.values()))


def _make_all(
    todo: Sequence[Page],
    environment: jinja2.Environment,
    folder: Path,
    jobs: int,
    progress: Progress,
) -> list[_Made]:
    for name in {page.path.rpartition("/")[0] for page in todo}:
        (folder / name).mkdir(parents=True, exist_ok=True)
    make = partial(_make, environment, folder)
    progress(0, len(todo))
    made: list[_Made] = []
    for page in _mapped(make, todo, jobs):
        made.append(page)
        if len(made) % _STEP == 0 or len(made) == len(todo):
            progress(len(made), len(todo))
    return made


# What forked workers work on: closures cannot be sent, but a fork inherits them.
_INHERITED: list[tuple[Callable[[Page], _Made], Sequence[Page]]] = []


def _mapped(make: Callable[[Page], _Made], todo: Sequence[Page], jobs: int) -> Iterator[_Made]:
    """The pages in order, made here or by forked workers."""
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(make, todo)
        return
    _INHERITED.append((make, todo))
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_inherited, range(len(todo)), chunksize=50)
    finally:
        _INHERITED.pop()


def _inherited(at: int) -> _Made:
    make, todo = _INHERITED[-1]
    return make(todo[at])


def _make(environment: jinja2.Environment, folder: Path, page: Page) -> _Made:
    """Render and write one page."""
    try:
        template = environment.get_template(page.template)
        html = template.render(page=page.view(), root=urls.root_prefix(page.path))
    except jinja2.TemplateSyntaxError as error:
        raise InputError(
            f"no template: {error.message}", path=error.filename or error.name, line=error.lineno
        ) from error
    except jinja2.TemplateError as error:
        raise InputError(
            f"the template does not work for {page.path}: {error}",
            path=page.template,
            expected="the input that templates/README.md describes",
        ) from error
    data = html.encode("utf-8", "replace")
    (folder / page.path).write_bytes(data)
    return _Made(links.read(page.path, html), len(data))


def _check(made: Sequence[_Made], files: Iterable[str]) -> None:
    found = links.faults({page.linked.path: page.linked for page in made}, files)
    if found:
        shown = [OutputError(f"{what}", path=path) for path, what in found[:_FAULTS_SHOWN]]
        if len(found) > _FAULTS_SHOWN:
            shown.append(OutputError(f"{len(found) - _FAULTS_SHOWN:,} more faults like these"))
        errors.report(shown)
