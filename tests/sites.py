"""Small worlds of our own for the tests of the site: regions that know much, some and little."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from schemadoc.diagnostics import Diagnostic
from schemadoc.model import (
    COMPLETE,
    Coverage,
    Deprecation,
    DirectiveUse,
    Element,
    ErrorCode,
    Example,
    Location,
    Permissions,
    RateLimit,
    RootCoverage,
    Roots,
    Snapshot,
    Source,
    sort_elements,
)
from schemadoc.render import search
from schemadoc.render.views import Link
from schemadoc.render.world import RegionInput, World
from schemadoc.typerefs import Known

TODAY = datetime.date(2026, 3, 1)


def element(coordinate: str, kind: str, line: int = 1, **keys: Any) -> Element:
    """One element with a source line."""
    at = Location(f"{kind}.txt", line)
    return Element(coordinate=coordinate, element=kind, source=at, **keys)  # type: ignore[arg-type]


def region(
    id_: str,
    elements: list[Element],
    coverage: Coverage = COMPLETE,
    captured: datetime.date | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
    docs: str | None = None,
    roots: Roots | None = None,
) -> RegionInput:
    """A region of one source."""
    source = Source(path=f"{id_}.txt", kind="page", sha256="0" * 64, layout="A", captured=captured)
    snapshot = Snapshot(
        region=id_,
        captured=captured,
        roots=roots or Roots(query="Query", mutation="Mutation"),
        sources=(source,),
        coverage=coverage,
        elements=sort_elements(elements),
    )
    return RegionInput(id_, f"Region {id_}", docs, snapshot, diagnostics)


_OLD = Deprecation(
    reason="Use `openDoor` instead.",
    marked_on=datetime.date(2025, 1, 1),
    remove_on=datetime.date(2026, 1, 1),
    url="https://example.org/notes/1",
    replacements=("Mutation.openDoor",),
    origin="block",
)
_MUTATIONS = Coverage(roots=RootCoverage(mutation=True), errors=True)


def north() -> RegionInput:
    """A complete schema with every kind of element."""
    return region(
        "north",
        [
            element("Query", "object", description="Where reading starts."),
            element("Query.door", "field", type="Door", description="One door."),
            element("Query.door(id:)", "argument", type="ID!", description="Which one."),
            element("Mutation", "object"),
            element("Mutation.openDoor", "field", type="OpenDoor!", complexity=3),
            element("Mutation.openDoor(input:)", "argument", type="OpenDoorInput!"),
            element("Door", "object", interfaces=("Thing",), description="A *door*.\n\n# Big\n\nx"),
            element(
                "Door.colour",
                "field",
                type="Colour",
                directives=(DirectiveUse(name="cost", arguments={"weight": "2"}),),
            ),
            element("Door.key", "field", type="[Key!]!"),
            element("Door.key(first:)", "argument", type="Int", default="10"),
            element("door", "object", description="Differs from Door in case alone."),
            element("door.x", "field", type="Int"),
            element("Thing", "interface"),
            element("Thing.colour", "field", type="Colour"),
            element("Key", "union", members=("Door", "index")),
            element("index", "object"),
            element("index.arguments", "field", type="String"),
            element("Colour", "enum"),
            element("Colour.RED", "enum_value"),
            element("Colour.PUCE", "enum_value", deprecation=Deprecation(origin="directive")),
            element("OpenDoorInput", "input_object", one_of=True),
            element("OpenDoorInput.id", "input_field", type="ID!", default='"1"'),
            element("OpenDoor", "object"),
            element("OpenDoor.door", "field", type="Door"),
            element("Date", "scalar", specified_by="https://example.org/date"),
            element("@cost", "directive", locations=("FIELD_DEFINITION",), repeatable=True),
            element("@cost(weight:)", "directive_argument", type="Int!"),
        ],
        captured=datetime.date(2026, 2, 1),
    )


def south() -> RegionInput:
    """A page of mutations, with all that a page can say."""
    return region(
        "south",
        [
            element(
                "Mutation.openDoor",
                "field",
                40,
                type="OpenDoor",
                description="Open a door. See KT-CT-9999.",
                errors=(
                    ErrorCode("KT-CT-1111", "Locked."),
                    ErrorCode("KT-CT-1111", "Locked."),
                    ErrorCode("KT-CT-1112", "No such door."),
                ),
                errors_mentioned=("KT-CT-9999",),
                endpoint="https://api.example.org/graphql/",
                requires_authorization=True,
                viewers=("Customer", "Guest"),
                permissions=Permissions(any=("A", Permissions(all=("B", "C")))),
                rate_limits=(RateLimit("Ip", ("10/s", "100/m")),),
                example=Example(
                    document="mutation Open($input: OpenDoorInput) {\n  openDoor(input: $input)\n}",
                    variables='{"input": {"id": 1}}',
                    response='{"data": {"openDoor": null}}',
                ),
            ),
            element("Mutation.openDoor(input:)", "argument", 50, type="OpenDoorInput"),
            element("Mutation.unlock", "field", 60, type="OpenDoor", errors=(), deprecation=_OLD),
            element(
                "OpenDoor",
                "object",
                41,
                name_from="inferred",
                name_confidence="likely",
                name_evidence="The heading of the next section.",
                partial=True,
            ),
            element("OpenDoor.door", "field", 42, type="Door"),
            element("OpenDoor.seen", "field", 43, type_known=Known(list=True, json="string")),
        ],
        _MUTATIONS,
        diagnostics=(Diagnostic("south.txt", 9, "type-lost", "no type here"),),
        docs="https://docs.example.org/",
    )


def east() -> RegionInput:
    """A page that lost most of its names."""
    return region(
        "east",
        [
            element(
                "Mutation.openDoor",
                "field",
                5,
                type_known=Known(named="UnnamedPayload1"),
                errors=(ErrorCode("KT-CT-1111", "The door is locked."),),
                name_from="document",
            ),
            element("UnnamedPayload1", "type", 5, name_from="placeholder", partial=True),
            element("UnnamedPayload1.door", "field", 8, type_known=Known(named="Door", list=None)),
            element("UnnamedPayload1.any", "field", 9, type_known=Known()),
        ],
        _MUTATIONS,
    )


def world() -> list[RegionInput]:
    """The three regions."""
    return [north(), south(), east()]


def search_files(world: World, links: Sequence[Link] = ()) -> dict[str, bytes]:
    """Both scripts of the search by their paths."""
    return {
        search.NAMES: search.names(world, links, "digest"),
        search.WORDS: search.words(world, links, "digest"),
    }
