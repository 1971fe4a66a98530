"""A printer of wood: it understands ESC/POS, has paper or none, and can be made to misbehave."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.printing import asking, escpos
from kiosk.printing.printer import PrintJob
from tests.printing.emulated import Emulate, emulated_printers

PAPER_THERE, PAPER_GONE = 0x12, 0x72
QUESTIONS = (asking.ASK_PAPER, asking.ASK_CAUSE, asking.ASK_PRINTER, asking.ASK_WHEN_DONE)


@dataclass
class Paper:
    """What came out: rows of dots as bytes, how often it was cut, and what was said in between."""

    width_bytes: int = 0
    rows: bytes = b""
    cuts: int = 0
    resets: int = 0
    dropped: bool = False
    bands: list[int] = field(default_factory=list)


def decoded(data: bytes) -> Paper:
    """Read ESC/POS as a printer does; any byte that is no known command fails."""
    paper, at = Paper(), 0
    while at < len(data):
        if data[at : at + 2] == b"\x1b@":
            paper.resets += 1
            at += 2
        elif data[at : at + 4] == b"\x1dv0\x00":
            width = int.from_bytes(data[at + 4 : at + 6], "little")
            height = int.from_bytes(data[at + 6 : at + 8], "little")
            paper.width_bytes = width
            paper.bands.append(height)
            band = data[at + 8 : at + 8 + width * height]
            assert len(band) == width * height, "a torn picture"
            paper.rows += band
            at += 8 + width * height
        elif data[at : at + 2] == b"\x1bd":
            at += 3
        elif data[at : at + 3] in (b"\x1dV\x00", b"\x1dV\x01"):
            paper.cuts += 1
            at += 3
        elif data[at : at + 10] == escpos.DROP_BUFFER:
            paper.dropped = True
            at += 10
        elif data[at : at + 3] in QUESTIONS:
            at += 3
        elif data[at : at + 1] in (b"\n", b"\0"):
            at += 1
        else:
            raise AssertionError(f"no command at {at}: {data[at : at + 8].hex()}")
    return paper


class WoodenPrinter:
    """A network printer on a loopback port.

    `talks`: answers status questions. `deaf`: accepts and never reads. `dies_after`: resets the connection after so
    many bytes. `paper_for`: runs out of paper after so many bytes of a job. `knows_when_done`: answers GS r.
    """

    def __init__(
        self,
        *,
        talks: bool = False,
        deaf: bool = False,
        dies_after: int | None = None,
        paper_for: int | None = None,
        knows_when_done: bool = True,
        port: int = 0,
    ) -> None:
        self.talks, self.deaf, self.dies_after = talks, deaf, dies_after
        self.paper_for, self.knows_when_done = paper_for, knows_when_done
        self.received = bytearray()
        self.jobs: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._held: list[socket.socket] = []
        self._hung_up = threading.Condition()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def wait_for_jobs(self, count: int, *, within_s: float = 60.0) -> list[bytes]:
        """The bytes of each connection that has ended."""
        with self._hung_up:
            assert self._hung_up.wait_for(lambda: len(self.jobs) >= count, within_s), "no job arrived"
            return list(self.jobs)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # or the thread in accept() would take one caller more
        self._listener.close()
        for connection in self._held:
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            if self.deaf:
                self._held.append(connection)
                continue
            job = self._take(connection)
            with self._hung_up:
                self.jobs.append(job)
                self._hung_up.notify_all()

    def _take(self, connection: socket.socket) -> bytes:
        job = bytearray()
        with connection:
            while True:
                try:
                    piece = connection.recv(4096)
                except OSError:
                    break
                if not piece:
                    break
                job += piece
                if self.dies_after is not None and len(job) > self.dies_after:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    break
                self._answer(connection, bytes(job), piece)
        return bytes(job)

    def _answer(self, connection: socket.socket, job: bytes, piece: bytes) -> None:
        if not self.talks:
            return
        gone = self.paper_for is not None and len(job) > self.paper_for
        if piece.endswith(asking.ASK_PAPER):
            connection.sendall(bytes([PAPER_GONE if gone else PAPER_THERE]))
        elif piece.endswith(asking.ASK_WHEN_DONE) and self.knows_when_done and not gone:
            connection.sendall(b"\x00")


@pytest.fixture
def wooden_printer() -> Iterator[Callable[..., WoodenPrinter]]:
    made: list[WoodenPrinter] = []

    def make(**habits: object) -> WoodenPrinter:
        made.append(WoodenPrinter(**habits))  # type: ignore[arg-type]  # habits by name
        return made[-1]

    yield make
    for printer in made:
        printer.close()


@pytest.fixture
def emulate(tmp_path: Path) -> Iterator[Emulate]:
    """Starts emulated printers."""
    with emulated_printers(tmp_path) as start:
        yield start


@pytest.fixture(scope="session")
def decode() -> Callable[[bytes], Paper]:
    return decoded


@pytest.fixture(scope="session")
def job_of() -> Callable[..., PrintJob]:
    """`job_of(width, height)`: a job of random dots, the same for the same size."""

    def made(width: int = 576, height: int = 1000, *, cut: bool = True, within_s: float = 60) -> PrintJob:
        dots = random.Random(width * 10_000 + height)
        row_bytes = (width + 7) // 8
        spare = 0xFF << (row_bytes * 8 - width) & 0xFF
        rows = bytearray(dots.randbytes(row_bytes * height))
        for end in range(row_bytes - 1, len(rows), row_bytes):
            rows[end] &= spare
        deadline = time.monotonic() + within_s
        return PrintJob(width_dots=width, height_dots=height, rows=bytes(rows), width_mm=72, cut=cut, deadline=deadline)

    return made


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    escpos.warm_up()
