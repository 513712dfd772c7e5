"""Real repositories, made of files and dates."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """A repository whose commits have the dates that a test gives them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *args: str, at: str | None = None, author: str | None = None) -> str:
        """Run git, with the clock at a date."""
        at = at or "2020-01-01T00:00:00Z"
        alone = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_AUTHOR_DATE": author or at,
            "GIT_COMMITTER_DATE": at,
        }
        done = subprocess.run(
            ["git", *args], cwd=self.root, env=alone, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, at: str, author: str | None = None, **files: str | None) -> str:
        """Write files (None: remove; `__` in a name is `/`, `_` a dot), commit, give the commit."""
        for name, text in files.items():
            self.write(name.replace("__", "/").replace("_", "."), text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x", at=at, author=author)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, text: str | None) -> None:
        """Write or remove a file of the working tree."""
        path = self.root / name
        if text is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
