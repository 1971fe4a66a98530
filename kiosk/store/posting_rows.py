"""A posting as a row of its table, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from kiosk.domain.posting import Posting, PostingState, Source, Strength, suits_older_workers
from kiosk.store.outbox import Field
from kiosk.store.regions import position_of

COLUMNS = (
    "id", "trade", "title", "pay_minor", "pay_up_to_minor", "pay_unit", "paid_when", "currency",
    "headcount", "first_day", "last_day", "daily_start", "daily_end", "place", "region", "latitude", "longitude",
    "meals", "lodging", "transport", "tools_provided", "strength", "age_from", "age_to", "experience",
    "contact_name", "contact_phone", "note", "outdoors", "source", "state", "verified_by", "verified_at_ms",
    "expires_at_ms", "voice", "women_facilities", "men_facilities",
)  # fmt: skip
"""What a posting is, in the order of `column_values`; the table's other columns are the store's own book-keeping."""

SLOTS_LEFT = "max(0, p.slots_here - p.slots_taken), p.slots_here < p.headcount and ifnull(p.is_taken, 0) = 0"
"""How many slots this kiosk may still give out, and whether others may have some, as far as central has told."""
SELECT = (
    f"select {', '.join(f'p.{name}' for name in COLUMNS)}, {SLOTS_LEFT}, e.id, e.name"
    " from postings p join employers e on e.number = p.employer"
)

UNITS = {str(unit): unit for unit in PayUnit}
PAID: dict[str | None, PaidWhen | None] = {None: None, **{str(when): when for when in PaidWhen}}
STRENGTHS: dict[str | None, Strength | None] = {
    None: None,
    **{str(strength): strength for strength in Strength},
}
STATES = {str(state): state for state in PostingState}
SOURCES = {str(source): source for source in Source}


def column_values(posting: Posting) -> tuple[Field, ...]:
    """Return the values of `COLUMNS` for `posting`."""
    pay, where = posting.pay, posting.position
    return (
        posting.id, posting.trade, posting.title, pay.amount_minor, pay.up_to_minor, str(pay.unit),
        _word(pay.paid_when), pay.currency, posting.headcount, posting.first_day.isoformat(),
        posting.last_day.isoformat(), _clock(posting.daily_start), _clock(posting.daily_end), posting.place,
        posting.region or "", where.latitude if where else None, where.longitude if where else None,
        _flag(posting.meals),
        _flag(posting.lodging), posting.transport, _flag(posting.tools_provided), _word(posting.strength),
        posting.age_from, posting.age_to, posting.experience, posting.contact_name, posting.contact_phone,
        posting.note, _flag(posting.outdoors), str(posting.source), str(posting.state), posting.verified_by,
        posting.verified_at_ms, posting.expires_at_ms, posting.voice, _flag(posting.women_facilities),
        _flag(posting.men_facilities),
    )  # fmt: skip


def suits_older(posting: Posting) -> int:
    return int(suits_older_workers(posting))


def posting_of(row: Sequence[Any]) -> Posting:
    """Return the posting in a row of `SELECT`."""
    (id_, trade, title, pay_minor, up_to_minor, unit, paid_when, currency, headcount, first_day, last_day,
     daily_start, daily_end, place, region, latitude, longitude, meals, lodging, transport, tools_provided, strength,
     age_from, age_to, experience, contact_name, contact_phone, note, outdoors, source, state, verified_by,
     verified_at_ms, expires_at_ms, voice, women, men, slots_left, elsewhere, employer_id,
     employer_name) = row  # fmt: skip
    return Posting(
        id=id_,
        trade=trade,
        title=title,
        employer_id=employer_id,
        employer_name=employer_name,
        pay=Pay(
            amount_minor=pay_minor,
            unit=UNITS[unit],
            up_to_minor=up_to_minor,
            paid_when=PAID[paid_when],
            currency=currency,
        ),
        headcount=headcount,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
        place=place,
        contact_phone=contact_phone,
        contact_name=contact_name,
        daily_start=daily_start and time.fromisoformat(daily_start),
        daily_end=daily_end and time.fromisoformat(daily_end),
        region=region or None,
        position=position_of(latitude, longitude),
        meals=_truth(meals),
        lodging=_truth(lodging),
        women_facilities=_truth(women),
        men_facilities=_truth(men),
        transport=transport,
        tools_provided=_truth(tools_provided),
        strength=STRENGTHS[strength],
        age_from=age_from,
        age_to=age_to,
        experience=experience,
        note=note,
        outdoors=_truth(outdoors),
        source=SOURCES[source],
        state=STATES[state],
        verified_by=verified_by,
        verified_at_ms=verified_at_ms,
        expires_at_ms=expires_at_ms,
        slots_left=slots_left,
        has_slots_elsewhere=bool(elsewhere),
        voice=voice,
    )


def _word(choice: Strength | PaidWhen | None) -> str | None:
    return None if choice is None else choice.value


def _clock(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat("minutes")


def _flag(answer: bool | None) -> int | None:
    return None if answer is None else int(answer)


def _truth(flag: int | None) -> bool | None:
    return None if flag is None else bool(flag)
