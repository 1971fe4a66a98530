"""The days of work as people say them: whole, and in brief for a card of a list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line

TODAY = date(2026, 11, 28)


def lasting(first: int, last: int) -> Posting:
    """Work from so many days after today to so many."""
    return Posting(
        id="1",
        trade="mason",
        title="招瓦工",
        employer_id="1",
        employer_name="老王施工队",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=2,
        first_day=TODAY + timedelta(first),
        last_day=TODAY + timedelta(last),
        place="镇政府旁边",
        contact_phone="13800001234",
    )


@pytest.mark.parametrize(
    ("first", "last", "whole", "brief"),
    [
        (0, 0, "今天 11月28日", "今天 11月28日"),
        (0, 1, "今天 11月28日–明天 11月29日", "今天–明天"),
        (0, 3, "今天 11月28日–12月1日", "今天–12月1日"),
        (1, 5, "明天 11月29日–12月3日", "明天–12月3日"),
        (2, 5, "11月30日–12月3日", "11月30日–12月3日"),
        (3, 5, "12月1日–3日", "12月1日–3日"),
        (-1, 4, "干到12月2日", "干到12月2日"),
    ],
)
def test_days_that_begin_today_or_tomorrow_are_brief_on_a_card(first: int, last: int, whole: str, brief: str) -> None:
    texts = Texts(Language.ZH_CN)
    assert days_line(lasting(first, last), texts, today=TODAY) == whole
    assert days_line(lasting(first, last), texts, today=TODAY, brief=True) == brief


def test_english_begins_with_a_capital() -> None:
    assert days_line(lasting(0, 3), Texts(Language.EN), today=TODAY, brief=True) == "Today – 1 December"
