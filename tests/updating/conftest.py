"""A station whose program is to be turned, and its watch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.watched import WatchedKiosk
from tests.updating.station import Station


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path)


@pytest.fixture
def begin(station: Station) -> Iterator[Callable[[], WatchedKiosk]]:
    begun: list[WatchedKiosk] = []

    def started() -> WatchedKiosk:
        begun.append(station.watched())
        return begun[-1]

    yield started
    for one in begun:
        if one.watch.poll() is None:
            one.end()
