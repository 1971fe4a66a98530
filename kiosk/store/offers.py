"""What a worker may see: open, verified, unexpired postings of employers not suspended, with slots left.

Slots that other kiosks have count too: who asks for one of those gets it as soon as it has come here.

A posting expires at its `expires_at_ms`, and when its work is over: at the end of the last day's hours, or at
midnight where the hours are not known or run past midnight. Times of day are the station's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.filters import BITS, DAYS, NOTHING_CHOSEN, Chosen, Filter, MarkCounts, bits_of
from kiosk.domain.listing import InTown, Listing, Near, OfTrade, SuitsOlder, Today
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
ON_TODAY = "p.starts_at <= :tonight and p.day_ends > :clock"
ON_TOMORROW = "p.starts_at <= :tomorrow_night and p.ends_at >= :tomorrow"
TODAY = f"{LASTING} and {ON_TODAY}"


@dataclass(frozen=True, slots=True)
class _Moment:
    """`now` in the forms the table compares with: wall time as a number (202611210730), Unix time in milliseconds."""

    values: dict[str, Any]

    @classmethod
    def of(cls, now: datetime) -> _Moment:
        """A `now` without a time zone is in the system's."""
        tomorrow = now + timedelta(days=1)
        return cls(
            {
                "tomorrow": int(tomorrow.strftime("%Y%m%d0000")),
                "tomorrow_night": int(tomorrow.strftime("%Y%m%d2400")),
                "minute": int(now.strftime("%Y%m%d%H%M")),
                "clock": int(now.strftime("%H%M")),
                "today": int(now.strftime("%Y%m%d0000")),
                "tonight": int(now.strftime("%Y%m%d2400")),
                "ms": int(now.timestamp() * 1000),
            }
        )


def listed(
    database: Database,
    listing: Listing,
    *,
    now: datetime,
    here: Region | None,
    limit: int,
    chosen: Chosen = NOTHING_CHOSEN,
) -> tuple[Posting, ...]:
    """Return the first `limit` postings of `listing` that have what was `chosen`.

    Of a trade and for older workers: soonest first, work that has begun counting as soonest. Today: work that
    starts today first, then what began lately. Near: nearest town first, soonest within a town; towns whose place
    nobody knows come last. Without `here` all towns are as near. In a town: soonest first.
    """
    question = _Question(database, _Moment.of(now), limit, chosen)
    match listing:
        case OfTrade(trade):
            question.ask(f"p.trade = :trade and {LASTING} {SOONEST}", trade=trade)
        case SuitsOlder():
            question.ask(f"p.suits_older and {LASTING} {SOONEST}")
        case Today():
            question.ask(f"{TODAY} and p.starts_at >= :today {SOONEST}")
            question.ask(f"{TODAY} and p.starts_at < :today order by p.starts_at desc, p.ends_at desc limit :limit")
        case InTown(town):
            question.ask(f"p.region = :region and {LASTING} {SOONEST}", region=town.code)
        case Near():
            _ask_near(question, here)
    return tuple(map(posting_of, question.rows))


class _Question:
    """Collects rows that have what was chosen, until the limit is reached."""

    def __init__(self, database: Database, moment: _Moment, limit: int, chosen: Chosen = NOTHING_CHOSEN) -> None:
        self.database = database
        self.rows: list[tuple[Any, ...]] = []
        self._values = {**moment.values, "wanted": bits_of(chosen - DAYS)}
        self._has_it = _has(chosen)
        self._limit = limit

    def ask(self, condition: str, **more: str) -> None:
        if not self.full:
            values = {**self._values, **more, "limit": self._limit - len(self.rows)}
            self.rows += self.database.rows(f"{SELECT} where {self._has_it}{condition}", values)

    @property
    def full(self) -> bool:
        return len(self.rows) >= self._limit


def _has(chosen: Chosen) -> str:
    """Return the condition, and what joins it to others, that a posting has what was chosen; empty for nothing."""
    days = {Filter.TODAY: ON_TODAY, Filter.TOMORROW: ON_TOMORROW}
    one_of = [f"({condition})" for day, condition in days.items() if day in chosen]
    conditions = [f"({' or '.join(one_of)})"] if one_of else []
    if chosen - DAYS:
        conditions.append("p.marks & :wanted = :wanted")
    return "".join(f"{condition} and " for condition in conditions)


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
        case InTown(town):
            return int(database.value(f"{total} and region = :region", {**values, "region": town.code}))


WALKED = f"p.starts_at > 0 and p.on_offer and {UNEXPIRED.replace('p.ends_at', '+p.ends_at')}"
"""The same as `LASTING`, for whoever counts all of it: `offers_by_start` holds every column that is asked for, and no
row is read (25 times as fast); left to itself SQLite takes the index for matching, which begins with the end."""
MARKS = (
    f"select p.marks + {BITS[Filter.TODAY]} * ({ON_TODAY}) + {BITS[Filter.TOMORROW]} * ({ON_TOMORROW}) as with_days,"
    " count(*) from postings p"
)


def mark_counts(database: Database, listing: Listing, *, now: datetime) -> MarkCounts:
    """Return how many postings of `listing` have just these marks: from them every choice among them is counted.

    One walk through an index of what is on offer.
    """
    values = _Moment.of(now).values
    match listing:
        case OfTrade(trade):
            where, values = f"p.trade = :trade and {LASTING}", {**values, "trade": trade}
        case InTown(town):
            where, values = f"p.region = :region and {LASTING}", {**values, "region": town.code}
        case SuitsOlder():
            where = f"p.suits_older and {WALKED}"
        case Today():
            where = TODAY
        case Near():
            where = WALKED
    return tuple(database.rows(f"{MARKS} where {where} group by with_days", values))


def counted_by_region(database: Database, *, now: datetime) -> dict[str, int]:
    """Return how many postings may be seen in each region that has any, by its code; "" for places nobody knows."""
    return _counted_by("region", database, now)


def counted_by_trade(database: Database, *, now: datetime) -> dict[str, int]:
    """Return how many postings may be seen for each trade that has any."""
    return _counted_by("trade", database, now)


def _counted_by(column: str, database: Database, now: datetime) -> dict[str, int]:
    return dict(
        database.rows(
            f"select {column}, sum(postings) from offer_counts where ends_at > :minute and expires_ms > :ms group by 1",
            _Moment.of(now).values,
        )
    )


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
