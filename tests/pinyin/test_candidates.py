"""What is offered for typed letters, and in which order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.pinyin.candidates import Pinyin, Wanted
from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.readings import Readings
from kiosk.pinyin.shape import sections
from tests.pieces import quickest
from tests.pinyin.acceptance import NAMES, SENTENCES

FIRST_S = 0.1
"""The first key reads the dictionary."""
KEY_S = 1 / 60
"""The screen has no new picture before."""


def offered(pinyin: Pinyin, letters: str, wanted: Wanted = Wanted.WORDS) -> list[str]:
    return [candidate.text for candidate in pinyin.candidates(letters, wanted)]


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("mingtian", "明天"), ("woshi", "我是"), ("xi'an", "西安"), ("fang'an", "方案"), ("fan'gan", "反感"),
        ("nihao", "你好"),
        ("zhongguo", "中国"), ("zhongg", "中国"),
        ("lve", "略"), ("nv", "女"), ("gongdi", "工地"), ("de", "的"),
    ],
)  # fmt: skip
def test_the_likeliest_comes_first(pinyin: Pinyin, letters: str, first: str) -> None:
    assert first in offered(pinyin, letters)[:2]


@pytest.mark.parametrize(
    ("letters", "sentence", "not_this"),
    [("yaodaikouzhao", "要戴口罩", "腰带口罩"), ("wozaijia", "我在家", "我再家")],
)
def test_words_that_like_to_follow_each_other_are_likelier(
    pinyin: Pinyin, letters: str, sentence: str, not_this: str
) -> None:
    texts = offered(pinyin, letters)
    assert texts.index(sentence) < (texts.index(not_this) if not_this in texts else len(texts))


def test_letters_that_may_be_one_syllable_or_two_are_both(pinyin: Pinyin) -> None:
    assert {"先", "西安"} <= set(offered(pinyin, "xian"))
    assert offered(pinyin, "xi'an")[0] == "西安"
    assert "先" not in offered(pinyin, "xi'an")


@pytest.mark.parametrize(("letters", "word"), [("bj", "北京"), ("s'h", "上海"), ("wm", "我们"), ("nhao", "你好")])
def test_initials_are_enough(pinyin: Pinyin, letters: str, word: str) -> None:
    assert word in offered(pinyin, letters)[:12]


def test_initials_of_a_name_that_the_station_has(dictionary: Dictionary, readings: Readings) -> None:
    pinyin = Pinyin(dictionary, readings, ["张三", "坳上湾", "石桥果品包装厂", "x", "Anna"])
    assert offered(pinyin, "zs")[0] == "张三"
    assert offered(pinyin, "zhangsan")[0] == "张三"
    assert offered(pinyin, "aoshangwan")[0] == "坳上湾"
    assert offered(pinyin, "sqgpbzc")[0] == "石桥果品包装厂"
    assert "去坳上湾" in offered(pinyin, "quaoshangwan")[:2]


def test_a_station_without_words_of_its_own_is_like_any_other(dictionary: Dictionary, readings: Readings) -> None:
    assert "坳上湾" not in offered(Pinyin(dictionary, readings), "aoshangwan")


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("zongguo", "中国"), ("cifan", "吃饭"), ("sui", "水"), ("lanren", "男人"), ("nanjing", "南京"),
        ("lanjing", "南京"),
        ("shangxin", "上心"), ("minnian", "明年"), ("cenggong", "成功"), ("hengduo", "很多"), ("tiangong", "天宫"),
    ],
)  # fmt: skip
def test_sounds_that_the_south_takes_for_each_other_are_understood(pinyin: Pinyin, letters: str, meant: str) -> None:
    assert meant in offered(pinyin, letters)[:60]


def test_what_is_typed_as_it_is_read_stands_before_what_is_not(pinyin: Pinyin) -> None:
    singles = offered(pinyin, "san")
    assert singles.index("三") < singles.index("伞") < singles.index("山")
    pairs = offered(pinyin, "lanjing")
    assert offered(pinyin, "nanjing").index("南京") == 0
    assert "蓝" in pairs
    assert pairs.index("南京") < pairs.index("蓝")


def test_behind_what_stands_for_all_letters_come_words_for_the_first_and_then_characters(pinyin: Pinyin) -> None:
    candidates = pinyin.candidates("banshuini")
    assert candidates[0].text == "搬水泥"
    assert candidates[0].letters == len("banshuini")
    lengths = [candidate.letters for candidate in candidates if len(candidate.text) > 1]
    assert lengths == sorted(lengths, reverse=True)
    assert ("搬", 3) in [(candidate.text, candidate.letters) for candidate in candidates]


def test_where_a_name_is_written_surnames_are_likely(pinyin: Pinyin) -> None:
    assert offered(pinyin, "li", Wanted.NAME)[0] == "李"
    assert offered(pinyin, "li")[0] != "李"
    assert offered(pinyin, "wangxiuying", Wanted.NAME)[0] == "王秀英"
    assert "王" in offered(pinyin, "wangxiuying", Wanted.NAME)[:6]
    assert offered(pinyin, "xiuying", Wanted.GIVEN_NAME)[0] == "秀英"


def test_what_no_dictionary_knows_is_typed_character_by_character(pinyin: Pinyin) -> None:
    assert "龙" in offered(pinyin, "longsimei", Wanted.NAME)[:9]
    assert "四" in offered(pinyin, "simei", Wanted.GIVEN_NAME)
    assert "妹" in offered(pinyin, "mei", Wanted.GIVEN_NAME)


@given(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=48), st.sampled_from(Wanted))
@settings(deadline=None, max_examples=60)
def test_any_letters_are_understood_or_not_but_never_trouble(pinyin: Pinyin, letters: str, wanted: Wanted) -> None:
    candidates = pinyin.candidates(letters, wanted)
    texts = [candidate.text for candidate in candidates]
    assert len(texts) == len(set(texts))
    assert all(0 < candidate.letters <= len(letters) and candidate.text for candidate in candidates)


def test_a_file_of_somebody_else_is_refused() -> None:
    with pytest.raises(ValueError, match="dictionary"):
        dict(sections(b"something else\n"))


def test_what_clerks_type_is_offered_first_or_on_the_first_page(pinyin: Pinyin) -> None:
    """Forty names and forty sentences: the shares are those that were measured, less one."""
    names = [_rank(offered(pinyin, letters, Wanted.NAME), name) for name, letters in NAMES.items()]
    sentences = [_rank(offered(pinyin, letters), sentence) for sentence, letters in SENTENCES.items()]
    assert sum(rank == 1 for rank in names) >= 29
    assert sum(rank <= 9 for rank in names) >= 37
    assert sum(rank == 1 for rank in sentences) >= 33
    assert sum(rank <= 9 for rank in sentences) >= 37


def _rank(texts: list[str], wanted: str) -> int:
    return texts.index(wanted) + 1 if wanted in texts else len(texts) + 1


@pytest.mark.alone
def test_no_key_is_waited_for() -> None:
    """By the time of this thread alone; what collects memory in between is not counted."""

    def first_s() -> float:
        started = time.thread_time()
        Pinyin(Dictionary(), Readings()).candidates("a")
        return time.thread_time() - started

    def key_s() -> float:
        pinyin, taken = Pinyin(Dictionary(), Readings()), []
        for letters in SENTENCES.values():
            for end in range(1, len(letters) + 1):
                started = time.thread_time()
                pinyin.candidates(letters[:end])
                taken.append(time.thread_time() - started)
        return sorted(taken)[len(taken) * 95 // 100]

    assert quickest(first_s, bar=FIRST_S) < FIRST_S
    assert quickest(key_s, bar=KEY_S) < KEY_S
