"""Whatever anybody sends, central answers one plain error, says so in its log without a name, and changes nothing."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from sqlalchemy import select

from kiosk.domain.ids import new_id
from sync.central.store.database import Store
from sync.central.store.tables import kiosks
from sync.protocol.digest import bucket_of
from sync.protocol.page import PageKind, unpack, verify_page
from sync.protocol.signing import SIGNATURE_BYTES, Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import MOST_REQUEST_BYTES, MOST_UNPACKED_REQUEST_BYTES, read_reply
from tests.central.county import DATA, TOWN, County, bearer, converse, error_in, hasty_store, pages_of, scope_of

NAME = "张翠花"
PHONE = "13987654321"


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[County]:
    """The same on SQLite alone, for what does not depend on the database."""
    with hasty_store(tmp_path) as store:
        county = County(store)
        yield county
        county.close()


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One for many tests, as none of them changes anything."""
    with hasty_store(tmp_path_factory.mktemp("calm")) as store:
        county = County(store)
        yield county
        county.close()


def good(**also: object) -> bytes:
    return json.dumps({"v": PROTOCOL, "at": [0, 0, 0], **also}).encode()


BODIES: dict[str, tuple[bytes, tuple[int, str]]] = {
    "unknown protocol": (good(v=2), (400, "unknown-protocol")),
    "an unknown protocol with unknown fields": (good(v=99, bytes=[1]), (400, "unknown-protocol")),
    "a protocol of many digits": (b'{"v":' + b"9" * 5000 + b',"at":[0,0,0]}', (400, "bad-message")),
    "no protocol": (b'{"at":[0,0,0]}', (400, "bad-message")),
    "a word as protocol": (good(v="1"), (400, "bad-message")),
    "true as protocol": (good(v=True), (400, "bad-message")),
    "nothing": (b"", (400, "bad-message")),
    "no JSON": (b"hello", (400, "bad-message")),
    "a list": (b"[]", (400, "bad-message")),
    "bytes": (bytes(range(256)), (400, "bad-message")),
    "JSON that nests": (b"[" * 200_000, (400, "bad-message")),
    "JSON that nests in a field": (
        b'{"v":1,"at":[0,0,0],"operations":[{"seq":1,"id":"a","x":' + b'{"a":' * 100_000,
        (400, "bad-message"),
    ),
    "positions too few": (good(at=[0, 0]), (400, "bad-message")),
    "positions below nothing": (good(at=[0, -1, 0]), (400, "bad-message")),
    "positions without end": (good(at=[0, 1 << 70, 0]), (400, "bad-message")),
    "positions that are words": (good(at=["0", 0, 0]), (400, "bad-message")),
    "positions that are no numbers": (b'{"v":1,"at":[NaN,0,0]}', (400, "bad-message")),
    "positions that are parts": (good(at=[0.5, 0, 0]), (400, "bad-message")),
    "an unknown field": (good(admin=True), (400, "bad-message")),
    "a mark that is long": (good(after=[0, "x" * 100_000]), (400, "bad-message")),
    "health without end": (b'{"v":1,"at":[0,0,0],"health":{"disk":1e999}}', (400, "bad-message")),
    "health that is no number": (b'{"v":1,"at":[0,0,0],"health":{"disk":NaN}}', (400, "bad-message")),
    "health that is long": (good(health={"disk": "x" * 2000}), (400, "bad-message")),
    "health of many words": (good(health={str(n): 1 for n in range(200)}), (400, "bad-message")),
    "half a letter": (rb'{"v":1,"at":[0,0,0],"after":[0,"\ud800"]}', (400, "bad-message")),
    "half a letter in an operation": (
        rb'{"v":1,"at":[0,0,0],"operations":[{"seq":1,"id":"a\udc00"}]}',
        (400, "bad-message"),
    ),
    "operations that are no operations": (good(operations=["x"]), (400, "bad-message")),
    "too many operations": (good(operations=[{}] * 1001), (400, "bad-message")),
    "an operation without number": (good(operations=[{"id": "a"}]), (409, "sequence-gap")),
    "a number that is true": (good(operations=[{"seq": True, "id": "a"}]), (409, "sequence-gap")),
    "an id that is a list": (good(operations=[{"seq": 1, "id": ["a"]}]), (409, "sequence-gap")),
    "an id that no database keeps": (good(operations=[{"seq": 1, "id": "a\x00b"}]), (409, "sequence-gap")),
    "a gap at the beginning": (good(operations=[{"seq": 2, "id": "a"}]), (409, "sequence-gap")),
    "the same number twice": (good(operations=[{"seq": 1, "id": "a"}, {"seq": 1, "id": "b"}]), (409, "sequence-gap")),
    "more than central knows": (good(after=[7, "x"]), (409, "central-set-back")),
    "a report of slots below nothing": (
        good(slots=[{"posting": "p", "no": 0, "slots": -1}]),
        (400, "bad-message"),
    ),
    "a report of a posting with an odd name": (
        good(slots=[{"posting": "../p", "no": 0, "slots": 1}]),
        (400, "bad-message"),
    ),
    "wishes without end": (good(wants=[{"posting": "p", "wishes": 1 << 40}]), (400, "bad-message")),
    "a reply of no size": (good(most=1), (400, "bad-message")),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_request_gets_one_plain_error_and_changes_nothing(
    calm: County, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    body, expected = BODIES[name]
    before = calm.dump()
    with caplog.at_level(logging.INFO, "yizhan.central"):
        assert calm.east.fault(body) == expected
    assert calm.dump() == before
    (record,) = [record for record in caplog.records if record.name == "yizhan.central"]
    said = {"error": expected[1], "path": "/v1/sync", "region": "511902", "kiosk": calm.east.said.kiosk}
    assert (record.getMessage(), record.__dict__["said"]) == ("refused", said)
    assert calm.east.refused() == [], "the next good word is answered"


def test_a_gap_in_the_middle_of_a_history_is_refused(county: County) -> None:
    east = county.east
    east.send(east.operation("nothing"), east.operation("nothing"))
    before = county.dump()
    east.seq += 1
    assert east.fault(east.message(east.operation("nothing"))) == (409, "sequence-gap")
    assert county.dump() == before


def test_what_was_sent_before_is_done_once(county: County) -> None:
    east = county.east
    saved = east.operation("employer-saved", name="王家")
    asked = east.message(saved)
    first = county.post("/v1/sync", asked, token=east.token)
    before = county.dump(*DATA)
    assert (first[0], county.post("/v1/sync", asked, token=east.token)[0]) == (200, 200)
    assert county.dump(*DATA) == before


TOKENS = {
    "none": None,
    "an empty one": b"",
    "a short one": b"123",
    "a long one": b"1" * 500,
    "one of nobody": b"\x07\xcf\x9e" + b"x" * 13,
    "one of no county": b"\xff" * 16,
}
PATHS = [
    ("POST", "/v1/sync"),
    ("POST", "/v1/again"),
    ("POST", "/v1/rows"),
    ("GET", "/v1/sums"),
    ("GET", "/v1/sums/7"),
    ("GET", f"/v1/pages/511902/region/{'a' * 32}"),
    ("GET", f"/v1/pages/511902/station/{'a' * 32}"),
    ("GET", f"/v1/sounds/{'a' * 32}"),
    ("GET", f"/v1/sounds/{'a' * 32}/about"),
    ("POST", f"/v1/sounds/{'a' * 32}?size=1&at=0&form=wav&duration_ms=1&made_at_ms=1"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_without_a_good_token_nothing_is_said(calm: County, method: str, path: str) -> None:
    before = calm.dump()
    for token in TOKENS.values():
        status, _, body = calm.ask(method, path, good(rows=[]), token=token)
        assert (status, error_in(body)) == (401, "unknown-token")
    for odd in ("Basic YTpi", "Bearer", "Bearer ????", "Bearer " + "é" * 22, "x" * 190):
        status, _, body = calm.central.application.ask(method, path, good(), {"authorization": odd})
        assert (status, error_in(body)) == (401, "unknown-token")
    assert calm.dump() == before


def test_a_token_of_another_county_does_not_open_this_one(county: County) -> None:
    moved = county.east.token[:0] + int("530129").to_bytes(3, "big") + county.east.token[3:]
    assert county.post("/v1/sync", good(), token=moved)[0] == 401


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_station_that_was_revoked_hears_nothing_more(quick: County, method: str, path: str) -> None:
    quick.central.enrolment.revoke(quick.east.said.region, quick.east.station)
    before = quick.dump()
    status, _, body = quick.ask(method, path, good(rows=[]), token=quick.east.token)
    assert (status, error_in(body)) == (403, "revoked")
    assert quick.dump() == before
    assert quick.west.refused() == []


def test_a_kiosk_that_was_replaced_hears_nothing_more_and_the_new_one_does(county: County) -> None:
    east = county.east
    code = county.central.enrolment.replace(east.said.region, east.station, kiosk=east.said.kiosk)
    assert east.fault(good()) == (403, "revoked")
    assert county.kiosk(code).refused() == []


def test_a_kiosk_revoked_between_the_look_and_its_sync_changes_nothing(county: County) -> None:
    from sync.central.exchange import Revoked, UnknownToken
    from sync.protocol.wire import read_request

    east = county.east
    county.central.enrolment.replace(east.said.region, east.station, kiosk=east.said.kiosk)
    before = county.dump()
    exchange = county.central.application.front.exchange
    request = read_request(east.message(east.operation("employer-saved", name="王家")))
    with pytest.raises(Revoked):
        exchange.sync(east.said.region, east.said.kiosk, request)
    with pytest.raises(UnknownToken):
        exchange.sync(east.said.region, 999, request)
    assert county.dump() == before


def test_a_body_that_says_it_is_too_long_is_not_read(calm: County) -> None:
    front = calm.central.application.front
    for length, said in ((str(MOST_REQUEST_BYTES + 1), "too-large"), ("9" * 17, "too-large"), ("9" * 5000, "too-large"),
                         ("-1", "bad-message"), ("abc", "bad-message"), ("1e3", "bad-message")):  # fmt: skip
        headers = [(b"authorization", bearer(calm.east.token).encode()), (b"content-length", length.encode())]
        start, body = converse(front, scope_of("POST", "/v1/sync", headers), [])
        assert (start["status"], error_in(body["body"])) == (413 if said == "too-large" else 400, said)


def test_a_body_that_never_ends_is_left_at_the_limit(calm: County) -> None:
    piece = {"type": "http.request", "body": b" " * 65_536, "more_body": True}
    front = calm.central.application.front
    headers = [(b"authorization", bearer(calm.east.token).encode()), (b"transfer-encoding", b"chunked")]
    for path in ("/v1/sync", "/v1/enrol"):
        start, body = converse(front, scope_of("POST", path, headers), [piece] * 100)[:2]
        assert (start["status"], error_in(body["body"])) == (413, "too-large")


def test_who_hangs_up_in_the_middle_of_a_body_changes_nothing(calm: County) -> None:
    east, before = calm.east, calm.dump()
    asked = east.message(east.operation("employer-saved", name="王家"))
    headers = [(b"authorization", bearer(east.token).encode()), (b"content-length", str(len(asked)).encode())]
    for cut in (0, 1, len(asked) // 2, len(asked)):
        message = {"type": "http.request", "body": asked[:cut], "more_body": True}
        start, *_ = converse(calm.central.application.front, scope_of("POST", "/v1/sync", headers), [message])
        assert start["status"] == 400
    assert calm.dump() == before


def packed(data: bytes, level: int = 3) -> bytes:
    return zstandard.ZstdCompressor(level=level).compress(data)


def test_a_bomb_is_left_at_the_limit(calm: County) -> None:
    before = calm.dump()
    bomb = packed(b" " * (64 << 20))
    assert len(bomb) < 10_000
    assert calm.east.fault(bomb, content_encoding="zstd") == (413, "too-large")
    assert calm.east.fault(packed(b" " * (MOST_UNPACKED_REQUEST_BYTES + 1)), content_encoding="zstd")[0] == 413
    assert calm.dump() == before


def test_what_is_packed_badly_is_no_message(calm: County) -> None:
    whole = packed(calm.east.message())
    wide = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    ).compressobj()
    huge_window = wide.compress(b" " * 1000) + wide.flush()
    for body in (b"", b"x", whole[:-1], whole[:10], b"\x28\xb5\x2f\xfd" + b"\xff" * 100, huge_window):
        assert calm.east.fault(body, content_encoding="zstd") == (400, "bad-message")
    for encoding in ("gzip", "br", "deflate", "zstd, zstd", "ZSTD", "x" * 200):
        assert calm.east.fault(calm.east.message(), content_encoding=encoding) == (400, "bad-message")
    asked = calm.east.message()
    assert calm.post("/v1/sync", packed(asked), token=calm.east.token, content_encoding="zstd")[0] == 200


FOREIGN_PAGES = [
    "..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwin.ini", "%00", "a%00b", "a" * 32 + "%00",
    "A" * 32, "a" * 31, "a" * 33, "a" * 5000, "g" * 32, "ａ" * 32, "%ff%fe", "*", "' or 1=1 --", "a" * 32,
]  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN_PAGES)
def test_a_page_that_is_none_is_not_found(calm: County, name: str) -> None:
    from urllib.parse import unquote

    before = calm.dump()
    for scope in ("region", "station"):
        for written in (name, unquote(name, errors="replace")):
            status, _ = calm.get(f"/v1/pages/511902/{scope}/{written}", token=calm.east.token)
            assert status in (400, 404), written
    assert calm.dump() == before


def test_pages_are_for_those_whose_they_are(county: County) -> None:
    names = pages_of(county.east)
    path = f"/v1/pages/511902/{{}}/{names['station']}"
    assert county.get(path.format("station"), token=county.east.token)[0] == 200
    assert county.get(path.format("station"), token=county.west.token)[0] == 404
    assert county.get(path.format("region"), token=county.west.token)[0] == 404
    shared = f"/v1/pages/511902/region/{names['region']}"
    assert county.get(shared, token=county.west.token)[0] == 200
    status, body = county.get(shared, token=county.far.token)
    assert (status, error_in(body)) == (403, "other-scope")
    status, body = county.get(shared.replace("511902", "530129"), token=county.far.token)
    assert (status, error_in(body)) == (404, "not-found")
    status, body = county.get(shared)
    assert (status, error_in(body)) == (401, "unknown-token")
    assert county.get(shared.replace("region", "everything"), token=county.east.token)[0] == 400


def test_a_range_gives_a_part_of_a_page_and_odd_ones_all_of_it(quick: County) -> None:
    name = pages_of(quick.east)["region"]
    path = f"/v1/pages/511902/region/{name}"
    _, whole = quick.get(path, token=quick.east.token)
    size = len(whole)
    for asked, part in (
        (f"bytes={size - 5}-", whole[-5:]),
        ("bytes=3-9", whole[3:10]),
        (f"bytes=1-{10**14}", whole[1:]),
        ("bytes=-5", whole[-5:]),
    ):
        status, headers, body = quick.ask("GET", path, token=quick.east.token, range=asked)
        assert (status, body) == (206, part)
        assert headers["content-range"].endswith(f"/{size}")
    for beyond in (f"bytes={size}-", f"bytes={size}-{size + 5}", "bytes=-0"):
        status, headers, body = quick.ask("GET", path, token=quick.east.token, range=beyond)
        assert (status, error_in(body), headers["content-range"]) == (416, "no-such-range", f"bytes */{size}"), beyond
    for odd in ("bytes=0-1,3-4", f"bytes=-{size + 9}", "bytes=9-3", "bytes=-", "bytes=" + "9" * 60 + "-",
                "lines=1-2", "bytes=²-", "bytes=0x1-"):  # fmt: skip
        status, headers, body = quick.ask("GET", path, token=quick.east.token, range=odd)
        assert (status, body, "content-range" in headers) == (200, whole, False), odd
    assert quick.ask("GET", path, token=quick.east.token, range="bytes=" + "0-1," * 100)[0] == 400


def test_nobody_is_told_the_people_of_another_station(county: County) -> None:
    east, west, far = county.east, county.west, county.far
    saved = east.operation("person-saved", name=NAME, phone=PHONE, identity_number="511902199001011234")
    assert east.refused(saved) == []
    row = saved["row"]
    asked = json.dumps({"v": PROTOCOL, "rows": [["person", row], ["station", east.station]]}).encode()
    status, own = county.post("/v1/rows", asked, token=east.token)
    assert status == 200
    _, empty = county.post("/v1/rows", json.dumps({"v": PROTOCOL, "rows": []}).encode(), token=west.token)
    for other in (west, far):
        status, foreign = county.post("/v1/rows", asked, token=other.token)
        assert status == 200
        entries = {(entry.kind, entry.id): (entry.mode.value, dict(entry.fields)) for entry in unpacked(foreign)}
        assert entries == {("person", row): ("gone", {}), ("station", east.station): ("gone", {})}
        hashes = county.get(f"/v1/sums/{bucket_of(row)}", token=other.token)[1]
        assert row.encode() not in hashes
        other.at = [0, 0, 0]
        assert NAME.encode() not in b"".join(told(other))
    assert row.encode() in county.get(f"/v1/sums/{bucket_of(row)}", token=east.token)[1]
    found = {entry.id: dict(entry.fields).get("name") for entry in unpacked(own)}
    assert found == {row: NAME, east.station: "东街驿站"}
    assert len(empty) < 200


def told(kiosk: Any) -> list[bytes]:
    """Return what a sync tells a kiosk, as JSON of each row."""
    asked = kiosk.message()
    _, body = kiosk.county.post("/v1/sync", asked, token=kiosk.token)
    _, inline = read_reply(body, asked=asked, verifier=Verifier(bytes.fromhex(kiosk.said.central_key)))
    groups = [group for part in inline if part for group in unpack(io.BytesIO(part))]
    return [repr(entry).encode() for group in groups for entry in group.entries()]


def unpacked(signed: bytes) -> list[Any]:
    return [entry for group in unpack(io.BytesIO(signed[SIGNATURE_BYTES:])) for entry in group.entries()]


def test_sums_tell_one_station_nothing_of_another(county: County) -> None:
    before = county.get("/v1/sums?at=1", token=county.west.token)[1][64:]
    county.east.send(county.east.operation("person-saved", name=NAME))
    assert county.get("/v1/sums?at=1", token=county.west.token)[1][64:] == before


ROWS = {
    "no protocol": {"rows": []},
    "another protocol": {"v": 7, "rows": []},
    "no pairs": {"v": 1, "rows": [["person"]]},
    "a name with a stroke": {"v": 1, "rows": [["person", "a/b"]]},
    "a name of nothing": {"v": 1, "rows": [["person", ""]]},
    "a name of many letters": {"v": 1, "rows": [["person", "a" * 65]]},
    "too many": {"v": 1, "rows": [["person", "a"]] * 5001},
    "a star": {"v": 1, "rows": [["*", "*"]]},
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_asked_for_rightly_or_not_at_all(calm: County, name: str) -> None:
    before = calm.dump()
    status, error = calm.east.fault(json.dumps(ROWS[name]).encode(), "/v1/rows")
    assert (status, error) == (400, "unknown-protocol" if name == "another protocol" else "bad-message")
    assert calm.dump() == before


def test_unknown_kinds_of_rows_are_simply_not_there(calm: County) -> None:
    asked = json.dumps({"v": 1, "rows": [["secret", "a"], ["grant", "a"], ["person", "a"]]}).encode()
    status, body = calm.post("/v1/rows", asked, token=calm.east.token)
    assert status == 200
    assert {(entry.kind, entry.mode.value) for entry in unpacked(body)} == {("grant", "gone"), ("person", "gone")}


@pytest.mark.parametrize("number", ["-1", "256", "a", "1.5", "999999999999999999999999", "%00", "0x1", "９"])
def test_there_are_256_buckets(calm: County, number: str) -> None:
    assert calm.get(f"/v1/sums/{number}", token=calm.east.token)[0] == 400


WAV = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\x08\0\0\0" + bytes(8)
SOUND = f"size={len(WAV)}&at=0&form=wav&duration_ms=1&made_at_ms=1"


def test_a_recording_is_heard_by_its_own_station_alone(county: County) -> None:
    name = new_id()
    assert county.post(f"/v1/sounds/{name}?{SOUND}", WAV, token=county.east.token)[0] == 200
    assert county.get(f"/v1/sounds/{name}", token=county.east.token) == (200, WAV)
    before = county.dump()
    for path in (f"/v1/sounds/{name}", f"/v1/sounds/{name}/about"):
        for other in (county.west, county.far):
            status, body = county.get(path, token=other.token)
            assert (status, error_in(body)) == (404, "not-found")
    assert county.post(f"/v1/sounds/{name}?{SOUND}", WAV, token=county.west.token)[0] == 400
    assert county.dump() == before


def test_nobody_makes_the_recording_of_another_station_public(county: County) -> None:
    """Neither one that is there, nor one that is yet to come."""
    there, to_come = new_id(), new_id()
    assert county.post(f"/v1/sounds/{there}?{SOUND}", WAV, token=county.east.token)[0] == 200
    employer = county.west.employer()
    for voice in (there, to_come):
        county.west.posting(employer=employer, voice=voice)
    county.post(f"/v1/sounds/{to_come}?{SOUND}", WAV, token=county.east.token)
    for voice in (there, to_come):
        assert county.get(f"/v1/sounds/{voice}", token=county.west.token)[0] == 404


@pytest.mark.parametrize("name", ["..", "%00", "a" * 65, "a\x00b", "ａ", "a b"])
def test_a_recording_with_an_odd_name_is_not_taken(county: County, name: str) -> None:
    before = county.dump()
    for status, _ in (
        county.post(f"/v1/sounds/{name}?{SOUND}", WAV, token=county.east.token),
        county.get(f"/v1/sounds/{name}", token=county.east.token),
        county.get(f"/v1/sounds/{name}/about", token=county.east.token),
    ):
        assert status in (400, 404)
    assert county.dump() == before


@pytest.mark.parametrize("voice", ["x" * 100, "a/b", "名"])
def test_a_posting_with_an_odd_voice_does_no_harm(county: County, voice: str) -> None:
    county.east.posting(voice=voice)
    assert county.dump("sounds") == {"sounds": []}


def refusals(county: County) -> dict[str, tuple[dict[str, Any], str]]:
    """What a station may not do, with the reason that it is told; made of real rows of others and of its own."""
    east, west = county.east, county.west
    theirs_employer = west.employer("西街砖厂")
    theirs = west.posting(employer=theirs_employer)
    gone = west.operation("employer-saved", name="走了")
    west.send(gone, west.operation("employer-saved", str(gone["row"]), new=False, deleted=1))
    own_employer = east.employer()
    own = east.posting(employer=own_employer)
    person = east.operation("person-saved", name=NAME)
    east.send(person, east.operation("person-forgotten", str(person["row"]), new=False, forgotten_at_ms=1))
    slip = east.operation("slip-saved", posting_id=own, state="held", number="A2-1")
    deleted = east.operation("slip-saved", posting_id=own, state="held", number="A2-2")
    east.send(slip, deleted, east.operation("slip-saved", str(deleted["row"]), new=False, deleted=1))
    far_row, text = new_id(), "字" * 20_001
    whole = {"trade": "mason", "state": "open", "employer_id": own_employer, "headcount": 2}

    def op(kind: str, row: str = "", *, new: bool = False, **fields: object) -> dict[str, Any]:
        said = east.operation(kind, row, new=new, **fields)
        east.seq -= 1
        return said

    return {
        "a posting of another station": (op("posting-saved", theirs, title="x"), "row-of-others"),
        "its headcount": (op("posting-saved", theirs, headcount=9), "row-of-others"),
        "its slots": (op("posting-saved", theirs, headcount=9, slots_added=6), "row-of-others"),
        "deleting it": (op("posting-saved", theirs, deleted=1), "row-of-others"),
        "making it anew": (op("posting-saved", theirs, new=True, **whole), "row-of-others"),
        "an employer of another station": (op("employer-saved", theirs_employer, suspended=1), "row-of-others"),
        "another's employer as new": (op("employer-saved", theirs_employer, new=True, name="x"), "row-of-others"),
        "one of another that is gone": (op("employer-saved", str(gone["row"]), new=True, name="x"), "row-of-others"),
        "deleting an employer": (op("employer-saved", theirs_employer, deleted=1), "row-of-others"),
        "a posting nobody knows": (op("posting-saved", far_row, title="x"), "row-unknown"),
        "a person nobody knows": (op("person-saved", far_row, name="x"), "row-unknown"),
        "forgetting a person nobody knows": (op("person-forgotten", far_row, forgotten_at_ms=1), "row-unknown"),
        "a slip nobody knows": (op("slip-saved", far_row, state="held"), "row-unknown"),
        "a slip that was deleted": (op("slip-saved", str(deleted["row"]), state="held"), "row-gone"),
        "somebody who is forgotten": (op("person-saved", str(person["row"]), name=NAME), "person-forgotten"),
        "the same as somebody new": (op("person-saved", str(person["row"]), new=True, name=NAME), "person-forgotten"),
        "an unknown kind": (op("table-dropped"), "unknown-kind table-dropped"),
        "a kind of odd letters": (op("a\x00b\n名"), "unknown-kind ab"),
        "an unknown field": (op("person-saved", new=True, password="x"), "unknown-field password"),
        "a field of odd letters": (op("person-saved", new=True, **{"a\x00名": 1}), "unknown-field a"),
        "central's own field": (op("posting-saved", own, source={"a": 1}), "malformed"),
        "a number as name": (op("person-saved", new=True, name=7), "wrong-value name"),
        "a word as number": (op("person-saved", new=True, birth_year="1990"), "wrong-value birth_year"),
        "true as number": (op("person-saved", new=True, birth_year=True), "malformed"),
        "a list as name": (op("person-saved", new=True, name=["x"]), "malformed"),
        "a text of 20,001 letters": (op("person-saved", new=True, note=text), "wrong-value note"),
        "a word of 201 letters": (op("person-saved", new=True, name="x" * 201), "wrong-value name"),
        "a letter of nothing": (op("person-saved", new=True, name="a\x00b"), "wrong-value name"),
        "a year without end": (op("person-saved", new=True, birth_year=1 << 80), "wrong-value birth_year"),
        "a place without end": (op("posting-saved", own, latitude=float("inf")), "malformed"),
        "a place that is no number": (op("posting-saved", own, latitude=float("nan")), "malformed"),
        "a slip for no posting": (op("slip-saved", new=True, posting_id=far_row, state="held"), "posting-unknown"),
        "a slip for nothing": (op("slip-saved", new=True, state="held"), "posting-unknown"),
        "a slip for a number": (op("slip-saved", new=True, posting_id=7), "wrong-value posting_id"),
        "a slip for an odd name": (op("slip-saved", new=True, posting_id="a\x00b"), "wrong-value posting_id"),
        "a slip that goes elsewhere": (op("slip-saved", str(slip["row"]), posting_id=theirs), "wrong-value posting_id"),
        "nobody wanted": (op("posting-saved", new=True, **whole | {"headcount": 0}), "wrong-value headcount"),
        "half a person wanted": (op("posting-saved", new=True, **whole | {"headcount": 1.5}), "wrong-value headcount"),
        "everybody wanted": (op("posting-saved", new=True, **whole | {"headcount": 1 << 62}), "wrong-value headcount"),
        "everybody wanted later": (op("posting-saved", own, headcount=1 << 62), "wrong-value headcount"),
        "slots out of nothing": (op("posting-saved", own, headcount=3, slots_added=1 << 70), "wrong-value slots_added"),
        "no headcount any more": (op("posting-saved", own, headcount=None), "wrong-value headcount"),
        "no employer": (op("posting-saved", new=True, **whole | {"employer_id": far_row}), "row-unknown employer_id"),
        "a row with a stroke": (op("person-saved", "../a", new=True, name="x"), "malformed"),
        "a row of many letters": (op("person-saved", "a" * 65, new=True, name="x"), "malformed"),
        "a row of Chinese letters": (op("person-saved", "行", new=True, name="x"), "malformed"),
        "a kind that is a list": (op("person-saved", new=True) | {"kind": ["person-saved"]}, "malformed"),
        "a row that is nothing": (op("person-saved", new=True) | {"row": None}, "malformed"),
        "an operation with more": (op("person-saved", new=True) | {"admin": 1}, "malformed"),
        "a base before the beginning": (op("person-saved", new=True) | {"base": [-1, 0]}, "malformed"),
        "an id with an odd letter": (op("person-saved", new=True) | {"id": "a b"}, "malformed"),
        "an id of many letters": (op("person-saved", new=True) | {"id": "a" * 65}, "malformed"),
    }  # fmt: skip


def test_what_a_station_may_not_do_is_refused_alone_and_the_rest_passes(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    east = county.east
    for name, (wrong, reason) in refusals(county).items():
        before = county.dump("records", "slots", "leases", "sounds")
        caplog.clear()
        east.seq += 1
        with caplog.at_level(logging.INFO, "yizhan.central"):
            said = east.refused({**wrong, "seq": east.seq}, east.operation("nothing"))
        assert len(said) == 1, name
        assert said[0] == reason or (reason == "malformed" and said[0].startswith("malformed ")), (name, said)
        assert county.dump("records", "slots", "leases", "sounds") == before, name
        lines = [record.__dict__["said"] for record in caplog.records if record.name == "yizhan.central"]
        assert [(line["refused"], line["reasons"]) for line in lines] == [(1, [reason.split()[0]])], name
        assert NAME not in caplog.text
    assert east.send().refused == [], "once the kiosk has heard it, it is not told again"


def test_a_posting_of_centrals_own_is_nobodys_to_change(county: County) -> None:
    from datetime import date
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from sync.central.commands.posting import posting_lines
    from sync.central.importing import import_postings

    with TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_text(
            "工种,用工单位,工资,人数,用工日期,工作地点,联系电话\n采茶,农场,180元/天,3,2026-11-29,东村,13800000000\n",
            encoding="utf-8",
        )
        import_postings(county.store, county.central.signer, path, region="511902", today=date(2026, 11, 26))
    (posting,) = [line.id for line in posting_lines(county.store) if line.region == "511902"]
    east = county.east
    east.send()
    before = county.dump("records", "slots", "leases")
    wrong = [
        east.operation("posting-saved", posting, new=False, title="x"),
        east.operation("posting-saved", posting, new=False, deleted=1),
        east.operation("posting-saved", posting, new=False, headcount=100, slots_added=97),
    ]
    assert east.refused(*wrong) == ["row-of-others"] * 3
    assert county.dump("records", "slots", "leases") == before


def test_one_station_cannot_make_a_sum_of_slots_that_stops_the_others(county: County) -> None:
    """A headcount beyond all reason would be added up in the database whenever another kiosk asks."""
    east = county.east
    employer = east.employer()
    wrong = east.operation(
        "posting-saved", trade="mason", state="open", employer_id=employer, headcount=(1 << 63) - 1, region=TOWN
    )
    assert east.refused(wrong) == ["wrong-value headcount"]
    assert county.west.refused() == []


def test_pages_are_signed_as_what_they_are(quick: County) -> None:
    name = pages_of(quick.east)["station"]
    data = quick.get(f"/v1/pages/511902/station/{name}", token=quick.east.token)[1]
    header = verify_page(io.BytesIO(data), Verifier(bytes.fromhex(quick.east.said.central_key)), name=name)
    assert (header.region, header.owner, header.kind) == ("511902", quick.east.station, PageKind.LOG)


def test_health_is_kept_and_bounded(county: County) -> None:
    county.east.send(health={"disk_mib": 812, "paper": "low"})
    with county.store.look() as connection:
        kept = connection.execute(
            select(kiosks.c.health).where(kiosks.c.kiosk == county.east.said.kiosk, kiosks.c.region == "511902")
        ).scalar_one()
    assert json.loads(kept) == {"disk_mib": 812, "paper": "low"}
