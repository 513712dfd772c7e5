"""What a line of a page's visible text is: a label, a heading, a row, or words.

In: the lines of a page whose markup only the eye still sees. Out: answers about one line, each by
the line itself and by what follows it. A module of its own beside `visible`, which keeps track of
where in a section a line stands: here nothing is remembered, so that each cue can be read alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemadoc import typerefs
from schemadoc.sources.pages import layouts
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.vocabulary import What

# The line over each section: what stands under it.
GROUPS: dict[str, What] = {
    "Queries": "query",
    "Mutations": "mutation",
    "Subscriptions": "subscription",
    "Types": "type",
}
FOOTER = re.compile(r"Documentation by Anvil SpectaQL")
ENDPOINTS = re.compile(r"API Endpoints?", re.IGNORECASE)
# The heads of two columns, and what a table with them lists.
COLUMNS: dict[str, LabelId] = {
    "Name\tDescription": "arguments",
    "Field Name\tDescription": "fields",
    "Input Field\tDescription": "fields",
    "Enum Value\tDescription": "values",
}
MEMBERS = re.compile(r"(?P<of>[_A-Za-z]\w*) Types")
_TYPE = r"\[*[_A-Za-z]\w*[\]!]*"
RETURNS = re.compile(rf"Returns (?:an? )?(?P<type>{_TYPE})")
ROW = re.compile(
    rf"(?P<name>[_A-Za-z]\w*) - (?P<type>{_TYPE})(?: default = (?P<default>\S[^\t]*))?"
    r"(?P<cell>\t(?P<about>.*))?"
)
# What the generator adds to a description; whatever else stands there is its author's.
DEFAULT = re.compile(
    r"(?P<rest>(?:.*?\.(?= )|))[ ]?Default = "
    r"(?P<value>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\"(?:[^\"\\]|\\.)*\"|[_A-Za-z]\w*|\[.*\]|\{.*\})",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"(?:query|mutation|subscription)\b[^.]*[({]\s*")
_LITERAL = re.compile(r"[\[{\"].*|-?\d[\d.eE+-]*|true|false|null")
# Labels as the text shows them, whatever their case in CSS.
_CODE: dict[str, LabelId] = {
    "query": "document",
    "variables": "variables",
    "response": "response",
    "example": "example",
}
_TABLES = frozenset({"Arguments", "Fields", "Values", "Types", "Possible Types"})
# How far a deprecation's reason may run between a heading and its first label.
_AHEAD = 60


class Row(NamedTuple):
    """A line that says a name and its type; `about` is None where no cell follows in the line."""

    name: str
    type: str
    default: str | None
    about: str | None


class Cues:
    """The lines of a page, asked one at a time; lines are counted from 0 here."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.types = frozenset(self._types())
        # An editor that strips lines takes the empty cells of rows with their tabs.
        self.keeps_tabs = any(line.endswith("\t") for line in lines)

    def _types(self) -> set[str]:
        """The named types that the page speaks of where nothing else can stand."""
        found = {*typerefs.BUILT_IN_SCALARS, *self._listed()}
        for at, line in enumerate(self.lines):
            stated = ROW.fullmatch(line) or RETURNS.fullmatch(line)
            if stated is not None and ("\t" in line or stated.re is RETURNS):
                found.add(typerefs.named_type(stated["type"]))
            elif line == "Types" and layouts.NAME.fullmatch(self.text(at + 1)):
                found.add(self.text(at + 1))
        return found

    def _listed(self) -> Iterator[str]:
        """The names in the list of sections, before the first one."""
        for line in self.lines:
            if line in ("Response", "Description") or "\t" in line:
                return
            if layouts.NAME.fullmatch(line):
                yield line

    def text(self, at: int) -> str:
        """A line without the spaces around it; empty beyond the last one."""
        return self.lines[at].strip() if at < len(self.lines) else ""

    def after(self, at: int) -> int:
        """The next line with text, or the number of lines."""
        at += 1
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at

    def label(self, at: int) -> LabelId | None:
        """The label that a line is: what it announces must follow."""
        text, following = self.text(at), self.after(at)
        then = self.text(following)
        code = _CODE.get(text.lower())
        if text == "Response" and RETURNS.fullmatch(then):
            return "type"
        if code == "example":
            is_code = _LITERAL.fullmatch(then) is not None or then in self.types
            return "example" if is_code and self.label(following) is None else None
        if code == "document":
            return code if _DOCUMENT.fullmatch(then) else None
        if code is not None:
            return code if then[:1] in ("{", "[") and then else None
        return self._table(text, then, following)

    def _table(self, text: str, then: str, following: int) -> LabelId | None:
        column = COLUMNS.get(self.lines[following].strip(" ")) if then else None
        if text == "Description":
            return "description" if then and self.label(following) is None else None
        if text in ("Types", "Possible Types"):
            return "members" if MEMBERS.fullmatch(then) else None
        if text == "Values":
            return "values" if column == "values" or self.is_value(following) else None
        if text == "Fields":
            return "fields" if column == "fields" or self.row(following) else None
        if text == "Arguments":
            listed = column == "arguments" or ROW.fullmatch(then) is not None
            return "arguments" if listed else None
        return None

    def is_bare_label(self, at: int) -> bool:
        """Whether a line is a label whose part is lost: another part begins right after it."""
        text, following = self.text(at), self.after(at)
        known = text.lower() in _CODE or text in ("Fields", "Arguments", "Values")
        return known and (self.label(following) is not None or self.heads(following))

    def ends_page(self, at: int) -> bool:
        """Whether a page breaks off after this label."""
        text = self.text(at)
        return self.after(at) >= len(self.lines) and (
            text.lower() in _CODE or text in _TABLES or text == "Description"
        )

    def heads_examples(self, at: int) -> bool:
        """Whether a line is the heading over a document and its data."""
        following = self.after(at)
        codes: tuple[LabelId, ...] = ("document", "variables", "response")
        known = self.label(following) in codes or self.ends_page(following)
        return self.text(at).lower() == "example" and known

    def row(self, at: int) -> Row | None:
        """The row that a line is: one with a cell, or one of a type that the page knows."""
        found = ROW.fullmatch(self.lines[at].lstrip(" ")) if at < len(self.lines) else None
        if found is None:
            return None
        if found["cell"] is None and typerefs.named_type(found["type"]) not in self.types:
            return None
        if not typerefs.is_type_text(found["type"]):
            return None
        return Row(found["name"], found["type"], found["default"], found["about"])

    def is_value(self, at: int) -> bool:
        """Whether a line names a value of an enum: the cell with its description comes next."""
        cell = any(line.startswith("\t") for line in self.lines[at + 1 : self.after(at) + 1])
        return cell and layouts.NAME.fullmatch(self.text(at)) is not None

    def heads(self, at: int) -> bool:
        """Whether a line is the group over a section's name, or over what follows a lost one."""
        if self.text(at) not in GROUPS:
            return False
        if self.label(self.after(at)) is not None:
            return True
        return self._is_pair(at) and self._leads(at + 2, GROUPS[self.text(at)])

    def _is_listed(self, at: int) -> bool:
        """Whether a line is one of several names: the reason of a deprecation has no such lines."""
        return all(layouts.NAME.fullmatch(self.text(line)) for line in (at, at + 1))

    def names_section(self, at: int) -> bool:
        """Whether a line without its group is the name of a section: a part of it follows.

        The reason of a deprecation may be one word too: an operation's name is in its document.
        """
        name = self.text(at)
        if not layouts.NAME.fullmatch(name) or self.label(at) is not None:
            return False
        line = self.after(at)
        for _ in range(_AHEAD):
            label = self.label(line) if line < len(self.lines) else None
            if label in ("fields", "values", "members", "example"):
                return True
            if label == "document":
                return self._selects(self.after(line), name)
            if line >= len(self.lines) or self.heads(line):
                return False
            line = self.after(line)
        return False

    def _selects(self, at: int, name: str) -> bool:
        """Whether a document selects this root field."""
        depth = re.compile(rf" {{2}}{re.escape(name)}(?:\(.*| \{{|)")
        first = (line for line in self.lines[at : at + _AHEAD] if line.startswith("  "))
        return any(depth.fullmatch(line.rstrip()) for line in first)

    def _is_pair(self, at: int) -> bool:
        # One group after another is the list of them, in front of the sections.
        name = self.text(at + 1)
        named = layouts.NAME.fullmatch(name) is not None and name not in GROUPS
        return named and self.text(at) in GROUPS

    def _leads(self, at: int, what: What) -> bool:
        """Whether a part of a section follows: at once, or after the reason of a deprecation."""
        following = self.after(at - 1)
        for line in range(following, min(following + _AHEAD, len(self.lines))):
            if self.label(line) is not None or self.heads_examples(line):
                return True
            if self._is_pair(line) or FOOTER.fullmatch(self.text(line)):
                return what == "type" and line == following
            if what == "type":
                return False  # nothing is said of a type before its first label
            if ENDPOINTS.fullmatch(self.text(line)) or self._is_listed(line):
                return False  # this is the list of sections before the first one
        return what == "type" and following >= len(self.lines)
