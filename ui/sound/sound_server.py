"""Whether a PulseAudio (or PipeWire) server is there: Qt itself never notices when one dies, nor when one comes."""

from __future__ import annotations

import os
import socket
import struct
import sys
from enum import Enum
from pathlib import Path


class Server(Enum):
    SAME = "same"
    GONE = "gone"
    ANOTHER = "another"
    """None was there, or another one: what Qt knows is out of date."""


class SoundServer:
    """Watches the server's socket by a connection that says nothing. On other systems than Linux all stays the same."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._line: socket.socket | None = None
        self.check()

    def check(self) -> Server:
        """Tell what happened to the server since the last check; never blocks."""
        if self._path is None:
            return Server.SAME
        if self._line is not None and _is_open(self._line):
            return Server.SAME
        before = self._drop()
        self._line = _connected(self._path)
        if self._line is None:
            return Server.SAME if before is None else Server.GONE
        # A server hangs up on a silent connection after a minute, and is still the same.
        return Server.SAME if _process_of(self._line) == before else Server.ANOTHER

    def close(self) -> None:
        """Watch no more."""
        self._drop()

    def _drop(self) -> int | None:
        """Close the connection and return the server's process id, if there was one."""
        line, self._line = self._line, None
        if line is None:
            return None
        with line:
            return _process_of(line)


def server_socket(environment: dict[str, str] | None = None) -> Path | None:
    """Return the socket on which this user's server listens; None if there is nothing that can be watched."""
    found = dict(os.environ) if environment is None else environment
    if sys.platform != "linux":
        return None
    if named := found.get("PULSE_SERVER"):
        path = (named.rpartition("}")[2].split() or [""])[0].removeprefix("unix:")
        return Path(path) if path.startswith("/") else None
    if folder := found.get("PULSE_RUNTIME_PATH"):
        return Path(folder) / "native"
    return Path(found.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "pulse" / "native"


def _connected(path: Path) -> socket.socket | None:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.setblocking(False)
    try:
        line.connect(str(path))
    except OSError:
        line.close()
        return None
    return line


def _process_of(line: socket.socket) -> int:
    """The process id of the server at the other end."""
    process: int = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
    return process


def _is_open(line: socket.socket) -> bool:
    try:
        return bool(line.recv(64))
    except BlockingIOError:
        return True
    except OSError:
        return False
