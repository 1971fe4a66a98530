"""What a worker has earned, and whether what staff say about days and money can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil

from kiosk.desk.draft import PostingDraft
from kiosk.desk.rules import PAID_DAYS_PER_MONTH
from kiosk.desk.vetting import hours_per_day
from kiosk.domain.outcome import Decision, Outcome, Paid, Result, half_days_between
from kiosk.domain.pay import PayUnit
from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip
from kiosk.domain.typed import typed
from kiosk.errors import Refused

LARGEST_SUM_MINOR = 100_000_000
"""A million yuan; more is a slip of the finger."""
LONGEST_REASON = 200


def completed(decision: Decision, slip: Slip, posting: Posting, *, today: date, confirmed: bool) -> Decision:
    """Return `decision` with what was left out, as it was agreed; raise `Refused` for what cannot be.

    `confirmed` lets pass what is only unlikely: more money than was agreed for the days, or less than that as "full".
    """
    typed(decision.reason, most=LONGEST_REASON, lines=True)
    for sum_minor in (decision.pay_agreed_minor, decision.paid_minor):
        if sum_minor is not None and not 0 <= sum_minor <= LARGEST_SUM_MINOR:
            raise Refused("refused-amount", most=LARGEST_SUM_MINOR // 100)
    if decision.result is not Result.HIRED:
        return _not_hired(decision)
    whole = replace(
        decision,
        half_days_worked=_half_days(decision, slip, posting, today=today),
        pay_agreed_minor=posting.pay.amount_minor if decision.pay_agreed_minor is None else decision.pay_agreed_minor,
        paid=decision.paid or Paid.NOT_YET,
    )
    return replace(whole, paid_minor=_paid_minor(whole, earned_minor(whole, posting), confirmed=confirmed))


def _not_hired(decision: Decision) -> Decision:
    if decision.half_days_worked is not None or decision.paid is not None or decision.paid_minor is not None:
        raise Refused("refused-paid-but-not-hired")
    return decision


def _half_days(decision: Decision, slip: Slip, posting: Posting, *, today: date) -> int:
    most = half_days_between(posting.first_day, max(posting.last_day, today))
    if decision.half_days_worked is None:
        issued = date.fromtimestamp(slip.issued_at_ms / 1000)
        return half_days_between(max(posting.first_day, issued), min(posting.last_day, today))
    if not 0 <= decision.half_days_worked <= most:
        raise Refused("refused-days-worked", most=most // 2)
    return decision.half_days_worked


def _paid_minor(whole: Decision, earned: int | None, *, confirmed: bool) -> int | None:
    """The money that was paid; None for pay to come, and for pay in full of a sum that nobody can know."""
    match whole.paid:
        case Paid.FULL:
            return _paid_in_full(whole.paid_minor, earned, confirmed=confirmed)
        case Paid.PART:
            return _paid_in_part(whole.paid_minor, earned)
        case _:
            if whole.paid_minor:
                raise Refused("refused-paid-and-not-paid")
            return 0 if whole.paid is Paid.NONE else None


def _paid_in_full(paid: int | None, earned: int | None, *, confirmed: bool) -> int | None:
    if paid is None:
        return earned
    if earned is not None and not confirmed:
        if paid > earned:
            raise Refused("refused-paid-more", agreed=_yuan(earned), paid=_yuan(paid))
        if paid < earned:
            raise Refused("refused-paid-less", agreed=_yuan(earned), paid=_yuan(paid))
    return paid


def _paid_in_part(paid: int | None, earned: int | None) -> int:
    if not paid:
        raise Refused("refused-part-without-sum")
    if earned is not None and paid >= earned:
        raise Refused("refused-part-is-all", agreed=_yuan(earned), paid=_yuan(paid))
    return paid


def earned_minor(whole: Decision | Outcome, posting: Posting) -> int | None:
    """Return what the days worked bring at the pay agreed, in the minor unit, rounded up.

    Hours a day are the posting's (`hours_per_day`), a month has 21.75 paid days, a job is paid once. None where nobody
    can know it: pay by the piece, pay agreed on the spot, days not said.
    """
    agreed, half_days = whole.pay_agreed_minor, whole.half_days_worked
    if agreed is None or half_days is None:
        return None
    days = half_days / 2
    match posting.pay.unit:
        case PayUnit.HOUR:
            draft = PostingDraft(daily_start=posting.daily_start, daily_end=posting.daily_end)
            return ceil(agreed * hours_per_day(draft) * days)
        case PayUnit.DAY:
            return ceil(agreed * days)
        case PayUnit.MONTH:
            return ceil(agreed * days / PAID_DAYS_PER_MONTH)
        case PayUnit.JOB:
            return agreed if half_days else 0
        case _:
            return None


def owed_minor(whole: Decision | Outcome, posting: Posting) -> int | None:
    """Return what is missing of the wages; None where nobody can know it, or nothing is said to be missing."""
    earned = earned_minor(whole, posting)
    if earned is None or whole.paid is None or not whole.paid.is_owed:
        return None
    return max(0, earned - (whole.paid_minor or 0))


def _yuan(minor: int) -> str:
    return f"{minor / 100:.2f}".rstrip("0").rstrip(".")
