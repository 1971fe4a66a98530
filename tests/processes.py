"""What other processes are and hold, read from /proc while they live on and end: what goes meanwhile is left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
GONE = (FileNotFoundError, ProcessLookupError)
"""Before and after the file was opened; that one may not look at a process is another thing, and an error."""


def is_running(pid: int | None) -> bool:
    """Whether there is such a process; one that has ended and only waits to be asked for is none."""
    with suppress(*GONE):
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    return False


def children_of(pid: int | None) -> list[int]:
    """The processes that one of its threads began, in the order in which they were begun, thread by thread."""
    found: list[int] = []
    with suppress(*GONE):
        for thread in sorted((PROC / str(pid) / "task").iterdir(), key=lambda path: int(path.name)):
            with suppress(*GONE):
                found += [int(child) for child in (thread / "children").read_text("ascii").split()]
    return found


def words_of(pid: int | None) -> list[str]:
    """The words that it was started with; none when it has ended."""
    with suppress(*GONE):
        return (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    return []


def open_files_of(pid: int | None) -> Iterator[Path]:
    """The files that it has open at this moment."""
    with suppress(*GONE):
        for handle in (PROC / str(pid) / "fd").iterdir():
            with suppress(*GONE):
                yield handle.readlink()
