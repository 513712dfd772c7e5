"""What a default value means, however a server spells it.

In: the canonical text of a value, and the type of what it is the default of. Out: one text for all
spellings of one value. A module of its own because servers print a value as they hold it (`1` for
the Float `1.0`, fields in another order, one item for a list of one), which changes nothing.
"""

from __future__ import annotations

import re
from typing import Any

from schemadoc.export.literals import parsed, quoted, text_of
from schemadoc.typerefs import is_list, named_type

# A whole number, a name or a string, and lists of none: there is but one way to spell them.
_PLAIN = re.compile(r'-?[0-9]+|[_A-Za-z][_0-9A-Za-z]*|"[^"\\]*"|\[\]|\{\}')
# Beyond so many digits a number is written with an exponent.
_DIGITS = 20


def meant(text: str, type_text: str | None = None) -> str:
    """The one spelling of all values that are coerced to the same one.

    Args:
        text: the value; one that is no GraphQL value stays as it is.
        type_text: the exact type, where it is known.

    >>> meant('{ y: 1.0, x: 2 }')
    '{ x: 2, y: 1 }'
    >>> meant("ONE", "[Kind!]")
    '[ONE]'
    """
    if not _changes(type_text) and _PLAIN.fullmatch(text):
        return text
    node = parsed(text)
    return text if node is None else _spelled(node, type_text or "")


def _changes(type_text: str | None) -> bool:
    """Whether a type takes plain values that stand for others: an item for a list, a number."""
    return type_text is not None and (is_list(type_text) or named_type(type_text) == "ID")


def _spelled(node: Any, type_text: str) -> str:
    type_text = type_text.removesuffix("!")
    if type_text.startswith("[") and node.kind not in ("list_value", "null_value"):
        return f"[{_spelled(node, type_text[1:-1])}]"
    match node.kind:
        case "list_value":
            return f"[{', '.join(_spelled(item, type_text[1:-1]) for item in node.values)}]"
        case "object_value":
            # The types of fields are not looked up: their values are spelled as they stand.
            fields = sorted((field.name.value, _spelled(field.value, "")) for field in node.fields)
            inside = ", ".join(f"{name}: {value}" for name, value in fields)
            return f"{{ {inside} }}" if inside else "{}"
        case "int_value" if type_text == "ID":
            return quoted(node.value)
        case "float_value":
            return _number(node.value)
        case _:
            return text_of(node)


def _number(text: str) -> str:
    from decimal import Decimal  # few defaults need it

    value = Decimal(text).normalize()
    _, digits, exponent = value.as_tuple()
    short = isinstance(exponent, int) and abs(exponent) + len(digits) <= _DIGITS
    return format(value, "f" if short else "")
