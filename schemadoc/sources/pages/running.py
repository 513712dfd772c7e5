"""The words between the parts of visible text: descriptions, reasons, the page's own.

In: the open section and the lines that are nothing else. Out: blocks. A module of its own beside
`visible`, which finds the parts: without marks, only its place tells whether a paragraph describes
an element, says why it is deprecated, or belongs to nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from schemadoc import lifecycle, prose
from schemadoc.sources.pages import cues, layouts
from schemadoc.sources.pages.blocks import Block, SharedLedger
from schemadoc.sources.pages.cues import Cues
from schemadoc.sources.pages.layouts import LabelId
from schemadoc.sources.pages.vocabulary import What

# Where in a section the lines stand: before the first one, under a heading, in one of its parts,
# or among the arguments of a field.
Part = Literal["preface", "head", "inner"] | LabelId


CODE: frozenset[LabelId] = frozenset({"document", "variables", "response", "example"})
_ERROR_ROW = re.compile(r"[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*(?:: .*)?")
_NUMBER = re.compile(r"-?\d[\d.eE+-]*|true|false")


class Running:
    """The open section of a page, and the words that are said in it."""

    def __init__(self, lines: list[str], ledger: SharedLedger) -> None:
        self.cues = Cues(lines)
        self.lines = lines
        self.ledger = ledger
        self.out: list[Block] = []
        self.at = 0
        self.spaced = False
        self.part: Part = "preface"
        self.rank = 0
        self.group: What | None = None
        self.head = 0  # which block the heading of the open section is
        # Whether the cell of the last row begins in its line: then it says one paragraph there.
        self.cell: Literal["words", "below"] = "below"
        self.goes_on = False
        # Whether the last row is not sure to be one: then its words belong to nothing either.
        self.unsure = False
        # Whether the address that stands before the sections was read.
        self.addressed = False
        self.is_flat = sum(not line.strip() for line in lines) * 20 < len(lines)

    def _add(self, block: Block) -> None:
        self.out.append(block)

    def _layout(self) -> bool:
        """This line labels or repeats what others say."""
        self.at += 1
        self.ledger.claim(self.at, "layout")
        return True

    # The open section

    def _open(self, name: str | None, what: What | None, at: int) -> None:
        """A section begins; what its parts prove of a type is added to its heading."""
        self._settle()
        self.head, self.part, self.rank = len(self.out), "head", 0
        self._add(Block("heading", name or "", at + 1, at + 1, type=what))

    def _prove(self, what: What) -> None:
        """The open section documents a type of this kind."""
        if self.part != "preface":
            self.out[self.head] = self.out[self.head]._replace(type=what)

    def _settle(self) -> None:
        """A type that lists nothing is a scalar where its example can be that of no other kind."""
        if self.part == "preface" or self.out[self.head].type != "type":
            return
        own = self.out[self.head + 1 :]
        if any(block.kind == "row" for block in own):
            return
        name = self.out[self.head].text
        shown = next((block.text for block in own if block.kind == "code"), "")
        quoted = shown[:1] == '"' and not layouts.NAME.fullmatch(shown.strip('"'))
        if shown == name or quoted or _NUMBER.fullmatch(shown):
            self._prove("scalar")

    def _default(self, text: str, at: int) -> str:
        """The last words of a cell without the default that the generator adds to them."""
        found = cues.DEFAULT.fullmatch(text)
        if found is None:
            return text
        self._add(Block("default", found["value"], at + 1, at + 1))
        return found["rest"].removesuffix(" .")

    # Words

    def _words(self) -> None:
        """The lines of one paragraph or list, up to an empty line or to what is no words."""
        run = self._run()
        if self._is_reason(run):
            self._reason(run)
        elif self.part == "preface":
            self._preface(run)
        elif self.part in CODE:
            self._stray(run)
        else:
            is_list = self._is_list(run)
            for line in run:
                self._word(line, is_list=is_list)
        self.at = run[-1] + 1

    def _is_reason(self, run: list[int]) -> bool:
        """Whether words say why an element is deprecated.

        Under a heading nothing else stands before the first label. In a row, a description of one
        paragraph stands in its line, so that whatever follows it is the reason.
        """
        if self.part not in ("head", "arguments", "fields", "values"):
            return False
        before = self.out[-1]
        if self.part == "head":
            return before.kind in ("heading", "deprecation")
        if before.kind == "deprecation":
            return True
        if self.cell == "words":
            return before.kind in ("row", "text", "default") and (self.spaced or self.goes_on)
        then = self.cues.text(self.cues.after(run[-1]))
        dated = lifecycle.marking().fullmatch(then) or lifecycle.removal().fullmatch(then)
        owner = lifecycle.OWNER.match(self.cues.text(run[0]))
        return before.kind == "row" and (owner is not None or dated is not None)

    def _run(self) -> list[int]:
        run = [self.at]
        while (at := run[-1] + 1) < len(self.lines) and self.lines[at].strip():
            if self._is_something(at) or (self.is_flat and self.lines[at - 1].endswith(" ")):
                break
            run.append(at)
        return run

    def _is_something(self, at: int) -> bool:
        """Whether a line may begin something that is no words."""
        asked = self.cues
        if (
            asked.label(at)
            or asked.heads(at)
            or asked.is_bare_label(at)
            or asked.ends_page(at)
            or asked.row(at)
        ):
            return True
        if self.part == "preface":
            return cues.ENDPOINTS.fullmatch(asked.text(at)) is not None
        value = self.part == "values" and asked.is_value(at)
        return value or asked.heads_examples(at) or self.lines[at].strip(" ") in cues.COLUMNS

    def _is_list(self, run: list[int]) -> bool:
        """Whether lines are the items of a list: those of a paragraph never stand apart.

        Inline code on a line of its own parts a sentence, and a program is indented.
        """
        texts = [self.lines[at] for at in run]
        following = run[-1] + 1 < len(self.lines) and self.lines[run[-1] + 1].strip()
        if self.is_flat or not self.spaced or (len(run) == 1 and not following):
            return False
        if any(text[:1].isspace() or text.rstrip()[-1] in "{}[]\t" for text in texts):
            return False
        return not any(
            layouts.OPEN_END.search(one) or layouts.GOES_ON.match(other)
            for one, other in pairwise(texts)
        )

    def _word(self, at: int, *, is_list: bool) -> None:
        text = self.cues.text(at)
        before = self.out[-1]
        if self._is_nameless():
            self._add(Block("cell", text, at + 1, at + 1))
            return
        in_errors = before.kind == "item" or prose.ERROR_LABEL.fullmatch(before.text)
        is_item = is_list or (in_errors and _ERROR_ROW.fullmatch(text))
        if self.part in ("arguments", "fields"):
            text = self._default(text, at)
        self.goes_on = self.lines[at].endswith(" ")
        spaced = self.spaced and at == self.at
        self._add(Block("item" if is_item else "text", text, at + 1, at + 1, spaced=spaced))

    def _is_nameless(self) -> bool:
        """Whether words belong to a row that does not say its name: nobody knows what they say."""
        if self.part == "inner":
            return self.unsure
        listed = self.part in ("arguments", "fields", "values", "members")
        return listed and self.out[-1].kind in ("label", "cell")

    def _reason(self, run: list[int]) -> None:
        """Words between a heading and its first label: why the element is deprecated."""
        text = "\n".join(self.cues.text(at) for at in run)
        before = self.out[-1]
        if before.kind == "deprecation":
            space = "\n\n" if self.spaced else "\n"
            self.out[-1] = before._replace(text=before.text + space + text, end=run[-1] + 1)
        else:
            self._add(Block("deprecation", text, run[0] + 1, run[-1] + 1))

    def _preface(self, run: list[int]) -> None:
        """What stands before the sections: the list of their names, and words of the page's own."""
        for at in run:
            text = self.cues.text(at)
            if text in cues.GROUPS or (len(run) > 1 and layouts.NAME.fullmatch(text)):
                self.ledger.claim(at + 1, "layout")
            else:
                self._add(Block("text", text, at + 1, at + 1, spaced=True))

    def _stray(self, run: list[int]) -> None:
        """Words after the last part of a section: the reason of one that lost its heading."""
        for at in run:
            if cues.FOOTER.fullmatch(self.cues.text(at)):
                self.ledger.claim(at + 1, "layout")
        end = self.cues.after(run[-1])
        while end < len(self.lines) and not self._is_something(end):
            end = self.cues.after(end)
        if self.cues.label(end) in ("type", "description") and not self.cues.heads(end):
            self._open(None, None, run[0])
            self._reason(run)
        # Any others belong to nothing: their lines stay unclaimed, to be reported.
