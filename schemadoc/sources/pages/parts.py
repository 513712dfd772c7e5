"""What a page documents, part by part: sections with their rows, and no interpretation yet.

In: nothing. Out: the dataclasses that `sections` fills and that operations and types are read from.
A module of its own because both sides need them and neither needs the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemadoc.model import OPERATIONS
from schemadoc.sources.pages.blocks import Block
from schemadoc.sources.pages.layouts import LabelId

_TYPE_TABLES: frozenset[LabelId] = frozenset({"fields", "values", "members", "interfaces"})


@dataclass
class Described:
    """Something with a description: its blocks, in order, and a deprecation that markup shows."""

    blocks: list[Block] = field(default_factory=list)
    deprecation: Block | None = None


@dataclass
class Row(Described):
    """A row of a table; `name` is None where the scraper lost it."""

    name: str | None = None
    type: str | None = None
    line: int = 0
    default: str | None = None
    arguments: list[Row] = field(default_factory=list)


@dataclass
class Section(Described):
    """One operation or one type, as far as the page still shows it.

    `what` says which of them, and of which kind, where the page's markup does; `own` is a root
    type's own name.
    """

    line: int = 0
    name: str | None = None
    what: str | None = None
    own: str | None = None
    type: Block | None = None
    url: str | None = None
    complexity: str | None = None
    arguments: list[Row] = field(default_factory=list)
    fields: list[Row] = field(default_factory=list)
    values: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    interfaces: list[Row] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)
    cells: list[Block] = field(default_factory=list)
    viewers: list[Block] = field(default_factory=list)
    permissions: list[Block] = field(default_factory=list)
    rate_limits: list[Block] = field(default_factory=list)
    tables: dict[LabelId, int] = field(default_factory=dict)
    code: dict[LabelId, Block] = field(default_factory=dict)
    announced: dict[LabelId, int] = field(default_factory=dict)

    @property
    def is_type(self) -> bool:
        """A section with a `Fields` table documents a type, every other one an operation."""
        if self.what is not None:
            return self.what not in OPERATIONS
        return bool(self.tables.keys() & _TYPE_TABLES)

    @property
    def is_operation(self) -> bool:
        """Whether a part stands here that only operations have."""
        if self.what is not None:
            return self.what in OPERATIONS
        head = self.type is not None or self.url is not None or self.complexity is not None
        return head or bool(self.tables.keys() - _TYPE_TABLES) or "document" in self.announced
