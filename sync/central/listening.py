"""Where central listens: an address that is this machine's, and a port that nobody else has."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager


class CannotListen(Exception):
    """The message says why, to the person who typed the address."""


@contextmanager
def place(host: str, port: int) -> Iterator[str]:
    """Give the address that `host` is the name of, and keep the port from other centrals meanwhile.

    Raises `CannotListen`. Granian's processes share their port (SO_REUSEPORT) with whoever asks for that: a second
    central would get a part of the first one's requests, and nobody would be told.
    """
    family, address = _resolved(host, port)
    with ExitStack() as held:
        if sys.platform == "linux":
            # A name that goes with the last process that has it. Of two who start at once, one gets it.
            mark = held.enter_context(socket.socket(socket.AF_UNIX))
            _bound(mark, f"\0yizhan-central {address} {port}", address, port)
        with socket.socket(family) as tried:
            if (
                sys.platform != "win32"
            ):  # where it would mean the opposite; here: do not mind who was there a minute ago
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            _bound(tried, (address, port), address, port)
        yield address


def _resolved(host: str, port: int) -> tuple[int, str]:
    """Return family and address, of the older protocol where a name has both."""
    if not host.strip():
        raise CannotListen("The address to listen on is empty.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        also = ", and the port is said by --port" if ":" in host and not _is_address(host) else ""
        raise CannotListen(f"No computer is known by the name {host!r}{also}.") from error
    family, *_, where = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(where[0])


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _bound(tried: socket.socket, where: str | tuple[str, int], address: str, port: int) -> None:
    try:
        tried.bind(where)
    except OSError as error:
        raise CannotListen(_reason(error, address, port)) from error


def _reason(error: OSError, address: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is in use."
        case errno.EADDRNOTAVAIL:
            return f"{address} is no address of this machine."
        case errno.EACCES | errno.EPERM:
            return f"This user may not listen on port {port}."
        case _:
            return f"It cannot listen on {address}, port {port}: {error.strerror}."
