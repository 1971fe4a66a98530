"""What stands on the slip of a seat in a class: its number, when and where, and a code that the desk reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.language import Language
from kiosk.domain.seat import Seat
from kiosk.domain.station import Station
from kiosk.domain.training import TrainingClass
from kiosk.slips.document import Block, Code, Document, Picture, Pictures, Rule, Text, TextRole
from kiosk.slips.lines import one_line, shortened
from kiosk.slips.scanned import NAME_BYTES, PLACE_BYTES
from kiosk.slips.signing import Seal, SlipSigner
from kiosk.texts.catalogue import Texts
from kiosk.texts.class_phrases import class_day, class_hours, class_title
from kiosk.texts.phrases import readable

SEAT_SEAL = Seal(
    version="YZS1", purpose=b"yizhan seat 1\n", torn="seat-torn", foreign="seat-foreign", forged="seat-forged"
)
SUBJECT = "classes"
"""The picture of a class for every trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatContent:
    """The words of one seat's slip in one language. It names nobody. `facts` are (text, icon), as on a screen."""

    language: Language
    number: str
    number_label: str
    title: str
    picture: str
    station_name: str
    facts: tuple[tuple[str, str], ...]
    bring: str
    qr_text: str = field(repr=False)
    qr_hint: str


def compose_seat(
    seat: Seat, held: TrainingClass, station: Station, texts: Texts, *, signer: SlipSigner, today: date
) -> SeatContent:
    """Return what stands on the slip of `seat`, signed by `signer`; composed again it carries the same code."""
    teacher, phone = readable(held.teacher), one_line(station.phone)
    facts = (
        (class_day(held, texts, today=today), "calendar"),
        (class_hours(held, texts), "clock"),
        (one_line(readable(held.place)), "place"),
        (texts("class-taught-by", name=one_line(teacher)) if teacher else "", "people"),
        (texts("slip-station-phone", phone=phone) if phone else "", "phone"),
    )
    return SeatContent(
        language=texts.language,
        number=seat.number,
        number_label=texts("seat-number"),
        title=one_line(class_title(held, texts)),
        picture=held.trade if texts.has(f"trade-{held.trade}") else SUBJECT,
        station_name=one_line(station.name),
        facts=tuple((text, icon) for text, icon in facts if text),
        bring=texts("seat-bring"),
        qr_text=signer.sign(_scanned_text(seat, held, station, texts), seal=SEAT_SEAL),
        qr_hint=texts("seat-qr-hint"),
    )


def _scanned_text(seat: Seat, held: TrainingClass, station: Station, texts: Texts) -> str:
    """Short lines that any phone shows; the day carries its year, as it is looked at on another day."""
    return "\n".join((
        f"{shortened(station.name, most=NAME_BYTES)} {seat.number}",
        shortened(class_title(held, texts), most=NAME_BYTES),
        f"{held.day.isoformat()} {class_hours(held, texts)}",
        shortened(held.place, most=PLACE_BYTES),
    ))  # fmt: skip


def seat_document(content: SeatContent) -> Document:
    """Return the slip as it is put on paper: what and when for the worker, the number and the code for the desk."""
    blocks: tuple[Block, ...] = (
        Pictures((Picture(content.picture),)),
        Text(content.number_label, TextRole.SMALL),
        Text(content.number, TextRole.FIGURE),
        Rule(),
        *(Text(text, TextRole.STRONG) for text, _ in content.facts),
        Rule(),
        Text(content.bring, TextRole.STRONG),
        Code(content.qr_text, content.qr_hint),
    )
    return Document(language=content.language, title=content.title, subtitle=content.station_name, blocks=blocks)
