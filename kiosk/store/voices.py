"""Voices that are being spoken, piece by piece, encrypted with everything else; none stays here for long."""

from __future__ import annotations

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.voice import Told
from kiosk.errors import UnknownThing
from kiosk.store.database import Database


class VoiceStore:
    """All unfinished voices of this station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, told: Told, *, at_ms: int) -> None:
        """Make room for what is going to be said; once begun it stays as it is."""
        self._database.execute(
            "insert or ignore into voices (id, kind, posting_id, slip_number, begun_at_ms) values (?, ?, ?, ?, ?)",
            (told.id, told.kind.value, told.posting_id, told.slip_number, at_ms),
        )

    def add(self, voice_id: str, number: int, samples: bytes) -> None:
        """Keep piece `number` of a voice; a piece that is here already stays. Raises `UnknownThing`."""
        if self._database.row("select 1 from voices where id = ?", (voice_id,)) is None:
            raise UnknownThing(what=voice_id)
        self._database.execute(
            "insert or ignore into voice_pieces (voice, number, samples) values (?, ?, ?)",
            (voice_id, number, samples),
        )

    def samples(self, voice_id: str) -> bytes:
        """Return all that was said; empty where there is no such voice."""
        rows = self._database.rows("select samples from voice_pieces where voice = ? order by number", (voice_id,))
        return b"".join(bytes(samples) for (samples,) in rows)

    def all(self) -> tuple[Told, ...]:
        """Return what the voices that are here belong to, oldest first."""
        rows = self._database.rows("select id, kind, posting_id, slip_number from voices order by begun_at_ms, id")
        return tuple(
            Told(id=id_, kind=ComplaintKind(kind), posting_id=posting_id, slip_number=slip_number)
            for id_, kind, posting_id, slip_number in rows
        )

    def are_there(self) -> bool:
        """Tell whether any voice is here."""
        return bool(self._database.value("select exists (select 1 from voices)"))

    def drop(self, voice_id: str) -> None:
        """Delete a voice with all its pieces; there need not be one."""
        self._database.execute("delete from voice_pieces where voice = ?", (voice_id,))
        self._database.execute("delete from voices where id = ?", (voice_id,))
