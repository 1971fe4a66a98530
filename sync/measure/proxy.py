"""A TCP proxy on loopback that counts every byte and can be as slow, and as often cut, as a line in the hills."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

PIECE_BYTES = 1400
"""What a slow line carries at once: about a packet."""
READ_BYTES = 65_536
HEAD_END = b"\r\n\r\n"


@dataclass(slots=True, kw_only=True)
class Line:
    """How the line is; may be changed at any time, for connections that are made afterwards.

    `latency_s` and `bits_per_s` are of each way; 0 for as fast as it goes. A new connection takes a round trip more.
    `cut_after_bytes`: a connection dies after so many bytes of both ways. `cut_after_s`: after so many seconds.
    """

    latency_s: float = 0.0
    bits_per_s: float = 0.0
    cut_after_bytes: int | None = None
    cut_after_s: float | None = None

    @property
    def is_shaped(self) -> bool:
        return self.latency_s > 0 or self.bits_per_s > 0


@dataclass(slots=True)
class Count:
    """What went over the line since it was last set to nothing; a request is a turn of speaking of the client's."""

    up_bytes: int = 0
    down_bytes: int = 0
    connections: int = 0
    requests: int = 0
    cuts: int = 0
    down_head_bytes: int = 0
    """Of those that came down, the headers of answers, as far as each came in one piece."""

    @property
    def total_bytes(self) -> int:
        return self.up_bytes + self.down_bytes


class Proxy:
    """Listens on a port of loopback and hands everything on to `port`; a context manager, in a thread of its own."""

    def __init__(self, port: int, line: Line | None = None) -> None:
        self.line, self.count, self.port = line or Line(), Count(), 0
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._listens = threading.Event()
        self._stop = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    def counted(self) -> Count:
        """Return what was counted so far, and begin anew."""
        before, self.count = self.count, Count()
        return before

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._listens.set()
        await self._stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.count.connections += 1
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(self, (writer, far_writer))
        ways = (
            asyncio.create_task(connection.carry(reader, far_writer, is_up=True)),
            asyncio.create_task(connection.carry(far_reader, writer, is_up=False)),
        )
        try:
            async with asyncio.timeout(self.line.cut_after_s):
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            self.count.cuts += 1
            connection.is_cut = True
        finally:
            connection.close()
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)


class _Connection:
    """Both ways of one connection."""

    def __init__(self, proxy: Proxy, writers: tuple[asyncio.StreamWriter, asyncio.StreamWriter]) -> None:
        self._proxy, self._writers, self._line = proxy, writers, proxy.line
        self._left = proxy.line.cut_after_bytes
        self._speaks_up = False
        self.is_cut = False

    def close(self) -> None:
        """Let the connection end: cut off where it was cut, else when all has been handed on."""
        for writer in self._writers:
            with suppress(OSError):
                if self.is_cut:
                    writer.transport.abort()
                else:
                    writer.close()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_up: bool) -> None:
        """Hand one way on until it ends."""
        with suppress(OSError):
            if self._line.is_shaped:
                await self._slowly(reader, writer, is_up=is_up)
            else:
                async for piece in self._pieces(reader, READ_BYTES, is_up=is_up):
                    writer.write(piece)
                    await writer.drain()

    async def _slowly(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_up: bool) -> None:
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        handing = asyncio.create_task(_hand_on(queue, writer))
        loop, line = asyncio.get_running_loop(), self._line
        free_at = loop.time() + 2 * line.latency_s * is_up  # before its first word a client has shaken hands
        try:
            async for piece in self._pieces(reader, PIECE_BYTES, is_up=is_up):
                took_s = len(piece) * 8 / line.bits_per_s if line.bits_per_s else 0.0
                free_at = max(free_at, loop.time()) + took_s
                queue.put_nowait((free_at + line.latency_s, piece))
                await asyncio.sleep(free_at - loop.time())
            queue.put_nowait((0.0, b""))
            await handing
        finally:
            handing.cancel()

    async def _pieces(self, reader: asyncio.StreamReader, most: int, *, is_up: bool) -> AsyncIterator[bytes]:
        """Yield what comes, counted, until it ends or the connection is cut."""
        while piece := await reader.read(most):
            if self._left is not None:
                piece = piece[: self._left]
                self._left -= len(piece)
            self._note(piece, is_up=is_up)
            yield piece
            if self._left == 0:
                self._proxy.count.cuts += 1
                self.is_cut = True
                return

    def _note(self, piece: bytes, *, is_up: bool) -> None:
        count = self._proxy.count
        if is_up:
            count.up_bytes += len(piece)
            if not self._speaks_up:
                count.requests += 1
        else:
            count.down_bytes += len(piece)
            if self._speaks_up:
                count.down_head_bytes += piece.find(HEAD_END) + len(HEAD_END) if HEAD_END in piece else 0
        self._speaks_up = is_up


async def _hand_on(queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due, piece = await queue.get()
        if not piece:
            return
        await asyncio.sleep(due - loop.time())
        writer.write(piece)
        await writer.drain()
