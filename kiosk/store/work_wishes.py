"""Work wishes: kept at this station alone, erased when withdrawn, and after their time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.work_wish import KEPT_DAYS, NewWorkWish, WishState, WorkWish, wish_number
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from kiosk.store.person_numbers import counted_number
from kiosk.store.stations import current_prefix

SELECT = """
    select w.id, w.number, w.state, w.trades, w.days, ifnull(nullif(w.phone, ''), ifnull(c.phone, '')), c.id,
        ifnull(c.name, ''), w.voice_ms, w.made_at_ms, w.day, w.version
    from work_wishes w left join people p on p.number = w.person left join people c on c.number = p.counts_as
"""
EMPTIED = (
    "state = 'withdrawn', trades = '', days = '', phone = '', person = null, voice = null, voice_form = null,"
    " voice_ms = null, version = version + 1"
)


class WorkWishStore:
    """The work wishes of one station. Changes belong into the caller's transaction; none goes to the outbox."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms

    def add(self, new: NewWorkWish, *, day: date) -> WorkWish:
        """Keep a wish under the day's next number. Raises `UnknownThing` for a person who is not registered here."""
        now_ms = self._clock_ms()
        last = self._database.value("select max(running) from work_wishes where day = ?", (day.isoformat(),))
        running, voice = int(last or 0) + 1, new.voice
        id_ = new_id(now_ms=now_ms)
        self._database.execute(
            "insert into work_wishes (id, number, day, running, state, trades, days, phone, person, voice, voice_form,"
            " voice_ms, agreed_at_ms, made_at_ms, version) values (?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (
                id_,
                wish_number(prefix=current_prefix(self._database), day=day, running=running),
                day.isoformat(),
                running,
                " ".join(new.trades),
                " ".join(one.isoformat() for one in new.days),
                new.phone,
                counted_number(self._database, new.person_id) if new.person_id else None,
                voice.data if voice else None,
                voice.form.value if voice else None,
                voice.duration_ms if voice else None,
                now_ms,
                now_ms,
            ),
        )
        return self.get(id_)

    def get(self, number_or_id: str) -> WorkWish:
        """Return the wish with this id or number, the latest of those; raise `UnknownThing` if there is none."""
        row = self._database.row(
            f"{SELECT} where w.id = ?1 or w.number = upper(trim(?1)) order by w.day desc limit 1", (number_or_id,)
        )
        if row is None:
            raise UnknownThing(what=number_or_id)
        return _wish_of(row)

    def living(self, *, limit: int) -> tuple[WorkWish, ...]:
        """Return the wishes that were not withdrawn: those nobody has done anything about first, then the newest."""
        rows = self._database.rows(
            f"{SELECT} where w.state <> 'withdrawn' order by w.state <> 'open', w.made_at_ms desc limit ?", (limit,)
        )
        return tuple(map(_wish_of, rows))

    def sound(self, wish_id: str) -> Sound:
        """Return what the person said; raise `UnknownThing` where they said nothing, or took it back."""
        row = self._database.row(
            "select voice, voice_form, voice_ms from work_wishes where id = ? and voice is not null", (wish_id,)
        )
        if row is None:
            raise UnknownThing(what=wish_id)
        data, form, duration_ms = row
        return Sound(data=bytes(data), form=SoundForm(form), duration_ms=duration_ms)

    def set_state(self, wish_id: str, state: WishState, *, seen_version: int) -> WorkWish:
        """Say what was done about a wish; raise `ChangedMeanwhile` where it is not as it was seen."""
        changed = self._database.execute(
            "update work_wishes set state = ?, version = version + 1"
            " where id = ? and version = ? and state <> 'withdrawn'",
            (state.value, wish_id, seen_version),
        )
        if not changed:
            raise ChangedMeanwhile
        return self.get(wish_id)

    def withdraw(self, wish_id: str) -> None:
        """Erase all of a wish but its number; doing it again changes nothing."""
        self._database.execute(f"update work_wishes set {EMPTIED} where id = ? and state <> 'withdrawn'", (wish_id,))

    def withdraw_of(self, people: Collection[int]) -> int:
        """Erase the wishes of registered people, by their numbers, and those left with their phones; return how many.

        They are told by their phones only while these stand in their registrations.
        """
        numbers = json.dumps(sorted(people))
        return self._database.execute(
            f"update work_wishes set {EMPTIED} where state <> 'withdrawn' and ("
            " person in (select value from json_each(?1)) or phone in ("
            " select phone from people where phone <> '' and number in (select value from json_each(?1))))",
            (numbers,),
        )

    def drop_due(self, *, today: date) -> int:
        """Erase for good what is older than it may be kept; return how many there were."""
        first_kept = (today - timedelta(days=KEPT_DAYS)).isoformat()
        return self._database.execute("delete from work_wishes where day < ?", (first_kept,))


def _wish_of(row: Sequence[Any]) -> WorkWish:
    id_, number, state, trades, days, phone, person_id, person_name, voice_ms, made_at_ms, day, version = row
    return WorkWish(
        id=id_,
        number=number,
        state=WishState(state),
        trades=tuple(trades.split()),
        days=tuple(map(date.fromisoformat, days.split())),
        phone=phone,
        person_id=person_id,
        person_name=person_name,
        voice_ms=voice_ms,
        made_at_ms=made_at_ms,
        day=date.fromisoformat(day),
        version=version,
    )
