"""The real text of SpectaQL's pages, cut into what scrapers lose of it.

In: a schema, SpectaQL and a browser. Out: sections with the lines that the browser shows of them,
each part known by the page's own markup and not by the reader that is measured. A module of its
own beside `scrape`, which writes such pages itself. Pages are kept in a folder outside the project.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench import browser
from bench.scrape import ENDPOINT, Block, Page, Row, Section
from schemadoc import typerefs
from schemadoc.export import introspection
from schemadoc.model import ROOT_NAMES, Element, Index, Snapshot

# What begins where: marks that no text has, put before the first letter of an element.
GROUP, NAME, REASON, ABOUT, RETURNS, TABLE, HEADS, ROW, CELL, INNER, EXAMPLE, CODE, END, ITEM = (
    chr(0xE000 + at) for at in range(14)
)
_MARKS = re.compile("[\ue000-\ue00d]")
_PARTS = frozenset({GROUP, NAME, REASON, ABOUT, RETURNS, TABLE, EXAMPLE})
_TAG = re.compile(r"</?[A-Za-z]\w*>")
# The number of an item and the language of code are no text.
_HIDDEN = re.compile(r"(?m)^\s*\d+[.)](?=\s)|(?<=```)\w+$")
_NESTED = re.compile(r"\[(\[.*\])!?\]!?")
_SAID = (Block("paragraph", ""),)

_MARKED = {
    "group": GROUP,
    "name": NAME,
    "reason": REASON,
    "about": ABOUT,
    "returns": RETURNS,
    "table": TABLE,
    "heads": HEADS,
    "row": ROW,
    "cell": CELL,
    "inner": INNER,
    "example": EXAMPLE,
    "code": CODE,
    "end": END,
    "item": ITEM,
}


class Part(NamedTuple):
    """A part of a section: the mark that begins it, and its lines with the marks in them."""

    mark: str
    lines: tuple[str, ...]


class Shown(NamedTuple):
    """A section as the schema says it and as the page shows it."""

    section: Section | None
    parts: tuple[Part, ...]


def marked_text(schema: Path, snapshot: Snapshot, folder: Path, home: Path) -> str:
    """The marked text of the page that SpectaQL makes of a schema, made once.

    An invalid schema that SpectaQL refuses is exported as it was read.
    """
    kept = folder / "marked.txt"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        key = "introspectionFile" if schema.suffix == ".json" else "schemaFile"
        if not _makes(key, schema.resolve(), folder, home):
            exported = folder / "schema.json"
            exported.write_text(introspection.render(snapshot), "utf8")
            _makes("introspectionFile", exported, folder, home)
        script = Path(__file__).with_suffix(".js").read_text("utf8")
        marking = f"const marks = {json.dumps(_MARKED)};\n{script}"
        kept.write_text(browser.visible_text(folder, marking), "utf8")
    return kept.read_text("utf8")


def _makes(key: str, schema: Path, folder: Path, home: Path) -> bool:
    """Run SpectaQL; whether it made a page."""
    settings = {
        "spectaql": {"targetDir": str(folder)},
        "introspection": {key: str(schema)},
        "info": {"title": "Library"},
        "servers": [{"url": ENDPOINT}],
    }
    (folder / "config.yml").write_text(json.dumps(settings), "utf8")
    program = home / "node_modules" / "spectaql" / "bin" / "spectaql.js"
    command = ["node", "--max-old-space-size=6000", program, folder / "config.yml"]
    subprocess.run(command, cwd=home, check=False, capture_output=True)
    return (folder / "index.html").is_file()


def plain(text: str) -> str:
    """A text without its marks: exactly what the browser shows."""
    return _MARKS.sub("", text)


def text_of(shown: list[Shown]) -> str:
    """The text of a page."""
    lines = (line for section in shown for part in section.parts for line in part.lines)
    return plain("\n".join(lines)) + "\n"


def page_of(shown: list[Shown]) -> Page:
    """The sections that the schema knows: those of its built-in scalars are layout."""
    return Page("visible", "Library", tuple(s.section for s in shown if s.section is not None))


# What the page says, by the schema


def as_shown(snapshot: Snapshot, marked: str) -> Snapshot:
    """A schema with no more than the generator writes of it.

    It writes a list of lists as the list within; a browser hides what looks like a tag; and the
    reason of a deprecation that stands in a line with a description is part of it to the eye.
    """
    inline = {c for c, row in _rows(marked) if CELL in row.partition("\t")[2]}
    elements = []
    for element in snapshot.elements:
        about = _HIDDEN.sub("", html.unescape(_TAG.sub("", element.description or "")))
        reason = element.deprecation.reason if element.deprecation else None
        if element.coordinate in inline or element.element in ("enum_value", "input_field"):
            about = f"{about} {reason or ''}"
        elements.append(
            msgspec.structs.replace(
                element, description=about.strip() or None, type=_within(element.type)
            )
        )
    return msgspec.structs.replace(snapshot, elements=tuple(elements))


def _within(type_text: str | None) -> str | None:
    found = _NESTED.fullmatch(type_text or "")
    return _within(found[1]) if found else type_text


def _rows(marked: str) -> Iterator[tuple[str, str]]:
    """The rows of types by coordinate, with their lines."""
    name = ""
    for line in marked.split("\n"):
        if NAME in line:
            name = plain(line)
        elif ROW in line:
            yield f"{name}.{plain(line).partition(' - ')[0]}", line


# The sections of a page


def sections(index: Index, marked: str) -> list[Shown]:
    """The page section by section; the first one is what stands before them all."""
    groups: list[list[str]] = [[]]
    for line in marked.split("\n"):
        if GROUP in line:
            groups.append([])
        groups[-1].append(line)
    rows = dict(_rows(marked))
    first, *others = groups
    return [
        Shown(None, (Part("", tuple(first)),)),
        *(_shown(index, lines, rows) for lines in others),
    ]


_ROOTS = {"Queries": "Query", "Mutations": "Mutation", "Subscriptions": "Subscription"}


def _shown(index: Index, lines: list[str], rows: dict[str, str]) -> Shown:
    parts: list[Part] = []
    for line in lines:
        if line[:1] in _PARTS:
            parts.append(Part(line[0], ()))
        parts[-1] = parts[-1]._replace(lines=(*parts[-1].lines, line))
    root = _ROOTS.get(plain(lines[0]))
    name = next(plain(line) for line in lines if NAME in line)
    element = index.get(f"{root}.{name}" if root else name)
    return Shown(_section(index, element, rows) if element else None, tuple(parts))


def _section(index: Index, element: Element, rows: dict[str, str]) -> Section:
    children = index.children(element.coordinate)
    is_root = element.coordinate.partition(".")[0] in ROOT_NAMES.values()
    listed = tuple(_row(index, child, rows) for child in children if child.deprecation is None)
    fields = tuple(
        _row(index, child, rows)
        for child in children
        if child.deprecation is None or child.element != "input_field"
    )
    return Section(
        coordinate=element.coordinate,
        name=element.name,
        type=element.type,
        about=_SAID if element.description else (),
        errors=_SAID if element.errors else (),
        deprecation=_SAID if element.deprecation else (),
        arguments=listed if is_root else None,
        fields=None if is_root else fields,
        element=element if is_root else None,
    )


def _row(index: Index, element: Element, rows: dict[str, str]) -> Row:
    """A row; its deprecation is stated where it begins a line of its own."""
    line = rows.get(element.coordinate, "")
    apart = element.deprecation is not None and CELL not in line.partition("\t")[2]
    return Row(
        name=element.name,
        type=element.type or typerefs.PLACEHOLDER,
        about=_SAID if element.description else (),
        deprecation=_SAID if apart else (),
        arguments=tuple(
            _row(index, child, rows)
            for child in index.children(element.coordinate)
            if child.deprecation is None
        ),
    )
