"""What a worker may see: open, verified, unexpired postings of employers not suspended, with slots left.

Slots that other kiosks have count too: who asks for one of those gets it as soon as it has come here.

A posting expires at its `expires_at_ms`, and when its work is over: at the end of the last day's hours, or at
midnight where the hours are not known or run past midnight. Times of day are the station's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.listing import Listing, Near, OfTrade, SuitsOlder, Today
from kiosk.domain.posting import Posting
from kiosk.domain.region import Position, Region, distance_km
from kiosk.store.database import Database
from kiosk.store.posting_rows import SELECT, posting_of
from kiosk.store.regions import RegionStore

UNEXPIRED = "p.ends_at > :minute and (p.expires_at_ms is null or p.expires_at_ms > :ms)"
LASTING = f"p.on_offer and {UNEXPIRED}"
FULL = (
    "p.state in ('open', 'full') and p.verified_by is not null and not p.employer_suspended"
    f" and (p.slots_taken >= p.slots_here or p.state = 'full') and {UNEXPIRED}"
)
SOONEST = "order by p.starts_at, p.ends_at, p.expires_at_ms limit :limit"
TODAY = f"{LASTING} and p.starts_at <= :tonight and p.day_ends > :clock"


@dataclass(frozen=True, slots=True)
class _Moment:
    """`now` in the forms the table compares with: wall time as a number (202611210730), Unix time in milliseconds."""

    values: dict[str, Any]

    @classmethod
    def of(cls, now: datetime) -> _Moment:
        """A `now` without a time zone is in the system's."""
        return cls(
            {
                "minute": int(now.strftime("%Y%m%d%H%M")),
                "clock": int(now.strftime("%H%M")),
                "today": int(now.strftime("%Y%m%d0000")),
                "tonight": int(now.strftime("%Y%m%d2400")),
                "ms": int(now.timestamp() * 1000),
            }
        )


def listed(
    database: Database, listing: Listing, *, now: datetime, here: Region | None, limit: int
) -> tuple[Posting, ...]:
    """Return the first `limit` postings of `listing`.

    Of a trade and for older workers: soonest first, work that has begun counting as soonest. Today: work that
    starts today first, then what began lately. Near: nearest town first, soonest within a town; towns whose place
    nobody knows come last. Without `here` all towns are as near.
    """
    question = _Question(database, _Moment.of(now), limit)
    match listing:
        case OfTrade(trade):
            question.ask(f"p.trade = :trade and {LASTING} {SOONEST}", trade=trade)
        case SuitsOlder():
            question.ask(f"p.suits_older and {LASTING} {SOONEST}")
        case Today():
            question.ask(f"{TODAY} and p.starts_at >= :today {SOONEST}")
            question.ask(f"{TODAY} and p.starts_at < :today order by p.starts_at desc, p.ends_at desc limit :limit")
        case Near():
            _ask_near(question, here)
    return tuple(map(posting_of, question.rows))


class _Question:
    """Collects rows until the limit is reached."""

    def __init__(self, database: Database, moment: _Moment, limit: int) -> None:
        self.database = database
        self.rows: list[tuple[Any, ...]] = []
        self._values = moment.values
        self._limit = limit

    def ask(self, condition: str, **more: str) -> None:
        if not self.full:
            values = {**self._values, **more, "limit": self._limit - len(self.rows)}
            self.rows += self.database.rows(f"{SELECT} where {condition}", values)

    @property
    def full(self) -> bool:
        return len(self.rows) >= self._limit


def _ask_near(question: _Question, here: Region | None) -> None:
    if here is None:
        question.ask(f"{LASTING} {SOONEST}")
        return
    known = {region.code: region.position for region in RegionStore(question.database).all()}
    for code in _nearest_first(_regions_offering(question.database), known=known, here=here):
        question.ask(f"p.region = :region and {LASTING} {SOONEST}", region=code)
        if question.full:
            break


def _regions_offering(database: Database) -> list[str]:
    """Return the regions that have something on offer, with one step in the index for each."""
    rows = database.rows(
        """
        with recursive offering(code) as (
            select min(region) from postings where on_offer
            union all
            select (select min(region) from postings where on_offer and region > offering.code)
            from offering where code is not null
        )
        select code from offering where code is not null
        """
    )
    return [code for (code,) in rows]


def _nearest_first(codes: Iterable[str], *, known: dict[str, Position | None], here: Region) -> list[str]:
    def rank(code: str) -> tuple[int, float, str]:
        there = known.get(code)
        if code == here.code:
            return 0, 0.0, code
        if there is None or here.position is None:
            return 2, 0.0, code or "~"
        return 1, distance_km(here.position, there), code

    return sorted(codes, key=rank)


def counted(database: Database, listing: Listing, *, now: datetime) -> int:
    """Return how many postings of `listing` may be seen."""
    values = _Moment.of(now).values
    total = "select ifnull(sum(postings), 0) from offer_counts where ends_at > :minute and expires_ms > :ms"
    match listing:
        case OfTrade(trade):
            return int(database.value(f"{total} and trade = :trade", {**values, "trade": trade}))
        case SuitsOlder():
            return int(database.value(f"{total} and suits_older", values))
        case Near():
            return int(database.value(total, values))
        case Today():
            return int(database.value(f"select count(*) from postings p where {TODAY}", values))


def counted_by_trade(database: Database, *, now: datetime) -> dict[str, int]:
    """Return how many postings may be seen for each trade that has any."""
    rows = database.rows(
        "select trade, sum(postings) from offer_counts where ends_at > :minute and expires_ms > :ms group by trade",
        _Moment.of(now).values,
    )
    return dict(rows)


def is_listed(database: Database, posting_id: str, *, now: datetime) -> bool:
    """Tell whether the posting may be seen."""
    values = {**_Moment.of(now).values, "id": posting_id}
    return database.row(f"select 1 from postings p where p.id = :id and {LASTING}", values) is not None


def on_offer_rows(database: Database, columns: str, *, now: datetime) -> list[tuple[Any, ...]]:
    """Return `columns` (SQL of our own, of the table `p`) of every posting that may be seen, in no order."""
    return database.rows(f"select {columns} from postings p where {LASTING}", _Moment.of(now).values)


def is_full(database: Database, posting_id: str, *, now: datetime) -> bool:
    """Tell whether the posting could be had but for its slots: this kiosk has none left."""
    values = {**_Moment.of(now).values, "id": posting_id}
    return database.row(f"select 1 from postings p where p.id = :id and {FULL}", values) is not None
