"""What the fields of a posting may hold that everybody is shown: no station's program takes a row with others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time

from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.posting import PostingState, Source, Strength
from sync.protocol.canonical import Value

CURRENCY = re.compile(r"[A-Z]{3}")
DAY, CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{2}:[0-9]{2}")


def _is_day(word: str) -> bool:
    return DAY.fullmatch(word) is not None and _reads(date.fromisoformat, word)


def _is_clock(word: str) -> bool:
    return CLOCK.fullmatch(word) is not None and _reads(time.fromisoformat, word)


def _reads(read: Callable[[str], object], word: str) -> bool:
    try:
        read(word)
    except ValueError:
        return False
    return True


def _is_currency(word: str) -> bool:
    return CURRENCY.fullmatch(word) is not None


FORMS: Mapping[str, Callable[[str], bool]] = {
    "state": frozenset(PostingState).__contains__,
    "pay_unit": frozenset(PayUnit).__contains__,
    "paid_when": frozenset(PaidWhen).__contains__,
    "strength": frozenset(Strength).__contains__,
    "source": frozenset(Source).__contains__,
    "currency": _is_currency,
    "first_day": _is_day,
    "last_day": _is_day,
    "daily_start": _is_clock,
    "daily_end": _is_clock,
}


def ill_formed(fields: Mapping[str, Value]) -> str:
    """Return the name of the first field that holds what no posting can; empty where there is none."""
    for name, is_well in FORMS.items():
        value = fields.get(name)
        if value not in (None, "") and not (isinstance(value, str) and is_well(value)):
            return name
    return ""
