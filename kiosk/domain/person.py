"""A worker whom staff registered: a walk-in. Everything here but `id`, `number` and `card` is personal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.posting import Strength

CONSENT_WORDS = "1"
"""The version of the words that ask for consent (`walk-in-consent`): each change of them is a new one."""


class Consent(StrEnum):
    """Whether the worker agreed that the station keeps phone, birth year, village and identity number."""

    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One registration. `name` may be a nickname; every other field may be empty.

    `number` is the database's own and never leaves it; `id` is a UUIDv7; `card` stands on the worker card.
    `counts_as` is the `number` of the registration that this one was merged into, its own otherwise; `lent` then names
    the fields, and as `trade:ID` the trades, that it gave to that one, never what they held.
    `strength` is the heaviest work the worker wants. `region` is a GB/T 2260 code. `pictures` are the three of twelve
    by which somebody without card and phone signs in, in alphabetical order, or none. `identity_number` is whole
    here (GB 11643, 18 characters) and must be masked wherever it is shown. `consent_words` is the version of the
    question that `consent` answers. Times are Unix time in milliseconds.
    """

    number: int
    id: str
    card: str
    name: str
    phone: str = ""
    trades: tuple[str, ...] = ()
    birth_year: int | None = None
    region: str = ""
    strength: Strength | None = None
    identity_number: str = ""
    note: str = ""
    pictures: tuple[str, ...] = ()
    consent: Consent = Consent.GIVEN
    registered_at_ms: int = 0
    registered_by: str = ""
    counts_as: int = 0
    lent: tuple[str, ...] = ()
    consent_words: str = ""
    consent_at_ms: int = 0
    forgotten_at_ms: int | None = None

    @property
    def is_merged(self) -> bool:
        """Whether it counts as another registration."""
        return self.counts_as != self.number
