"""A station made from a backup again: everything is checked in a folder of its own before anything here changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import Refused, StoreBusy
from kiosk.store.adopted_key import adopt_key
from kiosk.store.backup_files.form import StationHead
from kiosk.store.backup_files.unpacking import AskCode, Unpacked, station_in, unpack
from kiosk.store.backups import backups_in, copy_database, is_sound
from kiosk.store.connection import is_cut_short
from kiosk.store.database import lock_file
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.going_on import go_on_as_copy, is_unused, note_forgotten, standing_of
from kiosk.store.keys import DatabaseKey, Keyring
from kiosk.store.reached import ReachedMarks
from kiosk.store.replacing import replace_database
from kiosk.store.wrapped_key import keep_wrapped, kept_wrapped, wrap

WORKSHOP = "restoring"
OTHERS_WAIT_S = 2.0
BESIDE = ".from-backup"
"""Ending of the settings of a backup where others are here already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The files of a station that a restore looks at or puts in place; `wrapped` is the key wrapped with the code."""

    database: Path
    backups: Path
    damaged: Path
    settings: Path
    keys: Path
    wrapped: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of it. `put_aside` is where the database lies that was here before, None where there was none.

    `made` is when the backup was made, as far as it says so; `settings` the file that its settings were put into, None
    where they were here already; `is_code_kept` tells that the old recovery code is this machine's from now on.
    """

    source: Path
    station: StationHead
    made: datetime | None
    put_aside: Path | None = None
    settings: Path | None = None
    is_code_kept: bool = False


class Restoring:
    """Restores the station on `ground`. `key` is the one at hand, None where there is none (`key_at_hand`).

    `marks` tell how far the databases of this machine came; a new key goes to `keyring`, or into a file.
    """

    def __init__(
        self, ground: Ground, key: DatabaseKey | None, *, marks: ReachedMarks, keyring: Keyring | None = None
    ) -> None:
        self._ground, self._key, self._marks, self._keyring = ground, key, marks, keyring

    def restore(self, source: Path | None, *, ask_code: AskCode, now: datetime, only_try: bool = False) -> Restored:
        """Restore from the file `source`, or from the newest sound backup of this machine's own folder.

        With `only_try` all is done but the last step, beside a running station. What was here before is put aside,
        never overwritten, and a power cut at any moment leaves the one station or the other. The next opening has
        whoever was forgotten forgotten again, and gives nothing out twice. Where the machine has a key of its own
        already, the database is encrypted with that one anew. Raises `Refused` with nothing changed; `DiskFull`,
        `StoreError`.
        """
        with self._alone(only_try=only_try) as workshop:
            found, unpacked = self._unpacked(source, workshop, ask_code)
            self._check_station(unpacked)
            draft = self._ready(unpacked, workshop, now=now)
            restored = Restored(source=found, station=unpacked.station, made=unpacked.made)
            return restored if only_try else self._put_in_place(draft, unpacked, restored, now=now)

    @contextmanager
    def _alone(self, *, only_try: bool) -> Iterator[Path]:
        """Shut out all others until the end, and give an empty folder to work in."""
        database = self._ground.database
        workshop = database.with_name(WORKSHOP)
        with files_told():
            made_folder(database.parent)
        try:
            turn = FileLock(database.with_name(f"{WORKSHOP}.lock"), alone=True, wait_s=0)
            with turn, FileLock(lock_file(database), alone=not only_try, wait_s=OTHERS_WAIT_S):
                try:
                    with files_told():
                        _clear(workshop, database)
                        workshop.mkdir(mode=0o700)
                    yield workshop
                finally:
                    _clear(workshop, database)
        except StoreBusy as error:
            raise Refused("error-restore-in-use") from error

    def _unpacked(self, source: Path | None, workshop: Path, ask_code: AskCode) -> tuple[Path, Unpacked]:
        if source is not None:
            return source, unpack(source, workshop / "unpacked.db", key=self._key, ask_code=ask_code)
        for number, backup in enumerate(backups_in(self._ground.backups)):
            try:
                draft = workshop / f"unpacked-{number}.db"
                return backup, unpack(backup, draft, key=self._key, ask_code=ask_code)
            except Refused as refused:
                if refused.key != "error-restore-other-key":
                    raise
        raise Refused("error-restore-none")

    def _check_station(self, unpacked: Unpacked) -> None:
        """A backup of another station takes no station's place, unless that one was never used."""
        path, key = self._ground.database, self._key
        if key is None or not path.exists() or is_cut_short(path):
            return
        here = station_in(path, key)
        if here is not None and here.id != unpacked.station.id and not is_unused(path, key):
            raise Refused("error-restore-other-station", theirs=unpacked.station.name, ours=here.name)

    def _ready(self, unpacked: Unpacked, workshop: Path, *, now: datetime) -> Path:
        """Bring the draft up to date, encrypted with the key that the machine goes on with."""
        draft, key = unpacked.draft, self._key or unpacked.key
        if key != unpacked.key:
            draft = workshop / "encrypted-anew.db"
            copy_database(unpacked.draft, draft, unpacked.key, new_key=key)
            unpacked.draft.unlink()
            if not is_sound(draft, key):
                raise Refused("error-backup-torn")
        here = standing_of(self._ground.database, key)
        go_on_as_copy(draft, key, here=here, marks=self._marks, now=now)
        return draft

    def _put_in_place(self, draft: Path, unpacked: Unpacked, restored: Restored, *, now: datetime) -> Restored:
        """Settings and key come first, as the station shall not be there without them for a moment."""
        ground, key = self._ground, self._key or unpacked.key
        note_forgotten(ground.database, key, ground.backups, now=now)
        if self._key is None:
            adopt_key(key, ground.keys, keyring=self._keyring)
        settings = self._put_settings(unpacked.settings)
        put_aside = replace_database(ground.database, draft, key=key, aside=ground.damaged, now=now)
        return Restored(
            source=restored.source,
            station=restored.station,
            made=restored.made,
            put_aside=put_aside,
            settings=settings,
            is_code_kept=self._keep_code(unpacked, key),
        )

    def _put_settings(self, settings: bytes | None) -> Path | None:
        """Put them where there are none; beside those that are here where they differ."""
        file = self._ground.settings
        if settings is None or (file.exists() and file.read_bytes() == settings):
            return None
        to = file.with_name(f"{file.name}{BESIDE}") if file.exists() else file
        with files_told(), written_whole(to) as draft:
            draft.write_bytes(settings)
        return to

    def _keep_code(self, unpacked: Unpacked, key: DatabaseKey) -> bool:
        """Let the code go on that the backup was made with, unless this machine has one of its own."""
        wrapped = unpacked.wrapped
        if wrapped is None or kept_wrapped(self._ground.wrapped, key) is not None:
            return False
        if wrapped.key_mark != key.mark():
            if unpacked.code is None:
                return False
            wrapped = wrap(key, unpacked.code, made=wrapped.code_made)
        keep_wrapped(self._ground.wrapped, wrapped)
        return True


def _clear(workshop: Path, database: Path) -> None:
    """Remove what this restore, or one that was cut off, leaves behind."""
    shutil.rmtree(workshop, ignore_errors=True)
    for draft in database.parent.glob(f".{database.name}.*.tmp"):
        draft.unlink(missing_ok=True)
