"""What kind of source a file is, told by its content and never by its name.

In: the first and all other bytes of a file. Out: its kind, or an error that says what the file is
instead. A module of its own because nothing may be read before it is known what it is, and because
a login page or half a download must fail with one clear line.
"""

from __future__ import annotations

import re
from typing import Literal

from schemadoc.errors import InputError
from schemadoc.sources.text import decode_text

Kind = Literal["introspection", "sdl", "page", "snapshot"]

EXPECTED = "an introspection result, SDL or a documentation page"

# How files that are no text begin.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
)
_UNPACK = "unpack it first"
_OBJECT = re.compile(rb'\s*\{\s*"')
_STORED = re.compile(rb'\s*\{\s*"schemadoc"\s*:')
_JSON = re.compile(r'\s*(?:\[|\{\s*(?:["}\[{]|$))')
_ELEMENT = re.compile(r"\s*<")
_SNAPSHOT = re.compile(r'\s*\{\s*"schemadoc"\s*:')
_YAML = re.compile(
    r"(?:---[^\n]*\n|%YAML[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\n)*"
    r"[\"']?(?:data|errors|extensions|__schema)[\"']?[ \t]*:(?:[ \t]|$)",
    re.MULTILINE,
)
_NAME = "[_A-Za-z][_0-9A-Za-z]*"
# White space, commas and comments, then at most one description.
_IGNORED = r"(?:[\s,]|#[^\n]*(?:\n|$))*"
_STRING = r"(?:\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|\"(?:[^\"\\\n]|\\.)*\")"
_TYPES = "scalar|type|interface|union|enum|input"
_AFTER_NAME = rf"(?:$|[#@{{=\"]|implements\b|(?:extend|schema|directive|{_TYPES})\b)"
_DEFINITION = (
    r"(?:extend[\s,]+)?(?:schema[\s,]*[@{]|directive[\s,]*@"
    rf"|(?:{_TYPES})[\s,]+{_NAME}[\s,]*{_AFTER_NAME})"
)
_EXECUTABLE = (
    rf"(?:(?:query|mutation|subscription)\b[^\n]*[{{(]|fragment[\s,]+{_NAME}[\s,]+on\b|\{{)"
)
_SDL = rf"{_IGNORED}{_STRING}?{_IGNORED}(?:{_DEFINITION}|{_EXECUTABLE})"
# Somewhere in the text: SDL that begins with something that is none.
_SDL_LATER = rf"^(?:extend )?(?:type|interface|input|enum)[ \t]+{_NAME}\b[^\n{{]*\{{[ \t]*$"


def detect(data: bytes, path: str) -> Kind:
    """Tell what a file is.

    Args:
        data: all of its bytes.
        path: as messages name it; nothing is concluded from it.

    Raises:
        InputError: when it is nothing that can be read.
    """
    if _OBJECT.match(data) and not _STORED.match(data):
        return "introspection"  # whether all of it is text, its reader finds
    text = readable(data, path)
    if _SNAPSHOT.match(text):
        return "snapshot"
    if _JSON.match(text) or _YAML.match(text):
        return "introspection"
    return "page" if _is_element(text) and _is_html(text) else _sdl_or_page(text)


# What JSON need not pay for is loaded, or made, where it is needed.


def _is_element(text: str) -> bool:
    """Whether a text begins like HTML and XML."""
    return _ELEMENT.match(text) is not None


def _is_html(text: str) -> bool:
    from schemadoc.sources.pages import forms

    return forms.is_html(text)


def _is_xml(text: str) -> bool:
    from schemadoc.sources.pages import forms

    return forms.is_xml(text)


def _sdl_or_page(text: str) -> Kind:
    if re.match(_SDL, text, re.DOTALL):
        return "sdl"
    from schemadoc.sources.pages import forms

    return "sdl" if re.search(_SDL_LATER, forms.without_code(text), re.MULTILINE) else "page"


def readable(data: bytes, path: str) -> str:
    """The text of a file, whatever kind it is, its lines ended as everywhere.

    Raises:
        InputError: when the file is empty, binary, XML or in an unknown encoding.
    """
    if not data:
        raise InputError("is empty", path=path, expected=EXPECTED)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            fix = _UNPACK if "archive" in what else "save the page as text"
            raise InputError(f"is {what}", path=path, expected=EXPECTED, fix=fix)
    text = decode_text(data, path)
    if not text or text.isspace():
        raise InputError("holds nothing but white space", path=path, expected=EXPECTED)
    if _is_element(text) and _is_xml(text):
        fix = "open the page and save what it shows as text"
        raise InputError("is XML", path=path, expected=EXPECTED, fix=fix)
    # Looking for two characters takes many times as long as looking for one.
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
