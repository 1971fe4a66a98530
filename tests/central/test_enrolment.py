"""Who comes with a code becomes a kiosk once; nobody else does, and no portal can play central."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from kiosk.care.places import Places
from kiosk.desk.slip_pages import with_dashes
from kiosk.domain.card import card_number, card_number_in
from kiosk.domain.slip import slip_number
from kiosk.services import open_station
from sync.central.enrolment import CODE_LIVES_MS, PREFIXES
from sync.central.store.database import Store, add, now_ms
from sync.central.store.tables import codes, kiosks, regions
from sync.central.upkeep import DAY_MS
from sync.client.enrolling import enrol
from sync.protocol.enrolment import (
    ALPHABET,
    SECRET_LENGTH,
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


def come_in(county: County, station: str, *, wished: str = "") -> str:
    """Let one more kiosk of a station in, without a network; return its prefix."""
    code = county.central.enrolment.add_code(REGION, station)
    asked = enrol_message(code, new_token_secret(), {"prefix": wished})
    return Enrolled.model_validate_json(body_of(county.central.enrolment.enrol(asked))).prefix


def there_were(county: County, station: str, prefixes: Iterable[str], *, days_ago: int = 0, **also: object) -> None:
    """Put lines of history there that a station's kiosks had, and that were heard of last so many days ago."""
    with county.store.change() as connection:
        last = connection.execute(select(func.max(kiosks.c.kiosk)).where(kiosks.c.region == REGION)).scalar_one()
        row = {"region": REGION, "station": station, "token_hash": b"", "public_key": b"", **also}
        row["seen_ms"] = row["enrolled_ms"] = now_ms() - days_ago * DAY_MS
        rows = [{**row, "kiosk": number, "prefix": prefix} for number, prefix in enumerate(prefixes, start=last + 1)]
        add(connection, kiosks, rows)
        here = update(regions).where(regions.c.region == REGION)
        connection.execute(here.values(kiosks=last + len(rows)))


EVERY = [prefix for group in PREFIXES for prefix in group]


def test_a_county_of_hundreds_of_kiosks_has_a_prefix_for_each(county: County) -> None:
    there_were(county, county.west.station, set(PREFIXES[0]) - {county.east.said.prefix, county.west.said.prefix})
    found = [come_in(county, county.east.station) for _ in range(20)]
    assert len(set(found)) == 20
    assert set(found) <= set(PREFIXES[1]), "those that are easiest to say first"
    assert len(EVERY) == len(set(EVERY)) == 611


def test_a_prefix_that_is_wished_for_is_kept_if_it_is_nobodys(county: County) -> None:
    assert come_in(county, county.east.station, wished="YX") == "YX"
    assert come_in(county, county.east.station, wished="YX") != "YX"
    assert come_in(county, county.east.station, wished="AW") in PREFIXES[0]


@pytest.mark.parametrize("also", [{"is_dead": True}, {"revoked_ms": 1}, {}], ids=["dead", "replaced", "alive"])
def test_a_dead_kiosks_prefix_comes_back_to_another_station_after_a_year_and_never_to_its_own(
    county: County, also: dict[str, object]
) -> None:
    east, west = county.east, county.west
    used = {east.said.prefix, west.said.prefix}
    soon, late = [prefix for prefix in PREFIXES[0] if prefix not in used][:2]
    there_were(county, west.station, [soon], days_ago=399, **also)
    there_were(county, west.station, [late], days_ago=401, **also)
    there_were(county, west.station, set(PREFIXES[0]) - {*used, soon, late})
    assert come_in(county, west.station) in PREFIXES[1]
    assert come_in(county, west.station, wished=late) in PREFIXES[1]
    found = [come_in(county, east.station) for _ in range(2)]
    assert (found[0] == late) == bool(also)
    assert soon not in found


def test_where_none_is_free_it_is_the_one_that_others_used_longest_ago(county: County) -> None:
    used = {county.east.said.prefix, county.west.said.prefix}
    left = [prefix for prefix in EVERY if prefix not in used]
    there_were(county, county.west.station, left[:300], days_ago=3)
    there_were(county, county.west.station, left[300:301], days_ago=4)
    there_were(county, county.west.station, left[301:], days_ago=2)
    assert come_in(county, county.east.station) == left[300]
    assert come_in(county, county.east.station) in left[:300]


def test_a_station_never_gets_a_prefix_that_it_had(county: County) -> None:
    east = county.east
    there_were(county, east.station, set(EVERY) - {east.said.prefix}, days_ago=4000, is_dead=True)
    code = county.central.enrolment.add_code(REGION, east.station)
    before = county.dump()
    assert enrolled(county, enrol_message(code, new_token_secret())) == (400, "no-prefix-left")
    assert county.dump() == before
    assert come_in(county, county.west.station) in EVERY


@given(prefix=st.sampled_from(EVERY), day=st.dates(), running=st.integers(1, 12_000))
def test_no_slip_reads_as_a_card_however_it_is_typed(prefix: str, day: date, running: int) -> None:
    number = slip_number(prefix=prefix, day=day, running=running)
    for typed in (number, number.replace("-", ""), number.lower(), number.replace("-", " ")):
        assert card_number_in(typed) == ""
    assert with_dashes(number.replace("-", "")) == number
    card = card_number(prefix=prefix, running=running)
    assert card_number_in(card.replace("-", "")) == card


def test_nobody_can_try_so_many_codes_that_one_is_right() -> None:
    """Nothing counts wrong tries: that there are too many to be tried is all there is."""
    tries = 10_000 * CODE_LIVES_MS // 1000
    assert len(ALPHABET) ** SECRET_LENGTH / tries > 4_900_000
