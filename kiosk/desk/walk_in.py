"""A walk-in as it is typed, eight fields at most with one of them mandatory, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from kiosk.domain.person import CONSENT_WORDS, Consent, Person
from kiosk.domain.posting import Strength
from kiosk.texts.catalogue import Texts


class PersonField(StrEnum):
    """The part of a walk-in that somebody has to look at; named as in `WalkIn`."""

    NAME = "name"
    PHONE = "phone"
    TRADES = "trades"
    BIRTH_YEAR = "birth_year"
    REGION = "region"
    STRENGTH = "strength"
    IDENTITY_NUMBER = "identity_number"
    NOTE = "note"
    PICTURES = "pictures"


class PersonReason(StrEnum):
    """A stable name for machines; the sentence for people is the message `walk-in-REASON`."""

    NAME_MISSING = "name-missing"
    TEXT_TOO_LONG = "text-too-long"
    TEXT_UNREADABLE = "text-unreadable"
    PHONE_MALFORMED = "phone-malformed"
    PHONE_SEVERAL = "phone-several"
    TRADE_UNKNOWN = "trade-unknown"
    BIRTH_YEAR_ODD = "birth-year-odd"
    TOO_YOUNG = "too-young"
    REGION_UNKNOWN = "region-unknown"
    IDENTITY_OLD = "identity-old"
    IDENTITY_LENGTH = "identity-length"
    IDENTITY_REGION = "identity-region"
    IDENTITY_BIRTH = "identity-birth"
    IDENTITY_CHECK = "identity-check"
    PICTURES_THREE = "pictures-three"
    PICTURES_TAKEN = "pictures-taken"

    BIRTH_YEAR_DIFFERS = "birth-year-differs"
    NOT_KEPT = "not-kept"

    @property
    def refuses(self) -> bool:
        """Whether nothing is saved with this problem; otherwise it is only told."""
        return self not in (PersonReason.BIRTH_YEAR_DIFFERS, PersonReason.NOT_KEPT)


@dataclass(frozen=True, slots=True)
class PersonProblem:
    """One thing wrong with one field; `details` are the arguments of its sentence."""

    field: PersonField
    reason: PersonReason
    details: tuple[tuple[str, str | int], ...] = ()

    @property
    def key(self) -> str:
        """The message that says it."""
        return f"walk-in-{self.reason}"

    def sentence(self, texts: Texts) -> str:
        """Say it in the language of `texts`, in words a person would use."""
        return texts(self.key, **dict(self.details))


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn:
    """What a worker told the clerk; all but `name` and `consent` may be empty. `pictures` are chosen, not typed.

    `consent_words` is the version of the question that was asked.
    """

    name: str
    consent: Consent
    phone: str = ""
    trades: tuple[str, ...] = ()
    birth_year: int | None = None
    region: str = ""
    strength: Strength | None = None
    identity_number: str = ""
    note: str = ""
    pictures: tuple[str, ...] = ()
    consent_words: str = CONSENT_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A walk-in in the spelling in which it is kept, and what is wrong with it."""

    walk_in: WalkIn
    problems: tuple[PersonProblem, ...] = ()

    @property
    def refusing(self) -> tuple[PersonProblem, ...]:
        """The problems with which nothing is saved."""
        return tuple(each for each in self.problems if each.reason.refuses)


def walk_in_of(person: Person) -> WalkIn:
    """Return what a form shows of somebody who is registered."""
    return WalkIn(**{each.name: getattr(person, each.name) for each in fields(WalkIn)})
