"""After a snapshot: what it does not hold, and nobody here has changed since, is not there any more."""

from __future__ import annotations

from kiosk.store.connection import DatabaseError
from kiosk.store.database import Database
from sync.client.tables import COUNTED, DRAFT, Home
from sync.client.waiting import Waiting
from sync.protocol import kinds
from sync.protocol.kinds import Scope
from sync.protocol.page import Group


class Sweep:
    """Remembers what a snapshot held, and deletes the rest; nothing is deleted before all its pages are here."""

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database, self._scope = database, scope
        database.execute("create temp table if not exists snapshot_rows (kind text, id text, primary key (kind, id))")
        database.execute("delete from snapshot_rows")

    def saw(self, group: Group) -> None:
        """Remember the rows of one group."""
        self._database.execute_many(
            "insert or ignore into snapshot_rows (kind, id) values (?, ?)", [(group.kind, id_) for id_ in group.ids]
        )

    def finish(self, waiting: Waiting) -> int:
        """Delete what central does not have any more; return how many rows. Within a transaction."""
        gone = 0
        for home in reversed(COUNTED):
            if home.kind.is_part or home.kind is kinds.STATION or home.kind is kinds.CONFLICT:
                continue
            gone += self._swept(home, waiting)
        self._database.execute("delete from snapshot_rows")
        return gone

    def _swept(self, home: Home, waiting: Waiting) -> int:
        is_posting = home.kind is kinds.POSTING
        if not is_posting and home.kind.scope is not self._scope:
            return 0
        names = [kinds.POSTING_DRAFT.name if is_posting and self._scope is Scope.STATION else home.kind.name]
        where = ""
        if is_posting:
            unpublished = f"({DRAFT} and t.serial is null)"
            where = f" and {unpublished}" if self._scope is Scope.STATION else f" and not {unpublished}"
        rows = self._database.rows(
            f"select t.{home.key} from {home.table} t where not exists"
            f" (select 1 from snapshot_rows s where s.kind = ? and s.id = t.{home.key}){where}",
            (names[0],),
        )
        gone = 0
        for (id_,) in rows:
            if waiting.of(home.kind.name, id_) or waiting.is_refused(home.kind.name, id_):
                continue
            try:
                with self._database.transaction():
                    gone += self._database.execute(f"delete from {home.table} where {home.key} = ?", (id_,))
            except DatabaseError:
                self._database.execute(
                    "insert or ignore into sync_kept (kind, row_id) values (?, ?)", (home.kind.name, id_)
                )
        return gone
