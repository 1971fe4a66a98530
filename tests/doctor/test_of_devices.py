"""What speaks and what prints is asked in earnest: real voices, a printer emulated byte for byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.doctor.of_devices import VOICE, check_printer, check_voice
from kiosk.domain.finding import Finding, Light
from kiosk.domain.language import Language
from kiosk.printing.target import describe_target
from kiosk.speech.engine import EngineProcess, engine_argv
from tests.doctor.told import assert_told
from tests.printing.emulated import Emulate, emulated_printers

FAKE_ENGINE = Path(__file__).parents[1] / "speech" / "fake_engine.py"
STATES = {
    "paper ok": (Light.GREEN, "ready"),
    "paper low": (Light.AMBER, "paper-low"),
    "mute": (Light.AMBER, "silent"),
    "paper out": (Light.RED, "out-of-paper"),
    "cover open": (Light.RED, "cover-open"),
    "error on": (Light.RED, "error"),
    "garbage": (Light.RED, "error"),
    "off": (Light.RED, "not-there"),
}


@pytest.fixture
def emulate(tmp_path: Path) -> Iterator[Emulate]:
    with emulated_printers(tmp_path) as start:
        yield start


def asked(target: str) -> Finding:
    return check_printer(target, describe_target)


@pytest.mark.parametrize("what", STATES)
def test_a_printer_in_each_of_its_states_has_its_light(emulate: Emulate, what: str) -> None:
    printer = emulate("--tcp", "0")
    printer.do(what)
    assert_told(asked(printer.target), *STATES[what], target=printer.target)
    printer.do("normal", "on", "paper full")
    assert printer.paper() == []
    assert printer.state()["rows_out"] == 0


def test_a_printer_that_is_not_set_is_amber() -> None:
    assert_told(asked("none"), Light.AMBER, "none")


@pytest.mark.parametrize("target", ["", "usb:printer", "lpt1", "tcp:host:99999", "system:Star"])
def test_words_that_name_no_printer_are_red(target: str) -> None:
    assert_told(asked(target), Light.RED, "unknown", target=target)


def test_a_file_is_looked_at_and_not_written(tmp_path: Path) -> None:
    target = f"file:{tmp_path / 'lp0'}"
    assert_told(asked(target), Light.GREEN, "ready", target=target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["usb:04b8:ffff", "serial:/dev/nothing-of-that-name", "file:/dev/usb/none"])
def test_a_printer_that_is_not_plugged_in_is_red(target: str) -> None:
    assert_told(asked(target), Light.RED, "not-there", target=target)


@pytest.mark.parametrize("language", Language)
def test_the_voices_that_we_ship_are_well(language: Language) -> None:
    found = check_voice(language)
    assert_told(found, Light.GREEN, "ok")
    assert found.check == VOICE[language]


def broken(fault: str) -> EngineProcess:
    return EngineProcess(argv=(sys.executable, str(FAKE_ENGINE), fault), answer_within_s=0.3)


@pytest.mark.parametrize(("fault", "case"), [("silent", "failed"), ("dies", "failed"), ("babbles", "foreign")])
@pytest.mark.parametrize(("language", "light"), [(Language.ZH_CN, Light.RED), (Language.EN, Light.AMBER)])
def test_without_mandarin_the_station_does_not_do_its_work_without_english_it_does(
    fault: str, case: str, language: Language, light: Light
) -> None:
    assert_told(check_voice(language, engine=broken(fault)), light, case)


def test_a_voice_that_is_not_installed_is_absent() -> None:
    engine = EngineProcess(argv=(*engine_argv(), "zh-CN=nowhere/nothing"))
    assert_told(check_voice(Language.ZH_CN, engine=engine), Light.RED, "absent")
    assert engine.pid is None, "the process that speaks has ended"
