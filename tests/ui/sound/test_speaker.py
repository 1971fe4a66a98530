"""What is heard is what was to be said: on a real PulseAudio, recorded and compared sample by sample."""

import itertools
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest

from kiosk.domain.language import Language
from kiosk.speech.sound import read_sound
from tests.ui.sound.booth import Booth, heard_in_one_of_three
from tests.ui.sound.ear import RATE, Ear, Server, find, running_server
from ui.sound.player import Player
from ui.sound.speaker import BELL, GAINS, Phrase

pytestmark = pytest.mark.sound

ZH = Language.ZH_CN
TEXTS = ("今天在青河镇", "摘苹果", "一百八十元一天")
NUMBERS = "一二三四五六七八九"
NEVER_SAID = (f"第{a}排第{b}个{c}" for a, b, c in itertools.product(NUMBERS, repeat=3))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server and one recording for all tests here: recording a new null sink starts after two seconds."""
    with running_server(tmp_path_factory.mktemp("run")) as server:
        yield server


@pytest.fixture(scope="module")
def ear(server: Server) -> Iterator[Ear]:
    with closing(Ear(server)) as ear:
        yield ear


def say(booth: Booth, *texts: str, fleeting: bool = False) -> int:
    """Say texts and return when the touch was."""
    touched = time.monotonic_ns()
    booth.speaker.say([Phrase(text, fleeting) for text in texts], ZH)
    return touched


def test_the_screen_does_not_wait_for_the_voice(booth: Booth) -> None:
    """What a busy machine adds to one touch is not the voice's doing: the median counts."""
    waited = []
    for text in TEXTS * 3:
        touched = say(booth, text)
        waited.append(time.monotonic_ns() - touched)
        booth.run_for(0.05)
    assert statistics.median(waited) < 16e6


@heard_in_one_of_three
def test_all_phrases_are_heard_whole_in_order_and_at_full_level(booth: Booth, ear: Ear) -> None:
    touched = say(booth, *TEXTS)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    heard, end = ear.since(touched), 0
    for text in TEXTS:
        clip = booth.clip(text)
        at, alike, loudness = find(clip, heard)
        assert alike > 0.98, f"{text}: {alike:.3f}"
        assert loudness == pytest.approx(1.0, rel=0.05)
        assert at >= end
        if end:
            assert (at - end) / RATE == pytest.approx(0.15, abs=0.06)
        end = at + len(clip)
    assert [value for name, value, _ in booth.told if name == "phrase_started"] == [0, 1, 2]


def test_a_cold_device_is_given_silence_before_the_first_syllable(server: Server, booth: Booth) -> None:
    say(booth, "早上好")
    booth.wait(lambda: booth.has_told("finished"))
    booth.clip("早上好")
    clip = booth.clips.find(booth.key("早上好"))
    assert clip is not None
    messages: SimpleQueue[dict[str, Any]] = SimpleQueue()
    player = Player(messages.put)
    booth.wait(lambda: player.pid is not None)
    for utterance, least_ms in ((1, 300), (2, 300)):
        player.play(clip, utterance=utterance, index=0)
        while (message := messages.get(timeout=60))["is"] != "started":
            pass
        assert message["silent_ms"] >= least_ms
    player.close()


@heard_in_one_of_three
def test_the_voice_stops_within_100_ms_of_the_next_touch(booth: Booth, ear: Ear) -> None:
    for _ in range(2):
        say(booth, "今天在青河镇摘苹果，一百八十元一天")
        booth.wait(lambda: bool(booth.told) and booth.told[-1][0] == "handed")
        booth.run_for(0.4)
        stopped = time.monotonic_ns()
        booth.speaker.stop()
        booth.run_for(0.4)
        assert ear.last_sound_ns() > stopped - 200e6, "nothing was heard before"
        assert ear.last_sound_ns() - stopped < 100e6
        booth.told.clear()


@heard_in_one_of_three
def test_another_utterance_takes_the_place_of_the_first_and_nothing_is_told_of_that_any_more(
    booth: Booth, ear: Ear
) -> None:
    say(booth, *TEXTS)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    booth.told.clear()
    touched = say(booth, "去看看")
    booth.wait(lambda: booth.has_told("finished"))
    assert [event[:2] for event in booth.told if event[0] != "handed"] == [("phrase_started", 0), ("finished", None)]
    booth.run_for(0.2)
    heard, clip = ear.since(touched + int(80e6)), booth.clip("去看看")
    assert find(clip, ear.since(touched))[1] > 0.95
    assert (np.abs(heard) > 100).sum() == pytest.approx((np.abs(clip) > 100).sum(), rel=0.1)


@heard_in_one_of_three
def test_the_sound_starts_30_ms_after_a_touch_when_cached_and_200_ms_when_not(booth: Booth) -> None:
    fresh = list(itertools.islice(NEVER_SAID, 11))
    medians = []
    for texts in (fresh, fresh):
        delays = []
        for text in texts:
            booth.told.clear()
            touched = say(booth, text, "后面还有一句话要说")
            booth.wait(lambda: any(event[0] == "handed" for event in booth.told))
            delays.append((next(ns for name, _, ns in booth.told if name == "handed") - touched) / 1e6)
            booth.run_for(0.05)
        medians.append(statistics.median(delays))
    print(f"fresh {medians[0]:.1f} ms, cached {medians[1]:.1f} ms")
    assert medians[0] <= 200
    assert medians[1] <= 30


@heard_in_one_of_three
def test_the_bell_rings_whole_before_what_is_said_next_and_only_before_that(booth: Booth, ear: Ear) -> None:
    bell = np.array(read_sound(BELL).samples, dtype=np.float64)
    rung = time.monotonic_ns()
    booth.speaker.say([Phrase("去看看")], ZH, after_bell=True)
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    assert [value for name, value, _ in booth.told if name == "phrase_started"] == [0]
    heard = ear.since(rung)
    at, alike, loudness = find(bell, heard)
    assert alike > 0.98
    assert loudness == pytest.approx(1.0, rel=0.05)
    said_at, alike, _ = find(booth.clip("去看看"), heard)
    assert alike > 0.98
    assert (said_at - at - len(bell)) / RATE == pytest.approx(0.15, abs=0.06)
    booth.told.clear()
    later = say(booth, "去看看")
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    assert find(bell[: RATE // 2], ear.since(later))[1] < 0.5


@heard_in_one_of_three
def test_a_touch_cuts_the_bell_short(booth: Booth, ear: Ear) -> None:
    booth.speaker.say([Phrase("去看看")], ZH, after_bell=True)
    booth.run_for(0.5)
    stopped = time.monotonic_ns()
    booth.speaker.stop()
    booth.run_for(0.4)
    assert ear.last_sound_ns() > stopped - 200e6, "nothing was heard before"
    assert ear.last_sound_ns() - stopped < 100e6


@heard_in_one_of_three
def test_each_volume_step_is_heard_at_once(booth: Booth, ear: Ear) -> None:
    text = "一二三四五六七八九十"
    say(booth, text, text, text)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    levels = []
    for step in range(len(GAINS)):
        booth.speaker.set_volume(step)
        booth.run_for(0.15)
        since = time.monotonic_ns()
        booth.run_for(0.55)
        levels.append(float(np.sqrt(np.mean(ear.since(since) ** 2))))
    assert levels == sorted(levels)
    assert levels[0] > 20
    assert levels[-1] > 10 * levels[0]


@heard_in_one_of_three
def test_a_new_rate_takes_over_in_mid_phrase_and_says_only_the_rest(booth: Booth, ear: Ear) -> None:
    text = "今天在青河镇摘苹果一百八十元"
    touched = say(booth, text, "去看看")
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    normal = booth.clip(text)
    booth.run_for(len(normal) / RATE / 2)
    booth.speaker.set_rate(6)
    booth.wait(lambda: booth.has_told("finished"))
    seconds = (time.monotonic_ns() - touched) / 1e9
    booth.run_for(0.2)
    assert seconds == pytest.approx(
        0.75 * len(normal) / RATE + 0.15 + len(booth.clip("去看看", rate=2.0)) / RATE, abs=0.45
    )
    heard, fast = ear.since(touched), booth.clip(text, rate=2.0)
    last_third = fast[-len(fast) // 3 :]
    _, alike, _ = find(last_third, heard)
    assert alike > 0.95
    assert find(booth.clip("去看看", rate=2.0), heard)[1] > 0.95
    assert find(normal[: len(normal) // 3], heard)[1] > 0.95
    booth.speaker.set_rate(3)


@heard_in_one_of_three
def test_a_pause_is_silent_at_once_and_loses_no_word(booth: Booth, ear: Ear) -> None:
    text = "今天在青河镇摘苹果"
    touched = say(booth, text)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    booth.run_for(0.7)
    paused = time.monotonic_ns()
    booth.speaker.pause()
    booth.run_for(0.6)
    assert ear.last_sound_ns() - paused < 100e6
    booth.speaker.resume()
    booth.wait(lambda: booth.has_told("finished"))
    booth.run_for(0.2)
    heard, clip = ear.since(touched), booth.clip(text)
    assert find(clip[: RATE // 2], heard)[1] > 0.95
    assert find(clip[RATE:], heard)[1] > 0.95
    loud = np.abs(heard) > 100
    assert loud.sum() == pytest.approx((np.abs(clip) > 100).sum(), rel=0.1)


def test_nothing_of_a_fleeting_phrase_is_left_after_it_was_played(booth: Booth, tmp_path: Path) -> None:
    say(booth, "早上好", fleeting=False)
    booth.wait(lambda: booth.has_told("finished"))
    kept = set(tmp_path.rglob("*.wav"))
    booth.told.clear()
    say(booth, "电话一三八零零一二", fleeting=True)
    booth.wait(lambda: booth.has_told("finished"))
    assert set(tmp_path.rglob("*.wav")) == kept
    say(booth, "电话一三八零零一三", "电话一三八零零一四", fleeting=True)
    booth.run_for(0.3)
    booth.speaker.wipe()
    booth.run_for(0.2)
    booth.wait(lambda: set(tmp_path.rglob("*.wav")) == kept)


def test_nothing_to_say_is_finished_at_once(booth: Booth) -> None:
    say(booth, "……", "——")
    booth.wait(lambda: booth.has_told("finished"), 1.0)
    assert not booth.has_told("phrase_started", 0)
    booth.told.clear()
    say(booth)
    booth.wait(lambda: booth.has_told("finished"), 1.0)
