"""A kiosk whose disk woke up in another computer has no slot to give out by the time its first screen is there."""

from __future__ import annotations

import pytest

from kiosk.care.places import Places
from kiosk.services import OpenStation, open_station
from sync.client.machine import machine_mark
from tests.ui.conftest import OpenWindow
from tests.ui.window import MORNING


@pytest.fixture
def clone(places: Places) -> Places:
    """The test's station, which central knows as a kiosk of another computer."""
    with open_station(places, now=lambda: MORNING) as station:
        station.database.execute(
            "insert into central (only, url, public_key, token, kiosk, region, machine, enrolled_at_ms)"
            " values (1, 'https://central', ?, ?, 7, '530423', 'ffffffffffff', 0)",
            (bytes(32), bytes(16)),
        )
        assert slots(station) > 0
    return places


def slots(station: OpenStation) -> int:
    return int(station.database.value("select sum(slots_here) from postings"))


@pytest.mark.skipif(not machine_mark(), reason="nothing is built into this computer that tells it from others")
def test_the_kiosk_looks_where_it_is_before_anything_else(clone: Places, open_window: OpenWindow) -> None:
    open_window()
    with open_station(clone, now=lambda: MORNING) as station:
        assert slots(station) == 0
        assert station.database.value("select fork from central") == "moved"
