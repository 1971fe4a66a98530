"""Codes and the messages that prove them: a listener or a portal without the code can play neither side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.enrolment import (
    ALPHABET,
    MAC_BYTES,
    MOST_ENROL_BYTES,
    TOKEN_BYTES,
    EnrolRequest,
    body_of,
    check_proof,
    code_in,
    finder_of,
    new_code,
    new_token_secret,
    prove,
    region_of_token,
    secret_of,
    token_hash,
    token_of,
)
from sync.protocol.faults import BadMessage, BadSignature, TooLarge
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import validated

CODE = "ACDE-FGHJ-KLMN-PQRT"
SECRET = secret_of(CODE)
ASKED = EnrolRequest(v=PROTOCOL, code="ACDE", public_key="00" * 32, token_hash="11" * 32, machine="m")


def test_a_new_code_is_typed_without_mistakes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(set(code) <= {*ALPHABET, "-"} and len(code) == 19 for code in codes)
    assert not set(ALPHABET) & set("0O1IB8S5Z2")


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", " "), f"  {CODE.replace('-', '')}\n", "ACDE—FGHJ_KLMN.PQRT"]
)
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert code_in(typed) == CODE.replace("-", "")
    assert (secret_of(typed), finder_of(typed)) == (SECRET, "ACDE")


@pytest.mark.parametrize(
    "typed", ["", "ACDE", CODE[:-1], f"{CODE}A", CODE.replace("A", "0"), "é" * 16, "ＡＣＤＥ" * 4, "²" * 16]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(BadMessage):
        code_in(typed)


def test_a_proof_holds_for_its_message_its_question_and_its_code_alone() -> None:
    data = prove(SECRET, ASKED, asked=b"question")
    check_proof(SECRET, data, asked=b"question")
    assert validated(EnrolRequest, body_of(data)) == ASKED
    wrong = [(SECRET, b"", data), (SECRET, b"another", data), (secret_of(new_code()), b"question", data)]
    wrong += [(SECRET, b"question", data[:-1]), (SECRET, b"question", data + b" "), (SECRET, b"question", bytes(40))]
    for secret, asked, said in wrong:
        with pytest.raises(BadSignature):
            check_proof(secret, said, asked=asked)


def test_the_code_itself_does_not_travel() -> None:
    data = prove(SECRET, ASKED)
    assert CODE.replace("-", "")[4:].encode() not in data
    assert SECRET not in data


def test_a_body_has_bounds() -> None:
    for short in (b"", bytes(MAC_BYTES)):
        with pytest.raises(BadMessage):
            body_of(short)
    with pytest.raises(TooLarge):
        body_of(bytes(MOST_ENROL_BYTES + 1))


@given(st.integers(0, 999_999))
@settings(max_examples=30)
def test_a_token_says_its_county_and_its_hash_does_not_say_the_token(number: int) -> None:
    region, secret = f"{number:06d}", new_token_secret()
    token = token_of(region, secret)
    assert (len(token), region_of_token(token)) == (TOKEN_BYTES, region)
    assert secret not in token_hash(secret)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "ACDEF"), ("code", "\x00"), ("code", "a"), ("public_key", "0" * 129), ("public_key", "XY"),
        ("token_hash", "é"), ("machine", "a\x00b"), ("machine", "x" * 65), ("prefix", "a'"), ("prefix", "ABC"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_no_request(name: str, value: str) -> None:
    whole = ASKED.model_dump() | {name: value}
    import json

    with pytest.raises(BadMessage):
        validated(EnrolRequest, json.dumps(whole).encode())
