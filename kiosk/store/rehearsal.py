"""The restore of the newest backup, rehearsed now and then into a file that nobody uses; how it went is kept."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import DiskFull, StoreError
from kiosk.store.backups import backups_in, free_bytes
from kiosk.store.connection import connect, told
from kiosk.store.database import bring_up_to_date
from kiosk.store.durable import files_told, written_whole
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey

KEPT_IN = "rehearsal.json"
STAGE = ".rehearsal.db.tmp"
RESERVE_BYTES = 256 << 20
MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """`backup` is the name of the file, `at_ms` when it was tried; `problems`, in English: none where it is good."""

    backup: str
    at_ms: int
    problems: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.problems


def rehearse(folder: Path, key: DatabaseKey, *, now_ms: int) -> Rehearsal | None:
    """Restore the newest backup of `folder` beside it, look at every page, row and slot, and remove it again.

    None where there is no backup. Raises `DiskFull` before it takes room that the station needs; `StoreError`.
    """
    newest = next(iter(backups_in(folder)), None)
    if newest is None:
        return None
    stage = folder / STAGE
    try:
        _stage(newest, stage)
        problems = _problems(stage, key)
    finally:
        _clear(stage)
    rehearsal = Rehearsal(backup=newest.name, at_ms=now_ms, problems=tuple(problems[:MOST_PROBLEMS]))
    with files_told(), written_whole(folder / KEPT_IN) as draft:
        draft.write_text(json.dumps(asdict(rehearsal)), "utf-8")
    return rehearsal


def _stage(backup: Path, stage: Path) -> None:
    _clear(stage)
    with files_told():
        if free_bytes(stage.parent) < backup.stat().st_size + RESERVE_BYTES:
            raise DiskFull
        shutil.copyfile(backup, stage)


def _clear(stage: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        stage.with_name(f"{stage.name}{suffix}").unlink(missing_ok=True)


def _problems(stage: Path, key: DatabaseKey) -> list[str]:
    try:
        with told(stage), closing(connect(stage, key)) as connection:
            bring_up_to_date(connection)
            station = connection.execute("select count(*) from station").fetchone()[0]
    except StoreError as error:
        return [f"it cannot be opened and brought up to date: {error.key}"]
    found = check(stage, key) or []
    return found if station else ["there is no station in it", *found]


def last_rehearsal(folder: Path) -> Rehearsal | None:
    """Return how the last one went, None where there was none; what is no note of ours is as good as none."""
    try:
        said = json.loads((folder / KEPT_IN).read_text("utf-8"))
        return Rehearsal(
            backup=str(said["backup"]), at_ms=int(said["at_ms"]), problems=tuple(map(str, said["problems"]))
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
