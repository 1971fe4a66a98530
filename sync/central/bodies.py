"""Bodies of requests: bounded in size and in how long they may stand still, and never unpacked beyond a bound."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sync.protocol.faults import BadMessage, ProtocolFault, TooLarge
from sync.protocol.wire import MOST_REQUEST_BYTES, MOST_UNPACKED_REQUEST_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Scope = MutableMapping[str, Any]

STALL_S = 30.0
"""No byte for so long means that the line is dead (sync.md); a slow line that still brings some may take all day."""
LENGTH_DIGITS = 18
LINGER_STALL_S, LINGER_S, LINGER_BYTES = 5.0, 30.0, 4 << 20
"""So long, and so much, of a body that nobody wants is let in, so that the answer is heard."""


class Stalled(ProtocolFault):
    """No byte came for `STALL_S`, or the whole took too long."""

    key = "stalled"


class Incoming:
    """What a server gives as `receive`, with an end to waiting. Raises `Stalled`.

    `is_over`: nothing of the body is still to come.
    """

    __slots__ = ("_receive", "_stall_s", "is_over")

    def __init__(self, receive: Receive, *, stall_s: float = STALL_S) -> None:
        self._receive, self._stall_s, self.is_over = receive, stall_s, False

    async def __call__(self) -> Message:
        try:
            async with asyncio.timeout(self._stall_s):
                message = await self._receive()
        except TimeoutError as error:
            self.is_over = True
            raise Stalled from error
        self.is_over = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def linger(self) -> None:
        """Throw away what still comes after the answer.

        A connection that is closed on somebody who is still sending is reset, and the answer may be lost with it.
        """
        left = LINGER_BYTES
        self._stall_s = min(self._stall_s, LINGER_STALL_S)
        try:
            async with asyncio.timeout(LINGER_S):
                while not self.is_over and left > 0:
                    left -= len((await self()).get("body", b""))
        except (Stalled, TimeoutError):
            pass


async def read_body(
    scope: Scope, receive: Receive, *, most: int = MOST_REQUEST_BYTES, within_s: float | None = None
) -> bytes:
    """Return the body of a request, unpacked.

    Raises `TooLarge` before reading more than `most`; `BadMessage`; `Stalled`, also where all of it took longer than
    `within_s`.
    """
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        raise BadMessage("content-length")
    if len(length) > LENGTH_DIGITS or int(length) > most:
        raise TooLarge("request")
    if within_s is None:
        body = await _whole(receive, most)
    else:
        try:
            async with asyncio.timeout(within_s):
                body = await _whole(receive, most)
        except TimeoutError as error:
            raise Stalled from error
    encoding = headers.get(b"content-encoding", b"")
    if encoding == b"zstd":
        return _unpacked(body)
    if encoding not in (b"", b"identity"):
        raise BadMessage("encoding")
    return body


def has_body(scope: Scope) -> bool:
    """Tell whether a request says that it brings one."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


async def _whole(receive: Receive, most: int) -> bytes:
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
    return b"".join(pieces)


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
