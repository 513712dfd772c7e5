"""The search index: names in one script, the words of descriptions in another.

In: `World`, and links to pages that are no element's. Out: two small scripts by their path, the
same bytes for the same input. A module of its own because the browser ranks by what stands here,
and the format is agreed upon with `assets/search.js` alone.

Scripts and not JSON files, since a page that was opened from the disk may load nothing else. They
are ASCII: one call with JSON in which nothing can end a script or a line. `names.js` holds

    kinds     [word, how a label is joined to its container's, folder, weight] of each kind
    kind      a letter for each entry: `a` is the first kind; entries stand below their container
    names     every name once
    name      for each entry the number of its name
    links     [entry, address] where the address does not follow from kind and name
    regions   the regions' ids; sets: the sets of regions that occur, as numbers of regions
    has       [set, count, set, count, …] over the entries
    digest    of what these follow from: words of another build are never taken for this one's

and `words.js`, for the same `digest`, `words` with the entries that hold each (`entries`, each
number as its distance from the one before), and `common`, the words too frequent to be listed.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemadoc import coordinates
from schemadoc.model import OPERATION_OF, OPERATIONS, ROOT_NAMES, TYPE_KINDS, Element
from schemadoc.render.views import Link
from schemadoc.render.words import KIND_WORDS
from schemadoc.render.world import World

NAMES = "search/names.js"
WORDS = "search/words.js"

# What `assets/search.js` knows of a kind: how its label is joined to its container's, its folder
# where it has pages of its own, and its weight among hits that are equally good.
_KINDS: dict[str, tuple[str, str, int]] = {
    **{kind: ("", kind, 0) for kind in (*TYPE_KINDS, "type")},
    **{kind: (".", kind, 1) for kind in OPERATIONS},
    "directive": ("@", "directive", 2),
    "code": ("", "errors", 3),
    "page": ("", "", 4),
    "field": (".", "", 5),
    "input_field": (".", "", 5),
    "enum_value": (".", "", 6),
    "argument": ("(", "", 7),
    "directive_argument": ("(", "", 7),
}
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_OTHER_WORDS = {"code": "error code", "page": "page"}
_WORD = re.compile(r"[^\W_]{3,30}")
# A word that stands in more than this share of the texts tells nothing.
_COMMON = 0.05
_COMMON_AT_LEAST = 40


class _Entry(NamedTuple):
    """Something that can be found."""

    kind: str
    name: str
    href: str
    expected: str
    regions: tuple[str, ...]


def names(world: World, pages: Sequence[Link], digest: str) -> bytes:
    """The script of names.

    Args:
        world: all regions.
        pages: what else can be found by its title; links without an address are left out.
        digest: of all that this follows from.
    """
    entries = [*_elements(world), *_codes(world), *_pages(pages)]
    return _script("names", {"digest": digest, **_names(world.ids, entries)})


def words(world: World, pages: Sequence[Link], digest: str) -> bytes:
    """The script of words; it takes half as long, and descriptions change more often than names.

    Args:
        world: all regions.
        pages: as for the names.
        digest: that of the names that the entries' numbers stand for.
    """
    texts = [
        *(_texts(found) for _, _, found in _walk(world)),
        *(tuple(message.text for message in entry.messages) for entry in world.catalogue),
        *((link.note or "",) for link in pages if link.href is not None),
    ]
    return _script("words", {"digest": digest, **_words(texts)})


def _walk(world: World) -> Iterator[tuple[str, str, Mapping[str, Element]]]:
    """Every element that has a place in the site, below its container: with that, and by region."""
    tops = {name for name in world.order if coordinates.parent(name) is None}
    tops.update(ROOT_NAMES[o] for o in OPERATIONS if world.path(ROOT_NAMES[o]))
    for top in sorted(tops):
        waiting = [(top, "")]
        while waiting:
            coordinate, parent = waiting.pop()
            found = world.elements.get(coordinate, {})
            # What a region shows in its container stands on that one's page.
            inside = not found.keys().isdisjoint(world.elements.get(parent, ()))
            if not inside and world.address(coordinate) is None:
                continue
            yield coordinate, parent, found
            members = world.children.get(coordinate, ())
            waiting.extend((inner, coordinate) for inner in reversed(members))


def _elements(world: World) -> Iterator[_Entry]:
    hrefs: dict[str, str] = {}
    for coordinate, parent, found in _walk(world):
        kind, name = _kind(world, coordinate, parent), coordinates.last(coordinate)
        expected = _expected(kind, name, hrefs.get(parent, ""), coordinates.last(parent))
        # Of plain names within a page the address is what the browser works out.
        plain = not _KINDS[kind][1] and name.isascii() and name.isidentifier()
        href = expected if plain else world.address(coordinate) or expected
        hrefs[coordinate] = href
        yield _Entry(kind, name, href, expected, tuple(found))


def _kind(world: World, coordinate: str, parent: str) -> str:
    """What it is; a root field is what its operation is called."""
    if parent in OPERATION_OF:
        return OPERATION_OF[parent]
    if coordinate in world.kinds:
        return world.kinds[coordinate]
    found = world.elements.get(coordinate)
    return next(iter(found.values())).element if found else "object"


def _texts(found: Mapping[str, Element]) -> tuple[str, ...]:
    texts = [e.description for e in found.values() if e.description]
    texts += [e.deprecation.reason or "" for e in found.values() if e.deprecation]
    return tuple(texts)


def _expected(kind: str, name: str, above: str, name_above: str) -> str:
    """The address as `assets/search.js` works it out of kind, name and container."""
    if kind == "argument":
        return f"{above.partition('#')[0]}#{name_above}.{name}"
    folder = _KINDS[kind][1]
    return f"{folder}/{name}.html" if folder else f"{above}#{name}"


def _codes(world: World) -> Iterator[_Entry]:
    for entry in world.catalogue:
        href = world.code_href(entry.code)
        by = entry.raised_by.keys() | entry.mentioned_by.keys()
        regions = tuple(region for region in world.ids if region in by)
        expected = _expected("code", entry.code, "", "")
        yield _Entry("code", entry.code, href or expected, expected, regions)


def _pages(links: Iterable[Link]) -> Iterator[_Entry]:
    for link in links:
        if link.href is not None:
            yield _Entry("page", link.text, link.href, "", ())


def _names(regions: Sequence[str], entries: Sequence[_Entry]) -> dict[str, Any]:
    numbers: dict[str, int] = {}
    sets: dict[tuple[str, ...], int] = {}
    for entry in entries:
        numbers.setdefault(entry.name, len(numbers))
        sets.setdefault(entry.regions, len(sets))
    runs = [
        (number, len(list(run)))
        for number, run in itertools.groupby(sets[entry.regions] for entry in entries)
    ]
    return {
        "kinds": [_about(kind) for kind in _KINDS],
        "kind": "".join(chr(ord("a") + _NUMBERS[entry.kind]) for entry in entries),
        "names": list(numbers),
        "name": [numbers[entry.name] for entry in entries],
        "links": [(at, e.href) for at, e in enumerate(entries) if e.href != e.expected],
        "regions": list(regions),
        "sets": [[regions.index(region) for region in found] for found in sets],
        "has": list(itertools.chain.from_iterable(runs)),
    }


def _about(kind: str) -> tuple[str, str, str, int]:
    """One row of `kinds`."""
    word = _OTHER_WORDS.get(kind) or KIND_WORDS[kind][0]
    return word, *_KINDS[kind]


def _words(texts: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """The inverted index; the entries of a word as distances, which are short."""
    found: dict[str, list[int]] = {}
    described = 0
    # Many elements are described in the same words.
    known: dict[tuple[str, ...], frozenset[str]] = {(): frozenset()}
    for at, said in enumerate(texts):
        words = known.get(said)
        if words is None:
            words = known[said] = frozenset(_WORD.findall(" ".join(said).lower()))
        described += bool(words)
        for word in words:
            found.setdefault(word, []).append(at)
    most = max(_COMMON_AT_LEAST, int(described * _COMMON))
    kept = sorted(word for word, at in found.items() if len(at) <= most)
    return {
        "common": sorted(word for word, at in found.items() if len(at) > most),
        "words": kept,
        "entries": [[b - a for a, b in itertools.pairwise((0, *found[word]))] for word in kept],
    }


def _script(call: str, data: dict[str, Any]) -> bytes:
    """A call with JSON: ASCII, and without a character that means something in HTML.

    No key is taken from a source: in a script `__proto__` would be more than a key.
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"schemadocSearch.{call}({text});\n".encode("ascii")
