"""A desk whose disk woke up in another computer has no slot to send anybody out with."""

from __future__ import annotations

import pytest

from kiosk.services import open_station
from sync.client.machine import machine_mark
from tests.ui.desk.conftest import OpenDesk
from tests.ui.test_elsewhere import clone, slots
from tests.ui.window import MORNING

__all__ = ["clone"]


@pytest.mark.skipif(not machine_mark(), reason="nothing is built into this computer that tells it from others")
def test_the_desk_looks_where_it_is_before_anything_else(clone, open_desk: OpenDesk) -> None:
    open_desk()
    with open_station(clone, now=lambda: MORNING) as station:
        assert slots(station) == 0
        assert station.database.value("select fork from central") == "moved"
