"""Days as people write them, on 21 November 2026, a Saturday."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.desk.exchange.day_words import EPOCH_1904, Days, read_days

TODAY = date(2026, 11, 21)


def day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-11-22", "11-22", "11-22"),
        ("2026/11/22", "11-22", "11-22"),
        ("2026.11.22", "11-22", "11-22"),
        ("2026年11月22日", "11-22", "11-22"),
        ("26/11/22", "11-22", "11-22"),
        ("20261122", "11-22", "11-22"),
        ("11/22/2026", "11-22", "11-22"),
        ("22/11/2026", "11-22", "11-22"),
        ("22/11-25/11", "11-22", "11-25"),
        ("2026-11-22 00:00:00", "11-22", "11-22"),
        ("11月22日", "11-22", "11-22"),
        ("１１月２２日", "11-22", "11-22"),
        ("十一月二十二日", "11-22", "11-22"),
        ("11.22", "11-22", "11-22"),
        ("11/22", "11-22", "11-22"),
        ("11-22", "11-22", "11-22"),
        ("22号", "11-22", "11-22"),
        ("11月22日（星期日）", "11-22", "11-22"),
        ("11月22日 周日", "11-22", "11-22"),
        ("46348", "11-22", "11-22"),
        ("46348.0", "11-22", "11-22"),
        ("22 Nov 2026", "11-22", "11-22"),
        ("Nov 22, 2026", "11-22", "11-22"),
        ("22nd November", "11-22", "11-22"),
        ("11月22日-25日", "11-22", "11-25"),
        ("11月22-25日", "11-22", "11-25"),
        ("11月22日—11月25日", "11-22", "11-25"),
        ("11月22日 - 11月 25日", "11-22", "11-25"),
        ("11.22-11.25", "11-22", "11-25"),
        ("11.22—25", "11-22", "11-25"),
        ("11/22~11/25", "11-22", "11-25"),
        ("11-22至11-25", "11-22", "11-25"),
        ("2026.11.22-2026.11.25", "11-22", "11-25"),
        ("2026-11-22至2026-11-25", "11-22", "11-25"),
        ("2026/11/22-11/25", "11-22", "11-25"),
        ("2026年11月22日至25日", "11-22", "11-25"),
        ("20261122-20261125", "11-22", "11-25"),
        ("十一月二十二号到二十五号", "11-22", "11-25"),
        ("11月22、23、24日", "11-22", "11-24"),
        ("22日-25日", "11-22", "11-25"),
        ("Nov 22-25", "11-22", "11-25"),
        ("22-25 Nov", "11-22", "11-25"),
        ("Nov 22 to Nov 25", "11-22", "11-25"),
        ("11月22日6:00-17:30", "11-22", "11-22"),
        ("今天", "11-21", "11-21"),
        ("明天", "11-22", "11-22"),
        ("后天", "11-23", "11-23"),
        ("今明两天", "11-21", "11-22"),
        ("明后天", "11-22", "11-23"),
        ("明天起3天", "11-22", "11-24"),
        ("11月22日起共4天", "11-22", "11-25"),
        ("周六", "11-21", "11-21"),
        ("下周一", "11-23", "11-23"),
        ("周末", "11-21", "11-22"),
        ("tomorrow", "11-22", "11-22"),
        ("12月", "12-01", "12-31"),
        ("11月下旬", "11-21", "11-30"),
        ("12月底", "12-31", "12-31"),
        ("12月28日-1月5日", "12-28", "2027-01-05"),
        ("1月5日", "2027-01-05", "2027-01-05"),
        ("10月1日", "10-01", "10-01"),
    ],
)
def test_days_are_understood(written: str, first: str, last: str) -> None:
    assert read_days(written, today=TODAY) == Days(day(first), day(last))


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("长期", None),
        ("长期招聘", None),
        ("long term", None),
        ("三个月", None),
        ("每周末", None),
        ("即日起", None),
        ("随时上岗", None),
        ("ASAP", None),
        ("11月22日起", "11-22"),
        ("11.22起", "11-22"),
        ("2026-11-22—长期", "11-22"),
        ("from 22 Nov", "11-22"),
    ],
)
def test_an_open_end_stays_open(written: str, first: str | None) -> None:
    assert read_days(written, today=TODAY) == Days(first and day(first), None, open_ended=True)


def test_only_an_end_leaves_the_start_open() -> None:
    assert read_days("12月1日前", today=TODAY) == Days(None, day("12-01"))
    assert read_days("即日起至12月1日", today=TODAY) == Days(None, day("12-01"))


@pytest.mark.parametrize("written", ["11月25日-22日", "11月25日-11月22日"])
def test_an_end_before_the_start_is_not_moved_into_next_year(written: str) -> None:
    assert read_days(written, today=TODAY) == Days(day("11-25"), day("11-22"))


@pytest.mark.parametrize("written", ["abc", "2月30日", "13月1日", "2026-2-29", "12345", "99999", "", "???"])
def test_what_is_no_day_is_not_guessed_at(written: str) -> None:
    assert read_days(written, today=TODAY) is None


def test_around_new_year_the_nearest_year_is_meant() -> None:
    assert read_days("12月28日", today=date(2027, 1, 3)) == Days(day("12-28"), day("12-28"))
    assert read_days("1月5日", today=date(2026, 12, 28)) == Days(day("2027-01-05"), day("2027-01-05"))
    assert read_days("2月29日", today=TODAY) == Days(date(2028, 2, 29), date(2028, 2, 29))


def test_serial_days_count_from_the_files_own_epoch() -> None:
    assert read_days("44886", today=TODAY, epoch=EPOCH_1904) == Days(day("11-22"), day("11-22"))
