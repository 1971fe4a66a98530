"""Where a file is, in words that can be broken into lines."""

from __future__ import annotations

import os
from pathlib import Path

MAY_BREAK = "\u200b"
LONGEST_PIECE = 24


def shown_path(path: Path) -> str:
    """The whole path; a line may end behind each folder, and within a long name."""
    plain = str(path).encode(errors="replace").decode()
    return (os.sep + MAY_BREAK).join(map(_in_pieces, plain.split(os.sep)))


def _in_pieces(name: str) -> str:
    return MAY_BREAK.join(name[start : start + LONGEST_PIECE] for start in range(0, len(name), LONGEST_PIECE))
