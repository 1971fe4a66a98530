"""After a snapshot: what it does not hold, and nobody here has changed since, is not there any more."""

from __future__ import annotations

from kiosk.store.connection import DatabaseError
from kiosk.store.database import Database
from sync.client.applying import offer_no_more
from sync.client.tables import COUNTED, DRAFT, Home
from sync.client.waiting import Waiting
from sync.protocol import kinds
from sync.protocol.kinds import Scope
from sync.protocol.page import Group


class Sweep:
    """Remembers which rows were here before a snapshot, and deletes those that it does not hold.

    Nothing is deleted before all its pages are here. A station that begins has nothing to remember.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database, self._scope = database, scope
        with database.transaction():
            database.execute("create temp table if not exists unseen (kind text, id text, primary key (kind, id))")
            database.execute("delete from unseen")
            for home in self._homes():
                database.execute(
                    f"insert into unseen (kind, id) select ?, t.{home.key} from {home.table} t{self._where(home)}",
                    (home.kind.name,),
                )
        self._is_empty = database.row("select 1 from unseen limit 1") is None

    @property
    def has_nothing_to_do(self) -> bool:
        """Whether nothing was here before."""
        return self._is_empty

    def saw(self, group: Group) -> None:
        """Cross off the rows of one group."""
        if not self._is_empty:
            kind = kinds.POSTING.name if group.kind == kinds.POSTING_DRAFT.name else group.kind
            self._database.execute_many(
                "delete from unseen where kind = ? and id = ?", [(kind, id_) for id_ in group.ids]
            )

    def finish(self, waiting: Waiting) -> int:
        """Delete what central does not have any more; return how many rows. Within a transaction."""
        gone = 0
        if not self._is_empty:
            gone = sum(self._swept(home, waiting) for home in reversed(self._homes()))
            self._database.execute("delete from unseen")
        return gone

    def _homes(self) -> list[Home]:
        left = (kinds.STATION, kinds.CONFLICT)
        homes = [home for home in COUNTED if not home.kind.is_part and home.kind not in left]
        return [home for home in homes if home.kind is kinds.POSTING or home.kind.scope is self._scope]

    def _where(self, home: Home) -> str:
        """Postings lie in both scopes: those that only their own station may see are in its own."""
        if home.kind is not kinds.POSTING:
            return ""
        unpublished = f"({DRAFT} and t.serial is null)"
        return f" where {unpublished}" if self._scope is Scope.STATION else f" where not {unpublished}"

    def _swept(self, home: Home, waiting: Waiting) -> int:
        gone = 0
        for (id_,) in self._database.rows("select id from unseen where kind = ?", (home.kind.name,)):
            if waiting.of(home.kind.name, id_):
                continue
            if waiting.is_refused(home.kind.name, id_):
                self._offer_no_more(home, id_)
                continue
            try:
                with self._database.transaction():
                    gone += self._database.execute(f"delete from {home.table} where {home.key} = ?", (id_,))
            except DatabaseError:
                self._database.execute(
                    "insert or ignore into sync_kept (kind, row_id) values (?, ?)", (home.kind.name, id_)
                )
                self._offer_no_more(home, id_)
        return gone

    def _offer_no_more(self, home: Home, id_: str) -> None:
        """Of a posting that central had once; one that it never took is this station's still."""
        was_told = "select 1 from postings where id = ? and serial is not null"
        if home.kind is kinds.POSTING and self._database.row(was_told, (id_,)) is not None:
            offer_no_more(self._database, [id_])
