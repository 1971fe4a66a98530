"""How far two places are apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.region import EARTH_RADIUS_KM, Position, distance_km

POSITIONS = st.builds(
    lambda latitude, longitude: Position(latitude=latitude, longitude=longitude),
    st.floats(-90, 90),
    st.floats(-180, 180),
)


def test_beijing_and_shanghai_are_a_thousand_kilometres_apart() -> None:
    beijing, shanghai = Position(latitude=39.9042, longitude=116.4074), Position(latitude=31.2304, longitude=121.4737)
    assert distance_km(beijing, shanghai) == pytest.approx(1067, abs=5)


@given(POSITIONS, POSITIONS)
def test_distance_is_the_same_both_ways_and_never_more_than_half_way_round(here: Position, there: Position) -> None:
    assert distance_km(here, there) == pytest.approx(distance_km(there, here))
    assert 0 <= distance_km(here, there) <= EARTH_RADIUS_KM * 3.15
    assert distance_km(here, here) == 0
