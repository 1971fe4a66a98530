"""A real PulseAudio with a loudspeaker that is recorded, and the speaker that plays on it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation
from kiosk.speech.clips import ClipStore
from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch
from tests.ui.conftest import Unexpected
from tests.ui.sound.booth import Booth, as_shown
from tests.ui.sound.ear import Ear, Server, running_server
from tests.ui.sound.mouth import Mouth
from tests.ui.window import Window
from ui.sound.speaker import Speaker


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A sound server of one test, which may hurt it."""
    with running_server(tmp_path_factory.mktemp("run")) as server:
        yield server


@pytest.fixture
def ear(server: Server) -> Iterator[Ear]:
    with closing(Ear(server)) as ear:
        yield ear


@pytest.fixture
def make_booth(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Callable[[], Booth]]:
    booths: list[Booth] = []
    (tmp_path / "memory").mkdir()

    def make() -> Booth:
        engine, scratch = EngineProcess(), Scratch([tmp_path / "memory"])
        speaker = Speaker(clips=tmp_path / "clips", today=date.today, wording=as_shown, voice=engine, scratch=scratch)
        booths.append(Booth(speaker, engine, scratch, ClipStore(tmp_path / "clips")))
        return booths[-1]

    yield make
    for booth in booths:
        booth.speaker.close()


@pytest.fixture
def booth(server: Server, ear: Ear, make_booth: Callable[[], Booth]) -> Booth:
    """A speaker that is ready to speak at its full volume and whose lead-in has passed."""
    booth = make_booth()
    booth.wait(lambda: booth.has_told("sound_available", True))
    booth.speaker.set_volume(99)
    booth.run_for(0.5)
    return booth


@pytest.fixture
def mouth(server: Server) -> Mouth:
    return Mouth(server)


@pytest.fixture
def open_kiosk(
    qapp: object, places: Places, mouth: Mouth, ear: Ear, unexpected: Unexpected
) -> Iterator[Callable[[], Window]]:
    unexpected.allow("kiosk.speech.engine")
    opened: list[Window] = []

    def open_one() -> Window:
        opened.append(Window(places))
        window = opened[-1]
        window.until(lambda: window.kiosk.speaker.player.is_there, "the loudspeaker")
        window.kiosk.speaker.set_volume(99)
        return window

    yield open_one
    for window in opened:
        window.close()


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    """What a clerk sees and hears of what was said at the screen."""
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))
