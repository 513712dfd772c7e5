"""The words of a section as Markdown, and what they say.

In: the blocks of a description. Out: `prose.Prose`, with every line of the page claimed as a fact
or as prose. A module of its own because only pages break lines where their scraper did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemadoc import prose
from schemadoc.sources.pages import layouts
from schemadoc.sources.pages.blocks import Block, Ledger

_GLUED_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_GLUED_ITEM = re.compile(r"(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+) \((?P<about>[^()]*)\)")


class _Line(NamedTuple):
    text: str
    lines: tuple[int, ...]


def is_cut(text: str) -> bool:
    """Whether a text stops in the middle of its sentence."""
    return layouts.OPEN_END.search(text.strip()) is not None


def read(
    blocks: Sequence[Block], ledger: Ledger, patterns: Sequence[str], *, flat: bool
) -> prose.Prose:
    """Read a description.

    Args:
        blocks: its words, items and labels.
        ledger: where its lines are claimed.
        patterns: what error codes look like in prose.
        flat: whether the page lost its empty lines, so that only sentences part paragraphs.
    """
    if not blocks:
        return prose.Prose(None)
    composed = _flat(blocks, ledger) if flat else _spaced(blocks, ledger)
    found = prose.read("\n".join(line.text for line in composed), patterns)
    kept = dict(found.evidence)
    for at, line in enumerate(composed):
        for number in line.lines:
            ledger.claim(number, "fact" if at in found.facts else "prose")
        if at in kept and line.lines:
            ledger.keep(line.lines[0], kept[at])
    return found


def _text(block: Block, ledger: Ledger) -> str:
    if block.kind == "item":
        return f"- {block.text}"
    return ledger.lines[block.line - 1].strip() if block.kind == "label" else block.text


def _spaced(blocks: Sequence[Block], ledger: Ledger) -> list[_Line]:
    """Empty lines part paragraphs, as the page shows them."""
    composed: list[_Line] = []
    for at, block in enumerate(blocks):
        follows_item = at > 0 and blocks[at - 1].kind == "item" and block.kind != "item"
        if at > 0 and (block.spaced or follows_item):
            composed.append(_Line("", ()))
        composed.append(_Line(_text(block, ledger), tuple(range(block.line, block.end + 1))))
    return composed


def _flat(blocks: Sequence[Block], ledger: Ledger) -> list[_Line]:
    """Sentences part paragraphs: a line that begins in their middle goes on with the one before."""
    composed: list[_Line] = []
    at = 0
    while at < len(blocks):
        glued, taken = _glued_items(blocks, at, ledger)
        if glued:
            composed.extend([_Line("", ()), *glued])
            at = taken
            continue
        block, text = blocks[at], _text(blocks[at], ledger)
        last = composed[-1] if composed else None
        if last and block.kind in ("text", "name", "row") and _goes_on(last.text, text):
            space = "" if text[0] in ",.;:)" else " "
            composed[-1] = _Line(f"{last.text}{space}{text}", (*last.lines, block.line))
        else:
            if last and not (block.kind == "item" and last.text.startswith("- ")):
                composed.append(_Line("", ()))
            composed.append(_Line(text, (block.line,)))
        at += 1
    return composed


def _goes_on(before: str, text: str) -> bool:
    labels = (prose.ERROR_LABEL.fullmatch(one) for one in (before, text))
    if any(labels) or before == "Deprecated":
        return False
    return text[0].islower() or text[0] in ",.;:)(" or is_cut(before.removesuffix(":"))


def _glued_items(blocks: Sequence[Block], start: int, ledger: Ledger) -> tuple[list[_Line], int]:
    """Bullets that a scraper ran together: `NAME`, then `(about)NAME` on every further line."""
    if not _GLUED_NAME.fullmatch(_text(blocks[start], ledger)):
        return [], start
    end = start + 1
    while end < len(blocks) and _text(blocks[end], ledger).startswith("("):
        end += 1
    words = " ".join(_text(block, ledger) for block in blocks[start:end])
    items = list(_GLUED_ITEM.finditer(re.sub(r"\)(?=[A-Z])", ") ", words)))
    if not items or end == start + 1:
        return [], start
    lines = [block.line for block in blocks[start:end]]
    return [
        _Line(f"- {item[0]}", tuple(lines[at : at + 1] if at + 1 < len(items) else lines[at:]))
        for at, item in enumerate(items)
    ], end
