"""What git keeps: one file at one revision, and the revisions of one file.

In: a folder of a repository, a revision, a path. Out: bytes, or `Revision`s oldest first. A module
of its own because it is the only one that runs git.
"""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from schemadoc.errors import InputError

_MARK = "\x01"


class Revision(NamedTuple):
    """One commit of a file.

    `date` is the day, in UTC, of the committer's date: the author's is older where work was
    rebased, and says nothing of when it was published. `path` is the file's name in that commit,
    from the top of the repository; None where the commit deletes it.
    """

    commit: str
    date: datetime.date
    path: str | None


def show(folder: Path, revision: str, path: str, *, expected: str) -> bytes:
    """A file as a revision has it.

    Args:
        folder: in the repository.
        revision: a commit, a branch, a tag, `HEAD~2`.
        path: from the top of the repository; from the folder where it begins with `./`.
        expected: what messages say would have been right.

    Raises:
        InputError: when there is no such revision or file.
    """
    command = ("show", "--end-of-options", f"{revision}:{path}")
    return _run(folder, command, f"{revision}:{path.removeprefix('./')}", expected)


def revisions(folder: Path, path: str) -> list[Revision]:
    """The commits that changed a file, oldest first, its former names followed.

    Only the first parents are walked: a merge counts on the day on which it was made, and what was
    tried on a branch before is no state that anybody published.

    Raises:
        InputError: when the folder is in no repository, or the repository knows no such file.
    """
    command = (
        *("-c", "log.showSignature=false", "log", "--first-parent", "--diff-merges=first-parent"),
        *("--follow", "--name-status", "-z", f"--format={_MARK}%H %ct", "--", f"./{path}"),
    )
    expected = "a file of a git repository that has commits"
    found = list(_revisions(_run(folder, command, path, expected).decode("utf-8", "replace")))
    if not found:
        raise InputError("no commit has this file", path=path, expected=expected)
    return found[::-1]


def _revisions(log: str) -> Iterator[Revision]:
    """Read `git log -z --name-status`: fields end with NUL, each commit begins with the mark."""
    for block in log.split(_MARK)[1:]:
        head, *fields = block.strip("\x00\n").split("\x00")
        commit, _, seconds = head.strip().partition(" ")
        day = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
        status = fields[0].strip() if fields else "D"
        yield Revision(commit, day, None if status.startswith("D") else fields[-1])


def _run(folder: Path, command: Sequence[str], path: str, expected: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  (no shell, and no option can be smuggled in)
            ["git", *command],  # noqa: S607  (the user's git)
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise InputError(f"git cannot be run: {error.strerror}", path=path) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        problem = f"git: {said.removeprefix('fatal: ')}"
        raise InputError(problem, path=path, expected=expected)
    return done.stdout
