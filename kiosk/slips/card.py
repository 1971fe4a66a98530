"""What stands on a worker card: enough to be signed in by next time, and nothing personal in its code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.card import card_number_in
from kiosk.domain.person import Person
from kiosk.domain.station import Station
from kiosk.errors import NotASlip
from kiosk.slips.lines import one_line, shortened
from kiosk.slips.scanned import NAME_BYTES
from kiosk.slips.signing import Seal, SlipSigner, signed_text
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


def read_card(text: str, public_keys: Iterable[bytes]) -> str:
    """Return the number of the card that `text` is, if one of `public_keys` signed it.

    Raise `NotASlip`, whose key says why: `card-not-a-card`, `card-torn` (a part is missing), `card-foreign` (signed
    with a key that is not among `public_keys`) or `card-forged` (changed after it was signed).
    """
    if not card_number_in(text):
        raise NotASlip("card-not-a-card")
    body, _ = signed_text(text, public_keys, seal=CARD_SEAL)
    return find_card(body)


def find_card(text: str) -> str:
    """Return the card number in a scanned or typed text, signed or not.

    Its check digit must be right; that is enough to find somebody by, as any number can be typed. A scanner that
    types like a keyboard may have lost the station's name, and with it the signature. Raises `NotASlip` for
    a text without one.
    """
    number = card_number_in(text)
    if not number:
        raise NotASlip("card-not-a-card")
    return number
