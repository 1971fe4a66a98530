"""Staff's own recording of a posting is what workers hear of it: on a real PulseAudio, recorded and compared."""

import io
import time
import wave
from collections.abc import Callable

import numpy as np
import pytest

from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.domain.recording import SoundForm
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from kiosk.speech.loudness import TARGET_DB, gain_for
from kiosk.speech.sound import sound_of
from tests.ui.conftest import Unexpected
from tests.ui.sound.booth import ZH, Booth, heard_in_one_of_three
from tests.ui.sound.ear import RATE, Ear, Samples, Server, find, level_db
from tests.ui.window import MORNING, Window
from ui.sound.resampling import at_rate
from ui.sound.speaker import Phrase

pytestmark = pytest.mark.sound

RECORDED_RATE = 16_000


def recording(*, seconds: float = 1.5, first_hz: float = 300.0, strength: int = 12_000) -> bytes:
    """A WAV file at the recorder's rate whose tone rises, so that it is like itself at one place only."""
    at = np.arange(int(seconds * RECORDED_RATE)) / RECORDED_RATE
    tone = strength * np.sin(2 * np.pi * (first_hz + 500 * at / seconds) * at)
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RECORDED_RATE)
        writer.writeframes(tone.astype("<i2").tobytes())
    return file.getvalue()


def as_heard(wav: bytes) -> Samples:
    return np.array(at_rate(sound_of(wav), RATE).samples, dtype=np.float64)


def heard_whole(clip: Samples, heard: Samples) -> bool:
    return len(heard) >= len(clip) and find(clip, heard)[1] > 0.95


@heard_in_one_of_three
def test_a_recording_is_heard_whole_and_what_comes_behind_it_follows(booth: Booth, ear: Ear) -> None:
    wav, began = recording(), time.monotonic_ns()
    booth.speaker.say([Phrase("今天在青河镇", recording=wav), Phrase("摘苹果")], ZH)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    heard = ear.since(began)
    at, alike, loudness = find(as_heard(wav), heard)
    assert alike > 0.98
    assert loudness == pytest.approx(gain_for(sound_of(wav)), rel=0.05)
    after, alike, _ = find(booth.clip("摘苹果"), heard)
    assert alike > 0.98
    assert after >= at + len(as_heard(wav))


@heard_in_one_of_three
@pytest.mark.parametrize("strength", [400, 30_000])
def test_a_soft_recording_and_a_loud_one_are_heard_as_loud_as_the_machine(
    booth: Booth, ear: Ear, strength: int
) -> None:
    wav, began = recording(strength=strength), time.monotonic_ns()
    booth.speaker.say([Phrase("今天在青河镇", recording=wav), Phrase("摘苹果")], ZH)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    heard = ear.since(began)
    for clip in (as_heard(wav), booth.clip("摘苹果")):
        at, alike, _ = find(clip, heard)
        assert alike > 0.97
        assert level_db(heard[at : at + len(clip)]) == pytest.approx(TARGET_DB, abs=1.0)


def test_another_pace_leaves_a_recording_as_it_is(booth: Booth, ear: Ear) -> None:
    booth.speaker.say([Phrase("今天在青河镇", recording=recording(seconds=1.0)), Phrase("摘苹果")], ZH)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    booth.speaker.set_rate(booth.speaker.rate_step + 2)
    booth.wait(lambda: booth.has_told("finished"))
    assert [value for name, value, _ in booth.told if name == "phrase_started"] == [0, 1]


def test_a_torn_recording_is_passed_over(booth: Booth) -> None:
    booth.speaker.say([Phrase("", recording=b"RIFF of nothing"), Phrase("摘苹果")], ZH)
    booth.wait(lambda: booth.has_told("finished"))
    assert [value for name, value, _ in booth.told if name == "phrase_started"] == [1]


def record_for(places: Places, posting_id: str, wav: bytes) -> None:
    with open_station(places, now=lambda: MORNING) as station:
        desk = station.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小林"))
        desk.postings.set_voice(posting_id, wav, form=SoundForm.WAV, duration_ms=1500)


@pytest.fixture
def open_kiosk(qapp: object, places: Places, server: Server, ear: Ear, unexpected: Unexpected):
    """A kiosk at full volume on the sound server, in a language."""
    unexpected.allow("kiosk.speech.engine")
    opened: list[Window] = []

    def open_one(language: Language = Language.ZH_CN) -> Window:
        opened.append(Window(places, language=language))
        window = opened[-1]
        window.until(lambda: window.kiosk.speaker.player.is_there, "the loudspeaker")
        window.kiosk.speaker.set_volume(99)
        return window

    yield open_one
    for window in opened:
        window.close()


def test_the_kiosk_plays_staffs_recording_and_then_the_ways_on(
    open_kiosk: Callable[..., Window], places: Places, ear: Ear
) -> None:
    window, wav = open_kiosk(), recording()
    posting = window.to_posting().posting
    record_for(places, posting.id, wav)
    started: list[int] = []
    ended: list[bool] = []
    window.kiosk.speaker.phrase_started.connect(started.append)
    window.kiosk.speaker.finished.connect(lambda: ended.append(True))
    window.touch("nav-home", "home")
    window.settle()
    window.touch("home-today", "postings")
    started.clear(), ended.clear()
    touched = time.monotonic_ns()
    window.touch("posting-0", "oneposting")
    shell = window.shell
    others = [
        said
        for said in shell.phrases()[1:]
        if said.item is not None and not said.item.objectName().startswith(("posting-what", "posting-fact"))
    ]
    window.until(lambda: started[-1:] == [0], "the recording")
    window.until(lambda: window.item("posting-what").speaking, "the mark")
    clip = as_heard(wav)
    window.until(lambda: heard_whole(clip, ear.since(touched)), "the recording's own sound")
    after = list(range(1, 1 + len(others)))
    window.until(lambda: started[-len(after) :] == after, "the ways on and out")


def test_whoever_chose_another_language_hears_the_machine_in_it(
    open_kiosk: Callable[..., Window], places: Places
) -> None:
    window = open_kiosk()
    posting = window.to_posting().posting
    record_for(places, posting.id, recording())
    window.touch("nav-home", "home")
    window.touch("language")
    window.settle()
    window.touch("home-today", "postings")
    started: list[int] = []
    window.kiosk.speaker.phrase_started.connect(started.append)
    window.touch("posting-0", "oneposting")
    window.until(lambda: started[-1:] == [0], "the machine's voice")
    window.until(lambda: window.item("heading").speaking, "the mark")
