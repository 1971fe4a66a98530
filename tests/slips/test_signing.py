"""A real slip is told from a forged one, offline, however a phone copied it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.domain.language import Language
from kiosk.errors import NotASlip
from kiosk.slips.compose import SlipContent
from kiosk.slips.signing import SlipSigner, key_id, verify

SlipOf = Callable[..., SlipContent]
SIGNER = SlipSigner(bytes(range(32)))
OTHER = SlipSigner(b"\x07" * 32)
TEXT = """河口镇零工驿站 A1-1121-007-9
摘果子 180元/天
2025年11月22日–25日 6:00–17:30
河口镇大桥村3组
王大姐 13812345678"""
SIGNED = SIGNER.sign(TEXT)
KEYS = (OTHER.public_key, SIGNER.public_key)


def reason(text: str, keys: tuple[bytes, ...] = KEYS) -> str:
    with pytest.raises(NotASlip) as caught:
        verify(text, keys)
    return caught.value.key


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("longest", [False, True])
def test_every_composed_slip_verifies(slip_of: SlipOf, signer: SlipSigner, language: Language, longest: bool) -> None:
    content = slip_of(language, longest=longest)
    slip = verify(content.qr_text, [signer.public_key])
    assert slip.number == content.number
    assert slip.key_id == key_id(signer.public_key)
    assert slip.text + "\n" + content.qr_text.splitlines()[-1] == content.qr_text


@pytest.mark.parametrize(
    "copied",
    [
        SIGNED.replace("\n", "\r\n"),
        SIGNED.replace("\n", "\r"),
        SIGNED.replace("\n", "  \n"),
        SIGNED.replace("\n", "\n\n"),
        SIGNED.replace("\n", " "),
        SIGNED.replace(" ", "\u3000"),
        SIGNED.replace(" ", "\u00a0"),
        "\ufeff" + SIGNED,
        "\n\t " + SIGNED + " \r\n\n",
    ],
)
def test_a_text_copied_from_any_phone_verifies(copied: str) -> None:
    assert verify(copied, KEYS).number == "A1-1121-007-9"


def test_a_decomposed_letter_is_the_same_letter() -> None:
    signed = SIGNER.sign("Café A1-1121-007-9")
    assert verify(signed.replace("é", "e\u0301"), KEYS)


@given(st.integers(0, len(SIGNED) - 1), st.characters(exclude_categories=("Cs", "Z", "Cc", "M")))
@settings(max_examples=400, deadline=None)
def test_no_character_can_be_changed(position: int, char: str) -> None:
    if SIGNED[position].isspace() or char == SIGNED[position]:
        return
    assert reason(SIGNED[:position] + char + SIGNED[position + 1 :]).startswith(("slip-", "error-not"))


def test_each_character_is_missed_when_it_is_left_out() -> None:
    for position, char in enumerate(SIGNED):
        if not char.isspace():
            assert reason(SIGNED[:position] + SIGNED[position + 1 :])


@given(st.integers(0, len(SIGNED)), st.characters(exclude_categories=("Cs", "Z", "Cc")))
@settings(max_examples=300, deadline=None)
@example(0, "\u202e")
@example(len(SIGNED), "\u200b")
def test_nothing_visible_or_invisible_can_be_put_in(position: int, char: str) -> None:
    if position == 0 and char == "\ufeff":
        return
    assert reason(SIGNED[:position] + char + SIGNED[position:])


def test_a_digit_cannot_be_moved_by_a_blank() -> None:
    assert reason(SIGNED.replace("180元", "1 80元")) == "slip-forged"


def test_words_cannot_change_places() -> None:
    lines = SIGNED.split("\n")
    lines[1], lines[3] = lines[3], lines[1]
    assert reason("\n".join(lines)) == "slip-forged"


def test_the_last_letter_of_the_signature_has_one_spelling_only() -> None:
    """103 base32 letters hold 515 bits, three more than the signature: a lax reader would take eight last letters."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    assert [letter for letter in alphabet if _is_real(SIGNED[:-1] + letter)] == [SIGNED[-1]]


def _is_real(text: str) -> bool:
    try:
        return bool(verify(text, KEYS))
    except NotASlip:
        return False


def test_each_refusal_says_why() -> None:
    assert reason("") == "error-not-a-slip"
    assert reason("你好") == "error-not-a-slip"
    assert reason("https://example.org/?YZ1:") == "error-not-a-slip"
    assert reason(TEXT) == "slip-torn"
    assert reason(SIGNED[:-1]) == "slip-torn"
    assert reason(SIGNED[:-40]) == "slip-torn"
    assert reason(SIGNED.splitlines()[-1]) == "slip-torn"
    assert reason(SIGNED, (OTHER.public_key,)) == "slip-foreign"
    assert reason(SIGNED, ()) == "slip-foreign"
    assert reason(SIGNED.replace("180", "280")) == "slip-forged"


def test_a_forger_with_the_right_key_name_is_still_a_forger() -> None:
    forged = OTHER.sign(TEXT).replace(key_id(OTHER.public_key), key_id(SIGNER.public_key))
    assert reason(forged) == "slip-forged"


def test_a_signature_does_not_serve_another_slip() -> None:
    other = TEXT.replace("007-9", "008-7")
    assert reason(other + "\n" + SIGNED.splitlines()[-1]) == "slip-forged"


@given(st.text(max_size=300))
@example("¹-1")
@settings(max_examples=300, deadline=None)
def test_no_text_whatever_breaks_the_check(text: str) -> None:
    for candidate in (text, text + "\nYZ1:" + text, SIGNED + text, "YZ1:AAAAAAAA:" + text):
        try:
            assert verify(candidate, KEYS).text
        except NotASlip:
            continue


@given(st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())))
@settings(max_examples=200, deadline=None)
def test_whatever_is_signed_verifies(text: str) -> None:
    assert verify(SIGNER.sign(text), KEYS)


def test_lone_halves_of_characters_from_a_broken_argument_are_refused() -> None:
    assert reason("\udce6\udcb2" + SIGNED) == "slip-forged"
