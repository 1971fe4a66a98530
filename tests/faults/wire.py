"""The network of the tests: central's real ASGI application called in this process, over a line that can be cut.

What travels is counted and may be cut at any byte, doubled, answered by a stranger or lost; only sockets are left out.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.store.durable import files_told
from sync.central.front import Front
from sync.client.transport import Answer, LinkFailed, NotCentral, SaidNo, Transport, refusal


class Application:
    """Runs central's ASGI application on a loop of its own, so that blocking callers can ask it."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="central", daemon=True)
        self._thread.start()

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of one request."""
        return asyncio.run_coroutine_threadsafe(self._ask(method, path, body, headers), self._loop).result(60)

    async def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        place, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": place,
            "raw_path": place.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        said: dict[str, Any] = {"status": 500, "headers": {}, "body": b""}
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
                said["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                said["body"] += message.get("body", b"")

        await self.front(scope, receive, send)
        return said["status"], said["headers"], said["body"]

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self.front.close()


MOST_HEARD = 8
PACKED = b"\x28\xb5\x2f\xfd"


def as_signed(body: bytes) -> bytes:
    """Return the bytes of a request to which an answer is bound: as they were before they were packed."""
    import zstandard

    return zstandard.ZstdDecompressor().decompress(body) if body.startswith(PACKED) else body


class CentralDied(Exception):
    """The process of central ended in the middle of a request; its transaction is rolled back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it was handed over, and the answer to it."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]
    status: int
    said: bytes


@dataclass
class Line:
    """What happens to what travels. Each of these holds until it is set back.

    `cut_sent`, `cut_received`: after so many bytes of a request or an answer the line is dead (the request was not
    handed over, the answer only in part). `budget`: so many bytes, of all requests and answers together, get through
    before it is dead. `doubled`: central gets each request twice. `stranger`: answers in central's place; None from it
    lets the request through. `changed`: what becomes of an answer on its way. `is_down`: nothing gets through.
    `step`: called at each moment at which a process may die. `faults` counts what really happened.
    """

    cut_sent: int | None = None
    cut_received: int | None = None
    doubled: bool = False
    is_down: bool = False
    budget: int | None = None
    stranger: Callable[[str, str, bytes], tuple[int, bytes] | None] | None = None
    changed: Callable[[bytes], bytes] | None = None
    sent: int = 0
    received: int = 0
    requests: int = 0
    faults: int = 0
    lost: int = 0
    """Bytes that went over the line for nothing, and had to come again."""
    step: Callable[[], None] = field(default=lambda: None)
    heard: list[Asked] = field(default_factory=list)
    """The last requests that reached central, with the answers to them."""

    def heal(self) -> None:
        """Let everything through from now on."""
        self.cut_sent = self.cut_received = self.budget = self.stranger = self.changed = None
        self.doubled = self.is_down = False
        self.step = lambda: None

    def keep(self, asked: Asked) -> None:
        self.heard = [*self.heard[1 - MOST_HEARD :], asked]


class WireTransport(Transport):
    """A transport over `Line` to `Application`."""

    def __init__(self, application: Application, line: Line, *, token: bytes = b"") -> None:
        super().__init__("http://central", token=token)
        self._application, self._line = application, line

    def post(self, path: str, body: bytes, *, most: int, headers: Mapping[str, str] | None = None) -> Answer:
        return self._wired("POST", path, body, dict(headers or {}), most)

    def get(self, path: str, *, most: int) -> Answer:
        return self._wired("GET", path, b"", {}, most)

    def download(self, path: str, file: Path, *, size: int) -> None:
        have = file.stat().st_size if file.exists() else 0
        if have >= size:
            return
        status, body, is_cut = self._through("GET", path, b"", {"Range": f"bytes={have}-"} if have else {})
        if status not in (200, 206):
            raise refusal(status, body)
        with files_told(), file.open("r+b" if have and status == 206 else "wb") as out:
            out.seek(have if status == 206 else 0)
            out.write(body)
        if is_cut:
            raise LinkFailed("cut")

    def close(self) -> None:
        return None

    def _wired(self, method: str, path: str, body: bytes, headers: dict[str, str], most: int) -> Answer:
        status, said, is_cut = self._through(method, path, body, headers)
        if is_cut:
            self._line.lost += len(body) + len(said)
            raise LinkFailed("cut")
        if status != 200:
            failure = refusal(status, said)
            if isinstance(failure, SaidNo):
                return Answer(body=b"", error=str(failure))
            raise failure
        if len(said) > most:
            raise NotCentral("too long")
        return Answer(body=said)

    def _through(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, bool]:
        line = self._line
        line.requests += 1
        if line.is_down:
            line.faults += 1
            raise LinkFailed("down")
        if line.stranger is not None and (theirs := line.stranger(method, path, body)) is not None:
            line.faults += 1
            status, said = theirs
            return status, said, False
        headers = {**headers, "Content-Length": str(len(body))}
        if self._authorization:
            headers["Authorization"] = self._authorization
        most = _least(line.cut_sent, line.budget)
        if most is not None and len(body) > most:
            line.faults += 1
            line.sent += most
            line.lost += most
            raise LinkFailed("cut while sending")
        self._pass(sent=len(body))
        line.step()
        status, said = self._ask(method, path, body, headers)
        if line.doubled and method == "POST":
            line.faults += 1
            status, said = self._ask(method, path, body, headers)
        line.step()
        if line.changed is not None:
            line.faults += 1
            said = line.changed(said)
        most = _least(line.cut_received, line.budget)
        if most is not None and len(said) > most:
            line.faults += 1
            self._pass(received=most)
            return status, said[:most], True
        self._pass(received=len(said))
        return status, said, False

    def _pass(self, *, sent: int = 0, received: int = 0) -> None:
        line = self._line
        line.sent += sent
        line.received += received
        if line.budget is not None:
            line.budget -= sent + received

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            status, _, said = self._application.ask(method, path, body, headers)
        except CentralDied as error:
            self._line.faults += 1
            raise LinkFailed("no answer") from error
        self._line.keep(Asked(method=method, path=path, body=body, headers=headers, status=status, said=said))
        return status, said


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)
