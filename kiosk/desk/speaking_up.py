"""What a worker says at the screen, kept while they speak: a complaint, answered with a number, or who they are."""

from __future__ import annotations

from kiosk.desk.casebook import Casebook
from kiosk.desk.complaints import Complaints
from kiosk.desk.room import Room, UseCases, may
from kiosk.desk.work_wishes import WorkWishes, person_called
from kiosk.domain.complaint import CUT_OFF, NewComplaint, Receipt, StepKind
from kiosk.domain.posting import Posting
from kiosk.domain.recording import form_of
from kiosk.domain.staff import Role
from kiosk.domain.voice import SHORTEST_LEFT_MS, Introduction, Spoken, Told, voice_ms, voice_sound
from kiosk.domain.work_wish import WishReceipt
from kiosk.errors import UnknownThing
from kiosk.store.late_postings import late_postings
from kiosk.store.postings import PostingStore
from kiosk.store.recordings import RecordingStore
from kiosk.store.voices import Unfinished, VoiceStore


class SpeakingUp(UseCases):
    """For the screen alone: nobody has to say who they are, and nothing that was told is shown there again."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._voices = VoiceStore(room.database)
        self._recordings = RecordingStore(room.database, clock_ms=lambda: room.now_ms)
        self._complaints = Complaints(room)
        self._wishes = WorkWishes(room)
        self._book = Casebook(room)

    @may(Role.WORKER)
    def late_postings(self) -> tuple[Posting, ...]:
        """Return the postings of the last days and of now, the nearest first."""
        return late_postings(self.room.database, today=self.room.today)

    @may(Role.WORKER)
    def keep(self, about: Spoken, number: int, samples: bytes) -> None:
        """Keep piece `number` of what is being said; the same piece again changes nothing."""
        with self.room.change():
            if not self._voices.is_there(about.id):
                self._voices.begin(about, at_ms=self.room.now_ms, person_id=self._person_of(about))
            self._voices.add(about.id, number, samples)

    def _person_of(self, about: Spoken) -> str | None:
        return person_called(self.room, about.arrival) if isinstance(about, Introduction) else None

    @may(Role.WORKER)
    def drop(self, voice_id: str) -> None:
        """Delete what was said: somebody wants to say it again, or not at all."""
        with self.room.change():
            self._voices.drop(voice_id)

    @may(Role.WORKER)
    def hand_in(self, told: Told) -> Receipt:
        """Take the complaint down with what was said of it, and answer with its number; again with the same."""
        with self.room.change():
            return self._taken_down(told)

    @may(Role.WORKER)
    def leave(self, told: Told) -> Receipt | None:
        """Take down what was said by somebody who left without handing it in; None where that was next to nothing.

        What was handed in before a copy of the database was put back is no second complaint.
        """
        with self.room.change():
            if self._book.store.is_there(told.id) or not self._is_worth_keeping(told.id):
                self._voices.drop(told.id)
                return None
            receipt = self._taken_down(told)
            complaint = self._book.store.get(receipt.complaint_id)
            self._book.move(complaint, StepKind.NOTED, state=complaint.state, words=CUT_OFF)
            return receipt

    @may(Role.WORKER)
    def take_up(self, *, but: str = "") -> tuple[Receipt | WishReceipt, ...]:
        """Take down what a power cut left unfinished; `but` is what is being said right now."""
        with self.room.change():
            left = [self._take_up(one) for one in self._voices.all() if one.about.id != but]
            return tuple(receipt for receipt in left if receipt is not None)

    def _take_up(self, unfinished: Unfinished) -> Receipt | WishReceipt | None:
        match unfinished.about:
            case Told() as told:
                return self.leave(told)
            case Introduction(id=voice_id) if self._is_worth_keeping(voice_id):
                return self._wishes.take_down(unfinished)
            case Introduction(id=voice_id):
                self._voices.drop(voice_id)
                return None

    def _is_worth_keeping(self, voice_id: str) -> bool:
        return voice_ms(len(self._voices.samples(voice_id))) >= SHORTEST_LEFT_MS

    def _taken_down(self, told: Told) -> Receipt:
        sound = voice_sound(self._voices.samples(told.id))
        recording_id = None
        if form_of(sound.data) is sound.form:
            recording_id = self._recordings.add(sound.data, form=sound.form, duration_ms=sound.duration_ms).id
        self._voices.drop(told.id)
        about = self._about(told)
        return self._complaints.open(
            NewComplaint(
                kind=told.kind,
                id=told.id,
                posting_id=about,
                slip_number=told.slip_number,
                recording_id=recording_id,
            )
        ).value

    def _about(self, told: Told) -> str | None:
        """The posting, as far as it is still there: what somebody says counts also where it is gone meanwhile."""
        try:
            return PostingStore(self.room.database).get(told.posting_id).id if told.posting_id else None
        except UnknownThing:
            return None
