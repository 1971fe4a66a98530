"""The recorder: what is said is what is kept, whatever becomes of microphone, server and process; on no disk."""

import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from kiosk.domain.recording import MOST_BYTES, form_of
from tests.ui.sound.ear import Server, find, share_heard
from tests.ui.sound.mouth import Mouth, Patience, samples_of, words
from ui.sound.recorder import LONGEST_S, Recorded, Recorder, RecorderTrouble, loudness
from ui.sound.recorder_form import duration_ms

pytestmark = pytest.mark.sound

wait = Patience()
PIECES = """
import base64, json, sys, time
piece = base64.b64encode(b"\\x10\\x20" * {samples}).decode()
for _ in range({count}):
    print(json.dumps({{"is": "piece", "samples": piece, "peak": 8208}}), flush=True)
{then}
"""
"""A microphone that speaks as fast as it can."""


class Taken:
    """A recorder with all that it told."""

    def __init__(self, argv: list[str] | None = None) -> None:
        self.recorder = Recorder(argv=argv)
        self.levels: list[tuple[float, int]] = []
        self.ends: list[Recorded] = []
        self.recorder.heard.connect(lambda level, length_ms: self.levels.append((level, length_ms)))
        self.recorder.ended.connect(self.ends.append)

    def begin(self) -> None:
        self.levels.clear()
        self.recorder.start()
        wait(lambda: bool(self.levels))

    def end(self) -> Recorded:
        self.recorder.stop()
        return self.wait_for_end()

    def wait_for_end(self) -> Recorded:
        wait(lambda: bool(self.ends))
        return self.ends[-1]


@pytest.fixture
def taken(qapp: QCoreApplication) -> Iterator[Taken]:
    taken = Taken()
    yield taken
    taken.recorder.drop()


@pytest.fixture
def mouth(server: Server) -> Mouth:
    return Mouth(server)


def fast_microphone(*, count: int, samples: int = 1600, then: str = "time.sleep(60)") -> Taken:
    return Taken([sys.executable, "-c", PIECES.format(count=count, samples=samples, then=then)])


def has_gone(pid: int | None) -> bool:
    return pid is not None and not Path(f"/proc/{pid}").exists()


def test_what_is_said_into_the_microphone_is_what_is_recorded(mouth: Mouth, taken: Taken) -> None:
    said = words(1.5)
    taken.begin()
    mouth.say(said).wait()
    wait.run_for(0.5)
    recorded = taken.end()
    assert recorded.trouble is None
    assert recorded.sound is not None
    heard = samples_of(recorded.sound)
    assert share_heard(said, heard) > 0.9
    assert 0.8 < np.abs(heard).max() / np.abs(said).max() < 1.25
    assert recorded.sound.duration_ms == 1000 * len(heard) // 16_000
    assert form_of(recorded.sound.data) is recorded.sound.form
    assert not taken.recorder.is_recording


def test_the_meter_tells_speech_from_silence(mouth: Mouth, taken: Taken) -> None:
    taken.begin()
    assert taken.levels[0][0] < 0.1
    speaking = mouth.say(words(0.8))
    wait(lambda: taken.levels[-1][0] > 0.6)
    speaking.wait()
    times = [length_ms for _, length_ms in taken.levels]
    assert times == sorted(times)
    wait(lambda: taken.levels[-1][0] < 0.1)


@pytest.mark.parametrize(("peak", "level"), [(0, 0.0), (32, 0.0), (1036, 0.5), (32_768, 1.0)])
def test_loudness_is_as_the_ear_has_it(peak: int, level: float) -> None:
    assert loudness(peak) == pytest.approx(level, abs=0.01)


def test_without_a_microphone_it_says_so_at_once(server: Server, taken: Taken) -> None:
    taken.recorder.start()
    assert taken.wait_for_end() == Recorded(sound=None, trouble=RecorderTrouble.NO_MICROPHONE)


def test_without_a_sound_server_it_says_so(
    qapp: QCoreApplication, taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    taken.recorder.start()
    assert taken.wait_for_end() == Recorded(sound=None, trouble=RecorderTrouble.NO_MICROPHONE)


def test_a_microphone_that_is_switched_off_is_no_recording(mouth: Mouth, taken: Taken) -> None:
    taken.begin()
    wait(lambda: taken.levels[-1][1] >= 500)
    assert taken.end() == Recorded(sound=None, trouble=RecorderTrouble.SILENT)


def test_a_touch_by_mistake_is_no_recording(qapp: QCoreApplication) -> None:
    taken = fast_microphone(count=1, then="sys.stdin.readline(); print(json.dumps({'is': 'end'}), flush=True)")
    taken.begin()
    assert taken.end() == Recorded(sound=None, trouble=RecorderTrouble.TOO_SHORT)


def test_a_minute_is_the_longest(qapp: QCoreApplication) -> None:
    taken = fast_microphone(count=LONGEST_S * 10 + 50, samples=1700)
    taken.begin()
    recorded = taken.wait_for_end()
    assert recorded.trouble is None
    assert recorded.sound is not None
    assert recorded.sound.duration_ms == LONGEST_S * 1000
    assert len(recorded.sound.data) <= MOST_BYTES


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_what_was_said_before_the_sound_server_died_or_hung_is_kept(
    server: Server, mouth: Mouth, taken: Taken, harm: signal.Signals
) -> None:
    taken.begin()
    said = words(1.0)
    mouth.say(said).wait()
    wait.run_for(0.3)
    server.hurt(harm)
    recorded = taken.wait_for_end()
    assert recorded.trouble is RecorderTrouble.NOT_ANSWERING
    assert recorded.sound is not None
    assert share_heard(said, samples_of(recorded.sound)) > 0.7


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_what_was_said_before_the_recorder_died_or_hung_is_kept(
    mouth: Mouth, taken: Taken, harm: signal.Signals
) -> None:
    taken.begin()
    mouth.say(words(0.8)).wait()
    victim = taken.recorder.pid
    assert victim is not None
    os.kill(victim, harm)
    recorded = taken.wait_for_end()
    assert recorded.trouble is RecorderTrouble.NOT_ANSWERING
    assert recorded.sound is not None
    wait(lambda: has_gone(victim))


def test_a_microphone_that_is_pulled_out_costs_nothing_that_was_said(mouth: Mouth, taken: Taken) -> None:
    taken.begin()
    said = words(0.8)
    mouth.say(said).wait()
    wait.run_for(0.3)
    mouth.pull_out()
    recorded = taken.wait_for_end()
    assert recorded.trouble is RecorderTrouble.NOT_ANSWERING
    assert recorded.sound is not None
    assert share_heard(said, samples_of(recorded.sound)) > 0.7


def test_a_server_that_hangs_from_the_beginning_is_told(server: Server, mouth: Mouth, taken: Taken) -> None:
    server.hurt(signal.SIGSTOP)
    taken.recorder.start()
    assert taken.wait_for_end() == Recorded(sound=None, trouble=RecorderTrouble.NOT_ANSWERING)


def test_it_records_again_after_all_that(mouth: Mouth, taken: Taken) -> None:
    for _ in range(2):
        taken.ends.clear()
        began = time.monotonic()
        taken.begin()
        mouth.say(words(0.5)).wait()
        wait.run_for(0.2)
        recorded = taken.end()
        assert recorded.sound is not None
        lasted_ms = (time.monotonic() - began) * 1000
        assert 500 < recorded.sound.duration_ms <= lasted_ms, "the sound of the one before is still there"


def test_nothing_that_is_heard_is_written_to_a_file(mouth: Mouth, taken: Taken, tmp_path: Path) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    taken.begin()
    mouth.say(words(0.6)).wait()
    pid = taken.recorder.pid
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        is_file = stat.S_ISREG(handle.stat().st_mode) and not str(handle.readlink()).startswith("/memfd:")
        flags = int(Path(f"/proc/{pid}/fdinfo/{handle.name}").read_text().split("flags:")[1].split()[0], 8)
        assert not (is_file and flags & (os.O_WRONLY | os.O_RDWR)), handle.readlink()
    assert taken.end().sound is not None
    assert {path for path in tmp_path.parent.rglob("*") if path.is_file()} == before


def test_its_process_ends_with_it(mouth: Mouth, qapp: QCoreApplication) -> None:
    owner = QObject()
    recorder = Recorder(owner)
    recorder.start()
    wait(lambda: recorder.pid is not None)
    pid = recorder.pid
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    wait(lambda: has_gone(pid))


def test_what_was_dropped_is_not_told(mouth: Mouth, taken: Taken) -> None:
    taken.begin()
    taken.recorder.drop()
    wait.run_for(0.3)
    assert taken.ends == []
    assert not taken.recorder.is_recording


@pytest.mark.parametrize(("size", "length_ms"), [(0, 0), (3200, 100), (1_920_000, 60_000)])
def test_length_is_told_in_milliseconds(size: int, length_ms: int) -> None:
    assert duration_ms(size) == length_ms


def test_words_of_the_tests_are_never_the_same_twice() -> None:
    said = words(1.0)
    assert find(said[:4000], np.concatenate([said[4000:], np.zeros(4000)]))[1] < 0.5
