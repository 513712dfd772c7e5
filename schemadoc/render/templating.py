"""What renders pages: templates, the user's before our own, with our filters.

In: the user's folder, what every page says of the site, a cache. Out: Jinja's environment. A module
of its own because templates are data that somebody else may write, and `templates/README.md` tells
what they are given here.
"""

from __future__ import annotations

import marshal
import sys
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket

from schemadoc.cache import Cache
from schemadoc.errors import InputError
from schemadoc.render import prose, resources

_OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
    "cache_size": -1,
}
# All that a template's program depends on beside its text.
_TRANSLATED_BY = f"{sys.version} {jinja2.__version__} {_OPTIONS}"


def environment(templates: Path | None, site: dict[str, object], kept: Cache) -> jinja2.Environment:
    """Jinja with our filters.

    Args:
        templates: a folder whose templates are taken before our own.
        site: what every template can say of the site as a whole.
        kept: where templates are kept as programs.

    Raises:
        InputError: when the folder is not there.
    """
    own = jinja2.FileSystemLoader(resources.folder("templates"))
    if templates is not None and not templates.is_dir():
        raise InputError("no such folder", path=str(templates), expected="a folder of templates")
    # A template that takes the place of one of ours can still extend that one, by its full name.
    named = jinja2.PrefixLoader({"schemadoc": own})
    first = [jinja2.FileSystemLoader(templates)] if templates else []
    loader = jinja2.ChoiceLoader([*first, own, named])
    made = jinja2.Environment(loader=loader, bytecode_cache=_Programs(kept), **_OPTIONS)  # noqa: S701  (the options say so)
    made.filters["markdown"] = prose.markdown
    made.filters["inline_markdown"] = prose.inline
    made.filters["guide"] = prose.guide
    made.filters["highlight"] = prose.highlight
    made.tests["safe_link"] = prose.is_safe_link
    made.globals["site"] = site
    return made


class _Programs(jinja2.BytecodeCache):
    """Templates as Python's own programs: translating them takes longer than making some pages."""

    def __init__(self, kept: Cache) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the program of a template's text."""
        data = self._kept.get(_name(bucket))
        if data is not None:
            bucket.code = marshal.loads(data)  # noqa: S302  (the cache holds what was put there)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the program of a template's text."""
        self._kept.put(_name(bucket), marshal.dumps(bucket.code))


def _name(bucket: Bucket) -> str:
    return f"template {_TRANSLATED_BY} {bucket.key} {bucket.checksum}"
