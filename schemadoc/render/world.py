"""All regions as one body of elements: what each coordinate is, who has it, who refers to it.

In: `RegionInput`s and a day. Out: `World`, with elements by coordinate and region, children, paths,
back references, presence and the calendar, each worked out once for the whole build, and only where
somebody asks. A module of its own because every page asks the same questions and none should answer
them by itself.

The pages of elements ask by method alone: a method notes the question (`asked`), so that the next
build knows what each page follows from (`answers`). The mappings are for pages that show all.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from schemadoc import coordinates, coverage
from schemadoc.compare import calendar, catalogue, regions
from schemadoc.compare.chronicle import EMPTY, Chronicle, Gone
from schemadoc.coverage import Presence
from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    OPERATION_OF,
    OPERATIONS,
    ROOT_NAMES,
    Element,
    ElementKind,
    Index,
    Operation,
    Snapshot,
)
from schemadoc.render import gather, reach, urls
from schemadoc.render.asked import Asked, Watched, unit
from schemadoc.render.examples.schema import Schema


class RegionInput(NamedTuple):
    """One region as the configuration names it, with what was read of it.

    `headers` are the names of those that a call needs; their values are secrets.
    """

    id: str
    title: str
    docs: str | None
    snapshot: Snapshot
    diagnostics: tuple[Diagnostic, ...] = ()
    endpoint: str | None = None
    headers: tuple[str, ...] = ()
    chronicle: Chronicle = EMPTY


class Seen(NamedTuple):
    """Whether an element came, and the first day that shows it; or went, and the last one."""

    came: bool
    day: datetime.date | None


class References(NamedTuple):
    """Who refers to a type: fields that return it, arguments and input fields that take it."""

    returned_by: tuple[str, ...]
    taken_by: tuple[str, ...]
    implemented_by: tuple[str, ...]
    member_of: tuple[str, ...]


NO_REFERENCES = References((), (), (), ())


class World:
    """Every element of every region; read-only once it is made."""

    def __init__(self, inputs: Sequence[RegionInput], today: datetime.date) -> None:
        self.inputs = tuple(inputs)
        self.today = today
        self.asked = Asked()
        self.ids = tuple(region.id for region in inputs)
        self.titles = {region.id: region.title for region in inputs}
        self.indexes = {region.id: Index(region.snapshot) for region in inputs}
        self.elements = gather.by_coordinate({one.id: one.snapshot for one in inputs})
        self.order = sorted(self.elements)
        self.children = gather.children(self.order)
        self.kinds = gather.kinds(self.elements)
        self.catalogue = catalogue.catalogue(self.indexes)
        self.calendar = calendar.calendar(self.indexes, today)
        self.due = {(entry.region, entry.coordinate): entry for entry in self.calendar}
        self.gone = gather.gone({one.id: one.chronicle for one in inputs}, self.elements)
        self._paths = self._all_paths()
        self._hrefs: dict[str, str | None] = {}
        self._gone_under = self._all_gone_under()
        codes = urls.file_stems(entry.code for entry in self.catalogue)
        self._code_paths = {code: f"errors/{stem}.html" for code, stem in codes.items()}

    @cached_property
    def schemas(self) -> dict[str, Schema]:
        """What the examples of each region are made from."""
        return {
            region: Schema(Watched(index, self.asked), self.asked)
            for region, index in self.indexes.items()
        }

    @cached_property
    def ways(self) -> dict[str, reach.Ways]:
        """How each type is reached, region by region."""
        return {region: reach.ways(index) for region, index in self.indexes.items()}

    @cached_property
    def matrix(self) -> regions.Matrix:
        """Every element beside itself in the other regions."""
        return regions.matrix(self.indexes)

    @cached_property
    def rows(self) -> dict[str, regions.Row]:
        """The rows of the matrix by coordinate."""
        return {row.coordinate: row for row in self.matrix.rows}

    def at(self, coordinate: str) -> dict[str, Element]:
        """The element in each region that has it, in the order of the regions."""
        self.asked.about(coordinate)
        return self.elements.get(coordinate, {})

    def under(self, coordinate: str) -> list[str]:
        """What an element contains in any region, sorted by name."""
        self.asked.inside(coordinate)
        return self.children.get(coordinate, [])

    def kind(self, name: str) -> str:
        """What most regions say that a type or directive is."""
        self.asked.about(name)
        return self.kinds[name]

    def neighbours(self, coordinate: str) -> tuple[str | None, str | None]:
        """The elements before and after one in the list of its kind."""
        self.asked.note(f"n:{coordinate}")
        return self._neighbours.get(coordinate, (None, None))

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        return {
            name: (before, after)
            for names in self._named.values()
            for before, name, after in zip([None, *names], names, [*names[1:], None], strict=False)
        }

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self.kinds, key=gather.by_name):
            if name not in OPERATION_OF:
                found.setdefault(self.kinds[name], []).append(name)
        return found | {o: self.children.get(root, []) for root, o in OPERATION_OF.items()}

    def due_at(self, region: str, coordinate: str) -> calendar.Entry | None:
        """What the calendar says of an element."""
        self.asked.about(coordinate)
        return self.due.get((region, coordinate))

    def way(self, region: str, coordinate: str) -> tuple[str, ...]:
        """The coordinates from the root to a type; empty where none leads there."""
        self.asked.note(f"w:{coordinate}")
        return reach.way(self.ways[region], coordinate)

    def named_from(self, region: str, name: str) -> tuple[str | None, str | None]:
        """Where a type's name comes from and how sure it is; nothing where a source shows it."""
        self.asked.note(f"m:{name}")
        element = self.elements.get(name, {}).get(region)
        return (element.name_from, element.name_confidence) if element else (None, None)

    def presence(self, coordinate: str) -> dict[str, Presence]:
        """Present, absent or unknown, region by region."""
        self.asked.about(coordinate)
        here = self.elements.get(coordinate, {})
        if len(here) == len(self.ids):
            return dict.fromkeys(self.ids, "present")
        row = self.rows.get(coordinate)
        if row is not None:
            return {region: row.presence[region] for region in self.ids}
        kinds: set[ElementKind] = {e.element for e in here.values()}
        return {r: coverage.presence(i, coordinate, kinds) for r, i in self.indexes.items()}

    def root_fields(self, operation: Operation) -> list[str]:
        """The coordinates of all regions' queries, mutations or subscriptions."""
        return self.under(ROOT_NAMES[operation])

    def named(self, kind: str) -> list[str]:
        """The coordinates of one kind, in the order of lists: root fields, types, directives."""
        self.asked.note(f"k:{kind}")
        return self._named.get(kind, [])

    def total(self, region: str, kind: str) -> int:
        """How many of a kind a region has."""
        self.asked.note(f"k:{kind}")
        return sum(region in self.elements[name] for name in self._named.get(kind, ()))

    def types(self) -> list[str]:
        """Named types other than the root types."""
        return [name for name in self.kinds if name not in OPERATION_OF and name[0] != "@"]

    def directives(self) -> list[str]:
        """Directives, with their `@`."""
        return [name for name in self.kinds if name[0] == "@"]

    def type_named(self, region: str, name: str) -> str:
        """The coordinate of a type that a region's type text names."""
        return self.indexes[region].coordinate_of(name)

    def captured(self, region: str) -> datetime.date | None:
        """The day of a region's newest source."""
        snapshot = self.indexes[region].snapshot
        dates = [s.captured for s in snapshot.sources if s.captured is not None]
        return max(dates, default=snapshot.captured)

    def chronicle(self, region: str) -> Chronicle:
        """What a region's history tells."""
        return next(one.chronicle for one in self.inputs if one.id == region)

    def seen(self, region: str, coordinate: str) -> Seen | None:
        """The newest day on which an element came or went, where the region's past tells of one."""
        self.asked.note(f"s:{coordinate}")
        return self._seen.get((region, coordinate))

    @cached_property
    def _seen(self) -> dict[tuple[str, str], Seen]:
        found: dict[tuple[str, str], Seen] = {}
        for region in self.inputs:
            for step in region.chronicle.steps:
                for one in step.diff.findings:
                    if one.aspect == "presence" and one.action in ("added", "removed"):
                        came = one.action == "added"
                        day = step.date if came else step.after
                        found.setdefault((region.id, one.coordinate), Seen(came, day))
        return found

    def gone_under(self, owner: str) -> list[str]:
        """Elements that no region has any more, and that the page of another one tells of."""
        self.asked.note(f"g:{owner}")
        return self._gone_under.get(owner, [])

    def gone_at(self, coordinate: str) -> dict[str, Gone]:
        """What each region last showed of an element that none has any more."""
        self.asked.note(f"G:{coordinate}")
        return self.gone[coordinate]

    def gone_pages(self) -> list[str]:
        """Elements that no region has any more and that have a page of their own."""
        return [coordinate for coordinate in self.gone if coordinate in self._paths]

    def path(self, coordinate: str) -> str | None:
        """The page on which an element stands, or None where no region has it."""
        self.asked.note(f"p:{coordinate}")
        return self.page_of(coordinate)

    def page_of(self, coordinate: str) -> str | None:
        """As `path`, without a question."""
        if coordinate in self._paths:
            return self._paths[coordinate]
        parent = coordinates.parent(coordinate)
        return self.page_of(parent) if parent else None

    def href(self, coordinate: str) -> str | None:
        """The address of an element, or None where no region has it."""
        # Of a unit that was asked for, only where it stands may change an address unnoticed.
        whole = coordinate in self.elements and self.asked.knows(coordinate)
        self.asked.note(f"p:{unit(coordinate)}" if whole else f"h:{coordinate}")
        return self.address(coordinate)

    @property
    def places(self) -> list[tuple[str, str]]:
        """Everything that has a page of its own, and the page."""
        return list(self._paths.items())

    def address(self, coordinate: str) -> str | None:
        """As `href`, without a question."""
        if coordinate not in self._hrefs:
            self._hrefs[coordinate] = self._address(coordinate)
        return self._hrefs[coordinate]

    def _address(self, coordinate: str) -> str | None:
        if coordinate in self._paths:
            return self._paths[coordinate]
        parent = coordinates.parent(coordinate)
        if parent is None or not self._is_held(coordinate, parent):
            return None
        path = self._paths.get(parent) or self.page_of(parent)
        if path is None:
            return None
        mark = urls.anchor(coordinate)
        return f"{path}#{mark}" if mark else path

    def _is_held(self, coordinate: str, parent: str) -> bool:
        """Whether any region shows it in what contains it: a lost field's argument has no place."""
        if coordinate in self.gone:
            return parent in self.elements or parent in self.gone
        here = self.elements.get(coordinate, {})
        return not here.keys().isdisjoint(self.elements.get(parent, ()))

    def code_href(self, code: str) -> str | None:
        """The page of an error code."""
        self.asked.note(f"c:{code}")
        return self._code_paths.get(code)

    def references(self, name: str) -> References:
        """Who refers to a type."""
        self.asked.note(f"r:{name}")
        return self._references.get(name, NO_REFERENCES)

    def _all_paths(self) -> dict[str, str]:
        folders: dict[str, dict[str, str]] = {}
        for operation in OPERATIONS:
            fields = self.root_fields(operation)
            folders[operation] = {coordinates.last(field): field for field in fields}
        has_index = {o for o in OPERATIONS if folders[o] or self._has_root(o)}
        # What is gone counts among the names of a folder, so that no address moves when it goes.
        for coordinate in self.gone:
            owner = OPERATION_OF.get(coordinates.parent(coordinate) or "")
            if owner is not None:
                folders[owner][coordinates.last(coordinate)] = coordinate
        for name, kind in (*self.kinds.items(), *gather.gone_kinds(self.gone)):
            if name not in OPERATION_OF:
                folders.setdefault(kind, {})[name.removeprefix("@")] = name
        paths = {ROOT_NAMES[o]: f"{o}/index.html" for o in OPERATIONS if o in has_index}
        for folder, named in folders.items():
            for name, stem in urls.file_stems(named).items():
                paths[named[name]] = f"{folder}/{stem}.html"
        return paths

    def _all_gone_under(self) -> dict[str, list[str]]:
        under: dict[str, list[str]] = {}
        for coordinate in self.gone:
            owner = coordinates.parent(coordinate)
            while owner is not None and owner not in self._paths:
                owner = coordinates.parent(owner)
            if coordinate not in self._paths and owner is not None and owner not in OPERATION_OF:
                under.setdefault(owner, []).append(coordinate)
        return under

    def _has_root(self, operation: Operation) -> bool:
        return ROOT_NAMES[operation] in self.elements

    @cached_property
    def _references(self) -> dict[str, References]:
        found = gather.references(self.order, self.elements, self.indexes)
        return {name: References(*map(tuple, lists)) for name, lists in found.items()}
