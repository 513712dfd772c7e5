"""A call as a command: curl, for a shell that takes every text as it is.

In: a document's text, variables, an endpoint, the names of headers. Out: one command. A module of
its own because quoting is a matter of safety: nothing of a source or of a schema may ever become
anything but one argument, whatever it holds.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

# What an address may hold: nothing that curl takes for a pattern, or a terminal for a command.
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?&=%@+,;-]*")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# What stands for an endpoint that nobody names.
ENDPOINT = "$ENDPOINT"


def is_endpoint(url: str | None) -> bool:
    """Whether an address can be called."""
    return url is not None and _URL.fullmatch(url) is not None


def command(
    document: str, given: Mapping[str, Any], endpoint: str | None, headers: Sequence[str]
) -> str:
    """The command.

    Args:
        document: GraphQL text.
        given: the variables' values.
        endpoint: None: a variable of the shell stands for it.
        headers: their names; variables of the shell stand for their values.
    """
    body: dict[str, Any] = {"query": document.rstrip("\n")}
    if given:
        body["variables"] = given
    url = shlex.quote(endpoint) if endpoint and is_endpoint(endpoint) else f'"{ENDPOINT}"'
    lines = [f"curl {url}", "  --header 'Content-Type: application/json'"]
    lines.extend(f'  --header "{name}: {variable(name)}"' for name in headers if is_header(name))
    # Escapes for all that is not ASCII: no letter can turn the line around or end it.
    lines.append(f"  --data {shlex.quote(json.dumps(body))}")
    return " \\\n".join(lines) + "\n"


def is_header(name: str) -> bool:
    """Whether a header can be named in a command."""
    return _HEADER.fullmatch(name) is not None


def variable(name: str) -> str:
    """What stands for a header's value: `$TOKEN`, or `$X_API_KEY` for `X-API-Key`."""
    return "$TOKEN" if name.lower() == "authorization" else f"${name.upper().replace('-', '_')}"
