"""What a restored database must know of the one whose place it takes: how far that came, and whom it forgot."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.forgetting import GONE_AFTER_DAYS
from kiosk.errors import StoreError
from kiosk.store.connection import DatabaseError, connect, is_cut_short, told
from kiosk.store.database import bring_up_to_date
from kiosk.store.forgotten_note import ForgottenNote
from kiosk.store.keys import DatabaseKey
from kiosk.store.outbox import OperationKind
from kiosk.store.reached import Line, ReachedMarks
from kiosk.store.sync_state import KNOWS_CENTRAL, SEQ, number_anew, suspend

if TYPE_CHECKING:
    import sqlite3

UNUSED = (
    "select not exists (select 1 from operations where kind <> ?)"
    " and not exists (select 1 from station where region <> '')"
)
LINE = f"select id, {SEQ} from line"

Answer = TypeVar("Answer")


def is_unused(path: Path, key: DatabaseKey) -> bool:
    """Tell whether nobody ever did anything at the station in the database at `path`, nor said where it stands."""
    return bool(
        _asked(path, key, lambda here: here.execute(UNUSED, (OperationKind.STATION_SAVED.value,)).fetchone()[0])
    )


def standing_of(path: Path, key: DatabaseKey) -> Line | None:
    """Return how far the database at `path` came, None where there is none that `key` opens."""
    row = _asked(path, key, lambda here: here.execute(LINE).fetchone())
    return Line(id=row[0], reached=row[1]) if row else None


def note_forgotten(path: Path, key: DatabaseKey, backups: Path, *, now: datetime) -> None:
    """Note beside the backups whom the database at `path` has forgotten, also those that central told it to forget."""
    rows = _asked(path, key, lambda here: here.execute("select person_id from forgotten").fetchall())
    note = ForgottenNote(backups)
    known = {entry.person_id for entry in note.entries()}
    new = tuple(sorted(id_ for (id_,) in rows or () if id_ not in known))
    if new:
        gone = now + timedelta(days=GONE_AFTER_DAYS)
        with note.added(new, gone_ms=int(gone.timestamp() * 1000)):
            pass


def _asked(path: Path, key: DatabaseKey, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
    """Ask the database that is about to be put aside; None where it cannot answer, as it is damaged or too old."""
    if not path.exists() or is_cut_short(path):
        return None
    try:
        with told(path), closing(connect(path, key)) as connection:
            return question(connection)
    except (StoreError, DatabaseError):
        return None


def go_on_as_copy(draft: Path, key: DatabaseKey, *, here: Line | None, marks: ReachedMarks, now: datetime) -> None:
    """Bring the database `draft` up to date, and see that it gives nothing out that was given out since it was copied.

    Where this machine's marks say that its line came further, the next opening sees to that (`ReachedMarks.look_back`),
    and where they say that nothing was done since, it goes on as it is. In all other cases nobody knows, as on a new
    machine: it begins a line of its own at once. Raises `NewerSchema`, `StoreError`.
    """
    with told(draft), closing(connect(draft, key)) as connection:
        bring_up_to_date(connection)
        row = connection.execute(LINE).fetchone()
        if row is None or not _is_known(Line(id=row[0], reached=row[1]), here=here, marks=marks):
            _begin_line(connection, now=now)
        connection.execute("pragma journal_mode = delete").fetchone()


def _is_known(line: Line, *, here: Line | None, marks: ReachedMarks) -> bool:
    marked = marks.of(line.id)
    came_further = here is not None and here.id == line.id and here.reached > line.reached
    return marked > line.reached or (marked == line.reached > 0 and not came_further)


def _begin_line(connection: sqlite3.Connection, *, now: datetime) -> None:
    now_ms = int(now.timestamp() * 1000)
    is_enrolled = connection.execute(KNOWS_CENTRAL).fetchone() is not None
    connection.execute("begin immediate")
    if is_enrolled:
        suspend(connection.execute, now_ms=now_ms)
    else:
        number_anew(connection.execute, now_ms=now_ms)
    connection.execute("commit")
