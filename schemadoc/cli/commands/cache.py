"""`schemadoc cache clear`: empties the cache.

In: nothing. Out: a line on stderr. A module of its own because a command is loaded only when it is
called.
"""

from __future__ import annotations

import click

from schemadoc.cli.session import Session


@click.group("cache", short_help="Empty the cache.", no_args_is_help=False)
def command() -> None:
    """What builds keep outside the project, in the folder that SCHEMADOC_CACHE names.

    Without that variable it is where this user's caches lie; where it is empty, nothing is kept.
    """


@command.command("clear", short_help="Take everything out of it.")
@click.pass_obj
def clear(session: Session) -> None:
    """Take everything out of the cache: the next build does all of its work again."""
    from schemadoc.cli import caching
    from schemadoc.reports.terminal import plural

    cache = caching.found()
    if cache.folder is None:
        session.note("there is no cache")
        return
    removed = cache.clear()
    taken = f"{plural(removed.entries, 'entry', 'entries')}, {removed.bytes / 1e6:.1f} MB"
    session.note(f"removed {taken}, from {cache.folder.as_posix()}")
