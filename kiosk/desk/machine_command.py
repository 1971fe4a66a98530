"""A command of the program that runs beside the screen, can be ended at any moment, and never lasts for ever."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kiosk.care.places import Places

STOP_WITHIN_S = 3.0
"""For the command to clear away what it has half written; then it is killed."""
DONE = (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEnd:
    """What a command said: `said` is its JSON, None where it said none; `complaint` is its sentence about what failed.

    `code` is its exit code, None where it could not be started or was killed because it did not come to an end
    (`is_late`).
    """

    code: int | None = None
    said: Mapping[str, Any] | None = field(default=None, repr=False)
    complaint: str = field(default="", repr=False)
    is_late: bool = False

    @property
    def has_failed(self) -> bool:
        """Whether it did not do its work: a doctor that found something red has (1, see `kiosk.cli.main`)."""
        return self.code not in DONE or self.said is None


class RunningCommand:
    """A command on its way; any thread may look at `end` as often as it likes. It is begun at once.

    `program` and `words` are what is started; the station's places and the language are added.
    """

    def __init__(self, program: Sequence[str], words: Sequence[str], *, places: Places, within_s: float) -> None:
        self._argv = (*program, *words, "--data", str(places.data))
        self._environment = {**os.environ, "YIZHAN_KEYS": str(places.keys)}
        self._within_s = within_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._was_stopped = False
        self._end: CommandEnd | None = None
        threading.Thread(target=self._live, name=f"command {words[0]}", daemon=True).start()

    @property
    def end(self) -> CommandEnd | None:
        """What came of it; None while it runs."""
        return self._end

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    def stop(self) -> None:
        """Have it end soon; returns at once."""
        with self._lock:
            self._was_stopped = True
            if self._process is None or self._end is not None:
                return
            self._process.terminate()
        killing = threading.Timer(STOP_WITHIN_S, self._process.kill)
        killing.daemon = True
        killing.start()

    def _live(self) -> None:
        process = self._begin()
        if process is None:
            self._end = CommandEnd()
            return
        try:
            said, complained = process.communicate(timeout=self._within_s)
            self._end = CommandEnd(code=process.returncode, said=_json(said), complaint=_last_line(complained))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            for stream in (process.stdout, process.stderr):  # what it started may hold them open: nobody waits for that
                if stream is not None:
                    stream.close()
            self._end = CommandEnd(is_late=True)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock, suppress(OSError):
            if not self._was_stopped:
                self._process = subprocess.Popen(
                    self._argv,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    env=self._environment,
                )  # fmt: skip
        return self._process


def _json(said: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _last_line(complained: bytes) -> str:
    """A command says what failed in one sentence, the last; libraries may have said something before."""
    lines = complained.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
