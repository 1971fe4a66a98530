"""`yizhan-kiosk doctor` as a technician types it: words, figures for programs, a dated sheet, and an exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from kiosk.care.clock import local_now
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from tests.doctor.possible import checks

TEXTS = {language: Texts(language) for language in Language}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a run of the command said; nobody is told anything on stderr."""

    code: int
    out: str
    errors: str
    at: datetime


Doctor = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def doctor(tmp_path: Path, data: Path) -> Doctor:
    """Run `yizhan-kiosk doctor` as a process of its own, without a screen and without a sound server."""
    memory = tmp_path / "memory"
    memory.mkdir(mode=0o700)
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "YIZHAN_NO_SYNC")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"YIZHAN_KEYS": str(tmp_path / "keys"), "XDG_RUNTIME_DIR": str(memory)}
    environment["PULSE_SERVER"] = f"unix:{memory}/nobody"

    def run(*words: str) -> Said:
        at = local_now()
        command = [sys.executable, "-m", "ui.cli", "doctor", "--data", str(data), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        return Said(code=done.returncode, out=done.stdout, errors=done.stderr, at=at)

    return run


def words_of(pdf: Path) -> str:
    """Its words without any space: lines break where there is room."""
    return without_space("".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages))


def without_space(words: str) -> str:
    return re.sub(r"\s", "", words)


def is_dated(words: str, at: datetime) -> bool:
    minutes = (at + timedelta(minutes=minute) for minute in range(3))
    return any(f"{minute:%Y-%m-%d %H:%M}" in words or f"{minute:%Y-%m-%d%H:%M}" in words for minute in minutes)


def names(texts: Texts) -> set[str]:
    return {texts(f"doctor-name-{check}") for check in checks()}


def test_a_machine_at_which_nothing_was_started_is_ready_and_stays_untouched(
    doctor: Doctor, data: Path, tmp_path: Path
) -> None:
    texts, sheet = TEXTS[Language.ZH_CN], tmp_path / "检查单.pdf"
    said = doctor("--pdf", str(sheet))
    assert (said.code, said.errors) == (0, "")
    lines = said.out.splitlines()
    found = [line for line in lines[:-1] if not line.startswith("    → ")]
    assert {line.partition("  ")[2].partition("：")[0] for line in found} == names(texts)
    assert len(found) == len(checks())
    marks = {line[0] for line in found}
    assert marks == {"✓", "!"}
    amber = sum(line.startswith("!") for line in found)
    assert sum(line.startswith("    → ") for line in lines) == amber
    assert lines[-1] == texts("doctor-ready-but", red=0, amber=amber)
    assert not data.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memory", "检查单.pdf"]
    words = words_of(sheet)
    assert texts("doctor-report") in words
    assert is_dated(words, said.at)
    assert [name for name in names(texts) if without_space(name) not in words] == []
    assert without_space(texts("doctor-do-central-not-enrolled")) in words


def test_what_is_red_makes_the_exit_code_1_and_programs_get_the_same(
    doctor: Doctor, data: Path, tmp_path: Path
) -> None:
    texts, sheet = TEXTS[Language.EN], tmp_path / "readiness.PDF"
    data.mkdir()
    settings = data / "station.toml"
    settings.write_text('[station]\nname = "安岳驿站"\n[printer]\ntarget = "serial:/dev/nothing-here"\n', "utf-8")
    said = doctor("--json", "--lang", "en", "--pdf", str(sheet))
    assert (said.code, said.errors) == (1, "")
    told = json.loads(said.out)
    assert told["light"] == "red"
    assert abs(datetime.fromisoformat(told["at"]) - said.at) < timedelta(minutes=2)
    assert {found["check"] for found in told["findings"]} == checks()
    (printer,) = [found for found in told["findings"] if found["check"] == "printer"]
    assert (printer["light"], printer["case"]) == ("red", "not-there")
    assert printer["details"] == {"target": "serial:/dev/nothing-here"}
    for found in told["findings"]:
        assert found["said"]
        assert bool(found["advice"]) == (found["light"] != "green")
    assert list(data.iterdir()) == [settings]
    words = words_of(sheet)
    assert without_space(texts("doctor-report")) in words
    assert "安岳驿站" in words
    assert is_dated(words, said.at)
    assert [name for name in names(texts) if without_space(name) not in words] == []
    assert without_space(printer["advice"]) in words
    body = words.partition(without_space(texts("doctor-head-do")))[2]
    assert body.startswith(f"✗{texts('doctor-light-red')}"), "the worst comes first"


@pytest.mark.parametrize(
    ("name", "language", "word"), [("report.txt", "en", "report.txt"), ("检查单", "zh-CN", "检查单")]
)
def test_a_sheet_of_another_name_is_refused_before_anything_is_looked_at(
    doctor: Doctor, tmp_path: Path, name: str, language: str, word: str
) -> None:
    said = doctor("--pdf", str(tmp_path / name), "--lang", language)
    assert (said.code, said.out) == (2, "")
    assert said.errors.count("\n") == 1
    assert word in said.errors
    assert not (tmp_path / name).exists()


def test_a_sheet_for_which_there_is_no_place_is_said_in_one_sentence(doctor: Doctor, tmp_path: Path) -> None:
    said = doctor("--pdf", str(tmp_path / "nowhere" / "sheet.pdf"))
    assert said.code == 2
    assert TEXTS[Language.ZH_CN]("doctor-name-crashes") in said.out, "what was found is on the screen"
    assert said.errors.count("\n") == 1
