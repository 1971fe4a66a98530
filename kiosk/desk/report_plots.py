"""A report as plots: the same for the screen and for paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kiosk.desk.report_tables import trade_called
from kiosk.domain.pay import PayUnit
from kiosk.domain.report import Report, SpanFigures, TradeFigures
from kiosk.slips.document import MOST_BARS, Plot, Series
from kiosk.texts.catalogue import Texts

MOST_DAYS = 62
"""In a longer period the bars of days would be too thin to be seen, and months are shown."""
MOST_TRADES = 8
OLD_LABEL_LETTERS = 3
"""`12月`, `Dec`."""


def report_plots(report: Report, texts: Texts) -> tuple[Plot, ...]:
    """Return what of the report is seen better than read; a plot that would have no bar is left out."""
    return tuple(plot for plot in _plots(report, texts) if plot is not None)


def shows_days(report: Report) -> bool:
    """Tell whether the period is short enough to be shown day by day."""
    return len(report.days) <= MOST_DAYS


def _plots(report: Report, texts: Texts) -> Iterator[Plot | None]:
    yield _over_time(report, texts)
    yield _main_trades(report, texts)
    yield _pay(report, texts)
    yield _ages(report, texts)
    yield _filled(report, texts)


def _over_time(report: Report, texts: Texts) -> Plot | None:
    by_day = shows_days(report)
    spans = report.days if by_day else report.months[-MOST_BARS:]
    if not any(span.open_days for span in spans):
        return None
    return Plot(
        title=texts("report-plot-days") if by_day else texts("report-plot-months"),
        labels=tuple(map(_day_label(spans) if by_day else _month_label(spans, texts), spans)),
        bars=Series(texts("report-arrivals"), tuple(float(span.arrivals) for span in spans)),
        line=Series(texts("report-hires"), tuple(float(span.hires) for span in spans)),
    )


def _day_label(spans: Sequence[SpanFigures]) -> Callable[[SpanFigures], str]:
    """The day of the month; with the month where there are two."""
    if spans[0].begins.month == spans[-1].begins.month:
        return lambda span: str(span.begins.day)
    return lambda span: f"{span.begins.month}/{span.begins.day}"


def _month_label(spans: Sequence[SpanFigures], texts: Texts) -> Callable[[SpanFigures], str]:
    """The month's name; with the year where a name would come twice."""
    if len(spans) <= 12:
        return lambda span: texts(f"month-{span.begins.month}")[:OLD_LABEL_LETTERS]
    return lambda span: f"{span.begins:%Y-%m}"


def _main_trades(report: Report, texts: Texts) -> Plot | None:
    trades = [one for one in report.trades if one.seekers][:MOST_TRADES]
    return _lying(
        texts("report-plot-trades"),
        [(trade_called(one.trade, texts), float(one.seekers)) for one in trades],
        name=texts("report-seekers"),
        note=texts("report-trades-note"),
    )


def _pay(report: Report, texts: Texts) -> Plot | None:
    """Pay by the hour and by the month have no scale in common: shown is what most postings pay by."""
    unit = _usual_unit(report)
    if unit is None:
        return None
    of_unit = sorted((one for one in report.pay if one.unit is unit), key=lambda one: -one.postings)[:MOST_TRADES]
    bars = [(trade_called(one.trade, texts), one.median_minor / 100) for one in of_unit]
    return _lying(
        texts("report-plot-pay", unit=texts(f"report-per-{unit}")),
        sorted(bars, key=lambda bar: -bar[1]),
        name=texts("report-median"),
        note=texts("report-pay-note"),
    )


def _usual_unit(report: Report) -> PayUnit | None:
    postings = Counter[PayUnit]()
    for one in report.pay:
        postings[one.unit] += one.postings
    return max(postings, key=lambda unit: (postings[unit], unit), default=None)


def _ages(report: Report, texts: Texts) -> Plot | None:
    ages = report.ages
    return _lying(
        texts("report-plot-ages"),
        [
            (texts("report-plot-over"), float(ages.over)),
            (texts("report-plot-younger"), float(ages.younger)),
            (texts("report-plot-unknown"), float(ages.unknown)),
        ],
        name=texts("report-job-seekers"),
        note=texts("report-share-over-how"),
    )


def _filled(report: Report, texts: Texts) -> Plot | None:
    trades = sorted((one for one in report.trades if one.slots), key=lambda one: -one.slots)[:MOST_TRADES]
    return _lying(
        texts("report-plot-filled"),
        [(_filled_label(one, texts), float(round(100 * one.slots_filled / one.slots))) for one in trades],
        name=texts("report-fill-rate"),
        unit="%",
        most=100.0,
        note=texts("report-plot-filled-how"),
    )


def _filled_label(one: TradeFigures, texts: Texts) -> str:
    return f"{trade_called(one.trade, texts)} {one.slots_filled}/{one.slots}"


def _lying(
    title: str, bars: Sequence[tuple[str, float]], *, name: str, note: str = "", unit: str = "", most: float = 0.0
) -> Plot | None:
    if not any(figure for _, figure in bars) and not most:
        return None
    if not bars:
        return None
    return Plot(
        title=title,
        labels=tuple(label for label, _ in bars),
        bars=Series(name, tuple(figure for _, figure in bars)),
        lies=True,
        unit=unit,
        most=most,
        note=note,
    )
