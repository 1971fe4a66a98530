"""The bell in the house is the one that its script makes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.speech.loudness import PEAK_DB, TARGET_DB, level_db
from kiosk.speech.sound import FULL_SCALE, read_sound
from ui.sound.playout import SAMPLE_RATE
from ui.sound.speaker import BELL

SCRIPT = Path(__file__).parents[2] / "scripts/sounds.py"


@pytest.fixture(scope="module")
def sounds() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sounds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bell_is_made_by_its_script(sounds: ModuleType) -> None:
    made, kept = sounds.bell(), read_sound(BELL)
    assert max(abs(one - other) for one, other in zip(made.samples, kept.samples, strict=True)) <= 1


def test_the_bell_is_as_loud_as_the_voices_and_begins_and_ends_in_silence() -> None:
    bell = read_sound(BELL)
    assert bell.sample_rate == SAMPLE_RATE
    assert level_db(bell) == pytest.approx(TARGET_DB, abs=0.3)
    assert max(map(abs, bell.samples)) < FULL_SCALE * 10 ** (PEAK_DB / 20)
    assert abs(bell.samples[0]) < 50
    assert abs(bell.samples[-1]) < 50
    assert 1.0 < bell.seconds < 2.0
