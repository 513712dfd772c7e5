"""Nothing is lost between a snapshot and what it is written as."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graphql import build_client_schema, build_schema
from hypothesis import HealthCheck, given, settings

from schemadoc import store
from schemadoc.export import introspection as to_introspection
from schemadoc.export import sdl as to_sdl
from schemadoc.model import Snapshot
from schemadoc.sources import introspection, read, sdl
from tests.conftest import OPTIONS, SCHEMAS, facts_only
from tests.strategies import schemas, snapshots

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@many
@given(snapshots)
def test_json_gives_every_snapshot_back(snapshot: Snapshot) -> None:
    """A snapshot written as JSON reads back as the same snapshot, and writes the same bytes."""
    data = store.dumps(snapshot)
    assert store.loads(data) == snapshot
    assert store.dumps(store.loads(data)) == data


@many
@given(snapshots)
def test_sdl_gives_every_snapshot_back(snapshot: Snapshot) -> None:
    """Any snapshot, however odd, is SDL that graphql-core builds and that reads back whole."""
    text = to_sdl.render(snapshot)
    build_schema(text)
    found = sdl.read(text.encode(), "own.graphql", OPTIONS)
    assert facts_only(found.snapshot) == facts_only(snapshot)
    assert found.diagnostics == ()


@many
@given(schemas())
def test_sdl_gives_every_schema_back(snapshot: Snapshot) -> None:
    """A whole schema is SDL that reads back whole."""
    text = to_sdl.render(snapshot)
    build_schema(text)
    found = sdl.read(text.encode(), "own.graphql", OPTIONS).snapshot
    assert facts_only(found) == facts_only(snapshot)


@many
@given(schemas())
def test_introspection_gives_every_schema_back(snapshot: Snapshot) -> None:
    """A whole schema is an introspection result that a client builds and that reads back whole."""
    text = to_introspection.render(snapshot)
    build_client_schema(json.loads(text)["data"])
    found = introspection.read(text.encode(), "own.json", OPTIONS)
    assert facts_only(found.snapshot) == facts_only(snapshot)
    assert found.diagnostics == ()


@many
@given(snapshots)
def test_any_snapshot_is_an_introspection_result(snapshot: Snapshot) -> None:
    """What a client cannot be told is left out, so that it builds a schema of any snapshot."""
    build_client_schema(json.loads(to_introspection.render(snapshot))["data"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_real_schemas_go_through_every_form(shared: Path, name: str) -> None:
    """A real schema comes back the same from JSON, from SDL and from an introspection result."""
    snapshot = read.read_file(shared / "schemas" / name, name, OPTIONS).snapshot
    assert store.loads(store.dumps(snapshot)) == snapshot
    text = to_sdl.render(snapshot)
    build_schema(text)
    for written in (text, to_introspection.render(snapshot)):
        again = read.read(written.encode(), "own", OPTIONS).snapshot
        assert facts_only(again) == facts_only(snapshot)


@pytest.mark.parametrize("path", sorted(Path("schemas").glob("*/*.txt")), ids=str)
def test_shipped_pages_go_through_sdl(path: Path) -> None:
    """What a page proves, and no more, is SDL that builds and reads back whole."""
    snapshot = read.read_file(path, str(path), OPTIONS).snapshot
    text = to_sdl.render(snapshot)
    build_schema(text)
    assert facts_only(read.read(text.encode(), "own", OPTIONS).snapshot) == facts_only(snapshot)
