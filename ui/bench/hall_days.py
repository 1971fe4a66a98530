"""The days of the bench's hall: who came, what work they were sent to, and what became of it.

A use-case takes about a millisecond, and there are 250,000 of these rows; so they are written in bulk, by SQL that is
the bench's alone: the product never saves a day that is long over.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from kiosk.domain.dispatch import How
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Paid, Result
from kiosk.domain.person import Person
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in import Way
from kiosk.domain.slip import SlipState, slip_number
from kiosk.services import OpenStation
from kiosk.store.arrivals import ArrivalStore

DAYS = 730
PEOPLE_FOR_A_VISIT_A_DAY = 250
"""Of 50,000 people 200 come a day (issue)."""
OFTEN, OFTEN_SHARE = 8, 0.5
"""Every eighth person comes often, and they make half of the visits."""
SENT_SHARE = 0.65
"""Of the people who come so many leave with a slip."""
DAYS_AT_ONCE = 30
UNDECIDED_DAYS, UNDECIDED_SHARE = 1, 0.2
"""Of yesterday's slips staff have not decided every fifth yet."""
FATES = ((Result.HIRED, 84), (Result.NOT_HIRED, 6), (Result.NO_SHOW, 10))
PAY = ((Paid.FULL, 92), (Paid.PART, 2), (Paid.NONE, 2), (Paid.NOT_YET, 4))
PAID_AFTER_DAYS = 14
"""After so many days whoever waited for the money has it."""

LAST_SLIP = "select max(running) from slips where day = ?"
VISIT = """
insert into visits (id, day, running, person, at_ms, way, version) values (?, ?, ?, ?, ?, ?, 1)
"""
DISPATCH = """
insert into dispatches (id, posting_id, day, at_ms, staff_id, how, version) values (?, ?, ?, ?, '', ?, 1)
"""
SLIP = """
insert into slips (
    id, number, day, running, posting_id, wish_id, issued_at_ms, state, person, visit_id, dispatch_id, version
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
"""
OUTCOME = """
insert into outcomes (
    slip_id, result, half_days_worked, pay_agreed_minor, paid, paid_minor, reason, decided_at_ms, decided_by, version
) values (?, ?, ?, ?, ?, ?, '', ?, '', 1)
"""

Values = tuple[str | int | None, ...]
Chosen = TypeVar("Chosen")


class HallDays:
    """Writes the days before today, and today until nine."""

    def __init__(
        self, station: OpenStation, chance: random.Random, *, people: Sequence[Person], postings: Sequence[Posting]
    ) -> None:
        self._station, self._chance, self._people = station, chance, people
        self._arrivals = ArrivalStore(station.database)
        self._a_day = max(1, len(people) // PEOPLE_FOR_A_VISIT_A_DAY)
        self._postings: dict[date, list[Posting]] = defaultdict(list)
        for posting in postings:
            self._postings[posting.first_day].append(posting)
        self._rows: dict[str, list[Values]] = {VISIT: [], DISPATCH: [], SLIP: [], OUTCOME: []}

    def make(self) -> None:
        """Write day after day, a month in one transaction."""
        today = self._station.today
        for number in range(DAYS, -1, -1):
            self._one_day(today - timedelta(days=number))
            if number % DAYS_AT_ONCE == 0:
                self._save()

    def _save(self) -> None:
        with self._station.database.transaction():
            for sql, rows in self._rows.items():
                self._station.database.execute_many(sql, rows)
                rows.clear()

    def _one_day(self, day: date) -> None:
        opened = int(datetime.combine(day, time(5, 30)).astimezone().timestamp() * 1000)
        running = self._arrivals.next_running(day)
        slots = self._slots(day)
        dispatches: dict[str, str] = {}
        slip_running = 1 + int(self._station.database.value(LAST_SLIP, (day.isoformat(),)) or 0)
        for place, person in enumerate(self._who_comes(day)):
            at_ms = opened + 60_000 * place
            visit_id, way = new_id(now_ms=at_ms), self._chance.choice(tuple(Way))
            self._rows[VISIT].append((visit_id, day.isoformat(), running + place, person.number, at_ms, way.value))
            if self._chance.random() < SENT_SHARE and (posting := next(slots, None)) is not None:
                if posting.id not in dispatches:
                    dispatches[posting.id] = new_id(now_ms=at_ms)
                    how = self._chance.choice(tuple(How)).value
                    self._rows[DISPATCH].append((dispatches[posting.id], posting.id, day.isoformat(), at_ms, how))
                self._send(day, slip_running, posting, at_ms, (person.number, visit_id, dispatches[posting.id]))
                slip_running += 1

    def _who_comes(self, day: date) -> Sequence[Person]:
        """Of the people who were registered by then, some come nearly every day, most now and then."""
        until_ms = datetime.combine(day, time(9)).astimezone().timestamp() * 1000
        known = _count_until(self._people, until_ms)
        often = self._people[:known:OFTEN]
        chance = self._chance
        chosen = {
            chance.choice(often) if often and chance.random() < OFTEN_SHARE else self._people[chance.randrange(known)]
            for _ in range(self._a_day if known else 0)
        }
        return sorted(chosen, key=lambda person: person.number)

    def _slots(self, day: date) -> Iterator[Posting]:
        for posting in self._postings[day]:
            for _ in range(posting.headcount):
                yield posting

    def _send(self, day: date, running: int, posting: Posting, at_ms: int, holder: Values) -> None:
        today = self._station.today
        slip_id = new_id(now_ms=at_ms)
        number = slip_number(prefix=self._station.station.prefix, day=day, running=running)
        state = SlipState.EXPIRED if posting.last_day < today else SlipState.HELD
        self._rows[SLIP].append(
            (slip_id, number, day.isoformat(), running, posting.id, slip_id, at_ms, state.value, *holder)
        )
        is_fresh = (today - day).days <= UNDECIDED_DAYS and self._chance.random() < UNDECIDED_SHARE
        if state is SlipState.EXPIRED and not is_fresh:
            fate = self._fate(posting, is_long_ago=(today - day).days > PAID_AFTER_DAYS)
            self._rows[OUTCOME].append((slip_id, *fate, at_ms + 10 * 3_600_000))

    def _fate(self, posting: Posting, *, is_long_ago: bool) -> Values:
        result = _one_of(self._chance, FATES)
        if result is not Result.HIRED:
            return result.value, None, None, None, None
        paid, agreed = _one_of(self._chance, PAY), posting.pay.amount_minor or 12_000
        paid = Paid.FULL if paid is Paid.NOT_YET and is_long_ago else paid
        return result.value, 2, agreed, paid.value, agreed // 2 if paid is Paid.PART else None


def _count_until(people: Sequence[Person], at_ms: float) -> int:
    """How many of `people`, oldest registration first, were registered by then."""
    return bisect_right(people, at_ms, key=lambda person: person.registered_at_ms)


def _one_of(chance: random.Random, weighed: Sequence[tuple[Chosen, int]]) -> Chosen:
    things, weights = zip(*weighed, strict=True)
    chosen: Chosen = chance.choices(things, weights)[0]
    return chosen
