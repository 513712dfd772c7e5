"""What pages made from whole schemas taught the reader: each was read wrongly once."""

from __future__ import annotations

import datetime

import pytest

from schemadoc.model import walk
from tests.pagehelp import read_text

NODE = """Queries

node

Type:%s

Return fields

NameDescription

id (ID!)

Query

query Node {
  node {
    id
  }
}

Response

{
  "data": {
    "node": {
      "id": "abc123"
    }
  }
}
"""


@pytest.mark.parametrize("name", ["Node", "Ware", "WareInterface"])
def test_a_query_with_a_table_may_return_an_interface(name: str) -> None:
    """A table of return fields proves fields, not that their type is an object."""
    assert walk(read_text(NODE % name).snapshot)[name].element == "type"


BOTH = """Mutations

rename

Type:Rename

DEPRECATED: Please use update instead

Give it another name.

Deprecated

The 'rename' field is deprecated.

Please use the 'update' mutation.

- Marked as deprecated on 2020-10-02.
- Scheduled for removal on or after 2023-04-06.

Mutation

mutation Rename {
  rename {
    id
  }
}
"""


def test_a_table_whose_type_is_lost_may_be_an_interfaces() -> None:
    """Where even the name of the type is lost, nothing tells an object from an interface."""
    page = BOTH.replace("Type:Rename", "Return fields\n\nNameDescription\n\nid (ID!)")
    assert walk(read_text(page).snapshot)["Unnamed_Mutation_rename"].element == "type"


def test_a_block_outweighs_what_the_description_says_of_a_deprecation() -> None:
    """Whichever comes first, the block has the dates; the sentence stays where it stands."""
    element = walk(read_text(BOTH).snapshot)["Mutation.rename"]
    assert element.deprecation is not None
    assert element.deprecation.remove_on == datetime.date(2023, 4, 6)
    assert element.deprecation.reason == "Please use the 'update' mutation."
    assert element.deprecation.origin == "block"
    assert element.description == ("DEPRECATED: Please use update instead\n\nGive it another name.")


def test_an_authorization_sentence_over_several_lines() -> None:
    """Inline code on a line of its own does not hide what the sentence says."""
    page = BOTH.replace(
        "Give it another name.",
        "Give it another name.\n\nThis field requires the\nAuthorization\nheader to be set.",
    )
    element = walk(read_text(page).snapshot)["Mutation.rename"]
    assert element.requires_authorization
    assert "Authorization" not in (element.description or "")


NAMELESS = """Mutations

move

Type:Move

Move it.

Arguments

NameDescription

From where.

To where.

Return fields

NameDescription

id (ID!)

Mutation

mutation Move(%s) {
  move(%s) {
    id
  }
}
"""


def test_words_of_rows_without_names_are_not_the_operations() -> None:
    """What stands in a table of arguments never describes the operation."""
    page = NAMELESS % ("$from: ID!, $to: ID!", "from: $from, to: $to")
    elements = walk(read_text(page).snapshot)
    assert elements["Mutation.move"].description == "Move it."
    assert elements["Mutation.move(from:)"].description is None
    assert elements["Mutation.move(to:)"].description is None


def test_words_of_a_table_with_one_argument_are_its_description() -> None:
    """With one argument alone there is nothing else that the words could describe."""
    elements = walk(read_text(NAMELESS % ("$from: ID!", "from: $from")).snapshot)
    assert elements["Mutation.move"].description == "Move it."
    assert elements["Mutation.move(from:)"].description == "From where.\n\nTo where."


OPEN = """Queries
ware
Type: Ware
URL: https://api.library.example/v1/graphql/
A ware.
Allowed Viewers:
| Viewer type | Allowed? |
|---|---|
| Member | |
Arguments
| Name | Description |
|---|---|
|
The id of the ware. |
|
The shop
that sells it.
Query
query Ware(
$id: ID!,
$shop: ID!
) {
ware(
id: $id,
shop: $shop
) {
name
}
}
"""


def test_a_last_row_that_is_not_closed() -> None:
    """The words of a row belong to it though the mark that would close it is lost."""
    elements = walk(read_text(OPEN).snapshot)
    assert elements["Query.ware"].description == "A ware."
    assert elements["Query.ware(id:)"].description == "The id of the ware."
    assert elements["Query.ware(shop:)"].description == "The shop that sells it."


UNSPACED = """Objects
Objects
What the library is made of.
Book
A book.
Fields
NameDescription
title(String)
What it is called,
or the
Name
of its series.
Example
{
  "title": "abc123"
}
Copy
Fields
NameDescription
number(Int)
Example
{
  "number": 1
}
Fields
NameDescription
word(String)
"""


def test_headings_of_types_without_empty_lines() -> None:
    """A name after an example heads the table of fields that follows, with empty lines or not.

    Before the first example nothing tells a heading from a word of the page's own introduction.
    """
    elements = walk(read_text(UNSPACED).snapshot)
    types = sorted(name for name in elements if "." not in name)
    assert [name for name in types if not name.startswith("Unnamed_")] == ["Copy"]
    assert len(types) == 3
    assert "Copy.number" in elements


def test_meta_fields_are_no_facts() -> None:
    """A document may select `__typename` on any type; no type has it as a field."""
    page = BOTH.replace("    id\n", "    __typename\n")
    elements = walk(read_text(page).snapshot)
    assert not [name for name in elements if "__" in name]


RELAY = """Queries

relay

Type:Query!

Return fields

NameDescription

relay (Query!)

ware (Ware)

One ware.

Query

query Relay {
  relay {
    relay {
      ...QueryFragment
    }
  }
}

ware

Type:Ware

One ware.

Arguments

NameDescription

id (ID)

Query

query Ware($id: ID) {
  ware(id: $id) {
    id
  }
}
"""


def test_a_field_that_returns_the_root_type() -> None:
    """Rows that repeat root fields take nothing from the sections of these, whichever is first."""
    reading = read_text(RELAY)
    elements = walk(reading.snapshot)
    assert not [d for d in reading.diagnostics if d.id == "conflict"]
    assert {"Query.relay", "Query.ware", "Query.ware(id:)", "Ware.id"} <= set(elements)
    assert elements["Query.ware"].example is not None


def test_a_lost_type_that_a_field_of_the_root_type_states() -> None:
    """A row that repeats a root field gives it the type that its own section lost, and no less."""
    elements = walk(read_text(RELAY.replace("Type:Ware\n", "URL:https://x.example/\n")).snapshot)
    ware = elements["Query.ware"]
    assert (ware.type, ware.endpoint) == ("Ware", "https://x.example/")
    assert ware.example is not None


WORDS = """Objects

Book

A book.

Fields

NameDescription
pages(Int)

This is what it belongs to

Arguments

last (Int)

id(ID)

See
Fields
,
Example
and the
Arguments
of it, or
Response
as a last resort.

Arguments

first (Int)

Example

{
  "pages": 1
}
"""


@pytest.mark.parametrize("spaced", [True, False])
def test_labels_within_a_sentence_are_words(spaced: bool) -> None:
    """Inline code on a line of its own is no label where a sentence runs through it."""
    text = WORDS if spaced else WORDS.replace("\n\n", "\n")
    reading = read_text(text)
    elements = walk(reading.snapshot)
    names = {name.replace(next(iter(elements)), "Book") for name in elements}
    assert names == {"Book", "Book.pages", "Book.pages(last:)", "Book.id", "Book.id(first:)"}
    field = next(element for name, element in elements.items() if name.endswith(".id"))
    words = (field.description or "").split()
    assert " ".join(words).replace(" ,", ",") == (
        "See Fields, Example and the Arguments of it, or Response as a last resort."
    )


def test_a_description_that_begins_with_inline_code_is_no_heading() -> None:
    """Where the heading is lost, the first word of the description does not take its place."""
    page = UNSPACED.replace("Copy\nFields", "Copy\nis what this holds.\nFields")
    assert "Copy" not in walk(read_text(page).snapshot)


HEADLESS = """Objects

Tag

A word.

Fields

NameDescription
word(String)

Example

{
  "word": "abc123"
}

%s

Fields

NameDescription
number(Int)
"""


@pytest.mark.parametrize(
    ("words", "description"),
    [
        ("A copy that is\n\nsigned", "A copy that is\n\nsigned"),
        ("This holds the\nNumber\nof a copy.", "This holds the\nNumber\nof a copy."),
        ("Reading Room\n\nA copy.", "A copy."),
    ],
)
def test_words_of_a_section_without_heading(words: str, description: str) -> None:
    """Words that a section begins with are its description: no word of them is a heading.

    A title of a group is neither.
    """
    elements = walk(read_text(HEADLESS % words).snapshot)
    named = [name for name in elements if "." not in name]
    assert len(named) == 2
    unnamed = next(name for name in named if name != "Tag")
    assert unnamed.startswith("Unnamed_")
    assert elements[unnamed].description == description
