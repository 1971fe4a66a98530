"""How complaints read in the desk's lists: pure words."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.desk.complaint_words import next_step_text
from kiosk.domain.complaint import Complaint, ComplaintKind, Receipt
from kiosk.domain.station import Station
from kiosk.slips.compose import grouped_phone
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text, readable
from ui.screens.desk.shown_names import shown_name

MOST_BYTES, LOOKED_AT = 240, 900


def kind_picture(kind: ComplaintKind) -> str:
    """The name of its picture."""
    return f"complaint-{kind.replace('_', '-')}"


def receipt_of(complaint: Complaint, *, today: date) -> Receipt:
    """What whoever complained may know of it."""
    return Receipt(
        complaint_id=complaint.id,
        number=complaint.number,
        kind=complaint.kind,
        due_day=complaint.due_day,
        is_late=complaint.is_late(today),
        next_step=complaint.next_step,
    )


def next_text(complaint: Complaint, texts: Texts, station: Station, *, today: date) -> str:
    """What happens next, on one line."""
    return _short(next_step_text(receipt_of(complaint, today=today), texts, station))


def who_text(complaint: Complaint, texts: Texts) -> str:
    """The worker's name; words that say so where nobody left one."""
    if complaint.person_id is None:
        return texts("complaints-anonymous")
    return shown_name(complaint.person_name, texts)


def employer_text(complaint: Complaint, texts: Texts) -> str:
    """The employer's name, or the posting's title; empty where neither is known."""
    if complaint.employer_id is not None:
        return shown_name(complaint.employer_name, texts)
    return _short(complaint.posting_title)


def due_text(complaint: Complaint, texts: Texts, *, today: date) -> str:
    """`晚了3天`, `今天 11月21日`; for a closed one the day on which it was closed."""
    if complaint.is_late(today):
        return texts("complaints-late", days=str((today - complaint.due_day).days))
    if complaint.closed_at_ms is not None:
        closed = datetime.fromtimestamp(complaint.closed_at_ms / 1000).date()
        return texts("complaints-closed-on", day=day_text(closed, texts, today=today))
    return texts("complaints-due", day=day_text(complaint.due_day, texts, today=today))


def with_phone(name: str, phone: str) -> str:
    """A name with the number to ring."""
    return f"{name}  {grouped_phone(phone)}" if phone else name


def _short(text: str) -> str:
    return shortened(readable(text[:LOOKED_AT]), most=MOST_BYTES)
