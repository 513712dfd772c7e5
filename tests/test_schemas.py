"""The JSON Schemas that ship with the project, held against what the commands print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from schemadoc.cli import cli
from schemadoc.compare.aspects import ASPECTS
from schemadoc.model import Deprecation, Element

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = resources.files("schemadoc.reports") / "schemas"
NAMES = ("compare", "diff", "errors", "deprecations", "export")
TODAY = ("--today", "2026-02-01")

# Everything that the model can say of an element, in two regions that differ in most of it.
SCHEMA = '''
directive @mark(level: Int = 1) repeatable on FIELD
scalar Day @specifiedBy(url: "https://day.test")
interface Node { id: ID! }
type Thing implements Node { id: ID!, old: Int @deprecated(reason: "Use 'id'.") }
type Other implements Node { id: ID! }
union Any = Thing | Other
enum Colour { RED, GREEN }
input Filter @oneOf { colour: Colour = RED, day: Day }
"""Fails with LB-SH-1001."""
type Query { thing(id: ID!, filter: Filter): Thing, any: [Any!]! }
'''
OTHER = (
    SCHEMA.replace("repeatable ", "")
    .replace(" @specifiedBy", "#")
    .replace(" @oneOf", "")
    .replace("Thing | Other", "Thing")
    .replace("= RED", "")
    .replace("id: ID!, old: Int", "id: ID, old: Int!")
    .replace("Use 'id'.", "Removal on 2026-01-16 UTC.")
)
FIXTURE = """
[[region]]
id = "one"
[[region.source]]
path = "one.graphql"
[[region]]
id = "two"
[[region.source]]
path = "two.graphql"
[[region]]
id = "three"
[[region.source]]
path = "viewers.txt"
[[region]]
id = "four"
[[region.source]]
path = "spectaql.txt"
"""


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf8"))


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema that names properties."""
    if isinstance(part, dict):
        if "properties" in part:
            yield part
        for inner in part.values():
            yield from objects(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from objects(inner)


@pytest.fixture(scope="module")
def fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "one.graphql").write_text(SCHEMA, "utf8")
    (folder / "two.graphql").write_text(OTHER, "utf8")
    for page in ("viewers.txt", "spectaql.txt"):
        (folder / page).write_bytes((ROOT / "tests" / "pages" / page).read_bytes())
    (folder / "schemadoc.toml").write_text(FIXTURE, "utf8")
    return folder / "schemadoc.toml"


COMMANDS = [
    ("compare",),
    ("compare", "--only-differences", "--majority"),
    ("errors",),
    ("deprecations", *TODAY),
    ("export", "--common"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("where", ["shipped", "fixture"])
def test_what_commands_print_is_valid(command: tuple[str, ...], where: str, fixture: Path) -> None:
    """The schemas hold for the regions that ship and for a project that says all there is."""
    config = ROOT / "schemadoc.toml" if where == "shipped" else fixture
    args = ["--quiet", "--config", str(config), *command, "--format", "json"]
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found
    Draft202012Validator(schema(command[0])).validate(found)


@pytest.mark.parametrize("region", ["one", "two", "three", "four"])
def test_every_region_exports_what_the_schema_says(region: str, fixture: Path) -> None:
    """One region's model, from a schema and from pages."""
    args = ["--config", str(fixture), "export", "--region", region, "--format", "json"]
    found = json.loads(CliRunner().invoke(cli, args).stdout)
    assert found["elements"]
    Draft202012Validator(schema("export")).validate(found)


def test_a_reference_is_valid_too(fixture: Path) -> None:
    """What is held against one region has further keys, and the schema knows them."""
    args = ["--config", str(fixture), "compare", "--reference", "one", "--format", "json"]
    found = json.loads(CliRunner().invoke(cli, args).stdout)
    Draft202012Validator(schema("compare")).validate(found)
    assert found["reference"] == "one"
    found["rows"][0]["further"] = 1
    assert not Draft202012Validator(schema("compare")).is_valid(found)


CASES = sorted(path.name for path in (ROOT / "tests" / "cases").iterdir())


@pytest.mark.parametrize("case", CASES)
def test_what_diff_prints_is_valid(case: str) -> None:
    """The schema holds for every kind of finding there is."""
    folder = ROOT / "tests" / "cases" / case
    old, new = (str(next(folder.glob(f"{side}.*"))) for side in ("old", "new"))
    args = ["--quiet", "diff", old, new, "--fail-on", "never", "--format", "json", *TODAY]
    found = json.loads(CliRunner().invoke(cli, args).stdout)
    assert found["findings"]
    Draft202012Validator(schema("diff")).validate(found)


def test_a_diff_of_partial_sources_is_valid(fixture: Path) -> None:
    """The schema holds for what could not be compared, and for renames."""
    old, new = (str(fixture.with_name(name)) for name in ("spectaql.txt", "one.graphql"))
    args = ["--quiet", "diff", old, new, "--fail-on", "never", "--format", "json"]
    found = json.loads(CliRunner().invoke(cli, args).stdout)
    assert found["coverage"]
    Draft202012Validator(schema("diff")).validate(found)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_leaves_no_key_unnamed(name: str) -> None:
    """Each schema is valid, and no object of a known shape may have further keys."""
    Draft202012Validator.check_schema(schema(name))
    for part in objects({key: value for key, value in schema(name).items() if key != "oneOf"}):
        by_aspect = set(part["properties"]) == {"aspect", "values"} and "required" not in part
        assert by_aspect or part["additionalProperties"] is False


def test_the_schemas_name_what_the_model_has() -> None:
    """The keys of elements and deprecations, and the aspects, are the model's own."""
    export = schema("export")["$defs"]
    assert set(export["element"]["properties"]) == set(Element.__struct_encode_fields__)
    assert set(Deprecation.__struct_encode_fields__) <= set(export["deprecation"]["properties"])
    compared = {name for name, aspect in ASPECTS.items() if aspect.between_regions}
    for name in ("export", "compare"):
        difference = schema(name)["$defs"]["difference"]
        assert set(difference["properties"]["aspect"]["enum"]) == compared
        groups = (one["properties"]["aspect"]["enum"] for one in difference["oneOf"])
        assert sorted(aspect for group in groups for aspect in group) == sorted(compared)
