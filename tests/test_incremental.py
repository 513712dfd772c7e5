"""What a second build touches: what changed, and nothing else."""

from __future__ import annotations

import random
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemadoc.errors import SchemadocError
from schemadoc.model import Deprecation, Element
from schemadoc.render import making, output
from schemadoc.render.record import Former, Made
from schemadoc.render.views import Page
from schemadoc.render.world import RegionInput
from tests import sites
from tests.test_site import digests, make


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def touched(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {path for path, time in after.items() if before.get(path) != time}


def changed() -> list[RegionInput]:
    """The small world with another text at one field."""
    north = sites.north()
    elements = tuple(
        msgspec.structs.replace(one, description="Painted.") if one.coordinate == "Key" else one
        for one in north.snapshot.elements
    )
    snapshot = msgspec.structs.replace(north.snapshot, elements=elements)
    return [north._replace(snapshot=snapshot), sites.south(), sites.east()]


# What can happen to an element; each takes all elements of a region and one of them.
def _without(elements: list[Element], one: Element) -> list[Element]:
    inside = tuple(f"{one.coordinate}{mark}" for mark in ".(")
    return [e for e in elements if e is not one and not e.coordinate.startswith(inside)]


def _doubled(elements: list[Element], one: Element) -> list[Element]:
    head, mark, rest = one.coordinate.partition("(")
    name = f"{head}Too{mark}{rest}"
    return [*elements, msgspec.structs.replace(one, coordinate=name)]


def _with(**facts: object) -> Callable[[list[Element], Element], list[Element]]:
    def edit(elements: list[Element], one: Element) -> list[Element]:
        other = msgspec.structs.replace(one, **facts)
        return [other if e is one else e for e in elements]

    return edit


EDITS = (
    _without,
    _doubled,
    _with(description="Painted *anew*."),
    _with(type="Key"),
    _with(type="Door!"),
    _with(deprecation=Deprecation(reason="Use `Door.key`.", origin="directive")),
    _with(deprecation=None),
    _with(members=("index",)),
    _with(interfaces=()),
    _with(source=None),
    _with(partial=True),
    _with(errors=()),
    _with(name_from="placeholder"),
)


def edited(regions: list[RegionInput], chance: random.Random) -> list[RegionInput]:
    """The same regions with one edit."""
    at = chance.randrange(len(regions))
    elements = list(regions[at].snapshot.elements)
    found = chance.choice(EDITS)(elements, chance.choice(elements))
    ordered = tuple(sorted(found, key=lambda e: e.coordinate))
    snapshot = msgspec.structs.replace(regions[at].snapshot, elements=ordered)
    return [*regions[:at], regions[at]._replace(snapshot=snapshot), *regions[at + 1 :]]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_a_later_build_is_the_same_as_a_new_one(seed: int) -> None:
    """Whatever changed: no page stays that would be another one today."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        regions = sites.world()
        out = make(Path(folder, "site"), regions)
        for step in range(3):
            regions = edited(regions, chance)
            new = make(Path(folder, f"new-{step}"), regions)
            assert digests(make(out, regions)) == digests(new)


def test_a_page_is_not_looked_at_where_nothing_it_asked_for_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change to one type costs its page, its index, and pages whose examples lead through it."""
    out = make(tmp_path / "site")
    looked: list[str] = []
    look = making.Maker.make

    def noted(maker: making.Maker, page: Page) -> Made:
        if page.watched:
            looked.append(page.path)
        return look(maker, page)

    monkeypatch.setattr(making.Maker, "make", noted)
    make(out, changed())
    through = ["mutation/openDoor.html", "query/door.html"]
    assert sorted(looked) == [*through, "union/Key.html", "union/index.html"]


def test_a_link_to_what_went_is_found_on_pages_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a page kept that should not be, no broken link of it would go unnoticed."""
    out = make(tmp_path / "site")
    before = digests(out)
    monkeypatch.setattr(Former, "is_same", lambda former, path: former.line(path) is not None)
    without = [
        region._replace(
            snapshot=msgspec.structs.replace(
                region.snapshot,
                elements=tuple(
                    e for e in region.snapshot.elements if e.coordinate.partition(".")[0] != "Door"
                ),
            )
        )
        for region in sites.world()
    ]
    with pytest.raises(SchemadocError, match=r"a link to 'object/Door.html[^']*', which"):
        make(out, without)
    assert digests(out) == before


def test_a_record_that_cannot_be_read_costs_nothing_but_time(tmp_path: Path) -> None:
    """The site is what a new build makes, with or without the record of the last one."""
    out = make(tmp_path / "site")
    before = digests(out)
    for data in (b"", b"no record", zlib.compress(b"\x93\x01")):
        (out / output.RECORD).write_bytes(data)
        assert digests(make(out)) == before
    (out / output.RECORD).unlink()
    assert digests(make(out)) == before


def test_nothing_is_touched_where_nothing_changed(tmp_path: Path) -> None:
    """Every file keeps its time, so that an upload sends nothing."""
    out = make(tmp_path / "site")
    before = times(out)
    assert touched(before, times(make(out))) == set()
    assert touched(before, times(make(out, jobs=2))) == set()


def test_one_change_touches_only_the_pages_that_show_it(tmp_path: Path) -> None:
    """The element's page and the lists that quote it; the result is that of a new build."""
    out = make(tmp_path / "site")
    before = times(out)
    make(out, changed())
    found = {path for path in touched(before, times(out)) if path.endswith(".html")}
    assert found == {"union/Key.html", "union/index.html"}
    assert digests(out) == digests(make(tmp_path / "new", changed()))


def test_a_file_that_somebody_edited_is_made_anew(tmp_path: Path) -> None:
    """The bytes follow from the input, whatever lay there before."""
    out = make(tmp_path / "site")
    before = digests(out)
    for name in ("object/Door.html", "object/Door.md", "assets/style.css", "llms.txt"):
        (out / name).write_text("mine")
    (out / "object/Thing.html").unlink(missing_ok=True)
    (out / "union/Key.json").unlink()
    assert digests(make(out)) == before


def test_another_template_makes_every_page_of_its_kind_anew(tmp_path: Path) -> None:
    """A theme counts as input: no page of the old look stays."""
    out = make(tmp_path / "site")
    (tmp_path / "theme").mkdir()
    theme = tmp_path / "theme" / "guides.html"
    theme.write_text('{% extends "base.html" %}{% block main %}<h1>Ours</h1>{% endblock %}')
    make(out, templates=tmp_path / "theme")
    assert "<h1>Ours</h1>" in (out / "guides/index.html").read_text()


def test_a_failed_build_touches_nothing(tmp_path: Path) -> None:
    """Not even the times of the old site."""
    out = make(tmp_path / "site")
    before = times(out)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "region.html").write_text("{{ page.no_such_thing }}")
    with pytest.raises(SchemadocError):
        make(out, changed(), templates=tmp_path / "theme")
    assert times(out) == before


def test_without_links_files_are_copied_with_their_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems know no links: the times are kept there too."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(output.os, "link", refuse)
    out = make(tmp_path / "site")
    before = times(out)
    assert touched(before, times(make(out))) == set()
