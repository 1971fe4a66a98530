"""Lists of postings for the desk, of whatever state, quick among a hundred thousand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kiosk.domain.outcome import Paid, Result
from kiosk.domain.posting import RUNNING
from kiosk.domain.posting_list import ListedPosting, Place, PostingFilter, PostingSlip
from kiosk.domain.slip import SlipState
from kiosk.errors import UnknownThing
from kiosk.store.connection import DatabaseError
from kiosk.store.database import Database, Values
from kiosk.store.posting_rows import COLUMNS, SLOTS_LEFT, posting_of
from kiosk.store.visit_numbers import numbers_of

PLACE = "p.first_day, p.trade, p.state, p.last_day, p.rowid"
NEWEST = "p.first_day desc, p.trade desc, p.state desc, p.last_day desc, p.rowid desc"
RUNNING_STATES = ", ".join(sorted(f"'{state}'" for state in RUNNING))
HELD = "select count(*) from slips s where s.posting_id = p.id and s.state = 'held'"
HIRED = (
    "select count(*) from slips s join outcomes o on o.slip_id = s.id where s.posting_id = p.id and o.result = 'hired'"
)
WAITING = "select count(*) from waiting_list w where w.posting_id = p.id and w.state = 'waiting'"
LISTED = (
    f"select {', '.join(f'p.{name}' for name in COLUMNS)}, {SLOTS_LEFT}, e.id, e.name,"
    f" p.rowid, ({HELD}), ({HIRED}), ({WAITING}), p.closing_reason"
    " from json_each(?) wanted cross join postings p on p.rowid = wanted.value"
    " cross join employers e on e.number = p.employer"
)
SLIPS = """
select s.id, s.number, s.day, s.state, ifnull(whole.id, ''), ifnull(whole.name, ''), s.visit_id, o.result, o.paid
from slips s left join people came on came.number = s.person left join people whole on whole.number = came.counts_as
left join outcomes o on o.slip_id = s.id
where s.posting_id = ? order by s.day desc, s.running desc limit ?
"""
VISIT = 6
"""The place of the visit among the columns of `SLIPS`."""
OWN_STATES = "p.source = 'station' and p.state not in ('draft', 'review', 'rejected')"

BY_INDEX = "{by index}"
"""Stands in a question where its index is named."""
Words = tuple[str, str, str]
"""Employer's name, title and place."""


class PostingLists:
    """Reads only. A place in a list is good for as long as the database stays open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self, wanted: PostingFilter, *, after: Place | None, limit: int) -> list[Place]:
        """Return the first `limit` places after `after`; the filter's words are not looked at."""
        condition, values = _condition(wanted, after)
        rows = self._rows(
            f"select {PLACE} from postings p {BY_INDEX} where {condition} order by {NEWEST} limit ?",
            (*values, limit),
            index=_index(wanted),
        )
        return [_place(row) for row in rows]

    def with_words(self, wanted: PostingFilter, *, after: Place | None, limit: int) -> list[tuple[Place, Words]]:
        """Return `places`, each with the words that can be searched."""
        condition, values = _condition(wanted, after)
        rows = self._rows(
            f"select {PLACE}, e.name, p.title, p.place from postings p {BY_INDEX}"
            f" cross join employers e on e.number = p.employer where {condition} order by {NEWEST} limit ?",
            (*values, limit),
            index=_index(wanted),
        )
        return [(_place(row[:5]), row[5:]) for row in rows]

    def listed(self, places: Sequence[Place]) -> tuple[ListedPosting, ...]:
        """Return the postings at `places`, in that order, with their counts."""
        numbers = [place[-1] for place in places]
        rows = self._database.rows(LISTED, (json.dumps(numbers),))
        by_number = {row[-5]: _listed(row) for row in rows}
        return tuple(by_number[number] for number in numbers if number in by_number)

    def one(self, posting_id: str) -> ListedPosting:
        """Return one posting with its counts; raise `UnknownThing` if there is none."""
        row = self._database.row(f"select {PLACE} from postings p where p.id = ?", (posting_id,))
        if row is None:
            raise UnknownThing(what=posting_id)
        return self.listed([_place(row)])[0]

    def slips(self, posting_id: str, *, limit: int) -> tuple[PostingSlip, ...]:
        """Return the posting's slips of whatever state with what became of each, the latest first."""
        rows = self._database.rows(SLIPS, (posting_id, limit))
        numbers = numbers_of(self._database, [row[VISIT] for row in rows if row[VISIT] is not None])
        return tuple(_slip(row, numbers.get(row[VISIT])) for row in rows)

    def overdue(self, *, ended_before: date, limit: int) -> list[Place]:
        """Return the running postings whose last day lies before a day, the latest first."""
        rows = self._database.rows(
            f"select {PLACE} from postings p indexed by postings_running"
            f" where p.state in ({RUNNING_STATES}) and p.last_day < ?"
            " order by p.last_day desc, p.rowid desc limit ?",
            (ended_before.isoformat(), limit),
        )
        return [_place(row) for row in rows]

    def count_overdue(self, *, ended_before: date) -> int:
        """Return how many `overdue` would list without a limit."""
        return int(
            self._database.value(
                "select count(*) from postings p indexed by postings_running"
                f" where p.state in ({RUNNING_STATES}) and p.last_day < ?",
                (ended_before.isoformat(),),
            )
        )

    def own_lately(self, *, among: int, limit: int) -> list[Place]:
        """Return staff's own postings among the `among` that were saved last, one for an employer, trade and place."""
        rows = self._database.rows(
            f"select {PLACE}, p.employer, p.place from"
            " (select id from postings order by id desc limit ?) lately cross join postings p on p.id = lately.id"
            f" where {OWN_STATES} order by p.id desc",
            (among,),
        )
        found: dict[tuple[int, str, str], Place] = {}
        for row in rows:
            found.setdefault((row[5], row[1], row[6]), _place(row[:5]))
        return list(found.values())[:limit]

    def has_open(self, *, employer_ids: Sequence[str], trade: str, first_day: date, but: str = "") -> bool:
        """Tell whether one of the employers has an open posting of the trade that begins on the day, `but` left out."""
        return bool(
            self._rows(
                f"select 1 from postings p {BY_INDEX} cross join employers e on e.number = p.employer"
                " where p.first_day = ?2 and p.trade = ?3 and p.state = 'open' and p.id <> ?4"
                " and e.id in (select value from json_each(?1)) limit 1",
                (json.dumps(list(employer_ids)), first_day.isoformat(), trade, but),
                index="postings_by_day",
            )
        )

    def _rows(self, question: str, values: Values, *, index: str) -> list[tuple[Any, ...]]:
        """Answer by one index, which SQLite would not always take; without it while a county's postings come in."""
        try:
            return self._database.rows(question.replace(BY_INDEX, f"indexed by {index}"), values)
        except DatabaseError as error:
            if "no such index" not in str(error):
                raise
            return self._database.rows(question.replace(BY_INDEX, ""), values)


def _index(wanted: PostingFilter) -> str:
    return "postings_of_employer" if wanted.employer_id is not None else "postings_by_day"


def _condition(wanted: PostingFilter, after: Place | None) -> tuple[str, list[Any]]:
    parts = ["p.state in (select value from json_each(?))"]
    values: list[Any] = [json.dumps(sorted(wanted.states))]
    if wanted.employer_id is not None:
        parts.append("p.employer = (select number from employers where id = ?)")
        values.append(wanted.employer_id)
    if wanted.trade:
        parts.append("p.trade = ?")
        values.append(wanted.trade)
    if wanted.day is not None:
        parts.append("p.first_day <= ? and p.last_day >= ?")
        values += [wanted.day.isoformat()] * 2
    if after is not None:
        parts.append("p.first_day <= ? and (p.first_day, p.trade, p.state, p.last_day, p.rowid) < (?, ?, ?, ?, ?)")
        values += [after[0], *after]
    return " and ".join(parts), values


def _place(row: Sequence[Any]) -> Place:
    first_day, trade, state, last_day, number = row
    return first_day, trade, state, last_day, number


def _listed(row: Sequence[Any]) -> ListedPosting:
    *fields, _, held, hired, waiting, closing_reason = row
    return ListedPosting(
        posting=posting_of(fields), held=held, hired=hired, waiting=waiting, closing_reason=closing_reason
    )


def _slip(row: Sequence[Any], running: int | None) -> PostingSlip:
    id_, number, day, state, person_id, name, _, result, paid = row
    return PostingSlip(
        slip_id=id_,
        number=number,
        issued_on=date.fromisoformat(day),
        state=SlipState(state),
        person_id=person_id,
        worker_name=name,
        running=running,
        result=None if result is None else Result(result),
        paid=None if paid is None else Paid(paid),
    )
