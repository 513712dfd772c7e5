"""What a second build touches: what changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from schemadoc.errors import SchemadocError
from schemadoc.render import output
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
