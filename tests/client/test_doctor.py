"""The way to central, examined: over real sockets and real TLS, with every kind of stranger at the other end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.domain.finding import Finding, Light
from sync.client.doctor import central_of, check_central, check_certificate
from sync.client.state import Central
from sync.client.transport import STALL_S
from sync.protocol.signing import Purpose, Signer
from tests.client.test_old_certificate import County, day
from tests.client.test_transport import served, told
from tests.doctor.told import assert_told

SIGNER, STRANGER = Signer(bytes(range(32))), Signer(bytes(32))
LOOPBACK = "127.0.0.1"


def central_at(url: str, certificate: str = "") -> Central:
    return Central(
        url=url,
        certificate=certificate,
        public_key=SIGNER.public_key,
        seal_key=b"",
        token=b"secret token",
        next_secret=b"",
        kiosk=7,
        region="530423",
        machine="",
        fork="",
        fork_seq=0,
        confirmed_seq=0,
        confirmed_mark="",
        grant_no=0,
        enrolled_at_ms=0,
    )


def certificate_of(central: Central | None, *, within_s: float = 8) -> Finding:
    return check_certificate(central, now=local_now(), within_s=within_s)


def signed_time(by: Signer, body: bytes = b'{"now":1700000000000}') -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer as central answers `/v1/time`."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        assert request.headers["Authorization"] is None, "a doctor tells nothing of the station"
        told(200, by.sign(Purpose.REPLY, request.path.encode(), body) + body)(request)

    return answer


def test_central_that_signs_what_it_says_is_well() -> None:
    with served(signed_time(SIGNER)) as url:
        found = check_central(central_at(url))
    assert_told(found, Light.GREEN, "ok", url=url)
    assert int(found.details["milliseconds"]) < 8_000


def test_the_county_s_own_program_is_well(kiosk, central) -> None:
    """What `engine` asks, and central answers."""
    here = kiosk("here")

    def handed_on(request: BaseHTTPRequestHandler) -> None:
        status, _, body = central.application.ask("GET", request.path, b"", {})
        told(status, body)(request)

    known = central_of(here.station.database)
    assert known is not None
    with served(handed_on) as url:
        assert_told(check_central(replace(known, url=url)), Light.GREEN, "ok")


@pytest.mark.parametrize(
    ("answer", "light", "case"),
    [
        (signed_time(STRANGER), Light.RED, "stranger"),
        (signed_time(SIGNER, b'{"then":1}'), Light.RED, "stranger"),
        (signed_time(SIGNER, b"\xff"), Light.RED, "stranger"),
        (told(200, b"It works!"), Light.RED, "stranger"),
        (told(200, b"x" * 9_000), Light.AMBER, "portal"),
        (told(302, b""), Light.AMBER, "portal"),
        (told(404, b"<html>"), Light.AMBER, "portal"),
        (told(502, b"bad gateway"), Light.AMBER, "unanswered"),
        (told(200, b"half", length=100), Light.AMBER, "cut"),
        (told(400, b'{"error":"unreadable","detail":""}'), Light.AMBER, "refused"),
        (told(401, b'{"error":"revoked"}'), Light.AMBER, "refused"),
        (told(503, b'{"error":"busy"}'), Light.AMBER, "refused"),
    ],
)
def test_whoever_answers_otherwise_is_told_for_what_he_is(answer, light: Light, case: str) -> None:
    def once(request: BaseHTTPRequestHandler) -> None:
        answer(request)
        request.close_connection = True

    with served(once) as url:
        assert_told(check_central(central_at(url)), light, case, url=url)


def test_a_web_page_is_no_central() -> None:
    def page(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.send_header("Content-Length", "6")
        request.end_headers()
        request.wfile.write(b"<html>")

    with served(page) as url:
        assert_told(check_central(central_at(url)), Light.AMBER, "portal", url=url)


def test_where_nobody_listens_nobody_answers() -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as taken:
        url = f"http://{LOOPBACK}:{taken.getsockname()[1]}"
    assert_told(check_central(central_at(url)), Light.AMBER, "unanswered", url=url)
    assert_told(certificate_of(central_at(url.replace("http", "https"))), Light.AMBER, "not-seen")


@pytest.mark.parametrize("url", ["http://nothing.invalid", "http://:0", "http://127.0.0.1:99999", ""])
def test_an_address_that_leads_nowhere_ends_no_examination(url: str) -> None:
    assert_told(check_central(central_at(url)), Light.AMBER, "offline")
    assert_told(certificate_of(central_at(url.replace("http", "https") or "https:")), Light.AMBER, "not-seen")


@contextmanager
def listening(*said: bytes) -> Iterator[int]:
    """Somebody who takes a connection and says these pieces again and again, each tenth of a second; give the port."""
    ends = threading.Event()
    listener = socket.create_server((LOOPBACK, 0))

    def serve() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            while not ends.wait(0.1):
                try:
                    for piece in said:
                        connection.sendall(piece)
                except OSError:
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        ends.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.mark.parametrize("said", [(), (b"H",)], ids=["says nothing", "drips"])
def test_a_central_that_hangs_is_not_waited_for(said: tuple[bytes, ...]) -> None:
    begun = time.monotonic()
    with listening(*said) as port:
        url = f"http://{LOOPBACK}:{port}"
        assert_told(check_central(central_at(url), within_s=0.6), Light.AMBER, "slow", url=url)
    with listening(*said) as port:
        found = certificate_of(central_at(f"https://{LOOPBACK}:{port}"), within_s=0.6)
    assert_told(found, Light.AMBER, "not-seen")
    assert time.monotonic() - begun < STALL_S


def test_who_speaks_no_tls_has_no_certificate() -> None:
    with served(told(200, b"hello")) as url:
        secure = url.replace("http", "https")
        assert_told(check_central(central_at(secure)), Light.AMBER, "portal", url=secure)
    with served(told(200, b"hello")) as url:
        assert_told(certificate_of(central_at(url.replace("http", "https"))), Light.AMBER, "not-seen")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """Real TLS, with an authority of the county's own."""
    made = County(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize(("begin", "end", "case"), [(2019, 2021, "clock"), (2090, 2095, "clock"), (2020, 2090, "ok")])
def test_the_dates_of_a_certificate_decide(county: County, begin: int, end: int, case: str) -> None:
    county.shows(begin, end)
    known = central_at(county.url, county.authority)
    found = certificate_of(known)
    assert_told(found, Light.GREEN if case == "ok" else Light.RED, case)
    if case == "ok":
        assert found.details["days"] == (day(end) - datetime.now(UTC)).days
        assert_told(check_central(known), Light.RED, "stranger")  # the county of this test signs nothing
    else:
        assert_told(check_central(known), Light.RED, "clock", url=county.url)
        assert county.asked == []


def test_a_certificate_that_nobody_vouches_for_is_red_and_nothing_is_said_to_it(county: County) -> None:
    county.shows(2020, 2090)
    known = central_at(county.url)
    found = certificate_of(known)
    assert_told(found, Light.RED, "refused")
    assert "certificate" in str(found.details["reason"])
    assert_told(check_central(known), Light.RED, "certificate", url=county.url)
    assert county.asked == []


def test_a_certificate_of_another_machine_is_red(county: County) -> None:
    county.shows(2020, 2090)
    elsewhere = county.url.replace(LOOPBACK, "localhost")
    assert_told(certificate_of(central_at(elsewhere, county.authority)), Light.RED, "refused")


def test_a_certificate_that_ends_within_the_month_is_amber(county: County) -> None:
    county.shows(2020, 2090)
    now = day(2090) - timedelta(days=10, hours=-1)
    found = check_certificate(central_at(county.url, county.authority), now=now)
    assert_told(found, Light.AMBER, "ends-soon", days=9)


def test_without_encryption_there_is_no_certificate() -> None:
    assert_told(certificate_of(central_at("http://192.0.2.1")), Light.AMBER, "none", url="http://192.0.2.1")


@pytest.mark.parametrize(
    "authority", ["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_an_authority_that_is_torn_ends_no_examination(county: County, authority: str) -> None:
    known = central_at(county.url, authority)
    assert_told(certificate_of(known), Light.AMBER, "not-seen")
    assert_told(check_central(known), Light.AMBER, "offline")
