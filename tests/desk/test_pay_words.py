"""Pay as people write it."""

from __future__ import annotations

import pytest

from kiosk.desk.exchange.pay_words import read_pay, unit_of_heading
from kiosk.desk.problems import Reason
from kiosk.domain.pay import PaidWhen, PayUnit

HOUR, DAY, PIECE, MONTH, JOB = PayUnit.HOUR, PayUnit.DAY, PayUnit.PIECE, PayUnit.MONTH, PayUnit.JOB


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("180元/天", 18000, None, DAY),
        ("¥180/day", 18000, None, DAY),
        ("￥180/天", 18000, None, DAY),
        ("１８０元／天", 18000, None, DAY),
        ("180元∕天", 18000, None, DAY),
        ("180-220/天", 18000, 22000, DAY),
        ("180～220元/日", 18000, 22000, DAY),
        ("180元-220元/天", 18000, 22000, DAY),
        ("180元/天-220元/天", 18000, 22000, DAY),
        ("220-180元/天", 18000, 22000, DAY),
        ("一百八一天", 18000, None, DAY),
        ("每天一百八", 18000, None, DAY),
        ("两百二一天", 22000, None, DAY),
        ("一百五到一百八一天", 15000, 18000, DAY),
        ("壹佰捌拾元一天", 18000, None, DAY),
        ("180块钱一天", 18000, None, DAY),
        ("一天180", 18000, None, DAY),
        ("200元每天", 20000, None, DAY),
        ("每人每天180元", 18000, None, DAY),
        ("180元/人/天", 18000, None, DAY),
        ("180/工", 18000, None, DAY),
        ("200元/班", 20000, None, DAY),
        ("日薪180", 18000, None, DAY),
        ("180元/8小时", 18000, None, DAY),
        ("180元/天（8小时）", 18000, None, DAY),
        ("10小时200元/天", 20000, None, DAY),
        ("200日结", 20000, None, DAY),
        ("CNY 180 per day", 18000, None, DAY),
        ("180 yuan/day", 18000, None, DAY),
        ("180 a day", 18000, None, DAY),
        ("25/小时", 2500, None, HOUR),
        ("25元/h", 2500, None, HOUR),
        ("20元1小时", 2000, None, HOUR),
        ("二十五元每小时", 2500, None, HOUR),
        ("22.5 CNY/hour", 2250, None, HOUR),
        ("20 an hour", 2000, None, HOUR),
        ("5000-6000/月", 500000, 600000, MONTH),
        ("5,000-6,000元/月", 500000, 600000, MONTH),
        ("1.5万/月", 1500000, None, MONTH),
        ("1.2-1.5万/月", 1200000, 1500000, MONTH),
        ("5-6k/月", 500000, 600000, MONTH),
        ("3千5一个月", 350000, None, MONTH),
        ("每月五千", 500000, None, MONTH),
        ("6万/年", 500000, None, MONTH),
        ("计件 0.8元/件", 80, None, PIECE),
        ("0.5元/斤", 50, None, PIECE),
        ("80元/亩", 8000, None, PIECE),
        ("150元/次", 15000, None, JOB),
        ("一口价500元", 50000, None, JOB),
        ("100元/天+30餐补", 10000, None, DAY),
        ("180元/天，加班20元/小时", 18000, None, DAY),
    ],
)
def test_pay_is_understood(written: str, low: int, high: int | None, unit: PayUnit) -> None:
    read = read_pay(written)
    assert read.value is not None
    assert (read.value.amount_minor, read.value.up_to_minor, read.value.unit) == (low, high, unit)
    assert read.problems == ()


@pytest.mark.parametrize(
    ("written", "unit"), [("面议", DAY), ("工资面议", DAY), ("电议", DAY), ("negotiable", DAY), ("计件", PIECE)]
)
def test_pay_to_be_agreed_is_taken_with_a_warning(written: str, unit: PayUnit) -> None:
    read = read_pay(written)
    assert read.value is not None
    assert (read.value.amount_minor, read.value.unit) == (None, unit)
    assert [found.reason for found in read.problems] == [Reason.PAY_NEGOTIABLE]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.PAY_MISSING),
        ("0", Reason.PAY_ZERO),
        ("0元/天", Reason.PAY_ZERO),
        ("-100", Reason.PAY_ZERO),
        ("$20/hour", Reason.PAY_FOREIGN),
        ("200港币/天", Reason.PAY_FOREIGN),
        ("1200/周", Reason.PAY_WEEKLY),
        ("300以内", Reason.PAY_UNREADABLE),
        ("abc", Reason.PAY_UNREADABLE),
        ("#REF!", Reason.PAY_UNREADABLE),
        ("99999999999元/天", Reason.PAY_UNREADABLE),
    ],
)
def test_pay_that_is_none_is_refused(written: str, reason: Reason) -> None:
    read = read_pay(written)
    assert read.value is None
    assert [found.reason for found in read.problems] == [reason]
    assert reason.refuses


@pytest.mark.parametrize(("written", "unit"), [("18", HOUR), ("180", DAY), ("4500", MONTH)])
def test_a_bare_number_gets_the_likely_unit_with_a_warning(written: str, unit: PayUnit) -> None:
    read = read_pay(written)
    assert read.value is not None
    assert read.value.unit is unit
    assert [found.reason for found in read.problems] == [Reason.PAY_UNIT_GUESSED]


def test_the_heading_names_the_unit_of_a_bare_number_and_the_cell_overrules_it() -> None:
    plain, own = read_pay("180", unit=DAY), read_pay("25元/小时", unit=DAY)
    assert plain.value is not None
    assert own.value is not None
    assert (plain.value.unit, plain.problems) == (DAY, ())
    assert own.value.unit is HOUR


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("工资（元/天）", DAY),
        ("日薪", DAY),
        ("pay (CNY/day)", DAY),
        ("工价(元/工)", DAY),
        ("Daily pay", DAY),
        ("月薪(元)", MONTH),
        ("工资标准（元/月）", MONTH),
        ("时薪", HOUR),
        ("wage per hour", HOUR),
        ("计件单价", PIECE),
        ("薪资", None),
        ("工资待遇", None),
        ("工钱", None),
        ("工资", None),
    ],
)
def test_headings_name_units(heading: str, unit: PayUnit | None) -> None:
    assert unit_of_heading(heading) is unit


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("200元/天 日结", PaidWhen.SAME_DAY),
        ("200元/天，当天结清", PaidWhen.SAME_DAY),
        ("200元/天 周结", PaidWhen.WEEKLY),
        ("200元/天 完工结", PaidWhen.AT_END),
        ("5000元/月 月结", PaidWhen.AT_END),
        ("每月五千", None),
    ],
)
def test_when_it_is_paid_may_stand_beside_the_pay(written: str, when: PaidWhen | None) -> None:
    read = read_pay(written)
    assert read.value is not None
    assert read.value.paid_when is when


def test_what_the_amount_does_not_say_is_kept_in_the_writers_words() -> None:
    assert read_pay("100元/天+30餐补").rest == "100元/天+30餐补"
    assert read_pay("80元/亩").rest == "80元/亩"
    assert read_pay("180元/天").rest == ""
