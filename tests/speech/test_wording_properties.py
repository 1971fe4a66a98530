"""What holds for the wording of any text whatever."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import cn2an
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.language import Language
from kiosk.domain.slip import slip_number
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.speech.wording import by_voice, spoken
from kiosk.speech.wording.mandarin.numerals import cardinal

SATURDAY = date(2026, 11, 21)
NUMBERS = "0 1 2 5 18 30 2026 11 22 007 180 13800001234 ① ½ ٣ ² Ⅲ 〇 一 十 七点半"
MARKS = ". , : - – ~ / + * % ℃ × ≥ # ' \" & @ | _ 😀 ， 。 、 ： （ ） ( ) 【 ¥ $"
WORDS = (
    "元 天 月 日 号 年 人 个 点 半 分 小时 岁 楼 室 第 周 到 至 今天 明天 早上 下午 电话 打 要 招 转 星号 包吃 "
    "k 万 千 km kg m2 A G a No. WiFi APP K-T-V RMB am pm to November day /day /天 Tel"
)
PIECES = st.sampled_from([*NUMBERS.split(), *MARKS.split(), *WORDS.split(), " ", "\n", "\x00", "\ud800"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join))
LANGUAGES = st.sampled_from(Language)
DIGIT_NAMES = {name: str(value) for value, name in enumerate("零一二三四五六七八九")} | {"幺": "1"}
ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def digits_heard(words: str) -> str:
    return "".join(DIGIT_NAMES.get(char, "") for char in words)


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, language=LANGUAGES, today=st.dates())
@example(text="\u3300", language=Language.ZH_CN, today=SATURDAY)  # a square of kana, which no voice here reads
def test_any_text_is_worded_without_a_digit_and_wording_it_again_changes_nothing(
    text: str, language: Language, today: date
) -> None:
    words = spoken(text, language, today=today)
    assert not re.search(r"\d", words)
    assert spoken(words, language, today=today) == words


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, language=LANGUAGES)
def test_no_sign_is_left_that_an_engine_would_call_by_its_name(text: str, language: Language) -> None:
    words = spoken(text, language, today=SATURDAY)
    assert not set(words) & set('/*#@%&+=<>|\\~^_{}[]()$¥℃°×·“”"\n\t')


@settings(max_examples=400, deadline=None)
@given(value=st.one_of(st.integers(0, 99_999_999), st.integers(0, 10**16 - 1)))
@example(value=4_000_000_000)  # no hotline
def test_a_number_said_in_mandarin_is_heard_as_the_same_number(value: int) -> None:
    words = spoken(f"共{value}元", Language.ZH_CN, today=SATURDAY)
    assert cn2an.cn2an(words.removeprefix("共").removesuffix("元"), "smart") == value


def test_mandarin_numbers_agree_with_cn2an() -> None:
    for value in (*range(12_000), *range(12_000, 100_000_000, 33_331), *(10**power for power in range(16))):
        assert cardinal(value).replace("两", "二") == cn2an.an2cn(value)


@settings(max_examples=200, deadline=None)
@given(
    number=st.integers(3, 9).flatmap(lambda two: st.integers(0, 10**9 - 1).map(lambda rest: f"1{two}{rest:09d}")),
    before=st.sampled_from(["", "电话", "电话：", "联系王姐 ", "（", "打"]),
    cut=st.sampled_from([(), (3, 7), (3,), (7,)]),
    mark=st.sampled_from(" -"),
    after=st.sampled_from(["", "。", "）", "，找王姐", " 王师傅"]),
)
def test_a_phone_keeps_its_digits_in_order(
    number: str, before: str, cut: tuple[int, ...], mark: str, after: str
) -> None:
    places = (0, *cut, len(number))
    shown = mark.join(number[start:end] for start, end in pairwise(places))
    words = spoken(before + shown + after, Language.ZH_CN, today=SATURDAY)
    assert digits_heard(words) == number
    assert "一" not in words


@settings(max_examples=200, deadline=None)
@given(
    prefix=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=2, max_size=2),
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    running=st.integers(1, 9999),
)
def test_a_slip_number_is_said_character_by_character_in_both_languages(prefix: str, day: date, running: int) -> None:
    number = slip_number(prefix=prefix, day=day, running=running)
    digits = re.sub(r"\D", "", number)
    assert digits_heard(spoken(number, Language.ZH_CN, today=day)) == digits
    said = spoken(number, Language.EN, today=day)
    heard = "".join(str(ENGLISH_DIGITS.index(word)) for word in re.findall("[a-z]+", said))
    assert heard == digits
    assert re.findall("[A-Z]", said) == re.findall("[A-Z]", number)


@given(text=TEXTS, language=LANGUAGES)
def test_every_word_has_a_voice(text: str, language: Language) -> None:
    words = spoken(text, language, today=SATURDAY)
    heard = "".join(part for _, part in by_voice(words, tongue_of(language)))
    assert [char for char in heard if char.isalnum()] == [char for char in words if char.isalnum()]


def test_chinese_names_in_english_words_go_to_the_chinese_voice() -> None:
    words = spoken("Ask 王姐 at 永安镇58号, 138 0000 1234", Language.EN, today=SATURDAY)
    assert by_voice(words, Tongue.ENGLISH) == (
        (Tongue.ENGLISH, "Ask"),
        (Tongue.MANDARIN, "王姐"),
        (Tongue.ENGLISH, "at"),
        (Tongue.MANDARIN, "永安镇五十八号"),
        (Tongue.ENGLISH, "one three eight, zero zero zero zero, one two three four"),
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "hostile",
    [
        "1",
        " ",
        "1,",
        "111,",
        "1-",
        "1.",
        "(",
        "A1",
        "¥1/天",
        "1:11-",
        "1 / ",
        "1*",
        "1月1日–",
        "11-26至",
        "1/2/",
        "a.",
        "1元/天-1元/",
        "11/22 ",
    ],
)
def test_a_hostile_text_costs_time_in_proportion_to_its_length(hostile: str, language: Language) -> None:
    text = (hostile * 20_000)[:20_000]
    start = time.process_time()
    spoken(text, language, today=SATURDAY)
    assert time.process_time() - start < 1.5


def test_a_short_line_is_worded_in_a_fifth_of_a_millisecond() -> None:
    lines = ("180–220元/天", "明天 11月22日", "6:00–17:30", "还要5人", "138 0000 1234", "永安镇大坝村58号")
    for line in lines:
        spoken(line, Language.ZH_CN, today=SATURDAY)
    best = min(timed(lines) for _ in range(20))
    assert best / len(lines) < 0.0004, "twice the bar, for a busy machine"


def timed(lines: tuple[str, ...]) -> float:
    start = time.process_time()
    for line in lines:
        spoken(line, Language.ZH_CN, today=SATURDAY)
    return time.process_time() - start


@pytest.mark.parametrize("today", [date.max, date.min, date(2027, 12, 31), date(2028, 2, 28)])
def test_the_ends_of_calendars_are_days_like_others(today: date) -> None:
    assert spoken("12月31日", Language.ZH_CN, today=today).endswith("十二月三十一号")
    assert spoken("31 December", Language.EN, today=today).endswith("the thirty-first of December")


def test_new_years_day_is_tomorrow_on_the_last_day_of_the_year() -> None:
    assert spoken("1月1日", Language.ZH_CN, today=date(2026, 12, 31)) == "明天，一月一号"
    assert spoken("2026年1月1日", Language.ZH_CN, today=date(2026, 12, 31)) == "二零二六年一月一号"
