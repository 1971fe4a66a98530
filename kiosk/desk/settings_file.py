"""The file `station.toml` read and checked, key by key; pydantic is loaded only where there is such a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from kiosk.desk.rules import CountyRules
from kiosk.desk.settings import DeskSettings
from kiosk.domain.match import Weights
from kiosk.errors import YizhanError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LARGEST_BYTES = 1 << 20
LONGEST_SHOWN = 40
LEAST_FLOOR_YUAN, MOST_FLOOR_YUAN = 10, 500
"""A county's floor is never lower than the lowest of the country (see `rules.HOURLY_FLOOR_MINOR`)."""
PHONE_DIGITS = range(3, 21)
LONGEST_PLACE = 100


@dataclass(frozen=True, slots=True)
class _Number:
    """Any number from `least` to `most`. As with all checks here, the error names the sentence that says so."""

    least: int
    most: int

    def __call__(self, value: object) -> Decimal:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and self.least <= number <= self.most:
                return number
        raise PydanticCustomError("settings-needs-number", "", {"least": str(self.least), "most": str(self.most)})


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def __call__(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise PydanticCustomError("settings-needs-whole-number", "", {"least": str(self.least), "most": str(self.most)})


def _phones(value: object) -> frozenset[str]:
    """Phones as people write them, in quotes: blanks and dashes do not count."""
    if isinstance(value, list) and all(isinstance(phone, str) for phone in value):
        digits = ["".join(phone.split()).replace("-", "") for phone in value]
        if all(phone.isascii() and phone.isdigit() and len(phone) in PHONE_DIGITS for phone in digits):
            return frozenset(digits)
    raise PydanticCustomError("settings-needs-phones", "")


def _places(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(
        isinstance(place, str) and place.strip() and len(place) <= LONGEST_PLACE for place in value
    ):
        return tuple(place.strip() for place in value)
    raise PydanticCustomError("settings-needs-words", "", {"longest": str(LONGEST_PLACE)})


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Weight = Annotated[Decimal | None, BeforeValidator(_Number(0, 1000))]


class MatchingSection(_Section):
    """`[matching]`: how much each part of a match counts."""

    trade: Weight = None
    distance: Weight = None
    pay: Weight = None
    strength: Weight = None
    past_outcomes: Weight = None


class CountySection(_Section):
    """`[county]`: what the county asks of a posting."""

    hourly_floor_yuan: Annotated[Decimal | None, BeforeValidator(_Number(LEAST_FLOOR_YUAN, MOST_FLOOR_YUAN))] = None
    blocked_phones: Annotated[frozenset[str] | None, BeforeValidator(_phones)] = None
    blocked_places: Annotated[tuple[str, ...] | None, BeforeValidator(_places)] = None
    long_term_days: Annotated[int | None, BeforeValidator(_Whole(1, 365))] = None
    unusually_low: Annotated[Decimal | None, BeforeValidator(_Number(0, 1))] = None
    unusually_high: Annotated[Decimal | None, BeforeValidator(_Number(1, 100))] = None


class DeskSection(_Section):
    """`[desk]`: when a desk that nobody uses locks itself, and after how long in any case."""

    lock_after_minutes: Annotated[int | None, BeforeValidator(_Whole(1, 60))] = None
    locked_after_hours: Annotated[int | None, BeforeValidator(_Whole(1, 24))] = None


SECTIONS: Mapping[str, type[_Section]] = {"matching": MatchingSection, "county": CountySection, "desk": DeskSection}


def settings_in(path: Path) -> DeskSettings:
    """Return what the file says; each thing in it that is wrong is left at its default and told in `problems`."""
    try:
        read = tomllib.loads(_text(path), parse_float=Decimal)
    except (OSError, UnicodeDecodeError):
        return DeskSettings(problems=(YizhanError("settings-unreadable", file=str(path)),))
    except tomllib.TOMLDecodeError as error:
        return DeskSettings(problems=(YizhanError("settings-not-toml", file=str(path), where=_short(error)),))
    except (ValueError, RecursionError, ArithmeticError):
        return DeskSettings(problems=(YizhanError("settings-unreadable", file=str(path)),))
    reading = _Reading(str(path))
    matching, county, desk = (reading.section(name, read) for name in SECTIONS)
    reading.unknown_sections(read)
    return DeskSettings(
        rules=CountyRules(**_rules(county)),
        weights=Weights(**{name: float(weight) for name, weight in matching.items()}),
        **desk,
        problems=tuple(reading.problems),
    )


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise ValueError("too big")
    return data.decode("utf-8-sig")


class _Reading:
    """Reads section after section and collects what is wrong."""

    def __init__(self, file: str) -> None:
        self.problems: list[YizhanError] = []
        self._file = file

    def section(self, name: str, read: Mapping[str, Any]) -> dict[str, Any]:
        """Return the keys of a section that are right, and note a problem for each of the others."""
        given = read.get(name, {})
        if not isinstance(given, dict):
            self._tell("settings-needs-section", setting=name, section=f"[{name}]")
            return {}
        try:
            return _said(SECTIONS[name](**given))
        except ValidationError as error:
            wrong = {str(one["loc"][0]): one for one in error.errors()}
        for key, one in wrong.items():
            self._tell_wrong(name, key, one)
        return _said(SECTIONS[name](**{key: value for key, value in given.items() if key not in wrong}))

    def unknown_sections(self, read: Mapping[str, Any]) -> None:
        """Note a problem for each section that nobody knows."""
        known = ", ".join(f"[{section}]" for section in SECTIONS)
        for name in read:
            if name not in SECTIONS:
                self._tell("settings-unknown-key", setting=_short(name), known=known)

    def _tell_wrong(self, section: str, key: str, one: ErrorDetails) -> None:
        whole = f"{section}.{_short(key)}"
        if one["type"] == "extra_forbidden":
            known = ", ".join(SECTIONS[section].model_fields)
            self._tell("settings-unknown-key", setting=whole, known=known)
        else:
            self._tell(one["type"], setting=whole, **one.get("ctx", {}))

    def _tell(self, text_key: str, **details: str) -> None:
        self.problems.append(YizhanError(text_key, file=self._file, **details))


def _said(section: _Section) -> dict[str, Any]:
    return section.model_dump(exclude_none=True)


def _rules(county: dict[str, Any]) -> dict[str, Any]:
    """The keys of `[county]` as `CountyRules` names them."""
    rules = {name: float(value) if isinstance(value, Decimal) else value for name, value in county.items()}
    if "hourly_floor_yuan" in county:
        del rules["hourly_floor_yuan"]
        rules["hourly_floor_minor"] = round(county["hourly_floor_yuan"] * 100)
    return rules


def _short(text: object) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
