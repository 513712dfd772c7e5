"""A site's folder: put in place whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemadoc.errors import OutputError
from schemadoc.render import output, placing

OLD = {"a.html": b"a", "b/c.html": b"c", "b/d.html": b"d", "gone/e.html": b"e"}
NEW = {"a.html": b"A", "b/c.html": b"c", "gone": b"now a file", "new/f.html": b"f"}


def build(out: Path, files: dict[str, bytes], record: bytes = b"1") -> None:
    with output.opened(out) as folder:
        for path, data in files.items():
            folder.write(path, data)
        folder.place([*files], record)


def found(folder: Path) -> dict[str, bytes]:
    """All files but those that only builds look at."""
    ours = (output.MARKER, output.RECORD)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ours
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    build(folder, OLD)
    return folder


def test_a_build_leaves_what_it_made_and_nothing_else(out: Path) -> None:
    """New files, changed ones, a file where a folder was; equal ones keep their time, old ones go.

    No empty folder and nothing beside the site is left.
    """
    os.utime(out / "b/c.html", ns=(5, 5))
    (out / "mine.txt").write_text("left here by hand")
    build(out, NEW)
    assert found(out) == NEW
    assert (out / "b/c.html").stat().st_mtime_ns == 5
    assert (out / "b/c.html").stat().st_nlink == 1
    assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_the_record_is_the_last_word(out: Path) -> None:
    """It is no older than any file, and it is left alone where nothing changed at all."""
    before = (out / output.RECORD).stat().st_mtime_ns
    build(out, OLD)
    assert (out / output.RECORD).stat().st_mtime_ns == before
    (out / "a.html").write_bytes(b"?")
    build(out, OLD)
    assert found(out) == OLD
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    assert times[out / output.RECORD] == max(times.values()) > before


# Two old files aside, three new ones in place, and the record: a step each.
@pytest.mark.parametrize("steps", range(6))
def test_what_fails_half_way_is_undone(
    out: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step of putting files in place fails, every old file is there as it was."""
    left = [steps]
    really = Path.replace

    def failing(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(28, "No space left on device", str(target))
        return really(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="No space left"):
        build(out, NEW, b"2")
    assert found(out) == OLD
    assert (out / output.RECORD).read_bytes() == b"1"
    assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_two_builds_at_once_do_not_mix(out: Path) -> None:
    """Whoever comes second is told, and changes nothing."""

    def both() -> None:
        with output.opened(out) as folder:
            folder.write("a.html", b"slow")
            build(out, NEW, b"2")
            folder.place(["a.html"], b"3")

    with pytest.raises(OutputError, match="another build wrote here meanwhile"):
        both()
    assert found(out) == NEW


def test_a_file_system_without_links_will_do(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are copied there; the result is the same."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    build(out, NEW)
    assert found(out) == NEW


def test_whoever_reads_all_files_finds_them(out: Path) -> None:
    """What is the same as before is put beside the new files on demand, with its time."""
    os.utime(out / "b/c.html", ns=(5, 5))
    with output.opened(out) as folder:
        for path, data in NEW.items():
            folder.write(path, data)
        assert not (folder.fresh / "b").exists()
        folder.complete(NEW)
        assert found(folder.fresh) == NEW
        folder.place([*NEW], b"2")
    assert found(out) == NEW
    assert (out / "b/c.html").stat().st_mtime_ns == 5


def test_links_of_the_file_system_are_not_followed(out: Path, tmp_path: Path) -> None:
    """A link that somebody put into a site is removed; what it leads to is not touched."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "x.txt").write_text("mine")
    (out / "to-folder").symlink_to(mine)
    (out / "to-file").symlink_to(mine / "x.txt")
    (out / "to-nothing").symlink_to(tmp_path / "nothing")
    build(out, OLD)
    assert found(out) == OLD
    assert (mine / "x.txt").read_text() == "mine"
    assert not [path for path in out.rglob("*") if path.is_symlink()]


class Stopping(list[str]):
    """Paths behind the first of which somebody presses a key."""

    def __iter__(self) -> Iterator[str]:
        yield self[0]
        raise KeyboardInterrupt


def test_an_exchange_that_is_interrupted_is_undone(tmp_path: Path) -> None:
    """A key that stops the program is no error of the file system, and undoes the same."""
    fresh, target, aside = (tmp_path / name for name in ("fresh", "target", "aside"))
    for folder in (fresh, target, aside):
        folder.mkdir()
    (target / "a").write_bytes(b"old")
    (fresh / "a").write_bytes(b"new")
    with pytest.raises(KeyboardInterrupt):
        placing.place(fresh, target, aside, Stopping(["a"]), [])
    assert (target / "a").read_bytes() == b"old"
