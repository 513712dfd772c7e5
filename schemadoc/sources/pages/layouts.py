"""The layouts of documentation pages, as data: labels, how a row looks, what tells them apart.

In: one line of a page. Out: the label it is, if any. A module of its own so that a new layout is a
new row here and a fixture, and no new code.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

LabelId = Literal[
    "arguments",
    "complexity",
    "default",
    "deprecated",
    "description",
    "document",
    "errors",
    "example",
    "fields",
    "interfaces",
    "members",
    "own",
    "permissions",
    "rate_limits",
    "references",
    "response",
    "return_fields",
    "table",
    "type",
    "url",
    "values",
    "variables",
    "viewers",
]

# A line that is exactly this, whatever its case in CSS, is a label.
EXACT: dict[str, LabelId] = {
    "Arguments": "arguments",
    "Fields": "fields",
    "Return fields": "return_fields",
    "Mutation": "document",
    "Query": "document",
    "Subscription": "document",
    "Variables": "variables",
    "Response": "response",
    "Example": "example",
    "The possible errors that can be raised are:": "errors",
    "Possible Errors:": "errors",
    "Deprecated": "deprecated",
    "Allowed Viewers:": "viewers",
    "Required Permissions:": "permissions",
    "Rate Limits": "rate_limits",
    "NameDescription": "table",
    "Name | Description |": "table",
    "| Name | Description |": "table",
    "| Viewer type | Allowed? |": "table",
    "| Key | Steps |": "table",
}

# A line that begins so is a label with its value.
PREFIXES: tuple[tuple[str, LabelId], ...] = (
    ("Type:", "type"),
    ("URL:", "url"),
    ("Query Complexity:", "complexity"),
    ("Mutation Complexity:", "complexity"),
    ("Subscription Complexity:", "complexity"),
)

TABLE_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?")
ROW = re.compile(
    r"(?P<name>[_A-Za-z][_0-9A-Za-z]*)(?P<space> ?)\((?P<type>\[*[_A-Za-z][_0-9A-Za-z]*[\]!]*)\)"
)
BULLET = re.compile(r"\s*(?:[•*]|-(?!-))\s+(?P<text>\S.*)|\s*•(?P<glued>\S.*)")
NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
TITLE = re.compile(r"(?:About )?(?P<what>Queries|Mutations|Subscriptions|Objects)")
DOCUMENT = re.compile(r"\s*(?:query|mutation|subscription)\b[^.]*[({]\s*.*|\s*\{\s*")
EXAMPLE = re.compile(r"\s*[\[{].*")
# Code that stands without its label still shows that it is none of the words around it.
BARE_DOCUMENT = re.compile(r"\s*(?:query|mutation|subscription)\s+[_A-Za-z]\w*\s*[({].*")
BARE_EXAMPLE = re.compile(r"\s*\{\s*")

# A line of running text that ends so has not ended its sentence; one that begins so goes on.
OPEN_END = re.compile(
    r"(?:[,:(]|\b(?:a|an|and|as|at|by|for|from|if|in|is|are|its|of|on|one|or|such|than|that|the|their"
    r"|to|use|via|when|with|your))$",
    re.IGNORECASE,
)
# What a label announces, beside another label: a row, a cell, an example.
AFTER_LABEL = re.compile(rf"{ROW.pattern}$|[\[{{|]|[^|]*\|$")
GOES_ON = re.compile(r"[,.;:)]|[a-z][\w'-]*,? [a-z]")

# What follows a heading of an operation, and so tells it from a line that is one word of prose.
AFTER_HEADING: frozenset[LabelId] = frozenset({"type", "url"})
# The labels that no code block holds: a block that meets one before its last bracket is cut off.
ENDS_CODE: frozenset[LabelId] = frozenset(
    {"arguments", "return_fields", "fields", "variables", "response", "example", "type", "url"}
)

# How the generator of these pages names the fragment of a type in its documents.
FRAGMENT_SUFFIX = "Fragment"
# A mutation's table shows its payload: an object, or an interface that says so in its name.
ABSTRACT_NAME = re.compile(r"Interface$")


# `visible` is the text that a browser shows of a page in HTML, its tables as lines with tabs.
Form = Literal["text", "visible", "html", "markdown"]
FORM_NAMES: dict[Form, str] = {
    "text": "text",
    "visible": "text with its tables",
    "html": "HTML",
    "markdown": "Markdown",
}


class Layout(NamedTuple):
    """A layout: its id in `sources[].layout`, and the lines of which each page of it has one."""

    id: str
    signs: tuple[re.Pattern[str], ...]
    about: str
    rows_open: bool = False  # a row of arguments is two lines: a lone `|`, then its description
    form: Form = "text"


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "spectaql-viewers",
        (re.compile(r"(?m)^Allowed Viewers:$"), re.compile(r"(?m)^Type: \S")),
        "operations with complexity, viewers, permissions and rate limits; no empty lines",
        rows_open=True,
    ),
    Layout(
        "spectaql-flat",
        (re.compile(r"(?m)^Name \| Description \|$"), re.compile(r"(?m)^(?:Type|URL):\S")),
        "operations whose tables lost their cells; no empty lines",
    ),
    Layout(
        "spectaql-objects",
        (re.compile(r"(?m)^NameDescription$"), re.compile(r"(?m)^Fields$")),
        "object types with `name(Type)` rows; empty lines kept",
    ),
    Layout(
        "spectaql",
        (re.compile(r"(?m)^NameDescription$"), re.compile(r"(?m)^(?:Type|URL):\S|^Return fields$")),
        "operations with `name (Type)` rows; empty lines kept",
    ),
    Layout(
        "spectaql-bare",
        (
            re.compile(r"(?m)^(?:Type: ?|URL: ?)\S"),
            re.compile(r"(?m)^(?:Mutation|Query|Subscription|Response)$"),
        ),
        "operations without any table",
    ),
    Layout(
        "spectaql-visible",
        (
            re.compile(
                r"(?m)^(?:(?:Field Name|Input Field|Enum Value)\tDescription"
                r"|Response\n+Returns (?:an? )?\[*[_A-Za-z]\w*[\]!]*)$"
            ),
        ),
        "the generator's own pages as a browser shows them",
        form="visible",
    ),
    Layout(
        "spectaql-html",
        (re.compile(r"<section\b[^>]*\bclass=[\"'](?:operation|definition) "),),
        "the generator's own markup",
        form="html",
    ),
    Layout("html", (), "headings, tables, lists and code in HTML", form="html"),
    Layout(
        "graphql-markdown",
        (
            re.compile(r"(?m)^<t[hd] (?:colspan=\"2\" )?(?:align|valign)="),
            re.compile(r"(?m)^<table>$"),
        ),
        "headings in Markdown, tables in HTML",
        form="markdown",
    ),
    Layout("markdown", (), "headings, tables, lists and code in Markdown", form="markdown"),
)


def layout_of(text: str, form: Form = "text") -> Layout | None:
    """The first layout of a form all of whose signs a page shows."""
    layouts = (layout for layout in LAYOUTS if layout.form == form)
    return next((lay for lay in layouts if all(sign.search(text) for sign in lay.signs)), None)


def is_text(text: str) -> bool:
    """Whether a page shows a text layout's tables, whatever marks its descriptions hold."""
    found = layout_of(text)
    return found is not None and found.id != "spectaql-bare"


def label_of(line: str) -> tuple[LabelId, str] | None:
    """The label that a line is, with its value where it has one."""
    text = line.strip()
    exact = EXACT.get(text)
    if exact:
        return exact, ""
    if TABLE_RULE.fullmatch(text):
        return "table", ""
    for prefix, label in PREFIXES:
        if text.startswith(prefix):
            return label, text[len(prefix) :].strip()
    return None
