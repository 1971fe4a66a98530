"""The cables to an ESC/POS printer: network, serial and USB devices of python-escpos, none of which waits for ever."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

DEFAULT_BAUD = 115_200
POLL_S = 0.005
PIECE_BYTES = 4096
"""Handed over at once; that a printer takes the next piece shows that it lives."""


class NotConnected(OSError):
    """Nothing is there: no such device, no answer to the call, no permission, no driver."""


class Link(Protocol):
    """One open connection; every method raises OSError when the connection is lost or the time is over."""

    def send(self, data: bytes, *, within_s: float, stall_s: float | None = None) -> None:
        """Hand all of `data` to the printer; one that takes nothing for `stall_s` is given up earlier."""
        ...

    def receive(self, *, within_s: float) -> bytes:
        """Return what the printer said, b"" if it said nothing."""
        ...

    def close(self, *, drop_unsent: bool) -> None:
        """Hang up; with `drop_unsent`, what the printer has not taken yet is thrown away."""
        ...


class Patience:
    """How long a sending may still last: `within_s` seconds in all, `stall_s` from one sign of life to the next."""

    def __init__(self, *, within_s: float, stall_s: float | None) -> None:
        self._until = time.monotonic() + within_s
        self._stall_s = within_s if stall_s is None else stall_s
        self._stalls_at = 0.0
        self.goes_on()

    @property
    def left_s(self) -> float:
        """Seconds until it is given up, 0 when it is."""
        return max(0.0, min(self._until, self._stalls_at) - time.monotonic())

    def goes_on(self) -> None:
        """The printer has taken something."""
        self._stalls_at = time.monotonic() + self._stall_s


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE_BYTES] for start in range(0, len(data), PIECE_BYTES))


def _wait_until_taken(untaken: Callable[[], int], patience: Patience) -> None:
    """Wait until the system holds nothing back any more for a printer that has not taken it."""
    before = untaken()
    while rest := untaken():
        if rest < before:
            before = rest
            patience.goes_on()
        if not patience.left_s:
            raise TimeoutError("the printer takes no more")
        time.sleep(POLL_S)


Connect = Callable[[float], Link]
"""Opens a link within so many seconds, or raises `NotConnected`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPrinter:
    """A printer that listens on TCP, usually on port 9100."""

    host: str
    port: int = 9100

    def __call__(self, within_s: float) -> Link:
        from escpos.printer import Network

        # Its own open() leaves a socket behind whenever nobody answers, and knows no IPv6.
        printer = Network(self.host, self.port)
        try:
            printer.device = socket.create_connection((self.host, self.port), timeout=within_s)
        except (OSError, UnicodeError) as error:
            raise NotConnected(str(error)) from error
        return NetworkLink(printer)


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPrinter:
    """A printer on a serial line, with hardware flow control where its cable has the wires for it."""

    device: str
    baud: int = DEFAULT_BAUD

    def __call__(self, within_s: float) -> Link:
        from escpos.printer import Serial

        return SerialLink(_opened(Serial(self.device, baudrate=self.baud, timeout=within_s)))


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbPrinter:
    """A printer by its USB vendor and product number; its endpoints are read from the device."""

    vendor: int
    product: int

    def __call__(self, within_s: float) -> Link:
        from escpos.printer import Usb

        # A timeout of 0 would be none at all.
        milliseconds = max(1, round(within_s * 1000))
        device = _opened(Usb(self.vendor, self.product, timeout=milliseconds))
        return UsbLink(device)


def _opened(printer: Any) -> Any:
    from escpos.exceptions import Error

    try:
        printer.open()
    except (Error, OSError, ValueError) as error:
        raise NotConnected(str(error)) from error
    return printer


class NetworkLink:
    """A TCP connection of python-escpos."""

    def __init__(self, printer: Any) -> None:
        self._printer = printer
        self._socket: socket.socket = printer.device

    def send(self, data: bytes, *, within_s: float, stall_s: float | None = None) -> None:
        patience = Patience(within_s=within_s, stall_s=stall_s)
        rest = memoryview(data)
        while rest:
            self._socket.settimeout(max(patience.left_s, POLL_S))
            rest = rest[self._socket.send(rest) :]
            patience.goes_on()
        _wait_until_taken(lambda: _untaken_bytes(self._socket), patience)

    def receive(self, *, within_s: float) -> bytes:
        self._socket.settimeout(max(within_s, POLL_S))
        try:
            said = self._socket.recv(64)
        except TimeoutError:
            return b""
        if not said:
            raise ConnectionResetError("the network printer has hung up")
        return said

    def close(self, *, drop_unsent: bool) -> None:
        if drop_unsent:
            reset = struct.pack("ii", 1, 0)
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            self._socket.close()
        else:
            self._printer.close()


def _untaken_bytes(connection: socket.socket) -> int:
    """Bytes that the system holds back because the printer has not taken them; a whole slip has room there.

    0 where the system cannot tell (Windows).
    """
    try:
        import fcntl
        import termios

        answer = fcntl.ioctl(connection, termios.TIOCOUTQ, struct.pack("i", 0))
    except (ImportError, OSError):
        return 0
    return int(struct.unpack("i", answer)[0])


class SerialLink:
    """A serial line of python-escpos.

    A printer that says over its cable (CTS) when it takes no more is heeded: bytes wait in the system then, and the
    last of them was taken only when it is ready for another. Without that wire the line carries whatever is sent, and
    nobody knows what becomes of it.
    """

    def __init__(self, printer: Any) -> None:
        self._printer = printer
        self._line: Any = printer.device
        self._says_when_ready = _is_ready(self._line)
        if self._says_when_ready:
            self._line.rtscts = True  # what python-escpos asks for by itself (DSR and DTR), POSIX does not know

    def send(self, data: bytes, *, within_s: float, stall_s: float | None = None) -> None:
        patience = Patience(within_s=within_s, stall_s=stall_s)
        for piece in _pieces(data):
            self._line.write_timeout = max(patience.left_s, POLL_S)
            self._printer._raw(piece)
            patience.goes_on()
        _wait_until_taken(self._untaken, patience)

    def _untaken(self) -> int:
        is_busy = self._says_when_ready and not _is_ready(self._line)
        return int(self._line.out_waiting) + int(is_busy)

    def receive(self, *, within_s: float) -> bytes:
        self._line.timeout = within_s
        first = bytes(self._line.read(1))
        return first + bytes(self._line.read(self._line.in_waiting)) if first else b""

    def close(self, *, drop_unsent: bool) -> None:
        if drop_unsent:
            with contextlib.suppress(OSError):
                self._line.reset_output_buffer()
        self._line.close()


def _is_ready(line: Any) -> bool:
    """Tell whether the printer says over its cable that it takes bytes; one without that wire never does."""
    try:
        return bool(line.cts)
    except OSError:
        return False  # no line of metal


class UsbLink:
    """A USB printer of python-escpos."""

    def __init__(self, printer: Any) -> None:
        self._printer = printer
        printer.out_ep, printer.in_ep = _bulk_endpoints(printer)

    def send(self, data: bytes, *, within_s: float, stall_s: float | None = None) -> None:
        patience = Patience(within_s=within_s, stall_s=stall_s)
        for piece in _pieces(data):
            self._printer.timeout = max(1, round(patience.left_s * 1000))
            self._printer._raw(piece)
            patience.goes_on()

    def receive(self, *, within_s: float) -> bytes:
        from usb.core import USBTimeoutError

        try:
            return bytes(self._printer.device.read(self._printer.in_ep, 16, timeout=max(1, round(within_s * 1000))))
        except USBTimeoutError:
            return b""

    def close(self, *, drop_unsent: bool) -> None:
        """A transfer that ran out of time was taken back by the bus: nothing is left to drop."""
        self._printer.close()


def _bulk_endpoints(printer: Any) -> tuple[int, int]:
    """The device's own bulk endpoints out and in; python-escpos' defaults where it names none."""
    import usb.util

    out_ep, in_ep = printer.out_ep, printer.in_ep
    for interface in printer.device.get_active_configuration():
        for endpoint in interface:
            if usb.util.endpoint_type(endpoint.bmAttributes) != usb.util.ENDPOINT_TYPE_BULK:
                continue
            if usb.util.endpoint_direction(endpoint.bEndpointAddress) == usb.util.ENDPOINT_OUT:
                out_ep = endpoint.bEndpointAddress
            else:
                in_ep = endpoint.bEndpointAddress
    return out_ep, in_ep
