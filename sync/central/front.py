"""The ASGI application: `POST /v1/sync` is answered right here, as thousands of idle polls a second go through it.

Everything else goes on to the FastAPI application of `sync.central.api`.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.central.bodies import STALL_S, Incoming, Message, Receive, Scope, has_body, read_body
from sync.central.exchange import Exchange, Revoked, Standing, UnknownToken
from sync.central.journal import LOGGER, Metrics, tell
from sync.central.looking import Looking, Seen
from sync.central.store.database import ROWS_AT_ONCE, Store, now_ms
from sync.central.store.tables import kiosks
from sync.central.throttle import Throttle
from sync.protocol.enrolment import REGION_BYTES, TOKEN_BYTES, region_of_token, token_hash
from sync.protocol.faults import ProtocolFault
from sync.protocol.signing import Purpose, Signer
from sync.protocol.wire import SyncReply, SyncRequest, read_request, write_reply

Send = Callable[[Message], Awaitable[None]]

STATUS = {
    "unknown-token": 401,
    "revoked": 403,
    "other-scope": 403,
    "unknown-code": 403,
    "not-found": 404,
    "wrong-method": 405,
    "stalled": 408,
    "sequence-gap": 409,
    "central-set-back": 409,
    "too-large": 413,
    "no-such-range": 416,
    "busy": 503,
}
"""HTTP status of an error; 400 for all others."""
DATABASE_FAULTS = (DBAPIError, PoolTimeout)
"""What becomes of a database that is gone, or of too many who ask it at once."""
WORKERS = 8
"""Syncs of one process at a time, each with a connection."""
OF_ONE_COUNTY = 6
"""So many of these at most: where a county's lock is held for long, syncs of others go on meanwhile."""
SEEN_EVERY_S = 30.0
SEEN_OLD_S = 1.0
"""A body that takes longer to come in: who sends it is looked at again, as they may be shut out, or have synced."""
SYNC = "/v1/sync"
SEEN = "yizhan.seen"
"""Where a request's scope keeps whose token it carries, once that is known."""
IS_HEAD = "yizhan.is-head"
FREE = (
    select(kiosks.c.kiosk)
    .where(kiosks.c.region == bindparam("here"), kiosks.c.kiosk.in_(bindparam("numbers", expanding=True)))
    .with_for_update(skip_locked=True)
)
HEARD = (
    update(kiosks)
    .where(kiosks.c.region == bindparam("here"), kiosks.c.kiosk == bindparam("number"))
    .values(seen_ms=bindparam("at_ms"))
)


class WrongMethod(ProtocolFault):
    """There is such a path, but nothing like that is done there."""

    key = "wrong-method"


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
        stall_s: float = STALL_S,
    ) -> None:
        self.store, self.signer, self.metrics = store, signer, metrics
        self._rest, self._stall_s = rest, stall_s
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="sync")
        self._looks = ThreadPoolExecutor(1, thread_name_prefix="look")
        self.looking = Looking(Store(store.looks), self._looks)
        self.exchange = Exchange(store, signer)
        self._throttle = throttle or Throttle()
        self._seen: dict[tuple[str, int], int] = {}
        self._next_note = 0.0
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(partial(asyncio.Semaphore, OF_ONE_COUNTY))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._rest(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET", IS_HEAD: True}, _without_body(send)
        incoming = Incoming(receive, stall_s=self._stall_s)
        if scope["path"] == SYNC:
            await self._sync(scope, incoming, send)
        else:
            await self._rest(scope, incoming, send)
        if not incoming.is_over and has_body(scope):
            await incoming.linger()

    async def _sync(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["method"] != "POST":
                raise WrongMethod
            data = await self._answer(scope, receive)
        except ProtocolFault as fault:
            self.metrics.requests.labels("sync", fault.key).inc()
            tell("refused", error=fault.key, path=SYNC, **whose(scope))
            also = ((b"allow", b"POST"),) if isinstance(fault, WrongMethod) else ()
            await send_fault(send, fault.key, fault.detail, also=also)
        except DATABASE_FAULTS:
            self.metrics.requests.labels("sync", "busy").inc()
            LOGGER.exception("database")
            await send_fault(send, "busy", "")
        else:
            await send_bytes(send, 200, data)

    async def _answer(self, scope: Scope, receive: Receive) -> bytes:
        loop = asyncio.get_running_loop()
        seen = await self.who(scope)  # before a byte of the body is read: strangers are not to fill the memory
        seen_at = loop.time()
        asked = await read_body(scope, receive)
        if loop.time() - seen_at > SEEN_OLD_S:
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
        async with self._turns[seen.region]:
            return await loop.run_in_executor(self._pool, self._exchanged, seen, request, asked)

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
        scope[SEEN] = seen
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
        """Write down when kiosks were heard of, but of those whose row a sync holds: it says that itself.

        Syncs lock their own kiosk's row first and others' after it, in whatever order their numbers are; whoever holds
        several rows and never waits for one is in nobody's way.
        """
        by_region: dict[str, dict[int, int]] = {}
        for (region, kiosk), at_ms in sorted(noted.items()):
            by_region.setdefault(region, {})[kiosk] = at_ms
        try:
            for region, seen in by_region.items():
                numbers = list(seen)
                for start in range(0, len(numbers), ROWS_AT_ONCE):
                    self._write_some_seen(region, {number: seen[number] for number in numbers[start:][:ROWS_AT_ONCE]})
        except DATABASE_FAULTS:
            LOGGER.exception("seen")

    def _write_some_seen(self, region: str, seen: dict[int, int]) -> None:
        with self.store.change() as connection:
            free = connection.execute(FREE, {"here": region, "numbers": list(seen)}).scalars().all()
            rows = [{"here": region, "number": number, "at_ms": seen[number]} for number in free]
            if rows:
                connection.execute(HEARD, rows)


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


def whose(scope: Scope) -> dict[str, str | int]:
    """Return region and number of the kiosk whose token a request carries, as far as it was known, for the log."""
    seen: Seen | None = scope.get(SEEN)
    return {} if seen is None else {"region": seen.region, "kiosk": seen.kiosk}


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


async def send_fault(send: Send, key: str, detail: str, *, also: Sequence[tuple[bytes, bytes]] = ()) -> None:
    """Say one plain error; `detail` holds no personal data."""
    body = json.dumps({"error": key, "detail": detail}).encode()
    headers = ((b"cache-control", b"no-store"), *also)
    await send_bytes(send, STATUS.get(key, 400), body, type_=b"application/json", also=headers)


def _without_body(send: Send) -> Send:
    async def bare(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return bare
