"""The same sound at another sample rate."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.sound import Sound
from ui.sound.resampling import at_rate


def sound(samples: list[int], rate: int = 16_000) -> Sound:
    return Sound(samples=array("h", samples), sample_rate=rate)


def test_samples_lie_on_the_line_between_their_neighbours() -> None:
    assert at_rate(sound([0, 100, 200], 8_000), 16_000).samples.tolist() == [0, 50, 100, 150, 200, 200]


def test_the_same_rate_changes_nothing() -> None:
    same = sound([1, 2, 3], 22_050)
    assert at_rate(same, 22_050) is same


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@given(samples=st.lists(st.integers(-32_768, 32_767), max_size=900))
def test_length_and_range_stay(rate: int, samples: list[int]) -> None:
    made = at_rate(sound(samples, rate), 22_050)
    assert abs(made.seconds - len(samples) / rate) <= 1 / 22_050 + 1e-9
    assert not samples or (min(samples) <= min(made.samples) and max(made.samples) <= max(samples))


@given(samples=st.lists(st.integers(-32_768, 32_767), min_size=2, max_size=300))
def test_what_rises_goes_on_rising(samples: list[int]) -> None:
    made = at_rate(sound(sorted(samples)), 22_050).samples
    assert all(before <= after for before, after in pairwise(made))
