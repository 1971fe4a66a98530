"""Outcomes: what became of each slip, and which slips still wait for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from kiosk.domain.outcome import Decision, OpenPosting, OpenSlip, Outcome, Paid, Result, half_days_between
from kiosk.domain.pay import Pay
from kiosk.domain.phone import masked_phone
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms
from kiosk.store.posting_rows import PAID, UNITS

KEPT = Kept(table="outcomes", kind=OperationKind.OUTCOME_SAVED, key="slip_id")
COLUMNS = "slip_id, result, half_days_worked, pay_agreed_minor, paid, paid_minor, reason, decided_at_ms, decided_by"
BEGUN = "p.first_day <= :day and (p.starts_at <= :minute or p.daily_start is null)"
OVER = "p.last_day <= :day and (p.ends_at <= :minute or p.daily_end is null)"
"""Work whose hours nobody knows counts as begun and over on its day: staff close the day in the evening."""
WAITING = """
    s.state in ('held', 'expired') and not s.is_decided
"""
SLIPS = f"""
    select p.id, p.title, p.trade, e.name, e.phone, p.contact_phone, p.pay_minor, p.pay_unit, p.pay_up_to_minor,
        p.paid_when, p.currency, p.headcount, p.first_day, p.last_day, {OVER},
        s.id, s.number, s.day, ifnull(c.name, ''), ifnull(c.phone, ''), s.person is not null,
        (select count(*) from slips q where q.party = s.party and q.state <> 'cancelled')
    from slips s cross join postings p on p.id = s.posting_id cross join employers e on e.number = p.employer
    left join people w on w.number = s.person left join people c on c.number = w.counts_as
"""


class OutcomeStore:
    """The outcomes of one station's slips. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)

    def find(self, slip_id: str) -> Outcome | None:
        """Return the slip's outcome, None while it has none."""
        row = self._database.row(f"select {COLUMNS}, version from outcomes where slip_id = ?", (slip_id,))
        return None if row is None else _outcome_of(row)

    def get(self, slip_id: str) -> Outcome:
        """Return the slip's outcome; raise `UnknownThing` if it has none."""
        outcome = self.find(slip_id)
        if outcome is None:
            raise UnknownThing(what=slip_id)
        return outcome

    def save(self, slip_id: str, decision: Decision, *, by: str, at_ms: int) -> Step:
        """Keep the first decision about a slip, or a later one in its place."""
        fields: dict[str, Field] = {
            "result": decision.result.value,
            "half_days_worked": decision.half_days_worked,
            "pay_agreed_minor": decision.pay_agreed_minor,
            "paid": None if decision.paid is None else decision.paid.value,
            "paid_minor": decision.paid_minor,
            "reason": decision.reason,
            "decided_at_ms": at_ms,
            "decided_by": by,
        }
        if self._rows.version(slip_id):
            return self._rows.change(slip_id, fields)
        return self._rows.add({"slip_id": slip_id, **fields})

    def take_back(self, step: Step) -> None:
        """Undo `step`; raise `ChangedMeanwhile` if the outcome was changed since."""
        self._rows.take_back(step)

    def is_the_one_hired(self, slip_id: str) -> bool:
        """Tell whether the slip's posting has ended with nobody else hired and no reason given for that."""
        return (
            self._database.row(
                "select 1 from slips s join postings p on p.id = s.posting_id join outcomes o on o.slip_id = s.id"
                " where s.id = ? and o.result = 'hired' and trim(p.closing_reason) = ''"
                " and p.state in ('closed', 'withdrawn', 'expired', 'rejected') and not exists ("
                " select 1 from slips t join outcomes u on u.slip_id = t.id"
                " where t.posting_id = p.id and t.id <> s.id and u.result = 'hired')",
                (slip_id,),
            )
            is not None
        )

    def undecided(self, *, day: date, now: datetime) -> tuple[OpenPosting, ...]:
        """Return the slips without an outcome whose work has begun by `day` and `now`, by posting: work over first."""
        return self._listed(f"{BEGUN} and {WAITING}", day=day, now=now)

    def undecided_of(self, posting_id: str) -> tuple[str, ...]:
        """Return the ids of the posting's slips without an outcome, begun or not, in the order of their numbers."""
        question = f"select s.id from slips s where s.posting_id = ? and {WAITING} order by s.day, s.running"
        return tuple(id_ for (id_,) in self._database.rows(question, (posting_id,)))

    def awaiting_pay(self, *, now: datetime) -> tuple[OpenPosting, ...]:
        """Return the slips of people hired whose pay was still to come when it was last asked about, by posting."""
        waiting = "s.id in (select slip_id from outcomes where paid = 'not_yet')"
        return self._listed(waiting, day=now.date(), now=now)

    def count_awaiting_pay(self) -> int:
        """Return how many people hired were not paid yet when it was last asked about."""
        return int(self._database.value("select count(*) from outcomes where paid = 'not_yet'"))

    def listed(self, slip_id: str, *, now: datetime) -> OpenPosting:
        """Return one slip as the lists tell of it, whatever became of it; raise `UnknownThing` if there is none."""
        found = self._listed("s.id = :slip", day=now.date(), now=now, slip=slip_id)
        if not found:
            raise UnknownThing(what=slip_id)
        return found[0]

    def _listed(self, condition: str, *, day: date, now: datetime, slip: str = "") -> tuple[OpenPosting, ...]:
        rows = self._database.rows(
            f"{SLIPS} where {condition} order by {OVER} desc, p.ends_at, p.rowid, s.day, s.running",
            {"day": day.isoformat(), "minute": int(now.strftime("%Y%m%d%H%M")), "slip": slip},
        )
        return tuple(_open_posting(list(group), day=day) for _, group in groupby(rows, key=lambda row: row[0]))


def _outcome_of(row: Sequence[Any]) -> Outcome:
    slip_id, result, half_days, agreed, paid, paid_minor, reason, at_ms, by, version = row
    return Outcome(
        slip_id=slip_id,
        result=Result(result),
        half_days_worked=half_days,
        pay_agreed_minor=agreed,
        paid=None if paid is None else Paid(paid),
        paid_minor=paid_minor,
        reason=reason,
        decided_at_ms=at_ms,
        decided_by=by,
        version=version,
    )


def _open_posting(rows: Sequence[Sequence[Any]], *, day: date) -> OpenPosting:
    (id_, title, trade, employer, phone, contact, amount, unit, up_to, paid_when, currency, headcount, first, last,
     over, *_) = rows[0]  # fmt: skip
    first_day, last_day = date.fromisoformat(first), date.fromisoformat(last)
    return OpenPosting(
        posting_id=id_,
        title=title,
        trade=trade,
        employer_name=employer,
        employer_phone=contact or phone,
        headcount=headcount,
        pay=Pay(
            amount_minor=amount,
            unit=UNITS[unit],
            up_to_minor=up_to,
            paid_when=PAID[paid_when],
            currency=currency,
        ),
        first_day=first_day,
        last_day=last_day,
        is_over=bool(over),
        slips=tuple(_open_slip(row, first_day=first_day, last_day=min(last_day, day)) for row in rows),
    )


def _open_slip(row: Sequence[Any], *, first_day: date, last_day: date) -> OpenSlip:
    slip_id, number, slip_day, name, phone, registered, party_size = row[-7:]
    return OpenSlip(
        slip_id=slip_id,
        number=number,
        worker_name=name,
        masked_phone=masked_phone(phone),
        is_registered=bool(registered),
        party_size=party_size,
        half_days=half_days_between(max(first_day, date.fromisoformat(slip_day)), last_day),
    )
