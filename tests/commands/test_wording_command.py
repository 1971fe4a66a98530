"""`yizhan-kiosk wording` from outside."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.cli import EXIT_OK, main


def test_the_command_prints_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "180元/天"]) == EXIT_OK
    assert capsys.readouterr().out == "一百八十元一天\n"


def test_the_language_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "¥180/day", "--lang", "en"]) == EXIT_OK
    assert capsys.readouterr().out == "one hundred and eighty yuan a day\n"


def test_the_day_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "11月22日", "--today", "2026-11-21"]) == EXIT_OK
    assert capsys.readouterr().out == "明天，十一月二十二号\n"


def test_words_without_quotes_are_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "包吃", "包住"]) == EXIT_OK
    assert capsys.readouterr().out == "包吃，包住\n"


def test_phrases_come_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "--phrases", "当天给钱。还要5人！"]) == EXIT_OK
    assert capsys.readouterr().out == "当天给钱。\n还要五名！\n"


def test_a_text_that_begins_with_a_dash_stands_after_two_dashes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "--", "-5℃"]) == EXIT_OK
    assert capsys.readouterr().out == "零下五度\n"


def test_nothing_to_say_is_an_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "！！！"]) == EXIT_OK
    assert capsys.readouterr().out == "\n"


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["wording", "好", "--today", "tomorrow"])
    assert refused.value.code == 2
    assert "--today" in capsys.readouterr().err


def test_wording_needs_no_heavy_library() -> None:
    code = (
        "import sys; from kiosk.cli import main; main(['wording', '180元/天']);"
        "sys.exit(bool({'cn2an', 'pypinyin', 'PySide6', 'pyttsx3', 'sqlite_utils'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
