"""Where templates, assets and guides lie: in a checkout, in an installed package, or with the user.

In: the name of a folder. Out: its path, and the files in it. A module of its own because nothing
else should know how the project is packed.
"""

from __future__ import annotations

import os
from pathlib import Path

import schemadoc
from schemadoc.errors import InputError

_PACKAGE = Path(schemadoc.__file__).resolve().parent
_CHECKOUT = {"templates": "templates", "assets": "site/assets", "content": "site/content"}


# Where the user's own style sheet stands in the site.
STYLE = "assets/theme.css"


def below(folder: Path, suffix: str) -> list[Path]:
    """All files of a kind in a folder and its folders, in a fixed order."""
    found = os.walk(folder)
    names = (f"{place}/{name}" for place, _, files in found for name in files)
    return [Path(name) for name in sorted(names) if name.endswith(suffix)]


def program() -> list[Path]:
    """The files that the program itself is made of."""
    return below(_PACKAGE, ".py")


def folder(name: str) -> Path:
    """The folder of `templates`, `assets` or `content`.

    Raises:
        InputError: when an installation lacks it.
    """
    packed = _PACKAGE / "_data" / name
    if packed.is_dir():
        return packed
    in_checkout = _PACKAGE.parent / _CHECKOUT[name]
    if in_checkout.is_dir():
        return in_checkout
    raise InputError(
        f"the {name} of schemadoc are missing",
        path=str(packed),
        expected="an installed package or a checkout",
        fix="install schemadoc anew",
    )


def assets(style: Path | None = None) -> dict[str, Path]:
    """The site's own files by their path in the site, and the user's style sheet.

    Raises:
        InputError: when the style sheet is not there.
    """
    if style is not None and not style.is_file():
        raise InputError("no such file", path=str(style), expected="a style sheet")
    base = folder("assets")
    files = sorted(path for path in base.rglob("*") if path.is_file())
    found = {
        f"assets/{path.relative_to(base).as_posix()}": path
        for path in files
        if not path.name.startswith(".")
    }
    return found | ({STYLE: style} if style is not None else {})


def guides(content: Path | None) -> list[tuple[str, str]]:
    """Guides as file names without their suffix, and Markdown, in the order of the names.

    Raises:
        InputError: when a named folder or a file in it cannot be read.
    """
    base = content or folder("content")
    if not base.is_dir():
        raise InputError("no such folder", path=str(base), expected="a folder of Markdown files")
    return [(path.stem, read_text(path)) for path in sorted(base.glob("*.md"))]


def read_text(path: Path) -> str:
    """A text file.

    Raises:
        InputError: when it cannot be read or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", path=str(path), expected="UTF-8 text"
        ) from error
