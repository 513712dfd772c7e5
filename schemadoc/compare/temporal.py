"""What one snapshot states of an element when its region is compared with itself, later.

In: a region and an element. Out: `stated()`, the aspects of `Region.state` and those that only
time can tell apart: descriptions, links, endpoints, applied directives, a root's own name. A module
of its own because regions differ by nature in these, and one region does not differ from itself.
"""

from __future__ import annotations

from typing import Any

from schemadoc.compare.statements import Region
from schemadoc.model import OPERATION_OF, DirectiveUse, Element


def stated(region: Region, element: Element, *, directives: bool) -> dict[str, Any]:
    """Every aspect that is stated of an element.

    Args:
        region: the element's own.
        element: of that region.
        directives: whether the region's sources show applied directives.
    """
    said = region.state(element)
    if region.complete or element.description is not None:
        said["description"] = element.description
    if element.deprecation is not None:
        said["url"] = element.deprecation.url
    if element.endpoint is not None:
        said["endpoint"] = element.endpoint
    if directives:
        said["directives"] = uses(element.directives)
    if element.coordinate in OPERATION_OF:
        own = getattr(region.index.snapshot.roots, OPERATION_OF[element.coordinate])
        if own is not None:
            said["root"] = own
    if "errors" not in said and region.complete and region.index.snapshot.coverage.errors:
        said["errors"] = ()
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
