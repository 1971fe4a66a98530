"""The station's one more place for its backups, as its settings name it: another disk, a stick that stays, a share.

It may be gone, full or hang, and the station goes on as if nobody had wanted it: whoever asks is told by a note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import Refused, YizhanError
from kiosk.store.backup_files.elsewhere import ElsewhereNote, is_apart, note_of, write_note
from kiosk.store.backups import backups_in, made_at
from kiosk.store.wrapped_key import kept_wrapped
from kiosk.upkeep import Upkeep, last_time

if TYPE_CHECKING:
    from kiosk.store.backup_files.carrying import Carried, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The place of one station, and its backups there."""

    upkeep: Upkeep

    @property
    def folder(self) -> Path | None:
        """The place (`backup.folder`), None where none is set."""
        said = self.upkeep.settings.folder
        return Path(said) if said else None

    def note(self) -> ElsewhereNote:
        """Return how it went so far with the place that is set now."""
        return note_of(self.upkeep.places.backups, self.folder or Path())

    def is_due(self) -> bool:
        """Tell whether what lies there is older than the last `backup.at`, or the last try went wrong.

        Nothing is looked at there, as a share that hangs would keep whoever looks. Nothing is due where there is no
        other backup than the one that lies there, whatever a clock says; nor without a recovery code, as it would open
        nowhere else.
        """
        upkeep, note = self.upkeep, self.note()
        own = backups_in(upkeep.places.backups)
        if self.folder is None or not own or kept_wrapped(upkeep.places.wrapped_key, upkeep.key) is None:
            return False
        now = upkeep.now()
        is_of_today = last_time(upkeep.settings.at, now).timestamp() <= note.made_ms / 1000 <= now.timestamp()
        return bool(note.fault) or (note.made_ms != _made_ms(own[0], now) and not is_of_today)

    def back_up(self, *, progress: Progress | None = None) -> Carried:
        """Put the newest backup there as a file that a new machine can open, and note how it went.

        At most `backup.keep` of the station stay, and 8 GB; nothing of anybody else is touched. Raises `Refused` where
        no place is set, or for what is wrong there; `StoreError`.
        """
        folder, note = self.folder, self.note()
        if folder is None:
            raise Refused("error-backup-no-second-place")
        try:
            carried, is_on_another = self._carried(folder, note, progress)
        except YizhanError as error:
            write_note(self.upkeep.places.backups, replace(note, fault=error.key))
            raise
        made_ms = _made_ms(carried.backup, self.upkeep.now())
        done = ElsewhereNote(folder=str(folder), made_ms=made_ms, is_apart=is_on_another)
        write_note(self.upkeep.places.backups, done)
        return carried

    def _carried(self, folder: Path, note: ElsewhereNote, progress: Progress | None) -> tuple[Carried, bool]:
        upkeep = self.upkeep
        own = upkeep.places.backups
        newest = next(iter(backups_in(own)), None) or upkeep.back_up_now()
        is_on_another = is_apart(folder, own, note=note)
        return upkeep.carry(newest, folder, most=upkeep.settings.keep, progress=progress), is_on_another


def _made_ms(backup: Path, now: datetime) -> int:
    return int(made_at(backup, now.tzinfo).timestamp() * 1000)
