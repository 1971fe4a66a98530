"""A worker card: nothing personal in its code, and never taken for a slip."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.card import card_number, card_number_in
from kiosk.domain.language import Language
from kiosk.domain.person import Person
from kiosk.domain.station import Station
from kiosk.errors import NotASlip
from kiosk.slips.card import CARD_SEAL, compose_card
from kiosk.slips.signing import SlipSigner, signed_text, verify
from kiosk.texts.catalogue import Texts

SIGNER, OTHER = SlipSigner(bytes(range(32))), SlipSigner(bytes(32))
STATION = Station(id="s", name="铜盆镇零工驿站", prefix="L7", phone="0736-1234567")
CARD = card_number(prefix="L7", running=12)
PERSON = Person(
    number=12,
    id="0198-person",
    card=CARD,
    name="王秀英",
    phone="13800001234",
    birth_year=1964,
    region="430796101",
    identity_number="11010519491231002X",
    note="左手使不上劲",
    pictures=("apple", "key", "sun"),
)


def card(language: Language = Language.ZH_CN, **options: bool):
    return compose_card(PERSON, STATION, Texts(language), SIGNER, **options)


def test_the_code_holds_the_stations_name_the_number_and_a_signature_and_nothing_else() -> None:
    name, number, signature = card(with_name=True).qr_text.splitlines()
    assert (name, number) == (STATION.name, CARD)
    assert signature.startswith("YZC1:")
    for word in (PERSON.id, PERSON.name, PERSON.phone, "1964", PERSON.identity_number, PERSON.note, "apple"):
        assert word not in card(with_name=True).qr_text


def test_the_name_stands_there_only_if_it_was_asked_for() -> None:
    assert "王秀英" not in repr(card())
    assert card(with_name=True).name_line == "王秀英"


@pytest.mark.parametrize("language", list(Language))
def test_the_card_shows_number_station_and_pictures(language: Language) -> None:
    shown = card(language)
    assert (shown.number, shown.station_name, shown.pictures) == (CARD, STATION.name, ("apple", "key", "sun"))
    assert STATION.phone in shown.station_phone
    assert shown.number_label
    assert shown.pictures_hint
    assert shown.qr_hint


def test_a_card_is_read_by_whoever_has_the_stations_key() -> None:
    text = card().qr_text
    for copied in (text, text.replace("\n", "\r\n") + "\n"):
        body, _ = signed_text(copied, [OTHER.public_key, SIGNER.public_key], seal=CARD_SEAL)
        assert card_number_in(body) == CARD


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "error-not-a-slip"),
        ("王秀英", "error-not-a-slip"),
        ("\0\ud800" * 1000, "error-not-a-slip"),
        (CARD, "card-torn"),
        (card().qr_text[:-9], "card-torn"),
        (card().qr_text.replace("铜盆", "铁盆"), "card-forged"),
        (card().qr_text.replace(CARD, card_number(prefix="L7", running=13)), "card-forged"),
        (OTHER.sign(f"{STATION.name}\n{CARD}"), "card-torn"),
        (compose_card(PERSON, STATION, Texts(Language.EN), OTHER).qr_text, "card-foreign"),
    ],
)
def test_what_is_not_a_real_card_says_why(text: str, key: str) -> None:
    with pytest.raises(NotASlip) as refused:
        signed_text(text, [SIGNER.public_key], seal=CARD_SEAL)
    assert refused.value.key == key


def test_a_card_never_passes_for_a_slip_nor_a_slip_for_a_card() -> None:
    body = f"{STATION.name}\n{CARD}"
    as_slip = SIGNER.sign(body)
    for text in (card().qr_text, card().qr_text.replace("YZC1:", "YZ1:")):
        with pytest.raises(NotASlip):
            verify(text, [SIGNER.public_key])
    for text in (as_slip, as_slip.replace("YZ1:", "YZC1:")):
        with pytest.raises(NotASlip):
            signed_text(text, [SIGNER.public_key], seal=CARD_SEAL)


@pytest.mark.parametrize(
    "text",
    [CARD, CARD.lower(), CARD.replace("-", ""), card().qr_text, "???\n" + card().qr_text.split("\n", 1)[1]],
)
def test_a_number_is_enough_to_find_somebody_by(text: str) -> None:
    assert card_number_in(text) == CARD


@pytest.mark.parametrize("text", ["", "L7-W-00012-0", "L7-1121-007-4", "13800001234"])
def test_what_holds_no_card_number_finds_nobody(text: str) -> None:
    assert card_number_in(text) == ""


@given(name=st.text(max_size=60), person=st.text(max_size=60))
@settings(deadline=None)
def test_any_names_make_a_card_that_can_be_read(name: str, person: str) -> None:
    named = Person(number=12, id="x", card=CARD, name=person)
    content = compose_card(named, Station(id="s", name=name), Texts(Language.EN), SIGNER, with_name=True)
    assert card_number_in(signed_text(content.qr_text, [SIGNER.public_key], seal=CARD_SEAL)[0]) == CARD
    assert "\n" not in content.name_line + content.station_name
