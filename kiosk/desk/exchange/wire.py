"""A posting as other programs get it: days in ISO 8601, times `HH:MM`, pay in fen, absent things null."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from kiosk.desk.draft import PostingDraft
from kiosk.domain.pay import Pay
from kiosk.domain.posting import Posting


def posting_json(posting: Posting) -> dict[str, Any]:
    """A stored posting, with its id, state and what is left of it."""
    return {
        "id": posting.id,
        **_told(posting),
        "state": str(posting.state),
        "slots_left": posting.slots_left,
    }


def draft_json(draft: PostingDraft) -> dict[str, Any]:
    """A row that was refused, as far as it could be understood."""
    return _told(draft)


def _told(posting: Posting | PostingDraft) -> dict[str, Any]:
    return {
        "trade": posting.trade,
        "title": posting.title,
        "employer_name": posting.employer_name,
        "pay": _pay(posting.pay),
        "headcount": posting.headcount,
        "first_day": _day(posting.first_day),
        "last_day": _day(posting.last_day),
        "daily_start": _clock(posting.daily_start),
        "daily_end": _clock(posting.daily_end),
        "place": posting.place,
        "region": posting.region,
        "contact_name": posting.contact_name,
        "contact_phone": posting.contact_phone or None,
        "meals": posting.meals,
        "lodging": posting.lodging,
        "women_facilities": posting.women_facilities,
        "men_facilities": posting.men_facilities,
        "transport": posting.transport,
        "tools_provided": posting.tools_provided,
        "strength": posting.strength and str(posting.strength),
        "age_from": posting.age_from,
        "age_to": posting.age_to,
        "experience": posting.experience,
        "note": posting.note,
        "outdoors": posting.outdoors,
    }


def _pay(pay: Pay | None) -> dict[str, Any] | None:
    if pay is None:
        return None
    return {
        "amount_minor": pay.amount_minor,
        "up_to_minor": pay.up_to_minor,
        "unit": str(pay.unit),
        "paid_when": pay.paid_when and str(pay.paid_when),
        "currency": pay.currency,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _clock(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat("minutes")
