"""A query, mutation or subscription as one page for all regions.

In: `World` and the coordinate of a root field. Out: `OperationView`. A module of its own because an
operation's page gathers what stands apart in the model: payload fields, errors, examples, access.
"""

from __future__ import annotations

from schemadoc import coordinates, typerefs
from schemadoc.model import OPERATION_OF, ROOT_NAMES, Element, Operation
from schemadoc.render import calls, codes, removed, urls, words
from schemadoc.render.members import member, members, origins
from schemadoc.render.variants import cells, variants
from schemadoc.render.views import (
    ExampleText,
    Head,
    Link,
    Member,
    MemberList,
    OperationView,
    Payload,
)
from schemadoc.render.world import World

_EXAMPLE_PARTS = (
    ("document", "Document", "graphql"),
    ("variables", "Variables", "json"),
    ("response", "Response", "json"),
)


def operation_view(world: World, operation: Operation, coordinate: str) -> OperationView:
    """The page of a root field."""
    found = world.at(coordinate)
    before, after = world.neighbours(coordinate)
    subject = member(world, coordinate, tuple(found))
    word = words.KIND_WORDS[operation][0]
    payloads = _payloads(world, coordinate)
    rows = (*subject.errors, *(row for payload in payloads for row in payload.errors))
    made, lacking = calls.examples(world, operation, coordinate)
    elsewhere = {r for p in payloads if p.errors for r in p.regions or found}
    return OperationView(
        head=Head(
            path=world.path(coordinate) or "",
            title=subject.name,
            summary=summary(subject, f"The {word} {subject.name}"),
            section=operation,
            crumbs=(codes.HOME, _index(world, operation)),
            previous=_link(world, before),
            following=_link(world, after),
        ),
        coordinate=coordinate,
        anchor=urls.anchor(coordinate),
        kind=word,
        subject=subject,
        presence=cells(world, coordinate),
        arguments=argument_list(world, coordinate, subject),
        payloads=payloads,
        errors=subject.errors,
        error_notes=codes.notes(world, coordinate, elsewhere),
        made=tuple(calls.shown(world, coordinate, group, made[0]) for group in made),
        made_notes=calls.lacking_notes(world, coordinate, lacking),
        failures=tuple(calls.failures(world, coordinate, made, rows)),
        examples=_examples(found),
        origins=origins(world, coordinate),
        removed=removed.members(world, coordinate),
    )


def summary(subject: Member, otherwise: str) -> str:
    """The first line of a description, for lists and search engines."""
    for variant in subject.descriptions:
        first = " ".join(variant.value.strip().split("\n\n")[0].split())
        if first:
            return first if len(first) <= 200 else f"{first[:197].rstrip()}…"
    return f"{otherwise}, in every region that has it."


def _index(world: World, operation: Operation) -> Link:
    return Link(words.KIND_WORDS[operation][1].capitalize(), world.path(ROOT_NAMES[operation]))


def _link(world: World, coordinate: str | None) -> Link | None:
    return Link(coordinates.last(coordinate), world.path(coordinate)) if coordinate else None


def argument_list(world: World, coordinate: str, subject: Member) -> MemberList | None:
    """An operation's arguments under their own heading."""
    if not subject.arguments:
        return None
    found = members(world, coordinate, "Arguments", "s-arguments")
    return found._replace(members=subject.arguments) if found else None


def _payloads(world: World, coordinate: str) -> tuple[Payload, ...]:
    """What the operation returns: once for each type that regions name."""
    found = world.at(coordinate)
    returned: dict[str, list[str]] = {}
    for region, element in found.items():
        named = typerefs.name_of(element.ref)
        target = world.type_named(region, named) if named else None
        if target is not None and target not in OPERATION_OF:
            returned.setdefault(target, []).append(region)
    made = []
    for number, (target, regions) in enumerate(returned.items(), 1):
        fields = members(world, target, "Fields", f"s-fields-{number}", regions)
        listed = codes.rows(world, target, regions)
        # Many schemas repeat an operation's list at its payload: once is enough to read.
        errors = () if listed == codes.rows(world, coordinate, regions) else listed
        caveat = words.name_caveat(world, regions[0], target)
        here = () if len(returned) == 1 and len(regions) == len(found) else tuple(regions)
        inlined = _inlined(fields) if fields else None
        made.append(Payload(Link(target, world.href(target), caveat), here, inlined, errors))
    return tuple(made)


def _inlined(fields: MemberList) -> MemberList:
    """Fields on a page that is not theirs: without ids, with links to where they stand."""
    return fields._replace(members=tuple(m._replace(anchor="") for m in fields.members))


def _examples(found: dict[str, Element]) -> tuple[ExampleText, ...]:
    """The captured texts: each different one once, region by region."""
    made: list[ExampleText] = []
    for key, label, language in _EXAMPLE_PARTS:
        pairs = [
            (region, text)
            for region, element in found.items()
            if element.example and (text := getattr(element.example, key))
        ]
        # A page that lost its indentation shows the same text: the fullest form stands for all.
        fullest: dict[str, str] = {}
        for _, text in pairs:
            bare = "".join(text.split())
            fullest[bare] = max(fullest.get(bare, ""), text, key=len)
        same = [(region, fullest["".join(text.split())]) for region, text in pairs]
        asked = tuple(region for region, element in found.items() if element.example)
        made.extend(
            ExampleText(label, language, variant.value, variant.regions)
            for variant in variants(same, asked)
        )
    return tuple(made)
