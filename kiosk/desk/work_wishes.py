"""Work wishes: left at the screen by whoever looks for work, called and matched by staff, gone when withdrawn."""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.recording import MOST_BYTES, Sound, form_of
from kiosk.domain.staff import Role
from kiosk.domain.trade import TRADES
from kiosk.domain.typed import typed
from kiosk.domain.voice import Introduction, voice_sound
from kiosk.domain.work_wish import (
    LONGEST_VOICE_MS,
    LONGEST_VOICE_S,
    MOST_TRADES,
    PHONE_DIGITS,
    NewWorkWish,
    WishReceipt,
    WishState,
    WorkWish,
    days_ahead,
)
from kiosk.errors import Refused, UnknownThing
from kiosk.store.arrivals import ArrivalStore
from kiosk.store.voices import Unfinished, VoiceStore
from kiosk.store.work_wishes import WorkWishStore

LIST_LIMIT = 500
LONGEST_NUMBER = 40
KNOWN_TRADES = frozenset(trade.id for trade in TRADES)
WITHOUT_DASHES = re.compile(r"([A-Z0-9]{2})-?(G)-?(\d{4})-?(\d{3,})-?(\d)")


class WorkWishes(UseCases):
    """The station's work wishes. They go to no other station and not to central."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = WorkWishStore(room.database, clock_ms=lambda: room.now_ms)
        self._voices = VoiceStore(room.database)

    @may(Role.WORKER, *STAFF)
    def leave(self, new: NewWorkWish, *, spoken_as: str = "") -> WishReceipt:
        """Keep what somebody leaves, and answer with its number; the voice that was kept while they spoke, under the id
        `spoken_as`, goes into it.

        A day that has passed is left out: midnight comes while they stand there, or the clock was put right.

        Raises `Refused` where they did not agree, for no trade or too many, for days that cannot be chosen yet, for
        a phone that nobody can call, and for a voice that is too long or none; `UnknownThing` for an unknown person.
        """
        new = replace(new, days=tuple(day for day in new.days if day >= self.room.today))
        self._check(new)
        with self.room.change():
            self._store.drop_due(today=self.room.today)
            self._voices.drop(spoken_as)
            return self._kept(
                replace(new, person_id=new.person_id or person_called(self.room, new.arrival), arrival=None)
            )

    def _kept(self, new: NewWorkWish) -> WishReceipt:
        wish = self._store.add(new, day=self.room.today)
        self.room.note("work-wish-left", wish.id, trades=len(wish.trades))
        return WishReceipt(wish_id=wish.id, number=wish.number, kept_until=wish.kept_until, is_called=bool(wish.phone))

    @may(Role.WORKER)
    def take_down(self, unfinished: Unfinished) -> WishReceipt:
        """Keep what somebody said, and showed before, when the power went: they had agreed, and cannot say it again."""
        about = unfinished.about
        assert isinstance(about, Introduction)
        voice = voice_sound(self._voices.samples(about.id), longest_s=LONGEST_VOICE_S)
        with self.room.change():
            self._voices.drop(about.id)
            return self._kept(
                NewWorkWish(
                    has_agreed=True,
                    trades=about.trades,
                    days=about.days,
                    person_id=unfinished.person_id,
                    voice=voice,
                )
            )

    @may(Role.WORKER, *STAFF)
    def let_go(self, wish_id: str) -> None:
        """Erase what was kept too late for whoever left it: nobody knows its number. Raises `UnknownThing`."""
        with self.room.change():
            self._store.withdraw(self._store.get(wish_id).id)
            self.room.note("work-wish-withdrawn", wish_id)

    def _check(self, new: NewWorkWish) -> None:
        if not new.has_agreed:
            raise Refused("refused-wish-not-agreed")
        if not 1 <= len(set(new.trades)) == len(new.trades) <= MOST_TRADES or not KNOWN_TRADES.issuperset(new.trades):
            raise Refused("refused-wish-trades", most=MOST_TRADES)
        if not set(days_ahead(self.room.today)).issuperset(new.days):
            raise Refused("refused-wish-days")
        if new.phone and not (new.phone.isascii() and new.phone.isdigit() and len(new.phone) in PHONE_DIGITS):
            raise Refused("refused-wish-phone")
        if new.voice is not None:
            _check_voice(new.voice)

    @may(*STAFF)
    def all(self) -> tuple[WorkWish, ...]:
        """Return the wishes that are kept: those nobody has done anything about first."""
        return self._store.living(limit=LIST_LIMIT)

    @may(*STAFF)
    def find(self, number_or_id: str) -> WorkWish:
        """Return the wish with this number, typed with its dashes or without, or this id; raise `UnknownThing`."""
        asked = typed(number_or_id.strip(), most=LONGEST_NUMBER)
        whole = WITHOUT_DASHES.fullmatch(asked.upper())
        found = self._store.get("-".join(whole.groups()) if whole else asked)
        if found.state is WishState.WITHDRAWN:
            raise UnknownThing(what=asked)
        return found

    @may(*STAFF)
    def sound(self, wish_id: str) -> Sound:
        """Return what the person said; raise `UnknownThing` where there is nothing to hear."""
        return self._store.sound(wish_id)

    @may(*STAFF)
    def mark(self, wish_id: str, state: WishState, *, seen_version: int) -> Done[WorkWish]:
        """Say that somebody was called, or matched with work, or that neither is so.

        Raises `ChangedMeanwhile` where it is not as it was seen, `UnknownThing`.
        """
        if state is WishState.WITHDRAWN:
            raise Refused("refused-wish-withdraw")
        before = self._store.get(wish_id)
        with self.room.change():
            after = self._store.set_state(wish_id, state, seen_version=seen_version)
            self.room.note("work-wish-marked", wish_id, wish=state.value)

        def undo() -> None:
            with self.room.change():
                self._store.set_state(wish_id, before.state, seen_version=after.version)
                self.room.note("work-wish-marked", wish_id, wish=before.state.value)

        return Done(value=after, undo=undo)

    @may(*STAFF)
    def withdraw(self, wish_id: str) -> None:
        """Erase a wish for good, voice and all, as whoever left it asks. Raises `UnknownThing`."""
        with self.room.change():
            wish = self._store.get(wish_id)
            self._store.withdraw(wish.id)
            self.room.note("work-wish-withdrawn", wish.id)


def person_called(room: Room, arrival: int | None) -> str | None:
    """Return the id of whoever signed in today as number `arrival`; None for nobody whom the station knows."""
    return None if arrival is None else ArrivalStore(room.database).person_called(arrival, room.today)


def _check_voice(voice: Sound) -> None:
    if voice.duration_ms > LONGEST_VOICE_MS or len(voice.data) > MOST_BYTES:
        raise Refused("refused-recording-too-long")
    if form_of(voice.data) is not voice.form or voice.duration_ms < 0:
        raise Refused("refused-recording-unreadable")
