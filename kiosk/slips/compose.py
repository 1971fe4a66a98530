"""What stands on a slip: every line ready to be drawn, spoken or printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip
from kiosk.domain.station import Station
from kiosk.slips.lines import one_line
from kiosk.slips.scanned import scanned_text
from kiosk.slips.signing import SlipSigner
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, day_text, days_line, hours_line, pay_line, readable

CHINESE_MOBILE_DIGITS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipContent:
    """The words of one slip in one language; an empty line is left out where it would stand.

    `trade` is the id that names the picture. `hotline` is the bare number of which `wage_line` tells the use.
    `qr_text` is signed plain text. A slip carries no identity number, and `worker_line` only if the worker asked.
    `party_line` says how many go by this slip, where it is not one alone.
    """

    number: str
    number_label: str
    trade: str
    trade_name: str
    pay: str
    paid_when: str
    days: str
    hours: str
    place: str
    transport: str
    contact: str
    phone: str
    station_name: str
    station_phone: str
    hotline: str
    wage_line: str
    qr_text: str
    qr_hint: str
    issued_at: str
    worker_line: str = ""
    party_line: str = ""


def compose(
    slip: Slip,
    posting: Posting,
    station: Station,
    texts: Texts,
    *,
    signer: SlipSigner,
    today: date,
    worker_name: str = "",
    people: int = 1,
) -> SlipContent:
    """Return what stands on `slip`, signed by `signer`; the same slip composed again carries the same QR text.

    A slip for a party of `people` is its lead's. `today` decides whether a day reads "tomorrow". `worker_name` is given
    only when the worker asked for it.
    """
    return SlipContent(
        number=slip.number,
        number_label=texts("slip-number-label"),
        trade=posting.trade,
        trade_name=trade_name(posting, texts),
        pay=pay_line(posting.pay, texts),
        paid_when=texts(f"paid-{posting.pay.paid_when}") if posting.pay.paid_when else "",
        days=days_line(posting, texts, today=today),
        hours=hours_line(posting, texts),
        place=one_line(readable(posting.place)),
        transport=_filled("slip-transport", texts, how=posting.transport),
        contact=_filled("slip-ask-for", texts, name=posting.contact_name or posting.employer_name),
        phone=grouped_phone(posting.contact_phone),
        station_name=one_line(station.name),
        station_phone=_filled("slip-station-phone", texts, phone=station.phone),
        hotline=one_line(station.hotline),
        wage_line=texts("slip-wage-line", hotline=one_line(station.hotline)),
        qr_text=signer.sign(
            scanned_text(slip, posting, station, texts, trade=trade_name(posting, texts), people=people)
        ),
        qr_hint=texts("slip-qr-hint"),
        issued_at=_issued_line(slip, texts),
        worker_line=_filled("slip-worker", texts, name=worker_name),
        party_line=texts("slip-party", count=people) if people > 1 else "",
    )


def trade_name(posting: Posting, texts: Texts) -> str:
    """Return the trade's name; the posting's own title where a newer station's trade is unknown here."""
    key = f"trade-{posting.trade}"
    return texts(key) if texts.has(key) else one_line(posting.title)


def grouped_phone(phone: str) -> str:
    """A mobile number as people read it, `138 1234 5678`; any other number as it was written."""
    digits = one_line(phone)
    if len(digits) == CHINESE_MOBILE_DIGITS and digits.isdigit() and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits


def _filled(key: str, texts: Texts, **argument: str) -> str:
    """The message around its one argument, or nothing at all where the argument says nothing."""
    lines = {name: one_line(readable(value)) for name, value in argument.items()}
    return texts(key, **lines) if all(lines.values()) else ""


def _issued_line(slip: Slip, texts: Texts) -> str:
    moment = datetime.fromtimestamp(slip.issued_at_ms / 1000)
    day = day_text(moment.date(), texts, today=date.min)
    return texts("slip-issued", day=day, clock=clock_text(moment.time()))
