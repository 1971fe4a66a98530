"""Staff's own recording of a posting, which is played instead of the made voice."""

from __future__ import annotations

from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.posting import ENDED, Posting
from kiosk.domain.recording import Recording, SoundForm
from kiosk.errors import Refused
from kiosk.store.postings import PostingStore
from kiosk.store.recordings import RecordingStore

KEPT_FOR_UNDO_MS = 24 * 60 * 60 * 1000


class PostingVoice(UseCases):
    """A recording that no posting plays any more is erased a day later, when the next one is made."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = PostingStore(room.database, clock_ms=lambda: room.now_ms)
        self._recordings = RecordingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(*STAFF)
    def set_voice(self, posting_id: str, sound: bytes, *, form: SoundForm, duration_ms: int) -> Done[Posting]:
        """Let workers hear `sound`. Raises `UnknownThing`, and `Refused`: an ended posting, no sound of that form."""
        with self.room.change():
            self._recordings.drop_unused(made_before_ms=self.room.now_ms - KEPT_FOR_UNDO_MS)
            if self._store.get(posting_id).state in ENDED:
                raise Refused("refused-voice-of-ended")
            made_by = self.room.actor.staff_id
            recording = self._recordings.add(sound, form=form, duration_ms=duration_ms, made_by=made_by)
            return self._played(posting_id, recording.id, "posting-voice-set")

    @may(*STAFF)
    def clear_voice(self, posting_id: str) -> Done[Posting]:
        """Let workers hear the made voice again. Raises `UnknownThing`."""
        with self.room.change():
            return self._played(posting_id, None, "posting-voice-cleared")

    @may(*STAFF)
    def voice(self, posting_id: str) -> tuple[Recording, bytes] | None:
        """Return staff's recording of a posting with its sound, None if there is none. Raises `UnknownThing`."""
        recording_id = self._store.get(posting_id).voice
        if recording_id is None:
            return None
        return self._recordings.get(recording_id), self._recordings.sound(recording_id)

    def _played(self, posting_id: str, recording_id: str | None, action: str) -> Done[Posting]:
        step = self._store.change(posting_id, voice=recording_id)
        self.room.note(action, posting_id, recording=recording_id)

        def undo() -> None:
            with self.room.change():
                self._store.take_back(step)
                self.room.note("undone", posting_id, what=action)

        return Done(value=self._store.get(posting_id), undo=undo)
