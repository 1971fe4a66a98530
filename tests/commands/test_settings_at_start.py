"""`yizhan-kiosk run` goes by `station.toml` where the command line says nothing, and opens whatever stands in it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.care.config.in_force import good_beside
from kiosk.care.config.sections import Settings
from kiosk.domain.language import Language
from ui.commands.run import USUAL, add_arguments, fill_in, options_of, plan_of, window_size
from ui.sound.device_name import DEVICE

FILE = """\
[kiosk]
language = "en"
text_size = 3
theme = 2
fullscreen = false
[panel]
width_mm = 344
height_mm = 194.5
[printer]
target = "file:/tmp/slip"
paper_mm = 58
[sync]
every_seconds = 60
start_within_seconds = 5
"""
BEFORE_THE_PICTURE = ("pydantic", "tomllib", "kiosk.care.config.sections")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.toml"


def arguments_of(data: Path, *words: str, lang: Language = Language.ZH_CN) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    parser.set_defaults(data=data, lang=lang, is_lang_said=lang is not Language.ZH_CN)
    arguments = parser.parse_args(words)
    fill_in(arguments)
    return arguments


def start(data: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run the kiosk until its first picture."""
    command = [sys.executable, *before, "-m", "ui.cli", "run", "--windowed", "540x960", "--first-picture"]
    environment = {**os.environ, "YIZHAN_KEYS": str(data / "keys")}
    return subprocess.run(
        [*command, "--data", str(data)], capture_output=True, text=True, timeout=60, check=False, env=environment
    )


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    arguments = arguments_of(file.parent)
    assert {name: getattr(arguments, name) for name in USUAL} == USUAL
    options = options_of(Settings())
    pace = ("sync_every", "sync_start_within")
    assert {**options, **dict.fromkeys(pace)} == USUAL


def test_what_is_not_said_comes_from_the_file(file: Path) -> None:
    file.write_text(FILE, "utf-8")
    arguments = arguments_of(file.parent)
    assert (arguments.lang, arguments.text_size, arguments.theme) == (Language.EN, 3, 2)
    assert (arguments.panel_mm, arguments.printer, arguments.paper) == ((344.0, 194.5), "file:/tmp/slip", 58)
    assert (arguments.sync, arguments.sync_every, arguments.sync_start_within) == (True, 60, 5)
    assert arguments.full_screen is False
    assert good_beside(file).read_text("utf-8") == FILE


def test_the_command_line_wins(file: Path) -> None:
    file.write_text(FILE.replace('"en"', '"zh-CN"'), "utf-8")
    words = (
        "--text-size 1 --theme 4 --panel-mm 100x200 --printer none --paper 80 --no-sync --sync-every 9 "
        "--sync-start-within 0 --full-screen"
    )
    arguments = arguments_of(file.parent, *words.split(), lang=Language.EN)
    assert (arguments.lang, arguments.text_size, arguments.theme) == (Language.EN, 1, 4)
    assert (arguments.panel_mm, arguments.printer, arguments.paper) == ((100.0, 200.0), "none", 80)
    assert (arguments.sync, arguments.sync_every, arguments.sync_start_within) == (False, 9.0, 0.0)
    assert window_size(arguments) is None


def test_sync_that_the_file_forbids_can_be_asked_for(file: Path) -> None:
    file.write_text("[sync]\nenabled = false\n", "utf-8")
    assert arguments_of(file.parent).sync is False
    assert arguments_of(file.parent, "--sync").sync is True


def test_what_the_file_forbids_is_not_begun(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIZHAN_NO_SYNC", raising=False)
    file.write_text("[sync]\nenabled = false\n", "utf-8")
    assert plan_of(arguments_of(file.parent)) is None
    file.write_text("[sync]\nevery_seconds = 60\n", "utf-8")
    plan = plan_of(arguments_of(file.parent))
    assert plan is not None
    assert plan.options() == ("--every", "60", "--start-within", "960")


def test_without_the_full_screen_the_window_takes_what_the_desktop_leaves(file: Path, qapp) -> None:
    file.write_text("[kiosk]\nfullscreen = false\n", "utf-8")
    arguments = arguments_of(file.parent)
    assert window_size(arguments) == qapp.primaryScreen().availableSize()
    arguments = arguments_of(file.parent, "--windowed", "540x960")
    size = window_size(arguments)
    assert size is not None
    assert (size.width(), size.height()) == (540, 960)


def test_a_mistake_is_told_in_the_language_of_the_station(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text('[kiosk]\nlanguage = "en"\n', "utf-8")
    arguments_of(file.parent)
    assert capsys.readouterr().err == ""
    file.write_text("[kiosk]\ntheme = 5\n", "utf-8")
    assert arguments_of(file.parent).lang is Language.EN
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"Line 2 of the settings {file}: kiosk.theme has to be a whole number from 1 to 4."
    assert told[1] == f"The last settings without a mistake count for now: {file}.good"
    assert len(told) == 2


@pytest.mark.parametrize("data", [b"[kiosk]\ntheme = 9\n", b"\xff\xfe[\0", b"[" * 100_000, None])
def test_the_kiosk_opens_whatever_stands_in_the_file(file: Path, data: bytes | None) -> None:
    if data is None:
        file.mkdir()
    else:
        file.write_bytes(data)
    done = start(file.parent)
    assert done.returncode == 0
    assert float(done.stdout) > 0
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kiosk_without_a_file_loads_nothing_of_it_before_the_first_picture(tmp_path: Path) -> None:
    done = start(tmp_path, "-X", "importtime")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "ui.app" in loaded
    assert loaded.isdisjoint(BEFORE_THE_PICTURE)


def test_the_loudspeaker_of_the_settings_is_told_to_all_that_plays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEVICE, "of the kiosk before")
    arguments_of(file.parent)
    assert DEVICE not in os.environ
    file.write_text('[sound]\ndevice = "Hall"\n', "utf-8")
    arguments_of(file.parent)
    assert os.environ[DEVICE] == "Hall"
