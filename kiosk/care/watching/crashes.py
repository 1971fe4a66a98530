"""What ended the kiosk against everybody's will, kept over restarts of the machine as a line of JSON each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

Whole = Callable[[Path], AbstractContextManager[Path]]
"""Gives a draft that takes a file's place, whole or not at all: `kiosk.store.durable.written_whole`."""

MOST_KEPT = 200
"""Older ones are dropped when the watch begins."""


class CrashKind(StrEnum):
    """How the kiosk ended, or how it had to be ended."""

    DIED = "died"
    FROZE = "froze"
    NEVER_SHOWN = "never-shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """One of them. `at_ms`: Unix milliseconds; `lived_s`: seconds since its start.

    `code` is the exit code, a signal as a negative number, None where it was us who ended it.
    """

    at_ms: int
    kind: CrashKind
    code: int | None
    lived_s: float
    was_safe: bool


class CrashRecord:
    """The file of crashes. A disk that is full keeps nobody from starting the kiosk again: it is remembered here.

    With `whole` the file is begun, shortened, and mended after a power cut; without it, lines are added and no more.
    """

    def __init__(self, path: Path, *, whole: Whole | None = None) -> None:
        self._path, self._whole = path, whole
        self._crashes = list(crashes_in(path))[-MOST_KEPT:]
        with suppress(OSError):
            if whole is not None and path.exists() and len(path.read_bytes().splitlines()) > MOST_KEPT:
                self._write_anew(whole)

    @property
    def crashes(self) -> tuple[Crash, ...]:
        """All that are known, oldest first."""
        return tuple(self._crashes)

    def add(self, crash: Crash) -> None:
        """Keep one more, on disk before this returns where the disk takes it."""
        self._crashes.append(crash)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._whole is not None and not _ends_with_a_line(self._path):
                self._write_anew(self._whole)
                return
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(crash))
                file.flush()
                os.fsync(file.fileno())

    def _write_anew(self, whole: Whole) -> None:
        with whole(self._path) as draft:
            draft.write_text("".join(map(_line, self._crashes[-MOST_KEPT:])), "utf-8")


def _ends_with_a_line(path: Path) -> bool:
    """Tell whether a line may be added: behind half a line that a power cut left, it would be lost with that."""
    return path.exists() and path.read_bytes().endswith(b"\n")


def crashes_in(path: Path) -> tuple[Crash, ...]:
    """Return the crashes in a file, oldest first; lines that are torn or somebody else's are left out."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(crash for line in lines if (crash := _crash(line)) is not None)


def _crash(line: str) -> Crash | None:
    try:
        said = json.loads(line)
        code = said["code"]
        return Crash(
            at_ms=int(said["at_ms"]),
            kind=CrashKind(said["kind"]),
            code=None if code is None else int(code),
            lived_s=float(said["lived_s"]),
            was_safe=bool(said["was_safe"]),
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _line(crash: Crash) -> str:
    return json.dumps(asdict(crash)) + "\n"
