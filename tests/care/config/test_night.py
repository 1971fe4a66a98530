"""Which moments lie in a night."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.care.config.night import Night


@pytest.mark.parametrize(
    ("begin", "end", "inside", "outside"),
    [(2, 5, (2, 4), (1, 5, 23)), (23, 5, (23, 0, 4), (5, 12, 22))],
    ids=["after midnight", "over midnight"],
)
def test_a_night_goes_from_its_begin_to_before_its_end(
    begin: int, end: int, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    night = Night(begin=time(begin), end=time(end))
    assert all(night.holds(time(hour)) for hour in inside)
    assert not any(night.holds(time(hour)) for hour in outside)
