"""The station itself, as the database keeps it, with the key that signs its slips."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict

from kiosk.domain.ids import new_id
from kiosk.domain.station import Station
from kiosk.store.database import Database
from kiosk.store.outbox import Change, OperationKind, Outbox, wall_clock_ms

NEW_NAME = "零工驿站"
PREFIX_LETTERS = "ACDEFHJKLMNPRTUVWXY"
PREFIX_DIGITS = "23456789"
"""Letters and digits that are not mistaken for each other when read or said (no B/8, O/0, I/1, S/5, Z/2, G/6, Q)."""
SEED_BYTES = 32
"""An Ed25519 private key is 32 random bytes (RFC 8032, 5.1.5)."""


class StationStore:
    """The one station of this database."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._clock_ms = clock_ms

    def current(self) -> Station:
        """Return the station; the first time, a new one whose slip prefix is drawn by lot."""
        found = self._found()
        if found:
            return found
        with self._database.transaction():
            return self._found() or self._saved(_new_station())

    def save(self, station: Station) -> None:
        """Keep `station` in place of the one before."""
        with self._database.transaction():
            self._saved(station)

    def adopt(self, station: Station) -> None:
        """Keep `station` as central says it is. What waits to be told of it is told no more; within a transaction."""
        base = int(self._database.value("select version from station") or 0)
        self._database.table("station").upsert({"only": 1, **asdict(station), "version": base + 1}, pk="only")
        self._database.execute(
            "update operations set kind = ?, row_id = '-', fields = '{}' where kind = ? and state = 'waiting'",
            (OperationKind.NOTHING.value, OperationKind.STATION_SAVED.value),
        )

    def signing_seed(self) -> bytes:
        """Return the seed of the station's Ed25519 key, made at the first call; it never leaves this database."""
        seed = self._database.value("select signing_seed from station_key")
        if seed is None:
            with self._database.transaction():
                self._database.execute(
                    "insert or ignore into station_key (only, signing_seed) values (1, ?)",
                    (secrets.token_bytes(SEED_BYTES),),
                )
            seed = self._database.value("select signing_seed from station_key")
        return bytes(seed)

    def _found(self) -> Station | None:
        row = self._database.row("select id, name, prefix, region, phone, hotline from station")
        if row is None:
            return None
        id_, name, prefix, region, phone, hotline = row
        return Station(id=id_, name=name, prefix=prefix, region=region, phone=phone, hotline=hotline)

    def _saved(self, station: Station) -> Station:
        base = int(self._database.value("select version from station") or 0)
        fields = asdict(station)
        self._database.table("station").upsert({"only": 1, **fields, "version": base + 1}, pk="only")
        change = Change(kind=OperationKind.STATION_SAVED, row_id=station.id, fields=fields, base_version=base)
        self._outbox.add([change], now_ms=self._clock_ms())
        return station


def current_prefix(database: Database) -> str:
    """Return what slips, complaints and cards begin with now: another process may have taken a new one."""
    return StationStore(database).current().prefix


def _new_station() -> Station:
    return Station(id=new_id(), name=NEW_NAME, prefix=drawn_prefix())


def drawn_prefix(*, but: str = "") -> str:
    """Return a slip prefix drawn by lot, another one than `but`."""
    pairs = [letter + digit for letter in PREFIX_LETTERS for digit in PREFIX_DIGITS if letter + digit != but]
    return secrets.choice(pairs)
