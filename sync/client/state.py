"""What this station knows of central: where it is, who we are there, and how far each of us has heard the other."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.store.database import Database
from sync.protocol.kinds import Scope
from sync.protocol.wire import MARK_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """One row once the station is enrolled. `fork`: why this database must ask for an identity of its own; or empty.

    `seal_key`: what is sealed for central with. `stick_no`: the last bundle that was written; `stick_heard`: the last
    one whose answer was taken. `reached`: in a restored copy, the last operation of what was before, 0 if not known.
    """

    url: str
    certificate: str
    public_key: bytes
    seal_key: bytes
    token: bytes
    next_secret: bytes
    kiosk: int
    region: str
    machine: str
    fork: str
    fork_seq: int
    confirmed_seq: int
    confirmed_mark: str
    grant_no: int
    enrolled_at_ms: int
    stick_no: int = 0
    stick_heard: int = 0
    reached: int = 0


COLUMNS = (
    "url, certificate, public_key, seal_key, token, next_secret, kiosk, region, machine, fork, fork_seq, confirmed_seq,"
    " confirmed_mark, grant_no, enrolled_at_ms, stick_no, stick_heard, reached"
)


class SyncState:
    """Reads and writes it; what must hold together is written by callers within one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def central(self) -> Central | None:
        """Return what is known of central; None before the station is enrolled."""
        row = self._database.row(f"select {COLUMNS} from central")
        if row is None:
            return None
        values = dict(zip(COLUMNS.replace(",", " ").split(), row, strict=True))
        for name in ("public_key", "seal_key", "token", "next_secret"):
            values[name] = bytes(values[name])
        return Central(**values)

    def save(self, central: Central) -> None:
        """Put `central` in place of what was known."""
        names = COLUMNS.replace(",", " ").split()
        self._database.execute(
            f"insert or replace into central (only, {COLUMNS}) values (1, {', '.join('?' * len(names))})",
            [getattr(central, name) for name in names],
        )

    def positions(self) -> tuple[int, int]:
        """Return how far this database knows the region and its own station."""
        found = dict(self._database.rows("select scope, position from sync_scopes"))
        return int(found.get(Scope.REGION, 0)), int(found.get(Scope.STATION, 0))

    def reached(self, scope: Scope, position: int) -> None:
        """Note that everything up to `position` of a scope is here."""
        self._database.execute(
            "insert into sync_scopes (scope, position) values (?, ?)"
            " on conflict do update set position = excluded.position",
            (scope.value, position),
        )

    def confirmed(self, seq: int, mark: str) -> None:
        """Note the last operation that central has answered."""
        self._database.execute("update central set confirmed_seq = ?, confirmed_mark = ?", (seq, mark))

    def next_stick(self) -> int:
        """Return the number of a bundle that is about to be written; none is given twice."""
        self._database.execute("update central set stick_no = stick_no + 1")
        return int(self._database.value("select stick_no from central") or 0)

    def stick_answered(self, number: int) -> None:
        """Note that the answer to a bundle was taken; within a transaction."""
        self._database.execute("update central set stick_heard = max(stick_heard, ?)", (number,))

    def mark_of(self, seq: int) -> str | None:
        """Return the mark of operation number `seq`, None where it is not in the outbox any more."""
        found = self._database.value("select id from operations where seq = ?", (seq,))
        return None if found is None else str(found)[-MARK_LENGTH:]
