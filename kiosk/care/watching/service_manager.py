"""Tells systemd how it stands, by the datagrams of `sd_notify(3)`; where there is no systemd, nobody."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


class ServiceManager:
    """Whoever started this process and wants to know that it is ready and lives (`NOTIFY_SOCKET`)."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._socket: socket.socket | None = None
        if self._address and hasattr(socket, "AF_UNIX"):
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
            self._socket.setblocking(False)

    def tell(self, **said: str | int) -> None:
        """Say `READY=1`, `WATCHDOG=1`, `STATUS=...` and so on; a manager that does not listen is not waited for."""
        if self._socket is None:
            return
        words = "\n".join(f"{name}={value}" for name, value in said.items())
        with suppress(OSError):
            self._socket.sendto(words.encode(), self._address)

    def close(self) -> None:
        """Say nothing more."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
