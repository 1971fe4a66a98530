"""`yizhan-central serve` as a process: what strangers can do to it, how it ends, and what it says of itself."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from sync.central.cli import main
from sync.central.enrolment import Enrolment
from sync.central.listening import CannotListen, place
from sync.central.server import STALL
from sync.central.store.database import Store, sqlite_url
from sync.measure.servers import free_port
from sync.protocol.enrolment import new_token_secret
from tests.central.county import County, RawKiosk, bearer, enrol_message, error_in, hasty_store, pages_of
from tests.processes import is_running, open_files_of

STALL_S = 0.5
STARTS_WITHIN_S, ENDS_WITHIN_S = 60.0, 20.0
CROWD = 1_100
"""More than the 1,024 connections that granian takes where nobody says otherwise."""
PHONE = "13800001111"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A central that runs, and what it wrote to stderr."""

    process: subprocess.Popen[bytes]
    port: int
    errors: Path
    url: str

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): said for name, said in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def is_well(self) -> bool:
        try:
            return self.ask("GET", "/v1/health")[0] == 200
        except OSError:
            return False

    def open(self, sent: bytes) -> socket.socket:
        """Open a connection and send some bytes, however few."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        opened.sendall(sent)
        return opened

    def workers(self) -> list[int]:
        found = re.findall(r"with PID: (\d+)", self.errors.read_text())
        return [int(pid) for pid in found if is_running(int(pid))]

    def lines(self) -> list[dict[str, Any]]:
        """Return what it logged; each line is one JSON object."""
        return [json.loads(line) for line in self.errors.read_text().splitlines()]

    def requests(self, outcome: str) -> float:
        """Return how many requests of any kind came out so, over all processes."""
        _, _, said = self.ask("GET", "/metrics")
        found = re.findall(rf'^yizhan_requests_total{{.*outcome="{outcome}"}} (\S+)$', said.decode(), re.MULTILINE)
        return sum(map(float, found))


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    port = free_port()
    url, errors = sqlite_url(folder / "central.db"), folder / "errors"
    argv = [sys.executable, "-m", "sync.central.cli", "serve", "--database", url, "--port", str(port), *words]
    with errors.open("wb") as out:
        process = subprocess.Popen(
            argv, stdout=out, stderr=subprocess.STDOUT, env=os.environ | {STALL: str(STALL_S)}, process_group=0
        )
    served = Served(process=process, port=port, errors=errors, url=url)
    try:
        wait_until(served.is_well, STARTS_WITHIN_S)
        yield served
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN_S)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(is_so: Callable[[], bool], within_s: float) -> None:
    until = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def is_free(port: int) -> bool:
    try:
        with place("127.0.0.1", port):
            return True
    except CannotListen:
        return False


def heard(opened: socket.socket) -> bytes:
    """Return all that comes until the other end closes."""
    pieces = []
    while piece := opened.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A central of two processes, and kiosks that were enrolled in its database."""

    served: Served
    store: Store
    east: RawKiosk
    west: RawKiosk
    page: str

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.served.ask(method, path, authorization=bearer(self.east.token), **headers)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("serving")
    with hasty_store(folder) as store, serving(folder, "--processes", "2", "--host", "localhost") as served:
        county = County(store)
        page = f"/v1/pages/511902/region/{pages_of(county.east)['region']}"
        yield Town(served=served, store=store, east=county.east, west=county.west, page=page)
        county.close()


HALF = {
    "heads": b"GET /v1/health HTTP/1.1\r\nHost: x\r\n",
    "bodies without a token": b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{",
    "bodies of strangers who enrol": b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{",
}


@pytest.mark.parametrize("what", HALF)
def test_a_crowd_of_half_sent_requests_keeps_nobody_out(town: Town, what: str) -> None:
    room_for_files()
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(town.served.open(HALF[what]))
        assert town.served.is_well()
        assert town.get("/v1/sums")[0] == 200
    assert town.served.is_well()


def room_for_files() -> None:
    import resource

    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files < 2 * CROWD:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(2 * CROWD, most), most))


@pytest.mark.parametrize(
    ("path", "token", "expected"),
    [
        ("/v1/enrol", False, b"408"),
        ("/v1/sync", True, b"408"),
        ("/v1/again", True, b"408"),
        ("/v1/sync", False, b"401"),
    ],
)
def test_a_body_that_stops_coming_is_given_up_and_its_connection_closed(
    town: Town, path: str, token: bool, expected: bytes
) -> None:
    who = f"Authorization: {bearer(town.east.token)}\r\n" if token else ""
    with town.served.open(f"POST {path} HTTP/1.1\r\nHost: x\r\n{who}Content-Length: 500\r\n\r\n{{".encode()) as opened:
        said = heard(opened)
    assert said.startswith(b"HTTP/1.1 " + expected)
    assert error_in(said.partition(b"\r\n\r\n")[2]) == {b"408": "stalled", b"401": "unknown-token"}[expected]


@pytest.mark.parametrize("path", ["/v1/sync", "/v1/again", "/v1/rows", "/v1/sounds/a?size=1&form=a&at=0"])
def test_a_stranger_is_told_so_whatever_they_bring(town: Town, path: str) -> None:
    """They hear it although they send on: a connection that is just closed is reset, which looks like a bad line."""
    status, headers, said = town.served.ask("POST", path, b"x" * 2_000_000)
    assert (status, error_in(said), headers["cache-control"]) == (401, "unknown-token", "no-store")


def test_what_a_stranger_can_have_kept_in_memory_is_small(town: Town) -> None:
    with town.served.open(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000) as opened:
        assert heard(opened).startswith(b"HTTP/1.1 431")


def test_a_port_of_another_central_is_not_shared(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["serve", "--database", town.served.url, "--port", str(town.served.port)])
    assert (code, capsys.readouterr().err) == (2, f"Port {town.served.port} is in use.\n")


def test_a_port_of_any_other_program_is_not_taken(capsys: pytest.CaptureFixture[str], sqlite_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        code = main(["serve", "--database", sqlite_url(sqlite_file), "--port", str(port), "--host", "localhost"])
    assert (code, capsys.readouterr().err) == (2, f"Port {port} is in use.\n")


def test_of_two_that_start_at_once_one_gets_the_port() -> None:
    port = free_port()
    with place("localhost", port) as address:
        assert address == "127.0.0.1"
        with pytest.raises(CannotListen, match=f"Port {port} is in use"), place("127.0.0.1", port):
            pass
    with place("127.0.0.1", port), socket.create_server(("127.0.0.1", port)):
        pass


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("", "The address to listen on is empty."),
        ("no-such-computer.invalid", "No computer is known by the name 'no-such-computer.invalid'."),
        ("127.0.0.1:80", "No computer is known by the name '127.0.0.1:80', and the port is said by --port."),
        ("a" * 70, f"No computer is known by the name '{'a' * 70}'."),
        ("192.0.2.1", "192.0.2.1 is no address of this machine."),
    ],
)
def test_an_address_that_is_none_is_one_sentence(
    sqlite_file: Path, capsys: pytest.CaptureFixture[str], host: str, sentence: str
) -> None:
    code = main(["serve", "--database", sqlite_url(sqlite_file), "--host", host, "--port", str(free_port())])
    assert (code, capsys.readouterr().err) == (2, sentence + "\n")


def test_the_numbers_are_those_of_all_processes(town: Town) -> None:
    before = town.served.requests("wrong-method")
    for _ in range(30):
        town.served.ask("GET", "/v1/sync")
    assert [town.served.requests("wrong-method") - before for _ in range(8)] == [30.0] * 8


def test_what_there_is_none_of_is_an_error_that_is_counted_and_logged(town: Town) -> None:
    before = town.served.requests("not-found"), town.served.requests("wrong-method")
    for path in (f"/v1/{PHONE}", "/v1/health/", "/v1/sync/"):
        status, headers, said = town.served.ask("GET", path, host="elsewhere.example")
        assert (status, error_in(said), "location" in headers) == (404, "not-found", False), path
    for method, path in (("GET", "/v1/sync"), ("PUT", "/v1/sync"), ("POST", "/v1/health")):
        status, headers, said = town.served.ask(method, path)
        assert (status, error_in(said), headers["cache-control"]) == (405, "wrong-method", "no-store")
        assert headers["allow"] == ("GET" if path == "/v1/health" else "POST")
    after = town.served.requests("not-found"), town.served.requests("wrong-method")
    assert [now - then for now, then in zip(after, before, strict=True)] == [3.0, 3.0]
    said_of = [(line["error"], line["path"]) for line in town.served.lines() if line["what"] == "refused"]
    assert said_of[-6:] == [("not-found", "unknown")] * 3 + [("wrong-method", "/v1/sync")] * 2 + [
        ("wrong-method", "/v1/health")
    ]
    assert PHONE not in town.served.errors.read_text()


def test_a_head_is_answered_like_a_get_without_its_body(town: Town) -> None:
    for path in ("/v1/health", "/metrics", town.page, "/v1/sync", "/v1/nothing"):
        status, headers, said = town.get(path)
        bare = town.get(path, "HEAD")
        assert (bare[0], bare[2]) == (status, b""), path
        if path != "/metrics":  # which counts, meanwhile
            assert bare[1]["content-length"] == headers["content-length"] == str(len(said)), path
        assert bare[1]["content-type"] == headers["content-type"], path


def page_bytes(town: Town) -> float:
    found = re.search(rb"^yizhan_page_bytes_total (\S+)$", town.get("/metrics")[2], re.MULTILINE)
    assert found is not None
    return float(found[1])


def test_a_page_is_sent_once_in_part_or_not_at_all_and_only_what_went_is_counted(town: Town) -> None:
    before = page_bytes(town)
    status, headers, whole = town.get(town.page)
    size, tag = len(whole), headers["etag"]
    assert (status, tag) == (200, f'"{town.page.rsplit("/", 1)[-1]}"')
    for known in (tag, f'"other", W/{tag}', "*"):
        status, headers, said = town.get(town.page, if_none_match=known)
        assert (status, said, headers["etag"]) == (304, b"", tag)
        assert "immutable" in headers["cache-control"]
    assert town.get(town.page, if_none_match='"other"')[::2] == (200, whole)
    status, headers, said = town.get(town.page, range="bytes=-7")
    assert (status, said, headers["content-range"]) == (206, whole[-7:], f"bytes {size - 7}-{size - 1}/{size}")
    assert town.get(town.page, range="bytes=3-", if_range=tag)[::2] == (206, whole[3:])
    assert town.get(town.page, range="bytes=3-", if_range='"other"')[::2] == (200, whole)
    status, headers, said = town.get(town.page, range=f"bytes={size}-")
    assert (status, error_in(said), headers["content-range"]) == (416, "no-such-range", f"bytes */{size}")
    assert headers["cache-control"] == "no-store"
    town.get(town.page, "HEAD")
    assert page_bytes(town) - before == 3 * size + 7 + size - 3


def test_the_log_is_json_and_says_who_and_where_it_was(town: Town) -> None:
    added = Enrolment(town.store, bytes(32)).add_station("北街驿站", town="511902100")
    assert town.served.ask("POST", "/v1/enrol", enrol_message(added.code, new_token_secret()))[0] == 200
    Enrolment(town.store, bytes(32)).revoke("511902", town.west.said.station)
    west = bearer(town.west.token)
    assert town.served.ask("POST", "/v1/sync", b"{}", authorization=west)[0] == 403
    assert town.served.ask("GET", "/v1/sums/1", authorization=west)[0] == 403
    lines = [{name: said for name, said in line.items() if name != "at"} for line in town.served.lines()]
    kiosk = {"region": "511902", "kiosk": town.west.said.kiosk}
    assert lines[-2:] == [
        {"what": "refused", "error": "revoked", "path": "/v1/sync", **kiosk},
        {"what": "refused", "error": "revoked", "path": "/v1/sums/{bucket}", **kiosk},
    ]
    (enrolled,) = [line for line in lines if line["what"] == "enrolled"]
    assert enrolled == {"what": "enrolled", "region": "511902", "station": added.station, "kiosk": enrolled["kiosk"]}
    assert any(line["what"].startswith("Started worker") for line in lines), "granian's own lines are among them"


def test_a_process_that_dies_is_started_again_and_a_half_sent_request_holds_up_no_end(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.ask("GET", "/v1/sync")
        (worker,) = served.workers()
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: served.workers() not in ([], [worker]) and served.is_well(), STARTS_WITHIN_S)
        assert served.requests("wrong-method") == 1.0, "what was counted before is not forgotten"
        with served.open(HALF["heads"]), served.open(HALF["bodies of strangers who enrol"]):
            served.process.send_signal(signal.SIGTERM)
            assert served.process.wait(ENDS_WITHIN_S) == 0
        assert served.workers() == []


def test_told_to_stop_again_and_again_it_stops(tmp_path: Path) -> None:
    """As a service manager does, a second Ctrl-C, and the system where who started it dies."""
    with serving(tmp_path) as served:
        until = time.monotonic() + ENDS_WITHIN_S
        while served.process.poll() is None and time.monotonic() < until:
            served.process.send_signal(signal.SIGTERM)
        ended = served.process.wait(ENDS_WITHIN_S)
        assert ended in (0, -signal.SIGTERM), "the last of them may come when Python listens no more"
        assert served.workers() == []


def test_with_the_first_process_all_others_end_and_the_port_is_free(tmp_path: Path) -> None:
    with serving(tmp_path, "--processes", "2") as served:
        assert len(served.workers()) == 2
        counted = {
            file.parent for pid in served.workers() for file in open_files_of(pid) if file.name.startswith("counter_")
        }
        with served.open(HALF["bodies of strangers who enrol"]):
            served.process.kill()
            served.process.wait()
            wait_until(lambda: served.workers() == [] and is_free(served.port), ENDS_WITHIN_S)
        assert [folder.exists() for folder in counted] == [False]


def test_a_database_that_was_started_anew_is_no_reason_to_say_that_central_is_busy(postgres_store: Store) -> None:
    county = County(postgres_store)
    east = county.east
    asked = east.message()
    for ask in (
        lambda: county.get("/v1/health")[0],
        lambda: county.get("/v1/pages/511902/region/x", token=east.token)[0],
        lambda: county.post("/v1/sync", b"no JSON", token=east.token)[0],
    ):
        assert county.post("/v1/sync", asked, token=east.token)[0] == county.get("/v1/health")[0] == 200
        with postgres_store.look() as connection:
            others = "pid <> pg_backend_pid() and datname = current_database()"
            connection.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"))
        assert ask() in (200, 404, 400)
    county.close()
