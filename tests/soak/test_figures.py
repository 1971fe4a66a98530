"""What is read of processes and folders, at processes whose figures are known."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.soak.figures import family, files_in, holding, role_of

HOLDS = """
import os, socket, subprocess, threading
threads = [threading.Thread(target=threading.Event().wait, daemon=True) for _ in range(5)]
[thread.start() for thread in threads]
files = [open(os.devnull) for _ in range(3)]
sockets = [socket.socket() for _ in range(2)]
alive = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
dead = os.posix_spawn("/bin/true", ["true"], {})
os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
MEMORY
print(alive.pid, dead, flush=True)
input()
"""


@contextmanager
def process(memory: str = "") -> Iterator[tuple[int, int, int]]:
    """One that holds this and that: its id, those of a living and of a dead child."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS.replace("MEMORY", memory)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as started:  # fmt: skip
        assert started.stdout is not None
        alive, dead = map(int, started.stdout.readline().split())
        yield started.pid, alive, dead
        started.communicate("\n")


def test_threads_and_open_files_are_counted_by_kind() -> None:
    with process() as (pid, _, _):
        found = holding(pid)
    assert found.threads == 6
    assert found.open_files == {"pipe": 3, "socket": 2, "file": 3 + 1}
    assert found.descriptors == 9


def test_memory_of_its_own_is_seen_to_the_kilobyte() -> None:
    with process() as (pid, _, _):
        before = holding(pid).own_kb
    with process("kept = bytearray(os.urandom(20_000_000))") as (pid, _, _):
        assert holding(pid).own_kb - before == pytest.approx(20_000_000 / 1024, rel=0.1)


def test_children_living_and_dead_are_of_the_family() -> None:
    with process() as (pid, alive, dead):
        assert family(pid) == ([pid, alive], [dead])


def test_a_process_that_is_no_more_has_nothing() -> None:
    with process() as (pid, _, _):
        pass
    assert family(pid) == ([], [])
    with pytest.raises(OSError, match="No such"):
        holding(pid)


@pytest.mark.parametrize(
    ("command", "role"),
    [
        ("python -P -m ui.cli run --data D --sync-every 15", "kiosk"),
        ("python -P leaking.py descriptor run --data D", "kiosk"),
        ("python -P -m ui.cli run --desk --covers-kiosk", "desk"),
        ("python -P -m ui.cli run --board", "board"),
        ("python -P -m ui.cli sync --data D --beside 7", "sync"),
        ("python -m kiosk.speech.engine_process 7", "voice"),
        ("python /some/where/emulator --tcp 0", "printer"),
        ("/usr/bin/cat", "cat"),
    ],
)
def test_a_process_is_known_by_its_command(command: str, role: str) -> None:
    assert role_of(command.replace(" ", "\0").encode()) == role


def test_files_are_listed_with_their_sizes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"12345")
    (tmp_path / "c").write_bytes(b"")
    assert sorted(files_in(tmp_path)) == [("a/b", 5), ("c", 0)]
