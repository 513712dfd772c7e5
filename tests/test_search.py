"""The search index as bytes: complete, inert, and the same for the same input."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from schemadoc.render import search
from schemadoc.render.build import build
from schemadoc.render.views import Link
from schemadoc.render.world import World
from tests import sites
from tests.hostile import PAYLOADS, hostile


def read(data: bytes) -> dict[str, Any]:
    """The JSON within a script of the index."""
    found = re.fullmatch(r"schemadocSearch\.(?:names|words)\((.*)\);\n", data.decode("ascii"))
    assert found is not None
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def parts(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    made = sites.search_files(world, [Link("A guide", "guides/a.html", "All about locks.")])
    return read(made[search.NAMES]), read(made[search.WORDS])


def test_every_element_and_code_that_has_a_place_is_in_the_index() -> None:
    """One entry for each coordinate with an address and for each code, and the pages given."""
    world = World(sites.world(), sites.TODAY)
    names, _ = parts(world)
    placed = [name for name in world.order if world.href(name)]
    roots = [name for name in ("Query", "Mutation") if name not in world.elements]
    assert len(names["kind"]) == len(placed) + len(roots) + len(world.catalogue) + 1
    assert len(names["name"]) == len(names["kind"])
    assert set(names["names"]) >= {"Door", "cost", "weight", "KT-CT-1111", "A guide"}
    assert sum(names["has"][1::2]) == len(names["kind"])


def test_only_addresses_that_do_not_follow_are_written_out() -> None:
    """The index stays small: an address stands in it where name and kind do not tell it."""
    names, _ = parts(World(sites.world(), sites.TODAY))
    written = [href for _, href in names["links"]]
    assert "object/door-0.html" in written
    assert "object/Door.html" not in written
    assert "query/door.html#door.id" not in written


def test_words_of_descriptions_and_messages_lead_to_their_entries() -> None:
    """Descriptions, advice and messages are cut into words; each names its entries in order."""
    names, words = parts(World(sites.world(), sites.TODAY))
    assert words["digest"] == names["digest"]
    found = dict(zip(words["words"], words["entries"], strict=True))
    at = found["locked"][0]
    assert names["names"][names["name"][at]] == "KT-CT-1111"
    assert {"reading", "instead", "such", "locks"} <= set(found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_and_texts_are_inert_in_the_index(payload: str) -> None:
    """A script of the index is one call: ASCII, one line, nothing that ends it or opens a tag."""
    world = World(hostile(payload), sites.TODAY)
    for data in sites.search_files(world, [Link(payload, "index.html", payload)]).values():
        text = data.decode("ascii")
        assert not set("<>&") & set(text)
        assert text.count("\n") == 1
        read(data)


def test_the_index_is_counted_and_built_the_same_each_time(tmp_path: Path) -> None:
    """The bytes that a build reports are all the bytes of its files."""
    made = build(sites.world(), out=tmp_path / "s", today=sites.TODAY, title="T")
    sizes = [path.stat().st_size for path in (tmp_path / "s").rglob("*") if path.name[0] != "."]
    folders = [path.stat().st_size for path in (tmp_path / "s").rglob("*") if path.is_dir()]
    assert made.bytes == sum(sizes) - sum(folders)
    first, second = (World(sites.world(), sites.TODAY) for _ in range(2))
    assert sites.search_files(first) == sites.search_files(second)
