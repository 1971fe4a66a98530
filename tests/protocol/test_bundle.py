"""Bundles: what comes out is what went in, and of anything else only a plain fault."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterable
from pathlib import Path

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.protocol.bundle import (
    LENGTHS,
    MAGIC,
    MOST_BUNDLE_BYTES,
    MOST_BYTES,
    MOST_HEADER_BYTES,
    MOST_PARTS,
    MOST_UNPACKED_BYTES,
    PART,
    Bundle,
    BundleHeader,
    Part,
    PartKind,
    central_mark,
    copy_bundle,
    write_bundle,
)
from sync.protocol.canonical import encode
from sync.protocol.faults import BadMessage, BadSignature, ProtocolFault, TooLarge, UnknownProtocol
from sync.protocol.sealing import PIECE_BYTES, Opener, seal
from sync.protocol.signing import Purpose, Signer, Verifier

WRITER, STRANGER = Signer(b"w" * 32), Signer(b"s" * 32)
READER, NOSY = Opener(b"r" * 32), Opener(b"n" * 32)
HEADER = BundleHeader(
    direction="up",
    central=central_mark(b"c" * 32),
    region="511902",
    station="station-1",
    kiosk=7,
    number=3,
    made_ms=-5,
)
PARTS = [
    Part(kind=PartKind.PAGE, data=b"page"),
    Part(kind=PartKind.ASKED, data=b"{}"),
    Part(kind=PartKind.REPLY, data=b""),
]


def written(
    parts: Iterable[Part] = PARTS, *, header: BundleHeader = HEADER, signer: Signer = WRITER, to: Opener = READER
) -> bytes:
    out = io.BytesIO()
    write_bundle(header, parts, out, signer=signer, to=to.public_key)
    return out.getvalue()


def by_hand(body: bytes, *, header: bytes = b"", context: bytes | None = None, signer: Signer = WRITER) -> bytes:
    """A bundle as somebody writes it who has a station's key and no good in mind; `body` is not packed yet."""
    header = header or encode(HEADER.model_dump()).encode()
    sealed = b"".join(seal([body], to=READER.public_key, context=header if context is None else context))
    signature = signer.sign(Purpose.BUNDLE, header, sealed)
    return MAGIC + signature + struct.pack(LENGTHS, len(header), len(sealed)) + header + sealed


def packed(*parts: tuple[int, bytes]) -> bytes:
    stream = b"".join(struct.pack(PART, kind, len(data)) + data for kind, data in parts)
    return zstandard.ZstdCompressor(level=1).compress(stream)


def read(data: bytes, *, writer: Signer = WRITER, reader: Opener = READER) -> tuple[BundleHeader, list[Part]]:
    """Read all of it, as both ends do: first who wrote it, then what is in it."""
    bundle = Bundle(io.BytesIO(data))
    bundle.verify(Verifier(writer.public_key))
    return bundle.header, list(bundle.parts(reader))


def test_what_comes_out_is_what_went_in() -> None:
    assert read(written()) == (HEADER, PARTS)


@pytest.mark.parametrize("length", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_parts_of_any_length_come_through(length: int) -> None:
    noise = b"".join(seal([bytes(length)], to=NOSY.public_key, context=b""))[-length:] if length else b""
    parts = [Part(kind=PartKind.PAGE, data=noise), Part(kind=PartKind.PAGE, data=bytes(length))]
    assert read(written(parts)) == (HEADER, parts)


def test_it_can_be_read_twice() -> None:
    bundle = Bundle(io.BytesIO(written()))
    assert list(bundle.parts(READER)) == list(bundle.parts(READER)) == PARTS


def test_nothing_of_it_can_be_read_without_the_key() -> None:
    data = written([Part(kind=PartKind.REQUEST, data="王小明".encode())])
    assert "王小明".encode() not in data
    with pytest.raises(BadSignature):
        read(data, reader=NOSY)


def test_it_says_who_wrote_it() -> None:
    with pytest.raises(BadSignature):
        read(written(signer=STRANGER))


def test_one_bit_changed_anywhere_is_noticed() -> None:
    data = written()
    for place in range(len(data)):
        for bit in (1, 128):
            with pytest.raises(ProtocolFault):
                read(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])


def test_a_bundle_that_is_cut_or_longer_is_torn() -> None:
    data = written()
    for length in range(len(data)):
        with pytest.raises(BadMessage):
            read(data[:length])
    with pytest.raises(BadMessage):
        read(data + b"\0")


def test_what_one_kiosk_sealed_cannot_be_passed_off_as_anothers() -> None:
    mine = encode(HEADER.model_dump()).encode()
    theirs = encode(HEADER.model_copy(update={"kiosk": 8}).model_dump()).encode()
    assert read(by_hand(packed((PartKind.END, b"")), header=mine)) == (HEADER, [])
    with pytest.raises(BadSignature):
        read(by_hand(packed((PartKind.END, b"")), header=theirs, context=mine))


def test_a_bundle_of_another_protocol_says_so_whatever_else_is_in_it() -> None:
    header = json.dumps({"protocol": 99_991_231, "something": "new"}).encode()
    with pytest.raises(UnknownProtocol):
        read(by_hand(b"", header=header))


@pytest.mark.parametrize("kind", [kind for kind in PartKind if MOST_BYTES[kind]])
def test_a_part_longer_than_its_kind_may_be_is_neither_written_nor_read(kind: PartKind) -> None:
    data = bytes(MOST_BYTES[kind] + 1)
    with pytest.raises(TooLarge):
        written([Part(kind=kind, data=data)])
    with pytest.raises(TooLarge):
        read(by_hand(packed((kind, data))))


def test_a_bomb_is_given_up_when_it_has_grown_too_large() -> None:
    page = (PartKind.PAGE, bytes(MOST_BYTES[PartKind.PAGE]))
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    one = struct.pack(PART, page[0], len(page[1])) + page[1]
    bomb = b"".join(compressor.compress(one) for _ in range(40)) + compressor.flush()
    assert len(bomb) < 1 << 20
    seen: list[int] = []
    sizes = (len(part.data) for part in Bundle(io.BytesIO(by_hand(bomb))).parts(READER))
    with pytest.raises(TooLarge):
        seen.extend(sizes)
    assert len(seen) <= MOST_UNPACKED_BYTES // len(page[1]) < 40


def test_too_many_parts_are_too_many() -> None:
    with pytest.raises(TooLarge):
        read(by_hand(packed(*[(PartKind.PAGE, b"")] * (MOST_PARTS + 1))))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no zstd",
        packed(),
        packed((PartKind.PAGE, b"without an end")),
        packed((9, b"")),
        packed((PartKind.PAGE, b"page"))[:-3],
    ],
)
def test_a_signed_body_that_is_none_is_a_bad_message(body: bytes) -> None:
    with pytest.raises(BadMessage):
        read(by_hand(body))


def test_lengths_that_no_file_has_are_refused_before_anything_is_read() -> None:
    start = MAGIC + bytes(64)
    for lengths in ((MOST_HEADER_BYTES + 1, 0), (2, MOST_BUNDLE_BYTES + 1), (2, (1 << 64) - 1)):
        with pytest.raises(TooLarge):
            Bundle(io.BytesIO(start + struct.pack(LENGTHS, *lengths) + b"{}"))


def test_no_more_is_copied_from_a_stick_than_a_bundle_may_have(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yzb"
    with huge.open("wb") as out:
        out.truncate(MOST_BUNDLE_BYTES + MOST_HEADER_BYTES + 1)  # a file with a hole: it takes no room
    copy = _Counted()
    with pytest.raises(TooLarge):
        copy_bundle(huge, copy)
    assert copy.count <= MOST_BUNDLE_BYTES + MOST_HEADER_BYTES


class _Counted(io.BytesIO):
    count = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.count += len(data)
        return len(data)


WHOLE = written()


@settings(max_examples=300, deadline=2000)
@given(data=st.binary(max_size=400))
@example(data=MAGIC)
@example(data=MAGIC + bytes(400))
def test_of_any_bytes_there_is_only_a_plain_fault(data: bytes) -> None:
    for said in (data, MAGIC + data, WHOLE[:78] + data):
        with pytest.raises(ProtocolFault):
            read(said)


@settings(max_examples=300, deadline=2000)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=40)), min_size=1, max_size=4
    )
)
def test_of_a_bundle_that_was_tampered_with_there_is_only_a_plain_fault(cuts: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for place, gone, put in cuts:
        data = data[:place] + put + data[place + gone :]
    if data != WHOLE:
        with pytest.raises(ProtocolFault):
            read(data)


@settings(max_examples=300, deadline=2000)
@given(body=st.binary(max_size=300), is_packed=st.booleans())
def test_of_any_signed_body_there_are_parts_or_a_plain_fault(body: bytes, is_packed: bool) -> None:
    """A station's key may be stolen: a right signature is no reason to believe the rest."""
    try:
        _, parts = read(by_hand(zstandard.ZstdCompressor().compress(body) if is_packed else body))
    except ProtocolFault:
        return
    assert is_packed
    assert sum(len(part.data) for part in parts) <= len(body)


@settings(max_examples=300, deadline=2000)
@given(header=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: json.dumps(text).encode()))
def test_of_any_signed_header_there_is_only_a_plain_fault(header: bytes) -> None:
    with pytest.raises(ProtocolFault):
        read(by_hand(packed((PartKind.END, b"")), header=header or b" "))


@pytest.mark.parametrize("change", ["cut", "swapped", "doubled"])
def test_a_sealed_text_has_all_its_pieces_in_their_order(change: str) -> None:
    once, *pieces = seal([bytes(PIECE_BYTES * 2 + 5)], to=READER.public_key, context=b"")
    assert len(pieces) == 3
    assert b"".join(READER.opened(io.BytesIO(b"".join((once, *pieces))), context=b"")) == bytes(PIECE_BYTES * 2 + 5)
    first, second, last = pieces
    wrong = {"cut": (first, second), "swapped": (second, first, last), "doubled": (first, first, second, last)}[change]
    with pytest.raises(BadSignature):
        list(READER.opened(io.BytesIO(b"".join((once, *wrong))), context=b""))
