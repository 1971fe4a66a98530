"""The two ends at which a cable can be plugged in: a TCP port, and a serial line (a pty)."""

from __future__ import annotations

import os
import select
import socket
import struct
import termios
import tty

RECEIVE_BYTES = 4096
"""The least that the system lets a socket hold."""


class NetworkEnd:
    """Listens on a loopback port and speaks with one caller at a time; the next waits until the first has hung up."""

    def __init__(self, port: int) -> None:
        self._caller: socket.socket | None = None
        self._listener: socket.socket | None = None
        self.port = port
        self.was_reset = False
        """A caller's line has been reset since this was last looked at."""
        self.switch_on()

    @property
    def name(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    def switch_on(self) -> None:
        """Listen, on the same port as before."""
        if self._listener is None:
            self._listener = socket.socket()
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
            self._listener.bind(("127.0.0.1", self.port))
            self._listener.listen(4)
            self.port = self._listener.getsockname()[1]

    def switch_off(self) -> None:
        """Nobody is here any more: the caller's line is reset, others are refused."""
        if self._caller is not None:
            self._caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.hang_up()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def waits_for(self, *, room: int) -> list[socket.socket]:
        """What is worth waiting for, when the printer has `room`."""
        if self._caller is not None:
            return [self._caller] if room else []
        return [self._listener] if self._listener is not None else []

    def read(self, room: int) -> bytes:
        """Return what came, as much as there is `room` for."""
        if self._caller is None and self._listener is not None:
            if not select.select([self._listener], [], [], 0)[0]:
                return b""
            self._caller, _ = self._listener.accept()
            self._caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._caller is None:
            return b""
        if not room:
            self._notice_reset(self._caller)
            return b""
        if not select.select([self._caller], [], [], 0)[0]:
            return b""
        try:
            data = self._caller.recv(room)
        except OSError:
            data, self.was_reset = b"", True
        if not data:
            self.hang_up()
        return data

    def _notice_reset(self, caller: socket.socket) -> None:
        looking = select.poll()
        looking.register(caller, 0)
        if looking.poll(0):
            self.was_reset = True
            self.hang_up()

    def write(self, data: bytes) -> None:
        """Say something to whoever is on the line."""
        try:
            if self._caller is not None:
                self._caller.sendall(data)
        except OSError:
            self.hang_up()

    def hang_up(self) -> None:
        if self._caller is not None:
            self._caller.close()
            self._caller = None


class SerialEnd:
    """The printer's side of a pty. A line knows no hanging up: bytes that nobody takes stay in it."""

    def __init__(self) -> None:
        self.was_reset = False
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self._is_on = True

    @property
    def name(self) -> str:
        return f"serial:{os.ttyname(self._theirs)}"

    def switch_on(self) -> None:
        """What was on the line while nobody took it is lost."""
        if not self._is_on:
            termios.tcflush(self._ours, termios.TCIFLUSH)
            self._is_on = True

    def switch_off(self) -> None:
        self._is_on = False

    def waits_for(self, *, room: int) -> list[int]:
        """What is worth waiting for, when the printer has `room`."""
        return [self._ours] if room and self._is_on else []

    def read(self, room: int) -> bytes:
        """Return what came, as much as there is `room` for."""
        if not room or not self._is_on or not select.select([self._ours], [], [], 0)[0]:
            return b""
        return os.read(self._ours, room)

    def write(self, data: bytes) -> None:
        """Say something into the line."""
        os.write(self._ours, data)


End = NetworkEnd | SerialEnd
