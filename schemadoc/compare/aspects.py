"""The aspects in which an element can differ: one list of ids for regions and for time.

In: nothing, this is data. Out: `ASPECTS`, id → `Aspect`. The ids are the keys of the JSON export
where an aspect is one key. A module of its own because the matrix and the rules must name a
difference alike, and because the ids are part of the public surface.
"""

from __future__ import annotations

from typing import NamedTuple


class Aspect(NamedTuple):
    """What may differ, in words, and whether regions are compared by it, or two days are.

    Regions are not compared by what differs between them by nature (the wording of a description,
    which a page without its prose lacks). Two days are not compared by what follows from other
    changes: a container's members each have a change of their own.
    """

    label: str
    between_regions: bool = True
    over_time: bool = True


ASPECTS: dict[str, Aspect] = {
    "presence": Aspect("presence", between_regions=False),  # the matrix has its own column for it
    "kind": Aspect("kind"),
    # What a region calls a root type; coordinates call it alike everywhere.
    "root": Aspect("root type's own name", between_regions=False),
    "type": Aspect("type"),
    "arguments": Aspect("arguments", over_time=False),
    "fields": Aspect("fields", over_time=False),
    "enum_values": Aspect("values", over_time=False),
    "return_fields": Aspect("return fields", over_time=False),
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
    "error_leaks": Aspect("codes of another region", over_time=False),
    "complexity": Aspect("complexity"),
    "viewers": Aspect("viewers"),
    "permissions": Aspect("permissions"),
    "rate_limits": Aspect("rate limits"),
    # Every region has its own: what stands out is another one than the region's usual one.
    "endpoint": Aspect("endpoint"),
    "requires_authorization": Aspect("authorization required"),
    "interfaces": Aspect("interfaces"),
    "members": Aspect("members"),
    "locations": Aspect("locations"),
    "repeatable": Aspect("repeatable"),
    "specified_by": Aspect("@specifiedBy"),
    "one_of": Aspect("@oneOf"),
    "directives": Aspect("directives", between_regions=False),
    # What a deprecation's dates promise, which only a day can judge.
    "sunset": Aspect("sunset", between_regions=False),
}
