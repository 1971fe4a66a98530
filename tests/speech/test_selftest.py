"""The self-test: right voices pass, and every kind of wrong voice is told for what it is."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.speech.engine import EngineProcess, engine_argv
from kiosk.speech.selftest import VoiceHealth, examine


def result(engine: EngineProcess, tongue: Tongue, tmp_path: Path) -> VoiceHealth:
    found: list[VoiceHealth] = []

    def sit() -> Generator[None, None, None]:
        found.append((yield from examine(engine, tongue, into=tmp_path / "exam.wav")))

    assert len(list(sit())) <= 3
    assert not (tmp_path / "exam.wav").exists()
    return found[0]


@pytest.mark.parametrize("tongue", Tongue)
def test_the_voices_we_ship_speak_their_language(engine: EngineProcess, tmp_path: Path, tongue: Tongue) -> None:
    assert result(engine, tongue, tmp_path) is VoiceHealth.SPEAKS


@pytest.mark.parametrize("voice", ["gmw/en", "jpx/ja", "roa/fr"])
def test_a_voice_that_reads_chinese_as_something_else_is_refused(tmp_path: Path, voice: str) -> None:
    engine = EngineProcess(argv=(*engine_argv(), f"cmn={voice}"))
    assert result(engine, Tongue.MANDARIN, tmp_path) is VoiceHealth.FOREIGN
    engine.close()


@pytest.mark.parametrize(
    ("fault", "health"),
    [
        ("silent", VoiceHealth.FAILED),
        ("one beep", VoiceHealth.FAILED),
        ("babbles", VoiceHealth.FOREIGN),
        ("dies", VoiceHealth.FAILED),
    ],
)
def test_a_broken_engine_is_refused(
    broken_engine: Callable[[str], EngineProcess], tmp_path: Path, fault: str, health: VoiceHealth
) -> None:
    assert result(broken_engine(fault), Tongue.MANDARIN, tmp_path) is health


def test_an_absent_voice_is_told_as_absent(tmp_path: Path) -> None:
    engine = EngineProcess(argv=(*engine_argv(), "cmn=nowhere/nothing"))
    assert result(engine, Tongue.MANDARIN, tmp_path) is VoiceHealth.ABSENT
    engine.close()
