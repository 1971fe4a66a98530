"""Who comes with a code becomes a kiosk once; nobody else does, and no portal can play central."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from kiosk.care.places import Places
from kiosk.services import open_station
from sync.central.store.database import Store
from sync.central.store.tables import codes, kiosks
from sync.client.enrolling import enrol
from sync.protocol.enrolment import (
    ALPHABET,
    Enrolled,
    body_of,
    check_proof,
    finder_of,
    new_code,
    new_token_secret,
    prove,
    secret_of,
)
from sync.protocol.faults import BadSignature
from tests.central.county import REGION, TOWN, County, enrol_message, error_in
from tests.faults.wire import Line, WireTransport


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


def enrolled(county: County, message: bytes) -> tuple[int, str]:
    status, body = county.post("/v1/enrol", message)
    return status, "" if status == 200 else error_in(body)


def test_the_same_request_again_gets_the_same_identity(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    asked = enrol_message(code, new_token_secret())
    said = []
    for _ in range(3):
        status, body = county.post("/v1/enrol", asked)
        assert status == 200
        check_proof(secret_of(code), body, asked=asked)
        said.append(Enrolled.model_validate_json(body_of(body)).model_copy(update={"now": 0}))
    assert said[0] == said[1] == said[2]
    with county.store.look() as connection:
        count = select(func.count()).select_from(kiosks).where(kiosks.c.station == county.east.station)
        assert connection.execute(count).scalar_one() == 2


def test_a_used_code_opens_for_no_other_kiosk(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    assert enrolled(county, enrol_message(code, new_token_secret())) == (200, "")
    before = county.dump()
    assert enrolled(county, enrol_message(code, new_token_secret())) == (403, "unknown-code")
    assert county.dump() == before


def test_a_wrong_an_old_and_a_guessed_code_get_the_same_answer(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    letters = code.replace("-", "")
    last = next(letter for letter in ALPHABET if letter != letters[-1])
    old = county.central.enrolment.add_code(REGION, county.east.station)
    with county.store.change() as connection:
        connection.execute(update(codes).where(codes.c.code == finder_of(old)).values(until_ms=1))
    before, answers = county.dump(), set()
    for wrong in (letters[:-1] + last, old, new_code(), letters[:4] + "A" * 12):
        status, body = county.post("/v1/enrol", enrol_message(wrong, new_token_secret()))
        answers.add((status, body))
    assert len(answers) == 1, "nobody is told what was wrong with it"
    assert county.dump() == before


def test_a_code_of_a_revoked_station_is_worth_nothing(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    county.central.enrolment.revoke(REGION, county.east.station)
    before = county.dump()
    assert enrolled(county, enrol_message(code, new_token_secret())) == (403, "unknown-code")
    assert county.dump() == before


def test_of_two_kiosks_with_one_code_one_is_let_in(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    asked = [enrol_message(code, new_token_secret()) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        found = sorted(status for status, _ in pool.map(lambda message: county.post("/v1/enrol", message), asked))
    assert found == [200] + [403] * 7
    with county.store.look() as connection:
        count = select(func.count()).select_from(kiosks).where(kiosks.c.station == county.east.station)
        assert connection.execute(count).scalar_one() == 2


@pytest.mark.parametrize(
    ("also", "error"),
    [
        ({"v": 2}, "unknown-protocol"),
        ({"public_key": "11"}, "bad-message"),
        ({"public_key": "zz" * 32}, "bad-message"),
        ({"token_hash": ""}, "bad-message"),
        ({"token_hash": "1" * 63}, "bad-message"),
        ({"machine": "a\x00b"}, "bad-message"),
        ({"machine": "m" * 65}, "bad-message"),
        ({"prefix": "'; --"}, "bad-message"),
        ({"code": "a\x00"}, "bad-message"),
        ({"code": "%"}, "bad-message"),
        ({"admin": True}, "bad-message"),
    ],
)
def test_a_request_that_makes_no_sense_uses_no_code_up(county: County, also: dict[str, object], error: str) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    before = county.dump()
    assert enrolled(county, enrol_message(code, new_token_secret(), also)) == (400, error)
    assert county.dump() == before
    assert enrolled(county, enrol_message(code, new_token_secret())) == (200, "")


@pytest.mark.parametrize("body", [b"", b"x" * 32, b"x" * 33, b"\x00" * 5000, b"{}"])
def test_bytes_that_are_no_request_are_refused(county: County, body: bytes) -> None:
    before = county.dump()
    assert enrolled(county, body) == (400, "bad-message")
    assert county.dump() == before


def test_a_request_that_is_too_long_is_refused(county: County) -> None:
    assert enrolled(county, bytes(8193)) == (413, "too-large")


@pytest.mark.parametrize("how", ["page", "echo", "other code", "old answer", "turned bit"])
def test_a_portal_that_answers_in_centrals_place_is_not_believed(county: County, tmp_path: Path, how: str) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    station = open_station(Places(data=tmp_path / "data", keys=tmp_path / "keys"))
    line = Line()
    other = enrol_message(code, new_token_secret())

    def stranger(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        match how:
            case "page":
                return 200, b"<html>Please log in</html>" * 10
            case "echo":
                return 200, body
            case "other code":
                said = county.east.said.model_copy(update={"central_key": "00" * 32})
                return 200, prove(secret_of(new_code()), said, asked=body)
            case "old answer":  # what central said to somebody else who came with the same code
                return 200, prove(secret_of(code), county.east.said, asked=other)
            case _:
                answer = bytearray(prove(secret_of(code), county.east.said, asked=body))
                answer[60] ^= 1
                return 200, bytes(answer)

    line.stranger = stranger
    transport = WireTransport(county.central.application, line)
    with pytest.raises(Exception) as fault:  # noqa: PT011  what people are told is the client's own test
        enrol(station, "http://central", code, transport=transport, machine="m")
    assert fault.value is not None
    assert line.requests >= 1
    assert station.database.row("select 1 from central") is None, "it is nobody's kiosk yet"
    line.stranger = None
    enrol(station, "http://central", code, transport=transport, machine="m")
    assert station.database.row("select 1 from central") is not None
    station.close()


def test_central_proves_itself_with_the_code(county: County) -> None:
    code = county.central.enrolment.add_code(REGION, county.east.station)
    asked = enrol_message(code, new_token_secret())
    _, body = county.post("/v1/enrol", asked)
    for secret, question in ((secret_of(new_code()), asked), (secret_of(code), b"another")):
        with pytest.raises(BadSignature):
            check_proof(secret, body, asked=question)


def test_each_kiosk_of_a_county_has_a_prefix_of_its_own(county: County) -> None:
    found = {county.east.said.prefix, county.west.said.prefix}
    for _ in range(6):
        code = county.central.enrolment.add_code(REGION, county.east.station)
        said = county.kiosk(code).said
        assert said.prefix not in found
        found.add(said.prefix)
    assert (said.region, said.town, said.name) == (REGION, TOWN, "东街驿站")
