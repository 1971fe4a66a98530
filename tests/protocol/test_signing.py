"""Signatures: of one key, for one purpose, over these parts in this order, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.faults import BadSignature
from sync.protocol.signing import KEY_BYTES, SIGNATURE_BYTES, Purpose, Signer, Verifier, new_seed

SIGNER = Signer(bytes(32))
VERIFIER = Verifier(SIGNER.public_key)


@given(st.lists(st.binary(max_size=20), max_size=4), st.sampled_from(list(Purpose)))
@settings(max_examples=30)
def test_what_was_signed_holds(parts: list[bytes], purpose: Purpose) -> None:
    signature = SIGNER.sign(purpose, *parts)
    assert (len(signature), len(SIGNER.public_key)) == (SIGNATURE_BYTES, KEY_BYTES)
    VERIFIER.verify(signature, purpose, *parts)


def test_another_key_purpose_part_order_or_cut_does_not() -> None:
    signature = SIGNER.sign(Purpose.PAGE, b"ab", b"c")
    wrong = [
        (VERIFIER, signature, Purpose.REPLY, (b"ab", b"c")),
        (VERIFIER, signature, Purpose.BUNDLE, (b"ab", b"c")),
        (VERIFIER, signature, Purpose.PAGE, (b"c", b"ab")),
        (VERIFIER, signature, Purpose.PAGE, (b"a", b"bc")),
        (VERIFIER, signature, Purpose.PAGE, (b"abc",)),
        (VERIFIER, signature, Purpose.PAGE, (b"ab", b"c", b"")),
        (Verifier(Signer(new_seed()).public_key), signature, Purpose.PAGE, (b"ab", b"c")),
        (VERIFIER, b"", Purpose.PAGE, (b"ab", b"c")),
        (VERIFIER, signature[:-1], Purpose.PAGE, (b"ab", b"c")),
        (VERIFIER, bytes(64), Purpose.PAGE, (b"ab", b"c")),
        (VERIFIER, signature + b"\0", Purpose.PAGE, (b"ab", b"c")),
    ]
    for verifier, said, purpose, parts in wrong:
        with pytest.raises(BadSignature):
            verifier.verify(said, purpose, *parts)


@given(st.integers(0, 511))
@settings(max_examples=30)
def test_one_turned_bit_is_noticed(bit: int) -> None:
    signature = bytearray(SIGNER.sign(Purpose.REPLY, b"x"))
    signature[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadSignature):
        VERIFIER.verify(bytes(signature), Purpose.REPLY, b"x")
