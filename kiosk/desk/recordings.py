"""Voices that staff record for a complaint or a notice: kept at once, heard again, erased while nothing plays them."""

from __future__ import annotations

from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.recording import Recording, Sound
from kiosk.store.recordings import RecordingStore

KEPT_UNUSED_MS = 24 * 60 * 60 * 1000
"""So long a recording may belong to something that is still being written."""


class Recordings(UseCases):
    """A recording is saved before what it belongs to, so that a power cut does not cost it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = RecordingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(*STAFF)
    def keep(self, sound: Sound) -> Recording:
        """Keep a sound, and erase what was recorded a day ago and belongs to nothing.

        Raises `Refused` for more than 2 MB or ten minutes, and for what is not of its form.
        """
        with self.room.change():
            self._store.drop_unused(made_before_ms=self.room.now_ms - KEPT_UNUSED_MS)
            recording = self._store.add(
                sound.data, form=sound.form, duration_ms=sound.duration_ms, made_by=self.room.actor.staff_id
            )
            self.room.note("recording-kept", recording.id, duration_ms=recording.duration_ms)
        return recording

    @may(*STAFF)
    def sound(self, recording_id: str) -> Sound:
        """Return a recording as it was kept; raise `UnknownThing` if there is none."""
        recording = self._store.get(recording_id)
        data = self._store.sound(recording_id)
        return Sound(data=data, form=recording.form, duration_ms=recording.duration_ms)

    @may(*STAFF)
    def erase(self, recording_id: str) -> None:
        """Erase a recording that somebody threw away. Raises `UnknownThing`; `Refused` while something plays it."""
        with self.room.change():
            self._store.drop(recording_id)
            self.room.note("recording-erased", recording_id)
