"""Places after GB/T 2260 and what goes on from it: county 6 digits, town 9, village 12."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0
COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS = 6, 9, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """WGS 84, degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A county, town or village. `code` has 6, 9 or 12 digits."""

    code: str
    name: str
    name_en: str = ""
    position: Position | None = None


def town_code(code: str) -> str:
    """Return the code of the town in which the village with `code` lies; of a town or county, its own."""
    return code[:TOWN_DIGITS]


def distance_km(here: Position, there: Position) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    lat1, lat2 = math.radians(here.latitude), math.radians(there.latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(there.longitude - here.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))
