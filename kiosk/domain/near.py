"""Towns with work as seen from the station: how far each is, in words that need no map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.region import TOWN_DIGITS, Region, distance_km

DETOUR = 1.3
"""How much longer the road is than the straight line between two places."""
WALK_KMH, RIDE_KMH, DRIVE_KMH = 4.0, 12.0, 30.0
"""On foot somewhat slower than people of seventy walk at ease, 4.6 km/h and more (Bohannon, Age and Ageing 1997); by
bicycle well under the 25 km/h of an electric one (GB 17761); by car or bus the design speed of roads of the third and
fourth class, which lead to towns: 20 to 40 km/h (JTG B01-2014)."""
LONGEST_WALK_KM, LONGEST_RIDE_KM = 2.0, 8.0
"""Half an hour on foot, forty minutes by bicycle; beyond that nobody should be told that it is near."""
STEP_MIN, LONG_STEP_MIN, LONG_FROM_MIN = 5, 30, 60
"""Times are rounded up: to five minutes, from an hour on to half hours."""


class Means(StrEnum):
    """How a town is reached."""

    HERE = "here"
    WALK = "walk"
    RIDE = "ride"
    DRIVE = "drive"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownNear:
    """One town with `jobs` postings on offer. `km` is the straight line; None where nobody knows the place."""

    town: Region
    jobs: int
    km: float | None = None
    is_here: bool = False

    @property
    def means(self) -> Means:
        if self.is_here:
            return Means.HERE
        if self.km is None:
            return Means.UNKNOWN
        road_km = self.km * DETOUR
        if road_km <= LONGEST_WALK_KM:
            return Means.WALK
        return Means.RIDE if road_km <= LONGEST_RIDE_KM else Means.DRIVE

    @property
    def minutes(self) -> int:
        """How long it takes by `means`, rounded up; 0 where that is not to be told."""
        speed = {Means.WALK: WALK_KMH, Means.RIDE: RIDE_KMH, Means.DRIVE: DRIVE_KMH}.get(self.means)
        if speed is None or self.km is None:
            return 0
        exact = self.km * DETOUR / speed * 60
        step = STEP_MIN if exact <= LONG_FROM_MIN else LONG_STEP_MIN
        return max(step, math.ceil(exact / step) * step)


def towns_near(regions: Iterable[Region], jobs: Mapping[str, int], *, here: Region | None) -> tuple[TownNear, ...]:
    """Return the towns among `regions` that have `jobs` (by code), and the station's own; nearest first.

    Without `here`, and for towns whose place nobody knows, how far they are is not told; these come last, by code.
    """
    found = [
        TownNear(
            town=region,
            jobs=jobs.get(region.code, 0),
            km=_km(here, region),
            is_here=here is not None and region.code == here.code,
        )
        for region in regions
        if len(region.code) == TOWN_DIGITS
    ]
    shown = (town for town in found if town.jobs or town.is_here)
    return tuple(sorted(shown, key=lambda one: (not one.is_here, one.km is None, one.km or 0.0, one.town.code)))


def _km(here: Region | None, there: Region) -> float | None:
    if here is None or here.position is None or there.position is None:
        return None
    return distance_km(here.position, there.position)


class TownSign(StrEnum):
    """A town's own little picture, by which it is known again."""

    BRIDGE = "bridge"
    RIVER = "river"
    LAKE = "lake"
    TREE = "tree"
    TEA = "tea"
    HILL = "hill"
    GATE = "gate"
    MARKET = "market"
    FIELD = "field"
    PAGODA = "pagoda"


NAMED: Mapping[TownSign, str] = {
    TownSign.BRIDGE: "桥",
    TownSign.TEA: "茶",
    TownSign.LAKE: "湖塘潭海泊池",
    TownSign.RIVER: "河江溪水川湾港沟泉渡津浦",
    TownSign.GATE: "门关城",
    TownSign.TREE: "林树枫松柏槐柳杨桃李梅果竹桂",
    TownSign.HILL: "山岭峰坡岗坳岩石崖塬",
    TownSign.PAGODA: "塔寺庙观庵宫",
    TownSign.MARKET: "集市店铺街堡",
    TownSign.FIELD: "田坪坝平原庄",
}
"""What a name says of its place; the earlier counts where it says several things."""


def signs_of(towns: Iterable[Region]) -> dict[str, TownSign]:
    """Return each town's sign by its code: what its name says, else, or where another one has it, the first free one.

    The same towns always get the same signs: they are gone through by code. Where there are more towns than signs, some
    share one.
    """
    given: dict[str, TownSign] = {}
    rest: list[Region] = []
    for town in sorted(towns, key=lambda one: one.code):
        named = next((sign for sign, letters in NAMED.items() if set(letters) & set(town.name)), None)
        if named is None or named in given.values():
            rest.append(town)
        else:
            given[town.code] = named
    signs = list(TownSign)
    for place, town in enumerate(rest):
        free = [sign for sign in signs if sign not in given.values()]
        given[town.code] = free[0] if free else signs[place % len(signs)]
    return given
