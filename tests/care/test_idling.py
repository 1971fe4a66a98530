"""What an idle kiosk shows, by how long nobody was there and by the hour; no window is needed to know that."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from kiosk.care.config.night import Night
from kiosk.care.idling import (
    DARK_AFTER_S,
    IN_USE,
    LOOP_AFTER_S,
    MOST_SHIFT_PX,
    PICTURE_S,
    SHIFT_EVERY_S,
    Idling,
    idling,
    shift_at,
)

PICTURES = 8
NOON = datetime(2026, 11, 21, 12, 0).astimezone()
HALF_A_DAY_S = 12 * 60 * 60.0


def at(hour: int, minute: int = 0) -> datetime:
    return NOON.replace(hour=hour, minute=minute)


def shown(alone_s: float, now: datetime, *, running_s: float = 0.0) -> Idling:
    return idling(alone_s=alone_s, running_s=running_s, now=now, pictures=PICTURES)


@pytest.mark.parametrize(
    ("alone_s", "now", "picture", "is_dark"),
    [
        (0, at(12), None, False),
        (59.9, at(12), None, False),
        (60, at(12), 0, False),
        (62.4, at(12), 0, False),
        (62.5, at(12), 1, False),
        (60 + 7 * 2.5, at(12), 7, False),
        (60 + 8 * 2.5, at(12), 0, False),
        (300, at(21, 59), 0, False),
        (59.9, at(22), None, False),
        (299.9, at(22), 7, False),
        (300, at(22), None, True),
        (300, at(0), None, True),
        (7 * 60 * 60, at(4, 59), None, True),
        (7 * 60 * 60, at(5), 0, False),
    ],
)
def test_first_home_then_the_loop_and_at_night_the_dark(
    alone_s: float, now: datetime, picture: int | None, is_dark: bool
) -> None:
    found = shown(alone_s, now)
    assert (found.picture, found.is_dark) == (picture, is_dark)


def test_the_loop_goes_through_all_pictures_in_their_order_and_round_again() -> None:
    seen = [shown(LOOP_AFTER_S + place * PICTURE_S, NOON).picture for place in range(2 * PICTURES)]
    assert seen == [*range(PICTURES), *range(PICTURES)]


@pytest.mark.parametrize(
    "now", [datetime.fromtimestamp(0).astimezone(), datetime(1970, 1, 1, 23, 30).astimezone(), datetime(2000, 1, 1)]
)
def test_a_clock_that_lost_its_battery_makes_no_night(now: datetime) -> None:
    assert not shown(DARK_AFTER_S * 10, now).is_dark


@pytest.mark.parametrize("jump", [timedelta(days=-3650), timedelta(hours=-9), timedelta(hours=9), timedelta(days=999)])
def test_wherever_the_clock_jumps_whoever_was_just_there_has_it_bright(jump: timedelta) -> None:
    for hour in range(24):
        assert shown(0.0, at(hour) + jump) == IN_USE


def test_a_station_may_have_its_night_at_another_time() -> None:
    night = Night(begin=time(23, 30), end=time(7))
    for now, is_dark in ((at(23), False), (at(23, 30), True), (at(6, 59), True), (at(7), False)):
        assert idling(alone_s=DARK_AFTER_S, running_s=0, now=now, pictures=1, night=night).is_dark is is_dark


def test_it_moves_a_pixel_at_a_time_and_to_every_place_within_half_a_day_and_a_little() -> None:
    places = [shift_at(step * SHIFT_EVERY_S) for step in range(int(1.1 * HALF_A_DAY_S / SHIFT_EVERY_S) + 16)]
    assert places[0] == (0, 0)
    assert all(max(abs(x - to_x), abs(y - to_y)) <= 1 for (x, y), (to_x, to_y) in pairwise(places))
    reach = range(-MOST_SHIFT_PX, MOST_SHIFT_PX + 1)
    assert set(places) == {(x, y) for x in reach for y in reach}


def test_only_what_nobody_uses_moves() -> None:
    running_s = 3 * SHIFT_EVERY_S
    assert shown(LOOP_AFTER_S - 1, NOON, running_s=running_s).shift_px == (0, 0)
    assert shown(LOOP_AFTER_S, NOON, running_s=running_s).shift_px == (3, 0)
    assert shown(DARK_AFTER_S, at(23), running_s=running_s).shift_px == (3, 0)
