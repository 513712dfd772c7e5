"""Where everything stands in the site: stable paths and anchors, relative to the site's root.

In: folders with the names that stand in them, schema coordinates. Out: `folder/Name.html`, unique
when case is ignored, and `#anchor`. A module of its own because people keep these addresses: they
must follow from the names alone and must not move when something else is added.

    Query.x            query/x.html               Type.field         object/Type.html#field
    Query.x(a:)        query/x.html#x.a           Type.field(a:)     object/Type.html#field.a
    Enum.VALUE         enum/Enum.html#VALUE       @d, @d(a:)         directive/d.html, #a
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from schemadoc import coordinates

# By far the most frequent form of a coordinate.
_MEMBER = re.compile(r"[_A-Za-z]\w*\.([_A-Za-z]\w*)(?:\(([_A-Za-z]\w*):\))?", re.ASCII)
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,150}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")

# An index page stands beside the pages; the others are devices on Windows and no file names there.
_RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)


def file_stem(name: str) -> str:
    """A name as part of a path: itself where it is safe, else what is safe of it and a digest."""
    if _SAFE.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    return f"{_UNSAFE.sub('-', name)[:80].strip('-') or 'name'}-{digest}"


def file_stems(names: Iterable[str]) -> dict[str, str]:
    """One stem for each name of a folder, different even when case is ignored.

    Of names that differ in case alone the first in code point order keeps its own; the others,
    and reserved names, say which of their letters are capitals, as a hexadecimal number. No
    GraphQL name holds a hyphen, so that this never meets another name.
    """
    taken: set[str] = set(_RESERVED)
    stems: dict[str, str] = {}
    for name in sorted(set(names)):
        stem = file_stem(name)
        if stem.lower() in taken:
            stem = f"{stem}-{_capitals(stem)}"
        taken.add(stem.lower())
        stems[name] = stem
    return stems


def _capitals(text: str) -> str:
    return f"{sum(1 << at for at, letter in enumerate(text) if letter.isupper()):x}"


def anchor(coordinate: str) -> str:
    """The id of an element on its page: the coordinate after its type's or directive's name."""
    found = _MEMBER.fullmatch(coordinate)
    if found is not None:
        return f"{found[1]}.{found[2]}" if found[2] else found[1]
    parts = coordinates.parse(coordinate)
    if parts is None:
        return file_stem(coordinate)
    if parts.directive:
        return parts.argument or ""
    return ".".join(part for part in (parts.member, parts.argument) if part)


def root_prefix(path: str) -> str:
    """How a page at `path` reaches the site's root: `` or `../`."""
    return "../" * path.count("/")
