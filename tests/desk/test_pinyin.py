"""Names as clerks type them on a keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.pinyin import MOST_SPELLINGS, spellings


@pytest.mark.parametrize(
    ("name", "whole", "initials"),
    [
        ("王秀英", "wangxiuying", "wxy"),
        ("曾国藩", "zengguofan", "zgf"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("解小东", "xiexiaodong", "xxd"),
        ("区海伦", "ouhailun", "ohl"),
        ("查良镛", "zhaliangyong", "zly"),
        ("朴海", "piaohai", "ph"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟雪", "moqixue", "mqx"),
        ("長孫紅", "zhangsunhong", "zsh"),
        ("吕布", "lvbu", "lb"),
        ("老曾", "laozeng", "lz"),
        ("José da Silva", "josedasilva", "jds"),
        ("阿不都·买买提", "abudoumaimaiti", "abdmmt"),
        ("王 Anna", "wanganna", "wa"),
    ],
)
def test_the_likeliest_spelling_comes_first(name: str, whole: str, initials: str) -> None:
    assert spellings(name)[0][0] == whole
    assert spellings(name)[1][0] == initials


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("曾国藩", "cengguofan"),
        ("单小长", "danxiaochang"),
        ("王重阳", "wangchongyang"),
        ("王重阳", "wangzhongyang"),
        ("张朝阳", "zhangchaoyang"),
        ("乐行", "lehang"),
        ("覃丽", "tanli"),
    ],
)
def test_every_plausible_reading_counts(name: str, also: str) -> None:
    assert also in spellings(name)[0]


def test_a_common_surname_is_not_found_under_a_reading_of_old_books() -> None:
    assert {each[0] for name in ("王一", "冯一", "许一", "叶一") for each in spellings(name)[1]} == set("wfxy")


@pytest.mark.parametrize("name", ["😀", "Ахмед", "", "···", "\0", "\ud800"])
def test_a_name_without_letters_has_no_spelling(name: str) -> None:
    assert spellings(name) == ((), ())


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_name_has_few_spellings_of_plain_letters(name: str) -> None:
    for found in spellings(name):
        assert len(found) == len(set(found)) <= MOST_SPELLINGS
        assert all(each.isascii() and each.isalnum() for each in found)


def test_ten_thousand_characters_with_many_readings_take_no_time() -> None:
    assert len(spellings("乐行" * 5_000)[0]) == MOST_SPELLINGS
