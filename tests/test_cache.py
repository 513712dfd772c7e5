"""The cache: keeps what it was given, loses nothing but time when it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemadoc.cache import NONE, Cache, Removed


def test_an_entry_comes_back_as_it_was_put(tmp_path: Path) -> None:
    """Bytes by any name, the newest of them, from a folder that was not there before."""
    cache = Cache(tmp_path / "a" / "b")
    assert cache.get("x/../\0☃") is None
    cache.put("x/../\0☃", b"one")
    cache.put("x/../\0☃", b"two\0")
    assert Cache(tmp_path / "a" / "b").get("x/../\0☃") == b"two\0"
    assert cache.get("other") is None
    assert sorted(path.parent for path in tmp_path.rglob("*.*")) == [tmp_path / "a" / "b"]


def test_no_folder_keeps_nothing() -> None:
    """Without a folder everything is a miss and nothing an error."""
    NONE.put("x", b"one")
    assert NONE.get("x") is None
    assert NONE.clear() == Removed(0, 0)


@pytest.mark.parametrize("broken", ["file", "entry"])
def test_what_cannot_be_written_is_no_error(tmp_path: Path, broken: str) -> None:
    """A file where the folder should be, a folder where the entry should be: a miss, no trace."""
    folder = tmp_path / "cache"
    cache = Cache(folder)
    if broken == "file":
        folder.write_bytes(b"mine")
    else:
        cache.put("x", b"one")
        (entry,) = folder.iterdir()
        entry.unlink()
        entry.mkdir()
    cache.put("x", b"two")
    assert cache.get("x") is None
    assert folder.read_bytes() == b"mine" if broken == "file" else len(list(folder.iterdir())) == 1


def test_the_oldest_entries_go_first(tmp_path: Path) -> None:
    """A full cache drops what was put longest ago, and never takes more than its limit."""
    cache = Cache(tmp_path, limit=50)
    for at, name in enumerate(("a", "b", "c")):
        cache.put(name, b"1234")
        for path in tmp_path.iterdir():
            if path.stat().st_mtime > 100:
                os.utime(path, (at, at))
    assert [cache.get(name) for name in "abc"] == [None, b"1234", b"1234"]
    cache.put("large", b"1" * 60)
    assert cache.get("large") is None
    assert cache.get("c") == b"1234"


@pytest.mark.parametrize("change", [b"", b"x", b"y" * 40])
def test_an_entry_that_is_not_whole_is_none(tmp_path: Path, change: bytes) -> None:
    """A file that was cut short, or that something else wrote, is a miss."""
    cache = Cache(tmp_path)
    cache.put("x", b"123")
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] if change == b"x" else change)
    assert cache.get("x") is None


def test_an_entry_of_somebody_else_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that others can write to, only what this user put there is taken."""
    cache = Cache(tmp_path)
    cache.put("x", b"123")
    monkeypatch.setattr(os, "getuid", lambda: 12_345)
    assert cache.get("x") is None


def test_clearing_takes_entries_alone(tmp_path: Path) -> None:
    """Every entry goes and is counted; a stranger's file stays."""
    cache = Cache(tmp_path)
    cache.put("a", b"123")
    cache.put("b", b"4567")
    (tmp_path / "notes.txt").write_text("mine")
    assert cache.clear() == Removed(2, 16 + 3 + 16 + 4)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert cache.get("a") is None
