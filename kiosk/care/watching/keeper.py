"""Keeps one kiosk alive: begins it, hears its heartbeat, ends one that froze, and begins it again.

The kiosk says on its standard output that its screen lives; what it says on stderr goes into the log. It is a process
like any other here: nothing of Qt or of the database is loaded into the one that watches.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import IO, Protocol

from kiosk.care.watching import rules
from kiosk.care.watching.crashes import Crash, CrashKind, CrashRecord
from kiosk.care.watching.fresh_start import FreshStart, NeverFresh
from kiosk.care.watching.logbook import Logbook
from kiosk.care.watching.service_manager import ServiceManager

EXIT_AGAIN = 75
"""The kiosk wants to be started again, as after an update: no crash. (`EX_TEMPFAIL` of sysexits.h)"""
LOOK_EVERY_S, LATE_S = 0.25, 1.0
END_WITHIN_S, LAST_WORDS_S = 5.0, 0.5


class Wish(Enum):
    """What the end of one life asks for."""

    END = "end"
    AGAIN = "again"
    AGAIN_AFTER_CRASH = "again after a crash"
    SESSION_AGAIN = "session again"


class Turn(Protocol):
    """Which program's turn it is, where a new one may have come (`kiosk.updating.turning`). Nothing here is raised."""

    @property
    def is_on_trial(self) -> bool:
        """Whether the program of this life has yet to open the station, or is left."""
        ...

    def before_life(self) -> None:
        """Choose the program of the next life."""
        ...

    def opened(self) -> None:
        """The program of this life has opened the station."""
        ...

    def leave(self) -> None:
        """The program on trial ended, or was ended, without opening the station."""
        ...


class NoTurn:
    """There is one program."""

    is_on_trial = False

    def before_life(self) -> None:
        """Nothing is to be chosen."""

    def opened(self) -> None:
        """Nobody wants to know."""

    def leave(self) -> None:
        """There is no trial."""


@dataclass(slots=True)
class _Life:
    """One run of the kiosk, as far as it is known by now."""

    process: subprocess.Popen[bytes]
    began_s: float
    is_safe: bool
    is_on_trial: bool
    beat_s: float | None = field(default=None)
    is_open: bool = field(default=False)
    is_busy: bool = field(default=False)
    is_proved: bool = field(default=False)
    is_steady: bool = field(default=False)


class Keeper:
    """Watches until the kiosk ends as it was wanted to, or `stop` is set.

    `command` returns the words that start it, in safe mode or not; `steady` is called when one has lived for ten
    minutes and not in safe mode; `fresh` says when one that is well is to begin anew; `is_session_old`, asked when
    one wants to begin again, whether the session around it has to begin anew for what was set.
    """

    def __init__(
        self,
        command: Callable[[bool], Sequence[str]],
        *,
        record: CrashRecord,
        logbook: Logbook,
        manager: ServiceManager,
        now: Callable[[], datetime],
        steady: Callable[[], None],
        turn: Turn | None = None,
        fresh: FreshStart | None = None,
        is_session_old: Callable[[], bool] = lambda: False,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command, self._record, self._log, self._manager = command, record, logbook, manager
        self._now, self._steady, self._monotonic_s = now, steady, monotonic_s
        self._turn: Turn = turn or NoTurn()
        self._fresh: FreshStart = fresh or NeverFresh()
        self._is_session_old = is_session_old
        self.stop = threading.Event()

    def run(self) -> int:
        """Return 0 where the end was wanted, `EXIT_AGAIN` where the session is to begin anew."""
        code = 0
        while not self.stop.is_set():
            is_safe = rules.is_safe_mode_due(self._record.crashes, now_ms=self._now_ms())
            wish = self._live(is_safe)
            if wish in (Wish.END, Wish.SESSION_AGAIN):
                code = EXIT_AGAIN if wish is Wish.SESSION_AGAIN else 0
                break
            if wish is Wish.AGAIN_AFTER_CRASH:
                self.stop.wait(rules.pause_s(self._record.crashes, now_ms=self._now_ms()))
        self._manager.tell(STOPPING=1)
        return code

    def _live(self, is_safe: bool) -> Wish:
        """One life from its beginning to its end."""
        self._fresh.begun(self._now())
        self._turn.before_life()
        self._log.write(f"watch: the kiosk begins{' in safe mode' if is_safe else ''}")
        try:
            process = subprocess.Popen(
                self._command(is_safe),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=os.name == "posix",
            )  # fmt: skip
        except OSError as error:
            self._log.write(f"watch: the kiosk could not be started: {error.strerror}")
            self._crashed(CrashKind.DIED, code=None, lived_s=0.0, was_safe=is_safe)
            return Wish.AGAIN_AFTER_CRASH
        life = _Life(process, self._monotonic_s(), is_safe, self._turn.is_on_trial)
        hearing = [
            threading.Thread(target=self._hear, args=(process.stdout, life), daemon=True),
            threading.Thread(target=self._note, args=(process.stderr,), daemon=True),
        ]
        for thread in hearing:
            thread.start()
        wish = self._watch(life)
        if self._is_tried(life) and not self.stop.is_set():
            self._turn.leave()
            wish = Wish.AGAIN
        for thread in hearing:  # others may hold the pipes open
            thread.join(LAST_WORDS_S)
        return wish

    def _watch(self, life: _Life) -> Wish:
        """Look at a life until it has ended."""
        looked_s = self._monotonic_s()
        while life.process.poll() is None:
            if self.stop.wait(LOOK_EVERY_S):
                return self._ended_by_us(life, "with its watch", Wish.END)
            before_s, looked_s = looked_s, self._monotonic_s()
            if looked_s - before_s > LATE_S and life.beat_s is not None:
                life.beat_s = looked_s  # it was us who slept: the machine stood still, and the kiosk with it
            if life.is_open and not life.is_proved:
                life.is_proved = True
                self._log.write(f"watch: the station is open after {self._age_s(life):.1f} s")
                self._turn.opened()
            silent = self._silence_of(life)
            if silent is not None:
                return self._froze(life, silent)
            self._tell_manager(life)
            self._note_steady(life)
            if not self._is_tried(life) and self._fresh.is_due(self._now(), is_busy=life.is_busy):
                return self._ended_by_us(life, "to begin anew", Wish.AGAIN)
        code = life.process.returncode
        if code == 0:
            self._log.write("watch: the kiosk has ended")
            return Wish.END
        if code == EXIT_AGAIN:
            self._log.write("watch: the kiosk wants to begin again")
            return Wish.SESSION_AGAIN if self._is_session_old() else Wish.AGAIN
        self._crashed(CrashKind.DIED, code=code, lived_s=self._age_s(life), was_safe=life.is_safe)
        return Wish.AGAIN_AFTER_CRASH

    def _silence_of(self, life: _Life) -> CrashKind | None:
        """What its silence means, None while it may be silent."""
        if life.is_on_trial and not life.is_open and self._age_s(life) > rules.TRIAL_OPENS_WITHIN_S:
            return CrashKind.NEVER_SHOWN
        if life.beat_s is None:
            return CrashKind.NEVER_SHOWN if self._age_s(life) > rules.FIRST_BEAT_WITHIN_S else None
        return CrashKind.FROZE if self._monotonic_s() - life.beat_s > rules.SILENT_S else None

    def _froze(self, life: _Life, kind: CrashKind) -> Wish:
        """End it so that `faulthandler` writes where each thread stands into the log, then for sure."""
        if os.name == "posix":
            with suppress(ProcessLookupError):
                life.process.send_signal(signal.SIGABRT)
            with suppress(subprocess.TimeoutExpired):
                life.process.wait(LAST_WORDS_S)
        life.process.kill()
        life.process.wait()
        self._crashed(kind, code=None, lived_s=self._age_s(life), was_safe=life.is_safe)
        return Wish.AGAIN_AFTER_CRASH

    def _is_tried(self, life: _Life) -> bool:
        """Whether its program has yet to prove itself, and is not to be ended before."""
        return life.is_on_trial and not life.is_proved

    def _ended_by_us(self, life: _Life, why: str, wish: Wish) -> Wish:
        """Somebody wants this life to end, and it is no crash: the kiosk ends what it is doing first."""
        life.process.terminate()
        try:
            life.process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            life.process.kill()
            life.process.wait()
        self._log.write(f"watch: the kiosk was ended {why}")
        return wish

    def _crashed(self, kind: CrashKind, *, code: int | None, lived_s: float, was_safe: bool) -> None:
        crash = Crash(at_ms=self._now_ms(), kind=kind, code=code, lived_s=round(lived_s, 1), was_safe=was_safe)
        self._record.add(crash)
        self._log.write(f"watch: the kiosk {kind} after {crash.lived_s} s (code {code})")

    def _tell_manager(self, life: _Life) -> None:
        """Systemd is told of this process's own life; the kiosk's is our care, also while it is being started."""
        if life.beat_s is None:
            self._manager.tell(WATCHDOG=1)
        else:
            self._manager.tell(READY=1, WATCHDOG=1, STATUS="safe mode" if life.is_safe else "the kiosk is shown")

    def _note_steady(self, life: _Life) -> None:
        if not life.is_steady and not life.is_safe and self._age_s(life) >= rules.STEADY_S:
            life.is_steady = True
            self._steady()

    def _hear(self, stream: IO[bytes] | None, life: _Life) -> None:
        """Each piece that comes is a sign of life, whatever stands in it; it also says how the kiosk stands."""
        assert stream is not None
        with suppress(OSError, ValueError), stream:
            while piece := os.read(stream.fileno(), 4096):
                life.is_open = life.is_open or rules.OPEN in piece
                life.is_busy = rules.is_busy(piece, before=life.is_busy)
                life.beat_s = self._monotonic_s()

    def _note(self, stream: IO[bytes] | None) -> None:
        assert stream is not None
        with suppress(OSError, ValueError), stream:
            for line in iter(lambda: stream.readline(1 << 16), b""):
                self._log.write(line.decode(errors="backslashreplace").rstrip())

    def _age_s(self, life: _Life) -> float:
        return self._monotonic_s() - life.began_s

    def _now_ms(self) -> int:
        return int(self._now().timestamp() * 1000)
