"""How well a worker and a posting fit, part by part, with the reason for each part in a form that has words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.posting import Strength
from kiosk.domain.trade import OTHER_TRADE, TRADES

CLOSE_KM = 10
NEUTRAL_KM = 25
"""As near as most people go for a day's work; beyond it distance speaks against."""
PAY_APART = 0.25
"""Of the half width of the trade's usual range: nearer to its middle than this is usual pay."""
NEAR_TRADE_VALUE = 0.3
STRENGTH_FITS_VALUE = 0.5
FAR_TOO_HEAVY, TOO_HEAVY = -1.0, -0.6
HIRED_VALUE, NO_SHOW_HERE_VALUE, NO_SHOW_VALUE = 1.0, -0.5, -0.2
NOT_PAID_VALUE, COMPLAINT_VALUE = -1.0, -0.7
MOST_NO_SHOWS = 3
"""More of them count no further: somebody can come back from a bad month."""

HEAVINESS = {Strength.LIGHT: 0, Strength.MEDIUM: 1, Strength.HEAVY: 2}
GROUP_OF = {trade.id: trade.group for trade in TRADES}


class Reason(StrEnum):
    """A stable name for machines; the sentence for people is the message `match-REASON`."""

    OWN_TRADE = "own-trade"
    NEAR_TRADE = "near-trade"
    OTHER_TRADE = "other-trade"
    SAME_PLACE = "same-place"
    CLOSE = "close"
    ON_THE_WAY = "on-the-way"
    FAR = "far"
    PAY_HIGH = "pay-high"
    PAY_LOW = "pay-low"
    STRENGTH_FITS = "strength-fits"
    TOO_HEAVY = "too-heavy"
    WORKED_HERE = "worked-here"
    NO_SHOW_HERE = "no-show-here"
    NO_SHOWS = "no-shows"
    NOT_PAID_HERE = "not-paid-here"
    WAGE_COMPLAINTS = "wage-complaints"
    AGE_FROM = "age-from"
    AGE_TO = "age-to"
    AGE_BETWEEN = "age-between"
    NOTHING_KNOWN = "nothing-known"

    @property
    def speaks_against(self) -> bool:
        """Tell whether staff should read it as a doubt."""
        return self in _AGAINST


_AGAINST = frozenset(
    {
        Reason.OTHER_TRADE, Reason.FAR, Reason.PAY_LOW, Reason.TOO_HEAVY, Reason.NO_SHOW_HERE, Reason.NO_SHOWS,
        Reason.NOT_PAID_HERE, Reason.WAGE_COMPLAINTS, Reason.AGE_FROM, Reason.AGE_TO, Reason.AGE_BETWEEN,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """One reason; `details` are the arguments of its sentence, a `trade` among them by its id."""

    reason: Reason
    details: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a fit: `value` from -1 (speaks against) over 0 (unknown, or neither) to 1 (could not be better)."""

    value: float = 0.0
    why: tuple[Why, ...] = ()


NEUTRAL = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each part counts against the others; only their ratios matter, and 0 leaves a part out."""

    trade: float = 5.0
    distance: float = 3.0
    pay: float = 2.0
    strength: float = 3.0
    past_outcomes: float = 4.0

    def score(self, trade: float, distance: float, pay: float, strength: float, past: float) -> float:
        """Return the weighted mean of five values from -1 to 1, in hundredths."""
        total = self.trade + self.distance + self.pay + self.strength + self.past_outcomes
        weighed = (
            trade * self.trade
            + distance * self.distance
            + pay * self.pay
            + strength * self.strength
            + past * self.past_outcomes
        )
        return 100 * weighed / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """What matching knows of a person; `region` is a GB/T 2260 code or empty, `strength` the heaviest they want."""

    trades: frozenset[str] = frozenset()
    region: str = ""
    strength: Strength | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was between a worker and an employer. `no_shows_elsewhere` and `wage_complaints` are everybody's."""

    hired: int = 0
    no_shows: int = 0
    not_paid: int = 0
    no_shows_elsewhere: int = 0
    wage_complaints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The parts of one worker with one posting. `age_bar` is the posting's own demand that the worker cannot meet."""

    trade: Part = NEUTRAL
    distance: Part = NEUTRAL
    pay: Part = NEUTRAL
    strength: Part = NEUTRAL
    past: Part = NEUTRAL
    age_bar: Why | None = None

    def score(self, weights: Weights) -> float:
        """Return the weighted mean of the parts, -100 to 100; age is no part of it."""
        return weights.score(
            self.trade.value, self.distance.value, self.pay.value, self.strength.value, self.past.value
        )

    def reasons(self) -> tuple[Why, ...]:
        """Return every reason, an age demand first, otherwise in the order of the parts; never none."""
        parts = (self.trade, self.distance, self.pay, self.strength, self.past)
        found = tuple(why for part in parts for why in part.why)
        bar = () if self.age_bar is None else (self.age_bar,)
        return (*bar, *found) or (Why(Reason.NOTHING_KNOWN),)


def trade_part(own: Collection[str], wanted: str) -> Part:
    """The worker's own trade counts whole, one of the same group a little. Work for any hands fits everybody alike."""
    if wanted == OTHER_TRADE or not own:
        return NEUTRAL
    if wanted in own:
        return Part(1.0, (Why(Reason.OWN_TRADE, (("trade", wanted),)),))
    group = GROUP_OF.get(wanted)
    near = sorted(trade for trade in own if trade != OTHER_TRADE and group and GROUP_OF.get(trade) == group)
    if near:
        return Part(NEAR_TRADE_VALUE, (Why(Reason.NEAR_TRADE, (("trade", near[0]),)),))
    return Part(0.0, (Why(Reason.OTHER_TRADE, (("trade", wanted),)),))


def distance_part(km: float | None, *, same_place: bool = False) -> Part:
    """From 1 at home over 0 at 25 km to -1 at 50 km and beyond; `km` None: nobody knows."""
    if same_place:
        return Part(1.0, (Why(Reason.SAME_PLACE),))
    if km is None:
        return NEUTRAL
    value = max(-1.0, 1.0 - km / NEUTRAL_KM)
    reason = Reason.CLOSE if km <= CLOSE_KM else Reason.ON_THE_WAY if km <= NEUTRAL_KM else Reason.FAR
    return Part(value, (Why(reason, (("km", max(1, round(km))),)),))


def pay_value(daily_minor: float | None, usual_day_yuan: tuple[int, int] | None) -> float:
    """A day's pay against the trade's usual range: 0 in its middle or unknown, 1 and -1 at its ends and beyond."""
    if daily_minor is None or usual_day_yuan is None:
        return 0.0
    low, high = usual_day_yuan
    value = (daily_minor - 50 * (low + high)) / (50 * (high - low) or 1)
    return -1.0 if value < -1 else 1.0 if value > 1 else value


def pay_part(daily_minor: float | None, usual_day_yuan: tuple[int, int] | None) -> Part:
    """`pay_value`, with words where the pay is not the usual one."""
    value = pay_value(daily_minor, usual_day_yuan)
    if abs(value) < PAY_APART:
        return Part(value)
    return Part(value, (Why(Reason.PAY_HIGH if value > 0 else Reason.PAY_LOW),))


def strength_part(heaviest: Strength | None, asked: Strength | None) -> Part:
    """Whether the work is no heavier than the worker wants; unknown on either side says nothing."""
    if heaviest is None or asked is None:
        return NEUTRAL
    over = HEAVINESS[asked] - HEAVINESS[heaviest]
    if over <= 0:
        return Part(STRENGTH_FITS_VALUE, (Why(Reason.STRENGTH_FITS),))
    return Part(TOO_HEAVY if over == 1 else FAR_TOO_HEAVY, (Why(Reason.TOO_HEAVY),))


def past_part(past: Past) -> Part:
    """Worked there before: up. Did not come, was not paid, others complain of unpaid wages: down."""
    value, why = 0.0, []
    if past.not_paid:
        value += NOT_PAID_VALUE
        why.append(Why(Reason.NOT_PAID_HERE))
    elif past.hired:
        value += HIRED_VALUE
        why.append(Why(Reason.WORKED_HERE, (("count", past.hired),)))
    for reason, count, each in (
        (Reason.NO_SHOW_HERE, past.no_shows, NO_SHOW_HERE_VALUE),
        (Reason.NO_SHOWS, past.no_shows_elsewhere, NO_SHOW_VALUE),
        (Reason.WAGE_COMPLAINTS, min(past.wage_complaints, 1), COMPLAINT_VALUE),
    ):
        if count:
            value += each * min(count, MOST_NO_SHOWS)
            shown = past.wage_complaints if reason is Reason.WAGE_COMPLAINTS else count
            why.append(Why(reason, (("count", shown),)))
    return Part(min(1.0, max(-1.0, value)), tuple(why))


def age_bar(birth_year: int | None, *, age_from: int | None, age_to: int | None, year: int) -> Why | None:
    """Return the posting's age demand if a worker born in `birth_year` surely fails it in `year`, otherwise None.

    Only the year is known: whoever may still be, or have become, of the right age is not shut out.
    """
    if birth_year is None or (age_from is None and age_to is None):
        return None
    oldest = year - birth_year
    too_young = age_from is not None and oldest < age_from
    too_old = age_to is not None and oldest - 1 > age_to
    if not too_young and not too_old:
        return None
    if age_from is not None and age_to is not None:
        return Why(Reason.AGE_BETWEEN, (("age_from", age_from), ("age_to", age_to)))
    if age_from is not None:
        return Why(Reason.AGE_FROM, (("age_from", age_from),))
    return Why(Reason.AGE_TO, (("age_to", age_to or 0),))
