"""Settings written into the station's own file: whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.care.config.changing import change_file
from kiosk.errors import Refused, StoreError, YizhanError
from kiosk.store.durable import files_told, written_whole


def set_in_file(file: Path, changes: Mapping[str, object]) -> None:
    """Set each `SECTION.KEY` in `file`; None takes it out.

    Raises `Refused` for a value that may not stand there, or a file that is no TOML; `DiskFull`, `StoreError`.
    """
    try:
        with files_told():
            change_file(file, changes, whole=written_whole)
    except StoreError:
        raise
    except YizhanError as error:
        raise Refused(error.key, **error.details) from error
