"""What processes hold, read from /proc: memory, threads, open files by kind, children; and what lies in folders."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
ROLES = {
    "kiosk.speech.engine_process": "voice", "ui.sound.player_process": "player",
    "ui.sound.recorder_process": "recorder", "--desk": "desk", "--board": "board",
    "sync": "sync", "serve": "central", "emulator": "printer", "run": "kiosk",
}  # fmt: skip
"""By a word of the command line, the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one process holds; memory in kB. `own_kb` is its anonymous memory: heap, stacks, pictures."""

    pid: int
    role: str
    rss_kb: int
    pss_kb: int
    own_kb: int
    threads: int
    open_files: dict[str, int]

    @property
    def descriptors(self) -> int:
        return sum(self.open_files.values())


def family(root: int) -> tuple[list[int], list[int]]:
    """The processes below `root` with itself, and those among them that are dead and not waited for."""
    children: dict[int, list[int]] = {}
    states: dict[int, str] = {}
    for path in PROC.glob("[0-9]*/stat"):
        if (fields := _stat(path)) is not None:
            pid = int(path.parent.name)
            states[pid], parent = fields[0], int(fields[1])
            children.setdefault(parent, []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    dead = [pid for pid in found if states.get(pid) == "Z"]
    return [pid for pid in found if pid in states and pid not in dead], dead


def _stat(path: Path) -> list[str] | None:
    """Fields of `stat` from the third on; None when the process has gone meanwhile."""
    try:
        return path.read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def holdings(pids: Iterable[int]) -> Iterator[Holding]:
    """What each holds; one that has gone meanwhile is left out."""
    for pid in pids:
        try:
            yield holding(pid)
        except (OSError, KeyError):
            continue


def holding(pid: int) -> Holding:
    """What this process holds. Raises `OSError` or `KeyError` when it is no more."""
    folder = PROC / str(pid)
    memory = _numbers(folder / "smaps_rollup")
    return Holding(
        pid=pid,
        role=role_of((folder / "cmdline").read_bytes()),
        rss_kb=memory["Rss"],
        pss_kb=memory["Pss"],
        own_kb=memory["Anonymous"],
        threads=_numbers(folder / "status")["Threads"],
        open_files=dict(Counter(_kinds(folder / "fd"))),
    )


def role_of(command: bytes) -> str:
    """What a process of the station is there for; of others the name of their program."""
    words = command.decode(errors="replace").split("\0")
    named = (role for word, role in ROLES.items() if any(each == word or each.endswith("/" + word) for each in words))
    return next(named, Path(words[0]).name)


def _numbers(path: Path) -> dict[str, int]:
    """Lines such as `Rss:  1234 kB`."""
    fields = (line.split(":", 1) for line in path.read_text().splitlines()[:80] if ":" in line)
    return {name: int(value.split()[0]) for name, value in fields if value.split() and value.split()[0].isdigit()}


def _kinds(folder: Path) -> Iterator[str]:
    for entry in folder.iterdir():
        try:
            target = os.readlink(entry)
        except OSError:
            continue
        yield target.split(":", 1)[0] if ":[" in target or target.startswith("anon_inode") else "file"


def files_in(folder: Path) -> list[tuple[str, int]]:
    """Every file below `folder` by its path there, with its size in bytes."""
    found = []
    for path in folder.rglob("*"):
        try:
            if not path.is_dir():
                found.append((str(path.relative_to(folder)), path.lstat().st_size))
        except OSError:
            continue
    return found
