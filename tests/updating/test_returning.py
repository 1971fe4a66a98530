"""Back to the former program by hand: with the data as they are, where it can open them, under the real watch."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kiosk.care.watching.fresh_start import ask_fresh_start
from kiosk.errors import Refused
from kiosk.updating.programs import Slot, Waiting
from kiosk.updating.returning import go_back
from tests.ui.watched import WatchedKiosk
from tests.updating.station import WORKS, Station


def says(light: str) -> str:
    return json.dumps({"findings": [{"check": "database", "light": light}]})


def in_force(station: Station, *, light: str) -> None:
    """2.0, whose doctor says so of the data, and after it 3.0."""
    for version in ("2.0", "3.0"):
        waiting = station.offer(WORKS, doctor=says(light), version=version)
        station.programs.begun(waiting, backup="")
        station.programs.proved()


def test_the_watch_begins_the_former_program_with_all_data(station: Station, begin: Callable[[], WatchedKiosk]) -> None:
    in_force(station, light="green")
    watched = begin()
    watched.wait_until_open()
    assert go_back(station.here) == "2.0"
    ask_fresh_start(station.here)
    watched.wait_until_open(2)
    assert (station.programs.standing().in_force, station.programs.standing().refused) == (Slot.A, ("3.0",))
    assert watched.crashes == ()
    assert watched.end() == 0
    station.assert_data_are_whole()


@pytest.mark.parametrize("said", [says("red"), "no json", json.dumps({"findings": []})])
def test_one_that_cannot_open_the_data_is_not_gone_back_to(station: Station, said: str) -> None:
    waiting = station.offer(WORKS, doctor=said)
    station.programs.begun(waiting, backup="")
    station.programs.proved()
    station.programs.begun(station.offer(WORKS, version="3.0"), backup="")
    station.programs.proved()
    standing = station.programs.standing()
    with pytest.raises(Refused, match="former-data"):
        go_back(station.here)
    assert station.programs.standing() == standing


def test_without_a_former_program_there_is_no_way_back(station: Station) -> None:
    with pytest.raises(Refused, match="nothing-before"):
        go_back(station.here)


def test_not_in_the_middle_of_a_trial(station: Station) -> None:
    in_force(station, light="green")
    station.programs.begun(Waiting(slot=Slot.A, version="4.0"), backup="")
    with pytest.raises(Refused, match="on-trial"):
        go_back(station.here)
