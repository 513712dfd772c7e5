"""`schemadoc redact FILE …`: a page without its prose.

In: pages. Out: the same pages with their facts alone, on stdout or in a folder. A module
of its own because a command is loaded only when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from schemadoc.cli.session import Session, write, write_file
from schemadoc.errors import OutputError, SchemadocError, UsageError, report
from schemadoc.reports import json
from schemadoc.sources import read
from schemadoc.sources.pages import redact


@click.command("redact", short_help="Write a page without its prose, facts only.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="Write here; for several pages as text, a folder to which they go by their own names.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="As pages, or as one list of every page's path and text.",
)
@click.pass_obj
def command(session: Session, files: tuple[str, ...], output: str | None, form: str) -> None:
    """Write a page without its prose: layout, names, types, codes, dates and examples stay.

    Reading the result gives the same facts as reading the page, descriptions aside.
    """
    if form == "json":
        write(_as_json(files, _redacted(files)), output)
        return
    if len(files) > 1 and output is None:
        raise UsageError(
            f"{len(files)} pages and one stdout",
            fix="name a folder with --output, or take --format json",
        )
    texts = _redacted(files)
    if output is not None and (len(files) > 1 or Path(output).is_dir()):
        for name, text in _by_name(files, texts).items():
            write_file(_folder(output) / name, text.encode())
            session.note(f"wrote {(Path(output) / name).as_posix()}")
    else:
        write(texts[0], output)


def _redacted(files: Sequence[str]) -> list[str]:
    """Every page redacted, before anything is written."""
    texts: list[str] = []
    errors: list[SchemadocError] = []
    for file in files:
        shown = Path(file).as_posix()
        try:
            texts.append(redact.redact(read.read_text(Path(file), shown), shown))
        except SchemadocError as error:
            errors.append(error)
    report(errors)
    return texts


def _as_json(files: Sequence[str], texts: Sequence[str]) -> str:
    pages = [
        {"path": Path(file).as_posix(), "text": text}
        for file, text in zip(files, texts, strict=True)
    ]
    return json.render(pages)


def _by_name(files: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    """The texts by file name, under which they go into one folder."""
    named: dict[str, str] = {}
    for file, text in zip(files, texts, strict=True):
        name = Path(file).name
        if name in named:
            raise UsageError(
                f"two pages are called {name!r} and would overwrite each other",
                fix="redact them one by one",
            )
        named[name] = text
    return named


def _folder(output: str) -> Path:
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", path=folder.as_posix()) from error
    return folder
