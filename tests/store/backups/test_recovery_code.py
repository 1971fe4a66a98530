"""A recovery code can be copied by hand: what goes wrong with it is told at once, before anything is opened."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from kiosk.errors import Refused
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery_code import ALPHABET, LENGTH, RecoveryCode
from kiosk.store.wrapped_key import WRAPPED_BYTES, WrappedKey, keep_wrapped, kept_wrapped, wrap

KEY = DatabaseKey(bytes(range(32)))
LOOKS_LIKE = {ord("8"): "B", ord("5"): "S", ord("2"): "Z", ord("6"): "G"}
MADE = datetime(2026, 11, 21, 8, 0).astimezone()


def refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        RecoveryCode.read(text)
    return refused.value.key


def test_a_code_has_a_hundred_bits_and_is_another_one_each_time() -> None:
    assert len(ALPHABET) ** (LENGTH - 2) > 2**100
    assert len({RecoveryCode.new().letters for _ in range(200)}) == 200


def test_a_code_is_read_as_it_is_written_down() -> None:
    for _ in range(200):
        code = RecoveryCode.new()
        assert [len(group) for group in code.shown().split("-")] == [4] * 6
        assert RecoveryCode.read(code.shown()) == code
        assert RecoveryCode.read(f"  {code.letters.lower()}\n") == code
        assert RecoveryCode.read(code.shown().replace("-", "－").replace("5", "ｓ")) == code
        assert RecoveryCode.read(code.shown().translate(LOOKS_LIKE)) == code


def test_one_wrong_letter_is_always_told() -> None:
    code = RecoveryCode.new().letters
    for place, right in enumerate(code):
        for wrong in ALPHABET.replace(right, ""):
            assert refusal(code[:place] + wrong + code[place + 1 :]) == "error-code-mistyped"


def test_two_letters_that_changed_places_are_always_told() -> None:
    code = RecoveryCode.new().letters
    for one, other in combinations(range(LENGTH), 2):
        if code[one] != code[other]:
            letters = list(code)
            letters[one], letters[other] = letters[other], letters[one]
            assert refusal("".join(letters)) == "error-code-mistyped"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "error-code-length"),
        ("2345-6789", "error-code-length"),
        ("2345-6789-ACDE-FHJK-LMNP-RTP4-2", "error-code-length"),
        ("2345-6789-ACDE-FHJK-LMNP-RTO0", "error-code-letters"),
        ("驿站" * 12, "error-code-letters"),
        ("2" * 100_000, "error-code-length"),
    ],
)
def test_what_is_no_code_is_told_in_a_sentence_of_its_own(text: str, key: str) -> None:
    assert refusal(text) == key


def test_a_code_shows_itself_to_no_log() -> None:
    code = RecoveryCode.new()
    assert code.letters not in f"{code!r} {code}"


def test_a_wrapped_key_opens_with_its_code_alone() -> None:
    code = RecoveryCode.new()
    wrapped = wrap(KEY, code, made=MADE)
    assert wrapped.unwrapped(code) == KEY
    assert (wrapped.code_made, wrapped.key_mark) == (MADE, KEY.mark())
    assert bytes.fromhex(KEY.hex()) not in wrapped.blob
    assert code.letters.encode() not in wrapped.blob
    with pytest.raises(Refused, match="error-code-other"):
        wrapped.unwrapped(RecoveryCode.new())


def test_no_bit_of_a_wrapped_key_can_be_changed() -> None:
    code = RecoveryCode.new()
    blob = wrap(KEY, code, made=MADE).blob
    for place in (0, 4, 5, 12, 13, 44, 45, 60, 61, 72, 73, 104, WRAPPED_BYTES - 1):
        changed = bytearray(blob)
        changed[place] ^= 1
        with pytest.raises(Refused):
            WrappedKey.read(bytes(changed)).unwrapped(code)


def test_a_wrapped_key_of_another_key_is_as_good_as_none(tmp_path) -> None:
    file = tmp_path / "keys" / "wrapped"
    assert kept_wrapped(file, KEY) is None
    keep_wrapped(file, wrap(KEY, RecoveryCode.new(), made=MADE))
    assert kept_wrapped(file, KEY) is not None
    assert kept_wrapped(file, DatabaseKey(bytes(32))) is None
    file.write_bytes(b"torn")
    assert kept_wrapped(file, KEY) is None
