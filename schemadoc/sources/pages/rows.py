"""Tables, lists and definition lists as rows of elements.

In: a table or a list, and what its section documents. Out: `Entry`s, or nothing where the table
lists no elements and so is prose. A module of its own because every generator lays its rows out
otherwise, and the rest need not know.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemadoc.export.literals import canonical
from schemadoc.sources.pages import vocabulary, words
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.tree import Node
from schemadoc.sources.pages.vocabulary import Role, Signature

_DEFAULT = re.compile(
    r"(?P<rest>.*?)[ \t]*\(?\b[Dd]efault(?: value)?\s*[=:]\s*(?P<mark>`+)"
    r"(?P<value>[^`]+)(?P=mark)\.?\)?"
)
# How a generator joins a default value to a description: with a stop, where none stands yet.
_JOINED = re.compile(r"(?:(?P<rest>.*)\. )?Default = `(?P<value>.+)`", re.DOTALL)
# A word after a name: alone it is the name of a value.
_DEPRECATED = re.compile(r"\S\s+(?:DEPRECATED|[Dd]eprecated)\b")
_STOP = re.compile(r"\s*(?:$|:|[-–—]\s)")
_SEPARATORS = " \t\n-–—:"


# How a default value ends a description: in words, joined by a generator, or not at all.
Ending = Literal["said", "joined", "never"]
# What a column holds, if that is known, and its head.
Column = tuple[Role | None, str]


@dataclass
class Entry:
    """A field, an argument, a value or a member, as its row says it."""

    name: str
    line: int
    end: int
    type: str | None = None
    default: str | None = None
    default_line: int | None = None
    argument: bool = False
    deprecated: bool = False
    notices: list[int] = field(default_factory=list)
    reason: list[words.Line] = field(default_factory=list)
    about: list[words.Line] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)
    sure: bool = True  # its type is no mere word


@dataclass
class Listed:
    """The rows of one table or list; `label` is what its own head calls them.

    `strays` are the first cells of rows that name no element.
    """

    label: LabelId | None
    entries: list[Entry]
    strays: list[Node] = field(default_factory=list)


# Descriptions


def describe(entry: Entry, nodes: Sequence[Node], default: Ending = "said") -> None:
    """Add a description: without the notice of a deprecation and without the default value.

    Args:
        entry: what is described.
        nodes: the description.
        default: how a default value may end it.
    """
    skip: set[int] = set()
    _take_notices(nodes, entry, skip)
    about = words.lines(nodes, frozenset(skip))
    if about and entry.default is None and default != "never":
        about = _take_joined(entry, about) if default == "joined" else _take_default(entry, about)
    entry.about.extend(about)


def _take_default(entry: Entry, about: list[words.Line]) -> list[words.Line]:
    """Take the default value that a description ends with."""
    found = _DEFAULT.fullmatch(about[-1].text)
    if found is None:
        return about
    entry.default, entry.default_line = found["value"], about[-1].line
    rest = about[-1]._replace(text=found["rest"].rstrip(" ("))
    return [*about[:-1], rest] if rest.text else about[:-1]


def _take_joined(entry: Entry, about: list[words.Line]) -> list[words.Line]:
    """Take the default value that a generator joined, and its stop after other punctuation."""
    # After a fence the value has become part of the code.
    fenced = len(about) > 1 and about[-1].text == "```" and about[-2].text.startswith("```.")
    at = len(about) - (2 if fenced else 1)
    found = _JOINED.fullmatch(about[at].text)
    value = canonical(found["value"]) if found else None
    if found is None or value is None:
        return about
    entry.default, entry.default_line = value, about[at].line
    rest = found["rest"]
    if fenced or not rest:
        return [*about[:at], about[-1]] if fenced else about[:at]
    return [*about[:at], about[at]._replace(text=rest if rest[-1] in "?!:;,…" else f"{rest}.")]


def _take_notices(nodes: Sequence[Node], entry: Entry, skip: set[int]) -> None:
    """Find what says that an element is deprecated, and why."""
    noticed = False
    for child in nodes:
        if not child.tag:
            continue
        if vocabulary.REASON_CLASS.search(child.classes):
            entry.deprecated = True
            entry.reason.extend(words.lines([child]))
            skip.add(id(child))
        elif child.tag == "p" and is_notice([child]):
            entry.deprecated = noticed = True
            entry.notices.append(child.line)
            skip.add(id(child))
        elif noticed and child.tag == "blockquote":
            entry.reason.extend(words.lines(child.children))
            skip.add(id(child))
        else:
            noticed = False
            _take_notices(child.children, entry, skip)


def is_notice(nodes: Sequence[Node]) -> bool:
    """Whether a paragraph is nothing but the notice of a deprecation, and set apart as one."""
    text = " ".join("".join(node.content() for node in nodes).split())
    if vocabulary.NOTICE.fullmatch(text) is None:
        return False
    return (
        "⚠" in text
        or "DEPRECATED" in text
        or any(inner.tag == "strong" for node in nodes for inner in node.walk())
    )


def owner(node: Node) -> str | None:
    """The type that a table belongs to, where the anchors of its rows say it: `type.field`."""
    ids = (n.attrs["id"] for n in node.walk() if n.tag and "." in n.attrs.get("id", ""))
    return next((found.partition(".")[0].lower() for found in ids), None)


def is_deprecated(node: Node) -> bool:
    """Whether a heading or a first cell bears the mark of a deprecation."""
    if any(n.tag and vocabulary.DEPRECATED_CLASS.search(n.classes) for n in node.walk()):
        return True
    text = node.content()
    return "⚠" in text or _DEPRECATED.search(text) is not None


# Tables


def table(node: Node, *, inputs: bool = True) -> Listed | None:
    """Read a table; None where its head names no column of elements.

    Args:
        node: `table`.
        inputs: whether its rows may have default values; rows of arguments always may.
    """
    rows = _table_rows(node)
    head = next((row for row in rows if any(cell.tag == "th" for cell in row)), None)
    if head is None:
        return None
    columns, label = _columns(head)
    if not any(role in ("name", "argument") for role, _ in columns):
        return None
    entries: list[Entry] = []
    strays: list[Node] = []
    for row in rows[rows.index(head) + 1 :]:
        if len(row) == 1 and len(columns) > 1 and entries:
            entries[-1].inner.append(row[0])
            continue
        entry = _entry(row, columns, inputs=inputs)
        if entry is None:
            strays.append(row[0])
        else:
            entries.append(entry)
    # Where most rows name nothing, the table lists something else.
    return Listed(label, entries, strays) if len(entries) >= len(strays) else None


def _table_rows(node: Node) -> list[list[Node]]:
    """The cells of the rows of this table, not of a table within it."""
    rows = []
    for child in node.children:
        if child.tag == "tr":
            rows.append([cell for cell in child.children if cell.tag in ("td", "th")])
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(_table_rows(child))
    return [row for row in rows if row]


def _columns(head: Sequence[Node]) -> tuple[list[Column], LabelId | None]:
    """What each column holds; the first one that names what is listed names it for the table."""
    columns: list[Column] = []
    label: LabelId | None = None
    for cell in head:
        text = vocabulary.plain(cell.content())
        role, listed = vocabulary.COLUMNS.get(text, (None, None))
        members = len(head) == 1 and text.endswith(" types")
        if members or (role == "type" and len(head) <= 2 and cell is head[0]):
            role, listed = "name", "members"
        columns.extend([(role, cell.words())] * _span(cell))
        label = label or listed
    roles = [role for role, _ in columns]
    if "name" not in roles:
        columns = [("name" if role == "argument" else role, text) for role, text in columns]
    if "description" not in roles and columns[-1][0] is None:
        columns[-1] = ("description", columns[-1][1])
    return columns, label


def _span(cell: Node) -> int:
    text = cell.attrs.get("colspan", "1")
    return min(int(text), 20) if text.isdigit() and int(text) else 1


def _entry(row: Sequence[Node], columns: Sequence[Column], *, inputs: bool) -> Entry | None:
    """One row; None where its first cell names nothing."""
    at = 0
    cells: list[tuple[Column, Node]] = []
    for cell in row:
        cells.append((columns[at] if at < len(columns) else (None, ""), cell))
        at += _span(cell)
    named = next(
        ((c[0], n) for c, n in cells if c[0] in ("name", "argument") and n.content().strip()), None
    )
    found = vocabulary.signature(named[1].content()) if named else None
    if named is None or found is None:
        return None
    role, first = named
    stated = [n.text_lines() for (role, _), n in cells if role not in (None, "description")]
    entry = _of(found, first, max((lines[1] for lines in stated if lines), default=first.line))
    # Where fields and arguments share the first column, arguments stand to its right.
    right = first.attrs.get("align") == "right" and any(r == "argument" for r, _ in columns)
    entry.argument = role == "argument" or right
    entry.deprecated = is_deprecated(first)
    joined = any(vocabulary.JOINED_CLASS.search(n.classes) for n in first.walk() if n.tag)
    ending: Ending = "joined" if joined else "said"
    for column, cell in cells:
        if cell is not first:
            _fill(entry, column, cell, ending if inputs or entry.argument else "never")
    return entry


def _of(found: Signature, node: Node, end: int | None = None) -> Entry:
    first, last = node.text_lines() or (node.line, node.line)
    return Entry(found.name, first, end or last, type=found.type, default=found.default)


def _fill(entry: Entry, column: Column, cell: Node, default_ending: Ending) -> None:
    role, head = column
    text = cell.words().strip("`")
    if role == "type":
        stated, _, default = text.partition("=")
        # After the type some say whether it must be given.
        entry.type = vocabulary.type_in(re.split(r"[(,]|\s[-–—]\s", stated)[0]) or entry.type
        entry.default = default.strip() or entry.default
    elif role == "default":
        entry.default = entry.default if text in ("", "-", "–", "—") else text
    elif role == "deprecation":
        if text and text.lower() not in ("no", "false", "-", "–", "—"):
            entry.deprecated = True
            said = text.lower() in ("yes", "true", "deprecated", "✓", "x")
            entry.reason.extend([] if said else words.lines(cell.children))
    elif role == "description":
        describe(entry, cell.children, default_ending)
    elif role is None and text:
        # A column that no table here knows says something all the same.
        line = words.Line(f"{head}: {text}" if head else text, cell.line, cell.end)
        entry.about.append(line._replace(spaced=bool(entry.about)))


# Lists


def listing(node: Node, *, typed: bool) -> Listed | None:
    """Read a list; None where not every item names an element.

    Args:
        node: `ul`, `ol` or `dl`.
        typed: whether each item must state a type too: nothing else shows that it is no prose.
    """
    entries = _definitions(node) if node.tag == "dl" else _items(node)
    if not entries or (typed and not all(entry.type and entry.sure for entry in entries)):
        return None
    return Listed(None, entries)


def _definitions(node: Node) -> list[Entry] | None:
    entries: list[Entry] = []
    for child in node.children:
        if child.tag == "dt":
            found = vocabulary.signature(child.content())
            if found is None:
                return None
            entries.append(_of(found, child))
            entries[-1].deprecated = is_deprecated(child)
        elif child.tag == "dd" and entries:
            describe(entries[-1], child.children)
    return entries


def _items(node: Node) -> list[Entry] | None:
    entries: list[Entry] = []
    for item in node.children:
        if item.tag != "li":
            continue
        entry = _item(item)
        if entry is None:
            return None
        entries.append(entry)
    return entries


def _item(item: Node) -> Entry | None:
    """An item: `name` (`Type`): description, or `name: Type = default` - description."""
    nodes = _unwrapped(item)
    inline = list(itertools.takewhile(lambda n: n.tag != "br" and not n.is_block(), nodes))
    text = "".join(node.content() for node in inline)
    marked = {node.words() for child in inline if child.tag for node in child.walk()}
    read = vocabulary.leading(text, marked)
    if read is None:
        return None
    found, end = read
    # What the name is set in ends it; plain text needs a stop before its description.
    named = next((node for node in inline if node.tag), None)
    alone = named is not None and named.words().partition("(")[0].strip() == found.name
    if not (found.type or alone or _STOP.match(text, end)):
        return None
    entry = _of(found, item)
    entry.end = entry.line + text[:end].strip().count("\n")
    entry.sure = found.type in marked or not (found.type or "").isidentifier()
    entry.deprecated = any(is_deprecated(node) for node in inline[:2] if node.tag)
    _nest(entry, [*_after(inline, end), *nodes[len(inline) :]])
    return entry


def _unwrapped(item: Node) -> list[Node]:
    """What stands in an item; the paragraph that a loose list puts around its text is none."""
    first = next((child for child in item.children if child.tag or child.text.strip()), None)
    if first is None or first.tag != "p":
        return item.children
    return [*first.children, *(child for child in item.children if child is not first)]


def _after(nodes: Sequence[Node], end: int) -> list[Node]:
    """The nodes after so many characters of text, and after the stop that follows them."""
    rest: list[Node] = []
    for node in nodes:
        length = len(node.content())
        if end < length and not node.tag:
            text = node.text[max(end, 0) :]
            rest.append(Node("", node.line, text=text if rest else text.lstrip(_SEPARATORS)))
        elif end < length:
            rest.append(node)
        end -= length
    return rest


def _nest(entry: Entry, rest: Sequence[Node]) -> None:
    """A list under an item lists the arguments of a field, if it can."""
    about = []
    for node in rest:
        if node.tag in ("ul", "ol", "dl") and listing(node, typed=True):
            entry.inner.append(node)
        else:
            about.append(node)
    describe(entry, about)
