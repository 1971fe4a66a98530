"""The ASGI application: `POST /v1/sync` is answered right here, as thousands of idle polls a second go through it.

Everything else goes on to the FastAPI application of `sync.central.api`.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.central.exchange import Exchange, Revoked, Standing, UnknownToken
from sync.central.journal import LOGGER, Metrics, tell
from sync.central.looking import Looking, Seen
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import kiosks
from sync.central.throttle import Throttle
from sync.protocol.enrolment import REGION_BYTES, TOKEN_BYTES, region_of_token, token_hash
from sync.protocol.faults import BadMessage, ProtocolFault, TooLarge
from sync.protocol.signing import Purpose, Signer
from sync.protocol.wire import (
    MOST_REQUEST_BYTES,
    MOST_UNPACKED_REQUEST_BYTES,
    SyncReply,
    SyncRequest,
    read_request,
    write_reply,
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, Any]

STATUS = {
    "unknown-token": 401,
    "revoked": 403,
    "other-scope": 403,
    "unknown-code": 403,
    "not-found": 404,
    "sequence-gap": 409,
    "central-set-back": 409,
    "too-large": 413,
    "busy": 503,
}
"""HTTP status of an error; 400 for all others."""
DATABASE_FAULTS = (DBAPIError, PoolTimeout)
"""What becomes of a database that is gone, or of too many who ask it at once."""
WORKERS = 8
SEEN_EVERY_S = 30.0
LENGTH_DIGITS = 18


class Front:
    """One process of central."""

    def __init__(
        self,
        store: Store,
        signer: Signer,
        rest: Callable[[Scope, Receive, Send], Awaitable[None]],
        metrics: Metrics,
        *,
        throttle: Throttle | None = None,
    ) -> None:
        self.store, self.signer, self.metrics = store, signer, metrics
        self._rest = rest
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="sync")
        self._looks = ThreadPoolExecutor(1, thread_name_prefix="look")
        self.looking = Looking(store, self._looks)
        self.exchange = Exchange(store, signer)
        self._throttle = throttle or Throttle()
        self._seen: dict[tuple[str, int], int] = {}
        self._next_note = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/v1/sync":
            if scope["method"] == "POST":
                await self._sync(scope, receive, send)
            else:
                await send_bytes(send, 405, b"", also=((b"allow", b"POST"),))
        else:
            await self._rest(scope, receive, send)

    async def _sync(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            asked = await read_body(scope, receive)
            data = await self._answer(scope, asked)
        except ProtocolFault as fault:
            self.metrics.requests.labels("sync", fault.key).inc()
            tell("refused", error=fault.key)
            await send_fault(send, fault.key, fault.detail)
        except DATABASE_FAULTS:
            self.metrics.requests.labels("sync", "busy").inc()
            LOGGER.exception("database")
            await send_fault(send, "busy", "")
        else:
            await send_bytes(send, 200, data)

    async def _answer(self, scope: Scope, asked: bytes) -> bytes:
        seen = await self.who(scope)
        request = read_request(asked)
        if is_idle(request, seen):
            self.metrics.requests.labels("sync", "idle").inc()
            await self._note(seen)
            return idle_reply(seen, asked, self.signer)
        wait_s = self._throttle.wait_s()
        if wait_s:
            self.metrics.requests.labels("sync", "backoff").inc()
            reply = SyncReply(now=now_ms(), head=[0, 0, 0], sum="", through=(0, ""), backoff=wait_s)
            return write_reply(reply, [], asked=asked, signer=self.signer)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._exchanged, seen, request, asked)

    def _exchanged(self, seen: Seen, request: SyncRequest, asked: bytes) -> bytes:
        begun = time.perf_counter()
        standing = Standing(station=seen.station, town=seen.town, offers=seen.offers, offer_seen=seen.offer_seen)
        done = self.exchange.sync(seen.region, seen.kiosk, request, standing=standing)
        data = write_reply(done.reply, list(done.inline), asked=asked, signer=self.signer)
        took = time.perf_counter() - begun
        self.metrics.requests.labels("sync", "done").inc()
        self.metrics.seconds.observe(took)
        self.metrics.operations.labels("applied").inc(done.applied)
        self.metrics.operations.labels("refused").inc(len(done.refused))
        self.metrics.overbooked.inc(done.overbooked)
        if done.applied or done.refused:
            tell(
                "synced",
                region=seen.region,
                kiosk=seen.kiosk,
                applied=done.applied,
                refused=len(done.refused),
                reasons=sorted(set(done.refused)),
                overbooked=done.overbooked,
                milliseconds=round(took * 1000),
                bytes=len(data),
            )
        return data

    def close(self) -> None:
        """Wait for what is being written; to be called before the database is closed."""
        self._pool.shutdown()
        self._looks.shutdown()

    async def who(self, scope: Scope) -> Seen:
        """Return the kiosk whose token a request carries. Raises `UnknownToken`, `Revoked`."""
        seen = await self.looking.look(*token_in(scope))
        if seen is None:
            raise UnknownToken
        if seen.is_revoked:
            raise Revoked
        return seen

    async def _note(self, seen: Seen) -> None:
        """Keep in mind when a kiosk was heard of; written down now and then, as nobody waits for it."""
        loop = asyncio.get_running_loop()
        self._seen[seen.region, seen.kiosk] = now_ms()
        if loop.time() >= self._next_note:
            self._next_note = loop.time() + SEEN_EVERY_S
            noted, self._seen = self._seen, {}
            loop.run_in_executor(self._pool, self._write_seen, noted)

    def _write_seen(self, noted: dict[tuple[str, int], int]) -> None:
        try:
            with self.store.change() as connection:
                for (region, kiosk), at_ms in sorted(noted.items()):
                    mine = (kiosks.c.region == region) & (kiosks.c.kiosk == kiosk)
                    connection.execute(update(kiosks).where(mine).values(seen_ms=at_ms))
        except DATABASE_FAULTS:
            LOGGER.exception("seen")


def token_in(scope: Scope) -> tuple[str, bytes]:
    """Return region and hash of the token that a request carries. Raises `UnknownToken`."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            try:
                token = urlsafe_b64decode(value.removeprefix(b"Bearer ") + b"==")
            except ValueError:
                break
            if len(token) == TOKEN_BYTES:
                return region_of_token(token), token_hash(token[REGION_BYTES:])
            break
    raise UnknownToken


def is_idle(request: SyncRequest, seen: Seen) -> bool:
    """Tell whether neither end has anything to say."""
    return (
        request.at == [seen.region_position, seen.station_position, seen.grant_no]
        and request.after == (seen.last_seq, seen.last_mark)
        and seen.offer_seen >= seen.offers
        and not (request.operations or request.slots or request.wants or request.health)
    )


def idle_reply(seen: Seen, asked: bytes, signer: Signer) -> bytes:
    """The same as `wire.write_reply` of such a reply, five times as fast."""
    line = (
        f'{{"head":[{seen.region_position},{seen.station_position},{seen.grant_no}],"now":{now_ms()},'
        f'"sum":"{seen.sum}","through":[{seen.last_seq},{json.dumps(seen.last_mark)}]}}\n'
    ).encode()
    return signer.sign(Purpose.REPLY, asked, line) + line


async def read_body(scope: Scope, receive: Receive, *, most: int = MOST_REQUEST_BYTES) -> bytes:
    """Return the body of a request, unpacked. Raises `TooLarge` before reading more than `most`; `BadMessage`."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        raise BadMessage("content-length")
    if len(length) > LENGTH_DIGITS or int(length) > most:
        raise TooLarge("request")
    pieces: list[bytes] = []
    total, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise BadMessage("cut short")
        piece = message.get("body", b"")
        total += len(piece)
        if total > most:
            raise TooLarge("request")
        pieces.append(piece)
        more = message.get("more_body", False)
    body = b"".join(pieces)
    encoding = headers.get(b"content-encoding", b"")
    if encoding == b"zstd":
        return _unpacked(body)
    if encoding not in (b"", b"identity"):
        raise BadMessage("encoding")
    return body


def _unpacked(body: bytes) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 21).stream_reader(body) as reader:
            unpacked = reader.read(MOST_UNPACKED_REQUEST_BYTES + 1)
    except zstandard.ZstdError as error:
        raise BadMessage("no zstd") from error
    if len(unpacked) > MOST_UNPACKED_REQUEST_BYTES:
        raise TooLarge("request, unpacked")
    return unpacked


async def send_bytes(
    send: Send,
    status: int,
    body: bytes,
    *,
    type_: bytes = b"application/octet-stream",
    also: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    headers = [(b"content-type", type_), (b"content-length", str(len(body)).encode()), *also]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_fault(send: Send, key: str, detail: str) -> None:
    """Say one plain error; `detail` holds no personal data."""
    body = json.dumps({"error": key, "detail": detail}).encode()
    await send_bytes(send, STATUS.get(key, 400), body, type_=b"application/json")
