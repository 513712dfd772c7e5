"""A snapshot as SDL that any tool accepts and that reads back as the same snapshot.

In: a snapshot, complete or partial. Out: SDL. What SDL itself can say stands as plain SDL; all else
travels in one directive whose arguments are the JSON export's keys, and what is not known is a
declared custom scalar. A module of its own: it prints; what may stand where is the plan's.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from schemadoc import lifecycle
from schemadoc.export import words
from schemadoc.export.literals import canonical, literal, quoted
from schemadoc.export.marks import VERSION, VERSION_KEY
from schemadoc.export.plan import LOCATIONS, Form, Plan, facts
from schemadoc.model import OPERATIONS, Element, Snapshot

_KEYWORDS = {
    "scalar": "scalar",
    "object": "type",
    "interface": "interface",
    "union": "union",
    "enum": "enum",
    "input_object": "input",
}
_FORM_LOCATIONS = {kind: kind.upper() for kind in _KEYWORDS}
_MEMBER_LOCATIONS = {
    "field": "FIELD_DEFINITION",
    "argument": "ARGUMENT_DEFINITION",
    "directive_argument": "ARGUMENT_DEFINITION",
    "input_field": "INPUT_FIELD_DEFINITION",
    "enum_value": "ENUM_VALUE",
}
_TYPE_SYSTEM = sorted(
    {*_FORM_LOCATIONS.values(), *_MEMBER_LOCATIONS.values(), "SCHEMA"} & LOCATIONS
)
_WIDTH = 80
# What block strings cannot hold, or would take for indentation or an empty line at their ends.
_NO_BLOCK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|\A\s|\s\Z|\A\Z")


def render(snapshot: Snapshot) -> str:
    """The snapshot as SDL."""
    return _Printer(Plan(snapshot)).document()


class _Printer:
    """One document; `used` gathers the keys that the directive must declare."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.marks = plan.marks
        self.used: dict[str, None] = {}
        self.helpers: set[str] = {self.marks.value}

    def document(self) -> str:
        directives = [
            self._directive(self.plan.directives[d]) for d in sorted(self.plan.directives)
        ]
        types = [self._type(self.plan.forms[name]) for name in sorted(self.plan.forms)]
        schema = self._schema()
        parts = [schema, self._own_directive(), *self._helper_types(), *directives, *types]
        return "\n\n".join(parts) + "\n"

    # Our own definitions

    def _schema(self) -> str:
        snapshot = self.plan.snapshot
        said: dict[str, Any] = {
            "region": snapshot.region,
            "roots": msgspec.to_builtins(snapshot.roots),
            "coverage": msgspec.to_builtins(snapshot.coverage),
        }
        left = [msgspec.structs.replace(element, source=None) for element in self.plan.left()]
        if left:
            said["elements"] = msgspec.to_builtins(left)
        roots = {operation: self.plan.root(operation) for operation in OPERATIONS}
        if roots["query"] is None:
            # A schema without a query root is invalid: this one has no field that is known.
            roots["query"] = self._helper(self.marks.object)
        lines = [f"  {operation}: {name}" for operation, name in roots.items() if name]
        return "\n".join((f"schema{self._mark(said)} {{", *lines, "}"))

    def _own_directive(self) -> str:
        keys = "".join(f", {key}: {self.marks.value}" for key in self.used)
        text = _block("What SDL has no words for, under the keys of the JSON export.", "")
        return (
            f"{text}directive @{self.marks.directive}({VERSION_KEY}: Int = {VERSION}{keys})"
            f" on {' | '.join(_TYPE_SYSTEM)}"
        )

    def _helper_types(self) -> list[str]:
        texts = {
            self.marks.value: ("Any value.", f"scalar {self.marks.value}"),
            self.marks.unknown: ("A type that is not known.", f"scalar {self.marks.unknown}"),
            self.marks.object: ("An object type that is not known.", self._helper_object()),
        }
        return [
            f"{_block(text, '')}{sdl}"
            for name, (text, sdl) in texts.items()
            if name in self.helpers
        ]

    def _helper_object(self) -> str:
        if self.marks.object not in self.helpers:
            return ""
        field = f"{self.marks.member}: {self.marks.unknown}"
        return f"type {self.marks.object} {{\n  {field}\n}}"

    def _helper(self, name: str) -> str:
        self.helpers.add(name)
        if name == self.marks.object:
            self.helpers.add(self.marks.unknown)
        return name

    def _mark(self, said: dict[str, Any], indent: str = "") -> str:
        """The use of our directive, with a space before it; nothing where it has nothing to say."""
        if not said:
            return ""
        self.used.update(dict.fromkeys(said))
        return f" @{self.marks.directive}{_arranged(said, indent)}"

    # Definitions

    def _type(self, form: Form) -> str:
        if form.kind == "union" and not self.plan.members(form):
            # What nothing implements is a result of which nothing but its name is known; unions
            # with one member in common to stand for none could be selected within each other.
            form = msgspec.structs.replace(form, kind="interface")
        element = form.element
        said = facts(element) if element is not None else {}
        description = _block(said.pop("description", None), "")
        if form.says is not None:
            said = {"element": form.says, **said}
        if form.coordinate != form.name:
            said = {"coordinate": form.coordinate, **said}
        head = f"{_KEYWORDS[form.kind]} {form.name}{self._implements(form, said)}"
        if element is not None:
            head += self._specified(form, element, said)
            head += self._uses(element, _FORM_LOCATIONS[form.kind], said)
        union = self._union(form, said)
        return f"{description}{head}{self._mark(said)}{union}{self._body(form)}"

    def _implements(self, form: Form, said: dict[str, Any]) -> str:
        names = self.plan.interfaces(form)
        _drop(said, "interfaces", names)
        return f" implements {' & '.join(names)}" if names else ""

    def _union(self, form: Form, said: dict[str, Any]) -> str:
        if form.kind != "union":
            return ""
        names = self.plan.members(form)
        _drop(said, "members", names)
        return f" = {' | '.join(names)}"

    def _specified(self, form: Form, element: Element, said: dict[str, Any]) -> str:
        if form.kind == "scalar" and element.specified_by is not None:
            return f" @specifiedBy(url: {quoted(said.pop('specified_by'))})"
        if form.kind == "input_object" and element.one_of and self._may_be_one_of(form):
            del said["one_of"]
            return " @oneOf"
        return ""

    def _may_be_one_of(self, form: Form) -> bool:
        return bool(form.members) and not any(
            field.default is not None or (self.plan.type_text(field) or "").endswith("!")
            for field in form.members
        )

    def _body(self, form: Form) -> str:
        if form.kind in ("scalar", "union"):
            return ""
        lines = [self._member(member) for member in form.members]
        if not lines or any(self.plan.is_empty(name) for name in self.plan.interfaces(form)):
            lines.append(self._stand_in(form))
        return "\n".join((" {", *lines, "}"))

    def _stand_in(self, form: Form) -> str:
        """The member of what has none, and of what implements that."""
        if form.kind == "enum":
            return f"  {self.marks.member}"
        # No value can be written of an input object of which nothing is known.
        required = "!" if form.kind == "input_object" else ""
        return f"  {self.marks.member}: {self._helper(self.marks.unknown)}{required}"

    def _directive(self, element: Element) -> str:
        arguments = self._arguments(element, "")
        repeatable = " repeatable" if element.repeatable else ""
        text = _block(element.description, "")
        locations = " | ".join(element.locations)
        return f"{text}directive {element.coordinate}{arguments}{repeatable} on {locations}"

    # Members

    def _member(self, element: Element, indent: str = "  ") -> str:
        said = facts(element)
        description = _block(said.pop("description", None), indent)
        return f"{description}{indent}{self._inline(element, said, indent)}"

    def _inline(self, element: Element, said: dict[str, Any], indent: str) -> str:
        arguments = self._arguments(element, indent) if element.element == "field" else ""
        kind = "" if element.element == "enum_value" else f": {self._type_text(element, said)}"
        default = self._default(element, said)
        deprecated = self._deprecated(element, said)
        uses = self._uses(element, _MEMBER_LOCATIONS[element.element], said)
        mark = self._mark(said, indent)
        return f"{element.name}{arguments}{kind}{default}{deprecated}{uses}{mark}"

    def _arguments(self, owner: Element, indent: str) -> str:
        arguments = self.plan.arguments(owner)
        if not arguments:
            return ""
        if not any(argument.description for argument in arguments):
            line = ", ".join(self._member(argument, "") for argument in arguments)
            if len(line) <= _WIDTH:
                return f"({line})"
        inner = f"{indent}  "
        return "\n".join(("(", *(self._member(one, inner) for one in arguments), f"{indent})"))

    def _type_text(self, element: Element, said: dict[str, Any]) -> str:
        text = self.plan.type_text(element)
        if text is None:
            return self._helper(self.marks.unknown)
        del said["type"]
        return text

    def _default(self, element: Element, said: dict[str, Any]) -> str:
        if element.default is None or canonical(element.default) != element.default:
            return ""
        if element.element not in ("argument", "input_field", "directive_argument"):
            return ""
        del said["default"]
        return f" = {element.default}"

    def _deprecated(self, element: Element, said: dict[str, Any]) -> str:
        """The standard directive, for every tool; what it cannot say is said beside it."""
        deprecation = element.deprecation
        if deprecation is None or deprecation.origin == "prose":
            return ""
        text = words.reason(deprecation)
        names = lifecycle.replacements(
            deprecation.reason or "", element.coordinate, self.plan.index
        )
        if words.says(text, deprecation) and names == deprecation.replacements:
            del said["deprecation"]
        return f" @deprecated(reason: {quoted(text)})"

    def _uses(self, element: Element, location: str, said: dict[str, Any]) -> str:
        """The directives used, where all of them are defined and allowed here."""
        uses = element.directives
        plain = all(canonical(text) == text for use in uses for text in use.arguments.values())
        if not uses or not plain or not self.plan.may_use(uses, location):
            return ""
        del said["directives"]
        return "".join(f" @{use.name}{_call(use.arguments)}" for use in uses)


def _arranged(said: dict[str, Any], indent: str) -> str:
    """Arguments in brackets: on one line where they fit, else each on a line, and each item too."""
    short = ", ".join(f"{key}: {literal(value)}" for key, value in said.items())
    if len(short) <= _WIDTH:
        return f"({short})"
    lines = [f"{indent}  {key}: {_listed(value, indent + '    ')}" for key, value in said.items()]
    return "\n".join(("(", *lines, f"{indent})"))


def _listed(value: Any, indent: str) -> str:
    text = literal(value)
    if not isinstance(value, (list, tuple)) or len(value) < 2 or len(text) <= _WIDTH:
        return text
    return "\n".join(("[", *(f"{indent}{literal(item)}" for item in value), f"{indent[:-2]}]"))


def _call(arguments: dict[str, str]) -> str:
    said = ", ".join(f"{name}: {text}" for name, text in arguments.items())
    return f"({said})" if said else ""


def _drop(said: dict[str, Any], key: str, plain: tuple[str, ...]) -> None:
    """Do not repeat what SDL says already."""
    if tuple(said.get(key, ())) == plain:
        said.pop(key, None)


def _block(text: str | None, indent: str) -> str:
    """A description above what it describes; nothing where there is none."""
    if text is None:
        return ""
    if _NO_BLOCK.search(text):
        return f"{indent}{quoted(text)}\n"
    escaped = text.replace('"""', '\\"""')
    if "\n" not in text and len(text) <= _WIDTH and text[-1] not in '"\\':
        return f'{indent}"""{escaped}"""\n'
    lines = "\n".join(f"{indent}{line}" if line else "" for line in escaped.split("\n"))
    return f'{indent}"""\n{lines}\n{indent}"""\n'
