"""Real engines in processes of their own, and a private folder for their clips."""

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import espeakng_loader
import pytest

from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch

SYNCHRONOUS = 2
FAKE = Path(__file__).with_name("fake_engine.py")
LITTLE_S, PATIENCE_S = 0.3, 2.0
"""For an answer: of one that never gives any, and of one that gives it in the end."""


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    engine = EngineProcess()
    yield engine
    engine.close()


@pytest.fixture
def broken_engine() -> Iterator[Callable[[str], EngineProcess]]:
    """Makes engines whose process has a fault."""
    made: list[EngineProcess] = []

    def make(fault: str) -> EngineProcess:
        patience_s = LITTLE_S if fault == "hangs" else PATIENCE_S
        made.append(EngineProcess(argv=(sys.executable, str(FAKE), fault), answer_within_s=patience_s))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    (tmp_path / "memory").mkdir()
    scratch = Scratch([tmp_path / "memory"])
    yield scratch
    scratch.close()


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Waits until something holds, and fails when it never does."""

    def wait(holds: Callable[[], bool], within_s: float = 60.0) -> None:
        until = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < until, f"not within {within_s} s"
            time.sleep(0.005)

    return wait


@pytest.fixture(scope="session")
def phonemes() -> Callable[[str, str], str]:
    """What espeak-ng 1.52 would say for a text with one of its voices."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    folder = Path(espeakng_loader.get_data_path()).parent
    assert library.espeak_Initialize(SYNCHRONOUS, 0, str(folder).encode(), 0) > 0
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def heard(voice: str, text: str) -> str:
        assert library.espeak_SetVoiceByName(voice.encode()) == 0
        rest, parts = ctypes.c_char_p(text.encode()), []
        while rest.value is not None:
            parts.append(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 0).decode())
        return " ".join(parts)

    return heard
