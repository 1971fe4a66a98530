"""Reports: what the station did in a period, as the provinces and the county ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby

from kiosk.desk.room import STAFF, UseCases, may
from kiosk.domain.report import Period, Report, SpanFigures, TradeFigures
from kiosk.store.reports import Bounds, Figures, Offered, one_moment


class Reports(UseCases):
    """Figures only: nobody's name, phone or words are in a report."""

    @may(*STAFF)
    def of(self, period: Period) -> Report:
        """Count the period anew, from the raw records of one moment.

        It works on a connection of its own: any thread may call it, and nobody who reads or writes waits for it.
        """
        with one_moment(self.room.database, bounds_of(period)) as figures:
            return _report(period, figures)


def bounds_of(period: Period) -> Bounds:
    """The period in days and, by the time zone of this machine, in milliseconds."""
    return Bounds(
        first_day=period.first_day,
        last_day=period.last_day,
        from_ms=_begins_ms(period.first_day),
        until_ms=_begins_ms(period.last_day + timedelta(days=1)),
    )


def _begins_ms(day: date) -> int:
    return int(datetime.combine(day, time()).astimezone().timestamp() * 1000)


def _report(period: Period, figures: Figures) -> Report:
    slips, seekers, arrivals = figures.slips(), figures.seekers(), figures.arrivals_by_day()
    days = tuple(
        SpanFigures(
            begins=day,
            open_days=int(bool(arrivals.get(iso) or slips.by_day.get(iso))),
            arrivals=arrivals.get(iso, 0),
            slips=slips.by_day.get(iso, 0),
            hires=slips.hires_by_day.get(iso, 0),
        )
        for day in period.days()
        for iso in (day.isoformat(),)
    )
    offers, (sign_ups, came) = figures.offers(), figures.sign_ups()
    return Report(
        period=period,
        job_seekers=seekers.all,
        newly_registered=seekers.newly_registered,
        arrivals=sum(arrivals.values()),
        anonymous_arrivals=figures.anonymous_arrivals(),
        days=days,
        months=tuple(_months(days)),
        trades=_trades(seekers.by_trade, offers.by_trade, figures.hires_by_trade()),
        pay=offers.pay,
        slips=slips.figures,
        ages=seekers.ages,
        complaints=figures.complaints(),
        classes=figures.classes(),
        sign_ups=sign_ups,
        came_to_class=came,
    )


def _months(days: Iterable[SpanFigures]) -> Iterable[SpanFigures]:
    for _, of_month in groupby(days, key=lambda day: (day.begins.year, day.begins.month)):
        month = list(of_month)
        yield SpanFigures(
            begins=month[0].begins,
            open_days=sum(day.open_days for day in month),
            arrivals=sum(day.arrivals for day in month),
            slips=sum(day.slips for day in month),
            hires=sum(day.hires for day in month),
        )


def _trades(
    seekers: Mapping[str, int], offered: Mapping[str, Offered], hires: Mapping[str, int]
) -> tuple[TradeFigures, ...]:
    nothing = Offered(postings=0, slots=0, slots_filled=0)
    trades = [
        TradeFigures(
            trade=trade,
            seekers=seekers.get(trade, 0),
            postings=offered.get(trade, nothing).postings,
            slots=offered.get(trade, nothing).slots,
            slots_filled=offered.get(trade, nothing).slots_filled,
            hires=hires.get(trade, 0),
        )
        for trade in {*seekers, *offered, *hires}
    ]
    return tuple(sorted(trades, key=lambda one: (-one.seekers, -one.slots, one.trade)))
