"""Recordings: brought in pieces by the kiosk that made them, fetched by those that may hear them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, delete, select, update

from kiosk.domain.recording import LONGEST_MS, MOST_BYTES, form_of
from sync.central.store.database import Store, put
from sync.central.store.tables import sounds
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import CONFLICT, KINDS, STATION

MOST_PIECE_BYTES = 64 * 1024
HASH_BYTES = 32
VOICED = {kind.name: kind.soft for kind in KINDS if kind.soft and kind is not STATION}
"""Kinds whose rows name recordings, and the fields that do; what a station has there is its hotline."""


class SoundPiece(BaseModel):
    """What a piece belongs to: `size` of the whole sound, and `at`, how many bytes of it are there already."""

    model_config = ConfigDict(frozen=True)

    size: int = Field(ge=1, le=MOST_BYTES)
    at: int = Field(ge=0, le=MOST_BYTES)
    form: Literal["wav", "ogg"]
    duration_ms: int = Field(ge=0, le=LONGEST_MS)
    made_at_ms: int = Field(ge=-(1 << 62), lt=1 << 62)


class Sounds:
    """The sounds of one database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, region: str, station: str, id_: str, piece: SoundPiece, data: bytes) -> int:
        """Append a piece; return how many bytes are here then. A piece that does not fit on changes nothing.

        With the last piece its form is looked at: nobody could play a sound of another one, so none of it is kept.
        Raises `BadMessage` for that, and for a sound of another station or another size.
        """
        with self._store.change() as connection:
            row = self._row(connection, region, id_, lock=True)
            if row is not None and (row.owner != station or row.size not in (0, piece.size)):
                raise BadMessage("another sound")
            have = len(row.data) if row is not None else 0
            if piece.at != have or have == piece.size or have + len(data) > piece.size:
                return have
            whole = (bytes(row.data) if row is not None else b"") + data
            is_good = len(whole) < piece.size or form_of(whole) == piece.form
            if is_good:
                said = {
                    "region": region,
                    "id": id_,
                    "owner": station,
                    "size": piece.size,
                    "form": piece.form,
                    "duration_ms": piece.duration_ms,
                    "made_at_ms": piece.made_at_ms,
                    "data": whole,
                }
                put(connection, sounds, [said])
            elif row is not None:  # the row stays, as it may say that everybody may hear what comes in its place
                mine = (sounds.c.region == region) & (sounds.c.id == id_)
                connection.execute(update(sounds).where(mine).values(size=0, data=b""))
        if not is_good:
            raise BadMessage(f"no {piece.form} sound")
        return len(whole)

    def about(self, region: str, station: str, id_: str) -> dict[str, Any] | None:
        """Return what there is to know of a whole sound that `station` may hear; None if there is none."""
        with self._store.look() as connection:
            row = self._heard(connection, region, station, id_)
        if row is None:
            return None
        return {
            "size": row.size,
            "form": row.form,
            "duration_ms": row.duration_ms,
            "made_at_ms": row.made_at_ms,
            "hash": blake2b(row.data, digest_size=HASH_BYTES).hexdigest(),
        }

    def data(self, region: str, station: str, id_: str) -> bytes | None:
        """Return a whole sound that `station` may hear; None if there is none."""
        with self._store.look() as connection:
            row = self._heard(connection, region, station, id_)
        return None if row is None else bytes(row.data)

    def _heard(self, connection: Connection, region: str, station: str, id_: str) -> Any:
        row = self._row(connection, region, id_)
        if row is None or not (row.is_public or row.owner == station):
            return None
        return row if row.size and len(row.data) == row.size else None

    def _row(self, connection: Connection, region: str, id_: str, *, lock: bool = False) -> Any:
        question = select(sounds).where(sounds.c.region == region, sounds.c.id == id_)
        return connection.execute(question.with_for_update() if lock else question).first()


def note_sounds(
    connection: Connection, region: str, station: str, *, public: Collection[str], dropped: Iterable[str]
) -> None:
    """Let everybody hear those in `public`, as soon as they are here; forget those that their station dropped."""
    rows = [{"region": region, "id": id_, "owner": station, "data": b"", "is_public": True} for id_ in sorted(public)]
    put(connection, sounds, rows, update=())
    for id_ in sorted(public):
        own = (sounds.c.region == region) & (sounds.c.id == id_) & (sounds.c.owner == station)
        connection.execute(update(sounds).where(own).values(is_public=True))
    drop_sounds(connection, region, station, dropped)


def drop_sounds(connection: Connection, region: str, station: str, ids: Iterable[str]) -> None:
    """Forget these recordings, as far as they are of `station`."""
    for id_ in ids:
        own = (sounds.c.region == region) & (sounds.c.id == id_) & (sounds.c.owner == station)
        connection.execute(delete(sounds).where(own))


def sounds_named(kind: str, said: Mapping[str, Any]) -> set[str]:
    """Return the recordings that a row of `kind` names; a conflict names those that it was about."""
    if kind != CONFLICT.name:
        named = [said.get(name) for name in VOICED.get(kind, ())]
    elif said.get("field") in VOICED.get(str(said.get("kind")), ()):
        named = [_value(said.get(part)) for part in ("lost", "kept")]
    else:
        named = []
    return {id_ for id_ in named if isinstance(id_, str) and "\x00" not in id_}  # PostgreSQL cannot look for that


def _value(pair: object) -> object:
    """Return the value that lost or won; None where a station wrote something else there."""
    try:
        pair = json.loads(str(pair))
    except (ValueError, RecursionError):
        return None
    return pair.get("value") if isinstance(pair, dict) else None
