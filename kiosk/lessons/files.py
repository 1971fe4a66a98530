"""Reads what somebody laid into a folder of lessons: ordinary files only, never more bytes than may be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kiosk.errors import YizhanError

_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link would lead out of the folder, and a pipe would keep us waiting."""


def bytes_in(path: Path, *, most: int) -> bytes:
    """Return what stands in the file; raise `YizhanError` where it is none, is a link, or has more than `most`."""
    if path.is_symlink():
        raise YizhanError("lesson-is-link", file=str(path))
    try:
        handle = os.open(path, _PLAIN)
    except (OSError, ValueError) as error:
        raise YizhanError("lesson-unreadable", file=str(path)) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise YizhanError("lesson-unreadable", file=str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise YizhanError("lesson-unreadable", file=str(path)) from error
    finally:
        os.close(handle)
    if len(data) > most:
        raise YizhanError("lesson-too-big", file=str(path), most=most // 1024)
    return data
