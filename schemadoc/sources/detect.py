"""What a file is, by its content and never by its name alone.

In: the bytes of a source. Out: its text, and which reader reads it; or one clear error that names
the file, what it is and what was expected. A module of its own because the wrong file is the most
common input, and every reader is spared from it here.
"""

from __future__ import annotations

import re
from typing import Literal

from schemadoc.errors import InputError

Form = Literal["introspection", "sdl", "page", "snapshot"]

LIMIT = 100_000_000
EXPECTED = "an introspection result (JSON or YAML), SDL, or a documentation page as text"

# How files begin that hold no text of ours.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOGIN = re.compile(r"type=[\"']?password|\b(?:log ?in|sign ?in)\b", re.IGNORECASE)
_DEFINITION = re.compile(
    r"(?m)^[ \t]*(?:extend[ \t]+)?(?:type|interface|union|enum|input|scalar|directive|schema)\b"
    r"[ \t]*(?:@?[_A-Za-z]\w*|[{@])"
)
_YAML = re.compile(r"(?m)^[ \t]*[\"']?__schema[\"']?[ \t]*:")
_STORED = re.compile(r'\s*\{\s*"schemadoc"\s*:\s*\d')


def decode(data: bytes, path: str) -> str:
    """The text of a file.

    Raises:
        InputError: for what is no text, or text in an unknown encoding.
    """
    if len(data) > LIMIT:
        raise too_large(len(data), path)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(what, path=path, expected=EXPECTED)
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"no {encoding.upper()} text: byte {error.start} is 0x{data[error.start]:02x}",
            path=path,
            line=line,
            expected="UTF-8",
            fix="save the file as UTF-8",
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError("binary data", path=path, line=line, expected=EXPECTED)
    if not text.strip():
        raise InputError("an empty file", path=path, expected=EXPECTED)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_large(size: int, path: str) -> InputError:
    """The error for a file over the limit."""
    return InputError(
        f"a file of {size / 1e6:,.0f} MB", path=path, expected=f"at most {LIMIT // 1_000_000} MB"
    )


def detect(text: str, path: str) -> Form:
    """What a text is.

    Raises:
        InputError: for HTML, which is not read, and for JSON that is no introspection result.
    """
    start = text.lstrip()[:1]
    if _STORED.match(text):
        return "snapshot"
    if start in ("{", "[") and not _DEFINITION.search(text[:100_000]):
        return "introspection"
    if _HTML.match(text):
        raise _html(text, path)
    if _YAML.search(text):
        return "introspection"
    return "sdl" if _is_sdl(text) else "page"


def _is_sdl(text: str) -> bool:
    """Whether definitions stand in a text: more than a line of prose that begins like one."""
    found = [match[0] for match in _DEFINITION.finditer(text)]
    if not found:
        return False
    # A page may hold a line such as "type" or "input (X)"; SDL opens brackets or defines scalars.
    opened = re.search(r"(?m)^[^#\n]*[{}][ \t]*$", text) is not None
    plain = re.search(r"(?m)^[ \t]*(?:extend[ \t]+)?(?:scalar|union|directive)[ \t]+@?\w+", text)
    pages = re.search(r"(?m)^(?:NameDescription|Return fields|Variables|Response|Type: ?\S)", text)
    return (opened or plain is not None) and pages is None


def _html(text: str, path: str) -> InputError:
    what = "a login page" if _LOGIN.search(text[:200_000]) else "an HTML page"
    return InputError(what, path=path, expected=EXPECTED, fix="save the page as text")
