"""The aspects in which an element can differ: one list of ids for regions and for time.

In: nothing, this is data. Out: `ASPECTS`, id → `Aspect`. The ids are the keys of the JSON export
where an aspect is one key. A module of its own because the matrix and the rules must name a
difference alike, and because the ids are part of the public surface.
"""

from __future__ import annotations

from typing import NamedTuple


class Aspect(NamedTuple):
    """What may differ, in words, and whether regions are compared by it.

    Regions are not compared by what differs between them by nature (the endpoint, the wording of
    a description, which a page without its prose lacks).
    """

    label: str
    between_regions: bool = True


ASPECTS: dict[str, Aspect] = {
    "presence": Aspect("presence", between_regions=False),  # the matrix has its own column for it
    "kind": Aspect("kind"),
    # What a region calls a root type; coordinates call it alike everywhere.
    "root": Aspect("root type's own name", between_regions=False),
    "type": Aspect("type"),
    "default": Aspect("default value"),
    "description": Aspect("description", between_regions=False),
    "deprecation": Aspect("deprecated"),
    "marked_on": Aspect("marked as deprecated on"),
    "remove_on": Aspect("removal date"),
    "reason": Aspect("deprecation reason"),
    "replacements": Aspect("replacements"),
    "url": Aspect("deprecation link", between_regions=False),
    "errors": Aspect("error codes"),
    "error_messages": Aspect("error messages"),
    "error_repeats": Aspect("repeated error rows"),
    "complexity": Aspect("complexity"),
    "viewers": Aspect("viewers"),
    "permissions": Aspect("permissions"),
    "rate_limits": Aspect("rate limits"),
    "endpoint": Aspect("endpoint", between_regions=False),
    "requires_authorization": Aspect("authorization required"),
    "interfaces": Aspect("interfaces"),
    "members": Aspect("members"),
    "locations": Aspect("locations"),
    "repeatable": Aspect("repeatable"),
    "specified_by": Aspect("specified by"),
    "one_of": Aspect("one of"),
    "directives": Aspect("directives", between_regions=False),
    # What a deprecation's dates promise, which only a day can judge.
    "sunset": Aspect("sunset", between_regions=False),
}
