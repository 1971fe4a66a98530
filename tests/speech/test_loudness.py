"""All that is heard is equally loud, measured sample by sample and not with the program's own measure."""

import math
import random
import time
from array import array
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.tongue import Tongue
from kiosk.speech.engine import EngineProcess
from kiosk.speech.loudness import FRAME_S, PAUSE_BELOW_DB, PEAK_DB, TARGET_DB, gain_for, level_db, levelled, with_gain
from kiosk.speech.pace import RATES
from kiosk.speech.sound import FULL_SCALE, Sound, read_sound

RATE = 22_050
CHINESE = (
    "早",
    "是",
    "摘苹果",
    "钱家里水",
    "今天在青河镇摘苹果，一百八十元一天",
    "电话，幺三八，零零幺二，五六七八",
    "请按一下您想做的工作",
    "安装工",
    "怕怕怕怕",
    "一",
)
PHRASES = {
    Tongue.MANDARIN: CHINESE,
    Tongue.CANTONESE: CHINESE,
    Tongue.ENGLISH: (
        "yes",
        "Picking apples",
        "one hundred and eighty yuan a day",
        "call one two three three three",
        "I",
    ),
}


def measured(sound: Sound) -> float:
    """The loudness of all frames of 20 ms that are no pause, from every sample."""
    samples: NDArray[np.float64] = np.array(sound.samples, dtype=np.float64) / FULL_SCALE
    size = round(FRAME_S * sound.sample_rate)
    powers = (samples[: len(samples) // size * size].reshape(-1, size) ** 2).mean(axis=1)
    return float(10 * np.log10(powers[powers >= powers.max() / 10 ** (PAUSE_BELOW_DB / 10)].mean()))


def peak_db(sound: Sound) -> float:
    return 20 * math.log10(max(map(abs, sound.samples)) / FULL_SCALE)


def voice(seconds: float, *, loud: float, sample_rate: int = RATE, seed: int = 1) -> Sound:
    """Something like speech: bursts of a rough tone with pauses of room noise between them."""
    noise = random.Random(seed)
    samples = (
        loud * (math.sin(n / 9) + 0.5 * math.sin(n / 4.1)) * (0.4 + 0.6 * abs(math.sin(n / 1700))) * (n // 7000 % 4 < 3)
        + noise.gauss(0, loud / 400)
        for n in range(round(seconds * sample_rate))
    )
    return Sound(samples=array("h", (round(20_000 * one) for one in samples)), sample_rate=sample_rate)


@pytest.mark.parametrize("tongue", Tongue)
def test_every_phrase_of_every_voice_is_equally_loud(engine: EngineProcess, tmp_path: Path, tongue: Tongue) -> None:
    for words in PHRASES[tongue]:
        engine.render(words, tongue=tongue, rate=1.0, into=tmp_path / "a.wav")
        sound = read_sound(tmp_path / "a.wav")
        assert measured(sound) == pytest.approx(TARGET_DB, abs=1.0), words
        assert peak_db(sound) <= PEAK_DB, words


@pytest.mark.parametrize("rate", RATES)
def test_no_pace_is_louder_than_another(engine: EngineProcess, tmp_path: Path, rate: float) -> None:
    engine.render("今天在青河镇摘苹果", tongue=Tongue.MANDARIN, rate=rate, into=tmp_path / "a.wav")
    assert measured(read_sound(tmp_path / "a.wav")) == pytest.approx(TARGET_DB, abs=1.0)


@pytest.mark.parametrize("loud", [0.03, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("sample_rate", [16_000, RATE])
def test_a_soft_voice_and_a_loud_one_come_out_alike(loud: float, sample_rate: int) -> None:
    sound = levelled(voice(2.0, loud=loud, sample_rate=sample_rate))
    assert measured(sound) == pytest.approx(TARGET_DB, abs=1.0)
    assert peak_db(sound) <= PEAK_DB


def test_a_click_in_a_soft_voice_is_rounded_off_and_does_not_keep_the_voice_soft() -> None:
    soft = voice(2.0, loud=0.05)
    for at in range(9000, 9010):
        soft.samples[at] = 30_000
    sound = levelled(soft)
    assert peak_db(sound) <= PEAK_DB
    assert measured(sound) == pytest.approx(TARGET_DB, abs=1.0)


def test_silence_stays_silence() -> None:
    assert gain_for(Sound(samples=array("h", bytes(2 * RATE)), sample_rate=RATE)) == 1.0
    assert level_db(Sound(samples=array("h"), sample_rate=RATE)) == -math.inf
    assert not with_gain(array("h"), 3.0)


def test_room_noise_is_not_made_a_roar() -> None:
    noise = random.Random(3)
    sound = Sound(samples=array("h", (round(noise.gauss(0, 4)) for _ in range(RATE))), sample_rate=RATE)
    assert measured(levelled(sound)) < TARGET_DB - 20


def test_peaks_keep_their_order_and_sign() -> None:
    ramp = array("h", range(-32_768, 32_768, 16))
    loud = with_gain(ramp, 2.0)
    assert list(loud) == sorted(loud)
    assert abs(loud[0] + loud[-1]) < 40
    assert max(map(abs, loud)) <= FULL_SCALE * 10 ** (PEAK_DB / 20)


@pytest.mark.alone
def test_a_phrase_is_brought_to_its_loudness_in_a_moment() -> None:
    sound = voice(3.0, loud=1.0)
    began = time.process_time()
    levelled(sound)
    assert time.process_time() - began < 0.1
