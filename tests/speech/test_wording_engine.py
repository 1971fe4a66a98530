"""The real engine reads the words as words of the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue
from kiosk.speech.engine import EngineProcess
from kiosk.speech.script import read_out, wording_on
from kiosk.speech.sound import read_sound
from kiosk.speech.wording import by_voice, spoken

SATURDAY = date(2026, 11, 21)
LINES = (
    "180–220元/天",
    "0.8元/件",
    "电话：0871-65551234转801，找王姐",
    "6:00–17:30",
    "今天 11月21日–11月25日",
    "还要5人，18—60周岁",
    "永安镇大坝村3栋2单元301室",
    "-5~3℃，80㎡，25kg，50%",
    "*包吃/包住* @村口 #3 ~~ 1+1=2",
    "3 / 8",
)


@pytest.mark.parametrize("line", LINES)
def test_no_worded_line_makes_the_mandarin_voice_speak_english(phonemes: Callable[[str, str], str], line: str) -> None:
    assert "(en)" not in phonemes("cmn", spoken(line, Language.ZH_CN, today=SATURDAY))


def test_the_letter_of_a_slip_number_is_said_as_a_letter(phonemes: Callable[[str, str], str]) -> None:
    for voice, language in (("gmw/en", Language.EN), ("cmn", Language.ZH_CN)):
        heard = phonemes(voice, spoken("A1-1121-007-4", language, today=SATURDAY))
        assert "'eI" in heard
        assert "a#" not in heard, "the article instead of the letter"


def test_spelled_words_are_heard_letter_by_letter(phonemes: Callable[[str, str], str]) -> None:
    assert phonemes("cmn", spoken("VIP", Language.ZH_CN, today=SATURDAY)).count("i:") == 2


def test_every_part_of_an_english_line_is_in_the_language_of_its_voice(phonemes: Callable[[str, str], str]) -> None:
    words = spoken("Ask 王姐 at 永安镇58号", Language.EN, today=SATURDAY)
    voices = {Tongue.ENGLISH: "gmw/en", Tongue.MANDARIN: "cmn"}
    for tongue, part in by_voice(words, Tongue.ENGLISH):
        heard = phonemes(voices[tongue], part)
        assert "(en)" not in heard
        assert "tS'aIni:z" not in heard, "the English voice says 'Chinese letter' for a character"


def test_the_syllables_that_the_engine_lacks_are_said_in_mandarin(phonemes: Callable[[str, str], str]) -> None:
    worded = wording_on(lambda: SATURDAY)
    for text in ("炯窘琼穷兄凶胸匈汹雄熊", "找熊师傅", "琼A12345", "海南省琼海市", "兄弟，胸口疼", "兇瓊窮"):
        (part,) = worded(text, Tongue.MANDARIN)
        assert "(en)" not in phonemes("cmn", part.words.replace("A", "")), text
    assert phonemes("cmn", worded("雄", Tongue.MANDARIN)[0].words) == phonemes(
        "cmn", worded("熊", Tongue.MANDARIN)[0].words
    )


def test_what_is_shown_as_spoken_keeps_its_characters() -> None:
    assert spoken("熊师傅", Language.ZH_CN, today=SATURDAY) == "熊师傅"
    assert wording_on(lambda: SATURDAY)("Mr. Li", Tongue.ENGLISH)[0].words == "Mr. Li"


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_a_respelled_character_alone_is_a_whole_clip(rate: float, engine: EngineProcess, tmp_path: Path) -> None:
    script = wording_on(lambda: SATURDAY)("兄", Tongue.MANDARIN)
    read_out(script, voice=engine, rate=rate, into=tmp_path / "a.wav")
    assert 0.15 < read_sound(tmp_path / "a.wav").seconds * rate < 0.8
