"""`yizhan-kiosk import`: exit codes, JSON, summaries in both languages, and a dry run that leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main

SOON = date.today() + timedelta(days=3)
HEAD = "工种,用工单位,工资,人数,用工日期,工作时间,工作地点,联系电话,备注"
GOOD = f"瓦工,幸福建筑队,280元/天,3,{SOON},7:00-17:30,东村,138 0000 1234,当天结账"
WARNED = f"保洁,洁净公司,面议,2,{SOON},8:00-17:00,县医院,0871-8888 8888,"
REFUSED = f"保安,平安公司,200元/天,2,{SOON},8:00-17:00,县城,13900001234,押金200"

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the station in `tmp_path`; return its exit code, output and errors."""
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--data", str(tmp_path / "data")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def make(*rows: str) -> str:
        path = tmp_path / "岗位.csv"
        path.write_text("\n".join((HEAD, *rows)), "utf-8")
        return str(path)

    return make


def report(command: Command, *words: str) -> tuple[int, dict[str, Any]]:
    code, out, errors = command("import", *words, "--json")
    assert errors == ""
    return code, json.loads(out)


def test_all_well_is_zero_also_with_warnings(command: Command, file: Callable[..., str]) -> None:
    code, told = report(command, file(GOOD, WARNED))
    counts = {name: told[name] for name in ("accepted", "warned", "refused", "unchanged")}
    assert (code, counts) == (0, {"accepted": 1, "warned": 1, "refused": 0, "unchanged": 0})


@pytest.mark.parametrize("how", ["a dry run before there is a station", "a dry run", "for good"])
def test_the_county_s_rules_in_the_station_s_settings_count(
    command: Command, file: Callable[..., str], tmp_path: Path, how: str
) -> None:
    if how == "a dry run":
        command("import", file(WARNED))
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "station.toml").write_text('[county]\nblocked_places = ["东村"]\n', "utf-8")
    code, told = report(command, file(GOOD), *([] if how == "for good" else ["--dry-run"]))
    assert (code, told["refused"]) == (1, 1)
    (tmp_path / "data" / "station.toml").unlink()
    code, told = report(command, file(GOOD))
    assert (code, told["accepted"]) == (0, 1)


def test_a_row_refused_is_one_and_the_others_are_stored(command: Command, file: Callable[..., str]) -> None:
    code, told = report(command, file(GOOD, REFUSED))
    assert (code, told["refused"]) == (1, 1)
    _, out, _ = command("postings", "--json")
    assert len(json.loads(out)) == 1


def test_json_tells_row_status_problems_and_posting(command: Command, file: Callable[..., str]) -> None:
    _, told = report(command, file(GOOD, "", REFUSED), "--lang", "en")
    good, refused = told["rows"]
    assert (good["row"], good["status"], good["problems"]) == (2, "accepted", [])
    assert good["posting"]["pay"] == {
        "amount_minor": 28000, "up_to_minor": None, "unit": "day", "paid_when": "same_day", "currency": "CNY",
    }  # fmt: skip
    assert good["posting"]["first_day"] == SOON.isoformat()
    assert (good["posting"]["daily_start"], good["posting"]["daily_end"]) == ("07:00", "17:30")
    assert (good["posting"]["trade"], good["posting"]["contact_phone"]) == ("mason", "13800001234")
    assert (refused["row"], refused["status"]) == (4, "refused")
    (problem,) = refused["problems"]
    assert (problem["field"], problem["code"]) == ("note", "fee-asked")
    assert problem["reason"] == 'It says "押金200", which asks the worker for money. That may not be posted.'


def test_the_second_time_everything_is_unchanged(command: Command, file: Callable[..., str]) -> None:
    path = file(GOOD, WARNED)
    report(command, path)
    code, told = report(command, path)
    assert (code, told["unchanged"], told["accepted"], told["warned"]) == (0, 2, 0, 0)


def test_a_dry_run_leaves_no_station_behind(command: Command, file: Callable[..., str], tmp_path: Path) -> None:
    code, told = report(command, file(GOOD, REFUSED), "--dry-run")
    assert (code, told["accepted"]) == (1, 1)
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "keys").exists()


def test_a_dry_run_on_a_station_stores_nothing(command: Command, file: Callable[..., str]) -> None:
    command("import", file(GOOD))
    code, told = report(command, file(GOOD, WARNED), "--dry-run")
    assert (code, told["unchanged"], told["warned"]) == (0, 1, 1)
    assert len(json.loads(command("postings", "--json")[1])) == 1


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_people_read_a_short_summary(command: Command, file: Callable[..., str], lang: str) -> None:
    code, out, errors = command("import", file(GOOD, WARNED, REFUSED), "--lang", lang)
    assert (code, errors) == (1, "")
    assert "押金200" in out
    assert ("第4行" if lang == "zh-CN" else "Row 4 refused") in out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04torn", "没有表头\n".encode()])
def test_an_unreadable_file_is_one_sentence_and_two(
    command: Command, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(content)
    code, out, errors = command("import", str(path), "--json", "--lang", "en")
    assert (code, out) == (2, "")
    assert len(errors.strip().splitlines()) == 1
    assert "坏.csv" in errors


def test_a_file_that_is_not_there_is_two(command: Command, tmp_path: Path) -> None:
    code, out, errors = command("import", str(tmp_path / "没有.xlsx"))
    assert (code, out) == (2, "")
    assert "没有.xlsx" in errors


def test_a_table_without_rows_is_said_to_be_empty(command: Command, file: Callable[..., str]) -> None:
    code, out, _ = command("import", file(), "--lang", "en")
    assert code == 0
    assert "no posting" in out


def test_a_backup_that_cannot_be_made_is_said_and_the_postings_stay(
    command: Command, file: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "backups").write_text("in the way")
    code, _, errors = command("import", file(GOOD))
    assert code == 0
    assert errors.startswith("招工都存好了，只是没能另存一份备份")
    assert errors.count("\n") == 1
    assert "幸福建筑队" in command("postings")[1]
