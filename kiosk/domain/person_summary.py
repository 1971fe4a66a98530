"""A person as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """A person in a list. `phone_tail` are the last four digits; `village` is the region's name, its code if unknown.

    `last_visit` is the last day on which the person was here, under whichever registration.
    """

    id: str
    number: int
    card: str
    name: str
    phone_tail: str
    birth_year: int | None
    region: str
    village: str
    trades: tuple[str, ...]
    pictures: tuple[str, ...]
    last_visit: date | None
