"""The files of the county's programs as they are served: nothing but what lies in the two folders of them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOST_NAME = 150
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+!-]*", re.ASCII)
PIECE_BYTES = 1 << 18


class Part(StrEnum):
    """Who speaks for the programs, and the programs themselves."""

    METADATA = "metadata"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file. What is written in its place later is another one."""

    path: Path
    size: int

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """Yield its bytes from `start` up to `end`, a piece at a time."""
        with self.path.open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(PIECE_BYTES, end - start))):
                start += len(piece)
                yield piece


class PublishedFiles:
    """The files in `folder`; none at all for None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def found(self, part: Part, name: str) -> Found | None:
        """Return a file by its bare name; None where there is none, and for a link or whatever else is no file."""
        if self._folder is None or not NAME.fullmatch(name):
            return None
        path = self._folder / part / name
        try:
            about = os.lstat(path)
        except OSError:
            return None
        return Found(path=path, size=about.st_size) if stat.S_ISREG(about.st_mode) else None
