"""HTTP as it really comes: files that are refused, too long, of another size, or cannot be written."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from sync.client.report import Outcome, Report
from sync.client.state import SyncState
from sync.client.taking import FromLine, Taking
from sync.client.transport import LinkFailed, NotCentral, SaidNo, Transport
from sync.protocol.kinds import Scope
from sync.protocol.page import NAME_BYTES
from sync.protocol.wire import PageToFetch, SyncReply
from tests.client.test_one_market import posting, save, settle

Answer = Callable[[BaseHTTPRequestHandler], None]
WHOLE = bytes(range(250)) * 100
MIB = 1 << 20


def told(status: int, body: bytes, *, length: int | None = None, chunked: bool = False) -> Answer:
    """Answer so; `length`: what is said of it. `chunked`: nothing is said of it."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if chunked:
            request.send_header("Transfer-Encoding", "chunked")
        else:
            request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        for start in range(0, len(body), MIB):
            piece = body[start : start + MIB]
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            request.wfile.write(b"0\r\n\r\n")

    return answer


@contextmanager
def served(*answers: Answer) -> Iterator[str]:
    """A server with an answer for each request, the last one for all that follow; give its address."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                (left.pop(0) if len(left) > 1 else left[0])(self)
            except ConnectionError:
                self.close_connection = True  # whoever asked has had enough

        def log_message(self, *said: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.page"


def fetch(url: str, file: Path) -> None:
    with Transport(url, stall_s=5) as line:
        line.download("/v1/pages/a", file, size=len(WHOLE))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_file_comes_whole(file: Path, chunked: bool) -> None:
    with served(told(200, WHOLE, chunked=chunked)) as url:
        fetch(url, file)
    assert file.read_bytes() == WHOLE


def test_a_file_goes_on_where_it_broke_off(file: Path) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        told(200, WHOLE[:7000], length=len(WHOLE))(request)
        request.close_connection = True

    with served(cut, told(206, WHOLE[7000:])) as url:
        with pytest.raises(LinkFailed):
            fetch(url, file)
        assert file.stat().st_size == 7000
        fetch(url, file)
    assert file.read_bytes() == WHOLE


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (b'{"error":"not-found","detail":""}', "refused"),
        (b'{"error":"revoked"}', "revoked"),
        (b'{"error":"busy"}', "busy"),
        (b'{"error":"done"}', "refused"),
        (b'{"error":"' + b"x" * 9000 + b'"}', "portal"),
        (b'{"error":""}', "portal"),
        (b'{"error":{}}', "portal"),
        (b"<html>", "portal"),
        (b"[" * 4000, "portal"),
    ],
)
def test_a_refused_file_is_a_word_that_has_a_meaning_here(file: Path, said: bytes, word: str) -> None:
    """Whoever answers may write any word; a status is only made of those that are known."""
    with served(told(404, said)) as url, pytest.raises(LinkFailed) as refused:
        fetch(url, file)
    assert Outcome(refused.value.word) == word
    assert isinstance(refused.value, SaidNo if word != "portal" else NotCentral)
    assert not file.exists()


def test_a_connection_is_good_again_after_a_refusal_longer_than_is_read(file: Path) -> None:
    long = b'{"error":"not-found"}' + b" " * 9000
    with served(told(404, long), told(200, WHOLE)) as url, Transport(url, stall_s=5) as line:
        assert line.get("/v1/x", most=1000).error == "not-found"
        line.download("/v1/pages/a", file, size=len(WHOLE))
    assert file.read_bytes() == WHOLE


@pytest.mark.parametrize("length", [len(WHOLE) + 1, len(WHOLE) - 1])
def test_a_file_of_another_size_is_not_begun(file: Path, length: int) -> None:
    with served(told(200, WHOLE + b"x", length=length)) as url, pytest.raises(NotCentral):
        fetch(url, file)
    assert not file.exists()


def test_a_portals_page_does_not_take_the_place_of_what_is_here(file: Path) -> None:
    file.write_bytes(WHOLE[:7000])
    with served(told(200, b"<html>")) as url, pytest.raises(NotCentral):
        fetch(url, file)
    assert file.read_bytes() == WHOLE[:7000]


def test_what_follows_a_file_is_not_read(file: Path) -> None:
    """And not kept in memory: it has no end."""
    with served(told(200, WHOLE + bytes(40 * MIB), chunked=True)) as url:
        tracemalloc.start()
        try:
            with pytest.raises(NotCentral):
                fetch(url, file)
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert most < 20 * MIB


@pytest.mark.parametrize("place", ["here.page", "gone/here.page"])
def test_a_file_that_cannot_be_written_is_a_fault_of_the_store(tmp_path: Path, place: str) -> None:
    (tmp_path / "here.page").mkdir()
    with served(told(200, WHOLE)) as url, pytest.raises(StoreError):
        fetch(url, tmp_path / place)


@pytest.mark.parametrize(
    ("status", "said", "outcome"),
    [
        (404, b'{"error":"not-found","detail":""}', Outcome.REFUSED),
        (500, b'{"error":"some word of a portal"}', Outcome.REFUSED),
        (503, b'{"error":"busy"}', Outcome.BUSY),
        (404, b"<html>", Outcome.PORTAL),
    ],
)
def test_a_page_that_is_refused_ends_the_sync_and_not_the_process(
    kiosk, status: int, said: bytes, outcome: Outcome
) -> None:
    here, there = kiosk("here"), kiosk("there")
    for number in range(60):
        save(here, posting(f"岗{number}"))
    settle(here)
    there.line.stranger = lambda method, path, body: (status, said) if path.startswith("/v1/pages/") else None
    assert there.sync().outcome is outcome
    there.line.heal()
    assert there.sync().agrees


@pytest.mark.parametrize("what", ["folder", "page"])
def test_a_page_for_which_there_is_no_place_is_a_fault_of_the_store(kiosk, what: str) -> None:
    here, there = kiosk("here"), kiosk("there")
    for number in range(60):
        save(here, posting(f"岗{number}"))
    settle(here)
    pages = there.places.data / "sync" / "pages"

    def in_the_way(method: str, path: str, body: bytes) -> None:
        if path.startswith("/v1/pages/"):
            (pages / f"{path.rpartition('/')[2]}.page").mkdir(exist_ok=True)

    if what == "page":
        there.line.stranger = in_the_way
    else:
        pages.parent.mkdir(parents=True, exist_ok=True)
        pages.write_text("in the way")
    with pytest.raises(StoreError):
        there.sync()


def test_a_begun_page_that_cannot_be_read_is_a_fault_of_the_store(tmp_path) -> None:
    page = PageToFetch(scope="region", name="0a" * NAME_BYTES, size=1, start=0, end=9)
    (tmp_path / f"{page.name}.page" / "something").mkdir(parents=True)
    line = FromLine(Transport("http://127.0.0.1:9"), "511902", tmp_path)  # all of it seems to be here already
    with pytest.raises(StoreError):
        line.file_of(page, Scope.REGION)


class Vanished:
    """Pages that are gone again once they were fetched."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        return self._folder / page.name


def test_a_page_that_is_gone_when_it_is_read_is_a_fault_of_the_store(kiosk, tmp_path) -> None:
    one = kiosk("one")
    settle(one)
    page = PageToFetch(scope="region", name="0a" * NAME_BYTES, size=9, start=0, end=99, is_snapshot=True)
    reply = SyncReply(now=1, head=[99, 0, 0], sum="", through=(0, ""), pages=[page])
    central = SyncState(one.station.database).central()
    assert central is not None
    with pytest.raises(StoreError):
        Taking(one.station.database).take(central, Vanished(tmp_path), reply, [], Report(outcome=Outcome.DONE))
    assert one.rows("select position from sync_scopes where scope = 'region' and position >= 99") == []
