"""The same sound at another sample rate: a recording's 16 kHz for a loudspeaker that is fed with 22.05 kHz."""

from __future__ import annotations

from array import array
from math import gcd

from kiosk.speech.sound import Sound


def at_rate(sound: Sound, sample_rate: int) -> Sound:
    """Return `sound` with `sample_rate` samples a second, each on the straight line between its two neighbours.

    A minute takes a quarter of a second: the samples that lie alike between their neighbours are worked out together.
    """
    if sound.sample_rate == sample_rate or not sound.samples:
        return sound
    common = gcd(sound.sample_rate, sample_rate)
    up, down = sample_rate // common, sound.sample_rate // common
    known = sound.samples + sound.samples[-1:]
    made = array("h", bytes(2 * ((len(sound.samples) * up - 1) // down + 1)))
    for first in range(min(up, len(made))):
        at, share = divmod(first * down, up)
        wanted = len(made[first::up])
        before, after = known[at::down][:wanted], known[at + 1 :: down][:wanted]
        made[first::up] = array("h", (a + (b - a) * share // up for a, b in zip(before, after, strict=True)))
    return Sound(samples=made, sample_rate=sample_rate)
