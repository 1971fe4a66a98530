"""Reports made up for tests: as full as a station's, or empty."""

from __future__ import annotations

import random
from datetime import date

from kiosk.domain.pay import PayUnit
from kiosk.domain.report import (
    AgeFigures,
    ComplaintFigures,
    Period,
    Report,
    SlipFigures,
    SpanFigures,
    TradeFigures,
    TradePay,
)
from kiosk.domain.trade import TRADES

MONTH = Period(first_day=date(2026, 11, 1), last_day=date(2026, 11, 21))
YEAR = Period(first_day=date(2025, 12, 1), last_day=date(2026, 11, 30))


def full_report(period: Period = MONTH, *, seed: int = 1) -> Report:
    """A report in which every table and every plot has something."""
    chance = random.Random(seed)
    days = tuple(
        SpanFigures(begins=day, open_days=1, arrivals=chance.randint(40, 110), slips=40, hires=chance.randint(10, 40))
        for day in period.days()
    )
    trades = tuple(
        TradeFigures(
            trade=trade.id, seekers=900 - place, postings=chance.randint(1, 80), slots=100 + place, slots_filled=place,
            hires=chance.randint(0, 200),
        )
        for place, trade in enumerate(TRADES)
    )  # fmt: skip
    return Report(
        period=period,
        job_seekers=5231,
        newly_registered=812,
        arrivals=sum(day.arrivals for day in days),
        anonymous_arrivals=21,
        days=days,
        months=tuple(months_of(days)),
        trades=trades,
        pay=(
            *(TradePay(trade=one.trade, unit=PayUnit.DAY, median_minor=15_050, postings=3) for one in trades[:20]),
            TradePay(trade="mason", unit=PayUnit.HOUR, median_minor=2_000, postings=2),
        ),
        slips=SlipFigures(issued=900, anonymous=30, cancelled=21, undecided=31, hired=700, not_hired=30, no_show=12),
        ages=AgeFigures(over=3100, younger=1900, unknown=231),
        complaints=(ComplaintFigures(kind="unpaid_wages", opened=12, closed=8, still_open=4),),
        classes=3,
        sign_ups=60,
        came_to_class=41,
    )


def empty_report(period: Period = MONTH) -> Report:
    """A report of a station in which nothing happened."""
    days = tuple(SpanFigures(begins=day, open_days=0, arrivals=0, slips=0, hires=0) for day in period.days())
    return Report(
        period=period, job_seekers=0, newly_registered=0, arrivals=0, anonymous_arrivals=0, days=days,
        months=tuple(months_of(days)), trades=(), pay=(), slips=SlipFigures(), ages=AgeFigures(), complaints=(),
        classes=0, sign_ups=0, came_to_class=0,
    )  # fmt: skip


def months_of(days: tuple[SpanFigures, ...]) -> list[SpanFigures]:
    months: dict[tuple[int, int], list[SpanFigures]] = {}
    for day in days:
        months.setdefault((day.begins.year, day.begins.month), []).append(day)
    return [
        SpanFigures(
            begins=span[0].begins,
            open_days=sum(day.open_days for day in span),
            arrivals=sum(day.arrivals for day in span),
            slips=sum(day.slips for day in span),
            hires=sum(day.hires for day in span),
        )
        for span in months.values()
    ]
