"""What a kiosk asks when sums differ: sums of parts, hashes in a part, and rows, each signed for that question."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from sync.central.store.database import Store
from sync.protocol import digest
from sync.protocol.faults import BadSignature
from sync.protocol.kinds import BY_NAME
from sync.protocol.page import Entry, Mode, unpack
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Verifier
from sync.protocol.version import PROTOCOL
from tests.central.county import County, RawKiosk


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    county.west.employer("西街砖厂")
    east = county.east
    east.posting(employer=east.employer())
    gone = east.operation("person-saved", name="走了")
    east.send(gone, *(east.operation("person-saved", name=f"人{n}", birth_year=1960 + n) for n in range(30)))
    east.send(east.operation("person-saved", str(gone["row"]), new=False, base=east.at[:2], deleted=1))
    county.gone = str(gone["row"])  # type: ignore[attr-defined]
    yield county
    county.close()


def signed(kiosk: RawKiosk, asked: bytes, body: bytes) -> bytes:
    """Return what was answered, once it is sure that central said it to this question."""
    verifier = Verifier(bytes.fromhex(kiosk.said.central_key))
    signature, rest = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
    verifier.verify(signature, Purpose.REPLY, asked, rest)
    with pytest.raises(BadSignature):
        verifier.verify(signature, Purpose.REPLY, asked + b"x", rest)
    return rest


def got(kiosk: RawKiosk, path: str) -> bytes:
    status, body = kiosk.county.get(path, token=kiosk.token)
    assert status == 200
    return signed(kiosk, path.encode() if "?" in path else f"{path}?".encode(), body)


def rows(kiosk: RawKiosk, *asked: tuple[str, str]) -> list[Entry]:
    message = json.dumps({"v": PROTOCOL, "rows": [list(pair) for pair in asked]}).encode()
    status, body = kiosk.county.post("/v1/rows", message, token=kiosk.token)
    assert status == 200
    packed = signed(kiosk, message, body)
    return [entry for group in unpack(io.BytesIO(packed)) for entry in group.entries()]


def listed(kiosk: RawKiosk) -> list[tuple[str, str, str]]:
    return [
        (kind, id_, hash_)
        for number in range(digest.BUCKETS)
        for kind, id_, hash_ in json.loads(got(kiosk, f"/v1/sums/{number}?word"))
    ]


def test_sums_hashes_and_rows_add_up_to_what_a_sync_tells(county: County) -> None:
    east = county.east
    raw = got(east, "/v1/sums?word")
    sums = [digest.from_bytes(raw[at : at + 16]) for at in range(0, len(raw), 16)]
    assert len(sums) == digest.BUCKETS
    everything = listed(east)
    assert digest.in_buckets((id_, int(hash_, 16)) for _, id_, hash_ in everything) == sums
    found = {(entry.kind, entry.id): entry for entry in rows(east, *((kind, id_) for kind, id_, _ in everything))}
    assert len(found) == len(everything)
    for kind, id_, hash_ in everything:
        assert digest.hash_of(BY_NAME[kind], id_, found[kind, id_].fields) == int(hash_, 16)
    told = east.send(health={"a": 1}).sum
    assert digest.from_text(told) == digest.added(0, *sums)


def test_an_idle_reply_and_a_worked_one_tell_the_same_sum(county: County) -> None:
    assert county.east.send().sum == county.east.send(health={"a": 1}).sum


def test_a_row_that_is_gone_or_another_stations_is_told_as_gone(county: County) -> None:
    gone: Any = county.gone  # type: ignore[attr-defined]
    theirs = next(id_ for kind, id_, _ in listed(county.east) if kind == "person")
    assert [entry.mode for entry in rows(county.east, ("person", gone))] == [Mode.GONE]
    assert [(entry.mode, entry.fields) for entry in rows(county.west, ("person", theirs))] == [(Mode.GONE, {})]
    assert {kind for kind, _, _ in listed(county.west)} == {"station", "employer", "employer-own", "posting"}


def test_the_same_row_asked_for_twice_is_told_once(county: County) -> None:
    kind, id_, _ = listed(county.east)[0]
    assert len(rows(county.east, (kind, id_), (kind, id_))) == 1
    assert rows(county.east) == []


def test_asking_changes_nothing(county: County) -> None:
    before = county.dump()
    listed(county.west)
    rows(county.west, ("person", "x"))
    assert county.dump() == before
