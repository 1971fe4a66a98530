"""Voices that are being spoken, piece by piece, encrypted with everything else; none stays here for long."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.voice import Introduction, Spoken, Told
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.person_numbers import counted_number

OF_WORK = "work_wish"
"""Stands as the kind of a voice that is no complaint's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A voice that was not handed in yet: what it is about, since when, and the id of whoever is known to speak."""

    about: Spoken
    begun_at_ms: int
    person_id: str | None = None


class VoiceStore:
    """All unfinished voices of this station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_there(self, voice_id: str) -> bool:
        """Tell whether room was made for this voice."""
        return self._database.row("select 1 from voices where id = ?", (voice_id,)) is not None

    def begin(self, about: Spoken, *, at_ms: int, person_id: str | None = None) -> None:
        """Make room for what is going to be said; once begun it stays as it is. Raises `UnknownThing`."""
        if self.is_there(about.id):
            return
        match about:
            case Told():
                self._begin(about.id, about.kind.value, about.posting_id, about.slip_number, at_ms)
            case Introduction():
                self._begin(about.id, OF_WORK, "", "", at_ms)
                self._database.execute(
                    "insert into introductions (voice, trades, days, person) values (?, ?, ?, ?)",
                    (
                        about.id,
                        " ".join(about.trades),
                        " ".join(day.isoformat() for day in about.days),
                        counted_number(self._database, person_id) if person_id else None,
                    ),
                )

    def _begin(self, voice_id: str, kind: str, posting_id: str, slip_number: str, at_ms: int) -> None:
        self._database.execute(
            "insert into voices (id, kind, posting_id, slip_number, begun_at_ms) values (?, ?, ?, ?, ?)",
            (voice_id, kind, posting_id, slip_number, at_ms),
        )

    def add(self, voice_id: str, number: int, samples: bytes) -> None:
        """Keep piece `number` of a voice; a piece that is here already stays. Raises `UnknownThing`."""
        if not self.is_there(voice_id):
            raise UnknownThing(what=voice_id)
        self._database.execute(
            "insert or ignore into voice_pieces (voice, number, samples) values (?, ?, ?)",
            (voice_id, number, samples),
        )

    def samples(self, voice_id: str) -> bytes:
        """Return all that was said; empty where there is no such voice."""
        rows = self._database.rows("select samples from voice_pieces where voice = ? order by number", (voice_id,))
        return b"".join(bytes(samples) for (samples,) in rows)

    def all(self) -> tuple[Unfinished, ...]:
        """Return what the voices that are here belong to, oldest first."""
        rows = self._database.rows(
            "select v.id, v.kind, v.posting_id, v.slip_number, v.begun_at_ms, i.trades, i.days, c.id from voices v"
            " left join introductions i on i.voice = v.id"
            " left join people p on p.number = i.person left join people c on c.number = p.counts_as"
            " order by v.begun_at_ms, v.id"
        )
        return tuple(map(_unfinished, rows))

    def are_there(self) -> bool:
        """Tell whether any voice is here."""
        return bool(self._database.value("select exists (select 1 from voices)"))

    def drop(self, voice_id: str) -> None:
        """Delete a voice with all its pieces; there need not be one."""
        self._database.execute("delete from voice_pieces where voice = ?", (voice_id,))
        self._database.execute("delete from introductions where voice = ?", (voice_id,))
        self._database.execute("delete from voices where id = ?", (voice_id,))

    def drop_of(self, people: Collection[int]) -> None:
        """Delete what registered people, by their numbers, were saying."""
        theirs = "select voice from introductions where person in (select value from json_each(?))"
        for (voice_id,) in self._database.rows(theirs, (json.dumps(sorted(people)),)):
            self.drop(voice_id)


def _unfinished(row: Sequence[Any]) -> Unfinished:
    id_, kind, posting_id, slip_number, begun_at_ms, trades, days, person_id = row
    about: Spoken
    if kind == OF_WORK:
        about = Introduction(id=id_, trades=tuple(trades.split()), days=tuple(map(date.fromisoformat, days.split())))
    else:
        about = Told(id=id_, kind=ComplaintKind(kind), posting_id=posting_id, slip_number=slip_number)
    return Unfinished(about=about, begun_at_ms=begun_at_ms, person_id=person_id)
