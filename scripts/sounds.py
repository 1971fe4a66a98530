"""Make the sounds of the house: the bell that calls the staff.

    python scripts/sounds.py

Two strokes of a hand bell, a major third apart and falling, as doors have them: bright enough to be told from voices in
a hall, soft enough not to frighten the person who stands before the loudspeaker.
"""

from __future__ import annotations

import math
from array import array
from pathlib import Path

from kiosk.speech.loudness import levelled
from kiosk.speech.sound import FULL_SCALE, Sound, write_sound

RATE = 22_050
"""That of the voices: the player mixes nothing."""
SECONDS = 1.7
STROKES = ((0.0, 987.77), (0.42, 783.99))
"""When each stroke begins, in seconds, and its pitch in Hz: B5 and G5."""
PARTIALS = ((1.0, 1.0, 3.2), (2.0, 0.45, 5.0), (3.01, 0.22, 8.0), (4.2, 0.1, 14.0))
"""Of a small bell: pitch as a multiple of the stroke's, strength, and how fast it dies away (1/s)."""
ATTACK_S, FADE_S = 0.004, 0.05
PEAK = 0.9


def bell() -> Sound:
    """The two strokes, as loud as the voices."""
    count = round(SECONDS * RATE)
    wave = [sum(_stroke(index / RATE - begin, pitch) for begin, pitch in STROKES) for index in range(count)]
    loudest = max(map(abs, wave))
    fades = (min(1.0, (count - index) / (FADE_S * RATE)) for index in range(count))
    samples = (round(PEAK * (FULL_SCALE - 1) * value / loudest * fade) for value, fade in zip(wave, fades, strict=True))
    return levelled(Sound(samples=array("h", samples), sample_rate=RATE))


def _stroke(since_s: float, pitch: float) -> float:
    if since_s < 0:
        return 0.0
    rise = min(1.0, since_s / ATTACK_S)
    return rise * sum(
        strength * math.exp(-decay * since_s) * math.sin(2 * math.pi * pitch * multiple * since_s)
        for multiple, strength, decay in PARTIALS
    )


if __name__ == "__main__":
    write_sound(bell(), Path(__file__).parents[1] / "assets/sounds/bell.wav")
