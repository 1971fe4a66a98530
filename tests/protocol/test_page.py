"""Pages: what is written is read again, the same bytes for the same rows, and nothing forged passes."""

from __future__ import annotations

import io
import random
import struct
from uuid import UUID

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.canonical import Value
from sync.protocol.faults import BadMessage, BadSignature, TooLarge, UnknownProtocol
from sync.protocol.kinds import KINDS, ORDER, Scope, Type
from sync.protocol.page import (
    MAGIC,
    MOST_GROUP_BYTES,
    MOST_UNPACKED_BYTES,
    Entry,
    Header,
    Mode,
    PageKind,
    grouped,
    is_page_name,
    pack,
    page_name,
    read_header,
    sealed_page,
    unpack,
    verify_page,
)
from sync.protocol.signing import SIGNATURE_BYTES, Signer, Verifier

SIGNER = Signer(bytes(32))
VERIFIER = Verifier(SIGNER.public_key)
HEADER = Header(region="511902", scope=Scope.REGION, owner="", kind=PageKind.LOG, start=3, end=9)
VALUES = {
    Type.WORD: st.text(max_size=8),
    Type.TEXT: st.text(max_size=8),
    Type.PAIR: st.text(max_size=8),
    Type.INTEGER: st.integers(-(1 << 63), (1 << 63) - 1),
    Type.REAL: st.floats(allow_nan=False, allow_infinity=False),
}


@st.composite
def an_entry(draw: st.DrawFn) -> Entry:
    kind = draw(st.sampled_from(KINDS))
    mode = draw(st.sampled_from(list(Mode)))
    columns = draw(st.lists(st.sampled_from(kind.columns), unique_by=lambda column: column.name, max_size=4))
    fields: dict[str, Value] = {column.name: draw(st.none() | VALUES[column.type]) for column in columns}
    id_ = draw(st.uuids().map(str) | st.text("abc:.-", min_size=1, max_size=9) | st.uuids().map(lambda id_: id_.hex))
    return Entry(
        kind=kind.name, id=id_, mode=mode, fields={} if mode is Mode.GONE else fields, by=draw(st.integers(0, 9))
    )


def rows_of(packed: bytes) -> list[Entry]:
    return [entry for group in unpack(io.BytesIO(packed)) for entry in group.entries()]


def said(entry: Entry) -> tuple[object, ...]:
    """What counts of an entry: a whole row does not tell its empty fields apart from those that are not there."""
    fields = {name: value for name, value in entry.fields.items() if value is not None or entry.mode is Mode.CHANGED}
    return entry.kind, entry.id, entry.mode, sorted(fields.items()), entry.by


@given(st.lists(an_entry(), max_size=8, unique_by=lambda entry: (entry.kind, entry.id)), st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_rows_are_read_as_they_were_written(entries: list[Entry], rows: int) -> None:
    found = rows_of(pack(grouped(entries, rows=rows)))
    assert sorted(map(said, found), key=repr) == sorted(map(said, entries), key=repr)


@given(st.lists(an_entry(), max_size=8, unique_by=lambda entry: (entry.kind, entry.id)))
@settings(max_examples=60, deadline=None)
def test_rows_stand_in_the_order_of_applying(entries: list[Entry]) -> None:
    found = list(grouped(entries))
    living = [ORDER[group.kind] for group in found if group.mode is not Mode.GONE]
    gone = [ORDER[group.kind] for group in found if group.mode is Mode.GONE]
    assert living == sorted(living)
    assert gone == sorted(gone, reverse=True)
    assert [group.mode is Mode.GONE for group in found] == [False] * len(living) + [True] * len(gone)


def sample(count: int = 300) -> list[Entry]:
    chance = random.Random(7)
    return [
        Entry(
            kind="posting",
            id=str(UUID(int=chance.getrandbits(128))),
            mode=Mode.WHOLE,
            fields={"title": f"砌墙{n}", "headcount": n % 7, "pay_minor": 20_000},
            by=0,
        )
        for n in range(count)
    ]


def page(entries: list[Entry]) -> bytes:
    return sealed_page(HEADER, pack(grouped(entries)), SIGNER)


def test_the_same_rows_give_the_same_bytes_and_the_same_name() -> None:
    first, second = (page(sample()) for _ in range(2))
    assert first == second
    assert is_page_name(page_name(first))
    assert page_name(first) != page_name(page(sample(299)))


def test_a_page_is_verified_and_then_read() -> None:
    data = page(sample())
    stream = io.BytesIO(data)
    assert verify_page(stream, VERIFIER, name=page_name(data)) == HEADER
    assert sum(len(group.ids) for group in unpack(stream)) == 300


def test_any_turned_bit_is_noticed() -> None:
    data = page(sample(20))
    for place in range(len(data)):
        turned = bytearray(data)
        turned[place] ^= 1 << place % 8
        with pytest.raises((BadMessage, BadSignature, TooLarge, UnknownProtocol)):
            verify_page(io.BytesIO(bytes(turned)), VERIFIER)


def test_a_page_that_is_cut_longer_or_of_another_key_or_name_is_refused() -> None:
    data = page(sample(20))
    for wrong in (*(data[:cut] for cut in range(0, len(data), 11)), data + b"\0", data + data):
        with pytest.raises((BadMessage, BadSignature)):
            verify_page(io.BytesIO(wrong), VERIFIER)
    with pytest.raises(BadSignature):
        verify_page(io.BytesIO(data), Verifier(Signer(b"1" * 32).public_key))
    with pytest.raises(BadSignature):
        verify_page(io.BytesIO(data), VERIFIER, name="0" * 32)


def test_a_header_cannot_be_put_before_other_rows() -> None:
    other = Header(region="511902", scope=Scope.STATION, owner="s", kind=PageKind.LOG, start=3, end=9)
    packed = pack(grouped(sample(5)))
    ours, theirs = sealed_page(HEADER, packed, SIGNER), sealed_page(other, packed, SIGNER)
    head = len(MAGIC) + SIGNATURE_BYTES
    with pytest.raises(BadSignature):
        verify_page(io.BytesIO(theirs[:head] + ours[head:]), VERIFIER)


def headed(text: bytes) -> io.BytesIO:
    return io.BytesIO(MAGIC + bytes(SIGNATURE_BYTES) + struct.pack(">H", len(text)) + text)


GOOD = (
    '{"protocol":1,"region":"511902","scope":"region","owner":"","kind":"log","range":[0,1],"part":[1,1]}'
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('"protocol":1', '"protocol":2', UnknownProtocol),
        ('"protocol":1', '"protocol":"1"', UnknownProtocol),
        ('"protocol":1', '"protocol":[1]', BadMessage),
        ('"protocol":1,', "", BadMessage),
        ('"region":"511902"', '"region":7', BadMessage),
        ('"scope":"region"', '"scope":"everything"', BadMessage),
        ('"owner":""', '"owner":null', BadMessage),
        ('"kind":"log"', '"kind":["log"]', BadMessage),
        ("[0,1]", "[1,0]", BadMessage),
        ("[0,1]", "[-1,1]", BadMessage),
        ("[0,1]", "[0,1.5]", BadMessage),
        ("[0,1]", "[false,true]", BadMessage),
        ("[0,1]", "[0,1,2]", BadMessage),
        ("[0,1]", "7", BadMessage),
        ("[0,1]", '"01"', BadMessage),
        ("[1,1]", "[0,1]", BadMessage),
        ("[1,1]", "[2,1]", BadMessage),
        ("[1,1]", "[NaN,1]", BadMessage),
        (GOOD, "[]", BadMessage),
        (GOOD, "null", BadMessage),
        (GOOD, "[" * 4000, BadMessage),
        (GOOD, " " * 4097, TooLarge),
    ],
)
def test_a_header_that_makes_no_sense_is_refused(before: str, after: str, fault: type[Exception]) -> None:
    assert read_header(headed(GOOD.encode()))[0].end == 1
    with pytest.raises(fault):
        read_header(headed(GOOD.replace(before, after).encode()))


def stream_of(*texts: bytes, ids: bytes = b"") -> io.BytesIO:
    groups = (struct.pack(">I", len(text)) + text + ids for text in texts)
    return io.BytesIO(zstandard.compress(b"".join(struct.pack(">I", len(group)) + group for group in groups)))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "7", "null", '"x"', "{", "[" * 100_000,
        '{"kind":"posting","mode":"whole"}',
        '{"kind":"secret","mode":"whole","rows":0}',
        '{"kind":["posting"],"mode":"whole","rows":0}',
        '{"kind":"posting","mode":"some","rows":0}',
        '{"kind":"posting","mode":"whole","rows":-1}',
        '{"kind":"posting","mode":"whole","rows":true}',
        '{"kind":"posting","mode":"whole","rows":1e9}',
        '{"kind":"posting","mode":"whole","rows":99999999999}',
        '{"kind":"posting","mode":"whole","rows":1}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":"a"}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":{"a":1}}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":[7]}',
        '{"kind":"posting","mode":"whole","rows":2,"ids":["a"]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[999,999],"columns":[["x"],["y"]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[999],"columns":[["x","y"]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[999.5],"columns":[["x"]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[-1],"columns":[["x"]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[0,0],"columns":[["x"],["y"]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[0],"columns":[]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[0],"columns":["x"]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[0],"columns":[[]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[0],"columns":[[NaN]]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"by":["1"]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"by":[1,2]}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"by":"1"}',
        '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"by":null}',
    ],
)  # fmt: skip
def test_a_group_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadMessage):
        list(unpack(stream_of(text.encode())))


def test_a_field_of_a_newer_program_is_passed_over_and_the_rest_is_read() -> None:
    text = '{"kind":"posting","mode":"whole","rows":1,"ids":["a"],"fields":[999,1],"columns":[[7],["砌墙"]]}'
    (group,) = unpack(stream_of(text.encode()))
    assert [dict(entry.fields) for entry in group.entries()] == [{"title": "砌墙"}]


def test_a_group_without_rows_is_one() -> None:
    (group,) = unpack(stream_of(b'{"kind":"posting","mode":"gone","rows":0}'))
    assert list(group.entries()) == []


def test_a_bomb_is_left_at_the_limit_of_one_group() -> None:
    huge = zstandard.compress(struct.pack(">I", MOST_GROUP_BYTES + 1) + bytes(MOST_GROUP_BYTES))
    with pytest.raises(TooLarge):
        list(unpack(io.BytesIO(huge)))


def test_a_bomb_of_many_groups_is_left_at_the_limit_of_all() -> None:
    text = b'{"kind":"posting","mode":"gone","rows":0}'.ljust(MOST_GROUP_BYTES - 4)
    group = struct.pack(">II", MOST_GROUP_BYTES, len(text)) + text
    compressor = zstandard.ZstdCompressor(level=1).compressobj()
    count = MOST_UNPACKED_BYTES // MOST_GROUP_BYTES
    written = b"".join(compressor.compress(group) for _ in range(count + 1)) + compressor.flush()
    assert len(written) < 1 << 20
    groups = unpack(io.BytesIO(written))
    assert [next(groups).kind for _ in range(count)] == ["posting"] * count
    with pytest.raises(TooLarge):
        next(groups)


def test_a_stream_that_is_cut_gives_whole_groups_or_none() -> None:
    """That something is missing is what the signature tells, before anybody unpacks."""
    packed = pack(grouped(sample(50), rows=10))
    whole = [group.ids for group in unpack(io.BytesIO(packed))]
    for cut in range(0, len(packed), 3):
        found = []
        try:
            for group in unpack(io.BytesIO(packed[:cut])):
                found.append(group.ids)  # noqa: PERF401  what came before the fault counts too
        except BadMessage:
            pass
        assert found == whole[: len(found)]


def test_a_window_beyond_the_limit_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    written = compressor.compress(bytes(100)) + compressor.flush()
    with pytest.raises(BadMessage):
        list(unpack(io.BytesIO(written)))
