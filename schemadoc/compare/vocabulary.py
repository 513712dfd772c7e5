"""Which facts there can be: the elements and the actions of each aspect.

In: nothing, this is data. Out: `POSSIBLE`, the combinations that a `Change` can have. A module of
its own so that the rules can be held against all that may happen, and not only against what did.
"""

from __future__ import annotations

from typing import get_args

from schemadoc.model import ElementKind

_ALL = " ".join(get_args(ElementKind))
_TYPES = "scalar object interface union enum input_object type"
_INPUTS = "argument input_field directive_argument"
_VALUE = "added changed removed"

# Aspect: elements that have it, what can become of it.
_FACTS: tuple[tuple[str, str, str], ...] = (
    ("presence", _ALL, "added removed"),
    ("presence", _INPUTS, "added_required"),
    ("kind", _ALL, "changed"),
    ("root", "object", _VALUE),
    ("type", f"field {_INPUTS}", "changed narrowed widened"),
    ("default", _INPUTS, f"{_VALUE} removed_required"),
    ("description", _ALL, _VALUE),
    ("deprecation", _ALL, "added removed"),
    ("marked_on", _ALL, _VALUE),
    ("remove_on", _ALL, "added removed earlier later"),
    ("reason", _ALL, _VALUE),
    ("replacements", _ALL, _VALUE),
    ("url", _ALL, _VALUE),
    ("errors", _ALL, "added removed"),
    ("error_messages", _ALL, "changed"),
    ("error_repeats", _ALL, "changed"),
    ("complexity", "field", "increased decreased"),
    ("viewers", "field", "added removed"),
    ("permissions", "field", "changed loosened"),
    ("rate_limits", "field", "changed raised"),
    ("endpoint", "field", "changed"),
    ("requires_authorization", "field", "added removed"),
    ("interfaces", "object interface", "added removed"),
    ("members", "union", "added removed"),
    ("locations", "directive", "added removed"),
    ("repeatable", "directive", "added removed"),
    ("specified_by", "scalar", _VALUE),
    ("one_of", "input_object", "added removed"),
    ("directives", _ALL, _VALUE),
    (
        "sunset",
        _ALL,
        "removed_early removed_undeprecated undated unreadable short_notice overdue no_replacement",
    ),
)

POSSIBLE: frozenset[tuple[str, str, str]] = frozenset(
    (element, aspect, action)
    for aspect, elements, actions in _FACTS
    for element in elements.split()
    for action in actions.split()
)
