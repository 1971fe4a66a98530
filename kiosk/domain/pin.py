"""PINs: which are too easy to guess, and how long a log-in is locked after wrong ones."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

LEAST_DIGITS, MOST_DIGITS = 6, 12
FREE_ERRORS = 5
FIRST_LOCK_S = 60
LONGEST_LOCK_S = 24 * 3600
"""A day: whoever forgot the PIN asks the head by then, and a thief has at most one guess a day."""

COMMON = frozenset({
    "147258", "258369", "159357", "147258369", "135790", "246810", "112233", "223344", "332211", "445566",
    "556677", "667788", "778899", "998877", "888666", "666888", "886688", "668866", "168888", "888168", "518888",
    "520131", "5201314", "131452", "1314520", "789456", "456789", "741852", "963852", "159753", "753951", "102030",
    "147147", "258258", "369369", "789789", "100200", "888999", "111222", "222333", "333444", "123321", "456654",
})  # fmt: skip
"""Those that head every published list of Chinese PINs beside runs and repetitions, which are found by rule."""


class Weakness(StrEnum):
    """Why a PIN is refused; the sentence is the message `pin-REASON`."""

    NOT_DIGITS = "not-digits"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    ONE_DIGIT = "one-digit"
    RUN = "run"
    REPEATED = "repeated"
    DATE = "date"
    COMMON = "common"
    KNOWN_NUMBER = "known-number"


def weakness(pin: str, *, known_numbers: Iterable[str] = ()) -> Weakness | None:
    """Return why `pin` is too weak, None if it may be used.

    Refused are those that people guess first: few digits, no more than two different ones, runs (123456, 975310),
    anything repeated (123123), dates, well-known ones, and parts of `known_numbers` (the station's phone).
    """
    if not (pin.isascii() and pin.isdigit()):
        return Weakness.NOT_DIGITS
    if len(pin) < LEAST_DIGITS:
        return Weakness.TOO_SHORT
    if len(pin) > MOST_DIGITS:
        return Weakness.TOO_LONG
    if len(set(pin)) <= 2:
        return Weakness.ONE_DIGIT
    if _is_run(pin):
        return Weakness.RUN
    if _is_repeated(pin):
        return Weakness.REPEATED
    if _is_date(pin):
        return Weakness.DATE
    if pin in COMMON or pin[::-1] in COMMON:
        return Weakness.COMMON
    if any(pin in "".join(filter(str.isdigit, number)) for number in known_numbers):
        return Weakness.KNOWN_NUMBER
    return None


def _is_run(pin: str) -> bool:
    """The same step from each digit to the next, going round from 9 to 0."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1


def _is_repeated(pin: str) -> bool:
    return pin in (pin + pin)[1:-1]


def _is_date(pin: str) -> bool:
    """yyyymmdd, ddmmyyyy, or six digits yymmdd whose year lies within the last hundred; birthdays above all."""
    if len(pin) == 8:
        return _is_day(pin[:4], pin[4:6], pin[6:]) or _is_day(pin[4:], pin[2:4], pin[:2])
    if len(pin) == 6:
        is_month_day = _is_day("1972", pin[2:4], pin[4:])
        return is_month_day or (_is_day(pin[:4], pin[4:], "1") and pin[:2] in ("19", "20"))
    return False


def _is_day(year: str, month: str, day: str) -> bool:
    return 1900 <= int(year) <= 2099 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def lock_s(wrong_pins: int) -> int:
    """Return for how many seconds that many wrong PINs in a row lock: none before the fifth, then doubling."""
    if wrong_pins < FREE_ERRORS:
        return 0
    return int(min(LONGEST_LOCK_S, FIRST_LOCK_S * 2 ** min(wrong_pins - FREE_ERRORS, 20)))
