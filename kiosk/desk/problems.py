"""What can be wrong with a posting that comes in: the field, the reason, and whether it is refused for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.texts.catalogue import Texts


class Field(StrEnum):
    """The part of a posting that a person has to look at; named as in the posting's own fields."""

    ROW = "row"
    TRADE = "trade"
    TITLE = "title"
    EMPLOYER = "employer_name"
    PAY = "pay"
    HEADCOUNT = "headcount"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    HOURS = "daily_start"
    PLACE = "place"
    PHONE = "contact_phone"
    AGE = "age_to"
    STRENGTH = "strength"
    TRANSPORT = "transport"
    EXPERIENCE = "experience"
    CONTACT = "contact_name"
    NOTE = "note"


class Reason(StrEnum):
    """A stable name for machines; the sentence for people is the message `import-REASON`."""

    FEE_ASKED = "fee-asked"
    TRADE_MISSING = "trade-missing"
    EMPLOYER_MISSING = "employer-missing"
    EMPLOYER_SUSPENDED = "employer-suspended"
    PAY_MISSING = "pay-missing"
    PAY_UNREADABLE = "pay-unreadable"
    PAY_ZERO = "pay-zero"
    PAY_UNDER_FLOOR = "pay-under-floor"
    PAY_FOREIGN = "pay-foreign"
    PAY_WEEKLY = "pay-weekly"
    PAY_HALF_DAY = "pay-half-day"
    HEADCOUNT_UNREADABLE = "headcount-unreadable"
    HEADCOUNT_UNDER_ONE = "headcount-under-one"
    DAY_UNREADABLE = "day-unreadable"
    END_BEFORE_START = "end-before-start"
    DAYS_PAST = "days-past"
    PLACE_MISSING = "place-missing"
    PLACE_BLOCKED = "place-blocked"
    PHONE_MISSING = "phone-missing"
    PHONE_MALFORMED = "phone-malformed"
    PHONE_CUT_OFF = "phone-cut-off"
    PHONE_BLOCKED = "phone-blocked"
    AGE_UNREADABLE = "age-unreadable"
    AGE_UNDER_16 = "age-under-16"
    TEXT_TOO_LONG = "text-too-long"
    STRUCK_OUT = "struck-out"

    TRADE_UNKNOWN = "trade-unknown"
    EMPLOYER_FROM_CONTACT = "employer-from-contact"
    PAY_NEGOTIABLE = "pay-negotiable"
    PAY_UNIT_GUESSED = "pay-unit-guessed"
    PAY_UNUSUAL = "pay-unusual"
    HEADCOUNT_MISSING = "headcount-missing"
    HEADCOUNT_SEVERAL = "headcount-several"
    HEADCOUNT_RANGE = "headcount-range"
    DAYS_MISSING = "days-missing"
    DAYS_LONG_TERM = "days-long-term"
    HOURS_UNREADABLE = "hours-unreadable"
    HEAVY_FOR_AGE = "heavy-for-age"
    OUTDOORS_AT_NIGHT = "outdoors-at-night"
    DUPLICATE = "duplicate"
    HIDDEN_ROW = "hidden-row"

    @property
    def refuses(self) -> bool:
        """Whether a posting with this problem is kept out; otherwise it is taken and a person decides."""
        return self not in _WARNINGS


_WARNINGS = frozenset(
    {
        Reason.TRADE_UNKNOWN,
        Reason.EMPLOYER_FROM_CONTACT,
        Reason.PAY_NEGOTIABLE,
        Reason.PAY_UNIT_GUESSED,
        Reason.PAY_UNUSUAL,
        Reason.HEADCOUNT_MISSING,
        Reason.HEADCOUNT_SEVERAL,
        Reason.HEADCOUNT_RANGE,
        Reason.DAYS_MISSING,
        Reason.DAYS_LONG_TERM,
        Reason.HOURS_UNREADABLE,
        Reason.HEAVY_FOR_AGE,
        Reason.OUTDOORS_AT_NIGHT,
        Reason.DUPLICATE,
        Reason.HIDDEN_ROW,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field; `details` are the arguments of its sentence."""

    field: Field
    reason: Reason
    details: tuple[tuple[str, str | int], ...] = ()

    def sentence(self, texts: Texts) -> str:
        """Say it in the language of `texts`, in words a person would use."""
        return texts(f"import-{self.reason}", **dict(self.details))


def problem(field: Field, reason: Reason, **details: str | int) -> Problem:
    """Make a problem with its arguments by name; quoted cell text is cut to what fits a sentence."""
    return Problem(field, reason, tuple((name, _short(value)) for name, value in details.items()))


def _short(value: str | int, longest: int = 40) -> str | int:
    if isinstance(value, int) or len(value) <= longest:
        return value
    return value[: longest - 1] + "…"


DAYS = frozenset({Field.FIRST_DAY, Field.LAST_DAY})


def refuses(problems: Iterable[Problem]) -> bool:
    """Tell whether any of `problems` keeps a posting out."""
    return any(found.reason.refuses for found in problems)


def not_said_yet(vetted: Iterable[Problem], odd: Iterable[Problem]) -> Iterator[Problem]:
    """Vetting finds a part missing that could not be read: the reader's word for it, in `odd`, says more."""
    refused = {found.field for found in odd if found.reason.refuses}
    if refused & DAYS:
        refused |= DAYS
    for found in vetted:
        if found.field not in refused or found.reason is Reason.FEE_ASKED:
            yield found
