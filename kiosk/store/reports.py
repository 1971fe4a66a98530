"""The figures of a report, read from the raw records at one moment, on a connection of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kiosk.domain.pay import PayUnit
from kiosk.domain.report import OVER_AGE, AgeFigures, ComplaintFigures, SlipFigures, TradePay
from kiosk.store.connection import connect, told
from kiosk.store.database import Database

Ask = Callable[..., list[tuple[Any, ...]]]

VISITS_BY_DAY = "select day, count(*) from visits where day between :first and :last group by day"
ANONYMOUS_VISITS = "select count(*) from visits where day between :first and :last and person is null"
CAME = "select distinct person from visits where day between :first and :last and person is not null"
TOOK_SLIPS = """
    select distinct person from slips indexed by slips_of_person
    where person is not null and day between :first and :last
"""
PEOPLE = (
    "select number, counts_as, birth_year, registered_at_ms >= :from_ms and registered_at_ms < :until_ms from people"
)
TRADES_OF_PEOPLE = "select person, trade from person_trades"

SLIPS_BY_DAY = """
    select s.day, s.person is null, ifnull(o.result, iif(s.state = 'cancelled', 'cancelled', 'undecided')), count(*)
    from slips s left join outcomes o on o.slip_id = s.id
    where s.day between :first and :last group by 1, 2, 3
"""
HIRES_BY_TRADE = """
    select p.trade, count(*) from slips s cross join outcomes o on o.slip_id = s.id
    cross join postings p on p.id = s.posting_id
    where s.day between :first and :last and o.result = 'hired' group by p.trade
"""
TAKEN = """
    p.verified_by is not null
    and ifnull(p.verified_at_ms >= :from_ms and p.verified_at_ms < :until_ms, p.first_day between :first and :last)
"""
"""A posting counts on the day on which it was verified; on its first day of work where nobody kept that day."""
POSTINGS_BY_TRADE = f"""
    select trade, count(*), sum(headcount), sum(min(headcount, filled)) from (
        select p.trade, p.headcount, count(s.id) - count(o.slip_id) as filled
        from postings p left join slips s on s.posting_id = p.id and s.state <> 'cancelled'
        left join outcomes o on o.slip_id = s.id and o.result <> 'hired'
        where {TAKEN} group by p.rowid
    ) group by trade
"""
PAY = f"""
    select p.trade, p.pay_unit, p.pay_minor + ifnull(p.pay_up_to_minor, p.pay_minor) as twice
    from postings p where {TAKEN} and p.pay_minor is not null order by 1, 2, 3
"""
COMPLAINTS = """
    select kind, sum(day >= :first), sum(state = 'closed' and closed_at_ms >= :from_ms and closed_at_ms < :until_ms),
        sum(state <> 'closed' or closed_at_ms >= :until_ms)
    from complaints where day <= :last group by kind
"""
CLASSES = "select count(*) from classes where day between :first and :last and state <> 'cancelled'"
SIGN_UPS = """
    select count(*), ifnull(sum(s.state = 'came'), 0) from classes c join sign_ups s on s.class_id = c.id
    where c.day between :first and :last and c.state <> 'cancelled' and s.state <> 'gave_up'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A period as the tables know it: days, and Unix time in milliseconds from its beginning until after its end."""

    first_day: date
    last_day: date
    from_ms: int
    until_ms: int

    @property
    def values(self) -> dict[str, str | int]:
        return {
            "first": self.first_day.isoformat(),
            "last": self.last_day.isoformat(),
            "from_ms": self.from_ms,
            "until_ms": self.until_ms,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Seekers:
    """Who looked for work: people, not registrations. `by_trade` counts those who can do each trade."""

    all: int
    newly_registered: int
    ages: AgeFigures
    by_trade: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """The slips, and how many of them were issued and led to a hire on each day (ISO) that had any."""

    figures: SlipFigures
    by_day: Mapping[str, int]
    hires_by_day: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The postings of one trade."""

    postings: int
    slots: int
    slots_filled: int


@contextmanager
def one_moment(database: Database, bounds: Bounds) -> Iterator[Figures]:
    """Read figures that all belong to one moment, whatever others write meanwhile; nobody waits for it.

    It may be used on any thread. Only a database that lets nobody else in (see `Database.only_reads`) is asked itself,
    on its own thread.
    """
    if database.only_reads:
        yield Figures(database.rows, bounds)
        return
    with told(database.path), closing(connect(database.path, database.key)) as connection:
        connection.execute("pragma query_only = on")
        connection.execute("begin")
        yield Figures(lambda sql, values: connection.execute(sql, values).fetchall(), bounds)


class Figures:
    """Counts over the station's tables; `ask` answers a question with all rows."""

    def __init__(self, ask: Ask, bounds: Bounds) -> None:
        self._ask = ask
        self._bounds = bounds

    def arrivals_by_day(self) -> Mapping[str, int]:
        """Arrivals on each day (ISO) that had any."""
        return dict(self._rows(VISITS_BY_DAY))

    def anonymous_arrivals(self) -> int:
        return int(self._rows(ANONYMOUS_VISITS)[0][0])

    def seekers(self) -> Seekers:
        """People who were registered, came or got a slip in the period; merged registrations are one person."""
        came = {number for sql in (CAME, TOOK_SLIPS) for (number,) in self._rows(sql)}
        stands_for: dict[int, int] = {}
        seeking, new = set[int](), set[int]()
        birth_years: dict[int, int] = {}
        for number, counts_as, birth_year, registered in self._rows(PEOPLE):
            one = stands_for[number] = stands_for.get(counts_as, counts_as)
            if registered or number in came:
                seeking.add(one)
            if registered and one == number:
                new.add(one)
            if birth_year is not None:
                birth_years.setdefault(one, birth_year)
        able = {
            (stands_for[number], trade)
            for number, trade in self._rows(TRADES_OF_PEOPLE)
            if stands_for[number] in seeking
        }
        return Seekers(
            all=len(seeking),
            newly_registered=len(new),
            ages=self._ages([birth_years.get(one) for one in seeking]),
            by_trade=Counter(trade for _, trade in able),
        )

    def _ages(self, birth_years: list[int | None]) -> AgeFigures:
        oldest = self._bounds.last_day.year - OVER_AGE
        over = sum(1 for year in birth_years if year is not None and year < oldest)
        unknown = birth_years.count(None)
        return AgeFigures(over=over, younger=len(birth_years) - over - unknown, unknown=unknown)

    def slips(self) -> Slips:
        """The slips that were issued in the period, by what has become of them until now."""
        issued, hired, ends = Counter[str](), Counter[str](), Counter[str]()
        anonymous = 0
        for day, is_anonymous, end, count in self._rows(SLIPS_BY_DAY):
            issued[day] += count
            ends[end] += count
            anonymous += count if is_anonymous else 0
            if end == "hired":
                hired[day] += count
        figures = SlipFigures(
            issued=issued.total(),
            anonymous=anonymous,
            cancelled=ends["cancelled"],
            undecided=ends["undecided"],
            hired=ends["hired"],
            not_hired=ends["not_hired"],
            no_show=ends["no_show"],
        )
        return Slips(figures=figures, by_day=issued, hires_by_day=hired)

    def hires_by_trade(self) -> Mapping[str, int]:
        """Hires from the period's slips."""
        return dict(self._rows(HIRES_BY_TRADE))

    def offered_by_trade(self) -> Mapping[str, Offered]:
        """The postings that were taken in the period, with their slots as they are now."""
        return {
            trade: Offered(postings=postings, slots=slots, slots_filled=filled)
            for trade, postings, slots, filled in self._rows(POSTINGS_BY_TRADE)
        }

    def pay(self) -> tuple[TradePay, ...]:
        """The median pay of each trade and unit."""
        groups = groupby(self._rows(PAY), key=lambda row: (row[0], row[1]))
        return tuple(_median_pay(trade, unit, [row[2] for row in rows]) for (trade, unit), rows in groups)

    def complaints(self) -> tuple[ComplaintFigures, ...]:
        """By kind."""
        return tuple(
            ComplaintFigures(kind=kind, opened=opened, closed=closed, still_open=still_open)
            for kind, opened, closed, still_open in self._rows(COMPLAINTS)
        )

    def classes(self) -> int:
        """Classes of the period that were not cancelled."""
        return int(self._rows(CLASSES)[0][0])

    def sign_ups(self) -> tuple[int, int]:
        """Seats taken in those classes, and how many people came."""
        taken, came = self._rows(SIGN_UPS)[0]
        return taken, came

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._ask(sql, self._bounds.values)


def _median_pay(trade: str, unit: str, twice: list[int]) -> TradePay:
    """`twice` holds twice the pay of each posting, the middle of a range thus being whole, in ascending order."""
    count = len(twice)
    four_times = twice[(count - 1) // 2] + twice[count // 2]
    return TradePay(trade=trade, unit=PayUnit(unit), median_minor=(four_times + 2) // 4, postings=count)
