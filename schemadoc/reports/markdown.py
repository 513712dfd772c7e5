"""Text inside Markdown: nothing of a source may act as markup.

In: texts from anywhere. Out: one line each, escaped. A module of its own because tables and lists
must escape alike.
"""

from __future__ import annotations

import re

from schemadoc.reports.terminal import safe

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


def escape(text: str) -> str:
    """One line without control characters in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", safe(text))


def code(name: str) -> str:
    """A name as code; a backtick, which no name holds but a hostile source may, is left out."""
    return f"`{safe(name).replace('`', '')}`"
