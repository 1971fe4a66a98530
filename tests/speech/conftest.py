"""Real engines in processes of their own, and a private folder for their clips."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch

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
