"""The loudspeaker that the settings name is the one that is heard: a real PulseAudio with two, each recorded."""

from __future__ import annotations

import queue
import time
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.finding import Light
from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch
from tests.doctor.told import assert_told
from tests.ui.desk.conftest import open_desk, places, staffed_county
from tests.ui.sound.booth import ZH, Booth, as_shown
from tests.ui.sound.ear import Ear, Samples, Server
from tests.ui.sound.mouth import Mouth, Patience, samples_of, sound_of, words
from tests.ui.technician.conftest import AtMachine, at_machine, computer, to_place, until_done
from ui.doctor.of_sound import check_sound
from ui.screens.desk.screen import Place
from ui.sound.device_name import DEVICE, use_device
from ui.sound.loudspeakers import Loudspeakers
from ui.sound.playback import Playback
from ui.sound.player import Player
from ui.sound.recorder import Recorded, Recorder
from ui.sound.speaker import ClipStore, Phrase, Speaker

__all__ = ["at_machine", "computer", "open_desk", "places", "staffed_county"]

pytestmark = pytest.mark.sound

HALL, LOUD = "Hall loudspeaker", 1_000
wait = Patience()


@pytest.fixture
def hall(server: Server) -> Server:
    """A second loudspeaker; the usual one stays that of `ear`."""
    plug_in(server)
    server.control("set-default-sink", "ear")
    return server


def plug_in(server: Server, sink: str = "hall") -> None:
    load = ("module-null-sink", f"sink_name={sink}", "rate=22050", "channels=1")
    assert server.control("load-module", *load, f"sink_properties='device.description=\"{HALL}\"'").returncode == 0


@pytest.fixture
def ears(hall: Server) -> Iterator[dict[str, Ear]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(closing(Ear(hall, name))) for name in ("ear", "hall")}


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What `use_device` changes is changed back."""
    monkeypatch.setenv(DEVICE, "")
    return monkeypatch


def is_loud(heard: Samples) -> bool:
    return bool(len(heard)) and float(np.abs(heard).max()) > LOUD


def heard_on(ears: dict[str, Ear], began_ns: int) -> set[str]:
    return {name for name, ear in ears.items() if is_loud(ear.since(began_ns))}


@pytest.fixture
def playback(qapp: QCoreApplication) -> Iterator[Playback]:
    playback = Playback()
    yield playback
    playback.close()


def play(playback: Playback) -> int:
    """Play half a second to its end; returns when that began."""
    ended: list[bool] = []
    playback.ended.connect(lambda: ended.append(True))
    playback.failed.connect(lambda: ended.append(False))
    began = time.monotonic_ns()
    playback.play(sound_of(words(0.5)))
    wait(lambda: bool(ended))
    assert ended == [True]
    wait.run_for(0.3)
    return began


@pytest.mark.parametrize("name", [HALL, "hall"], ids=["as shown", "by id"])
def test_the_one_that_is_named_is_heard_and_no_other(ears: dict[str, Ear], playback: Playback, name: str) -> None:
    playback.use(name)
    assert heard_on(ears, play(playback)) == {"hall"}


@pytest.mark.parametrize("name", ["", "Radio of the neighbours"], ids=["none", "gone"])
def test_the_usual_one_is_heard_where_none_is_named_or_it_is_not_there(
    ears: dict[str, Ear], playback: Playback, name: str
) -> None:
    playback.use(name)
    assert heard_on(ears, play(playback)) == {"ear"}


def test_what_the_process_is_told_at_its_start_holds_for_all_that_plays(
    ears: dict[str, Ear], surroundings: pytest.MonkeyPatch, qapp: QCoreApplication, tmp_path: Path
) -> None:
    use_device(HALL)
    (tmp_path / "memory").mkdir()
    engine, scratch, clips = EngineProcess(), Scratch([tmp_path / "memory"]), tmp_path / "clips"
    speaker = Speaker(clips=clips, today=date.today, wording=as_shown, voice=engine, scratch=scratch)
    booth = Booth(speaker, engine, scratch, ClipStore(clips))
    with closing(speaker):
        booth.wait(lambda: booth.has_told("sound_available", True))
        speaker.set_volume(99)
        began = time.monotonic_ns()
        speaker.say([Phrase("摘苹果")], ZH)
        booth.wait(lambda: booth.has_told("finished"))
        booth.run_for(0.3)
    assert heard_on(ears, began) == {"hall"}


def test_one_that_is_plugged_in_later_is_moved_to_and_left_when_it_is_pulled_out(server: Server) -> None:
    messages: queue.Queue[dict[str, object]] = queue.Queue()
    with closing(Ear(server)) as ear, closing(Player(messages.put, device=HALL)) as player:
        wait(lambda: player.is_there)
        assert player.is_other_device
        wav = sound_of(words(20.0)).data
        began = time.monotonic_ns()
        player.play_sound(wav, utterance=1)
        wait(lambda: is_loud(ear.since(began)))
        plug_in(server)
        with closing(Ear(server, "hall")) as hall:
            wait(lambda: is_loud(hall.since(began)), 8)
            wait(lambda: ear.is_quiet(0.4))
        server.control("unload-module", module_of(server, "hall"))
        again_from = time.monotonic_ns()
        wait(lambda: is_loud(ear.since(again_from)), 10)


def module_of(server: Server, sink: str) -> str:
    lines = server.control("list", "short", "modules").stdout.decode().splitlines()
    return next(line.split("\t")[0] for line in lines if f"sink_name={sink} " in line)


@pytest.fixture
def recorder(qapp: QCoreApplication, surroundings: pytest.MonkeyPatch) -> Iterator[Recorder]:
    recorder = Recorder()
    yield recorder
    recorder.drop()


@pytest.mark.parametrize(("name", "is_heard"), [("microphone", True), ("", False), ("Radio", False)])
def test_a_microphone_of_that_name_is_listened_to_and_otherwise_the_usual_one(
    server: Server, recorder: Recorder, name: str, is_heard: bool
) -> None:
    mouth = Mouth(server)
    server.control("load-module", "module-remap-source", "master=ear.monitor", "source_name=deaf")
    server.control("set-default-source", "deaf")
    use_device(name)
    ends: list[Recorded] = []
    levels: list[float] = []
    recorder.heard.connect(lambda level, _: levels.append(level))
    recorder.ended.connect(ends.append)
    recorder.start()
    wait(lambda: bool(levels))
    mouth.say(words(0.8)).wait()
    wait.run_for(0.3)
    recorder.stop()
    wait(lambda: bool(ends))
    sound = ends[0].sound
    assert (sound is not None and is_loud(samples_of(sound))) is is_heard


# the doctor, and the technician's screen


def test_the_doctor_tells_that_the_chosen_one_is_not_there(hall: Server) -> None:
    assert_told(check_sound(HALL), Light.GREEN, "ok")
    assert_told(check_sound("Radio"), Light.AMBER, "other", name="Radio")


def test_loudspeakers_are_told_by_what_tells_them_apart(hall: Server, qapp: QCoreApplication) -> None:
    plug_in(hall, "attic")
    found: list[tuple[str, ...]] = []
    loudspeakers = Loudspeakers()
    loudspeakers.found.connect(found.append)
    loudspeakers.look()
    wait(lambda: bool(found))
    (names,) = found
    assert {"hall", "attic"} < set(names)
    assert HALL not in names
    assert len(names) == 3


def test_another_loudspeaker_is_chosen_heard_at_once_and_saved(
    ears: dict[str, Ear], at_machine: AtMachine, surroundings: pytest.MonkeyPatch
) -> None:
    window = at_machine(Place.MACHINE_SOUND)
    window.until(lambda: window.visible("sound-device-2"), "the loudspeakers")
    names = {window.widget(f"sound-device-{place}").accessibleName(): f"sound-device-{place}" for place in range(3)}
    usual = window.shell.look.texts("sound-device-usual")
    assert window.widget(names[usual]).isChecked()
    window.touch(names[HALL])
    window.settle()
    assert tomllib.loads(window.places.settings.read_text("utf-8")) == {"sound": {"device": HALL}}
    assert window.widget(names[HALL]).isChecked()
    assert not window.widget(names[usual]).isChecked()
    assert window.visible("machine-sound-anew")
    began = time.monotonic_ns()
    window.touch("sound-say-zh")
    until_done(window)
    heard = window.shell.look.texts("sound-heard")
    window.until(lambda: window.text_of("machine-sound-state") == heard, "the end of the sentence")
    assert heard_on(ears, began) == {"hall"}


def test_one_that_was_chosen_and_is_gone_is_shown_as_gone(server: Server, at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_SOUND)
    window.places.settings.write_text('[sound]\ndevice = "Radio"\n', "utf-8")
    to_place(window, Place.MACHINE_SOUND)
    gone = window.shell.look.texts("sound-device-gone", name="Radio")
    window.until(lambda: window.visible("sound-device-2"), "the loudspeaker that is there")
    assert window.widget("sound-device-2").accessibleName() == gone
    assert window.widget("sound-device-2").isChecked()


def test_it_is_offered_only_where_there_is_a_choice(server: Server, at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_SOUND)
    wait.run_for(3.0)
    assert not window.visible("sound-devices")
