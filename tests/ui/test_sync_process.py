"""The process beside the screen: begun late, low in priority, alone at its station, and gone with whoever began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.errors import StoreBusy
from kiosk.priority import Place
from kiosk.store.filelock import FileLock
from sync.client.status import sync_folder
from tests.processes import is_running, open_files_of
from tests.ui.breath import breathe
from tests.ui.conftest import ENGINE_CLOSED, OpenWindow, Unexpected
from tests.ui.window import PANEL_MM, PANEL_PX, PATIENCE_S, Watch
from ui.app import Kiosk, Setting
from ui.sync_process import (
    FIRST_PAUSE_MS,
    LONGEST_PAUSE_MS,
    NEVER_ENV,
    STEADY_S,
    SyncPlan,
    SyncProcess,
    sync_command,
    sync_plan,
)

REST_S = 1.0
SOON = SyncPlan(start_within_s=0.0)
LIVES = (sys.executable, "-c", "import sys; sys.stdin.read()")
DIES = (sys.executable, "-c", "raise SystemExit(3)")
PARENT = """
import subprocess, sys
from pathlib import Path
from ui.sync_process import SyncPlan, sync_command
child = subprocess.Popen(sync_command(Path(sys.argv[1]), SyncPlan()), stdin=subprocess.PIPE)
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def station(places: Places, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A station whose keys a process of its own finds."""
    monkeypatch.setenv("YIZHAN_KEYS", str(places.keys))
    return places


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def begin(owner: QObject, unexpected: Unexpected) -> Iterator[Callable[..., SyncProcess]]:
    """Makes processes that are ended after the test; deaths are provoked here."""
    unexpected.allow("the sync process ended")
    begun: list[SyncProcess] = []

    def begin_one(command: tuple[str, ...], **how: object) -> SyncProcess:
        begun.append(SyncProcess(command, owner, **{"begin_after_ms": 0, "first_pause_ms": 1, **how}))  # type: ignore[arg-type]  # a test's own keywords
        begun[-1].start_soon()
        return begun[-1]

    yield begin_one
    for each in begun:
        each.close()


def until(is_so: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        breathe()


class Rest:
    """Sees whether a process has done nothing for a while: whatever it had to begin with is behind it."""

    def __init__(self, process_id: int | None) -> None:
        self._process_id, self._worked, self._since_s = process_id, "", time.monotonic()

    def __call__(self) -> bool:
        worked = " ".join(Path(f"/proc/{self._process_id}/stat").read_text().rpartition(")")[2].split()[11:13])
        if worked != self._worked:
            self._worked, self._since_s = worked, time.monotonic()
        return time.monotonic() - self._since_s > REST_S


def has_open(process_id: int | None, file: Path) -> bool:
    """Whether a process has a file open."""
    return file in open_files_of(process_id)


def has_lock(data: Path) -> bool:
    """Whether a process holds the lock of the one beside the screen."""
    file = sync_folder(data) / "beside.lock"
    if not file.exists():
        return False
    try:
        FileLock(file, alone=True, wait_s=0).release()
    except StoreBusy:
        return True
    return False


def test_the_real_process_begins_gives_way_and_ends_when_it_is_told(
    begin: Callable[..., SyncProcess], station: Places
) -> None:
    process = begin(sync_command(station.data, SOON))
    until(lambda: has_lock(station.data), "the process at work")
    number = process.process_id
    assert number is not None
    assert os.getpriority(os.PRIO_PROCESS, number) >= Place.WORK
    process.close()
    assert not is_running(number)
    assert not has_lock(station.data)
    assert process.process_id is None


def test_the_real_process_ends_tidily_and_without_a_word(station: Places) -> None:
    with subprocess.Popen(
        sync_command(station.data, SOON), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        until(lambda: has_open(process.pid, station.database), "the process at work")
        process.terminate()
        try:
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_the_real_process_ends_where_its_input_ends(station: Places) -> None:
    with subprocess.Popen(sync_command(station.data, SOON), stdin=subprocess.PIPE) as process:
        until(lambda: has_open(process.pid, station.database), "the process at work")
        assert process.stdin is not None
        process.stdin.close()
        try:
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()


def test_the_real_process_ends_with_a_parent_that_is_killed(station: Places) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-P", "-c", PARENT, str(station.data)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    until(lambda: has_lock(station.data), "the process at work")
    parent.kill()
    parent.wait()
    until(lambda: not is_running(child), "the child's end")
    parent.stdout.close()


def test_a_second_one_at_the_same_station_waits_until_the_first_has_ended(
    begin: Callable[..., SyncProcess], station: Places
) -> None:
    sync_folder(station.data).mkdir()
    first = FileLock(sync_folder(station.data) / "beside.lock", alone=True, wait_s=0)
    second = begin(sync_command(station.data, SOON))
    until(lambda: second.process_id, "the second")
    until(Rest(second.process_id), "the second at rest")
    assert not has_open(second.process_id, station.database)
    first.release()
    until(lambda: has_open(second.process_id, station.database), "the second at work")


def test_one_that_dies_is_begun_again_after_growing_pauses(begin: Callable[..., SyncProcess]) -> None:
    process = begin(DIES)
    until(lambda: process.pause_ms >= 16, "the fourth death")
    assert process.pause_ms & (process.pause_ms - 1) == 0
    assert FIRST_PAUSE_MS < LONGEST_PAUSE_MS


def test_one_that_is_killed_is_begun_again(begin: Callable[..., SyncProcess]) -> None:
    process = begin(LIVES)
    until(lambda: is_running(process.process_id), "the process")
    first = process.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: process.process_id not in (None, first), "another")


def test_one_that_lived_long_is_begun_again_without_a_long_pause(begin: Callable[..., SyncProcess]) -> None:
    watch = Watch()
    process = begin(LIVES, monotonic_s=watch)
    process.pause_ms = 4_000
    until(lambda: is_running(process.process_id), "the process")
    watch.now_s += STEADY_S
    first = process.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: process.pause_ms == 2, "its end")


def test_a_program_that_cannot_be_started_is_tried_again_and_hurts_nobody(begin: Callable[..., SyncProcess]) -> None:
    process = begin(("/nowhere/yizhan",))
    until(lambda: process.pause_ms >= 8, "some tries")


def test_nothing_begins_before_its_time_nor_after_the_end(begin: Callable[..., SyncProcess]) -> None:
    process = begin(LIVES, begin_after_ms=60_000)
    QApplication.processEvents()
    assert process.process_id is None
    process.close()
    process.close()
    assert process.process_id is None


@pytest.mark.parametrize(
    ("unwanted", "environment", "is_there"), [(False, {}, True), (True, {}, False), (False, {NEVER_ENV: "1"}, False)]
)
def test_it_is_begun_unless_option_or_environment_forbids(
    unwanted: bool, environment: dict[str, str], is_there: bool
) -> None:
    plan = sync_plan(unwanted=unwanted, every_s=20.0, start_within_s=None, environment=environment)
    assert (plan is not None) is is_there
    assert plan is None or plan.options() == ("--every", "20.0")


def test_the_options_of_run_go_through_to_it() -> None:
    plan = SyncPlan(every_s=30.0, start_within_s=0.5)
    assert sync_command(Path("here"), plan)[-4:] == ("--every", "30.0", "--start-within", "0.5")


def test_no_test_begins_one_by_accident() -> None:
    assert sync_plan(unwanted=False, every_s=None, start_within_s=None) is None


def test_a_kiosk_without_a_plan_has_none(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.kiosk.findChildren(SyncProcess) == []


def test_a_kiosk_with_a_plan_begins_it_after_its_first_picture(
    qapp: QApplication, places: Places, memory: Path, unexpected: Unexpected
) -> None:
    kiosk = Kiosk(Setting(places=places, size_px=PANEL_PX, panel_mm=PANEL_MM, is_tended=False, sync=SyncPlan()))
    assert kiosk.findChildren(SyncProcess) == []
    kiosk.show(windowed=True)
    until(lambda: kiosk.is_open, "the station")
    (process,) = kiosk.findChildren(SyncProcess)
    assert process.process_id is None
    kiosk.close()
    kiosk.shell.deleteLater()
    kiosk.deleteLater()
    unexpected.forgive(ENGINE_CLOSED)
