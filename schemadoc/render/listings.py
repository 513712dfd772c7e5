"""Lists of what there is: the index of each kind, by letter, and the overview of the kinds.

In: `World`. Out: `IndexView`s and `TypesView`. A module of its own because an index must stay
light however many names it holds, and so decides by itself where it is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadoc import coordinates
from schemadoc.model import NAMED_TYPES, OPERATIONS, ROOT_NAMES, TYPE_KINDS
from schemadoc.render import codes, urls, words
from schemadoc.render.listviews import Entry, IndexView, KindCount, TypesView
from schemadoc.render.members import described
from schemadoc.render.variants import Cell, where
from schemadoc.render.views import Head, Link
from schemadoc.render.world import World

# A longer list is cut into one page for each letter.
LONG = 400
TYPE_FOLDERS = (*(k for k in TYPE_KINDS if k != "scalar"), "scalar", "type", "directive")


def index_pages(kind: str, names: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """The pages of an index: its path, and the letter it shows (None: all, or only the letters)."""
    yield f"{kind}/index.html", None
    if len(names) > LONG:
        for letter in _letters(names):
            yield _letter_path(kind, letter), letter


def _letters(names: Sequence[str]) -> list[str]:
    return sorted({_letter(name) for name in names})


def _letter(coordinate: str) -> str:
    """The initial under which a name stands: names of system types share the underscore."""
    initial = coordinates.last(coordinate)[:1].upper()
    return initial if initial.isalnum() or initial == "_" else "?"


def _letter_path(kind: str, letter: str) -> str:
    return f"{kind}/index.{urls.file_stem(letter).lower()}.html"


def index_view(world: World, kind: str, path: str, letter: str | None) -> IndexView:
    """One page of an index."""
    names = world.named(kind)
    cut = len(names) > LONG
    shown = [n for n in names if _letter(n) == letter] if letter else ([] if cut else names)
    title = words.KIND_WORDS[kind][1].capitalize()
    root = ROOT_NAMES[kind] if kind in OPERATIONS else None
    crumbs = (codes.HOME,) if root else (codes.HOME, Link("Types", "types/index.html"))
    return IndexView(
        head=Head(
            path=path,
            title=f"{title}: {letter}" if letter else title,
            summary=f"{words.plural(len(names), kind)} in all regions together.",
            section=kind if root else "types",
            crumbs=(*crumbs, Link(title, f"{kind}/index.html")) if letter else crumbs,
        ),
        kind=kind,
        title=title,
        total=len(names),
        totals=tuple(
            Cell(region, world.titles[region], _total(world, region, kind)) for region in world.ids
        ),
        descriptions=described(world.at(root)) if root and not letter else (),
        letters=_letter_links(kind, names) if cut else (),
        groups=tuple(_groups(world, shown, letter is None)),
    )


def _letter_links(kind: str, names: Sequence[str]) -> tuple[Link, ...]:
    totals: dict[str, int] = {}
    for name in names:
        totals[_letter(name)] = totals.get(_letter(name), 0) + 1
    return tuple(
        Link(letter, _letter_path(kind, letter), f"{totals[letter]:,}") for letter in sorted(totals)
    )


def _groups(
    world: World, names: Sequence[str], headed: bool
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    grouped: dict[str, list[Entry]] = {}
    for name in names:
        grouped.setdefault(_letter(name) if headed else "", []).append(_entry(world, name))
    for letter in sorted(grouped):
        yield letter, tuple(grouped[letter])


def _entry(world: World, coordinate: str) -> Entry:
    found = world.at(coordinate)
    texts = described(found)
    line = " ".join(texts[0].value.split("\n\n")[0].split()) if texts else ""
    name = coordinates.last(coordinate) if "." in coordinate else coordinate
    return Entry(
        link=Link(name, world.path(coordinate)),
        summary=line if len(line) <= 160 else f"{line[:157].rstrip()}…",
        where=where(world, coordinate, world.ids),
        deprecated=tuple(region for region, e in found.items() if e.deprecation),
        everywhere=all(element.deprecation for element in found.values()),
    )


def kind_counts(world: World) -> tuple[KindCount, ...]:
    """How many of each kind there are; kinds without any are left out."""
    made = []
    for kind in (*OPERATIONS, *TYPE_FOLDERS):
        names = world.named(kind)
        if names:
            by = tuple((region, _total(world, region, kind)) for region in world.ids)
            title = words.KIND_WORDS[kind][1].capitalize()
            made.append(KindCount(kind, title, f"{kind}/index.html", len(names), by))
    return tuple(made)


def _total(world: World, region: str, kind: str) -> str:
    """How many a region has; `+` where its sources do not speak for all of them."""
    total = world.total(region, kind)
    covered = world.indexes[region].snapshot.coverage
    groups = covered.roots if kind in OPERATIONS else covered.kinds
    if covered.complete or getattr(groups, kind, False):
        return f"{total:,}"
    return f"{total:,}+" if total else "unknown"


def types_view(world: World) -> TypesView:
    """The overview of the kinds of types."""
    counts = tuple(c for c in kind_counts(world) if c.kind in NAMED_TYPES or c.kind == "directive")
    return TypesView(
        Head(
            path="types/index.html",
            title="Types",
            summary=f"{sum(c.total for c in counts):,} types and directives, by their kind.",
            section="types",
            crumbs=(codes.HOME,),
        ),
        counts,
    )
