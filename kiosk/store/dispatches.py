"""Dispatches, the waiting list, and who holds slips of which hours."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from kiosk.domain.dispatch import How, Sendable, Waiting
from kiosk.domain.shift import Shift
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms
from kiosk.store.second_visits import second_visits
from kiosk.store.visit_numbers import numbers_of

DISPATCHES = Kept(table="dispatches", kind=OperationKind.DISPATCH_SAVED)
WAITING = Kept(table="waiting_list", kind=OperationKind.WAITING_SAVED, unsent=("person",))

HOLDINGS = """
select same.counts_as, '', s.posting_id, s.number, p.first_day, p.last_day, p.daily_start, p.daily_end
from people same join slips s on s.person = same.number join postings p on p.id = s.posting_id
where same.counts_as in (select value from json_each(:people)) and s.state = 'held'
and p.first_day <= :to and p.last_day >= :from
union all
select null, s.visit_id, s.posting_id, s.number, p.first_day, p.last_day, p.daily_start, p.daily_end
from slips s join postings p on p.id = s.posting_id
where s.visit_id in (select value from json_each(:visits)) and s.state = 'held'
and p.first_day <= :to and p.last_day >= :from
"""
WAITERS = f"""
select w.id, whole.number, whole.id, whole.name, w.at_ms, ifnull((
    select v.id from visits v join people came on came.number = v.person
    where v.day = :day and v.left_at_ms is null and came.counts_as = whole.number
    and v.rowid not in ({second_visits("= :day")}) order by v.running, v.at_ms, v.id limit 1
), '')
from waiting_list w join people asked on asked.number = w.person join people whole on whole.number = asked.counts_as
where w.posting_id = :posting and w.state = 'waiting' and whole.forgotten_at_ms is null order by w.rowid
"""
SHEET = """
select s.number, s.posting_id, ifnull(whole.name, ''), ifnull(whole.phone, ''), s.visit_id
from slips s left join people came on came.number = s.person left join people whole on whole.number = came.counts_as
where (s.state <> 'cancelled' or exists (select 1 from outcomes o where o.slip_id = s.id))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A slip that somebody holds; `person` is None where only the visit is known."""

    person: int | None
    visit_id: str
    posting_id: str
    slip_number: str
    shift: Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One slip as the employer gets it told; `running` is the number of the day, None without a visit."""

    slip_number: str
    posting_id: str
    name: str
    phone: str
    running: int | None


class DispatchStore:
    """What changes something must be called within a transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._dispatches = KeptRows(database, DISPATCHES, clock_ms=clock_ms)
        self._waiting = KeptRows(database, WAITING, clock_ms=clock_ms)

    def add(self, dispatch_id: str, posting_id: str, *, day: date, how: How, staff_id: str, at_ms: int) -> None:
        """Keep that people are sent to a posting."""
        fields: dict[str, Field] = {
            "id": dispatch_id,
            "posting_id": posting_id,
            "day": day.isoformat(),
            "at_ms": at_ms,
            "staff_id": staff_id,
            "how": how.value,
        }
        self._dispatches.add(fields)

    def visitors(self, visit_ids: Collection[str], *, day: date) -> dict[str, Sendable]:
        """Return who came with these visits; raise `UnknownThing` for one that is none of `day`."""
        rows = self._database.rows(
            "select v.id, whole.number, ifnull(whole.id, '') from visits v"
            " left join people came on came.number = v.person left join people whole on whole.number = came.counts_as"
            " where v.id in (select value from json_each(?)) and v.day = ?",
            (json.dumps(list(visit_ids)), day.isoformat()),
        )
        found = {
            visit_id: Sendable(visit_id=visit_id, person=number, person_id=person_id)
            for visit_id, number, person_id in rows
        }
        return _all_of(visit_ids, found)

    def registered(self, person_ids: Collection[str], *, day: date) -> dict[str, Sendable]:
        """Return these people with their visit of `day`, if any; raise `UnknownThing` for one nobody knows any more."""
        rows = self._database.rows(
            "select asked.id, whole.number, whole.id, ifnull((select v.id from visits v join people came"
            " on came.number = v.person where v.day = ?2 and came.counts_as = whole.number"
            f" and v.rowid not in ({second_visits('= ?2')}) order by v.running, v.at_ms, v.id limit 1), '')"
            " from people asked join people whole on whole.number = asked.counts_as"
            " where asked.id in (select value from json_each(?1)) and whole.forgotten_at_ms is null",
            (json.dumps(list(person_ids)), day.isoformat()),
        )
        found = {
            asked: Sendable(visit_id=visit_id, person=number, person_id=person_id)
            for asked, number, person_id, visit_id in rows
        }
        return _all_of(person_ids, found)

    def holdings(self, people: Collection[Sendable], *, around: Shift) -> list[Holding]:
        """Return the slips that these people hold of work from the day before to the day after `around`."""
        day = timedelta(days=1)
        values = {
            "people": json.dumps([one.person for one in people if one.person is not None]),
            "visits": json.dumps([one.visit_id for one in people if one.visit_id]),
            "from": (around.first_day - day).isoformat(),
            "to": (around.last_day + day).isoformat(),
        }
        return [_holding(row) for row in self._database.rows(HOLDINGS, values)]

    def are_as_sent(self, slip_ids: Collection[str]) -> bool:
        """Tell whether nobody has touched these slips, or said what became of them, since they were issued."""
        return not self._database.value(
            "select count(*) from slips s where s.id in (select value from json_each(?)) and (s.state <> 'held'"
            " or s.version <> 1 or exists (select 1 from outcomes o where o.slip_id = s.id))",
            (json.dumps(list(slip_ids)),),
        )

    def slip_version(self, slip_id: str) -> int:
        """Return how often the slip was changed, 1 for a new one; 0 if there is none."""
        return int(self._database.value("select version from slips where id = ?", (slip_id,)) or 0)

    def holder_of(self, slip_id: str) -> Sendable:
        """Return whose slip it is, as far as somebody knows; raise `UnknownThing` if there is no such slip."""
        row = self._database.row(
            "select ifnull(s.visit_id, ''), whole.number, ifnull(whole.id, '') from slips s left join people came"
            " on came.number = s.person left join people whole on whole.number = came.counts_as where s.id = ?",
            (slip_id,),
        )
        if row is None:
            raise UnknownThing(what=slip_id)
        visit_id, number, person_id = row
        return Sendable(visit_id=visit_id, person=number, person_id=person_id)

    def is_decided(self, slip_id: str) -> bool:
        """Tell whether staff said what became of the slip."""
        return self._database.row("select 1 from outcomes where slip_id = ?", (slip_id,)) is not None

    def waiting(self, posting_id: str, *, day: date) -> tuple[Waiting, ...]:
        """Return who waits for a slot of the posting, longest first, with their visit of `day` while they are here.

        Whom two kiosks wrote down waits once.
        """
        found: dict[str, Waiting] = {}
        for id_, _, person_id, name, at_ms, visit_id in self._waiters(posting_id, day):
            one = Waiting(id=id_, person_id=person_id, name=name, at_ms=at_ms, visit_id=visit_id)
            found.setdefault(person_id, one)
        return tuple(found.values())

    def _waiters(self, posting_id: str, day: date) -> list[tuple[Any, ...]]:
        return self._database.rows(WAITERS, {"posting": posting_id, "day": day.isoformat()})

    def put_on_list(self, waiting_id: str, posting_id: str, who: Sendable, *, staff_id: str, at_ms: int) -> Step:
        """Let somebody wait for a slot of the posting; central is told the person's id."""
        fields: dict[str, Field] = {
            "id": waiting_id,
            "posting_id": posting_id,
            "person": who.person,
            "at_ms": at_ms,
            "staff_id": staff_id,
            "state": "waiting",
        }
        return self._waiting.add(fields, also={"person_id": who.person_id})

    def served(self, posting_id: str, people: Collection[int], *, day: date) -> list[Step]:
        """Take these people off the posting's waiting list: they got a slot. Returns what to take back."""
        entries = [entry_id for entry_id, number, *_ in self._waiters(posting_id, day) if number in people]
        return [self._waiting.change(entry_id, {"state": "served"}) for entry_id in entries]

    def gone(self, waiting_id: str) -> Step:
        """Take somebody off the waiting list who does not wait any more; raise `UnknownThing` if there is no entry."""
        return self._waiting.change(waiting_id, {"state": "gone"})

    def posting_waited_for(self, waiting_id: str) -> str:
        """Return for which posting this entry of the list is; raise `UnknownThing` if there is none."""
        posting_id = self._database.value("select posting_id from waiting_list where id = ?", (waiting_id,))
        if posting_id is None:
            raise UnknownThing(what=waiting_id)
        return str(posting_id)

    def take_back(self, step: Step) -> None:
        """Undo a change of the waiting list; raise `ChangedMeanwhile` if it was changed since."""
        try:
            self._waiting.take_back(step)
        except IntegrityError as error:  # the same person was put on the list again
            raise ChangedMeanwhile from error

    def entries_of_dispatches(self, dispatch_ids: Collection[str]) -> tuple[SheetEntry, ...]:
        """Return the slips of these dispatches that were not given back, by posting and number."""
        return self._entries("and s.dispatch_id in (select value from json_each(?))", (json.dumps(list(dispatch_ids)),))

    def entries_of_posting(self, posting_id: str, *, day: date) -> tuple[SheetEntry, ...]:
        """Return the slips of the posting that were issued on `day`, at the desk or the kiosk, and not given back."""
        return self._entries("and s.posting_id = ? and s.day = ?", (posting_id, day.isoformat()))

    def _entries(self, condition: str, values: Sequence[str]) -> tuple[SheetEntry, ...]:
        rows = self._database.rows(f"{SHEET} {condition} order by s.posting_id, s.day, s.running", values)
        numbers = numbers_of(self._database, [visit_id for *_, visit_id in rows if visit_id is not None])
        return tuple(
            SheetEntry(slip_number=number, posting_id=posting_id, name=name, phone=phone, running=numbers.get(visit_id))
            for number, posting_id, name, phone, visit_id in rows
        )

    def of_day(self, day: date, *, posting_id: str | None = None) -> tuple[tuple[str, str], ...]:
        """Return (dispatch id, posting id) of the dispatches of `day`, oldest first."""
        rows = self._database.rows(
            "select id, posting_id from dispatches where day = ?1 and (?2 is null or posting_id = ?2) order by rowid",
            (day.isoformat(), posting_id),
        )
        return tuple((dispatch_id, sent_to) for dispatch_id, sent_to in rows)


def _all_of(wanted: Collection[str], found: dict[str, Sendable]) -> dict[str, Sendable]:
    for one in wanted:
        if one not in found:
            raise UnknownThing(what=one)
    return found


def _holding(row: Sequence[Any]) -> Holding:
    person, visit_id, posting_id, slip_number, first_day, last_day, start, end = row
    return Holding(
        person=person,
        visit_id=visit_id,
        posting_id=posting_id,
        slip_number=slip_number,
        shift=Shift(
            first_day=date.fromisoformat(first_day),
            last_day=date.fromisoformat(last_day),
            start=start and time.fromisoformat(start),
            end=end and time.fromisoformat(end),
        ),
    )
