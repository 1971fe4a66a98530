"""The hot path: idle polls are short, a database that is gone or busy is said so, and nobody waits for nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError

from sync.central.api.application import build
from sync.central.front import OF_ONE_COUNTY, WORKERS, Front, idle_reply, is_idle, token_in
from sync.central.journal import FIELDS, JsonLines, tell
from sync.central.looking import Seen
from sync.central.store.database import Store
from sync.central.store.tables import scopes
from sync.central.throttle import LATER_S, Throttle
from sync.protocol.signing import Verifier
from sync.protocol.wire import SyncReply, read_reply, read_request, write_reply
from tests.central.county import REGION, County, RawKiosk, bearer, dump, error_in, hasty_store
from tests.faults.wire import Application

NAME = "张翠花"
WAITING = text("select count(distinct pid) from pg_locks where not granted")


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


def test_an_idle_poll_is_short_and_changes_nothing(county: County) -> None:
    east = county.east
    east.send(east.operation("employer-saved", name="王家"))
    before = county.dump()
    asked = east.message()
    status, body = county.post("/v1/sync", asked, token=east.token)
    assert (status, len(body) < 200) == (200, True)
    assert county.dump() == before
    metrics = county.central.application.front.metrics.text().decode()
    assert 'yizhan_requests_total{kind="sync",outcome="idle"} 1.0' in metrics


def test_the_fast_reply_is_the_same_as_the_slow_one(county: County) -> None:
    seen = Seen(
        region="511902", kiosk=1, station="s", town="", is_revoked=False, last_seq=4, last_mark='a"b', grant_no=7,
        offer_seen=1, offers=1, region_position=5, station_position=6, sum="x" * 22,
    )  # fmt: skip
    signer = county.central.signer
    data = idle_reply(seen, b"asked", signer)
    reply, inline = read_reply(data, asked=b"asked", verifier=Verifier(signer.public_key))
    slow = SyncReply(now=reply.now, head=[5, 6, 7], sum="x" * 22, through=(4, 'a"b'))
    assert (reply, inline) == (slow, [b""])
    assert write_reply(slow, [], asked=b"asked", signer=signer) == data


@pytest.mark.parametrize(
    ("at", "also"),
    [
        ([5, 6, 8], {}), ([4, 6, 7], {}), ([5, 5, 7], {}), ([5, 6, 7], {"after": [3, "m"]}),
        ([5, 6, 7], {"after": [4, "n"]}), ([5, 6, 7], {"wants": [{"posting": "p", "wishes": 1}]}),
        ([5, 6, 7], {"health": {"a": 1}}),
    ],
)  # fmt: skip
def test_only_who_has_nothing_to_say_and_nothing_to_hear_is_idle(at: list[int], also: dict[str, Any]) -> None:
    import json

    seen = Seen(
        region="511902", kiosk=1, station="s", town="", is_revoked=False, last_seq=4, last_mark="m", grant_no=7,
        offer_seen=1, offers=1, region_position=5, station_position=6, sum="",
    )  # fmt: skip
    calm = {"v": 1, "at": [5, 6, 7], "after": [4, "m"]}
    assert is_idle(read_request(json.dumps(calm).encode()), seen)
    assert not is_idle(read_request(json.dumps(calm | {"at": at} | also).encode()), seen)


def test_many_polls_at_once_are_all_answered_with_what_is_true_then(county: County) -> None:
    kiosks = [county.east, county.west, county.far]
    for kiosk in kiosks:
        kiosk.send()
    with ThreadPoolExecutor(12) as pool:
        found = list(
            pool.map(lambda kiosk: county.post("/v1/sync", kiosk.message(), token=kiosk.token)[0], kiosks * 20)
        )
    assert found == [200] * 60


def test_a_county_that_waits_for_its_lock_holds_up_no_other(postgres_store: Store) -> None:
    county = County(postgres_store)
    waits = [county.station(f"站{number}") for number in range(WORKERS + 2)]
    asked = [kiosk.message(kiosk.operation("employer-saved", name="王家")) for kiosk in waits]

    def sync(kiosk: RawKiosk, message: bytes) -> int:
        return county.post("/v1/sync", message, token=kiosk.token)[0]

    with ThreadPoolExecutor(len(waits)) as pool:
        with postgres_store.change() as connection:  # as a large import does
            connection.execute(select(scopes).where(scopes.c.region == REGION).with_for_update())
            waiting = [pool.submit(sync, *each) for each in zip(waits, asked, strict=True)]
            while connection.execute(WAITING).scalar_one() < OF_ONE_COUNTY:
                assert not any(one.done() for one in waiting)
            for _ in range(10):
                assert county.far.refused(county.far.operation("employer-saved", name="李家")) == []
            assert not any(one.done() for one in waiting)
        assert [one.result(30) for one in waiting] == [200] * len(waits)
    county.close()


@pytest.mark.parametrize("after", range(0, 9, 2))
def test_a_database_that_is_lost_in_the_middle_leaves_no_half_state(
    store: Store, caplog: pytest.LogCaptureFixture, after: int
) -> None:
    county = County(store)
    east = county.east
    employer = east.employer()
    before = county.dump()
    asked = east.message(
        east.operation("posting-saved", headcount=3, state="open", trade="mason", employer_id=employer, note=NAME),
        east.operation("person-saved", name=NAME),
    )
    said: list[str] = []

    def lose(_c: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        said_seen = "seen_ms" in statement and "last_seq" not in statement  # what a thread notes of idle polls
        if statement.lower().startswith(("insert", "update", "delete")) and not said_seen:
            said.append(statement)
            if len(said) > after:
                raise OperationalError(statement, {"name": NAME}, Exception("connection lost"))

    event.listen(store.engine, "before_cursor_execute", lose)
    with caplog.at_level(logging.INFO, "yizhan.central"):
        status, body = county.post("/v1/sync", asked, token=east.token)
    event.remove(store.engine, "before_cursor_execute", lose)
    assert (status, error_in(body)) == (503, "busy")
    assert len(said) == after + 1
    assert county.dump() == before
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "yizhan.central"]
    assert lines
    assert NAME not in "".join(lines)
    assert "OperationalError" in "".join(lines)
    assert county.post("/v1/sync", asked, token=east.token)[0] == 200, "the same word again is taken"
    county.close()


PATHS = [
    ("POST", "/v1/sync"), ("GET", "/v1/sums"), ("GET", "/v1/sums/1"), ("GET", f"/v1/pages/511902/region/{'a' * 32}"),
    ("GET", "/v1/health"),
]  # fmt: skip


def test_without_its_database_central_says_that_it_is_busy(tmp_path: Path) -> None:
    with hasty_store(tmp_path) as store:
        county = County(store)
        east = county.east

        def gone(*_: Any) -> None:
            raise OperationalError("connect", {}, Exception("no route"))

        event.listen(store.engine, "do_connect", gone)
        store.engine.dispose()
        for method, path in PATHS:
            status, _, body = county.ask(method, path, east.message() if method == "POST" else b"", token=east.token)
            assert (status, error_in(body)) == (503, "busy"), path
        event.remove(store.engine, "do_connect", gone)
        assert county.get("/v1/health")[0] == 200
        assert east.send().refused == []
        county.close()


def test_a_pool_without_a_free_connection_is_busy_too(tmp_path: Path) -> None:
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    with hasty_store(tmp_path) as store:
        county = County(store)

        def full(*_: Any) -> None:
            raise PoolTimeout("all connections are in use")

        event.listen(store.engine, "checkout", full)
        for method, path in PATHS:
            asked = county.east.message() if method == "POST" else b""
            status, _, body = county.ask(method, path, asked, token=county.east.token)
            assert (status, error_in(body)) == (503, "busy"), path
        event.remove(store.engine, "checkout", full)
        county.close()


def test_errors_of_the_database_do_not_show_values(store: Store) -> None:
    """They would end up in a log."""
    with pytest.raises(Exception) as fault, store.change() as connection:  # noqa: PT011
        connection.execute(text("insert into nowhere values (:name)"), {"name": NAME})
    assert NAME not in str(fault.value)


def test_who_comes_too_often_is_asked_to_come_later_and_nothing_is_done(tmp_path: Path) -> None:
    with hasty_store(tmp_path) as store:
        county = County(store)
        east = county.east
        front: Front = build(store, county.central.signer, throttle=Throttle(per_second=0, burst=1))
        application = Application(front)
        headers = {"authorization": bearer(east.token)}
        employer = east.operation("employer-saved", name="王家")
        assert application.ask("POST", "/v1/sync", east.message(employer), headers)[0] == 200
        before = dump(store)
        east.after, again = (1, str(employer["id"])[-8:]), east.operation("employer-saved", name="李家")
        asked = east.message(again)
        status, _, body = application.ask("POST", "/v1/sync", asked, headers)
        reply, _ = read_reply(body, asked=asked, verifier=Verifier(county.central.signer.public_key))
        assert status == 200
        assert LATER_S[0] <= reply.backoff <= LATER_S[1]
        assert reply.through == (0, "")
        assert dump(store) == before
        front.close()
        application.close()
        county.close()


def test_a_token_is_read_whatever_it_is() -> None:
    from sync.central.exchange import UnknownToken

    for value in (b"", b"Bearer", b"Bearer ", b"\xff\xfe", b"Bearer " + b"A" * 21, b"x" * 10_000):
        with pytest.raises(UnknownToken):
            token_in({"headers": [(b"authorization", value)]})
    region, hash_ = token_in({"headers": [(b"authorization", b"Bearer " + b"A" * 22)]})
    assert (region, len(hash_)) == ("000000", 32)


def test_a_log_line_cannot_say_what_is_somebodys() -> None:
    assert not FIELDS & {"name", "phone", "words", "fields", "row", "id"}
    with pytest.raises(ValueError, match="not to be logged"):
        tell("x", name=NAME)  # type: ignore[arg-type]
