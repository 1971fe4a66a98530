"""Names for new files that every system takes and no file has yet."""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import Path

LONGEST_NAME_BYTES = 150
"""Fifty Chinese characters; file systems take 255 bytes, with the ending and what a draft has around its name."""
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
"""What Windows and FAT, and so most memory sticks, do not take."""
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def file_name(title: str, *, otherwise: str) -> str:
    """A name, without an ending, for a file called `title`; `otherwise` where nothing of it is left."""
    name = " ".join(NOT_IN_NAMES.sub(" ", title.encode(errors="ignore").decode()).split())
    name = name.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .")
    return otherwise if not name or DEVICES.fullmatch(name) else name


def free_path(folder: Path, name: str, ending: str) -> Path:
    """`NAME.ending`, `NAME 2.ending`, `NAME 3.ending` ...: the first that is not there yet."""
    first = folder / f"{name}{ending}"
    later = (folder / f"{name} {number}{ending}" for number in count(2))
    return next(path for path in chain((first,), later) if not path.exists())
