"""The number of a resident's identity card (GB 11643-1999), read as people and card readers type it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LENGTH, OLD_LENGTH = 18, 15
WEIGHTS = tuple(2**place % 11 for place in range(LENGTH - 1, -1, -1))
CHECK_CHARACTERS = "0123456789X"
MAINLAND = (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
PROVINCES = frozenset(map(str, (*MAINLAND, 71, 81, 82, 83)))
"""GB/T 2260, and 83 for residents from Taiwan. A foreigner's residence card has a 9 before the province's digits."""
FOREIGNER = "9"
FIRST_YEAR = 1900
SHOWN_AT_START, SHOWN_AT_END = 6, 4
MASKED = "*"


class IdentityFault(StrEnum):
    """Why a text is no identity number."""

    OLD = "old"
    LENGTH = "length"
    REGION = "region"
    BIRTH = "birth"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """A number that is right in itself: 17 digits and a digit or X. It tells when its owner was born."""

    number: str
    born: date


def read_identity(text: str, *, today: date) -> IdentityNumber | IdentityFault:
    """Return the identity number that was typed, in whichever width, with a small x or blanks; or what is wrong.

    Someone born after `today` has none. Numbers of 15 digits ended in 2013 (《居民身份证法》): `IdentityFault.OLD`.
    """
    number = _folded(text)
    if len(number) == OLD_LENGTH and _is_figures(number):
        return IdentityFault.OLD
    if len(number) != LENGTH or not _is_figures(number[:-1]) or number[-1] not in CHECK_CHARACTERS:
        return IdentityFault.LENGTH
    if not _has_province(number):
        return IdentityFault.REGION
    born = _born(number)
    if born is None or not born.year >= FIRST_YEAR or born > today:
        return IdentityFault.BIRTH
    if number[-1] != check_character(number[:-1]):
        return IdentityFault.CHECK
    return IdentityNumber(number=number, born=born)


def identity_in(text: str) -> str:
    """Return the identity number that `text` is, by its check digit; "" if it is none."""
    found = read_identity(text, today=date.max)
    return found.number if isinstance(found, IdentityNumber) else ""


def check_character(body: str) -> str:
    """Return the last character for the first 17 digits: ISO 7064 MOD 11-2, X for ten (GB 11643, 4.2)."""
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=False)) % 11
    return CHECK_CHARACTERS[(12 - rest) % 11]


def masked(number: str) -> str:
    """Return an identity number as it may be shown, `430796********1234`; "" for none."""
    if len(number) <= SHOWN_AT_START + SHOWN_AT_END:
        return MASKED * len(number)
    hidden = len(number) - SHOWN_AT_START - SHOWN_AT_END
    return number[:SHOWN_AT_START] + MASKED * hidden + number[-SHOWN_AT_END:]


def age_on(day: date, *, born: date) -> int:
    """Return how many birthdays somebody born on `born` has had by `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "").replace("×", "X")


def _is_figures(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _has_province(number: str) -> bool:
    begin = 1 if number.startswith(FOREIGNER) else 0
    return number[begin : begin + 2] in PROVINCES


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
