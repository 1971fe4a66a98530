"""A station at a terminal: its real commands and its real transport, over a real port, to a central of this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kiosk.care.places import Places
from kiosk.services import OpenStation, open_station
from tests.faults.town import CountyCentral
from ui.cli import main

Said = tuple[int, str, str]
"""Exit code, output, errors."""
Instead = Callable[[Any], bytes | None]
"""Gives all bytes of an answer to a request, whose `of_central(body)` is central's; None lets it through to central."""


@dataclass
class Port:
    """Where central is heard. `cut`: so many bytes of each answer get through, and the connection is closed."""

    number: int = 0
    cut: int | None = None
    instead: Instead = lambda request: None
    asked: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    """How long the answers were, with all headers, before they were cut."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.number}"

    def heal(self) -> None:
        self.cut, self.instead = None, lambda request: None


@contextmanager
def port_of(central: CountyCentral) -> Iterator[Port]:
    """Let central be heard on a port of this machine, until the block ends."""
    port = Port()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            port.asked.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = port.instead(self) or self.of_central(body)
            port.sizes.append(len(said))
            if port.cut is not None:
                said, self.close_connection = said[: port.cut], True
            with suppress(ConnectionError):
                self.wfile.write(said)

        do_POST = do_GET  # noqa: N815  as the library calls it

        def of_central(self, body: bytes) -> bytes:
            status, headers, said = central.application.ask(self.command, self.path, body, dict(self.headers))
            lines = [f"HTTP/1.1 {status} said", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
            return "\r\n".join(lines).encode() + said

        def log_message(self, *said: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    port.number = server.server_port
    try:
        yield port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Somebody at a station's keyboard."""

    places: Places
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str, lang: str = "en") -> Said:
        """Run a command of `yizhan-kiosk`; an error that is no sentence ends the test."""
        self.capsys.readouterr()
        try:
            code = main([*words, "--data", str(self.places.data), "--lang", lang])
        except SystemExit as ended:
            code = int(str(ended.code))
        return code, *self.capsys.readouterr()

    @contextmanager
    def station(self) -> Iterator[OpenStation]:
        with open_station(self.places) as station:
            yield station
