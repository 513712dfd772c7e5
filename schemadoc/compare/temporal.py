"""What one snapshot states of an element when its region is compared with itself, later.

In: an index. Out: `Side.state()`, the aspects of `Region.state` and those that only time can tell
apart: descriptions, links, endpoints, applied directives, a root's own name. A module of its own
because regions differ by nature in these, and one region does not differ from itself.
"""

from __future__ import annotations

from typing import Any

from schemadoc.compare.statements import Region
from schemadoc.model import OPERATION_OF, DirectiveUse, Element, Index


class Side:
    """One side of a comparison over time, with what follows from the snapshot as a whole."""

    def __init__(self, index: Index, other: Index) -> None:
        self.index = index
        self.region = Region(index)
        snapshot = index.snapshot
        # SDL shows which directives are applied, and few servers do.
        sdl = snapshot.coverage.complete and any(one.kind == "sdl" for one in snapshot.sources)
        self.directives = sdl or any(element.directives for element in snapshot.elements)
        # Where the sentence stands anywhere, a description without it says the contrary.
        whole = self.region.complete and "description" not in self.region.silent
        speaking = (index, other) if other.snapshot.coverage.complete else (index,)
        self.authorization = whole and any(
            element.requires_authorization for one in speaking for element in one.remarkable
        )

    def state(self, element: Element) -> dict[str, Any]:
        """Every aspect that is stated of an element."""
        said = self.region.state(element)
        spoken = self.region.complete and "description" not in self.region.silent
        if spoken or element.description is not None:
            said["description"] = element.description
        if element.deprecation is not None and "reason" in said:
            said["url"] = element.deprecation.url
        if element.endpoint is not None:
            said["endpoint"] = element.endpoint
        if self.directives:
            said["directives"] = uses(element.directives)
        if element.element == "field" and self.authorization:
            said["requires_authorization"] = element.requires_authorization
        if self.region.complete and self.index.snapshot.coverage.errors:
            said.setdefault("errors", ())
        if element.coordinate in OPERATION_OF:
            operation = OPERATION_OF[element.coordinate]
            own = getattr(self.index.snapshot.roots, operation)
            if own is not None:
                said["root"] = None if operation in self.index.no_roots else own
        return said


def uses(applied: tuple[DirectiveUse, ...]) -> tuple[tuple[str, str], ...]:
    """Applied directives as (name, text), sorted: `("@cost", '@cost(complexity: "5")')`."""
    return tuple(sorted((f"@{use.name}", _use_text(use)) for use in applied))


def _use_text(use: DirectiveUse) -> str:
    arguments = ", ".join(f"{name}: {use.arguments[name]}" for name in sorted(use.arguments))
    return f"@{use.name}({arguments})" if arguments else f"@{use.name}"


def required(element: Element) -> bool:
    """Whether an input must be given: not null, and without a default value."""
    return element.type is not None and element.type.endswith("!") and element.default is None
