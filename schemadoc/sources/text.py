"""The bytes of a source as text, and that text as data.

In: bytes. Out: text without its byte order mark, or JSON and YAML decoded with their places. A
module of its own because every reader needs text and none should know of encodings or decoders.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from schemadoc.errors import InputError
from schemadoc.sources import places
from schemadoc.sources.places import Decoded

# The longer marks first: UTF-32's little-endian one begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTE = re.compile(r" \(byte (\d+)\)")


def decode_text(data: bytes, path: str) -> str:
    """The text of a file: UTF-8, or what its byte order mark says.

    Raises:
        InputError: when it is in another encoding, or no text at all.
    """
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start].decode(encoding, "replace")
        found = data[len(mark) + error.start]
        raise InputError(
            f"byte 0x{found:02X} at offset {len(mark) + error.start} is no {encoding.upper()}",
            path=path,
            line=before.count("\n") + 1,
            expected="text in UTF-8",
            fix="save the file as UTF-8",
        ) from error
    at = text.find("\0")
    if at >= 0:
        raise InputError(
            f"a NUL character at offset {at}: the file is binary or damaged",
            path=path,
            line=text.count("\n", 0, at) + 1,
            expected="text in UTF-8",
        )
    return text


def decode(text: str, path: str) -> Decoded:
    """JSON or YAML, with the places of its objects.

    Args:
        text: the whole text.
        path: as messages name it.

    Raises:
        InputError: when it is neither, ends too early or is nested too deeply.
    """
    try:
        if is_json(text):
            value = msgspec.json.decode(text)
            return Decoded(value, places.of_json(text, value, path))
        # PyYAML is loaded for YAML alone.
        from schemadoc.sources import yamltext

        return yamltext.load(text, path)
    except msgspec.DecodeError as error:
        raise _json_error(str(error), text, path) from error
    except RecursionError:
        problem = "is nested too deeply"
    raise InputError(problem, path=path, expected="an introspection result")


def is_json(text: str) -> bool:
    """Whether a text is JSON, if it is JSON or YAML."""
    return text.lstrip()[:1] in ("{", "[")


def _json_error(problem: str, text: str, path: str) -> InputError:
    if "truncated" in problem:
        return InputError(
            "the JSON ends before its last bracket",
            path=path,
            line=text.rstrip().count("\n") + 1,
            expected="a whole JSON document",
            fix="download the file again",
        )
    found = _BYTE.search(problem)
    at = int(found[1]) if found else 0
    line = text.encode("utf-8", "surrogatepass")[:at].count(b"\n") + 1
    said = _BYTE.sub("", problem).removeprefix("JSON is malformed: ")
    return InputError(f"no JSON: {said}", path=path, line=line, expected="a JSON document")
