"""What was read before and is used again: the very reading that reading everything gives."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from schemadoc import store
from schemadoc.cache import NONE, Cache
from schemadoc.errors import InputError
from schemadoc.export import introspection
from schemadoc.export import sdl as sdl_export
from schemadoc.sources import read, remembered, sdl
from schemadoc.sources.facts import Options, Reading
from schemadoc.sources.remembered import Readings
from tests.conftest import OPTIONS, SCHEMAS

PAGES = Path(__file__).parent / "pages"

SHOP = '''\
# A shop.

"""Marks what costs money."""
directive @paid(price: Int = 1, "Why." reason: String) repeatable on FIELD_DEFINITION | OBJECT

scalar Money @specifiedBy(url: "https://example.org/money")

type Query {
  "All of them."
  items(first: Int = 10, "Where to begin." after: ID): [Item!]! @paid(price: 2)
  item(id: ID!): Item @deprecated(reason: "Use `items` instead. Removed on 2026-01-01.")
}

""" A thing (see #items). """
type Item implements Node & Named @paid {
  id: ID!
  name: String
  price: Money @deprecated(reason: "Use `cost` instead.")
  cost: Money
}

interface Node { id: ID! }

interface Named {
  name: String
}

union Found = Item | Shop

type Shop { title: String, items: [Item] }

enum Colour {
  RED
  "Not red." BLUE @deprecated
}

input Filter { colour: Colour = RED, names: [String!] = ["a", "b"] }
'''

# Other names for the roots, descriptions as comments, errors in descriptions.
BANK = '''\
schema { query: Root, mutation: Change }

# What can be asked.
type Root {
  # The account.
  account: Account
  # other: Account
  branch(id: ID!): Branch
}

type Change {
  """
  Opens one.

  The possible errors that can be raised are:

  - KT-CT-1111: Unauthorized.
  - KT-CT-1112: 'Authorization' header not provided.
  """
  open(name: String): Account
  """Closes one."""
  close(id: ID!): Account
}
# ends here
# Money in a place.
type Account {
  # How much.
  #
  # In cents.
  amount: Int } # amount of it

# ----------
# Where it is.

type Branch { street: String }
# A plain one.
scalar Date
scalar Time
union Any = Account | Branch
extend_me: x
'''.replace("extend_me: x\n", "")

# Oddities of its own, in one definition each.
ODD = '''\
type Query {
  a: A
  a: B
  date: Int @deprecated(reason: "Removed on 2026-02-31.")
}

type A { x: Int, y(one: Int, one: Int): Int }

type B implements I & I {
  x: Int @unheard
  __y: Int
}

interface I { x: Int }

enum E { A B A }

"""
Several
lines "here" and \\""" there.
"""
input In { a: Int = 1 }
type Mutation { a: Int }
type Subscription { a: Int }
'''

EXTENDED = "type Query { a: A }\n\ntype A { x: Int }\n\nextend type A { y: Int }\n\nscalar D\n"
CRAMPED = 'type Query { a: A } type A { x: B } "Of B." scalar B\ntype C { b: B } # one\nscalar D'

EXPORT = "directive @schemadoc(version: Int = 1) on SCHEMA\n\ntype Query { a: Int }\n"

DOCUMENTS = {
    "shop": SHOP,
    "bank": BANK,
    "odd": ODD,
    "extended": EXTENDED,
    "cramped": CRAMPED,
    "shop with CRLF": SHOP.replace("\n", "\r\n"),
    "bank with CR": BANK.replace("\n", "\r"),
    "odd with a mark": "\ufeff" + ODD,
}
WORDS = (
    *('"', '"""', "#", "{", "}", "(", ")", "\n", "\r", "\r\n", "\t", " ", ",", "\ufeff", "é", "☃"),
    *(
        "x",
        "Item",
        "Query",
        "type T { x: Int }",
        "\ntype Item { a: Int }\n",
        "scalar Z",
        "Int",
        "!",
    ),
    *("extend ", "schema { query: Item }", "@deprecated", "@paid", "@nope", " | ", "# x: Int\n"),
    *(
        "\nunion U = Item\n",
        ": Int",
        "= 1",
        '"a"',
        "query { a }",
        "0",
        "\\",
        "\ud7ff",
        "\U0001f600",
    ),
    *("\n- KT-CT-1113: Gone.\n", "Removed on 2026-02-31.", "implements Node", "\x00", "\n\n"),
)


def inserted(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(WORDS) + text[at:]


def removed(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 40)) :]


def replaced(text: str, chance: random.Random) -> str:
    """A word by another word of the same text, so that much stays valid."""
    words = list(re.finditer(r"\w+", text))
    if not words:
        return inserted(text, chance)
    one, other = chance.choice(words), chance.choice(words)
    return text[: one.start()] + other[0] + text[one.end() :]


def lines_moved(text: str, chance: random.Random) -> str:
    parts = re.split(r"(?<=[\n\r])", text)
    return "".join(_shuffled(parts, chance))


def definitions_moved(text: str, chance: random.Random) -> str:
    parts = re.split(r"(?:(?<=\n\n)|(?<=\r\r)|(?<=\n\r\n)|(?<=[)}]))", text)
    return "".join(_shuffled(parts, chance))


def _shuffled(parts: list[str], chance: random.Random) -> list[str]:
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    how = chance.randrange(3)
    if how == 0:
        parts[one], parts[other] = parts[other], parts[one]
    elif how == 1:
        parts.insert(other, parts[one])
    else:
        del parts[one]
    return parts


EDITS: tuple[Callable[[str, random.Random], str], ...] = (
    *(inserted, removed, replaced, replaced, lines_moved, definitions_moved),
)

Outcome = Reading | tuple[str, ...]


def outcome(reader: Callable[[bytes, str, Options], Reading], data: bytes) -> Outcome:
    """A reading, or what is said instead."""
    try:
        return reader(data, "a.graphql", OPTIONS)
    except InputError as error:
        return ("error", str(error))


class Counted:
    """How often a whole document was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        whole = sdl.document

        def counting(data: bytes, path: str, options: Options) -> sdl.Document:
            self.times += 1
            return whole(data, path, options)

        monkeypatch.setattr(sdl, "document", counting)

    def since(self) -> int:
        times, self.times = self.times, 0
        return times


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def readings(folder: Path, stamp: str = "1", project: str = "/project") -> Readings:
    return Readings(Cache(folder), stamp, project)


class Step(NamedTuple):
    """What is read of a text, whether as after a look at all of it, and whether that was taken."""

    got: Outcome
    alike: bool
    whole: bool


class Steps:
    """A document that is edited, and what is read of it after each edit."""

    def __init__(self, folder: Path, text: str, counted: Counted) -> None:
        self.kept = readings(folder)
        self.counted = counted
        self.read(text)

    def read(self, text: str) -> Step:
        data = text.encode()
        self.counted.since()
        got = outcome(self.kept.read, data)
        whole = self.counted.since() > 0
        return Step(got, got == outcome(read.read, data), whole)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", DOCUMENTS)
def test_edits_in_a_chain_read_as_the_whole_does(
    name: str, seed: int, tmp_path: Path, counted: Counted
) -> None:
    """Whatever is edited anywhere in a document: the same reading, or the same error."""
    chance = random.Random(f"{name} {seed}")
    first = text = DOCUMENTS[name]
    steps = Steps(tmp_path, text, counted)
    for _ in range(60):
        new = text
        for _ in range(chance.choice((1, 1, 1, 2))):
            new = chance.choice(EDITS)(new, chance)
        got, alike, _ = steps.read(new)
        assert alike, new
        # An editor's file is now and then broken, and mostly soon mended.
        if isinstance(got, Reading) or chance.random() < 0.2:
            text = new if len(new) < 3 * len(first) else first
        if chance.random() < 0.1:
            text = first


# What is replaced by what, in documents that are read short again.
SHORT = {
    "a type": (SHOP, "name: String\n  price", "name: Int\n  price"),
    "a field more": (SHOP, "  cost: Money\n", "  cost: Money\n  size: Int\n\n"),
    "a field less": (SHOP, "  cost: Money\n", ""),
    "a description": (SHOP, '""" A thing (see #items). """', '"""\nA {\n\nthing.\n"""'),
    "a comment": (SHOP, "type Shop", "# It sells.\ntype Shop"),
    "another kind of string": (SHOP, '"Not red." BLUE', '"""Not red.""" BLUE'),
    "an argument": (SHOP, "item(id: ID!)", "item(id: ID!, more: [Colour!] = [RED])"),
    "a replacement that goes": (SHOP, "cost: Money\n}", "costs: Money\n}"),
    "a directive's argument": (SHOP, "price: Int = 1", "price: Int = 2"),
    "the first definition": (SHOP, "# A shop.", "# The shop."),
    "the last definition": (SHOP, '["a", "b"] }', '["a"] } # end'),
    "two definitions beside each other": (
        *(SHOP, "union Found = Item | Shop\n\ntype Shop {"),
        "union Found = Shop\n\ntype Shop { more: Int, ",
    ),
    "quotes within a description": (SHOP, '""" A thing', '"""" A "" thing'),
    "nothing but lines": (SHOP, "type Shop", "\n\n\ntype Shop"),
    "a root of another name": (BANK, "account: Account", "account: Any"),
    "a comment that describes": (BANK, "# How much.", "# How much it is."),
    "an error": (BANK, "KT-CT-1112", "KT-CT-1113"),
    "a directive more": (SHOP, "type Shop {", "type Shop @paid(price: 3) {"),
    "something odd": (SHOP, "type Shop {", "type Shop @nope {"),
    "above something odd": (ODD, "date: Int", "more: Int\n  date: Int"),
    "below something odd": (ODD, "a: Int = 1", "a: Int = 2"),
    "something odd less": (ODD, " @unheard", ""),
    "lines ended otherwise": (SHOP.replace("\n", "\r\n"), "cost: Money", "cost: Int"),
    "behind a mark": ("\ufeff" + ODD, "one: Int, one: Int", "one: Int"),
    "an empty line less": (SHOP, "\n\nscalar Money", "\nscalar Money"),
    "the first of errors": (SHOP, '"All of them."', '"""\nAll.\n\n- KT-CT-1: Gone.\n"""'),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_plain_edit_reads_little(name: str, tmp_path: Path, counted: Counted) -> None:
    """The whole is not read for it, nor for going back, nor for doing so again."""
    text, old, new = SHORT[name]
    assert text.count(old) == 1
    steps = Steps(tmp_path, text, counted)
    for one in (text.replace(old, new), text, text.replace(old, new)):
        got, alike, whole = steps.read(one)
        assert alike
        assert isinstance(got, Reading)
        assert not whole


# What must not be read short.
WHOLE = {
    "another name": (SHOP, "type Shop", "type Shops"),
    "a name that is taken": (SHOP, "type Shop", "type Item"),
    "another kind": (SHOP, "type Shop", "interface Shop"),
    "a definition more": (SHOP, "type Shop", "type More { x: Int }\n\ntype Shop"),
    "a definition less": (SHOP, "union Found = Item | Shop\n\n", ""),
    "a type that is nowhere": (SHOP, "cost: Money", "cost: Cents"),
    "an extension": (SHOP, "type Shop", "extend type Shop"),
    "a schema": (SHOP, "type Shop", "schema { query: Query }\n\ntype Shop"),
    "another root": (BANK, "query: Root", "query: Account"),
    "a description without its end": (SHOP, 'items). """', "items). "),
    "a comment that swallows": (BANK, "scalar Date\nscalar", "scalar Date # scalar"),
    "a name that grows into the next": (BANK, "scalar Date\nscalar Time", "scalar Datescalar Time"),
    "no brace": (SHOP, "items: [Item] }", "items: [Item]"),
    "a brace more": (SHOP, "items: [Item] }", "items: [Item] }}"),
    "in a line of several": (CRAMPED, "x: B", "x: Int"),
    "a document with extensions": (EXTENDED, "x: Int", "x: D"),
    "the last error": (BANK.replace("KT-CT-1112", "Or:"), "- KT-CT-1111: Unauthorized.", ""),
    "an export of ours": (EXPORT, "(version: Int = 1", "(schemadoc: Int = 1"),
    "an export of another version": (EXPORT, "(version: Int = 1", "(schemadoc: Int = 9999"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_risky_edit_reads_the_whole(name: str, tmp_path: Path, counted: Counted) -> None:
    """What may concern the rest of the document is no plain edit."""
    text, old, new = WHOLE[name]
    assert text.count(old) == 1
    step = Steps(tmp_path, text, counted).read(text.replace(old, new))
    assert step.alike
    assert step.whole


def test_a_large_change_reads_the_whole(tmp_path: Path, counted: Counted) -> None:
    """Reading most of a large document apart would only cost twice."""
    types = [f"type T{at} {{ field: Int }}" for at in range(3000)]
    text = "\n\n".join(("type Query { a: Int }", *types))
    steps = Steps(tmp_path, text, counted)
    assert steps.read(text.replace("T10 { field: Int", "T10 { field: ID"))[1:] == (True, False)
    assert steps.read(text.replace("Int }", "ID }"))[1:] == (True, True)


def sources() -> dict[str, bytes]:
    """One source of each kind."""
    snapshot = read.read(SHOP.encode(), "shop.graphql", OPTIONS).snapshot
    return {
        "sdl": SHOP.encode(),
        "sdl that only graphql-core understands": (SHOP + "query Q { a }\n").encode(),
        "introspection": introspection.render(snapshot).encode(),
        "snapshot": store.dumps(snapshot),
        "export": sdl_export.render(snapshot).encode(),
        **{one.name: one.read_bytes() for one in PAGES.iterdir()},
    }


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What makes every reader fail from then on."""

    def fail(*_: object) -> None:
        raise AssertionError("a source was read")

    return lambda: monkeypatch.setattr(remembered, "_new", fail)


@pytest.mark.parametrize("name", sources())
def test_the_same_bytes_are_not_read_again(
    name: str, tmp_path: Path, idle: Callable[[], None]
) -> None:
    """A source of any kind says what it said, in another run too; nothing is read for it."""
    data = sources()[name]
    first = readings(tmp_path).read(data, "a", OPTIONS)
    assert first == read.read(data, "a", OPTIONS)
    idle()
    assert readings(tmp_path).read(data, "a", OPTIONS) == first


@pytest.mark.parametrize(
    "other",
    [
        {"stamp": "2"},
        {"project": "/other"},
        {"path": "b.graphql"},
        {"region": "fr"},
        {"patterns": ("X",)},
        {"covers": ("Query",)},
    ],
    ids=str,
)
def test_what_was_read_otherwise_is_of_no_use(
    other: dict[str, Any], tmp_path: Path, idle: Callable[[], None]
) -> None:
    """Another program, project, path or configuration: the source is read for it."""
    readings(tmp_path).read(SHOP.encode(), "a.graphql", OPTIONS)
    path = other.pop("path", "a.graphql")
    named = {key: other.pop(key) for key in ("stamp", "project") if key in other}
    options = replace(OPTIONS, **other)
    again = readings(tmp_path, **named)
    assert again.read(SHOP.encode(), path, options) == read.read(SHOP.encode(), path, options)
    idle()
    with pytest.raises(AssertionError):
        readings(tmp_path, "3").read(SHOP.encode(), path, options)


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_only_work_done_again(seed: int, tmp_path: Path) -> None:
    """An entry with wrong bytes in it gives the same reading, or is taken for none at all."""
    chance = random.Random(seed)
    kept = readings(tmp_path)
    kept.read(ODD.encode(), "a.graphql", OPTIONS)
    (entry,) = tmp_path.iterdir()
    data = entry.read_bytes()
    cut = chance.randrange(len(data))
    entry.write_bytes(data[:cut] + b"\xc1" + data[cut + chance.choice((0, 1, len(data))) :])
    for text in (ODD, ODD.replace("x: Int", "x: ID")):
        assert kept.read(text.encode(), "a.graphql", OPTIONS) == read.read(
            text.encode(), "a.graphql", OPTIONS
        )


def test_what_cannot_be_kept_is_read(tmp_path: Path) -> None:
    """A number beyond all bounds, which no entry can hold, is read every time."""
    page = (PAGES / "viewers.txt").read_text()
    data = page.replace("Complexity: 2", f"Complexity: {'9' * 30}").encode()
    for _ in range(2):
        assert readings(tmp_path).read(data, "a", OPTIONS) == read.read(data, "a", OPTIONS)
    assert not list(tmp_path.iterdir())
    readings(tmp_path).read(page.encode(), "a", OPTIONS)
    assert list(tmp_path.iterdir())


def test_without_a_cache_everything_is_read() -> None:
    """The same without a folder."""
    kept = Readings(NONE, "1", "/project")
    for text in (SHOP, SHOP.replace("cost: Money", "cost: Int")):
        assert outcome(kept.read, text.encode()) == outcome(read.read, text.encode())


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"type Query {", b"\xff", b"query { a }"])
def test_what_is_no_source_is_said_again(data: bytes, tmp_path: Path) -> None:
    """An error is not kept, and the last good reading is."""
    kept = readings(tmp_path)
    kept.read(SHOP.encode(), "a.graphql", OPTIONS)
    for _ in range(2):
        assert outcome(kept.read, data) == outcome(read.read, data)
        assert isinstance(outcome(kept.read, data), tuple)
    assert len(list(tmp_path.iterdir())) == 1


def _with_another_field(text: str, chance: random.Random) -> str:
    """A schema with one field of one type more, less or of another type."""
    types = list(re.finditer(r"^type \w+[^{\n]*\{\n", text, re.MULTILINE))
    chosen = chance.choice(types)
    field = re.compile(r"^  (\w+): ([\w\[\]!]+)", re.MULTILINE).search(text, chosen.end())
    assert field is not None
    how = chance.randrange(3)
    if how == 0:
        return f"{text[: chosen.end()]}  more: [Int!]\n\n{text[chosen.end() :]}"
    if how == 1:
        return f"{text[: field.start()]}  {field[1]}: Boolean{text[field.end() :]}"
    return f"{text[: field.start()]}  {field[1]}Too: {field[2]}{text[field.end() :]}"


@pytest.mark.parametrize("name", [one for one in SCHEMAS if one.endswith("graphql")])
def test_real_schemas_with_a_changed_field(
    name: str, shared: Path, tmp_path: Path, counted: Counted
) -> None:
    """A field of any type, one after the other: the same reading, nearly always by little."""
    chance = random.Random(name)
    text = (shared / "schemas" / name).read_text()
    steps = Steps(tmp_path, text, counted)
    whole = 0
    for _ in range(10):
        text = _with_another_field(text, chance)
        step = steps.read(text)
        assert step.alike
        whole += step.whole
    assert whole <= 1


@pytest.mark.parametrize("name", [one for one in SCHEMAS if one.endswith("json")])
def test_real_results_are_kept(
    name: str, shared: Path, tmp_path: Path, idle: Callable[[], None]
) -> None:
    """A large introspection result comes back as it was read."""
    data = (shared / "schemas" / name).read_bytes()
    first = readings(tmp_path).read(data, name, OPTIONS)
    idle()
    assert readings(tmp_path).read(data, name, OPTIONS) == first
