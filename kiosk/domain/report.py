"""What a station did in a period: counts and series only, never a word about a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.pay import PayUnit
from kiosk.errors import Refused

OVER_AGE = 55
"""Somebody is over 55 when the last year of the period less the birth year is more than this: whoever that is true
for is 55 at least, though of the day of birth nothing is known."""
MOST_DAYS = 3_660
"""Ten years; more days than that are a slip of the finger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `first_day` to `last_day`, both of them included; `Refused` for any other order, or ten years."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise Refused("refused-period-ends-first")
        if (self.last_day - self.first_day).days >= MOST_DAYS:
            raise Refused("refused-period-too-long")

    def days(self) -> Iterator[date]:
        """Every day of the calendar, in order."""
        for number in range((self.last_day - self.first_day).days + 1):
            yield self.first_day + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanFigures:
    """A day, or a month as far as it lies in the period: `begins` is its first day in the period.

    `hires` count on the day of the slip, not on the day on which staff wrote the outcome down.
    """

    begins: date
    open_days: int
    arrivals: int
    slips: int
    hires: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeFigures:
    """One trade: `seekers` say that they can do it, `postings` with `slots` were taken for it in the period.

    `slots_filled` are those of the `slots` that a slip took and that were neither given back nor left empty by
    somebody who did not come or was not taken. `hires` are those of the period's slips.
    """

    trade: str
    seekers: int = 0
    postings: int = 0
    slots: int = 0
    slots_filled: int = 0
    hires: int = 0

    @property
    def slots_unfilled(self) -> int:
        return self.slots - self.slots_filled


@dataclass(frozen=True, slots=True, kw_only=True)
class TradePay:
    """The median of what `postings` of the period pay in a trade for each `unit`, in fen, halves rounded up.

    Ranges count by their middle; postings whose pay is to be agreed are left out.
    """

    trade: str
    unit: PayUnit
    median_minor: int
    postings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeFigures:
    """The job seekers by age at the period's end; see `OVER_AGE`."""

    over: int = 0
    younger: int = 0
    unknown: int = 0

    @property
    def share_over(self) -> float | None:
        """Of those whose birth year is known, 0 to 1; None where it is known of nobody."""
        return _share(self.over, self.over + self.younger)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFigures:
    """Complaints of one kind: `opened` and `closed` in the period, `still_open` when its last day was over."""

    kind: str
    opened: int = 0
    closed: int = 0
    still_open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFigures:
    """The slips of the period, by what has become of them; `undecided` hold or held a slot and have no outcome."""

    issued: int = 0
    anonymous: int = 0
    cancelled: int = 0
    undecided: int = 0
    hired: int = 0
    not_hired: int = 0
    no_show: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of `period`, all of one moment.

    `job_seekers` are the different people who were registered, came or got a slip in it, two registrations that were
    merged being one; who came or took a slip without a name is counted apart (`anonymous_arrivals`,
    `slips.anonymous`). `open_days` are the days with an arrival or a slip. `trades` come with the most wanted first.
    """

    period: Period
    job_seekers: int
    newly_registered: int
    arrivals: int
    anonymous_arrivals: int
    days: tuple[SpanFigures, ...]
    months: tuple[SpanFigures, ...]
    trades: tuple[TradeFigures, ...]
    pay: tuple[TradePay, ...]
    slips: SlipFigures
    ages: AgeFigures
    complaints: tuple[ComplaintFigures, ...]
    classes: int
    sign_ups: int
    came_to_class: int

    @property
    def open_days(self) -> int:
        return sum(day.open_days for day in self.days)

    @property
    def hires(self) -> int:
        return self.slips.hired

    @property
    def daily_hires(self) -> float | None:
        """Hires for each day on which the station was open; None where it never was."""
        return _share(self.hires, self.open_days)

    @property
    def postings(self) -> int:
        return sum(trade.postings for trade in self.trades)

    @property
    def slots(self) -> int:
        return sum(trade.slots for trade in self.trades)

    @property
    def slots_filled(self) -> int:
        return sum(trade.slots_filled for trade in self.trades)

    @property
    def fill_rate(self) -> float | None:
        """0 to 1; None where no slot was offered."""
        return _share(self.slots_filled, self.slots)

    @property
    def unfilled_trades(self) -> tuple[TradeFigures, ...]:
        """The trades with slots that nobody took, most first."""
        short = [trade for trade in self.trades if trade.slots_unfilled]
        return tuple(sorted(short, key=lambda trade: (-trade.slots_unfilled, trade.trade)))

    @property
    def unpaid_wages(self) -> int:
        """Cases of unpaid wages that were opened in the period."""
        return sum(one.opened for one in self.complaints if one.kind == "unpaid_wages")

    @property
    def complaints_opened(self) -> int:
        return sum(one.opened for one in self.complaints)

    @property
    def complaints_closed(self) -> int:
        return sum(one.closed for one in self.complaints)

    @property
    def complaints_still_open(self) -> int:
        return sum(one.still_open for one in self.complaints)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
