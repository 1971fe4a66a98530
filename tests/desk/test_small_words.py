"""Hours, phones, counts, ages, board: the short cells."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.desk.exchange.hour_words import Hours, read_hours
from kiosk.desk.exchange.phone_words import Phones, read_phones
from kiosk.desk.exchange.small_words import (
    SEVERAL,
    Ages,
    headcount_in_title,
    read_ages,
    read_board,
    read_headcount,
    read_strength,
    read_yes_no,
)
from kiosk.desk.problems import Reason
from kiosk.domain.posting import Strength


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("6:00-17:30", "06:00", "17:30"),
        ("6：00－17：30", "06:00", "17:30"),
        ("6点-17点半", "06:00", "17:30"),
        ("早6点到晚5点半", "06:00", "17:30"),
        ("上午8点-下午5点", "08:00", "17:00"),
        ("早6晚5", "06:00", "17:00"),
        ("早八点到五点", "08:00", "17:00"),
        ("朝九晚五", "09:00", "17:00"),
        ("6-18点", "06:00", "18:00"),
        ("8:00-12:00,14:00-18:00", "08:00", "18:00"),
        ("上午7:00-11:00 下午13:30-17:30", "07:00", "17:30"),
        ("8am-5pm", "08:00", "17:00"),
        ("7:30AM - 4:30PM", "07:30", "16:30"),
        ("6:00 to 17:30", "06:00", "17:30"),
        ("0800-1700", "08:00", "17:00"),
        ("8:00-17:00（中午休息1小时）", "08:00", "17:00"),
        ("8:00-5:00", "08:00", "17:00"),
        ("22:00-次日6:00", "22:00", "06:00"),
        ("20:00-6:00", "20:00", "06:00"),
        ("晚上10点到早上6点", "22:00", "06:00"),
        ("19:00-24:00", "19:00", "00:00"),
        ("13点—次日1点", "13:00", "01:00"),
        ("凌晨4点-上午10点", "04:00", "10:00"),
        ("早上六点半", "06:30", None),
        ("6:00", "06:00", None),
        ("06:00:00", "06:00", None),
        ("0.25", "06:00", None),
        ("6时30分", "06:30", None),
        ("8小时", None, None),
        ("夜班", None, None),
    ],
)
def test_hours_are_understood(written: str, start: str | None, end: str | None) -> None:
    wanted = Hours(start and time.fromisoformat(start), end and time.fromisoformat(end))
    assert read_hours(written) == wanted


@pytest.mark.parametrize("written", ["abc", "25:00", "8:75"])
def test_what_is_no_hour_is_not_guessed_at(written: str) -> None:
    assert read_hours(written) is None


@pytest.mark.parametrize(
    ("written", "first", "extra"),
    [
        ("13800001234", "13800001234", ""),
        ("138 0000 1234", "13800001234", ""),
        ("138-0000-1234", "13800001234", ""),
        ("１３８００００１２３４", "13800001234", ""),
        ("+86 13800001234", "13800001234", ""),
        ("0086-13800001234", "13800001234", ""),
        ("8613800001234", "13800001234", ""),
        ("013800001234", "13800001234", ""),
        ("13800001234.0", "13800001234", ""),
        ("1.3800001234E+10", "13800001234", ""),
        ("13800001234（微信同号）", "13800001234", ""),
        ("138 0000 1234/0871-8888 8888", "13800001234", "☎087188888888"),
        ("13800001234、13900001234", "13800001234", "☎13900001234"),
        ("13800001234 13900001234", "13800001234", "☎13900001234"),
        ("13800001234\n13900001234", "13800001234", "☎13900001234"),
        ("0871-88888888", "087188888888", ""),
        ("(0871)8888 8888", "087188888888", ""),
        ("+86-871-6666 7777", "087166667777", ""),
        ("0875-2123456", "08752123456", ""),
        ("0871-88888888转801", "087188888888", "☎087188888888-801"),
        ("0871-88888888-801", "087188888888", "☎087188888888-801"),
        ("400-800-1234", "4008001234", ""),
        ("88888888", "88888888", ""),
    ],
)
def test_phones_are_understood(written: str, first: str, extra: str) -> None:
    read = read_phones(written)
    assert (read.value.first, read.value.extra, read.problems) == (first, extra, ())


@pytest.mark.parametrize(
    "written", ["王经理13800001234", "13800001234（王经理）", "王经理：138-0000-1234", "王经理 13800001234"]
)
def test_a_name_beside_the_number_is_kept(written: str) -> None:
    assert read_phones(written).value == Phones("13800001234", "", "王经理")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.PHONE_MISSING),
        ("无", Reason.PHONE_MISSING),
        ("1380000123", Reason.PHONE_MALFORMED),
        ("138000012345", Reason.PHONE_MALFORMED),
        ("12345678901", Reason.PHONE_MALFORMED),
        ("138****1234", Reason.PHONE_MALFORMED),
        ("0875-212345", Reason.PHONE_MALFORMED),
        ("110", Reason.PHONE_MALFORMED),
        ("找老李", Reason.PHONE_MALFORMED),
        ("1.38E+10", Reason.PHONE_CUT_OFF),
        ("1.38000E+10", Reason.PHONE_CUT_OFF),
    ],
)
def test_what_nobody_could_dial_is_refused(written: str, reason: Reason) -> None:
    read = read_phones(written)
    assert read.value.first == ""
    assert [found.reason for found in read.problems] == [reason]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("20", 20),
        ("20人", 20),
        ("二十人", 20),
        ("十名", 10),
        ("１０", 10),
        ("20.0", 20),
        ("约20人", 20),
        ("20名（男）", 20),
        ("2男3女", 5),
        ("男2女3", 5),
        ("招5人", 5),
        ("10余人", 10),
        ("20 people", 20),
    ],
)
def test_headcounts_are_understood(written: str, count: int) -> None:
    read = read_headcount(written)
    assert (read.value, read.problems) == (count, ())


@pytest.mark.parametrize(
    ("written", "count", "reason"),
    [
        ("若干", SEVERAL, Reason.HEADCOUNT_SEVERAL),
        ("several", SEVERAL, Reason.HEADCOUNT_SEVERAL),
        ("3-5名", 5, Reason.HEADCOUNT_RANGE),
        ("3至5人", 5, Reason.HEADCOUNT_RANGE),
        ("", 1, Reason.HEADCOUNT_MISSING),
        ("0", None, Reason.HEADCOUNT_UNDER_ONE),
        ("-3", None, Reason.HEADCOUNT_UNDER_ONE),
        ("2.5", None, Reason.HEADCOUNT_UNREADABLE),
        ("abc", None, Reason.HEADCOUNT_UNREADABLE),
        ("100000", None, Reason.HEADCOUNT_UNREADABLE),
    ],
)
def test_headcounts_that_need_a_look(written: str, count: int | None, reason: Reason) -> None:
    read = read_headcount(written)
    assert (read.value, [found.reason for found in read.problems]) == (count, [reason])


def test_a_title_may_name_the_headcount() -> None:
    assert headcount_in_title("招瓦工3名") == 3
    assert headcount_in_title("招二十人摘果") == 20
    assert headcount_in_title("摘果子") is None


@pytest.mark.parametrize(
    ("written", "ages"),
    [
        ("18-60岁", Ages(18, 60)),
        ("18—65", Ages(18, 65)),
        ("18至60", Ages(18, 60)),
        ("16-65周岁", Ages(16, 65)),
        ("60岁以下", Ages(None, 60)),
        ("60岁及以下", Ages(None, 60)),
        ("六十岁以下", Ages(None, 60)),
        ("under 60", Ages(None, 60)),
        ("18岁以上", Ages(18, None)),
        ("18+", Ages(18, None)),
        ("18岁以上60岁以下", Ages(18, 60)),
        ("男18-60 女18-55", Ages(18, 60)),
        ("男60岁以下，女55岁以下", Ages(None, 60)),
        ("不限", Ages(anybody=True)),
        ("年龄不限", Ages(anybody=True)),
        ("", Ages()),
        ("15-60", Ages(15, 60)),
        ("60-18", None),
        ("600", None),
        ("身体好就行", None),
    ],
)
def test_ages_are_understood(written: str, ages: Ages | None) -> None:
    assert read_ages(written) == ages


@pytest.mark.parametrize(
    ("written", "meals", "lodging"),
    [
        ("包吃住", True, True),
        ("管吃管住", True, True),
        ("包食宿", True, True),
        ("包吃", True, None),
        ("包住", None, True),
        ("包吃不包住", True, False),
        ("午餐提供，住宿自理", True, False),
        ("包午餐", True, None),
        ("食宿自理", False, False),
        ("不包", False, False),
        ("无", False, False),
        ("√", True, True),
        ("否", False, False),
        ("提供住宿", None, True),
        ("三餐自理", False, None),
        ("meals included", True, None),
        ("", None, None),
    ],
)
def test_board_is_understood(written: str, meals: bool | None, lodging: bool | None) -> None:
    assert read_board(written) == (meals, lodging)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("是", True),
        ("√", True),
        ("Yes", True),
        ("包", True),
        ("提供", True),
        ("否", False),
        ("×", False),
        ("自理", False),
        ("no", False),
        ("", None),
    ],
)
def test_yes_and_no_in_many_forms(written: str, answer: bool | None) -> None:
    assert read_yes_no(written) is answer


@pytest.mark.parametrize(
    ("written", "strength"),
    [
        ("轻", Strength.LIGHT),
        ("轻体力", Strength.LIGHT),
        ("不重", Strength.LIGHT),
        ("一般", Strength.MEDIUM),
        ("中等", Strength.MEDIUM),
        ("重体力", Strength.HEAVY),
        ("heavy", Strength.HEAVY),
        ("", None),
    ],
)
def test_strength_is_understood(written: str, strength: Strength | None) -> None:
    assert read_strength(written) is strength
