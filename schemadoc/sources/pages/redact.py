"""A page without its prose: layout and facts alone.

In: the text of a page. Out: the page with every line of prose dropped, as the reader's own account
of the lines says, and with the shortest line left wherever prose states a fact. Reading it gives
the same facts, descriptions aside. A module of its own: what may be passed on is not what is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadoc.errors import InputError
from schemadoc.sources.facts import Options
from schemadoc.sources.pages import forms, layouts, page
from schemadoc.sources.pages.blocks import Ledger


def redact(text: str, path: str) -> str:
    """Drop the prose of a page.

    Raises:
        InputError: when the page cannot be read.
    """
    form = forms.form_of(text)
    if form != "text":
        raise InputError(
            f"is a page in {layouts.FORM_NAMES[form]}, and only text can be redacted",
            path=path,
            expected="a documentation page as text",
            fix="save what the page shows as text",
        )
    found, _, ledger = page.collect(text, path, Options(region="redacted"))
    kept = list(_kept(ledger, flat=found.flat))
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n"


def _kept(ledger: Ledger, *, flat: bool) -> Iterator[str]:
    blank = True
    for number, (line, claim) in enumerate(zip(ledger.lines, ledger.claims, strict=True), 1):
        if claim == "prose":
            lines: tuple[str, ...] = ledger.kept.get(number, ())
            if number in ledger.cells:
                lines = tuple(filter(None, [" ".join((*lines, ledger.cells[number])).strip()]))
            for text in lines:
                yield text
                if not flat:
                    yield ""
            blank = blank or bool(lines and not flat)
            continue
        if claim == "diagnostic" and not layouts.ROW.fullmatch(line.strip()):
            continue  # what no layout explains may be prose
        if claim == "blank":
            if not blank:
                yield line.rstrip()
            blank = True
            continue
        yield line
        blank = False
