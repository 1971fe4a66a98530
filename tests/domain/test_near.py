"""How far a town is, told so that nobody is promised more than there is; and the signs by which towns are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.near import DETOUR, DRIVE_KMH, RIDE_KMH, WALK_KMH, Means, TownNear, TownSign, signs_of, towns_near
from kiosk.domain.region import Position, Region


def region(code: str, name: str = "镇", latitude: float | None = 29.2) -> Region:
    where = None if latitude is None else Position(latitude=latitude, longitude=111.8)
    return Region(code=code, name=name, position=where)


def near(km: float | None, *, is_here: bool = False) -> TownNear:
    return TownNear(town=region("430796101"), jobs=1, km=km, is_here=is_here)


@pytest.mark.parametrize(
    ("km", "means", "minutes"),
    [
        (0.1, Means.WALK, 5),
        (0.75, Means.WALK, 15),
        (1.5, Means.WALK, 30),
        (1.6, Means.RIDE, 15),
        (6.1, Means.RIDE, 40),
        (6.2, Means.DRIVE, 20),
        (15.0, Means.DRIVE, 40),
        (23.0, Means.DRIVE, 60),
        (24.0, Means.DRIVE, 90),
        (40.0, Means.DRIVE, 120),
    ],
)
def test_a_distance_is_told_as_a_way_and_a_time(km: float, means: Means, minutes: int) -> None:
    assert (near(km).means, near(km).minutes) == (means, minutes)


@given(st.floats(0.01, 200))
def test_no_way_is_told_shorter_than_it_is(km: float) -> None:
    town = near(km)
    speed = {Means.WALK: WALK_KMH, Means.RIDE: RIDE_KMH, Means.DRIVE: DRIVE_KMH}[town.means]
    assert town.minutes >= km * DETOUR / speed * 60 - 1e-6
    assert town.minutes <= km * DETOUR / speed * 60 + 30


def test_of_the_own_town_and_of_unknown_places_no_time_is_told() -> None:
    assert (near(0.0, is_here=True).means, near(0.0, is_here=True).minutes) == (Means.HERE, 0)
    assert (near(None).means, near(None).minutes) == (Means.UNKNOWN, 0)


def test_towns_with_work_come_from_near_to_far_the_own_one_first_and_unknown_places_last() -> None:
    here = region("430796100", latitude=29.2)
    towns = [
        region("430796", latitude=29.2), here, region("430796101", latitude=29.5), region("430796102", latitude=29.3),
        region("430796103", latitude=None), region("430796104"),
    ]  # fmt: skip
    jobs = {"430796": 9, "430796101": 1, "430796102": 2, "430796103": 3, "": 4}
    found = towns_near(towns, jobs, here=here)
    assert [(one.town.code, one.jobs) for one in found] == [
        ("430796100", 0), ("430796102", 2), ("430796101", 1), ("430796103", 3)
    ]  # fmt: skip
    assert [one.means for one in found] == [Means.HERE, Means.DRIVE, Means.DRIVE, Means.UNKNOWN]
    assert all(one.means is Means.UNKNOWN for one in towns_near(towns, jobs, here=None))


def test_a_sign_is_what_the_name_says_and_each_town_has_another() -> None:
    names = ["城关镇", "石桥镇", "白果镇", "双河镇", "枫林铺镇", "南湖镇", "茶山乡", "龙门坳乡"]
    towns = [region(f"43079610{place}", name) for place, name in enumerate(names)]
    signs = signs_of(towns)
    assert len(set(signs.values())) == len(towns)
    assert signs["430796101"] is TownSign.BRIDGE
    assert signs["430796103"] is TownSign.RIVER
    assert signs_of(reversed(towns)) == signs
    many = [region(f"4307961{place:02}") for place in range(25)]
    assert set(signs_of(many).values()) == set(TownSign)
