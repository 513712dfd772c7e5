"""Work that another process does: its bytes, or nothing, and never a trace of it.

Each test begins it in a process of its own: beside the threads of others nothing is begun.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

_BEGIN = """
import os, sys, threading
from schemadoc import beside

def says():
    os.write(1, b"out")
    os.write(2, b"err")
    print("out", "err", file=sys.stderr)
    return b"done"

seen, this = [], os.getpid()
found = beside.begin({work})()
sys.stdout.write(repr((found, seen)))
"""


def run(program: str) -> str:
    """What a program says; it complains of nothing."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ("bytes", b""),
        ("lambda: b'x' * 300_000", b"x" * 300_000),
        ("lambda: b'this' if os.getpid() == this else b'other'", b"other"),
        ("lambda: seen.append(1) or b'there'", b"there"),
        ("says", b"done"),
        ("lambda: 1 / 0", None),
        ("lambda: os.kill(os.getpid(), 9)", None),
        ("lambda: sys.exit(3)", None),
        ("lambda: os._exit(0)", b""),
    ],
)
def test_work_gives_its_bytes_or_nothing(work: str, expected: bytes | None) -> None:
    """Another process works: bytes of any length arrive, what fails or is killed gives none.

    Neither a word of it is heard nor is anything here another one.
    """
    assert run(_BEGIN.format(work=work)) == repr((expected, []))


def test_beside_threads_nothing_is_begun() -> None:
    """A fork could inherit a lock that nobody opens: whoever asks does the work himself."""
    program = _BEGIN.replace("seen, this", "threading.Timer(0.5, bytes).start()\nseen, this")
    assert run(program.format(work="bytes")) == repr((None, []))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_work_ends_where_nobody_waits(tmp_path: Path) -> None:
    """Who has more to say than a pipe holds does not wait for one that is gone."""
    run(f"""
import os, pathlib
from schemadoc import beside
def work():
    pathlib.Path({str(tmp_path / "new")!r}).write_text(str(os.getpid()))
    os.rename({str(tmp_path / "new")!r}, {str(tmp_path / "pid")!r})
    return b"x" * 3_000_000
beside.begin(work)
os._exit(0)
""")
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
