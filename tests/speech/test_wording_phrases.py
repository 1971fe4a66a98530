"""Phrases: what is highlighted while it is spoken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.language import Language
from kiosk.speech.wording import phrases
from kiosk.speech.wording.phrasing import LONGEST, length

POSTING = (
    "采果工招5人，每天180元，早上6:00–17:30，地点永安镇大坝村58号，电话：138 0000 1234，包吃包住，当天给钱。"
    "明天 11月22日开工！"
)
NUMBERS = (
    "180元/天",
    "11月22日",
    "6:00–17:30",
    "138 0000 1234",
    "（包吃包住）",
    "2026-11-22",
    "12,000元",
    "3 / 8",
    "No. 5",
)
MARKS = ("，", "。", "！", "、", " ", "；", "…", "\n")
PIECES = st.sampled_from((*NUMBERS, *MARKS, "采果工", "永安镇", "明天", "meals", "and", "wages.", "(lunch)", "a.csv"))
KEPT = [
    "138 0000 1234",
    "2026-11-22",
    "6:00–17:30",
    "12,000",
    "0871-65551234",
    "A1-1121-007-4",
    "11月22日",
    "3 / 8",
    "18.5元",
]


def test_a_posting_is_cut_at_its_sentences_and_commas() -> None:
    assert phrases(POSTING, Language.ZH_CN) == (
        "采果工招5人，每天180元，",
        "早上6:00–17:30，地点永安镇大坝村58号，",
        "电话：138 0000 1234，包吃包住，",
        "当天给钱。",
        "明天 11月22日开工！",
    )


def test_a_short_line_is_one_phrase() -> None:
    for line in ("还要5人", "3 / 8", "明天 11月22日", "出了点问题，请再试一次。", "180元/天"):
        assert phrases(line, Language.ZH_CN) == (line,)


def test_english_is_cut_at_sentences_and_never_after_an_abbreviation_or_inside_a_file_name() -> None:
    text = "This file cannot be read: a.csv. Go to No. 58, St. John, at 7:30. Bring gloves."
    assert phrases(text, Language.EN) == (
        "This file cannot be read: a.csv.",
        "Go to No. 58, St. John, at 7:30.",
        "Bring gloves.",
    )


def test_long_english_is_cut_before_a_joining_word() -> None:
    text = "Please save it again with your spreadsheet program and import it once more after that"
    assert phrases(text, Language.EN) == (
        "Please save it again with your spreadsheet program",
        "and import it once more after that",
    )


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert phrases("“你好！”他说。", Language.ZH_CN) == ("“你好！”", "他说。")


@pytest.mark.parametrize("text", ["", " ", "！！！", "——", "…\n"])
@pytest.mark.parametrize("language", Language)
def test_what_cannot_be_said_has_no_phrase(text: str, language: Language) -> None:
    assert phrases(text, language) == ()


@pytest.mark.parametrize("number", KEPT)
@pytest.mark.parametrize("language", Language)
def test_a_number_is_never_torn(number: str, language: Language) -> None:
    for filling in range(24):
        for mark in ("，", " ", "", "、"):
            text = "干活" * filling + mark + number + mark + "来吧" * filling
            assert any(number in phrase for phrase in phrases(text, language)), text


def test_a_short_bracket_is_never_torn() -> None:
    text = "采果工人每天都要干满八个小时才行，（包吃包住，来回接送，当天给钱）还要带上手套和水壶"
    assert any("（包吃包住，来回接送，当天给钱）" in phrase for phrase in phrases(text, Language.ZH_CN))


@pytest.mark.parametrize("language", Language)
def test_marked_text_makes_short_phrases(language: Language) -> None:
    text = "采果工，搬水果，装车，" * 40 if language is Language.ZH_CN else "picking apples, loading trucks, " * 40
    assert all(length(phrase, language) <= LONGEST[language] for phrase in phrases(text, language))


def test_text_without_any_mark_still_ends_a_phrase() -> None:
    assert max(map(len, phrases("干" * 1000, Language.ZH_CN))) <= 61


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)), language=st.sampled_from(Language))
def test_phrases_lose_nothing_and_each_can_be_said(text: str, language: Language) -> None:
    found = phrases(text, language)
    whole = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", "".join(found)) == (whole if re.search(r"[^\W_]", text) else "")
    assert all(re.search(r"[^\W_]", phrase) for phrase in found)
