"""What speaks and what prints is asked in earnest: real voices, a printer emulated byte for byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.doctor.of_devices import VOICE, check_lexicon, check_printer, check_voice
from kiosk.domain.finding import Finding, Light
from kiosk.domain.tongue import Tongue
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


@pytest.mark.parametrize("tongue", Tongue)
def test_the_voices_that_we_ship_are_well(tongue: Tongue) -> None:
    found = check_voice(tongue)
    assert_told(found, Light.GREEN, "ok")
    assert found.check == VOICE[tongue]


def broken(fault: str) -> EngineProcess:
    return EngineProcess(argv=(sys.executable, str(FAKE_ENGINE), fault), answer_within_s=0.3)


@pytest.mark.parametrize(("fault", "case"), [("silent", "failed"), ("dies", "failed"), ("babbles", "foreign")])
@pytest.mark.parametrize(
    ("tongue", "light"),
    [(Tongue.MANDARIN, Light.RED), (Tongue.CANTONESE, Light.AMBER), (Tongue.ENGLISH, Light.AMBER)],
)
def test_without_mandarin_the_station_does_not_do_its_work_without_english_it_does(
    fault: str, case: str, tongue: Tongue, light: Light
) -> None:
    assert_told(check_voice(tongue, engine=broken(fault)), light, case)


def test_a_voice_that_is_not_installed_is_absent() -> None:
    engine = EngineProcess(argv=(*engine_argv(), "cmn=nowhere/nothing"))
    assert_told(check_voice(Tongue.MANDARIN, engine=engine), Light.RED, "absent")
    assert engine.pid is None, "the process that speaks has ended"


def test_without_a_cantonese_voice_it_is_told_what_speaks_instead() -> None:
    engine = EngineProcess(argv=(*engine_argv(), "yue=nowhere/nothing"))
    assert_told(check_voice(Tongue.CANTONESE, engine=engine), Light.AMBER, "absent")


@pytest.mark.parametrize(
    ("content", "light", "case", "details"),
    [
        (None, Light.GREEN, "none", {}),
        ('[mandarin]\n"乐亭" = "lao4 ting2"\n[cantonese]\n"活儿" = "工"', Light.GREEN, "ok", {"count": 2}),
        ('[mandarin]\n"乐亭" = "lao ting"\n"枫林" = "风林"', Light.AMBER, "mistakes", {"count": 1, "where": "乐亭"}),
        ('[hakka]\n"乐亭" = "涝亭"', Light.AMBER, "mistakes", {"count": 1, "where": "hakka"}),
        ("乐亭 = 涝亭", Light.AMBER, "unreadable", {}),
    ],
)
def test_the_stations_own_words_are_looked_at(
    tmp_path: Path, content: str | None, light: Light, case: str, details: dict[str, str | int]
) -> None:
    own = tmp_path / "lexicon.toml"
    if content is not None:
        own.write_text(content, "utf-8")
    assert_told(check_lexicon(own), light, case, **details)
