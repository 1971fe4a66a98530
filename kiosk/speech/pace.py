"""How fast a voice speaks: seven steps, and the engine's own setting for each."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from kiosk.domain.tongue import Tongue

RATES = (0.5, 0.63, 0.8, 1.0, 1.26, 1.6, 2.0)
"""The steps of "slower" and "faster", each about a quarter more than the one before."""

NORMAL_STEP = 3

SYLLABLES_PER_S = {Tongue.MANDARIN: 4.0, Tongue.CANTONESE: 4.0, Tongue.ENGLISH: 4.9}
"""Comfortable for older listeners at rate 1.0: four Chinese characters a second, about 150 English words a minute."""

ESPEAK_WORDS_PER_MINUTE: dict[Tongue, tuple[tuple[float, int], ...]] = {
    Tongue.MANDARIN: ((0.5, 107), (0.63, 130), (0.8, 161), (1.0, 194), (1.26, 233), (1.6, 282), (2.0, 344)),
    Tongue.CANTONESE: ((0.5, 93), (0.63, 114), (0.8, 143), (1.0, 174), (1.26, 212), (1.6, 260), (2.0, 316)),
    Tongue.ENGLISH: ((0.5, 80), (0.63, 107), (0.8, 139), (1.0, 174), (1.26, 222), (1.6, 283), (2.0, 350)),
}
"""eSpeak NG 1.52's rate setting for each of `RATES`, found by measuring the length of rendered sentences.

The setting is no proportion: twice the figure is more than twice the speed. Below 80 the engine gets no slower.
"""


def rate_of(step: int) -> float:
    """Return the rate of a step 0 to 6; a step beyond either end is that end."""
    return RATES[max(0, min(step, len(RATES) - 1))]


def espeak_setting(tongue: Tongue, rate: float) -> int:
    """Return eSpeak's words a minute for `rate`, between the measured points in proportion."""
    points = ESPEAK_WORDS_PER_MINUTE[tongue]
    low, high = list(pairwise(points))[max(0, min(bisect_right([r for r, _ in points], rate), len(points) - 1) - 1)]
    share = (rate - low[0]) / (high[0] - low[0])
    return max(80, min(450, round(low[1] + share * (high[1] - low[1]))))
