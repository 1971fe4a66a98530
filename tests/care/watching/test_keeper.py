"""The watch over a real process: whatever becomes of it, there is soon another one."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest

from kiosk.care.watching import rules
from kiosk.care.watching.crashes import CrashKind, CrashRecord
from kiosk.care.watching.fresh_start import AtNight
from kiosk.care.watching.keeper import EXIT_AGAIN, Keeper
from kiosk.care.watching.logbook import Logbook
from kiosk.care.watching.service_manager import ServiceManager

WITHIN_S = 60.0
ALIVE = "import os, sys, time\nwhile True:\n    os.write(1, b'.')\n    time.sleep(0.2)\n"
BUSY_UNTIL = (
    "import os, sys, time\nfrom pathlib import Path\nleft = Path(LEFT)\nwhile True:\n"
    "    os.write(1, b'of' if left.exists() else b'ob')\n    time.sleep(0.1)\n"
)
"""Beats as a kiosk before which somebody stands until a file is there."""
SILENT_AFTERWARDS = "import os, time\nos.write(1, b'.')\ntime.sleep(60)\n"


class Watch:
    """A keeper on a thread of its own, and what it began: life after life runs the next of the scripts."""

    def __init__(
        self,
        folder: Path,
        *scripts: str,
        environment: dict[str, str] | None = None,
        night: clock_time | None = None,
        is_session_old: bool = False,
    ) -> None:
        self.begun: list[bool] = []
        """Whether each life was begun in safe mode."""
        self._scripts = scripts
        self.ahead = timedelta()
        """How far the station's clock is ahead of the machine's."""
        self.record = CrashRecord(folder / "crashes.jsonl")
        self.logbook = Logbook(folder / "logs", most_bytes=1_000_000, now=datetime.now)
        self.manager = ServiceManager(environment or {})
        self.keeper = Keeper(
            self._next,
            record=self.record,
            logbook=self.logbook,
            manager=self.manager,
            now=lambda: datetime.now().astimezone() + self.ahead,
            steady=lambda: None,
            fresh=AtNight(folder / "again", at=lambda: night),
            is_session_old=lambda: is_session_old,
        )
        self.codes: list[int] = []
        self.thread = threading.Thread(target=lambda: self.codes.append(self.keeper.run()))
        self.thread.start()

    def _next(self, is_safe: bool) -> Sequence[str]:
        script = self._scripts[min(len(self.begun), len(self._scripts) - 1)]
        self.begun.append(is_safe)
        return (sys.executable, "-c", script)

    @property
    def log(self) -> str:
        return self.logbook.path.read_text("utf-8") if self.logbook.path.exists() else ""

    def wait(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + WITHIN_S
        while not holds():
            assert time.monotonic() < until, (self.begun, self.record.crashes)
            time.sleep(0.02)

    def end(self) -> None:
        self.keeper.stop.set()
        self.thread.join(WITHIN_S)
        assert not self.thread.is_alive()
        self.logbook.close()
        self.manager.close()


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    watches: list[Watch] = []

    def begin(*scripts: str, **how: Any) -> Watch:
        watches.append(Watch(tmp_path, *scripts, **how))
        return watches[-1]

    yield begin
    for one in watches:
        one.end()


def test_who_ends_well_is_left_in_peace(watch: Callable[..., Watch]) -> None:
    one = watch("print('good bye')")
    one.thread.join(WITHIN_S)
    assert (one.begun, one.codes, one.record.crashes) == ([False], [0], ())


def test_a_fresh_start_that_is_asked_for_is_no_crash(watch: Callable[..., Watch], tmp_path: Path) -> None:
    one = watch(ALIVE)
    for lives in (1, 2):
        one.wait(lambda lives=lives: len(one.begun) == lives)
        (tmp_path / "again").write_text(str(time.time_ns()))
        one.wait(lambda lives=lives: len(one.begun) == lives + 1)
    assert one.record.crashes == ()
    assert one.log.count("was ended to begin anew") == 2


def to_night(one: Watch, night: clock_time) -> None:
    """Turn the station's clock on to the next night, a second past that time."""
    now = datetime.now().astimezone()
    tonight = datetime.combine(now.date(), night, tzinfo=now.tzinfo)
    one.ahead = (tonight if tonight > now else tonight + timedelta(days=1)) - now + timedelta(seconds=1)


def test_the_fresh_start_of_the_night_waits_for_whoever_stands_there(
    watch: Callable[..., Watch], tmp_path: Path
) -> None:
    night = clock_time(3, 30)
    one = watch(BUSY_UNTIL.replace("LEFT", repr(str(tmp_path / "left"))), night=night)
    one.wait(lambda: "the station is open" in one.log)
    to_night(one, night)
    assert not one.keeper.stop.wait(1.5)
    assert len(one.begun) == 1
    (tmp_path / "left").touch()
    one.wait(lambda: len(one.begun) == 2)
    assert (one.log.count("was ended to begin anew"), one.record.crashes) == (1, ())


def test_whoever_asks_for_a_fresh_start_waits_for_nobody(watch: Callable[..., Watch], tmp_path: Path) -> None:
    one = watch(BUSY_UNTIL.replace("LEFT", repr(str(tmp_path / "left"))))
    one.wait(lambda: "the station is open" in one.log)
    (tmp_path / "again").write_text(str(time.time_ns()))
    one.wait(lambda: len(one.begun) == 2)


def test_a_kiosk_that_does_not_say_whether_it_is_busy_is_begun_anew_at_night(watch: Callable[..., Watch]) -> None:
    night = clock_time(3, 30)
    one = watch(ALIVE, night=night)
    one.wait(lambda: len(one.begun) == 1)
    to_night(one, night)
    one.wait(lambda: len(one.begun) == 2)


def test_who_wants_to_begin_again_does_and_did_not_crash(watch: Callable[..., Watch]) -> None:
    one = watch(f"raise SystemExit({EXIT_AGAIN})", "pass")
    one.thread.join(WITHIN_S)
    assert (one.begun, one.record.crashes) == ([False, False], ())


def test_where_the_session_is_old_it_begins_anew_with_the_kiosk(watch: Callable[..., Watch]) -> None:
    one = watch(f"raise SystemExit({EXIT_AGAIN})", "pass", is_session_old=True)
    one.thread.join(WITHIN_S)
    assert (one.begun, one.record.crashes, one.codes) == ([False], (), [EXIT_AGAIN])


def test_who_dies_is_begun_again(watch: Callable[..., Watch]) -> None:
    one = watch("import os, sys; sys.stderr.write('last words\\n'); sys.stderr.flush(); os.kill(os.getpid(), 9)", ALIVE)
    one.wait(lambda: len(one.begun) == 2)
    (crash,) = one.record.crashes
    assert (crash.kind, crash.code) == (CrashKind.DIED, -9)
    assert "last words" in one.log


def test_who_freezes_is_ended_and_begun_again(watch: Callable[..., Watch]) -> None:
    one = watch(SILENT_AFTERWARDS, ALIVE)
    one.wait(lambda: len(one.begun) == 2)
    (crash,) = one.record.crashes
    assert crash.kind is CrashKind.FROZE
    assert crash.lived_s >= rules.SILENT_S


def test_who_lives_is_not_disturbed(watch: Callable[..., Watch]) -> None:
    one = watch(ALIVE)
    assert not one.keeper.stop.wait(4.5)
    assert (one.begun, one.record.crashes) == ([False], ())


def test_the_fourth_life_after_three_crashes_is_one_in_safe_mode(watch: Callable[..., Watch]) -> None:
    one = watch("raise SystemExit(1)", "raise SystemExit(1)", "raise SystemExit(1)", ALIVE)
    one.wait(lambda: len(one.begun) == 4)
    assert one.begun == [False, False, False, True]


def test_crashes_of_an_earlier_watch_count(watch: Callable[..., Watch]) -> None:
    first = watch("raise SystemExit(1)", "raise SystemExit(1)", "raise SystemExit(1)", "pass")
    first.thread.join(WITHIN_S)
    second = watch(ALIVE)
    second.wait(lambda: len(second.begun) == 1)
    assert second.begun == [True]


def test_a_program_that_is_not_there_is_asked_for_again(tmp_path: Path) -> None:
    begun: list[bool] = []
    logbook = Logbook(tmp_path / "logs", most_bytes=1_000_000, now=datetime.now)
    keeper = Keeper(
        lambda is_safe: begun.append(is_safe) or [str(tmp_path / "nothing")],
        record=CrashRecord(tmp_path / "crashes.jsonl"),
        logbook=logbook,
        manager=ServiceManager({}),
        now=datetime.now,
        steady=lambda: None,
    )
    thread = threading.Thread(target=keeper.run)
    thread.start()
    until = time.monotonic() + WITHIN_S
    while len(begun) < 2:
        assert time.monotonic() < until
        time.sleep(0.02)
    keeper.stop.set()
    thread.join(WITHIN_S)
    logbook.close()
    assert not thread.is_alive()


def test_its_end_is_the_end_of_the_kiosk(watch: Callable[..., Watch], tmp_path: Path) -> None:
    one = watch(f"import os; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n" + ALIVE)
    one.wait(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
    one.end()
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()
    assert one.record.crashes == ()


def test_systemd_is_told_that_it_is_ready_and_lives(watch: Callable[..., Watch], tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(WITHIN_S)
        one = watch(ALIVE, environment={"NOTIFY_SOCKET": str(tmp_path / "notify")})
        told = set()
        while "READY=1" not in told:
            told.update(manager.recv(4096).decode().splitlines())
        assert "WATCHDOG=1" in told
        one.end()
        while "STOPPING=1" not in told:
            told.update(manager.recv(4096).decode().splitlines())


@pytest.mark.skipif(os.name != "posix", reason="a file system's own socket")
def test_a_systemd_that_does_not_listen_holds_up_nobody(watch: Callable[..., Watch], tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        one = watch(ALIVE, environment={"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert not one.keeper.stop.wait(2.0)
        assert one.begun == [False]
