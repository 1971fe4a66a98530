"""A child process that is spoken with in lines of JSON, and never waited for."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from typing import Any

Message = dict[str, Any]

log = logging.getLogger(__name__)


def module_argv(module: str, *, frozen_flag: str) -> tuple[str, ...]:
    """Return the command that runs `module` of this program, from a checkout or from a frozen executable.

    A frozen executable has no `-m`; its entry point must hand `frozen_flag` on to the module's `main()`.
    The process id of the parent follows as the last argument.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, frozen_flag)
    return (sys.executable, "-P", "-m", module)


class Child:
    """One run of a child process. It is started at once, and killed or closed once.

    `heard` gets each message and `ended` the exit code, both from the child's own thread. That thread starts
    the child and outlives it, because Linux ties a child's life to the thread that started it.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        heard: Callable[[Message], None],
        ended: Callable[[int], None],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._argv = (*argv, str(os.getpid()))
        self._environment = {**os.environ, **(environment or {})}
        self._heard, self._ended = heard, ended
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._over = False
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._live, name=f"child {argv[-1]}", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process id, or None before the start and after the end."""
        process = self._process
        return process.pid if process and process.returncode is None else None

    def send(self, message: Message) -> None:
        """Send a message; returns at once, also when the child does not read."""
        self._outbox.put(json.dumps(message).encode() + b"\n")

    def kill(self) -> None:
        """End the child now; `ended` follows."""
        with self._lock:
            self._over = True
            if self._process is not None:
                self._process.kill()

    def close(self, *, within_s: float = 0.5) -> None:
        """Let the child end by closing its input, kill it if it does not, and wait until it is gone."""
        self._outbox.put(None)
        self._thread.join(within_s)
        if self._thread.is_alive():
            self.kill()
            self._thread.join(within_s)

    def _live(self) -> None:
        process = self._start()
        if process is None:
            self._ended(-1)
            return
        threading.Thread(target=self._write, args=(process,), name="child input", daemon=True).start()
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self._hear(line)
        code = process.wait()
        self._outbox.put(None)
        self._ended(code)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._over:
                return None
            try:
                self._process = subprocess.Popen(
                    self._argv,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=self._environment,
                    bufsize=0,
                )
            except OSError as error:
                log.warning("could not start %s: %s", self._argv[0], error)
            return self._process

    def _hear(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            log.warning("a child said what is no message (%d bytes)", len(line))
            return
        if isinstance(message, dict):
            self._heard(message)

    def _write(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        try:
            with process.stdin:
                while (line := self._outbox.get()) is not None:
                    process.stdin.write(line)
        except OSError:
            log.info("a child no longer listens")
