"""The days of work as people say them: whole, and in brief for a card of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line

TODAY = date(2026, 11, 28)
NEARNESS = ("today", "tomorrow", "今天", "明天", "后天")


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


@pytest.mark.parametrize(
    ("first", "last", "whole", "in_english"),
    [
        (date(2026, 12, 1), date(2027, 12, 1), "12月1日–2027年12月1日", "1 December – 1 December 2027"),
        (date(2026, 11, 1), date(2027, 11, 28), "干到2027年11月28日", "Until 28 November 2027"),
        (date(2026, 11, 1), date(2027, 11, 29), "干到2027年11月29日", "Until 29 November 2027"),
        (date(2027, 11, 28), date(2027, 11, 30), "2027年11月28日–30日", "28–30 November 2027"),
        (date(2027, 11, 28), date(2027, 11, 28), "2027年11月28日", "28 November 2027"),
        (date(2027, 8, 1), date(2027, 9, 5), "2027年8月1日–2027年9月5日", "1 August 2027 – 5 September 2027"),
    ],
)
def test_a_day_far_away_in_another_year_has_its_year_and_is_not_said_to_be_near(
    first: date, last: date, whole: str, in_english: str
) -> None:
    posting = replace(lasting(0, 0), first_day=first, last_day=last)
    for language, shown in ((Language.ZH_CN, whole), (Language.EN, in_english)):
        text = days_line(posting, Texts(language), today=TODAY)
        assert text == shown
        assert not any(word in spoken(text, language, today=TODAY).lower() for word in NEARNESS)


def test_work_across_new_year_has_no_year() -> None:
    texts = Texts(Language.ZH_CN)
    assert days_line(lasting(20, 45), texts, today=TODAY) == "12月18日–1月12日"
    assert days_line(lasting(-3, 45), texts, today=TODAY) == "干到1月12日"


def test_a_year_of_work_that_begins_today_is_told_from_work_of_one_day() -> None:
    texts, posting = Texts(Language.ZH_CN), lasting(0, 365)
    assert days_line(posting, texts, today=TODAY) == "今天 11月28日–2027年11月28日"
    assert days_line(posting, texts, today=TODAY, brief=True) == "今天–2027年11月28日"


def test_on_paper_that_is_for_any_day_a_year_of_work_is_told_from_work_of_one_day() -> None:
    texts = Texts(Language.ZH_CN)
    assert days_line(lasting(0, 365), texts, today=date.min) == "11月28日–2027年11月28日"
    assert days_line(lasting(0, 3), texts, today=date.min) == "11月28日–12月1日"
