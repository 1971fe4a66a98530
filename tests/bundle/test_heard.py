"""What the bundle says is heard."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.language import Language
from kiosk.speech.clips import ClipStore
from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch
from tests.bundle.conftest import Bundle
from tests.ui.sound.booth import Booth, as_shown
from tests.ui.sound.conftest import server  # noqa: F401  a fixture
from tests.ui.sound.ear import Ear, Server, find
from ui.sound.speaker import Phrase, Speaker


@pytest.mark.sound
def test_what_it_says_is_heard(
    qapp: QCoreApplication,
    bundle: Bundle,
    server: Server,  # noqa: F811
    tmp_path: Path,
) -> None:
    """The bundle's processes render and play; the loudspeaker is a real PulseAudio's, and recorded."""
    (tmp_path / "memory").mkdir()
    engine, scratch = EngineProcess(argv=bundle.argv("--speech-engine")), Scratch([tmp_path / "memory"])
    speaker = Speaker(
        clips=tmp_path / "clips", today=date.today, wording=as_shown, voice=engine, scratch=scratch,
        player_argv=bundle.argv("--sound-player"),
    )  # fmt: skip
    booth = Booth(speaker, engine, scratch, ClipStore(tmp_path / "clips"))
    with closing(Ear(server)) as ear, closing(speaker):
        booth.wait(lambda: booth.has_told("sound_available", True))
        booth.speaker.set_volume(99)
        booth.run_for(0.5)
        began_ns = time.monotonic_ns()
        speaker.say([Phrase("早上好，今天有三个活")], Language.ZH_CN)
        booth.wait(lambda: booth.has_told("finished"))
        booth.run_for(0.3)
        _, alike, loudness = find(booth.clip("早上好，今天有三个活"), ear.since(began_ns))
        assert alike > 0.9
        assert loudness > 0.5
