"""Notices: what the station tells everybody who comes, written by staff."""

from __future__ import annotations

from kiosk.desk.fees import fee_asked
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.notice import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    NewNotice,
    Notice,
    NoticeSource,
    NoticeState,
    SavedNotice,
)
from kiosk.domain.staff import Role
from kiosk.domain.typed import shown_to_all
from kiosk.errors import Refused, UnknownThing
from kiosk.store.kept import Step
from kiosk.store.notices import NoticeStore
from kiosk.texts.phrases import readable

ALL_LIMIT = 500


class Notices(UseCases):
    """The station's notices; the county's are shown with them, and changed by nobody here."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = NoticeStore(room.database, clock_ms=lambda: room.now_ms)

    @may(Role.WORKER, *STAFF)
    def current(self) -> tuple[Notice, ...]:
        """Return what is to be shown today, what ends soonest first. Title and words are plain text, never markup."""
        return self._store.current(self.room.today)

    @may(*STAFF)
    def all(self) -> tuple[Notice, ...]:
        """Return the last notices, also those withdrawn, past and to come."""
        return self._store.all(limit=ALL_LIMIT)

    @may(*STAFF)
    def fee_words(self, new: NewNotice) -> str | None:
        """Return the words of a notice that look like money asked of a worker, before anything is saved."""
        return _fee_words(new)

    @may(*STAFF)
    def save(self, new: NewNotice, notice_id: str | None = None) -> Done[SavedNotice]:
        """Save a new notice, or put `new` in place of one; it is shown on its days.

        What looks like a fee is saved all the same and comes back with it, for a person to look at.
        Raises `Refused`: no title or words, or nothing in them that can be read aloud; too long; text that cannot be
        shown; a last day before the first or past already; one of the county's, or withdrawn. Raises `UnknownThing`.
        """
        self._check(new)
        with self.room.change():
            if notice_id is None:
                step = self._store.add(new, by=self.room.actor.staff_id)
                self.room.note("notice-added", step.row_id)
            else:
                self._changeable(notice_id)
                step = self._store.change(notice_id, new)
                self.room.note("notice-changed", notice_id)
        saved = SavedNotice(notice=self._store.get(step.row_id), fee_words=_fee_words(new))
        return Done(value=saved, undo=lambda: self._take_back(step))

    @may(*STAFF)
    def withdraw(self, notice_id: str) -> Done[Notice]:
        """Show a notice no more. Raises `Refused` for one of the county's, `UnknownThing`."""
        with self.room.change():
            self._changeable(notice_id)
            step = self._store.set_state(notice_id, NoticeState.WITHDRAWN)
            self.room.note("notice-withdrawn", notice_id)
        return Done(value=self._store.get(notice_id), undo=lambda: self._take_back(step))

    def _changeable(self, notice_id: str) -> None:
        notice = self._store.get(notice_id)
        if notice.source is NoticeSource.CENTRAL:
            raise Refused("refused-notice-of-county")
        if notice.state is NoticeState.WITHDRAWN:
            raise Refused("refused-notice-withdrawn")

    def _check(self, new: NewNotice) -> None:
        shown_to_all(new.title, most=LONGEST_TITLE)
        shown_to_all(new.words, most=LONGEST_WORDS, lines=True)
        if not readable(new.title) or not readable(new.words):
            raise Refused("refused-notice-empty")
        if new.last_day < new.first_day:
            raise Refused("refused-notice-ends-before")
        if new.last_day < self.room.today:
            raise Refused("refused-notice-past")
        if new.recording_id is not None and not self._store.has_recording(new.recording_id):
            raise UnknownThing(what=new.recording_id)

    def _take_back(self, step: Step) -> None:
        with self.room.change():
            self._store.take_back(step)
            self.room.note("notice-undone", step.row_id)


def _fee_words(new: NewNotice) -> str | None:
    return fee_asked(new.title) or fee_asked(new.words)
