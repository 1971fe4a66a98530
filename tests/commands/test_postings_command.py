"""`yizhan-kiosk postings`: what the station has, by trade, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.cli import main

SOON = date.today() + timedelta(days=3)
Command = Callable[..., tuple[int, str, str]]
TABLE = f"""工种,用工单位,工资,人数,用工日期,工作时间,工作地点,联系电话
瓦工,幸福建筑队,280元/天,3,{SOON},7:00-17:30,东村,13800001234
摘果子,西村果园,150元/天,9,{SOON},7:00-17:00,西村,13900001234
"""


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--data", str(tmp_path / "data")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def filled(command: Command, tmp_path: Path) -> Command:
    path = tmp_path / "岗位.csv"
    path.write_text(TABLE, "utf-8")
    command("import", str(path))
    return command


def test_all_postings_as_json(filled: Command) -> None:
    code, out, errors = filled("postings", "--json")
    assert (code, errors) == (0, "")
    one, two = json.loads(out)
    assert {one["trade"], two["trade"]} == {"mason", "fruit-picking"}
    assert all(len(posting["id"]) == 36 and posting["state"] == "open" for posting in (one, two))
    assert {posting["headcount"]: posting["slots_left"] for posting in (one, two)} == {3: 3, 9: 9}


@pytest.mark.parametrize("trade", ["mason", "瓦工", "砌墙", "招瓦工", "Mason"])
def test_one_trade_by_any_of_its_names(filled: Command, trade: str) -> None:
    _, out, _ = filled("postings", "--trade", trade, "--json")
    assert [posting["trade"] for posting in json.loads(out)] == ["mason"]


def test_an_unknown_trade_is_one_sentence_and_two(filled: Command) -> None:
    code, out, errors = filled("postings", "--trade", "宇航员", "--lang", "en")
    assert (code, out) == (2, "")
    assert errors == "There is no such trade: 宇航员.\n"


def test_people_read_one_line_a_posting(filled: Command) -> None:
    _, out, _ = filled("postings", "--lang", "en")
    assert len(out.splitlines()) == 2
    assert "¥280/day" in out


def test_a_station_without_postings_says_so(command: Command) -> None:
    assert command("postings", "--lang", "en")[1] == "There are no postings yet.\n"
    assert json.loads(command("postings", "--json")[1]) == []
