"""The paper that whoever complains takes away: the number to ask by, and what happens next. Nobody is named on it."""

from __future__ import annotations

from datetime import date

from kiosk.desk.complaint_words import kind_text, next_step_text
from kiosk.domain.complaint import Receipt
from kiosk.domain.station import Station
from kiosk.slips.document import Code, Document, Rule, Text, TextRole
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import dated


def receipt_document(receipt: Receipt, station: Station, texts: Texts, *, today: date) -> Document:
    """Return the receipt; its code holds the number alone, for the desk's scanner."""
    due = dated(receipt.due_day, texts, today=today)
    phone = (Text(texts("slip-station-phone", phone=station.phone), TextRole.STRONG),) if station.phone else ()
    return Document(
        language=texts.language,
        title=station.name,
        subtitle=texts("complaint-receipt-title", kind=kind_text(receipt.kind, texts)),
        blocks=(
            Text(texts("complaint-receipt-number"), TextRole.SMALL),
            Text(receipt.number, TextRole.FIGURE),
            Rule(),
            Text(texts("complaint-receipt-next", step=next_step_text(receipt, texts, station)), TextRole.BODY),
            Text(texts("complaint-receipt-late" if receipt.is_late else "complaint-receipt-due", day=due)),
            Rule(),
            Code(receipt.number, texts("complaint-receipt-ask")),
            *phone,
            Text(texts("complaint-receipt-hotline", hotline=station.hotline), TextRole.SMALL),
        ),
    )
