"""The plain text of a slip's QR code: what any phone shows when it scans the slip, without a network."""

from __future__ import annotations

from datetime import date

from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip
from kiosk.domain.station import Station
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line

NAME_BYTES, PAY_BYTES, PHONE_BYTES, PLACE_BYTES = 36, 60, 24, 90
"""Longest UTF-8 lengths in the code (a Chinese character is 3). With these no slip passes 81 modules a side
(version 16), which at four dots a module still fits a 58 mm paper's 384 dots with its quiet zone."""


def scanned_text(slip: Slip, posting: Posting, station: Station, texts: Texts, *, trade: str, people: int = 1) -> str:
    """Return number, how many go by it, trade, pay, when, where and phone as short lines, unsigned.

    Days carry their year and are never "tomorrow": a picture of the code is looked at on another day. Lines are
    shortened to keep the code's modules large; the paper itself shows them whole.
    """
    lines = (
        (
            shortened(station.name, most=NAME_BYTES),
            slip.number,
            texts("slip-party-scanned", count=people) * (people > 1),
        ),
        (shortened(trade, most=NAME_BYTES), shortened(pay_line(posting.pay, texts), most=PAY_BYTES)),
        (_days(posting, texts), hours_line(posting, texts) if posting.daily_start else ""),
        (shortened(posting.place, most=PLACE_BYTES),),
        (
            shortened(posting.contact_name, most=NAME_BYTES),
            shortened(posting.contact_phone, most=PHONE_BYTES),
        ),
    )
    return "\n".join(" ".join(filter(None, words)) for words in lines if any(words))


def _days(posting: Posting, texts: Texts) -> str:
    days = days_line(posting, texts, today=date.min)
    return texts("slip-days-in-year", year=str(posting.first_day.year), days=days)
