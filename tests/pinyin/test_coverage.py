"""What can be typed: every character of the standard, by every usual reading, and the words of this field."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.pinyin.candidates import Pinyin, Wanted
from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.readings import Readings
from kiosk.pinyin.shape import FILE
from kiosk.pinyin.slots import whole_slot
from kiosk.pinyin.syllables import CODES, code_of

LISTS = Path(__file__).parents[2] / "scripts" / "pinyin"
NOBODY_TYPES = frozenset({"hng", "m", "n", "ng", "len"})
"""Readings of sighs and of borrowed words."""
HETERONYMS = (
    "单 dan/shan/chan, 仇 chou/qiu, 解 jie/xie, 重 zhong/chong, 长 chang/zhang, 行 xing/hang, "
    "曾 ceng/zeng, 区 qu/ou, 查 cha/zha, 朴 pu/piao, 盖 gai/ge, 覃 qin/tan, 乐 le/yue, 便 bian/pian, "
    "调 diao/tiao, 得 de/dei, 着 zhe/zhao/zhuo, 了 le/liao, 还 hai/huan, 都 dou/du, 干 gan, "
    "地 de/di, 种 zhong/chong, 薄 bo/bao, 翟 zhai/di, 缪 miao, 员 yuan/yun, 尉 wei/yu, 万 wan/mo, "
    "俟 si/qi, 令 ling, 洗 xi/xian, 嗯 en, 绿 lv, 吕 lv, 女 nv, 略 lve"
)


def level_1_and_2() -> list[str]:
    codes = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [char for code in codes if (char := code.decode("gb2312", "ignore"))]


def test_every_character_of_the_standard_is_offered_for_every_reading(
    dictionary: Dictionary, readings: Readings
) -> None:
    chars = level_1_and_2()
    assert len(chars) == 6_763
    offered = {syllable: {found.text for found in dictionary.words.find((whole_slot(syllable),))} for syllable in CODES}
    for char in chars:
        spelt = [reading for reading in readings.of(char) if reading not in NOBODY_TYPES]
        assert spelt or char == "嗯"
        assert [reading for reading in spelt if char not in offered[reading]] == [], char


@pytest.mark.parametrize("listed", HETERONYMS.split(", "))
def test_a_character_of_several_readings_is_offered_for_each(pinyin: Pinyin, listed: str) -> None:
    char, _, spelt = listed.partition(" ")
    for letters in spelt.split("/"):
        assert char in [candidate.text for candidate in pinyin.candidates(letters)]


def test_every_surname_is_offered_first_of_all_where_a_name_is_written(pinyin: Pinyin, dictionary: Dictionary) -> None:
    surnames = (LISTS / "surnames.txt").read_text("utf-8").split()
    assert len(set(surnames)) >= 440
    assert [name for name in surnames if not pinyin.is_surname(name)] == []
    assert not pinyin.is_surname("们")
    assert not pinyin.is_surname("")


@pytest.mark.parametrize(
    ("letters", "surname"),
    [
        ("wang", "王"), ("li", "李"), ("zhang", "张"), ("shan", "单"), ("qiu", "仇"), ("xie", "解"), ("ou", "区"),
        ("zeng", "曾"),
        ("zha", "查"), ("piao", "朴"), ("ge", "盖"), ("miao", "缪"), ("ouyang", "欧阳"), ("zhuge", "诸葛"),
        ("yuchi", "尉迟"),
        ("moqi", "万俟"), ("zhangsun", "长孙"), ("chanyu", "单于"), ("lv", "吕"), ("lyu", "吕"),
        ("qin", "覃"), ("tan", "覃"),
    ],
)  # fmt: skip
def test_a_surname_by_the_reading_that_it_has_as_one(pinyin: Pinyin, letters: str, surname: str) -> None:
    assert surname in [candidate.text for candidate in pinyin.candidates(letters, Wanted.NAME)][:9]


def test_the_words_of_this_field_are_on_the_first_page(pinyin: Pinyin, readings: Readings) -> None:
    words = [word for name in ("field_words", "spoken_words") for word in (LISTS / f"{name}.txt").read_text().split()]
    assert len(words) >= 500
    missed = [word for word in words if word not in _first_page(pinyin, _letters(pinyin, readings, word))]
    assert len(missed) <= len(words) // 100, missed


def _first_page(pinyin: Pinyin, letters: str) -> list[str]:
    return [candidate.text for candidate in pinyin.candidates(letters)][:9]


def _letters(pinyin: Pinyin, readings: Readings, word: str) -> str:
    """As somebody types it who knows how it is read: by the reading under which the dictionary has it."""
    spelt = [""]
    for char in word:
        spelt = [begun + reading for begun in spelt for reading in readings.of(char) if code_of(reading)]
    return next((each for each in spelt if word in _first_page(pinyin, each)), spelt[0])


def test_the_file_is_small_and_says_whose_it_is() -> None:
    assert FILE.stat().st_size < 2_500_000
    licence = FILE.with_name("LICENSE.md").read_text("utf-8")
    assert "Sun Junyi" in licence
    assert "Permission is hereby granted" in licence
