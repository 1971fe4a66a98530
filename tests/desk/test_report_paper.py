"""A report as plots and on paper: the same figures as in its tables, and nothing that nobody could read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.desk.report_document import report_document
from kiosk.desk.report_plots import MOST_DAYS, MOST_TRADES, report_plots
from kiosk.desk.report_tables import cell_text, report_tables
from kiosk.domain.language import Language
from kiosk.domain.pay import PayUnit
from kiosk.domain.report import Period, TradeFigures, TradePay
from kiosk.slips.document import MOST_BARS, Plot, Table, Text
from kiosk.texts.catalogue import Texts
from tests.desk.reported import MONTH, YEAR, empty_report, full_report

ZH = Texts(Language.ZH_CN)


def plot(title: str, report=None) -> Plot:
    return next(one for one in report_plots(report or full_report(), ZH) if one.title.startswith(title))


def test_arrivals_and_hires_are_shown_by_day_in_a_month_and_by_month_in_a_year() -> None:
    month, year = full_report(MONTH), full_report(YEAR)
    by_day, by_month = plot("每天", month), plot("每月", year)
    assert by_day.bars.values == tuple(day.arrivals for day in month.days)
    assert by_day.line is not None
    assert by_day.line.values == tuple(day.hires for day in month.days)
    assert by_day.labels[:2] == ("1", "2")
    assert by_month.bars.values == tuple(span.arrivals for span in year.months)
    assert by_month.labels == ("12月", *(f"{month}月" for month in range(1, 12)))


def test_days_of_two_months_are_told_apart() -> None:
    period = Period(first_day=date(2026, 10, 30), last_day=date(2026, 11, 2))
    assert plot("每天", full_report(period)).labels == ("10/30", "10/31", "11/1", "11/2")


def test_months_of_several_years_are_told_apart() -> None:
    period = Period(first_day=date(2024, 11, 1), last_day=date(2026, 11, 21))
    labels = plot("每月", full_report(period)).labels
    assert labels[0] == "2024-11"
    assert len(set(labels)) == len(labels) == 25


@pytest.mark.parametrize("days", [MOST_DAYS, MOST_DAYS + 1, 3_660])
def test_a_period_of_any_length_has_bars_that_can_be_seen(days: int) -> None:
    last = date(2026, 11, 21)
    period = Period(first_day=last - timedelta(days=days - 1), last_day=last)
    (first, *_) = report_plots(full_report(period), ZH)
    assert len(first.labels) <= MOST_BARS


def test_the_main_trades_are_the_first_of_the_table_by_name() -> None:
    report = full_report()
    bars = plot("会干的人", report)
    assert bars.labels == tuple(ZH(f"trade-{one.trade}") for one in report.trades[:MOST_TRADES])
    assert bars.bars.values == tuple(one.seekers for one in report.trades[:MOST_TRADES])


def test_pay_is_shown_for_the_unit_that_most_postings_pay_by() -> None:
    report = full_report()
    assert "按天" in plot("工钱", report).title
    assert set(plot("工钱", report).bars.values) == {150.5}
    hourly = TradePay(trade="mason", unit=PayUnit.HOUR, median_minor=2_000, postings=900)
    mostly_hourly = replace(report, pay=(*report.pay, hourly))
    assert "按小时" in plot("工钱", mostly_hourly).title


def test_places_filled_are_shares_with_the_numbers_beside_them() -> None:
    trades = (
        TradeFigures(trade="mason", slots=8, slots_filled=2),
        TradeFigures(trade="cook", slots=3, slots_filled=3),
        TradeFigures(trade="weeding", slots=0),
    )
    bars = plot("各工种招满", replace(full_report(), trades=trades))
    assert bars.labels == (f"{ZH('trade-mason')} 2/8", f"{ZH('trade-cook')} 3/3")
    assert bars.bars.values == (25, 100)
    assert (bars.unit, bars.most) == ("%", 100)


def test_a_trade_of_a_newer_station_is_shown_by_its_id() -> None:
    trades = (TradeFigures(trade="drone-pilot", seekers=3, slots=1),)
    assert plot("会干的人", replace(full_report(), trades=trades)).labels == ("drone-pilot",)


def test_where_nothing_happened_there_is_nothing_to_plot() -> None:
    assert report_plots(empty_report(), ZH) == ()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("report", [full_report(), full_report(YEAR), empty_report()], ids=["month", "year", "empty"])
def test_every_figure_of_the_tables_is_on_the_paper(report, language: Language) -> None:
    texts = Texts(language)
    document = report_document(report, texts, station_name="石桥镇零工驿站")
    assert document.subtitle == "石桥镇零工驿站"
    cells = {cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row}
    words = " ".join(block.text for block in document.blocks if isinstance(block, Text))
    for table in report_tables(report, texts):
        if table.title == texts("report-days") and len(report.days) > MOST_DAYS:
            continue
        for row in table.rows:
            for cell in row:
                assert not cell or cell_text(cell) in cells or cell_text(cell) in words


def test_single_days_are_on_the_paper_of_a_month_and_not_on_that_of_a_year() -> None:
    for period, expected in ((MONTH, True), (YEAR, False)):
        document = report_document(full_report(period), ZH, station_name="站")
        headings = [block.text for block in document.blocks if isinstance(block, Text)]
        assert (ZH("report-days") in headings) is expected


def test_the_columns_of_figures_are_known() -> None:
    tables = {table.title: table for table in report_tables(full_report(), ZH)}
    assert tables[ZH("report-trades")].numeric == frozenset(range(1, 7))
    assert tables[ZH("report-pay")].numeric == frozenset({2, 3})
