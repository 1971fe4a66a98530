"""Whatever bytes come, the decoders answer with a message of this protocol or one of its faults, soon and small."""

from __future__ import annotations

import io
import json
import resource
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sync.protocol import digest
from sync.protocol.dictionary import dictionary
from sync.protocol.enrolment import (
    AgainRequest,
    Enrolled,
    EnrolRequest,
    body_of,
    check_proof,
    code_in,
    prove,
    secret_of,
)
from sync.protocol.faults import BadSignature, ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.page import (
    MAGIC,
    Entry,
    Header,
    Mode,
    PageKind,
    grouped,
    pack,
    read_header,
    sealed_page,
    unpack,
    verify_page,
)
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Signer, Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import (
    MOST_REPLY_BYTES,
    SyncReply,
    Tail,
    read_reply,
    read_request,
    request,
    validated,
    write_reply,
    write_request,
)

SIGNER = Signer(bytes(32))
VERIFIER = Verifier(SIGNER.public_key)
ASKED = b"question"
CODE = "ACDEFGHJKLMNPQRT"
SECRET = secret_of(CODE)
ENTRIES = [
    Entry(
        kind="posting",
        id=f"00000000-0000-4000-8000-{n:012d}",
        mode=Mode.WHOLE,
        fields={"title": "砌墙", "headcount": n},
    )
    for n in range(40)
] + [Entry(kind="person", id="x", mode=Mode.GONE, fields={})]
PACKED = pack(grouped(ENTRIES))
PLAIN = zstandard.ZstdDecompressor(dict_data=dictionary()).decompressobj().decompress(PACKED)
HEADER = Header(region="511902", scope=Scope.STATION, owner="s", kind=PageKind.SNAPSHOT, start=0, end=9)
PAGE = sealed_page(HEADER, PACKED, SIGNER)
ENROL = EnrolRequest(v=PROTOCOL, code="ACDE", public_key="00" * 32, token_hash="11" * 32, machine="m")
AGAIN = AgainRequest(v=PROTOCOL, reason="moved", fork_seq=1, public_key="", token_hash="", machine="")
ENROLLED = Enrolled(
    region="511902", station="s", kiosk=1, prefix="A2", name="", town="", phone="", central_key="", central_seal_key="",
    now=1,
)  # fmt: skip
REQUEST = write_request(
    request(at=[1, 2, 3], after=(4, "abcdefgh"), operations=[{"seq": 5, "id": "a", "fields": {"name": "张", "x": 1.5}}])
)
TAIL = Tail(scope="region", start=0, end=3, size=len(PACKED))
REPLY = write_reply(
    SyncReply(now=1, head=[1, 2, 3], sum="x", through=(4, ""), tails=[TAIL]), [PACKED], asked=ASKED, signer=SIGNER
)


def unpacked(data: bytes) -> None:
    for group in unpack(io.BytesIO(data)):
        for _ in group.entries():
            pass


def verified(data: bytes) -> None:
    stream = io.BytesIO(data)
    verify_page(stream, VERIFIER)
    for group in unpack(stream):
        list(group.entries())


def signed_reply(data: bytes) -> None:
    """What central, or whoever has its key, signed: the decoder behind the signature."""
    read_reply(SIGNER.sign(Purpose.REPLY, ASKED, data) + data, asked=ASKED, verifier=VERIFIER)


def signed_page(data: bytes) -> None:
    """A page that holds anything, signed."""
    verified(sealed_page(HEADER, data, SIGNER))


def packed_plain(data: bytes) -> None:
    """Any bytes, well packed: the decoder of groups behind zstd."""
    unpacked(zstandard.compress(data, 1))


def headed(data: bytes) -> None:
    read_header(io.BytesIO(MAGIC + bytes(SIGNATURE_BYTES) + struct.pack(">H", len(data) & 0xFFFF) + data))


def enrolment(data: bytes) -> None:
    body = body_of(data)
    check_proof(SECRET, data, asked=ASKED)
    validated(EnrolRequest, body)


def said_as(model: Any) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        validated(model, data)

    return read


def worded(data: bytes) -> None:
    digest.from_text(data.decode("utf-8", "surrogatepass" if data.isascii() else "replace"))


def coded(data: bytes) -> None:
    code_in(data.decode("latin-1"))


DECODERS: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "unpack": (unpacked, PACKED),
    "groups": (packed_plain, PLAIN),
    "header": (headed, PAGE[len(MAGIC) + SIGNATURE_BYTES + 2 : -len(PACKED)]),
    "read_header": (lambda data: void(read_header(io.BytesIO(data))), PAGE),
    "verify_page": (verified, PAGE),
    "signed_page": (signed_page, PACKED),
    "read_request": (lambda data: void(read_request(data)), REQUEST),
    "read_reply": (lambda data: void(read_reply(data, asked=ASKED, verifier=VERIFIER)), REPLY),
    "signed_reply": (signed_reply, REPLY[SIGNATURE_BYTES:]),
    "enrolment": (enrolment, prove(SECRET, ENROL, asked=ASKED)),
    "enrol_request": (said_as(EnrolRequest), ENROL.model_dump_json().encode()),
    "again_request": (said_as(AgainRequest), AGAIN.model_dump_json().encode()),
    "enrolled": (said_as(Enrolled), ENROLLED.model_dump_json().encode()),
    "digest": (worded, digest.to_text(7).encode()),
    "code": (coded, CODE.encode()),
}  # fmt: skip
ODD = [
    b"NaN",
    b"1e999",
    b"-1",
    b"[" * 60,
    b"\xff",
    b"\x00",
    rb"\ud800",
    b'"',
    b"9" * 5000,
    b"true",
    b"null",
    b"{}",
    b"1.5",
]


def void(_: object) -> None:
    return None


@st.composite
def changed(draw: st.DrawFn, good: bytes) -> bytes:
    """A good message with some of it turned, cut out, doubled or replaced by something odd."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 12)))
        match draw(st.integers(0, 4)):
            case 0:
                del data[at:until]
            case 1:
                data[at:at] = data[at:until]
            case 2:
                data[at:until] = draw(st.sampled_from(ODD))
            case 3:
                data[at:until] = draw(st.binary(max_size=12))
            case 4:
                if at < len(data):
                    data[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(data)


@pytest.mark.parametrize("name", DECODERS)
@given(data=st.data())
@settings(max_examples=70, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
def test_a_decoder_reads_or_refuses(name: str, data: st.DataObject) -> None:
    read, good = DECODERS[name]
    read(good)
    bytes_ = data.draw(st.one_of(changed(good), changed(good), changed(good), st.binary(max_size=300)))
    with suppress(ProtocolFault):
        read(bytes_)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def messages(draw: st.DrawFn, good: dict[str, Any]) -> bytes:
    """JSON of the right names with values of any shape."""
    said = dict(good)
    for name in draw(st.lists(st.sampled_from(sorted(good)), min_size=1, max_size=3)):
        said[name] = draw(VALUES)
    return json.dumps(said).encode()


GROUP = {"kind": "posting", "mode": "whole", "rows": 1, "ids": ["a"], "fields": [0], "columns": [["x"]], "by": [1]}
HEADED = {
    "protocol": 1, "region": "511902", "scope": "region", "owner": "", "kind": "log", "range": [0, 1], "part": [1, 1]
}  # fmt: skip


@given(messages(GROUP))
@example(json.dumps(GROUP | {"ids": "a"}).encode())
@example(json.dumps(GROUP | {"by": {"1": 1}}).encode())
@settings(max_examples=150, deadline=2000)
def test_groups_of_the_right_names_are_read_or_refused(text: bytes) -> None:
    group = struct.pack(">I", len(text)) + text
    with suppress(ProtocolFault):
        for found in unpack(io.BytesIO(zstandard.compress(struct.pack(">I", len(group)) + group, 1))):
            assert isinstance(found.ids, list)
            assert all(isinstance(entry.id, str) and type(entry.by) is int for entry in found.entries())


@given(messages(HEADED))
@settings(max_examples=150, deadline=2000)
def test_headers_of_the_right_names_are_read_or_refused(text: bytes) -> None:
    with suppress(ProtocolFault):
        headed(text)


@given(messages({"v": 1, "at": [0, 0, 0], "after": [0, ""], "operations": [], "slots": [], "wants": [], "health": {}}))
@settings(max_examples=150, deadline=2000)
def test_requests_of_the_right_names_are_read_or_refused(text: bytes) -> None:
    try:
        said = read_request(text)
    except ProtocolFault:
        return
    assert (said.v, len(said.at)) == (PROTOCOL, 3)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=2000)
def test_no_bytes_pass_for_what_central_signed(data: bytes) -> None:
    for signed in (data, MAGIC + data):
        with pytest.raises(ProtocolFault):
            verified(signed)
    with pytest.raises(BadSignature):
        read_reply(data, asked=ASKED, verifier=VERIFIER)


BOMBS: dict[str, bytes] = {
    "brackets": b"[" * 4_000_000,
    "braces": b'{"a":' * 800_000,
    "digits": b'{"v":' + b"9" * 4_000_000 + b"}",
    "a number of many digits": b'{"v":1,"at":[' + b"1" * 4_000_000 + b",0,0]}",
    "one long text": b'{"v":1,"x":"' + b"a" * 4_000_000 + b'"}',
    "escapes": b'{"v":1,"x":"' + rb"\u0061" * 600_000 + b'"}',
    "many names": json.dumps({str(n): n for n in range(200_000)}).encode(),
    "spaces": b" " * 4_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_json_is_refused_soon_and_small(name: str) -> None:
    assert len(BOMBS[name]) <= MOST_REPLY_BYTES
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for read in (lambda data: void(read_request(data)), signed_reply, said_as(EnrolRequest)):
        with pytest.raises(ProtocolFault):
            read(BOMBS[name])
    assert time.process_time() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 * 1024


def test_a_bomb_of_zstd_costs_no_memory() -> None:
    """32 kB that unpack to a gigabyte: one group's length is read, and it is left there."""
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    piece = b"\xff" * (1 << 20)
    bomb = b"".join(compressor.compress(piece) for _ in range(1024)) + compressor.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ProtocolFault):
        unpacked(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024
