"""Recordings: sound that belongs to a posting, a complaint or a notice, encrypted with everything else."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.ids import new_id
from kiosk.domain.recording import LONGEST_MS, MOST_BYTES, Recording, SoundForm, form_of
from kiosk.errors import Refused, UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import OperationKind, wall_clock_ms

KEPT = Kept(table="recordings", kind=OperationKind.RECORDING_SAVED)
UNUSED = (
    "not exists (select 1 from postings where voice = r.id)"
    " and not exists (select 1 from complaints where recording = r.id)"
    " and not exists (select 1 from notices where recording = r.id)"
)


class RecordingStore:
    """All recordings of this station."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)
        self._clock_ms = clock_ms

    def add(self, sound: bytes, *, form: SoundForm, duration_ms: int, made_by: str = "") -> Recording:
        """Keep a sound. Raises `Refused` for more than 2 MB or ten minutes, and for what is not of that `form`."""
        if len(sound) > MOST_BYTES or duration_ms > LONGEST_MS:
            raise Refused("refused-recording-too-long")
        if form_of(sound) is not form or duration_ms < 0:
            raise Refused("refused-recording-unreadable")
        made_at_ms = self._clock_ms()
        recording = Recording(
            id=new_id(now_ms=made_at_ms), form=form, duration_ms=duration_ms, made_at_ms=made_at_ms, made_by=made_by
        )
        with self._database.transaction():
            self._rows.add(
                {
                    "id": recording.id,
                    "sound": sound,
                    "form": form.value,
                    "duration_ms": duration_ms,
                    "made_at_ms": made_at_ms,
                    "made_by": made_by,
                }
            )
        return recording

    def get(self, recording_id: str) -> Recording:
        """Return what is known of a recording; raise `UnknownThing` if there is none."""
        row = self._database.row(
            "select id, form, duration_ms, made_at_ms, made_by from recordings where id = ?", (recording_id,)
        )
        if row is None:
            raise UnknownThing(what=recording_id)
        id_, form, duration_ms, made_at_ms, made_by = row
        return Recording(id=id_, form=SoundForm(form), duration_ms=duration_ms, made_at_ms=made_at_ms, made_by=made_by)

    def sound(self, recording_id: str) -> bytes:
        """Return the sound as it was added; raise `UnknownThing` if there is none."""
        found = self._database.value("select sound from recordings where id = ?", (recording_id,))
        if found is None:
            raise UnknownThing(what=recording_id)
        return bytes(found)

    def drop(self, recording_id: str) -> None:
        """Erase a recording. Raises `UnknownThing`; `Refused` while something still plays it."""
        with self._database.transaction():
            if self.is_used(recording_id):
                raise Refused("refused-recording-used")
            version = self._rows.version(recording_id)
            if not version:
                raise UnknownThing(what=recording_id)
            self._rows.take_back(Step(row_id=recording_id, before=None, version=version))

    def is_used(self, recording_id: str) -> bool:
        """Tell whether a posting, a complaint or a notice plays it."""
        return (
            self._database.row(f"select 1 from recordings r where id = ? and not ({UNUSED})", (recording_id,))
            is not None
        )

    def drop_unused(self, *, made_before_ms: int) -> int:
        """Erase what nothing plays any more and was made before that time; return how many there were.

        Younger ones may belong to something that is still being written, or that is about to be taken back.
        """
        with self._database.transaction():
            unused = self._database.rows(
                f"select id from recordings r where made_at_ms < ? and {UNUSED}", (made_before_ms,)
            )
            for (recording_id,) in unused:
                self.drop(recording_id)
        return len(unused)
