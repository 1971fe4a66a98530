"""The figures of a report, read from the raw records at one moment, on a connection of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.domain.pay import PayUnit
from kiosk.domain.report import OVER_AGE, AgeFigures, ComplaintFigures, SlipFigures, TradePay
from kiosk.store.connection import connect, told
from kiosk.store.database import Database
from kiosk.store.second_visits import second_visits

Ask = Callable[..., list[tuple[Any, ...]]]

VISITS_BY_DAY = f"""
    select day, count(*) from visits
    where day between :first and :last and rowid not in ({second_visits("between :first and :last")}) group by day
"""
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
    select s.day, count(*), sum(s.person is null), sum(o.result is null and s.state = 'cancelled'),
        sum(o.result is null and s.state <> 'cancelled'), sum(ifnull(o.result = 'hired', 0)),
        sum(ifnull(o.result = 'not_hired', 0)), sum(ifnull(o.result = 'no_show', 0))
    from slips s left join outcomes o on o.slip_id = s.id
    where s.day between :first and :last group by s.day
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
POSTINGS = f"""
    select p.trade, p.pay_unit, p.headcount, min(p.headcount, count(s.id) - count(o.slip_id)),
        p.pay_minor + ifnull(p.pay_up_to_minor, p.pay_minor)
    from postings p left join slips s on s.posting_id = p.id and s.state <> 'cancelled'
    left join outcomes o on o.slip_id = s.id and o.result <> 'hired'
    where {TAKEN} group by p.rowid
"""
"""Trade, unit, slots, slots filled, and twice the pay, the middle of a range thus being whole."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The postings that were taken in the period."""

    by_trade: Mapping[str, Offered]
    pay: tuple[TradePay, ...]


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
        able = defaultdict[str, set[int]](set)
        for number, trade in self._rows(TRADES_OF_PEOPLE):
            if (one := stands_for[number]) in seeking:
                able[trade].add(one)
        return Seekers(
            all=len(seeking),
            newly_registered=len(new),
            ages=self._ages([birth_years.get(one) for one in seeking]),
            by_trade={trade: len(people) for trade, people in able.items()},
        )

    def _ages(self, birth_years: list[int | None]) -> AgeFigures:
        oldest = self._bounds.last_day.year - OVER_AGE
        over = sum(1 for year in birth_years if year is not None and year < oldest)
        unknown = birth_years.count(None)
        return AgeFigures(over=over, younger=len(birth_years) - over - unknown, unknown=unknown)

    def slips(self) -> Slips:
        """The slips that were issued in the period, by what has become of them until now."""
        rows = self._rows(SLIPS_BY_DAY)
        names = ("issued", "anonymous", "cancelled", "undecided", "hired", "not_hired", "no_show")
        return Slips(
            figures=SlipFigures(**{name: sum(row[place] for row in rows) for place, name in enumerate(names, 1)}),
            by_day={row[0]: row[1] for row in rows},
            hires_by_day={row[0]: row[5] for row in rows},
        )

    def hires_by_trade(self) -> Mapping[str, int]:
        """Hires from the period's slips."""
        return dict(self._rows(HIRES_BY_TRADE))

    def offers(self) -> Offers:
        """The postings that were taken in the period, with their slots and their pay as they are now."""
        offered: dict[str, tuple[int, int, int]] = {}
        pay = defaultdict[tuple[str, str], list[int]](list)
        for trade, unit, slots, filled, twice in self._rows(POSTINGS):
            before = offered.get(trade, (0, 0, 0))
            offered[trade] = (before[0] + 1, before[1] + slots, before[2] + filled)
            if twice is not None:
                pay[trade, unit].append(twice)
        return Offers(
            by_trade={
                trade: Offered(postings=postings, slots=slots, slots_filled=filled)
                for trade, (postings, slots, filled) in offered.items()
            },
            pay=tuple(_median_pay(*of_what, sorted(amounts)) for of_what, amounts in sorted(pay.items())),
        )

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
