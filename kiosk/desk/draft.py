"""A posting on its way in: what somebody wrote, as far as it could be understood."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, time

from kiosk.desk.exchange.folding import fold
from kiosk.desk.problems import Field
from kiosk.domain.pay import Pay
from kiosk.domain.posting import Posting, PostingState, Source, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingDraft:
    """A posting before vetting, from a file or from the desk; None and "" mean: not said.

    `written` is every text as it was written, also those that no field keeps, and `written_in` names the field of
    each: fees are looked for in all of it. `any_age` tells that "no age limit" was said. `days_said` are the days that
    the writer named; where one is None, `first_day` or `last_day` is the station's own choice. `phone_extra` are
    further numbers and extensions.
    """

    trade: str | None = None
    title: str = ""
    employer_name: str = ""
    pay: Pay | None = None
    headcount: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    days_said: tuple[date | None, date | None] = (None, None)
    daily_start: time | None = None
    daily_end: time | None = None
    place: str = ""
    region: str | None = None
    contact_name: str = ""
    contact_phone: str = ""
    phone_extra: str = ""
    meals: bool | None = None
    lodging: bool | None = None
    women_facilities: bool | None = None
    men_facilities: bool | None = None
    transport: str = ""
    tools_provided: bool | None = None
    strength: Strength | None = None
    age_from: int | None = None
    age_to: int | None = None
    any_age: bool = False
    experience: str = ""
    note: str = ""
    outdoors: bool | None = None
    written: tuple[str, ...] = ()
    written_in: tuple[Field, ...] = ()


def fingerprint(draft: PostingDraft) -> str:
    """Return 32 hexadecimal digits that stand for what the draft means, however it was spelled or arranged.

    A day that the writer left open ("长期") counts as open, not as the day that was put in for it, so that the same
    line imported next week is known again. Rooms for women and men count only where something is said of them, so that
    lines which were taken before there were columns for these are known again, too.
    """
    words = (
        draft.title, draft.employer_name, draft.place, draft.contact_name, draft.transport, draft.experience, draft.note
    )  # fmt: skip
    facts = (
        draft.trade, _pay_parts(draft.pay), draft.headcount, *draft.days_said, draft.daily_start, draft.daily_end,
        draft.contact_phone, draft.phone_extra, draft.meals, draft.lodging, draft.tools_provided, draft.strength,
        draft.age_from, draft.age_to,
    )  # fmt: skip
    rooms = (draft.women_facilities, draft.men_facilities)
    said = (*facts, *rooms) if rooms != (None, None) else facts
    whole = fold(_BETWEEN.join(words)) + _BETWEEN.join(map(str, said))
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


_BETWEEN = "\ue000"
"""A private character that folding keeps."""


def _pay_parts(pay: Pay | None) -> str:
    if pay is None:
        return ""
    return f"{pay.amount_minor} {pay.up_to_minor} {pay.unit} {pay.paid_when} {pay.currency}"


class Incomplete(ValueError):
    """A draft that vetting refused was to become a posting: a mistake of ours."""


def posting_from(draft: PostingDraft, *, posting_id: str, verified_by: str, now_ms: int) -> Posting:
    """Make the open posting that a vetted draft stands for; raise `Incomplete` if a needed part is missing."""
    if draft.trade is None or draft.pay is None or draft.headcount is None:
        raise Incomplete(draft)
    if draft.first_day is None or draft.last_day is None:
        raise Incomplete(draft)
    return Posting(
        id=posting_id,
        trade=draft.trade,
        title=draft.title,
        employer_id="",
        employer_name=draft.employer_name,
        pay=draft.pay,
        headcount=draft.headcount,
        first_day=draft.first_day,
        last_day=draft.last_day,
        place=draft.place,
        contact_phone=draft.contact_phone,
        contact_name=draft.contact_name,
        daily_start=draft.daily_start,
        daily_end=draft.daily_end,
        region=draft.region,
        meals=draft.meals,
        lodging=draft.lodging,
        women_facilities=draft.women_facilities,
        men_facilities=draft.men_facilities,
        transport=draft.transport,
        tools_provided=draft.tools_provided,
        strength=draft.strength,
        age_from=draft.age_from,
        age_to=draft.age_to,
        experience=draft.experience,
        note=_note(draft),
        outdoors=draft.outdoors,
        source=Source.IMPORT,
        state=PostingState.OPEN,
        verified_by=verified_by,
        verified_at_ms=now_ms,
        slots_left=draft.headcount,
    )


def _note(draft: PostingDraft) -> str:
    return " ".join(part for part in (draft.note, draft.phone_extra) if part)
