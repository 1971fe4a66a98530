"""Requests and replies: what is written is read again, and a reply answers one request only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.faults import BadMessage, BadSignature, TooLarge, UnknownProtocol
from sync.protocol.signing import Purpose, Signer, Verifier
from sync.protocol.wire import (
    MOST_REPLY_BYTES,
    ONCE_LENGTH,
    PageToFetch,
    Refusal,
    SlotReport,
    SyncReply,
    Tail,
    Want,
    new_once,
    read_reply,
    read_request,
    request,
    write_reply,
    write_request,
)

SIGNER = Signer(bytes(32))
VERIFIER = Verifier(SIGNER.public_key)
POSITIONS = st.integers(0, (1 << 62) - 1)
IDS = st.text("0123456789abcdef-", min_size=1, max_size=64)
ASKED = b"question"


@given(
    at=st.lists(POSITIONS, min_size=3, max_size=3),
    after=st.tuples(POSITIONS, st.text(max_size=8)),
    slots=st.lists(st.builds(SlotReport, posting=IDS, no=POSITIONS, slots=st.integers(0, (1 << 31) - 1)), max_size=3),
    wants=st.lists(st.builds(Want, posting=IDS, wishes=st.integers(1, (1 << 31) - 1)), max_size=3),
    operations=st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)), max_size=3),
)
@settings(max_examples=60)
def test_a_request_is_read_as_it_was_written(**said: Any) -> None:
    asked = request(**said)
    assert read_request(write_request(asked)) == asked


def test_a_request_is_as_short_as_it_can_be_said() -> None:
    assert write_request(request(at=[1, 2, 3], after=(4, "abcdefgh"))) == b'{"after":[4,"abcdefgh"],"at":[1,2,3],"v":1}'


def test_a_request_says_a_short_word_that_no_other_has() -> None:
    words = {new_once() for _ in range(1000)}
    assert len(words) == 1000
    assert {len(word) for word in words} == {ONCE_LENGTH}
    for word in words:
        asked = request(at=[1, 2, 3], after=(4, "abcdefgh"), once=word)
        assert read_request(write_request(asked)) == asked
    plain = write_request(request(at=[1, 2, 3], after=(4, "abcdefgh")))
    assert len(write_request(asked)) - len(plain) <= 18  # of the 43 bytes that an idle poll has left


@pytest.mark.parametrize("word", ["a" * 17, "a b", '"', "字"])
def test_a_word_that_is_none_is_not_read(word: str) -> None:
    with pytest.raises(BadMessage):
        read_request(json.dumps({"v": 1, "at": [1, 2, 3], "once": word}).encode())


@pytest.mark.parametrize("number", [0, 2, -1, 1 << 40])
def test_another_protocol_is_told_apart_from_nonsense(number: int) -> None:
    for more in ({}, {"at": [1, 2, 3]}, {"unheard": True}):
        with pytest.raises(UnknownProtocol):
            read_request(json.dumps({"v": number, **more}).encode())


def test_a_fault_names_the_place_and_never_what_stood_there() -> None:
    with pytest.raises(BadMessage) as fault:
        read_request('{"v":1,"at":[0,0,0],"slots":[{"posting":"张翠花","no":0,"slots":0}]}'.encode())
    assert "slots.0.posting" in fault.value.detail
    assert "张" not in str(fault.value)


def reply(**also: Any) -> SyncReply:
    return SyncReply(now=1, head=[1, 2, 3], sum="x", through=(4, "abcdefgh"), **also)


TAIL = Tail(scope="region", start=0, end=3, size=5)


def test_a_reply_is_read_with_its_inline_pages() -> None:
    said = reply(
        tails=[TAIL, TAIL.model_copy(update={"scope": "station", "size": 2})],
        granted=3,
        refused=[Refusal(seq=1, reason="row-gone")],
        pages=[PageToFetch(scope="region", name="a" * 32, size=9, start=0, end=9)],
    )
    data = write_reply(said, [b"12345", b"67", b"890"], asked=ASKED, signer=SIGNER)
    assert read_reply(data, asked=ASKED, verifier=VERIFIER) == (said, [b"12345", b"67", b"890"])


def test_a_reply_to_another_question_or_of_another_key_is_none() -> None:
    data = write_reply(reply(), [], asked=ASKED, signer=SIGNER)
    for asked, verifier in ((b"another", VERIFIER), (ASKED, Verifier(Signer(b"1" * 32).public_key))):
        with pytest.raises(BadSignature):
            read_reply(data, asked=asked, verifier=verifier)
    for cut in range(0, len(data), 7):
        with pytest.raises(BadSignature):
            read_reply(data[:cut], asked=ASKED, verifier=VERIFIER)


def test_a_reply_whose_pages_have_another_size_is_none() -> None:
    for said, inline in (
        (reply(tails=[TAIL]), [b"1234"]),
        (reply(tails=[TAIL]), [b"123456"]),
        (reply(), [b"1"]),
        (reply(granted=2), []),
        (reply(tails=[TAIL.model_copy(update={"size": -1})], granted=1), []),
    ):
        data = write_reply(said, inline, asked=ASKED, signer=SIGNER)
        with pytest.raises(BadMessage):
            read_reply(data, asked=ASKED, verifier=VERIFIER)


def test_a_reply_that_is_too_long_is_not_even_checked() -> None:
    with pytest.raises(TooLarge):
        read_reply(bytes(MOST_REPLY_BYTES + 1), asked=ASKED, verifier=VERIFIER)


def test_even_what_central_signed_is_read_with_care() -> None:
    for line in (b"", b"{}", b"[]", b"[" * 100_000, b'{"now":NaN}', b"\xff\xfe"):
        rest = line + b"\n"
        with pytest.raises(BadMessage):
            read_reply(SIGNER.sign(Purpose.REPLY, ASKED, rest) + rest, asked=ASKED, verifier=VERIFIER)
