"""How far a database came, kept outside the data folder: whoever puts an older copy of it back is found out there."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import DamagedDatabase, StoreError
from kiosk.store.database import Database
from kiosk.store.durable import made_folder, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import wall_clock_ms
from kiosk.store.sync_state import KNOWS_CENTRAL, SEQ, new_line, number_anew, suspend

LOCK = "reached.lock"
LOCK_WAIT_S = 2.0
PLACES = 2
PLACE_BYTES = 4096
"""A file has two places, written in turn: what a power cut tears is one of them, and the other says what was before.
Nothing of the file but these bytes changes then, which costs a tenth of putting a new file in its place."""
CHECK_BYTES = 8
MOST_DIGITS = 19
"""SQLite numbers no further."""
LEFT_BEHIND = (1 << 62) - 1
"""What no line reaches: a database of this one, whichever is put back, is never the one to go on with."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A database and what became of it, until a copy of it begins a line of its own (`sync_state.suspend`).

    `reached` is the number of its last operation; within one line it only grows.
    """

    id: str
    reached: int


class ReachedMarks:
    """One small file for each line, in `folder`, which must not lie in the data folder.

    They stay for ever, as copies may turn up after years. What is no mark of ours, or cannot be read, is as good as
    none; where none can be written, that is logged and nothing else.
    """

    def __init__(self, folder: Path, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._folder, self._clock_ms = folder, clock_ms
        self._kept: Line | None = None
        self._is_failing = False

    def of(self, line_id: str) -> int:
        """Return how far the line is known to have come, 0 where that is not known."""
        try:
            with self._file(line_id).open("rb") as file:
                return max(_read(file, line_id))
        except OSError:
            return 0

    def look_back(self, database: Database) -> None:
        """See whether `database` is an older copy of itself, and have it go on as a copy then; before it is used.

        Whoever is first does that, once: the copy begins a line of its own. A station that central knows has its slots
        suspended, one that is alone numbers its slips under another prefix. Raises `StoreError`.
        """
        line, reached = self._as_marked(database)
        if line.reached < reached:
            self._go_on_as_copy(database, line, reached)
        self.keep(database)

    def _as_marked(self, database: Database) -> tuple[Line, int]:
        """Return the line of `database`, and how far that same line is known to have come."""
        line = _begun_line(database)
        while True:
            reached = self.of(line.id)
            now = _line(database) or line  # only now: a number that was marked by then is in this database by now
            if now.id == line.id:
                return now, reached
            line = now  # another process found an older copy meanwhile, and began this line

    def leave_behind(self, line_id: str) -> int:
        """Mark a line as one that another goes on from, and return how far it had come; 0 where nobody can be sure.

        On disk when this returns: only then may central hear that nobody gives anything out in it any more.
        """
        reached = self.of(line_id)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self._folder / LOCK, alone=True, wait_s=LOCK_WAIT_S):
                self._put(Line(id=line_id, reached=LEFT_BEHIND))
        except (OSError, StoreError) as error:
            log.warning("It cannot be noted outside the data folder that an older database was left behind: %r.", error)
            return 0
        return reached if reached < LEFT_BEHIND else 0

    def keep(self, database: Database) -> None:
        """Mark how far `database` has come, on disk when this returns; what stands in the way is logged."""
        try:
            line = _line(database)
            if line is not None and line != self._kept:
                self._keep(database)
            self._is_failing = False
        except DamagedDatabase:
            return  # whoever reads next is told
        except (OSError, StoreError) as error:
            if not self._is_failing:
                log.warning("It cannot be noted outside the data folder how far the database came: %r.", error)
            self._is_failing = True

    def _keep(self, database: Database) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self._folder / LOCK, alone=True, wait_s=LOCK_WAIT_S):
            line = _line(database)  # read in here, so that no process puts less in place of another one's more
            if line is None:
                return
            self._put(line)
        self._kept = line

    def _put(self, line: Line) -> None:
        try:
            with self._file(line.id).open("r+b") as file:
                _raise(file, line)
        except FileNotFoundError:
            made_folder(self._folder)
            with written_whole(self._file(line.id)) as draft:
                draft.write_bytes(_mark(line) + _mark(Line(id=line.id, reached=0)))

    def _go_on_as_copy(self, database: Database, line: Line, reached: int) -> None:
        with database.transaction():
            now = _line(database)
            if now is None or now.id != line.id or now.reached >= reached:
                return  # another process was quicker
            told = self.leave_behind(line.id)
            if database.row(KNOWS_CENTRAL) is None:
                number_anew(database.execute, now_ms=self._clock_ms())
            else:
                suspend(database.execute, now_ms=self._clock_ms(), reached=told)
        log.warning("The database is an older copy: %d operations, %d were reached.", line.reached, reached)

    def _file(self, line_id: str) -> Path:
        return self._folder / line_id


def _raise(file: BinaryIO, line: Line) -> None:
    """Write over the place that says less, and see that it is on the disk."""
    said = _read(file, line.id)
    if max(said) >= line.reached:
        return
    file.seek(said.index(min(said)) * PLACE_BYTES)
    file.write(_mark(line))
    file.flush()
    (os.fsync if sys.platform == "win32" else os.fdatasync)(file.fileno())


def _read(file: BinaryIO, line_id: str) -> list[int]:
    """Return what the places say, 0 for one that says nothing of this line."""
    file.seek(0)
    return [_number(file.read(PLACE_BYTES), line_id) for _ in range(PLACES)]


def _number(place: bytes, line_id: str) -> int:
    number = place.split(b" ", 1)[0]
    is_ours = number.isdigit() and place == _mark(Line(id=line_id, reached=int(number[:MOST_DIGITS])))
    return int(number) if is_ours else 0


def _mark(line: Line) -> bytes:
    """What stands in a place: the number, and a hash that a torn place, or another line's, does not have."""
    said = f"{line.reached} {line.id}"
    check = blake2b(said.encode(), digest_size=CHECK_BYTES).hexdigest()
    return f"{said} {check}\n".encode().ljust(PLACE_BYTES)


def _line(database: Database) -> Line | None:
    row = database.row(f"select id, {SEQ} from line")
    return None if row is None else Line(id=row[0], reached=row[1])


def _begun_line(database: Database) -> Line:
    """Return the line of `database`; the first time, a new one."""
    found = _line(database)
    if found is None:
        with database.transaction():
            database.execute("insert or ignore into line (only, id) values (1, ?)", (new_line(),))
        found = _line(database)
    assert found is not None
    return found
