"""Checks of settings that have a form of their own: phones, regions, addresses, printers, times of day."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from datetime import time

from kiosk.care.config.checks import Check, Number, Unfit
from kiosk.care.config.night import Night

PHONE_DIGITS = range(3, 21)
LONGEST_PLACE = 100
REGION = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?", re.ASCII)
"""GB/T 2260 and the codes that go on from it: a county has 6 digits, a town 9, a village 12."""
ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/\S*)?", re.IGNORECASE)
CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
PRINTER = re.compile(
    r"none|usb:[0-9a-f]{4}:[0-9a-f]{4}|serial:[^,]+(?:,[0-9]{1,7})?|tcp:[\w.-]+(?::[0-9]{1,5})?|(?:file|system):.+",
    re.IGNORECASE | re.ASCII,
)
"""As `kiosk.printing.target` has it; a test holds both together."""
HIGHEST_PORT = 65535
LONGEST_PRINTER = 200
MATRIX_NUMBERS = 9
LARGEST_IN_MATRIX = 1000


class OfForm(Check):
    """Words of a form of their own, or none at all where the setting is not `needed`."""

    def __init__(self, *, needed: bool = False) -> None:
        self._needed = needed

    def fit(self, value: object) -> str:
        if isinstance(value, str) and (self.matches(value.strip()) or not (value or self._needed)):
            return value.strip()
        raise Unfit

    @abstractmethod
    def matches(self, word: str) -> bool:
        """Tell whether `word` has the form."""


class Phone(OfForm):
    """A number as people write it: blanks and dashes are kept."""

    kind = "phone"

    def matches(self, word: str) -> bool:
        return _digits(word) is not None


class RegionCode(OfForm):
    kind = "region"

    def matches(self, word: str) -> bool:
        return REGION.fullmatch(word) is not None


class Address(OfForm):
    kind = "url"

    def matches(self, word: str) -> bool:
        return word.isprintable() and ADDRESS.fullmatch(word) is not None


class PrinterTarget(OfForm):
    """A printer as `kiosk.printing.target` understands it."""

    kind = "printer"

    def matches(self, word: str) -> bool:
        is_form = len(word) <= LONGEST_PRINTER and word.isprintable() and PRINTER.fullmatch(word) is not None
        kind, _, rest = word.partition(":")
        port = rest.rpartition(":")[2] if kind.lower() == "tcp" and ":" in rest else "1"
        return is_form and 0 < int(port) <= HIGHEST_PORT


class Phones(Check):
    """A list of numbers in quotes: blanks and dashes do not count."""

    kind = "phones"

    def fit(self, value: object) -> frozenset[str]:
        if isinstance(value, list) and all(isinstance(phone, str) for phone in value):
            digits = [_digits(phone) for phone in value]
            if None not in digits:
                return frozenset(phone for phone in digits if phone is not None)
        raise Unfit


class Places(Check):
    """A list of words of addresses."""

    kind = "words"

    def details(self) -> Mapping[str, str]:
        return {"longest": str(LONGEST_PLACE)}

    def fit(self, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(
            isinstance(place, str) and place.strip() and len(place) <= LONGEST_PLACE for place in value
        ):
            return tuple(place.strip() for place in value)
        raise Unfit


class Matrix(Check):
    """Nine numbers, row by row, that turn where a finger was felt into where it is on the picture."""

    kind = "matrix"
    example = (1, 0, 0, 0, 1, 0, 0, 0, 1)

    def fit(self, value: object) -> tuple[float, ...]:
        if isinstance(value, list) and len(value) == MATRIX_NUMBERS:
            each = Number(-LARGEST_IN_MATRIX, LARGEST_IN_MATRIX)
            return tuple(each.fit(number) for number in value)
        raise Unfit


class Clock(Check):
    """A time of day, `"02:30"`."""

    kind = "clock"

    def fit(self, value: object) -> time:
        return _clock(value)


class ClockOrNever(Check):
    """A time of day, or `false` for never, which is None."""

    kind = "clock-or-never"
    has_never = True

    def fit(self, value: object) -> time | None:
        return None if value is False else _clock(value)


class NightHours(Check):
    """From one time of day to another, perhaps over midnight: `"02:00-05:00"`."""

    kind = "night"

    def fit(self, value: object) -> Night:
        begin, _, end = value.partition("-") if isinstance(value, str) else ("", "", "")
        night = Night(begin=_clock(begin.strip()), end=_clock(end.strip()))
        if night.begin == night.end:
            raise Unfit
        return night


def _clock(value: object) -> time:
    found = CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit
    return time(int(found[1]), int(found[2]))


def _digits(phone: str) -> str | None:
    digits = "".join(phone.split()).replace("-", "")
    return digits if digits.isascii() and digits.isdigit() and len(digits) in PHONE_DIGITS else None
