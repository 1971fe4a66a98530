"""What is wrong with a walk-in: field by field, all at once, in sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.walk_in import LookedAt, PersonField, PersonReason, WalkIn
from kiosk.desk.walk_in_checks import MOST_NAME, looked_at
from kiosk.domain.identity import check_character
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.posting import Strength
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
KNOWN = {"430796", "430796101", "430796101205"}


def identity(born: str = "19641231") -> str:
    body = f"430796{born}123"
    return body + check_character(body)


def look(*, today: date = TODAY, **changes: Any) -> LookedAt:
    walk_in = WalkIn(**{"name": "王秀英", "consent": Consent.GIVEN, **changes})
    return looked_at(walk_in, today=today, is_region=KNOWN.__contains__)


def reasons(seen: LookedAt) -> list[tuple[PersonField, PersonReason]]:
    return [(each.field, each.reason) for each in seen.problems]


def test_a_name_alone_is_enough() -> None:
    assert look(name="老王").problems == ()


def test_everything_that_is_right_is_kept_in_one_spelling() -> None:
    seen = look(
        name="  王秀英 ",
        phone="１３８-0000 1234",
        trades=("mason", "cook", "mason"),
        region=" 430796101 ",
        identity_number=identity().lower(),
        strength=Strength.LIGHT,
        note="左手使不上劲\n想离家近",
        pictures=("sun", "apple", "key"),
    )
    assert seen == LookedAt(
        walk_in=WalkIn(
            name="王秀英",
            consent=Consent.GIVEN,
            phone="13800001234",
            trades=("cook", "mason"),
            birth_year=1964,
            region="430796101",
            strength=Strength.LIGHT,
            identity_number=identity(),
            note="左手使不上劲\n想离家近",
            pictures=("apple", "key", "sun"),
        )
    )


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"name": ""}, "name", "name-missing"),
        ({"name": " \u3000"}, "name", "name-missing"),
        ({"name": "\u200b"}, "name", "name-missing"),
        ({"name": "王" * (MOST_NAME + 1)}, "name", "text-too-long"),
        ({"name": "王\0英"}, "name", "text-unreadable"),
        ({"name": "王\ud83d"}, "name", "text-unreadable"),
        ({"name": "\u202e英秀王"}, "name", "text-unreadable"),
        ({"phone": "1380000123"}, "phone", "phone-malformed"),
        ({"phone": "没有"}, "phone", "phone-malformed"),
        ({"phone": "12333"}, "phone", "phone-malformed"),
        ({"phone": "4008001234"}, "phone", "phone-malformed"),
        ({"phone": "9" * 10_000}, "phone", "phone-malformed"),
        ({"phone": "13800001234/13900001234"}, "phone", "phone-several"),
        ({"trades": ("mason", "astronaut")}, "trades", "trade-unknown"),
        ({"birth_year": 1899}, "birth_year", "birth-year-odd"),
        ({"birth_year": 2027}, "birth_year", "birth-year-odd"),
        ({"birth_year": 2011}, "birth_year", "too-young"),
        ({"region": "430796999"}, "region", "region-unknown"),
        ({"region": "4307"}, "region", "region-unknown"),
        ({"region": "' or 1=1"}, "region", "region-unknown"),
        ({"identity_number": "110105491231002"}, "identity_number", "identity-old"),
        ({"identity_number": "1" * 10_000}, "identity_number", "identity-length"),
        ({"identity_number": identity()[:-1] + "?"}, "identity_number", "identity-length"),
        ({"identity_number": "99" + identity()[2:]}, "identity_number", "identity-region"),
        ({"identity_number": identity("19640230")}, "identity_number", "identity-birth"),
        ({"identity_number": identity()[:16] + "9" + identity()[17:]}, "identity_number", "identity-check"),
        ({"identity_number": identity("20101122")}, "identity_number", "too-young"),
        ({"note": "字" * 501}, "note", "text-too-long"),
        ({"note": "\0"}, "note", "text-unreadable"),
        ({"pictures": ("sun", "key")}, "pictures", "pictures-three"),
        ({"pictures": ("sun", "key", "\0")}, "pictures", "pictures-three"),
    ],
)
def test_each_mistake_is_told_beside_its_field(changes: dict[str, Any], field: str, reason: str) -> None:
    seen = look(**changes)
    assert (PersonField(field), PersonReason(reason)) in reasons(seen)
    assert seen.refusing


def test_all_mistakes_are_told_at_once_in_the_order_of_the_fields() -> None:
    seen = look(name="", phone="1", birth_year=2020, region="1", identity_number="2", note="\0", pictures=("sun",))
    fields = [each.field for each in seen.problems]
    assert len(fields) == 7
    assert fields == sorted(fields, key=tuple(PersonField).index)


def test_who_turns_sixteen_this_year_may_be_sixteen_already() -> None:
    assert not look(birth_year=2010).problems
    assert not look(identity_number=identity("20101121")).problems


def test_a_birth_year_that_is_not_the_cards_is_told_and_kept() -> None:
    seen = look(birth_year=1963, identity_number=identity("19641231"))
    assert reasons(seen) == [(PersonField.BIRTH_YEAR, PersonReason.BIRTH_YEAR_DIFFERS)]
    assert not seen.refusing
    assert seen.walk_in.birth_year == 1963


def test_without_consent_only_name_and_trades_are_left_and_the_rest_is_told() -> None:
    seen = look(
        consent=Consent.REFUSED,
        trades=("mason",),
        phone="not looked at",
        birth_year=1,
        region="x",
        strength=Strength.HEAVY,
        identity_number="x",
        note="\0",
        pictures=("sun",),
    )
    assert seen.walk_in == WalkIn(name="王秀英", consent=Consent.REFUSED, trades=("mason",))
    assert [each.field for each in seen.problems] == [
        each for each in PersonField if each not in (PersonField.NAME, PersonField.TRADES)
    ]
    assert {each.reason for each in seen.problems} == {PersonReason.NOT_KEPT}
    assert not seen.refusing


@pytest.mark.parametrize("today", [date(1970, 1, 1), date(2001, 1, 1), date(2099, 1, 1)])
def test_a_clock_that_is_wrong_keeps_no_grown_up_out(today: date) -> None:
    assert not look(today=today, birth_year=1964, identity_number=identity()).refusing


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(PersonReason))
def test_every_reason_has_its_sentence(language: Language, reason: PersonReason) -> None:
    assert Texts(language).has(f"walk-in-{reason}")


@pytest.mark.parametrize("language", list(Language))
def test_sentences_are_filled_with_their_figures(language: Language) -> None:
    seen = look(name="王" * 99, birth_year=2015, identity_number=identity("20150101"))
    texts = Texts(language)
    assert [str(MOST_NAME) in seen.problems[0].sentence(texts), "16" in seen.problems[1].sentence(texts)] == [True] * 2
    differs = look(birth_year=1963, identity_number=identity()).problems[0].sentence(texts)
    assert "1964" in differs


HOSTILE = st.one_of(
    st.text(max_size=30), st.text(st.characters(categories=("Cs", "Cc", "Cf", "So", "Nd", "Lo")), max_size=30)
)


@given(name=HOSTILE, phone=HOSTILE, region=HOSTILE, number=HOSTILE, note=HOSTILE, year=st.none() | st.integers())
@settings(deadline=None)
def test_any_text_is_either_refused_or_fit_to_be_stored(
    name: str, phone: str, region: str, number: str, note: str, year: int | None
) -> None:
    seen = look(name=name, phone=phone, region=region, identity_number=number, note=note, birth_year=year)
    if not seen.refusing:
        for text in (seen.walk_in.name, seen.walk_in.note):
            text.encode()
            assert "\0" not in text
        assert seen.walk_in.name == name.strip()
        assert looked_at(seen.walk_in, today=TODAY, is_region=KNOWN.__contains__).walk_in == seen.walk_in
