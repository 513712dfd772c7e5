"""One document from the network.

In: a URL. Out: its bytes, or a `NetworkError` that says what went wrong. A module of its own
because it is the only one that opens connections, and because what a stranger's server sends is
held in bounds here: size, time, redirects and where they lead.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from schemadoc.errors import NetworkError, SchemadocError

_CHUNK = 1 << 16


class Bounds(NamedTuple):
    """How much is put up with: bytes, seconds in all, redirects."""

    size: int = 100 * 1024 * 1024
    seconds: float = 60.0
    redirects: int = 5


USUAL = Bounds()


def get(url: str, bounds: Bounds = USUAL, clock: Callable[[], float] = time.monotonic) -> bytes:
    """Fetch a document.

    Args:
        url: http or https, without user name and password.
        bounds: what is put up with.
        clock: seconds that only grow.

    Raises:
        NetworkError: when there is no answer, none with success, or one out of bounds.
    """
    shown = without_user(url)
    if shown != url:
        raise NetworkError("a URL with a user name in it", path=shown, expected="one without")
    try:
        return _fetch(url, bounds, clock)
    except SchemadocError:
        raise
    except urllib.error.HTTPError as error:
        with error:
            raise NetworkError(
                f"the server answers {error.code} {error.reason}", path=url
            ) from error
    except urllib.error.URLError as error:
        raise NetworkError(f"cannot be reached: {_said(error.reason)}", path=url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NetworkError(f"cannot be read: {_said(error)}", path=url) from error


def without_user(url: str) -> str:
    """A URL fit to be shown: no user name, no password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _fetch(url: str, bounds: Bounds, clock: Callable[[], float]) -> bytes:
    deadline = clock() + bounds.seconds
    opener = urllib.request.build_opener(_Redirects(bounds.redirects))
    request = urllib.request.Request(  # noqa: S310  (http and https only, the redirects too)
        url, headers={"User-Agent": "schemadoc", "Accept": "*/*"}
    )
    parts: list[bytes] = []
    left = bounds.size
    with opener.open(request, timeout=bounds.seconds) as answer:
        # What is there is taken at once, so that a server that drips is noticed in time.
        while chunk := answer.read1(_CHUNK):
            left -= len(chunk)
            if left < 0:
                limit = f"at most {bounds.size:,} bytes"
                raise NetworkError("is too large", path=url, expected=limit)
            if clock() > deadline:
                limit = f"an answer within {bounds.seconds:g} seconds"
                raise NetworkError("is too slow", path=url, expected=limit)
            parts.append(chunk)
        # read1 takes a closed connection for the end of the document.
        if answer.length:
            raise NetworkError(f"ends {answer.length:,} bytes before its end", path=url)
    return b"".join(parts)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, and none out of the web or back to what anybody can read."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.followed = 0

    def http_error_302(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any
    ) -> Any:
        """Follow, or raise an error that says why not."""
        target = urljoin(req.full_url, headers.get("location") or headers.get("uri") or "")
        self.followed += 1
        problem = refusal(req.full_url, target)
        if self.followed > self.limit:
            problem = f"redirects more than {self.limit} times"
        if problem is not None:
            fp.close()
            raise NetworkError(problem, path=req.full_url)
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def refusal(here: str, target: str) -> str | None:
    """Why a redirect is not followed; None where it is."""
    before, after = urlsplit(here), urlsplit(target)
    foreign = after.scheme not in ("http", "https") or "@" in after.netloc
    if foreign or (before.scheme, after.scheme) == ("https", "http"):
        return f"redirects to {without_user(target)}, which is not followed"
    return None


def _said(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
