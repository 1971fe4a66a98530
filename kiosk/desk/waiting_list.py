"""The waiting list of a posting: who is told first when a slot is free again."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.dispatch import Sendable, Waiting
from kiosk.domain.ids import new_id
from kiosk.errors import UnknownThing
from kiosk.store.dispatches import DispatchStore
from kiosk.store.kept import Step
from kiosk.store.postings import PostingStore


class WaitingList(UseCases):
    """Whoever gets a slip of the posting is off its list by that."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = DispatchStore(room.database, clock_ms=lambda: room.now_ms)
        self._postings = PostingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(*STAFF)
    def waiting(self, posting_id: str) -> tuple[Waiting, ...]:
        """Return who waits for a slot of the posting, longest first."""
        return self._store.waiting(posting_id, day=self.room.today)

    @may(*STAFF)
    def wait_for(self, person_id: str, posting_id: str) -> Done[Waiting]:
        """Put somebody on the posting's waiting list; once on it, they keep their place. Raises `UnknownThing`."""
        with self.room.change():
            self._postings.get(posting_id)
            who = self._store.registered([person_id], day=self.room.today)[person_id]
            entry = self._on_list(posting_id, who)
            if entry is not None:
                return Done(value=entry)
            waiting_id, now_ms = new_id(now_ms=self.room.now_ms), self.room.now_ms
            step = self._store.put_on_list(waiting_id, posting_id, who, staff_id=self.room.actor.staff_id, at_ms=now_ms)
            self.room.note("waiting-list-joined", waiting_id, posting=posting_id, person=who.person_id)
            added = self._on_list(posting_id, who)
        if added is None:
            raise UnknownThing(what=waiting_id)
        return Done(value=added, undo=self._undoing_step("waiting-list-joined", step))

    @may(*STAFF)
    def stop_waiting(self, waiting_id: str) -> Done[str]:
        """Take somebody off a waiting list; return the posting's id. Raises `UnknownThing`."""
        with self.room.change():
            posting_id = self._store.posting_waited_for(waiting_id)
            step = self._store.gone(waiting_id)
            self.room.note("waiting-list-left", waiting_id, posting=posting_id)
        return Done(value=posting_id, undo=self._undoing_step("waiting-list-left", step))

    def _undoing_step(self, action: str, step: Step) -> Callable[[], None]:
        def undo() -> None:
            with self.room.change():
                self._store.take_back(step)
                self.room.note("undone", step.row_id, what=action)

        return undo

    def _on_list(self, posting_id: str, who: Sendable) -> Waiting | None:
        entries = self._store.waiting(posting_id, day=self.room.today)
        return next((entry for entry in entries if entry.person_id == who.person_id), None)
