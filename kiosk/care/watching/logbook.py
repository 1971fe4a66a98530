"""The log of the kiosk: what it and its processes write to stderr, bounded in size, with no number of a person in it.

The program writes no personal data into its log to begin with. Here is the second bar: a line of a library, or of a
system, may hold anything, so digits that could be a phone or an identity number are struck out of all lines.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1_000_000
FILES = 5
"""The one that is written, and the four before it."""
LONGEST_LINE = 4_000
NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ -]?[0-9]){6,}[Xx]?(?![0-9A-Za-z])")
"""Seven digits or more, also with blanks or dashes between them: phones and identity numbers."""
NOBODYS = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2})?|\d{4}-\d{3,4}-\d")
"""Dates, and the end of a slip's number."""
STRUCK_OUT = "###"


def without_numbers(line: str) -> str:
    """Strike out what may be the number of a person; dates and numbers of slips stay."""
    return NUMBER.sub(lambda found: found[0] if NOBODYS.fullmatch(found[0]) else STRUCK_OUT, line)


class Logbook:
    """Files `kiosk.log`, `kiosk.log.1` … in `folder`, together never larger than `most_bytes`. Any thread may write.

    A disk that takes nothing is no reason for anybody to stop: lines are lost then, and counted.
    """

    def __init__(self, folder: Path, *, most_bytes: int, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now
        self._most_each = max(most_bytes // FILES, LONGEST_LINE)
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._size = 0
        self.lost = 0

    @property
    def path(self) -> Path:
        """The file that is written now."""
        return self._folder / "kiosk.log"

    def write(self, line: str) -> None:
        """Add one line, with the time before it."""
        words = without_numbers(" ".join(line.splitlines()))[:LONGEST_LINE]
        data = f"{self._now():%Y-%m-%d %H:%M:%S} {words}\n".encode(errors="backslashreplace")
        with self._lock:
            try:
                self._room_for(len(data)).write(data)
                self._size += len(data)
            except OSError:
                self._close()
                self.lost += 1

    def close(self) -> None:
        """Close the file; a later line opens it again."""
        with self._lock:
            self._close()

    def _room_for(self, size: int) -> BinaryIO:
        if self._file is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self.path.open("ab", buffering=0)
            self._size = self._file.tell()
        if self._size and self._size + size > self._most_each:
            self._close()
            self._turn()
            self._file = self.path.open("ab", buffering=0)
            self._size = 0
        return self._file

    def _turn(self) -> None:
        """Move each file on by one; the oldest is written over."""
        for number in range(FILES - 1, 0, -1):
            older = self._folder / f"kiosk.log.{number}"
            newer = self._folder / f"kiosk.log.{number - 1}" if number > 1 else self.path
            if newer.exists():
                newer.replace(older)

    def _close(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
