"""What scrapers lose, one pure function each, so that they can be combined.

In: a page and a seeded source of chance. Out: the page without what was lost. A module of its own
because tests and the benchmark lose the same things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bench.scrape import Block, Page, Row, Section

Loss = Callable[[Page, Random], Page]

_CODE = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"`?\w+`?")


def headings(page: Page, _: Random) -> Page:
    """Headings without a description under them are dropped."""
    return _each(page, lambda s: s if s.about else s._replace(name=None))


def some_headings(page: Page, chance: Random) -> Page:
    """Some headings are dropped, whatever stands under them.

    Save above a single word: nothing would tell that from a heading, and no reader could know.
    """
    return _some(page, chance, lambda s: not _is_word(s.about), lambda s: s._replace(name=None))


def _is_word(about: tuple[Block, ...]) -> bool:
    return len(about) == 1 and _WORD.fullmatch(about[0].text) is not None


def heads(page: Page, chance: Random) -> Page:
    """Some sections lose everything above their tables."""
    nothing: dict[str, Any] = {"name": None, "type": None, "element": None}
    nothing |= dict.fromkeys(("about", "errors", "deprecation"), ())
    return _some(page, chance, lambda _: True, lambda s: s._replace(**nothing))


def type_lines(page: Page, chance: Random) -> Page:
    """Some `Type:` lines are lost."""
    return _some(page, chance, lambda s: s.type is not None, lambda s: s._replace(type=None))


def tables(page: Page, chance: Random) -> Page:
    """Some operations have no table at all."""
    return _some(page, chance, _has_table, lambda s: s._replace(arguments=None, fields=None))


def _has_table(section: Section) -> bool:
    return bool(section.arguments)


def return_tables(page: Page, _: Random) -> Page:
    """The tables of return fields are there and empty."""
    return _each(page, lambda s: s if s.fields is None else s._replace(fields=()))


def argument_names(page: Page, _: Random) -> Page:
    """The rows of arguments show their descriptions alone."""
    return _each(page, lambda s: s._replace(arguments=_unnamed(s.arguments)))


def _unnamed(rows: tuple[Row, ...] | None) -> tuple[Row, ...] | None:
    return rows and tuple(row._replace(name=None) for row in rows)


def variables(page: Page, _: Random) -> Page:
    """Nothing stands under `Variables`."""
    return _each(page, lambda s: s._replace(variables=("",)) if s.variables else s)


def blank_lines(page: Page, _: Random) -> Page:
    """No empty lines are left."""
    return page._replace(spaced=False)


def inline_code(page: Page, _: Random) -> Page:
    """Inline code stands on lines of its own."""
    return _words(page, _broken)


def _broken(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_break(block) for block in blocks)


def _break(block: Block) -> Block:
    parts = (part.strip() for part in _CODE.sub("\n\\1\n", block.text).split("\n"))
    return block._replace(text="\n".join(part for part in parts if part))


def glued_bullets(page: Page, _: Random) -> Page:
    """The items of a list in a description are run together, without their bullets."""
    return _words(page, lambda blocks: tuple(_glued(blocks)))


def _glued(blocks: tuple[Block, ...]) -> Iterator[Block]:
    last: Block | None = None
    for block in blocks:
        if block.kind == "item" and last is not None and last.kind == "item":
            last = last._replace(text=last.text + block.text)
            continue
        if last is not None:
            yield _as_text(last)
        last = block
    if last is not None:
        yield _as_text(last)


def _as_text(block: Block) -> Block:
    return block._replace(kind="paragraph") if block.kind == "item" else block


def cut_cells(page: Page, _: Random) -> Page:
    """Cells of tables end at their first inline code."""
    return _each(
        page,
        lambda s: s._replace(
            arguments=s.arguments and tuple(_cut(row) for row in s.arguments),
        ),
    )


def _cut(row: Row) -> Row:
    kept: list[Block] = []
    for block in row.about:
        if "`" in block.text:
            return row._replace(
                about=(*kept, block._replace(text=block.text.partition("`")[0].rstrip()))
            )
        kept.append(block)
    return row


def all_of(*losses: Loss) -> Loss:
    """Several losses, one after another."""

    def lose(page: Page, chance: Random) -> Page:
        for loss in losses:
            page = loss(page, chance)
        return page

    return lose


def _each(page: Page, change: Callable[[Section], Section]) -> Page:
    return page._replace(sections=tuple(change(section) for section in page.sections))


def _some(
    page: Page,
    chance: Random,
    may: Callable[[Section], bool],
    change: Callable[[Section], Section],
) -> Page:
    """Change a third of the sections that may be, one at least."""
    able = [at for at, section in enumerate(page.sections) if may(section)]
    chosen = set(chance.sample(able, min(len(able), len(able) // 3 + 1)))
    return page._replace(
        sections=tuple(change(s) if at in chosen else s for at, s in enumerate(page.sections))
    )


def _words(page: Page, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Page:
    """Change every description of a page; error lists and deprecations are not descriptions."""

    def row(found: Row) -> Row:
        return found._replace(
            about=change(found.about), arguments=tuple(row(a) for a in found.arguments)
        )

    return _each(
        page,
        lambda s: s._replace(
            about=change(s.about),
            arguments=s.arguments and tuple(row(r) for r in s.arguments),
            fields=s.fields and tuple(row(r) for r in s.fields),
        ),
    )
