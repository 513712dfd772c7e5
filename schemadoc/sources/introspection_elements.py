"""What stands inside the types of an introspection result: members, types, applied directives.

In: decoded objects, whatever a server made of them. Out: elements in a `Schema`, and a diagnostic
for everything that is not as it should be. A module of its own because one type after the other is
read here, and what follows from the result as a whole is judged in `introspection`.
"""

from __future__ import annotations

from typing import Any

from schemadoc.model import SPECIFIED_DIRECTIVES, DirectiveUse, ElementKind, Location
from schemadoc.sources.introspection_form import (
    KNOWN,
    What,
    is_name,
    locations_of,
    reference,
    short,
)
from schemadoc.sources.places import Places
from schemadoc.sources.schema import Schema


class Elements:
    """Reads the elements of one result.

    `lost` is how much could not be read of the element at hand, `whole` that nothing was lost of
    any before; `early` is what was odd before there was a schema, `deprecated_inputs` of each input
    value whether it says if it is deprecated, `seen` the keys that objects of a kind have.
    """

    schema: Schema

    def __init__(self, places: Places) -> None:
        self.place = places.of
        self.vendor_keys: set[str] = set()
        self.deprecated_inputs: list[bool] = []
        self.seen: dict[str, set[str]] = {}
        self.early: list[tuple[int, str]] = []
        self.lost = 0
        self.whole = True

    def _type_keys(self, item: dict[str, Any], own: str) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        url = item.get("specifiedByURL") or item.get("specifiedByUrl")
        if isinstance(url, str):
            keys["specified_by"] = url
        if item.get("isOneOf") is True:
            keys["one_of"] = True
        if item.get("interfaces"):
            keys["interfaces"] = self._named_list(item, "interfaces", own)
        if item.get("possibleTypes") and item.get("kind") == "UNION":
            keys["members"] = self._named_list(item, "possibleTypes", own)
        return keys

    def _named_list(self, item: dict[str, Any], key: str, own: str) -> tuple[str, ...]:
        found: list[tuple[str, Location]] = []
        for named in self._list(item, key, own):
            if not is_name(named.get("name")):
                self._malformed(named, f"{own}: one of {key} has no name")
                self.lost += 1
                continue
            place = self.place(named)
            self.schema.refer(named["name"], place)
            found.append((named["name"], place))
        return self.schema.names(found, own)

    def _members(self, item: dict[str, Any], name: str) -> None:
        if item.get("fields"):
            for field in self._list(item, "fields", name):
                self._field(field, name)
        if item.get("inputFields"):
            for field in self._list(item, "inputFields", name):
                self._input_value(field, name, "input_field")
        if item.get("enumValues"):
            for value in self._list(item, "enumValues", name):
                self._enum_value(value, name)

    def _field(self, item: dict[str, Any], owner: str) -> None:
        if not self._begins(item, "field", owner):
            return
        coordinate = f"{owner}.{item['name']}"
        place = self.place(item)
        keys = self._keys(item, coordinate, place)
        keys["type"] = self._type_text(item.get("type"), coordinate, place)
        if type(item.get("complexity")) is int:
            keys["complexity"] = item["complexity"]
        if self.schema.add(coordinate, "field", place, keys):
            self._arguments(item, coordinate, "argument")

    def _arguments(self, item: dict[str, Any], owner: str, kind: ElementKind) -> None:
        if item.get("args") == []:
            return
        before = self.lost
        self._needs(item, "args", owner)
        for argument in self._list(item, "args", owner):
            self._input_value(argument, owner, kind)
        self._partial_since(before, owner)

    def _input_value(self, item: dict[str, Any], owner: str, kind: ElementKind) -> None:
        if not self._begins(item, "input value", owner):
            return
        place = self.place(item)
        name = item["name"]
        coordinate = f"{owner}.{name}" if kind == "input_field" else f"{owner}({name}:)"
        keys = self._keys(item, coordinate, place)
        keys["type"] = self._type_text(item.get("type"), coordinate, place)
        default = self._text(item, "defaultValue", coordinate)
        if default is not None:
            keys["default"] = self.schema.default(default, coordinate, place.line)
        self.deprecated_inputs.append("isDeprecated" in item)
        self.schema.add(coordinate, kind, place, keys)

    def _enum_value(self, item: dict[str, Any], owner: str) -> None:
        if self._begins(item, "enum value", owner):
            place = self.place(item)
            coordinate = f"{owner}.{item['name']}"
            keys = self._keys(item, coordinate, place)
            self.schema.add(coordinate, "enum_value", place, keys)

    def _directive(self, item: dict[str, Any]) -> None:
        if item.get("name") in SPECIFIED_DIRECTIVES:
            arguments = self._list(item, "args", f"@{item['name']}")
            self.deprecated_inputs += ["isDeprecated" in argument for argument in arguments]
            return
        if not self._begins(item, "directive", "schema"):
            return
        place = self.place(item)
        coordinate = f"@{item['name']}"
        keys = self._keys(item, coordinate, place)
        if item.get("isRepeatable") is True:
            keys["repeatable"] = True
        locations = locations_of(item)
        keys["locations"] = self.schema.names([(name, place) for name in locations], coordinate)
        if self.schema.add(coordinate, "directive", place, keys):
            self._arguments(item, coordinate, "directive_argument")

    def _needs(self, item: dict[str, Any], key: str | None, owner: str) -> None:
        """A list that is not there, where the specification wants one: its entries are unknown."""
        if key is None or isinstance(item.get(key), list):
            return
        self.lost += 1
        if item.get(key) is None:
            self._malformed(item, f"{owner} has no list of {key}: they are unknown")

    def _partial_since(self, before: int, coordinate: str) -> None:
        """What was lost within an element is that element's: what contains it is whole."""
        if self.lost > before:
            self.schema.mark_partial(coordinate)
            self.lost = before
            self.whole = False

    # What every element has

    def _begins(self, item: dict[str, Any], what: What, owner: str) -> bool:
        """Whether an object is an element: it has a name; what else it holds is looked over."""
        if not is_name(item.get("name")):
            self._malformed(item, f"{owner}: a {what} without a name: {short(item.get('name'))}")
            self.lost += 1
            return False
        if not item.keys() <= KNOWN[what]:
            self._check_keys(item, what, self.place(item))
        self._saw(what, item)
        return True

    def _saw(self, what: str, item: dict[str, Any]) -> None:
        self.seen.setdefault(what, set()).update(item)
        if item.get("isDeprecated") is True:
            self.seen.setdefault("deprecated", set()).update(item)

    def _keys(self, item: dict[str, Any], coordinate: str, place: Location) -> dict[str, Any]:
        """What descriptions, deprecations and applied directives say."""
        text = item.get("description")
        if text is not None and not isinstance(text, str):
            text = self._text(item, "description", coordinate)
        # Only what is deprecated has a reason, whatever else a server or a YAML tool made of it.
        deprecated = item.get("isDeprecated") is True or item.get("deprecationReason") is not None
        if not text and not deprecated:
            keys: dict[str, Any] = {}
        else:
            reason = self._text(item, "deprecationReason", coordinate) if deprecated else None
            keys = self.schema.described(text, place, deprecated=deprecated, reason=reason)
        applied = item.get("appliedDirectives") or item.get("directives")
        if applied:
            keys |= self._directive_uses(applied, coordinate, item)
        return keys

    def _directive_uses(
        self, applied: Any, coordinate: str, item: dict[str, Any]
    ) -> dict[str, Any]:
        """Applied directives, as several servers add them: `[{name, args: [{name, value}]}]`."""
        uses: list[DirectiveUse] = []
        for use in applied if isinstance(applied, list) else [applied]:
            name = use.get("name") if isinstance(use, dict) else None
            if not is_name(name):
                self._malformed(item, f"{coordinate}: an applied directive without a name")
            elif name not in SPECIFIED_DIRECTIVES:
                arguments = self._use_arguments(use, coordinate)
                uses.append(DirectiveUse(name=name, arguments=arguments))
        return {"directives": tuple(uses)} if uses else {}

    def _use_arguments(self, use: dict[str, Any], coordinate: str) -> dict[str, str]:
        line = self.place(use).line
        return {
            argument["name"]: self.schema.default(argument["value"], coordinate, line)
            for argument in self._list(use, "args", coordinate)
            if is_name(argument.get("name")) and isinstance(argument.get("value"), str)
        }

    def _type_text(self, ref: Any, coordinate: str, place: Location) -> str | None:
        """The text of a type reference; None, and a diagnostic, where it is broken."""
        found = reference(ref)
        if found is None:
            self.schema.odd(place.line, "malformed-element", f"{coordinate} has no readable type")
            return None
        text, named = found
        self.schema.refer(named, place)
        return text

    # Values as they should be, and what to say where they are not

    def _text(self, item: dict[str, Any], key: str, owner: str) -> str | None:
        value = item.get(key)
        if value is None or isinstance(value, str):
            return value
        self._malformed(item, f"{owner}: {key} is no text: {short(value)}")
        return None

    def _list(self, item: dict[str, Any], key: str, owner: str) -> list[dict[str, Any]]:
        value = item.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._malformed(item, f"{owner}: {key} is no list: {short(value)}")
            return []
        objects = [one for one in value if isinstance(one, dict)]
        if len(objects) < len(value):
            for odd in (one for one in value if not isinstance(one, dict)):
                self._malformed(item, f"{owner}: one of {key} is no object: {short(odd)}")
                self.lost += 1
        return objects

    def _check_keys(self, item: dict[str, Any], what: What, place: Location) -> None:
        for key in item.keys() - KNOWN[what] - self.vendor_keys:
            self.vendor_keys.add(key)
            said = f"{key} of a {what} is not the specification's; left out"
            self.schema.odd(place.line, "vendor-extension", said)

    def _malformed(self, item: Any, problem: str) -> None:
        self.early.append((self.place(item).line, problem))
