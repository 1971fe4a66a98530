"""One loudness for all that is heard: machine voices, staff's recordings and the bell."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from kiosk.speech.sound import FULL_SCALE, Sound

TARGET_DB = -18.0
"""Root mean square of full scale over the frames in which something sounds; leaves the peaks of a voice their room."""
PEAK_DB = -1.0
KNEE_DB = -4.0
"""Above it peaks are rounded off, the more the higher, so that none is cut square."""
FRAME_S = 0.02
PAUSE_BELOW_DB = 30.0
"""A frame so far below the loudest is a pause or room noise, and not counted."""
MOST_GAIN_DB = 26.0
"""What is softer than that was not meant to be heard; only its noise would come up."""
NEAR_DB = 0.15
ROUNDS = 6
PROBED_RATE = 5_500
"""Samples a second that are looked at: speech has its energy below 2.7 kHz, and a minute costs some 60 ms."""

_TOP = FULL_SCALE * 10 ** (PEAK_DB / 20)
_KNEE = FULL_SCALE * 10 ** (KNEE_DB / 20)


def level_db(sound: Sound) -> float:
    """Return the loudness of `sound` where it sounds, in dB of full scale; minus infinity for silence."""
    step = max(1, sound.sample_rate // PROBED_RATE)
    return _decibels(_sounding(sound.samples[::step], sound.sample_rate / step))


def gain_for(sound: Sound) -> float:
    """Return the factor that brings `sound` to `TARGET_DB` once `with_gain` has rounded its peaks; 1 for silence."""
    step = max(1, sound.sample_rate // PROBED_RATE)
    probed, rate = sound.samples[::step], sound.sample_rate / step
    loud = _decibels(_sounding(probed, rate))
    if loud == -math.inf:
        return 1.0
    most = TARGET_DB - loud if TARGET_DB - loud < MOST_GAIN_DB else MOST_GAIN_DB
    gain = 10 ** (most / 20)
    for _ in range(ROUNDS):
        if max(map(abs, probed)) * gain <= _KNEE:
            break
        missing = TARGET_DB - _decibels(_sounding(with_gain(probed, gain), rate))
        if missing < NEAR_DB:
            break
        gain = min(gain * 10 ** (missing / 20), 10 ** (MOST_GAIN_DB / 20))
    return gain


def with_gain(samples: Sequence[int], gain: float) -> array[int]:
    """Return `samples` times `gain`, with the peaks above `KNEE_DB` rounded off below `PEAK_DB`."""
    if not samples:
        return array("h")
    highest, lowest = max(samples), min(samples)
    if max(highest, -lowest) * gain <= _KNEE:
        return array("h", [int(sample * gain) for sample in samples])
    room = _TOP - _KNEE
    return array(
        "h",
        [
            int(loud)
            if -_KNEE <= (loud := sample * gain) <= _KNEE
            else int(math.copysign(_KNEE + room * math.tanh((abs(loud) - _KNEE) / room), loud))
            for sample in samples
        ],
    )


def levelled(sound: Sound) -> Sound:
    """Return `sound` as loud as all others: see `TARGET_DB`."""
    return Sound(samples=with_gain(sound.samples, gain_for(sound)), sample_rate=sound.sample_rate)


def _sounding(samples: Sequence[int], rate: float) -> list[float]:
    """The mean squares of the frames in which something sounds."""
    size = max(1, round(FRAME_S * rate))
    powers = [
        sum(sample * sample for sample in frame) / len(frame)
        for frame in (samples[start : start + size] for start in range(0, len(samples), size))
    ]
    least = max(powers, default=0.0) / 10 ** (PAUSE_BELOW_DB / 10)
    return [power for power in powers if power >= least and power > 0]


def _decibels(powers: list[float]) -> float:
    if not powers:
        return -math.inf
    return 10 * math.log10(sum(powers) / len(powers) / FULL_SCALE**2)
