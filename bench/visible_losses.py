"""What scrapers lose of the visible text of a page, one function each.

In: the sections of a page with their marked lines, and a seeded source of chance. Out: the sections
without what was lost. A module of its own beside `losses`: there a page is written after its loss,
here the text is real, and what is lost is cut out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bench import visible
from bench.visible import Part, Shown

Loss = Callable[[list[Shown], Random], list[Shown]]

_HEADING = frozenset({visible.GROUP, visible.NAME})
_HEAD = _HEADING | {visible.REASON, visible.ABOUT, visible.RETURNS}


def headings(page: list[Shown], _: Random) -> list[Shown]:
    """Headings without a description under them are dropped, and their groups with them."""
    return [_without_heading(s) if _may_lose(s) and not _is_described(s) else s for s in page]


def _may_lose(shown: Shown) -> bool:
    """Whether anything is left of a section without its heading."""
    return shown.section is not None and len(shown.parts) > 2


def _is_described(shown: Shown) -> bool:
    return any(part.mark == visible.ABOUT for part in shown.parts)


def some_headings(page: list[Shown], chance: Random) -> list[Shown]:
    """Some headings are dropped, whatever stands under them."""
    return _some(page, chance, _may_lose, _without_heading)


def _without_heading(shown: Shown) -> Shown:
    return _without(shown, _HEADING, name=None)


def heads(page: list[Shown], chance: Random) -> list[Shown]:
    """Some sections lose everything above their tables."""
    nothing: dict[str, Any] = {"name": None, "type": None, "element": None}
    nothing |= dict.fromkeys(("about", "errors", "deprecation"), ())
    more = lambda s: any(part.mark not in _HEAD for part in s.parts)  # noqa: E731  (a word)
    return _some(page, chance, more, lambda s: _without(s, _HEAD, **nothing))


def type_lines(page: list[Shown], chance: Random) -> list[Shown]:
    """Some operations do not show what they return."""
    return _some(page, chance, _is_operation, lambda s: _without(s, {visible.RETURNS}, type=None))


def tables(page: list[Shown], chance: Random) -> list[Shown]:
    """Some operations have no table."""
    return _some(
        page,
        chance,
        lambda s: _is_operation(s) and any(part.mark == visible.TABLE for part in s.parts),
        lambda s: _without(s, {visible.TABLE}, arguments=None),
    )


def _is_operation(shown: Shown) -> bool:
    return shown.section is not None and shown.section.fields is None


def argument_names(page: list[Shown], _: Random) -> list[Shown]:
    """The rows of arguments show their descriptions alone."""

    def line(text: str) -> str:
        return text.partition("\t")[2] if visible.ROW in text else text

    return [_lines(s, line, {visible.TABLE}) if _is_operation(s) else s for s in page]


def blank_lines(page: list[Shown], _: Random) -> list[Shown]:
    """No empty lines are left."""
    return [
        s._replace(
            parts=tuple(
                part._replace(lines=tuple(line for line in part.lines if line)) for part in s.parts
            )
        )
        for s in page
    ]


def inline_code(page: list[Shown], _: Random) -> list[Shown]:
    """Inline code stands on lines of its own."""

    def line(text: str) -> str:
        for mark in (visible.CODE, visible.END):
            text = text.replace(f" {mark}", mark).replace(f"{mark} ", mark).replace(mark, "\n")
        return "\n".join(piece for piece in text.split("\n") if piece) if "\n" in text else text

    return [_lines(s, line) for s in page]


def glued_bullets(page: list[Shown], _: Random) -> list[Shown]:
    """The items of a list in a description are run together."""
    return [
        s._replace(parts=tuple(p._replace(lines=tuple(_glued(p.lines))) for p in s.parts))
        for s in page
    ]


def _glued(lines: tuple[str, ...]) -> Iterator[str]:
    last: str | None = None
    for line in lines:
        if last is not None and line.startswith(visible.ITEM) and last.startswith(visible.ITEM):
            last += line
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def all_of(*losses: Loss) -> Loss:
    """Several losses, one after another."""

    def lose(page: list[Shown], chance: Random) -> list[Shown]:
        for loss in losses:
            page = loss(page, chance)
        return page

    return lose


LOSSES: dict[str, Loss] = {
    "headings": headings,
    "some headings": some_headings,
    "heads": heads,
    "types": type_lines,
    "tables": tables,
    "argument names": argument_names,
    "inline code": inline_code,
    "glued bullets": glued_bullets,
    "blank lines": blank_lines,
}


def _without(shown: Shown, marks: set[str] | frozenset[str], **lost: Any) -> Shown:
    assert shown.section is not None  # noqa: S101  (only what the schema has loses something)
    parts = tuple(part for part in shown.parts if part.mark not in marks)
    return Shown(shown.section._replace(**lost), parts)


def _lines(shown: Shown, change: Callable[[str], str], marks: set[str] | None = None) -> Shown:
    """Change the lines of the parts that begin with these marks, or of all of them."""

    def part(found: Part) -> Part:
        if marks is not None and found.mark not in marks:
            return found
        lines = (line for text in found.lines for line in change(text).split("\n"))
        return found._replace(lines=tuple(lines))

    return shown._replace(parts=tuple(part(found) for found in shown.parts))


def _some(
    page: list[Shown],
    chance: Random,
    may: Callable[[Shown], bool],
    change: Callable[[Shown], Shown],
) -> list[Shown]:
    """Change a third of the sections that may be, one at least."""
    able = [at for at, shown in enumerate(page) if shown.section is not None and may(shown)]
    chosen = set(chance.sample(able, min(len(able), len(able) // 3 + 1)))
    return [change(shown) if at in chosen else shown for at, shown in enumerate(page)]
