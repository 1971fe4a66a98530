"""Many kiosks in one cheap process, each on a connection of its own that stays open: `python -m sync.measure.crowd`.

Reads what to do as one JSON object, and answers with what was done in how many seconds. It asks as a kiosk asks, byte
by byte, but keeps nothing of what it hears: what is measured is central.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.protocol.canonical import encode
from sync.protocol.signing import SIGNATURE_BYTES
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import MARK_LENGTH

READ_BYTES = 1 << 18
PATIENCE_S = 60.0
PACK_FROM_BYTES = 512


@dataclass(slots=True)
class Kiosk:
    """One kiosk between two requests. `batches`: operations that it sends one after another, written down already."""

    token: str
    at: list[int]
    after: list[Any]
    batches: Iterator[tuple[str, list[Any], int]] = field(default_factory=lambda: iter(()))
    socket: socket.socket = field(default_factory=socket.socket)
    received: bytearray = field(default_factory=bytearray)
    needed: int = 0
    coming: int = 0

    def idle_request(self) -> bytes:
        return self._http(encode({"after": self.after, "at": self.at, "v": PROTOCOL}).encode())

    def next_request(self) -> bytes | None:
        """Return the request with the next operations, None when there are no more."""
        batch = next(self.batches, None)
        if batch is None:
            return None
        written, after, self.coming = batch
        text = f'{{"after":{json.dumps(self.after)},"at":{self.at},"operations":[{written}],"v":{PROTOCOL}}}'
        self.after = after
        return self._http(text.replace("BASE", f"{self.at[0]},{self.at[1]}").encode())

    def take(self, body: bytes) -> None:
        """Go on from what a reply says. Raises `RuntimeError` where it is not what a well kiosk hears."""
        reply = json.loads(body[SIGNATURE_BYTES : body.index(b"\n", SIGNATURE_BYTES)])
        if reply.get("refused") or reply.get("backoff") or reply["through"] != self.after:
            raise RuntimeError(f"central did not take it: {reply}")
        self.at = reply["head"]

    def _http(self, body: bytes) -> bytes:
        encoding = ""
        if len(body) > PACK_FROM_BYTES:
            import zstandard

            body, encoding = zstandard.ZstdCompressor(level=3).compress(body), "Content-Encoding: zstd\r\n"
        return (
            f"POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n{encoding}"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body


def idle(port: int, kiosks: Sequence[Kiosk], *, seconds: float) -> tuple[int, float]:
    """Have all kiosks ask all the time whether there is anything new; return how many were answered in how long."""
    requests = {kiosk.token: kiosk.idle_request() for kiosk in kiosks}
    until = time.perf_counter() + seconds

    def ask(kiosk: Kiosk, body: bytes | None) -> bytes | None:
        if body is not None and body.count(b'"head"') != 1:
            raise RuntimeError("no idle reply")
        return requests[kiosk.token] if body is None or time.perf_counter() < until else None

    return _crowd(port, kiosks, ask)


def busy(port: int, kiosks: Sequence[Kiosk], *, seconds: float) -> tuple[int, float]:
    """Have all kiosks send their operations; return how many operations were taken in how long."""
    until, taken = time.perf_counter() + seconds, 0

    def ask(kiosk: Kiosk, body: bytes | None) -> bytes | None:
        nonlocal taken
        if body is not None:
            kiosk.take(body)
            taken += kiosk.coming
        return kiosk.next_request() if body is None or time.perf_counter() < until else None

    _, took = _crowd(port, kiosks, ask)
    return taken, took


def _crowd(port: int, kiosks: Sequence[Kiosk], ask: Any) -> tuple[int, float]:
    answered, open_ = 0, 0
    with selectors.DefaultSelector() as selector:
        for kiosk in kiosks:
            kiosk.socket = socket.create_connection(("127.0.0.1", port))
            kiosk.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(kiosk.socket, selectors.EVENT_READ, kiosk)
        begun = time.perf_counter()
        for kiosk in kiosks:
            first = ask(kiosk, None)
            if first is not None:
                kiosk.socket.sendall(first)
                open_ += 1
        while open_:
            events = selector.select(PATIENCE_S)
            if not events:
                raise RuntimeError("central does not answer")
            for key, _ in events:
                kiosk = key.data
                body = _read(kiosk)
                if body is None:
                    continue
                answered += 1
                request = ask(kiosk, body)
                if request is None:
                    open_ -= 1
                else:
                    kiosk.socket.sendall(request)
        took = time.perf_counter() - begun
        for kiosk in kiosks:
            kiosk.socket.close()
    return answered, took


def _read(kiosk: Kiosk) -> bytes | None:
    """Take what has come; return the body of an answer once it is whole."""
    piece = kiosk.socket.recv(READ_BYTES)
    if not piece:
        raise RuntimeError("central hung up")
    kiosk.received += piece
    if not kiosk.needed:
        end = kiosk.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(kiosk.received[:end]).lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(f"central refused: {bytes(kiosk.received)!r:.300}")
        kiosk.needed = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    if len(kiosk.received) < kiosk.needed:
        return None
    body = bytes(kiosk.received[kiosk.received.find(b"\r\n\r\n") + 4 : kiosk.needed])
    kiosk.received.clear()
    kiosk.needed = 0
    return body


def main() -> int:
    asked = json.loads(sys.stdin.read())
    kiosks = [
        Kiosk(said["token"], said["at"], said["after"], iter([tuple(batch) for batch in said.get("batches", [])]))
        for said in asked["kiosks"]
    ]
    work = {"idle": idle, "busy": busy}[asked["do"]]
    done, took = work(asked["port"], kiosks, seconds=asked["seconds"])
    ends = [{"token": kiosk.token, "at": kiosk.at, "after": kiosk.after} for kiosk in kiosks]
    print(json.dumps({"done": done, "s": took, "kiosks": ends}))
    return 0


def mark_of(id_: str) -> str:
    return id_[-MARK_LENGTH:]


if __name__ == "__main__":
    sys.exit(main())
