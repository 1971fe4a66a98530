"""What stands on a worker card: enough to be signed in by next time, and nothing personal in its code."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.person import Person
from kiosk.domain.station import Station
from kiosk.slips.lines import one_line, shortened
from kiosk.slips.scanned import NAME_BYTES
from kiosk.slips.signing import Seal, SlipSigner
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import readable

CARD_SEAL = Seal(
    version="YZC1", purpose=b"yizhan card 1\n", torn="card-torn", foreign="card-foreign", forged="card-forged"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """The words of one card in one language; an empty line is left out where it would stand.

    `pictures` are ids, three or none. `qr_text` is signed plain text: the station's name and the card's number.
    `name_line` is filled only if the worker asked for it.
    """

    number: str
    number_label: str
    station_name: str
    station_phone: str
    pictures: tuple[str, ...]
    pictures_hint: str
    qr_text: str
    qr_hint: str
    name_line: str = ""


def compose_card(
    person: Person, station: Station, texts: Texts, signer: SlipSigner, *, with_name: bool = False
) -> CardContent:
    """Return what stands on the worker's card, signed by `signer`; composed again it carries the same code."""
    name = one_line(readable(person.name)) if with_name else ""
    phone = one_line(station.phone)
    return CardContent(
        number=person.card,
        number_label=texts("card-number-label"),
        station_name=one_line(station.name),
        station_phone=texts("card-station-phone", phone=phone) if phone else "",
        pictures=person.pictures,
        pictures_hint=texts("card-pictures-hint") if person.pictures else "",
        qr_text=signer.sign(f"{shortened(station.name, most=NAME_BYTES)}\n{person.card}", seal=CARD_SEAL),
        qr_hint=texts("card-qr-hint"),
        name_line=texts("card-name", name=name) if name else "",
    )
