"""A file `regions.toml`: the county, its towns and villages, with where they lie, as a technician writes it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.care.config.reading import bytes_in, line_of_dots, line_of_error
from kiosk.domain.region import COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS, Position, Region
from kiosk.errors import YizhanError

NAME = "regions.toml"
LARGEST_BYTES = 1 << 20
MOST_REGIONS = 2_000
"""The counties with most towns have about a hundred; a whole province may stand in one file."""
LONGEST_NAME, LONGEST_NAME_EN = 20, 40
MOST_MISTAKES = 20
KNOWN = ("code", "name", "name_en", "latitude", "longitude")
LATITUDE, LONGITUDE = 90.0, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionReading:
    """What stands in the file, or what is wrong with it: with a mistake there are no regions."""

    regions: tuple[Region, ...] = ()
    mistakes: tuple[YizhanError, ...] = ()


def read_regions(path: Path) -> RegionReading:
    """Read the file `path`; whatever it is, nothing is raised."""
    file = str(path)
    try:
        data = bytes_in(path, most=LARGEST_BYTES)
    except OSError:
        return _failed("regions-unreadable", file=file)
    if len(data) > LARGEST_BYTES:
        return _failed("regions-unreadable", file=file)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return _failed("regions-not-utf8", file=file, line=data.count(b"\n", 0, error.start) + 1)
    if (line := line_of_dots(text)) is not None:
        return _failed("regions-not-toml", file=file, line=line)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _failed("regions-not-toml", file=file, line=line_of_error(error, text))
    except (ValueError, RecursionError):
        return _failed("regions-unreadable", file=file)
    return regions_said(said, file=file)


def regions_said(said: Mapping[str, Any], *, file: str) -> RegionReading:
    """Return the `regions` that `said`, the values of a file, holds; `file` is its name in what is told."""
    given = said.get("regions")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_REGIONS:
        return _failed("regions-none", file=file, most=MOST_REGIONS)
    mistakes = tuple(_mistakes(given, file))[:MOST_MISTAKES]
    if mistakes:
        return RegionReading(mistakes=mistakes)
    return RegionReading(regions=tuple(map(_region, given)))


def _failed(key: str, **details: str | int) -> RegionReading:
    return RegionReading(mistakes=(YizhanError(key, **details),))


def _mistakes(given: Sequence[Any], file: str) -> Iterator[YizhanError]:
    """What is wrong, told by the number of the entry and its name, as far as it has one."""
    codes: set[str] = set()
    for number, one in enumerate(given, 1):
        if not isinstance(one, dict):
            yield YizhanError("regions-none", file=file, most=MOST_REGIONS)
            return
        told: dict[str, str | int] = {"file": file, "number": number, "name": _short(one.get("name", "?"))}
        for word in one.keys() - set(KNOWN):
            yield YizhanError("regions-unknown-word", **told, word=_short(word), known=", ".join(KNOWN))
        if not _is_name(one.get("name"), LONGEST_NAME) or not _is_name(one.get("name_en", "?"), LONGEST_NAME_EN):
            yield YizhanError("regions-needs-name", **told, most=LONGEST_NAME, most_en=LONGEST_NAME_EN)
        code = one.get("code")
        if not _is_code(code):
            yield YizhanError("regions-needs-code", **told)
        elif code in codes:
            yield YizhanError("regions-code-twice", **told, code=code)
        else:
            codes.add(str(code))
        if not _is_placed(one):
            yield YizhanError("regions-needs-place", **told)


def _is_name(name: object, most: int) -> bool:
    return isinstance(name, str) and name.strip() == name != "" and len(name) <= most and name.isprintable()


def _is_code(code: object) -> bool:
    is_digits = isinstance(code, str) and code.isascii() and code.isdigit() and code[0] != "0"
    return is_digits and len(str(code)) in (COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS)


def _is_placed(one: Mapping[str, Any]) -> bool:
    """Whether latitude and longitude are both there and can be, or neither is there."""
    latitude, longitude = one.get("latitude"), one.get("longitude")
    if latitude is None and longitude is None:
        return True
    return _is_degrees(latitude, LATITUDE) and _is_degrees(longitude, LONGITUDE)


def _is_degrees(value: object, most: float) -> bool:
    """Whether it is a number of degrees; one that is infinite, or none (nan), is not within any bound."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


def _region(one: Mapping[str, Any]) -> Region:
    is_placed = one.get("latitude") is not None
    position = Position(latitude=float(one["latitude"]), longitude=float(one["longitude"])) if is_placed else None
    return Region(code=one["code"], name=one["name"], name_en=one.get("name_en", ""), position=position)


def _short(word: object) -> str:
    shown = " ".join(str(word).split())
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
