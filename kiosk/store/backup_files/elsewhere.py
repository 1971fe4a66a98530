"""How it went with the station's one more place for its backups, written down beside them for whoever asks."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.durable import files_told, made_folder, written_whole

NOTE = "elsewhere.json"
TURN = "elsewhere"
"""Nobody who carries backups by hand waits for this place, which may be a share that hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereNote:
    """`folder`: the place that is meant. `made_ms`: when the newest there was made, 0 for none (Unix time).

    `fault`: key of the sentence about what went wrong with the last try, empty for nothing. `is_apart`: the place was
    on another disk than the station.
    """

    folder: str = ""
    made_ms: int = 0
    fault: str = ""
    is_apart: bool = False


def read_note(backups: Path) -> ElsewhereNote:
    """Return what is written; of a file that is torn, nothing."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        said = json.loads((backups / NOTE).read_text("utf-8"))
        return ElsewhereNote(
            folder=str(said["folder"]), made_ms=int(said["made_ms"]), fault=str(said["fault"]),
            is_apart=said["is_apart"] is True,
        )  # fmt: skip
    return ElsewhereNote()


def note_of(backups: Path, folder: Path) -> ElsewhereNote:
    """Return the note about `folder`: an empty one where it was about another place."""
    note = read_note(backups)
    return note if note.folder == str(folder) else ElsewhereNote(folder=str(folder))


def write_note(backups: Path, note: ElsewhereNote) -> None:
    """Write it down. Raises `DiskFull`, `StoreError`."""
    with files_told():
        made_folder(backups)
        with written_whole(backups / NOTE) as draft:
            draft.write_text(json.dumps(asdict(note)), "utf-8")


def is_apart(folder: Path, backups: Path, *, note: ElsewhereNote) -> bool:
    """Tell whether `folder` is on another disk than the station.

    Raises `Refused` where it is not there, or was on another disk before: what lies there then is the empty folder in
    which that disk is to be found, and a backup in it would lie on the station's own.
    """
    try:
        is_other = folder.is_dir() and folder.stat().st_dev != backups.stat().st_dev
        if folder.is_dir() and (is_other or not note.is_apart):
            return is_other
    except OSError:
        pass
    raise Refused("error-backup-no-folder", folder=str(folder))
