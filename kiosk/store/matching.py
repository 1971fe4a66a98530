"""What matching reads: open postings as short rows, workers, and what was between workers and employers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from kiosk.domain.match import Past, Worker
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.region import Position
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.offers import on_offer_rows
from kiosk.store.posting_rows import SELECT, posting_of
from kiosk.store.regions import position_of

OFFER_COLUMNS = (
    "p.rowid, p.trade, p.region, p.latitude, p.longitude, p.pay_minor, p.pay_up_to_minor, p.pay_unit, p.strength,"
    " p.age_from, p.age_to, p.employer, p.starts_at, p.ends_at"
)
WORKERS = """
select asked.id, whole.number, whole.region, whole.strength, whole.birth_year,
    (select group_concat(distinct t.trade) from people same join person_trades t on t.person = same.number
     where same.counts_as = whole.number)
from people asked join people whole on whole.number = asked.counts_as
where asked.id in (select value from json_each(?)) and whole.forgotten_at_ms is null
"""
PAST = """
select same.counts_as, p.employer, o.result, o.paid, count(*)
from people same join slips s on s.person = same.number
join outcomes o on o.slip_id = s.id join postings p on p.id = s.posting_id
where same.counts_as in (select value from json_each(?))
group by same.counts_as, p.employer, o.result, o.paid
"""
BUSY = """
with holding(visit, posting) as (
    select v.id, s.posting_id from visits v join slips s on s.visit_id = v.id
    where v.day = :day and s.state = 'held'
    union
    select v.id, s.posting_id from visits v join people came on came.number = v.person
    join people same on same.counts_as = came.counts_as join slips s on s.person = same.number
    where v.day = :day and s.state = 'held'
)
select distinct visit from holding join postings held on held.id = holding.posting
join postings wanted on wanted.id = :posting
where held.first_day <= wanted.last_day and held.last_day >= wanted.first_day
"""


class OfferRow(NamedTuple):
    """A posting on offer as ranking needs it: `number` is its row's, `starts_at` wall time as 202611210730."""

    number: int
    trade: str
    region: str
    latitude: float | None
    longitude: float | None
    pay_minor: int | None
    pay_up_to_minor: int | None
    pay_unit: str
    strength: str | None
    age_from: int | None
    age_to: int | None
    employer: int
    starts_at: int
    ends_at: int


REGION = OfferRow._fields.index("region")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWorker:
    """A registered person: `number` is that of the registration they count as."""

    number: int
    worker: Worker


@dataclass(slots=True)
class Pasts:
    """What was between one worker and all employers, by the employer's number."""

    hired: dict[int, int] = field(default_factory=dict)
    no_shows: dict[int, int] = field(default_factory=dict)
    not_paid: dict[int, int] = field(default_factory=dict)

    def with_employer(self, employer: int, *, wage_complaints: int = 0, elsewhere: bool = False) -> Past:
        """Return the past with one employer; no-shows at others only where `elsewhere` is asked for."""
        here = self.no_shows.get(employer, 0)
        return Past(
            hired=self.hired.get(employer, 0),
            no_shows=here,
            not_paid=self.not_paid.get(employer, 0),
            no_shows_elsewhere=sum(self.no_shows.values()) - here if elsewhere else 0,
            wage_complaints=wage_complaints,
        )


class MatchingStore:
    """Reads only; nothing here changes a row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def offers(self, *, now: datetime) -> list[tuple[Any, ...]]:
        """Return every posting that a worker may see at `now`, as plain tuples of what an `OfferRow` holds.

        Of thousands only the best few become `OfferRow`s: making all of them takes longer than ranking them.
        """
        return on_offer_rows(self._database, OFFER_COLUMNS, now=now)

    def postings(self, numbers: Iterable[int]) -> dict[int, Posting]:
        """Return the postings of these row numbers."""
        wanted = list(numbers)
        rows = self._database.rows(
            f"{SELECT.replace('select ', 'select p.rowid, ', 1)} where p.rowid in (select value from json_each(?))",
            (json.dumps(wanted),),
        )
        return {row[0]: posting_of(row[1:]) for row in rows}

    def worker(self, person_id: str) -> KnownWorker:
        """Return what is known of a person; raise `UnknownThing` if there is none, or they were forgotten."""
        found = self.workers([person_id])
        if person_id not in found:
            raise UnknownThing(what=person_id)
        return found[person_id]

    def workers(self, person_ids: Collection[str]) -> dict[str, KnownWorker]:
        """Return what is known of each person by their id; trades are those of all their registrations."""
        rows = self._database.rows(WORKERS, (json.dumps(list(person_ids)),))
        return {
            person_id: KnownWorker(
                number=number,
                worker=Worker(
                    trades=frozenset(trades.split(",") if trades else ()),
                    region=region,
                    strength=None if strength is None else Strength(strength),
                    birth_year=birth_year,
                ),
            )
            for person_id, number, region, strength, birth_year, trades in rows
        }

    def pasts(self, numbers: Collection[int]) -> dict[int, Pasts]:
        """Return the past of each of these people (by the number they count as)."""
        pasts = {number: Pasts() for number in numbers}
        for number, employer, result, paid, count in self._database.rows(PAST, (json.dumps(list(numbers)),)):
            past = pasts[number]
            if result == "no_show":
                past.no_shows[employer] = past.no_shows.get(employer, 0) + count
            elif result == "hired":
                past.hired[employer] = past.hired.get(employer, 0) + count
                if paid in ("none", "part"):
                    past.not_paid[employer] = past.not_paid.get(employer, 0) + count
        return pasts

    def wage_complaints(self) -> dict[int, int]:
        """Return how many complaints of unpaid wages are not closed, by the employer's number."""
        rows = self._database.rows(
            "select coalesce(c.employer, p.employer), count(*) from complaints c"
            " left join postings p on p.id = c.posting_id"
            " where c.state <> 'closed' and c.kind = 'unpaid_wages' group by 1"
        )
        return {employer: count for employer, count in rows if employer is not None}

    def offer(self, posting_id: str) -> OfferRow:
        """Return one posting, on offer or not; raise `UnknownThing` if there is none."""
        row = self._database.row(f"select {OFFER_COLUMNS} from postings p where p.id = ?", (posting_id,))
        if row is None:
            raise UnknownThing(what=posting_id)
        return OfferRow._make(row)

    def positions(self, codes: Collection[str]) -> Mapping[str, Position | None]:
        """Return where these regions are, as far as somebody knows."""
        rows = self._database.rows(
            "select code, latitude, longitude from regions where code in (select value from json_each(?))",
            (json.dumps(list(codes)),),
        )
        return {code: position_of(latitude, longitude) for code, latitude, longitude in rows}

    def busy_visits(self, day: date, *, posting_id: str) -> set[str]:
        """Return the visits of `day` whose people hold a slip of work on any day of the posting's."""
        rows = self._database.rows(BUSY, {"day": day.isoformat(), "posting": posting_id})
        return {visit_id for (visit_id,) in rows}
