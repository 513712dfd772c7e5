"""Work that another process does: its bytes, or nothing, and never a trace of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from schemadoc import beside


def fails() -> bytes:
    """Work that cannot be done."""
    raise ValueError("no")


def says() -> bytes:
    """Work that speaks."""
    os.write(1, b"out")
    os.write(2, b"err")
    return b"done"


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (lambda: b"", b""),
        (lambda: b"x" * 3_000_000, b"x" * 3_000_000),
        (lambda: str(os.getpid()).encode() and b"there", b"there"),
        (says, b"done"),
        (fails, None),
        (lambda: os._exit(0), b""),
        (lambda: os.kill(os.getpid(), 9), None),
        (lambda: sys.exit(3), None),
    ],
)
def test_work_gives_its_bytes_or_nothing(
    work: Callable[[], bytes], expected: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Bytes of any length arrive; what fails, ends or is killed gives none, and no word either."""
    assert beside.begin(work)() == expected
    assert capfd.readouterr() == ("", "")


def test_work_is_done_meanwhile() -> None:
    """Another process works, and what it changes it changes for itself."""
    seen = []

    def work() -> bytes:
        seen.append(1)
        return str(os.getpid()).encode()

    found = beside.begin(work)()
    assert found is not None
    assert int(found) != os.getpid()
    assert not seen


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_work_ends_where_nobody_waits(tmp_path: Path) -> None:
    """Who has more to say than a pipe holds does not wait for one that is gone."""
    program = f"""
import os, pathlib
from schemadoc import beside
def work():
    pathlib.Path({str(tmp_path / "new")!r}).write_text(str(os.getpid()))
    os.rename({str(tmp_path / "new")!r}, {str(tmp_path / "pid")!r})
    return b"x" * 3_000_000
beside.begin(work)
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    end = time.monotonic() + 20
    while not (tmp_path / "pid").exists() and time.monotonic() < end:
        time.sleep(0.05)
    process = int((tmp_path / "pid").read_text())
    while _runs(process) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _runs(process)


def _runs(process: int) -> bool:
    """Whether there is such a process, and it is no mere entry in a table."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_beside_threads_nothing_is_begun() -> None:
    """A fork could inherit a lock that nobody opens: whoever asks does the work himself."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert beside.begin(lambda: b"x")() is None
    finally:
        done.set()
        thread.join()
