"""A note beside the backups: whom a backup must forget again when it takes the database's place, by ids alone."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.store.backups import BACKUP_NAME, backups_in
from kiosk.store.database import Database
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.forgetting import ForgettingStore
from kiosk.store.outbox import wall_clock_ms

NOTE = "forgotten.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Backups numbered up to `through` may still hold the person; from `gone_ms` on they are deleted."""

    person_id: str
    gone_ms: int
    through: int


class ForgottenNote:
    """The note in the folder of backups; it stays for ever, as copies of backups may turn up after years."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def added(self, person_ids: tuple[str, ...], *, gone_ms: int) -> Iterator[None]:
        """Note these people before the change in the block; where it fails, the note is as it was before.

        After a power cut in between, they are forgotten at the next opening, as was asked. Raises `DiskFull`.
        """
        before, through = self.entries(), newest_number(self._folder)
        new = [Entry(person_id=id_, gone_ms=gone_ms, through=through) for id_ in person_ids]
        known = {entry.person_id for entry in new}
        self._write((*(entry for entry in before if entry.person_id not in known), *new))
        try:
            yield
        except BaseException:
            with suppress(StoreError):
                self._write(before)
            raise

    def entries(self) -> tuple[Entry, ...]:
        """Return who is noted; what is no note of ours is as good as none."""
        try:
            return tuple(Entry(**each) for each in json.loads((self._folder / NOTE).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return ()

    def _write(self, entries: tuple[Entry, ...]) -> None:
        with files_told():
            made_folder(self._folder)
            with written_whole(self._folder / NOTE) as draft:
                draft.write_text(json.dumps([asdict(entry) for entry in entries]), "utf-8")

    def drop_old_backups(self, *, now_ms: int) -> int:
        """Delete the backups that should not be there any more, but for the last one; return how many they were."""
        through = max((entry.through for entry in self.entries() if entry.gone_ms <= now_ms), default=0)
        old = [path for path in backups_in(self._folder)[1:] if _number(path) <= through]
        with files_told():
            for path in old:
                path.unlink(missing_ok=True)
        return len(old)


def newest_number(folder: Path) -> int:
    """Return the running number of the newest backup, 0 where there is none."""
    return max(map(_number, backups_in(folder)), default=0)


def _number(path: Path) -> int:
    found = BACKUP_NAME.fullmatch(path.name)
    return int(found[1]) if found else 0


def clear_clips(folder: Path) -> None:
    """Drop all that was spoken, which may have been a name; clips are made again when they are needed."""
    for path in (*folder.glob("*.wav"), *folder.glob("*.part")):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a clip could not be removed: %s", error.strerror)


def forget_again(
    database: Database, backups: Path, *, clips: Path, recovered: bool, clock_ms: Callable[[], int] = wall_clock_ms
) -> None:
    """Make sure, at each opening, that whoever was forgotten still is, whatever backup the database comes from.

    `recovered`: it was just put together from a backup and from what a damaged file still held, so that there may be
    pieces that no row points to any more; drafts and recordings that nothing plays are dropped then.
    """
    note, store = ForgottenNote(backups), ForgettingStore(database, clock_ms=clock_ms)
    noted = {entry.person_id for entry in note.entries()}
    if database.only_reads or not (noted or recovered):
        return
    ids = noted | store.forgotten()
    if ids and (recovered or store.left_over(ids)):
        with database.transaction():
            store.erase(ids)
            if recovered:
                store.drop_pieces()
            store.keep_receipt(sorted(ids), receipt="", staff_id="")
        store.wipe_log()
        store.scrub_if_small()
        clear_clips(clips)
    note.drop_old_backups(now_ms=clock_ms())
