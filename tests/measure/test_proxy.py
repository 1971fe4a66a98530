"""The proxy: it hands on, counts every byte, slows, and cuts."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from sync.measure.proxy import Line, Proxy

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"


@pytest.fixture
def port() -> Iterator[int]:
    """A server that answers whatever it hears with `ANSWER`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threads = [threading.Thread(target=_answer, args=(server,))]
        threads[0].start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        threads[0].join()


def _answer(server: socket.socket) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            try:
                while connection.recv(1 << 16):
                    connection.sendall(ANSWER)
            except OSError:
                continue


def ask(proxy: Proxy, *requests: bytes) -> list[bytes]:
    heard = []
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as connection:
        for request in requests:
            connection.sendall(request)
            said = b""
            while len(said) < len(ANSWER):
                piece = connection.recv(1 << 16)
                if not piece:
                    break
                said += piece
            heard.append(said)
    return heard


def test_every_byte_of_both_ways_and_every_request_is_counted(port: int) -> None:
    with Proxy(port) as proxy:
        assert ask(proxy, b"x" * 10, b"y" * 20) == [ANSWER, ANSWER]
        count = proxy.counted()
    assert (count.up_bytes, count.down_bytes, count.requests, count.connections) == (30, 2 * len(ANSWER), 2, 1)
    assert count.down_head_bytes == 2 * (len(ANSWER) - 5)
    assert proxy.counted().total_bytes == 0


def test_a_slow_line_takes_as_long_as_its_latency_and_its_bits_need(port: int) -> None:
    with Proxy(port, Line(latency_s=0.05, bits_per_s=80_000)) as proxy:
        took = [seconds_of(proxy) for _ in range(3)]
    least = 4 * 0.05 + (1000 + len(ANSWER)) * 8 / 80_000  # the handshake is a round trip too
    assert least <= min(took) < least + 1.5


def seconds_of(proxy: Proxy) -> float:
    begun = time.perf_counter()
    assert ask(proxy, b"x" * 1000) == [ANSWER]
    return time.perf_counter() - begun


def test_a_line_is_cut_after_just_so_many_bytes(port: int) -> None:
    with Proxy(port, Line(cut_after_bytes=30)) as proxy:
        try:
            (heard,) = ask(proxy, b"x" * 10)
        except ConnectionResetError:
            heard = b""
        count = proxy.counted()
    assert ANSWER.startswith(heard)
    assert heard != ANSWER
    assert (count.total_bytes, count.cuts) == (30, 1)


def test_a_line_is_cut_after_so_many_seconds(port: int) -> None:
    with Proxy(port, Line(cut_after_s=0.1)) as proxy:
        _hear_nothing(proxy)
        assert proxy.counted().cuts == 1


def test_nobody_behind_the_proxy_is_a_dead_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with Proxy(port) as proxy:
        _hear_nothing(proxy)


def _hear_nothing(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as connection, suppress(ConnectionResetError):
        assert connection.recv(1) == b""
