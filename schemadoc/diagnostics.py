"""What a reader found odd: never a failure, never a finding, always with its line.

In: a place and an id of `IDS`. Out: `Diagnostic`, printed as `path:line: id: message`. A module of
its own because every reader reports in these terms and the ids are part of the public surface.
"""

from __future__ import annotations

import msgspec

# Each id with what it says, in the words of the guide.
IDS: dict[str, str] = {
    # every source
    "conflict": "two sources of one region say different things of one element",
    "date-unreadable": "a deprecation names a date that no calendar has",
    "root-renamed": "a type has the name that coordinates give to a root type",
    # schemas
    "duplicate-argument": "an argument is defined twice",
    "duplicate-definition": "a type or directive is defined twice",
    "duplicate-enum-value": "an enum value is defined twice",
    "duplicate-field": "a field is defined twice",
    "duplicate-member": "an interface or union member is named twice",
    "executable-definition": "an operation or fragment stands in a schema document",
    "extension-without-type": "a type is extended that is defined nowhere",
    "invalid-default": "a default value that is no GraphQL value",
    "malformed-element": "an introspection result holds something that is no schema element",
    "missing-root": "a schema without a query root",
    "reserved-name": "a name beginning with two underscores, which the specification reserves",
    "schema-description": "the schema as a whole has a description, which is no element's",
    "schema-directive": "the schema as a whole uses a directive, which is no element's",
    "unknown-directive": "a directive is used that is defined nowhere",
    "unknown-type": "a type is referred to that is defined nowhere",
    "vendor-extension": "an introspection result holds a key that the specification does not have",
    # pages
    "argument-mismatch": "argument rows and the variables of the document do not fit each other",
    "cell-cut": "a table cell ends in the middle of its sentence",
    "code-unfinished": "a document or an example ends before its last bracket",
    "deprecation-elsewhere": "a deprecation block names another element than the one it stands by",
    "document-unreadable": "an operation document that GraphQL cannot parse",
    "evidence-conflict": "a table, a document or an example exclude each other",
    "example-missing": "an example is announced and none stands there",
    "heading-lost": "a section without its heading",
    "line-unclaimed": "a line that the layout does not explain",
    "name-mismatch": "a heading and its document name different operations",
    "permission-unreadable": "a permission row that does not fit the others",
    "rows-lost": "a table whose rows are lost",
    "type-lost": "a section without its type",
    "type-unreadable": "a type text that is no GraphQL type",
}


class Diagnostic(msgspec.Struct, frozen=True, gc=False, order=True):
    """One oddity of one source."""

    path: str
    line: int
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.id}: {self.message}"
